//! Entries by fingerprint.

use async_trait::async_trait;
use domain::{
    feedback::Feedback,
    hash::Medium,
    id::{EntryId, SubscriberId},
    list::ListName,
};
use storage::{
    FingerprintRepository, StorageError,
    fingerprint::{Fingerprint, Fingerprinted},
    record::{FeedbackRecord, FingerprintRecord, fingerprinted},
};

use crate::transaction::{SqliteTransaction, rows_as_json};

#[async_trait]
impl FingerprintRepository for SqliteTransaction {
    async fn with_fingerprints(
        &mut self,
        list: &ListName,
        fingerprints: &[Fingerprint],
        most: u32,
    ) -> Result<Vec<Fingerprinted>, StorageError> {
        let name = list.as_str();
        let of = |medium| {
            let chosen = fingerprints.iter().filter(move |one| one.medium == medium);
            rows_as_json(chosen.map(|one| hex::encode(&one.value)))
        };
        let (pictures, videos) = (of(Medium::Image)?, of(Medium::Video)?);
        // CROSS: SQLite takes what is asked for to be many and the list to be short, and would walk through all of it.
        let rows = sqlx::query_as!(
            FingerprintRecord,
            r#"SELECT entry_id AS "entry_id!", medium AS "medium!", value AS "value!", quality AS "quality?",
                      listed AS "listed!: i64"
               FROM (SELECT found.*, row_number() OVER (PARTITION BY medium, value ORDER BY listed DESC, entry_id) AS place
                     FROM (SELECT l.entry_id, e.medium, h.value, h.quality, l.listed
                           FROM (SELECT unhex(value) AS value FROM json_each(?2)) asked
                           CROSS JOIN item_hash h ON h.value = asked.value AND h.kind = 'pdq' AND h.variant = ''
                           CROSS JOIN entry e ON e.item_id = h.item_id AND e.list = ?1 AND e.medium = 'image'
                           CROSS JOIN listing l ON l.list = e.list AND l.entry_id = e.entry_id
                           UNION ALL
                           SELECT l.entry_id, e.medium, h.value, h.quality, l.listed
                           FROM (SELECT unhex(value) AS value FROM json_each(?3)) asked
                           CROSS JOIN item_hash h ON h.value = asked.value AND h.kind = 'md5'
                           CROSS JOIN entry e ON e.item_id = h.item_id AND e.list = ?1 AND e.medium = 'video'
                           CROSS JOIN listing l ON l.list = e.list AND l.entry_id = e.entry_id) found) numbered
               WHERE place <= ?4"#,
            name,
            pictures,
            videos,
            most,
        )
        .fetch_all(self.connection())
        .await;
        fingerprinted(self.checked(rows)?)
    }

    async fn fingerprints_of(
        &mut self,
        list: &ListName,
        entries: &[EntryId],
    ) -> Result<Vec<Fingerprinted>, StorageError> {
        let name = list.as_str();
        let entries = rows_as_json(entries.iter().map(|entry| hex::encode(entry.as_bytes())))?;
        let rows = sqlx::query_as!(
            FingerprintRecord,
            r#"SELECT l.entry_id AS "entry_id!", e.medium AS "medium!", h.value AS "value!", h.quality AS "quality?", l.listed AS "listed!: i64"
               FROM (SELECT unhex(value) AS entry_id FROM json_each(?2)) asked
               CROSS JOIN listing l ON l.list = ?1 AND l.entry_id = asked.entry_id
               CROSS JOIN entry e ON e.entry_id = l.entry_id
               CROSS JOIN item_hash h ON h.item_id = e.item_id AND h.variant = ''
                    AND h.kind = CASE e.medium WHEN 'image' THEN 'pdq' ELSE 'md5' END"#,
            name,
            entries,
        )
        .fetch_all(self.connection())
        .await;
        fingerprinted(self.checked(rows)?)
    }

    async fn feedback_of(
        &mut self,
        subscriber: SubscriberId,
        list: &ListName,
        entries: &[EntryId],
    ) -> Result<Vec<Feedback>, StorageError> {
        let (name, subscriber) = (list.as_str(), subscriber.as_bytes().as_slice());
        let entries = rows_as_json(entries.iter().map(|entry| hex::encode(entry.as_bytes())))?;
        let rows = sqlx::query_as!(
            FeedbackRecord,
            "SELECT f.list, f.entry_id, f.subscriber_id, f.verdict, f.reason, f.matches, f.answered, f.given_at
             FROM (SELECT unhex(value) AS entry_id FROM json_each(?2)) asked
             CROSS JOIN feedback f ON f.list = ?1 AND f.entry_id = asked.entry_id AND f.subscriber_id = ?3
             ORDER BY max(f.said_at, f.given_at), f.entry_id",
            name,
            entries,
            subscriber,
        )
        .fetch_all(self.connection())
        .await;
        self.checked(rows)?.into_iter().map(Feedback::try_from).collect()
    }
}

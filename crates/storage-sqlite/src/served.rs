//! What subscribers were served.

use async_trait::async_trait;
use domain::{
    Timestamp,
    id::{CaseId, ServedId, SubscriberId},
    list::ListName,
    served::{ONE_LINE, Served, Wire},
};
use storage::{
    ServedRepository, StorageError,
    record::{EvidenceKeyRecord, FetchedRecord, ReachRecord, ServedRecord, number},
    served::{EvidenceKey, Fetched, Reached},
};

use crate::transaction::SqliteTransaction;

#[async_trait]
impl ServedRepository for SqliteTransaction {
    async fn add_served(&mut self, served: &Served) -> Result<(), StorageError> {
        let (id, subscriber) = (
            served.id.as_bytes().as_slice(),
            served.subscriber.as_bytes().as_slice(),
        );
        let (list, wire) = (served.list.as_str(), served.wire.as_str());
        let (first, last) = (number(served.first), number(served.last));
        let (count, answers) = (number(served.count), number(served.answers));
        let (began_at, ended_at) = (served.began_at.as_millis(), served.ended_at.as_millis());
        let added = sqlx::query!(
            "INSERT INTO served
                 (served_id, subscriber_id, list, wire, first_number, last_number, entries, answers, began_at, ended_at)
             VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10)",
            id,
            subscriber,
            list,
            wire,
            first,
            last,
            count,
            answers,
            began_at,
            ended_at,
        )
        .execute(self.connection())
        .await;
        self.checked_reference(added, "served_subscriber_fk")?;
        Ok(())
    }

    async fn last_served(
        &mut self,
        subscriber: SubscriberId,
        list: &ListName,
        wire: Wire,
        most: u32,
    ) -> Result<Vec<Served>, StorageError> {
        let (subscriber, list, wire) = (subscriber.as_bytes().as_slice(), list.as_str(), wire.as_str());
        let most = i64::from(most);
        let rows = sqlx::query_as!(
            ServedRecord,
            "SELECT served_id, subscriber_id, list, wire, first_number, last_number, entries, answers, began_at, ended_at
             FROM served WHERE subscriber_id = ?1 AND list = ?2 AND wire = ?3
             ORDER BY ended_at DESC, served_id LIMIT ?4",
            subscriber,
            list,
            wire,
            most,
        )
        .fetch_all(self.connection())
        .await;
        self.checked(rows)?.into_iter().map(Served::try_from).collect()
    }

    async fn repeat_served(&mut self, id: ServedId, again: &Served) -> Result<(), StorageError> {
        let id = id.as_bytes().as_slice();
        let (count, answers) = (number(again.count), number(again.answers));
        let ended_at = again.ended_at.as_millis();
        let updated = sqlx::query!(
            "UPDATE served SET entries = entries + ?2, answers = answers + ?3, ended_at = max(ended_at, ?4)
             WHERE served_id = ?1",
            id,
            count,
            answers,
            ended_at,
        )
        .execute(self.connection())
        .await;
        self.checked(updated)?;
        Ok(())
    }

    async fn served(
        &mut self,
        subscriber: SubscriberId,
        after: Option<(Timestamp, ServedId)>,
        limit: u32,
    ) -> Result<Vec<Served>, StorageError> {
        let subscriber = subscriber.as_bytes().as_slice();
        let ended_at = after.map_or(i64::MIN, |(at, _)| at.as_millis());
        let id = after.map_or_else(Vec::new, |(_, id)| id.as_bytes().to_vec());
        let limit = i64::from(limit);
        let rows = sqlx::query_as!(
            ServedRecord,
            "SELECT served_id, subscriber_id, list, wire, first_number, last_number, entries, answers, began_at, ended_at
             FROM served WHERE subscriber_id = ?1 AND (ended_at, served_id) > (?2, ?3)
             ORDER BY ended_at, served_id LIMIT ?4",
            subscriber,
            ended_at,
            id,
            limit,
        )
        .fetch_all(self.connection())
        .await;
        self.checked(rows)?.into_iter().map(Served::try_from).collect()
    }

    async fn reached(&mut self, subscriber: SubscriberId) -> Result<Vec<Reached>, StorageError> {
        let subscriber = subscriber.as_bytes().as_slice();
        let rows = sqlx::query_as!(
            ReachRecord,
            r#"SELECT list AS "list!", wire AS "wire!", max(last_number) AS "last_number!: i64",
                      max(ended_at) AS "ended_at!: i64"
               FROM served WHERE subscriber_id = ?1 GROUP BY list, wire"#,
            subscriber,
        )
        .fetch_all(self.connection())
        .await;
        let mut reached = self
            .checked(rows)?
            .into_iter()
            .map(Reached::try_from)
            .collect::<Result<Vec<_>, _>>()?;
        reached.sort_by(|one, other| (&one.list, one.wire).cmp(&(&other.list, other.wire)));
        Ok(reached)
    }

    async fn followed_since(
        &mut self,
        subscriber: SubscriberId,
        list: &ListName,
    ) -> Result<Option<Timestamp>, StorageError> {
        let (subscriber, list) = (subscriber.as_bytes().as_slice(), list.as_str());
        let span = i64::try_from(ONE_LINE.as_millis()).unwrap_or(i64::MAX);
        // Whichever stretch began first ended at most that much after the one that ended first.
        let first = sqlx::query_scalar!(
            r#"SELECT min(began_at) AS "began_at: i64" FROM served
               WHERE subscriber_id = ?1 AND list = ?2
                 AND ended_at <= (SELECT ended_at FROM served WHERE subscriber_id = ?1 AND list = ?2
                                  ORDER BY ended_at LIMIT 1) + ?3"#,
            subscriber,
            list,
            span,
        )
        .fetch_one(self.connection())
        .await;
        Ok(self.checked(first)?.map(Timestamp::from_millis))
    }

    async fn fetched_of_case(&mut self, case: CaseId) -> Result<Vec<Fetched>, StorageError> {
        let case = case.as_bytes().as_slice();
        let span = i64::try_from(ONE_LINE.as_millis()).unwrap_or(i64::MAX);
        // What left the list was served by stretches that began before the second was over in which it left, and may have gone
        // on since. None goes on for long enough to hold a number that was given much later, so what has been served since is
        // not looked through.
        // Whoever was served what left the list and came back has had its hashes all along, and not only once served it anew.
        // Materialised, or it walks through the entries of all cases, to group them in their order, and looks each up twice.
        let rows = sqlx::query_as!(
            FetchedRecord,
            r#"WITH one AS MATERIALIZED (
                   SELECT e.entry_id,
                          coalesce(
                              CASE l.listed WHEN 1 THEN coalesce(
                                  (SELECT s.ended_at FROM served s
                                   WHERE s.subscriber_id = n.subscriber_id AND s.list = l.list
                                     AND s.last_number >= l.number AND s.first_number <= l.number
                                   ORDER BY s.last_number LIMIT 1),
                                  (SELECT s.ended_at FROM served s
                                   WHERE s.subscriber_id = n.subscriber_id AND s.list = l.list
                                     AND s.last_number >= l.added_number AND s.first_number <= l.added_number
                                     AND s.ended_at < l.changed_at
                                   ORDER BY s.last_number LIMIT 1))
                              END,
                              (SELECT max((SELECT min(s.ended_at, p.left_at) FROM served s
                                           WHERE s.subscriber_id = n.subscriber_id AND s.list = p.list
                                             AND s.last_number >= p.added_number
                                             AND (s.first_number <= p.added_number
                                                  OR p.shown_number BETWEEN s.first_number AND s.last_number)
                                             AND s.began_at < p.left_at + 1000
                                             AND s.last_number < coalesce(
                                                 (SELECT later.number FROM listing later
                                                  WHERE later.list = p.list AND later.changed_at > p.left_at + 1000 + ?2
                                                  ORDER BY later.changed_at, later.number LIMIT 1), 9223372036854775807)
                                           ORDER BY s.last_number LIMIT 1))
                               FROM past_listing p WHERE p.list = l.list AND p.entry_id = l.entry_id)
                          ) AS ended_at
                   FROM item i
                   JOIN entry e ON e.item_id = i.item_id
                   JOIN listing l ON l.list = e.list AND l.entry_id = e.entry_id
                   CROSS JOIN subscriber n
                   WHERE i.case_id = ?1)
               SELECT entry_id AS "entry_id!: Vec<u8>", count(*) AS "subscribers!: i64", max(ended_at) AS "last_at!: i64"
               FROM one WHERE ended_at IS NOT NULL GROUP BY entry_id"#,
            case,
            span,
        )
        .fetch_all(self.connection())
        .await;
        self.checked(rows)?.into_iter().map(Fetched::try_from).collect()
    }

    async fn expire_served(&mut self, before: Timestamp) -> Result<u64, StorageError> {
        let before = before.as_millis();
        let removed = sqlx::query!("DELETE FROM served WHERE ended_at < ?1", before)
            .execute(self.connection())
            .await;
        Ok(self.checked(removed)?.rows_affected())
    }

    async fn note_evidence_key(&mut self, key: &EvidenceKey) -> Result<(), StorageError> {
        let (generation, public_key) = (i64::from(key.generation), key.public_key.as_slice());
        let first_used_at = key.first_used_at.as_millis();
        let noted = sqlx::query!(
            "INSERT INTO evidence_key (generation, public_key, first_used_at) VALUES (?1, ?2, ?3)
             ON CONFLICT (generation) DO NOTHING",
            generation,
            public_key,
            first_used_at,
        )
        .execute(self.connection())
        .await;
        self.checked(noted)?;
        Ok(())
    }

    async fn evidence_keys(&mut self) -> Result<Vec<EvidenceKey>, StorageError> {
        let rows = sqlx::query_as!(
            EvidenceKeyRecord,
            "SELECT generation, public_key, first_used_at FROM evidence_key ORDER BY generation",
        )
        .fetch_all(self.connection())
        .await;
        self.checked(rows)?
            .into_iter()
            .map(EvidenceKey::try_from)
            .collect()
    }
}

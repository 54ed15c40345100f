//! What is due to be erased.

use async_trait::async_trait;
use domain::{Timestamp, decision::NOT_REVIEWED_IN_TIME, entry::Entry, id::CaseId};
use storage::{
    RetentionRepository, StorageError,
    record::{DeclinedRecord, EndedItemRecord, EntryRecord},
    retention::{Declined, ErasedItems},
};

use crate::transaction::PostgresTransaction;

#[async_trait]
impl RetentionRepository for PostgresTransaction {
    async fn erase_ended_items(
        &mut self,
        removed_before: Timestamp,
        decided_before: Timestamp,
        today: Timestamp,
        limit: u32,
    ) -> Result<ErasedItems, StorageError> {
        let (removed, decided) = (removed_before.as_millis(), decided_before.as_millis());
        let limit = i64::from(limit);
        // Entries, hashes, findings and decisions go with their item.
        let erased = sqlx::query_as!(
            EndedItemRecord,
            r#"DELETE FROM item WHERE item_id IN (
                 SELECT ended.item_id FROM entry ended
                 WHERE ended.state IN ('rejected', 'withdrawn')
                   AND NOT EXISTS (
                       SELECT 1 FROM entry e
                       WHERE e.item_id = ended.item_id
                         AND (e.state NOT IN ('rejected', 'withdrawn')
                              OR EXISTS (SELECT 1 FROM outbox o WHERE o.list = e.list AND o.entry_id = e.entry_id)
                              OR EXISTS (SELECT 1 FROM listing l WHERE l.list = e.list AND l.entry_id = e.entry_id
                                                                   AND (l.listed = 1 OR l.changed_at > $1))
                              OR EXISTS (SELECT 1 FROM decision d
                                         WHERE d.entry_id = e.entry_id AND d.made_at > $2)))
                 LIMIT $3 FOR UPDATE OF ended SKIP LOCKED)
             RETURNING item_id, case_id,
                 NOT EXISTS (SELECT 1 FROM entry e
                             WHERE e.item_id = item.item_id AND e.state = 'withdrawn') AS "declined!",
                 NOT EXISTS (SELECT 1 FROM entry e
                             WHERE e.item_id = item.item_id
                               AND NOT EXISTS (SELECT 1 FROM decision d
                                               WHERE d.entry_id = e.entry_id AND d.actor_kind = 'policy'
                                                 AND d.reason = $4)) AS "unreviewed!",
                 (SELECT min(e.list) FROM entry e WHERE e.item_id = item.item_id) AS "list!""#,
            removed,
            decided,
            limit,
            NOT_REVIEWED_IN_TIME,
        )
        .fetch_all(self.connection())
        .await;
        let ended = self.checked(erased)?;
        let items = ended.len() as u64;
        let ids: Vec<_> = ended.iter().map(|row| row.item_id.clone()).collect();
        let forgotten = sqlx::query!("DELETE FROM fresh_fingerprint WHERE item_id = ANY($1)", &ids)
            .execute(self.connection())
            .await;
        self.checked(forgotten)?;
        let told = sqlx::query!(
            "INSERT INTO fresh_fingerprint (item_id, made_on) SELECT id, $2 FROM unnest($1::bytea[]) AS id",
            &ids,
            decided_before.start_of_day().as_millis(),
        )
        .execute(self.connection())
        .await;
        self.checked(told)?;
        self.remember_declined(&ended, today).await?;
        let cases = self.remember_taken_back(&ended).await?;
        let erased = sqlx::query!(
            "DELETE FROM case_file WHERE case_id = ANY($1)
                AND NOT EXISTS (SELECT 1 FROM item WHERE item.case_id = case_file.case_id)",
            &cases,
        )
        .execute(self.connection())
        .await;
        let cases = self.checked(erased)?.rows_affected();
        Ok(ErasedItems { items, cases })
    }

    async fn expire_declined_cases(&mut self, before: Timestamp) -> Result<u64, StorageError> {
        let erased = sqlx::query!(
            "DELETE FROM case_file WHERE declined_on <= $1
                AND NOT EXISTS (SELECT 1 FROM item WHERE item.case_id = case_file.case_id)",
            before.as_millis(),
        )
        .execute(self.connection())
        .await;
        Ok(self.checked(erased)?.rows_affected())
    }

    async fn declined_of_case(&mut self, case: CaseId) -> Result<Option<Declined>, StorageError> {
        let row = sqlx::query_as!(
            DeclinedRecord,
            r#"SELECT declined, unreviewed, declined_on AS "declined_on!", declined_list AS "declined_list!" FROM case_file
             WHERE case_id = $1 AND declined_list IS NOT NULL"#,
            case.as_bytes().as_slice(),
        )
        .fetch_optional(self.connection())
        .await;
        self.checked(row)?.map(Declined::try_from).transpose()
    }

    async fn taken_back_of_case(&mut self, case: CaseId) -> Result<u64, StorageError> {
        let count = sqlx::query_scalar!(
            "SELECT taken_back FROM case_file WHERE case_id = $1",
            case.as_bytes().as_slice(),
        )
        .fetch_optional(self.connection())
        .await;
        Ok(self.checked(count)?.unwrap_or_default().unsigned_abs())
    }

    async fn unreviewed_entries(
        &mut self,
        before: Timestamp,
        limit: u32,
    ) -> Result<Vec<Entry>, StorageError> {
        let (before, limit) = (before.as_millis(), i64::from(limit));
        let rows = sqlx::query_as!(
            EntryRecord,
            "SELECT entry_id, list, item_id, medium, state, standing, withdrawal_due, version
             FROM entry WHERE queue = 'waiting' AND created_on <= $1 ORDER BY created_on, entry_id LIMIT $2 FOR UPDATE SKIP LOCKED",
            before,
            limit,
        )
        .fetch_all(self.connection())
        .await;
        self.checked(rows)?.into_iter().map(Entry::try_from).collect()
    }
}

impl PostgresTransaction {
    /// Counts those of these items that were taken back with their cases, and returns the cases.
    async fn remember_taken_back(&mut self, ended: &[EndedItemRecord]) -> Result<Vec<Vec<u8>>, StorageError> {
        let taken_back = EndedItemRecord::taken_back(ended).into_iter();
        let (cases, counts): (Vec<_>, Vec<_>) =
            taken_back.map(|(case, count)| (case.to_vec(), count)).unzip();
        let counted = sqlx::query!(
            "UPDATE case_file SET taken_back = taken_back + gone.count
             FROM unnest($1::bytea[], $2::bigint[]) AS gone (case_id, count)
             WHERE case_file.case_id = gone.case_id",
            &cases,
            &counts,
        )
        .execute(self.connection())
        .await;
        self.checked(counted)?;
        Ok(cases)
    }

    /// Counts the declined ones of these items with their cases.
    async fn remember_declined(
        &mut self,
        ended: &[EndedItemRecord],
        today: Timestamp,
    ) -> Result<(), StorageError> {
        let (mut cases, mut lists) = (Vec::new(), Vec::new());
        let (mut counts, mut unreviewed_counts) = (Vec::new(), Vec::new());
        for (case, count, unreviewed, list) in EndedItemRecord::declined(ended) {
            cases.push(case.to_vec());
            counts.push(count);
            unreviewed_counts.push(unreviewed);
            lists.push(list.to_owned());
        }
        let counted = sqlx::query!(
            "UPDATE case_file SET declined = declined + gone.count, unreviewed = case_file.unreviewed + gone.unreviewed,
                                  declined_on = $5, declined_list = gone.list
             FROM unnest($1::bytea[], $2::bigint[], $3::bigint[], $4::text[])
                  AS gone (case_id, count, unreviewed, list)
             WHERE case_file.case_id = gone.case_id",
            &cases,
            &counts,
            &unreviewed_counts,
            &lists,
            today.as_millis(),
        )
        .execute(self.connection())
        .await;
        self.checked(counted)?;
        Ok(())
    }
}

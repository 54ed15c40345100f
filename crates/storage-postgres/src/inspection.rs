//! What contradicts what.

use async_trait::async_trait;
use domain::{change::Checkpoint, list::ListName};
use storage::{
    InspectionRepository, StorageError,
    inspection::Inspection,
    record::{HeadRecord, number},
};

use crate::transaction::PostgresTransaction;

#[async_trait]
impl InspectionRepository for PostgresTransaction {
    async fn inspect(&mut self, list: &ListName) -> Result<Inspection, StorageError> {
        let name = list.as_str();
        // Whole tables take longer than a request may.
        let patient = sqlx::query!("SET LOCAL statement_timeout = 0")
            .execute(self.connection())
            .await;
        self.checked(patient)?;
        let astray = sqlx::query_scalar!(
            r#"SELECT count(*) AS "count!"
             FROM (SELECT entry_id, max(number) AS number FROM change WHERE list = $1 GROUP BY entry_id) newest
             JOIN change c ON c.list = $1 AND c.number = newest.number
             LEFT JOIN listing l ON l.list = $1 AND l.entry_id = newest.entry_id
             WHERE l.number IS DISTINCT FROM c.number OR l.changed_at IS DISTINCT FROM c.changed_at
                OR l.listed IS DISTINCT FROM (c.kind <> 'remove')::int
                OR l.listed IS DISTINCT FROM (l.listed_since IS NOT NULL)::int"#,
            name,
        )
        .fetch_one(self.connection())
        .await;
        let astray = self.checked(astray)?.unsigned_abs();
        let out_of_step = sqlx::query_scalar!(
            r#"SELECT count(*) AS "count!" FROM (
                 SELECT entry_id FROM entry WHERE list = $1 AND state = 'published'
                 UNION ALL
                 SELECT entry_id FROM listing WHERE list = $1 AND listed = 1
             ) shown
             WHERE NOT EXISTS (SELECT 1 FROM outbox o WHERE o.list = $1 AND o.entry_id = shown.entry_id)
               AND NOT (EXISTS (SELECT 1 FROM entry e WHERE e.entry_id = shown.entry_id AND e.state = 'published')
                    AND EXISTS (SELECT 1 FROM listing l
                                WHERE l.list = $1 AND l.entry_id = shown.entry_id AND l.listed = 1))"#,
            name,
        )
        .fetch_one(self.connection())
        .await;
        let out_of_step = self.checked(out_of_step)?.unsigned_abs();
        let orphaned = sqlx::query_scalar!(
            r#"SELECT count(*) AS "count!" FROM outbox o WHERE o.list = $1 AND o.kind <> 'remove'
               AND NOT EXISTS (SELECT 1 FROM entry e WHERE e.entry_id = o.entry_id AND e.list = o.list)"#,
            name,
        )
        .fetch_one(self.connection())
        .await;
        let orphaned = self.checked(orphaned)?.unsigned_abs();
        let bare = sqlx::query_scalar!(
            r#"SELECT count(*) AS "count!" FROM listing WHERE list = $1 AND listed = 1 AND hashes IS NULL"#,
            name,
        )
        .fetch_one(self.connection())
        .await;
        let bare = self.checked(bare)?.unsigned_abs();
        Ok(Inspection {
            astray,
            out_of_step,
            orphaned,
            bare,
        })
    }

    async fn checkpoints(
        &mut self,
        list: &ListName,
        after: u64,
        limit: u32,
    ) -> Result<Vec<Checkpoint>, StorageError> {
        let (name, after) = (list.as_str(), number(after));
        let rows = sqlx::query_as!(
            HeadRecord,
            r#"SELECT size AS "head_number!", digest AS "head_digest!", at AS "head_at!"
               FROM checkpoint WHERE list = $1 AND size > $2 ORDER BY size LIMIT $3"#,
            name,
            after,
            i64::from(limit),
        )
        .fetch_all(self.connection())
        .await;
        self.checked(rows)?
            .into_iter()
            .map(|row| row.into_checkpoint(list.clone()))
            .collect()
    }
}

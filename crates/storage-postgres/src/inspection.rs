//! What contradicts what.

use async_trait::async_trait;
use domain::{change::Checkpoint, list::ListName};
use sqlx::AssertSqlSafe;
use storage::{
    InspectionRepository, StorageError,
    inspection::{Dangling, Inspection},
    record::{HeadRecord, number},
};

use crate::transaction::PostgresTransaction;

#[async_trait]
impl InspectionRepository for PostgresTransaction {
    async fn inspect(&mut self, list: &ListName) -> Result<Inspection, StorageError> {
        let name = list.as_str();
        self.be_patient().await?;
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
        let adrift = sqlx::query_scalar!(
            r#"SELECT count(*) AS "count!" FROM listing l LEFT JOIN change c ON c.list = l.list AND c.number = l.number
             WHERE l.list = $1 AND c.entry_id IS DISTINCT FROM l.entry_id"#,
            name,
        )
        .fetch_one(self.connection())
        .await;
        let adrift = self.checked(adrift)?.unsigned_abs();
        let gapped = sqlx::query_scalar!(
            r#"SELECT count(*) AS "count!" FROM (
                 SELECT d.entry_id FROM decision d JOIN entry e ON e.entry_id = d.entry_id
                 WHERE e.list = $1
                 GROUP BY d.entry_id HAVING max(d.position) + 1 <> count(*)
             ) gapped"#,
            name,
        )
        .fetch_one(self.connection())
        .await;
        let gapped = self.checked(gapped)?.unsigned_abs();
        Ok(Inspection {
            astray,
            out_of_step,
            orphaned,
            bare,
            adrift,
            gapped,
        })
    }

    async fn damage(&mut self) -> Result<Vec<String>, StorageError> {
        // PostgreSQL's own check is a program of its own, pg_amcheck.
        Ok(Vec::new())
    }

    async fn dangling(&mut self) -> Result<Vec<Dangling>, StorageError> {
        self.be_patient().await?;
        // The server keeps references whole, unless someone switched that off or restored only some of the tables.
        // Each foreign key becomes one question, so that a new one is not forgotten.
        let questions = sqlx::query_as(
            "SELECT r.conrelid::regclass::text, r.confrelid::regclass::text,
                    format('SELECT count(*) FROM %s r WHERE NOT EXISTS (SELECT 1 FROM %s k WHERE %s) AND %s',
                           r.conrelid::regclass, r.confrelid::regclass,
                           string_agg(format('k.%I = r.%I', k.attname, c.attname), ' AND '),
                           string_agg(format('r.%I IS NOT NULL', c.attname), ' AND '))
             FROM pg_constraint r
             CROSS JOIN LATERAL unnest(r.conkey, r.confkey) AS pair (referring, referred)
             JOIN pg_attribute c ON c.attrelid = r.conrelid AND c.attnum = pair.referring
             JOIN pg_attribute k ON k.attrelid = r.confrelid AND k.attnum = pair.referred
             WHERE r.contype = 'f' AND r.connamespace = current_schema()::regnamespace
             GROUP BY r.oid, r.conrelid, r.confrelid ORDER BY 1, 2",
        )
        .fetch_all(self.connection())
        .await;
        let questions: Vec<(String, String, String)> = self.checked(questions)?;
        let mut dangling = Vec::new();
        for (table, refers_to, question) in questions {
            let count = sqlx::query_scalar(AssertSqlSafe(question))
                .fetch_one(self.connection())
                .await;
            let count: i64 = self.checked(count)?;
            if count > 0 {
                dangling.push(Dangling {
                    table,
                    refers_to,
                    count: count.unsigned_abs(),
                });
            }
        }
        Ok(dangling)
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

impl PostgresTransaction {
    /// Whole tables take longer than a request may, and several processes read them faster.
    async fn be_patient(&mut self) -> Result<(), StorageError> {
        let patient = sqlx::query!("SET LOCAL statement_timeout = 0")
            .execute(self.connection())
            .await;
        self.checked(patient)?;
        let parallel = sqlx::query!("SET LOCAL max_parallel_workers_per_gather = 2")
            .execute(self.connection())
            .await;
        self.checked(parallel)?;
        Ok(())
    }
}

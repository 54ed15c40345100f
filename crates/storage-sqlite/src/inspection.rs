//! What contradicts what.

use async_trait::async_trait;
use domain::{change::Checkpoint, list::ListName};
use storage::{
    InspectionRepository, StorageError,
    inspection::{Dangling, Inspection},
    record::{HeadRecord, number},
};

use crate::transaction::SqliteTransaction;

#[async_trait]
impl InspectionRepository for SqliteTransaction {
    async fn inspect(&mut self, list: &ListName) -> Result<Inspection, StorageError> {
        let name = list.as_str();
        let astray = sqlx::query_scalar!(
            "SELECT count(*)
             FROM (SELECT entry_id, max(number) AS number FROM change WHERE list = ?1 GROUP BY entry_id) newest
             JOIN change c ON c.list = ?1 AND c.number = newest.number
             LEFT JOIN listing l ON l.list = ?1 AND l.entry_id = newest.entry_id
             WHERE l.number IS NOT c.number OR l.changed_at IS NOT c.changed_at
                OR l.listed IS NOT (c.kind <> 'remove') OR (l.listed_since IS NOT NULL) IS NOT l.listed",
            name,
        )
        .fetch_one(self.connection())
        .await;
        let astray = self.checked(astray)?.unsigned_abs();
        let out_of_step = sqlx::query_scalar!(
            "SELECT count(*) FROM (
                 SELECT entry_id FROM entry WHERE list = ?1 AND state = 'published'
                 UNION ALL
                 SELECT entry_id FROM listing WHERE list = ?1 AND listed = 1
             ) shown
             WHERE NOT EXISTS (SELECT 1 FROM outbox o WHERE o.list = ?1 AND o.entry_id = shown.entry_id)
               AND NOT (EXISTS (SELECT 1 FROM entry e WHERE e.entry_id = shown.entry_id AND e.state = 'published')
                    AND EXISTS (SELECT 1 FROM listing l
                                WHERE l.list = ?1 AND l.entry_id = shown.entry_id AND l.listed = 1))",
            name,
        )
        .fetch_one(self.connection())
        .await;
        let out_of_step = self.checked(out_of_step)?.unsigned_abs();
        let orphaned = sqlx::query_scalar!(
            "SELECT count(*) FROM outbox o WHERE o.list = ? AND o.kind <> 'remove'
               AND NOT EXISTS (SELECT 1 FROM entry e WHERE e.entry_id = o.entry_id AND e.list = o.list)",
            name,
        )
        .fetch_one(self.connection())
        .await;
        let orphaned = self.checked(orphaned)?.unsigned_abs();
        let bare = sqlx::query_scalar!(
            "SELECT count(*) FROM listing WHERE list = ? AND listed = 1 AND hashes IS NULL",
            name,
        )
        .fetch_one(self.connection())
        .await;
        let bare = self.checked(bare)?.unsigned_abs();
        let adrift = sqlx::query_scalar!(
            "SELECT count(*) FROM listing l LEFT JOIN change c ON c.list = l.list AND c.number = l.number
             WHERE l.list = ?1 AND c.entry_id IS NOT l.entry_id",
            name,
        )
        .fetch_one(self.connection())
        .await;
        let adrift = self.checked(adrift)?.unsigned_abs();
        let gapped = sqlx::query_scalar!(
            "SELECT count(*) FROM (
                 SELECT d.entry_id FROM decision d JOIN entry e ON e.entry_id = d.entry_id
                 WHERE e.list = ?1
                 GROUP BY d.entry_id HAVING max(d.position) + 1 <> count(*)
             ) gapped",
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
        let found = sqlx::query_scalar("PRAGMA integrity_check(20)")
            .fetch_all(self.connection())
            .await;
        let mut found: Vec<String> = self.checked(found)?;
        found.retain(|line| line != "ok");
        Ok(found)
    }

    async fn dangling(&mut self) -> Result<Vec<Dangling>, StorageError> {
        let rows = sqlx::query_as(
            "SELECT \"table\", parent, count(*) FROM pragma_foreign_key_check GROUP BY 1, 2 ORDER BY 1, 2",
        )
        .fetch_all(self.connection())
        .await;
        let rows: Vec<(String, String, i64)> = self.checked(rows)?;
        let dangling = rows.into_iter().map(|(table, refers_to, count)| Dangling {
            table,
            refers_to,
            count: count.unsigned_abs(),
        });
        Ok(dangling.collect())
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
               FROM checkpoint WHERE list = ? AND size > ? ORDER BY size LIMIT ?"#,
            name,
            after,
            limit,
        )
        .fetch_all(self.connection())
        .await;
        self.checked(rows)?
            .into_iter()
            .map(|row| row.into_checkpoint(list.clone()))
            .collect()
    }
}

#[cfg(test)]
mod tests {
    use storage::Storage as _;

    use super::*;
    use crate::SqliteStorage;

    #[tokio::test]
    async fn a_change_that_no_listing_knows_of_is_astray() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("reclaim.db");
        let storage = SqliteStorage::open(path.to_str().unwrap()).await.unwrap();
        storage.migrate().await.unwrap();
        let elsewhere = sqlx::SqlitePool::connect(path.to_str().unwrap()).await.unwrap();
        sqlx::raw_sql(
            "INSERT INTO list (list, policy_name, policy_version, publication, quality_floor, transition_floor,
                               head_digest)
             VALUES ('exploitative', 'publish-first', 1, 'publish-first', 50, 40, zeroblob(32));
             INSERT INTO change (list, number, kind, entry_id, medium, changed_at)
             VALUES ('exploitative', 1, 'remove', zeroblob(16), 'image', 0),
                    ('exploitative', 2, 'remove', x'01010101010101010101010101010101', 'image', 0);
             INSERT INTO listing (list, entry_id, number, changed_at, listed)
             VALUES ('exploitative', zeroblob(16), 1, 0, 0);",
        )
        .execute(&elsewhere)
        .await
        .unwrap();
        let mut reader = storage.read().await.unwrap();
        let found = reader.inspect(&ListName::exploitative()).await.unwrap();
        assert_eq!(
            found,
            Inspection {
                astray: 1,
                ..Inspection::default()
            }
        );
    }
}

//! Everything about one case.

use async_trait::async_trait;
use domain::{
    change::Change,
    id::{CaseId, EntryId, ItemId},
    list::ListName,
};
use storage::{
    CaseRepository as _, DisclosureRepository, StorageError,
    case::Item,
    history::{Announcement, Queued},
    record::{ChangeRecord, QueuedRecord},
};

use crate::transaction::PostgresTransaction;

#[async_trait]
impl DisclosureRepository for PostgresTransaction {
    async fn items_of_case(&mut self, case: CaseId) -> Result<Vec<Item>, StorageError> {
        let id = case.as_bytes().as_slice();
        let ids = sqlx::query_scalar!(
            "SELECT item_id FROM item WHERE case_id = $1 ORDER BY position",
            id
        )
        .fetch_all(self.connection())
        .await;
        let mut items = Vec::new();
        for id in self.checked(ids)? {
            let id = <[u8; 16]>::try_from(id).map_err(|_| StorageError::Inconsistent {
                table: "item",
                column: "item_id",
            })?;
            items.extend(self.lookup_item(ItemId::from_bytes(id)).await?);
        }
        Ok(items)
    }

    async fn changes_of_entry(
        &mut self,
        list: &ListName,
        entry: EntryId,
    ) -> Result<Vec<Change>, StorageError> {
        let (name, entry) = (list.as_str(), entry.as_bytes().as_slice());
        let rows = sqlx::query_as!(
            ChangeRecord,
            r#"SELECT number, kind, entry_id, medium, standing, changed_at, content,
                      NULL::bytea AS salt, NULL::text AS hashes
               FROM change WHERE list = $1 AND entry_id = $2 ORDER BY number"#,
            name,
            entry,
        )
        .fetch_all(self.connection())
        .await;
        self.checked(rows)?
            .into_iter()
            .map(|row| Ok(row.published(list)?.change))
            .collect()
    }

    async fn announcements_of_entry(&mut self, entry: EntryId) -> Result<Vec<Announcement>, StorageError> {
        let entry = entry.as_bytes().as_slice();
        let rows = sqlx::query_as!(
            QueuedRecord,
            "SELECT outbox_id, list, entry_id, kind, medium, standing, content
             FROM outbox WHERE entry_id = $1 ORDER BY outbox_id",
            entry,
        )
        .fetch_all(self.connection())
        .await;
        self.checked(rows)?
            .into_iter()
            .map(|row| Ok(Queued::try_from(row)?.announcement))
            .collect()
    }
}

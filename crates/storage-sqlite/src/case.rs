//! Cases, items and hashes.

use async_trait::async_trait;
use domain::{case::Case, id::ItemId};
use storage::{
    CaseRepository, StorageError,
    case::Item,
    record::{CaseRecord, HashRecord, ItemRecord},
};

use crate::transaction::{SqliteTransaction, rows_as_json};

#[async_trait]
impl CaseRepository for SqliteTransaction {
    async fn add_case(&mut self, case: &Case) -> Result<(), StorageError> {
        let id = case.id.as_bytes().as_slice();
        let (number, submission) = (case.number_mac.as_slice(), case.submission_mac.as_slice());
        let digest = case.submission_digest.as_slice();
        let opened_on = case.opened_on.as_millis();
        let added = sqlx::query!(
            "INSERT INTO case_file (case_id, number_mac, pin_verifier, submission_mac, submission_digest, opened_on,
                                    key_generation)
             VALUES (?, ?, ?, ?, ?, ?, ?)",
            id,
            number,
            case.pin_verifier,
            submission,
            digest,
            opened_on,
            case.key_generation,
        )
        .execute(self.connection())
        .await;
        self.checked(added)?;
        Ok(())
    }

    async fn add_item(&mut self, item: &Item) -> Result<(), StorageError> {
        let (id, case) = (item.id.as_bytes().as_slice(), item.case.as_bytes().as_slice());
        let (position, medium, salt) = (
            i64::from(item.position),
            item.medium.as_str(),
            item.salt.as_slice(),
        );
        let added = sqlx::query!(
            "INSERT INTO item (item_id, case_id, position, medium, salt) VALUES (?, ?, ?, ?, ?)",
            id,
            case,
            position,
            medium,
            salt,
        )
        .execute(self.connection())
        .await;
        self.checked_reference(added, "item_case_fk")?;
        let hashes = rows_as_json(
            item.hashes
                .iter()
                .map(HashRecord::from)
                .map(|hash| (hash.kind, hash.variant, hex::encode(hash.value), hash.quality)),
        )?;
        let added = sqlx::query!(
            "INSERT INTO item_hash (item_id, kind, variant, value, quality)
             SELECT ?1, value ->> 0, value ->> 1, unhex(value ->> 2), value ->> 3 FROM json_each(?2)",
            id,
            hashes,
        )
        .execute(self.connection())
        .await;
        self.checked(added)?;
        Ok(())
    }

    async fn find_case_by_number(&mut self, number_mac: &[u8; 32]) -> Result<Option<Case>, StorageError> {
        let number = number_mac.as_slice();
        let row = sqlx::query_as!(
            CaseRecord,
            "SELECT case_id, number_mac, pin_verifier, submission_mac, submission_digest, opened_on, key_generation
             FROM case_file WHERE number_mac = ?",
            number,
        )
        .fetch_optional(self.connection())
        .await;
        self.checked(row)?.map(Case::try_from).transpose()
    }

    async fn find_case_by_submission(
        &mut self,
        submission_mac: &[u8; 32],
    ) -> Result<Option<Case>, StorageError> {
        let submission = submission_mac.as_slice();
        let row = sqlx::query_as!(
            CaseRecord,
            "SELECT case_id, number_mac, pin_verifier, submission_mac, submission_digest, opened_on, key_generation
             FROM case_file WHERE submission_mac = ?",
            submission,
        )
        .fetch_optional(self.connection())
        .await;
        self.checked(row)?.map(Case::try_from).transpose()
    }

    async fn lookup_item(&mut self, item: ItemId) -> Result<Option<Item>, StorageError> {
        let id = item.as_bytes().as_slice();
        let row = sqlx::query_as!(
            ItemRecord,
            "SELECT item_id, case_id, position, medium, salt FROM item WHERE item_id = ?",
            id,
        )
        .fetch_optional(self.connection())
        .await;
        let Some(row) = self.checked(row)? else {
            return Ok(None);
        };
        let hashes = sqlx::query_as!(
            HashRecord,
            "SELECT kind, variant, value, quality FROM item_hash WHERE item_id = ?",
            id,
        )
        .fetch_all(self.connection())
        .await;
        row.with_hashes(&self.checked(hashes)?).map(Some)
    }
}

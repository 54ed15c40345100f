//! Cases, items and hashes.

use async_trait::async_trait;
use domain::{case::Case, id::ItemId};
use storage::{
    CaseRepository, StorageError,
    case::Item,
    record::{CaseRecord, HashRecord, ItemRecord},
};

use crate::transaction::PostgresTransaction;

#[async_trait]
impl CaseRepository for PostgresTransaction {
    async fn add_case(&mut self, case: &Case) -> Result<(), StorageError> {
        let id = case.id.as_bytes().as_slice();
        let (number, submission) = (case.number_mac.as_slice(), case.submission_mac.as_slice());
        let digest = case.submission_digest.as_slice();
        let opened_on = case.opened_on.as_millis();
        let added = sqlx::query!(
            "INSERT INTO case_file (case_id, number_mac, pin_verifier, submission_mac, submission_digest, opened_on,
                                    key_generation)
             VALUES ($1, $2, $3, $4, $5, $6, $7)",
            id,
            number,
            case.pin_verifier,
            submission,
            digest,
            opened_on,
            i64::from(case.key_generation),
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
            "INSERT INTO item (item_id, case_id, position, medium, salt) VALUES ($1, $2, $3, $4, $5)",
            id,
            case,
            position,
            medium,
            salt,
        )
        .execute(self.connection())
        .await;
        self.checked(added)?;
        let (mut kinds, mut variants, mut values, mut qualities) = (vec![], vec![], vec![], vec![]);
        for hash in item.hashes.iter().map(HashRecord::from) {
            kinds.push(hash.kind);
            variants.push(hash.variant);
            values.push(hash.value);
            qualities.push(hash.quality);
        }
        let added = sqlx::query!(
            "INSERT INTO item_hash (item_id, kind, variant, value, quality)
             SELECT $1, * FROM unnest($2::text[], $3::text[], $4::bytea[], $5::bigint[])",
            id,
            &kinds,
            &variants,
            &values,
            &qualities as &[Option<i64>],
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
             FROM case_file WHERE number_mac = $1",
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
             FROM case_file WHERE submission_mac = $1",
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
            "SELECT item_id, case_id, position, medium, salt FROM item WHERE item_id = $1",
            id,
        )
        .fetch_optional(self.connection())
        .await;
        let Some(row) = self.checked(row)? else {
            return Ok(None);
        };
        let hashes = sqlx::query_as!(
            HashRecord,
            "SELECT kind, variant, value, quality FROM item_hash WHERE item_id = $1",
            id,
        )
        .fetch_all(self.connection())
        .await;
        row.with_hashes(&self.checked(hashes)?).map(Some)
    }
}

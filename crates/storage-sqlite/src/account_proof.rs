//! What people of platforms prove themselves with besides passphrase and app.

use async_trait::async_trait;
use domain::{Timestamp, account::AccountPasskey, id::AccountId};
use storage::{AccountProofRepository, StorageError, record::AccountPasskeyRecord};

use crate::transaction::SqliteTransaction;

#[async_trait]
impl AccountProofRepository for SqliteTransaction {
    async fn add_account_passkey(&mut self, passkey: &AccountPasskey) -> Result<(), StorageError> {
        let (id, account) = (passkey.id.as_slice(), passkey.account.as_bytes().as_slice());
        let created = passkey.created_at.as_millis();
        let used = passkey.last_used_at.map(Timestamp::as_millis);
        let added = sqlx::query!(
            "INSERT INTO platform_passkey (passkey_id, account_id, label, credential, created_at, last_used_at)
             VALUES (?1, ?2, ?3, ?4, ?5, ?6)",
            id,
            account,
            passkey.label,
            passkey.credential,
            created,
            used,
        )
        .execute(self.connection())
        .await;
        self.checked_reference(added, "platform_passkey_account_fk")?;
        Ok(())
    }

    async fn find_account_passkey(&mut self, id: &[u8]) -> Result<Option<AccountPasskey>, StorageError> {
        let row = sqlx::query_as!(
            AccountPasskeyRecord,
            "SELECT passkey_id, account_id, label, credential, created_at, last_used_at
             FROM platform_passkey WHERE passkey_id = ?1",
            id,
        )
        .fetch_optional(self.connection())
        .await;
        self.checked(row)?.map(AccountPasskey::try_from).transpose()
    }

    async fn passkeys_of_account(&mut self, account: AccountId) -> Result<Vec<AccountPasskey>, StorageError> {
        let account = account.as_bytes().as_slice();
        let rows = sqlx::query_as!(
            AccountPasskeyRecord,
            "SELECT passkey_id, account_id, label, credential, created_at, last_used_at
             FROM platform_passkey WHERE account_id = ?1 ORDER BY created_at, passkey_id",
            account,
        )
        .fetch_all(self.connection())
        .await;
        self.checked(rows)?
            .into_iter()
            .map(AccountPasskey::try_from)
            .collect()
    }

    async fn use_account_passkey(
        &mut self,
        id: &[u8],
        credential: &str,
        at: Timestamp,
    ) -> Result<(), StorageError> {
        let at = at.as_millis();
        let updated = sqlx::query!(
            "UPDATE platform_passkey SET credential = ?2, last_used_at = ?3 WHERE passkey_id = ?1",
            id,
            credential,
            at,
        )
        .execute(self.connection())
        .await;
        self.checked(updated)?;
        Ok(())
    }

    async fn remove_account_passkey(&mut self, account: AccountId, id: &[u8]) -> Result<bool, StorageError> {
        let account = account.as_bytes().as_slice();
        let removed = sqlx::query!(
            "DELETE FROM platform_passkey WHERE account_id = ?1 AND passkey_id = ?2",
            account,
            id
        )
        .execute(self.connection())
        .await;
        Ok(self.checked(removed)?.rows_affected() == 1)
    }

    async fn set_account_recovery_codes(
        &mut self,
        account: AccountId,
        digests: &[[u8; 32]],
    ) -> Result<(), StorageError> {
        let account = account.as_bytes().as_slice();
        let removed = sqlx::query!(
            "DELETE FROM platform_recovery_code WHERE account_id = ?1",
            account
        )
        .execute(self.connection())
        .await;
        self.checked(removed)?;
        for digest in digests {
            let digest = digest.as_slice();
            let added = sqlx::query!(
                "INSERT INTO platform_recovery_code (account_id, code_digest) VALUES (?1, ?2)",
                account,
                digest
            )
            .execute(self.connection())
            .await;
            self.checked_reference(added, "platform_recovery_code_account_fk")?;
        }
        Ok(())
    }

    async fn use_account_recovery_code(
        &mut self,
        account: AccountId,
        digest: &[u8; 32],
    ) -> Result<bool, StorageError> {
        let (account, digest) = (account.as_bytes().as_slice(), digest.as_slice());
        let removed = sqlx::query!(
            "DELETE FROM platform_recovery_code WHERE account_id = ?1 AND code_digest = ?2",
            account,
            digest
        )
        .execute(self.connection())
        .await;
        Ok(self.checked(removed)?.rows_affected() == 1)
    }

    async fn count_account_recovery_codes(&mut self, account: AccountId) -> Result<u64, StorageError> {
        let account = account.as_bytes().as_slice();
        let count = sqlx::query_scalar!(
            r#"SELECT count(*) AS "count!: i64" FROM platform_recovery_code WHERE account_id = ?1"#,
            account
        )
        .fetch_one(self.connection())
        .await;
        Ok(self.checked(count)?.unsigned_abs())
    }

    async fn confirm_account_session(
        &mut self,
        token_digest: &[u8; 32],
        renewed: &[u8; 32],
        at: Timestamp,
    ) -> Result<bool, StorageError> {
        let (digest, renewed, at) = (token_digest.as_slice(), renewed.as_slice(), at.as_millis());
        let updated = sqlx::query!(
            "UPDATE platform_session SET token_digest = ?2, confirmed_at = ?3, last_used_at = ?3
             WHERE token_digest = ?1",
            digest,
            renewed,
            at,
        )
        .execute(self.connection())
        .await;
        Ok(self.checked(updated)?.rows_affected() == 1)
    }

    async fn end_other_account_sessions(
        &mut self,
        account: AccountId,
        kept: &[u8; 32],
    ) -> Result<(), StorageError> {
        let (account, kept) = (account.as_bytes().as_slice(), kept.as_slice());
        let ended = sqlx::query!(
            "DELETE FROM platform_session WHERE account_id = ?1 AND token_digest <> ?2",
            account,
            kept
        )
        .execute(self.connection())
        .await;
        self.checked(ended)?;
        Ok(())
    }
}

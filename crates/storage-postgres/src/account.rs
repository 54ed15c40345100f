//! People who sign in for platforms.

use async_trait::async_trait;
use domain::{
    Timestamp,
    account::{Account, AccountSession, Invitation},
    id::{AccountId, SubscriberId},
    staff::Refused,
};
use storage::{
    AccountRepository, StorageError,
    record::{AccountRecord, AccountSessionRecord, InvitationRecord, account_id, number, refused},
};

use crate::transaction::PostgresTransaction;

#[async_trait]
impl AccountRepository for PostgresTransaction {
    async fn add_account(&mut self, account: &Account) -> Result<(), StorageError> {
        let (id, subscriber) = (
            account.id.as_bytes().as_slice(),
            account.subscriber.as_bytes().as_slice(),
        );
        let (generation, confirmed) = (i64::from(account.key_generation), i64::from(account.confirmed));
        let failed = i64::from(account.failed_attempts);
        let next_at = account.next_attempt_at.map(Timestamp::as_millis);
        let created_at = account.created_at.as_millis();
        let added = sqlx::query!(
            "INSERT INTO platform_account
                 (account_id, subscriber_id, name, passphrase_verifier, key_generation, confirmed, failed_attempts,
                  next_attempt_at, created_at)
             VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9)",
            id,
            subscriber,
            account.name,
            account.passphrase_verifier,
            generation,
            confirmed,
            failed,
            next_at,
            created_at,
        )
        .execute(self.connection())
        .await;
        self.checked(added)?;
        Ok(())
    }

    async fn find_account_by_name(&mut self, name: &str) -> Result<Option<Account>, StorageError> {
        let row = sqlx::query_as!(
            AccountRecord,
            "SELECT account_id, subscriber_id, name, passphrase_verifier, key_generation, confirmed, failed_attempts,
                    next_attempt_at, created_at
             FROM platform_account WHERE name = $1",
            name,
        )
        .fetch_optional(self.connection())
        .await;
        self.checked(row)?.map(Account::try_from).transpose()
    }

    async fn lookup_account(&mut self, account: AccountId) -> Result<Option<Account>, StorageError> {
        let id = account.as_bytes().as_slice();
        let row = sqlx::query_as!(
            AccountRecord,
            "SELECT account_id, subscriber_id, name, passphrase_verifier, key_generation, confirmed, failed_attempts,
                    next_attempt_at, created_at
             FROM platform_account WHERE account_id = $1",
            id,
        )
        .fetch_optional(self.connection())
        .await;
        self.checked(row)?.map(Account::try_from).transpose()
    }

    async fn set_account_attempts(
        &mut self,
        account: AccountId,
        failed: u32,
        next_at: Option<Timestamp>,
    ) -> Result<(), StorageError> {
        let (id, failed) = (account.as_bytes().as_slice(), i64::from(failed));
        let next_at = next_at.map(Timestamp::as_millis);
        let set = sqlx::query!(
            "UPDATE platform_account SET failed_attempts = $2, next_attempt_at = $3 WHERE account_id = $1",
            id,
            failed,
            next_at,
        )
        .execute(self.connection())
        .await;
        self.checked(set)?;
        Ok(())
    }

    async fn count_account_attempt(
        &mut self,
        seen: &Account,
        failed: u32,
        next_at: Timestamp,
    ) -> Result<bool, StorageError> {
        let (id, failed) = (seen.id.as_bytes().as_slice(), i64::from(failed));
        let (seen_failed, seen_next_at) = (
            i64::from(seen.failed_attempts),
            seen.next_attempt_at.map(Timestamp::as_millis),
        );
        let counted = sqlx::query!(
            "UPDATE platform_account SET failed_attempts = $2, next_attempt_at = $3
             WHERE account_id = $1 AND failed_attempts = $4 AND next_attempt_at IS NOT DISTINCT FROM $5",
            id,
            failed,
            next_at.as_millis(),
            seen_failed,
            seen_next_at,
        )
        .execute(self.connection())
        .await;
        Ok(self.checked(counted)?.rows_affected() == 1)
    }

    async fn set_account_verifier(
        &mut self,
        account: AccountId,
        verifier: &str,
        key_generation: u32,
    ) -> Result<(), StorageError> {
        let (id, generation) = (account.as_bytes().as_slice(), i64::from(key_generation));
        let set = sqlx::query!(
            "UPDATE platform_account SET passphrase_verifier = $2, key_generation = $3 WHERE account_id = $1",
            id,
            verifier,
            generation,
        )
        .execute(self.connection())
        .await;
        self.checked(set)?;
        Ok(())
    }

    async fn confirm_account(&mut self, account: AccountId) -> Result<(), StorageError> {
        let id = account.as_bytes().as_slice();
        let confirmed = sqlx::query!(
            "UPDATE platform_account SET confirmed = 1 WHERE account_id = $1",
            id
        )
        .execute(self.connection())
        .await;
        self.checked(confirmed)?;
        Ok(())
    }

    async fn remove_unconfirmed_accounts(
        &mut self,
        subscriber: SubscriberId,
    ) -> Result<Vec<AccountId>, StorageError> {
        let subscriber = subscriber.as_bytes().as_slice();
        let removed = sqlx::query_scalar!(
            "DELETE FROM platform_account WHERE subscriber_id = $1 AND confirmed = 0 RETURNING account_id",
            subscriber,
        )
        .fetch_all(self.connection())
        .await;
        self.checked(removed)?.iter().map(|id| account_id(id)).collect()
    }

    async fn use_account_step(&mut self, account: AccountId, step: u64) -> Result<bool, StorageError> {
        let (id, step) = (account.as_bytes().as_slice(), number(step));
        let used = sqlx::query!(
            "UPDATE platform_account SET totp_step = $2 WHERE account_id = $1 AND totp_step < $2",
            id,
            step,
        )
        .execute(self.connection())
        .await;
        Ok(self.checked(used)?.rows_affected() == 1)
    }

    async fn accounts_of(&mut self, subscriber: SubscriberId) -> Result<Vec<Account>, StorageError> {
        let subscriber = subscriber.as_bytes().as_slice();
        let rows = sqlx::query_as!(
            AccountRecord,
            "SELECT account_id, subscriber_id, name, passphrase_verifier, key_generation, confirmed, failed_attempts,
                    next_attempt_at, created_at
             FROM platform_account WHERE subscriber_id = $1 ORDER BY name",
            subscriber,
        )
        .fetch_all(self.connection())
        .await;
        self.checked(rows)?.into_iter().map(Account::try_from).collect()
    }

    async fn remove_account(&mut self, account: AccountId) -> Result<(), StorageError> {
        let id = account.as_bytes().as_slice();
        let removed = sqlx::query!("DELETE FROM platform_account WHERE account_id = $1", id)
            .execute(self.connection())
            .await;
        self.checked(removed)?;
        Ok(())
    }

    async fn take_back_account_attempt(
        &mut self,
        account: AccountId,
        failed: u32,
    ) -> Result<(), StorageError> {
        let (id, failed) = (account.as_bytes().as_slice(), i64::from(failed));
        let taken_back = sqlx::query!(
            "UPDATE platform_account SET failed_attempts = failed_attempts - 1,
                    next_attempt_at = CASE WHEN failed_attempts = $2 THEN NULL ELSE next_attempt_at END
             WHERE account_id = $1 AND failed_attempts > 0",
            id,
            failed,
        )
        .execute(self.connection())
        .await;
        self.checked(taken_back)?;
        Ok(())
    }

    async fn count_account_refusal(
        &mut self,
        account: AccountId,
        at: Timestamp,
        since: Timestamp,
    ) -> Result<bool, StorageError> {
        let (id, at, since) = (account.as_bytes().as_slice(), at.as_millis(), since.as_millis());
        let counted = sqlx::query!(
            "UPDATE platform_account SET refused = refused + 1, refused_at = $2 WHERE account_id = $1",
            id,
            at,
        )
        .execute(self.connection())
        .await;
        self.checked(counted)?;
        let recorded = sqlx::query!(
            "UPDATE platform_account SET refusal_recorded_at = $2
             WHERE account_id = $1 AND (refusal_recorded_at > $3 AND refusal_recorded_at <= $2) IS NOT TRUE",
            id,
            at,
            since,
        )
        .execute(self.connection())
        .await;
        Ok(self.checked(recorded)?.rows_affected() == 1)
    }

    async fn account_refused(&mut self, account: AccountId) -> Result<Option<Refused>, StorageError> {
        let id = account.as_bytes().as_slice();
        let found = sqlx::query!(
            "SELECT refused, refused_at FROM platform_account WHERE account_id = $1",
            id
        )
        .fetch_optional(self.connection())
        .await;
        match self.checked(found)? {
            Some(row) => refused("platform_account", row.refused, row.refused_at),
            None => Ok(None),
        }
    }

    async fn forget_account_refused(&mut self, account: AccountId) -> Result<(), StorageError> {
        let id = account.as_bytes().as_slice();
        let forgotten = sqlx::query!(
            "UPDATE platform_account SET refused = 0, refused_at = NULL WHERE account_id = $1",
            id
        )
        .execute(self.connection())
        .await;
        self.checked(forgotten)?;
        Ok(())
    }

    async fn account_sessions_of(&mut self, account: AccountId) -> Result<Vec<AccountSession>, StorageError> {
        let id = account.as_bytes().as_slice();
        let rows = sqlx::query_as!(
            AccountSessionRecord,
            "SELECT token_digest, account_id, created_at, last_used_at, confirmed_at, refused, refused_at
             FROM platform_session WHERE account_id = $1 ORDER BY created_at DESC, token_digest",
            id,
        )
        .fetch_all(self.connection())
        .await;
        self.checked(rows)?
            .into_iter()
            .map(AccountSession::try_from)
            .collect()
    }

    async fn add_account_session(&mut self, session: &AccountSession) -> Result<(), StorageError> {
        let (token, account) = (
            session.token_digest.as_slice(),
            session.account.as_bytes().as_slice(),
        );
        let (created_at, used_at) = (session.created_at.as_millis(), session.last_used_at.as_millis());
        let confirmed_at = session.confirmed_at.as_millis();
        let refused = session
            .refused_before
            .map_or(0, |refused| i64::from(refused.times));
        let refused_at = session.refused_before.map(|refused| refused.last_at.as_millis());
        let added = sqlx::query!(
            "INSERT INTO platform_session
                 (token_digest, account_id, created_at, last_used_at, confirmed_at, refused, refused_at)
             VALUES ($1, $2, $3, $4, $5, $6, $7)",
            token,
            account,
            created_at,
            used_at,
            confirmed_at,
            refused,
            refused_at,
        )
        .execute(self.connection())
        .await;
        self.checked(added)?;
        Ok(())
    }

    async fn find_account_session(
        &mut self,
        token_digest: &[u8; 32],
    ) -> Result<Option<AccountSession>, StorageError> {
        let token = token_digest.as_slice();
        let row = sqlx::query_as!(
            AccountSessionRecord,
            "SELECT token_digest, account_id, created_at, last_used_at, confirmed_at, refused, refused_at
             FROM platform_session WHERE token_digest = $1",
            token,
        )
        .fetch_optional(self.connection())
        .await;
        self.checked(row)?.map(AccountSession::try_from).transpose()
    }

    async fn touch_account_session(
        &mut self,
        token_digest: &[u8; 32],
        at: Timestamp,
    ) -> Result<(), StorageError> {
        let (token, at) = (token_digest.as_slice(), at.as_millis());
        let touched = sqlx::query!(
            "UPDATE platform_session SET last_used_at = $2 WHERE token_digest = $1",
            token,
            at,
        )
        .execute(self.connection())
        .await;
        self.checked(touched)?;
        Ok(())
    }

    async fn end_account_session(&mut self, token_digest: &[u8; 32]) -> Result<(), StorageError> {
        let token = token_digest.as_slice();
        let ended = sqlx::query!("DELETE FROM platform_session WHERE token_digest = $1", token)
            .execute(self.connection())
            .await;
        self.checked(ended)?;
        Ok(())
    }

    async fn expire_account_sessions(
        &mut self,
        created_before: Timestamp,
        used_before: Timestamp,
        now: Timestamp,
    ) -> Result<u64, StorageError> {
        let (created_before, used_before) = (created_before.as_millis(), used_before.as_millis());
        let now = now.as_millis();
        let removed = sqlx::query!(
            "DELETE FROM platform_session WHERE created_at < $1 OR last_used_at < $2",
            created_before,
            used_before,
        )
        .execute(self.connection())
        .await;
        let sessions = self.checked(removed)?.rows_affected();
        let removed = sqlx::query!("DELETE FROM platform_invitation WHERE expires_at < $1", now)
            .execute(self.connection())
            .await;
        Ok(sessions + self.checked(removed)?.rows_affected())
    }

    async fn add_invitation(&mut self, invitation: &Invitation) -> Result<(), StorageError> {
        let (code, subscriber) = (
            invitation.code_digest.as_slice(),
            invitation.subscriber.as_bytes().as_slice(),
        );
        let expires_at = invitation.expires_at.as_millis();
        let added = sqlx::query!(
            "INSERT INTO platform_invitation (code_digest, subscriber_id, expires_at) VALUES ($1, $2, $3)",
            code,
            subscriber,
            expires_at,
        )
        .execute(self.connection())
        .await;
        self.checked(added)?;
        Ok(())
    }

    async fn find_invitation(&mut self, code_digest: &[u8; 32]) -> Result<Option<Invitation>, StorageError> {
        let code = code_digest.as_slice();
        let row = sqlx::query_as!(
            InvitationRecord,
            "SELECT code_digest, subscriber_id, expires_at FROM platform_invitation WHERE code_digest = $1",
            code,
        )
        .fetch_optional(self.connection())
        .await;
        self.checked(row)?.map(Invitation::try_from).transpose()
    }

    async fn end_invitations(&mut self, subscriber: SubscriberId) -> Result<(), StorageError> {
        let subscriber = subscriber.as_bytes().as_slice();
        let ended = sqlx::query!(
            "DELETE FROM platform_invitation WHERE subscriber_id = $1",
            subscriber
        )
        .execute(self.connection())
        .await;
        self.checked(ended)?;
        Ok(())
    }
}

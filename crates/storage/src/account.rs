//! People who sign in for platforms.

use async_trait::async_trait;
use domain::{
    Timestamp,
    account::{Account, AccountSession, Invitation},
    id::{AccountId, SubscriberId},
    staff::Refused,
};

use crate::StorageError;

/// Keeps accounts of platforms, their sessions and invitations.
#[async_trait]
pub trait AccountRepository {
    /// Keeps a new account.
    ///
    /// # Errors
    /// [`StorageError::Constraint`] with `platform_account_name_unique` where the name is taken.
    async fn add_account(&mut self, account: &Account) -> Result<(), StorageError>;

    /// The account of that name.
    ///
    /// # Errors
    /// Where the database fails.
    async fn find_account_by_name(&mut self, name: &str) -> Result<Option<Account>, StorageError>;

    /// The account of that id.
    ///
    /// # Errors
    /// Where the database fails.
    async fn lookup_account(&mut self, account: AccountId) -> Result<Option<Account>, StorageError>;

    /// Keeps how often in a row someone typed something wrong, and when they may try again.
    ///
    /// # Errors
    /// Where the database fails.
    async fn set_account_attempts(
        &mut self,
        account: AccountId,
        failed: u32,
        next_at: Option<Timestamp>,
    ) -> Result<(), StorageError>;

    /// Counts a try to sign in as the `failed`th in a row, after which the next may be made at `next_at`. Returns whether it
    /// was counted: it is not where another was, or one was taken back, since the account was `seen`.
    ///
    /// # Errors
    /// Where the database fails.
    async fn count_account_attempt(
        &mut self,
        seen: &Account,
        failed: u32,
        next_at: Timestamp,
    ) -> Result<bool, StorageError>;

    /// Keeps a new verifier of the passphrase.
    ///
    /// # Errors
    /// Where the database fails.
    async fn set_account_verifier(
        &mut self,
        account: AccountId,
        verifier: &str,
        key_generation: u32,
    ) -> Result<(), StorageError>;

    /// Notes that someone has signed in with an account.
    ///
    /// # Errors
    /// Where the database fails.
    async fn confirm_account(&mut self, account: AccountId) -> Result<(), StorageError>;

    /// Removes the accounts of a platform with which nobody has signed in, and answers which those were.
    ///
    /// # Errors
    /// Where the database fails.
    async fn remove_unconfirmed_accounts(
        &mut self,
        subscriber: SubscriberId,
    ) -> Result<Vec<AccountId>, StorageError>;

    /// Notes that the code of a step was used. Returns whether it may be: not where that code or a later one was used
    /// before.
    ///
    /// # Errors
    /// Where the database fails.
    async fn use_account_step(&mut self, account: AccountId, step: u64) -> Result<bool, StorageError>;

    /// Keeps a session.
    ///
    /// # Errors
    /// Where its account does not exist.
    async fn add_account_session(&mut self, session: &AccountSession) -> Result<(), StorageError>;

    /// Every account of a platform, by name.
    ///
    /// # Errors
    /// Where the database fails.
    async fn accounts_of(&mut self, subscriber: SubscriberId) -> Result<Vec<Account>, StorageError>;

    /// Removes an account with its sessions, passkeys and codes on paper. Does nothing where there is none.
    ///
    /// # Errors
    /// Where the database fails.
    async fn remove_account(&mut self, account: AccountId) -> Result<(), StorageError>;

    /// Takes back that the `failed`th try in a row was counted. The next may be made at once, unless another was counted
    /// since.
    ///
    /// # Errors
    /// Where the database fails.
    async fn take_back_account_attempt(
        &mut self,
        account: AccountId,
        failed: u32,
    ) -> Result<(), StorageError>;

    /// Counts that a try to sign in with an account was refused at `at`. Returns whether it is to be recorded: the last one
    /// that was is of before `since`, or none was.
    ///
    /// # Errors
    /// Where the database fails.
    async fn count_account_refusal(
        &mut self,
        account: AccountId,
        at: Timestamp,
        since: Timestamp,
    ) -> Result<bool, StorageError>;

    /// What was refused since someone last signed in with an account.
    ///
    /// # Errors
    /// Where the database fails.
    async fn account_refused(&mut self, account: AccountId) -> Result<Option<Refused>, StorageError>;

    /// Counts what is refused anew, because someone has signed in. What stands in the record of acts is not recorded again.
    ///
    /// # Errors
    /// Where the database fails.
    async fn forget_account_refused(&mut self, account: AccountId) -> Result<(), StorageError>;

    /// Every session of an account, the newest first.
    ///
    /// # Errors
    /// Where the database fails.
    async fn account_sessions_of(&mut self, account: AccountId) -> Result<Vec<AccountSession>, StorageError>;

    /// The session whose token has that digest.
    ///
    /// # Errors
    /// Where the database fails.
    async fn find_account_session(
        &mut self,
        token_digest: &[u8; 32],
    ) -> Result<Option<AccountSession>, StorageError>;

    /// Notes that a session was used.
    ///
    /// # Errors
    /// Where the database fails.
    async fn touch_account_session(
        &mut self,
        token_digest: &[u8; 32],
        at: Timestamp,
    ) -> Result<(), StorageError>;

    /// Ends a session. Does nothing where there is none.
    ///
    /// # Errors
    /// Where the database fails.
    async fn end_account_session(&mut self, token_digest: &[u8; 32]) -> Result<(), StorageError>;

    /// Removes sessions that were made before `created_before` or last used before `used_before`, and invitations that
    /// ended before `now`. Returns how many.
    ///
    /// # Errors
    /// Where the database fails.
    async fn expire_account_sessions(
        &mut self,
        created_before: Timestamp,
        used_before: Timestamp,
        now: Timestamp,
    ) -> Result<u64, StorageError>;

    /// Keeps an invitation.
    ///
    /// # Errors
    /// Where its platform does not exist.
    async fn add_invitation(&mut self, invitation: &Invitation) -> Result<(), StorageError>;

    /// The invitation whose code has that digest.
    ///
    /// # Errors
    /// Where the database fails.
    async fn find_invitation(&mut self, code_digest: &[u8; 32]) -> Result<Option<Invitation>, StorageError>;

    /// Ends every invitation of a platform.
    ///
    /// # Errors
    /// Where the database fails.
    async fn end_invitations(&mut self, subscriber: SubscriberId) -> Result<(), StorageError>;
}

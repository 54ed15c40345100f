//! What people of platforms prove themselves with besides passphrase and app.

use async_trait::async_trait;
use domain::{Timestamp, account::AccountPasskey, id::AccountId};

use crate::StorageError;

/// Keeps passkeys and codes on paper of accounts of platforms.
#[async_trait]
pub trait AccountProofRepository {
    /// Keeps a new passkey.
    ///
    /// # Errors
    /// [`StorageError::Constraint`] with `platform_passkey_pk` where it opens an account already.
    async fn add_account_passkey(&mut self, passkey: &AccountPasskey) -> Result<(), StorageError>;

    /// The passkey that a browser knows by that id.
    ///
    /// # Errors
    /// Where the database fails.
    async fn find_account_passkey(&mut self, id: &[u8]) -> Result<Option<AccountPasskey>, StorageError>;

    /// The passkeys of an account, the oldest first.
    ///
    /// # Errors
    /// Where the database fails.
    async fn passkeys_of_account(&mut self, account: AccountId) -> Result<Vec<AccountPasskey>, StorageError>;

    /// Keeps a passkey as it is after it was used.
    ///
    /// # Errors
    /// Where the database fails.
    async fn use_account_passkey(
        &mut self,
        id: &[u8],
        credential: &str,
        at: Timestamp,
    ) -> Result<(), StorageError>;

    /// Removes a passkey of an account. Returns whether it was there.
    ///
    /// # Errors
    /// Where the database fails.
    async fn remove_account_passkey(&mut self, account: AccountId, id: &[u8]) -> Result<bool, StorageError>;

    /// Keeps the digests of new codes on paper in place of all earlier ones.
    ///
    /// # Errors
    /// Where the account does not exist.
    async fn set_account_recovery_codes(
        &mut self,
        account: AccountId,
        digests: &[[u8; 32]],
    ) -> Result<(), StorageError>;

    /// Uses a code on paper up. Returns whether it was there.
    ///
    /// # Errors
    /// Where the database fails.
    async fn use_account_recovery_code(
        &mut self,
        account: AccountId,
        digest: &[u8; 32],
    ) -> Result<bool, StorageError>;

    /// How many codes on paper are left.
    ///
    /// # Errors
    /// Where the database fails.
    async fn count_account_recovery_codes(&mut self, account: AccountId) -> Result<u64, StorageError>;

    /// Gives a session whose holder proved anew at `at` who they are another token. Returns whether there was one.
    ///
    /// # Errors
    /// Where the database fails.
    async fn confirm_account_session(
        &mut self,
        token_digest: &[u8; 32],
        renewed: &[u8; 32],
        at: Timestamp,
    ) -> Result<bool, StorageError>;

    /// Ends every session of an account but one.
    ///
    /// # Errors
    /// Where the database fails.
    async fn end_other_account_sessions(
        &mut self,
        account: AccountId,
        kept: &[u8; 32],
    ) -> Result<(), StorageError>;
}

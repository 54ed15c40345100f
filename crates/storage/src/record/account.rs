//! Rows of accounts of platforms.

use domain::{
    Timestamp,
    account::{Account, AccountPasskey, AccountSession, Invitation},
    id::{AccountId, SubscriberId},
};

use super::{at, moment, staff::refused};
use crate::StorageError;

/// A row of `platform_account`.
#[expect(missing_docs, reason = "the columns are described in migrations/")]
pub struct AccountRecord {
    pub account_id: Vec<u8>,
    pub subscriber_id: Vec<u8>,
    pub name: String,
    pub passphrase_verifier: String,
    pub key_generation: i64,
    pub confirmed: i64,
    pub failed_attempts: i64,
    pub next_attempt_at: Option<i64>,
    pub created_at: i64,
}

/// The column `account_id`.
///
/// # Errors
/// Where it holds no id.
pub fn account_id(bytes: &[u8]) -> Result<AccountId, StorageError> {
    Ok(AccountId::from_bytes(
        at("platform_account", "account_id").bytes(bytes)?,
    ))
}

impl TryFrom<AccountRecord> for Account {
    type Error = StorageError;

    fn try_from(row: AccountRecord) -> Result<Self, StorageError> {
        let subscriber = at("platform_account", "subscriber_id").bytes(&row.subscriber_id)?;
        Ok(Self {
            id: account_id(&row.account_id)?,
            subscriber: SubscriberId::from_bytes(subscriber),
            name: row.name,
            passphrase_verifier: row.passphrase_verifier,
            key_generation: at("platform_account", "key_generation").integer(row.key_generation)?,
            confirmed: row.confirmed == 1,
            failed_attempts: at("platform_account", "failed_attempts").integer(row.failed_attempts)?,
            next_attempt_at: moment(row.next_attempt_at),
            created_at: Timestamp::from_millis(row.created_at),
        })
    }
}

/// A row of `platform_session`.
#[expect(missing_docs, reason = "the columns are described in migrations/")]
pub struct AccountSessionRecord {
    pub token_digest: Vec<u8>,
    pub account_id: Vec<u8>,
    pub created_at: i64,
    pub last_used_at: i64,
    pub confirmed_at: i64,
    pub refused: i64,
    pub refused_at: Option<i64>,
}

impl TryFrom<AccountSessionRecord> for AccountSession {
    type Error = StorageError;

    fn try_from(row: AccountSessionRecord) -> Result<Self, StorageError> {
        Ok(Self {
            token_digest: at("platform_session", "token_digest").bytes(&row.token_digest)?,
            account: account_id(&row.account_id)?,
            created_at: Timestamp::from_millis(row.created_at),
            last_used_at: Timestamp::from_millis(row.last_used_at),
            confirmed_at: Timestamp::from_millis(row.confirmed_at),
            refused_before: refused("platform_session", row.refused, row.refused_at)?,
        })
    }
}

/// A row of `platform_passkey`.
#[expect(missing_docs, reason = "the columns are described in migrations/")]
pub struct AccountPasskeyRecord {
    pub passkey_id: Vec<u8>,
    pub account_id: Vec<u8>,
    pub label: String,
    pub credential: String,
    pub created_at: i64,
    pub last_used_at: Option<i64>,
}

impl TryFrom<AccountPasskeyRecord> for AccountPasskey {
    type Error = StorageError;

    fn try_from(row: AccountPasskeyRecord) -> Result<Self, StorageError> {
        let account = at("platform_passkey", "account_id").bytes(&row.account_id)?;
        Ok(Self {
            id: row.passkey_id,
            account: AccountId::from_bytes(account),
            label: row.label,
            credential: row.credential,
            created_at: Timestamp::from_millis(row.created_at),
            last_used_at: moment(row.last_used_at),
        })
    }
}

/// A row of `platform_invitation`.
#[expect(missing_docs, reason = "the columns are described in migrations/")]
pub struct InvitationRecord {
    pub code_digest: Vec<u8>,
    pub subscriber_id: Vec<u8>,
    pub expires_at: i64,
}

impl TryFrom<InvitationRecord> for Invitation {
    type Error = StorageError;

    fn try_from(row: InvitationRecord) -> Result<Self, StorageError> {
        let subscriber = at("platform_invitation", "subscriber_id").bytes(&row.subscriber_id)?;
        Ok(Self {
            code_digest: at("platform_invitation", "code_digest").bytes(&row.code_digest)?,
            subscriber: SubscriberId::from_bytes(subscriber),
            expires_at: Timestamp::from_millis(row.expires_at),
        })
    }
}

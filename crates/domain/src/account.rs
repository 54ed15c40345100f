//! People who sign in for a platform.

use crate::{
    Timestamp,
    id::{AccountId, SubscriberId},
    staff::Refused,
};

/// One account with which someone looks after a platform's subscription.
#[derive(Clone, PartialEq, Eq)]
pub struct Account {
    /// Its id.
    pub id: AccountId,
    /// For which platform.
    pub subscriber: SubscriberId,
    /// The name to sign in with, 2 to 64 characters, unique among all platforms.
    pub name: String,
    /// Argon2id of the passphrase, as a PHC string.
    pub passphrase_verifier: String,
    /// The generation of the operator's secret that the verifier was made with.
    pub key_generation: u32,
    /// Whether someone has signed in with it: until then an invitation can replace it.
    pub confirmed: bool,
    /// Wrong passphrases or codes in a row.
    pub failed_attempts: u32,
    /// Before this moment no passphrase is looked at; grows with every wrong one, and always ends.
    pub next_attempt_at: Option<Timestamp>,
    /// When it was made.
    pub created_at: Timestamp,
}

/// Leaves the verifier out.
impl std::fmt::Debug for Account {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Account")
            .field("id", &self.id)
            .field("subscriber", &self.subscriber)
            .finish_non_exhaustive()
    }
}

/// A browser that is signed in for a platform.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct AccountSession {
    /// SHA-256 of what its cookie holds.
    pub token_digest: [u8; 32],
    /// Who signed in.
    pub account: AccountId,
    /// When.
    pub created_at: Timestamp,
    /// When it was last used.
    pub last_used_at: Timestamp,
    /// When they last proved who they are.
    pub confirmed_at: Timestamp,
    /// What was refused between the time before and this one.
    pub refused_before: Option<Refused>,
}

/// A passkey that opens an account of a platform.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct AccountPasskey {
    /// What its browser knows it by.
    pub id: Vec<u8>,
    /// Which account it opens.
    pub account: AccountId,
    /// What its owner calls it, 1 to 64 characters.
    pub label: String,
    /// Its public key and counter, as text.
    pub credential: String,
    /// When it was made.
    pub created_at: Timestamp,
    /// When it was last used.
    pub last_used_at: Option<Timestamp>,
}

/// The right to make a platform's first account, for whoever holds the code.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Invitation {
    /// SHA-256 of the code.
    pub code_digest: [u8; 32],
    /// For which platform.
    pub subscriber: SubscriberId,
    /// From when on it is good for nothing.
    pub expires_at: Timestamp,
}

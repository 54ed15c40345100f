use std::time::Duration;

use async_trait::async_trait;
use domain::webhook::Address;

/// One try at a message, ready to be sent.
#[derive(Clone, Debug)]
pub struct Letter {
    /// Where to.
    pub address: Address,
    /// The header `webhook-id`.
    pub id: String,
    /// The header `webhook-timestamp`: Unix seconds.
    pub timestamp: String,
    /// The header `webhook-signature`.
    pub signature: String,
    /// The body, JSON.
    pub body: String,
}

/// What a receiver answered.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Receipt {
    /// The status.
    pub status: u16,
    /// How long it wants to be left alone.
    pub retry_after: Option<Duration>,
}

/// Why there was no answer.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum Fault {
    /// The name leads nowhere.
    #[error("the name leads to no address")]
    NoAddress,
    /// It leads to an address that this server does not connect to.
    #[error("the name leads to an address that is not on the public internet")]
    NotPublic,
    /// Nobody listens there.
    #[error("nobody accepts connections")]
    NoConnection,
    /// TLS failed.
    #[error("no secure connection could be made")]
    NotSecure,
    /// It took too long.
    #[error("no answer came in time")]
    Timeout,
    /// What came back was no answer.
    #[error("the connection broke, or what came back was no answer")]
    NoAnswer,
}

impl Fault {
    /// The name in storage and of its text.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::NoAddress => "no-address",
            Self::NotPublic => "not-public",
            Self::NoConnection => "no-connection",
            Self::NotSecure => "not-secure",
            Self::Timeout => "timeout",
            Self::NoAnswer => "no-answer",
        }
    }
}

/// Who carries letters: connects to no other address than one that was looked at, follows no redirect, reads no body,
/// and gives up in time.
#[async_trait]
pub trait Courier: Send + Sync {
    /// Brings a letter once.
    ///
    /// # Errors
    /// Where no answer came.
    async fn deliver(&self, letter: &Letter) -> Result<Receipt, Fault>;
}

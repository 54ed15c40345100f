//! A subscriber's keys: given, ended with an overlap, taken back.
//!
//! Every request looks its key up, so what is decided here holds on every node from the next request on.

use domain::{
    Timestamp,
    audit::{Act, Agent, Deed},
    id::{CredentialId, SubscriberId},
    subscriber::{Credential, Scope, Scopes},
};
use sha2::{Digest as _, Sha256};
use storage::StorageError;

use crate::{Service, subscribe::IssuedCredential};

/// Keys with the same scopes that may be in force at the same time: the one in use, and the one that takes its place.
pub const LIVE_KEYS: usize = 2;

/// What a new key is to be.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct KeyOrder {
    /// Whose it is.
    pub subscriber: SubscriberId,
    /// What it may be used for.
    pub scopes: Scopes,
    /// From when on it is refused; `None` for a key without an end.
    pub expires_at: Option<Timestamp>,
}

/// Why a key was not given or changed.
#[derive(Debug, thiserror::Error)]
pub enum KeyError {
    /// There is no such subscriber.
    #[error("there is no such subscriber")]
    UnknownSubscriber,
    /// The subscriber has no such key that is in force.
    #[error("the subscriber has no such key in force")]
    UnknownKey,
    /// A key without scopes opens nothing.
    #[error("a key needs at least one scope")]
    NoScope,
    /// The subscriber may not hand in hashes.
    #[error("this subscriber may not hand in hashes")]
    MayNotContribute,
    /// The key would end before it begins.
    #[error("a key has to end in the future")]
    InThePast,
    /// There are [`LIVE_KEYS`] with these scopes already.
    #[error("{LIVE_KEYS} keys with these scopes are in force already: revoke one first")]
    TooMany,
    /// The database failed.
    #[error(transparent)]
    Storage(#[from] StorageError),
}

impl Service {
    /// Gives a subscriber another key. What may be at stake is in the record of acts.
    ///
    /// # Errors
    /// Where the order does not fit the subscriber.
    pub async fn issue_key(&self, order: KeyOrder, by: Agent) -> Result<IssuedCredential, KeyError> {
        let now = self.now();
        if order.scopes.is_empty() {
            return Err(KeyError::NoScope);
        }
        if order.expires_at.is_some_and(|end| end <= now) {
            return Err(KeyError::InThePast);
        }
        let mut tx = self.storage().begin().await?;
        let subscriber = tx
            .hold_subscriber(order.subscriber)
            .await?
            .ok_or(KeyError::UnknownSubscriber)?;
        if order.scopes.contain(Scope::Contribute) && !subscriber.may_contribute {
            return Err(KeyError::MayNotContribute);
        }
        let held = tx.credentials_of(subscriber.id).await?;
        let alike = |key: &&Credential| key.scopes == order.scopes && key.is_valid(now);
        if held.iter().filter(alike).count() >= LIVE_KEYS {
            return Err(KeyError::TooMany);
        }
        let issued = IssuedCredential::draw(self.entropy(), subscriber.id);
        tx.add_credential(&issued.kept(order.scopes, now, order.expires_at))
            .await?;
        tx.record(&deed(now, by, Act::IssuedKey, issued.id())).await?;
        tx.commit().await?;
        Ok(issued)
    }

    /// Every key that a subscriber was given, the oldest first, those that no longer open anything included.
    ///
    /// # Errors
    /// Where the database fails.
    pub async fn keys_of(&self, subscriber: SubscriberId) -> Result<Vec<Credential>, StorageError> {
        self.storage().read().await?.credentials_of(subscriber).await
    }

    /// Takes a key back: the next request with it is refused.
    ///
    /// # Errors
    /// [`KeyError::UnknownKey`] where the subscriber has no such key in force.
    pub async fn revoke_key(
        &self,
        subscriber: SubscriberId,
        key: CredentialId,
        by: Agent,
    ) -> Result<(), KeyError> {
        let now = self.now();
        let mut tx = self.storage().begin().await?;
        if !tx.revoke_credential(subscriber, key, now).await? {
            return Err(KeyError::UnknownKey);
        }
        tx.record(&deed(now, by, Act::RevokedKey, key)).await?;
        tx.commit().await?;
        Ok(())
    }

    /// Lets a key end at `at`, so that whoever rotates has time to bring the new one everywhere.
    ///
    /// # Errors
    /// [`KeyError::UnknownKey`] where the subscriber has no such key, or it ends before that.
    pub async fn end_key(
        &self,
        subscriber: SubscriberId,
        key: CredentialId,
        at: Timestamp,
        by: Agent,
    ) -> Result<(), KeyError> {
        let now = self.now();
        if at <= now {
            return Err(KeyError::InThePast);
        }
        let mut tx = self.storage().begin().await?;
        if !tx.expire_credential(subscriber, key, at).await? {
            return Err(KeyError::UnknownKey);
        }
        tx.record(&deed(now, by, Act::RevokedKey, key)).await?;
        tx.commit().await?;
        Ok(())
    }

    /// Lets a subscriber hand in hashes of its own, or no longer; its keys that may contribute then do nothing.
    ///
    /// # Errors
    /// Where there is no such subscriber.
    pub async fn allow_contribution(
        &self,
        subscriber: SubscriberId,
        may: bool,
        by: Agent,
    ) -> Result<(), KeyError> {
        let mut tx = self.storage().begin().await?;
        let found = tx.hold_subscriber(subscriber).await?;
        if found.ok_or(KeyError::UnknownSubscriber)?.may_contribute == may {
            return Ok(());
        }
        tx.set_may_contribute(subscriber, may).await?;
        let reason = if may { "allowed" } else { "forbidden" };
        tx.record(&Deed {
            at: self.now(),
            actor: by,
            act: Act::ChangedContribution,
            subject: subscriber.to_string(),
            reason: reason.to_owned(),
        })
        .await?;
        tx.commit().await?;
        Ok(())
    }
}

impl IssuedCredential {
    /// What is kept of it.
    pub(crate) fn kept(
        &self,
        scopes: Scopes,
        created_at: Timestamp,
        expires_at: Option<Timestamp>,
    ) -> Credential {
        Credential {
            id: self.id(),
            subscriber: self.subscriber(),
            scopes,
            secret_digest: Sha256::digest(self.secret()).into(),
            created_at,
            expires_at,
            revoked_at: None,
        }
    }
}

fn deed(at: Timestamp, actor: Agent, act: Act, key: CredentialId) -> Deed {
    Deed {
        at,
        actor,
        act,
        subject: key.to_string(),
        reason: String::new(),
    }
}

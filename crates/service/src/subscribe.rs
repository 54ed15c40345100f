//! An organisation becomes a subscriber and proves who it is.

use domain::{
    Entropy,
    audit::{Act, Agent, Deed},
    id::{CredentialId, SubscriberId},
    list::ListName,
    subscriber::{Scopes, Subscriber, folded},
};
use sha2::{Digest as _, Sha256};
use storage::{StorageError, Transaction};
use subtle::ConstantTimeEq as _;

use crate::Service;

/// What every bearer token starts with, so that a leaked one is recognised.
const PREFIX: &str = "rclm";

/// Subscription key of the StopNCII wire: 32 hex digits, the same for all keys of a subscriber. It opens nothing by itself:
/// the function key there is a bearer token.
pub fn subscription_key(subscriber: SubscriberId) -> String {
    subscriber.to_string()
}

/// A new credential. The secret is shown once and kept nowhere.
#[derive(Clone)]
pub struct IssuedCredential {
    id: CredentialId,
    subscriber: SubscriberId,
    secret: [u8; 32],
}

impl IssuedCredential {
    pub(crate) fn draw(entropy: &dyn Entropy, subscriber: SubscriberId) -> Self {
        Self {
            id: CredentialId::draw(entropy),
            subscriber,
            secret: entropy.bytes(),
        }
    }

    /// Its id.
    pub const fn id(&self) -> CredentialId {
        self.id
    }

    pub(crate) const fn subscriber(&self) -> SubscriberId {
        self.subscriber
    }

    pub(crate) const fn secret(&self) -> &[u8; 32] {
        &self.secret
    }

    /// The [`subscription_key`] that goes with it on the StopNCII wire, where the [bearer token](Self::bearer) is the function
    /// key.
    pub fn subscription_key(&self) -> String {
        subscription_key(self.subscriber)
    }

    /// User name of HTTP Basic: 32 hex digits.
    pub fn user_name(&self) -> String {
        self.id.to_string()
    }

    /// Password of HTTP Basic: 64 hex digits.
    pub fn password(&self) -> String {
        hex::encode(self.secret)
    }

    /// Bearer token: `rclm_<id>_<secret>`.
    pub fn bearer(&self) -> String {
        format!("{PREFIX}_{}_{}", self.user_name(), self.password())
    }
}

/// Leaves the secret out.
impl std::fmt::Debug for IssuedCredential {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("IssuedCredential")
            .field("id", &self.id)
            .finish_non_exhaustive()
    }
}

/// What a request presents to prove who it comes from.
#[derive(Clone)]
pub struct Presented {
    id: CredentialId,
    secret: [u8; 32],
}

impl Presented {
    /// From a bearer token; `None` where it cannot be one of ours.
    pub fn from_bearer(token: &str) -> Option<Self> {
        let (id, secret) = token.strip_prefix(PREFIX)?.strip_prefix('_')?.split_once('_')?;
        Self::from_basic(id, secret)
    }

    /// From user name and password; `None` where they cannot be ours.
    pub fn from_basic(user: &str, password: &str) -> Option<Self> {
        let id = CredentialId::parse(user).ok()?;
        let mut secret = [0; 32];
        hex::decode_to_slice(password, &mut secret).ok()?;
        Some(Self { id, secret })
    }
}

/// Leaves the secret out.
impl std::fmt::Debug for Presented {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Presented")
            .field("id", &self.id)
            .finish_non_exhaustive()
    }
}

/// Who a request comes from, and what its key may be used for.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Caller {
    /// Whose key it is.
    pub subscriber: Subscriber,
    /// The key's id.
    pub key: CredentialId,
    /// What it may be used for.
    pub scopes: Scopes,
}

/// Why a request is nobody's.
#[derive(Debug, thiserror::Error)]
pub enum AuthenticateError {
    /// Unknown, wrong, expired, revoked or suspended: which one, it does not say.
    #[error("the credential is not accepted")]
    Refused,
    /// The database failed.
    #[error(transparent)]
    Storage(#[from] StorageError),
}

/// Whether a subscriber has that name already. By names it is told who acts together, and what a name stands for there
/// stands for one: the database takes two that differ in capitals or spaces, so whoever adds one asks first, in a
/// transaction that has locked the subscribers.
pub(crate) async fn is_taken(tx: &mut dyn Transaction, name: &str) -> Result<bool, StorageError> {
    let name = folded(name);
    let taken = tx.all_subscribers().await?;
    Ok(taken.iter().any(|subscriber| folded(&subscriber.name) == name))
}

/// Why a subscriber was not added.
#[derive(Debug, thiserror::Error)]
pub enum AddSubscriberError {
    /// Names have 2 to 80 characters, none of them a control character.
    #[error("a name has 2 to 80 characters")]
    Name,
    /// There is one of that name, as names are compared.
    #[error("there is a subscriber of this name already; neither capitals nor spaces make another")]
    NameTaken,
    /// There is no such list.
    #[error("there is no list called {0}")]
    UnknownList(ListName),
    /// The database failed.
    #[error(transparent)]
    Storage(#[from] StorageError),
}

impl Service {
    /// Adds a subscriber that may read `lists`, with its first credential.
    ///
    /// # Errors
    /// Where name or lists do not fit.
    pub async fn add_subscriber(
        &self,
        name: &str,
        lists: &[ListName],
    ) -> Result<(Subscriber, IssuedCredential), AddSubscriberError> {
        if !(2..=80).contains(&name.chars().count()) || name.chars().any(char::is_control) {
            return Err(AddSubscriberError::Name);
        }
        let now = self.now();
        let mut tx = self.storage().begin().await?;
        tx.lock_subscribers().await?;
        if is_taken(tx.as_mut(), name).await? {
            return Err(AddSubscriberError::NameTaken);
        }
        for list in lists {
            if tx.policy(list, now).await?.is_none() {
                return Err(AddSubscriberError::UnknownList(list.clone()));
            }
        }
        let subscriber = Subscriber {
            id: SubscriberId::draw(self.entropy()),
            member: tx.next_member().await?,
            name: name.to_owned(),
            lists: lists.to_vec(),
            suspended: false,
            may_contribute: false,
            created_at: now,
        };
        match tx.add_subscriber(&subscriber).await {
            // Two that are the first of all have none to lock.
            Err(StorageError::Constraint(name)) if name == "subscriber_name_unique" => {
                return Err(AddSubscriberError::NameTaken);
            }
            added => added?,
        }
        let issued = IssuedCredential::draw(self.entropy(), subscriber.id);
        tx.add_credential(&issued.kept(Scopes::usual(), now, None))
            .await?;
        tx.record(&Deed {
            at: now,
            actor: Agent::Operator,
            act: Act::AddedSubscriber,
            subject: subscriber.id.to_string(),
            reason: String::new(),
        })
        .await?;
        tx.commit().await?;
        Ok((subscriber, issued))
    }

    /// Every subscriber, also one that follows no list, by member number.
    ///
    /// # Errors
    /// Where the database fails.
    pub async fn subscribers(&self) -> Result<Vec<Subscriber>, StorageError> {
        let mut tx = self.storage().read().await?;
        tx.all_subscribers().await
    }

    /// Whether anyone follows anything.
    ///
    /// # Errors
    /// Where the database fails.
    pub async fn has_subscribers(&self) -> Result<bool, StorageError> {
        Ok(self.storage().read().await?.count_subscribers().await? > 0)
    }

    /// Whose credential this is.
    ///
    /// # Errors
    /// Where it is nobody's.
    pub async fn authenticate(&self, presented: Presented) -> Result<Caller, AuthenticateError> {
        let found = self.storage().read().await?.find_credential(presented.id).await?;
        let Some((credential, subscriber)) = found else {
            return Err(AuthenticateError::Refused);
        };
        let digest: [u8; 32] = Sha256::digest(presented.secret).into();
        let right: bool = digest.ct_eq(&credential.secret_digest).into();
        if right && credential.is_valid(self.now()) && !subscriber.suspended {
            Ok(Caller {
                subscriber,
                key: credential.id,
                scopes: credential.scopes,
            })
        } else {
            Err(AuthenticateError::Refused)
        }
    }
}

//! What a platform says of itself and follows, whether it may read, and what is known of it.

mod facts;
mod lists;
mod switching;

use domain::{
    audit::{Act, Agent, Deed},
    id::SubscriberId,
    list::ListName,
    platform::{Practice, Profile},
    subscriber::Subscriber,
};
use storage::{StorageError, Transaction};

pub use self::{
    facts::{Overview, Participants, PlatformFacts, Standing},
    switching::{SwitchOrder, Switched},
};
use crate::{Service, door::Wait, propose::MAX_REASON};

/// The longest description of products, in characters.
const LONGEST_PRODUCTS: usize = 300;

/// Why something about a platform was not changed.
#[derive(Debug, thiserror::Error)]
pub enum PlatformError {
    /// There is no such subscriber.
    #[error("there is no such subscriber")]
    Unknown,
    /// It may not choose that list.
    #[error("the list {0} is not one to choose from")]
    NotGranted(ListName),
    /// There is no such list.
    #[error("there is no list called {0}")]
    NoSuchList(ListName),
    /// Too long, or with control characters.
    #[error("products must be named in at most {LONGEST_PRODUCTS} characters")]
    Products,
    /// Staff give a reason, and there is none, or it is too long.
    #[error("a reason has 1 to {MAX_REASON} characters")]
    Reason,
    /// Staff suspended it, so only they can let it go on.
    #[error("only staff can let it go on")]
    SuspendedByStaff,
    /// It has let itself read again several times in a short while.
    #[error("wait {} seconds", .0.seconds)]
    Wait(Wait),
    /// It was suspended or let read again since they looked, or is already as they want it.
    #[error("someone suspended it or let it read again in the meantime")]
    Overtaken,
    /// The database failed.
    #[error(transparent)]
    Storage(#[from] StorageError),
}

impl Service {
    /// Keeps what a platform says of itself.
    ///
    /// # Errors
    /// Where it says too much.
    pub async fn describe_platform(
        &self,
        platform: SubscriberId,
        products: &str,
        practices: Vec<Practice>,
        public: bool,
    ) -> Result<(), PlatformError> {
        let products = checked_products(products)?;
        let mut tx = self.storage().begin().await?;
        let subscriber = held(tx.as_mut(), platform).await?;
        let before = profile(tx.as_mut(), &subscriber).await?;
        tx.set_profile(&Profile {
            products,
            practices,
            public,
            ..before
        })
        .await?;
        let deed = self.platform_deed(
            Agent::Platform(platform),
            Act::ChangedSubscriber,
            platform,
            "profile",
        );
        tx.record(&deed).await?;
        tx.commit().await?;
        Ok(())
    }

    pub(crate) fn platform_deed(&self, actor: Agent, act: Act, platform: SubscriberId, reason: &str) -> Deed {
        Deed {
            at: self.now(),
            actor,
            act,
            subject: platform.to_string(),
            reason: reason.to_owned(),
        }
    }
}

/// The profile of a subscriber, or that of one of whom nothing else is known: it may choose from what it follows.
async fn profile(tx: &mut dyn Transaction, subscriber: &Subscriber) -> Result<Profile, StorageError> {
    let found = tx.profile(subscriber.id).await?;
    Ok(found.unwrap_or_else(|| Profile::unknown(subscriber.id, subscriber.lists.clone())))
}

/// The platform, held until the transaction ends: what follows is decided and written by what was read, and a suspension
/// in between would be overwritten.
async fn held(tx: &mut dyn Transaction, platform: SubscriberId) -> Result<Subscriber, PlatformError> {
    tx.hold_subscriber(platform).await?.ok_or(PlatformError::Unknown)
}

/// Products as they are kept: one line.
pub(crate) fn checked_products(text: &str) -> Result<String, PlatformError> {
    let text = text.trim();
    if text.chars().count() > LONGEST_PRODUCTS || text.chars().any(char::is_control) {
        return Err(PlatformError::Products);
    }
    Ok(text.to_owned())
}

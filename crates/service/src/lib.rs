//! What people do with Reclaim, one module per use case. Pages, the platforms' API and the command line all
//! call the same methods of [`Service`].
//!
//! Every change of state is one transaction: the entry, the decision that explains it and the announcement to
//! subscribers become true together or not at all.

pub mod add;
pub mod audit;
mod bulkhead;
pub mod case;
pub mod disclose;
pub mod expire;
pub mod feed;
pub mod feedback;
pub mod inspect;
pub mod keys;
mod measured;
pub mod metrics;
pub mod moderate;
pub mod propose;
pub mod rotate;
pub mod sequence;
pub mod staff;
pub mod submit;
pub mod subscribe;
#[cfg(feature = "test-support")]
pub mod testing;
mod throttle;
pub mod totp;
mod transition;
pub mod withdraw;

use std::sync::{Arc, PoisonError, RwLock};

use domain::{
    Clock, Entropy, Timestamp,
    list::{ListName, Policy},
};
use storage::Storage;
pub use storage::StorageError;

use crate::{bulkhead::Bulkhead, keys::Keyring, measured::Measured, metrics::Metrics, throttle::Throttle};

/// Everything that Reclaim does. Cheap to clone.
#[derive(Clone)]
pub struct Service(Arc<Parts>);

struct Parts {
    storage: Arc<dyn Storage>,
    clock: Arc<dyn Clock>,
    entropy: Arc<dyn Entropy>,
    keyring: RwLock<Arc<Keyring>>,
    bulkhead: Bulkhead,
    guesses: Throttle,
    metrics: Metrics,
}

impl Service {
    /// Puts the service together. `cores` bounds how many slow verifications run at the same time.
    pub fn new(
        storage: Arc<dyn Storage>,
        clock: Arc<dyn Clock>,
        entropy: Arc<dyn Entropy>,
        keys: impl Into<Keyring>,
        cores: usize,
    ) -> Self {
        let metrics = Metrics::default();
        let bulkhead = Bulkhead::new(cores, metrics.clone());
        let storage = Arc::new(Measured::new(storage, metrics.clone()));
        Self(Arc::new(Parts {
            storage,
            clock,
            entropy,
            keyring: RwLock::new(Arc::new(keys.into())),
            bulkhead,
            guesses: Throttle::default(),
            metrics,
        }))
    }

    /// The current time, from the clock that was passed in.
    pub fn now(&self) -> Timestamp {
        self.0.clock.now()
    }

    /// Whether the database answers.
    ///
    /// # Errors
    /// Where it does not.
    pub async fn ready(&self) -> Result<(), StorageError> {
        self.0.storage.read().await?.lists().await.map(drop)
    }

    /// Makes a list, unless there is one of that name. Returns whether it was made.
    ///
    /// # Errors
    /// Where the database fails.
    pub async fn ensure_list(&self, list: &ListName, policy: &Policy) -> Result<bool, StorageError> {
        let mut tx = self.storage().begin().await?;
        let made = tx.ensure_list(list, policy).await?;
        tx.commit().await?;
        Ok(made)
    }

    fn storage(&self) -> &dyn Storage {
        self.0.storage.as_ref()
    }

    fn entropy(&self) -> &dyn Entropy {
        self.0.entropy.as_ref()
    }

    /// Goes on with another keyring, for requests that begin from now on.
    pub fn use_keyring(&self, keyring: Keyring) {
        *self.0.keyring.write().unwrap_or_else(PoisonError::into_inner) = Arc::new(keyring);
    }

    fn keyring(&self) -> Arc<Keyring> {
        Arc::clone(&self.0.keyring.read().unwrap_or_else(PoisonError::into_inner))
    }
}

//! What people do with Reclaim, one module per use case. Pages, the platforms' API and the command line all
//! call the same methods of [`Service`].
//!
//! Every change of state is one transaction: the entry, the decision that explains it and the announcement to
//! subscribers become true together or not at all.

pub mod account;
pub mod account_sign_in;
pub mod add;
pub mod audit;
pub mod bulk;
mod bulkhead;
pub mod by_hash;
pub mod case;
pub mod cluster;
pub mod contribute;
pub mod cursor_seal;
pub mod disclose;
mod dispute;
pub mod door;
pub mod expire;
pub mod export;
pub mod feed;
pub mod feedback;
pub mod group;
pub mod insight;
pub mod inspect;
pub mod invite;
pub mod join;
pub mod keys;
mod measured;
pub mod metrics;
pub mod moderate;
pub mod own_account;
pub mod own_platform_account;
pub mod passkey;
pub mod passphrase;
pub mod platform;
mod platform_accounts;
pub mod policy;
mod proof;
pub mod propose;
pub mod reasons;
pub mod recovery;
pub mod refused;
pub mod review;
pub mod rotate;
pub mod screening;
pub mod sequence;
pub mod served;
pub mod session;
pub mod sign_in;
pub mod staff;
pub mod submit;
pub mod subscribe;
pub mod subscriber_key;
mod tally;
#[cfg(feature = "test-support")]
pub mod testing;
mod throttle;
pub mod token;
pub mod totp;
mod transition;
pub mod undo;
mod watch;
pub mod webhook;
mod why;
pub mod withdraw;

use std::sync::{
    Arc, PoisonError, RwLock,
    atomic::{AtomicBool, AtomicI64, Ordering},
};

use domain::{
    Clock, Entropy, Timestamp,
    list::{ListName, Policy},
    webhook::Reach,
};
use storage::Storage;
pub use storage::StorageError;

use crate::{
    bulkhead::Bulkhead, door::Door, export::Exports, keys::Keyring, measured::Measured, metrics::Metrics,
    screening::Screening, served::ServedLog, throttle::Throttle, watch::Heads,
};

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
    heads: Heads,
    metrics: Metrics,
    /// The epoch under which this node numbers changes; 0 while another does.
    leading: AtomicI64,
    /// Whether platforms on this very machine may be woken.
    wakes_loopback: AtomicBool,
    served: ServedLog,
    exports: Exports,
    screening: Screening,
    door: Door,
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
        let door = Door::new(&clock, entropy.as_ref());
        Self(Arc::new(Parts {
            storage,
            clock,
            entropy,
            keyring: RwLock::new(Arc::new(keys.into())),
            bulkhead,
            guesses: Throttle::default(),
            heads: Heads::default(),
            metrics,
            leading: AtomicI64::new(0),
            wakes_loopback: AtomicBool::new(false),
            served: ServedLog::default(),
            exports: Exports::default(),
            screening: Screening::default(),
            door,
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

    /// Lets platforms on this very machine be woken, also without TLS: for whoever tries things out.
    pub fn wake_loopback(&self) {
        self.0.wakes_loopback.store(true, Ordering::SeqCst);
    }

    /// Where platforms may be woken.
    pub fn reach(&self) -> Reach {
        if self.0.wakes_loopback.load(Ordering::SeqCst) {
            Reach::Loopback
        } else {
            Reach::Internet
        }
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

    /// The generation of the operator's secret that is in use.
    pub fn key_generation(&self) -> u32 {
        self.keyring().current().generation()
    }

    fn keyring(&self) -> Arc<Keyring> {
        Arc::clone(&self.0.keyring.read().unwrap_or_else(PoisonError::into_inner))
    }
}

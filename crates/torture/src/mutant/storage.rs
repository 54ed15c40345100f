//! A storage that does one thing wrong, around one that does not.

use std::{
    collections::HashMap,
    fmt,
    sync::{Arc, Mutex, PoisonError},
    time::Duration,
};

use async_trait::async_trait;
use domain::id::EntryId;
use storage::{
    Leadership, Storage, StorageError, Transaction,
    history::{Announcement, Content},
};
use tokio::time::sleep;

use super::Mutant;

/// So long what should have happened before an answer happens after it.
const LATE: Duration = Duration::from_millis(250);

/// The mutated database.
pub struct MutatedStorage {
    inner: Arc<dyn Storage>,
    shared: Arc<Shared>,
}

/// What the transactions of one process know together.
pub(super) struct Shared {
    pub(super) mutant: Mutant,
    /// Hashes that were given once, for [`Mutant::ServesRemoved`].
    pub(super) given: Mutex<HashMap<EntryId, Content>>,
}

impl Shared {
    pub(super) fn with_given<T>(&self, act: impl FnOnce(&mut HashMap<EntryId, Content>) -> T) -> T {
        act(&mut self.given.lock().unwrap_or_else(PoisonError::into_inner))
    }
}

/// A transaction of it. What it does not change is written by build.rs.
pub(crate) struct MutatedTransaction {
    pub(crate) inner: Box<dyn Transaction>,
    pub(super) storage: Arc<dyn Storage>,
    pub(super) shared: Arc<Shared>,
    /// Whether something was announced.
    pub(super) announced: bool,
    /// Announcements that are written later.
    pub(super) apart: Vec<Announcement>,
}

impl MutatedStorage {
    /// Takes one protection away.
    pub fn new(inner: Arc<dyn Storage>, mutant: Mutant) -> Self {
        let given = Mutex::default();
        let shared = Arc::new(Shared { mutant, given });
        Self { inner, shared }
    }

    fn around(&self, inner: Box<dyn Transaction>) -> Box<dyn Transaction> {
        Box::new(MutatedTransaction {
            inner,
            storage: Arc::clone(&self.inner),
            shared: Arc::clone(&self.shared),
            announced: false,
            apart: Vec::new(),
        })
    }
}

impl fmt::Debug for MutatedStorage {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "MutatedStorage({:?})", self.shared.mutant)
    }
}

#[async_trait]
impl Storage for MutatedStorage {
    async fn begin(&self) -> Result<Box<dyn Transaction>, StorageError> {
        self.inner.begin().await.map(|inner| self.around(inner))
    }

    async fn read(&self) -> Result<Box<dyn Transaction>, StorageError> {
        self.inner.read().await.map(|inner| self.around(inner))
    }

    async fn lead(&self) -> Result<Option<Box<dyn Leadership>>, StorageError> {
        if self.shared.mutant == Mutant::LeadsUnfenced {
            return Ok(Some(Box::new(Anyone)));
        }
        self.inner.lead().await
    }

    async fn sweep(&self) -> Result<(), StorageError> {
        self.inner.sweep().await
    }
}

/// Leadership that nobody gave and nobody takes.
struct Anyone;

#[async_trait]
impl Leadership for Anyone {
    fn epoch(&self) -> i64 {
        0
    }

    async fn holds(&mut self) -> bool {
        true
    }
}

#[async_trait]
impl Transaction for MutatedTransaction {
    async fn commit(self: Box<Self>) -> Result<(), StorageError> {
        let Self {
            inner,
            storage,
            shared,
            announced,
            apart,
        } = *self;
        if shared.mutant == Mutant::AnswersBeforeCommit && announced {
            tokio::spawn(async move {
                sleep(LATE).await;
                inner.commit().await
            });
            return Ok(());
        }
        inner.commit().await?;
        if !apart.is_empty() {
            tokio::spawn(async move {
                sleep(LATE).await;
                let mut tx = storage.begin().await?;
                for announcement in &apart {
                    tx.announce(announcement).await?;
                }
                tx.commit().await
            });
        }
        Ok(())
    }
}

include!(concat!(env!("OUT_DIR"), "/delegation.rs"));

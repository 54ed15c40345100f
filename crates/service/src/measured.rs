//! The database, with a count of who waits for it.

use std::sync::Arc;

use async_trait::async_trait;
use storage::{Leadership, Pool, Storage, StorageError, Transaction};

use crate::metrics::{Access, Metrics};

/// Passes everything on and counts how long transactions wait for their turn.
pub(crate) struct Measured {
    storage: Arc<dyn Storage>,
    metrics: Metrics,
}

impl Measured {
    pub(crate) fn new(storage: Arc<dyn Storage>, metrics: Metrics) -> Self {
        Self { storage, metrics }
    }
}

#[async_trait]
impl Storage for Measured {
    async fn begin(&self) -> Result<Box<dyn Transaction>, StorageError> {
        self.metrics.beginning(Access::Write, self.storage.begin()).await
    }

    async fn read(&self) -> Result<Box<dyn Transaction>, StorageError> {
        self.metrics.beginning(Access::Read, self.storage.read()).await
    }

    async fn lead(&self) -> Result<Option<Box<dyn Leadership>>, StorageError> {
        self.storage.lead().await
    }

    async fn sweep(&self) -> Result<(), StorageError> {
        self.storage.sweep().await
    }

    fn pools(&self) -> Vec<Pool> {
        self.storage.pools()
    }
}

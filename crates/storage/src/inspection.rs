//! What an operator's check needs beyond what everyone reads.

use async_trait::async_trait;
use domain::{change::Checkpoint, list::ListName};

use crate::StorageError;

/// How often a list's tables contradict each other. Nowhere, in a database that only this program wrote to.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Inspection {
    /// Entries whose newest change, or whether they are on the list, is noted wrongly or not at all.
    pub astray: u64,
    /// Entries that are published and not listed, or listed and not published, while nothing about them waits for
    /// a number.
    pub out_of_step: u64,
    /// Additions and amendments that wait for a number and are about no entry.
    pub orphaned: u64,
    /// Entries that are listed and have no hashes.
    pub bare: u64,
}

/// Looks for contradictions.
#[async_trait]
pub trait InspectionRepository {
    /// Compares a list's tables with each other. Reads all of them.
    ///
    /// # Errors
    /// Where the database fails.
    async fn inspect(&mut self, list: &ListName) -> Result<Inspection, StorageError>;

    /// The checkpoints of a list with sizes above `after`, one for each batch of changes, at most `limit`, in
    /// order.
    ///
    /// # Errors
    /// Where the database fails.
    async fn checkpoints(
        &mut self,
        list: &ListName,
        after: u64,
        limit: u32,
    ) -> Result<Vec<Checkpoint>, StorageError>;
}

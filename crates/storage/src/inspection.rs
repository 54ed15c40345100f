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
    /// Entries whose noted change is not there or is another entry's.
    pub adrift: u64,
    /// Entries with decisions whose places have gaps.
    pub gapped: u64,
}

/// Rows that refer to rows which are not there.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Dangling {
    /// Where they are.
    pub table: String,
    /// Where what they refer to should be.
    pub refers_to: String,
    /// How many there are.
    pub count: u64,
}

/// Looks for contradictions.
#[async_trait]
pub trait InspectionRepository {
    /// Compares a list's tables with each other. Reads all of them.
    ///
    /// # Errors
    /// Where the database fails.
    async fn inspect(&mut self, list: &ListName) -> Result<Inspection, StorageError>;

    /// What is wrong with the database's own pages and indexes, in its own words, at most 20 of them. Empty where they
    /// are whole, and where the database cannot say. Reads everything.
    ///
    /// # Errors
    /// Where the database fails.
    async fn damage(&mut self) -> Result<Vec<String>, StorageError>;

    /// Every reference between tables that leads nowhere, in order of the tables' names. Reads everything.
    ///
    /// # Errors
    /// Where the database fails.
    async fn dangling(&mut self) -> Result<Vec<Dangling>, StorageError>;

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

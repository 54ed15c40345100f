//! What is due to be erased.

use async_trait::async_trait;
use domain::{Timestamp, entry::Entry, id::CaseId, list::ListName};

use crate::StorageError;

/// How much was erased.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct ErasedItems {
    /// Items, with everything about them.
    pub items: u64,
    /// Cases whose last item was among them and that nobody needs any more.
    pub cases: u64,
}

/// What is remembered of a case's items that were rejected and are erased.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Declined {
    /// How many; at least one.
    pub count: u64,
    /// How many of them by rule, because nobody had decided about them in time.
    pub unreviewed: u64,
    /// The list that the last of them was for.
    pub list: ListName,
    /// The day on which that one was erased.
    pub on: Timestamp,
}

/// Finds and erases what nobody needs any more.
#[async_trait]
pub trait RetentionRepository {
    /// Erases items whose entries have all ended, with hashes, entries, findings and decisions: at most `limit` of
    /// those about which nothing waits for a number any more, whose removal was numbered at `removed_before` or
    /// earlier (if they were ever listed), and whose newest decision was made at `decided_before` or earlier. What
    /// subscribers hold of them, the removals, stays; a case counts those that were rejected, as of the day of `today`,
    /// and those that were taken back. It goes with its last item, unless nothing but rejected items of it is erased:
    /// then it goes by [`Self::expire_declined_cases`].
    ///
    /// # Errors
    /// Where the database fails.
    async fn erase_ended_items(
        &mut self,
        removed_before: Timestamp,
        decided_before: Timestamp,
        today: Timestamp,
        limit: u32,
    ) -> Result<ErasedItems, StorageError>;

    /// Erases cases without items whose last one was rejected, and erased on the day `before` or earlier. Returns how many.
    ///
    /// # Errors
    /// Where the database fails.
    async fn expire_declined_cases(&mut self, before: Timestamp) -> Result<u64, StorageError>;

    /// What is remembered of a case's rejected items that are erased; `None` where there were none.
    ///
    /// # Errors
    /// Where the database fails.
    async fn declined_of_case(&mut self, case: CaseId) -> Result<Option<Declined>, StorageError>;

    /// How many of a case's items were taken back and are erased.
    ///
    /// # Errors
    /// Where the database fails.
    async fn taken_back_of_case(&mut self, case: CaseId) -> Result<u64, StorageError>;

    /// Entries that were made on the day `before` or earlier and still wait for their first decision by staff, at
    /// most `limit`, oldest first.
    ///
    /// # Errors
    /// Where the database fails.
    async fn unreviewed_entries(&mut self, before: Timestamp, limit: u32)
    -> Result<Vec<Entry>, StorageError>;
}

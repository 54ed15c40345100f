//! What is due to be erased.

use async_trait::async_trait;
use domain::{Timestamp, entry::Entry};

use crate::StorageError;

/// How much was erased.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct ErasedItems {
    /// Items, with everything about them.
    pub items: u64,
    /// Cases whose last item was among them.
    pub cases: u64,
}

/// Finds and erases what nobody needs any more.
#[async_trait]
pub trait RetentionRepository {
    /// Erases items whose entries have all ended, with hashes, entries, findings and decisions: at most `limit` of
    /// those about which nothing waits for a number any more, whose removal was numbered at `removed_before` or
    /// earlier (if they were ever listed), and whose newest decision was made at `decided_before` or earlier. What
    /// subscribers hold of them, the removals, stays. A case goes with its last item.
    ///
    /// # Errors
    /// Where the database fails.
    async fn erase_ended_items(
        &mut self,
        removed_before: Timestamp,
        decided_before: Timestamp,
        limit: u32,
    ) -> Result<ErasedItems, StorageError>;

    /// Entries that were made on the day `before` or earlier and still wait for their first decision by staff, at
    /// most `limit`, oldest first.
    ///
    /// # Errors
    /// Where the database fails.
    async fn unreviewed_entries(&mut self, before: Timestamp, limit: u32)
    -> Result<Vec<Entry>, StorageError>;
}

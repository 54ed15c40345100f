//! What an answer about one case needs beyond what its holder is told.

use async_trait::async_trait;
use domain::{
    change::Change,
    id::{CaseId, EntryId},
    list::ListName,
};

use crate::{StorageError, case::Item, history::Announcement};

/// Reads everything that is kept about one case.
#[async_trait]
pub trait DisclosureRepository {
    /// The items of a case with their hashes, in order of position.
    ///
    /// # Errors
    /// Where the database fails.
    async fn items_of_case(&mut self, case: CaseId) -> Result<Vec<Item>, StorageError>;

    /// Every change of an entry, in order. Reads the list's whole history: no other use has an index for it.
    ///
    /// # Errors
    /// Where the database fails.
    async fn changes_of_entry(
        &mut self,
        list: &ListName,
        entry: EntryId,
    ) -> Result<Vec<Change>, StorageError>;

    /// What is announced of an entry and has no number yet, in order.
    ///
    /// # Errors
    /// Where the database fails.
    async fn announcements_of_entry(&mut self, entry: EntryId) -> Result<Vec<Announcement>, StorageError>;
}

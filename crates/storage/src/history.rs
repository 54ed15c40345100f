//! Lists, the outbox, and the numbered history that subscribers read.

use async_trait::async_trait;
use domain::{
    Timestamp,
    change::{Change, ChangeKind, Checkpoint},
    entry::Standing,
    hash::{ItemHashes, Medium},
    id::EntryId,
    list::{ListName, Policy},
};

use crate::StorageError;

/// What a state change announces, waiting for its number.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Announcement {
    /// The list.
    pub list: ListName,
    /// The entry.
    pub entry: EntryId,
    /// What happens to it.
    pub kind: ChangeKind,
    /// Photo or video.
    pub medium: Medium,
    /// The standing from here on; `None` for a removal.
    pub standing: Option<Standing>,
    /// Digest of the hashes; `None` for a removal.
    pub content: Option<[u8; 32]>,
}

/// An announcement in the outbox.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Queued {
    /// Its number in the outbox: for one entry, in the order of the state changes. Has gaps.
    pub id: i64,
    /// What is to be announced.
    pub announcement: Announcement,
}

/// The hashes that go with a change, and the salt with which their digest was made.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Content {
    /// 16 bytes.
    pub salt: [u8; 16],
    /// The hashes.
    pub hashes: ItemHashes,
}

/// A change as a subscriber reads it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PublishedChange {
    /// The numbered line.
    pub change: Change,
    /// The hashes, with the newest change of an entry that is on the list; `None` with every other.
    pub content: Option<Content>,
}

/// The newest change of an entry: what a wire that knows only current entries shows.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Listing {
    /// The newest change.
    pub change: Change,
    /// The hashes; `None` once the entry is off the list.
    pub content: Option<Content>,
}

/// A place in the order of (second of the change, number).
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct ListingCursor {
    /// When the change was numbered, to the second.
    pub changed_at: Timestamp,
    /// The change's number.
    pub number: u64,
}

/// Keeps lists and their histories.
#[async_trait]
pub trait HistoryRepository {
    /// Makes a list with that policy, unless there is one of that name. Returns whether it was made.
    ///
    /// # Errors
    /// Where the database fails.
    async fn ensure_list(&mut self, list: &ListName, policy: &Policy) -> Result<bool, StorageError>;

    /// The names of all lists, in order.
    ///
    /// # Errors
    /// Where the database fails.
    async fn lists(&mut self) -> Result<Vec<ListName>, StorageError>;

    /// Puts an announcement into the outbox; the transaction that changes the entry does this too.
    ///
    /// # Errors
    /// Where the list does not exist.
    async fn announce(&mut self, announcement: &Announcement) -> Result<(), StorageError>;

    /// The oldest announcements that have no number yet, at most `limit`, in the order of their ids.
    ///
    /// # Errors
    /// Where the database fails.
    async fn outbox(&mut self, limit: u32) -> Result<Vec<Queued>, StorageError>;

    /// How many announcements have no number yet.
    ///
    /// # Errors
    /// Where the database fails.
    async fn outbox_depth(&mut self) -> Result<u64, StorageError>;

    /// Makes sure that `epoch` is still the current one, and keeps it so until this transaction ends.
    ///
    /// # Errors
    /// [`StorageError::Fenced`] where it is not.
    async fn fence(&mut self, epoch: i64) -> Result<(), StorageError>;

    /// Appends `changes`, which are the outbox's `taken` rows with numbers, to the history of the list that
    /// `checkpoint` is of, and makes `checkpoint` the list's newest.
    ///
    /// # Errors
    /// [`StorageError::Constraint`] with `change_pk` where the numbers are not the next ones of the list, and with
    /// `outbox_pk` where someone else has taken one of the outbox's rows.
    async fn append(
        &mut self,
        taken: &[i64],
        changes: &[Change],
        checkpoint: &Checkpoint,
    ) -> Result<(), StorageError>;

    /// The newest checkpoint of a list; `None` where there is no such list.
    ///
    /// # Errors
    /// Where the database fails.
    async fn checkpoint(&mut self, list: &ListName) -> Result<Option<Checkpoint>, StorageError>;

    /// The second up to which a list is closed: every change that has this second or an earlier one is there, and no other
    /// will ever get one. 1970 until it was closed for the first time; `None` where there is no such list.
    ///
    /// # Errors
    /// Where the database fails.
    async fn closed_at(&mut self, list: &ListName) -> Result<Option<Timestamp>, StorageError>;

    /// Closes every list up to the second `until`, that one included; a list that is closed further stays so. Only in a
    /// transaction that has made sure of its epoch ([`Self::fence`]): whoever numbers changes does that too, and in each
    /// database one of the two is through before the other begins.
    ///
    /// # Errors
    /// Where the database fails.
    async fn close_seconds(&mut self, until: Timestamp) -> Result<(), StorageError>;

    /// Whether an entry is or ever was on a list, so that subscribers can know of it.
    ///
    /// # Errors
    /// Where the database fails.
    async fn is_announced(&mut self, list: &ListName, entry: EntryId) -> Result<bool, StorageError>;

    /// The changes of a list with numbers above `after`, at most `limit`, in order.
    ///
    /// # Errors
    /// Where the database fails.
    async fn changes(
        &mut self,
        list: &ListName,
        after: u64,
        limit: u32,
    ) -> Result<Vec<PublishedChange>, StorageError>;

    /// The newest change of each entry whose second is from `from` to `to`, both included, in the order of
    /// [`ListingCursor`], at most `limit` after `after`. It is the order of the numbers too: the seconds of a list's
    /// changes never fall.
    ///
    /// # Errors
    /// Where the database fails.
    async fn listings(
        &mut self,
        list: &ListName,
        from: Timestamp,
        to: Timestamp,
        after: Option<ListingCursor>,
        limit: u32,
    ) -> Result<Vec<Listing>, StorageError>;

    /// The newest change of an entry; `None` where it was never on the list.
    ///
    /// # Errors
    /// Where the database fails.
    async fn listing(&mut self, list: &ListName, entry: EntryId) -> Result<Option<Listing>, StorageError>;

    /// The entries that are on a list, by the number of their newest change: those from above `after` up to `until`, at
    /// most `limit`.
    ///
    /// # Errors
    /// Where the database fails.
    async fn listed(
        &mut self,
        list: &ListName,
        after: u64,
        until: u64,
        limit: u32,
    ) -> Result<Vec<Listing>, StorageError>;
}

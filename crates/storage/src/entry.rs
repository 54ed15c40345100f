//! Entries, what was found about them, and what was decided.

use async_trait::async_trait;
use domain::{
    Timestamp,
    decision::Decision,
    entry::{Entry, State},
    id::{CaseId, DecisionId, EntryId, ItemId},
    list::ListName,
    screening::Found,
};

use crate::StorageError;

/// Which entries a reviewer looks at.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Queue {
    /// Held until someone decides.
    Waiting,
    /// Published by rule and not yet looked at.
    Unverified,
    /// Published and confirmed.
    Confirmed,
    /// Off the list while a question is open.
    Suspended,
    /// Off the list by decision.
    Rejected,
}

impl Queue {
    /// Every queue.
    pub const ALL: [Self; 5] = [
        Self::Waiting,
        Self::Unverified,
        Self::Confirmed,
        Self::Suspended,
        Self::Rejected,
    ];

    /// The queue that an entry in that state stands in; `None` for a withdrawn one, which nobody needs to see.
    pub const fn of(state: State) -> Option<Self> {
        use domain::entry::Standing;
        match state {
            State::Pending => Some(Self::Waiting),
            State::Published(Standing::Unverified) => Some(Self::Unverified),
            State::Published(Standing::Confirmed) => Some(Self::Confirmed),
            State::Suspended(_) => Some(Self::Suspended),
            State::Rejected => Some(Self::Rejected),
            State::Withdrawn => None,
        }
    }

    /// The name in addresses and in storage.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Waiting => "waiting",
            Self::Unverified => "unverified",
            Self::Confirmed => "confirmed",
            Self::Suspended => "suspended",
            Self::Rejected => "rejected",
        }
    }

    /// The queue of that name.
    pub fn parse(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|queue| queue.as_str() == name)
    }
}

/// A place in a queue, to go on after it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct QueueCursor {
    /// The day on which the entry was made.
    pub created_on: Timestamp,
    /// The entry.
    pub entry: EntryId,
}

/// One line of a queue.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct QueueRow {
    /// The entry.
    pub entry: Entry,
    /// The day on which it was made.
    pub created_on: Timestamp,
    /// What was found about it.
    pub findings: Vec<Found>,
}

/// One item of a case as its holder may see it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct CaseEntry {
    /// The entry.
    pub entry: Entry,
    /// The item's place among the case's items, from 0 on.
    pub position: u32,
    /// Since when subscribers can see it; `None` while they cannot.
    pub listed_since: Option<Timestamp>,
    /// Since when they could the first time, also where they no longer can; `None` where it never was on the list.
    pub first_listed: Option<Timestamp>,
    /// Whether it was rejected by rule, because nobody had decided about it in time.
    pub unreviewed: bool,
}

/// Keeps entries, findings and decisions.
#[async_trait]
pub trait EntryRepository {
    /// Keeps a new entry, made on the day `created_on`.
    ///
    /// # Errors
    /// Where its item or list does not exist, or the item has an entry on that list already
    /// (`entry_list_item_unique`).
    async fn add_entry(&mut self, entry: &Entry, created_on: Timestamp) -> Result<(), StorageError>;

    /// Stores what a transition returned. Returns whether it was stored: it is not where the stored version is
    /// no longer the one before `entry.version`, because someone else was quicker.
    ///
    /// # Errors
    /// Where the database fails.
    async fn update_entry(&mut self, entry: &Entry) -> Result<bool, StorageError>;

    /// The entry of that id, locked until the transaction ends if it can write.
    ///
    /// # Errors
    /// Where the database fails.
    async fn lookup_entry(&mut self, entry: EntryId) -> Result<Option<Entry>, StorageError>;

    /// Locks these entries until the transaction ends, if it can write; an id of nothing is passed over. Whatever order they
    /// are given in, they are locked in the order of their ids: of two transactions that do so first, one waits for the
    /// other and never both.
    ///
    /// # Errors
    /// Where the database fails.
    async fn lock_entries(&mut self, entries: &[EntryId]) -> Result<(), StorageError>;

    /// The day on which an entry was made.
    ///
    /// # Errors
    /// Where the database fails.
    async fn entry_created_on(&mut self, entry: EntryId) -> Result<Option<Timestamp>, StorageError>;

    /// The entries of a case, in the order of its items.
    ///
    /// # Errors
    /// Where the database fails.
    async fn entries_of_case(&mut self, case: CaseId) -> Result<Vec<CaseEntry>, StorageError>;

    /// One page of a queue, oldest first, at most `limit` rows after `after`; nothing whose withdrawal is due at `now`.
    ///
    /// # Errors
    /// Where the database fails.
    async fn queue(
        &mut self,
        queue: Queue,
        now: Timestamp,
        after: Option<QueueCursor>,
        limit: u32,
    ) -> Result<Vec<QueueRow>, StorageError>;

    /// The entries of an item, as lines of a queue, by list.
    ///
    /// # Errors
    /// Where the database fails.
    async fn entries_of_item(&mut self, item: ItemId) -> Result<Vec<QueueRow>, StorageError>;

    /// The entries on a list of those of these items that have one there, by item.
    ///
    /// # Errors
    /// Where the database fails.
    async fn entries_of_items(
        &mut self,
        list: &ListName,
        items: &[ItemId],
    ) -> Result<Vec<Entry>, StorageError>;

    /// Those of these entries that there are, as lines of a queue, by id.
    ///
    /// # Errors
    /// Where the database fails.
    async fn rows_of_entries(&mut self, entries: &[EntryId]) -> Result<Vec<QueueRow>, StorageError>;

    /// How many entries stand in a queue without those whose withdrawal is due at `now`, counted up to `most`.
    ///
    /// # Errors
    /// Where the database fails.
    async fn count_queue(&mut self, queue: Queue, now: Timestamp, most: u32) -> Result<u64, StorageError>;

    /// Entries whose withdrawal takes effect at `now` or earlier, at most `limit`; none that is rejected already.
    ///
    /// # Errors
    /// Where the database fails.
    async fn due_withdrawals(&mut self, now: Timestamp, limit: u32) -> Result<Vec<Entry>, StorageError>;

    /// Keeps what screening found about an entry.
    ///
    /// # Errors
    /// Where the entry does not exist.
    async fn add_findings(&mut self, entry: EntryId, findings: &[Found]) -> Result<(), StorageError>;

    /// What screening found about an entry, by name.
    ///
    /// # Errors
    /// Where the database fails.
    async fn findings(&mut self, entry: EntryId) -> Result<Vec<Found>, StorageError>;

    /// Keeps a decision.
    ///
    /// # Errors
    /// Where the entry does not exist.
    async fn add_decision(&mut self, decision: &Decision) -> Result<(), StorageError>;

    /// Whether a decision of that id was kept.
    ///
    /// # Errors
    /// Where the database fails.
    async fn is_decided(&mut self, decision: DecisionId) -> Result<bool, StorageError>;

    /// The decisions about an entry, in the order in which they were made.
    ///
    /// # Errors
    /// Where the database fails.
    async fn decisions(&mut self, entry: EntryId) -> Result<Vec<Decision>, StorageError>;
}

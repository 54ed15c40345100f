//! How staff share the work: what comes first, who has what, notes, saved views and reasons.

use async_trait::async_trait;
use domain::{
    Timestamp,
    entry::{Action, Priority},
    hash::Medium,
    id::{EntryId, StaffId},
    list::ListName,
    screening::FindingKind,
};

use crate::{StorageError, entry::QueueRow};

/// Which entries someone wants to see.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Filter {
    /// Of this urgency only. What is escalated and disputed too is found as both.
    pub priority: Option<Priority>,
    /// On this list only.
    pub list: Option<ListName>,
    /// Photos or videos only.
    pub medium: Option<Medium>,
    /// Those about which this was found.
    pub finding: Option<FindingKind>,
    /// By who has taken them.
    pub claim: Claim,
    /// Also those that were put off.
    pub snoozed: bool,
}

/// What a walk through the work goes by. Whoever looks for little among much should not have to pass all of it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Way {
    /// What someone has taken.
    Claims,
    /// What has the finding.
    Finding,
    /// What is of the medium.
    Medium,
    /// What is on the list.
    List,
    /// All there is.
    Urgency,
}

impl Filter {
    /// By what to go: what leaves the least, as far as that can be known beforehand.
    pub const fn way(&self) -> Way {
        match self {
            Self {
                claim: Claim::By(_), ..
            } => Way::Claims,
            Self { finding: Some(_), .. } => Way::Finding,
            // Far fewer than photos.
            Self {
                medium: Some(Medium::Video),
                ..
            } => Way::Medium,
            Self { list: Some(_), .. } => Way::List,
            Self { medium: Some(_), .. } => Way::Medium,
            _ => Way::Urgency,
        }
    }

    /// What the databases compare with, for what comes after a place in the work. It begins with what is looked for:
    /// walking through all that is more urgent takes most of a second where a hundred thousand wait.
    pub fn bounds<'a>(&'a self, after: Option<&'a WorkCursor>) -> Bounds<'a> {
        let (from, day, entry) = match after {
            Some(cursor) => (
                cursor.priority.number(),
                cursor.created_on.as_millis(),
                cursor.entry.as_bytes().as_slice(),
            ),
            None => (self.begins_at(), i64::MIN, &[][..]),
        };
        let (free_for, by) = match &self.claim {
            Claim::Any => (None, None),
            Claim::FreeFor(staff) => (Some(staff.as_bytes().as_slice()), None),
            Claim::By(staff) => (None, Some(staff.as_bytes().as_slice())),
        };
        Bounds {
            from,
            day,
            entry,
            until: self.priority.map_or(i64::MAX, Priority::number),
            list: self.list.as_ref().map(ListName::as_str),
            medium: self.medium.map(Medium::as_str),
            finding: self.finding.map(FindingKind::as_str),
            free_for,
            by,
            snoozed: self.snoozed,
            escalated: self.priority == Some(Priority::Escalated),
        }
    }

    /// The number of the most urgent that can be among what is looked for.
    fn begins_at(&self) -> i64 {
        match self.priority {
            None => 0,
            // What is disputed as well stands with what is disputed.
            Some(Priority::Escalated) => Priority::Disputed.number(),
            Some(priority) => priority.number(),
        }
    }
}

/// A [`Filter`] and a place in the work, in the numbers, texts and bytes that stand in columns. `None` holds for all.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Bounds<'a> {
    /// The urgency that nothing is before.
    pub from: i64,
    /// Within that urgency, the day that nothing is before.
    pub day: i64,
    /// Within that day, the entry that everything is after.
    pub entry: &'a [u8],
    /// The urgency that nothing is after.
    pub until: i64,
    /// The list.
    pub list: Option<&'a str>,
    /// The medium.
    pub medium: Option<&'a str>,
    /// What was found.
    pub finding: Option<&'a str>,
    /// The member of staff whom others' claims keep away.
    pub free_for: Option<&'a [u8]>,
    /// The member of staff who has taken it.
    pub by: Option<&'a [u8]>,
    /// Whether also what was put off.
    pub snoozed: bool,
    /// Whether of what is disputed only that of which staff also asked for someone else's look, as `escalated_by` says.
    pub escalated: bool,
}

/// Who has taken an entry.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Claim {
    /// Whoever.
    #[default]
    Any,
    /// Nobody, or this member of staff.
    FreeFor(StaffId),
    /// This member of staff.
    By(StaffId),
}

/// A place in the work that is to be done, to go on after it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct WorkCursor {
    /// How urgent.
    pub priority: Priority,
    /// The day on which the entry was made.
    pub created_on: Timestamp,
    /// The entry.
    pub entry: EntryId,
}

/// One entry that is to be looked at.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct WorkRow {
    /// As in every queue.
    pub row: QueueRow,
    /// How urgent.
    pub priority: Priority,
    /// Who has taken it and what is put off.
    pub handling: Handling,
}

/// Who has taken an entry, and until when it was put off.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Handling {
    /// Who has taken it, and until when.
    pub claimed: Option<(StaffId, Timestamp)>,
    /// Until when it was put off.
    pub snoozed_until: Option<Timestamp>,
}

impl Handling {
    /// Without a claim that is over by `now`, and without what was put off until then.
    #[must_use]
    pub fn current(self, now: Timestamp) -> Self {
        Self {
            claimed: self.claimed.filter(|(_, until)| *until > now),
            snoozed_until: self.snoozed_until.filter(|until| *until > now),
        }
    }
}

/// What a member of staff wrote about an entry.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Note {
    /// About which.
    pub entry: EntryId,
    /// Who.
    pub staff: StaffId,
    /// What.
    pub body: String,
    /// When.
    pub written_at: Timestamp,
}

/// What someone looks for often.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SavedView {
    /// What they call it.
    pub name: String,
    /// The part of the address behind the question mark.
    pub filter: String,
}

/// A reason that staff added, or one of the program's that they put away.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct StoredReason {
    /// For which action.
    pub action: Action,
    /// What decisions record.
    pub reason: String,
    /// What people read; empty for the program's own.
    pub body: String,
    /// Whether it is offered no more.
    pub away: bool,
}

/// Keeps how staff share the work.
#[async_trait]
pub trait ReviewRepository {
    /// Entries that are to be looked at, the most urgent first and the oldest of these first: at most `limit` after
    /// `after`. Claims that are over by `now` count for nothing, and so does what was put off until then. What is to be
    /// withdrawn by `now` waits for nobody.
    ///
    /// # Errors
    /// Where the database fails.
    async fn work(
        &mut self,
        filter: &Filter,
        now: Timestamp,
        after: Option<WorkCursor>,
        limit: u32,
    ) -> Result<Vec<WorkRow>, StorageError>;

    /// How many entries are of that urgency, as [`Filter::priority`] finds them, counted up to `most`, without those that
    /// are put off at `now` or to be withdrawn by then.
    ///
    /// # Errors
    /// Where the database fails.
    async fn count_work(
        &mut self,
        priority: Priority,
        now: Timestamp,
        most: u32,
    ) -> Result<u64, StorageError>;

    /// What an entry has to be looked at for.
    ///
    /// # Errors
    /// Where the database fails.
    async fn priority(&mut self, entry: EntryId) -> Result<Option<Priority>, StorageError>;

    /// Makes an entry at least this urgent.
    ///
    /// # Errors
    /// Where the database fails.
    async fn raise(&mut self, entry: EntryId, priority: Priority) -> Result<(), StorageError>;

    /// Makes an entry as urgent as its state says, whatever was raised before.
    ///
    /// # Errors
    /// Where the database fails.
    async fn settle(&mut self, entry: EntryId) -> Result<(), StorageError>;

    /// Who has taken an entry, and until when it was put off.
    ///
    /// # Errors
    /// Where the database fails.
    async fn handling(&mut self, entry: EntryId) -> Result<Handling, StorageError>;

    /// Which of these entries are taken at `now`, each with whoever has it. In no order.
    ///
    /// # Errors
    /// Where the database fails.
    async fn claims(
        &mut self,
        entries: &[EntryId],
        now: Timestamp,
    ) -> Result<Vec<(EntryId, StaffId)>, StorageError>;

    /// Takes an entry for a member of staff until `until`, unless someone else has it at `now`. Returns whether it was
    /// taken.
    ///
    /// # Errors
    /// Where entry or member of staff do not exist.
    async fn claim(
        &mut self,
        entry: EntryId,
        staff: StaffId,
        now: Timestamp,
        until: Timestamp,
    ) -> Result<bool, StorageError>;

    /// Gives an entry back.
    ///
    /// # Errors
    /// Where the database fails.
    async fn release(&mut self, entry: EntryId) -> Result<(), StorageError>;

    /// Puts an entry off, or takes that back.
    ///
    /// # Errors
    /// Where the entry does not exist.
    async fn snooze(&mut self, entry: EntryId, until: Option<Timestamp>) -> Result<(), StorageError>;

    /// Keeps a note.
    ///
    /// # Errors
    /// Where the entry does not exist.
    async fn add_note(&mut self, note: &Note) -> Result<(), StorageError>;

    /// The notes about an entry, in the order in which they were written.
    ///
    /// # Errors
    /// Where the database fails.
    async fn notes(&mut self, entry: EntryId) -> Result<Vec<Note>, StorageError>;

    /// Keeps a view, in place of the one of that name.
    ///
    /// # Errors
    /// Where the member of staff does not exist.
    async fn save_view(&mut self, staff: StaffId, view: &SavedView) -> Result<(), StorageError>;

    /// Removes a view. Returns whether it was there.
    ///
    /// # Errors
    /// Where the database fails.
    async fn remove_view(&mut self, staff: StaffId, name: &str) -> Result<bool, StorageError>;

    /// The views of a member of staff, by name.
    ///
    /// # Errors
    /// Where the database fails.
    async fn views(&mut self, staff: StaffId) -> Result<Vec<SavedView>, StorageError>;

    /// Keeps a reason, in place of the one of that name for that action.
    ///
    /// # Errors
    /// Where the database fails.
    async fn set_reason(&mut self, reason: &StoredReason) -> Result<(), StorageError>;

    /// Every reason that was kept, by action and name.
    ///
    /// # Errors
    /// Where the database fails.
    async fn stored_reasons(&mut self) -> Result<Vec<StoredReason>, StorageError>;
}

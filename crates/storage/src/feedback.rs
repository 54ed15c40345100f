//! What subscribers say of entries.

use async_trait::async_trait;
use domain::{
    Timestamp,
    feedback::{Counted, Feedback, Verdict},
    id::{CaseId, EntryId},
    list::ListName,
};

use crate::StorageError;

/// How many subscribers gave a verdict on an entry.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct VerdictCount {
    /// The entry.
    pub entry: EntryId,
    /// The verdict.
    pub verdict: Verdict,
    /// How many.
    pub count: u64,
}

/// Keeps the last word of each subscriber on each entry.
#[async_trait]
pub trait FeedbackRepository {
    /// Keeps feedback in place of what the same subscriber said of the same entry before. Returns whether it says
    /// anything new; saying the same again changes nothing but how long it is kept. Where a negative word comes with another
    /// number of matches only, it keeps the time at which it was first given.
    ///
    /// # Errors
    /// Where list or subscriber do not exist.
    async fn give_feedback(&mut self, feedback: &Feedback) -> Result<bool, StorageError>;

    /// What was said of an entry, by subscriber.
    ///
    /// # Errors
    /// Where the database fails.
    async fn feedback_on(&mut self, list: &ListName, entry: EntryId) -> Result<Vec<Feedback>, StorageError>;

    /// What was said of an entry by those whose word counts, by subscriber: not by those that staff have suspended. With whom
    /// each of them acts is told as it is now.
    ///
    /// # Errors
    /// Where the database fails.
    async fn counted_feedback_on(
        &mut self,
        list: &ListName,
        entry: EntryId,
    ) -> Result<Vec<Counted>, StorageError>;

    /// Notes that staff have answered what was said of an entry so far: of its matches, only later ones are open.
    ///
    /// # Errors
    /// Where the database fails.
    async fn answer_feedback(&mut self, list: &ListName, entry: EntryId) -> Result<(), StorageError>;

    /// Takes the last [`Self::answer_feedback`] about an entry back.
    ///
    /// # Errors
    /// Where the database fails.
    async fn reopen_feedback(&mut self, list: &ListName, entry: EntryId) -> Result<(), StorageError>;

    /// How many subscribers gave which verdict on each entry of a case; nothing where none did. In no order. Who says that
    /// its content is a different one (`different-content`) says nothing about the case's and is left out.
    ///
    /// # Errors
    /// Where the database fails.
    async fn verdicts_of_case(&mut self, case: CaseId) -> Result<Vec<VerdictCount>, StorageError>;

    /// Removes feedback that was last said before `before`. Returns how much.
    ///
    /// # Errors
    /// Where the database fails.
    async fn expire_feedback(&mut self, before: Timestamp) -> Result<u64, StorageError>;
}

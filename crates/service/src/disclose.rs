//! An operator has to answer for one case: everything that is known about it, which is little.

use domain::{
    Timestamp,
    audit::{Act, Agent, Deed, Line},
    case::{Case, CaseNumber},
    change::Change,
    decision::Decision,
    entry::{Entry, Priority},
    feedback::Feedback,
    hash::{ItemHashes, Medium},
    screening::Found,
};
use storage::{
    StorageError, Transaction,
    history::Announcement,
    retention::Declined,
    review::{Handling, Note},
};

use crate::{Service, propose::MAX_REASON, why};

/// Why a case is not disclosed.
#[derive(Debug, thiserror::Error)]
pub enum DiscloseError {
    /// There is no reason, it is too long, or more than one line.
    #[error(
        "the reason has to have 1 to {MAX_REASON} characters in one line: give the court's file number, for example"
    )]
    Reason,
    /// The number of the case stands in the reason, which is kept when the case is long gone.
    #[error(
        "the case number stands in the reason, which outlives the case: give the court's file number instead"
    )]
    NamesTheCase,
    /// The database failed.
    #[error(transparent)]
    Storage(#[from] StorageError),
}

/// Everything that is known about one case.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Disclosure {
    /// The day on which it was submitted.
    pub opened_on: Timestamp,
    /// Its photos and videos, in the order in which the person chose them.
    pub items: Vec<DisclosedItem>,
    /// What is remembered of those that were declined and are erased.
    pub declined: Option<Declined>,
    /// How many more were taken back and are erased.
    pub taken_back: u64,
}

/// One photo or video.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct DisclosedItem {
    /// Its place among the case's items, from 0 on.
    pub position: u32,
    /// Photo or video.
    pub medium: Medium,
    /// Its hashes.
    pub hashes: ItemHashes,
    /// Its places on lists.
    pub entries: Vec<DisclosedEntry>,
}

/// An item's place on one list.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct DisclosedEntry {
    /// The entry as it is.
    pub entry: Entry,
    /// The day on which it was made.
    pub created_on: Timestamp,
    /// Since when subscribers can see it; `None` while they cannot.
    pub listed_since: Option<Timestamp>,
    /// What screening found.
    pub findings: Vec<Found>,
    /// What it has to be looked at for.
    pub priority: Option<Priority>,
    /// Which member of staff has taken it, and until when it was put off.
    pub handling: Handling,
    /// What staff wrote about it.
    pub notes: Vec<Note>,
    /// What was decided, in order.
    pub decisions: Vec<Decision>,
    /// What subscribers were told, in order.
    pub changes: Vec<Change>,
    /// What they will be told next.
    pub announcements: Vec<Announcement>,
    /// What they said of it.
    pub feedback: Vec<Feedback>,
    /// What staff did with it and when they looked at it, in order.
    pub acts: Vec<Line>,
}

impl Service {
    /// Everything that is kept about the case of that number; `None` where nobody has it. Needs no PIN: whoever
    /// runs the command has the database and its key. That it was asked and why goes into the record of acts, also where
    /// no case has the number, so that nobody tries numbers unseen. Of which case does not.
    ///
    /// # Errors
    /// Where the reason is none that can be kept; where the database fails.
    pub async fn disclose(
        &self,
        number: &CaseNumber,
        reason: &str,
    ) -> Result<Option<Disclosure>, DiscloseError> {
        let reason = checked_reason(reason, number)?;
        let case = self.find_case(Some(number), &self.keyring()).await?;
        // A word stands before every reason, or a person could write what says that there was no case.
        let outcome = if case.is_some() { "printed" } else { "no-such-case" };
        let mut tx = self.storage().begin().await?;
        tx.record(&Deed {
            at: self.now(),
            actor: Agent::Operator,
            act: Act::Disclosed,
            // Auditors would read who asked for help, and when the case is erased the record would still say so. What was
            // tried may be a real number with a slip in it.
            subject: String::new(),
            reason: format!("{outcome}: {reason}"),
        })
        .await?;
        let disclosure = match case {
            Some(case) => Some(disclose_case(tx.as_mut(), &case).await?),
            None => None,
        };
        tx.commit().await?;
        Ok(disclosure)
    }
}

/// A reason as it is recorded.
fn checked_reason<'a>(text: &'a str, number: &CaseNumber) -> Result<&'a str, DiscloseError> {
    let text = why::one_line(text).filter(|text| !text.is_empty());
    let text = text.ok_or(DiscloseError::Reason)?;
    if number.is_within(text) {
        return Err(DiscloseError::NamesTheCase);
    }
    Ok(text)
}

async fn disclose_case(tx: &mut dyn Transaction, case: &Case) -> Result<Disclosure, StorageError> {
    let mut items = Vec::new();
    for item in tx.items_of_case(case.id).await? {
        items.push(DisclosedItem {
            position: item.position,
            medium: item.medium,
            hashes: item.hashes,
            entries: Vec::new(),
        });
    }
    for row in tx.entries_of_case(case.id).await? {
        let entry = disclose_entry(tx, row.entry, row.listed_since).await?;
        if let Some(item) = items.iter_mut().find(|item| item.position == row.position) {
            item.entries.push(entry);
        }
    }
    Ok(Disclosure {
        opened_on: case.opened_on,
        items,
        declined: tx.declined_of_case(case.id).await?,
        taken_back: tx.taken_back_of_case(case.id).await?,
    })
}

async fn disclose_entry(
    tx: &mut dyn Transaction,
    entry: Entry,
    listed_since: Option<Timestamp>,
) -> Result<DisclosedEntry, StorageError> {
    let created_on = tx.entry_created_on(entry.id).await?;
    let created_on = created_on.ok_or(StorageError::Inconsistent {
        table: "entry",
        column: "created_on",
    })?;
    Ok(DisclosedEntry {
        created_on,
        listed_since,
        findings: tx.findings(entry.id).await?,
        priority: tx.priority(entry.id).await?,
        handling: tx.handling(entry.id).await?,
        notes: tx.notes(entry.id).await?,
        decisions: tx.decisions(entry.id).await?,
        changes: tx.changes_of_entry(&entry.list, entry.id).await?,
        announcements: tx.announcements_of_entry(entry.id).await?,
        acts: tx.audit_of(&entry.id.to_string()).await?,
        feedback: tx.feedback_on(&entry.list, entry.id).await?,
        entry,
    })
}

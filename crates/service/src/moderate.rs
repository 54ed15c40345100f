//! Staff look at what is known of an entry and decide.

use std::collections::HashMap;

use domain::{
    Timestamp,
    audit::{Act, Agent, Deed},
    decision::{Actor, Decision, reasons},
    entry::{Action, Entry, InvalidTransition, State},
    feedback::Feedback,
    hash::ItemHashes,
    id::{DecisionId, EntryId},
    screening::Finding,
    staff::Staff,
};
use sha2::{Digest as _, Sha256};
use storage::{
    StorageError,
    entry::{Queue, QueueCursor, QueueRow},
};

use crate::{
    Service,
    transition::{Order, Unmoved, carry_out},
};

/// The longest note, in characters.
pub const MAX_NOTE: usize = 2_000;

/// One page of a queue.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct QueuePage {
    /// Oldest first.
    pub rows: Vec<QueueRow>,
    /// Where the next page starts; `None` on the last one.
    pub next: Option<QueueCursor>,
    /// How many entries stand in each queue.
    pub counts: Vec<(Queue, u64)>,
}

/// Everything that a reviewer may know of an entry. Nothing in it leads to the case or the person.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct EntryFacts {
    /// The entry.
    pub entry: Entry,
    /// The day on which it was made.
    pub created_on: Timestamp,
    /// Its hashes.
    pub hashes: ItemHashes,
    /// What screening found.
    pub findings: Vec<Finding>,
    /// What was decided, in order.
    pub decisions: Vec<DecisionFacts>,
    /// What subscribers say of it.
    pub feedback: Vec<FeedbackFacts>,
}

/// A decision, with the name of whoever made it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct DecisionFacts {
    /// The decision.
    pub decision: Decision,
    /// The name of the member of staff; `None` where a policy or the case's holder decided.
    pub staff_name: Option<String>,
}

/// What a subscriber says of an entry, with its name.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct FeedbackFacts {
    /// What it says.
    pub feedback: Feedback,
    /// The organisation's name.
    pub subscriber: String,
}

/// What a member of staff wants done.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct DecisionOrder {
    /// With which entry.
    pub entry: EntryId,
    /// The version of the entry that they looked at.
    pub version: i64,
    /// What.
    pub action: Action,
    /// Why, one of [`reasons`] for the action.
    pub reason: String,
    /// Anything else, at most [`MAX_NOTE`] characters.
    pub note: Option<String>,
}

impl DecisionOrder {
    /// The same for the same order of the same person: a form that is sent twice decides once. SHA-256 of all that
    /// makes the order, cut to 16 bytes; the texts stand last, apart by a zero byte that none of them holds.
    fn decision_id(&self, staff: &Staff, note: Option<&str>) -> DecisionId {
        let mut digest = Sha256::new();
        digest.update(self.entry.as_bytes());
        digest.update(self.version.to_be_bytes());
        digest.update(staff.id.as_bytes());
        for text in [self.action.as_str(), &self.reason, note.unwrap_or_default()] {
            digest.update(text);
            digest.update([0]);
        }
        let digest: [u8; 32] = digest.finalize().into();
        DecisionId::from_bytes(std::array::from_fn(|place| digest[place]))
    }
}

/// Why a decision was not carried out. Nothing changed.
#[derive(Debug, thiserror::Error)]
pub enum DecideError {
    /// There is no such entry.
    #[error("there is no such entry")]
    NotFound,
    /// Their role does not decide.
    #[error("this role does not decide about entries")]
    NotAllowed,
    /// Someone else was quicker.
    #[error("someone else decided in the meantime")]
    Stale {
        /// The state that the entry is in now.
        state: State,
    },
    /// The entry's state does not allow it.
    #[error(transparent)]
    Impossible(InvalidTransition),
    /// The reason is none of the action's.
    #[error("this is not a reason for this action")]
    UnknownReason,
    /// The note is too long.
    #[error("a note has at most {MAX_NOTE} characters")]
    NoteTooLong,
    /// The database failed.
    #[error(transparent)]
    Storage(#[from] StorageError),
}

impl Service {
    /// One page of a queue, at most `limit` rows after `after`.
    ///
    /// # Errors
    /// Where the database fails.
    pub async fn queue(
        &self,
        queue: Queue,
        after: Option<QueueCursor>,
        limit: u32,
    ) -> Result<QueuePage, StorageError> {
        let mut tx = self.storage().read().await?;
        // One more than asked for tells whether there is a next page.
        let mut rows = tx.queue(queue, after, limit.saturating_add(1)).await?;
        let wanted = usize::try_from(limit).unwrap_or(usize::MAX);
        let more = rows.len() > wanted;
        rows.truncate(wanted);
        let cursor = |row: &QueueRow| QueueCursor {
            created_on: row.created_on,
            entry: row.entry.id,
        };
        let next = rows.last().filter(|_| more).map(cursor);
        let mut counts = Vec::with_capacity(Queue::ALL.len());
        for queue in Queue::ALL {
            counts.push((queue, tx.count_queue(queue).await?));
        }
        Ok(QueuePage { rows, next, counts })
    }

    /// What is known of an entry.
    ///
    /// # Errors
    /// Where the database fails.
    pub async fn entry_facts(&self, entry: EntryId) -> Result<Option<EntryFacts>, StorageError> {
        let mut tx = self.storage().read().await?;
        let Some(entry) = tx.lookup_entry(entry).await? else {
            return Ok(None);
        };
        let Some(created_on) = tx.entry_created_on(entry.id).await? else {
            return Ok(None);
        };
        let Some(item) = tx.lookup_item(entry.item).await? else {
            return Ok(None);
        };
        let findings = tx.findings(entry.id).await?;
        let mut names = HashMap::new();
        let mut decisions = Vec::new();
        for decision in tx.decisions(entry.id).await? {
            let staff_name = match &decision.actor {
                Actor::Staff(id) => {
                    if !names.contains_key(id) {
                        names.insert(*id, tx.lookup_staff(*id).await?.map(|staff| staff.name));
                    }
                    names.get(id).cloned().flatten()
                }
                Actor::Policy { .. } | Actor::CaseHolder => None,
            };
            decisions.push(DecisionFacts { decision, staff_name });
        }
        let given = tx.feedback_on(&entry.list, entry.id).await?;
        let names = tx.subscribers_of(&entry.list).await?;
        let feedback = given
            .into_iter()
            .filter_map(|feedback| {
                let subscriber = names.iter().find(|one| one.id == feedback.subscriber)?;
                let subscriber = subscriber.name.clone();
                Some(FeedbackFacts { feedback, subscriber })
            })
            .collect();
        Ok(Some(EntryFacts {
            feedback,
            entry,
            created_on,
            hashes: item.hashes,
            findings,
            decisions,
        }))
    }

    /// What is known of an entry, for a member of staff: that they looked goes into the record of acts.
    ///
    /// # Errors
    /// Where the database fails.
    pub async fn view_entry(
        &self,
        staff: &Staff,
        entry: EntryId,
    ) -> Result<Option<EntryFacts>, StorageError> {
        let Some(facts) = self.entry_facts(entry).await? else {
            return Ok(None);
        };
        let deed = Deed {
            at: self.now(),
            actor: Agent::Staff(staff.id),
            act: Act::ViewedEntry,
            subject: entry.to_string(),
            reason: String::new(),
        };
        let mut tx = self.storage().begin().await?;
        tx.record(&deed).await?;
        tx.commit().await?;
        Ok(Some(facts))
    }

    /// Carries out what a member of staff decided. The same order again is answered with the entry as it is, and
    /// carried out once.
    ///
    /// # Errors
    /// Where it was not carried out.
    pub async fn decide(&self, staff: &Staff, order: DecisionOrder) -> Result<Entry, DecideError> {
        if !staff.role.may_decide() {
            return Err(DecideError::NotAllowed);
        }
        if !reasons(order.action).contains(&order.reason.as_str()) {
            return Err(DecideError::UnknownReason);
        }
        let note = order
            .note
            .as_deref()
            .map(|note| note.trim().to_owned())
            .filter(|note| !note.is_empty());
        if note.as_ref().is_some_and(|note| note.chars().count() > MAX_NOTE) {
            return Err(DecideError::NoteTooLong);
        }
        let id = order.decision_id(staff, note.as_deref());
        let mut tx = self.storage().begin().await?;
        let entry = tx.lookup_entry(order.entry).await?.ok_or(DecideError::NotFound)?;
        if tx.is_decided(id).await? {
            return Ok(entry);
        }
        let state = entry.state;
        if entry.version != order.version {
            return Err(DecideError::Stale { state });
        }
        let deed = Deed {
            at: self.now(),
            actor: Agent::Staff(staff.id),
            act: Act::Decided,
            subject: entry.id.to_string(),
            reason: format!("{}: {}", order.action.as_str(), order.reason),
        };
        let order = Order {
            id,
            action: order.action,
            actor: Actor::Staff(staff.id),
            reason: order.reason,
            note,
            at: deed.at,
        };
        match carry_out(tx.as_mut(), entry, order).await {
            Ok(moved) => {
                tx.record(&deed).await?;
                tx.commit().await?;
                Ok(moved)
            }
            Err(Unmoved::Impossible(error)) => Err(DecideError::Impossible(error)),
            Err(Unmoved::Stale) => Err(DecideError::Stale { state }),
            Err(Unmoved::Storage(error)) => Err(error.into()),
        }
    }
}

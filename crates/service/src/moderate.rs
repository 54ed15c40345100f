//! Staff look at what is known of an entry and decide.

use std::collections::HashMap;

use domain::{
    Timestamp,
    audit::{Act, Agent, Deed},
    decision::{Actor, Decision, escalated_by},
    entry::{Action, Entry, InvalidTransition, Priority, State},
    feedback::Feedback,
    hash::ItemHashes,
    id::{DecisionId, EntryId, StaffId},
    screening::Found,
    staff::Staff,
};
use sha2::{Digest as _, Sha256};
use storage::{
    StorageError, Transaction,
    entry::{Queue, QueueCursor, QueueRow},
    review::{Handling, Note},
};

use crate::{
    Service,
    reasons::{self, Reason},
    review::{self, MOST_COUNTED},
    screening::Cluster,
    tally::{self, Counts},
    transition::{Order, Unmoved, carry_out},
};

/// The longest note, in characters.
pub const MAX_NOTE: usize = 2_000;
/// So many other entries of a cluster are shown.
const CLUSTER_ROWS: usize = 20;

/// One page of a queue.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct QueuePage {
    /// Oldest first.
    pub rows: Vec<QueueRow>,
    /// Where the next page starts; `None` on the last one.
    pub next: Option<QueueCursor>,
    /// How many entries stand in each queue, up to [`MOST_COUNTED`].
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
    pub findings: Vec<Found>,
    /// What was decided, in order.
    pub decisions: Vec<DecisionFacts>,
    /// What subscribers say of it.
    pub feedback: Vec<FeedbackFacts>,
    /// Other entries with the same picture, or nearly.
    pub cluster: Cluster,
    /// What colleagues wrote about it, with their names.
    pub notes: Vec<(Note, Option<String>)>,
    /// What it has to be looked at for.
    pub priority: Option<Priority>,
    /// Who has taken it, with their name, and until when it was put off.
    pub handling: Handling,
    /// The name of whoever has taken it.
    pub claimed_by: Option<String>,
    /// The reasons that there are for each action.
    pub reasons: Vec<(Action, Vec<Reason>)>,
    /// Until when the last decision can be taken back, and by whom.
    pub undo: Option<(StaffId, Timestamp)>,
}

/// A decision, with the name of whoever made it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct DecisionFacts {
    /// The decision.
    pub decision: Decision,
    /// The name of the member of staff; `None` where a policy or the case's holder decided.
    pub staff_name: Option<String>,
    /// The reason, where staff have put it in words of their own.
    pub own_reason: Option<String>,
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
    /// Why, one of [`Service::reasons`] for the action.
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
        /// What was decided meanwhile, and by whom.
        last: Option<Box<DecisionFacts>>,
    },
    /// A colleague has taken the entry.
    #[error("{by} has taken it")]
    Taken {
        /// Their name.
        by: String,
    },
    /// They asked for someone else's look, and lead nobody.
    #[error("someone else has to look at this")]
    OwnEscalation,
    /// There is nothing of theirs that can still be taken back.
    #[error("this can no longer be taken back")]
    TooLate,
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
            counts.push((queue, tx.count_queue(queue, MOST_COUNTED).await?));
        }
        Ok(QueuePage { rows, next, counts })
    }

    /// What is known of an entry.
    ///
    /// # Errors
    /// Where the database fails.
    pub async fn entry_facts(&self, entry: EntryId) -> Result<Option<EntryFacts>, StorageError> {
        // So that what came a moment ago is among what has the same picture.
        self.refresh_screening().await?;
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
        let mut names = Names::default();
        let mut decisions = Vec::new();
        for decision in tx.decisions(entry.id).await? {
            decisions.push(names.with_name(tx.as_mut(), decision).await?);
        }
        let mut notes = Vec::new();
        for note in tx.notes(entry.id).await? {
            let name = names.of(tx.as_mut(), note.staff).await?;
            notes.push((note, name));
        }
        let handling = tx.handling(entry.id).await?.current(self.now());
        let claimed_by = match handling.claimed {
            Some((staff, _)) => names.of(tx.as_mut(), staff).await?,
            None => None,
        };
        let priority = tx.priority(entry.id).await?;
        let mut known_reasons = Vec::new();
        for action in reasons::ACTIONS {
            known_reasons.push((action, reasons::all(tx.as_mut(), action).await?));
        }
        let cluster = self
            .cluster_of(tx.as_mut(), entry.id, &item, CLUSTER_ROWS)
            .await?;
        let given = tx.feedback_on(&entry.list, entry.id).await?;
        // Also of those who no longer follow the list: what they said stands.
        let names = tx.all_subscribers().await?;
        let feedback = given
            .into_iter()
            .filter_map(|feedback| {
                let subscriber = names.iter().find(|one| one.id == feedback.subscriber)?;
                let subscriber = subscriber.name.clone();
                Some(FeedbackFacts { feedback, subscriber })
            })
            .collect();
        let undo = decisions.last().and_then(|last| self.can_undo(&last.decision));
        Ok(Some(EntryFacts {
            cluster,
            notes,
            priority,
            handling,
            claimed_by,
            undo,
            reasons: known_reasons,
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
        let known = reasons::all(tx.as_mut(), order.action).await?;
        if !known
            .iter()
            .any(|known| known.name == order.reason && !known.away)
        {
            return Err(DecideError::UnknownReason);
        }
        let state = entry.state;
        if entry.version != order.version {
            let last = last_decision(tx.as_mut(), entry.id).await?;
            return Err(DecideError::Stale { state, last });
        }
        if let Some(by) = review::colleague_at(tx.as_mut(), staff, entry.id, self.now()).await? {
            return Err(DecideError::Taken { by });
        }
        let decisions = tx.decisions(entry.id).await?;
        if !staff.role.leads() && escalated_by(&decisions) == Some(staff.id) {
            return Err(DecideError::OwnEscalation);
        }
        let decided = order.action;
        let deed = Deed {
            at: self.now(),
            actor: Agent::Staff(staff.id),
            act: Act::Decided,
            subject: entry.id.to_string(),
            reason: format!("{}: {}", order.action.as_str(), order.reason),
        };
        let order_entry = order.entry;
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
                let mut counts = Counts::default();
                conclude(tx.as_mut(), &moved, decided, deed.at, &mut counts).await?;
                tx.record(&deed).await?;
                self.count(tx.as_mut(), deed.at, counts).await?;
                tx.commit().await?;
                Ok(moved)
            }
            Err(Unmoved::Impossible(error)) => Err(DecideError::Impossible(error)),
            Err(Unmoved::Stale) => {
                let last = last_decision(tx.as_mut(), order_entry).await?;
                Err(DecideError::Stale { state, last })
            }
            Err(Unmoved::Storage(error)) => Err(error.into()),
        }
    }
}

/// What follows a decision of staff, whether about one entry or about many: how urgent the entry is, that nobody has it
/// any more and nothing is put off, and what is counted.
pub(crate) async fn conclude(
    tx: &mut dyn Transaction,
    entry: &Entry,
    decided: Action,
    at: Timestamp,
    counts: &mut Counts,
) -> Result<(), StorageError> {
    if decided == Action::Escalate {
        tx.raise(entry.id, Priority::Escalated).await?;
    } else {
        tx.settle(entry.id).await?;
    }
    if decided.settles() {
        tx.answer_feedback(&entry.list, entry.id).await?;
    }
    tx.release(entry.id).await?;
    if tx.handling(entry.id).await?.snoozed_until.is_some() {
        tx.snooze(entry.id, None).await?;
    }
    let created_on = tx.entry_created_on(entry.id).await?.unwrap_or(at);
    for name in tally::of_decision(decided, at, created_on) {
        counts.add(&entry.list, name, 1);
    }
    Ok(())
}

async fn last_decision(
    tx: &mut dyn Transaction,
    entry: EntryId,
) -> Result<Option<Box<DecisionFacts>>, StorageError> {
    let Some(decision) = tx.decisions(entry).await?.pop() else {
        return Ok(None);
    };
    let facts = Names::default().with_name(tx, decision).await?;
    Ok(Some(Box::new(facts)))
}

/// Names of staff and reasons in their own words, each looked up once.
#[derive(Default)]
struct Names {
    staff: HashMap<StaffId, Option<String>>,
    reasons: HashMap<String, Option<String>>,
}

impl Names {
    async fn of(&mut self, tx: &mut dyn Transaction, id: StaffId) -> Result<Option<String>, StorageError> {
        if let Some(known) = self.staff.get(&id) {
            return Ok(known.clone());
        }
        let name = tx.lookup_staff(id).await?.map(|staff| staff.name);
        self.staff.insert(id, name.clone());
        Ok(name)
    }

    async fn own_reason(
        &mut self,
        tx: &mut dyn Transaction,
        name: &str,
    ) -> Result<Option<String>, StorageError> {
        if let Some(known) = self.reasons.get(name) {
            return Ok(known.clone());
        }
        let own = reasons::own(tx, name).await?;
        self.reasons.insert(name.to_owned(), own.clone());
        Ok(own)
    }

    async fn with_name(
        &mut self,
        tx: &mut dyn Transaction,
        decision: Decision,
    ) -> Result<DecisionFacts, StorageError> {
        let staff_name = match &decision.actor {
            Actor::Staff(id) => self.of(tx, *id).await?,
            Actor::Policy { .. } | Actor::CaseHolder => None,
        };
        let own_reason = self.own_reason(tx, &decision.reason).await?;
        Ok(DecisionFacts {
            decision,
            staff_name,
            own_reason,
        })
    }
}

//! Staff look at what is known of an entry and decide.

mod facts;
mod queue;

use domain::{
    Timestamp,
    audit::{Act, Agent, Deed},
    change::ChangeKind,
    decision::{Actor, escalated_by},
    entry::{Action, Entry, InvalidTransition, Priority, State},
    id::{DecisionId, EntryId},
    staff::Staff,
};
use sha2::{Digest as _, Sha256};
use storage::{StorageError, Transaction};

use self::facts::last_decision;
pub use self::{
    facts::{DecisionFacts, EntryFacts, FeedbackFacts},
    queue::QueuePage,
};
use crate::{
    Service, dispute,
    door::Wait,
    reasons, review,
    screening::{ToMark, mark_alike, stops},
    tally::{self, Counts},
    transition::{Order, Unmoved, carry_out},
};

/// The longest note, in characters.
pub const MAX_NOTE: usize = 2_000;

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
    /// The person whose picture it is has taken it back, and their time to change their mind is over.
    #[error("whoever's picture it is has taken it back")]
    TakenBack,
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
    /// They have taken many entries off the list in a short while, alone.
    #[error("took much off the list in a short while; the next one is possible in {} seconds", .0.seconds)]
    Wait(Wait),
    /// The database failed.
    #[error(transparent)]
    Storage(#[from] StorageError),
}

impl Service {
    /// Carries out what a member of staff decided. The same order again is carried out once: it is answered with the entry
    /// as it is while nothing was decided since, and then it is as stale as any other.
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
        let alike = if stops(order.action) {
            self.having_pictures_of(&[order.entry]).await?
        } else {
            ToMark::default()
        };
        let mut tx = self.storage().begin().await?;
        // What they decide is counted with them, one after the other. Before the entry, as where two people decide: of two who
        // wait for each other one would fail.
        tx.lock_staff(&[staff.id]).await?;
        // All the entries that it touches at once, before anything else is waited for.
        tx.lock_entries(&[&alike.entries[..], &[order.entry]].concat())
            .await?;
        let entry = tx.lookup_entry(order.entry).await?.ok_or(DecideError::NotFound)?;
        let state = entry.state;
        if tx.is_decided(id).await? {
            let last = last_decision(tx.as_mut(), entry.id).await?;
            let stands = last.as_ref().is_some_and(|last| last.decision.id == id);
            return if stands {
                Ok(entry)
            } else {
                Err(DecideError::Stale { state, last })
            };
        }
        if entry.withdrawal_is_due(self.now()) {
            return Err(DecideError::TakenBack);
        }
        let given = reasons::offered(tx.as_mut(), order.action, &order.reason).await?;
        let given = given.ok_or(DecideError::UnknownReason)?;
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
        // Last of all, so that what is refused for another reason uses up nothing.
        if takes_off(&entry, order.action) {
            let admitted = self.admit_removal(tx.as_mut(), staff.id).await?;
            admitted.map_err(DecideError::Wait)?;
        }
        let decided = order.action;
        let deed = Deed {
            at: self.now(),
            actor: Agent::Staff(staff.id),
            act: Act::Decided,
            subject: entry.id.to_string(),
            reason: format!("{}: {}", order.action.as_str(), given.on_record()),
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
                mark_alike(tx.as_mut(), &alike, deed.at, &mut counts).await?;
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

/// Whether subscribers would no longer have the entry.
fn takes_off(entry: &Entry, action: Action) -> bool {
    let moved = entry.clone().apply(action);
    moved.is_ok_and(|moved| moved.change == Some(ChangeKind::Remove))
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
    let decisions = tx.decisions(entry.id).await?;
    let disputed = dispute::first_answered(tx, entry, &decisions).await?;
    for name in tally::of_decision(decided, at, created_on, disputed) {
        counts.add(&entry.list, name, 1);
    }
    Ok(())
}

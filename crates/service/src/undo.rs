//! A decision is taken back within a minute: one about one entry by whoever made it, one about many by either of the two.

use domain::{
    Timestamp,
    audit::{Act, Agent, Deed},
    decision::{Actor, Decision, UNDO},
    entry::{Action, Entry, State, state_before_last},
    id::{DecisionId, EntryId, ProposalId, StaffId},
    proposal::Undone,
    staff::Staff,
};
use storage::{StorageError, Transaction};

use crate::{
    Service, bulk, dispute,
    moderate::DecideError,
    propose::Terms,
    review,
    tally::{self, Counts},
    transition::{Order, Unmoved, store},
};

/// Why one decision about many entries was not taken back. Nothing changed.
#[derive(Debug, thiserror::Error)]
pub enum UndoError {
    /// There is no such proposal.
    #[error("there is no such proposal")]
    NotFound,
    /// They are neither of the two who decided, or their role is no longer for it.
    #[error("only the two who decided take this back")]
    NotAllowed,
    /// A minute has passed, it was taken back already, or every entry has moved on.
    #[error("this can no longer be taken back")]
    TooLate,
    /// The database failed.
    #[error(transparent)]
    Storage(#[from] StorageError),
}

impl Service {
    /// Takes back the last decision about an entry, if it is this person's and not a minute old. What subscribers heard
    /// of it is followed by what undoes it. A rejection of what its owner has taken back meanwhile makes way for that.
    ///
    /// # Errors
    /// [`DecideError::TooLate`] where there is nothing of theirs to take back any more, [`DecideError::Taken`] where a
    /// colleague has taken the entry since, [`DecideError::TakenBack`] where whoever's picture it is has taken it back.
    pub async fn take_back(&self, staff: &Staff, entry: EntryId) -> Result<Entry, DecideError> {
        if !staff.role.may_decide() {
            return Err(DecideError::NotAllowed);
        }
        let now = self.now();
        let mut tx = self.storage().begin().await?;
        let found = tx.lookup_entry(entry).await?.ok_or(DecideError::NotFound)?;
        let decisions = tx.decisions(entry).await?;
        let refusal = if found.is_taken_back(now) {
            DecideError::TakenBack
        } else {
            DecideError::TooLate
        };
        let last = decisions
            .last()
            .filter(|last| self.can_undo(last).is_some_and(|(by, _)| by == staff.id))
            .filter(|_| is_undoable(&found, now))
            .ok_or(refusal)?;
        if let Some(by) = review::colleague_at(tx.as_mut(), staff, entry, now).await? {
            return Err(DecideError::Taken { by });
        }
        let mut counts = Counts::default();
        let undone = self.undo_last(tx.as_mut(), staff.id, found, &decisions, &mut counts);
        let entry = undone.await?.ok_or(DecideError::TooLate)?;
        let deed = self.deed_on(staff, Act::Undid, entry.id, last.action.as_str());
        tx.record(&deed).await?;
        self.count(tx.as_mut(), last.made_at, counts).await?;
        tx.commit().await?;
        if entry.state == State::Withdrawn {
            return Err(DecideError::TakenBack);
        }
        Ok(entry)
    }

    /// Takes one decision about many entries back, for either of the two whose decision it was, in the minute after it
    /// was carried out. It took both to decide, so one who no longer wants it is enough; nothing comes of it but what was
    /// before. Entries about which anything was decided since are left as they are.
    ///
    /// # Errors
    /// [`UndoError::TooLate`] where there is nothing to take back any more.
    pub async fn take_many_back(&self, staff: &Staff, proposal: ProposalId) -> Result<Undone, UndoError> {
        let now = self.now();
        let mut tx = self.storage().begin().await?;
        let found = tx.lookup_proposal(proposal).await?.ok_or(UndoError::NotFound)?;
        if !found.is_of(staff.id) || !found.matter.is_for(staff.role) {
            return Err(UndoError::NotAllowed);
        }
        let done_at = found.carried_out_at.ok_or(UndoError::TooLate)?;
        let in_time = found.undo_until().is_some_and(|until| now < until);
        let Some(Terms::BulkDecision(many)) = Terms::parse(&found.terms).filter(|_| in_time) else {
            return Err(UndoError::TooLate);
        };
        many.lock(tx.as_mut(), &[]).await?;
        let deed = Deed {
            at: now,
            actor: Agent::Staff(staff.id),
            act: Act::Undid,
            subject: proposal.to_string(),
            reason: found.matter.as_str().to_owned(),
        };
        tx.record(&deed).await?;
        let mut counts = Counts::default();
        let mut undone = Undone {
            by: staff.id,
            at: now,
            entries: 0,
        };
        for chosen in &many.entries {
            let Some(entry) = tx.lookup_entry(chosen.entry).await? else {
                continue;
            };
            let decisions = tx.decisions(entry.id).await?;
            let decided = bulk::decision_id(&deed.subject, entry.id);
            if decisions.last().is_none_or(|last| last.id != decided) {
                continue;
            }
            let moved = self.undo_last(tx.as_mut(), staff.id, entry, &decisions, &mut counts);
            if moved.await?.is_some() {
                let reason = format!("{}: proposal {proposal}", many.action);
                let deed = self.deed_on(staff, Act::Undid, chosen.entry, &reason);
                tx.record(&deed).await?;
                undone.entries += 1;
            }
        }
        if undone.entries == 0 || !tx.undo_proposal(proposal, undone).await? {
            return Err(UndoError::TooLate);
        }
        self.count(tx.as_mut(), done_at, counts).await?;
        tx.commit().await?;
        Ok(undone)
    }

    /// Undoes the last of an entry's decisions, in the caller's transaction, and it counts no more. `None` where the entry
    /// does not allow it.
    async fn undo_last(
        &self,
        tx: &mut dyn Transaction,
        by: StaffId,
        entry: Entry,
        decisions: &[Decision],
        counts: &mut Counts,
    ) -> Result<Option<Entry>, StorageError> {
        let now = self.now();
        let Some(last) = decisions.last().filter(|_| is_undoable(&entry, now)) else {
            return Ok(None);
        };
        let disputed = dispute::first_answered(tx, &entry, decisions).await?;
        let undone = if entry.is_taken_back(now) {
            self.make_way(tx, entry).await?
        } else {
            self.bring_back(tx, by, entry, decisions).await?
        };
        if let Some(entry) = &undone {
            let created_on = tx.entry_created_on(entry.id).await?.unwrap_or(last.made_at);
            for name in tally::of_decision(last.action, last.made_at, created_on, disputed) {
                counts.add(&entry.list, format!("{}{name}", tally::UNDONE), 1);
            }
        }
        Ok(undone)
    }

    /// What its owner took back does not come back for a moment: where it was rejected just before its withdrawal was due and
    /// staff no longer want that, it is withdrawn, and its owner is not told that it was declined.
    async fn make_way(&self, tx: &mut dyn Transaction, entry: Entry) -> Result<Option<Entry>, StorageError> {
        let id = entry.id;
        self.withdraw_entry(tx, entry).await?;
        tx.lookup_entry(id).await
    }

    /// The entry is where it was before and as urgent as it was, and what platforms said is open again.
    async fn bring_back(
        &self,
        tx: &mut dyn Transaction,
        by: StaffId,
        entry: Entry,
        decisions: &[Decision],
    ) -> Result<Option<Entry>, StorageError> {
        let Some(last) = decisions.last() else {
            return Ok(None);
        };
        let actions: Vec<Action> = decisions.iter().map(|decision| decision.action).collect();
        let before = state_before_last(&actions);
        let Some(moved) = before.and_then(|before| entry.take_back(before, last.action)) else {
            return Ok(None);
        };
        let order = Order {
            id: DecisionId::draw(self.entropy()),
            action: Action::TakeBack,
            actor: Actor::Staff(by),
            reason: last.reason.clone(),
            note: None,
            at: self.now(),
        };
        let entry = match store(tx, moved, order).await {
            Ok(entry) => entry,
            Err(Unmoved::Storage(error)) => return Err(error),
            Err(Unmoved::Stale | Unmoved::Impossible(_)) => return Ok(None),
        };
        tx.reopen_feedback(&entry.list, entry.id).await?;
        dispute::make_urgent_again(tx, &entry).await?;
        Ok(Some(entry))
    }

    /// Who can take a decision back, and until when.
    pub(crate) fn can_undo(&self, decision: &Decision) -> Option<(StaffId, Timestamp)> {
        let Actor::Staff(staff) = decision.actor else {
            return None;
        };
        let until = decision.made_at.plus(UNDO);
        (decision.action.settles() && self.now() < until).then_some((staff, until))
    }
}

/// Whether a decision about an entry can be undone at all: what its owner has taken back comes back for nobody, but its
/// rejection makes way for that.
fn is_undoable(entry: &Entry, now: Timestamp) -> bool {
    !entry.is_taken_back(now) || entry.state == State::Rejected
}

//! What platforms say suspends an entry by rule, and puts it before the eyes of staff.

use std::time::Duration;

use domain::{
    Timestamp,
    decision::{self, Actor, Decision},
    entry::{Action, Entry, Priority, State},
    feedback::{ABNORMAL_MATCHES, Counted, Dispute, Feedback},
    id::{DecisionId, EntryId},
    screening::FindingKind,
};
use storage::{StorageError, Transaction};

use crate::{
    Service,
    tally::{self, Counts},
    transition::{Order, Unmoved, carry_out},
};

/// The rule's name, as decisions record it.
const RULE: &str = "disputes";
/// Counted up with every change of the rule.
const VERSION: u32 = 5;

/// An entry that was suspended by rule.
pub(crate) struct Suspension {
    /// Which.
    entry: EntryId,
    /// How long that took, counted from the first word on which it stands; `None` where staff have answered all words, and
    /// only their matches are new.
    took: Option<Duration>,
}

impl Service {
    /// Weighs what all platforms say of an entry and staff have not answered, in the transaction in which one of them said
    /// something new, `word`. Returns the suspension that follows, if one does.
    pub(crate) async fn weigh(
        &self,
        tx: &mut dyn Transaction,
        word: &Feedback,
        counts: &mut Counts,
    ) -> Result<Option<Suspension>, StorageError> {
        let (list, entry) = (&word.list, word.entry);
        let Some(found) = tx.lookup_entry(entry).await? else {
            return Ok(None);
        };
        if !found.state.is_live() {
            return Ok(None);
        }
        let (said, settled) = outstanding(tx, &found).await?;
        // An opinion that staff have answered is none, with however many matches it comes again.
        let is_news = said
            .iter()
            .any(|one| one.word.subscriber == word.subscriber && one.word.is_open(settled));
        if !matches!(found.state, State::Published(_)) {
            // It is off the list; whoever is about to put it on has to know, and nobody may have put that off.
            if is_news {
                tx.update_entry(&found.with_news()).await?;
                put_first(tx, entry).await?;
            }
            return Ok(None);
        }
        let dispute = Dispute::of(&said, settled);
        let Some(reason) = dispute.reason() else {
            if dispute == Dispute::Raised {
                let is_first = tx.priority(entry).await? != Some(Priority::Disputed);
                if is_first {
                    counts.add(list, tally::DISPUTED, 1);
                }
                put_first(tx, entry).await?;
                if is_news || is_first || u64::from(word.matches) >= ABNORMAL_MATCHES {
                    tx.update_entry(&found.with_news()).await?;
                }
            }
            return Ok(None);
        };
        let at = self.now();
        let order = Order {
            id: DecisionId::draw(self.entropy()),
            action: Action::Suspend,
            actor: Actor::Policy {
                name: RULE.to_owned(),
                version: VERSION,
            },
            reason: reason.to_owned(),
            note: None,
            at,
        };
        match carry_out(tx, found, order).await {
            Ok(_) => {}
            Err(Unmoved::Storage(error)) => return Err(error),
            Err(Unmoved::Stale | Unmoved::Impossible(_)) => return Ok(None),
        }
        // What follows in another transaction is not forgotten where this one is the last that the node gets to.
        tx.add_alike_due(entry, at).await?;
        put_first(tx, entry).await?;
        let grounds = said
            .iter()
            .map(|one| &one.word)
            .filter(|one| one.is_since(settled) && (dispute == Dispute::ByMatches || one.is_negative()));
        let first = grounds.map(|one| one.given_at).min();
        let took = first.map(|first| self.now().since(first));
        counts.add(list, tally::SUSPENDED, 1);
        if let Some(took) = took {
            counts.add(list, tally::suspended_within(took), 1);
        }
        Ok(Some(Suspension { entry, took }))
    }

    /// What follows suspensions once they are committed: they are measured, and staff are shown what else is on the list with
    /// these pictures.
    pub(crate) async fn follow_up(&self, suspensions: Vec<Suspension>) {
        for took in suspensions.iter().filter_map(|one| one.took) {
            self.metrics().suspended(took);
        }
        let entries = suspensions.into_iter().map(|one| one.entry).collect();
        self.mark_alike_afterwards(entries).await;
    }
}

/// What platforms say of an entry, without those that staff have suspended, with whom each of them acts now, and when staff
/// last answered. So what is noted about that later counts from the next word on, and changes nothing that was decided.
async fn outstanding(
    tx: &mut dyn Transaction,
    entry: &Entry,
) -> Result<(Vec<Counted>, Option<Timestamp>), StorageError> {
    let settled = decision::settled_at(&tx.decisions(entry.id).await?);
    let said = tx.counted_feedback_on(&entry.list, entry.id).await?;
    Ok((said, settled))
}

/// When a platform said the first of the negative words that the last of an entry's decisions, one of staff, answers: those
/// before it that were open. `None` where it answers none.
pub(crate) async fn first_answered(
    tx: &mut dyn Transaction,
    entry: &Entry,
    decisions: &[Decision],
) -> Result<Option<Timestamp>, StorageError> {
    let Some((last, before)) = decisions.split_last() else {
        return Ok(None);
    };
    let settled = decision::settled_at(before);
    let said = tx.counted_feedback_on(&entry.list, entry.id).await?;
    let answered = said
        .iter()
        .map(|one| &one.word)
        .filter(|word| word.is_open(settled) && !word.is_since(Some(last.made_at)));
    Ok(answered.map(|word| word.given_at).min())
}

/// Puts an entry before the eyes of staff at once.
pub(crate) async fn put_first(tx: &mut dyn Transaction, entry: EntryId) -> Result<(), StorageError> {
    bring_up(tx, entry, Priority::Disputed).await
}

/// Makes an entry at least as urgent as that, also where it was put off.
pub(crate) async fn bring_up(
    tx: &mut dyn Transaction,
    entry: EntryId,
    priority: Priority,
) -> Result<(), StorageError> {
    tx.raise(entry, priority).await?;
    if tx.handling(entry).await?.snoozed_until.is_some() {
        tx.snooze(entry, None).await?;
    }
    Ok(())
}

/// Makes an entry as urgent as it was before a decision about it that was just taken back.
pub(crate) async fn make_urgent_again(tx: &mut dyn Transaction, entry: &Entry) -> Result<(), StorageError> {
    let decisions = tx.decisions(entry.id).await?;
    let last = decision::standing(&decisions).last().map(|last| last.action);
    if last == Some(Action::Escalate) {
        tx.raise(entry.id, Priority::Escalated).await?;
    }
    let (said, settled) = outstanding(tx, entry).await?;
    if Dispute::of(&said, settled) != Dispute::None || is_marked_as_stopped(tx, entry).await? {
        tx.raise(entry.id, Priority::Disputed).await?;
    }
    Ok(())
}

/// Whether it is on the list, and an entry with its picture was taken off. Nothing says whether staff have looked at it since
/// then, so they do once more.
async fn is_marked_as_stopped(tx: &mut dyn Transaction, entry: &Entry) -> Result<bool, StorageError> {
    if !matches!(entry.state, State::Published(_)) {
        return Ok(false);
    }
    let findings = tx.findings(entry.id).await?;
    Ok(findings
        .iter()
        .any(|found| found.finding.kind() == FindingKind::Stopped && !found.holds()))
}

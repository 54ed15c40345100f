//! What platforms say suspends an entry by rule, and puts it before the eyes of staff.

use std::time::Duration;

use domain::{
    decision::{self, Actor},
    entry::{Action, Entry, Priority, State},
    feedback::{ABNORMAL_MATCHES, Dispute, Feedback},
    id::{DecisionId, EntryId},
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
const VERSION: u32 = 3;

impl Service {
    /// Keeps what a platform says. Returns whether it has to be weighed: it says something new, or says again what staff
    /// have answered since.
    pub(crate) async fn hear(&self, tx: &mut dyn Transaction, said: &Feedback) -> Result<bool, StorageError> {
        if tx.give_feedback(said).await? {
            return Ok(true);
        }
        if !said.is_negative() {
            return Ok(false);
        }
        match decision::settled_at(&tx.decisions(said.entry).await?) {
            Some(settled) => tx.renew_feedback(said, settled).await,
            None => Ok(false),
        }
    }

    /// Weighs what all platforms say of an entry since staff last decided about it, in the transaction in which one of
    /// them said something new, `word`. Returns how long the suspension took that follows, counted from the first word
    /// on which it stands.
    pub(crate) async fn weigh(
        &self,
        tx: &mut dyn Transaction,
        word: &Feedback,
        counts: &mut Counts,
    ) -> Result<Option<Duration>, StorageError> {
        let (list, entry) = (&word.list, word.entry);
        let Some(found) = tx.lookup_entry(entry).await? else {
            return Ok(None);
        };
        if !found.state.is_live() {
            return Ok(None);
        }
        let said = outstanding(tx, &found).await?;
        let is_news = word.is_negative();
        if !matches!(found.state, State::Published(_)) {
            // It is off the list; whoever is about to put it on has to know, and nobody may have put that off.
            if is_news {
                tx.update_entry(&found.with_news()).await?;
                put_first(tx, entry).await?;
            }
            return Ok(None);
        }
        let dispute = Dispute::of(&said);
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
        let order = Order {
            id: DecisionId::draw(self.entropy()),
            action: Action::Suspend,
            actor: Actor::Policy {
                name: RULE.to_owned(),
                version: VERSION,
            },
            reason: reason.to_owned(),
            note: None,
            at: self.now(),
        };
        match carry_out(tx, found, order).await {
            Ok(_) => {}
            Err(Unmoved::Storage(error)) => return Err(error),
            Err(Unmoved::Stale | Unmoved::Impossible(_)) => return Ok(None),
        }
        put_first(tx, entry).await?;
        let grounds = said
            .iter()
            .filter(|one| dispute == Dispute::ByMatches || one.is_negative());
        let first = grounds
            .map(|one| one.given_at)
            .min()
            .unwrap_or_else(|| self.now());
        let took = self.now().since(first);
        counts.add(list, tally::SUSPENDED, 1);
        counts.add(list, tally::suspended_within(took), 1);
        Ok(Some(took))
    }
}

/// What platforms say of an entry since staff last answered, without those that staff have suspended.
async fn outstanding(tx: &mut dyn Transaction, entry: &Entry) -> Result<Vec<Feedback>, StorageError> {
    let settled = decision::settled_at(&tx.decisions(entry.id).await?);
    let mut said = tx.counted_feedback_on(&entry.list, entry.id).await?;
    said.retain(|one| settled.is_none_or(|settled| one.given_at >= settled));
    Ok(said)
}

/// Puts an entry before the eyes of staff at once, also where it was put off.
async fn put_first(tx: &mut dyn Transaction, entry: EntryId) -> Result<(), StorageError> {
    tx.raise(entry, Priority::Disputed).await?;
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
    if Dispute::of(&outstanding(tx, entry).await?) != Dispute::None {
        tx.raise(entry.id, Priority::Disputed).await?;
    }
    Ok(())
}

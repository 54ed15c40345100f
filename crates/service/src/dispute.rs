//! What platforms say suspends an entry by rule, and puts it before the eyes of staff.

use std::time::Duration;

use domain::{
    decision::Actor,
    entry::{Action, Priority, State},
    feedback::{Dispute, Feedback},
    id::{DecisionId, EntryId},
    list::ListName,
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
const VERSION: u32 = 1;

impl Service {
    /// Weighs what all platforms say of an entry since staff last decided about it, in the transaction in which one of
    /// them said something new. Returns how long the suspension took that follows, counted from the first word on
    /// which it stands.
    pub(crate) async fn weigh(
        &self,
        tx: &mut dyn Transaction,
        list: &ListName,
        entry: EntryId,
        counts: &mut Counts,
    ) -> Result<Option<Duration>, StorageError> {
        let Some(found) = tx.lookup_entry(entry).await? else {
            return Ok(None);
        };
        if !matches!(found.state, State::Published(_)) {
            return Ok(None);
        }
        let decided = tx
            .decisions(entry)
            .await?
            .into_iter()
            .rev()
            .find(|decision| matches!(decision.actor, Actor::Staff(_)))
            .map(|decision| decision.made_at);
        let mut said: Vec<Feedback> = tx.feedback_on(list, entry).await?;
        said.retain(|one| decided.is_none_or(|decided| one.given_at >= decided));
        let dispute = Dispute::of(&said);
        let Some(reason) = dispute.reason() else {
            if dispute == Dispute::Raised && tx.priority(entry).await? != Some(Priority::Disputed) {
                tx.raise(entry, Priority::Disputed).await?;
                counts.add(list, tally::DISPUTED, 1);
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
        tx.raise(entry, Priority::Disputed).await?;
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

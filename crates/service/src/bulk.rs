//! One decision about many entries. It takes two people, so it is a matter of [`crate::propose`]; here it is carried out.

use std::collections::HashMap;

use domain::{
    Timestamp,
    audit::{Act, Agent, Deed},
    decision::Actor,
    entry::{Action, Entry},
    id::{DecisionId, EntryId},
    screening::Found,
};
use serde::{Deserialize, Serialize};
use sha2::{Digest as _, Sha256};
use storage::{StorageError, Transaction, entry::QueueRow};

use crate::{
    Service,
    moderate::conclude,
    reasons,
    review::{Claimant, claimants},
    tally::Counts,
    transition::{Order, Unmoved, carry_out},
};

/// The most entries of one decision.
pub const MOST: usize = 200;
/// What can be decided about many at once: what takes them off the list, or puts them on it.
pub const ACTIONS: [Action; 4] = [
    Action::Reject,
    Action::Suspend,
    Action::Confirm,
    Action::Reinstate,
];

/// An entry as whoever proposes it saw it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Chosen {
    /// Which.
    pub entry: EntryId,
    /// Its version then: an entry that has changed since is left alone.
    pub version: i64,
}

impl Chosen {
    /// Whether this can be decided about the entry: it is as it was, its state allows it, and whoever's picture it is has not
    /// taken it back.
    fn allows(&self, action: Action, entry: &Entry, now: Timestamp) -> bool {
        entry.version == self.version
            && !entry.withdrawal_is_due(now)
            && entry.possible().any(|possible| possible == action)
    }
}

/// What is known of an entry that someone proposes to decide about.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ChosenFacts {
    /// Which.
    pub entry: EntryId,
    /// As it is now; `None` where it is erased.
    pub now: Option<Entry>,
    /// What screening found.
    pub findings: Vec<Found>,
    /// Whether it would be left alone, because it has changed since or comes off the list.
    pub stays: bool,
    /// Whether that is because whoever's picture it is has taken it back.
    pub taken_back: bool,
    /// Who of staff has taken it, and may be deciding about it.
    pub claimed: Option<Claimant>,
}

/// The same decision about each of them.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct BulkDecision {
    /// What, by its name.
    pub action: String,
    /// Why, by its name.
    pub reason: String,
    /// Which entries.
    pub entries: Vec<Chosen>,
}

impl BulkDecision {
    /// The action, if it is one of [`ACTIONS`].
    pub fn action(&self) -> Option<Action> {
        Action::parse(&self.action).filter(|action| ACTIONS.contains(action))
    }

    /// Locks its entries and those `beside` them for the transaction, before anything is recorded: as whoever decides about
    /// one of them does.
    pub(crate) async fn lock(
        &self,
        tx: &mut dyn Transaction,
        beside: &[EntryId],
    ) -> Result<(), StorageError> {
        let ids = self.entries.iter().map(|chosen| chosen.entry);
        let ids: Vec<EntryId> = ids.chain(beside.iter().copied()).collect();
        tx.lock_entries(&ids).await
    }

    /// What the second person has to know of each entry.
    pub(crate) async fn facts(
        &self,
        tx: &mut dyn Transaction,
        now: Timestamp,
    ) -> Result<Vec<ChosenFacts>, StorageError> {
        let ids: Vec<EntryId> = self.entries.iter().map(|chosen| chosen.entry).collect();
        let mut claimed = claimants(tx, &ids, now).await?;
        let rows = tx.rows_of_entries(&ids).await?;
        let mut rows: HashMap<EntryId, QueueRow> = rows.into_iter().map(|row| (row.entry.id, row)).collect();
        let facts = self.entries.iter().map(|chosen| {
            let (entry, findings) = rows
                .remove(&chosen.entry)
                .map_or((None, Vec::new()), |row| (Some(row.entry), row.findings));
            ChosenFacts {
                entry: chosen.entry,
                stays: entry
                    .as_ref()
                    .is_none_or(|entry| !self.reaches(chosen, entry, now)),
                taken_back: entry.as_ref().is_some_and(|entry| entry.is_taken_back(now)),
                claimed: claimed.remove(&chosen.entry),
                now: entry,
                findings,
            }
        });
        Ok(facts.collect())
    }

    /// Whether an entry would be decided about.
    fn reaches(&self, chosen: &Chosen, entry: &Entry, now: Timestamp) -> bool {
        let action = self.action();
        action.is_some_and(|action| chosen.allows(action, entry, now))
    }

    /// Whether it could be carried out now: the reason is offered, there are not too many entries, and one at least would be
    /// decided about.
    pub(crate) async fn makes_sense(
        &self,
        tx: &mut dyn Transaction,
        now: Timestamp,
    ) -> Result<bool, StorageError> {
        let Some(action) = self.action() else {
            return Ok(false);
        };
        let offered = reasons::offered(tx, action, &self.reason).await?;
        if offered.is_none() || self.entries.len() > MOST {
            return Ok(false);
        }
        Ok(self.facts(tx, now).await?.iter().any(|chosen| !chosen.stays))
    }
}

impl Service {
    /// Whether any of the [`ACTIONS`] is possible for one at least of these entries as they were chosen.
    ///
    /// # Errors
    /// Where the database fails.
    pub async fn can_decide_about(&self, entries: &[Chosen]) -> Result<bool, StorageError> {
        let ids: Vec<EntryId> = entries.iter().map(|chosen| chosen.entry).collect();
        let rows = self.storage().read().await?.rows_of_entries(&ids).await?;
        let known: HashMap<EntryId, Entry> = rows.into_iter().map(|row| (row.entry.id, row.entry)).collect();
        let now = self.now();
        Ok(entries.iter().any(|chosen| {
            known
                .get(&chosen.entry)
                .is_some_and(|entry| ACTIONS.iter().any(|action| chosen.allows(*action, entry, now)))
        }))
    }
}

/// Whether one at least of the [`ACTIONS`] is possible for an entry as it is now.
pub(crate) fn is_open(entry: &Entry, now: Timestamp) -> bool {
    let mut possible = entry.possible();
    !entry.withdrawal_is_due(now) && possible.any(|action| ACTIONS.contains(&action))
}

/// Decides about each entry that is as it was when this was proposed, and that allows it. Each has its own decision, by
/// whoever was the second person, and its own line in the record of acts. Answers how many those were.
pub(crate) async fn carry_out_all(
    tx: &mut dyn Transaction,
    bulk: &BulkDecision,
    seconded: &Deed,
    counts: &mut Counts,
) -> Result<u32, StorageError> {
    let mut reached = 0;
    let (Some(action), Agent::Staff(second)) = (bulk.action(), seconded.actor) else {
        return Ok(reached);
    };
    let Some(given) = reasons::offered(tx, action, &bulk.reason).await? else {
        return Ok(reached);
    };
    for chosen in &bulk.entries {
        let Some(entry) = tx.lookup_entry(chosen.entry).await? else {
            continue;
        };
        if !bulk.reaches(chosen, &entry, seconded.at) {
            continue;
        }
        let order = Order {
            id: decision_id(&seconded.subject, chosen.entry),
            action,
            actor: Actor::Staff(second),
            reason: bulk.reason.clone(),
            note: None,
            at: seconded.at,
        };
        match carry_out(tx, entry, order).await {
            Ok(entry) => {
                conclude(tx, &entry, action, seconded.at, counts).await?;
                let deed = Deed {
                    act: Act::Decided,
                    subject: entry.id.to_string(),
                    reason: format!(
                        "{}: {}: proposal {}",
                        bulk.action,
                        given.on_record(),
                        seconded.subject
                    ),
                    ..seconded.clone()
                };
                tx.record(&deed).await?;
                reached += 1;
            }
            Err(Unmoved::Storage(error)) => return Err(error),
            Err(Unmoved::Stale | Unmoved::Impossible(_)) => {}
        }
    }
    Ok(reached)
}

/// Of the decision about one of many entries: the same for the same proposal and entry.
pub(crate) fn decision_id(proposal: &str, entry: EntryId) -> DecisionId {
    let mut digest = Sha256::new();
    digest.update(proposal);
    digest.update(entry.as_bytes());
    let digest: [u8; 32] = digest.finalize().into();
    DecisionId::from_bytes(std::array::from_fn(|place| digest[place]))
}

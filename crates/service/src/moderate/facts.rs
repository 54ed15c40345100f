//! What is known of an entry. Nothing in it leads to the case or the person.

use std::collections::HashMap;

use domain::{
    Timestamp,
    audit::{Act, Agent, Deed, Occasion},
    decision::{Actor, Decision, escalated_by, settled_at},
    entry::{Action, Entry, Priority},
    feedback::{Counted, Feedback},
    hash::ItemHashes,
    id::{EntryId, StaffId},
    list::{Policy, Publication},
    screening::Found,
    staff::Staff,
};
use storage::{
    StorageError, Transaction,
    review::{Handling, Note},
};

use crate::{
    Service,
    reasons::{self, Reason},
    screening::Cluster,
};

/// So many other entries of a cluster are shown.
const CLUSTER_ROWS: usize = 20;

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
    /// The version of its list's policy under which that was judged; `None` where none is known.
    pub policy: Option<Policy>,
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
    /// Whether the person whose picture it is has taken it back for good, so that nothing more is decided.
    pub taken_back: bool,
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
    /// Whether it counts: what a platform says that staff have suspended does not.
    pub counts: bool,
    /// Whether staff have answered it: they decided about the entry after it was said.
    pub answered: bool,
    /// The names of those who act together with it and say something of the entry too: they count as one.
    pub one_with: Vec<String>,
}

impl FeedbackFacts {
    /// How many of its uploads staff have answered, where more came since; `None` where they have answered all or none.
    pub fn answered_matches(&self) -> Option<u32> {
        let answered = self.feedback.answered;
        (1..self.feedback.matches).contains(&answered).then_some(answered)
    }
}

impl EntryFacts {
    /// Why it is there to be looked at. About what was taken back for good nothing is left to decide, whatever it was
    /// before.
    fn occasion(&self) -> Occasion {
        let priority = self.priority.filter(|_| !self.taken_back);
        Occasion::of_entry(self.entry.state, priority)
    }

    /// Whether it is disputed or suspended, and a member of staff asks for someone else's look as well.
    pub fn is_escalated_too(&self) -> bool {
        self.priority == Some(Priority::Disputed) && escalated_by(&plain(&self.decisions)).is_some()
    }
}

/// The decisions without the names.
fn plain(decisions: &[DecisionFacts]) -> Vec<Decision> {
    decisions.iter().map(|one| one.decision.clone()).collect()
}

impl Service {
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
        let policy = judged_by(tx.as_mut(), &entry, &decisions).await?;
        let feedback = feedback_with_weight(tx.as_mut(), &entry, &plain(&decisions)).await?;
        let taken_back = entry.withdrawal_is_due(self.now());
        let undo = decisions.last().and_then(|last| self.can_undo(&last.decision));
        let undo = undo.filter(|_| !taken_back);
        Ok(Some(EntryFacts {
            cluster,
            notes,
            priority,
            handling,
            claimed_by,
            taken_back,
            undo,
            reasons: known_reasons,
            feedback,
            entry,
            created_on,
            hashes: item.hashes,
            findings,
            policy,
            decisions,
        }))
    }

    /// What is known of an entry, for a member of staff: that they looked, and why it was there to be looked at, goes into
    /// the record of acts.
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
            reason: facts.occasion().as_str().to_owned(),
        };
        let mut tx = self.storage().begin().await?;
        tx.record(&deed).await?;
        tx.commit().await?;
        Ok(Some(facts))
    }
}

/// The version of its list's policy under which an entry was taken in: what was found then was judged by it, and what came to
/// light of it with a later submission by the one of that day. The decision with
/// which its history begins names that version; its own name differs where staff look at everything first.
async fn judged_by(
    tx: &mut dyn Transaction,
    entry: &Entry,
    decisions: &[DecisionFacts],
) -> Result<Option<Policy>, StorageError> {
    let first = decisions.first().map(|one| &one.decision.actor);
    let Some(Actor::Policy { name, version }) = first else {
        return Ok(None);
    };
    if Publication::parse(name).is_none() {
        return Ok(None);
    }
    let versions = tx.policies(&entry.list).await?;
    let mut policies = versions.into_iter().map(|one| one.policy);
    Ok(policies.find(|policy| policy.version == *version))
}

/// What was said of an entry, by whom, and what of it still bears on it.
async fn feedback_with_weight(
    tx: &mut dyn Transaction,
    entry: &Entry,
    decisions: &[Decision],
) -> Result<Vec<FeedbackFacts>, StorageError> {
    let given = tx.feedback_on(&entry.list, entry.id).await?;
    let counted = tx.counted_feedback_on(&entry.list, entry.id).await?;
    let settled = settled_at(decisions);
    // Also of those who no longer follow the list: what they said stands.
    let all = tx.all_subscribers().await?;
    let name = |id| all.iter().find(|one| one.id == id).map(|one| one.name.clone());
    let one_with = |own: &Counted| {
        let others = counted
            .iter()
            .filter(|other| other.group == own.group && other.word.subscriber != own.word.subscriber);
        others.filter_map(|other| name(other.word.subscriber)).collect()
    };
    let with_weight = given.into_iter().filter_map(|feedback| {
        let own = counted
            .iter()
            .find(|one| one.word.subscriber == feedback.subscriber);
        Some(FeedbackFacts {
            counts: own.is_some(),
            answered: !feedback.is_since(settled),
            one_with: own.map(one_with).unwrap_or_default(),
            subscriber: name(feedback.subscriber)?,
            feedback,
        })
    });
    Ok(with_weight.collect())
}

/// The last decision about an entry, with names.
pub(super) async fn last_decision(
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

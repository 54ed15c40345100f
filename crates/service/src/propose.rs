//! What takes two people: one proposes it, and it happens in the transaction in which another seconds it.
//!
//! To add a matter: its name in [`domain::proposal::Matter`], its variant in [`Terms`] with all that carrying it out
//! needs, and an arm in [`Terms::obstacle`] and in `carry_out`.

mod terms;

use std::{
    collections::{HashMap, HashSet},
    time::Duration,
};

use domain::{
    Timestamp,
    audit::{Act, Agent, Deed},
    id::{EntryId, ProposalId, StaffId},
    list::Policy,
    proposal::{Matter, Proposal, Settlement, Unsettled, Verdict, WAITS},
    staff::{Role, Staff},
};
use storage::{StorageError, Transaction};

use self::terms::{Done, carry_out};
pub use self::terms::{Obstacle, Terms};
use crate::{
    Service,
    bulk::ChosenFacts,
    reasons,
    screening::{ToMark, mark_alike, stops},
    tally::Counts,
};

/// The longest reason, in characters.
pub const MAX_REASON: usize = 1_000;
/// Whoever was let in by a colleague counts as the same person as that colleague for so long, where something takes two:
/// otherwise one admin alone could invite a second self. Whom an operator lets in is a person of their own at once.
pub const ACQUAINTED_AFTER: Duration = Duration::from_secs(30 * 24 * 3_600);
/// So many proposals of one person wait at most, so that all that wait can be shown.
pub const MOST_WAITING: usize = 20;
/// So many proposals are shown at most of those that are past.
const SHOWN: u32 = 100;

/// Why nothing was proposed.
#[derive(Debug, thiserror::Error)]
pub enum ProposeError {
    /// Their role is not for this matter.
    #[error("this role does not propose this")]
    NotAllowed,
    /// There is no reason, or it is too long.
    #[error("a reason has 1 to {MAX_REASON} characters")]
    Reason,
    /// The same is proposed already.
    #[error("the same waits for a second person already")]
    Waits,
    /// Enough of theirs wait.
    #[error("{MOST_WAITING} proposals of one person wait at most")]
    TooMany,
    /// It could not be carried out.
    #[error(transparent)]
    Obstacle(Obstacle),
    /// The database failed.
    #[error(transparent)]
    Storage(#[from] StorageError),
}

/// Why a proposal was not settled. Nothing changed.
#[derive(Debug, thiserror::Error)]
pub enum SettleError {
    /// There is no such proposal.
    #[error("there is no such proposal")]
    NotFound,
    /// It cannot be settled so.
    #[error(transparent)]
    Unsettled(#[from] Unsettled),
    /// One of the two let the other in, or one person both of them, directly or through others, not
    /// [`ACQUAINTED_AFTER`] ago.
    #[error("one of the two let the other in, or someone both of them, less than 30 days ago")]
    NotIndependent,
    /// Whoever proposed it could not propose it any more.
    #[error("whoever proposed this could not propose it any more")]
    ProposerGone,
    /// It cannot be carried out.
    #[error(transparent)]
    Obstacle(#[from] Obstacle),
    /// The database failed.
    #[error(transparent)]
    Storage(#[from] StorageError),
}

/// Why the keys are not rotated.
#[derive(Debug, thiserror::Error)]
pub enum RotationError {
    /// There are two admins, and they have not agreed.
    #[error(
        "this takes two people: let one admin propose it on the page \"Two people\" and another second it, then \
         run this again within three days"
    )]
    TakesTwo,
    /// The database failed.
    #[error(transparent)]
    Storage(#[from] StorageError),
}

/// A proposal, with names in place of ids.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ProposalFacts {
    /// The proposal.
    pub proposal: Proposal,
    /// What it proposes; `None` where a later version wrote it.
    pub terms: Option<Terms>,
    /// The names of the staff that it mentions.
    pub names: HashMap<StaffId, String>,
    /// The name of the organisation that it is about.
    pub organisation: Option<String>,
    /// The policy that it changes, where it changes one.
    pub changes: Option<Policy>,
    /// The entries that it would decide about, while it waits.
    pub entries: Vec<ChosenFacts>,
    /// The reason that it would give for that, where staff have put it in words of their own.
    pub own_reason: Option<String>,
    /// Until when either of the two can take back what it did, while they can.
    pub undo_until: Option<Timestamp>,
}

impl ProposalFacts {
    /// Someone's name.
    pub fn name(&self, staff: StaffId) -> Option<&str> {
        self.names.get(&staff).map(String::as_str)
    }
}

/// Every proposal that matters now.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Proposals {
    /// Those that wait for a second person, the oldest first.
    pub waiting: Vec<ProposalFacts>,
    /// Those that have ended or whose time is up, the newest first.
    pub past: Vec<ProposalFacts>,
}

impl Service {
    /// Proposes something that takes two people.
    ///
    /// # Errors
    /// Where their role is not for it, it makes no sense, or it is proposed already.
    pub async fn propose(&self, by: &Staff, terms: &Terms, reason: &str) -> Result<ProposalId, ProposeError> {
        let matter = terms.matter();
        if !matter.is_for(by.role) {
            return Err(ProposeError::NotAllowed);
        }
        let reason = reason.trim();
        if !(1..=MAX_REASON).contains(&reason.chars().count()) {
            return Err(ProposeError::Reason);
        }
        let now = self.now();
        let proposal = Proposal {
            id: ProposalId::draw(self.entropy()),
            matter,
            terms: terms.text(),
            reason: reason.to_owned(),
            proposed_by: by.id,
            proposed_at: now,
            expires_at: now.plus(WAITS),
            settlement: None,
            carried_out_at: None,
            reached: None,
            undone: None,
        };
        let mut tx = self.storage().begin().await?;
        terms.lock(tx.as_mut(), &[], &[]).await?;
        // Of two who propose at once, the second waits here, and then sees what waits.
        let mut proposed = deed(&proposal, by, Act::Proposed, now);
        // Auditors read no proposals.
        proposed.reason = format!("{}: {reason}", proposed.reason);
        tx.record(&proposed).await?;
        if let Some(obstacle) = terms.obstacle(tx.as_mut(), now).await? {
            return Err(ProposeError::Obstacle(obstacle));
        }
        let waiting = tx.waiting_proposals(now, u32::MAX).await?;
        if waiting.iter().any(|other| other.terms == proposal.terms) {
            return Err(ProposeError::Waits);
        }
        let theirs = waiting.iter().filter(|other| other.proposed_by == by.id);
        if theirs.count() >= MOST_WAITING {
            return Err(ProposeError::TooMany);
        }
        tx.add_proposal(&proposal).await?;
        tx.commit().await?;
        Ok(proposal.id)
    }

    /// Is the second person, or ends a proposal without it. Where it is seconded it is carried out in the same
    /// transaction, except for what only the command line can do.
    ///
    /// # Errors
    /// Where it has ended, they cannot be the one who ends it so, or it cannot be carried out.
    pub async fn settle(
        &self,
        by: &Staff,
        proposal: ProposalId,
        verdict: Verdict,
    ) -> Result<(), SettleError> {
        let now = self.now();
        let alike = if verdict == Verdict::Seconded {
            self.alike_of_many(proposal).await?
        } else {
            ToMark::default()
        };
        let mut tx = self.storage().begin().await?;
        let found = tx.lookup_proposal(proposal).await?;
        let proposal = found.ok_or(SettleError::NotFound)?.settle(verdict, by, now)?;
        let terms = Terms::parse(&proposal.terms);
        if let (Verdict::Seconded, Some(terms)) = (verdict, &terms) {
            let involved = [proposal.proposed_by, by.id];
            terms.lock(tx.as_mut(), &involved, &alike.entries).await?;
        }
        let settlement = Settlement {
            verdict,
            by: by.id,
            at: now,
        };
        if !tx.settle_proposal(proposal.id, settlement).await? {
            return Err(Unsettled::Settled(verdict).into());
        }
        let mut counts = Counts::default();
        // Before the end of the record is held, for which everyone else waits.
        mark_alike(tx.as_mut(), &alike, now, &mut counts).await?;
        let deed = deed(&proposal, by, act_of(verdict), now);
        tx.record(&deed).await?;
        if verdict == Verdict::Seconded {
            let author = tx.lookup_staff(proposal.proposed_by).await?;
            let still = |author: Staff| author.ended_at.is_none() && proposal.matter.is_for(author.role);
            if !author.is_some_and(still) {
                return Err(SettleError::ProposerGone);
            }
            let since = now.minus(ACQUAINTED_AFTER);
            let author = circle(tx.as_mut(), proposal.proposed_by, since).await?;
            let second = circle(tx.as_mut(), by.id, since).await?;
            if !author.is_disjoint(&second) {
                return Err(SettleError::NotIndependent);
            }
            let terms = terms.ok_or(Obstacle::Gone)?;
            if let Some(obstacle) = terms.obstacle(tx.as_mut(), now).await? {
                return Err(obstacle.into());
            }
            match carry_out(tx.as_mut(), &proposal, &terms, &deed, &mut counts).await {
                // Another proposal about the same list was seconded at the same moment and was quicker.
                Err(StorageError::Constraint(name)) if name == "agreed_policy_pk" => {
                    return Err(Obstacle::Overtaken.into());
                }
                Err(error) => return Err(error.into()),
                Ok(Done::Agreed) => {}
                Ok(Done::All(reached)) => {
                    tx.carry_out_proposal(proposal.id, now, reached).await?;
                }
            }
            self.count(tx.as_mut(), now, counts).await?;
        }
        tx.commit().await?;
        Ok(())
    }

    /// What else is on a list with the pictures that one decision about many takes off it, beside what it reaches.
    async fn alike_of_many(&self, proposal: ProposalId) -> Result<ToMark, StorageError> {
        let mut tx = self.storage().read().await?;
        let found = tx.lookup_proposal(proposal).await?;
        match found.and_then(|found| Terms::parse(&found.terms)) {
            Some(Terms::BulkDecision(many)) if many.action().is_some_and(stops) => {
                let facts = many.facts(tx.as_mut(), self.now()).await?;
                let reached = facts.iter().filter(|chosen| !chosen.stays);
                let reached: Vec<EntryId> = reached.map(|chosen| chosen.entry).collect();
                drop(tx);
                let mut alike = self.having_pictures_of(&reached).await?;
                alike.entries.retain(|entry| !reached.contains(entry));
                Ok(alike)
            }
            _ => Ok(ToMark::default()),
        }
    }

    /// What waits for a second person, and what became of earlier proposals.
    ///
    /// # Errors
    /// Where the database fails.
    pub async fn proposals(&self) -> Result<Proposals, StorageError> {
        let now = self.now();
        let mut tx = self.storage().read().await?;
        let waiting = tx.waiting_proposals(now, u32::MAX).await?;
        let past = tx.past_proposals(now, SHOWN).await?;
        let mut proposals = Proposals::default();
        for proposal in waiting {
            proposals.waiting.push(facts(tx.as_mut(), proposal, now).await?);
        }
        for proposal in past {
            proposals.past.push(facts(tx.as_mut(), proposal, now).await?);
        }
        Ok(proposals)
    }

    /// The proposal under which the operator's secret may be replaced now; `None` where there are fewer than two
    /// admins, so that nobody could be the second person.
    ///
    /// # Errors
    /// Where there are two admins and no two have agreed.
    pub async fn rotation_permit(&self) -> Result<Option<ProposalId>, RotationError> {
        let mut tx = self.storage().read().await?;
        let seconded = tx.seconded_proposal(Matter::KeyRotation, self.now()).await?;
        match seconded {
            Some(proposal) => Ok(Some(proposal.id)),
            None if has_two_admins(tx.as_mut()).await? => Err(RotationError::TakesTwo),
            None => Ok(None),
        }
    }
}

/// Ends a proposal because what it is about was decided without it, in the caller's transaction, which holds it.
pub(crate) async fn end(
    tx: &mut dyn Transaction,
    proposal: &Proposal,
    by: &Staff,
    why: &str,
    at: Timestamp,
) -> Result<(), StorageError> {
    let verdict = if proposal.proposed_by == by.id {
        Verdict::TakenBack
    } else {
        Verdict::Declined
    };
    let settlement = Settlement {
        verdict,
        by: by.id,
        at,
    };
    tx.settle_proposal(proposal.id, settlement).await?;
    let mut ended = deed(proposal, by, act_of(verdict), at);
    ended.reason = format!("{}: {why}", ended.reason);
    tx.record(&ended).await?;
    Ok(())
}

/// Someone, with whoever let them in after `since`, whoever let those in, and so on.
async fn circle(
    tx: &mut dyn Transaction,
    staff: StaffId,
    since: Timestamp,
) -> Result<HashSet<StaffId>, StorageError> {
    let mut circle = HashSet::from([staff]);
    let mut newest = staff;
    while let Some(by) = tx.let_in_by(newest, since).await? {
        if !circle.insert(by) {
            break;
        }
        newest = by;
    }
    Ok(circle)
}

/// Whether two people can agree as admins.
pub(crate) async fn has_two_admins(tx: &mut dyn Transaction) -> Result<bool, StorageError> {
    let staff = tx.staff().await?;
    let admins = staff
        .iter()
        .filter(|one| one.role == Role::Admin && one.ended_at.is_none());
    Ok(admins.count() >= 2)
}

async fn facts(
    tx: &mut dyn Transaction,
    proposal: Proposal,
    now: Timestamp,
) -> Result<ProposalFacts, StorageError> {
    let terms = Terms::parse(&proposal.terms);
    let settled_by = proposal.settlement.map(|end| end.by);
    let mentioned = terms.as_ref().and_then(Terms::mentioned);
    let mut names = HashMap::new();
    let undone_by = proposal.undone.map(|undone| undone.by);
    for id in [Some(proposal.proposed_by), settled_by, mentioned, undone_by]
        .into_iter()
        .flatten()
    {
        if let Some(staff) = tx.lookup_staff(id).await? {
            names.insert(id, staff.name);
        }
    }
    let organisation = match &terms {
        Some(Terms::NewPlatform { application }) => tx.lookup_application(*application).await?,
        _ => None,
    };
    let entries = match &terms {
        Some(Terms::BulkDecision(bulk)) if proposal.waits(now) => bulk.facts(tx, now).await?,
        _ => Vec::new(),
    };
    let own_reason = match &terms {
        Some(Terms::BulkDecision(bulk)) => reasons::own(tx, &bulk.reason).await?,
        _ => None,
    };
    let changes = match &terms {
        Some(Terms::PolicyChange(change)) => change.before(tx).await?,
        _ => None,
    };
    Ok(ProposalFacts {
        undo_until: proposal.undo_until().filter(|until| now < *until),
        proposal,
        terms,
        names,
        organisation: organisation.map(|application| application.organisation),
        changes,
        entries,
        own_reason,
    })
}

const fn act_of(verdict: Verdict) -> Act {
    match verdict {
        Verdict::Seconded => Act::Seconded,
        Verdict::Declined => Act::Declined,
        Verdict::TakenBack => Act::TookBack,
    }
}

fn deed(proposal: &Proposal, by: &Staff, act: Act, at: Timestamp) -> Deed {
    Deed {
        at,
        actor: Agent::Staff(by.id),
        act,
        subject: proposal.id.to_string(),
        reason: proposal.matter.as_str().to_owned(),
    }
}

//! What takes two people: one proposes it, another seconds it, and only then does it happen.
//!
//! ```text
//! waiting ── second ──▶ seconded ── carry out ──▶ carried out
//!    ├────── decline ─▶ declined
//!    ├────── take back ▶ taken back
//!    └── (its time is up)
//! ```
//! Most matters are carried out in the transaction in which they are seconded. The rotation of the operator's keys
//! needs the key file, so it is carried out afterwards, on the command line, within the proposal's time.

use std::time::Duration;

use crate::{
    Timestamp,
    decision::UNDO,
    id::{ProposalId, StaffId},
    staff::{Right, Role, Staff},
};

/// A proposal waits so long for a second person, and a seconded one so long for the command line.
pub const WAITS: Duration = Duration::from_secs(3 * 24 * 3_600);

/// What cannot be taken back lightly.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Matter {
    /// Someone is to be an admin.
    NewAdmin,
    /// The operator's secret is to be replaced.
    KeyRotation,
    /// Many entries are to be decided about at once.
    BulkDecision,
    /// An organisation is to follow lists.
    NewPlatform,
    /// Another policy is to say how submissions get on a list.
    PolicyChange,
}

impl Matter {
    /// Every matter.
    pub const ALL: [Self; 5] = [
        Self::NewAdmin,
        Self::KeyRotation,
        Self::BulkDecision,
        Self::NewPlatform,
        Self::PolicyChange,
    ];

    /// The name in storage.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::NewAdmin => "new-admin",
            Self::KeyRotation => "key-rotation",
            Self::BulkDecision => "bulk-decision",
            Self::NewPlatform => "new-platform",
            Self::PolicyChange => "policy-change",
        }
    }

    /// The matter of that name.
    pub fn parse(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|matter| matter.as_str() == name)
    }

    /// Who may propose it, and be the second person.
    pub const fn is_for(self, role: Role) -> bool {
        match self {
            Self::NewAdmin | Self::KeyRotation => matches!(role, Role::Admin),
            Self::BulkDecision | Self::PolicyChange => role.leads(),
            Self::NewPlatform => role.may(Right::Propose),
        }
    }
}

/// How a proposal ended.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Verdict {
    /// A second person wants it too.
    Seconded,
    /// A second person does not want it.
    Declined,
    /// Whoever proposed it no longer wants it.
    TakenBack,
}

impl Verdict {
    /// Every verdict.
    pub const ALL: [Self; 3] = [Self::Seconded, Self::Declined, Self::TakenBack];

    /// The name in storage.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Seconded => "seconded",
            Self::Declined => "declined",
            Self::TakenBack => "taken-back",
        }
    }

    /// The verdict of that name.
    pub fn parse(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|verdict| verdict.as_str() == name)
    }
}

/// The end of a proposal.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Settlement {
    /// How it ended.
    pub verdict: Verdict,
    /// Who ended it.
    pub by: StaffId,
    /// When.
    pub at: Timestamp,
}

/// That one decision about many entries was taken back.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Undone {
    /// Who took it back.
    pub by: StaffId,
    /// When.
    pub at: Timestamp,
    /// About how many entries; the others had moved on.
    pub entries: u32,
}

/// One thing that takes two people.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Proposal {
    /// Its id.
    pub id: ProposalId,
    /// What it is about.
    pub matter: Matter,
    /// All that is needed to carry it out, as the use cases wrote it (JSON). Nothing about a survivor.
    pub terms: String,
    /// Why, in the words of whoever proposes it; 1 to 1,000 characters.
    pub reason: String,
    /// Who proposed it.
    pub proposed_by: StaffId,
    /// When.
    pub proposed_at: Timestamp,
    /// From when on it can no longer be seconded or carried out.
    pub expires_at: Timestamp,
    /// Its end; `None` while it waits.
    pub settlement: Option<Settlement>,
    /// When it was carried out.
    pub carried_out_at: Option<Timestamp>,
    /// How many entries it decided about, where it was one decision about many and is carried out.
    pub reached: Option<u32>,
    /// That it was taken back afterwards, where it was one decision about many.
    pub undone: Option<Undone>,
}

/// Why a proposal cannot be settled so.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum Unsettled {
    /// It has ended already.
    #[error("it was {} already", .0.as_str())]
    Settled(Verdict),
    /// Nobody seconded it in time.
    #[error("its time is up")]
    Expired,
    /// Whoever proposed it cannot be the second person.
    #[error("it takes a second person")]
    SamePerson,
    /// Only whoever proposed it takes it back.
    #[error("someone else proposed it")]
    NotTheirs,
    /// Their role is not for this matter.
    #[error("this role is not for this matter")]
    NotAllowed,
}

impl Proposal {
    /// Whether it waits for a second person.
    pub fn waits(&self, now: Timestamp) -> bool {
        self.settlement.is_none() && now < self.expires_at
    }

    /// Whether it is this person's as much as anybody's: they proposed it, or were the second person.
    pub fn is_of(&self, staff: StaffId) -> bool {
        let seconded_by = self
            .settlement
            .filter(|end| end.verdict == Verdict::Seconded)
            .map(|end| end.by);
        self.proposed_by == staff || seconded_by == Some(staff)
    }

    /// Until when what it did can be taken back: one decision about many entries, a minute after it was carried out and
    /// once. `None` where it cannot be taken back at all.
    pub fn undo_until(&self) -> Option<Timestamp> {
        let undoable = self.matter == Matter::BulkDecision && self.undone.is_none();
        self.carried_out_at.filter(|_| undoable).map(|at| at.plus(UNDO))
    }

    /// Ends it.
    ///
    /// # Errors
    /// Where it has ended, or they cannot be the one who ends it so.
    pub fn settle(self, verdict: Verdict, by: &Staff, now: Timestamp) -> Result<Self, Unsettled> {
        if let Some(end) = self.settlement {
            return Err(Unsettled::Settled(end.verdict));
        }
        if now >= self.expires_at {
            return Err(Unsettled::Expired);
        }
        let theirs = self.proposed_by == by.id;
        match verdict {
            Verdict::TakenBack if !theirs => return Err(Unsettled::NotTheirs),
            Verdict::Seconded | Verdict::Declined if theirs => return Err(Unsettled::SamePerson),
            Verdict::Seconded | Verdict::Declined if !self.matter.is_for(by.role) => {
                return Err(Unsettled::NotAllowed);
            }
            Verdict::Seconded | Verdict::Declined | Verdict::TakenBack => {}
        }
        let settlement = Settlement {
            verdict,
            by: by.id,
            at: now,
        };
        Ok(Self {
            settlement: Some(settlement),
            ..self
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const NOW: Timestamp = Timestamp::from_seconds(1_767_268_800);

    fn someone(id: u8, role: Role) -> Staff {
        Staff {
            id: StaffId::from_bytes([id; 16]),
            name: format!("person {id}"),
            role,
            passphrase_verifier: String::new(),
            key_generation: 1,
            failed_attempts: 0,
            next_attempt_at: None,
            ended_at: None,
        }
    }

    fn proposal() -> Proposal {
        Proposal {
            id: ProposalId::from_bytes([9; 16]),
            matter: Matter::NewAdmin,
            terms: "{}".to_owned(),
            reason: "we need another one".to_owned(),
            proposed_by: StaffId::from_bytes([1; 16]),
            proposed_at: NOW,
            expires_at: NOW.plus(WAITS),
            settlement: None,
            carried_out_at: None,
            reached: None,
            undone: None,
        }
    }

    #[test]
    fn a_second_admin_seconds_and_the_first_cannot() {
        let (first, second) = (someone(1, Role::Admin), someone(2, Role::Admin));
        assert_eq!(
            proposal().settle(Verdict::Seconded, &first, NOW),
            Err(Unsettled::SamePerson)
        );
        let seconded = proposal().settle(Verdict::Seconded, &second, NOW).unwrap();
        let end = Settlement {
            verdict: Verdict::Seconded,
            by: second.id,
            at: NOW,
        };
        assert_eq!(seconded.settlement, Some(end));
        assert_eq!(
            seconded.settle(Verdict::Declined, &second, NOW),
            Err(Unsettled::Settled(Verdict::Seconded))
        );
    }

    #[test]
    fn only_its_roles_settle_it_and_only_its_author_takes_it_back() {
        for role in [Role::Reviewer, Role::Lead, Role::Auditor] {
            for verdict in [Verdict::Seconded, Verdict::Declined] {
                assert_eq!(
                    proposal().settle(verdict, &someone(2, role), NOW),
                    Err(Unsettled::NotAllowed)
                );
            }
        }
        assert_eq!(
            proposal().settle(Verdict::TakenBack, &someone(2, Role::Admin), NOW),
            Err(Unsettled::NotTheirs)
        );
        let back = proposal().settle(Verdict::TakenBack, &someone(1, Role::Lead), NOW);
        let ended = back.unwrap().settlement.map(|end| end.verdict);
        assert_eq!(ended, Some(Verdict::TakenBack), "whatever their role is by now");
    }

    #[test]
    fn nothing_is_seconded_after_its_time() {
        let late = NOW.plus(WAITS);
        assert!(proposal().waits(NOW) && !proposal().waits(late));
        assert_eq!(
            proposal().settle(Verdict::Seconded, &someone(2, Role::Admin), late),
            Err(Unsettled::Expired)
        );
    }

    #[test]
    fn one_decision_about_many_is_taken_back_by_either_of_the_two_within_a_minute() {
        let (first, second) = (someone(1, Role::Lead), someone(2, Role::Admin));
        let about_many = Proposal {
            matter: Matter::BulkDecision,
            ..proposal()
        };
        assert_eq!(about_many.undo_until(), None, "nothing was done yet");
        let declined = about_many
            .clone()
            .settle(Verdict::Declined, &second, NOW)
            .unwrap();
        assert!(declined.is_of(first.id) && !declined.is_of(second.id));
        let done = Proposal {
            carried_out_at: Some(NOW),
            ..about_many.settle(Verdict::Seconded, &second, NOW).unwrap()
        };
        assert_eq!(done.undo_until(), Some(NOW.plus(UNDO)));
        assert!(done.is_of(first.id) && done.is_of(second.id));
        assert!(!done.is_of(StaffId::from_bytes([3; 16])));
        let undone = Undone {
            by: first.id,
            at: NOW,
            entries: 1,
        };
        let undone = Proposal {
            undone: Some(undone),
            ..done.clone()
        };
        assert_eq!(undone.undo_until(), None, "once");
        let new_admin = Proposal {
            matter: Matter::NewAdmin,
            ..done
        };
        assert_eq!(new_admin.undo_until(), None, "for which there are other ways");
    }

    #[test]
    fn matters_and_verdicts_read_back_from_their_names() {
        for matter in Matter::ALL {
            assert_eq!(Matter::parse(matter.as_str()), Some(matter));
        }
        for verdict in Verdict::ALL {
            assert_eq!(Verdict::parse(verdict.as_str()), Some(verdict));
        }
    }
}

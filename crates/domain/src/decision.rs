//! The recorded reason for an entry's state.

use std::time::Duration;

use crate::{
    Timestamp,
    entry::Action,
    id::{DecisionId, EntryId, StaffId},
};

/// What staff decided, about one entry or about many, can be taken back for so long by whoever decided it.
pub const UNDO: Duration = Duration::from_secs(60);

/// Why a rule rejects what nobody has decided about in time. Its owner is told that, and not that it could not be used.
pub const NOT_REVIEWED_IN_TIME: &str = "not-reviewed-in-time";

/// Who decided.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Actor {
    /// A rule, by name and version.
    Policy {
        /// The policy's name.
        name: String,
        /// The version that was in force.
        version: u32,
    },
    /// A member of staff.
    Staff(StaffId),
    /// The person whose case it is. Nothing more is known of them.
    CaseHolder,
}

/// Who did what to an entry, and why.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Decision {
    /// Its own id.
    pub id: DecisionId,
    /// The entry that it is about.
    pub entry: EntryId,
    /// Who decided.
    pub actor: Actor,
    /// What was done.
    pub action: Action,
    /// Why, as one of the reasons that the house offers (kebab-case).
    pub reason: String,
    /// What a member of staff added, at most 2,000 characters.
    pub note: Option<String>,
    /// When. For a rule and a case holder only the day, because theirs is the moment of a survivor's act.
    pub made_at: Timestamp,
}

/// Those of an entry's decisions that were not taken back, in order.
pub fn standing(decisions: &[Decision]) -> Vec<&Decision> {
    let mut standing = Vec::with_capacity(decisions.len());
    for decision in decisions {
        if decision.action == Action::TakeBack {
            standing.pop();
        } else {
            standing.push(decision);
        }
    }
    standing
}

/// When staff last answered what was open about an entry, of all decisions about it: what was said before that is
/// answered. Asking for someone else's look answers nothing, and neither does what was taken back.
pub fn settled_at(decisions: &[Decision]) -> Option<Timestamp> {
    let by_staff = |decision: &&&Decision| matches!(decision.actor, Actor::Staff(_));
    standing(decisions)
        .iter()
        .rev()
        .find(|decision| by_staff(decision) && decision.action.settles())
        .map(|decision| decision.made_at)
}

/// Who asks for someone else's look: whoever of staff decided last, of all decisions about an entry, if that was an
/// escalation.
pub fn escalated_by(decisions: &[Decision]) -> Option<StaffId> {
    let standing = standing(decisions);
    let by_staff = standing.iter().rev().find_map(|decision| match decision.actor {
        Actor::Staff(staff) => Some((staff, decision.action)),
        Actor::Policy { .. } | Actor::CaseHolder => None,
    });
    by_staff
        .filter(|(_, action)| *action == Action::Escalate)
        .map(|(staff, _)| staff)
}

/// Reasons that staff can give, by action. The texts are in the message files under the same names.
pub const fn reasons(action: Action) -> &'static [&'static str] {
    match action {
        Action::Confirm => &["facts-consistent", "platform-confirmed"],
        Action::Reject => &[
            "public-content",
            "low-information",
            "not-in-scope",
            "abuse-of-service",
        ],
        Action::Suspend => &["disputed", "unusual-pattern", "needs-second-look"],
        Action::Reinstate => &["dispute-settled", "suspended-in-error"],
        Action::Escalate => &["unsure", "conflict-of-interest", "needs-lead"],
        Action::Publish | Action::Hold | Action::Withdraw | Action::TakeBack => &[],
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn decided(actor: Actor, action: Action, at: i64) -> Decision {
        Decision {
            id: DecisionId::from_bytes([1; 16]),
            entry: EntryId::from_bytes([1; 16]),
            actor,
            action,
            reason: "unsure".to_owned(),
            note: None,
            made_at: Timestamp::from_millis(at),
        }
    }

    #[test]
    fn whoever_escalated_last_asks_until_staff_decide() {
        let staff = |id, action| decided(Actor::Staff(StaffId::from_bytes([id; 16])), action, 1);
        let rule = Actor::Policy {
            name: "disputes".to_owned(),
            version: 1,
        };
        let mut decisions = vec![staff(1, Action::Confirm)];
        assert_eq!(escalated_by(&decisions), None);
        decisions.push(staff(2, Action::Escalate));
        decisions.push(decided(rule, Action::Suspend, 1));
        assert_eq!(escalated_by(&decisions), Some(StaffId::from_bytes([2; 16])));
        decisions.push(staff(1, Action::Reject));
        assert_eq!(escalated_by(&decisions), None);
        decisions.push(staff(1, Action::TakeBack));
        assert_eq!(escalated_by(&decisions), Some(StaffId::from_bytes([2; 16])));
    }

    #[test]
    fn only_an_answer_of_staff_that_stands_settles_what_was_said() {
        let staff = |action, at| decided(Actor::Staff(StaffId::from_bytes([2; 16])), action, at);
        let rule = Actor::Policy {
            name: "screening".to_owned(),
            version: 1,
        };
        let mut decisions = vec![decided(rule, Action::Confirm, 1), staff(Action::Escalate, 2)];
        assert_eq!(settled_at(&decisions), None);
        decisions.push(staff(Action::Confirm, 3));
        assert_eq!(settled_at(&decisions), Some(Timestamp::from_millis(3)));
        decisions.extend([staff(Action::Reject, 4), staff(Action::TakeBack, 5)]);
        assert_eq!(settled_at(&decisions), Some(Timestamp::from_millis(3)));
        let last = standing(&decisions).last().map(|decision| decision.action);
        assert_eq!(last, Some(Action::Confirm));
    }
}

//! The recorded reason for an entry's state.

use crate::{
    Timestamp,
    entry::Action,
    id::{DecisionId, EntryId, StaffId},
};

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

//! Who can act, and what acts there are.

use crate::id::{StaffId, SubscriberId};

/// Who acted.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Agent {
    /// Whoever has the command line.
    Operator,
    /// A member of staff.
    Staff(StaffId),
    /// Someone who signed in for a platform.
    Platform(SubscriberId),
    /// Someone who did not prove who they are.
    Unknown,
}

/// What stands before the id of a platform.
const PLATFORM: &str = "platform ";

impl Agent {
    /// The name of an agent that [`Display`](std::fmt::Display) wrote.
    pub fn parse(text: &str) -> Option<Self> {
        match text {
            "operator" => Some(Self::Operator),
            "unknown" => Some(Self::Unknown),
            text => match text.strip_prefix(PLATFORM) {
                Some(id) => SubscriberId::parse(id).ok().map(Self::Platform),
                None => StaffId::parse(text).ok().map(Self::Staff),
            },
        }
    }
}

/// `operator`, the id of the member of staff, `platform` and the subscriber's id, or `unknown`.
impl std::fmt::Display for Agent {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self {
            Self::Operator => f.write_str("operator"),
            Self::Unknown => f.write_str("unknown"),
            Self::Staff(id) => id.fmt(f),
            Self::Platform(id) => write!(f, "{PLATFORM}{id}"),
        }
    }
}

/// What was done.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Act {
    /// Signed in.
    SignedIn,
    /// Signed out.
    SignedOut,
    /// Looked at everything that is known of an entry.
    ViewedEntry,
    /// Decided about an entry.
    Decided,
    /// Gave someone an account.
    AddedStaff,
    /// Gave someone a new seed for sign-in codes.
    EnrolledStaff,
    /// Let an organisation follow lists.
    AddedSubscriber,
    /// Stopped an organisation from reading.
    SuspendedSubscriber,
    /// Let an organisation read again.
    ResumedSubscriber,
    /// Changed which lists an organisation reads, or what it says of itself.
    ChangedSubscriber,
    /// Set, switched or gave up where a platform is woken, or renewed its secret.
    ChangedWebhook,
    /// Invited someone to make the account of a platform.
    InvitedPlatform,
    /// Made an account of a platform.
    MadeAccount,
    /// Looked at an organisation's application, with how to reach it.
    ViewedApplication,
    /// Looked at how to reach an organisation.
    ViewedContact,
    /// Declined an organisation's application.
    DeclinedApplication,
    /// Gave a subscriber another key.
    IssuedKey,
    /// Took a subscriber's key back, at once or from a moment on.
    RevokedKey,
    /// Let a subscriber hand in hashes, or no longer.
    ChangedContribution,
    /// Noted with whom a subscriber acts.
    ChangedGroup,
    /// Asked for what is known of a case, whether there is one of that number or not.
    Disclosed,
    /// Began to use a new generation of the operator's secret.
    RotatedKeys,
    /// Gave up an old generation of the operator's secret.
    RetiredKeys,
    /// Proposed what takes two people.
    Proposed,
    /// Was the second person, with which it was carried out or may be.
    Seconded,
    /// Did not want it.
    Declined,
    /// Took back their own proposal.
    TookBack,
    /// Gave someone another role.
    ChangedRole,
    /// Invited someone to an account, or to set theirs up anew.
    Invited,
    /// Took an invitation back.
    Uninvited,
    /// Took an invitation up.
    JoinedStaff,
    /// Ended someone's account.
    EndedStaff,
    /// Chose another passphrase.
    ChangedPassphrase,
    /// Made a passkey.
    AddedPasskey,
    /// Removed a passkey.
    RemovedPasskey,
    /// Made new codes on paper.
    RenewedRecoveryCodes,
    /// Ended other sessions of their own.
    EndedSessions,
    /// Proved who they are before something sensitive.
    Confirmed,
    /// Read the record of acts.
    ReadAudit,
    /// Took a copy of the record of acts.
    ExportedAudit,
    /// Added pictures that anyone may know.
    AddedKnown,
    /// Removed pictures that anyone may know.
    RemovedKnown,
    /// Took an entry, so that nobody else works on it.
    Claimed,
    /// Gave an entry back.
    Released,
    /// Put an entry off.
    PutOff,
    /// Wrote a note about an entry.
    WroteNote,
    /// Took a decision about an entry back.
    Undid,
    /// Changed the reasons that can be given.
    EditedReasons,
    /// Gave a list another policy.
    ChangedPolicy,
    /// Wrote a whole list to a file.
    ExportedList,
    /// Took the evidence of what a platform was served.
    ExportedEvidence,
    /// Copied the whole database.
    BackedUp,
    /// Ended an account of a platform.
    EndedPlatformAccount,
    /// Tried to sign in to someone's account, and was refused.
    RefusedSignIn,
}

impl Act {
    /// Every act.
    pub const ALL: [Self; 54] = [
        Self::SignedIn,
        Self::SignedOut,
        Self::ViewedEntry,
        Self::Decided,
        Self::AddedStaff,
        Self::EnrolledStaff,
        Self::AddedSubscriber,
        Self::SuspendedSubscriber,
        Self::ResumedSubscriber,
        Self::ChangedSubscriber,
        Self::ChangedWebhook,
        Self::InvitedPlatform,
        Self::MadeAccount,
        Self::ViewedApplication,
        Self::ViewedContact,
        Self::DeclinedApplication,
        Self::IssuedKey,
        Self::RevokedKey,
        Self::ChangedContribution,
        Self::ChangedGroup,
        Self::Disclosed,
        Self::RotatedKeys,
        Self::RetiredKeys,
        Self::Proposed,
        Self::Seconded,
        Self::Declined,
        Self::TookBack,
        Self::ChangedRole,
        Self::Invited,
        Self::Uninvited,
        Self::JoinedStaff,
        Self::EndedStaff,
        Self::ChangedPassphrase,
        Self::AddedPasskey,
        Self::RemovedPasskey,
        Self::RenewedRecoveryCodes,
        Self::EndedSessions,
        Self::Confirmed,
        Self::ReadAudit,
        Self::ExportedAudit,
        Self::AddedKnown,
        Self::RemovedKnown,
        Self::Claimed,
        Self::Released,
        Self::PutOff,
        Self::WroteNote,
        Self::Undid,
        Self::EditedReasons,
        Self::ChangedPolicy,
        Self::ExportedList,
        Self::ExportedEvidence,
        Self::BackedUp,
        Self::EndedPlatformAccount,
        Self::RefusedSignIn,
    ];

    /// The name in storage and in exports.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::SignedIn => "signed-in",
            Self::SignedOut => "signed-out",
            Self::ViewedEntry => "viewed-entry",
            Self::Decided => "decided",
            Self::AddedStaff => "added-staff",
            Self::EnrolledStaff => "enrolled-staff",
            Self::AddedSubscriber => "added-subscriber",
            Self::SuspendedSubscriber => "suspended-subscriber",
            Self::ResumedSubscriber => "resumed-subscriber",
            Self::ChangedSubscriber => "changed-subscriber",
            Self::ChangedWebhook => "changed-webhook",
            Self::InvitedPlatform => "invited-platform",
            Self::MadeAccount => "made-account",
            Self::ViewedApplication => "viewed-application",
            Self::ViewedContact => "viewed-contact",
            Self::DeclinedApplication => "declined-application",
            Self::IssuedKey => "issued-key",
            Self::RevokedKey => "revoked-key",
            Self::ChangedContribution => "changed-contribution",
            Self::ChangedGroup => "changed-group",
            Self::Disclosed => "disclosed",
            Self::RotatedKeys => "rotated-keys",
            Self::RetiredKeys => "retired-keys",
            Self::Proposed => "proposed",
            Self::Seconded => "seconded",
            Self::Declined => "declined",
            Self::TookBack => "took-back",
            Self::ChangedRole => "changed-role",
            Self::Invited => "invited",
            Self::Uninvited => "uninvited",
            Self::JoinedStaff => "joined-staff",
            Self::EndedStaff => "ended-staff",
            Self::ChangedPassphrase => "changed-passphrase",
            Self::AddedPasskey => "added-passkey",
            Self::RemovedPasskey => "removed-passkey",
            Self::RenewedRecoveryCodes => "renewed-recovery-codes",
            Self::EndedSessions => "ended-sessions",
            Self::Confirmed => "confirmed",
            Self::ReadAudit => "read-audit",
            Self::ExportedAudit => "exported-audit",
            Self::AddedKnown => "added-known",
            Self::RemovedKnown => "removed-known",
            Self::Claimed => "claimed",
            Self::Released => "released",
            Self::PutOff => "put-off",
            Self::WroteNote => "wrote-note",
            Self::Undid => "undid",
            Self::EditedReasons => "edited-reasons",
            Self::ChangedPolicy => "changed-policy",
            Self::ExportedList => "exported-list",
            Self::ExportedEvidence => "exported-evidence",
            Self::BackedUp => "backed-up",
            Self::EndedPlatformAccount => "ended-platform-account",
            Self::RefusedSignIn => "refused-sign-in",
        }
    }

    /// The act of that name.
    pub fn parse(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|act| act.as_str() == name)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn agents_and_acts_read_back_from_their_names() {
        for agent in [
            Agent::Operator,
            Agent::Staff(StaffId::from_bytes([7; 16])),
            Agent::Platform(SubscriberId::from_bytes([7; 16])),
            Agent::Unknown,
        ] {
            assert_eq!(Agent::parse(&agent.to_string()), Some(agent));
        }
        for act in Act::ALL {
            assert_eq!(Act::parse(act.as_str()), Some(act));
        }
    }
}

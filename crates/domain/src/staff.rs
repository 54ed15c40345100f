//! The people who moderate. They never see a picture, only facts about hashes.

use crate::{Timestamp, id::StaffId};

/// What a role can allow.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Right {
    /// Looks at entries and decides on them.
    Review,
    /// Takes part in what takes two people; in which matters, [`Matter::is_for`] says.
    ///
    /// [`Matter::is_for`]: crate::proposal::Matter::is_for
    Propose,
    /// Manages who works here.
    Manage,
    /// Reads the record of acts.
    Audit,
}

/// What someone is here.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Role {
    /// Decides on entries.
    Reviewer,
    /// A reviewer who may also decide in bulk.
    Lead,
    /// Manages staff and subscribers.
    Admin,
    /// Reads the record of what was done, and nothing else.
    Auditor,
}

impl Role {
    /// The name in storage and on the command line.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Reviewer => "reviewer",
            Self::Lead => "lead",
            Self::Admin => "admin",
            Self::Auditor => "auditor",
        }
    }

    /// The role of that name.
    pub fn parse(name: &str) -> Option<Self> {
        [Self::Reviewer, Self::Lead, Self::Admin, Self::Auditor]
            .into_iter()
            .find(|role| role.as_str() == name)
    }

    /// Whether someone in this role may do that.
    pub const fn may(self, right: Right) -> bool {
        match right {
            Right::Review => matches!(self, Self::Reviewer | Self::Lead | Self::Admin),
            Right::Propose => matches!(self, Self::Lead | Self::Admin),
            Right::Manage => matches!(self, Self::Admin),
            Right::Audit => matches!(self, Self::Auditor),
        }
    }

    /// Whether someone in this role answers for the work of others.
    pub const fn leads(self) -> bool {
        self.may(Right::Propose)
    }

    /// Whether someone in this role decides on entries.
    pub const fn may_decide(self) -> bool {
        self.may(Right::Review)
    }
}

/// One member of staff.
#[derive(Clone, PartialEq, Eq)]
pub struct Staff {
    /// Its id.
    pub id: StaffId,
    /// The name to sign in with, 2 to 64 characters.
    pub name: String,
    /// What they may do.
    pub role: Role,
    /// Argon2id of the passphrase, as a PHC string.
    pub passphrase_verifier: String,
    /// The generation of the operator's secret that the verifier was made with.
    pub key_generation: u32,
    /// Wrong passphrases in a row.
    pub failed_attempts: u32,
    /// Before this moment no passphrase is looked at; grows with every wrong one, and always ends.
    pub next_attempt_at: Option<Timestamp>,
    /// When the account was ended; from then on it opens nothing, and its name stays with what was decided.
    pub ended_at: Option<Timestamp>,
}

/// Leaves the verifier out.
impl std::fmt::Debug for Staff {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Staff")
            .field("id", &self.id)
            .field("role", &self.role)
            .finish_non_exhaustive()
    }
}

/// How someone signed in.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Means {
    /// With a passkey.
    Passkey,
    /// With a passphrase and the code of an app.
    Passphrase,
    /// With a passphrase and a code on paper.
    RecoveryCode,
    /// By taking up an invitation.
    Invitation,
}

impl Means {
    /// Every means.
    pub const ALL: [Self; 4] = [
        Self::Passkey,
        Self::Passphrase,
        Self::RecoveryCode,
        Self::Invitation,
    ];

    /// The name in storage.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Passkey => "passkey",
            Self::Passphrase => "passphrase",
            Self::RecoveryCode => "recovery-code",
            Self::Invitation => "invitation",
        }
    }

    /// The means of that name.
    pub fn parse(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|means| means.as_str() == name)
    }
}

/// What was refused of someone who tried to sign in.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Refusal {
    /// The passphrase.
    Passphrase,
    /// The code of the app; the passphrase was right.
    Code,
    /// The code on paper; the passphrase was right.
    RecoveryCode,
    /// What one of their passkeys is said to have answered.
    Passkey,
}

impl Refusal {
    /// Whatever can be refused.
    pub const ALL: [Self; 4] = [Self::Passphrase, Self::Code, Self::RecoveryCode, Self::Passkey];

    /// The word in the record of acts.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Passphrase => "passphrase",
            Self::Code => "code",
            Self::RecoveryCode => "recovery-code",
            Self::Passkey => "passkey",
        }
    }

    /// What that word stands for.
    pub fn parse(word: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|refusal| refusal.as_str() == word)
    }
}

/// Tries to sign in to one account that were refused.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Refused {
    /// How many, at least one.
    pub times: u32,
    /// When the last one was.
    pub last_at: Timestamp,
}

/// A signed-in browser.
#[derive(Clone, PartialEq, Eq)]
pub struct Session {
    /// SHA-256 of the 32 random bytes in the cookie.
    pub token_digest: [u8; 32],
    /// Who signed in.
    pub staff: StaffId,
    /// When.
    pub created_at: Timestamp,
    /// When it was last used; it ends some time after this.
    pub last_used_at: Timestamp,
    /// When they last proved who they are; what is sensitive asks for it anew some time after this.
    pub confirmed_at: Timestamp,
    /// How they signed in.
    pub means: Means,
    /// What was refused between the time before and this one.
    pub refused_before: Option<Refused>,
}

/// Leaves the digest out.
impl std::fmt::Debug for Session {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Session")
            .field("staff", &self.staff)
            .finish_non_exhaustive()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_was_refused_reads_back_from_its_word() {
        for refusal in Refusal::ALL {
            assert_eq!(Refusal::parse(refusal.as_str()), Some(refusal));
        }
        assert_eq!(Refusal::parse(""), None);
    }
}

//! The people who moderate. They never see a picture, only facts about hashes.

use crate::{Timestamp, id::StaffId};

/// What someone may do.
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

    /// Whether someone in this role decides on entries.
    pub const fn may_decide(self) -> bool {
        matches!(self, Self::Reviewer | Self::Lead | Self::Admin)
    }

    /// Whether someone in this role takes part in what takes two people; which matters, [`Matter::is_for`] says.
    ///
    /// [`Matter::is_for`]: crate::proposal::Matter::is_for
    pub const fn may_propose(self) -> bool {
        matches!(self, Self::Lead | Self::Admin)
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
}

/// Leaves the digest out.
impl std::fmt::Debug for Session {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Session")
            .field("staff", &self.staff)
            .finish_non_exhaustive()
    }
}

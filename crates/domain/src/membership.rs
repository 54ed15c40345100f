//! How someone gets an account, and what they prove themselves with.

use std::time::Duration;

use crate::{Timestamp, audit::Agent, id::StaffId, staff::Role};

/// An invitation that nobody has taken up is good for nothing after this.
pub const INVITED: Duration = Duration::from_secs(3 * 24 * 3_600);

/// Whoever holds its link may set an account up, once.
#[derive(Clone, PartialEq, Eq)]
pub struct Invitation {
    /// SHA-256 of the 32 random bytes in the link.
    pub token_digest: [u8; 32],
    /// The name to sign in with.
    pub name: String,
    /// What they will be able to do.
    pub role: Role,
    /// The account that is set up anew; `None` where a new one is made.
    pub staff: Option<StaffId>,
    /// Who invited them.
    pub invited_by: Agent,
    /// When.
    pub created_at: Timestamp,
    /// From when on it is good for nothing.
    pub expires_at: Timestamp,
}

/// Leaves the digest out.
impl std::fmt::Debug for Invitation {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Invitation")
            .field("name", &self.name)
            .field("role", &self.role)
            .finish_non_exhaustive()
    }
}

/// A passkey that opens someone's account.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Passkey {
    /// What its browser knows it by.
    pub id: Vec<u8>,
    /// Whose account it opens.
    pub staff: StaffId,
    /// What its owner calls it, 1 to 64 characters.
    pub label: String,
    /// Its public key and counter, as text.
    pub credential: String,
    /// When it was made.
    pub created_at: Timestamp,
    /// When it was last used.
    pub last_used_at: Option<Timestamp>,
}

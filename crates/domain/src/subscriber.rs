//! Organisations that follow lists.

use crate::{
    Timestamp,
    id::{CredentialId, SubscriberId},
    list::ListName,
};

/// One organisation, with the lists it may read.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Subscriber {
    /// Its id.
    pub id: SubscriberId,
    /// Its member number on the NCMEC wire; counted up from 1000, the numbers below are Reclaim's own sources.
    pub member: i32,
    /// The organisation's name, 2 to 80 characters.
    pub name: String,
    /// The lists it may read.
    pub lists: Vec<ListName>,
    /// While suspended it can read nothing.
    pub suspended: bool,
    /// When it was added.
    pub created_at: Timestamp,
}

/// What a subscriber proves itself with: an id, which is no secret, and a secret of 32 random bytes.
///
/// As a bearer token `rclm_<id>_<secret>`; as HTTP Basic the id is the user name and the secret the password.
#[derive(Clone, PartialEq, Eq)]
pub struct Credential {
    /// Its id.
    pub id: CredentialId,
    /// Whose it is.
    pub subscriber: SubscriberId,
    /// SHA-256 of the secret. At 256 random bits a plain digest is as good as a slow one (ASVS 5.0 V6.5.2).
    pub secret_digest: [u8; 32],
    /// When it was made.
    pub created_at: Timestamp,
    /// From when on it is refused.
    pub expires_at: Option<Timestamp>,
    /// When it was revoked.
    pub revoked_at: Option<Timestamp>,
}

impl Credential {
    /// Whether it opens anything at `now`.
    pub fn is_valid(&self, now: Timestamp) -> bool {
        self.revoked_at.is_none() && self.expires_at.is_none_or(|end| now < end)
    }
}

/// Leaves the digest out.
impl std::fmt::Debug for Credential {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Credential")
            .field("id", &self.id)
            .finish_non_exhaustive()
    }
}

//! Organisations that follow lists.

use std::collections::BTreeSet;

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
    /// Whether it may hand in hashes of its own, with a key that may contribute.
    pub may_contribute: bool,
    /// When it was added.
    pub created_at: Timestamp,
}

/// A name as it is compared: neither capitals nor spaces make another organisation.
pub fn folded(name: &str) -> String {
    let words: Vec<_> = name.split_whitespace().map(str::to_lowercase).collect();
    words.join(" ")
}

/// Who acts together: the brands of one company, say. What several of them say of an entry is one word. A subscriber of
/// which nothing is noted acts with nobody, under its own name.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Group(String);

/// The name of a group has 2 to 80 characters, none of them a control character.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("the name of a group has 2 to 80 characters, and is not \"none\"")]
pub struct ParseGroupError;

impl Group {
    /// The group that someone named.
    ///
    /// # Errors
    /// Where it has not 2 to 80 characters, or one that is a control character.
    pub fn parse(text: &str) -> Result<Self, ParseGroupError> {
        let name = folded(text);
        if !(2..=80).contains(&name.chars().count()) || name.chars().any(char::is_control) {
            return Err(ParseGroupError);
        }
        Ok(Self(name))
    }

    /// The group of a subscriber of that name where none is noted.
    pub fn of_name(subscriber: &str) -> Self {
        Self(folded(subscriber))
    }

    /// What a subscriber of that name counts as: the group that is noted of it, or else its own.
    pub fn counting(name: &str, noted: Option<Self>) -> Self {
        noted.unwrap_or_else(|| Self::of_name(name))
    }

    /// Its name, as it is compared and kept.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl std::fmt::Display for Group {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(&self.0)
    }
}

/// What a credential may be used for.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Scope {
    /// Reading lists.
    Read,
    /// Saying what became of a match.
    Feedback,
    /// Handing in hashes.
    Contribute,
}

impl Scope {
    /// Every scope.
    pub const ALL: [Self; 3] = [Self::Read, Self::Feedback, Self::Contribute];

    /// The name on every wire and in storage.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Read => "read",
            Self::Feedback => "feedback",
            Self::Contribute => "contribute",
        }
    }

    /// The scope of that name.
    pub fn parse(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|scope| scope.as_str() == name)
    }
}

/// A set of scopes. Written as their names in order, with a space between two (RFC 6749, section 3.3).
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Scopes(BTreeSet<Scope>);

impl Scopes {
    /// What a key may do where nobody says otherwise: everything but contribute.
    pub fn usual() -> Self {
        [Scope::Read, Scope::Feedback].into_iter().collect()
    }

    /// Reads what [`Display`](std::fmt::Display) wrote; `None` for anything else.
    pub fn parse(text: &str) -> Option<Self> {
        let scopes: Self = text.split(' ').map(Scope::parse).collect::<Option<_>>()?;
        (scopes.to_string() == text).then_some(scopes)
    }

    /// Whether that scope is among them.
    pub fn contain(&self, scope: Scope) -> bool {
        self.0.contains(&scope)
    }

    /// Whether there are none.
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }
}

impl FromIterator<Scope> for Scopes {
    fn from_iter<I: IntoIterator<Item = Scope>>(scopes: I) -> Self {
        Self(scopes.into_iter().collect())
    }
}

impl std::fmt::Display for Scopes {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        for (place, scope) in self.0.iter().enumerate() {
            f.write_str(if place == 0 { "" } else { " " })?;
            f.write_str(scope.as_str())?;
        }
        Ok(())
    }
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
    /// What it may be used for.
    pub scopes: Scopes,
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

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn neither_capitals_nor_spaces_make_another_group() {
        let group = Group::parse("  Acme\tHoldings ").unwrap();
        assert_eq!(group.as_str(), "acme holdings");
        assert_eq!(Group::parse(group.as_str()), Ok(group.clone()), "as it is kept");
        assert_eq!(Group::of_name("ACME Holdings"), group);
        assert_ne!(Group::of_name("Acme"), group);
        for wrong in ["", "  ", "a", "a\u{7}b", &"a".repeat(81)] {
            assert_eq!(Group::parse(wrong), Err(ParseGroupError), "{wrong}");
        }
    }

    #[test]
    fn scopes_read_back_in_their_own_order_only() {
        for text in ["read", "read feedback", "read feedback contribute", "contribute"] {
            assert_eq!(Scopes::parse(text).unwrap().to_string(), text);
        }
        for wrong in [
            "",
            "feedback read",
            "read read",
            "Read",
            "read  feedback",
            "write",
        ] {
            assert_eq!(Scopes::parse(wrong), None, "{wrong}");
        }
    }
}

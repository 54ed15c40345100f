//! What a subscriber says of an entry after matching it.

use crate::{
    Timestamp,
    id::{EntryId, SubscriberId},
    list::ListName,
};

/// What happened on the subscriber's side, or what it thinks of the entry.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Verdict {
    /// Something matched, and nobody has looked at it yet.
    Matched,
    /// Something matched and was removed.
    Removed,
    /// Something matched, someone looked, and it stayed.
    Kept,
    /// The entry does not belong on the list.
    Disputed,
}

impl Verdict {
    /// Every verdict.
    pub const ALL: [Self; 4] = [Self::Matched, Self::Removed, Self::Kept, Self::Disputed];

    /// The name on every wire and in storage.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Matched => "matched",
            Self::Removed => "removed",
            Self::Kept => "kept",
            Self::Disputed => "disputed",
        }
    }

    /// The verdict of that name.
    pub fn parse(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|verdict| verdict.as_str() == name)
    }

    /// The reasons that go with it, kebab-case; the first one stands where a subscriber gives none.
    pub const fn reasons(self) -> &'static [&'static str] {
        match self {
            Self::Matched | Self::Removed => &["none"],
            Self::Kept => &["none", "different-content", "lawful-content", "cannot-be-removed"],
            Self::Disputed => &["none", "different-content", "public-content", "low-information"],
        }
    }
}

/// What one subscriber last said of one entry; what it says next takes its place.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Feedback {
    /// The entry's list.
    pub list: ListName,
    /// The entry.
    pub entry: EntryId,
    /// Who says it.
    pub subscriber: SubscriberId,
    /// What.
    pub verdict: Verdict,
    /// Why, one of [`Verdict::reasons`].
    pub reason: String,
    /// When it was received.
    pub given_at: Timestamp,
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_verdict_reads_back_from_its_name_and_nothing_else_does() {
        for verdict in Verdict::ALL {
            assert_eq!(Verdict::parse(verdict.as_str()), Some(verdict));
        }
        assert_eq!(Verdict::parse("Matched"), None);
    }

    #[test]
    fn every_verdict_can_go_without_a_reason() {
        for verdict in Verdict::ALL {
            assert_eq!(verdict.reasons()[0], "none");
        }
    }
}

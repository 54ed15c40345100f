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
    /// How many of its uploads matched, as far as it says; at least 1. A running total: each word has the matches of the
    /// words before it as well.
    pub matches: u32,
    /// How many of them staff have answered by deciding about the entry; what is given has none yet.
    pub answered: u32,
    /// When it was received.
    pub given_at: Timestamp,
}

impl Feedback {
    /// Whether someone there looked and found that the entry should not be on the list. That something cannot be removed
    /// says nothing about the entry.
    pub fn is_negative(&self) -> bool {
        match self.verdict {
            Verdict::Disputed => true,
            Verdict::Kept => self.reason != "cannot-be-removed",
            Verdict::Matched | Verdict::Removed => false,
        }
    }
}

/// So many independent platforms with negative feedback suspend an entry.
pub const ENOUGH: usize = 2;
/// An entry that matches so many uploads on several platforms together is suspended: intimate pictures of one person are not
/// uploaded so often, and widely shared ones are.
pub const ABNORMAL_MATCHES: u64 = 1_000;
/// Of one platform's matches so many count: no single one can take an entry off the list by what it states.
pub const COUNTED_MATCHES: u64 = 900;
/// The most matches that one platform can state of an entry.
pub const MOST_MATCHES: u32 = 1_000_000;

/// What platforms' feedback means for an entry.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Dispute {
    /// Nothing.
    None,
    /// Staff have to look at it before anything else.
    Raised,
    /// It is suspended at once, because enough platforms disagree.
    ByPlatforms,
    /// It is suspended at once, because it matches too much.
    ByMatches,
}

impl Dispute {
    /// The reason that a suspension records, `None` where there is none.
    pub const fn reason(self) -> Option<&'static str> {
        match self {
            Self::None | Self::Raised => None,
            Self::ByPlatforms => Some("disputed-by-platforms"),
            Self::ByMatches => Some("matches-too-much"),
        }
    }

    /// What follows from all feedback about one entry, each subscriber's last word, given since staff last decided. Of
    /// matches only those count that staff have not answered yet.
    pub fn of(feedback: &[Feedback]) -> Self {
        let negative = feedback.iter().filter(|one| one.is_negative()).count();
        let open = |one: &Feedback| one.matches.saturating_sub(one.answered);
        let stated = || feedback.iter().map(|one| u64::from(open(one)));
        let counted: u64 = stated().map(|matches| matches.min(COUNTED_MATCHES)).sum();
        if negative >= ENOUGH {
            Self::ByPlatforms
        } else if counted >= ABNORMAL_MATCHES {
            Self::ByMatches
        } else if negative > 0 || stated().any(|matches| matches >= ABNORMAL_MATCHES) {
            Self::Raised
        } else {
            Self::None
        }
    }
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

    fn said(verdict: Verdict, reason: &str, matches: u32) -> Feedback {
        Feedback {
            list: ListName::exploitative(),
            entry: EntryId::from_bytes([1; 16]),
            subscriber: SubscriberId::from_bytes([2; 16]),
            verdict,
            reason: reason.to_owned(),
            matches,
            answered: 0,
            given_at: Timestamp::from_millis(0),
        }
    }

    #[test]
    fn two_platforms_that_disagree_suspend_and_one_asks_for_a_look() {
        let kept = said(Verdict::Kept, "different-content", 1);
        let disputed = said(Verdict::Disputed, "none", 1);
        let stuck = said(Verdict::Kept, "cannot-be-removed", 1);
        let removed = said(Verdict::Removed, "none", 1);
        assert_eq!(
            Dispute::of(&[kept.clone(), disputed.clone()]),
            Dispute::ByPlatforms
        );
        assert_eq!(Dispute::of(&[disputed.clone(), removed.clone()]), Dispute::Raised);
        assert_eq!(Dispute::of(&[disputed, stuck]), Dispute::Raised);
        assert_eq!(Dispute::of(&[removed]), Dispute::None);
        assert_eq!(Dispute::of(&[]), Dispute::None);
    }

    #[test]
    fn a_thousand_matches_on_all_platforms_suspend() {
        let of = |matches| {
            Dispute::of(&[
                said(Verdict::Removed, "none", 600),
                said(Verdict::Matched, "none", matches),
            ])
        };
        assert_eq!(of(399), Dispute::None);
        assert_eq!(of(400), Dispute::ByMatches);
    }

    #[test]
    fn however_much_matches_on_one_platform_that_is_only_a_reason_to_look() {
        let most = said(Verdict::Matched, "none", MOST_MATCHES);
        assert_eq!(Dispute::of(std::slice::from_ref(&most)), Dispute::Raised);
        let of = |matches| Dispute::of(&[most.clone(), said(Verdict::Removed, "none", matches)]);
        assert_eq!(of(99), Dispute::Raised);
        assert_eq!(of(100), Dispute::ByMatches);
    }

    #[test]
    fn matches_that_staff_have_answered_count_no_more() {
        let of = |matches, answered| Feedback {
            answered,
            ..said(Verdict::Matched, "none", matches)
        };
        let both = |one, other| Dispute::of(&[of(one, 600), of(other, 500)]);
        assert_eq!(both(601, 501), Dispute::None);
        assert_eq!(both(1_500, 599), Dispute::None, "900 and 99");
        assert_eq!(both(1_500, 600), Dispute::ByMatches);
        assert_eq!(
            both(1_600, 500),
            Dispute::Raised,
            "a thousand new ones of one platform"
        );
        assert_eq!(both(5, 5), Dispute::None, "fewer than before");
    }

    #[test]
    fn every_verdict_can_go_without_a_reason() {
        for verdict in Verdict::ALL {
            assert_eq!(verdict.reasons()[0], "none");
        }
    }
}

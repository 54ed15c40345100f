//! What a subscriber says of an entry after matching it.

use std::collections::BTreeMap;

use crate::{
    Timestamp,
    id::{EntryId, SubscriberId},
    list::ListName,
    subscriber::Group,
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
    /// When it was received; of a negative word when it was first given so, with however many matches.
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

    /// Whether it was given since staff last answered what was open about the entry, at `settled`.
    pub fn is_since(&self, settled: Option<Timestamp>) -> bool {
        settled.is_none_or(|settled| self.given_at >= settled)
    }

    /// Whether it is negative and staff have not answered it. What is only said again is answered already.
    pub fn is_open(&self, settled: Option<Timestamp>) -> bool {
        self.is_negative() && self.is_since(settled)
    }
}

/// A word that counts, and with whom whoever said it acts.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Counted {
    /// What was said.
    pub word: Feedback,
    /// The group of the subscriber who said it.
    pub group: Group,
}

/// So many independent platforms with negative feedback suspend an entry: several that act together are one.
pub const ENOUGH: usize = 2;
/// An entry that matches so many uploads on several platforms together is suspended: intimate pictures of one person are not
/// uploaded so often, and widely shared ones are.
pub const ABNORMAL_MATCHES: u64 = 1_000;
/// Of the matches of one platform, or of those that act together, so many count: no single one can take an entry off the list
/// by what it states.
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

    /// What follows from all feedback about one entry, each subscriber's last word. Of opinions only those count that were
    /// given since staff last decided, at `settled`, and of matches those that staff have not answered yet. What those say
    /// who act together counts as one's.
    pub fn of(said: &[Counted], settled: Option<Timestamp>) -> Self {
        let mut groups: BTreeMap<&Group, (bool, u64)> = BTreeMap::new();
        for Counted { word, group } in said {
            let (negative, matches) = groups.entry(group).or_default();
            *negative |= word.is_open(settled);
            *matches += u64::from(word.matches.saturating_sub(word.answered));
        }
        let negative = groups.values().filter(|(negative, _)| *negative).count();
        let stated = || groups.values().map(|(_, matches)| *matches);
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

    fn counted(word: &Feedback, group: &str) -> Counted {
        Counted {
            word: word.clone(),
            group: Group::of_name(group),
        }
    }

    /// What follows where each of them acts with nobody.
    fn apart(words: &[Feedback], settled: Option<Timestamp>) -> Dispute {
        let said: Vec<_> = words
            .iter()
            .enumerate()
            .map(|(number, word)| counted(word, &format!("Platform {number}")))
            .collect();
        Dispute::of(&said, settled)
    }

    #[test]
    fn those_that_act_together_are_one_platform() {
        let disputed = said(Verdict::Disputed, "none", 1);
        let of = |groups: &[&str]| {
            let said: Vec<_> = groups.iter().map(|group| counted(&disputed, group)).collect();
            Dispute::of(&said, None)
        };
        assert_eq!(of(&["Acme", "acme "]), Dispute::Raised);
        assert_eq!(of(&["Acme", "acme", "ACME"]), Dispute::Raised);
        assert_eq!(of(&["Acme", "acme", "Other"]), Dispute::ByPlatforms);
    }

    #[test]
    fn the_matches_of_those_that_act_together_are_one_platforms() {
        let of = |said_by: &[(&str, u32)]| {
            let said: Vec<_> = said_by
                .iter()
                .map(|(group, matches)| counted(&said(Verdict::Matched, "none", *matches), group))
                .collect();
            Dispute::of(&said, None)
        };
        assert_eq!(of(&[("a1", 600), ("b1", 400)]), Dispute::ByMatches);
        assert_eq!(of(&[("a1", 600), ("a1", 399)]), Dispute::None);
        assert_eq!(of(&[("a1", 600), ("a1", 600)]), Dispute::Raised);
        assert_eq!(of(&[("a1", 600), ("a1", 600), ("b1", 99)]), Dispute::Raised);
        assert_eq!(of(&[("a1", 600), ("a1", 600), ("b1", 100)]), Dispute::ByMatches);
    }

    #[test]
    fn two_platforms_that_disagree_suspend_and_one_asks_for_a_look() {
        let kept = said(Verdict::Kept, "different-content", 1);
        let disputed = said(Verdict::Disputed, "none", 1);
        let stuck = said(Verdict::Kept, "cannot-be-removed", 1);
        let removed = said(Verdict::Removed, "none", 1);
        let of = |words: &[Feedback]| apart(words, None);
        assert_eq!(of(&[kept.clone(), disputed.clone()]), Dispute::ByPlatforms);
        assert_eq!(of(&[disputed.clone(), removed.clone()]), Dispute::Raised);
        assert_eq!(of(&[disputed, stuck]), Dispute::Raised);
        assert_eq!(of(&[removed]), Dispute::None);
        assert_eq!(of(&[]), Dispute::None);
    }

    #[test]
    fn a_thousand_matches_on_all_platforms_suspend() {
        let of = |matches| {
            let words = [
                said(Verdict::Removed, "none", 600),
                said(Verdict::Matched, "none", matches),
            ];
            apart(&words, None)
        };
        assert_eq!(of(399), Dispute::None);
        assert_eq!(of(400), Dispute::ByMatches);
    }

    #[test]
    fn however_much_matches_on_one_platform_that_is_only_a_reason_to_look() {
        let most = said(Verdict::Matched, "none", MOST_MATCHES);
        assert_eq!(apart(std::slice::from_ref(&most), None), Dispute::Raised);
        let of = |matches| apart(&[most.clone(), said(Verdict::Removed, "none", matches)], None);
        assert_eq!(of(99), Dispute::Raised);
        assert_eq!(of(100), Dispute::ByMatches);
    }

    #[test]
    fn matches_that_staff_have_answered_count_no_more() {
        let of = |matches, answered| Feedback {
            answered,
            ..said(Verdict::Matched, "none", matches)
        };
        let both = |one, other| apart(&[of(one, 600), of(other, 500)], None);
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
    fn opinions_that_staff_have_answered_count_no_more_and_their_later_matches_do() {
        let at = |moment, matches, answered| Feedback {
            answered,
            given_at: Timestamp::from_millis(moment),
            ..said(Verdict::Disputed, "none", matches)
        };
        let of = |words: &[Feedback]| apart(words, Some(Timestamp::from_millis(5)));
        assert_eq!(of(&[at(4, 1, 1), at(4, 1, 1)]), Dispute::None);
        assert_eq!(of(&[at(4, 2, 1), at(4, 2, 1)]), Dispute::None, "said again");
        assert_eq!(of(&[at(4, 1, 1), at(5, 1, 0)]), Dispute::Raised);
        assert_eq!(of(&[at(5, 1, 1), at(5, 1, 0)]), Dispute::ByPlatforms);
        assert_eq!(of(&[at(4, 1_500, 600), at(4, 101, 1)]), Dispute::ByMatches);
    }

    #[test]
    fn every_verdict_can_go_without_a_reason() {
        for verdict in Verdict::ALL {
            assert_eq!(verdict.reasons()[0], "none");
        }
    }
}

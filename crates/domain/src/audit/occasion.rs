//! Why something was there to be looked at.

use crate::{
    application::Outcome,
    entry::{Priority, State},
};

/// Why something was there to be looked at, by what the program knows. It says where the thing stands in the work of
/// staff, and nothing about whose it is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Occasion {
    /// A platform says that an entry should not be there.
    Disputed,
    /// An entry or an organisation is suspended.
    Suspended,
    /// A member of staff asks for someone else's look.
    Escalated,
    /// An entry is held until someone decides.
    Held,
    /// An entry was published by rule, and nobody has decided about it yet.
    Unverified,
    /// An organisation's application waits for an answer.
    Waiting,
    /// An organisation takes part.
    TakesPart,
    /// There is nothing left to decide.
    Decided,
}

impl Occasion {
    /// Every occasion.
    pub const ALL: [Self; 8] = [
        Self::Disputed,
        Self::Suspended,
        Self::Escalated,
        Self::Held,
        Self::Unverified,
        Self::Waiting,
        Self::TakesPart,
        Self::Decided,
    ];

    /// Of an entry in that state, which has to be looked at for that.
    pub const fn of_entry(state: State, priority: Option<Priority>) -> Self {
        match (priority, state) {
            (Some(Priority::Disputed), State::Suspended(_)) => Self::Suspended,
            (Some(Priority::Disputed), _) => Self::Disputed,
            (Some(Priority::Escalated), _) => Self::Escalated,
            (Some(Priority::Held), _) => Self::Held,
            (Some(Priority::Unverified), _) => Self::Unverified,
            (None, _) => Self::Decided,
        }
    }

    /// Of an application of which that became.
    pub const fn of_application(outcome: Outcome) -> Self {
        match outcome {
            Outcome::Waiting => Self::Waiting,
            Outcome::Accepted | Outcome::Declined => Self::Decided,
        }
    }

    /// The word in the record, as the reason of a look.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Disputed => "disputed",
            Self::Suspended => "suspended",
            Self::Escalated => "escalated",
            Self::Held => "held",
            Self::Unverified => "unverified",
            Self::Waiting => "waiting",
            Self::TakesPart => "takes-part",
            Self::Decided => "decided",
        }
    }

    /// The occasion of that word.
    pub fn parse(word: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|occasion| occasion.as_str() == word)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::entry::Standing;

    #[test]
    fn an_occasion_reads_back_from_its_word() {
        for occasion in Occasion::ALL {
            assert_eq!(Occasion::parse(occasion.as_str()), Some(occasion));
        }
        assert_eq!(Occasion::parse(""), None);
    }

    #[test]
    fn an_entry_is_looked_at_for_what_is_most_urgent_about_it() {
        let unverified = State::Published(Standing::Unverified);
        for (state, priority, occasion) in [
            (
                State::Suspended(Standing::Confirmed),
                Some(Priority::Disputed),
                Occasion::Suspended,
            ),
            (unverified, Some(Priority::Disputed), Occasion::Disputed),
            (unverified, Some(Priority::Escalated), Occasion::Escalated),
            (State::Pending, Some(Priority::Escalated), Occasion::Escalated),
            (State::Pending, Some(Priority::Held), Occasion::Held),
            (unverified, Some(Priority::Unverified), Occasion::Unverified),
            (State::Published(Standing::Confirmed), None, Occasion::Decided),
            (State::Rejected, None, Occasion::Decided),
            (State::Withdrawn, None, Occasion::Decided),
        ] {
            assert_eq!(Occasion::of_entry(state, priority), occasion, "{state:?}");
        }
    }
}

//! An entry: one item's place on one list, and the only ways in which it moves.
//!
//! ```text
//! pending ── publish ──▶ published(unverified) ── confirm ──▶ published(confirmed)
//!    │                        │  ▲                                 │  ▲
//!    ├── confirm ─────────────┼──┼─────────────────────────────────┘  │
//!    │                     suspend reinstate                suspend reinstate
//!    │                        ▼  │                                 ▼  │
//!    └── reject ──▶ rejected ◀───┴────────── suspended ────────────┴──┘
//! any live state, and rejected ── withdraw ──▶ withdrawn
//! ```

use serde::{Deserialize, Serialize};

use crate::{
    Timestamp,
    change::ChangeKind,
    hash::Medium,
    id::{EntryId, ItemId},
    list::ListName,
};

/// What is known of a published entry; a subscriber acts differently on the two.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Standing {
    /// Screened by rule only.
    Unverified,
    /// Looked at by staff.
    Confirmed,
}

impl Standing {
    /// The name on every wire and in storage.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Unverified => "unverified",
            Self::Confirmed => "confirmed",
        }
    }

    /// The standing of that name.
    pub fn parse(name: &str) -> Option<Self> {
        [Self::Unverified, Self::Confirmed]
            .into_iter()
            .find(|standing| standing.as_str() == name)
    }
}

/// Where an entry is in its life.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum State {
    /// Held, waiting for staff; on no feed.
    Pending,
    /// On the list.
    Published(Standing),
    /// Off the list while a question is open; comes back with the standing that it had.
    Suspended(Standing),
    /// Off the list for good, by decision.
    Rejected,
    /// Off the list for good, by the person whose picture it is.
    Withdrawn,
}

impl State {
    /// The name in storage.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Pending => "pending",
            Self::Published(_) => "published",
            Self::Suspended(_) => "suspended",
            Self::Rejected => "rejected",
            Self::Withdrawn => "withdrawn",
        }
    }

    /// The standing, for the states that have one.
    pub const fn standing(self) -> Option<Standing> {
        match self {
            Self::Published(standing) | Self::Suspended(standing) => Some(standing),
            Self::Pending | Self::Rejected | Self::Withdrawn => None,
        }
    }

    /// The state of that name and standing; `None` where the two do not go together.
    pub fn from_parts(name: &str, standing: Option<Standing>) -> Option<Self> {
        match (name, standing) {
            ("pending", None) => Some(Self::Pending),
            ("published", Some(standing)) => Some(Self::Published(standing)),
            ("suspended", Some(standing)) => Some(Self::Suspended(standing)),
            ("rejected", None) => Some(Self::Rejected),
            ("withdrawn", None) => Some(Self::Withdrawn),
            _ => None,
        }
    }

    /// Whether there is still anything to decide about the entry.
    pub const fn is_live(self) -> bool {
        matches!(self, Self::Pending | Self::Published(_) | Self::Suspended(_))
    }
}

/// What an entry has to be looked at for, the most urgent first.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Priority {
    /// A platform says that it should not be there, or it was suspended.
    Disputed,
    /// A member of staff asks for someone else's look.
    Escalated,
    /// It is held, and protects nobody until someone decides.
    Held,
    /// It was published by rule, and nobody has looked at it yet.
    Unverified,
}

impl Priority {
    /// Every priority, the most urgent first.
    pub const ALL: [Self; 4] = [Self::Disputed, Self::Escalated, Self::Held, Self::Unverified];

    /// What an entry in that state has to be looked at for, if nothing else is known of it.
    pub const fn of(state: State) -> Option<Self> {
        match state {
            State::Suspended(_) => Some(Self::Disputed),
            State::Pending => Some(Self::Held),
            State::Published(Standing::Unverified) => Some(Self::Unverified),
            State::Published(Standing::Confirmed) | State::Rejected | State::Withdrawn => None,
        }
    }

    /// The number in storage: 1 for the most urgent.
    pub const fn number(self) -> i64 {
        match self {
            Self::Disputed => 1,
            Self::Escalated => 2,
            Self::Held => 3,
            Self::Unverified => 4,
        }
    }

    /// The priority of that number.
    pub fn from_number(number: i64) -> Option<Self> {
        Self::ALL.into_iter().find(|priority| priority.number() == number)
    }

    /// The name in addresses and in the message files.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Disputed => "disputed",
            Self::Escalated => "escalated",
            Self::Held => "held",
            Self::Unverified => "unverified",
        }
    }

    /// The priority of that name.
    pub fn parse(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|priority| priority.as_str() == name)
    }
}

/// One item's place on one list.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Entry {
    /// What subscribers know it by.
    pub id: EntryId,
    /// The list it is on.
    pub list: ListName,
    /// The item whose hashes it carries.
    pub item: ItemId,
    /// Photo or video.
    pub medium: Medium,
    /// Where it is in its life.
    pub state: State,
    /// When a requested withdrawal takes effect, to the hour; until then it can be taken back. A rejected entry keeps
    /// it, because the rejection may be undone.
    pub withdrawal_due: Option<Timestamp>,
    /// Counted up with every change: whoever decides on an older one is told so.
    pub version: i64,
}

/// What can be done to an entry.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Action {
    /// Put on the list as unverified, by policy.
    Publish,
    /// Keep off the list until staff decide, by policy.
    Hold,
    /// Confirm, and publish if it was not yet.
    Confirm,
    /// Take off the list, or never put it there.
    Reject,
    /// Take off the list while a question is open.
    Suspend,
    /// Put back on the list.
    Reinstate,
    /// Take off the list because the person asked.
    Withdraw,
    /// Ask for someone else's look; the entry stays where it is.
    Escalate,
    /// Undo the decision before. Where that leads, only [`Entry::take_back`] knows.
    TakeBack,
}

impl Action {
    /// Every action.
    pub const ALL: [Self; 9] = [
        Self::Publish,
        Self::Hold,
        Self::Confirm,
        Self::Reject,
        Self::Suspend,
        Self::Reinstate,
        Self::Withdraw,
        Self::Escalate,
        Self::TakeBack,
    ];

    /// The name in storage and in forms.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Publish => "publish",
            Self::Hold => "hold",
            Self::Confirm => "confirm",
            Self::Reject => "reject",
            Self::Suspend => "suspend",
            Self::Reinstate => "reinstate",
            Self::Withdraw => "withdraw",
            Self::Escalate => "escalate",
            Self::TakeBack => "take-back",
        }
    }

    /// The action of that name.
    pub fn parse(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|action| action.as_str() == name)
    }

    /// Whether it answers the question that was open about an entry. Staff can take such a decision back.
    pub const fn settles(self) -> bool {
        matches!(
            self,
            Self::Confirm | Self::Reject | Self::Suspend | Self::Reinstate
        )
    }
}

/// The action is not possible in the entry's state, for example because someone else was quicker.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("an entry that is {} cannot be given the action {}", .state.as_str(), .action.as_str())]
pub struct InvalidTransition {
    /// The state that the entry is in.
    pub state: State,
    /// What was asked for.
    pub action: Action,
}

/// The entry as it is after an action, and the line that the list's history gets, if any.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Transition {
    /// To be stored in place of the old one.
    pub entry: Entry,
    /// To be announced to subscribers; `None` where nothing changes for them.
    pub change: Option<ChangeKind>,
}

impl Entry {
    /// A new entry, held until something is decided.
    pub const fn new(id: EntryId, list: ListName, item: ItemId, medium: Medium) -> Self {
        Self {
            id,
            list,
            item,
            medium,
            state: State::Pending,
            withdrawal_due: None,
            version: 0,
        }
    }

    /// Which actions its state allows.
    pub fn possible(&self) -> impl Iterator<Item = Action> {
        Action::ALL
            .into_iter()
            .filter(|&action| outcome(self.state, action).is_some())
    }

    /// Moves the entry.
    ///
    /// # Errors
    /// Where its state does not allow the action.
    pub fn apply(self, action: Action) -> Result<Transition, InvalidTransition> {
        let (state, change) = outcome(self.state, action).ok_or(InvalidTransition {
            state: self.state,
            action,
        })?;
        let withdrawal_due = self.withdrawal_due.filter(|_| state != State::Withdrawn);
        Ok(Transition {
            entry: Self {
                state,
                withdrawal_due,
                version: self.version + 1,
                ..self
            },
            change,
        })
    }

    /// Undoes a decision: back into the state before it. `None` where the entry is not where that decision led, or it
    /// was not one that can be taken back: what the person whose picture it is asked for stays.
    pub fn take_back(self, before: State, decided: Action) -> Option<Transition> {
        let (after, _) = outcome(before, decided)?;
        if after != self.state || !decided.settles() || !before.is_live() {
            return None;
        }
        let listed = |state| matches!(state, State::Published(_));
        let change = match (listed(after), listed(before)) {
            (false, true) => Some(ChangeKind::Add),
            (true, false) => Some(ChangeKind::Remove),
            (true, true) if after != before => Some(ChangeKind::Amend),
            (true, true) | (false, false) => None,
        };
        let entry = Self {
            state: before,
            version: self.version + 1,
            ..self
        };
        Some(Transition { entry, change })
    }

    /// Asks for withdrawal at `due`, so that whoever finds the case number cannot undo the protection at once.
    /// Asking again keeps the first time. `None` where the entry is withdrawn already.
    pub fn schedule_withdrawal(self, due: Timestamp) -> Option<Self> {
        (self.state != State::Withdrawn).then(|| Self {
            withdrawal_due: self.withdrawal_due.or(Some(due)),
            version: self.version + 1,
            ..self
        })
    }

    /// The same entry, of which something new was said: whoever decides on what they saw before is told so.
    #[must_use]
    pub fn with_news(self) -> Self {
        Self {
            version: self.version + 1,
            ..self
        }
    }

    /// Whether the person whose picture it is has taken it back, and their time to change their mind is over: nothing else is
    /// decided about it, and it is withdrawn in a moment. Where it was rejected before that it stays so, unless staff undo it.
    pub fn withdrawal_is_due(&self, now: Timestamp) -> bool {
        self.withdrawal_due.is_some_and(|due| due <= now)
    }

    /// Whether the person whose picture it is has taken it back for good: it is withdrawn, or its withdrawal is due.
    pub fn is_taken_back(&self, now: Timestamp) -> bool {
        self.state == State::Withdrawn || self.withdrawal_is_due(now)
    }

    /// Takes a requested withdrawal back. `None` where none is pending.
    pub fn cancel_withdrawal(self) -> Option<Self> {
        self.withdrawal_due?;
        Some(Self {
            withdrawal_due: None,
            version: self.version + 1,
            ..self
        })
    }
}

/// The state before the last of these actions, which are all that were ever applied to an entry, in order. `None` where
/// there was none, or they could not have happened.
pub fn state_before_last(actions: &[Action]) -> Option<State> {
    let mut states = vec![State::Pending];
    let (_, earlier) = actions.split_last()?;
    for &action in earlier {
        if action == Action::TakeBack {
            states.pop();
        } else {
            let (state, _) = outcome(*states.last()?, action)?;
            states.push(state);
        }
    }
    states.last().copied()
}

/// The whole state machine: where an action leads from a state and what subscribers hear of it.
const fn outcome(state: State, action: Action) -> Option<(State, Option<ChangeKind>)> {
    use Standing::{Confirmed, Unverified};
    use State::{Pending, Published, Rejected, Suspended, Withdrawn};
    Some(match (state, action) {
        (Pending, Action::Hold) => (Pending, None),
        (Pending, Action::Publish) => (Published(Unverified), Some(ChangeKind::Add)),
        (Pending, Action::Confirm) => (Published(Confirmed), Some(ChangeKind::Add)),
        (Pending, Action::Reject) => (Rejected, None),
        (Pending, Action::Withdraw) => (Withdrawn, None),
        // Looked at again, and it stays.
        (Published(Confirmed), Action::Confirm) => (Published(Confirmed), None),
        (Pending | Published(_) | Suspended(_), Action::Escalate) => (state, None),
        (Published(Unverified), Action::Confirm) => (Published(Confirmed), Some(ChangeKind::Amend)),
        (Published(_), Action::Reject) => (Rejected, Some(ChangeKind::Remove)),
        (Published(standing), Action::Suspend) => (Suspended(standing), Some(ChangeKind::Remove)),
        (Published(_), Action::Withdraw) => (Withdrawn, Some(ChangeKind::Remove)),
        (Suspended(standing), Action::Reinstate) => (Published(standing), Some(ChangeKind::Add)),
        (Suspended(_), Action::Reject) => (Rejected, None),
        // Also where staff have rejected it, so that undoing that does not bring it back.
        (Suspended(_) | Rejected, Action::Withdraw) => (Withdrawn, None),
        _ => return None,
    })
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn entry() -> Entry {
        Entry::new(
            EntryId::from_bytes([1; 16]),
            ListName::exploitative(),
            ItemId::from_bytes([2; 16]),
            Medium::Image,
        )
    }

    fn after(actions: &[Action]) -> Entry {
        actions
            .iter()
            .fold(entry(), |entry, &action| entry.apply(action).unwrap().entry)
    }

    #[test]
    fn a_clean_entry_is_added_and_then_amended_when_staff_confirm_it() {
        let published = entry().apply(Action::Publish).unwrap();
        assert_eq!(published.change, Some(ChangeKind::Add));
        let confirmed = published.entry.apply(Action::Confirm).unwrap();
        assert_eq!(confirmed.change, Some(ChangeKind::Amend));
        assert_eq!(confirmed.entry.state, State::Published(Standing::Confirmed));
    }

    #[test]
    fn a_suspended_entry_comes_back_with_the_standing_it_had() {
        let back = after(&[Action::Confirm, Action::Suspend])
            .apply(Action::Reinstate)
            .unwrap();
        assert_eq!(back.entry.state, State::Published(Standing::Confirmed));
        assert_eq!(back.change, Some(ChangeKind::Add));
    }

    #[test]
    fn subscribers_hear_nothing_of_an_entry_that_was_never_published() {
        assert_eq!(entry().apply(Action::Reject).unwrap().change, None);
        assert_eq!(entry().apply(Action::Withdraw).unwrap().change, None);
    }

    #[test]
    fn nothing_happens_to_a_withdrawn_entry_and_to_a_rejected_one_only_what_its_owner_asks_for() {
        for (last, possible) in [
            (Action::Withdraw, vec![]),
            (Action::Reject, vec![Action::Withdraw]),
        ] {
            let ended = after(&[Action::Publish, last]);
            assert_eq!(ended.possible().collect::<Vec<_>>(), possible);
            let scheduled = ended.clone().schedule_withdrawal(Timestamp::from_millis(1));
            assert_eq!(scheduled.is_some(), last == Action::Reject);
            let refused = ended.clone().apply(Action::Confirm).unwrap_err();
            assert_eq!(
                refused,
                InvalidTransition {
                    state: ended.state,
                    action: Action::Confirm
                }
            );
        }
    }

    #[test]
    fn a_withdrawal_can_be_taken_back_until_it_takes_effect() {
        let asked = after(&[Action::Publish])
            .schedule_withdrawal(Timestamp::from_millis(9))
            .unwrap();
        let again = asked
            .clone()
            .schedule_withdrawal(Timestamp::from_millis(99))
            .unwrap();
        assert_eq!(again.withdrawal_due, Some(Timestamp::from_millis(9)));
        assert!(!asked.withdrawal_is_due(Timestamp::from_millis(8)));
        assert!(asked.withdrawal_is_due(Timestamp::from_millis(9)));
        let back = asked.clone().cancel_withdrawal().unwrap();
        assert!(!back.withdrawal_is_due(Timestamp::from_millis(9)));
        assert_eq!(
            (back.state, back.withdrawal_due),
            (State::Published(Standing::Unverified), None)
        );
        let gone = asked.apply(Action::Withdraw).unwrap().entry;
        assert!(gone.cancel_withdrawal().is_none());
    }

    #[test]
    fn a_decision_is_taken_back_and_subscribers_hear_of_it() {
        for (earlier, decided, heard) in [
            (vec![Action::Publish], Action::Confirm, Some(ChangeKind::Amend)),
            (vec![Action::Confirm], Action::Confirm, None),
            (vec![Action::Publish], Action::Reject, Some(ChangeKind::Add)),
            (vec![Action::Publish], Action::Suspend, Some(ChangeKind::Add)),
            (vec![Action::Hold], Action::Confirm, Some(ChangeKind::Remove)),
            (vec![Action::Hold], Action::Reject, None),
            (
                vec![Action::Publish, Action::Suspend],
                Action::Reinstate,
                Some(ChangeKind::Remove),
            ),
        ] {
            let before = after(&earlier);
            let decided_on = before.clone().apply(decided).unwrap().entry;
            let mut history = earlier.clone();
            history.push(decided);
            assert_eq!(state_before_last(&history), Some(before.state));
            let back = decided_on.take_back(before.state, decided).unwrap();
            assert_eq!(
                (back.entry.state, back.change),
                (before.state, heard),
                "{decided:?}"
            );
        }
    }

    #[test]
    fn a_requested_withdrawal_outlives_a_rejection_that_is_undone() {
        let due = Some(Timestamp::from_millis(9));
        let published = after(&[Action::Publish]);
        let before = published.state;
        let asked = published.schedule_withdrawal(Timestamp::from_millis(9)).unwrap();
        let rejected = asked.apply(Action::Reject).unwrap().entry;
        let back = rejected.take_back(before, Action::Reject).unwrap().entry;
        assert_eq!((back.state, back.withdrawal_due), (before, due));
        let (before, at) = (Timestamp::from_millis(8), Timestamp::from_millis(9));
        assert_eq!([before, at].map(|now| back.is_taken_back(now)), [false, true]);
        let gone = back.apply(Action::Withdraw).unwrap().entry;
        assert_eq!(gone.withdrawal_due, None);
        assert!(gone.is_taken_back(before));
    }

    #[test]
    fn a_rejection_is_not_undone_once_its_owner_has_withdrawn_the_entry() {
        let published = after(&[Action::Publish]);
        let before = published.state;
        let rejected = published.apply(Action::Reject).unwrap().entry;
        let withdrawn = rejected.apply(Action::Withdraw).unwrap();
        assert_eq!(withdrawn.change, None, "it is off the list already");
        assert_eq!(withdrawn.entry.take_back(before, Action::Reject), None);
    }

    #[test]
    fn a_withdrawal_is_not_taken_back_by_staff() {
        let published = after(&[Action::Publish]);
        let before = published.state;
        let withdrawn = published.apply(Action::Withdraw).unwrap().entry;
        assert_eq!(withdrawn.take_back(before, Action::Withdraw), None);
    }

    #[test]
    fn the_history_of_an_entry_tells_its_states_also_when_something_was_taken_back() {
        let history = [
            Action::Publish,
            Action::Confirm,
            Action::TakeBack,
            Action::Escalate,
            Action::Suspend,
        ];
        let unverified = State::Published(Standing::Unverified);
        assert_eq!(state_before_last(&history), Some(unverified));
        assert_eq!(state_before_last(&[]), None);
    }

    proptest! {
        /// Whatever is done in whatever order, applying the changes keeps a subscriber's copy equal to the list.
        #[test]
        fn a_subscriber_holds_the_entry_exactly_while_it_is_published(actions in prop::collection::vec(0..Action::ALL.len(), 0..20)) {
            let mut entry = entry();
            let mut held = false;
            for action in actions {
                let Ok(moved) = entry.clone().apply(Action::ALL[action]) else { continue };
                match moved.change {
                    Some(ChangeKind::Add) => { prop_assert!(!held); held = true; }
                    Some(ChangeKind::Amend) => prop_assert!(held),
                    Some(ChangeKind::Remove) => { prop_assert!(held); held = false; }
                    None => {}
                }
                entry = moved.entry;
                prop_assert_eq!(held, matches!(entry.state, State::Published(_)));
            }
        }
    }
}

//! Counts of what happens, by day and list: enough to see how the work goes, and nothing about anybody.

use std::{collections::BTreeMap, time::Duration};

use domain::{Timestamp, entry::Action, list::ListName};
use storage::{StorageError, Transaction, screening::Tally};

use crate::Service;

/// Submissions.
pub(crate) const CASES: &str = "cases";
/// Photos and videos in them, and the hashes that subscribers hand in.
pub(crate) const ITEMS: &str = "items";
/// Photos and videos that people sent, in a submission or to add to one. Not [`ITEMS`], by which a usual day cannot be told:
/// one subscriber alone may hand in thousands of hashes a day. They would make a day unusual on which survivors send what they
/// always do, and for four weeks after it hardly any day would be.
pub(crate) const SURVIVORS_ITEMS: &str = "survivors-items";
/// Items that were held.
pub(crate) const HELD: &str = "held";
/// Entries that a platform disputes, counted once until staff decide.
pub(crate) const DISPUTED: &str = "disputed";
/// Entries that were suspended, by rule or by staff.
pub(crate) const SUSPENDED: &str = "suspended";
/// Before a number of seconds, a power of two: suspensions by rule that took less, and at least half of it.
pub(crate) const SUSPENDED_WITHIN: &str = "suspended-within-";
/// Before a number of days: decisions of staff about entries that were so old.
pub(crate) const DECIDED_AFTER: &str = "decided-after-";
/// Before a number of hours, one of [`WITHIN`]: disputes that staff answered within so long, and not sooner than the number
/// before it, counted from the first negative word that was open.
pub(crate) const ANSWERED_WITHIN: &str = "answered-within-";
/// Disputes that staff answered later than that.
pub(crate) const ANSWERED_LATER: &str = "answered-later";
/// An hour, a day, three days and a week, in hours.
pub(crate) const WITHIN: [u64; 4] = [1, 24, 72, 168];
/// Before what a decision counted that was taken back: it counts no more.
pub(crate) const UNDONE: &str = "undone-";
/// Before the name of a finding.
pub(crate) const FINDING: &str = "finding-";

/// The name under which new hashes are counted that a subscriber hands in.
pub(crate) fn contributed(member: i32) -> String {
    format!("contributed-{member}")
}

/// What a decision of staff is counted as, about an entry that was made then, of which a platform said the first negative word
/// that it answers at `disputed`.
pub(crate) fn of_decision(
    decided: Action,
    at: Timestamp,
    created_on: Timestamp,
    disputed: Option<Timestamp>,
) -> Vec<String> {
    if !decided.settles() {
        return Vec::new();
    }
    let days = at.since(created_on).as_secs() / (24 * 3_600);
    let mut names = vec![format!("{DECIDED_AFTER}{days}")];
    if decided == Action::Suspend {
        names.push(SUSPENDED.to_owned());
    }
    names.extend(disputed.map(|first| answered(within(at.since(first)))));
    names
}

/// The shortest of the times [`WITHIN`] which that is; `None` where it took longer than all of them.
fn within(took: Duration) -> Option<u64> {
    WITHIN
        .into_iter()
        .find(|hours| took <= Duration::from_secs(hours * 3_600))
}

/// The name under which disputes are counted that were answered within so many hours, or later than all of [`WITHIN`].
pub(crate) fn answered(within: Option<u64>) -> String {
    match within {
        Some(hours) => format!("{ANSWERED_WITHIN}{hours}"),
        None => ANSWERED_LATER.to_owned(),
    }
}

/// The name under which a suspension is counted that took so long.
pub(crate) fn suspended_within(took: Duration) -> String {
    let seconds = took.as_secs().saturating_add(1).next_power_of_two();
    format!("{SUSPENDED_WITHIN}{seconds}")
}

/// What a transaction counts, written as its last step.
#[derive(Default)]
pub(crate) struct Counts(BTreeMap<(ListName, String), u64>);

impl Counts {
    pub(crate) fn add(&mut self, list: &ListName, name: impl Into<String>, amount: u64) {
        *self.0.entry((list.clone(), name.into())).or_default() += amount;
    }
}

impl Service {
    /// Writes counts. Always in the same order, so that of two transactions with the same slot one waits for the
    /// other and never both.
    pub(crate) async fn count(
        &self,
        tx: &mut dyn Transaction,
        day: Timestamp,
        counts: Counts,
    ) -> Result<(), StorageError> {
        let [slot] = self.entropy().bytes::<1>();
        for ((list, name), amount) in counts.0 {
            let tally = Tally {
                day: day.start_of_day(),
                list,
                name,
                amount,
            };
            tx.count(&tally, slot % 16).await?;
        }
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_answer_is_counted_in_the_shortest_time_within_which_it_came() {
        let hour = 3_600;
        for (seconds, name) in [
            (0, "answered-within-1"),
            (hour, "answered-within-1"),
            (hour + 1, "answered-within-24"),
            (24 * hour, "answered-within-24"),
            (72 * hour, "answered-within-72"),
            (168 * hour, "answered-within-168"),
            (168 * hour + 1, "answered-later"),
        ] {
            assert_eq!(answered(within(Duration::from_secs(seconds))), name, "{seconds}");
        }
    }
}

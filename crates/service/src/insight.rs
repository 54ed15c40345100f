//! How the work goes: counts of the last weeks, by list, for charts. Numbers that might point at someone are left out.

use std::{collections::BTreeMap, time::Duration};

use domain::{Timestamp, list::ListName, screening::FindingKind};
use storage::{StorageError, Transaction, screening::Tally};

use crate::{Service, tally};

/// So many days are shown, today the last of them.
pub const DAYS: u32 = 28;
/// A number below this, of which the least are single people's acts, is not told.
pub const FLOOR: u64 = 5;

/// A number, or that there are some and too few to tell.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Count {
    /// 1 to [`FLOOR`] − 1.
    Few,
    /// 0, or at least [`FLOOR`].
    Exactly(u64),
}

impl Count {
    /// The number, unless it has to be left out.
    pub const fn of(number: u64) -> Self {
        if number > 0 && number < FLOOR {
            Self::Few
        } else {
            Self::Exactly(number)
        }
    }
}

/// What happened on one day.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Day {
    /// Which.
    pub day: Timestamp,
    /// Submissions.
    pub cases: Count,
    /// Photos and videos in them.
    pub items: Count,
    /// Of these, held.
    pub held: Count,
    /// Decisions of staff.
    pub decisions: Count,
}

/// How the work on one list goes.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Insight {
    /// The list.
    pub list: ListName,
    /// The oldest first.
    pub days: Vec<Day>,
    /// How often each finding was made.
    pub findings: Vec<(FindingKind, Count)>,
    /// Decisions of staff by the age of the entry: at most so many days.
    pub decided_within: Vec<(u64, Count)>,
    /// Photos and videos of these days.
    pub items: Count,
    /// Entries that a platform disputed, and those per 10,000.
    pub disputed: (Count, Option<u64>),
    /// Entries that were suspended, and those per 10,000.
    pub suspended: (Count, Option<u64>),
    /// Half of the suspensions by rule took less than so long, counted from the first negative word; `None` where
    /// there were too few. Exact to a factor of two.
    pub median_suspension: Option<Duration>,
    /// How many changes each subscriber that follows the list has not fetched yet by any wire, by member number.
    pub lag: Vec<(i32, u64)>,
}

/// Ages of entries, in days, up to which decisions are added up.
const AGES: [u64; 5] = [0, 1, 3, 7, 30];

impl Service {
    /// How the work on every list goes.
    ///
    /// # Errors
    /// Where the database fails.
    pub async fn insight(&self) -> Result<Vec<Insight>, StorageError> {
        self.write_served().await?;
        let today = self.now().start_of_day();
        let day = Duration::from_secs(24 * 3_600);
        let from = today.minus(day * (DAYS - 1));
        let mut tx = self.storage().read().await?;
        let tallies = tx.tallies(from).await?;
        let mut all = Vec::new();
        for list in tx.lists().await? {
            let counts = Counts::new(&tallies, &list);
            let size = tx.checkpoint(&list).await?.map_or(0, |head| head.size);
            let days = (0..DAYS)
                .map(|number| counts.day(from.plus(day * number)))
                .collect();
            let items = counts.total(tally::ITEMS);
            let share = |number: u64| {
                let counted = Count::of(number);
                let told = counted != Count::Few && items >= FLOOR;
                (
                    counted,
                    told.then(|| number.saturating_mul(10_000) / items.max(1)),
                )
            };
            all.push(Insight {
                days,
                findings: counts.findings(),
                decided_within: counts.decided_within(),
                items: Count::of(items),
                disputed: share(counts.total(tally::DISPUTED)),
                suspended: share(counts.total(tally::SUSPENDED)),
                median_suspension: counts.median_suspension(),
                lag: lag(tx.as_mut(), &list, size).await?,
                list,
            });
        }
        Ok(all)
    }
}

/// What each subscriber of a list has still to fetch, as it was noted, whichever node served it.
async fn lag(tx: &mut dyn Transaction, list: &ListName, size: u64) -> Result<Vec<(i32, u64)>, StorageError> {
    let mut lag = Vec::new();
    for subscriber in tx.subscribers_of(list).await? {
        let reached = tx.reached(subscriber.id).await?;
        let until = reached
            .iter()
            .filter(|reached| reached.list == *list)
            .map(|reached| reached.number)
            .max();
        lag.push((subscriber.member, size.saturating_sub(until.unwrap_or(0))));
    }
    Ok(lag)
}

/// What was counted about one list: by day and name.
struct Counts<'a>(BTreeMap<(Timestamp, &'a str), u64>);

impl<'a> Counts<'a> {
    fn new(tallies: &'a [Tally], list: &ListName) -> Self {
        let own = tallies.iter().filter(|tally| tally.list == *list);
        Self(
            own.map(|tally| ((tally.day, tally.name.as_str()), tally.amount))
                .collect(),
        )
    }

    fn day(&self, day: Timestamp) -> Day {
        let on = |name: &str| Count::of(self.0.get(&(day, name)).copied().unwrap_or(0));
        let decisions = self
            .0
            .iter()
            .filter(|((on, name), _)| *on == day && name.starts_with(tally::DECIDED_AFTER))
            .map(|(_, amount)| amount)
            .sum();
        Day {
            day,
            cases: on(tally::CASES),
            items: on(tally::ITEMS),
            held: on(tally::HELD),
            decisions: Count::of(decisions),
        }
    }

    fn total(&self, name: &str) -> u64 {
        self.0
            .iter()
            .filter(|((_, counted), _)| *counted == name)
            .map(|(_, amount)| amount)
            .sum()
    }

    /// Numbers behind names that begin so, with their amounts, the smallest number first.
    fn numbered(&self, prefix: &str) -> BTreeMap<u64, u64> {
        let mut numbered = BTreeMap::new();
        for ((_, name), amount) in &self.0 {
            if let Some(number) = name.strip_prefix(prefix).and_then(|number| number.parse().ok()) {
                *numbered.entry(number).or_default() += amount;
            }
        }
        numbered
    }

    fn findings(&self) -> Vec<(FindingKind, Count)> {
        FindingKind::ALL
            .into_iter()
            .map(|kind| {
                let name = format!("{}{}", tally::FINDING, kind.as_str());
                (kind, Count::of(self.total(&name)))
            })
            .collect()
    }

    fn decided_within(&self) -> Vec<(u64, Count)> {
        let ages = self.numbered(tally::DECIDED_AFTER);
        AGES.into_iter()
            .map(|most| {
                (
                    most,
                    Count::of(ages.range(..=most).map(|(_, amount)| amount).sum()),
                )
            })
            .collect()
    }

    fn median_suspension(&self) -> Option<Duration> {
        let times = self.numbered(tally::SUSPENDED_WITHIN);
        let all: u64 = times.values().sum();
        if all < FLOOR {
            return None;
        }
        let mut before = 0;
        let median = times.iter().find(|(_, amount)| {
            before += **amount;
            before * 2 >= all
        });
        median.map(|(seconds, _)| Duration::from_secs(*seconds))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn tally(day: i64, name: &str, amount: u64) -> Tally {
        Tally {
            day: Timestamp::from_seconds(day * 86_400),
            list: ListName::exploitative(),
            name: name.to_owned(),
            amount,
        }
    }

    #[test]
    fn a_number_that_might_point_at_someone_is_left_out() {
        let counts: Vec<Count> = [0, 1, 4, 5, 6].map(Count::of).into();
        assert_eq!(
            counts,
            [
                Count::Exactly(0),
                Count::Few,
                Count::Few,
                Count::Exactly(5),
                Count::Exactly(6)
            ]
        );
    }

    #[test]
    fn half_of_the_suspensions_took_less_than_the_median() {
        let tallies = [
            tally(1, "suspended-within-1", 3),
            tally(2, "suspended-within-64", 2),
            tally(2, "suspended-within-4096", 4),
        ];
        let counts = Counts::new(&tallies, &ListName::exploitative());
        assert_eq!(counts.median_suspension(), Some(Duration::from_secs(64)));
        let few = Counts::new(&tallies[..1], &ListName::exploitative());
        assert_eq!(few.median_suspension(), None);
    }

    #[test]
    fn decisions_are_added_up_by_the_age_of_the_entry() {
        let tallies = [
            tally(1, "decided-after-0", 5),
            tally(1, "decided-after-2", 6),
            tally(3, "decided-after-12", 7),
        ];
        let counts = Counts::new(&tallies, &ListName::exploitative());
        let exactly = |number| Count::Exactly(number);
        let expected = [
            (0, exactly(5)),
            (1, exactly(5)),
            (3, exactly(11)),
            (7, exactly(11)),
            (30, exactly(18)),
        ];
        assert_eq!(counts.decided_within(), expected);
        assert_eq!(counts.day(Timestamp::from_seconds(86_400)).decisions, exactly(11));
    }
}

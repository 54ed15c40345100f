//! How the work goes: counts of the last weeks, by list, for charts. Numbers that might point at someone are left out.

use std::{
    collections::{BTreeMap, BTreeSet},
    time::Duration,
};

use domain::{Timestamp, list::ListName, screening::FindingKind};
use storage::{StorageError, Transaction, screening::Tally};

use crate::{Service, served::reached, tally};

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
    /// Decisions of staff on the days whose decisions are told, by the age of the entry.
    pub decided: Vec<Age>,
    /// Disputes that staff answered on the days whose decisions are told, by how long that took.
    pub answered: Vec<(Waited, Count)>,
    /// How long the middle one of these waited; `None` where there were too few.
    pub median_answer: Option<Waited>,
    /// Photos and videos of the days whose are told: from what is told of all, that of a single one could be found out.
    pub items: u64,
    /// Entries that a platform disputed; of the days whose items are told, how many for each 10,000 of these.
    pub disputed: (Count, Option<u64>),
    /// The same of entries that were suspended.
    pub suspended: (Count, Option<u64>),
    /// Half of the suspensions by rule took less than so long, counted from the first negative word; `None` where
    /// there were too few. Exact to a factor of two.
    pub median_suspension: Option<Duration>,
    /// How many changes each subscriber that follows the list has not fetched yet by any wire, by member number. Told however
    /// few they are: that is about an organisation and what was served to it, and nobody's act.
    pub lag: Vec<(i32, u64)>,
}

/// Decisions about entries of an age, in days.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Age {
    /// From so many days on.
    pub from: u64,
    /// Up to so many; `None` where there is no end.
    pub to: Option<u64>,
    /// How many decisions.
    pub decisions: u64,
}

/// How long a dispute waited for a person, in hours from the first negative word that staff had not answered.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Waited {
    /// Longer than that.
    pub after: u64,
    /// So long at most; `None` where there is no end.
    pub within: Option<u64>,
}

/// The ages of entries, in days, with which a step ends; the last has no end.
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
            let days: Vec<Day> = (0..DAYS)
                .map(|number| counts.day(from.plus(day * number)))
                .collect();
            let answered = counts.answered();
            all.push(Insight {
                findings: counts.findings(),
                decided: counts.decided(),
                median_answer: middle(answered.iter().map(Step::counted)),
                answered: Step::together(answered)
                    .into_iter()
                    .map(|step| (step.waited(), Count::of(step.amount)))
                    .collect(),
                items: told(&days),
                disputed: counts.share(tally::DISPUTED, &days),
                suspended: counts.share(tally::SUSPENDED, &days),
                median_suspension: counts.median_suspension(),
                lag: lag(tx.as_mut(), &list, size).await?,
                days,
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
        let reached = reached(tx, subscriber.id).await?;
        let until = reached
            .iter()
            .filter(|reached| reached.list == *list)
            .map(|reached| reached.number)
            .max();
        lag.push((subscriber.member, size.saturating_sub(until.unwrap_or(0))));
    }
    Ok(lag)
}

/// A step of a scale, and how many are on it.
#[derive(Clone, Copy)]
struct Step {
    from: u64,
    to: Option<u64>,
    amount: u64,
}

impl Step {
    /// These, the lowest first, but one with too few is told together with the next one: left out, it would be what the others
    /// lack of the days.
    fn together(all: impl IntoIterator<Item = Self>) -> Vec<Self> {
        let mut steps: Vec<Self> = Vec::new();
        for step in all {
            match steps.last_mut() {
                Some(last) if Count::of(last.amount) == Count::Few => last.take(step),
                _ => steps.push(step),
            }
        }
        while let [.., before, last] = &mut steps[..]
            && Count::of(last.amount) == Count::Few
        {
            before.take(*last);
            steps.pop();
        }
        steps
    }

    /// Has the next step in it from now on.
    const fn take(&mut self, next: Self) {
        self.to = next.to;
        self.amount += next.amount;
    }

    /// How long those on it waited, and how many they are.
    const fn counted(&self) -> (Waited, u64) {
        (self.waited(), self.amount)
    }

    const fn waited(self) -> Waited {
        Waited {
            after: self.from,
            within: self.to,
        }
    }
}

/// What the middle one of all is counted as, these being in order, each with how many there are; `None` where there are too
/// few.
fn middle<T>(mut counted: impl Iterator<Item = (T, u64)> + Clone) -> Option<T> {
    let all: u64 = counted.clone().map(|(_, amount)| amount).sum();
    if all < FLOOR {
        return None;
    }
    let mut before = 0;
    let middle = counted.find(|(_, amount)| {
        before += amount;
        before * 2 >= all
    });
    middle.map(|(one, _)| one)
}

/// The photos and videos of the days whose are told.
fn told(days: &[Day]) -> u64 {
    let told = days.iter().map(|day| match day.items {
        Count::Few => 0,
        Count::Exactly(items) => items,
    });
    told.sum()
}

/// What was counted about one list, by day and name, less what was taken back.
struct Counts<'a>(BTreeMap<(Timestamp, &'a str), u64>);

impl<'a> Counts<'a> {
    fn new(tallies: &'a [Tally], list: &ListName) -> Self {
        let own = || tallies.iter().filter(|tally| tally.list == *list);
        let mut counts: BTreeMap<_, _> = own()
            .map(|tally| ((tally.day, tally.name.as_str()), tally.amount))
            .collect();
        for undone in own() {
            if let Some(name) = undone.name.strip_prefix(tally::UNDONE)
                && let Some(amount) = counts.get_mut(&(undone.day, name))
            {
                *amount = amount.saturating_sub(undone.amount);
            }
        }
        Self(counts)
    }

    fn day(&self, day: Timestamp) -> Day {
        let on = |name: &str| Count::of(self.0.get(&(day, name)).copied().unwrap_or(0));
        Day {
            day,
            cases: on(tally::CASES),
            items: on(tally::ITEMS),
            held: on(tally::HELD),
            decisions: self.decisions_on(day),
        }
    }

    fn decisions_on(&self, day: Timestamp) -> Count {
        let decisions = self
            .0
            .iter()
            .filter(|((on, name), _)| *on == day && name.starts_with(tally::DECIDED_AFTER));
        Count::of(decisions.map(|(_, amount)| amount).sum())
    }

    /// How often something was counted, and how many that is in ten thousand items, of the days whose items are told: from
    /// what is told of all, that of the others could be found out. So it could where these have too few, or those.
    fn share(&self, name: &str, days: &[Day]) -> (Count, Option<u64>) {
        let (total, items) = (self.total(name), told(days));
        let on_told: u64 = days
            .iter()
            .filter(|day| day.items != Count::Few)
            .filter_map(|day| self.0.get(&(day.day, name)))
            .sum();
        let parts = [on_told, total.saturating_sub(on_told)].map(Count::of);
        let is_told = items >= FLOOR && !parts.contains(&Count::Few);
        let share = is_told.then(|| on_told.saturating_mul(10_000) / items);
        (Count::of(total), share)
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

    /// The days whose decisions are told.
    fn days_told(&self) -> BTreeSet<Timestamp> {
        let days: BTreeSet<Timestamp> = self.0.keys().map(|(day, _)| *day).collect();
        days.into_iter()
            .filter(|day| self.decisions_on(*day) != Count::Few)
            .collect()
    }

    /// Decisions by the age of the entry, on the days whose decisions are told.
    fn decided(&self) -> Vec<Age> {
        let days = self.days_told();
        let mut ages: BTreeMap<u64, u64> = BTreeMap::new();
        for ((day, name), amount) in &self.0 {
            let age = name.strip_prefix(tally::DECIDED_AFTER).map(str::parse);
            if let Some(Ok(age)) = age
                && days.contains(day)
            {
                *ages.entry(age).or_default() += amount;
            }
        }
        let mut from = 0;
        let all = AGES.into_iter().map(Some).chain([None]).map(|to| {
            let within = ages.range(from..=to.unwrap_or(u64::MAX));
            let step = Step {
                from,
                to,
                amount: within.map(|(_, amount)| amount).sum(),
            };
            from = to.map_or(u64::MAX, |to| to + 1);
            step
        });
        let steps = Step::together(all).into_iter();
        steps
            .map(|step| Age {
                from: step.from,
                to: step.to,
                decisions: step.amount,
            })
            .collect()
    }

    /// Disputes by the hours in which they were answered, on the days whose decisions are told: each was answered by one.
    fn answered(&self) -> Vec<Step> {
        let days = self.days_told();
        let mut from = 0;
        let mut steps = Vec::new();
        for to in tally::WITHIN.into_iter().map(Some).chain([None]) {
            let name = tally::answered(to);
            let on_days = days.iter().filter_map(|day| self.0.get(&(*day, name.as_str())));
            let amount: u64 = on_days.sum();
            steps.push(Step { from, to, amount });
            from = to.unwrap_or(u64::MAX);
        }
        steps
    }

    fn median_suspension(&self) -> Option<Duration> {
        let times = self.numbered(tally::SUSPENDED_WITHIN);
        let median = middle(times.iter().map(|(seconds, amount)| (*seconds, *amount)));
        median.map(Duration::from_secs)
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
    fn decisions_are_told_by_the_age_of_the_entry_and_too_few_with_the_next() {
        let decided = |tallies: &[Tally]| {
            let counts = Counts::new(tallies, &ListName::exploitative());
            let steps = counts.decided();
            let told = steps.iter().map(|step| (step.from, step.to, step.decisions));
            told.collect::<Vec<_>>()
        };
        let tallies = [
            tally(1, "decided-after-0", 12),
            tally(1, "decided-after-1", 2),
            tally(1, "decided-after-3", 6),
            tally(3, "decided-after-12", 7),
            tally(3, "decided-after-31", 3),
        ];
        let expected = [(0, Some(0), 12), (1, Some(3), 8), (4, Some(7), 0), (8, None, 10)];
        assert_eq!(decided(&tallies), expected);
        let all = [(0, None, 6)];
        let scattered = [tally(1, "decided-after-0", 3), tally(1, "decided-after-40", 3)];
        assert_eq!(decided(&scattered), all);
        let few = [tally(1, "decided-after-0", 9), tally(2, "decided-after-0", 2)];
        assert_eq!(
            decided(&few)[0],
            (0, Some(0), 9),
            "a day that is not told is not in it"
        );
        assert_eq!(decided(&[])[0], (0, Some(0), 0));
    }

    /// A step that is told: after and within how many hours, and how many.
    type Told = (u64, Option<u64>, Count);

    /// How long disputes waited, as it is told, and half of them.
    fn waits(tallies: &[Tally]) -> (Vec<Told>, Option<Waited>) {
        let counts = Counts::new(tallies, &ListName::exploitative());
        let steps = counts.answered();
        let half = middle(steps.iter().map(Step::counted));
        let told = Step::together(steps).into_iter();
        let told = told.map(|step| (step.from, step.to, Count::of(step.amount)));
        (told.collect(), half)
    }

    #[test]
    fn answers_are_told_by_how_long_they_took_and_too_few_with_the_next() {
        let tallies = [
            tally(1, "decided-after-60", 30),
            tally(1, "answered-within-1", 7),
            tally(1, "undone-answered-within-1", 1),
            tally(1, "answered-within-24", 2),
            tally(1, "answered-within-72", 5),
            tally(1, "answered-later", 8),
            tally(2, "decided-after-0", 4),
            tally(2, "answered-within-1", 4),
        ];
        let (told, half) = waits(&tallies);
        let expected = [
            (0, Some(1), Count::Exactly(6)),
            (1, Some(72), Count::Exactly(7)),
            (72, Some(168), Count::Exactly(0)),
            (168, None, Count::Exactly(8)),
        ];
        assert_eq!(told, expected, "a day that is not told is not in it");
        let expected = Waited {
            after: 24,
            within: Some(72),
        };
        assert_eq!(half, Some(expected));
    }

    #[test]
    fn answers_that_are_too_few_in_all_are_not_told() {
        let decided = tally(1, "decided-after-0", 30);
        for name in ["answered-within-1", "answered-within-72", "answered-later"] {
            let few = waits(&[decided.clone(), tally(1, name, 4)]);
            assert_eq!(few, (vec![(0, None, Count::Few)], None), "{name}");
        }
        let late = [
            decided,
            tally(1, "answered-within-1", 20),
            tally(1, "answered-later", 2),
        ];
        let (told, half) = waits(&late);
        assert_eq!(told, [(0, None, Count::Exactly(22))]);
        let expected = Waited {
            after: 0,
            within: Some(1),
        };
        assert_eq!(half, Some(expected), "half of them tell nothing of the two");
        let (none, half) = waits(&[]);
        assert_eq!(none[0], (0, Some(1), Count::Exactly(0)));
        assert_eq!((none.len(), half), (5, None));
    }

    #[test]
    fn of_all_days_together_only_those_are_told_that_are_told_alone() {
        let tallies = [tally(1, "items", 20), tally(2, "items", 3)];
        let counts = Counts::new(&tallies, &ListName::exploitative());
        let days: Vec<Day> = (1..4)
            .map(|day| counts.day(Timestamp::from_seconds(day * 86_400)))
            .collect();
        assert_eq!(days[1].items, Count::Few);
        assert_eq!(told(&days), 20);
    }

    #[test]
    fn a_share_is_of_days_that_are_told_and_tells_nothing_of_the_others() {
        let share = |on_told, on_other, on_empty| {
            let tallies = [
                tally(1, "items", 20),
                tally(1, "suspended", on_told),
                tally(2, "items", 3),
                tally(2, "suspended", on_other),
                tally(3, "suspended", on_empty),
            ];
            let counts = Counts::new(&tallies, &ListName::exploitative());
            let days: Vec<Day> = (1..4)
                .map(|day| counts.day(Timestamp::from_seconds(day * 86_400)))
                .collect();
            counts.share("suspended", &days)
        };
        assert_eq!(share(10, 0, 0), (Count::Exactly(10), Some(5_000)));
        assert_eq!(
            share(10, 32, 0),
            (Count::Exactly(42), Some(5_000)),
            "of the items that are told, and of no others"
        );
        assert_eq!(share(8, 5, 2), (Count::Exactly(15), Some(5_000)));
        assert_eq!(
            share(10, 2, 0),
            (Count::Exactly(12), None),
            "two could be found out from the share"
        );
        assert_eq!(share(4, 32, 0), (Count::Exactly(36), None));
        assert_eq!(share(0, 3, 0), (Count::Few, None));
    }

    #[test]
    fn what_was_taken_back_counts_no_more() {
        let tallies = [
            tally(1, "decided-after-0", 8),
            tally(1, "undone-decided-after-0", 2),
            tally(1, "suspended", 7),
            tally(1, "undone-suspended", 1),
        ];
        let counts = Counts::new(&tallies, &ListName::exploitative());
        assert_eq!(
            counts.decisions_on(Timestamp::from_seconds(86_400)),
            Count::Exactly(6)
        );
        assert_eq!(counts.total("suspended"), 6);
    }
}

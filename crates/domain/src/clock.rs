//! Time as a parameter.

use std::time::Duration;

/// A point in time: milliseconds since 1970-01-01T00:00:00Z.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Timestamp(i64);

const SECOND: i64 = 1_000;
const HOUR: i64 = 3_600 * SECOND;
const DAY: i64 = 24 * HOUR;
/// 0000-01-01T00:00:00Z.
const FIRST_DATE: i64 = -62_167_219_200 * SECOND;
/// 9999-12-31T23:59:59.999Z.
const LAST_DATE: i64 = 253_402_300_800 * SECOND - 1;

impl Timestamp {
    /// From milliseconds since the Unix epoch.
    pub const fn from_millis(millis: i64) -> Self {
        Self(millis)
    }

    /// From whole seconds since the Unix epoch.
    pub const fn from_seconds(seconds: i64) -> Self {
        Self(seconds * SECOND)
    }

    /// Milliseconds since the Unix epoch.
    pub const fn as_millis(self) -> i64 {
        self.0
    }

    /// Whole seconds since the Unix epoch, rounded down.
    pub const fn as_seconds(self) -> i64 {
        self.0.div_euclid(SECOND)
    }

    /// Whether it lies in the years 0 to 9999, whose days can be written.
    pub const fn has_date(self) -> bool {
        matches!(self.0, FIRST_DATE..=LAST_DATE)
    }

    /// The start of this second.
    #[must_use]
    pub const fn start_of_second(self) -> Self {
        Self::from_seconds(self.as_seconds())
    }

    /// The start of this day, UTC. What is kept of the moment of a survivor's act is no finer than this.
    #[must_use]
    pub const fn start_of_day(self) -> Self {
        Self(self.0.div_euclid(DAY) * DAY)
    }

    /// The start of the next full hour: deadlines are kept as coarse as their purpose allows.
    #[must_use]
    pub const fn next_hour(self) -> Self {
        Self((self.0.div_euclid(HOUR) + 1) * HOUR)
    }

    /// This moment and `duration` more, at most the end of time.
    #[must_use]
    pub fn plus(self, duration: Duration) -> Self {
        Self(
            self.0
                .saturating_add(i64::try_from(duration.as_millis()).unwrap_or(i64::MAX)),
        )
    }

    /// This moment less `duration`.
    #[must_use]
    pub fn minus(self, duration: Duration) -> Self {
        Self(
            self.0
                .saturating_sub(i64::try_from(duration.as_millis()).unwrap_or(i64::MAX)),
        )
    }

    /// How long from `earlier` to this moment; zero where `earlier` is later.
    pub fn since(self, earlier: Self) -> Duration {
        Duration::from_millis(u64::try_from(self.0.saturating_sub(earlier.0)).unwrap_or(0))
    }
}

/// Where the time comes from.
pub trait Clock: Send + Sync {
    /// The current time.
    fn now(&self) -> Timestamp;
}

/// A clock that moves only when told to, or a little whenever someone looks.
#[cfg(any(test, feature = "test-support"))]
#[derive(Debug)]
pub struct ManualClock {
    now: std::sync::atomic::AtomicI64,
    /// How many milliseconds pass whenever someone looks.
    pace: std::sync::atomic::AtomicI64,
}

#[cfg(any(test, feature = "test-support"))]
impl ManualClock {
    /// A clock that stands at `start`.
    pub const fn at(start: Timestamp) -> Self {
        Self {
            now: std::sync::atomic::AtomicI64::new(start.0),
            pace: std::sync::atomic::AtomicI64::new(0),
        }
    }

    /// Lets a millisecond pass from now on whenever someone looks, as real ones do.
    pub fn run(&self) {
        self.pace.store(1, std::sync::atomic::Ordering::SeqCst);
    }

    /// Moves the clock forwards.
    pub fn advance(&self, by: Duration) {
        self.set(self.now().plus(by));
    }

    /// Puts the clock at any moment, earlier ones included.
    pub fn set(&self, to: Timestamp) {
        self.now.store(to.0, std::sync::atomic::Ordering::SeqCst);
    }
}

#[cfg(any(test, feature = "test-support"))]
impl Clock for ManualClock {
    fn now(&self) -> Timestamp {
        let pace = self.pace.load(std::sync::atomic::Ordering::SeqCst);
        Timestamp(self.now.fetch_add(pace, std::sync::atomic::Ordering::SeqCst))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_day_starts_at_midnight_utc_also_before_1970() {
        assert_eq!(
            Timestamp::from_millis(DAY + 5).start_of_day(),
            Timestamp::from_millis(DAY)
        );
        assert_eq!(
            Timestamp::from_millis(-1).start_of_day(),
            Timestamp::from_millis(-DAY)
        );
    }

    #[test]
    fn years_of_four_digits_have_dates() {
        for (millis, has) in [
            (0, true),
            (FIRST_DATE, true),
            (FIRST_DATE - 1, false),
            (LAST_DATE, true),
        ] {
            assert_eq!(Timestamp::from_millis(millis).has_date(), has, "{millis}");
        }
        for never in [LAST_DATE + 1, i64::MAX, i64::MIN] {
            assert!(!Timestamp::from_millis(never).has_date(), "{never}");
        }
    }

    #[test]
    fn the_next_hour_is_always_later() {
        assert_eq!(
            Timestamp::from_millis(HOUR).next_hour(),
            Timestamp::from_millis(2 * HOUR)
        );
        assert_eq!(
            Timestamp::from_millis(HOUR - 1).next_hour(),
            Timestamp::from_millis(HOUR)
        );
    }
}

//! Delays that grow with every wrong guess and always end.
//!
//! Kept in memory only and under keyed digests: who guessed, and when, is nowhere to be found afterwards.

use std::{
    collections::HashMap,
    sync::{Mutex, PoisonError},
    time::Duration,
};

use domain::Timestamp;

use crate::door::{FIRST_DELAY, GUESSES, LONGEST_DELAY, LONGEST_FOR_ALL};

/// After so long without a guess the count starts again.
const FORGOTTEN_AFTER: Duration = Duration::from_secs(24 * 3_600);
/// More keys than this are not kept; the oldest go first.
const MOST_KEYS: usize = 100_000;

/// How long after the `failed`th wrong guess in a row the next one has to wait: 2 s, 4 s, 8 s ... one hour.
pub(crate) fn delay_after(failed: u32) -> Duration {
    match failed.checked_sub(GUESSES) {
        None => Duration::ZERO,
        Some(over) => (FIRST_DELAY * (1_u32 << over.min(11))).min(LONGEST_DELAY),
    }
}

/// How many wrong guesses at an account still count at `now`, of `failed` in a row after which the next may be made at
/// `next_at`: they are forgotten when those at what nobody has are, so that waiting does not tell who exists.
pub(crate) fn remembered(failed: u32, next_at: Option<Timestamp>, now: Timestamp) -> u32 {
    let last = next_at.map(|next_at| next_at.minus(delay_after(failed).min(LONGEST_FOR_ALL)));
    match last {
        Some(last) if now.since(last) >= FORGOTTEN_AFTER => 0,
        _ => failed,
    }
}

/// Counts wrong guesses per key.
#[derive(Default)]
pub(crate) struct Throttle(Mutex<HashMap<[u8; 32], Guesses>>);

struct Guesses {
    failed: u32,
    last: Timestamp,
    /// When the one before the last was made.
    before: Timestamp,
}

impl Throttle {
    /// Lets a guess through or says for how many seconds to wait. A guess that is let through counts as wrong
    /// until [`Self::forgive`] says otherwise, so that many at the same time are not all free.
    pub(crate) fn admit(&self, key: [u8; 32], now: Timestamp) -> Result<(), u64> {
        self.admit_within(key, now, LONGEST_DELAY)
    }

    /// The same, where nobody waits longer than `longest`.
    pub(crate) fn admit_within(&self, key: [u8; 32], now: Timestamp, longest: Duration) -> Result<(), u64> {
        let mut guesses = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        if guesses.len() >= MOST_KEYS && !guesses.contains_key(&key) {
            forget(&mut guesses, now);
        }
        let known = guesses.entry(key).or_insert(Guesses {
            failed: 0,
            last: now,
            before: now,
        });
        if now.since(known.last) >= FORGOTTEN_AFTER {
            known.failed = 0;
        }
        let free_at = known.last.plus(delay_after(known.failed).min(longest));
        if known.failed > 0 && now < free_at {
            return Err(free_at.since(now).as_secs().max(1));
        }
        *known = Guesses {
            failed: known.failed.saturating_add(1),
            last: now,
            before: known.last,
        };
        Ok(())
    }

    /// Nobody looked at the guess, so it was no wrong one.
    pub(crate) fn take_back(&self, key: &[u8; 32]) {
        let mut guesses = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(known) = guesses.get_mut(key) {
            known.failed = known.failed.saturating_sub(1);
            known.last = known.before;
        }
    }

    /// The guess was right.
    pub(crate) fn forgive(&self, key: &[u8; 32]) {
        self.0.lock().unwrap_or_else(PoisonError::into_inner).remove(key);
    }
}

/// Makes room: first what would be forgotten anyway, then the older half.
fn forget(guesses: &mut HashMap<[u8; 32], Guesses>, now: Timestamp) {
    guesses.retain(|_, known| now.since(known.last) < FORGOTTEN_AFTER);
    if guesses.len() >= MOST_KEYS {
        let mut moments: Vec<_> = guesses.values().map(|known| known.last).collect();
        let middle = moments.len() / 2;
        let (_, median, _) = moments.select_nth_unstable(middle);
        let median = *median;
        guesses.retain(|_, known| known.last > median);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const START: Timestamp = Timestamp::from_seconds(1_000_000);

    #[test]
    fn delays_grow_to_an_hour_and_no_further() {
        let seconds: Vec<u64> = (0..20).map(|failed| delay_after(failed).as_secs()).collect();
        assert_eq!(seconds[..7], [0, 0, 0, 0, 2, 4, 8]);
        assert_eq!(seconds[19], 3_600);
    }

    #[test]
    fn the_fifth_guess_waits_and_then_may_be_made() {
        let throttle = Throttle::default();
        for _ in 0..4 {
            assert_eq!(throttle.admit([1; 32], START), Ok(()));
        }
        assert_eq!(throttle.admit([1; 32], START), Err(2));
        assert_eq!(
            throttle.admit([2; 32], START),
            Ok(()),
            "someone else's guesses are not counted"
        );
        assert_eq!(
            throttle.admit([1; 32], START.plus(Duration::from_secs(2))),
            Ok(())
        );
    }

    #[test]
    fn a_right_guess_starts_the_count_again() {
        let throttle = Throttle::default();
        for _ in 0..4 {
            assert_eq!(throttle.admit([1; 32], START), Ok(()));
        }
        throttle.forgive(&[1; 32]);
        assert_eq!(throttle.admit([1; 32], START), Ok(()));
    }

    #[test]
    fn a_guess_that_nobody_looked_at_does_not_count() {
        let throttle = Throttle::default();
        let at = |seconds| START.plus(Duration::from_secs(seconds));
        for _ in 0..4 {
            assert_eq!(throttle.admit([1; 32], START), Ok(()));
        }
        for _ in 0..10 {
            assert_eq!(throttle.admit([1; 32], at(2)), Ok(()));
            throttle.take_back(&[1; 32]);
        }
        assert_eq!(throttle.admit([1; 32], at(2)), Ok(()));
        assert_eq!(throttle.admit([1; 32], at(2)), Err(4), "looked at, it counts");
    }

    #[test]
    fn a_day_without_guesses_starts_the_count_again() {
        let throttle = Throttle::default();
        for guess in 0..30 {
            let _ = throttle.admit([1; 32], START.plus(Duration::from_secs(guess * 3_600)));
        }
        let later = START.plus(Duration::from_secs((30 + 24) * 3_600));
        for _ in 0..4 {
            assert_eq!(throttle.admit([1; 32], later), Ok(()));
        }
    }
}

//! How much is being sent, compared with a calm minute.

use std::sync::{Mutex, PoisonError};

use domain::Timestamp;

/// Up to so many photos and videos in a minute nobody has to do any work: two hundred times what the largest service of
/// this kind gets, and fewer than fill the hour (`ITEMS_AN_HOUR`), so that whoever wants to keep others out works for it.
pub(crate) const CALM: u32 = 300;
const _: () = assert!(CALM * 60 < super::ITEMS_AN_HOUR, "calm minutes fill no hour");
/// The least work that is asked for, in bits: about 16,000 hashes, a few hundredths of a second.
const LEAST: u8 = 14;
/// The most: about half a million hashes, a second on a laptop and a few on an old phone.
pub(crate) const MOST: u8 = 19;

/// Photos and videos of this minute and of the last one.
#[derive(Default)]
pub(crate) struct Pressure(Mutex<Minutes>);

#[derive(Clone, Copy, Default)]
struct Minutes {
    minute: i64,
    this: u32,
    last: u32,
}

impl Pressure {
    /// Counts what is in a submission, whatever becomes of it.
    pub(crate) fn note(&self, now: Timestamp, items: u32) {
        let mut minutes = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        *minutes = minutes.at(now);
        minutes.this = minutes.this.saturating_add(items);
    }

    /// The work that is asked for now, in bits; 0 in calm times. One bit more, twice the work, for each doubling.
    pub(crate) fn bits(&self, now: Timestamp) -> u8 {
        let minutes = self.0.lock().unwrap_or_else(PoisonError::into_inner).at(now);
        let busiest = minutes.this.max(minutes.last);
        if busiest <= CALM {
            return 0;
        }
        let doublings = (busiest / CALM).ilog2();
        LEAST
            .saturating_add(u8::try_from(doublings).unwrap_or(u8::MAX))
            .min(MOST)
    }
}

impl Minutes {
    fn at(self, now: Timestamp) -> Self {
        let minute = now.as_seconds().div_euclid(60);
        match minute - self.minute {
            0 => self,
            1 => Self {
                minute,
                this: 0,
                last: self.this,
            },
            _ => Self {
                minute,
                this: 0,
                last: 0,
            },
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn work_is_asked_for_under_attack_rises_with_it_and_ends_after_it() {
        let pressure = Pressure::default();
        let minute = |minute: i64| Timestamp::from_seconds(minute * 60);
        let send = |count: u32, at| (0..count).for_each(|_| pressure.note(at, 1));
        send(CALM, minute(0));
        assert_eq!(pressure.bits(minute(0)), 0, "a calm minute");
        send(1, minute(0));
        assert_eq!(pressure.bits(minute(0)), LEAST);
        send(CALM * 4, minute(1));
        assert_eq!(pressure.bits(minute(1)), LEAST + 2);
        send(CALM * 1_000, minute(2));
        assert_eq!(pressure.bits(minute(2)), MOST);
        assert_eq!(pressure.bits(minute(3)), MOST, "a minute later still");
        assert_eq!(pressure.bits(minute(4)), 0, "and then no more");
    }

    #[test]
    fn many_in_few_submissions_are_as_many() {
        let pressure = Pressure::default();
        let now = Timestamp::from_seconds(0);
        for _ in 0..3 {
            pressure.note(now, 100);
        }
        assert_eq!(pressure.bits(now), 0);
        pressure.note(now, 100);
        assert_eq!(pressure.bits(now), LEAST);
    }
}

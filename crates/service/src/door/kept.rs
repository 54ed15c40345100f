//! A limit whose bucket stands in the database: it holds for all nodes together, at midnight and after a restart too.

use std::{sync::atomic::Ordering, time::Duration};

use domain::{Timestamp, id::StaffId};
use storage::{StorageError, Transaction};

use super::{Errand, Limit, Wait, wait};
use crate::Service;

impl Limit {
    /// When the bucket will be full again after one more at `now`, where until then it would have been at `full_at`; or how
    /// long that one has to wait. The same rule (GCRA) as of the buckets in memory, with the same numbers.
    fn take(self, full_at: Option<Timestamp>, now: Timestamp) -> Result<Timestamp, Wait> {
        // Whoever's clock was ahead for a while makes nobody wait for as long.
        let emptiest = now.plus(self.each * self.burst);
        let full_at = full_at
            .map_or(now, |full_at| full_at.clamp(now, emptiest))
            .plus(self.each);
        let over = full_at.since(now).saturating_sub(self.each * self.burst);
        if over > Duration::ZERO {
            return Err(wait(self.bound, over));
        }
        Ok(full_at)
    }
}

impl Service {
    /// Lets a member of staff take one more entry off the list, whichever node they ask, or says how long to wait. Counted
    /// in the caller's transaction, which holds their row and counts nothing where it comes to nothing.
    ///
    /// # Errors
    /// Where the database fails.
    pub(crate) async fn admit_removal(
        &self,
        tx: &mut dyn Transaction,
        staff: StaffId,
    ) -> Result<Result<(), Wait>, StorageError> {
        if self.0.door.open.load(Ordering::Relaxed) {
            return Ok(Ok(()));
        }
        let full_at = tx.removals_full_at(staff).await?;
        match Errand::Remove.limit().take(full_at, self.now()) {
            Ok(full_at) => {
                tx.set_removals_full_at(staff, full_at).await?;
                Ok(Ok(()))
            }
            Err(wait) => {
                self.metrics().turned_away(Errand::Remove);
                Ok(Err(wait))
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use std::sync::Arc;

    use domain::{Clock, Entropy, clock::ManualClock, entropy::SeededEntropy};

    use super::*;
    use crate::door::{Bound, Door, LIMITS};

    #[test]
    fn a_kept_bucket_lets_in_what_one_in_memory_does_and_says_the_same_wait() {
        let clock = Arc::new(ManualClock::at(Timestamp::from_seconds(1_000_000)));
        let entropy: &dyn Entropy = &SeededEntropy::new(1);
        let shared: Arc<dyn Clock> = Arc::clone(&clock) as _;
        let door = Door::new(&shared, entropy);
        let visitor = door.visitor("192.0.2.1".parse().unwrap(), entropy);
        for limit in LIMITS {
            let Bound::Errand(errand) = limit.bound else {
                continue;
            };
            if errand == Errand::Remove {
                continue;
            }
            let mut full_at = None;
            for _ in 0..limit.burst * 3 {
                // Mostly close together, so that it runs empty, and sometimes a whole while apart.
                let [drawn] = entropy.bytes::<1>();
                let share = if drawn < 8 { 40 } else { u32::from(drawn % 3) };
                clock.advance(limit.each * share / 4);
                let (in_memory, kept) = (door.admit(errand, visitor), limit.take(full_at, clock.now()));
                assert_eq!(in_memory.err(), kept.err(), "{errand:?}");
                full_at = kept.ok().or(full_at);
            }
        }
    }

    #[test]
    fn what_a_clock_said_that_was_ahead_makes_nobody_wait_for_as_long() {
        let (limit, now) = (Errand::Remove.limit(), Timestamp::from_seconds(1_000_000));
        let tomorrow = now.plus(Duration::from_secs(86_400));
        let seconds = limit.take(Some(tomorrow), now).unwrap_err().seconds;
        assert_eq!(seconds, limit.each.as_secs() + 1);
    }

    #[test]
    fn a_burst_is_let_in_at_once_and_then_one_at_a_time() {
        let (limit, start) = (Errand::Remove.limit(), Timestamp::from_seconds(1_000_000));
        let mut full_at = None;
        for _ in 0..limit.burst {
            full_at = Some(limit.take(full_at, start).unwrap());
        }
        let seconds = limit.take(full_at, start).unwrap_err().seconds;
        assert_eq!(seconds, limit.each.as_secs() + 1);
        let later = start.plus(limit.each);
        full_at = Some(limit.take(full_at, later).unwrap());
        assert!(limit.take(full_at, later).is_err());
        let rested = later.plus(limit.each * limit.burst);
        for _ in 0..limit.burst {
            full_at = Some(limit.take(full_at, rested).unwrap());
        }
        assert!(limit.take(full_at, rested).is_err());
    }
}

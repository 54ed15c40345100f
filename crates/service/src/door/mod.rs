//! What is let in, how often, and what someone is told who has to wait.
//!
//! Nobody is known by an address. The first part of one (a /24 of IPv4, a /56 of IPv6) becomes a keyed digest under a
//! key that lives in memory only and is replaced every day, and buckets go with it: what is left in memory leads to
//! nobody, and nothing is written anywhere. What a whole platform may do so often is counted in the same way, under its
//! id; what one member of staff may, with them in the database ([`kept`]).
//!
//! When far more is sent than on a calm day, whoever sends does a little work first ([`work`]).

mod kept;
mod limits;
mod pressure;
pub mod work;

use std::{
    net::IpAddr,
    num::NonZeroU32,
    sync::{
        Arc, PoisonError, RwLock,
        atomic::{AtomicBool, Ordering},
    },
    time::Duration,
};

use domain::{Clock, Entropy, Timestamp, id::SubscriberId};
use governor::{
    Quota, RateLimiter, clock::Clock as Ticking, middleware::NoOpMiddleware, state::keyed::DashMapStateStore,
};
use hmac::{Hmac, KeyInit as _, Mac as _};
use sha2::Sha256;
use zeroize::Zeroizing;

pub use self::limits::{Bound, Errand, ITEMS_AN_HOUR, LIMITS, Limit};
pub(crate) use self::limits::{FIRST_DELAY, GUESSES, LONGEST_DELAY, LONGEST_FOR_ALL};
use self::pressure::Pressure;
use crate::Service;

/// No more parts of the network are told apart; beyond this all buckets start again.
const MOST_VISITORS: usize = 200_000;

/// Where a request comes from: a keyed digest of a part of the network or of a platform, good for today. It leads nowhere.
#[derive(Clone, Copy, PartialEq, Eq, Hash)]
pub struct Visitor([u8; 16]);

impl Visitor {
    /// Whoever comes without an address: all of them together.
    pub const UNKNOWN: Self = Self([0; 16]);

    /// The digest.
    pub(crate) const fn as_bytes(&self) -> &[u8; 16] {
        &self.0
    }
}

/// Says that it is a visitor and not which one.
impl std::fmt::Debug for Visitor {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("Visitor(..)")
    }
}

/// Has to wait.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Wait {
    /// For so many seconds, at least 1.
    pub seconds: u64,
    /// Because of this limit.
    pub bound: Bound,
}

impl Wait {
    /// Where too many PINs and passphrases are looked at to look at one more. Each takes a moment, so there is room soon.
    pub const BUSY: Self = Self {
        seconds: 5,
        bound: Bound::Everybody,
    };

    /// The name of the text that says why.
    pub fn sentence(self) -> &'static str {
        self.bound.limit().sentence
    }
}

type Buckets = RateLimiter<Visitor, DashMapStateStore<Visitor>, Ticks, NoOpMiddleware<Duration>>;

/// The clock as `governor` wants it: time since 1970.
#[derive(Clone)]
struct Ticks(Arc<dyn Clock>);

impl Ticking for Ticks {
    type Instant = Duration;

    fn now(&self) -> Duration {
        self.0.now().since(Timestamp::from_millis(0))
    }
}

/// The limits with their buckets.
pub(crate) struct Door {
    clock: Arc<dyn Clock>,
    day: RwLock<Day>,
    items: Bucket,
    pressure: Pressure,
    open: AtomicBool,
}

type Bucket =
    RateLimiter<governor::state::NotKeyed, governor::state::InMemoryState, Ticks, NoOpMiddleware<Duration>>;

/// What goes at the end of the day.
struct Day {
    on: Timestamp,
    key: Zeroizing<[u8; 32]>,
    buckets: Vec<(Errand, Buckets)>,
}

impl Day {
    fn new(clock: &Arc<dyn Clock>, entropy: &dyn Entropy) -> Self {
        Self {
            on: clock.now().start_of_day(),
            key: Zeroizing::new(entropy.bytes()),
            buckets: empty_buckets(clock),
        }
    }
}

/// For everyone who comes for something that is counted here, a bucket of their own.
fn empty_buckets(clock: &Arc<dyn Clock>) -> Vec<(Errand, Buckets)> {
    let of = |limit: Limit| match limit.bound {
        // Counted in the database.
        Bound::Errand(Errand::Remove) => None,
        Bound::Errand(errand) => {
            let quota = quota(limit.burst, limit.each);
            let buckets: Buckets = RateLimiter::dashmap_with_clock(quota, Ticks(Arc::clone(clock)));
            Some((errand, buckets))
        }
        // Guesses are counted by `throttle`, and what everybody sends in one bucket.
        Bound::Number | Bound::Name | Bound::Everybody => None,
    };
    LIMITS.into_iter().filter_map(of).collect()
}

/// `burst` at once, then one after each `each`.
fn quota(burst: u32, each: Duration) -> Quota {
    let burst = NonZeroU32::new(burst).unwrap_or(NonZeroU32::MIN);
    Quota::with_period(each)
        .unwrap_or(Quota::per_second(burst))
        .allow_burst(burst)
}

impl Door {
    pub(crate) fn new(clock: &Arc<dyn Clock>, entropy: &dyn Entropy) -> Self {
        let everybody = Bound::Everybody.limit();
        Self {
            clock: Arc::clone(clock),
            day: RwLock::new(Day::new(clock, entropy)),
            items: RateLimiter::direct_with_clock(
                quota(everybody.burst, everybody.each),
                Ticks(Arc::clone(clock)),
            ),
            pressure: Pressure::default(),
            open: AtomicBool::new(false),
        }
    }

    /// The digest of the part of the network that an address belongs to.
    fn visitor(&self, address: IpAddr, entropy: &dyn Entropy) -> Visitor {
        self.digest(&part_of_network(address), entropy)
    }

    /// The digest of a platform. Its id is longer than any part of the network, so it is taken for none.
    fn platform(&self, platform: SubscriberId, entropy: &dyn Entropy) -> Visitor {
        self.digest(platform.as_bytes(), entropy)
    }

    /// Of whatever is told apart, under the key of today.
    fn digest(&self, of: &[u8], entropy: &dyn Entropy) -> Visitor {
        let today = self.clock.now().start_of_day();
        let digest = |day: &Day| {
            let mut mac = Hmac::<Sha256>::new_from_slice(day.key.as_slice())
                .unwrap_or_else(|_| unreachable!("an HMAC takes a key of any length"));
            mac.update(of);
            let digest: [u8; 32] = mac.finalize().into_bytes().into();
            Visitor(std::array::from_fn(|place| digest[place]))
        };
        {
            let day = self.day.read().unwrap_or_else(PoisonError::into_inner);
            if day.on == today {
                return digest(&day);
            }
        }
        let mut day = self.day.write().unwrap_or_else(PoisonError::into_inner);
        if day.on != today {
            *day = Day::new(&self.clock, entropy);
        }
        digest(&day)
    }

    fn admit(&self, errand: Errand, visitor: Visitor) -> Result<(), Wait> {
        let day = self.day.read().unwrap_or_else(PoisonError::into_inner);
        for (of, buckets) in &day.buckets {
            if *of != errand {
                continue;
            }
            if buckets.len() > MOST_VISITORS {
                buckets.retain_recent();
                if buckets.len() > MOST_VISITORS {
                    drop(day);
                    self.start_again();
                    return Ok(());
                }
            }
            let now = Ticks(Arc::clone(&self.clock)).now();
            return buckets
                .check_key(&visitor)
                .map_err(|until| wait(Bound::Errand(errand), until.wait_time_from(now)));
        }
        Ok(())
    }

    /// Forgets everyone, with the same key.
    fn start_again(&self) {
        let mut day = self.day.write().unwrap_or_else(PoisonError::into_inner);
        day.buckets = empty_buckets(&self.clock);
    }

    fn admit_items(&self, count: u32) -> Result<(), Wait> {
        let Some(count) = NonZeroU32::new(count) else {
            return Ok(());
        };
        let now = Ticks(Arc::clone(&self.clock)).now();
        match self.items.check_n(count) {
            Ok(Ok(())) => Ok(()),
            Ok(Err(until)) => Err(wait(Bound::Everybody, until.wait_time_from(now))),
            // More than is taken in an hour: no submission has so many.
            Err(_) => Err(wait(Bound::Everybody, Duration::from_secs(3_600))),
        }
    }
}

fn wait(bound: Bound, time: Duration) -> Wait {
    Wait {
        seconds: time.as_secs().saturating_add(1),
        bound,
    }
}

/// A /24 of IPv4, a /56 of IPv6, with the version before it.
fn part_of_network(address: IpAddr) -> Vec<u8> {
    match address.to_canonical() {
        IpAddr::V4(address) => [&[4], &address.octets()[..3]].concat(),
        IpAddr::V6(address) => [&[6], &address.octets()[..7]].concat(),
    }
}

impl Service {
    /// Where a request comes from, good for today.
    pub fn visitor(&self, address: IpAddr) -> Visitor {
        self.0.door.visitor(address, self.entropy())
    }

    /// Lets someone in, or says how long to wait.
    ///
    /// # Errors
    /// Where they have to wait.
    pub fn admit(&self, errand: Errand, visitor: Visitor) -> Result<(), Wait> {
        if self.0.door.open.load(Ordering::Relaxed) {
            return Ok(());
        }
        let admitted = self.0.door.admit(errand, visitor);
        if admitted.is_err() {
            self.metrics().turned_away(errand);
        }
        admitted
    }

    /// Lets a platform do something, whoever of it asks and from wherever, or says how long to wait.
    ///
    /// # Errors
    /// Where they have to wait.
    pub(crate) fn admit_platform(&self, errand: Errand, platform: SubscriberId) -> Result<(), Wait> {
        let visitor = self.0.door.platform(platform, self.entropy());
        self.admit(errand, visitor)
    }

    /// Lets so many photos and videos in, of everybody's together, or says how long to wait. Asked once it is known that
    /// they will be kept: whoever sends what is not uses up nothing of others' hour.
    ///
    /// # Errors
    /// Where they have to wait.
    pub fn admit_items(&self, count: usize) -> Result<(), Wait> {
        if self.0.door.open.load(Ordering::Relaxed) {
            return Ok(());
        }
        self.0.door.admit_items(u32::try_from(count).unwrap_or(u32::MAX))
    }

    /// Lets everything in from now on: for measurements, where one machine sends what thousands would.
    pub fn open_the_door(&self) {
        self.0.door.open.store(true, Ordering::Relaxed);
    }
}

#[cfg(test)]
mod tests {
    use domain::{clock::ManualClock, entropy::SeededEntropy};

    use super::*;

    fn door() -> (Door, Arc<ManualClock>, SeededEntropy) {
        let clock = Arc::new(ManualClock::at(Timestamp::from_seconds(1_000_000)));
        let entropy = SeededEntropy::new(1);
        let shared: Arc<dyn Clock> = Arc::clone(&clock) as _;
        (Door::new(&shared, &entropy), clock, entropy)
    }

    fn address(text: &str) -> IpAddr {
        text.parse().unwrap()
    }

    #[test]
    fn neighbours_in_the_network_are_one_visitor_and_others_are_not() {
        let (door, _, entropy) = door();
        let visitor = |text| door.visitor(address(text), &entropy);
        assert_eq!(visitor("192.0.2.1"), visitor("192.0.2.250"));
        assert_eq!(visitor("192.0.2.1"), visitor("::ffff:192.0.2.9"), "IPv4 in IPv6");
        assert_ne!(visitor("192.0.2.1"), visitor("192.0.3.1"));
        assert_eq!(visitor("2001:db8:0:aa00::1"), visitor("2001:db8:0:aaff::2"));
        assert_ne!(visitor("2001:db8:0:aa00::1"), visitor("2001:db8:0:ab00::1"));
    }

    #[test]
    fn tomorrow_nobody_is_recognised() {
        let (door, clock, entropy) = door();
        let today = door.visitor(address("192.0.2.1"), &entropy);
        clock.advance(Duration::from_secs(24 * 3_600));
        assert_ne!(door.visitor(address("192.0.2.1"), &entropy), today);
    }

    #[test]
    fn whoever_comes_too_often_is_told_when_to_come_back_and_then_let_in() {
        let (door, clock, entropy) = door();
        let visitor = door.visitor(address("192.0.2.1"), &entropy);
        for limit in LIMITS {
            let Bound::Errand(errand) = limit.bound else {
                continue;
            };
            if errand == Errand::Remove {
                continue;
            }
            for _ in 0..limit.burst {
                assert_eq!(door.admit(errand, visitor), Ok(()));
            }
            let wait = door.admit(errand, visitor).unwrap_err();
            assert_eq!(wait.bound, limit.bound, "and hears by which limit");
            assert!(
                (1..=limit.each.as_secs() + 1).contains(&wait.seconds),
                "{wait:?} {limit:?}"
            );
            let other = door.visitor(address("192.0.3.1"), &entropy);
            assert_eq!(door.admit(errand, other), Ok(()), "others do not wait");
            clock.advance(Duration::from_secs(wait.seconds));
            assert_eq!(door.admit(errand, visitor), Ok(()));
        }
    }

    #[test]
    fn everybody_together_is_limited_too() {
        let (door, clock, _) = door();
        for _ in 0..ITEMS_AN_HOUR / 100 {
            assert_eq!(door.admit_items(100), Ok(()));
        }
        let wait = door.admit_items(100).unwrap_err();
        assert_eq!(wait.bound, Bound::Everybody);
        clock.advance(Duration::from_secs(wait.seconds));
        assert_eq!(door.admit_items(100), Ok(()));
    }
}

//! Time and randomness, taken from the machine here and nowhere else.

use std::time::{SystemTime, UNIX_EPOCH};

use domain::{Clock, Entropy, Timestamp};

/// The machine's clock.
pub(crate) struct SystemClock;

impl Clock for SystemClock {
    fn now(&self) -> Timestamp {
        #[expect(
            clippy::disallowed_methods,
            reason = "this is the wiring that passes the time in"
        )]
        let now = SystemTime::now();
        let since = now.duration_since(UNIX_EPOCH).unwrap_or_default();
        Timestamp::from_millis(i64::try_from(since.as_millis()).unwrap_or(i64::MAX))
    }
}

/// The operating system's generator.
pub(crate) struct SystemEntropy;

impl Entropy for SystemEntropy {
    fn fill(&self, bytes: &mut [u8]) {
        #[expect(
            clippy::disallowed_methods,
            reason = "this is the wiring that passes randomness in"
        )]
        let filled = getrandom::fill(bytes);
        #[expect(
            clippy::panic,
            reason = "going on with predictable bytes would betray every secret"
        )]
        if let Err(error) = filled {
            panic!("the operating system gives no random bytes: {error}");
        }
    }
}

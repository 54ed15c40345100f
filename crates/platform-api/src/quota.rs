//! How much one key may ask: so many requests in each minute, counted in memory, on each node for itself.
//!
//! What a key may still ask is said on every answer (`RateLimit` and `RateLimit-Policy`,
//! draft-ietf-httpapi-ratelimit-headers), so that a client never has to guess.

use std::{
    collections::HashMap,
    sync::{Arc, Mutex, PoisonError},
};

use axum::http::{HeaderMap, HeaderName, HeaderValue};
use domain::{Timestamp, id::CredentialId};

/// The length of a window, in seconds.
const WINDOW: i64 = 60;

/// Counts the requests of every key. Cheap to clone.
#[derive(Clone)]
pub(crate) struct Quota {
    limit: u32,
    counted: Arc<Mutex<Counted>>,
}

#[derive(Default)]
struct Counted {
    window: i64,
    requests: HashMap<CredentialId, u32>,
}

/// What a key may still ask.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Allowance {
    limit: u32,
    /// `None` for a request that is one too many.
    left: Option<u32>,
    /// Until the next window begins.
    pub(crate) seconds: u64,
}

impl Quota {
    /// One of so many requests a minute.
    pub(crate) fn new(limit: u32) -> Self {
        Self {
            limit,
            counted: Arc::default(),
        }
    }

    /// Counts a request.
    pub(crate) fn take(&self, key: CredentialId, now: Timestamp) -> Allowance {
        let seconds = now.as_seconds();
        let window = seconds.div_euclid(WINDOW);
        let mut counted = self.counted.lock().unwrap_or_else(PoisonError::into_inner);
        if counted.window != window {
            counted.window = window;
            counted.requests.clear();
        }
        let asked = counted.requests.entry(key).or_default();
        let left = self
            .limit
            .checked_sub(*asked)
            .and_then(|left| left.checked_sub(1));
        *asked = asked.saturating_add(1);
        Allowance {
            limit: self.limit,
            left,
            seconds: (WINDOW - seconds.rem_euclid(WINDOW)).unsigned_abs(),
        }
    }
}

impl Allowance {
    /// Whether the request that was counted is one too many.
    pub(crate) const fn is_spent(self) -> bool {
        self.left.is_none()
    }

    /// The headers that say it.
    pub(crate) fn headers(self) -> HeaderMap {
        let says = [
            (
                "ratelimit-policy",
                format!("\"requests\";q={};w={WINDOW}", self.limit),
            ),
            (
                "ratelimit",
                format!("\"requests\";r={};t={}", self.left.unwrap_or(0), self.seconds),
            ),
        ];
        says.into_iter()
            .filter_map(|(name, value)| {
                Some((HeaderName::from_static(name), HeaderValue::from_str(&value).ok()?))
            })
            .collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const ONE: CredentialId = CredentialId::from_bytes([1; 16]);
    const OTHER: CredentialId = CredentialId::from_bytes([2; 16]);

    #[test]
    fn each_key_has_its_own_quota_and_a_new_one_every_minute() {
        let quota = Quota::new(2);
        let spent = |key, second| -> bool { quota.take(key, Timestamp::from_seconds(second)).is_spent() };
        assert_eq!(
            [spent(ONE, 60), spent(ONE, 61), spent(ONE, 119)],
            [false, false, true]
        );
        assert!(!spent(OTHER, 119));
        assert!(!spent(ONE, 120));
    }

    #[test]
    fn what_is_left_is_said() {
        let quota = Quota::new(10);
        let headers = quota.take(ONE, Timestamp::from_seconds(75)).headers();
        assert_eq!(headers["ratelimit-policy"], "\"requests\";q=10;w=60");
        assert_eq!(headers["ratelimit"], "\"requests\";r=9;t=45");
    }
}

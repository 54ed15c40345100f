//! Waiting until a list grows. However many wait, the database is asked a few times a second.

use std::{collections::HashMap, time::Duration};

use domain::{Timestamp, id::CredentialId, list::ListName, subscriber::Subscriber};
use tokio::{sync::Mutex, time::Instant};

use crate::{
    Service,
    feed::{FeedError, entitled},
};

/// How old what is known of a list's head may be for those who wait.
const FRESH: Duration = Duration::from_millis(200);

/// The heads of lists, and when they were looked up.
#[derive(Default)]
pub(crate) struct Heads(Mutex<HashMap<ListName, (Instant, Head)>>);

/// How far a list has got.
#[derive(Clone, Copy)]
struct Head {
    /// The number of its last change.
    size: u64,
    /// The second up to which it is closed.
    closed: Timestamp,
}

impl Service {
    /// Waits until a list has changes after the number `after`, but not longer than `patience`. Returns whether it has.
    ///
    /// # Errors
    /// Where the subscriber cannot read the list.
    pub async fn wait_for_change(
        &self,
        subscriber: &Subscriber,
        list: &ListName,
        after: u64,
        patience: Duration,
    ) -> Result<bool, FeedError> {
        entitled(subscriber, list)?;
        self.wait_for(list, patience, |head| head.size > after).await
    }

    /// Waits until a list is closed up to the second `until`, but not longer than `patience`. Returns whether it is.
    ///
    /// # Errors
    /// Where the subscriber cannot read the list.
    pub async fn wait_until_closed(
        &self,
        subscriber: &Subscriber,
        list: &ListName,
        until: Timestamp,
        patience: Duration,
    ) -> Result<bool, FeedError> {
        entitled(subscriber, list)?;
        self.wait_for(list, patience, |head| head.closed >= until).await
    }

    async fn wait_for(
        &self,
        list: &ListName,
        patience: Duration,
        has_come: impl Fn(Head) -> bool + Send,
    ) -> Result<bool, FeedError> {
        let until = Instant::now() + patience;
        loop {
            if has_come(self.head(list).await?) {
                return Ok(true);
            }
            let left = until.saturating_duration_since(Instant::now());
            if left.is_zero() {
                return Ok(false);
            }
            tokio::time::sleep(left.min(FRESH)).await;
        }
    }

    /// Whom a key still lets read a list, for answers that go on for long; `None` once it does not.
    ///
    /// # Errors
    /// Where the database fails.
    pub async fn still_reads(
        &self,
        key: CredentialId,
        list: &ListName,
    ) -> Result<Option<Subscriber>, FeedError> {
        let found = self.storage().read().await?.find_credential(key).await?;
        let now = self.now();
        let owner = found
            .filter(|(key, owner)| key.is_valid(now) && !owner.suspended)
            .map(|(_, owner)| owner);
        Ok(owner.filter(|owner| entitled(owner, list).is_ok()))
    }

    /// How far a list had got a moment ago.
    async fn head(&self, list: &ListName) -> Result<Head, FeedError> {
        // Whoever finds it too old looks, and the others wait for what they see.
        let mut heads = self.0.heads.0.lock().await;
        if let Some((looked, head)) = heads.get(list)
            && looked.elapsed() < FRESH
        {
            return Ok(*head);
        }
        let mut tx = self.storage().read().await?;
        let head = Head {
            size: tx.checkpoint(list).await?.ok_or(FeedError::NotFound)?.size,
            closed: tx.closed_at(list).await?.ok_or(FeedError::NotFound)?,
        };
        heads.insert(list.clone(), (Instant::now(), head));
        Ok(head)
    }
}

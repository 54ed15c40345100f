//! Waiting until a list grows. However many wait, the database is asked a few times a second.

use std::{collections::HashMap, time::Duration};

use domain::{id::CredentialId, list::ListName, subscriber::Subscriber};
use tokio::{sync::Mutex, time::Instant};

use crate::{
    Service,
    feed::{FeedError, entitled},
};

/// How old what is known of a list's size may be for those who wait.
const FRESH: Duration = Duration::from_millis(200);

/// The sizes of lists, and when they were looked up.
#[derive(Default)]
pub(crate) struct Heads(Mutex<HashMap<ListName, (Instant, u64)>>);

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
        let until = Instant::now() + patience;
        loop {
            if self.head(list).await? > after {
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

    /// The number of a list's last change, as it was a moment ago.
    async fn head(&self, list: &ListName) -> Result<u64, FeedError> {
        // Whoever finds it too old looks, and the others wait for what they see.
        let mut heads = self.0.heads.0.lock().await;
        if let Some((looked, size)) = heads.get(list)
            && looked.elapsed() < FRESH
        {
            return Ok(*size);
        }
        let head = self.storage().read().await?.checkpoint(list).await?;
        let size = head.ok_or(FeedError::NotFound)?.size;
        heads.insert(list.clone(), (Instant::now(), size));
        Ok(size)
    }
}

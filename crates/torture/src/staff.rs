//! What a moderator does: a further node on the same database, deciding about entries while servers come and go.

use std::{sync::Arc, time::Duration};

use anyhow::{Context as _, Result};
use domain::{
    decision::reasons,
    entry::{Action, Entry, Standing, State},
    id::{EntryId, ItemId},
    staff::Staff,
};
use rand::{Rng as _, RngExt as _, rngs::StdRng};
use service::{
    Service,
    moderate::{DecideError, DecisionOrder},
};
use storage::{
    Storage, StorageError,
    entry::{Queue, QueueCursor, QueueRow},
};
use tokio::time::sleep;
use tokio_util::sync::CancellationToken;

use crate::journal::{Journal, Sha256};

/// So many entries are looked at in one go.
const ROWS: u32 = 8;
/// How long after a failure the database is asked again.
const AGAIN_AFTER: Duration = Duration::from_millis(100);

/// Someone who decides.
pub struct Moderator {
    /// The use cases, on a connection of their own.
    pub service: Service,
    /// The same database, for what only the checker asks.
    pub storage: Arc<dyn Storage>,
    /// Who they are.
    pub staff: Staff,
    /// Where everything is noted.
    pub journal: Arc<Journal>,
    /// Ends the patience with a database that does not come back.
    pub gave_up: CancellationToken,
    /// Draws queues, entries and actions.
    pub chance: StdRng,
}

impl Moderator {
    /// Decides about entries until `stop`, resting for `rest` between two looks at a queue.
    pub async fn work(mut self, stop: CancellationToken, rest: Duration) {
        // One of these takes off the list what a whole team would.
        self.service.open_the_door();
        while !stop.is_cancelled() {
            match self.rows().await {
                Ok(rows) => {
                    for row in rows {
                        self.consider(row.entry).await;
                    }
                    sleep(rest).await;
                }
                Err(_) => sleep(AGAIN_AFTER).await,
            }
        }
    }

    /// Some entries from anywhere in a queue.
    async fn rows(&mut self) -> Result<Vec<QueueRow>, StorageError> {
        let queue = match self.chance.random_range(0..8) {
            0 => Queue::Waiting,
            1 => Queue::Confirmed,
            2 => Queue::Suspended,
            _ => Queue::Unverified,
        };
        let (mut tx, now) = (self.storage.read().await?, self.service.now());
        // Queues are in the order of day and id: a random id on the first day that there is finds a random place.
        let Some(first) = tx.queue(queue, now, None, 1).await?.into_iter().next() else {
            return Ok(Vec::new());
        };
        let mut id = [0; 16];
        self.chance.fill_bytes(&mut id);
        let after = QueueCursor {
            created_on: first.created_on,
            entry: EntryId::from_bytes(id),
        };
        tx.queue(queue, now, Some(after), ROWS).await
    }

    async fn consider(&mut self, entry: Entry) {
        let drawn = self.chance.random_range(0..10);
        let action = match (entry.state, drawn) {
            (State::Pending, 0..7) => Action::Confirm,
            (State::Published(Standing::Unverified), 0..5) => Action::Confirm,
            (State::Published(_), 5..8) => Action::Suspend,
            (State::Suspended(_), 0..7) => Action::Reinstate,
            (State::Pending | State::Published(Standing::Unverified) | State::Suspended(_), _) => {
                Action::Reject
            }
            _ => return,
        };
        let moved = self.decide(entry, action).await;
        // Two changes of one entry in the same batch have to keep their order.
        if let Some(entry) = moved.filter(|_| action == Action::Suspend && drawn < 7) {
            self.decide(entry, Action::Reinstate).await;
        }
    }

    /// Decides until it is known what came of it; `None` where nothing did.
    async fn decide(&mut self, entry: Entry, action: Action) -> Option<Entry> {
        let note = format!("{:016x}", self.chance.next_u64());
        let order = DecisionOrder {
            entry: entry.id,
            version: entry.version,
            action,
            reason: reasons(action).first().copied().unwrap_or_default().to_owned(),
            note: Some(note.clone()),
        };
        match self.service.decide(&self.staff, order).await {
            Ok(moved) => {
                self.acknowledged(&moved).await;
                Some(moved)
            }
            // It is not known whether it happened: the record of the decision tells.
            Err(DecideError::Storage(_)) => {
                self.journal.retried();
                let moved = self.until_answered(|| self.find(entry.id, &note)).await??;
                self.acknowledged(&moved).await;
                Some(moved)
            }
            // Someone else was quicker, or it was withdrawn.
            Err(_) => None,
        }
    }

    /// The entry as it is now, if a decision with this note was kept.
    async fn find(&self, entry: EntryId, note: &str) -> Result<Option<Entry>> {
        let facts = self
            .service
            .entry_facts(entry)
            .await?
            .context("an entry vanished")?;
        let kept = facts
            .decisions
            .iter()
            .any(|one| one.decision.note.as_deref() == Some(note));
        Ok(kept.then_some(facts.entry))
    }

    async fn acknowledged(&mut self, entry: &Entry) {
        let (id, version, state) = (entry.item, entry.version, entry.state);
        if let Some(sha256) = self.until_answered(|| self.identify(id)).await {
            self.journal.decided(&sha256, version, state);
        }
    }

    async fn identify(&self, item: ItemId) -> Result<Sha256> {
        let item = self.storage.read().await?.lookup_item(item).await?;
        item.context("an item vanished")?
            .hashes
            .sha256()
            .context("an item has no sha256")
    }

    /// Asks until the database answers. `None` where patience ended first.
    async fn until_answered<T, F>(&self, ask: impl Fn() -> F) -> Option<T>
    where
        F: Future<Output = Result<T>>,
    {
        loop {
            match ask().await {
                Ok(answer) => return Some(answer),
                Err(error) if self.gave_up.is_cancelled() => {
                    self.journal.violated(format!(
                        "what became of a decision cannot be found out: {error:#}"
                    ));
                    return None;
                }
                Err(_) => sleep(AGAIN_AFTER).await,
            }
        }
    }
}

//! The entries of one state, page by page.

use std::collections::HashMap;

use domain::id::EntryId;
use storage::{
    StorageError,
    entry::{Queue, QueueCursor, QueueRow},
};

use crate::{
    Service,
    review::{Claimant, MOST_COUNTED, claimants},
};

/// One page of a queue.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct QueuePage {
    /// Oldest first.
    pub rows: Vec<QueueRow>,
    /// Who has taken which of them.
    pub claimed: HashMap<EntryId, Claimant>,
    /// Where the next page starts; `None` on the last one.
    pub next: Option<QueueCursor>,
    /// How many entries stand in each queue, up to [`MOST_COUNTED`].
    pub counts: Vec<(Queue, u64)>,
}

impl Service {
    /// One page of a queue, at most `limit` rows after `after`. What is due to be taken back stands in none any more.
    ///
    /// # Errors
    /// Where the database fails.
    pub async fn queue(
        &self,
        queue: Queue,
        after: Option<QueueCursor>,
        limit: u32,
    ) -> Result<QueuePage, StorageError> {
        let (mut tx, now) = (self.storage().read().await?, self.now());
        // One more than asked for tells whether there is a next page.
        let mut rows = tx.queue(queue, now, after, limit.saturating_add(1)).await?;
        let wanted = usize::try_from(limit).unwrap_or(usize::MAX);
        let more = rows.len() > wanted;
        rows.truncate(wanted);
        let cursor = |row: &QueueRow| QueueCursor {
            created_on: row.created_on,
            entry: row.entry.id,
        };
        let next = rows.last().filter(|_| more).map(cursor);
        let shown: Vec<EntryId> = rows.iter().map(|row| row.entry.id).collect();
        let claimed = claimants(tx.as_mut(), &shown, now).await?;
        let mut counts = Vec::with_capacity(Queue::ALL.len());
        for queue in Queue::ALL {
            counts.push((queue, tx.count_queue(queue, now, MOST_COUNTED).await?));
        }
        Ok(QueuePage {
            rows,
            claimed,
            next,
            counts,
        })
    }
}

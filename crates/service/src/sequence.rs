//! The sequencer: gives announcements their numbers, one node at a time.
//!
//! Numbers taken when a row is inserted become visible out of order, and a reader that has moved past one never
//! sees it. So state changes only announce; the sequencer takes what is committed, shuffles it so that the
//! entries of one case do not stand together, and numbers it, together with the new checkpoint, in one
//! transaction that commits only under the current leader's epoch.
//!
//! Some wires page by the second of a change, and their clients never ask again for a second that they have passed.
//! So the leader also *closes* seconds, in the same order of transactions: what it numbers next gets a later second
//! than any that is closed, whichever node's clock says what, and readers are shown closed seconds only. That is one
//! small update a second, also while nothing happens: a reader may come to any node, and a list that stands still has
//! to be known to stand still.

use std::{collections::BTreeMap, sync::atomic::Ordering, time::Duration};

use domain::{
    Timestamp,
    change::{Change, Checkpoint, chain},
    id::EntryId,
    list::ListName,
};
use rand::{SeedableRng as _, rngs::StdRng, seq::SliceRandom as _};
use storage::{Leadership, StorageError, Transaction, history::Queued};
use tokio_util::sync::CancellationToken;

use crate::Service;

/// The most announcements that get their number in one transaction.
const BATCH: u32 = 1_000;
/// How often the withdrawals whose day is over are looked for.
const WITHDRAWALS_EVERY: Duration = Duration::from_secs(60);
/// What seconds are counted in.
const SECOND: Duration = Duration::from_secs(1);
/// A list whose seconds are so far ahead of the leader's clock was numbered by a clock that is or was wrong.
const ASTRAY: Duration = Duration::from_secs(60);

impl Service {
    /// Numbers what is waiting, as the leader, every `interval`, until cancelled. Where another node leads, tries
    /// to take over each time.
    pub async fn run_sequencer(&self, interval: Duration, cancelled: CancellationToken) {
        let mut ticks = tokio::time::interval(interval);
        ticks.set_missed_tick_behavior(tokio::time::MissedTickBehavior::Delay);
        let mut leadership = None;
        while cancelled.run_until_cancelled(ticks.tick()).await.is_some() {
            if let Err(error) = self.tick(&mut leadership).await {
                tracing::warn!(
                    error = &error as &dyn std::error::Error,
                    "numbering changes failed; trying again"
                );
                self.metrics().numbering_failed();
                self.lead_with(None);
                leadership = None;
            }
        }
        self.lead_with(None);
    }

    /// Notes whether this node leads, and under which epoch.
    pub(crate) fn lead_with(&self, epoch: Option<i64>) {
        self.0.leading.store(epoch.unwrap_or(0), Ordering::SeqCst);
        match epoch {
            Some(epoch) => self.metrics().took_leadership(epoch),
            None => self.metrics().lost_leadership(),
        }
    }

    /// The epoch under which this node leads; `None` where it does not, as far as it knows.
    pub(crate) fn leading(&self) -> Option<i64> {
        Some(self.0.leading.load(Ordering::SeqCst)).filter(|epoch| *epoch > 0)
    }

    async fn tick(&self, leadership: &mut Option<Box<dyn Leadership>>) -> Result<(), StorageError> {
        if let Some(held) = leadership
            && !held.holds().await
        {
            tracing::info!("another node numbers changes now");
            self.lead_with(None);
            *leadership = None;
        }
        if leadership.is_none() {
            *leadership = self.storage().lead().await?;
            if let Some(taken) = leadership {
                tracing::info!(epoch = taken.epoch(), "this node numbers changes");
                self.lead_with(Some(taken.epoch()));
            }
        }
        if let Some(leader) = leadership {
            let mut full = true;
            while full {
                full = self.sequence(leader.as_ref()).await? == usize::try_from(BATCH).unwrap_or(usize::MAX);
                self.close_seconds(leader.as_ref()).await?;
            }
        }
        Ok(())
    }

    /// Lets due withdrawals take effect, every minute, until cancelled.
    pub async fn run_withdrawals(&self, cancelled: CancellationToken) {
        let mut ticks = tokio::time::interval(WITHDRAWALS_EVERY);
        while cancelled.run_until_cancelled(ticks.tick()).await.is_some() {
            if let Err(error) = self.carry_out_due_withdrawals().await {
                tracing::warn!(
                    error = &error as &dyn std::error::Error,
                    "withdrawing failed; trying again"
                );
            }
        }
    }

    /// Numbers one batch of what is waiting. Returns how many announcements were in it.
    ///
    /// # Errors
    /// [`StorageError::Fenced`] where leadership was lost; then, as after every error, nothing was numbered.
    pub async fn sequence(&self, leader: &dyn Leadership) -> Result<usize, StorageError> {
        // Looking first spares the writer's lock in the many moments in which nothing waits.
        if self.storage().read().await?.outbox_depth().await? == 0 {
            return Ok(0);
        }
        let mut tx = self.storage().begin().await?;
        tx.fence(leader.epoch()).await?;
        let waiting = tx.outbox(BATCH).await?;
        let count = waiting.len();
        let mut numbered = Vec::new();
        for (list, queued) in by_list(waiting) {
            numbered.push((list.clone(), queued.len()));
            self.append(tx.as_mut(), &list, shuffled(queued, self.entropy().bytes()))
                .await?;
        }
        tx.commit().await?;
        self.metrics().batch(count);
        for (list, changes) in numbered {
            self.metrics().numbered(&list, changes);
        }
        Ok(count)
    }

    /// Closes the seconds that are over, on every list.
    ///
    /// # Errors
    /// [`StorageError::Fenced`] where leadership was lost; then, as after every error, nothing was closed.
    pub async fn close_seconds(&self, leader: &dyn Leadership) -> Result<(), StorageError> {
        let over = self.now().start_of_second().minus(SECOND);
        let mut tx = self.storage().read().await?;
        let (mut open, mut ahead) = (false, Duration::ZERO);
        for list in tx.lists().await? {
            let closed = tx.closed_at(&list).await?;
            open |= closed.is_some_and(|closed| closed < over);
            let newest = tx.checkpoint(&list).await?.map(|head| head.at).max(closed);
            ahead = ahead.max(newest.map_or(Duration::ZERO, |newest| newest.since(self.now())));
        }
        drop(tx);
        self.note_clock(ahead);
        if !open {
            return Ok(());
        }
        let mut tx = self.storage().begin().await?;
        tx.fence(leader.epoch()).await?;
        tx.close_seconds(over).await?;
        tx.commit().await
    }

    /// Says it once where the lists are ahead of the clock: what is numbered meanwhile is in the native feed at once, and on
    /// the wires that page by time when the clock is there too.
    fn note_clock(&self, ahead: Duration) {
        let known = self.metrics().lists_are_ahead(ahead);
        if ahead > ASTRAY && known <= ASTRAY {
            tracing::warn!(
                seconds = ahead.as_secs(),
                "the newest second of a list lies in the future: this machine's clock is behind, or another was ahead"
            );
        }
    }

    async fn append(
        &self,
        tx: &mut dyn Transaction,
        list: &ListName,
        queued: Vec<Queued>,
    ) -> Result<(), StorageError> {
        let head = tx.checkpoint(list).await?;
        let head = head.ok_or(StorageError::Inconsistent {
            table: "outbox",
            column: "list",
        })?;
        let closed = tx.closed_at(list).await?.unwrap_or(Timestamp::from_millis(0));
        // A clock that was set back must not make a subscriber overlook what comes next.
        let now = self.now().start_of_second();
        let changed_at = now.max(head.at).max(closed.plus(SECOND));
        let mut digest = head.digest;
        let mut number = head.size;
        let mut taken = Vec::with_capacity(queued.len());
        let mut changes = Vec::with_capacity(queued.len());
        for Queued { id, announcement } in queued {
            number += 1;
            let change = Change {
                list: list.clone(),
                number,
                kind: announcement.kind,
                entry: announcement.entry,
                medium: announcement.medium,
                standing: announcement.standing,
                changed_at,
                content: announcement.content,
            };
            digest = chain(&digest, &change);
            taken.push(id);
            changes.push(change);
        }
        let checkpoint = Checkpoint {
            list: list.clone(),
            size: number,
            digest,
            at: changed_at,
        };
        tx.append(&taken, &changes, &checkpoint).await
    }
}

fn by_list(waiting: Vec<Queued>) -> BTreeMap<ListName, Vec<Queued>> {
    let mut lists = BTreeMap::<_, Vec<_>>::new();
    for queued in waiting {
        lists
            .entry(queued.announcement.list.clone())
            .or_default()
            .push(queued);
    }
    lists
}

/// Random order, except that the announcements of one entry keep theirs.
fn shuffled(mut queued: Vec<Queued>, seed: [u8; 32]) -> Vec<Queued> {
    queued.shuffle(&mut StdRng::from_seed(seed));
    let mut of_entry = BTreeMap::<EntryId, Vec<Queued>>::new();
    let order: Vec<EntryId> = queued.iter().map(|one| one.announcement.entry).collect();
    for one in queued {
        of_entry.entry(one.announcement.entry).or_default().push(one);
    }
    for announcements in of_entry.values_mut() {
        // The last is taken first below.
        announcements.sort_by_key(|one| std::cmp::Reverse(one.id));
    }
    order
        .iter()
        .filter_map(|entry| of_entry.get_mut(entry).and_then(Vec::pop))
        .collect()
}

#[cfg(test)]
mod tests {
    use domain::{change::ChangeKind, hash::Medium};
    use storage::history::Announcement;

    use super::*;

    fn queued(id: i64, entry: u8) -> Queued {
        let announcement = Announcement {
            list: ListName::exploitative(),
            entry: EntryId::from_bytes([entry; 16]),
            kind: ChangeKind::Remove,
            medium: Medium::Image,
            standing: None,
            content: None,
        };
        Queued { id, announcement }
    }

    #[test]
    fn a_batch_is_shuffled_but_each_entry_keeps_its_order() {
        let waiting: Vec<_> = (0..60)
            .map(|id| queued(id, u8::try_from(id / 3).unwrap()))
            .collect();
        let result = shuffled(waiting.clone(), [3; 32]);
        assert_eq!(result.len(), 60);
        assert_ne!(result, waiting);
        for entry in 0..20 {
            let id = EntryId::from_bytes([entry; 16]);
            let ids: Vec<_> = result
                .iter()
                .filter(|one| one.announcement.entry == id)
                .map(|one| one.id)
                .collect();
            assert_eq!(ids, [0, 1, 2].map(|step| i64::from(entry) * 3 + step));
        }
    }
}

//! What each platform was served, and when: kept as evidence, and so that a platform sees how far it has got.

mod evidence;

use std::{
    collections::BTreeMap,
    sync::{Mutex, PoisonError},
    time::Duration,
};

use domain::{
    id::{ServedId, SubscriberId},
    list::ListName,
    served::{ONE_LINE, Served, Wire},
    subscriber::Subscriber,
};
use storage::{StorageError, Transaction, served::Reached};
use tokio_util::sync::CancellationToken;

pub use self::evidence::{
    ADDRESS, Evidence, EvidenceError, KnownKeys, MOST_STRETCHES, PublishedKey, parse_moment, verify,
};
use crate::{Service, by_hash::got_to};

/// What was served is written to the database this often: an answer never waits for it.
const EVERY: Duration = Duration::from_secs(1);
/// So many of the newest stretches are looked at for one that holds what is served again. An answer of the StopNCII wire
/// makes several where it leaves entries out.
const LOOKED_AT: u32 = 16;
/// So many platforms' lists and wires at most wait to be written; the record of any more is given up.
const MOST_WAITING: usize = 50_000;

/// Stands for the id until a stretch is written.
const UNWRITTEN: ServedId = ServedId::from_bytes([0; 16]);

/// What was served and is not written yet, the last stretch of each platform, list and wire open to be continued.
#[derive(Default)]
pub(crate) struct ServedLog {
    waiting: Mutex<BTreeMap<(SubscriberId, ListName, Wire), Vec<Served>>>,
    /// Held while it is written: whoever reads the record next would miss what has left the memory and is not in the
    /// database yet.
    writing: tokio::sync::Mutex<()>,
}

impl ServedLog {
    fn add(&self, served: Served) {
        let mut waiting = self.waiting.lock().unwrap_or_else(PoisonError::into_inner);
        let key = (served.subscriber, served.list.clone(), served.wire);
        if waiting.len() >= MOST_WAITING && !waiting.contains_key(&key) {
            return;
        }
        let stretches = waiting.entry(key).or_default();
        let rest = match stretches.last_mut() {
            Some(last) => last.join(served).err(),
            None => Some(served),
        };
        stretches.extend(rest);
    }

    fn take(&self) -> Vec<Served> {
        let mut waiting = self.waiting.lock().unwrap_or_else(PoisonError::into_inner);
        std::mem::take(&mut *waiting).into_values().flatten().collect()
    }

    /// Puts back what could not be written.
    fn put_back(&self, served: Vec<Served>) {
        let newer = self.take();
        for stretch in served.into_iter().chain(newer) {
            self.add(stretch);
        }
    }
}

/// How far a platform has got on each list by each wire that served it anything: also past what that wire leaves out.
pub(crate) async fn reached(
    tx: &mut dyn Transaction,
    platform: SubscriberId,
) -> Result<Vec<Reached>, StorageError> {
    let mut reached = tx.reached(platform).await?;
    for sync in &mut reached {
        if sync.wire == Wire::StopNcii {
            sync.number = got_to(tx, &sync.list, sync.number).await?;
        }
    }
    Ok(reached)
}

impl Service {
    /// Notes that a platform was given `count` changes or entries of a list, numbered from `first` to `last`. It is
    /// written down within a second; an answer that held nothing needs no note.
    pub fn note_served(
        &self,
        platform: &Subscriber,
        wire: Wire,
        list: &ListName,
        first: u64,
        last: u64,
        count: u64,
    ) {
        if first == 0 || last < first {
            return;
        }
        let now = self.now().start_of_second();
        self.0.served.add(Served {
            id: UNWRITTEN,
            subscriber: platform.id,
            list: list.clone(),
            wire,
            first,
            last,
            count,
            answers: 1,
            began_at: now,
            ended_at: now,
        });
    }

    /// Writes down what was served, every second, until cancelled and once more then.
    pub async fn run_served_record(&self, cancelled: CancellationToken) {
        let mut ticks = tokio::time::interval(EVERY);
        loop {
            let goes_on = cancelled.run_until_cancelled(ticks.tick()).await.is_some();
            if let Err(error) = self.write_served().await {
                tracing::warn!(
                    error = &error as &dyn std::error::Error,
                    "what was served could not be written down; trying again"
                );
            }
            if !goes_on {
                return;
            }
        }
    }

    /// Writes down what was served until now, and waits for whoever is writing.
    ///
    /// # Errors
    /// Where the database fails; then it is kept in memory and written the next time.
    pub async fn write_served(&self) -> Result<(), StorageError> {
        let _turn = self.0.served.writing.lock().await;
        let served = self.0.served.take();
        if served.is_empty() {
            return Ok(());
        }
        let written = self.write_all(&served).await;
        if written.is_err() {
            self.0.served.put_back(served);
        }
        written
    }

    async fn write_all(&self, served: &[Served]) -> Result<(), StorageError> {
        let mut tx = self.storage().begin().await?;
        for stretch in served {
            // Whoever polls a list that stands still adds no line each time.
            let newest = tx
                .last_served(stretch.subscriber, &stretch.list, stretch.wire, LOOKED_AT)
                .await?;
            let held = newest
                .iter()
                .find(|held| held.repeats(stretch) && stretch.ended_at.since(held.began_at) < ONE_LINE);
            if let Some(held) = held {
                tx.repeat_served(held.id, stretch).await?;
                continue;
            }
            let id = ServedId::draw(self.entropy());
            tx.add_served(&Served {
                id,
                ..stretch.clone()
            })
            .await?;
        }
        tx.commit().await
    }
}

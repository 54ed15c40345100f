//! What nothing counts is asked of the database when the counters are read.

use std::{sync::PoisonError, time::Duration};

use storage::StorageError;
use tokio::time::Instant;

use super::{Metrics, OfPool, OfSubscriber, gauge, of};
use crate::Service;

/// The database has so long to answer what [`Service::observe`] asks.
const PATIENCE: Duration = Duration::from_secs(2);

/// The oldest announcement without a number, as this node saw it, and since when it has been seeing it.
#[derive(Clone, Copy, Debug)]
pub(super) struct Oldest {
    id: i64,
    since: Instant,
}

impl Service {
    /// What the service counts about itself.
    pub fn metrics(&self) -> &Metrics {
        &self.0.metrics
    }

    /// Asks the database for the values that nothing counts, just before all of them are read. Where it does not
    /// answer in time, they stay as they were and `database_answers` says so.
    pub async fn observe(&self) {
        let metrics = self.metrics();
        for pool in self.storage().pools() {
            for (state, count) in [("used", pool.used), ("idle", pool.idle), ("most", pool.most)] {
                let label = OfPool {
                    pool: pool.name,
                    state,
                };
                metrics.connections.get_or_create(&label).set(count.into());
            }
        }
        let answered = tokio::time::timeout(PATIENCE, self.look()).await;
        metrics
            .database_answers
            .set(i64::from(matches!(answered, Ok(Ok(())))));
    }

    async fn look(&self) -> Result<(), StorageError> {
        let metrics = self.metrics();
        let mut tx = self.storage().read().await?;
        metrics.outbox_depth.set(gauge(tx.outbox_depth().await?));
        let oldest = tx.outbox(1).await?.first().map(|queued| queued.id);
        metrics
            .outbox_waiting
            .set(metrics.has_waited(oldest).as_secs_f64());
        for list in tx.lists().await? {
            let Some(head) = tx.checkpoint(&list).await? else {
                continue;
            };
            metrics.list_size.get_or_create(&of(&list)).set(gauge(head.size));
            let served = metrics.served.lock().unwrap_or_else(PoisonError::into_inner);
            for ((member, followed), until) in served.iter() {
                if *followed == list {
                    let label = OfSubscriber {
                        member: *member,
                        list: list.to_string(),
                    };
                    let lag = gauge(head.size.saturating_sub(*until));
                    metrics.feed_lag.get_or_create(&label).set(lag);
                }
            }
        }
        Ok(())
    }
}

impl Metrics {
    /// For how long this oldest announcement has been seen. Its moment is kept nowhere, as it would be the moment
    /// of a person's act, so it counts from when this node first saw it.
    fn has_waited(&self, oldest: Option<i64>) -> Duration {
        let mut known = self.oldest.lock().unwrap_or_else(PoisonError::into_inner);
        *known = oldest.map(|id| match *known {
            Some(known) if known.id == id => known,
            _ => Oldest {
                id,
                since: Instant::now(),
            },
        });
        known.map_or(Duration::ZERO, |oldest| oldest.since.elapsed())
    }
}

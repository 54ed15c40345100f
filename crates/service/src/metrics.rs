//! What the service counts about itself, for whoever runs it. Everything stays in memory.
//!
//! A label names a list, a member number (an organisation), a part of this program or one of a few outcomes:
//! never anything that belongs to a person.

use std::{
    collections::BTreeMap,
    sync::{Arc, Mutex, PoisonError},
    time::Duration,
};

use domain::list::ListName;
use prometheus_client::{
    encoding::EncodeLabelSet,
    metrics::{counter::Counter, family::Family, gauge::Gauge, histogram::Histogram},
    registry::{Registry, Unit},
};
use storage::StorageError;
use tokio::time::Instant;

use crate::{
    Service,
    door::Errand,
    screening::Held,
    submit::{SubmitError, Taken},
};

/// The database has so long to answer what [`Service::observe`] asks.
const PATIENCE: Duration = Duration::from_secs(2);

/// Upper bounds of how many changes a batch has.
const BATCH_SIZES: [f64; 8] = [1.0, 3.0, 10.0, 30.0, 100.0, 300.0, 500.0, 1_000.0];
/// Upper bounds of how long a suspension takes, in seconds: a minute, the goal of 15 minutes, hours, days.
const SUSPENSIONS: [f64; 8] = [
    60.0,
    900.0,
    3_600.0,
    21_600.0,
    86_400.0,
    259_200.0,
    604_800.0,
    2_592_000.0,
];
/// Upper bounds of how long a transaction waits for its turn, in seconds.
const WAITS: [f64; 9] = [0.000_1, 0.001, 0.005, 0.02, 0.1, 0.5, 1.0, 2.5, 5.0];

#[derive(Clone, Debug, PartialEq, Eq, Hash, EncodeLabelSet)]
struct OfList {
    list: String,
}

#[derive(Clone, Debug, PartialEq, Eq, Hash, EncodeLabelSet)]
struct OfSubscriber {
    member: i32,
    list: String,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, EncodeLabelSet)]
struct OfOutcome {
    outcome: &'static str,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, EncodeLabelSet)]
struct OfErrand {
    errand: &'static str,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, EncodeLabelSet)]
struct OfPool {
    pool: &'static str,
    state: &'static str,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, EncodeLabelSet)]
struct OfAccess {
    access: &'static str,
}

/// What a transaction is begun for.
#[derive(Clone, Copy, Debug)]
pub(crate) enum Access {
    Read,
    Write,
}

/// The oldest announcement without a number, as this node saw it, and since when it has been seeing it.
#[derive(Clone, Copy, Debug)]
struct Oldest {
    id: i64,
    since: Instant,
}

/// The counters. Cheap to clone; every clone counts the same.
#[derive(Clone, Debug)]
pub struct Metrics {
    outbox_depth: Gauge,
    outbox_waiting: Gauge<f64, std::sync::atomic::AtomicU64>,
    oldest: Arc<Mutex<Option<Oldest>>>,
    batch_size: Histogram,
    changes: Family<OfList, Counter>,
    sequencer_failures: Counter,
    leads: Gauge,
    epoch: Gauge,
    lists_ahead: Gauge,
    list_size: Family<OfList, Gauge>,
    served: Arc<Mutex<BTreeMap<(i32, ListName), u64>>>,
    feed_lag: Family<OfSubscriber, Gauge>,
    submissions: Family<OfOutcome, Counter>,
    screening_pictures: Gauge,
    screening_bytes: Gauge,
    turned_away: Family<OfErrand, Counter>,
    suspension: Histogram,
    work_asked: Gauge,
    pub(crate) verifications_waiting: Gauge,
    pub(crate) verifications_refused: Counter,
    database_answers: Gauge,
    connections: Family<OfPool, Gauge>,
    transactions_waiting: Family<OfAccess, Gauge>,
    transactions_refused: Family<OfAccess, Counter>,
    transaction_waits: Family<OfAccess, Histogram, fn() -> Histogram>,
}

impl Default for Metrics {
    fn default() -> Self {
        Self {
            outbox_depth: Gauge::default(),
            outbox_waiting: Gauge::default(),
            oldest: Arc::default(),
            batch_size: Histogram::new(BATCH_SIZES),
            changes: Family::default(),
            sequencer_failures: Counter::default(),
            leads: Gauge::default(),
            epoch: Gauge::default(),
            lists_ahead: Gauge::default(),
            list_size: Family::default(),
            served: Arc::default(),
            feed_lag: Family::default(),
            submissions: Family::default(),
            screening_pictures: Gauge::default(),
            screening_bytes: Gauge::default(),
            turned_away: Family::default(),
            suspension: Histogram::new(SUSPENSIONS),
            work_asked: Gauge::default(),
            verifications_waiting: Gauge::default(),
            verifications_refused: Counter::default(),
            database_answers: Gauge::default(),
            connections: Family::default(),
            transactions_waiting: Family::default(),
            transactions_refused: Family::default(),
            transaction_waits: Family::new_with_constructor(|| Histogram::new(WAITS)),
        }
    }
}

impl Metrics {
    /// Gives every counter its name. What each means is in docs/DEPLOYING.md.
    pub fn register(&self, registry: &mut Registry) {
        self.register_lists(registry);
        self.register_limits(registry);
    }

    fn register_lists(&self, registry: &mut Registry) {
        registry.register(
            "outbox_depth",
            "Announcements that wait for their number",
            self.outbox_depth.clone(),
        );
        registry.register_with_unit(
            "outbox_waiting",
            "For how long this node has seen the oldest announcement wait",
            Unit::Seconds,
            self.outbox_waiting.clone(),
        );
        registry.register(
            "sequencer_batch_size",
            "Changes that were numbered in one transaction",
            self.batch_size.clone(),
        );
        registry.register(
            "sequencer_changes",
            "Changes that this node numbered",
            self.changes.clone(),
        );
        registry.register(
            "sequencer_failures",
            "Batches that could not be numbered and were tried again",
            self.sequencer_failures.clone(),
        );
        registry.register(
            "sequencer_leads",
            "1 while this node numbers changes, otherwise 0",
            self.leads.clone(),
        );
        registry.register(
            "sequencer_epoch",
            "How many times leadership had been taken when this node last took it",
            self.epoch.clone(),
        );
        registry.register_with_unit(
            "sequencer_lists_ahead",
            "How far the newest second of a list lies ahead of the clock of the node that numbers changes",
            Unit::Seconds,
            self.lists_ahead.clone(),
        );
        registry.register("list_size", "Changes of a list so far", self.list_size.clone());
        registry.register(
            "feed_lag",
            "Changes of a list that this node has not served to a subscriber yet",
            self.feed_lag.clone(),
        );
    }

    fn register_limits(&self, registry: &mut Registry) {
        registry.register("submissions", "Submissions by outcome", self.submissions.clone());
        registry.register(
            "screening_pictures",
            "Pictures of cases that this node holds in memory to compare submissions with",
            self.screening_pictures.clone(),
        );
        registry.register_with_unit(
            "screening_memory",
            "What these pictures and their index take",
            Unit::Bytes,
            self.screening_bytes.clone(),
        );
        registry.register_with_unit(
            "suspension",
            "From a platform's first negative word about an entry to its suspension by rule",
            Unit::Seconds,
            self.suspension.clone(),
        );
        registry.register(
            "turned_away",
            "Requests that were told to come back later, by what they were for",
            self.turned_away.clone(),
        );
        registry.register(
            "work_asked",
            "Bits of work that a submission had to show when the last one came; 0 in calm times",
            self.work_asked.clone(),
        );
        registry.register(
            "verifications_waiting",
            "PINs and passphrases that wait to be checked",
            self.verifications_waiting.clone(),
        );
        registry.register(
            "verifications_refused",
            "PINs and passphrases that found no place in time",
            self.verifications_refused.clone(),
        );
        registry.register(
            "database_answers",
            "1 where the database answered when these values were read, otherwise 0",
            self.database_answers.clone(),
        );
        registry.register(
            "database_connections",
            "Connections to the database by pool: used, idle, and the most there can be",
            self.connections.clone(),
        );
        registry.register(
            "database_transactions_waiting",
            "Transactions that wait for their turn",
            self.transactions_waiting.clone(),
        );
        registry.register(
            "database_transactions_refused",
            "Transactions that could not begin",
            self.transactions_refused.clone(),
        );
        registry.register_with_unit(
            "database_transaction_wait",
            "How long transactions waited for their turn",
            Unit::Seconds,
            self.transaction_waits.clone(),
        );
    }

    pub(crate) fn took_leadership(&self, epoch: i64) {
        self.leads.set(1);
        self.epoch.set(epoch);
    }

    pub(crate) fn lost_leadership(&self) {
        self.leads.set(0);
        self.lists_ahead.set(0);
    }

    /// Notes how far lists are ahead of the clock. Returns what was noted before.
    pub(crate) fn lists_are_ahead(&self, ahead: Duration) -> Duration {
        let before = self.lists_ahead.set(gauge(ahead.as_secs()));
        Duration::from_secs(before.unsigned_abs())
    }

    pub(crate) fn numbering_failed(&self) {
        self.sequencer_failures.inc();
    }

    pub(crate) fn numbered(&self, list: &ListName, changes: usize) {
        let changes = u64::try_from(changes).unwrap_or(u64::MAX);
        self.changes.get_or_create(&of(list)).inc_by(changes);
    }

    pub(crate) fn batch(&self, size: usize) {
        self.batch_size
            .observe(f64::from(u32::try_from(size).unwrap_or(u32::MAX)));
    }

    /// Remembers how far a subscriber has got. In memory only: it is nobody's business for longer.
    pub(crate) fn served(&self, member: i32, list: &ListName, until: u64) {
        let mut served = self.served.lock().unwrap_or_else(PoisonError::into_inner);
        served.insert((member, list.clone()), until);
    }

    /// As [`Self::served`], where older changes may be asked for again.
    pub(crate) fn served_at_least(&self, member: i32, list: &ListName, until: u64) {
        let mut served = self.served.lock().unwrap_or_else(PoisonError::into_inner);
        let known = served.entry((member, list.clone())).or_default();
        *known = until.max(*known);
    }

    pub(crate) fn suspended(&self, took: Duration) {
        self.suspension.observe(took.as_secs_f64());
    }

    pub(crate) fn turned_away(&self, errand: Errand) {
        let errand = match errand {
            Errand::Submit => "submit",
            Errand::OpenCase => "open-case",
            Errand::SignIn => "sign-in",
            Errand::Passkey => "passkey",
            Errand::Join => "join",
        };
        self.turned_away.get_or_create(&OfErrand { errand }).inc();
    }

    pub(crate) fn work_asked(&self, bits: u8) {
        self.work_asked.set(bits.into());
    }

    pub(crate) fn screening_holds(&self, held: Held) {
        let gauge = |value: usize| i64::try_from(value).unwrap_or(i64::MAX);
        self.screening_pictures.set(gauge(held.pictures));
        self.screening_bytes.set(gauge(held.bytes));
    }

    pub(crate) fn submission(&self, result: &Result<Taken, SubmitError>) {
        let outcome = match result {
            Ok(Taken::New(_)) => "taken",
            Ok(Taken::Again(_)) => "repeated",
            Err(SubmitError::UnknownList | SubmitError::KeyReused) => "refused",
            Err(SubmitError::Busy | SubmitError::Wait(_)) => "busy",
            Err(SubmitError::Storage(_)) => "failed",
        };
        self.submissions.get_or_create(&OfOutcome { outcome }).inc();
    }

    /// Counts how long `beginning` takes, and that it is under way, also where nobody waits for its end.
    pub(crate) async fn beginning<T>(
        &self,
        access: Access,
        beginning: impl Future<Output = Result<T, StorageError>>,
    ) -> Result<T, StorageError> {
        let label = OfAccess {
            access: match access {
                Access::Read => "read",
                Access::Write => "write",
            },
        };
        let waiting = Waiting::new(&self.transactions_waiting.get_or_create_owned(&label));
        let since = Instant::now();
        let begun = beginning.await;
        drop(waiting);
        let waits = self.transaction_waits.get_or_create(&label);
        waits.observe(since.elapsed().as_secs_f64());
        if begun.is_err() {
            self.transactions_refused.get_or_create(&label).inc();
        }
        begun
    }
}

/// Counts as waiting until it is dropped.
pub(crate) struct Waiting(Gauge);

impl Waiting {
    pub(crate) fn new(gauge: &Gauge) -> Self {
        gauge.inc();
        Self(gauge.clone())
    }
}

impl Drop for Waiting {
    fn drop(&mut self) {
        self.0.dec();
    }
}

fn of(list: &ListName) -> OfList {
    OfList {
        list: list.to_string(),
    }
}

fn gauge(value: u64) -> i64 {
    i64::try_from(value).unwrap_or(i64::MAX)
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

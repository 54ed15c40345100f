//! What the service counts about itself, for whoever runs it. Everything stays in memory.
//!
//! A label names a list, a member number (an organisation), a part of this program or one of a few outcomes:
//! never anything that belongs to a person.

mod names;
mod reading;

use std::{
    collections::BTreeMap,
    sync::{Arc, Mutex, PoisonError},
    time::Duration,
};

use domain::list::ListName;
use prometheus_client::{
    encoding::EncodeLabelSet,
    metrics::{counter::Counter, family::Family, gauge::Gauge, histogram::Histogram},
};
use storage::StorageError;
use tokio::time::Instant;

use self::reading::Oldest;
use crate::{
    door::Errand,
    screening::Held,
    submit::{SubmitError, Taken},
};

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
            Errand::Resume => "resume",
            Errand::Remove => "remove",
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

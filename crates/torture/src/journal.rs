//! What was asked for and what was acknowledged: the truth that every copy is compared with.

use std::{
    collections::{BTreeMap, HashMap},
    sync::{Mutex, MutexGuard, PoisonError},
};

use domain::entry::{Standing, State};
use service::submit::Receipt;

/// An item's SHA-256: no two items of a run have the same, so it names the item wherever it turns up.
pub type Sha256 = [u8; 32];
/// An item's MD5, which the NCMEC wire shows in place of the SHA-256.
pub type Md5 = [u8; 16];

/// What one item is known by.
#[derive(Clone, Debug)]
pub struct Identity {
    /// Its SHA-256.
    pub sha256: Sha256,
    /// Its MD5.
    pub md5: Md5,
    /// What the StopNCII wire shows of it, in hex; nothing of a picture with little detail.
    pub fingerprint: Option<String>,
    /// Whether screening holds it.
    pub held: bool,
}

/// Everything that happened to one item.
#[derive(Clone, Debug)]
pub struct ItemRecord {
    /// Its MD5.
    pub md5: Md5,
    /// What the StopNCII wire shows of it, in hex.
    pub fingerprint: Option<String>,
    /// The place of its case in [`Ledger::cases`].
    pub case: usize,
    /// The newest version of its entry that was acknowledged, and its state then.
    newest: (i64, State),
}

/// One case.
#[derive(Clone, Debug)]
pub struct CaseRecord {
    /// The receipt, once the submission was acknowledged.
    pub receipt: Option<Receipt>,
    /// Whether its withdrawal was acknowledged.
    pub withdrawn: bool,
    /// How many items it has.
    pub items: usize,
}

/// What was counted.
#[derive(Clone, Copy, Debug, Default)]
pub struct Counts {
    /// Submissions that were acknowledged.
    pub submissions: u64,
    /// Withdrawals that were acknowledged.
    pub withdrawals: u64,
    /// Decisions that were acknowledged.
    pub decisions: u64,
    /// Requests sent once more after an acknowledgement, to see that nothing happens twice.
    pub repetitions: u64,
    /// Requests that were not acknowledged at once and sent again.
    pub retries: u64,
}

/// The records.
#[derive(Debug, Default)]
pub struct Ledger {
    /// Every item that was ever sent, acknowledged or not.
    pub items: HashMap<Sha256, ItemRecord>,
    /// Every case that was ever sent.
    pub cases: Vec<CaseRecord>,
    /// What was counted.
    pub counts: Counts,
    /// Answers that must never come.
    pub violations: Vec<String>,
}

/// The records, shared by everyone who acts.
#[derive(Debug, Default)]
pub struct Journal(Mutex<Ledger>);

impl Journal {
    /// The records, for as long as the guard is held.
    pub fn open(&self) -> MutexGuard<'_, Ledger> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Notes a case before it is sent for the first time.
    pub fn attempt(&self, items: &[Identity]) -> usize {
        let mut ledger = self.open();
        let case = ledger.cases.len();
        ledger.cases.push(CaseRecord {
            receipt: None,
            withdrawn: false,
            items: items.len(),
        });
        for item in items {
            let state = if item.held {
                State::Pending
            } else {
                State::Published(Standing::Unverified)
            };
            let record = ItemRecord {
                md5: item.md5,
                fingerprint: item.fingerprint.clone(),
                case,
                newest: (1, state),
            };
            ledger.items.insert(item.sha256, record);
        }
        case
    }

    /// Notes that a submission was acknowledged.
    pub fn submitted(&self, case: usize, receipt: Receipt) {
        let mut ledger = self.open();
        ledger.counts.submissions += 1;
        ledger.cases[case].receipt = Some(receipt);
    }

    /// Notes that a withdrawal was acknowledged.
    pub fn withdrawn(&self, case: usize) {
        let mut ledger = self.open();
        ledger.counts.withdrawals += 1;
        ledger.cases[case].withdrawn = true;
    }

    /// Notes that a decision was acknowledged: the entry of this item is now in that version and state.
    pub fn decided(&self, sha256: &Sha256, version: i64, state: State) {
        let mut ledger = self.open();
        ledger.counts.decisions += 1;
        if let Some(item) = ledger.items.get_mut(sha256) {
            if version > item.newest.0 {
                item.newest = (version, state);
            }
        } else {
            let text = format!(
                "staff were shown an item that nobody sent: {}",
                hex::encode(sha256)
            );
            ledger.violations.push(text);
        }
    }

    /// Notes an answer that must never come.
    pub fn violated(&self, what: String) {
        self.open().violations.push(what);
    }

    /// Counts a request that has to be sent again.
    pub fn retried(&self) {
        self.open().counts.retries += 1;
    }
}

impl Ledger {
    /// The items that must be on the list, with their standing, and no other.
    pub fn expected(&self) -> BTreeMap<Sha256, Standing> {
        let listed = self.items.iter().filter_map(|(sha256, item)| {
            let case = &self.cases[item.case];
            let standing = item.newest.1.standing()?;
            let published = matches!(item.newest.1, State::Published(_));
            (case.receipt.is_some() && !case.withdrawn && published).then_some((*sha256, standing))
        });
        listed.collect()
    }

    /// The cases that were sent and never acknowledged.
    pub fn unacknowledged(&self) -> usize {
        self.cases.iter().filter(|case| case.receipt.is_none()).count()
    }
}

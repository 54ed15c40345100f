//! A whole service on a temporary database, for the tests of the crates above.

use std::{
    collections::HashMap,
    path::{Path, PathBuf},
    sync::{Arc, Mutex, MutexGuard, PoisonError},
    time::Duration,
};

use domain::{
    Clock as _, Timestamp,
    audit::Record,
    clock::ManualClock,
    entropy::SeededEntropy,
    entry::Action,
    id::StaffId,
    list::{ListName, Policy, Publication},
    staff::{Role, Staff},
    submission::{Form, ItemForm},
};
use storage::{Storage, entry::Queue};
use storage_sqlite::SqliteStorage;
use tokio::sync::OwnedSemaphorePermit;

use crate::{Service, keys::Keys, moderate::DecisionOrder, staff::NewStaff, token::Token, totp::Seed};

/// The moment at which every test starts: 2026-01-01T12:00:00Z.
pub const START: Timestamp = Timestamp::from_seconds(1_767_268_800);
/// The passphrase of everyone whom [`TestService::staff`] adds.
pub const PASSPHRASE: &str = "correct horse battery staple";

/// A service with the list `exploitative`, a clock that moves only when told to, and repeatable randomness.
pub struct TestService {
    /// The service.
    pub service: Service,
    /// Its clock.
    pub clock: Arc<ManualClock>,
    /// Its database.
    pub storage: Arc<dyn Storage>,
    folder: Folder,
    /// Everyone's app: the seed, and the newest step whose code was shown.
    phones: Mutex<HashMap<String, (Seed, u64)>>,
}

/// Where a database's files are: somewhere that vanishes, or somewhere that was there before.
enum Folder {
    Passing(tempfile::TempDir),
    Lasting(PathBuf),
}

impl Folder {
    fn path(&self) -> &Path {
        match self {
            Self::Passing(folder) => folder.path(),
            Self::Lasting(folder) => folder,
        }
    }
}

impl TestService {
    /// A fresh one that publishes first.
    #[expect(clippy::expect_used, reason = "a test cannot go on without its database")]
    pub async fn start() -> Self {
        Self::on(Folder::Passing(tempfile::tempdir().expect("a temporary folder"))).await
    }

    /// One on the database that is in that folder already, or will be.
    pub async fn start_in(folder: &Path) -> Self {
        Self::on(Folder::Lasting(folder.to_owned())).await
    }

    #[expect(clippy::expect_used, reason = "a test cannot go on without its database")]
    async fn on(folder: Folder) -> Self {
        let path = folder.path().join("test.db");
        let storage = SqliteStorage::open(&path.to_string_lossy())
            .await
            .expect("a new database");
        storage.migrate().await.expect("the tables");
        let storage: Arc<dyn Storage> = Arc::new(storage);
        let clock = Arc::new(ManualClock::at(START));
        // Whoever starts again on the same database must not draw the same ids again.
        let fresh = storage
            .read()
            .await
            .expect("a database")
            .lists()
            .await
            .expect("its lists");
        let entropy = Arc::new(SeededEntropy::new(1 + fresh.len() as u64));
        let keys = Keys::derive(&[7; 32]);
        let test = Self {
            service: Service::new(Arc::clone(&storage), Arc::clone(&clock) as _, entropy, keys, 2),
            clock,
            storage,
            folder,
            phones: Mutex::default(),
        };
        test.ensure_list(&ListName::exploitative(), Publication::PublishFirst)
            .await;
        test
    }

    /// Another service on the same database, as another node or this one after a restart; `seed` tells one from another.
    pub fn another_node(&self, seed: u64) -> Service {
        let entropy = Arc::new(SeededEntropy::new(seed));
        let clock = Arc::clone(&self.clock) as _;
        Service::new(
            Arc::clone(&self.storage),
            clock,
            entropy,
            Keys::derive(&[7; 32]),
            2,
        )
    }

    /// The file of its database, for whoever looks past the service.
    pub fn database(&self) -> std::path::PathBuf {
        self.folder.path().join("test.db")
    }

    /// Where the database's files are.
    pub fn folder(&self) -> &Path {
        self.folder.path()
    }

    /// Makes a list.
    #[expect(clippy::expect_used, reason = "a test cannot go on without its list")]
    pub async fn ensure_list(&self, list: &ListName, publication: Publication) {
        self.service
            .ensure_list(list, &Policy::initial(publication))
            .await
            .expect("a list");
    }

    /// The whole record of acts, in order.
    #[expect(clippy::expect_used, reason = "a test cannot go on without what was recorded")]
    pub async fn acts(&self) -> Vec<Record> {
        let lines = self.service.audit(0, 100_000).await.expect("the record");
        let read = lines
            .iter()
            .map(|line| line.record().expect("a line that reads back"));
        read.collect()
    }

    /// Numbers everything that waits, lets some seconds pass, and closes them.
    #[expect(clippy::expect_used, reason = "a test cannot go on without its sequencer")]
    pub async fn sequence_now(&self) {
        let leader = self.storage.lead().await.expect("an answer").expect("leadership");
        while self.service.sequence(leader.as_ref()).await.expect("a batch") > 0 {}
        self.clock.advance(Duration::from_secs(5));
        self.service.close_seconds(leader.as_ref()).await.expect("an end");
    }

    /// Closes the seconds that are over.
    #[expect(clippy::expect_used, reason = "a test cannot go on without its sequencer")]
    pub async fn close_seconds(&self) {
        let leader = self.storage.lead().await.expect("an answer").expect("leadership");
        self.service.close_seconds(leader.as_ref()).await.expect("an end");
    }

    /// Keeps the slow verifiers from looking at anything, until what is returned is dropped.
    pub async fn keep_verifiers_busy(&self) -> OwnedSemaphorePermit {
        self.service.0.bulkhead.take_all().await
    }

    /// Someone who can sign in with [`PASSPHRASE`] and a [`Self::code`].
    #[expect(clippy::expect_used, reason = "a test cannot go on without its staff")]
    pub async fn staff(&self, name: &str, role: Role) -> Staff {
        let NewStaff { staff, seed } = self
            .service
            .add_staff(name, role, PASSPHRASE)
            .await
            .expect("a member of staff");
        self.add_phone(name, seed);
        staff
    }

    /// Lets someone of staff reject everything that is listed and was not looked at.
    #[expect(clippy::expect_used, reason = "a test cannot go on without what it decides")]
    pub async fn reject_unverified(&self, staff: &Staff) {
        let queue = self.service.queue(Queue::Unverified, None, 100).await;
        for row in queue.expect("a queue").rows {
            let order = DecisionOrder {
                entry: row.entry.id,
                version: row.entry.version,
                action: Action::Reject,
                reason: "public-content".to_owned(),
                note: None,
            };
            self.service.decide(staff, order).await.expect("a decision");
        }
        self.sequence_now().await;
    }

    /// Lets someone's app learn a seed.
    pub fn add_phone(&self, name: &str, seed: Seed) {
        self.phones().insert(name.to_owned(), (seed, 0));
    }

    /// The next code of someone's app that was not used yet: three times within half a minute, because clocks may differ.
    #[expect(clippy::expect_used, reason = "a test cannot go on without its staff")]
    pub fn code(&self, name: &str) -> String {
        let now = u64::try_from(self.clock.now().as_seconds()).expect("a moment after 1970") / 30;
        let mut phones = self.phones();
        let (seed, last) = phones.get_mut(name).expect("someone with an app");
        *last = (now - 1).max(*last + 1);
        seed.code_of(*last)
    }

    /// Signs someone of [`Self::staff`] in.
    #[expect(clippy::expect_used, reason = "a test cannot go on without its staff")]
    pub async fn sign_in(&self, name: &str) -> Token {
        let code = self.code(name);
        let signed_in = self.service.sign_in(name, PASSPHRASE, &code).await;
        signed_in.expect("a session")
    }

    /// Waits until nobody marks what has the pictures of suspended entries.
    pub async fn marking_ended(&self) {
        drop(self.service.0.screening.marking.lock().await);
    }

    /// Waits until so many tries to sign in as someone of staff have been noted as refused: whoever was refused does not.
    #[expect(clippy::expect_used, reason = "a test cannot go on without what was refused")]
    pub async fn noted_refused(&self, staff: StaffId, times: u32) {
        until(async || {
            let mut tx = self.storage.read().await.expect("a database");
            let refused = tx.staff_refused(staff).await.expect("an answer");
            refused.is_some_and(|refused| refused.times >= times)
        })
        .await;
    }

    /// The same for someone who signs in for a platform under that name.
    #[expect(clippy::expect_used, reason = "a test cannot go on without what was refused")]
    pub async fn noted_refused_for_platform(&self, name: &str, times: u32) {
        until(async || {
            let mut tx = self.storage.read().await.expect("a database");
            let account = tx.find_account_by_name(name).await.expect("an answer");
            let account = account.expect("an account");
            let refused = tx.account_refused(account.id).await.expect("an answer");
            refused.is_some_and(|refused| refused.times >= times)
        })
        .await;
    }

    fn phones(&self) -> MutexGuard<'_, HashMap<String, (Seed, u64)>> {
        self.phones.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

/// Waits until something has happened that nobody says.
#[expect(clippy::panic, reason = "a test does not wait for ever")]
async fn until(happened: impl AsyncFn() -> bool) {
    for _ in 0..6_000 {
        if happened().await {
            return;
        }
        tokio::time::sleep(Duration::from_millis(5)).await;
    }
    panic!("it has not happened in half a minute");
}

/// PDQ hashes of pictures that are detailed and far from one another, the same ones for the same start.
struct Scenes(u32);

impl Scenes {
    fn of(key: u8, position: u8) -> Self {
        Self(u32::from_be_bytes([0, 0, key, position]) + 1)
    }

    fn next_pdq(&mut self) -> [u8; 32] {
        let mut pdq = [0; 32];
        for pair in pdq.chunks_exact_mut(2) {
            self.0 = self.0.wrapping_mul(1_664_525).wrapping_add(1_013_904_223);
            let byte = self.0.to_be_bytes()[0];
            // As many bits are set as in the hash of a picture.
            pair.copy_from_slice(&[byte, !byte]);
        }
        pdq
    }
}

/// A submission of `items` detailed photos; `key` tells one submission from another.
pub fn form(key: u8, items: u8) -> Form {
    let item = |position: u8| {
        let pdq = Scenes::of(key, position).next_pdq();
        let exact = |length: usize| {
            let mut bytes = vec![key; length];
            bytes[0] = position;
            hex::encode(bytes)
        };
        ItemForm {
            medium: "image".to_owned(),
            sha256: exact(32),
            md5: exact(16),
            sha1: Some(exact(20)),
            pdq: Some(hex::encode(pdq)),
            quality: Some(100),
            vpdq: None,
            variants: Vec::new(),
        }
    };
    Form {
        version: 1,
        key: hex::encode([key; 32]),
        list: ListName::exploitative().to_string(),
        case: None,
        items: (0..items).map(item).collect(),
        padding: String::new(),
    }
}

/// A submission of one video of so many seconds, whose pictures are detailed and far from one another.
pub fn video_form(key: u8, seconds: u16) -> Form {
    let mut scenes = Scenes::of(key, u8::MAX);
    let pictures = (0..seconds).flat_map(|second| {
        let [high, low] = second.to_be_bytes();
        [&[high, low, 90], scenes.next_pdq().as_slice()].concat()
    });
    let mut form = form(key, 1);
    form.items[0] = ItemForm {
        medium: "video".to_owned(),
        pdq: None,
        quality: None,
        vpdq: Some(hex::encode(pictures.collect::<Vec<_>>())),
        ..form.items[0].clone()
    };
    form
}

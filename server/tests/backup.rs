//! The drill: a backup while people submit, put back elsewhere, on both databases.
#![expect(clippy::unwrap_used, reason = "a test that cannot go on has failed")]

// Fresh databases on a PostgreSQL server, as the storage crate's own tests make them.
#[path = "../../crates/storage-postgres/tests/server/mod.rs"]
mod server;

use std::{
    fs,
    path::{Path, PathBuf},
    process::{Command, Output},
    sync::{
        Arc, Mutex,
        atomic::{AtomicBool, AtomicU64, Ordering},
    },
    time::Duration,
};

use domain::{
    case::CaseNumber,
    clock::ManualClock,
    entropy::SeededEntropy,
    list::{ListName, Policy, Publication},
};
use service::{
    Service,
    keys::Keys,
    testing::{START, form},
};
use storage::Storage;
use storage_postgres::PostgresStorage;
use storage_sqlite::SqliteStorage;
use tempfile::TempDir;

const SECRET: [u8; 32] = [7; 32];

/// A data folder with the secret key, and the database that belongs to it.
struct Side {
    folder: TempDir,
    url: Option<String>,
}

impl Side {
    fn new(url: Option<&str>) -> Self {
        let folder = TempDir::new().unwrap();
        fs::write(folder.path().join("secret.key"), hex::encode(SECRET)).unwrap();
        Self {
            folder,
            url: url.map(str::to_owned),
        }
    }

    fn run(&self, command: &str, file: &Path, more: &[&str]) -> Output {
        let mut reclaim = Command::new(env!("CARGO_BIN_EXE_reclaim"));
        reclaim
            .arg(command)
            .arg(file)
            .args(more)
            .arg("--data")
            .arg(self.folder.path())
            .env_remove("RECLAIM_DATABASE_URL");
        if let Some(url) = &self.url {
            reclaim.env("RECLAIM_DATABASE_URL", url);
        }
        reclaim.output().unwrap()
    }

    /// What a command says that succeeds.
    async fn does(&self, command: &'static str, file: &Path) -> String {
        let output = tokio::task::block_in_place(|| self.run(command, file, &[]));
        assert!(
            output.status.success(),
            "{command}: {}{}",
            String::from_utf8_lossy(&output.stdout),
            String::from_utf8_lossy(&output.stderr)
        );
        String::from_utf8(output.stdout).unwrap()
    }

    /// The one line of a command that refuses.
    async fn refuses(&self, command: &'static str, file: &Path) -> String {
        let output = tokio::task::block_in_place(|| self.run(command, file, &[]));
        let said = String::from_utf8(output.stderr).unwrap();
        assert!(!output.status.success(), "{command} succeeded");
        assert_eq!(said.trim_end().lines().count(), 1, "{said}");
        said
    }

    async fn open(&self) -> Arc<dyn Storage> {
        match &self.url {
            Some(url) => Arc::new(PostgresStorage::open(url).await.unwrap()),
            None => {
                let path = self.folder.path().join("reclaim.db");
                let storage = SqliteStorage::open(&path.to_string_lossy()).await.unwrap();
                storage.migrate().await.unwrap();
                Arc::new(storage)
            }
        }
    }

    fn files(&self) -> Vec<PathBuf> {
        let mut files: Vec<_> = fs::read_dir(self.folder.path())
            .unwrap()
            .map(|file| file.unwrap().path())
            .collect();
        files.sort();
        files
    }
}

fn service(storage: &Arc<dyn Storage>, seed: u64) -> Service {
    let clock = Arc::new(ManualClock::at(START));
    let entropy = Arc::new(SeededEntropy::new(seed));
    Service::new(Arc::clone(storage), clock, entropy, Keys::derive(&SECRET), 2)
}

/// People who submit and a sequencer that numbers, until told to stop.
struct Load {
    service: Service,
    acknowledged: Arc<Mutex<Vec<CaseNumber>>>,
    stop: Arc<AtomicBool>,
    tasks: Vec<tokio::task::JoinHandle<()>>,
}

impl Load {
    async fn start(storage: &Arc<dyn Storage>) -> Self {
        let service = service(storage, 1);
        let list = ListName::exploitative();
        let policy = Policy::initial(Publication::PublishFirst);
        service.ensure_list(&list, &policy).await.unwrap();
        let acknowledged = Arc::<Mutex<Vec<CaseNumber>>>::default();
        let stop = Arc::new(AtomicBool::new(false));
        let key = Arc::new(AtomicU64::new(0));
        let mut tasks = Vec::new();
        for _ in 0..2 {
            let (service, acknowledged) = (service.clone(), Arc::clone(&acknowledged));
            let (stop, key) = (Arc::clone(&stop), Arc::clone(&key));
            tasks.push(tokio::spawn(async move {
                while !stop.load(Ordering::SeqCst) {
                    let mut form = form(1, 3);
                    form.key = format!("{:064x}", key.fetch_add(1, Ordering::SeqCst));
                    let receipt = service.submit(form.parse().unwrap()).await.unwrap();
                    acknowledged.lock().unwrap().push(receipt.number);
                }
            }));
        }
        let (sequencer, storage, stopped) = (service.clone(), Arc::clone(storage), Arc::clone(&stop));
        tasks.push(tokio::spawn(async move {
            let leader = storage.lead().await.unwrap().unwrap();
            while !stopped.load(Ordering::SeqCst) {
                sequencer.sequence(leader.as_ref()).await.unwrap();
                tokio::time::sleep(Duration::from_millis(20)).await;
            }
        }));
        Self {
            service,
            acknowledged,
            stop,
            tasks,
        }
    }

    fn so_far(&self) -> Vec<CaseNumber> {
        self.acknowledged.lock().unwrap().clone()
    }

    async fn until(&self, count: usize) {
        let deadline = tokio::time::sleep(Duration::from_secs(60));
        tokio::pin!(deadline);
        while self.so_far().len() < count {
            tokio::select! {
                () = tokio::time::sleep(Duration::from_millis(10)) => {}
                () = &mut deadline => panic!("nobody could submit"),
            }
        }
    }

    async fn stop(self) -> Vec<CaseNumber> {
        self.stop.store(true, Ordering::SeqCst);
        for task in self.tasks {
            task.await.unwrap();
        }
        let all = self.acknowledged.lock().unwrap();
        all.clone()
    }
}

/// Waits until a list has so many changes.
async fn until_numbered(storage: &Arc<dyn Storage>, list: &ListName, count: u64) {
    let numbered = async {
        loop {
            let head = storage.read().await.unwrap().checkpoint(list).await.unwrap();
            if head.is_some_and(|head| head.size >= count) {
                return;
            }
            tokio::time::sleep(Duration::from_millis(10)).await;
        }
    };
    let within = tokio::time::timeout(Duration::from_secs(60), numbered);
    within.await.unwrap();
}

async fn drill(from: &Side, to: &Side) {
    let list = ListName::exploitative();
    let storage = from.open().await;
    let load = Load::start(&storage).await;
    load.until(20).await;
    until_numbered(&storage, &list, 3).await;
    let before = load.so_far();
    let file = from.folder.path().join("backup");
    let said = from.does("backup", &file).await;
    assert!(said.contains("secret key is not in it"), "{said}");
    let during = load.so_far().len();
    load.until(during + 10).await;
    let original = load.service.clone();
    let all = load.stop().await;

    let said = to.does("restore", &file).await;
    assert!(said.contains("Nothing is wrong."), "{said}");
    assert!(said.contains("tell every subscriber"), "{said}");
    let restored_storage = to.open().await;
    let restored = service(&restored_storage, 2);
    for number in &before {
        assert!(
            restored.disclose(number, "a drill").await.unwrap().is_some(),
            "an acknowledged case is lost"
        );
    }
    let mut lost = 0;
    for number in &all {
        assert!(original.disclose(number, "a drill").await.unwrap().is_some());
        lost += usize::from(restored.disclose(number, "a drill").await.unwrap().is_none());
    }
    assert!(
        lost >= 8,
        "the backup is not of one moment: {lost} of {} are not in it",
        all.len()
    );
    assert!(restored.inspect().await.unwrap().is_sound());
    assert!(original.inspect().await.unwrap().is_sound());

    let head = restored_storage
        .read()
        .await
        .unwrap()
        .checkpoint(&list)
        .await
        .unwrap()
        .unwrap();
    assert!(head.size >= 3, "nothing was numbered before the backup");
    let same = storage
        .read()
        .await
        .unwrap()
        .checkpoints(&list, head.size - 1, 1)
        .await
        .unwrap();
    assert_eq!(
        same,
        std::slice::from_ref(&head),
        "the restored list is another one"
    );
    // It goes on from there: what was submitted and not numbered yet gets its number now.
    let leader = restored_storage.lead().await.unwrap().unwrap();
    while restored.sequence(leader.as_ref()).await.unwrap() > 0 {}
    assert!(restored.inspect().await.unwrap().is_sound());

    let said = to.refuses("restore", &file).await;
    assert!(said.contains("not empty"), "{said}");
    let said = from.refuses("backup", &file).await;
    assert!(said.contains("--force"), "{said}");
    assert!(
        tokio::task::block_in_place(|| from.run("backup", &file, &["--force"]))
            .status
            .success()
    );
}

/// A truncated, a flipped and a foreign file leave nothing.
async fn refusals(from: &Side, empty: &Side) {
    let storage = from.open().await;
    let load = Load::start(&storage).await;
    load.until(3).await;
    load.stop().await;
    let folder = TempDir::new().unwrap();
    let file = folder.path().join("backup");
    from.does("backup", &file).await;
    let whole = fs::read(&file).unwrap();
    let (broken, before) = (folder.path().join("broken"), empty.files());
    let mut flipped = whole.clone();
    flipped[whole.len() / 2] ^= 1;
    for (content, expected) in [
        (
            &whole[..whole.len() / 2],
            "not a backup of reclaim, or it broke off",
        ),
        (
            &whole[..whole.len() - 1],
            "not a backup of reclaim, or it broke off",
        ),
        (&flipped, "was altered since it was written"),
        (b"hello".as_slice(), "not a backup of reclaim, or it broke off"),
    ] {
        fs::write(&broken, content).unwrap();
        let said = empty.refuses("restore", &broken).await;
        assert!(said.contains(expected), "{said}");
        assert_eq!(empty.files(), before, "something was left");
    }
    let said = empty.refuses("restore", &folder.path().join("missing")).await;
    assert!(said.contains("cannot read"), "{said}");
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_backup_of_sqlite_under_load_has_every_case_that_was_acknowledged() {
    drill(&Side::new(None), &Side::new(None)).await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_backup_of_postgresql_under_load_has_every_case_that_was_acknowledged() {
    server::with_database(async |_, from| {
        server::with_database(async |_, to| drill(&Side::new(Some(from)), &Side::new(Some(to))).await).await;
    })
    .await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_damaged_backup_of_sqlite_is_refused_and_leaves_nothing() {
    refusals(&Side::new(None), &Side::new(None)).await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_damaged_backup_of_postgresql_is_refused_and_leaves_nothing() {
    server::with_database(async |_, from| {
        server::with_database(async |storage, to| {
            refusals(&Side::new(Some(from)), &Side::new(Some(to))).await;
            assert!(storage.is_empty().await.unwrap());
        })
        .await;
    })
    .await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_backup_of_another_kind_of_database_or_of_nothing_is_refused() {
    let (from, empty) = (Side::new(None), Side::new(None));
    let file = from.folder.path().join("backup");
    let said = from.refuses("backup", &file).await;
    assert!(said.contains("there is no database"), "{said}");
    drop(from.open().await);
    from.does("backup", &file).await;
    let elsewhere = Side {
        folder: TempDir::new().unwrap(),
        url: Some("postgres://nobody@127.0.0.1:1/nothing".to_owned()),
    };
    let said = elsewhere.refuses("restore", &file).await;
    assert!(
        said.contains("is a backup of a sqlite database and this is a postgres database"),
        "{said}"
    );
    empty.does("restore", &file).await;
}

//! The conformance suite on SQLite, each case on a file of its own.
#![expect(
    clippy::unwrap_used,
    reason = "a database that is not as it should be fails the test"
)]

use storage::Storage;
use storage_sqlite::SqliteStorage;

async fn on_a_fresh_file(case: impl AsyncFnOnce(&dyn Storage)) {
    let folder = tempfile::tempdir().unwrap();
    let storage = SqliteStorage::open(folder.path().join("reclaim.db").to_str().unwrap())
        .await
        .unwrap();
    storage.migrate().await.unwrap();
    case(&storage).await;
}

storage::conformance_tests!(on_a_fresh_file);

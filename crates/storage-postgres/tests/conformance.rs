//! The conformance suite on PostgreSQL, each case on a database of its own.
#![expect(
    clippy::unwrap_used,
    reason = "a database that is not as it should be fails the test"
)]

mod server;

use storage::Storage;

async fn on_a_fresh_database(case: impl AsyncFnOnce(&dyn Storage)) {
    server::with_database(async |storage, _| case(&storage).await).await;
}

storage::conformance_tests!(on_a_fresh_database);

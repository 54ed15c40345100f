//! Fresh databases on the server that `RECLAIM_TEST_POSTGRES_URL` names.

use std::{
    env::{self, VarError},
    io::{self, Write as _},
    process,
    str::FromStr as _,
    sync::{
        Once,
        atomic::{AtomicU32, Ordering},
    },
};

use sqlx::{AssertSqlSafe, ConnectOptions as _, Connection as _, postgres::PgConnectOptions};
use storage_postgres::PostgresStorage;

/// The server's URL. Without one the tests say loudly that they prove nothing, and fail where that must not pass.
#[expect(
    clippy::disallowed_methods,
    reason = "tests have no configuration but their environment"
)]
fn server() -> Option<String> {
    match env::var("RECLAIM_TEST_POSTGRES_URL") {
        Ok(url) => Some(url),
        Err(VarError::NotPresent) if env::var("CI").as_deref() != Ok("true") => {
            // Past the test harness, which shows what a passing test prints to nobody.
            static SAID: Once = Once::new();
            SAID.call_once(|| {
                let message =
                    "POSTGRESQL IS LEFT OUT: RECLAIM_TEST_POSTGRES_URL names no server to make databases on";
                writeln!(io::stderr().lock(), "{message}").unwrap();
            });
            None
        }
        Err(error) => panic!("RECLAIM_TEST_POSTGRES_URL must name a PostgreSQL server: {error}"),
    }
}

/// Runs a test on a database with all tables, given its URL as well, and removes the database.
pub(crate) async fn with_database(test: impl AsyncFnOnce(PostgresStorage, &str)) {
    static MADE: AtomicU32 = AtomicU32::new(0);

    let Some(url) = server() else { return };
    let name = format!(
        "reclaim_test_{}_{}",
        process::id(),
        MADE.fetch_add(1, Ordering::Relaxed)
    );
    let options = PgConnectOptions::from_str(&url).unwrap();
    let mut connection = options.connect().await.unwrap();
    for statement in ["DROP DATABASE IF EXISTS", "CREATE DATABASE"] {
        sqlx::raw_sql(AssertSqlSafe(format!("{statement} {name}")))
            .execute(&mut connection)
            .await
            .unwrap();
    }
    let url = options.database(&name).to_url_lossy();
    let storage = PostgresStorage::open(url.as_str()).await.unwrap();
    storage.migrate().await.unwrap();
    test(storage.clone(), url.as_str()).await;
    storage.close().await;
    let drop = AssertSqlSafe(format!("DROP DATABASE {name} WITH (FORCE)"));
    sqlx::raw_sql(drop).execute(&mut connection).await.unwrap();
    connection.close().await.unwrap();
}

//! Connecting to a database and bringing its tables up to date.

use std::{str::FromStr as _, time::Duration};

use async_trait::async_trait;
use sqlx::{
    ConnectOptions as _, Connection as _, PgPool,
    migrate::{MigrateError, Migrator},
    postgres::{PgConnectOptions, PgPoolOptions},
};
use storage::{Leadership, OpenError, Pool, Storage, StorageError, Transaction};

use crate::{error::storage_error, leadership::PostgresLeadership, transaction::PostgresTransaction};

static MIGRATOR: Migrator = sqlx::migrate!("../../migrations/postgres");

/// How long a transaction waits for a connection before the database counts as unavailable.
const PATIENCE: Duration = Duration::from_secs(5);

/// How many transactions can be under way at once on this node.
const CONNECTIONS: u32 = 16;

/// What every transaction is held to by the server: nobody waits for a lock, computes or sits idle without end.
const LIMITS: [(&str, &str); 3] = [
    ("lock_timeout", "5s"),
    ("statement_timeout", "30s"),
    ("idle_in_transaction_session_timeout", "60s"),
];

/// How PostgreSQL goes about answering. Every page is answered from an index within milliseconds; where millions of rows are
/// behind it the planner would start several processes, or a compiler, for each.
const PLANS: [(&str, &str); 2] = [("max_parallel_workers_per_gather", "0"), ("jit", "off")];

/// Frees what erased rows took, in the tables from which rows are erased or in which what is erased is overwritten.
const SWEEP: &str = "VACUUM case_file, item, item_hash, entry, finding, decision, note, handling, outbox, listing, \
                     alike_due, fresh_fingerprint, feedback, subscriber, application, sealed, staff_session";

/// A PostgreSQL database.
#[derive(Clone, Debug)]
pub struct PostgresStorage {
    pool: PgPool,
    options: PgConnectOptions,
}

impl PostgresStorage {
    /// Connects to the database of a `postgres://` URL.
    ///
    /// The tables are left as they are: [`Self::migrate`] brings them up to date.
    ///
    /// # Errors
    /// Where the URL makes no sense or the server does not let this program in.
    pub async fn open(url: &str) -> Result<Self, OpenError> {
        Self::open_with(url, CONNECTIONS, PATIENCE).await
    }

    async fn open_with(url: &str, connections: u32, patience: Duration) -> Result<Self, OpenError> {
        if !url.starts_with("postgres://") && !url.starts_with("postgresql://") {
            return Err(OpenError::Url(
                "PostgreSQL needs a URL that begins with postgres://".to_owned(),
            ));
        }
        // The message says what is wrong, never the URL: it holds a password.
        let options = PgConnectOptions::from_str(url)
            .map_err(|error| OpenError::Url(error.to_string()))?
            .application_name("reclaim");
        let pool = PgPoolOptions::new()
            .max_connections(connections)
            .acquire_timeout(patience)
            .connect_with(options.clone().options(LIMITS).options(PLANS))
            .await
            .map_err(|error| OpenError::Unreachable(error.into()))?;
        Ok(Self { pool, options })
    }

    /// Brings the tables up to date. Does nothing where they are. Of several nodes one does it, the others wait.
    ///
    /// # Errors
    /// [`OpenError::Newer`] where a newer version of the program was here; [`OpenError::Migration`] where a
    /// migration fails, one that was applied is no longer the same, or this role may not make tables.
    pub async fn migrate(&self) -> Result<(), OpenError> {
        if !self.may_migrate().await? {
            return self.expect_up_to_date().await;
        }
        // On a connection without limits: a migration, and waiting for another node's, may take its time.
        let mut connection = self
            .options
            .connect()
            .await
            .map_err(|error| OpenError::Unreachable(error.into()))?;
        MIGRATOR.run(&mut connection).await.map_err(|error| match error {
            MigrateError::VersionMissing(version) => OpenError::Newer(version),
            other => OpenError::Migration(other.into()),
        })?;
        connection
            .close()
            .await
            .map_err(|error| OpenError::Unreachable(error.into()))
    }

    /// Whether this role may make tables: a server's role need not (see `role`).
    async fn may_migrate(&self) -> Result<bool, OpenError> {
        sqlx::query_scalar("SELECT coalesce(has_schema_privilege(current_schema(), 'CREATE'), FALSE)")
            .fetch_one(&self.pool)
            .await
            .map_err(|error| OpenError::Unreachable(error.into()))
    }

    async fn expect_up_to_date(&self) -> Result<(), OpenError> {
        let applied: Vec<i64> = sqlx::query_scalar("SELECT version FROM _sqlx_migrations WHERE success")
            .fetch_all(&self.pool)
            .await
            .map_err(|error| OpenError::Migration(error.into()))?;
        if let Some(newer) = applied.iter().find(|version| !MIGRATOR.version_exists(**version)) {
            return Err(OpenError::Newer(*newer));
        }
        if MIGRATOR
            .iter()
            .all(|migration| applied.contains(&migration.version))
        {
            return Ok(());
        }
        Err(OpenError::Migration(
            "this role may not change tables: run `reclaim migrate` as the role that they belong to".into(),
        ))
    }

    /// The newest migration that this program knows.
    pub fn newest_migration() -> i64 {
        MIGRATOR
            .iter()
            .map(|migration| migration.version)
            .max()
            .unwrap_or_default()
    }

    /// Ends every connection, after the transactions that are under way.
    pub async fn close(&self) {
        self.pool.close().await;
    }

    pub(crate) const fn pool(&self) -> &PgPool {
        &self.pool
    }

    pub(crate) const fn options(&self) -> &PgConnectOptions {
        &self.options
    }
}

#[async_trait]
impl Storage for PostgresStorage {
    async fn begin(&self) -> Result<Box<dyn Transaction>, StorageError> {
        let begun = self.pool.begin_with("BEGIN ISOLATION LEVEL READ COMMITTED").await;
        Ok(Box::new(PostgresTransaction::writing(
            begun.map_err(storage_error)?,
        )))
    }

    async fn read(&self) -> Result<Box<dyn Transaction>, StorageError> {
        let begun = self
            .pool
            .begin_with("BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY")
            .await;
        Ok(Box::new(PostgresTransaction::reading(
            begun.map_err(storage_error)?,
        )))
    }

    async fn lead(&self) -> Result<Option<Box<dyn Leadership>>, StorageError> {
        let leadership = PostgresLeadership::take(&self.options).await?;
        Ok(leadership.map(|leadership| Box::new(leadership) as Box<dyn Leadership>))
    }

    fn pools(&self) -> Vec<Pool> {
        let idle = u32::try_from(self.pool.num_idle()).unwrap_or(u32::MAX);
        vec![Pool {
            name: "connections",
            used: self.pool.size().saturating_sub(idle),
            idle,
            most: self.pool.options().get_max_connections(),
        }]
    }

    async fn sweep(&self) -> Result<(), StorageError> {
        // On a connection without limits: vacuuming a large table takes its time.
        let mut connection = self.options.connect().await.map_err(storage_error)?;
        sqlx::query(SWEEP)
            .execute(&mut connection)
            .await
            .map_err(storage_error)?;
        connection.close().await.map_err(storage_error)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[tokio::test]
    async fn a_url_that_is_not_understood_is_not_repeated() {
        for url in [
            "mysql://root:hunter2@localhost/reclaim",
            "postgres://reclaim:hunter2@localhost:port/reclaim",
        ] {
            let error = PostgresStorage::open(url).await.unwrap_err();
            assert!(matches!(error, OpenError::Url(_)), "{error}");
            assert!(!error.to_string().contains("hunter2"), "{error}");
        }
    }
}

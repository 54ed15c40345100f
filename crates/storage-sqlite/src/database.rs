//! Opening a database file and bringing its tables up to date.

use std::{fs::File, path::Path, str::FromStr as _, time::Duration};

use async_trait::async_trait;
use sqlx::{
    Connection as _, SqlitePool,
    migrate::{MigrateError, Migrator},
    sqlite::{SqliteConnectOptions, SqliteJournalMode, SqlitePoolOptions, SqliteSynchronous},
};
use storage::{Leadership, OpenError, Pool, Storage, StorageError, Transaction};

use crate::{error::storage_error, leadership::SqliteLeadership, transaction::SqliteTransaction};

static MIGRATOR: Migrator = sqlx::migrate!("../../migrations/sqlite");

/// How long a transaction waits for its turn before the database counts as unavailable.
const PATIENCE: Duration = Duration::from_secs(5);
/// The same for a command that an operator gives: on a busy disk, a server may have the database for seconds on end.
const PATIENCE_OF_COMMANDS: Duration = Duration::from_secs(60);

/// How many transactions can read at once.
const READERS: u32 = 8;

/// How many rows are read ahead of whoever takes them: each time that there is no room, two threads change places.
const ROWS_AT_ONCE: usize = 1_000;

/// A SQLite database.
#[derive(Clone, Debug)]
pub struct SqliteStorage {
    writer: SqlitePool,
    readers: SqlitePool,
}

impl SqliteStorage {
    /// Opens the database file at a path or a `sqlite:` URL. A missing file is made, readable for its owner only.
    ///
    /// The tables are left as they are: [`Self::migrate`] brings them up to date.
    ///
    /// # Errors
    /// Where the location makes no sense or the file cannot be opened.
    pub async fn open(location: &str) -> Result<Self, OpenError> {
        Self::open_with(location, PATIENCE).await
    }

    /// As [`Self::open`], for a command beside a running server: nobody waits for an answer meanwhile, so it waits longer for
    /// its turn to write rather than leave its work half done.
    ///
    /// # Errors
    /// As [`Self::open`].
    pub async fn open_patiently(location: &str) -> Result<Self, OpenError> {
        Self::open_with(location, PATIENCE_OF_COMMANDS).await
    }

    async fn open_with(location: &str, patience: Duration) -> Result<Self, OpenError> {
        let options = options(location)?;
        create(options.get_filename()).map_err(|error| OpenError::Unreachable(error.into()))?;
        let options = options
            .journal_mode(SqliteJournalMode::Wal)
            .synchronous(SqliteSynchronous::Full)
            .foreign_keys(true)
            .busy_timeout(patience)
            .row_buffer_size(ROWS_AT_ONCE)
            .pragma("secure_delete", "ON");
        // Connections to a file do not go stale, so none is replaced but one: where the disk was full, SQLite itself
        // has rolled back, the driver's own ROLLBACK then fails, and the driver takes the connection to be in a
        // transaction for ever after.
        let pool = SqlitePoolOptions::new()
            .acquire_timeout(patience)
            .idle_timeout(None)
            .max_lifetime(None)
            .test_before_acquire(false)
            .before_acquire(|connection, _| {
                let is_at_rest = !connection.is_in_transaction();
                Box::pin(async move { Ok(is_at_rest) })
            });
        let unreachable = |error: sqlx::Error| OpenError::Unreachable(error.into());
        let writer = pool
            .clone()
            .max_connections(1)
            .connect_with(options.clone())
            .await
            .map_err(unreachable)?;
        let readers = pool
            .max_connections(READERS)
            .connect_with(options.pragma("query_only", "ON"))
            .await
            .map_err(unreachable)?;
        Ok(Self { writer, readers })
    }

    /// Brings the tables up to date. Does nothing where they are.
    ///
    /// # Errors
    /// [`OpenError::Newer`] where a newer version of the program was here; [`OpenError::Migration`] where a
    /// migration fails, or one that was applied is no longer the same.
    pub async fn migrate(&self) -> Result<(), OpenError> {
        MIGRATOR.run(&self.writer).await.map_err(|error| match error {
            MigrateError::VersionMissing(version) => OpenError::Newer(version),
            other => OpenError::Migration(other.into()),
        })
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
        self.readers.close().await;
        self.writer.close().await;
    }

    pub(crate) const fn writer(&self) -> &SqlitePool {
        &self.writer
    }
}

fn options(location: &str) -> Result<SqliteConnectOptions, OpenError> {
    if location.is_empty() || location.contains(":memory:") || location.contains("mode=memory") {
        return Err(OpenError::Url("SQLite needs the path of a file".to_owned()));
    }
    if location.starts_with("sqlite:") {
        return SqliteConnectOptions::from_str(location).map_err(|error| OpenError::Url(error.to_string()));
    }
    if location.contains("://") {
        return Err(OpenError::Url(
            "SQLite needs a path or a URL that begins with sqlite:".to_owned(),
        ));
    }
    Ok(SqliteConnectOptions::new().filename(location))
}

/// Makes an empty file where there is none; SQLite gives its companions the same permissions.
fn create(path: &Path) -> std::io::Result<()> {
    let mut file = File::options();
    file.write(true).create_new(true);
    #[cfg(unix)]
    std::os::unix::fs::OpenOptionsExt::mode(&mut file, 0o600);
    match file.open(path) {
        Err(error) if error.kind() != std::io::ErrorKind::AlreadyExists => Err(error),
        _ => Ok(()),
    }
}

#[async_trait]
impl Storage for SqliteStorage {
    async fn begin(&self) -> Result<Box<dyn Transaction>, StorageError> {
        let begun = self
            .writer
            .begin_with("BEGIN IMMEDIATE")
            .await
            .map_err(storage_error)?;
        Ok(Box::new(SqliteTransaction::new(begun)))
    }

    async fn read(&self) -> Result<Box<dyn Transaction>, StorageError> {
        let begun = self.readers.begin().await.map_err(storage_error)?;
        Ok(Box::new(SqliteTransaction::new(begun)))
    }

    async fn lead(&self) -> Result<Option<Box<dyn Leadership>>, StorageError> {
        let epoch = sqlx::query_scalar!(
            "UPDATE sequencer SET epoch = epoch + 1 WHERE sequencer_id = 1 RETURNING epoch"
        )
        .fetch_one(&self.writer)
        .await
        .map_err(storage_error)?;
        Ok(Some(Box::new(SqliteLeadership::new(epoch, self.readers.clone()))))
    }

    async fn sweep(&self) -> Result<(), StorageError> {
        // `secure_delete` has overwritten the pages; older copies of them are in the log until it is emptied. Where a
        // reader still needs it, the next sweep empties it.
        sqlx::query("PRAGMA wal_checkpoint(TRUNCATE)")
            .execute(&self.writer)
            .await
            .map_err(storage_error)?;
        Ok(())
    }

    fn pools(&self) -> Vec<Pool> {
        vec![
            pool("writer", &self.writer, 1),
            pool("readers", &self.readers, READERS),
        ]
    }
}

fn pool(name: &'static str, pool: &SqlitePool, most: u32) -> Pool {
    let idle = u32::try_from(pool.num_idle()).unwrap_or(u32::MAX);
    Pool {
        name,
        used: pool.size().saturating_sub(idle),
        idle,
        most,
    }
}

#[cfg(test)]
mod tests {
    use domain::list::{ListName, Policy, Publication};

    use super::*;

    /// Long enough to open a file on a busy machine, short enough to wait for in a test.
    const SHORT: Duration = Duration::from_secs(3);

    async fn fresh(patience: Duration) -> (SqliteStorage, tempfile::TempDir) {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("reclaim.db");
        let storage = SqliteStorage::open_with(path.to_str().unwrap(), patience)
            .await
            .unwrap();
        storage.migrate().await.unwrap();
        (storage, folder)
    }

    async fn setting(pool: &SqlitePool, question: &'static str) -> i64 {
        sqlx::query_scalar(question).fetch_one(pool).await.unwrap()
    }

    #[tokio::test]
    async fn every_connection_is_durable_checks_references_and_overwrites_what_is_deleted() {
        let (storage, _folder) = fresh(PATIENCE).await;
        for pool in [&storage.writer, &storage.readers] {
            assert_eq!(setting(pool, "PRAGMA synchronous").await, 2);
            assert_eq!(setting(pool, "PRAGMA foreign_keys").await, 1);
            assert_eq!(setting(pool, "PRAGMA secure_delete").await, 1);
            let mode: String = sqlx::query_scalar("PRAGMA journal_mode")
                .fetch_one(pool)
                .await
                .unwrap();
            assert_eq!(mode, "wal");
        }
    }

    #[tokio::test]
    async fn a_writer_whose_turn_does_not_come_is_told_that_the_database_is_unavailable() {
        let (storage, _folder) = fresh(SHORT).await;
        let writer = storage.begin().await.unwrap();
        assert!(matches!(storage.begin().await, Err(StorageError::Unavailable(_))));
        drop(writer);
        assert!(storage.begin().await.is_ok());
    }

    #[tokio::test]
    async fn after_the_disk_was_full_the_next_writer_finds_everything_in_order() {
        let (storage, _folder) = fresh(PATIENCE).await;
        setting(&storage.writer, "PRAGMA max_page_count = 1").await;
        let policy = Policy::initial(Publication::PublishFirst);
        let mut writer = storage.begin().await.unwrap();
        let mut made = 0;
        let error = loop {
            let list = ListName::parse(&format!("list-{made}")).unwrap();
            match writer.ensure_list(&list, &policy).await {
                Ok(_) => made += 1,
                Err(error) => break error,
            }
        };
        assert!(matches!(error, StorageError::Unavailable(_)), "{error}");
        drop(writer);
        let mut writer = storage.begin().await.unwrap();
        assert_eq!(writer.lists().await.unwrap(), []);
        writer
            .ensure_list(&ListName::exploitative(), &policy)
            .await
            .unwrap();
        writer.commit().await.unwrap();
    }

    #[tokio::test]
    async fn a_writer_waits_for_another_process_and_then_gives_up() {
        let (storage, folder) = fresh(SHORT).await;
        let path = folder.path().join("reclaim.db");
        let elsewhere = SqliteStorage::open(path.to_str().unwrap()).await.unwrap();
        let writer = elsewhere.begin().await.unwrap();
        assert!(matches!(storage.begin().await, Err(StorageError::Unavailable(_))));
        drop(writer);
        elsewhere.close().await;
        assert!(storage.begin().await.is_ok());
    }

    #[tokio::test]
    async fn whoever_leads_later_ends_the_leadership_before() {
        let (storage, _folder) = fresh(PATIENCE).await;
        let mut first = storage.lead().await.unwrap().unwrap();
        let mut second = storage.lead().await.unwrap().unwrap();
        assert!(!first.holds().await);
        assert!(second.holds().await);
    }

    #[tokio::test]
    async fn a_row_that_no_version_writes_is_named() {
        let (storage, _folder) = fresh(PATIENCE).await;
        sqlx::query(
            "INSERT INTO staff (staff_id, name, role, passphrase_verifier, failed_attempts, created_at)
             VALUES (zeroblob(16), 'Ada', 'admin', '', -1, 0)",
        )
        .execute(&storage.writer)
        .await
        .unwrap();
        let mut reader = storage.read().await.unwrap();
        let error = reader.find_staff_by_name("Ada").await.unwrap_err();
        let expected = "staff.failed_attempts holds what no version of this program writes";
        assert_eq!(error.to_string(), expected);
    }
}

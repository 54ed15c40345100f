//! A copy of a whole database while it is served, and what has to be known before one is put in its place.

use std::path::Path;

use storage::StorageError;

use crate::{SqliteStorage, error::storage_error};

impl SqliteStorage {
    /// The newest migration that the tables have seen; `None` where there are none yet.
    ///
    /// # Errors
    /// Where the file does not answer.
    pub async fn version(&self) -> Result<Option<i64>, StorageError> {
        let known: i64 =
            sqlx::query_scalar("SELECT count(*) FROM sqlite_schema WHERE name = '_sqlx_migrations'")
                .fetch_one(self.writer())
                .await
                .map_err(storage_error)?;
        if known == 0 {
            return Ok(None);
        }
        sqlx::query_scalar("SELECT max(version) FROM _sqlx_migrations")
            .fetch_one(self.writer())
            .await
            .map_err(storage_error)
    }

    /// Whether nothing would be lost with this database: it has no list, case, staff or subscriber.
    ///
    /// # Errors
    /// Where the file does not answer, or is a database of something else.
    pub async fn is_empty(&self) -> Result<bool, StorageError> {
        let question = if self.version().await?.is_some() {
            "SELECT NOT EXISTS (SELECT 1 FROM list) AND NOT EXISTS (SELECT 1 FROM case_file)
                AND NOT EXISTS (SELECT 1 FROM staff) AND NOT EXISTS (SELECT 1 FROM subscriber)"
        } else {
            "SELECT NOT EXISTS (SELECT 1 FROM sqlite_schema)"
        };
        sqlx::query_scalar(question)
            .fetch_one(self.writer())
            .await
            .map_err(storage_error)
    }

    /// Writes everything that is committed at this moment to `file`, which is empty or not there, as a database
    /// file. Whoever reads and writes meanwhile goes on.
    ///
    /// # Errors
    /// Where the file cannot be written.
    pub async fn dump(&self, file: &Path) -> Result<(), StorageError> {
        sqlx::query("VACUUM INTO ?")
            .bind(file.to_string_lossy())
            .execute(self.writer())
            .await
            .map_err(storage_error)?;
        Ok(())
    }

    /// Whether the file is a whole database: every page and index, every reference. Reads all of it.
    ///
    /// # Errors
    /// Where the file does not answer.
    pub async fn is_whole(&self) -> Result<bool, StorageError> {
        let found: Vec<String> = sqlx::query_scalar("PRAGMA integrity_check(1)")
            .fetch_all(self.writer())
            .await
            .map_err(storage_error)?;
        Ok(found == ["ok"])
    }
}

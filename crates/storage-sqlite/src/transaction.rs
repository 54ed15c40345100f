//! One transaction; what it can do is in the module of each repository.

use async_trait::async_trait;
use serde::Serialize;
use sqlx::{Sqlite, SqliteConnection};
use storage::{StorageError, Transaction};

use crate::error::{reference_error, storage_error};

/// A transaction of either pool. Dropped without a commit it is rolled back.
pub(crate) struct SqliteTransaction {
    begun: sqlx::Transaction<'static, Sqlite>,
    failed: bool,
}

impl SqliteTransaction {
    pub(crate) const fn new(begun: sqlx::Transaction<'static, Sqlite>) -> Self {
        Self { begun, failed: false }
    }

    pub(crate) fn connection(&mut self) -> &mut SqliteConnection {
        &mut self.begun
    }

    /// Translates a statement's error, after which this transaction can no longer be committed.
    ///
    /// SQLite itself would go on after a failed statement and PostgreSQL would not.
    pub(crate) fn checked<T>(&mut self, result: Result<T, sqlx::Error>) -> Result<T, StorageError> {
        result.map_err(|error| self.refuse(storage_error(error)))
    }

    /// As [`Self::checked`], for a statement with one foreign key that can fail: SQLite does not say which it was.
    pub(crate) fn checked_reference<T>(
        &mut self,
        result: Result<T, sqlx::Error>,
        foreign_key: &'static str,
    ) -> Result<T, StorageError> {
        result.map_err(|error| self.refuse(reference_error(error, foreign_key)))
    }

    /// The error, after which this transaction can no longer be committed.
    pub(crate) fn refuse(&mut self, error: StorageError) -> StorageError {
        self.failed = true;
        error
    }
}

/// Many rows as one parameter: `json_each` takes them apart again, blobs as hex.
pub(crate) fn rows_as_json<T: Serialize>(rows: impl IntoIterator<Item = T>) -> Result<String, StorageError> {
    let rows: Vec<T> = rows.into_iter().collect();
    serde_json::to_string(&rows).map_err(|error| StorageError::Driver(error.into()))
}

#[async_trait]
impl Transaction for SqliteTransaction {
    async fn commit(self: Box<Self>) -> Result<(), StorageError> {
        if self.failed {
            return Err(StorageError::Driver("a call of this transaction failed".into()));
        }
        self.begun.commit().await.map_err(storage_error)
    }
}

//! One transaction; what it can do is in the module of each repository.

use async_trait::async_trait;
use sqlx::{PgConnection, Postgres};
use storage::{StorageError, Transaction};

use crate::error::storage_error;

/// A transaction on a connection of the pool. Dropped without a commit it is rolled back.
pub(crate) struct PostgresTransaction {
    begun: sqlx::Transaction<'static, Postgres>,
    writes: bool,
    failed: bool,
}

impl PostgresTransaction {
    pub(crate) const fn writing(begun: sqlx::Transaction<'static, Postgres>) -> Self {
        Self {
            begun,
            writes: true,
            failed: false,
        }
    }

    pub(crate) const fn reading(begun: sqlx::Transaction<'static, Postgres>) -> Self {
        Self {
            begun,
            writes: false,
            failed: false,
        }
    }

    /// Whether rows that are read for a decision can be locked.
    pub(crate) const fn writes(&self) -> bool {
        self.writes
    }

    pub(crate) fn connection(&mut self) -> &mut PgConnection {
        &mut self.begun
    }

    /// Translates a statement's error, after which this transaction can no longer be committed.
    ///
    /// The server has given the transaction up by then, yet would answer a commit without an error.
    pub(crate) fn checked<T>(&mut self, result: Result<T, sqlx::Error>) -> Result<T, StorageError> {
        result.map_err(|error| self.refuse(storage_error(error)))
    }

    /// The error, after which this transaction can no longer be committed.
    pub(crate) fn refuse(&mut self, error: StorageError) -> StorageError {
        self.failed = true;
        error
    }
}

#[async_trait]
impl Transaction for PostgresTransaction {
    async fn commit(self: Box<Self>) -> Result<(), StorageError> {
        if self.failed {
            return Err(StorageError::Driver("a call of this transaction failed".into()));
        }
        self.begun.commit().await.map_err(storage_error)
    }
}

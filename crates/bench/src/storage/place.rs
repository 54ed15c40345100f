//! Where the measured database is.

use std::{path::Path, sync::Arc};

use anyhow::{Context as _, Result, ensure};
use domain::list::{ListName, Policy, Publication};
use storage::Storage;
use storage_postgres::PostgresStorage;
use storage_sqlite::SqliteStorage;
use tempfile::TempDir;

/// A database that is this measurement's own.
pub(crate) enum Place {
    /// A file in a folder that vanishes afterwards.
    Sqlite(TempDir),
    /// A database that was empty.
    Postgres(String),
}

impl Place {
    pub(crate) async fn make(url: Option<&str>, folder: &Path) -> Result<Self> {
        let Some(url) = url else {
            std::fs::create_dir_all(folder)?;
            let folder = tempfile::Builder::new()
                .prefix("bench-")
                .tempdir_in(folder)
                .context("cannot make a folder for the database")?;
            let place = Self::Sqlite(folder);
            let storage = SqliteStorage::open(&place.url()).await?;
            storage.migrate().await?;
            ensure_list(&storage).await?;
            // Whoever fills it has it alone.
            storage.close().await;
            return Ok(place);
        };
        let storage = PostgresStorage::open(url).await?;
        storage.migrate().await?;
        ensure!(storage.is_empty().await?, "the database is not empty");
        ensure_list(&storage).await?;
        storage.close().await;
        Ok(Self::Postgres(url.to_owned()))
    }

    /// A PostgreSQL database that an earlier measurement has filled with so many entries.
    pub(crate) async fn filled(url: &str, entries: u64) -> Result<Self> {
        let storage = PostgresStorage::open(url).await?;
        storage.migrate().await?;
        let mut tx = storage.begin().await?;
        let checkpoint = tx.checkpoint(&ListName::exploitative()).await?;
        let size = checkpoint.map_or(0, |checkpoint| checkpoint.size);
        ensure!(size == entries, "the list has {size} changes and not {entries}");
        tx.commit().await?;
        storage.close().await;
        Ok(Self::Postgres(url.to_owned()))
    }

    pub(crate) const fn name(&self) -> &'static str {
        match self {
            Self::Sqlite(_) => "SQLite",
            Self::Postgres(_) => "PostgreSQL",
        }
    }

    /// A URL, or the path of SQLite's file.
    pub(crate) fn url(&self) -> String {
        match self {
            Self::Sqlite(folder) => folder.path().join("reclaim.db").to_string_lossy().into_owned(),
            Self::Postgres(url) => url.clone(),
        }
    }

    pub(crate) async fn open(&self) -> Result<Arc<dyn Storage>> {
        open(&self.url()).await
    }
}

async fn ensure_list(storage: &dyn Storage) -> Result<()> {
    let mut tx = storage.begin().await?;
    let policy = Policy::initial(Publication::PublishFirst);
    tx.ensure_list(&ListName::exploitative(), &policy).await?;
    tx.commit().await?;
    Ok(())
}

/// Opens a URL, or the path of SQLite's file.
pub(crate) async fn open(url: &str) -> Result<Arc<dyn Storage>> {
    Ok(if url.starts_with("postgres") {
        Arc::new(PostgresStorage::open(url).await?)
    } else {
        Arc::new(SqliteStorage::open(url).await?)
    })
}

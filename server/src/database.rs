//! The database that the operator named, as the commands see it that copy it as a whole.

use std::{
    fs::{self, File},
    io,
    path::{Path, PathBuf},
    sync::Arc,
};

use anyhow::{Context as _, bail};
use storage::Storage;
use storage_postgres::PostgresStorage;
use storage_sqlite::SqliteStorage;

use crate::{
    backup_file::{Backup, Engine, private, sync_folder},
    config::Place,
    wiring::{explained, make_folder},
};

/// A database, its tables left as they are.
pub(crate) enum Database {
    Sqlite(SqliteStorage),
    Postgres(Box<PostgresStorage>),
}

/// Where a database is.
pub(crate) enum Location<'a> {
    File(PathBuf),
    Server(&'a str),
}

impl<'a> Location<'a> {
    pub(crate) fn of(place: &'a Place) -> anyhow::Result<Self> {
        match place.database_url.as_deref() {
            Some(url) if url.starts_with("postgres://") || url.starts_with("postgresql://") => {
                Ok(Self::Server(url))
            }
            Some(url) => {
                let Some(path) = url.strip_prefix("sqlite:") else {
                    bail!("--database-url must start with sqlite: or postgres://");
                };
                Ok(Self::File(path.trim_start_matches("//").into()))
            }
            None => Ok(Self::File(place.data.join("reclaim.db"))),
        }
    }
}

/// The newest migration that this program knows.
pub(crate) fn newest_migration(engine: Engine) -> i64 {
    match engine {
        Engine::Sqlite => SqliteStorage::newest_migration(),
        Engine::Postgres => PostgresStorage::newest_migration(),
    }
}

impl Database {
    pub(crate) fn engine_of(place: &Place) -> anyhow::Result<Engine> {
        Ok(match Location::of(place)? {
            Location::File(_) => Engine::Sqlite,
            Location::Server(_) => Engine::Postgres,
        })
    }

    /// Opens what is there, and makes nothing.
    pub(crate) async fn open_existing(place: &Place) -> anyhow::Result<Self> {
        match Location::of(place)? {
            Location::File(path) if !path.exists() => {
                bail!(
                    "there is no database at {}: name its folder with --data, or its address with --database-url",
                    path.display()
                )
            }
            Location::File(path) => Ok(Self::Sqlite(open_sqlite(&path).await?)),
            Location::Server(url) => {
                let storage = PostgresStorage::open(url).await.map_err(explained)?;
                Ok(Self::Postgres(Box::new(storage)))
            }
        }
    }

    pub(crate) const fn engine(&self) -> Engine {
        match self {
            Self::Sqlite(_) => Engine::Sqlite,
            Self::Postgres(_) => Engine::Postgres,
        }
    }

    /// It, for whoever reads and writes rows.
    pub(crate) fn storage(&self) -> &dyn Storage {
        match self {
            Self::Sqlite(storage) => storage,
            Self::Postgres(storage) => storage.as_ref(),
        }
    }

    /// The same, to be kept.
    pub(crate) fn into_storage(self) -> Arc<dyn Storage> {
        match self {
            Self::Sqlite(storage) => Arc::new(storage),
            Self::Postgres(storage) => Arc::from(storage as Box<dyn Storage>),
        }
    }

    /// The newest migration that its tables have seen.
    pub(crate) async fn version(&self) -> anyhow::Result<Option<i64>> {
        Ok(match self {
            Self::Sqlite(storage) => storage.version().await?,
            Self::Postgres(storage) => storage.version().await?,
        })
    }

    /// Writes everything to an empty file.
    pub(crate) async fn dump(&self, file: &Path) -> anyhow::Result<()> {
        match self {
            Self::Sqlite(storage) => storage.dump(file).await?,
            Self::Postgres(storage) => storage.dump(file).await?,
        }
        Ok(())
    }

    /// Puts a backup where nothing is yet. Where that fails, there is nothing afterwards either.
    pub(crate) async fn restore(place: &Place, backup: Backup) -> anyhow::Result<()> {
        match Location::of(place)? {
            Location::File(path) => {
                if place.database_url.is_none() {
                    make_folder(place)?;
                }
                restore_file(&path, backup).await
            }
            Location::Server(url) => {
                let storage = PostgresStorage::open(url).await.map_err(explained)?;
                refuse_unless(storage.is_empty().await?)?;
                let content = backup.content().context("cannot read the backup")?;
                storage.restore(content).await?;
                storage.close().await;
                Ok(())
            }
        }
    }
}

async fn open_sqlite(path: &Path) -> anyhow::Result<SqliteStorage> {
    SqliteStorage::open_patiently(&path.to_string_lossy())
        .await
        .map_err(explained)
}

fn refuse_unless(empty: bool) -> anyhow::Result<()> {
    if !empty {
        bail!("the database is not empty: restore into a new one, so that nothing is lost");
    }
    Ok(())
}

async fn restore_file(path: &Path, backup: Backup) -> anyhow::Result<()> {
    if path.exists() {
        let storage = open_sqlite(path).await?;
        let empty = storage.is_empty().await?;
        storage.close().await;
        refuse_unless(empty)?;
    }
    let draft = beside(path, ".restoring");
    let copied = copy(&draft, backup).await;
    let placed = copied.and_then(|()| place_file(&draft, path));
    if placed.is_err() {
        for leftover in with_companions(&draft) {
            let _ = fs::remove_file(leftover);
        }
    }
    placed.with_context(|| format!("cannot restore to {}", path.display()))
}

/// Writes the backup's database under another name and sees that it is one.
async fn copy(draft: &Path, backup: Backup) -> anyhow::Result<()> {
    // What an earlier try left behind.
    for leftover in with_companions(draft) {
        remove_if_there(&leftover)?;
    }
    let mut content = backup.content()?;
    let mut file = private().write(true).create_new(true).open(draft)?;
    io::copy(&mut content, &mut file)?;
    file.sync_all()?;
    let storage = open_sqlite(draft).await?;
    let whole = storage.is_whole().await;
    storage.close().await;
    if !whole? {
        bail!("the database in the backup is damaged");
    }
    File::open(draft)?.sync_all()?;
    Ok(())
}

/// Gives the file its name, in place of the empty database that may be there.
fn place_file(draft: &Path, path: &Path) -> anyhow::Result<()> {
    // The companions first: a log of the old file must never be read with the new one.
    for old in with_companions(path).into_iter().rev() {
        remove_if_there(&old)?;
    }
    fs::rename(draft, path)?;
    sync_folder(path)?;
    Ok(())
}

fn beside(path: &Path, ending: &str) -> PathBuf {
    let mut name = path.as_os_str().to_owned();
    name.push(ending);
    name.into()
}

/// A database file and what SQLite keeps beside it.
fn with_companions(path: &Path) -> [PathBuf; 3] {
    [path.to_path_buf(), beside(path, "-wal"), beside(path, "-shm")]
}

fn remove_if_there(path: &Path) -> io::Result<()> {
    match fs::remove_file(path) {
        Err(error) if error.kind() != io::ErrorKind::NotFound => Err(error),
        _ => Ok(()),
    }
}

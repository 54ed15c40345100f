//! Opens the database that the operator named and puts the service on top of it.

use std::{fs, sync::Arc, thread};

use anyhow::{Context as _, bail};
use service::Service;
use storage::{OpenError, Storage};
use storage_postgres::PostgresStorage;
use storage_sqlite::SqliteStorage;

use crate::{
    config::Place,
    database::{Database, Location, newest_migration},
    machine::{SystemClock, SystemEntropy},
    secret::Source,
};

/// Opens the database, brings its tables up to date and returns it; where there is none, makes it.
pub(crate) async fn open_storage(place: &Place) -> anyhow::Result<Arc<dyn Storage>> {
    match Location::of(place)? {
        Location::Server(url) => {
            let storage = PostgresStorage::open(url).await.map_err(explained)?;
            storage.migrate().await.map_err(explained)?;
            Ok(Arc::new(storage))
        }
        Location::File(path) => {
            if place.database_url.is_none() {
                make_folder(place)?;
            }
            let storage = SqliteStorage::open(&path.to_string_lossy())
                .await
                .map_err(explained)?;
            storage.migrate().await.map_err(explained)?;
            Ok(Arc::new(storage))
        }
    }
}

/// The service on the database and with the keys that the operator named; where there is nothing yet, makes both.
pub(crate) async fn open_service(place: &Place) -> anyhow::Result<Service> {
    let storage = open_storage(place).await?;
    let fresh = storage.read().await?.lists().await?.is_empty();
    if fresh && place.secret_file.is_none() {
        make_folder(place)?;
    }
    service_on(place, storage, fresh)
}

/// The same on a database that is there and up to date: whoever only looks makes neither an empty one nor a key, and is not
/// told that nothing is wrong with a database that they did not mean.
pub(crate) async fn open_existing_service(place: &Place) -> anyhow::Result<Service> {
    service_on(place, open_existing(place).await?, false)
}

/// Opens a database that is there and up to date.
pub(crate) async fn open_existing(place: &Place) -> anyhow::Result<Arc<dyn Storage>> {
    let database = Database::open_existing(place).await?;
    let newest = newest_migration(database.engine());
    match database.version().await? {
        Some(version) if version == newest => Ok(database.into_storage()),
        Some(version) if version > newest => Err(explained(OpenError::Newer(version))),
        Some(_) => bail!("the tables are those of an earlier version: run `reclaim migrate` first"),
        None => bail!("the database has no tables yet: `reclaim serve` and `reclaim migrate` make them"),
    }
}

fn service_on(place: &Place, storage: Arc<dyn Storage>, fresh: bool) -> anyhow::Result<Service> {
    let entropy = Arc::new(SystemEntropy);
    let keyring = secret_source(place).read(fresh, entropy.as_ref())?.keyring()?;
    let cores = thread::available_parallelism().map_or(1, usize::from);
    Ok(Service::new(
        storage,
        Arc::new(SystemClock),
        entropy,
        keyring,
        cores,
    ))
}

/// Where the operator's secret comes from.
pub(crate) fn secret_source(place: &Place) -> Source {
    Source::find(place.secret_file())
}

pub(crate) fn make_folder(place: &Place) -> anyhow::Result<()> {
    let data = &place.data;
    fs::create_dir_all(data).with_context(|| format!("cannot make the data folder {}", data.display()))?;
    #[cfg(unix)]
    {
        use std::os::unix::fs::PermissionsExt as _;
        fs::set_permissions(data, fs::Permissions::from_mode(0o700))
            .with_context(|| format!("cannot make the data folder {} private", data.display()))?;
    }
    Ok(())
}

pub(crate) fn explained(error: OpenError) -> anyhow::Error {
    match error {
        OpenError::Newer(_) => anyhow::Error::new(error)
            .context("start the version of reclaim that last used this database, or a newer one"),
        error => error.into(),
    }
}

//! Opens the database that the operator named and puts the service on top of it.

use std::{fs, sync::Arc, thread};

use anyhow::Context as _;
use service::Service;
use storage::{OpenError, Storage};
use storage_postgres::PostgresStorage;
use storage_sqlite::SqliteStorage;

use crate::{
    config::Place,
    database::Location,
    machine::{SystemClock, SystemEntropy},
    secret::Source,
};

/// Opens the database, brings its tables up to date and returns it.
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

/// The service on the database and with the keys that the operator named.
pub(crate) async fn open_service(place: &Place) -> anyhow::Result<(Service, Arc<dyn Storage>)> {
    let storage = open_storage(place).await?;
    let fresh = storage.read().await?.lists().await?.is_empty();
    if fresh && place.secret_file.is_none() {
        make_folder(place)?;
    }
    let entropy = Arc::new(SystemEntropy);
    let keyring = secret_source(place).read(fresh, entropy.as_ref())?.keyring()?;
    let cores = thread::available_parallelism().map_or(1, usize::from);
    let service = Service::new(
        Arc::clone(&storage),
        Arc::new(SystemClock),
        entropy,
        keyring,
        cores,
    );
    Ok((service, storage))
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

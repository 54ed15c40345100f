//! Opens the database that the operator named and puts the service on top of it.

use std::{fs, sync::Arc, thread};

use anyhow::{Context as _, bail};
use service::Service;
use storage::{OpenError, Storage};
use storage_postgres::PostgresStorage;
use storage_sqlite::SqliteStorage;

use crate::{
    config::Place,
    machine::{SystemClock, SystemEntropy},
    secret,
};

/// Opens the database, brings its tables up to date and returns it.
pub(crate) async fn open_storage(place: &Place) -> anyhow::Result<Arc<dyn Storage>> {
    match place.database_url.as_deref() {
        Some(url) if url.starts_with("postgres://") || url.starts_with("postgresql://") => {
            let storage = PostgresStorage::open(url).await.map_err(explained)?;
            storage.migrate().await.map_err(explained)?;
            Ok(Arc::new(storage))
        }
        Some(url) => {
            let Some(path) = url.strip_prefix("sqlite:") else {
                bail!("--database-url must start with sqlite: or postgres://");
            };
            open_sqlite(path.trim_start_matches("//")).await
        }
        None => {
            make_folder(place)?;
            open_sqlite(&place.data.join("reclaim.db").to_string_lossy()).await
        }
    }
}

async fn open_sqlite(path: &str) -> anyhow::Result<Arc<dyn Storage>> {
    let storage = SqliteStorage::open(path).await.map_err(explained)?;
    storage.migrate().await.map_err(explained)?;
    Ok(Arc::new(storage))
}

/// The service on the database and with the keys that the operator named.
pub(crate) async fn open_service(place: &Place) -> anyhow::Result<(Service, Arc<dyn Storage>)> {
    let storage = open_storage(place).await?;
    let fresh = storage.read().await?.lists().await?.is_empty();
    let file = place
        .secret_file
        .clone()
        .unwrap_or_else(|| place.data.join("secret.key"));
    if fresh && place.secret_file.is_none() {
        make_folder(place)?;
    }
    let entropy = Arc::new(SystemEntropy);
    let keys = secret::keys(&file, fresh, entropy.as_ref())?;
    let cores = thread::available_parallelism().map_or(1, usize::from);
    let service = Service::new(Arc::clone(&storage), Arc::new(SystemClock), entropy, keys, cores);
    Ok((service, storage))
}

fn make_folder(place: &Place) -> anyhow::Result<()> {
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

fn explained(error: OpenError) -> anyhow::Error {
    match error {
        OpenError::Newer(_) => anyhow::Error::new(error)
            .context("start the version of reclaim that last used this database, or a newer one"),
        error => error.into(),
    }
}

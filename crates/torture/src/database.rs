//! Opens a database as the server does, for the checker's own use of it.

use std::{fs, path::Path, sync::Arc, thread};

use anyhow::{Context as _, Result, bail};
use service::{Service, keys::Keys};
use storage::Storage;
use storage_postgres::PostgresStorage;
use storage_sqlite::SqliteStorage;

use crate::clock::{SystemClock, SystemEntropy};

/// Opens the database of a URL and brings its tables up to date.
///
/// # Errors
/// Where it cannot be opened.
pub async fn open(url: &str) -> Result<Arc<dyn Storage>> {
    if url.starts_with("postgres") {
        let storage = PostgresStorage::open(url).await?;
        storage.migrate().await?;
        return Ok(Arc::new(storage));
    }
    let Some(path) = url.strip_prefix("sqlite:") else {
        bail!("a database's URL starts with sqlite: or postgres:");
    };
    let storage = SqliteStorage::open(path).await?;
    storage.migrate().await?;
    Ok(Arc::new(storage))
}

/// The use cases on a database, with the key of that file.
///
/// # Errors
/// Where the file holds no key.
pub fn service(storage: Arc<dyn Storage>, secret_file: &Path) -> Result<Service> {
    let text =
        fs::read_to_string(secret_file).with_context(|| format!("cannot read {}", secret_file.display()))?;
    let mut secret = [0; 32];
    hex::decode_to_slice(text.trim(), &mut secret).context("the key's file holds no key")?;
    let cores = thread::available_parallelism().map_or(1, usize::from);
    let keys = Keys::derive(&secret);
    let (clock, entropy) = (Arc::new(SystemClock), Arc::new(SystemEntropy));
    Ok(Service::new(storage, clock, entropy, keys, cores))
}

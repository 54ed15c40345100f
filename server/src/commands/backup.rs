//! `reclaim backup`: everything in the database, in one file, while it is served.

use std::{path::Path, process::ExitCode};

use anyhow::{Context as _, bail};

use domain::{Clock as _, audit::Act};
use service::audit::taking;

use crate::{
    backup_file::Draft,
    config::Place,
    database::{Database, newest_migration},
    machine::SystemClock,
};

pub(super) async fn run(place: &Place, file: &Path, force: bool) -> anyhow::Result<ExitCode> {
    let database = Database::open_existing(place).await?;
    let Some(version) = database.version().await? else {
        bail!("there is nothing to back up: the database has no tables yet");
    };
    if version > newest_migration(database.engine()) {
        bail!("the database belongs to a newer version of this program: back it up with that version");
    }
    let draft = Draft::beside(file, force)?;
    // The tables of an earlier version are copied as they are.
    if version == newest_migration(database.engine()) {
        let mut tx = database.storage().begin().await?;
        tx.record(&taking(SystemClock.now(), Act::BackedUp, "")).await?;
        tx.commit().await?;
    }
    database
        .dump(draft.path())
        .await
        .with_context(|| format!("cannot write {}", file.display()))?;
    let size = draft.finish(database.engine(), version)?;
    println!("{} holds the whole database ({size} bytes).", file.display());
    println!(
        "The secret key is not in it: keep a copy of {} somewhere else, without it nobody can open their case.",
        place.secret_file().display()
    );
    Ok(ExitCode::SUCCESS)
}

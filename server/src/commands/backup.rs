//! `reclaim backup`: everything in the database, in one file, while it is served.

use std::{path::PathBuf, process::ExitCode};

use anyhow::{Context as _, bail};
use clap::Args;
use domain::{Clock as _, audit::Act};
use service::audit::taking;

use crate::{
    backup_file::Draft,
    config::Place,
    database::{Database, newest_migration},
    machine::SystemClock,
};

/// Where to write the backup.
#[derive(Debug, Args)]
pub(crate) struct Backup {
    /// The file to write; it must not be there yet.
    file: PathBuf,
    /// Replaces the file where it is there.
    #[arg(long)]
    force: bool,
}

pub(super) async fn run(place: &Place, options: &Backup) -> anyhow::Result<ExitCode> {
    let database = Database::open_existing(place).await?;
    let Some(version) = database.version().await? else {
        bail!("there is nothing to back up: the database has no tables yet");
    };
    if version > newest_migration(database.engine()) {
        bail!("the database belongs to a newer version of this program: back it up with that version");
    }
    let draft = Draft::beside(&options.file, options.force)?;
    // The tables of an earlier version are copied as they are.
    if version == newest_migration(database.engine()) {
        let mut tx = database.storage().begin().await?;
        // Why is said by the act.
        tx.record(&taking(SystemClock.now(), Act::BackedUp, "", ""))
            .await?;
        tx.commit().await?;
    }
    database
        .dump(draft.path())
        .await
        .with_context(|| format!("cannot write {}", options.file.display()))?;
    let size = draft.finish(database.engine(), version)?;
    println!(
        "{} holds the whole database ({size} bytes).",
        options.file.display()
    );
    println!(
        "The secret key is not in it: keep a copy of {} somewhere else, without it nobody can open their case.",
        place.secret_file().display()
    );
    Ok(ExitCode::SUCCESS)
}

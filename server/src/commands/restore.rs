//! `reclaim restore`: a backup into a database that has nothing yet.

use std::{path::PathBuf, process::ExitCode};

use anyhow::bail;
use clap::Args;
use domain::Clock as _;
use service::inspect::{Diagnosis, inspect};

use super::doctor;
use crate::{
    backup_file::Backup,
    config::Place,
    database::{Database, newest_migration},
    machine::SystemClock,
};

/// What to put back.
#[derive(Debug, Args)]
pub(crate) struct Restore {
    /// What `reclaim backup` wrote.
    file: PathBuf,
}

pub(super) async fn run(place: &Place, options: &Restore) -> anyhow::Result<ExitCode> {
    let backup = Backup::open(&options.file)?;
    let engine = Database::engine_of(place)?;
    if backup.engine != engine {
        bail!(
            "{} is a backup of a {} database and this is a {} database",
            options.file.display(),
            backup.engine.as_str(),
            engine.as_str()
        );
    }
    if backup.version > newest_migration(engine) {
        bail!(
            "{} was written by a newer version of this program: restore it with that version",
            options.file.display()
        );
    }
    Database::restore(place, backup).await?;
    let storage = crate::wiring::open_storage(place).await?;
    let diagnosis = inspect(storage.as_ref()).await?;
    doctor::print(&diagnosis, SystemClock.now());
    print_what_to_tell(&diagnosis);
    let key = place.secret_file();
    if !key.exists() {
        println!("Put the secret key back at {} before you serve.", key.display());
    }
    Ok(doctor::verdict(&diagnosis))
}

/// What was numbered after the backup is gone, and its numbers are given again.
fn print_what_to_tell(diagnosis: &Diagnosis) {
    println!();
    println!(
        "What was submitted, decided and numbered after the backup was made is lost. Before you serve it:"
    );
    println!(
        "- tell every subscriber how far each list goes now (above), and that later numbers are given again:"
    );
    println!(
        "  whoever holds more changes, or another digest at that number, deletes their copy and starts at 0;"
    );
    println!("  whoever follows by NCMEC's wire reads the whole list once more and drops what is not on it;");
    println!("- say on your site from when to when cases are lost: their numbers open nothing any more;");
    println!(
        "- do again what was taken back since: keys that were revoked open the list again, accounts that had ended are open,"
    );
    println!(
        "  organisations that were suspended can read, and what people withdrew is listed again without their knowing;"
    );
    println!(
        "  the log of the server and whatever was noted of the record of acts tell what that was (`reclaim audit export`)."
    );
    println!("- on PostgreSQL: run `reclaim migrate --grant ROLE` again, since a backup holds no rights.");
    for list in &diagnosis.lists {
        println!(
            "  {}: {} changes, {}",
            list.name,
            list.size,
            hex::encode(list.digest)
        );
    }
}

//! `reclaim doctor`: is everything where it should be?

use std::process::ExitCode;

use service::inspect::{Diagnosis, inspect};

use crate::{
    config::Place,
    database::Database,
    machine::SystemEntropy,
    wiring::{open_existing, secret_source},
};

pub(super) async fn run(place: &Place) -> anyhow::Result<ExitCode> {
    let storage = open_existing(place).await?;
    if !storage.read().await?.lists().await?.is_empty() {
        secret_source(place).read(false, &SystemEntropy)?.keyring()?;
    }
    println!("The database opens and its tables are up to date.");
    if let Database::Postgres(storage) = Database::open_existing(place).await? {
        for excess in storage.excess().await? {
            println!("NOTE: the role that this was asked as should not be a server's: {excess}.");
        }
        storage.close().await;
    }
    let diagnosis = inspect(storage.as_ref()).await?;
    print(&diagnosis);
    Ok(verdict(&diagnosis))
}

/// What was found, line by line.
pub(super) fn print(diagnosis: &Diagnosis) {
    println!("{} announcements wait for their number.", diagnosis.waiting);
    for list in &diagnosis.lists {
        println!(
            "List {}: {} changes, checkpoint {}.",
            list.name,
            list.size,
            hex::encode(list.digest)
        );
        for fault in &list.faults {
            println!("  FAULT: {fault}");
        }
    }
    for fault in &diagnosis.faults {
        println!("FAULT: {fault}");
    }
}

/// The last line, and how the command ends.
pub(super) fn verdict(diagnosis: &Diagnosis) -> ExitCode {
    if diagnosis.is_sound() {
        println!("Nothing is wrong.");
        ExitCode::SUCCESS
    } else {
        println!("Restore from a backup, and tell subscribers to compare checkpoints.");
        ExitCode::FAILURE
    }
}

//! `reclaim doctor`: is everything where it should be?

use std::{process::ExitCode, time::Duration};

use domain::{Clock as _, Timestamp};
use service::inspect::{Diagnosis, inspect};

use crate::{
    config::Place,
    database::Database,
    machine::{SystemClock, SystemEntropy},
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
    print(&diagnosis, SystemClock.now());
    Ok(verdict(&diagnosis))
}

/// A list may be so far ahead of a clock that is only a little behind.
const AHEAD: Duration = Duration::from_secs(60);

/// What was found, line by line.
pub(super) fn print(diagnosis: &Diagnosis, now: Timestamp) {
    println!("{} announcements wait for their number.", diagnosis.waiting);
    for list in &diagnosis.lists {
        println!(
            "List {}: {} changes, checkpoint {}.",
            list.name,
            list.size,
            hex::encode(list.digest)
        );
        let ahead = list.newest.since(now);
        if ahead > AHEAD {
            println!(
                "  NOTE: its newest second lies {} seconds in the future: this machine's clock is behind, or a server's was \
                 ahead. The wires that page by time show what changes now when the clock is there too.",
                ahead.as_secs()
            );
        }
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

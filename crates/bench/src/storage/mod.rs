//! `cargo xtask bench storage`: submissions, sequencer and feed on a list of many entries, beside the rate of durable
//! commits that the same database reaches on the same disk with nothing else to do.

mod feed;
pub(crate) mod figures;
pub(crate) mod place;
mod raw;
pub(crate) mod seed;
pub(crate) mod serve;
mod submissions;
mod sync;

use std::{sync::Arc, time::Duration};

use anyhow::Result;
use clap::Args;

use self::figures::{Table, rate};
pub(crate) use self::{figures::percentiles, place::Place};
use crate::machine;

/// What to measure, and on what.
#[derive(Args)]
pub(crate) struct Options {
    /// How many entries the list has before anything is measured
    #[arg(long, default_value_t = 1_000_000)]
    entries: u64,
    /// An empty PostgreSQL database, `postgres://...`, whose user may switch off the checking of references; by
    /// default SQLite in a temporary folder
    #[arg(long)]
    database: Option<String>,
    /// The folder for SQLite's temporary folder: on the disk that is to be measured
    #[arg(long, default_value = "target")]
    folder: std::path::PathBuf,
    /// Seconds of each measurement
    #[arg(long, default_value_t = 10)]
    seconds: u64,
    /// Checks the whole database in the end, as `reclaim doctor` does
    #[arg(long)]
    inspect: bool,
}

/// `storage`.
pub(crate) async fn run(options: &Options) -> Result<()> {
    let place = Place::make(options.database.as_deref(), &options.folder).await?;
    let lasting = Duration::from_secs(options.seconds);
    let mut table = Table::new(place.name(), "of the raw commit rate");

    progress("durable commits of one row, nothing else");
    let commits = raw::commits(&place, lasting.min(Duration::from_secs(5))).await?;
    table.add("durable commits, one writer", rate(commits.one, "/s"), None);
    table.add(
        "durable commits, 16 writers",
        rate(commits.many, "/s"),
        Some(commits.many / commits.one),
    );

    progress("filling the list");
    let seeded = seed::fill(&place, options.entries).await?;
    let storage = place.open().await?;
    table.add("entries on the list", options.entries.to_string(), None);
    table.add("time to fill it", format!("{:.0} s", seeded.as_secs_f64()), None);

    let service = machine::service(Arc::clone(&storage), machine::cores());
    progress("pages of 10,000 changes");
    feed::pages(&service, options.entries, lasting, &mut table).await?;
    progress("first sync over HTTP");
    sync::first_sync(&service, &place, &mut table).await?;
    progress("submissions");
    submissions::measure(&service, &storage, lasting, commits.one, &mut table).await?;
    progress("sequencer");
    feed::sequencer(&service, &storage, &mut table).await?;
    let (now, most) = machine::memory(std::process::id());
    table.add(
        "memory of this process, now and at most",
        format!("{now} and {most} MiB"),
        None,
    );
    if options.inspect {
        progress("checking everything");
        let since = std::time::Instant::now();
        let sound = service.inspect().await?.is_sound();
        let verdict = if sound {
            "nothing is wrong"
        } else {
            "SOMETHING IS WRONG"
        };
        table.add(
            "doctor",
            format!("{verdict}, {:.0} s", since.elapsed().as_secs_f64()),
            None,
        );
    }
    println!("{table}");
    Ok(())
}

fn progress(what: &str) {
    eprintln!("    {what} ...");
}

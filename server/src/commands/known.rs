//! `reclaim known`: pictures that anyone may know, which screening keeps off the lists.

use std::{fmt::Write as _, fs, path::Path, process::ExitCode};

use anyhow::{Context as _, bail};
use clap::Subcommand;
use hashing::{Edit, Limits, Pdq, Quality, hash_edited};
use service::{
    Service,
    screening::{Origin, Public},
};

use super::{hash::hash, output::print};
use crate::{config::Place, wiring::open_existing_service};

/// What to do with the pictures that anyone may know.
#[derive(Debug, Subcommand)]
pub(crate) enum KnownCommand {
    /// Adds pictures, or their PDQ hashes.
    Add {
        /// Image files, or hashes of 64 hexadecimal digits.
        #[arg(required = true, value_name = "FILE|HASH")]
        pictures: Vec<String>,
        /// Where they come from, as reviewers will read it; by default the file's name.
        #[arg(long)]
        source: Option<String>,
    },
    /// Lists them: hash, who added it, where it comes from.
    List,
    /// Removes pictures; one that came with the program is left out from now on.
    Remove {
        /// Hashes, as `reclaim known list` shows them.
        #[arg(required = true, value_name = "HASH")]
        hashes: Vec<String>,
        /// Why, as auditors will read it.
        #[arg(long, default_value = "")]
        reason: String,
    },
}

pub(super) async fn run(place: &Place, command: KnownCommand) -> anyhow::Result<ExitCode> {
    let service = open_existing_service(place).await?;
    match command {
        KnownCommand::Add { pictures, source } => add(&service, &pictures, source.as_deref()).await,
        KnownCommand::List => list(&service).await,
        KnownCommand::Remove { hashes, reason } => remove(&service, &hashes, &reason).await,
    }
}

/// Adds all of them or none.
async fn add(service: &Service, pictures: &[String], source: Option<&str>) -> anyhow::Result<ExitCode> {
    let known = pictures
        .iter()
        .map(|picture| read(picture, source))
        .collect::<anyhow::Result<Vec<_>>>()?;
    let new = service.add_known(&known).await?;
    for one in known.iter().filter(|one| !one.finds_changed_copies()) {
        let why = "only copies with nearly the same hash are found: it is given as a hash, or mirrors itself both ways";
        println!("{} ({}): {why}", one.pdq, one.source);
    }
    println!("{new} added, {} known before.", known.len() - new);
    Ok(ExitCode::SUCCESS)
}

/// A hash as it is, or the hashes of the file of that name, whole and after edits.
fn read(picture: &str, source: Option<&str>) -> anyhow::Result<Public> {
    if let Ok(pdq) = Pdq::parse(picture) {
        return Ok(Public::hash(pdq, source.unwrap_or("added as a hash")));
    }
    let path = Path::new(picture);
    let hashes = hash(path).with_context(|| picture.to_owned())?;
    let Some(still) = hashes.still else {
        bail!("{picture}: is no picture that can be decoded");
    };
    if still.quality < Quality::USABLE {
        bail!(
            "{picture}: has so little detail (quality {}) that other pictures would be held for it",
            still.quality.get()
        );
    }
    let file = fs::read(path).with_context(|| picture.to_owned())?;
    let forms = hash_edited(&file, &Limits::default(), &Edit::ALL)
        .map_err(|error| anyhow::anyhow!("{picture}: {error}"))?;
    let name = path.file_name().unwrap_or_default().to_string_lossy();
    Ok(Public {
        pdq: still.pdq,
        source: source.map_or_else(|| name.into_owned(), str::to_owned),
        forms,
    })
}

async fn list(service: &Service) -> anyhow::Result<ExitCode> {
    let mut lines = String::new();
    for known in service.known_pictures().await? {
        let origin = match known.origin {
            Origin::Starter => "came with the program",
            Origin::Operator => "added here",
        };
        writeln!(lines, "{}  {origin}  {}", known.pdq, known.source)?;
    }
    print(&lines)?;
    Ok(ExitCode::SUCCESS)
}

async fn remove(service: &Service, hashes: &[String], reason: &str) -> anyhow::Result<ExitCode> {
    let hashes = hashes
        .iter()
        .map(|text| Pdq::parse(text).map_err(|error| anyhow::anyhow!("{text}: {error}")))
        .collect::<anyhow::Result<Vec<_>>>()?;
    let removed = service.remove_known(&hashes, reason).await?;
    println!("{removed} removed.");
    Ok(if removed == hashes.len() {
        ExitCode::SUCCESS
    } else {
        eprintln!("reclaim: {} were not known", hashes.len() - removed);
        ExitCode::FAILURE
    })
}

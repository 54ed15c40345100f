//! `reclaim known`: pictures and files that anyone may know, which screening keeps off the lists.

use std::{fmt::Write as _, fs, path::Path, process::ExitCode};

use anyhow::Context as _;
use clap::Subcommand;
use domain::hash::FileHash;
use hashing::{Change, Edit, Limits, Pdq, Quality, StillError, hash_changed_copies, hash_edited};
use service::{
    Service,
    screening::{KnownHash, Origin, Public},
};

use super::{hash::hash, output::print};
use crate::{config::Place, wiring::open_existing_service};

/// What to do with the pictures that anyone may know.
#[derive(Debug, Subcommand)]
pub(crate) enum KnownCommand {
    /// Adds pictures and other files, or hashes of them, and tells staff of what is listed already and is such.
    Add {
        /// Files, or hashes: a PDQ (64 hexadecimal digits), a SHA-1 (40), an MD5 (32) or a SHA-256 (sha256: and 64).
        #[arg(required = true, value_name = "FILE|HASH")]
        pictures: Vec<String>,
        /// Where they come from, as reviewers will read it; by default the file's name.
        #[arg(long)]
        source: Option<String>,
    },
    /// Lists them: hash, who added it, where it comes from. Of a picture it is the PDQ, whatever else is known of it.
    List,
    /// Removes pictures and files, each with all of its hashes; what came with the program is left out from now on.
    Remove {
        /// Hashes, as `reclaim known list` shows them, or another one of the same file.
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

/// Adds none where one cannot be read. Where the database fails, some may have been added.
async fn add(service: &Service, pictures: &[String], source: Option<&str>) -> anyhow::Result<ExitCode> {
    let known = pictures
        .iter()
        .map(|picture| read(picture, source))
        .collect::<anyhow::Result<Vec<_>>>()?;
    let added = service
        .add_known(&known)
        .await
        .context("not all are added, or not all entries are marked: say it again for the rest")?;
    for one in &known {
        if let Some(why) = finds_less(one) {
            println!("{} ({}): {why}", named(one), one.source);
        }
    }
    println!("{} added, {} known before.", added.new, known.len() - added.new);
    if added.listed > 0 {
        println!(
            "{} entries that were there before are such: they are marked, and staff are to look at them.",
            added.listed
        );
    }
    Ok(ExitCode::SUCCESS)
}

/// Why not every copy will be found.
fn finds_less(one: &Public) -> Option<String> {
    if one.pdq.is_none() {
        return Some(
            "only the very same file is found: it is given as a hash, or is no picture with enough detail to find others by"
                .to_owned(),
        );
    }
    if !one.finds_changed_copies() {
        return Some(
            "only copies with nearly the same hash are found: it is given as a hash, or mirrors itself both ways"
                .to_owned(),
        );
    }
    let changed: Vec<_> = one.missed.iter().copied().map(said_of).collect();
    (!changed.is_empty()).then(|| {
        format!(
            "copies of it may be missed that are {}: too little of their hashes tells them from others",
            changed.join(", or ")
        )
    })
}

/// What was done to a copy.
const fn said_of(change: Change) -> &'static str {
    match change {
        Change::Turned => "mirrored or laid on their side",
        Change::Smaller => "smaller",
        Change::Brighter => "brighter or darker",
        Change::Bordered => "within a border",
        Change::Words => "under words over an edge",
        Change::Cut => "cut",
    }
}

/// The hash that `reclaim known list` will show.
fn named(one: &Public) -> String {
    let of_file = || one.file.first().map(FileHash::to_string);
    let of_picture = one.pdq.map(|pdq| pdq.to_string());
    of_picture.or_else(of_file).unwrap_or_default()
}

fn parse(text: &str) -> Option<KnownHash> {
    let picture = Pdq::parse(text).ok().map(KnownHash::Picture);
    picture.or_else(|| FileHash::parse(text).map(KnownHash::File))
}

/// A hash as it is, or the hashes of the file of that name, of its picture whole and after edits. Of a picture with so little
/// detail that others would be held for it, the file alone.
fn read(picture: &str, source: Option<&str>) -> anyhow::Result<Public> {
    let as_hash = source.unwrap_or("added as a hash");
    match parse(picture) {
        Some(KnownHash::Picture(pdq)) => return Ok(Public::hash(pdq, as_hash)),
        Some(KnownHash::File(hash)) => return Ok(Public::file(vec![hash], as_hash)),
        None => {}
    }
    let path = Path::new(picture);
    let hashes = hash(path).with_context(|| picture.to_owned())?;
    let name = path.file_name().unwrap_or_default().to_string_lossy();
    let known = Public::file(
        vec![
            FileHash::Sha256(hashes.digests.sha256),
            FileHash::Sha1(hashes.digests.sha1),
            FileHash::Md5(hashes.digests.md5),
        ],
        source.unwrap_or(&name),
    );
    let Some(still) = hashes.still.filter(|still| still.quality >= Quality::USABLE) else {
        return Ok(known);
    };
    let file = fs::read(path).with_context(|| picture.to_owned())?;
    let (limits, refused) = (Limits::default(), |error: StillError| {
        anyhow::anyhow!("{picture}: {error}")
    });
    let known = Public {
        pdq: Some(still.pdq),
        forms: hash_edited(&file, &limits, &Edit::ALL).map_err(refused)?,
        turned: still.variants.iter().map(|variant| variant.pdq).collect(),
        ..known
    };
    let copies = hash_changed_copies(&file, &limits).map_err(refused)?;
    Ok(known.tried_on(&copies))
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
    for file in service.known_files().await? {
        let hash = file.hashes.first().map(FileHash::to_string);
        writeln!(lines, "{}  added here  {}", hash.unwrap_or_default(), file.source)?;
    }
    print(&lines)?;
    Ok(ExitCode::SUCCESS)
}

async fn remove(service: &Service, hashes: &[String], reason: &str) -> anyhow::Result<ExitCode> {
    let hashes = hashes
        .iter()
        .map(|text| parse(text).with_context(|| format!("{text}: is no hash of a picture or a file")))
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

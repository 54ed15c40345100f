//! What screening says of public pictures and their edits, and of others, by the whole way of a submission.

use std::{collections::BTreeMap, path::PathBuf, sync::Arc};

use anyhow::{Result, ensure};
use domain::{
    Entropy as _,
    list::ListName,
    submission::{Form, ItemForm, VariantForm},
};
use hashing::StillHashes;
use service::{Service, keys::Keys};
use storage::entry::{Queue, QueueCursor};

use super::{edits, pictures};
use crate::{
    machine::{MachineClock, MachineEntropy},
    storage::Place,
};

/// So many items go in one submission.
const AT_ONCE: usize = 100;

/// Prints a table.
pub(super) async fn run(folders: &[PathBuf], public: usize, others: usize) -> Result<()> {
    let place = Place::make(None, std::path::Path::new("target")).await?;
    let storage = place.open().await?;
    let mut secret = [0; 32];
    MachineEntropy.fill(&mut secret);
    let keys = Keys::derive(&secret);
    let service = Service::new(storage, Arc::new(MachineClock), Arc::new(MachineEntropy), keys, 2);
    service.open_the_door();
    let mut files = pictures::find(folders)?.into_iter();

    eprintln!("  hashing public pictures and their edits");
    let (mut known, mut edited, mut poor) = (Vec::new(), Vec::new(), 0);
    for path in files.by_ref() {
        if known.len() == public {
            break;
        }
        let Some(picture) = pictures::open(&path) else {
            continue;
        };
        let made: Vec<_> = edits::every(&picture)?
            .iter()
            .map(|file| pictures::hash(file))
            .collect();
        match &made[0] {
            Some(hashes) if pictures::is_detailed(hashes) => {
                known.push((hashes.pdq, path.display().to_string()));
                edited.push(made);
            }
            // Such a picture is held for its low quality, whatever is known.
            _ => poor += 1,
        }
    }
    ensure!(
        known.len() == public,
        "only {} detailed pictures were found",
        known.len()
    );
    service.add_known(&known).await?;
    service.refresh_all_screening().await?;

    let mut rows = Vec::new();
    for (place, name) in edits::NAMES.into_iter().enumerate() {
        let hashes: Vec<_> = edited.iter().filter_map(|made| made[place].clone()).collect();
        let found = submit(&service, &hashes).await?;
        rows.push((name.to_owned(), hashes.len(), found));
    }

    eprintln!("  hashing others");
    let mut hashes = Vec::new();
    for path in files {
        if hashes.len() == others {
            break;
        }
        let of_file = std::fs::read(&path).ok().and_then(|file| pictures::hash(&file));
        hashes.extend(of_file.filter(pictures::is_detailed));
    }
    let found_in_folders = hashes.len();
    while hashes.len() < others {
        let drawn = edits::every(&pictures::draw())?;
        hashes.extend(pictures::hash(&drawn[0]).filter(pictures::is_detailed));
    }
    let (real, drawn) = hashes.split_at(found_in_folders);
    rows.push((
        "other pictures".to_owned(),
        real.len(),
        submit(&service, real).await?,
    ));
    rows.push((
        "drawn pictures".to_owned(),
        drawn.len(),
        submit(&service, drawn).await?,
    ));

    println!("| submitted | how many | held | of them as known public pictures | not held |");
    println!("| --- | --- | --- | --- | --- |");
    for (name, count, found) in &rows {
        let held = found.get("held").copied().unwrap_or(0);
        let public = found.get("known-public").copied().unwrap_or(0);
        println!("| {name} | {count} | {held} | {public} | {} |", count - held);
    }
    println!();
    println!("{poor} pictures with too little detail to be known by were passed over.");
    Ok(())
}

/// Submits them and counts what was held, by finding, and altogether.
async fn submit(service: &Service, hashes: &[StillHashes]) -> Result<BTreeMap<String, usize>> {
    let before = held(service).await?;
    for some in hashes.chunks(AT_ONCE) {
        let form = Form {
            case: None,
            version: domain::submission::VERSION,
            key: digits(32),
            list: ListName::exploitative().to_string(),
            items: some.iter().map(item).collect(),
            padding: String::new(),
        };
        service.submit(form.parse()?).await?;
    }
    let mut after = held(service).await?;
    for (name, count) in before {
        *after.entry(name).or_default() -= count;
    }
    Ok(after)
}

/// How many entries wait, and for which findings.
async fn held(service: &Service) -> Result<BTreeMap<String, usize>> {
    let mut counts = BTreeMap::new();
    let mut after: Option<QueueCursor> = None;
    loop {
        let page = service.queue(Queue::Waiting, after, 1_000).await?;
        for row in &page.rows {
            *counts.entry("held".to_owned()).or_default() += 1;
            for found in row.findings.iter().filter(|found| found.holds()) {
                *counts.entry(found.finding.name().to_owned()).or_default() += 1;
            }
        }
        match page.next {
            Some(next) => after = Some(next),
            None => return Ok(counts),
        }
    }
}

fn item(hashes: &StillHashes) -> ItemForm {
    ItemForm {
        medium: "image".to_owned(),
        // The file is another each time: only the picture is looked for.
        sha256: digits(32),
        md5: digits(16),
        sha1: None,
        pdq: Some(hashes.pdq.to_string()),
        quality: Some(hashes.quality.get()),
        vpdq: None,
        variants: hashes
            .variants
            .iter()
            .map(|variant| VariantForm {
                kind: variant.kind.as_str().to_owned(),
                pdq: variant.pdq.to_string(),
                quality: variant.quality.get(),
            })
            .collect(),
    }
}

fn digits(length: usize) -> String {
    let mut bytes = vec![0; length];
    MachineEntropy.fill(&mut bytes);
    hex::encode(bytes)
}

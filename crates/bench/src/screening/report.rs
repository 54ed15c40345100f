//! What screening says of public pictures and their edits, and of others, by the whole way of a submission.

use std::{
    collections::BTreeMap,
    path::{Path, PathBuf},
};

use anyhow::{Result, ensure};
use domain::{
    entropy::SeededEntropy,
    list::{Policy, Publication},
    screening::BITS_SET,
    submission::VariantForm,
};
use futures::{Stream, StreamExt as _, stream};
use hashing::{CutForm, Limits, Pdq, StillHashes, hash_cut_off};
use service::{
    Service,
    screening::{Known, Public},
};
use storage::entry::{Queue, QueueCursor};

use super::{Options, edits, pictures};
use crate::{machine, made_up, storage::Place};

/// So many items go in one submission.
const AT_ONCE: usize = 100;
/// So many others that were taken for public ones are named.
const NAMED: usize = 20;

/// What was submitted, how many, and how many of them were held, by finding and altogether.
struct Row {
    name: String,
    submitted: usize,
    held: BTreeMap<&'static str, usize>,
}

/// The key of [`Row::held`] for whatever finding.
const AT_ALL: &str = "at all";
const PUBLIC: &str = "known-public";

impl Row {
    fn held(&self, finding: &str) -> usize {
        self.held.get(finding).copied().unwrap_or(0)
    }
}

/// Prints tables.
pub(super) async fn run(options: &Options) -> Result<()> {
    let place = Place::make(None, Path::new("target")).await?;
    let storage = place.open().await?;
    let service = machine::service(storage, machine::cores());
    let files = pictures::find(&options.pictures)?;

    eprintln!("  hashing public pictures and their edits");
    let mut read = side_by_side(files.clone(), edited);
    let (mut known, mut versions, mut poor, mut looked_at) = (Vec::new(), Vec::new(), 0, 0);
    while known.len() < options.public
        && let Some((path, made)) = read.next().await
    {
        looked_at += 1;
        let Some(Edited { edits, forms }) = made else {
            continue;
        };
        match edits.first() {
            Some(Some(hashes)) if pictures::is_detailed(hashes) => {
                known.push(Public {
                    pdq: hashes.pdq,
                    source: name(&path),
                    forms,
                });
                versions.push(edits);
            }
            _ => poor += 1,
        }
    }
    drop(read);
    ensure!(
        known.len() == options.public,
        "only {} detailed pictures were found",
        known.len()
    );
    service.add_known(&known).await?;
    service.refresh_all_screening().await?;
    let mut edited = Vec::new();
    for (place, name) in edits::NAMES.into_iter().enumerate() {
        let hashes: Vec<_> = versions.iter().filter_map(|made| made[place].clone()).collect();
        edited.push(submit(&service, name, &hashes).await?);
    }

    eprintln!("  hashing others");
    let rest = if options.others_from.is_empty() {
        files[looked_at..].to_vec()
    } else {
        pictures::find(&options.others_from)?
    };
    let (found, drawn) = others(rest, options.others).await?;
    let hashes: Vec<_> = found.iter().map(|(_, hashes)| hashes.clone()).collect();
    let others = [
        submit(&service, "other pictures", &hashes).await?,
        submit(&service, "drawn pictures", &drawn).await?,
    ];
    print(&edited, &others, poor);
    name_strange(&found);
    name_near(&service, &found, &others[0]).await
}

/// A picture and what becomes of it.
struct Edited {
    /// Every edit, hashed; `None` where it is no picture any more.
    edits: Vec<Option<StillHashes>>,
    /// The forms in which an operator's program finds it.
    forms: Vec<CutForm>,
}

/// `None` where the picture is none that we can decode.
fn edited(path: &Path) -> Option<Edited> {
    let files = edits::every(&pictures::open(path)?).ok()?;
    Some(Edited {
        edits: files.iter().map(|file| pictures::hash(file)).collect(),
        forms: forms(files.first()?)?,
    })
}

/// As `reclaim known add` makes them.
fn forms(file: &[u8]) -> Option<Vec<CutForm>> {
    hash_cut_off(file, &Limits::default(), &CutForm::CUTS).ok()
}

/// The hashes of other pictures, first of files, then of drawn ones.
async fn others(
    files: Vec<PathBuf>,
    wanted: usize,
) -> Result<(Vec<(PathBuf, StillHashes)>, Vec<StillHashes>)> {
    let hashed = side_by_side(files, |path| {
        let file = edits::unedited(&pictures::open(path)?).ok()?;
        pictures::hash(&file).filter(pictures::is_detailed)
    });
    let found: Vec<_> = hashed
        .filter_map(async |(path, hashes)| Some((path, hashes?)))
        .take(wanted)
        .collect()
        .await;
    let seed = SeededEntropy::new(1);
    let mut drawn = Vec::new();
    while found.len() + drawn.len() < wanted {
        let file = edits::unedited(&pictures::draw(&seed))?;
        drawn.extend(pictures::hash(&file).filter(pictures::is_detailed));
    }
    Ok((found, drawn))
}

/// What comes of each file, in their order, on every core.
fn side_by_side<T: Send + 'static>(
    files: Vec<PathBuf>,
    work: fn(&Path) -> Option<T>,
) -> impl Stream<Item = (PathBuf, Option<T>)> + Unpin {
    Box::pin(
        stream::iter(files)
            .map(move |path| async move {
                let own = path.clone();
                let done = tokio::task::spawn_blocking(move || work(&own)).await;
                (path, done.ok().flatten())
            })
            .buffered(machine::cores()),
    )
}

fn name(path: &Path) -> String {
    path.file_name()
        .unwrap_or_default()
        .to_string_lossy()
        .into_owned()
}

/// Submits them and counts what was held.
async fn submit(service: &Service, name: &str, hashes: &[StillHashes]) -> Result<Row> {
    let before = held(service).await?;
    for some in hashes.chunks(AT_ONCE) {
        let form = made_up::case(some.iter().map(item).collect());
        service.submit(form.parse()?).await?;
    }
    let mut held = held(service).await?;
    for (finding, count) in before {
        *held.entry(finding).or_default() -= count;
    }
    Ok(Row {
        name: name.to_owned(),
        submitted: hashes.len(),
        held,
    })
}

/// How many entries wait, and for which findings.
async fn held(service: &Service) -> Result<BTreeMap<&'static str, usize>> {
    let mut counts = BTreeMap::new();
    let mut after: Option<QueueCursor> = None;
    loop {
        let page = service.queue(Queue::Waiting, after, 1_000).await?;
        for row in &page.rows {
            *counts.entry(AT_ALL).or_default() += 1;
            for found in row.findings.iter().filter(|found| found.holds()) {
                *counts.entry(found.finding.kind().as_str()).or_default() += 1;
            }
        }
        match page.next {
            Some(next) => after = Some(next),
            None => return Ok(counts),
        }
    }
}

/// The file is another each time: only the picture is looked for.
fn item(hashes: &StillHashes) -> domain::submission::ItemForm {
    let mut item = made_up::photo(hashes.quality.get());
    item.pdq = Some(hashes.pdq.to_string());
    item.variants = hashes
        .variants
        .iter()
        .map(|variant| VariantForm {
            kind: variant.kind.as_str().to_owned(),
            pdq: variant.pdq.to_string(),
            quality: variant.quality.get(),
        })
        .collect();
    item
}

fn print(edited: &[Row], others: &[Row], poor: usize) {
    println!("| submitted | how many | held as known public pictures | held at all | by other findings |");
    println!("| --- | --- | --- | --- | --- |");
    for row in edited.iter().chain(others) {
        let by_others: Vec<String> = row
            .held
            .iter()
            .filter(|(finding, count)| **count > 0 && ![AT_ALL, PUBLIC].contains(finding))
            .map(|(finding, count)| format!("{finding} {count}"))
            .collect();
        println!(
            "| {} | {} | {} ({}) | {} ({}) | {} |",
            row.name,
            row.submitted,
            row.held(PUBLIC),
            share(row.held(PUBLIC), row.submitted),
            row.held(AT_ALL),
            share(row.held(AT_ALL), row.submitted),
            by_others.join(", "),
        );
    }
    println!();
    let sum = |rows: &[Row], of: fn(&Row) -> usize| rows.iter().map(of).sum::<usize>();
    let (count, taken) = (
        sum(others, |row| row.submitted),
        sum(others, |row| row.held(PUBLIC)),
    );
    println!(
        "Of {} public pictures and edits {} were not held; of {count} others {taken} ({}) were held as public. \
         {poor} pictures with too little detail to be known by were passed over.",
        sum(edited, |row| row.submitted),
        sum(edited, |row| row.submitted - row.held(AT_ALL)),
        share(taken, count),
    );
    println!();
}

/// "99.7 %".
fn share(part: usize, whole: usize) -> String {
    let tenths = (part * 10_000).checked_div(whole).unwrap_or_default();
    format!("{}.{:02} %", tenths / 100, tenths % 100)
}

/// How far a picture is from a known one that counts as the same.
fn apart(pdq: &Pdq, known: &Known) -> Option<u32> {
    let whole = pdq.distance(&known.pdq);
    let of_forms = known.forms.iter().filter_map(|form| {
        let distance = pdq.distance_within(&form.pdq, &form.mask);
        (distance <= form.mask.match_distance()?).then_some(distance)
    });
    of_forms
        .chain((whole <= Pdq::MATCH_DISTANCE).then_some(whole))
        .min()
}

/// Names the others whose own hash says that they are no usable picture.
fn name_strange(found: &[(PathBuf, StillHashes)]) {
    let floor = Policy::initial(Publication::PublishFirst).transition_floor;
    for (path, hashes) in found {
        let (transitions, ones) = (hashes.pdq.transitions(), hashes.pdq.popcount());
        if transitions < floor || !BITS_SET.contains(&ones) {
            println!(
                "* {}: {transitions} changes, {ones} bits set, quality {}",
                name(path),
                hashes.quality
            );
        }
    }
    println!();
}

/// Names the others that are near a known picture, as a comparison with every one of them finds; the service must have
/// held exactly those.
async fn name_near(service: &Service, found: &[(PathBuf, StillHashes)], row: &Row) -> Result<()> {
    let known = service.known_pictures().await?;
    let nearest = |hashes: &StillHashes| {
        let own = hashes.variants.iter().map(|variant| variant.pdq);
        let own: Vec<Pdq> = own.chain([hashes.pdq]).collect();
        known
            .iter()
            .flat_map(|one| {
                own.iter()
                    .filter_map(move |pdq| Some((apart(pdq, one)?, &one.source)))
            })
            .min()
    };
    let near: Vec<_> = found
        .iter()
        .filter_map(|(path, hashes)| Some((path, nearest(hashes)?)))
        .collect();
    for (path, (distance, source)) in near.iter().take(NAMED) {
        println!("* {} is {distance} bits from {source}", name(path));
    }
    println!();
    ensure!(
        near.len() == row.held(PUBLIC),
        "by comparison with every known picture {} are near one",
        near.len()
    );
    Ok(())
}

//! What screening says of public pictures and their edits, and of others, by the whole way of a submission.

use std::{
    collections::BTreeMap,
    path::{Path, PathBuf},
};

use anyhow::{Result, ensure};
use domain::{entropy::SeededEntropy, submission::VariantForm};
use futures::{Stream, StreamExt as _, stream};
use hashing::{Change, Edit, KnownForm, Limits, Pdq, StillHashes, hash_changed_copies, hash_edited};
use service::{Service, screening::Public};
use storage::entry::{Queue, QueueCursor};

use super::{
    Options,
    copies::{self, Samples},
    edits, masks, pictures, taken,
};
use crate::{machine, made_up, storage::Place};

/// So many items go in one submission.
const AT_ONCE: usize = 100;
/// The least side of a photograph: what is smaller is a button.
const PHOTOGRAPH: u32 = 200;

/// What was submitted, how many, and how many of them were held, by finding and altogether.
pub(super) struct Row {
    name: String,
    submitted: usize,
    held: BTreeMap<&'static str, usize>,
}

/// The key of [`Row::held`] for whatever finding.
const AT_ALL: &str = "at all";
const PUBLIC: &str = "known-public";
/// What becomes of pictures of which `reclaim known add` says that it is not always found.
const WARNED: &str = "every edit of those of which some may be missed";

impl Row {
    fn held(&self, finding: &str) -> usize {
        self.held.get(finding).copied().unwrap_or(0)
    }

    /// How many were held as known public pictures.
    pub(super) fn public(&self) -> usize {
        self.held(PUBLIC)
    }
}

/// The pictures of which a table is.
struct Kind {
    name: &'static str,
    /// What may be held to be public; the first that have detail are.
    public: Vec<PathBuf>,
    wanted: usize,
    /// What others are taken from; `None` for the rest of those.
    others: Option<Vec<PathBuf>>,
    others_wanted: usize,
    /// Where files of known pictures may be found by their names.
    known_from: Vec<PathBuf>,
}

/// Prints tables: of pictures, of photographs, and of the time that comparing takes.
pub(super) async fn run(options: &Options) -> Result<()> {
    let known_from = [&options.pictures[..], &options.photographs, &options.known_from].concat();
    if !options.pictures.is_empty() {
        let others =
            (!options.others_from.is_empty()).then(|| pictures::find(&options.others_from, options.draw));
        table(Kind {
            name: "pictures",
            public: pictures::find(&options.pictures, options.draw)?,
            wanted: options.public,
            others: others.transpose()?,
            others_wanted: options.others,
            known_from: known_from.clone(),
        })
        .await?;
    }
    if !options.photographs.is_empty() {
        let mut public = photographs(options).await?;
        let others = public.split_off(public.len() / 2);
        table(Kind {
            name: "photographs",
            wanted: public.len(),
            public,
            others_wanted: others.len(),
            others: Some(others),
            known_from,
        })
        .await?;
    }
    Ok(())
}

/// Every photograph once: packages bring the same one along in several sizes.
async fn photographs(options: &Options) -> Result<Vec<PathBuf>> {
    let mut files = pictures::find(&options.photographs, options.draw)?;
    files.retain(|path| path.extension().is_some_and(|ending| ending == "jpg"));
    let mut sampled = side_by_side(files, |path| {
        let picture = pictures::open(path)?;
        (picture.width().min(picture.height()) >= PHOTOGRAPH).then(|| Samples::of(&picture))
    });
    let mut distinct: Vec<(PathBuf, Samples)> = Vec::new();
    while let Some((path, samples)) = sampled.next().await {
        if let Some(samples) = samples
            && !distinct.iter().any(|(_, other)| other.is_same_as(&samples))
        {
            distinct.push((path, samples));
        }
    }
    Ok(distinct.into_iter().map(|(path, _)| path).collect())
}

async fn table(kind: Kind) -> Result<()> {
    let place = Place::make(None, Path::new("target")).await?;
    let storage = place.open().await?;
    let service = machine::service(storage, machine::cores());

    eprintln!("  hashing public {} and their edits", kind.name);
    let mut read = side_by_side(kind.public.clone(), edited);
    let (mut known, mut versions, mut of_warned) = (Vec::new(), Vec::new(), Vec::new());
    let (mut poor, mut regular, mut looked_at) = (0, 0, 0);
    while versions.len() < kind.wanted
        && let Some((path, made)) = read.next().await
    {
        looked_at += 1;
        let Some(Edited { edits, forms, copies }) = made else {
            continue;
        };
        match edits.first() {
            Some(Some(hashes)) if pictures::is_detailed(hashes) => {
                let public = Public {
                    forms,
                    ..Public::hash(hashes.pdq, pictures::name(&path))
                }
                .tried_on(&copies);
                if !public.finds_changed_copies() {
                    regular += 1;
                    continue;
                }
                if public.missed.is_empty() {
                    versions.push(edits);
                } else {
                    of_warned.extend(edits.into_iter().flatten());
                }
                known.push(public);
            }
            _ => poor += 1,
        }
    }
    drop(read);
    ensure!(!versions.is_empty(), "no detailed {} were found", kind.name);
    service.add_known(&known).await?;
    service.refresh_all_screening().await?;
    let mut edited = Vec::new();
    for (place, name) in edits::NAMES.into_iter().enumerate() {
        let hashes: Vec<_> = versions.iter().filter_map(|made| made[place].clone()).collect();
        edited.push(submit(&service, name, &hashes).await?);
    }
    let warned = submit(&service, WARNED, &of_warned).await?;

    eprintln!("  hashing others");
    let rest = kind.others.unwrap_or_else(|| kind.public[looked_at..].to_vec());
    let (found, drawn) = others(rest, kind.others_wanted).await?;
    let hashes: Vec<_> = found.iter().map(|(_, hashes)| hashes.clone()).collect();
    let mut others = vec![submit(&service, &format!("other {}", kind.name), &hashes).await?];
    if !drawn.is_empty() {
        others.push(submit(&service, "drawn pictures", &drawn).await?);
    }
    let taken = taken::find(&service, &found, &kind.known_from, &others[0]).await?;
    print(&edited, &warned, &others, taken.copies());
    println!(
        "Of {} pictures beside those `reclaim known add` says which changed copies may be missed. Passed over: {poor} with \
         too little detail to be known by, and {regular} that are so regular that only their whole hash is looked for, as \
         it says too.",
        known.len() - versions.len()
    );
    println!();
    taken.print();
    taken::print_strange(&found);
    masks::run(&service).await
}

/// A picture and what becomes of it.
struct Edited {
    /// Every edit, hashed; `None` where it is no picture any more.
    edits: Vec<Option<StillHashes>>,
    /// The forms in which an operator's program finds it.
    forms: Vec<KnownForm>,
    /// What it is tried on.
    copies: Vec<(Change, Vec<Pdq>)>,
}

/// `None` where the picture is none that we can decode.
fn edited(path: &Path) -> Option<Edited> {
    let files = edits::every(&pictures::open(path)?).ok()?;
    Some(Edited {
        edits: files.iter().map(|file| pictures::hash(file)).collect(),
        // As `reclaim known add` makes them.
        forms: hash_edited(files.first()?, &Limits::default(), &Edit::ALL).ok()?,
        copies: hash_changed_copies(files.first()?, &Limits::default()).ok()?,
    })
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

/// `copies` of the first of the others are rightly held as public.
fn print(edited: &[Row], warned: &Row, others: &[Row], copies: usize) {
    println!("| submitted | how many | held as known public pictures | held at all | by other findings |");
    println!("| --- | --- | --- | --- | --- |");
    for row in edited.iter().chain([warned]).chain(others) {
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
            row.public(),
            share(row.public(), row.submitted),
            row.held(AT_ALL),
            share(row.held(AT_ALL), row.submitted),
            by_others.join(", "),
        );
    }
    println!();
    let sum = |rows: &[Row], of: fn(&Row) -> usize| rows.iter().map(of).sum::<usize>();
    let (count, taken) = (sum(others, |row| row.submitted), sum(others, Row::public));
    println!(
        "Of {} public pictures and edits {} were not held; of {} of those of which some may be missed {}. Of {count} others {taken} were \
         held as public: {copies} are {}; the other {} ({}) were taken for one in error.",
        sum(edited, |row| row.submitted),
        sum(edited, |row| row.submitted - row.held(AT_ALL)),
        warned.submitted,
        warned.submitted - warned.held(AT_ALL),
        copies::RULE,
        taken - copies,
        share(taken - copies, count),
    );
    println!();
}

/// "99.7 %".
fn share(part: usize, whole: usize) -> String {
    let tenths = (part * 10_000).checked_div(whole).unwrap_or_default();
    format!("{}.{:02} %", tenths / 100, tenths % 100)
}

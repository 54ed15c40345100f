//! Which others were taken for public pictures, and whether they are copies of them by their pixels.

use std::{
    collections::HashMap,
    path::{Path, PathBuf},
};

use anyhow::{Result, ensure};
use domain::{
    list::{Policy, Publication},
    screening::BITS_SET,
};
use hashing::{KnownForm, Pdq, StillHashes};
use service::{Service, screening::Known};

use super::{copies::Samples, edits, pictures, report::Row};

/// An other that was taken for a public picture.
struct Taken {
    name: String,
    distance: u32,
    /// Which form it was near; nothing where the whole hash was.
    form: Option<KnownForm>,
    source: String,
    /// Whether it is a copy by its pixels.
    copy: bool,
}

/// All of them.
pub(super) struct AllTaken(Vec<Taken>);

impl AllTaken {
    /// How many are copies.
    pub(super) fn copies(&self) -> usize {
        self.0.iter().filter(|taken| taken.copy).count()
    }

    /// Names each.
    pub(super) fn print(&self) {
        for taken in &self.0 {
            let by = taken.form.map_or_else(
                || "the whole hash".to_owned(),
                |form| format!("{} bits, edit {}", form.mask.bits(), form.edit),
            );
            println!(
                "* {} is {} bits from {} ({by}): {}",
                taken.name,
                taken.distance,
                taken.source,
                if taken.copy { "a copy" } else { "in error" }
            );
        }
        println!();
    }
}

/// Those that are near a known picture, as a comparison with every one of them finds; the service must have held exactly
/// those.
pub(super) async fn find(
    service: &Service,
    found: &[(PathBuf, StillHashes)],
    known_from: &[PathBuf],
    row: &Row,
) -> Result<AllTaken> {
    let mut files: HashMap<String, Vec<PathBuf>> = HashMap::new();
    for path in pictures::find(known_from, 0)? {
        files.entry(pictures::name(&path)).or_default().push(path);
    }
    let known = service.known_pictures().await?;
    let mut all = Vec::new();
    for (path, hashes) in found {
        let own: Vec<Pdq> = hashes
            .variants
            .iter()
            .map(|variant| variant.pdq)
            .chain([hashes.pdq])
            .collect();
        let near: Vec<Taken> = known
            .iter()
            .filter_map(|one| {
                let (distance, form) = own
                    .iter()
                    .filter_map(|pdq| apart(pdq, one))
                    .min_by_key(|near| near.0)?;
                Some(Taken {
                    name: pictures::name(path),
                    distance,
                    form,
                    source: one.source.clone(),
                    copy: false,
                })
            })
            .collect();
        let samples = (!near.is_empty()).then(|| pictures::open(path)).flatten();
        let samples = samples.map(|own| Samples::with_and_without_border(&edits::plain(&own)));
        let nearest = near
            .into_iter()
            .map(|taken| {
                let name = taken.source.rsplit(": ").next().unwrap_or_default();
                let mut of_known = files
                    .get(name)
                    .into_iter()
                    .flatten()
                    .filter_map(|path| pictures::open(path));
                let copy = samples.as_ref().is_some_and(|own| {
                    of_known.any(|known| {
                        let known = Samples::with_and_without_border(&edits::plain(&known));
                        own.iter()
                            .any(|own| known.iter().any(|known| own.is_copy_of(known)))
                    })
                });
                Taken { copy, ..taken }
            })
            .min_by_key(|taken| (!taken.copy, taken.distance));
        all.extend(nearest);
    }
    ensure!(
        all.len() == row.public(),
        "by comparison with every known picture {} are near one",
        all.len()
    );
    Ok(AllTaken(all))
}

/// How far a picture is from a known one, and by which form, if that is near enough.
fn apart(pdq: &Pdq, known: &Known) -> Option<(u32, Option<KnownForm>)> {
    let whole = Some((pdq.distance(&known.pdq), None));
    let of_forms = known.forms.iter().filter_map(|form| {
        let distance = pdq.distance_within(&form.pdq, &form.mask);
        (distance <= form.match_distance()?).then_some((distance, Some(*form)))
    });
    of_forms
        .chain(whole.filter(|(distance, _)| *distance <= Pdq::MATCH_DISTANCE))
        .min_by_key(|near| near.0)
}

/// Names the others whose own hash says that they are no usable picture.
pub(super) fn print_strange(found: &[(PathBuf, StillHashes)]) {
    let floor = Policy::initial(Publication::PublishFirst).transition_floor;
    for (path, hashes) in found {
        let (transitions, ones) = (hashes.pdq.transitions(), hashes.pdq.popcount());
        if transitions < floor || !BITS_SET.contains(&ones) {
            println!(
                "* {}: {transitions} changes, {ones} bits set, quality {}{}",
                pictures::name(path),
                hashes.quality,
                size(path)
            );
        }
    }
    println!();
}

/// ", 72 x 72 pixels".
fn size(path: &Path) -> String {
    pictures::open(path).map_or_else(String::new, |picture| {
        format!(", {} x {} pixels", picture.width(), picture.height())
    })
}

//! Known pictures and files, so that the one that something is can be found.

use std::{cell::RefCell, collections::HashMap};

use domain::{
    hash::FileHash,
    screening::{Compared, KnownNear, matched},
};
use hashing::{Edit, KnownForm, Pdq, Vpdq};
use nearby::{Index, Masked};

/// What is looked for of one picture or file.
pub(super) struct Sought {
    /// Its hash whole, and whatever else counts as that.
    pub(super) pdqs: Vec<Pdq>,
    /// Its forms after edits.
    pub(super) forms: Vec<KnownForm>,
    /// The exact hashes of its file.
    pub(super) files: Vec<FileHash>,
    /// Where it comes from.
    pub(super) source: String,
}

/// Many of them.
#[derive(Default)]
pub(super) struct Gallery {
    whole: Index<usize>,
    /// Their forms, with what was done to them.
    forms: Masked<(usize, Edit)>,
    files: HashMap<FileHash, usize>,
    sources: Vec<String>,
}

impl Gallery {
    /// Hundreds of milliseconds of computing, where an operator knows many pictures.
    pub(super) fn of(all: Vec<Sought>) -> Self {
        let places = || all.iter().enumerate();
        let whole = places().flat_map(|(place, one)| one.pdqs.iter().map(move |pdq| (place, *pdq)));
        let whole = Index::of(whole);
        let forms =
            places().flat_map(|(place, one)| one.forms.iter().map(move |form| ((place, form.edit), *form)));
        let forms = Masked::of(forms);
        let files = places().flat_map(|(place, one)| one.files.iter().map(move |hash| (*hash, place)));
        let files = files.collect();
        Self {
            whole,
            forms,
            files,
            sources: all.into_iter().map(|one| one.source).collect(),
        }
    }

    /// The nearest picture of any of these: by their whole hashes, or else by those bits of each of its forms that say
    /// something.
    pub(super) fn nearest(&self, pdqs: &[Pdq]) -> Option<KnownNear> {
        let by_hash = pdqs
            .iter()
            .filter_map(|pdq| self.whole.within(pdq).first().copied())
            .min_by_key(|&(_, distance)| distance)
            .map(|(place, distance)| (place, distance, Compared::ALL));
        let by_form = || {
            let found = self.forms.nearest(pdqs)?;
            let (place, edit) = found.key;
            let bits = found.bits;
            Some((place, found.distance, Compared { bits, edit }))
        };
        let (place, distance, compared) = by_hash.or_else(by_form)?;
        Some(KnownNear {
            distance,
            compared,
            source: self.sources.get(place)?.clone(),
        })
    }

    /// As [`Self::nearest`], of a video that shows hardly anything else.
    pub(super) fn video(&self, video: &Vpdq) -> Option<KnownNear> {
        let nearest: RefCell<Option<KnownNear>> = RefCell::default();
        matched(video, |pdq| {
            let found = self.nearest(std::slice::from_ref(pdq))?;
            let distance = found.distance;
            let mut nearest = nearest.borrow_mut();
            if nearest.as_ref().is_none_or(|best| distance < best.distance) {
                *nearest = Some(found);
            }
            Some(distance)
        })?;
        nearest.into_inner()
    }

    /// Where the file comes from that has one of these hashes.
    pub(super) fn source_of_file(&self, hashes: &[FileHash]) -> Option<String> {
        let place = hashes.iter().find_map(|hash| self.files.get(hash))?;
        self.sources.get(*place).cloned()
    }
}

/// What is said of something that is a known file.
pub(super) const fn of_same_file(source: String) -> KnownNear {
    KnownNear {
        distance: 0,
        compared: Compared::FILE,
        source,
    }
}

//! Pictures that anyone may know: those that the program brings along, and the operator's own. Of an operator also files
//! of which no picture is known.

use std::collections::{BTreeMap, BTreeSet};

use domain::hash::FileHash;
use hashing::{Change, Edit, KnownForm, Pdq};
use storage::screening::KnownPicture;

use super::{gallery::Sought, starter::starter};

/// Where a known picture comes from.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Origin {
    /// The program brings it along.
    Starter,
    /// The operator added it.
    Operator,
}

/// A picture that anyone may know.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Known {
    /// Its PDQ.
    pub pdq: Pdq,
    /// Where the picture can be found.
    pub source: String,
    /// Who says so.
    pub origin: Origin,
    /// The forms in which it is found beside its own hash; none where only that was known.
    pub forms: Vec<KnownForm>,
    /// The exact hashes of its file, if the program brings them along. Those that an operator added are asked for where
    /// they are kept.
    pub files: Vec<FileHash>,
}

impl From<Known> for Sought {
    fn from(known: Known) -> Self {
        Self {
            pdqs: vec![known.pdq],
            forms: known.forms,
            files: known.files,
            source: known.source,
        }
    }
}

/// A picture or a file that the operator says anyone may know.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Public {
    /// Its PDQ; `None` where only the file is known.
    pub pdq: Option<Pdq>,
    /// Where it can be found.
    pub source: String,
    /// The forms in which it is to be found beside its own hash, for [`Edit::ALL`].
    pub forms: Vec<KnownForm>,
    /// The PDQ of the picture turned and mirrored, by which what is on a list already is found too.
    pub turned: Vec<Pdq>,
    /// The exact hashes of its file, the strongest first; none where only the picture is known.
    pub file: Vec<FileHash>,
    /// What may be done to it so that it is not found any more, each once.
    pub missed: Vec<Change>,
}

/// A copy that was tried is found by so many bits to spare: compressing it for passing it on changes about as many.
const TO_SPARE: u32 = 3;

impl Public {
    /// A picture of which there is only a hash.
    pub fn hash(pdq: Pdq, source: impl Into<String>) -> Self {
        Self {
            pdq: Some(pdq),
            ..Self::file(Vec::new(), source)
        }
    }

    /// A file of which no picture is known.
    pub fn file(hashes: Vec<FileHash>, source: impl Into<String>) -> Self {
        Self {
            pdq: None,
            source: source.into(),
            forms: Vec::new(),
            turned: Vec::new(),
            file: hashes,
            missed: Vec::new(),
        }
    }

    /// With what it misses, as changed copies of it show, each with all of its hashes.
    #[must_use]
    pub fn tried_on(mut self, copies: &[(Change, Vec<Pdq>)]) -> Self {
        let is_missed = |(_, copy): &&(Change, Vec<Pdq>)| !self.surely_finds(copy);
        let missed: BTreeSet<_> = copies
            .iter()
            .filter(is_missed)
            .map(|(change, _)| *change)
            .collect();
        self.missed = missed.into_iter().collect();
        self
    }

    /// Whether the copy is found, and would be if it were compressed besides.
    fn surely_finds(&self, hashes: &[Pdq]) -> bool {
        let is_within = |distance: u32, most: u32| distance + TO_SPARE <= most;
        let by_hash = |own: &Pdq| {
            let near = |pdq: &Pdq| is_within(own.distance(pdq), Pdq::MATCH_DISTANCE);
            hashes.iter().any(near)
        };
        let by_form = |form: &KnownForm| {
            let near = |most| {
                let distance = |pdq: &Pdq| form.pdq.distance_within(pdq, &form.mask);
                hashes.iter().any(|pdq| is_within(distance(pdq), most))
            };
            form.match_distance().is_some_and(near)
        };
        self.pdq.as_ref().is_some_and(by_hash) || self.forms.iter().any(by_form)
    }

    /// By what it is known first of all.
    pub(super) fn named(&self) -> Option<KnownHash> {
        let of_picture = self.pdq.map(KnownHash::Picture);
        of_picture.or_else(|| self.file.first().copied().map(KnownHash::File))
    }

    /// Whether copies that were changed are looked for. Of a picture that is too regular, and of one of which there is only
    /// a hash, none but those near its whole hash are found.
    #[must_use]
    pub fn finds_changed_copies(&self) -> bool {
        is_telling(&self.forms)
    }
}

impl From<&Public> for Sought {
    fn from(public: &Public) -> Self {
        let forms = public.finds_changed_copies().then(|| public.forms.clone());
        Self {
            pdqs: public
                .pdq
                .into_iter()
                .chain(public.turned.iter().copied())
                .collect(),
            forms: forms.unwrap_or_default(),
            files: public.file.clone(),
            source: public.source.clone(),
        }
    }
}

/// By what a picture or a file is known.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum KnownHash {
    /// The PDQ of a picture.
    Picture(Pdq),
    /// An exact hash of a file.
    File(FileHash),
}

/// Whether enough bits of the whole picture's hash say something: of one that is too regular its edits are so too.
fn is_telling(forms: &[KnownForm]) -> bool {
    let whole = forms.iter().find(|form| form.edit == Edit::NONE);
    whole.is_some_and(|form| form.match_distance().is_some())
}

/// What the program brings along, less what the operator leaves out, and what the operator added.
pub(super) fn in_force(stored: Vec<KnownPicture>) -> Vec<Known> {
    let mut known: BTreeMap<Pdq, Known> = starter().map(|one| (one.pdq, one)).collect();
    for picture in stored {
        let brought = known.remove(&picture.pdq);
        if !picture.excluded {
            let added = Known {
                pdq: picture.pdq,
                source: picture.source,
                origin: Origin::Operator,
                forms: picture.forms,
                files: brought.map(|one| one.files).unwrap_or_default(),
            };
            known.insert(picture.pdq, added);
        }
    }
    known
        .into_values()
        .map(|mut one| {
            if !is_telling(&one.forms) {
                one.forms.clear();
            }
            one
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use hashing::Mask;

    #[test]
    fn what_is_missed_of_a_picture_is_what_none_of_its_hashes_is_near_enough_to() {
        let with_bits = |bits: u32| {
            let mut bytes = [0; 32];
            for place in 0..bits {
                bytes[usize::try_from(place / 8).unwrap()] |= 0x80 >> (place % 8);
            }
            bytes
        };
        let copy = |change, pdq, variant| (change, vec![Pdq::from_bytes(pdq), Pdq::from_bytes(variant)]);
        // Its hash and its form, of which 160 bits tell, are all noughts: so many bits are so many of distance.
        let form = KnownForm {
            edit: Edit::NONE,
            pdq: Pdq::from_bytes([0; 32]),
            mask: Mask::from_bytes(with_bits(160)),
        };
        let picture = Public {
            forms: vec![form],
            ..Public::hash(Pdq::from_bytes([0; 32]), "a drawing")
        };
        let far = [0xff; 32];
        let most = form.match_distance().unwrap();
        let told = |bits| {
            let mut both = with_bits(bits);
            both[20..].fill(0xff);
            both
        };
        let untold = told(0);
        let (just_told, hardly_told) = (told(most - TO_SPARE), told(most - TO_SPARE + 1));
        let copies = [
            copy(Change::Turned, with_bits(Pdq::MATCH_DISTANCE - TO_SPARE), far),
            copy(Change::Smaller, far, untold),
            copy(Change::Cut, far, far),
            copy(Change::Bordered, just_told, far),
            copy(Change::Words, far, hardly_told),
            copy(Change::Cut, untold, far),
        ];
        assert_eq!(
            picture.clone().tried_on(&copies).missed,
            [Change::Words, Change::Cut]
        );
        let by_hash_alone = Public {
            forms: Vec::new(),
            ..picture
        };
        assert_eq!(
            by_hash_alone.tried_on(&copies).missed,
            [Change::Smaller, Change::Bordered, Change::Words, Change::Cut]
        );
    }

    #[test]
    fn an_operator_adds_to_what_the_program_brings_along_and_leaves_some_of_it_out() {
        let brought = starter().next().unwrap();
        let own = Pdq::from_bytes([0x5a; 32]);
        let stored = vec![
            KnownPicture {
                pdq: brought.pdq,
                source: String::new(),
                excluded: true,
                forms: Vec::new(),
            },
            KnownPicture {
                pdq: own,
                source: "our logo".to_owned(),
                excluded: false,
                forms: Vec::new(),
            },
        ];
        let known = in_force(stored);
        assert!(!known.iter().any(|one| one.pdq == brought.pdq));
        let added = known.iter().find(|one| one.pdq == own).unwrap();
        assert_eq!(
            (added.source.as_str(), added.origin),
            ("our logo", Origin::Operator)
        );
    }
}

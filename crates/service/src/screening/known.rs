//! Pictures that anyone may know: those that the program brings along, and the operator's own. Of an operator also files
//! of which no picture is known.

use std::collections::BTreeMap;

use domain::hash::FileHash;
use hashing::{Edit, KnownForm, Mask, Pdq};
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
}

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
        }
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

    /// Whether nearly all of them are found: of a rather regular picture more are missed, because few bits of its hash tell it
    /// from others.
    #[must_use]
    pub fn finds_nearly_all_changed_copies(&self) -> bool {
        whole_of(&self.forms).is_some_and(|form| form.mask.bits() >= Mask::SURE_BITS)
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
    whole_of(forms).is_some_and(|form| form.match_distance().is_some())
}

/// The form of the whole picture.
fn whole_of(forms: &[KnownForm]) -> Option<&KnownForm> {
    forms.iter().find(|form| form.edit == Edit::NONE)
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

    #[test]
    fn of_a_regular_picture_fewer_changed_copies_are_found() {
        let with_bits = |bits: u32| {
            let mut mask = [0xff; 32];
            let (whole, rest) = (usize::try_from(bits / 8).unwrap(), bits % 8);
            mask[whole..].fill(0);
            mask[whole] = u8::MAX << (8 - rest);
            let pdq = Pdq::from_bytes([0x5a; 32]);
            let form = KnownForm {
                edit: Edit::NONE,
                pdq,
                mask: Mask::from_bytes(mask),
            };
            let public = Public {
                forms: vec![form],
                ..Public::hash(pdq, "a drawing".to_owned())
            };
            (
                public.finds_changed_copies(),
                public.finds_nearly_all_changed_copies(),
            )
        };
        assert_eq!(with_bits(Mask::SURE_BITS), (true, true));
        assert_eq!(with_bits(Mask::SURE_BITS - 1), (true, false));
        assert_eq!(with_bits(Mask::LEAST_BITS - 1), (false, false));
        let hash = Public::hash(Pdq::from_bytes([0x5a; 32]), "a hash".to_owned());
        assert!(!hash.finds_nearly_all_changed_copies());
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

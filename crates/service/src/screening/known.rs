//! Pictures that anyone may know: those that the program brings along, and the operator's own.

use std::collections::{BTreeMap, HashSet};

use domain::audit::{Act, Agent, Deed};
use hashing::{Edit, KnownForm, Mask, Pdq};
use storage::{StorageError, screening::KnownPicture};

use crate::Service;

/// Hashes of freely licensed pictures, one a line: PDQ, then where it comes from. How they were chosen:
/// docs/MODERATION.md.
const STARTER: &str = include_str!("starter.tsv");
/// Their forms, in the same order: of each the mask of the whole picture, and for each further one of [`Edit::ALL`] the PDQ and
/// its mask. `cargo xtask starter` makes it.
const STARTER_FORMS: &[u8] = include_bytes!("starter-forms.bin");
/// Bytes of a picture's forms.
const FORMS: usize = 32 + (Edit::ALL.len() - 1) * 64;

/// So many digits of a picture's hash stand in the record of acts.
const RECORDED_DIGITS: usize = 16;

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
}

/// A picture that the operator says anyone may know.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Public {
    /// Its PDQ.
    pub pdq: Pdq,
    /// Where the picture can be found.
    pub source: String,
    /// The forms in which it is to be found beside its own hash, for [`Edit::ALL`].
    pub forms: Vec<KnownForm>,
}

impl Public {
    /// One of which there is only a hash.
    pub fn hash(pdq: Pdq, source: impl Into<String>) -> Self {
        Self {
            pdq,
            source: source.into(),
            forms: Vec::new(),
        }
    }

    /// Whether copies that were changed are looked for. Of a picture that is too regular, and of one of which there is only
    /// a hash, none but those near its whole hash are found.
    #[must_use]
    pub fn finds_changed_copies(&self) -> bool {
        is_telling(&self.forms)
    }
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
        if picture.excluded {
            known.remove(&picture.pdq);
        } else {
            let added = Known {
                pdq: picture.pdq,
                source: picture.source,
                origin: Origin::Operator,
                forms: picture.forms,
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

fn starter() -> impl Iterator<Item = Known> {
    STARTER
        .lines()
        .zip(STARTER_FORMS.chunks_exact(FORMS))
        .filter_map(|(line, forms)| {
            let (pdq, source) = line.split_once('\t')?;
            let pdq = Pdq::parse(pdq).ok()?;
            Some(Known {
                pdq,
                source: source.to_owned(),
                origin: Origin::Starter,
                forms: starter_forms(pdq, forms),
            })
        })
}

/// What the bytes of a starter's forms say; a form of which nothing counts is none.
fn starter_forms(pdq: Pdq, bytes: &[u8]) -> Vec<KnownForm> {
    let (values, _) = bytes.as_chunks::<32>();
    // The whole picture's own hash stands in the other file.
    let whole = [*pdq.as_bytes()];
    let pairs = whole.iter().chain(values).collect::<Vec<_>>();
    let (pairs, _) = pairs.as_chunks::<2>();
    Edit::ALL
        .into_iter()
        .zip(pairs)
        .map(|(edit, [pdq, mask])| KnownForm {
            edit,
            pdq: Pdq::from_bytes(**pdq),
            mask: Mask::from_bytes(**mask),
        })
        .filter(|form| form.mask.bits() > 0)
        .collect()
}

impl Service {
    /// Every known picture, ordered by hash.
    ///
    /// # Errors
    /// Where the database fails.
    pub async fn known_pictures(&self) -> Result<Vec<Known>, StorageError> {
        Ok(in_force(self.storage().read().await?.known_pictures().await?))
    }

    /// Adds pictures that anyone may know, as the operator. Returns how many were not known before.
    ///
    /// # Errors
    /// Where the database fails; then none was added.
    pub async fn add_known(&self, pictures: &[Public]) -> Result<usize, StorageError> {
        let mut tx = self.storage().begin().await?;
        let known: HashSet<Pdq> = in_force(tx.known_pictures().await?)
            .into_iter()
            .map(|one| one.pdq)
            .collect();
        let mut new = 0;
        for Public { pdq, source, forms } in pictures {
            new += usize::from(!known.contains(pdq));
            tx.add_known(&KnownPicture {
                pdq: *pdq,
                source: source.clone(),
                excluded: false,
                forms: forms.clone(),
            })
            .await?;
            tx.record(&self.deed_about_known(Act::AddedKnown, pdq, source))
                .await?;
        }
        tx.commit().await?;
        Ok(new)
    }

    /// Removes known pictures, as the operator, who may say why; one that the program brings along is left out from now on.
    /// Returns how many there were.
    ///
    /// # Errors
    /// Where the database fails; then none was removed.
    pub async fn remove_known(&self, pictures: &[Pdq], reason: &str) -> Result<usize, StorageError> {
        let mut tx = self.storage().begin().await?;
        let known = in_force(tx.known_pictures().await?);
        let mut removed = 0;
        for pdq in pictures {
            if !known.iter().any(|one| one.pdq == *pdq) {
                continue;
            }
            removed += 1;
            tx.remove_known(pdq).await?;
            if let Some(brought) = starter().find(|one| one.pdq == *pdq) {
                tx.add_known(&KnownPicture {
                    pdq: *pdq,
                    source: brought.source,
                    excluded: true,
                    forms: Vec::new(),
                })
                .await?;
            }
            tx.record(&self.deed_about_known(Act::RemovedKnown, pdq, reason))
                .await?;
        }
        tx.commit().await?;
        Ok(removed)
    }

    /// The beginning of the hash tells it among those that are known, and is none that anything could be found by: the
    /// record outlives what is in the database, and an operator may have added what is nobody's to know.
    fn deed_about_known(&self, act: Act, pdq: &Pdq, reason: &str) -> Deed {
        let mut subject = pdq.to_string();
        subject.truncate(RECORDED_DIGITS);
        Deed {
            at: self.now(),
            actor: Agent::Operator,
            act,
            subject,
            reason: reason.to_owned(),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_line_that_the_program_brings_along_is_a_hash_with_its_source() {
        let count = STARTER.lines().count();
        assert_eq!(starter().count(), count);
        assert!(count > 100, "{count}");
        assert!(starter().all(|one| one.source.len() > 5));
    }

    #[test]
    fn whatever_the_program_brings_along_is_found_cut_off_too() {
        assert_eq!(STARTER_FORMS.len(), STARTER.lines().count() * FORMS);
        let mut found = 0;
        for one in starter() {
            let whole = one.forms.iter().find(|form| form.edit == Edit::NONE);
            assert!(whole.is_none_or(|form| form.pdq == one.pdq), "{}", one.source);
            found += one
                .forms
                .iter()
                .filter(|form| form.match_distance().is_some())
                .count();
        }
        assert!(found > 5 * starter().count(), "{found} forms");
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

//! Pictures that anyone may know: those that the program brings along, and the operator's own. Of an operator also files
//! of which no picture is known.

use std::collections::{BTreeMap, HashSet};

use domain::{
    audit::{Act, Agent, Deed},
    hash::FileHash,
};
use hashing::{Edit, KnownForm, Mask, Pdq};
use storage::{
    StorageError, Transaction,
    screening::{KnownFile, KnownPicture},
};

use super::gallery::Sought;
use crate::Service;

/// Hashes of freely licensed pictures, one a line: PDQ, then where it comes from, then the SHA-256, SHA-1 and MD5 of its
/// file in one, where that was at hand. How they were chosen: docs/MODERATION.md.
const STARTER: &str = include_str!("starter.tsv");
/// Their forms, in the same order: of each the mask of the whole picture, and for each further one of [`Edit::ALL`] the PDQ and
/// its mask. `cargo xtask starter` makes it.
const STARTER_FORMS: &[u8] = include_bytes!("starter-forms.bin");
/// Bytes of a picture's forms.
const FORMS: usize = 32 + (Edit::ALL.len() - 1) * 64;

/// So many pictures and files are added or removed in one transaction, with a line of the record for each: decisions wait
/// for it.
const AT_ONCE: usize = 100;

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
    fn named(&self) -> Option<KnownHash> {
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

/// What came of adding known pictures and files.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct AddedKnown {
    /// How many were not known before.
    pub new: usize,
    /// How many entries that had come before are such a picture or file, and were not marked as one yet.
    pub listed: usize,
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

fn starter() -> impl Iterator<Item = Known> {
    STARTER
        .lines()
        .zip(STARTER_FORMS.chunks_exact(FORMS))
        .filter_map(|(line, forms)| {
            let (pdq, rest) = line.split_once('\t')?;
            let (source, file) = rest.split_once('\t').unwrap_or((rest, ""));
            let pdq = Pdq::parse(pdq).ok()?;
            Some(Known {
                pdq,
                source: source.to_owned(),
                origin: Origin::Starter,
                forms: starter_forms(pdq, forms),
                files: starter_file(file),
            })
        })
}

/// The SHA-256, the SHA-1 and the MD5 in these digits; none where there are no such.
fn starter_file(digits: &str) -> Vec<FileHash> {
    let bytes = hex::decode(digits).unwrap_or_default();
    let split = || {
        let (sha256, rest) = bytes.split_first_chunk::<32>()?;
        let (sha1, md5) = rest.split_first_chunk::<20>()?;
        Some(vec![
            FileHash::Sha256(*sha256),
            FileHash::Sha1(*sha1),
            FileHash::Md5(md5.try_into().ok()?),
        ])
    };
    split().unwrap_or_default()
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

    /// Every file that the operator says anyone may know and of which no picture is known.
    ///
    /// # Errors
    /// Where the database fails.
    pub async fn known_files(&self) -> Result<Vec<KnownFile>, StorageError> {
        let mut files = self.storage().read().await?.known_files().await?;
        files.retain(|file| file.picture.is_none());
        Ok(files)
    }

    /// Adds pictures and files that anyone may know, as the operator, and tells staff of the entries that are such.
    ///
    /// # Errors
    /// Where the database fails. Then all that came before may have been added, each with its line of the record, and not
    /// all entries were found: adding them once more adds the rest, and finds the entries of all.
    pub async fn add_known(&self, public: &[Public]) -> Result<AddedKnown, StorageError> {
        let known = self.known_pictures().await?;
        let mut known: HashSet<Pdq> = known.into_iter().map(|one| one.pdq).collect();
        let mut new = 0;
        for some in public.chunks(AT_ONCE) {
            new += self.add_some(some, &mut known).await?;
        }
        let listed = self.mark_listed(public).await?;
        Ok(AddedKnown { new, listed })
    }

    /// Adds these in one transaction. Returns how many were not known before.
    async fn add_some(&self, public: &[Public], known: &mut HashSet<Pdq>) -> Result<usize, StorageError> {
        let mut tx = self.storage().begin().await?;
        let (mut new, mut deeds) = (0, Vec::new());
        for one in public {
            let is_new = match one.pdq {
                Some(pdq) => known.insert(pdq),
                None => tx.known_files_with(&one.file).await?.is_empty(),
            };
            new += usize::from(is_new);
            add_public(tx.as_mut(), one).await?;
            let named = one.named();
            deeds.extend(named.map(|hash| self.deed_about_known(Act::AddedKnown, hash, &one.source)));
        }
        commit_with(tx, &deeds).await?;
        Ok(new)
    }

    /// Removes known pictures and files, as the operator, who may say why; a picture that the program brings along is left
    /// out from now on. A picture goes with its files, by whichever of their hashes it is named. Returns how many there
    /// were.
    ///
    /// # Errors
    /// Where the database fails; then all that came before may have been removed, each with its line of the record.
    pub async fn remove_known(&self, hashes: &[KnownHash], reason: &str) -> Result<usize, StorageError> {
        let known = self.known_pictures().await?;
        let mut removed = 0;
        for some in hashes.chunks(AT_ONCE) {
            removed += self.remove_some(some, reason, &known).await?;
        }
        Ok(removed)
    }

    /// Removes these in one transaction.
    async fn remove_some(
        &self,
        hashes: &[KnownHash],
        reason: &str,
        known: &[Known],
    ) -> Result<usize, StorageError> {
        let mut tx = self.storage().begin().await?;
        let mut deeds = Vec::new();
        for hash in hashes {
            let picture = match hash {
                KnownHash::Picture(pdq) => Some(*pdq),
                KnownHash::File(hash) => picture_of(tx.as_mut(), known, hash).await?,
            };
            let was_there = match (picture, hash) {
                (Some(pdq), _) if known.iter().any(|one| one.pdq == pdq) => {
                    leave_out(tx.as_mut(), &pdq).await?;
                    true
                }
                (None, KnownHash::File(hash)) => tx.remove_known_file(hash).await?,
                _ => false,
            };
            if was_there {
                let named = picture.map_or(*hash, KnownHash::Picture);
                deeds.push(self.deed_about_known(Act::RemovedKnown, named, reason));
            }
        }
        commit_with(tx, &deeds).await?;
        Ok(deeds.len())
    }

    /// The beginning of the hash tells it among those that are known, and is none that anything could be found by: the
    /// record outlives what is in the database, and an operator may have added what is nobody's to know.
    fn deed_about_known(&self, act: Act, hash: KnownHash, reason: &str) -> Deed {
        let mut subject = match hash {
            KnownHash::Picture(pdq) => pdq.to_string(),
            KnownHash::File(hash) => hex::encode(hash.bytes()),
        };
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

/// Ends a transaction with its lines of the record. From the first of them on, everyone else who has to write one waits:
/// so nothing else is left to be done then that could wait for them, or take long.
async fn commit_with(mut tx: Box<dyn Transaction>, deeds: &[Deed]) -> Result<(), StorageError> {
    for deed in deeds {
        tx.record(deed).await?;
    }
    tx.commit().await
}

async fn add_public(tx: &mut dyn Transaction, public: &Public) -> Result<(), StorageError> {
    let source = &public.source;
    if let Some(pdq) = public.pdq {
        tx.add_known(&KnownPicture {
            pdq,
            source: source.clone(),
            excluded: false,
            forms: public.forms.clone(),
        })
        .await?;
    }
    tx.add_known_file(&KnownFile {
        hashes: public.file.clone(),
        picture: public.pdq,
        source: source.clone(),
    })
    .await
}

/// The known picture whose file has this hash.
async fn picture_of(
    tx: &mut dyn Transaction,
    known: &[Known],
    hash: &FileHash,
) -> Result<Option<Pdq>, StorageError> {
    let stored = tx.known_files_with(&[*hash]).await?;
    let brought = || known.iter().find(|one| one.files.contains(hash));
    let added = stored.first().and_then(|file| file.picture);
    Ok(added.or_else(|| brought().map(|one| one.pdq)))
}

/// Removes a known picture with its files; one that the program brings along is noted as left out.
async fn leave_out(tx: &mut dyn Transaction, pdq: &Pdq) -> Result<(), StorageError> {
    tx.remove_known(pdq).await?;
    if let Some(brought) = starter().find(|one| one.pdq == *pdq) {
        // Where an operator added its file by a hash alone.
        for hash in &brought.files {
            tx.remove_known_file(hash).await?;
        }
        tx.add_known(&KnownPicture {
            pdq: *pdq,
            source: brought.source,
            excluded: true,
            forms: Vec::new(),
        })
        .await?;
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_line_that_the_program_brings_along_is_a_hash_with_its_source() {
        let count = STARTER.lines().count();
        assert_eq!(starter().count(), count);
        assert!(count > 100, "{count}");
        assert!(
            starter().all(|one| one.source.len() > 5 && !one.source.contains('\t')),
            "and whatever comes after it is no part of it"
        );
    }

    #[test]
    fn the_file_of_a_picture_that_the_program_brings_along_may_be_known_too() {
        let digits = ["01".repeat(32), "02".repeat(20), "03".repeat(16)].concat();
        let expected = [
            FileHash::Sha256([1; 32]),
            FileHash::Sha1([2; 20]),
            FileHash::Md5([3; 16]),
        ];
        assert_eq!(starter_file(&digits), expected);
        for none in ["", "01", &digits[2..], "a name"] {
            assert_eq!(starter_file(none), [], "{none}");
        }
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

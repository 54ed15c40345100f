//! What an operator adds to the pictures and files that anyone may know, and removes from them.

use std::collections::HashSet;

use domain::{
    audit::{Act, Agent, Deed},
    hash::FileHash,
};
use hashing::Pdq;
use storage::{
    StorageError, Transaction,
    screening::{KnownFile, KnownPicture},
};
use thiserror::Error;

use super::{
    known::{Known, KnownHash, Public, in_force},
    starter::starter,
};
use crate::{Service, propose::MAX_REASON, why};

/// So many pictures and files are added or removed in one transaction, with a line of the record for each: decisions wait
/// for it.
const AT_ONCE: usize = 100;

/// So many digits of a picture's hash stand in the record of acts.
const RECORDED_DIGITS: usize = 16;

/// What came of adding known pictures and files.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct AddedKnown {
    /// How many were not known before.
    pub new: usize,
    /// How many entries that had come before are such a picture or file, and were not marked as one yet.
    pub listed: usize,
}

/// Why known pictures or files were not removed.
#[derive(Debug, Error)]
pub enum RemovalError {
    /// The reason is too long, or more than one line.
    #[error("the reason has more than {MAX_REASON} characters or more than one line: make it shorter")]
    Reason,
    /// The database failed.
    #[error("not all are removed: say it again for the rest")]
    Storage(#[from] StorageError),
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
    /// [`RemovalError`]. Where the database fails, all that came before may have been removed, each with its line of the
    /// record.
    pub async fn remove_known(&self, hashes: &[KnownHash], reason: &str) -> Result<usize, RemovalError> {
        let reason = why::one_line(reason).ok_or(RemovalError::Reason)?;
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

//! What is known around an item that someone sends.

use std::{
    collections::{BTreeMap, BTreeSet, HashMap},
    sync::Arc,
};

use domain::{
    hash::ItemHashes,
    id::{CaseId, EntryId, ItemId},
    list::ListName,
    screening::{FindingKind, KnownNear, Surroundings},
    submission::{Submission, SubmittedItem},
};
use hashing::{Pdq, Vpdq};
use storage::{StorageError, Transaction, screening::SameFile};

use super::{
    gallery,
    near::{Alike, Effort, Sought, computed, every_pdq},
    neighbours,
};
use crate::Service;

/// No more of the items with the same picture, the nearest first, are asked whether they say so: all but the first of many
/// do since they came.
pub(super) const MOST_ASKED: usize = 1_000;
/// So many of those that do not are told for each item of a submission.
const MOST_JOINED: usize = 4;

/// What is known around an item of a submission.
#[derive(Debug)]
pub(crate) struct Around {
    /// What it is screened with.
    pub(crate) surroundings: Surroundings,
    /// Entries of other cases on its list that have the same picture and do not say yet that other cases have it too; and how
    /// near they are.
    pub(super) joined: Vec<(EntryId, u32)>,
}

impl Service {
    /// What is known around each item of a submission, outside the case that they are for.
    pub(crate) async fn surroundings(
        &self,
        submission: &Submission,
        own_case: Option<CaseId>,
    ) -> Result<Vec<Around>, StorageError> {
        if neighbours::read(&self.0.screening.neighbours).is_new() {
            self.refresh_all_screening().await?;
        } else {
            self.refresh_screening().await?;
        }
        let mut tx = self.storage().read().await?;
        let mut all = Vec::with_capacity(submission.items.len());
        let sought = Sought::of_all(submission.items.iter().map(|item| &item.hashes));
        let mut effort = Effort::default();
        for (item, sought) in submission.items.iter().zip(&sought) {
            let alike = self
                .alike_items(tx.as_mut(), &item.hashes, sought, &mut effort)
                .await?;
            let around = self
                .around(tx.as_mut(), item, alike, &submission.list, own_case)
                .await?;
            all.push(around);
        }
        Ok(all)
    }

    async fn around(
        &self,
        tx: &mut dyn Transaction,
        item: &SubmittedItem,
        alike: Alike,
        list: &ListName,
        own_case: Option<CaseId>,
    ) -> Result<Around, StorageError> {
        let hashes = &item.hashes;
        // By the file first, whatever picture is claimed for it.
        let known = match self.known_file(tx, hashes).await? {
            Some(known) => Some(known),
            None => self.known_near(every_pdq(hashes), hashes.vpdq().cloned()).await?,
        };
        let today = self.now().start_of_day();
        let volume = neighbours::read(&self.0.screening.neighbours).volume(list, today);
        // In the own case too: what was taken off the list is not back on it as another copy.
        let stopped = count_stopped(tx, list, &alike).await?;
        let contradicting = alike.contradicting.iter();
        let contradictions = contradicting.filter(|other| Some(other.case) != own_case).count();
        let elsewhere = elsewhere(tx, alike, own_case).await?;
        let joined = joined(tx, list, &elsewhere.items).await?;
        let surroundings = Surroundings {
            known,
            stopped,
            cluster: elsewhere.cluster(),
            contradictions: u32::try_from(contradictions).unwrap_or(u32::MAX),
            volume,
        };
        Ok(Around { surroundings, joined })
    }

    /// The known file that has one of these exact hashes.
    async fn known_file(
        &self,
        tx: &mut dyn Transaction,
        hashes: &ItemHashes,
    ) -> Result<Option<KnownNear>, StorageError> {
        let hashes = hashes.of_file();
        let stored = if hashes.is_empty() {
            Vec::new()
        } else {
            tx.known_files_with(&hashes).await?
        };
        let added = stored.into_iter().next().map(|file| file.source);
        let neighbours = &self.0.screening.neighbours;
        let source = added.or_else(|| neighbours::read(neighbours).known.source_of_file(&hashes));
        Ok(source.map(gallery::of_same_file))
    }

    /// The nearest known picture of any of these, or else of a video that shows hardly anything else.
    async fn known_near(
        &self,
        pdqs: Vec<Pdq>,
        video: Option<Vpdq>,
    ) -> Result<Option<KnownNear>, StorageError> {
        if pdqs.is_empty() && video.is_none() {
            return Ok(None);
        }
        let neighbours = Arc::clone(&self.0.screening.neighbours);
        // With every form of every known picture.
        computed(move || {
            let neighbours = neighbours::read(&neighbours);
            let known = &neighbours.known;
            known.nearest(&pdqs).or_else(|| known.video(video.as_ref()?))
        })
        .await
    }
}

/// How many entries of these items on a list were taken off it.
async fn count_stopped(
    tx: &mut dyn Transaction,
    list: &ListName,
    alike: &Alike,
) -> Result<u32, StorageError> {
    // A file that came unchanged is among the near ones too.
    let items: BTreeSet<ItemId> = alike.whole().collect();
    if items.is_empty() {
        return Ok(0);
    }
    let items: Vec<ItemId> = items.into_iter().collect();
    let stopped = tx.count_stopped(list, &items).await?;
    Ok(u32::try_from(stopped).unwrap_or(u32::MAX))
}

/// What other cases have of an item.
struct Elsewhere {
    cases: usize,
    /// The same and the near ones, the nearest first and parts last, and how near they are.
    items: Vec<(ItemId, u32)>,
}

impl Elsewhere {
    /// How many cases have it, and how near the nearest is.
    fn cluster(&self) -> Option<(u32, u32)> {
        // A part may be nearer than what is the same as a whole.
        let nearest = self.items.iter().map(|(_, distance)| *distance).min()?;
        Some((u32::try_from(self.cases).unwrap_or(u32::MAX), nearest))
    }
}

/// What is there of what is alike outside `own_case`.
async fn elsewhere(
    tx: &mut dyn Transaction,
    alike: Alike,
    own_case: Option<CaseId>,
) -> Result<Elsewhere, StorageError> {
    let Alike { same, mut near, .. } = alike;
    let ids: Vec<ItemId> = near.iter().map(|one| one.item).collect();
    let found = tx.cases_of_items(&ids).await?;
    let of_near: BTreeMap<ItemId, CaseId> = found
        .into_iter()
        .filter(|(_, case)| Some(*case) != own_case)
        .collect();
    near.retain(|one| of_near.contains_key(&one.item));
    let same: Vec<SameFile> = same
        .into_iter()
        .filter(|other| Some(other.case) != own_case)
        .collect();
    let cases: BTreeSet<CaseId> = same
        .iter()
        .map(|other| other.case)
        .chain(of_near.into_values())
        .collect();
    // Where only the file is the same, it is the same.
    let same = same.iter().map(|other| (other.item, 0));
    Ok(Elsewhere {
        cases: cases.len(),
        items: same
            .chain(near.iter().map(|one| (one.item, one.likeness.distance)))
            .collect(),
    })
}

/// Of these items, the nearest first, the entries on a list that do not say yet that other cases have the picture too, because
/// none had when they came. At most [`MOST_JOINED`].
async fn joined(
    tx: &mut dyn Transaction,
    list: &ListName,
    items: &[(ItemId, u32)],
) -> Result<Vec<(EntryId, u32)>, StorageError> {
    let asked: Vec<ItemId> = items.iter().take(MOST_ASKED).map(|(id, _)| *id).collect();
    if asked.is_empty() {
        return Ok(Vec::new());
    }
    let lacking = tx.entries_lacking(FindingKind::Cluster, list, &asked).await?;
    let mut lacking: HashMap<ItemId, EntryId> = lacking.into_iter().collect();
    let entries = items
        .iter()
        .filter_map(|(id, distance)| Some((lacking.remove(id)?, *distance)));
    Ok(entries.take(MOST_JOINED).collect())
}

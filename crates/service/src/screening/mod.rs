//! What is known around a submission: pictures that anyone may know, the pictures of other cases, and usual days.
//!
//! Every node holds the PDQ of all items in memory, in an exact index ([`nearby`]). It fills it from the database when it
//! starts, and takes over what came and went before each submission and every few seconds, so that it is never behind
//! what is committed.

mod doubt;
mod gallery;
mod known;
mod listed;
mod near;
mod neighbours;
mod taken_off;

use std::{
    collections::{BTreeSet, HashMap},
    sync::{Arc, RwLock},
    time::Duration,
};

use domain::{
    hash::{HashValue, ItemHashes},
    id::{CaseId, EntryId, ItemId},
    list::ListName,
    screening::{FindingKind, KnownNear, Surroundings, is_another_video},
    submission::{Submission, SubmittedItem},
};
use hashing::{Pdq, Vpdq};
pub use known::{AddedKnown, Known, KnownHash, Origin, Public};
use storage::{StorageError, Transaction, entry::QueueRow, screening::SameFile};
use tokio::sync::Mutex;
use tokio_util::sync::CancellationToken;

use self::{doubt::contradicts, neighbours::Neighbours};
pub(crate) use self::{
    doubt::{doubt, earlier},
    near::prints,
    taken_off::{mark_alike, stops},
};
use crate::Service;

/// How often this node takes over what came and went when nobody submits anything.
const EVERY: Duration = Duration::from_secs(5);
/// No more items with the same file are looked at.
const MOST_SAME: u32 = 1_000;
/// No more videos that are claimed for one file are compared with one, because honest claims are nearly always equal. Whoever
/// makes up more than these only has the others counted as the same file.
const MOST_VIDEOS: u32 = 32;
/// No more of the items with the same picture, the nearest first, are asked whether they say so: all but the first of many
/// do since they came.
const MOST_ASKED: usize = 1_000;
/// So many of those that do not are told for each item of a submission.
const MOST_JOINED: usize = 4;

/// What this node holds in memory for screening.
#[derive(Default)]
pub(crate) struct Screening {
    neighbours: Arc<RwLock<Neighbours>>,
    /// Held by whoever takes over what came and went.
    turn: Mutex<()>,
    /// Held by whoever marks what has the pictures of entries that were suspended by rule, one after the other.
    marking: Mutex<()>,
}

/// What is known around an item of a submission.
#[derive(Debug)]
pub(crate) struct Around {
    /// What it is screened with.
    pub(crate) surroundings: Surroundings,
    /// Entries of other cases on its list that have the same picture and do not say yet that other cases have it too; and how
    /// near they are.
    joined: Vec<(EntryId, u32)>,
}

/// How much a node holds in memory for screening.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Held {
    /// Pictures of cases, those that are kept of each video among them.
    pub pictures: usize,
    /// Bytes that they and their index take.
    pub bytes: usize,
}

/// Items, the nearest first, and how far away each is; `None` where only the file is the same.
type Distances = Vec<(ItemId, Option<u32>)>;

/// Another entry with the same picture, or nearly.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ClusterRow {
    /// What a queue shows of it.
    pub row: QueueRow,
    /// How far away it is, 0 to [`SAME_PICTURE`](domain::screening::SAME_PICTURE); `None` where only the file is the same.
    pub distance: Option<u32>,
}

/// The entries that have the same picture, or nearly.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Cluster {
    /// How many cases there are, the entry's own among them.
    pub cases: usize,
    /// How many items there are beside the entry's own.
    pub items: usize,
    /// Some of the other entries, the nearest first.
    pub rows: Vec<ClusterRow>,
    /// How many items claim another picture for the same file. They are none of the cluster: one of the two is made up.
    pub contradictions: usize,
    /// Some of the entries of these.
    pub contradicting: Vec<QueueRow>,
}

impl Service {
    /// Fills this node's memory from the database, or takes over what came and went since it did, of pictures and of known
    /// ones.
    ///
    /// # Errors
    /// Where the database fails.
    pub async fn refresh_screening(&self) -> Result<(), StorageError> {
        let screening = &self.0.screening;
        let _turn = screening.turn.lock().await;
        let mut tx = self.storage().read().await?;
        Neighbours::refresh(&screening.neighbours, tx.as_mut(), self.now()).await?;
        // What an operator says anyone may know counts from that moment on.
        Neighbours::refresh_known(&screening.neighbours, tx.as_mut()).await
    }

    /// As [`Self::refresh_screening`], for what changes seldom as well: usual days.
    ///
    /// # Errors
    /// Where the database fails.
    pub async fn refresh_all_screening(&self) -> Result<(), StorageError> {
        self.refresh_screening().await?;
        let _turn = self.0.screening.turn.lock().await;
        let mut tx = self.storage().read().await?;
        let neighbours = &self.0.screening.neighbours;
        Neighbours::refresh_volume(neighbours, tx.as_mut(), self.now().start_of_day()).await
    }

    /// Keeps this node's memory up to date and in good order, until cancelled.
    pub async fn run_screening(&self, cancelled: CancellationToken) {
        let mut ticks = tokio::time::interval(EVERY);
        while cancelled.run_until_cancelled(ticks.tick()).await.is_some() {
            let refreshed = self.refresh_all_screening().await;
            if let Err(error) = refreshed {
                tracing::warn!(
                    error = &error as &dyn std::error::Error,
                    "what came and went could not be taken over; trying again"
                );
            }
            self.merge_screening().await;
            self.metrics().screening_holds(self.screening_holds());
        }
    }

    /// How much this node holds in memory.
    pub fn screening_holds(&self) -> Held {
        neighbours::read(&self.0.screening.neighbours).held()
    }

    async fn merge_screening(&self) {
        let neighbours = Arc::clone(&self.0.screening.neighbours);
        let merged = tokio::task::spawn_blocking(move || Neighbours::merge(&neighbours));
        if merged.await.is_err() {
            tracing::error!("the index of pictures could not be put in order");
        }
    }

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
        let is_video = |item: &&SubmittedItem| item.hashes.vpdq().is_some();
        let videos = submission.items.iter().filter(is_video).count();
        for item in &submission.items {
            let near = self.near(tx.as_mut(), &item.hashes, videos).await?;
            let around = self
                .around(tx.as_mut(), item, near, &submission.list, own_case)
                .await?;
            all.push(around);
        }
        Ok(all)
    }

    async fn around(
        &self,
        tx: &mut dyn Transaction,
        item: &SubmittedItem,
        near: Vec<(ItemId, u32)>,
        list: &ListName,
        own_case: Option<CaseId>,
    ) -> Result<Around, StorageError> {
        let known = self
            .known_near(every_pdq(&item.hashes), item.hashes.vpdq().cloned())
            .await;
        let today = self.now().start_of_day();
        let volume = neighbours::read(&self.0.screening.neighbours).volume(list, today);
        let (same, contradicting) = same_file(tx, &item.hashes).await?;
        let of_others = |other: &SameFile| Some(other.case) != own_case;
        let contradictions = contradicting.iter().filter(|other| of_others(other)).count();
        let near = without(near, &contradicting);
        // Whatever picture is claimed for it.
        let known = self.known_file(tx, &item.hashes).await?.or(known);
        let everywhere = same.iter().map(|other| other.item);
        // A file that came unchanged is among the near ones too.
        let everywhere: BTreeSet<ItemId> = everywhere.chain(near.iter().map(|(id, _)| *id)).collect();
        let everywhere: Vec<ItemId> = everywhere.into_iter().collect();
        let stopped = if everywhere.is_empty() {
            0
        } else {
            // In the own case too: what was taken off the list is not back on it as another copy.
            tx.count_stopped(list, &everywhere).await?
        };
        let same: Vec<SameFile> = same.into_iter().filter(of_others).collect();
        let ids: Vec<ItemId> = near.iter().map(|(id, _)| *id).collect();
        let mut found = tx.cases_of_items(&ids).await?;
        found.retain(|(_, case)| Some(*case) != own_case);
        let there: BTreeSet<ItemId> = found.iter().map(|(id, _)| *id).collect();
        let mut cases: BTreeSet<CaseId> = found.into_iter().map(|(_, case)| case).collect();
        cases.extend(same.iter().map(|other| other.case));
        // Where only the file is the same, it is the same.
        let same = same.iter().map(|other| (other.item, 0));
        let others: Vec<(ItemId, u32)> = same
            .chain(near.into_iter().filter(|(id, _)| there.contains(id)))
            .collect();
        let nearest = others.first().map_or(0, |&(_, distance)| distance);
        let count = u32::try_from(cases.len()).unwrap_or(u32::MAX);
        let surroundings = Surroundings {
            known,
            stopped: u32::try_from(stopped).unwrap_or(u32::MAX),
            cluster: (count > 0).then_some((count, nearest)),
            contradictions: u32::try_from(contradictions).unwrap_or(u32::MAX),
            volume,
        };
        let joined = joined(tx, list, &others).await?;
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
    async fn known_near(&self, pdqs: Vec<Pdq>, video: Option<Vpdq>) -> Option<KnownNear> {
        if pdqs.is_empty() && video.is_none() {
            return None;
        }
        let neighbours = Arc::clone(&self.0.screening.neighbours);
        // A comparison with every form of every known picture: not where requests are answered.
        let found = tokio::task::spawn_blocking(move || {
            let neighbours = neighbours::read(&neighbours);
            let known = &neighbours.known;
            known.nearest(&pdqs).or_else(|| known.video(video.as_ref()?))
        });
        found.await.unwrap_or_default()
    }

    /// The entries with the same picture as an entry, or nearly: counts of all, and at most `limit` of them.
    ///
    /// # Errors
    /// Where the database fails.
    pub(crate) async fn cluster_of(
        &self,
        tx: &mut dyn Transaction,
        entry: EntryId,
        item: &storage::case::Item,
        limit: usize,
    ) -> Result<Cluster, StorageError> {
        let (distances, contradicting) = self.others_like(tx, item).await?;
        let ids: Vec<ItemId> = distances.iter().map(|(id, _)| *id).collect();
        let found = tx.cases_of_items(&ids).await?;
        let mut cases: BTreeSet<CaseId> = found.iter().map(|(_, case)| *case).collect();
        cases.insert(item.case);
        let mut rows = Vec::new();
        for (id, distance) in distances.iter().take(limit) {
            for row in tx.entries_of_item(*id).await? {
                if row.entry.id != entry {
                    rows.push(ClusterRow {
                        row,
                        distance: *distance,
                    });
                }
            }
        }
        let mut other_pictures = Vec::new();
        for other in contradicting.iter().take(limit) {
            other_pictures.extend(tx.entries_of_item(other.item).await?);
        }
        Ok(Cluster {
            cases: cases.len(),
            items: found.len(),
            rows,
            contradictions: contradicting.len(),
            contradicting: other_pictures,
        })
    }

    /// The items with the same picture as an item, or nearly, or with the same file: itself first, then the nearest.
    ///
    /// # Errors
    /// Where the database fails.
    pub(crate) async fn items_of_cluster(
        &self,
        tx: &mut dyn Transaction,
        item: &storage::case::Item,
    ) -> Result<Vec<ItemId>, StorageError> {
        let (others, _) = self.others_like(tx, item).await?;
        let others = others.into_iter().map(|(id, _)| id);
        Ok(std::iter::once(item.id).chain(others).collect())
    }

    /// The other items with the same picture, or nearly, or with the same file, the nearest first, and how near they are; and
    /// apart from them those that claim another picture for its file.
    async fn others_like(
        &self,
        tx: &mut dyn Transaction,
        item: &storage::case::Item,
    ) -> Result<(Distances, Vec<SameFile>), StorageError> {
        let near = self.near(tx, &item.hashes, 1).await?;
        let (same, mut contradicting) = same_file(tx, &item.hashes).await?;
        contradicting.retain(|other| other.item != item.id);
        let mut distances: Distances = without(near, &contradicting)
            .into_iter()
            .map(|(id, distance)| (id, Some(distance)))
            .collect();
        for other in &same {
            if !distances.iter().any(|(id, _)| *id == other.item) {
                distances.insert(0, (other.item, None));
            }
        }
        distances.retain(|(id, _)| *id != item.id);
        Ok((distances, contradicting))
    }

    /// Counts what a person sent and is kept, for usual days: how many cases, and how many photos and videos in them or added
    /// to one.
    pub(crate) fn note_volume(&self, list: &ListName, cases: u64, items: u64) {
        let today = self.now().start_of_day();
        neighbours::write(&self.0.screening.neighbours).note(list, today, cases, items);
    }
}

/// The items with the same file, and apart from them those that claim another picture or video for it, which say nothing of
/// how often there is this one. What a platform contributed may come without the hash that tells.
async fn same_file(
    tx: &mut dyn Transaction,
    hashes: &ItemHashes,
) -> Result<(Vec<SameFile>, Vec<SameFile>), StorageError> {
    let Some(sha256) = hashes.sha256() else {
        return Ok((Vec::new(), Vec::new()));
    };
    let all = tx.items_with_file(&sha256, MOST_SAME).await?;
    let videos = match hashes.vpdq() {
        Some(own) if !all.is_empty() => other_videos(tx, &sha256, own).await?,
        _ => BTreeSet::new(),
    };
    let is_same = |other: &SameFile| !contradicts(hashes, other) && !videos.contains(&other.item);
    Ok(all.into_iter().partition(is_same))
}

/// The items that claim another video for the same file.
async fn other_videos(
    tx: &mut dyn Transaction,
    sha256: &[u8; 32],
    own: &Vpdq,
) -> Result<BTreeSet<ItemId>, StorageError> {
    let others = tx.items_with_another_vpdq(sha256, own, MOST_VIDEOS).await?;
    let others = others
        .into_iter()
        .filter(|(_, other)| is_another_video(own, other));
    Ok(others.map(|(item, _)| item).collect())
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

/// What is near, less what contradicts: what is near by one of its altered copies only can do both.
fn without(mut near: Vec<(ItemId, u32)>, contradicting: &[SameFile]) -> Vec<(ItemId, u32)> {
    let contradicting: BTreeSet<ItemId> = contradicting.iter().map(|other| other.item).collect();
    near.retain(|(id, _)| !contradicting.contains(id));
    near
}

/// The PDQ of the picture and of everything derived from it.
fn every_pdq(hashes: &ItemHashes) -> Vec<Pdq> {
    hashes
        .iter()
        .filter_map(|hash| match hash.value {
            HashValue::Pdq(pdq, _) => Some(pdq),
            _ => None,
        })
        .collect()
}

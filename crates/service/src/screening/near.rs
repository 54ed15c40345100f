//! The items that have the same picture or the same video as another, or nearly, among all that there are.

use std::{
    cmp::Reverse,
    collections::{BTreeMap, BTreeSet, HashMap},
    sync::{Arc, RwLock},
};

use domain::{
    hash::{HashValue, ItemHashes},
    id::ItemId,
    screening::{Likeness, Scenes},
};
use hashing::Pdq;
use storage::{
    StorageError, Transaction,
    screening::{Print, SameFile},
};

use super::{
    neighbours::{self, Neighbours},
    same_file::same_file,
};
use crate::Service;

/// No more of the items near one are looked up, the nearest first: what is in ten thousand cases is in many.
const MOST_NEAR: usize = 10_000;
/// No more scenes are looked for of all videos of a submission, which can hold more than ten thousand.
const MOST_SOUGHT: usize = 1_200;
/// No more videos are compared with one, those first that have most of its scenes. Each has to be read from the database.
const MOST_COMPARED: usize = 100;
/// Nor with all videos of a submission together, but for [`FEWEST_COMPARED`] with each.
const MOST_COMPARED_IN_ALL: usize = 500;
/// However many were compared with the videos before it, so many are compared with each.
const FEWEST_COMPARED: usize = 10;
/// After so many scenes of a video others get a turn.
const AT_A_TURN: usize = 16;

/// An item that has the same picture or video as another, or nearly.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Near {
    pub(super) item: ItemId,
    pub(super) likeness: Likeness,
}

/// What of one item others are looked for by.
pub(super) struct Sought {
    pictures: Vec<Pdq>,
    video: Option<Arc<Scenes>>,
    /// So many scenes of its video at most.
    scenes: usize,
}

/// How much is spent on the videos of a submission.
pub(super) struct Effort {
    /// So many videos are compared with the next ones at most.
    compared: usize,
}

impl Default for Effort {
    fn default() -> Self {
        Self {
            compared: MOST_COMPARED_IN_ALL,
        }
    }
}

impl Sought {
    /// What one item is looked for by.
    pub(super) fn of(hashes: &ItemHashes) -> Self {
        let video = hashes.vpdq().and_then(Scenes::of).map(Arc::new);
        Self {
            pictures: every_pdq(hashes),
            scenes: video.as_ref().map_or(0, |video| video.count().min(MOST_SOUGHT)),
            video,
        }
    }

    /// What these items are looked for by, which share what is spent on their videos.
    pub(super) fn of_all<'a>(items: impl IntoIterator<Item = &'a ItemHashes>) -> Vec<Self> {
        let mut all: Vec<Self> = items.into_iter().map(Self::of).collect();
        let mut videos: Vec<&mut Self> = all.iter_mut().filter(|one| one.scenes > 0).collect();
        // What short ones leave over goes to the long ones.
        videos.sort_by_key(|one| one.scenes);
        let (mut left, mut waiting) = (MOST_SOUGHT, videos.len());
        for one in videos {
            one.scenes = one.scenes.min(left / waiting);
            left -= one.scenes;
            waiting -= 1;
        }
        all
    }
}

/// The items that have the same as another.
pub(super) struct Alike {
    /// Those with the same file.
    pub(super) same: Vec<SameFile>,
    /// Those with the same picture or video, or nearly, the nearest first.
    pub(super) near: Vec<Near>,
    /// Those with the same file that claim another picture or video for it: they are none of the others.
    pub(super) contradicting: Vec<SameFile>,
}

impl Alike {
    /// Those with nothing else in them.
    pub(super) fn whole(&self) -> impl Iterator<Item = ItemId> {
        let near = self.near.iter().filter(|one| one.likeness.whole);
        let same = self.same.iter().map(|other| other.item);
        same.chain(near.map(|one| one.item))
    }
}

impl Service {
    /// The items that have the same as something with these hashes, itself among them if it is one.
    pub(super) async fn alike_items(
        &self,
        tx: &mut dyn Transaction,
        hashes: &ItemHashes,
        sought: &Sought,
        effort: &mut Effort,
    ) -> Result<Alike, StorageError> {
        let (same, contradicting) = same_file(tx, hashes).await?;
        let of_file = same
            .iter()
            .chain(&contradicting)
            .map(|other| other.item)
            .collect();
        let mut near = self.near(tx, sought, &of_file, effort).await?;
        // What is near by one of its altered copies only can contradict as well.
        let apart: BTreeSet<ItemId> = contradicting.iter().map(|other| other.item).collect();
        near.retain(|one| !apart.contains(&one.item));
        Ok(Alike {
            same,
            near,
            contradicting,
        })
    }

    /// The items with the same picture, or nearly ([`SAME_PICTURE`](domain::screening::SAME_PICTURE)), or with a copy of the video
    /// or of a part of it ([`Scenes::likeness`]), the nearest first, at most [`MOST_NEAR`]; of videos none of `but`.
    async fn near(
        &self,
        tx: &mut dyn Transaction,
        sought: &Sought,
        but: &BTreeSet<ItemId>,
        effort: &mut Effort,
    ) -> Result<Vec<Near>, StorageError> {
        let mut near = self.near_pictures(sought.pictures.clone()).await?;
        if let Some(video) = &sought.video {
            near.extend(self.near_videos(tx, video, sought.scenes, but, effort).await?);
        }
        Ok(nearest_first(near))
    }

    async fn near_pictures(&self, pdqs: Vec<Pdq>) -> Result<Vec<Near>, StorageError> {
        if pdqs.is_empty() {
            return Ok(Vec::new());
        }
        let neighbours = Arc::clone(&self.0.screening.neighbours);
        computed(move || {
            let neighbours = neighbours::read(&neighbours);
            let near = pdqs.iter().flat_map(|pdq| neighbours.pictures.within(pdq));
            near.map(|(item, distance)| Near {
                item,
                likeness: Likeness {
                    distance,
                    whole: true,
                },
            })
            .collect()
        })
        .await
    }

    async fn near_videos(
        &self,
        tx: &mut dyn Transaction,
        video: &Arc<Scenes>,
        scenes: usize,
        but: &BTreeSet<ItemId>,
        effort: &mut Effort,
    ) -> Result<Vec<Near>, StorageError> {
        let neighbours = Arc::clone(&self.0.screening.neighbours);
        let sought: Vec<Pdq> = video.some(scenes).collect();
        let mut alike = computed(move || with_most_of(&neighbours, &sought)).await?;
        alike.retain(|item| !but.contains(item));
        alike.truncate(MOST_COMPARED.min(effort.compared.max(FEWEST_COMPARED)));
        effort.compared = effort.compared.saturating_sub(alike.len());
        if alike.is_empty() {
            return Ok(Vec::new());
        }
        let others = tx.videos_of_items(&alike).await?;
        let video = Arc::clone(video);
        computed(move || {
            let near = others.into_iter().filter_map(|(item, other)| {
                let likeness = video.likeness(&Scenes::of(&other)?)?;
                Some(Near { item, likeness })
            });
            near.collect()
        })
        .await
    }
}

/// Computes what takes milliseconds, among millions: not where requests are answered.
pub(super) async fn computed<T: Send + 'static>(
    compute: impl FnOnce() -> T + Send + 'static,
) -> Result<T, StorageError> {
    let computed = tokio::task::spawn_blocking(compute).await;
    computed.map_err(|error| StorageError::Driver(error.into()))
}

/// By which pictures something with these hashes is found from now on.
pub(crate) fn prints(hashes: &ItemHashes) -> Vec<Print> {
    let whole = hashes.pdq().map(|(pdq, _)| Print::Whole(pdq));
    let scenes = hashes.vpdq().and_then(Scenes::of);
    let kept = scenes.iter().flat_map(Scenes::kept).map(Print::Scene);
    whole.into_iter().chain(kept).collect()
}

/// The videos that have any of these scenes, those with most of them first, and of these the nearest.
fn with_most_of(neighbours: &RwLock<Neighbours>, scenes: &[Pdq]) -> Vec<ItemId> {
    let mut shared: HashMap<ItemId, (usize, u32)> = HashMap::new();
    for some in scenes.chunks(AT_A_TURN) {
        let neighbours = neighbours::read(neighbours);
        for scene in some {
            // However many pictures near this one a video has, it has one scene of these more.
            let mut nearest: BTreeMap<ItemId, u32> = BTreeMap::new();
            for (item, distance) in neighbours.scenes.within(scene) {
                nearest.entry(item).or_insert(distance);
            }
            for (item, distance) in nearest {
                let (scenes, distances) = shared.entry(item).or_default();
                *scenes += 1;
                *distances += distance;
            }
        }
    }
    let mut shared: Vec<(ItemId, (usize, u32))> = shared.into_iter().collect();
    shared.sort_unstable_by_key(|&(item, (scenes, distances))| (Reverse(scenes), distances, item));
    shared.into_iter().map(|(item, _)| item).collect()
}

/// Each item once, by what is most like it, at most [`MOST_NEAR`].
fn nearest_first(mut near: Vec<Near>) -> Vec<Near> {
    near.sort_unstable_by_key(|one| (one.item, !one.likeness.whole, one.likeness.distance));
    near.dedup_by_key(|one| one.item);
    near.sort_by_key(|one| (!one.likeness.whole, one.likeness.distance));
    near.truncate(MOST_NEAR);
    near
}

/// The PDQ of the picture and of everything derived from it.
pub(super) fn every_pdq(hashes: &ItemHashes) -> Vec<Pdq> {
    hashes
        .iter()
        .filter_map(|hash| match hash.value {
            HashValue::Pdq(pdq, _) => Some(pdq),
            _ => None,
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::testing::video_form;

    fn sought(lengths: &[u16]) -> Vec<usize> {
        let hashes: Vec<ItemHashes> = (1..)
            .zip(lengths)
            .map(|(key, &length)| video_form(key, length).parse().unwrap().items.remove(0).hashes)
            .collect();
        Sought::of_all(&hashes).iter().map(|one| one.scenes).collect()
    }

    #[test]
    fn all_scenes_are_looked_for_where_there_are_few_and_what_short_videos_leave_over_goes_to_long_ones() {
        assert_eq!(sought(&[600]), [600]);
        assert_eq!(sought(&[600, 20, 600]), [590, 20, 590]);
        let mut many = vec![1; 99];
        many.push(600);
        assert_eq!(sought(&many)[99], 600);
        assert_eq!(sought(&[600; 4]), [300; 4]);
    }
}

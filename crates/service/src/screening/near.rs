//! The items that have the same picture or the same video as another, or nearly, among all that there are.

use std::{
    collections::HashMap,
    sync::{Arc, RwLock},
};

use domain::{hash::ItemHashes, id::ItemId, screening::Scenes};
use hashing::Pdq;
use storage::{StorageError, Transaction, screening::Print};

use super::{
    every_pdq,
    neighbours::{self, Neighbours},
};
use crate::Service;

/// No more of the items near one are looked up, the nearest first: what is in ten thousand cases is in many.
const MOST_NEAR: usize = 10_000;
/// No more pictures of one video are looked for, those from all over it that tell it from others.
const MOST_OF_VIDEO: usize = 200;
/// Nor of all videos of a submission together, which can hold more than ten thousand.
const MOST_OF_VIDEOS: usize = 1_000;
/// However many videos there are, so many pictures are looked for of each.
const FEWEST_OF_VIDEO: usize = 10;
/// No more videos are compared with one, those first that have most of its pictures. Each has to be read from the database.
const MOST_COMPARED: usize = 100;
/// After so many pictures of a video others get a turn.
const AT_ONCE: usize = 16;

impl Service {
    /// The items with the same picture as this, or nearly ([`SAME_PICTURE`](domain::screening::SAME_PICTURE)), or of a copy of its
    /// video ([`Scenes::distance`]), the nearest first, at most [`MOST_NEAR`]. It is one of so many `videos` that are looked for.
    pub(super) async fn near(
        &self,
        tx: &mut dyn Transaction,
        hashes: &ItemHashes,
        videos: usize,
    ) -> Result<Vec<(ItemId, u32)>, StorageError> {
        let mut near = self.near_pictures(every_pdq(hashes)).await;
        if let Some(scenes) = hashes.vpdq().and_then(Scenes::of) {
            let most = (MOST_OF_VIDEOS / videos.max(1)).clamp(FEWEST_OF_VIDEO, MOST_OF_VIDEO);
            near.extend(self.near_videos(tx, scenes, most).await?);
        }
        Ok(nearest_first(near))
    }

    async fn near_pictures(&self, pdqs: Vec<Pdq>) -> Vec<(ItemId, u32)> {
        if pdqs.is_empty() {
            return Vec::new();
        }
        let neighbours = Arc::clone(&self.0.screening.neighbours);
        // Milliseconds of computing, among millions: not where requests are answered.
        let found = tokio::task::spawn_blocking(move || {
            let neighbours = neighbours::read(&neighbours);
            let near = pdqs.iter().flat_map(|pdq| neighbours.pictures.within(pdq));
            near.collect()
        });
        found.await.unwrap_or_default()
    }

    /// The videos of which this one is a copy, or they of it, with the distance of the nearest pictures.
    async fn near_videos(
        &self,
        tx: &mut dyn Transaction,
        scenes: Scenes,
        most: usize,
    ) -> Result<Vec<(ItemId, u32)>, StorageError> {
        let scenes = Arc::new(scenes);
        let neighbours = Arc::clone(&self.0.screening.neighbours);
        let sought = Arc::clone(&scenes);
        let alike = tokio::task::spawn_blocking(move || with_most_of(&neighbours, &sought, most));
        let alike = alike.await.unwrap_or_default();
        if alike.is_empty() {
            return Ok(Vec::new());
        }
        let videos = tx.videos_of_items(&alike).await?;
        let compared = tokio::task::spawn_blocking(move || {
            let near = videos
                .into_iter()
                .filter_map(|(item, video)| Some((item, scenes.distance(&Scenes::of(&video)?)?)));
            near.collect()
        });
        Ok(compared.await.unwrap_or_default())
    }
}

/// By which pictures something with these hashes is found from now on.
pub(crate) fn prints(hashes: &ItemHashes) -> Vec<Print> {
    let whole = hashes.pdq().map(|(pdq, _)| Print::Whole(pdq));
    let scenes = hashes.vpdq().and_then(Scenes::of);
    let kept = scenes.iter().flat_map(Scenes::kept).map(Print::Scene);
    whole.into_iter().chain(kept).collect()
}

/// The videos that have any of these scenes, those with most first, at most [`MOST_COMPARED`].
fn with_most_of(neighbours: &RwLock<Neighbours>, scenes: &Scenes, most: usize) -> Vec<ItemId> {
    let sought: Vec<Pdq> = scenes.sought(most).collect();
    let mut shared: HashMap<ItemId, usize> = HashMap::new();
    for some in sought.chunks(AT_ONCE) {
        let neighbours = neighbours::read(neighbours);
        for pdq in some {
            for (item, _) in neighbours.scenes.within(pdq) {
                *shared.entry(item).or_default() += 1;
            }
        }
    }
    let mut shared: Vec<(ItemId, usize)> = shared.into_iter().collect();
    shared.sort_unstable_by_key(|&(item, scenes)| (std::cmp::Reverse(scenes), item));
    shared.truncate(MOST_COMPARED);
    shared.into_iter().map(|(item, _)| item).collect()
}

/// Each item once, by the nearest of its pictures, at most [`MOST_NEAR`].
fn nearest_first(mut near: Vec<(ItemId, u32)>) -> Vec<(ItemId, u32)> {
    near.sort_unstable_by_key(|&(id, distance)| (id, distance));
    near.dedup_by_key(|(id, _)| *id);
    near.sort_by_key(|&(_, distance)| distance);
    near.truncate(MOST_NEAR);
    near
}

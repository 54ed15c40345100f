//! The items with the same file as another, and those that claim another picture or video for it.

use std::collections::BTreeSet;

use domain::{
    hash::ItemHashes,
    id::ItemId,
    screening::{SAME_PICTURE, is_another_video},
};
use hashing::Vpdq;
use storage::{StorageError, Transaction, screening::SameFile};

/// No more items with the same file are looked at.
const MOST_SAME: u32 = 1_000;
/// No more videos that are claimed for one file are compared with one, because honest claims are nearly always equal. Whoever
/// makes up more than these only has the others counted as the same file.
const MOST_VIDEOS: u32 = 32;

/// The items with the same file, and apart from them those that claim another picture or video for it, which say nothing of
/// how often there is this one. What a platform contributed may come without the hash that tells.
pub(super) async fn same_file(
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

/// Whether another item claims another picture for the same file.
fn contradicts(hashes: &ItemHashes, other: &SameFile) -> bool {
    match (hashes.pdq(), other.pdq) {
        (Some((own, _)), Some(other)) => own.distance(&other) > SAME_PICTURE,
        _ => false,
    }
}

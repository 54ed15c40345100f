//! The entries with the same picture or video as another.

use std::collections::BTreeSet;

use domain::{
    id::{CaseId, EntryId, ItemId},
    screening::Likeness,
};
use storage::{StorageError, Transaction, entry::QueueRow, screening::SameFile};

use super::near::{Effort, Sought};
use crate::Service;

/// Items, the nearest first, and how like each is; `None` where only the file is the same.
type Others = Vec<(ItemId, Option<Likeness>)>;

/// Another entry with the same picture, or nearly.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ClusterRow {
    /// What a queue shows of it.
    pub row: QueueRow,
    /// How like it is; `None` where only the file is the same.
    pub likeness: Option<Likeness>,
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
        let (others, contradicting) = self.others_like(tx, item).await?;
        let ids: Vec<ItemId> = others.iter().map(|(id, _)| *id).collect();
        let found = tx.cases_of_items(&ids).await?;
        let mut cases: BTreeSet<CaseId> = found.iter().map(|(_, case)| *case).collect();
        cases.insert(item.case);
        let mut rows = Vec::new();
        for (id, likeness) in others.iter().take(limit) {
            for row in tx.entries_of_item(*id).await? {
                if row.entry.id != entry {
                    rows.push(ClusterRow {
                        row,
                        likeness: *likeness,
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

    /// The other items with the same picture or video, or nearly, or with the same file, the nearest first. What is a part of its
    /// video only, or has it as a part, is none: it shows something else too.
    ///
    /// # Errors
    /// Where the database fails.
    pub(crate) async fn others_of_cluster(
        &self,
        tx: &mut dyn Transaction,
        item: &storage::case::Item,
    ) -> Result<Vec<ItemId>, StorageError> {
        let (others, _) = self.others_like(tx, item).await?;
        let is_whole = |likeness: Option<Likeness>| likeness.is_none_or(|likeness| likeness.whole);
        let whole = others.into_iter().filter(|(_, likeness)| is_whole(*likeness));
        Ok(whole.map(|(id, _)| id).collect())
    }

    /// The other items with the same picture or video, or nearly, or a part of it, or with the same file, the nearest first,
    /// and how like they are; and apart from them those that claim another picture for its file.
    async fn others_like(
        &self,
        tx: &mut dyn Transaction,
        item: &storage::case::Item,
    ) -> Result<(Others, Vec<SameFile>), StorageError> {
        let sought = Sought::of(&item.hashes);
        let alike = self
            .alike_items(tx, &item.hashes, &sought, &mut Effort::default())
            .await?;
        let near = alike.near.iter().map(|one| (one.item, Some(one.likeness)));
        let is_near = |id: ItemId| alike.near.iter().any(|one| one.item == id);
        let same = alike.same.iter().map(|other| other.item);
        let same = same.filter(|id| !is_near(*id)).map(|id| (id, None));
        let mut others: Others = same.chain(near).collect();
        others.retain(|(id, _)| *id != item.id);
        let mut contradicting = alike.contradicting;
        contradicting.retain(|other| other.item != item.id);
        Ok((others, contradicting))
    }
}

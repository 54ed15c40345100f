//! What is on lists, or waits, when a picture or a file comes to be known.

use std::{
    collections::{BTreeMap, BTreeSet, HashMap},
    slice,
    sync::Arc,
};

use domain::{
    entry::Priority,
    id::{EntryId, ItemId},
    list::ListName,
    screening::{Finding, KnownNear},
};
use hashing::Pdq;
use storage::StorageError;

use super::{
    doubt::mark,
    gallery::{Gallery, Sought, of_same_file},
    known::Public,
    near::computed,
};
use crate::{Service, dispute::bring_up, tally::Counts};

/// So many pictures of items are compared at a time.
const PAGE: u32 = 50_000;
/// So many videos, because one can take as much as 650 photos do.
const PAGE_OF_VIDEOS: u32 = 500;
/// The entries of so many items are marked in one transaction: submissions wait for it.
const AT_ONCE: usize = 100;

impl Service {
    /// Marks the entries that are one of these pictures or files and have not ended, and puts them before staff, also where
    /// someone had decided: it is news. None of them moves. Where a list ignores known pictures, none is marked. Returns how
    /// many were.
    pub(super) async fn mark_listed(&self, public: &[Public]) -> Result<usize, StorageError> {
        let mut found = self.items_that_look_like(public).await?;
        found.extend(self.items_with_files_of(public).await?);
        let found: Vec<(ItemId, KnownNear)> = found.into_iter().collect();
        let mut marked = 0;
        for some in found.chunks(AT_ONCE) {
            marked += self.mark_entries_of(some).await?;
        }
        Ok(marked)
    }

    /// The items with one of these files.
    async fn items_with_files_of(
        &self,
        public: &[Public],
    ) -> Result<BTreeMap<ItemId, KnownNear>, StorageError> {
        let mut tx = self.storage().read().await?;
        let mut found = BTreeMap::new();
        for one in public.iter().filter(|one| !one.file.is_empty()) {
            for item in tx.items_with_hashes(&one.file).await? {
                found.insert(item, of_same_file(one.source.clone()));
            }
        }
        Ok(found)
    }

    /// The items whose picture is near one of these, or near a form of one, and the videos that show hardly anything else. Every
    /// item is compared once, as it is read: an
    /// index of millions, for a few pictures and in a process that ends then, would take longer to make.
    async fn items_that_look_like(
        &self,
        public: &[Public],
    ) -> Result<BTreeMap<ItemId, KnownNear>, StorageError> {
        let mut found = BTreeMap::new();
        let sought: Vec<Sought> = public
            .iter()
            .filter(|one| one.pdq.is_some())
            .map(Sought::from)
            .collect();
        if sought.is_empty() {
            return Ok(found);
        }
        let sought = Arc::new(Gallery::of(sought));
        let mut after = None;
        loop {
            // One transaction a page: a long one would keep the database from clearing up.
            let mut tx = self.storage().read().await?;
            let page = tx.fingerprints(after, PAGE).await?;
            drop(tx);
            let Some(&(last, _)) = page.last() else {
                break;
            };
            after = Some(last);
            let nearest = |sought: &Gallery, pdq: &Pdq| sought.nearest(slice::from_ref(pdq));
            found.extend(compared(&sought, page, nearest).await?);
        }
        after = None;
        loop {
            let mut tx = self.storage().read().await?;
            let page = tx.videos(after, PAGE_OF_VIDEOS).await?;
            drop(tx);
            let Some(&(last, _)) = page.last() else {
                return Ok(found);
            };
            after = Some(last);
            found.extend(compared(&sought, page, Gallery::video).await?);
        }
    }

    async fn mark_entries_of(&self, items: &[(ItemId, KnownNear)]) -> Result<usize, StorageError> {
        let mut tx = self.storage().begin().await?;
        let mut due: BTreeMap<EntryId, (ListName, &KnownNear)> = BTreeMap::new();
        for (item, near) in items {
            for row in tx.entries_of_item(*item).await? {
                due.insert(row.entry.id, (row.entry.list, near));
            }
        }
        let entries: Vec<EntryId> = due.keys().copied().collect();
        tx.lock_entries(&entries).await?;
        let lists: BTreeSet<ListName> = due.values().map(|(list, _)| list.clone()).collect();
        let mut policies = HashMap::new();
        for list in lists {
            if let Some(policy) = tx.policy(&list, self.now()).await? {
                policies.insert(list, policy);
            }
        }
        let (mut counts, mut marked) = (Counts::default(), 0);
        for (id, (list, near)) in due {
            let Some(policy) = policies.get(&list) else {
                continue;
            };
            let finding = Finding::KnownPublic {
                distance: near.distance,
                compared: near.compared,
                source: near.source.clone(),
            };
            if let Some(entry) = mark(tx.as_mut(), id, finding, policy, &mut counts).await? {
                tx.update_entry(&entry.with_news()).await?;
                bring_up(tx.as_mut(), id, Priority::Unverified).await?;
                marked += 1;
            }
        }
        self.count(tx.as_mut(), self.now(), counts).await?;
        tx.commit().await?;
        Ok(marked)
    }
}

/// Those of these items that look like something in a gallery.
async fn compared<T: Send + 'static>(
    sought: &Arc<Gallery>,
    page: Vec<(ItemId, T)>,
    nearest: impl Fn(&Gallery, &T) -> Option<KnownNear> + Send + 'static,
) -> Result<Vec<(ItemId, KnownNear)>, StorageError> {
    let sought = Arc::clone(sought);
    computed(move || {
        let near = page
            .into_iter()
            .filter_map(|(item, looks)| Some((item, nearest(&sought, &looks)?)));
        near.collect()
    })
    .await
}

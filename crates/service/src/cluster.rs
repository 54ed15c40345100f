//! Which entries one decision about a whole cluster is about. It is proposed as any decision about many is ([`crate::bulk`]).

use std::collections::HashMap;

use domain::{
    entry::{Standing, State},
    id::{EntryId, ItemId},
    list::ListName,
};
use storage::{StorageError, entry::QueueRow};

use crate::{
    Service,
    bulk::{ChosenFacts, MOST, is_open},
    review::claimants,
};

/// Which of a cluster are taken first, where there are more than one decision is about.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum First {
    /// What nobody has decided about yet, and what is suspended last: so whatever is decided about one part of a cluster, the
    /// next one is of what is left.
    #[default]
    Undecided,
    /// What is suspended, to reinstate one part after another.
    Suspended,
}

impl First {
    const fn rank(self, state: State) -> u8 {
        let rank = match state {
            State::Pending | State::Published(Standing::Unverified) => 0,
            State::Published(Standing::Confirmed) => 1,
            State::Suspended(_) | State::Rejected | State::Withdrawn => 2,
        };
        match self {
            Self::Undecided => rank,
            Self::Suspended => 2 - rank,
        }
    }
}

/// The entries on one list that have the same picture as an entry, or nearly, and can be decided about together.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ClusterChoice {
    /// On which list. What is right on one may be out of the scope of another.
    pub list: ListName,
    /// How many there are of whatever can be decided about, the entry itself among them.
    pub in_all: usize,
    /// How many of these are suspended.
    pub suspended: usize,
    /// As many of them as one decision is about: the entry itself first, if it can be decided about, and the nearest first
    /// among those that stand alike.
    pub entries: Vec<ChosenFacts>,
}

impl Service {
    /// What one decision about the cluster of an entry would be about; `None` where there is no such entry.
    ///
    /// # Errors
    /// Where the database fails.
    pub async fn cluster_choice(
        &self,
        entry: EntryId,
        first: First,
    ) -> Result<Option<ClusterChoice>, StorageError> {
        // So that what came a moment ago is among them.
        self.refresh_screening().await?;
        let mut tx = self.storage().read().await?;
        let Some(entry) = tx.lookup_entry(entry).await? else {
            return Ok(None);
        };
        let Some(item) = tx.lookup_item(entry.item).await? else {
            return Ok(None);
        };
        let now = self.now();
        let others = self.others_of_cluster(tx.as_mut(), &item).await?;
        let items: Vec<ItemId> = std::iter::once(item.id).chain(others).collect();
        let mut all = tx.entries_of_items(&entry.list, &items).await?;
        all.retain(|one| is_open(one, now));
        let places: HashMap<ItemId, usize> = items.into_iter().zip(0..).collect();
        all.sort_by_key(|one| {
            let place = places.get(&one.item).copied();
            (one.id != entry.id, first.rank(one.state), place)
        });
        let suspended = all.iter().filter(|one| matches!(one.state, State::Suspended(_)));
        let (in_all, suspended) = (all.len(), suspended.count());
        all.truncate(MOST);
        let ids: Vec<EntryId> = all.iter().map(|one| one.id).collect();
        let rows = tx.rows_of_entries(&ids).await?;
        let mut rows: HashMap<EntryId, QueueRow> = rows.into_iter().map(|row| (row.entry.id, row)).collect();
        let mut claimed = claimants(tx.as_mut(), &ids, now).await?;
        let entries = all.into_iter().map(|one| ChosenFacts {
            entry: one.id,
            findings: rows.remove(&one.id).map(|row| row.findings).unwrap_or_default(),
            stays: false,
            taken_back: false,
            claimed: claimed.remove(&one.id),
            now: Some(one),
        });
        Ok(Some(ClusterChoice {
            list: entry.list,
            in_all,
            suspended,
            entries: entries.collect(),
        }))
    }
}

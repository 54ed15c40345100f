//! What else is on a list with a picture that is taken off it: staff look at that too.

use std::{
    collections::{
        BTreeSet, HashMap,
        hash_map::Entry::{Occupied, Vacant},
    },
    time::Duration,
};

use domain::{
    Timestamp,
    entry::{Action, Entry, State},
    id::EntryId,
    list::{ListName, Policy},
    screening::{Finding, FindingKind, Treatment},
};
use storage::{StorageError, Transaction};
use tokio::time::{interval, timeout};
use tokio_util::sync::CancellationToken;

use super::{around::MOST_ASKED, doubt::mark};
use crate::{Service, dispute::put_first, tally::Counts};

/// So many entries are marked at most when others are taken off, so that nobody waits long for it. For those that are left it
/// stays due.
const MOST_MARKED: usize = 500;
/// Whoever says what suspends entries waits no longer for the marks, which go on without them.
const PATIENCE: Duration = Duration::from_secs(2);
/// For so many entries that were suspended by rule what else has their picture is looked for at a time.
const AT_ONCE: usize = 50;
/// How often this node looks for marks that no node has got to.
const LOOKS_EVERY: Duration = Duration::from_secs(30);
/// So long they are left to the node that suspended the entry.
const LEFT_ALONE: Duration = Duration::from_secs(60);
/// Marks are made for so many entries at most when this node looks. Those that are left have their turn when one looks next.
const MOST_LOOKED_UP: u32 = 500;

/// Whether that takes a picture off the list, or keeps it off for good.
pub(crate) const fn stops(action: Action) -> bool {
    matches!(action, Action::Suspend | Action::Reject)
}

/// Whether an entry is on the list.
const fn is_published(entry: &Entry) -> bool {
    matches!(entry.state, State::Published(_))
}

/// What is to be marked because other entries are taken off their list.
#[derive(Debug, Default)]
pub(crate) struct ToMark {
    /// Entries that are on the list of one of these and have its picture, or nearly. At most [`MOST_MARKED`].
    pub(crate) entries: Vec<EntryId>,
    /// Where there are more, the entries that are taken off.
    left_of: Vec<EntryId>,
}

impl Service {
    /// What is on the list of one of these entries and has its picture, or nearly, in whatever case, and does not say yet that
    /// this was taken off the list; nothing where the list ignores that.
    pub(crate) async fn having_pictures_of(&self, entries: &[EntryId]) -> Result<ToMark, StorageError> {
        // So that what came a moment ago is among them.
        self.refresh_screening().await?;
        let mut tx = self.storage().read().await?;
        let (mut alike, mut policies) = (BTreeSet::new(), Policies::default());
        // Those that are decided about together are of one cluster, mostly.
        let mut seen = BTreeSet::new();
        for &entry in entries {
            if alike.len() >= MOST_MARKED {
                break;
            }
            let Some(entry) = tx.lookup_entry(entry).await? else {
                continue;
            };
            if policies
                .ignore_stopped(tx.as_mut(), &entry.list, self.now())
                .await?
            {
                continue;
            }
            let Some(item) = tx.lookup_item(entry.item).await? else {
                continue;
            };
            let others = self.others_of_cluster(tx.as_mut(), &item).await?;
            let others: Vec<_> = others
                .into_iter()
                .filter(|id| seen.insert((entry.list.clone(), *id)))
                .collect();
            for asked in others.chunks(MOST_ASKED) {
                let lacking = tx
                    .entries_lacking(FindingKind::Stopped, &entry.list, asked)
                    .await?;
                let lacking: Vec<EntryId> = lacking.into_iter().map(|(_, entry)| entry).collect();
                let rows = tx.rows_of_entries(&lacking).await?;
                let published = rows.into_iter().map(|row| row.entry).filter(is_published);
                alike.extend(published.map(|entry| entry.id));
                if alike.len() >= MOST_MARKED {
                    break;
                }
            }
        }
        let left_of = if alike.len() < MOST_MARKED { &[] } else { entries };
        Ok(ToMark {
            entries: alike.into_iter().take(MOST_MARKED).collect(),
            left_of: left_of.to_vec(),
        })
    }

    /// As [`mark_alike`], of entries that were suspended by rule in a transaction that is over: that one holds as many entries
    /// as a platform speaks of, and whichever more it held would be out of their order. It noted that this is due.
    pub(crate) async fn mark_alike_afterwards(&self, suspended: Vec<EntryId>) {
        if suspended.is_empty() {
            return;
        }
        let service = self.clone();
        let marking = tokio::spawn(async move {
            let _turn = service.0.screening.marking.lock().await;
            service.mark_in_turn(&suspended).await;
        });
        // It breaks off only where this node stops, and not where the platform that said it has gone.
        if let Ok(Err(_)) = timeout(PATIENCE, marking).await {
            tracing::error!("marking what has the picture of a suspended entry broke off");
        }
    }

    /// Looks now and then for marks that are due, until cancelled.
    pub(super) async fn keep_marking(&self, cancelled: &CancellationToken) {
        let mut ticks = interval(LOOKS_EVERY);
        while cancelled.run_until_cancelled(ticks.tick()).await.is_some() {
            // What breaks off is due still.
            let marked = cancelled.run_until_cancelled(self.mark_what_is_due()).await;
            if let Some(Err(error)) = marked {
                tracing::warn!(
                    error = &error as &dyn std::error::Error,
                    "which marks are due could not be read; trying again"
                );
            }
        }
    }

    /// Marks what has the picture of entries that were suspended by rule a while ago and whose node did not get to it, because
    /// it stopped or the database failed.
    ///
    /// # Errors
    /// Where it cannot be read which entries these are.
    pub async fn mark_what_is_due(&self) -> Result<(), StorageError> {
        // Whoever marks on this node may be about to mark for these.
        let Ok(_turn) = self.0.screening.marking.try_lock() else {
            return Ok(());
        };
        let until = self.now().minus(LEFT_ALONE);
        let mut tx = self.storage().read().await?;
        let due = tx.alike_due(until, MOST_LOOKED_UP).await?;
        drop(tx);
        self.mark_in_turn(&due).await;
        Ok(())
    }

    /// As [`mark_alike`], of these entries, some after the others. Where the database fails for some, it stays due for them.
    async fn mark_in_turn(&self, suspended: &[EntryId]) {
        for some in suspended.chunks(AT_ONCE) {
            if let Err(error) = self.mark_all_alike(some).await {
                tracing::warn!(
                    error = &error as &dyn std::error::Error,
                    "what has the picture of a suspended entry could not be marked; trying again later"
                );
            }
        }
    }

    async fn mark_all_alike(&self, suspended: &[EntryId]) -> Result<(), StorageError> {
        // What is suspended once more from here on is due once more.
        let until = self.now();
        let alike = self.having_pictures_of(suspended).await?;
        let mut tx = self.storage().begin().await?;
        tx.lock_entries(&alike.entries).await?;
        let mut counts = Counts::default();
        tx.remove_alike_due(suspended, until).await?;
        // What is left of them is due from now on.
        mark_alike(tx.as_mut(), &alike, self.now(), &mut counts).await?;
        self.count(tx.as_mut(), self.now(), counts).await?;
        tx.commit().await
    }
}

/// Policies of lists as they were read first.
#[derive(Default)]
struct Policies(HashMap<ListName, Option<Policy>>);

impl Policies {
    async fn of(
        &mut self,
        tx: &mut dyn Transaction,
        list: &ListName,
        now: Timestamp,
    ) -> Result<Option<&Policy>, StorageError> {
        let policy = match self.0.entry(list.clone()) {
            Vacant(unread) => {
                let policy = tx.policy(unread.key(), now).await?;
                unread.insert(policy)
            }
            Occupied(read) => read.into_mut(),
        };
        Ok(policy.as_ref())
    }

    async fn ignore_stopped(
        &mut self,
        tx: &mut dyn Transaction,
        list: &ListName,
        now: Timestamp,
    ) -> Result<bool, StorageError> {
        let policy = self.of(tx, list, now).await?;
        Ok(policy.is_none_or(|policy| policy.treatments.of(FindingKind::Stopped) == Treatment::Ignore))
    }
}

/// Marks those of these entries, which are locked, that are on the list still, and puts them before the eyes of staff. They
/// stay where they are: one entry that is off the list says nothing yet against another with its picture, and one word would
/// take all of them off. An entry is marked so once and never again, also where the other one comes back. Where there are more
/// than are marked at once, some node does it later for those.
pub(crate) async fn mark_alike(
    tx: &mut dyn Transaction,
    alike: &ToMark,
    now: Timestamp,
    counts: &mut Counts,
) -> Result<(), StorageError> {
    let mut policies = Policies::default();
    for &id in &alike.entries {
        let Some(entry) = tx.lookup_entry(id).await?.filter(is_published) else {
            continue;
        };
        let Some(policy) = policies.of(tx, &entry.list, now).await? else {
            continue;
        };
        // Of the one that is certain. How many there are by now, its page shows.
        let finding = Finding::Stopped { entries: 1 };
        if let Some(entry) = mark(tx, id, finding, policy, counts).await? {
            // Whoever is about to decide about it is told that there is news.
            tx.update_entry(&entry.with_news()).await?;
            put_first(tx, id).await?;
        }
    }
    for &entry in &alike.left_of {
        if tx.lookup_entry(entry).await?.is_some() {
            tx.add_alike_due(entry, now).await?;
        }
    }
    Ok(())
}

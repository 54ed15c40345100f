//! The calls that mutants change. Each is the database's own unless the mutant is the one that it is about.

use std::{collections::HashSet, time::Duration};

use domain::{
    Clock as _, Entropy, Timestamp,
    case::Case,
    change::{Change, ChangeKind, Checkpoint, EMPTY, chain},
    list::ListName,
};
use storage::{
    StorageError, Transaction,
    history::{Announcement, Content, Listing, ListingCursor, PublishedChange, Queued},
};
use tokio::time::sleep;

use super::{Mutant, storage::MutatedTransaction};
use crate::clock::{SystemClock, SystemEntropy};

pub(crate) async fn find_case_by_submission(
    tx: &mut MutatedTransaction,
    submission_mac: &[u8; 32],
) -> Result<Option<Case>, StorageError> {
    if tx.shared.mutant == Mutant::ForgetsKeys {
        return Ok(None);
    }
    tx.inner.find_case_by_submission(submission_mac).await
}

pub(crate) async fn add_case(tx: &mut MutatedTransaction, case: &Case) -> Result<(), StorageError> {
    if tx.shared.mutant == Mutant::ForgetsKeys
        && tx
            .inner
            .find_case_by_submission(&case.submission_mac)
            .await?
            .is_some()
    {
        let entropy: &dyn Entropy = &SystemEntropy;
        let other = Case {
            number_mac: entropy.bytes(),
            submission_mac: entropy.bytes(),
            ..case.clone()
        };
        return tx.inner.add_case(&other).await;
    }
    tx.inner.add_case(case).await
}

pub(crate) async fn announce(
    tx: &mut MutatedTransaction,
    announcement: &Announcement,
) -> Result<(), StorageError> {
    tx.announced = true;
    if tx.shared.mutant == Mutant::AnnouncesApart {
        tx.apart.push(announcement.clone());
        return Ok(());
    }
    tx.inner.announce(announcement).await
}

pub(crate) async fn outbox(tx: &mut MutatedTransaction, limit: u32) -> Result<Vec<Queued>, StorageError> {
    let mut waiting = tx.inner.outbox(limit).await?;
    match tx.shared.mutant {
        Mutant::NumbersTwice => {
            let again: Vec<Queued> = waiting.iter().filter(|one| one.id % 5 == 0).cloned().collect();
            waiting.extend(again);
        }
        Mutant::ReversesBatches => {
            // The sequencer goes by the ids: the last announcement of an entry gets the first one's.
            for place in 0..waiting.len() {
                let entry = waiting[place].announcement.entry;
                let later =
                    (place + 1..waiting.len()).find(|&other| waiting[other].announcement.entry == entry);
                if let Some(later) = later {
                    let (first, second) = (waiting[place].id, waiting[later].id);
                    (waiting[place].id, waiting[later].id) = (second, first);
                }
            }
        }
        _ => {}
    }
    Ok(waiting)
}

pub(crate) async fn fence(tx: &mut MutatedTransaction, epoch: i64) -> Result<(), StorageError> {
    if tx.shared.mutant == Mutant::LeadsUnfenced {
        return Ok(());
    }
    tx.inner.fence(epoch).await
}

pub(crate) async fn append(
    tx: &mut MutatedTransaction,
    taken: &[i64],
    changes: &[Change],
    checkpoint: &Checkpoint,
) -> Result<(), StorageError> {
    match tx.shared.mutant {
        Mutant::NumbersTwice => {
            let once: HashSet<i64> = taken.iter().copied().collect();
            let once: Vec<i64> = once.into_iter().collect();
            tx.inner.append(&once, changes, checkpoint).await
        }
        Mutant::StampsBackwards => {
            let back = Duration::from_secs(checkpoint.size % 7 * 20);
            let at = SystemClock.now().minus(back).start_of_second();
            let (changes, checkpoint) = renumbered(tx.inner.as_mut(), changes, checkpoint, at).await?;
            tx.inner.append(taken, &changes, &checkpoint).await
        }
        Mutant::StatesStaleCheckpoints => {
            let mut digest = tx
                .inner
                .checkpoint(&checkpoint.list)
                .await?
                .map_or(EMPTY, |head| head.digest);
            for change in changes.iter().take(changes.len().saturating_sub(1)) {
                digest = chain(&digest, change);
            }
            let stale = Checkpoint {
                digest,
                ..checkpoint.clone()
            };
            tx.inner.append(taken, changes, &stale).await
        }
        Mutant::LeadsUnfenced => {
            // As a program would that goes by the newest number and trusts to be alone.
            let entropy: &dyn Entropy = &SystemEntropy;
            sleep(Duration::from_millis(u64::from(entropy.bytes::<1>()[0]) / 2)).await;
            let left: HashSet<i64> = tx
                .inner
                .outbox(u32::MAX)
                .await?
                .iter()
                .map(|one| one.id)
                .collect();
            let taken: Vec<i64> = taken.iter().copied().filter(|id| left.contains(id)).collect();
            let (changes, checkpoint) =
                renumbered(tx.inner.as_mut(), changes, checkpoint, checkpoint.at).await?;
            tx.inner.append(&taken, &changes, &checkpoint).await
        }
        _ => tx.inner.append(taken, changes, checkpoint).await,
    }
}

/// The same changes after the newest one that there is now, stamped with `at`.
async fn renumbered(
    tx: &mut dyn Transaction,
    changes: &[Change],
    checkpoint: &Checkpoint,
    at: Timestamp,
) -> Result<(Vec<Change>, Checkpoint), StorageError> {
    let head = tx.checkpoint(&checkpoint.list).await?;
    let (mut size, mut digest) = head.map_or((0, EMPTY), |head| (head.size, head.digest));
    let mut renumbered = Vec::new();
    for change in changes {
        size += 1;
        let change = Change {
            number: size,
            changed_at: at,
            ..change.clone()
        };
        digest = chain(&digest, &change);
        renumbered.push(change);
    }
    let checkpoint = Checkpoint {
        list: checkpoint.list.clone(),
        size,
        digest,
        at,
    };
    Ok((renumbered, checkpoint))
}

pub(crate) async fn checkpoint(
    tx: &mut MutatedTransaction,
    list: &ListName,
) -> Result<Option<Checkpoint>, StorageError> {
    let head = tx.inner.checkpoint(list).await?;
    if tx.shared.mutant != Mutant::FeedsByOutboxId {
        return Ok(head);
    }
    let fed = fed_by_id(tx, list).await?;
    Ok(head.map(|head| Checkpoint {
        size: fed.last().map_or(0, |last| last.change.number),
        digest: fed.iter().fold(EMPTY, |digest, one| chain(&digest, &one.change)),
        ..head
    }))
}

pub(crate) async fn changes(
    tx: &mut MutatedTransaction,
    list: &ListName,
    after: u64,
    limit: u32,
) -> Result<Vec<PublishedChange>, StorageError> {
    match tx.shared.mutant {
        Mutant::SkipsAtPages if after > 0 => tx.inner.changes(list, after + 1, limit).await,
        Mutant::FeedsByOutboxId => {
            let mut fed = fed_by_id(tx, list).await?;
            fed.retain(|one| one.change.number > after);
            fed.truncate(usize::try_from(limit).unwrap_or(usize::MAX));
            Ok(fed)
        }
        Mutant::ServesRemoved => {
            let mut page = tx.inner.changes(list, after, limit).await?;
            tx.shared.with_given(|given| {
                for one in &mut page {
                    match &one.content {
                        Some(content) => {
                            given.insert(one.change.entry, content.clone());
                        }
                        None if one.change.kind != ChangeKind::Remove => {
                            one.content = given.get(&one.change.entry).cloned();
                        }
                        None => {}
                    }
                }
            });
            Ok(page)
        }
        _ => tx.inner.changes(list, after, limit).await,
    }
}

/// The outbox as a feed: what is committed, by the ids that its rows got when they were written.
async fn fed_by_id(
    tx: &mut MutatedTransaction,
    list: &ListName,
) -> Result<Vec<PublishedChange>, StorageError> {
    let rows = tx.inner.outbox(i32::MAX.unsigned_abs()).await?;
    let mut fed = Vec::new();
    for Queued { id, announcement } in rows.into_iter().filter(|one| one.announcement.list == *list) {
        let mut content = None;
        if let Some(entry) = tx.inner.lookup_entry(announcement.entry).await?
            && entry.state.standing().is_some()
            && let Some(item) = tx.inner.lookup_item(entry.item).await?
        {
            content = Some(Content {
                salt: item.salt,
                hashes: item.hashes,
            });
        }
        let change = Change {
            list: announcement.list,
            number: id.unsigned_abs(),
            kind: announcement.kind,
            entry: announcement.entry,
            medium: announcement.medium,
            standing: announcement.standing,
            changed_at: Timestamp::from_seconds(0),
            content: announcement.content,
        };
        let content = content.filter(|_| change.kind != ChangeKind::Remove);
        fed.push(PublishedChange { change, content });
    }
    Ok(fed)
}

pub(crate) async fn listings(
    tx: &mut MutatedTransaction,
    list: &ListName,
    from: Timestamp,
    to: Timestamp,
    after: Option<ListingCursor>,
    limit: u32,
) -> Result<Vec<Listing>, StorageError> {
    let to = if tx.shared.mutant == Mutant::ShowsYoungSeconds {
        SystemClock.now()
    } else {
        to
    };
    let mut page = tx.inner.listings(list, from, to, after, limit).await?;
    if tx.shared.mutant == Mutant::DropsTombstones {
        page.retain(|listing| listing.content.is_some());
    }
    Ok(page)
}

//! What holds for transactions and leadership, whatever they do.

use std::time::Duration;

use domain::{change::ChangeKind, entropy::SeededEntropy, entry::Action, id::EntryId, list::ListName};
use futures::future::{join, join_all};
use tokio::time::{sleep, timeout};

use super::fixture::{
    add_case_of, after, announcement, batch, case, day, number_all, refused, second, with_case_of, with_list,
};
use crate::{Leadership, Storage, StorageError};

/// Far more than any call needs that waits for nobody. Whoever waits for a lock is refused it long before.
const AT_ONCE: Duration = Duration::from_secs(60);

pub async fn a_dropped_transaction_leaves_nothing(storage: &dyn Storage) {
    let case = case(&SeededEntropy::new(1));
    let mut transaction = storage.begin().await.unwrap();
    transaction.add_case(&case).await.unwrap();
    drop(transaction);
    let mut next = storage.begin().await.unwrap();
    assert_eq!(next.find_case_by_number(&case.number_mac).await.unwrap(), None);
    next.add_case(&case).await.unwrap();
    next.commit().await.unwrap();
    let mut reader = storage.read().await.unwrap();
    assert_eq!(
        reader.find_case_by_number(&case.number_mac).await.unwrap(),
        Some(case)
    );
}

pub async fn a_transaction_in_which_a_call_failed_cannot_be_committed(storage: &dyn Storage) {
    let entropy = SeededEntropy::new(1);
    let (one, other) = (case(&entropy), case(&entropy));
    let same_number = domain::case::Case {
        number_mac: one.number_mac,
        ..case(&entropy)
    };
    let mut transaction = storage.begin().await.unwrap();
    transaction.add_case(&one).await.unwrap();
    assert_eq!(
        refused(transaction.add_case(&same_number).await),
        "case_number_mac_unique"
    );
    // Whether the next call goes through is the database's affair.
    let _ = transaction.add_case(&other).await;
    assert!(matches!(transaction.commit().await, Err(StorageError::Driver(_))));
    let mut reader = storage.read().await.unwrap();
    assert_eq!(reader.find_case_by_number(&one.number_mac).await.unwrap(), None);
    assert_eq!(reader.find_case_by_number(&other.number_mac).await.unwrap(), None);
}

pub async fn a_reader_does_not_see_what_is_not_committed_and_does_not_wait_for_it(storage: &dyn Storage) {
    let (_, items) = with_case_of(storage, &SeededEntropy::new(1), 1).await;
    let entry = items[0].1.clone();
    let published = after(entry.clone(), &[Action::Publish]);
    let mut writer = storage.begin().await.unwrap();
    assert!(writer.update_entry(&published).await.unwrap());

    let read = async {
        let mut reader = storage.read().await.unwrap();
        reader.lookup_entry(entry.id).await.unwrap()
    };
    assert_eq!(timeout(AT_ONCE, read).await.unwrap(), Some(entry));
    writer.commit().await.unwrap();
    let mut reader = storage.read().await.unwrap();
    assert_eq!(reader.lookup_entry(published.id).await.unwrap(), Some(published));
}

pub async fn a_reader_sees_one_moment(storage: &dyn Storage) {
    let (_, items) = with_case_of(storage, &SeededEntropy::new(1), 2).await;
    let entry = items[0].1.clone();
    let mut reader = storage.read().await.unwrap();
    assert_eq!(
        reader.lookup_entry(entry.id).await.unwrap().as_ref(),
        Some(&entry)
    );

    let mut writer = storage.begin().await.unwrap();
    assert!(
        writer
            .update_entry(&after(entry.clone(), &[Action::Publish]))
            .await
            .unwrap()
    );
    let other = after(items[1].1.clone(), &[Action::Reject]);
    assert!(writer.update_entry(&other).await.unwrap());
    timeout(AT_ONCE, writer.commit()).await.unwrap().unwrap();

    assert_eq!(reader.lookup_entry(entry.id).await.unwrap(), Some(entry));
    assert_eq!(
        reader.lookup_entry(other.id).await.unwrap().as_ref(),
        Some(&items[1].1)
    );
}

pub async fn a_reader_cannot_write(storage: &dyn Storage) {
    let mut reader = storage.read().await.unwrap();
    let case = case(&SeededEntropy::new(1));
    assert!(matches!(
        reader.add_case(&case).await,
        Err(StorageError::Driver(_))
    ));
}

pub async fn a_second_writer_of_an_entry_waits_and_then_sees_the_first(storage: &dyn Storage) {
    let (_, items) = with_case_of(storage, &SeededEntropy::new(1), 1).await;
    let entry = items[0].1.id;
    let decide = async |action| {
        let mut transaction = storage.begin().await.unwrap();
        let current = transaction.lookup_entry(entry).await.unwrap().unwrap();
        let Ok(moved) = current.apply(action) else {
            return false;
        };
        sleep(Duration::from_millis(50)).await;
        assert!(transaction.update_entry(&moved.entry).await.unwrap());
        transaction.commit().await.unwrap();
        true
    };
    // Possible alone, and not after one another.
    let (one, other) = join(decide(Action::Withdraw), decide(Action::Withdraw)).await;
    assert!(one != other);
}

pub async fn batches_that_cross_wait_for_each_other_and_both_go_through(storage: &dyn Storage) {
    const ROUNDS: usize = 4;
    let (_, items) = with_case_of(storage, &SeededEntropy::new(1), 60).await;
    let forwards: Vec<EntryId> = items.iter().map(|(_, entry)| entry.id).collect();
    let backwards: Vec<EntryId> = forwards.iter().rev().copied().collect();
    let unknown = EntryId::from_bytes([0xff; 16]);
    let write = async |batch: &[EntryId]| {
        let mut transaction = storage.begin().await?;
        transaction.lock_entries(&[batch, &[unknown]].concat()).await?;
        for id in batch {
            let current = transaction.lookup_entry(*id).await?.unwrap();
            assert!(transaction.update_entry(&current.with_news()).await?);
        }
        transaction.commit().await
    };
    for _ in 0..ROUNDS {
        let (one, other) = join(write(&forwards), write(&backwards)).await;
        one.and(other).unwrap();
    }
    let mut reader = storage.read().await.unwrap();
    for (_, entry) in items {
        let found = reader.lookup_entry(entry.id).await.unwrap().unwrap();
        assert_eq!(found.version, entry.version + 2 * i64::try_from(ROUNDS).unwrap());
    }
}

pub async fn every_leader_counts_the_epoch_up_and_an_older_one_is_fenced(storage: &dyn Storage) {
    let mut first = storage.lead().await.unwrap().unwrap();
    assert!(first.holds().await);
    let old = first.epoch();
    let mut transaction = storage.begin().await.unwrap();
    transaction.fence(old).await.unwrap();
    transaction.commit().await.unwrap();
    drop(first);

    let mut second = next_leadership(storage).await;
    assert!(second.holds().await);
    assert!(second.epoch() > old);
    let mut transaction = storage.begin().await.unwrap();
    assert!(matches!(transaction.fence(old).await, Err(StorageError::Fenced)));
    assert!(transaction.commit().await.is_err());
    let mut transaction = storage.begin().await.unwrap();
    transaction.fence(second.epoch()).await.unwrap();
    transaction.commit().await.unwrap();
}

async fn next_leadership(storage: &dyn Storage) -> Box<dyn Leadership> {
    let asking = async {
        loop {
            match storage.lead().await.unwrap() {
                Some(leadership) => return leadership,
                None => sleep(Duration::from_millis(20)).await,
            }
        }
    };
    timeout(AT_ONCE, asking).await.unwrap()
}

pub async fn of_two_that_append_at_once_one_is_refused(storage: &dyn Storage) {
    let (_, items) = with_case_of(storage, &SeededEntropy::new(1), 1).await;
    super::fixture::announce(
        storage,
        &[announcement(ChangeKind::Add, &items[0].1, &items[0].0)],
    )
    .await;
    let mut reader = storage.read().await.unwrap();
    let queued = reader.outbox(10).await.unwrap();
    let head = reader
        .checkpoint(&ListName::exploitative())
        .await
        .unwrap()
        .unwrap();
    let append = async || {
        let (taken, changes, checkpoint) = batch(head.clone(), &queued, second(1));
        let mut transaction = storage.begin().await.unwrap();
        transaction.append(&taken, &changes, &checkpoint).await?;
        sleep(Duration::from_millis(50)).await;
        transaction.commit().await
    };
    let (one, other) = join(append(), append()).await;
    assert!(one.is_ok() != other.is_ok());
    assert_eq!(refused(one.and(other)), "change_pk");
}

pub async fn eight_writers_and_a_sequencer_lose_nothing(storage: &dyn Storage) {
    const WRITERS: u64 = 8;
    const CASES: usize = 25;
    with_list(storage).await;
    let list = ListName::exploitative();
    let writers = join_all((0..WRITERS).map(|writer| {
        let entropy = SeededEntropy::new(writer);
        async move {
            let mut announced = Vec::new();
            for _ in 0..CASES {
                let mut transaction = storage.begin().await.unwrap();
                let (_, items) = add_case_of(&mut *transaction, &entropy, 1, day(0)).await;
                let (item, entry) = &items[0];
                transaction
                    .announce(&announcement(ChangeKind::Add, entry, item))
                    .await
                    .unwrap();
                transaction.commit().await.unwrap();
                announced.push(entry.id);
            }
            announced
        }
    }));
    let total = usize::try_from(WRITERS).unwrap() * CASES;
    let sequencer = async {
        let mut numbered = Vec::new();
        while numbered.len() < total {
            numbered.extend(number_all(storage, second(1)).await);
            sleep(Duration::from_millis(1)).await;
        }
        numbered
    };
    let (announced, numbered) = join(writers, sequencer).await;

    let mut announced: Vec<_> = announced.into_iter().flatten().collect();
    announced.sort();
    let mut reader = storage.read().await.unwrap();
    let published = reader.changes(&list, 0, 10_000).await.unwrap();
    let changes: Vec<_> = published.into_iter().map(|published| published.change).collect();
    assert_eq!(changes, numbered);
    assert!(changes.iter().map(|change| change.number).eq(1..=total as u64));
    let mut listed: Vec<_> = changes.into_iter().map(|change| change.entry).collect();
    listed.sort();
    assert_eq!(listed, announced);
    assert_eq!(reader.outbox_depth().await.unwrap(), 0);
}

//! What an operator's check finds.

use domain::{
    change::{ChangeKind, EMPTY, chain},
    entropy::SeededEntropy,
    entry::{Action, Entry},
    id::EntryId,
    list::ListName,
};

use super::fixture::{after, announce, announcement, publish, second, with_case_of};
use crate::{Storage, inspection::Inspection};

async fn inspected(storage: &dyn Storage) -> Inspection {
    storage
        .read()
        .await
        .unwrap()
        .inspect(&ListName::exploitative())
        .await
        .unwrap()
}

async fn stored(storage: &dyn Storage, entry: &Entry) {
    let mut transaction = storage.begin().await.unwrap();
    assert!(transaction.update_entry(entry).await.unwrap());
    transaction.commit().await.unwrap();
}

pub async fn a_whole_list_has_nothing_to_find(storage: &dyn Storage) {
    let (_, items) = with_case_of(storage, &SeededEntropy::new(1), 3).await;
    assert_eq!(inspected(storage).await, Inspection::default());
    for (item, entry) in &items[..2] {
        stored(storage, &after(entry.clone(), &[Action::Publish])).await;
        publish(storage, &[announcement(ChangeKind::Add, entry, item)], second(1)).await;
    }
    let (item, entry) = &items[1];
    stored(
        storage,
        &after(entry.clone(), &[Action::Publish, Action::Suspend]),
    )
    .await;
    let removal = [announcement(ChangeKind::Remove, entry, item)];
    announce(storage, &removal).await;
    assert_eq!(
        inspected(storage).await,
        Inspection::default(),
        "what waits for its number is not out of step"
    );
    super::fixture::number_all(storage, second(2)).await;
    assert_eq!(inspected(storage).await, Inspection::default());
}

pub async fn an_entry_that_was_published_without_a_word_is_out_of_step(storage: &dyn Storage) {
    let (_, items) = with_case_of(storage, &SeededEntropy::new(1), 2).await;
    stored(storage, &after(items[0].1.clone(), &[Action::Publish])).await;
    assert_eq!(
        inspected(storage).await,
        Inspection {
            out_of_step: 1,
            ..Inspection::default()
        }
    );
}

pub async fn an_entry_that_is_listed_without_being_published_is_out_of_step(storage: &dyn Storage) {
    let (_, items) = with_case_of(storage, &SeededEntropy::new(1), 2).await;
    publish(
        storage,
        &[announcement(ChangeKind::Add, &items[0].1, &items[0].0)],
        second(1),
    )
    .await;
    assert_eq!(
        inspected(storage).await,
        Inspection {
            out_of_step: 1,
            ..Inspection::default()
        }
    );
}

pub async fn what_is_announced_of_no_entry_is_orphaned_and_then_listed_without_hashes(storage: &dyn Storage) {
    let (_, items) = with_case_of(storage, &SeededEntropy::new(1), 1).await;
    let unknown = Entry {
        id: EntryId::from_bytes([1; 16]),
        ..items[0].1.clone()
    };
    announce(storage, &[announcement(ChangeKind::Add, &unknown, &items[0].0)]).await;
    assert_eq!(
        inspected(storage).await,
        Inspection {
            orphaned: 1,
            ..Inspection::default()
        }
    );
    super::fixture::number_all(storage, second(1)).await;
    assert_eq!(
        inspected(storage).await,
        Inspection {
            out_of_step: 1,
            bare: 1,
            ..Inspection::default()
        }
    );
}

pub async fn every_batch_leaves_a_checkpoint_of_the_changes_until_then(storage: &dyn Storage) {
    let (_, items) = with_case_of(storage, &SeededEntropy::new(1), 6).await;
    for (at, items) in [1, 2, 3].into_iter().zip(items.chunks(2)) {
        let additions: Vec<_> = items
            .iter()
            .map(|(item, entry)| announcement(ChangeKind::Add, entry, item))
            .collect();
        publish(storage, &additions, second(at)).await;
    }
    let list = ListName::exploitative();
    let mut reader = storage.read().await.unwrap();
    let changes = reader.changes(&list, 0, 10).await.unwrap();
    let checkpoints = reader.checkpoints(&list, 0, 10).await.unwrap();
    assert_eq!(
        checkpoints
            .iter()
            .map(|checkpoint| checkpoint.size)
            .collect::<Vec<_>>(),
        [2, 4, 6]
    );
    for checkpoint in &checkpoints {
        let until = changes
            .iter()
            .take_while(|published| published.change.number <= checkpoint.size);
        let digest = until.fold(EMPTY, |before, published| chain(&before, &published.change));
        assert_eq!(checkpoint.digest, digest);
    }
    assert_eq!(
        reader.checkpoint(&list).await.unwrap().as_ref(),
        checkpoints.last()
    );
    assert_eq!(
        reader.checkpoints(&list, 2, 1).await.unwrap(),
        [checkpoints[1].clone()]
    );
}

//! Everything about one case.

use domain::{
    change::{Change, ChangeKind},
    entropy::SeededEntropy,
    id::{CaseId, EntryId},
    list::ListName,
};

use super::fixture::{add_case_of, announce, announcement, day, number_all, second, with_case_of};
use crate::{Storage, case::Item};

pub async fn the_items_of_a_case_come_in_their_order_with_all_their_hashes(storage: &dyn Storage) {
    let entropy = SeededEntropy::new(1);
    let (case, items) = with_case_of(storage, &entropy, 3).await;
    let mut transaction = storage.begin().await.unwrap();
    add_case_of(transaction.as_mut(), &entropy, 2, day(0)).await;
    transaction.commit().await.unwrap();
    let items: Vec<Item> = items.into_iter().map(|(item, _)| item).collect();
    let mut reader = storage.read().await.unwrap();
    assert_eq!(reader.items_of_case(case.id).await.unwrap(), items);
    let unknown = CaseId::from_bytes([0; 16]);
    assert!(reader.items_of_case(unknown).await.unwrap().is_empty());
}

pub async fn an_entry_tells_every_change_of_its_own_and_what_waits(storage: &dyn Storage) {
    let (_, items) = with_case_of(storage, &SeededEntropy::new(1), 2).await;
    let said = |kind, which: usize| announcement(kind, &items[which].1, &items[which].0);
    announce(storage, &[said(ChangeKind::Add, 0), said(ChangeKind::Add, 1)]).await;
    let mut numbered = number_all(storage, second(1)).await;
    announce(storage, &[said(ChangeKind::Remove, 0)]).await;
    numbered.extend(number_all(storage, second(2)).await);
    let waiting = [said(ChangeKind::Add, 0), said(ChangeKind::Amend, 0)];
    announce(
        storage,
        &[
            waiting[0].clone(),
            said(ChangeKind::Remove, 1),
            waiting[1].clone(),
        ],
    )
    .await;

    let list = ListName::exploitative();
    let entry = items[0].1.id;
    let own: Vec<Change> = numbered
        .into_iter()
        .filter(|change| change.entry == entry)
        .collect();
    assert_eq!(own.len(), 2);
    let mut reader = storage.read().await.unwrap();
    assert_eq!(reader.changes_of_entry(&list, entry).await.unwrap(), own);
    assert_eq!(reader.announcements_of_entry(entry).await.unwrap(), waiting);
    let unknown = EntryId::from_bytes([0; 16]);
    assert!(reader.changes_of_entry(&list, unknown).await.unwrap().is_empty());
}

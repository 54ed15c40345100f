//! What is due to be erased.

use domain::{
    Timestamp,
    change::ChangeKind,
    decision::{Actor, Decision, NOT_REVIEWED_IN_TIME},
    entropy::SeededEntropy,
    entry::{Action, Entry},
    id::{DecisionId, StaffId},
};

use super::fixture::{
    add_case_of, after, announce, announcement, day, number_all, publish, second, with_case_of,
};
use crate::{
    Storage,
    case::Item,
    retention::{Declined, ErasedItems},
};

/// So late that whatever could be due is.
const LATER: Timestamp = Timestamp::from_seconds(i32::MAX as i64);

async fn stored(storage: &dyn Storage, entry: &Entry) {
    let mut transaction = storage.begin().await.unwrap();
    assert!(transaction.update_entry(entry).await.unwrap());
    transaction.commit().await.unwrap();
}

async fn decided(storage: &dyn Storage, entry: &Entry, at: Timestamp) {
    let mut transaction = storage.begin().await.unwrap();
    let decision = Decision {
        id: DecisionId::from_bytes(*entry.id.as_bytes()),
        entry: entry.id,
        actor: Actor::CaseHolder,
        action: Action::Withdraw,
        reason: "asked-for".to_owned(),
        note: None,
        made_at: at,
    };
    transaction.add_decision(&decision).await.unwrap();
    transaction.commit().await.unwrap();
}

async fn erased(storage: &dyn Storage, removed_before: Timestamp, decided_before: Timestamp) -> u64 {
    let mut transaction = storage.begin().await.unwrap();
    let erased = transaction
        .erase_ended_items(removed_before, decided_before, day(3), 100)
        .await
        .unwrap();
    transaction.commit().await.unwrap();
    erased.items
}

/// Publishes an entry at second 1 and withdraws it at second 2.
async fn listed_and_withdrawn(storage: &dyn Storage, item: &Item, entry: &Entry) {
    let published = after(entry.clone(), &[Action::Publish]);
    stored(storage, &published).await;
    publish(
        storage,
        &[announcement(ChangeKind::Add, &published, item)],
        second(1),
    )
    .await;
    let withdrawn = after(published, &[Action::Withdraw]);
    stored(storage, &withdrawn).await;
    announce(storage, &[announcement(ChangeKind::Remove, &withdrawn, item)]).await;
}

pub async fn an_item_that_ended_is_erased_with_everything_about_it_and_its_removal_stays(
    storage: &dyn Storage,
) {
    let (case, items) = with_case_of(storage, &SeededEntropy::new(1), 1).await;
    let (item, entry) = &items[0];
    listed_and_withdrawn(storage, item, entry).await;
    decided(storage, entry, day(0)).await;
    let changes = number_all(storage, second(2)).await;
    assert_eq!(erased(storage, LATER, LATER).await, 1);

    let mut transaction = storage.begin().await.unwrap();
    assert_eq!(transaction.lookup_item(item.id).await.unwrap(), None);
    assert_eq!(transaction.lookup_entry(entry.id).await.unwrap(), None);
    assert_eq!(transaction.decisions(entry.id).await.unwrap(), []);
    let left = transaction.changes(&entry.list, 1, 10).await.unwrap();
    assert_eq!(left[0].change, changes[0]);
    assert!(transaction.is_announced(&entry.list, entry.id).await.unwrap());
    assert_eq!(
        transaction.find_case_by_number(&case.number_mac).await.unwrap(),
        None
    );
}

pub async fn nothing_is_erased_before_its_removal_has_a_number(storage: &dyn Storage) {
    let (_, items) = with_case_of(storage, &SeededEntropy::new(1), 1).await;
    let (item, entry) = &items[0];
    listed_and_withdrawn(storage, item, entry).await;
    assert_eq!(erased(storage, LATER, LATER).await, 0);
    number_all(storage, second(2)).await;
    assert_eq!(
        erased(storage, second(1), LATER).await,
        0,
        "the removal is younger"
    );
    assert_eq!(erased(storage, second(2), LATER).await, 1);
}

pub async fn an_item_that_was_never_listed_waits_for_the_age_of_its_decision(storage: &dyn Storage) {
    let (_, items) = with_case_of(storage, &SeededEntropy::new(1), 1).await;
    let entry = &items[0].1;
    stored(storage, &after(entry.clone(), &[Action::Reject])).await;
    decided(storage, entry, second(5)).await;
    assert_eq!(erased(storage, LATER, second(4)).await, 0);
    assert_eq!(erased(storage, LATER, second(5)).await, 1);
}

pub async fn what_is_live_is_never_erased(storage: &dyn Storage) {
    let (case, items) = with_case_of(storage, &SeededEntropy::new(1), 4).await;
    let ways: [&[Action]; 4] = [
        &[],
        &[Action::Publish],
        &[Action::Confirm],
        &[Action::Publish, Action::Suspend],
    ];
    for ((_, entry), actions) in items.iter().zip(ways) {
        let mut entry = entry.clone();
        for &action in actions {
            entry = after(entry, &[action]);
            stored(storage, &entry).await;
        }
    }
    assert_eq!(erased(storage, LATER, LATER).await, 0);
    let mut transaction = storage.begin().await.unwrap();
    assert_eq!(transaction.entries_of_case(case.id).await.unwrap().len(), 4);
}

pub async fn an_item_on_two_lists_is_erased_when_it_has_ended_on_both(storage: &dyn Storage) {
    use domain::{
        id::EntryId,
        list::{ListName, Policy, Publication},
    };
    let entropy = SeededEntropy::new(1);
    let (_, items) = with_case_of(storage, &entropy, 1).await;
    let (item, entry) = &items[0];
    let second_entry = Entry::new(EntryId::draw(&entropy), ListName::adult(), item.id, item.medium);
    let mut transaction = storage.begin().await.unwrap();
    let policy = Policy::initial(Publication::PublishFirst);
    transaction
        .ensure_list(&ListName::adult(), &policy)
        .await
        .unwrap();
    transaction.add_entry(&second_entry, day(0)).await.unwrap();
    transaction.commit().await.unwrap();
    stored(storage, &after(entry.clone(), &[Action::Withdraw])).await;
    assert_eq!(erased(storage, LATER, LATER).await, 0);
    stored(storage, &after(second_entry, &[Action::Withdraw])).await;
    assert_eq!(erased(storage, LATER, LATER).await, 1);
}

pub async fn erasing_stops_at_its_limit_and_a_case_goes_with_its_last_item(storage: &dyn Storage) {
    let (_, items) = with_case_of(storage, &SeededEntropy::new(1), 3).await;
    for (_, entry) in &items {
        stored(storage, &after(entry.clone(), &[Action::Withdraw])).await;
    }
    let mut transaction = storage.begin().await.unwrap();
    let erased = |items, cases| ErasedItems { items, cases };
    assert_eq!(
        transaction
            .erase_ended_items(LATER, LATER, day(3), 2)
            .await
            .unwrap(),
        erased(2, 0),
        "the case still has an item"
    );
    assert_eq!(
        transaction
            .erase_ended_items(LATER, LATER, day(3), 2)
            .await
            .unwrap(),
        erased(1, 1)
    );
}

pub async fn what_was_taken_back_and_what_was_rejected_is_counted_by_itself(storage: &dyn Storage) {
    let (case, items) = with_case_of(storage, &SeededEntropy::new(1), 4).await;
    let ends = |nth: usize, action| after(items[nth].1.clone(), &[action]);
    // The last ones go first, so that nothing that is left tells how many there were.
    stored(storage, &ends(3, Action::Withdraw)).await;
    stored(storage, &ends(2, Action::Reject)).await;
    assert_eq!(erased(storage, LATER, LATER).await, 2);
    stored(storage, &ends(1, Action::Withdraw)).await;
    assert_eq!(erased(storage, LATER, LATER).await, 1);
    let mut transaction = storage.begin().await.unwrap();
    assert_eq!(transaction.taken_back_of_case(case.id).await.unwrap(), 2);
    let declined = transaction.declined_of_case(case.id).await.unwrap();
    assert_eq!(declined.map(|declined| declined.count), Some(1));
    assert_eq!(transaction.entries_of_case(case.id).await.unwrap().len(), 1);
}

pub async fn a_case_tells_what_was_rejected_because_nobody_had_decided_in_time(storage: &dyn Storage) {
    let (case, items) = with_case_of(storage, &SeededEntropy::new(1), 5).await;
    let rule = Actor::Policy {
        name: "retention".to_owned(),
        version: 1,
    };
    let staff = Actor::Staff(StaffId::from_bytes([1; 16]));
    let mut transaction = storage.begin().await.unwrap();
    for ((_, entry), (actor, reason)) in items.iter().zip([
        (rule.clone(), NOT_REVIEWED_IN_TIME),
        (rule.clone(), NOT_REVIEWED_IN_TIME),
        (rule, "low-quality"),
        (staff, NOT_REVIEWED_IN_TIME),
    ]) {
        let rejected = after(entry.clone(), &[Action::Reject]);
        assert!(transaction.update_entry(&rejected).await.unwrap());
        let decision = Decision {
            id: DecisionId::from_bytes(*entry.id.as_bytes()),
            entry: entry.id,
            actor,
            action: Action::Reject,
            reason: reason.to_owned(),
            note: None,
            made_at: day(0),
        };
        transaction.add_decision(&decision).await.unwrap();
    }
    transaction.commit().await.unwrap();
    let taken_back = after(items[1].1.clone(), &[Action::Reject, Action::Withdraw]);
    stored(storage, &taken_back).await;
    let mut reader = storage.read().await.unwrap();
    let rows = reader.entries_of_case(case.id).await.unwrap();
    let unreviewed: Vec<_> = rows.iter().map(|row| row.unreviewed).collect();
    assert_eq!(unreviewed, [true, false, false, false, false]);
    drop(reader);

    assert_eq!(erased(storage, LATER, LATER).await, 4);
    let mut transaction = storage.begin().await.unwrap();
    let declined = transaction.declined_of_case(case.id).await.unwrap();
    let counts = declined.map(|declined| (declined.count, declined.unreviewed));
    assert_eq!(counts, Some((3, 1)));
    assert_eq!(transaction.taken_back_of_case(case.id).await.unwrap(), 1);
}

pub async fn a_case_whose_items_were_all_rejected_counts_them_and_goes_later(storage: &dyn Storage) {
    let (case, items) = with_case_of(storage, &SeededEntropy::new(1), 3).await;
    let mut transaction = storage.begin().await.unwrap();
    assert_eq!(transaction.declined_of_case(case.id).await.unwrap(), None);
    drop(transaction);
    stored(storage, &after(items[0].1.clone(), &[Action::Reject])).await;
    assert_eq!(erased(storage, LATER, LATER).await, 1);
    for (_, entry) in &items[1..] {
        stored(storage, &after(entry.clone(), &[Action::Reject])).await;
    }
    assert_eq!(erased(storage, LATER, LATER).await, 2);

    let mut transaction = storage.begin().await.unwrap();
    let declined = transaction.declined_of_case(case.id).await.unwrap();
    assert_eq!(
        declined,
        Some(Declined {
            count: 3,
            unreviewed: 0,
            list: items[0].1.list.clone(),
            on: day(3),
        })
    );
    assert_eq!(transaction.expire_declined_cases(day(2)).await.unwrap(), 0);
    assert!(
        transaction
            .find_case_by_number(&case.number_mac)
            .await
            .unwrap()
            .is_some()
    );
    assert_eq!(transaction.expire_declined_cases(day(3)).await.unwrap(), 1);
    assert_eq!(
        transaction.find_case_by_number(&case.number_mac).await.unwrap(),
        None
    );
}

pub async fn a_case_goes_with_what_its_owner_took_back_last_whatever_was_rejected_before(
    storage: &dyn Storage,
) {
    let (case, items) = with_case_of(storage, &SeededEntropy::new(1), 2).await;
    stored(storage, &after(items[0].1.clone(), &[Action::Reject])).await;
    assert_eq!(erased(storage, LATER, LATER).await, 1);
    let mut transaction = storage.begin().await.unwrap();
    assert_eq!(
        transaction.expire_declined_cases(LATER).await.unwrap(),
        0,
        "the case still has an item"
    );
    drop(transaction);
    stored(storage, &after(items[1].1.clone(), &[Action::Withdraw])).await;
    assert_eq!(erased(storage, LATER, LATER).await, 1);
    let mut transaction = storage.begin().await.unwrap();
    assert_eq!(
        transaction.find_case_by_number(&case.number_mac).await.unwrap(),
        None
    );
}

pub async fn unreviewed_entries_are_those_that_wait_and_are_old(storage: &dyn Storage) {
    let entropy = SeededEntropy::new(1);
    let (_, old) = with_case_of(storage, &entropy, 2).await;
    let mut transaction = storage.begin().await.unwrap();
    add_case_of(&mut *transaction, &entropy, 1, day(2)).await;
    transaction.commit().await.unwrap();
    stored(storage, &after(old[1].1.clone(), &[Action::Publish])).await;
    let mut transaction = storage.begin().await.unwrap();
    assert_eq!(
        transaction.unreviewed_entries(day(1), 10).await.unwrap(),
        [old[0].1.clone()]
    );
    assert_eq!(transaction.unreviewed_entries(day(2), 10).await.unwrap().len(), 2);
    assert_eq!(transaction.unreviewed_entries(day(2), 1).await.unwrap().len(), 1);
}

//! Lists, the outbox and the history.

use domain::{
    Timestamp,
    change::{Change, ChangeKind, Checkpoint, EMPTY, chain, content_digest},
    entropy::SeededEntropy,
    entry::{Action, Entry},
    id::EntryId,
    list::{ListName, Policy, Publication},
};

use super::fixture::{
    after, announce, announcement, batch, case, day, entry, number_all, publish, refused, second, video,
    with_case_of, with_list,
};
use crate::{Storage, case::Item, history::ListingCursor};

pub async fn a_list_is_made_once_and_keeps_its_policy(storage: &dyn Storage) {
    let (first, later) = (
        Policy::initial(Publication::ReviewFirst),
        Policy::initial(Publication::PublishFirst),
    );
    let mut transaction = storage.begin().await.unwrap();
    assert!(
        transaction
            .ensure_list(&ListName::exploitative(), &first)
            .await
            .unwrap()
    );
    assert!(
        !transaction
            .ensure_list(&ListName::exploitative(), &later)
            .await
            .unwrap()
    );
    assert!(transaction.ensure_list(&ListName::adult(), &later).await.unwrap());
    transaction.commit().await.unwrap();

    let mut reader = storage.read().await.unwrap();
    assert_eq!(
        reader.lists().await.unwrap(),
        [ListName::adult(), ListName::exploitative()]
    );
    assert_eq!(
        reader.policy(&ListName::exploitative(), second(0)).await.unwrap(),
        Some(first)
    );
    assert_eq!(
        reader.policy(&ListName::adult(), second(0)).await.unwrap(),
        Some(later)
    );
}

pub async fn an_unknown_list_is_none_and_no_error(storage: &dyn Storage) {
    let unknown = ListName::adult();
    let mut reader = storage.read().await.unwrap();
    assert_eq!(reader.lists().await.unwrap(), []);
    assert_eq!(reader.policy(&unknown, second(0)).await.unwrap(), None);
    assert_eq!(reader.checkpoint(&unknown).await.unwrap(), None);
    assert_eq!(reader.closed_at(&unknown).await.unwrap(), None);
    assert_eq!(reader.changes(&unknown, 0, 10).await.unwrap(), []);
    assert_eq!(
        reader
            .listings(&unknown, second(0), second(9), None, 10)
            .await
            .unwrap(),
        []
    );
}

pub async fn a_list_without_changes_has_the_empty_checkpoint(storage: &dyn Storage) {
    with_list(storage).await;
    let list = ListName::exploitative();
    let empty = Checkpoint {
        list: list.clone(),
        size: 0,
        digest: EMPTY,
        at: Timestamp::from_millis(0),
    };
    let mut reader = storage.read().await.unwrap();
    assert_eq!(reader.checkpoint(&list).await.unwrap(), Some(empty));
}

pub async fn announcements_wait_in_the_order_in_which_they_were_made(storage: &dyn Storage) {
    let (_, items) = with_case_of(storage, &SeededEntropy::new(1), 5).await;
    let mut made: Vec<_> = items
        .iter()
        .map(|(item, entry)| announcement(ChangeKind::Add, entry, item))
        .collect();
    made.push(announcement(ChangeKind::Remove, &items[0].1, &items[0].0));
    announce(storage, &made).await;

    let mut reader = storage.read().await.unwrap();
    assert_eq!(reader.outbox_depth().await.unwrap(), 6);
    let waiting = reader.outbox(100).await.unwrap();
    assert!(waiting.is_sorted_by(|one, next| one.id < next.id));
    let announced: Vec<_> = waiting.into_iter().map(|queued| queued.announcement).collect();
    assert_eq!(announced, made);
    assert_eq!(reader.outbox(2).await.unwrap().len(), 2);
}

pub async fn an_announcement_needs_its_list(storage: &dyn Storage) {
    let (_, items) = with_case_of(storage, &SeededEntropy::new(1), 1).await;
    let stray = Entry {
        list: ListName::adult(),
        ..items[0].1.clone()
    };
    let stray = announcement(ChangeKind::Add, &stray, &items[0].0);
    let mut transaction = storage.begin().await.unwrap();
    assert_eq!(refused(transaction.announce(&stray).await), "outbox_list_fk");
}

pub async fn numbered_changes_leave_the_outbox_and_come_with_their_hashes(storage: &dyn Storage) {
    let (_, items) = with_case_of(storage, &SeededEntropy::new(1), 3).await;
    announce(storage, &additions(&items)).await;
    let changes = number_all(storage, second(1)).await;

    let mut reader = storage.read().await.unwrap();
    assert_eq!(reader.outbox_depth().await.unwrap(), 0);
    let published = reader.changes(&ListName::exploitative(), 0, 10).await.unwrap();
    assert_eq!(
        published
            .iter()
            .map(|published| published.change.clone())
            .collect::<Vec<_>>(),
        changes
    );
    for (published, (item, entry)) in published.into_iter().zip(&items) {
        let content = published.content.unwrap();
        assert_eq!(published.change.entry, entry.id);
        assert_eq!((content.salt, &content.hashes), (item.salt, &item.hashes));
        assert_eq!(
            published.change.content,
            Some(content_digest(&content.salt, &content.hashes))
        );
    }
}

pub async fn the_checkpoint_is_the_chain_over_every_change(storage: &dyn Storage) {
    let (_, items) = with_case_of(storage, &SeededEntropy::new(1), 3).await;
    publish(storage, &additions(&items), second(1)).await;
    publish(
        storage,
        &[announcement(ChangeKind::Remove, &items[1].1, &items[1].0)],
        second(2),
    )
    .await;

    let list = ListName::exploitative();
    let mut reader = storage.read().await.unwrap();
    let changes = reader.changes(&list, 0, 10).await.unwrap();
    let digest = changes
        .iter()
        .fold(EMPTY, |before, published| chain(&before, &published.change));
    let expected = Checkpoint {
        list: list.clone(),
        size: 4,
        digest,
        at: second(2),
    };
    assert_eq!(reader.checkpoint(&list).await.unwrap(), Some(expected));
}

pub async fn the_hashes_of_an_entry_come_with_its_newest_change_and_go_with_its_removal(
    storage: &dyn Storage,
) {
    let (_, items) = with_case_of(storage, &SeededEntropy::new(1), 2).await;
    let (item, entry) = &items[0];
    let confirmed = after(entry.clone(), &[Action::Confirm]);
    publish(storage, &additions(&items), second(1)).await;
    publish(
        storage,
        &[announcement(ChangeKind::Amend, &confirmed, item)],
        second(2),
    )
    .await;
    let with_hashes = async || {
        let mut reader = storage.read().await.unwrap();
        let changes = reader.changes(&ListName::exploitative(), 0, 10).await.unwrap();
        changes
            .into_iter()
            .map(|change| change.content.is_some())
            .collect::<Vec<_>>()
    };
    assert_eq!(with_hashes().await, [false, true, true]);
    publish(
        storage,
        &[announcement(ChangeKind::Remove, &confirmed, item)],
        second(3),
    )
    .await;
    assert_eq!(with_hashes().await, [false, true, false, false]);
    publish(
        storage,
        &[announcement(ChangeKind::Add, &confirmed, item)],
        second(4),
    )
    .await;
    assert_eq!(
        with_hashes().await,
        [false, true, false, false, true],
        "once, and a removal never has any"
    );
}

pub async fn the_pictures_of_a_video_are_fed_and_go_with_its_removal(storage: &dyn Storage) {
    let entropy = SeededEntropy::new(1);
    with_list(storage).await;
    let case = case(&entropy);
    let video = video(&entropy, &case, 0);
    let entry = entry(&entropy, &video);
    let mut transaction = storage.begin().await.unwrap();
    transaction.add_case(&case).await.unwrap();
    transaction.add_item(&video).await.unwrap();
    transaction.add_entry(&entry, day(0)).await.unwrap();
    transaction.commit().await.unwrap();
    let list = ListName::exploitative();

    publish(
        storage,
        &[announcement(ChangeKind::Add, &entry, &video)],
        second(1),
    )
    .await;
    let mut reader = storage.read().await.unwrap();
    let fed = reader.changes(&list, 0, 10).await.unwrap();
    let content = fed[0].content.as_ref().unwrap();
    assert_eq!(content.hashes, video.hashes);
    drop(reader);

    publish(
        storage,
        &[announcement(ChangeKind::Remove, &entry, &video)],
        second(2),
    )
    .await;
    let mut reader = storage.read().await.unwrap();
    let fed = reader.changes(&list, 0, 10).await.unwrap();
    assert_eq!(fed.len(), 2);
    assert!(fed.iter().all(|change| change.content.is_none()));
}

pub async fn the_digest_of_a_removed_entrys_hashes_stays_in_its_changes(storage: &dyn Storage) {
    let (_, items) = with_case_of(storage, &SeededEntropy::new(1), 1).await;
    let (item, entry) = &items[0];
    publish(storage, &additions(&items), second(1)).await;
    publish(
        storage,
        &[announcement(ChangeKind::Remove, entry, item)],
        second(2),
    )
    .await;
    let mut reader = storage.read().await.unwrap();
    let changes = reader.changes(&ListName::exploitative(), 0, 10).await.unwrap();
    assert_eq!(
        changes[0].change.content,
        Some(content_digest(&item.salt, &item.hashes))
    );
    assert_eq!(changes[1].change.content, None);
}

pub async fn paging_through_changes_shows_every_number_once(storage: &dyn Storage) {
    let (_, items) = with_case_of(storage, &SeededEntropy::new(1), 11).await;
    publish(storage, &additions(&items), second(1)).await;
    let list = ListName::exploitative();
    let mut reader = storage.read().await.unwrap();
    let (mut seen, mut cursor) = (Vec::new(), 0);
    loop {
        let page = reader.changes(&list, cursor, 3).await.unwrap();
        assert!(page.len() <= 3);
        let Some(last) = page.last() else { break };
        cursor = last.change.number;
        seen.extend(page.iter().map(|published| published.change.number));
    }
    assert_eq!(seen, (1..=11).collect::<Vec<u64>>());
    assert_eq!(reader.changes(&list, u64::MAX, 3).await.unwrap(), []);
}

pub async fn a_number_is_never_given_twice(storage: &dyn Storage) {
    let (_, items) = with_case_of(storage, &SeededEntropy::new(1), 2).await;
    announce(storage, &additions(&items)).await;
    let mut transaction = storage.begin().await.unwrap();
    let queued = transaction.outbox(10).await.unwrap();
    let list = ListName::exploitative();
    let head = transaction.checkpoint(&list).await.unwrap().unwrap();
    let (taken, changes, checkpoint) = batch(head.clone(), &queued[..1], second(1));
    transaction.append(&taken, &changes, &checkpoint).await.unwrap();
    transaction.commit().await.unwrap();

    // Whoever still believes in the old head numbers nothing.
    let (taken, changes, checkpoint) = batch(head, &queued[1..], second(1));
    let mut transaction = storage.begin().await.unwrap();
    assert_eq!(
        refused(transaction.append(&taken, &changes, &checkpoint).await),
        "change_pk"
    );
}

pub async fn a_number_is_never_left_out(storage: &dyn Storage) {
    let (_, items) = with_case_of(storage, &SeededEntropy::new(1), 2).await;
    announce(storage, &additions(&items)).await;
    let mut transaction = storage.begin().await.unwrap();
    let queued = transaction.outbox(10).await.unwrap();
    let head = transaction
        .checkpoint(&ListName::exploitative())
        .await
        .unwrap()
        .unwrap();
    let (taken, changes, checkpoint) = batch(head, &queued, second(1));
    let appended = transaction.append(&taken[1..], &changes[1..], &checkpoint).await;
    assert_eq!(refused(appended), "change_pk");
}

pub async fn an_announcement_is_never_numbered_twice(storage: &dyn Storage) {
    let (_, items) = with_case_of(storage, &SeededEntropy::new(1), 1).await;
    announce(storage, &additions(&items)).await;
    let mut transaction = storage.begin().await.unwrap();
    let queued = transaction.outbox(10).await.unwrap();
    drop(transaction);
    number_all(storage, second(1)).await;

    let mut transaction = storage.begin().await.unwrap();
    let head = transaction
        .checkpoint(&ListName::exploitative())
        .await
        .unwrap()
        .unwrap();
    let (taken, changes, checkpoint) = batch(head, &queued, second(2));
    assert_eq!(
        refused(transaction.append(&taken, &changes, &checkpoint).await),
        "outbox_pk"
    );
}

pub async fn two_lists_are_numbered_each_for_itself(storage: &dyn Storage) {
    let (_, items) = with_case_of(storage, &SeededEntropy::new(1), 2).await;
    let mut transaction = storage.begin().await.unwrap();
    transaction
        .ensure_list(&ListName::adult(), &Policy::initial(Publication::PublishFirst))
        .await
        .unwrap();
    let mut elsewhere = items[1].1.clone();
    elsewhere.id = EntryId::from_bytes([9; 16]);
    elsewhere.list = ListName::adult();
    transaction
        .add_entry(&elsewhere, second(0).start_of_day())
        .await
        .unwrap();
    transaction.commit().await.unwrap();
    publish(storage, &additions(&items), second(1)).await;
    publish(
        storage,
        &[announcement(ChangeKind::Add, &elsewhere, &items[1].0)],
        second(1),
    )
    .await;

    let mut reader = storage.read().await.unwrap();
    for (list, size) in [(ListName::exploitative(), 2), (ListName::adult(), 1)] {
        assert_eq!(reader.checkpoint(&list).await.unwrap().unwrap().size, size);
        let changes = reader.changes(&list, 0, 10).await.unwrap();
        assert_eq!(changes.len() as u64, size);
        assert!(
            changes
                .iter()
                .all(|published| published.change.list == list && published.content.is_some())
        );
    }
}

pub async fn a_listing_is_the_newest_change_of_an_entry(storage: &dyn Storage) {
    let (_, items) = with_case_of(storage, &SeededEntropy::new(1), 3).await;
    publish(storage, &additions(&items), second(1)).await;
    let confirmed = after(items[0].1.clone(), &[Action::Confirm]);
    let later = [
        announcement(ChangeKind::Amend, &confirmed, &items[0].0),
        announcement(ChangeKind::Amend, &items[1].1, &items[1].0),
        announcement(ChangeKind::Remove, &items[1].1, &items[1].0),
    ];
    publish(storage, &later, second(2)).await;

    let mut reader = storage.read().await.unwrap();
    let listings = reader
        .listings(&ListName::exploitative(), second(0), second(9), None, 10)
        .await
        .unwrap();
    let shown: Vec<(u64, Change)> = listings
        .iter()
        .map(|listing| (listing.change.number, listing.change.clone()))
        .collect();
    assert_eq!(
        shown.iter().map(|(number, _)| *number).collect::<Vec<_>>(),
        [3, 4, 6]
    );
    assert_eq!(shown[1].1.entry, items[0].1.id);
    assert_eq!(shown[2].1.kind, ChangeKind::Remove);
    let with_hashes: Vec<_> = listings.iter().map(|listing| listing.content.is_some()).collect();
    assert_eq!(with_hashes, [true, true, false]);
    assert_eq!(listings[0].content.as_ref().unwrap().hashes, items[2].0.hashes);
}

pub async fn paging_through_listings_of_one_second_shows_every_entry_once(storage: &dyn Storage) {
    let (_, items) = with_case_of(storage, &SeededEntropy::new(1), 12).await;
    for (at, items) in [(1, &items[..2]), (2, &items[2..11]), (3, &items[11..])] {
        publish(storage, &additions(items), second(at)).await;
    }
    let mut reader = storage.read().await.unwrap();
    let list = ListName::exploitative();
    let (mut seen, mut cursor) = (Vec::new(), None);
    loop {
        let page = reader
            .listings(&list, second(1), second(3), cursor, 4)
            .await
            .unwrap();
        assert!(page.len() <= 4);
        let Some(last) = page.last() else { break };
        cursor = Some(ListingCursor {
            changed_at: last.change.changed_at,
            number: last.change.number,
        });
        seen.extend(page.iter().map(|listing| listing.change.number));
    }
    assert_eq!(seen, (1..=12).collect::<Vec<u64>>());
}

pub async fn a_second_that_is_closed_stays_closed_on_every_list(storage: &dyn Storage) {
    with_list(storage).await;
    let policy = Policy::initial(Publication::PublishFirst);
    let mut transaction = storage.begin().await.unwrap();
    transaction
        .ensure_list(&ListName::adult(), &policy)
        .await
        .unwrap();
    transaction.commit().await.unwrap();
    let closed = async || {
        let mut reader = storage.read().await.unwrap();
        let one = reader.closed_at(&ListName::adult()).await.unwrap().unwrap();
        let other = reader.closed_at(&ListName::exploitative()).await.unwrap();
        assert_eq!(other, Some(one));
        one
    };
    assert_eq!(closed().await, Timestamp::from_millis(0));
    for (until, expected) in [(5, 5), (3, 5), (6, 6)] {
        let mut transaction = storage.begin().await.unwrap();
        transaction.close_seconds(second(until)).await.unwrap();
        transaction.commit().await.unwrap();
        assert_eq!(closed().await, second(expected), "after {until}");
    }
}

pub async fn listings_are_of_the_seconds_that_were_asked_for(storage: &dyn Storage) {
    let (_, items) = with_case_of(storage, &SeededEntropy::new(1), 4).await;
    for (at, items) in [1, 2, 3, 4].into_iter().zip(items.chunks(1)) {
        publish(storage, &additions(items), second(at)).await;
    }
    let mut reader = storage.read().await.unwrap();
    let mut numbers = async |from, to, after| {
        let list = ListName::exploitative();
        let page = reader
            .listings(&list, second(from), second(to), after, 10)
            .await
            .unwrap();
        page.into_iter()
            .map(|listing| listing.change.number)
            .collect::<Vec<_>>()
    };
    assert_eq!(numbers(2, 3, None).await, [2, 3]);
    assert_eq!(numbers(2, 2, None).await, [2]);
    assert_eq!(numbers(3, 2, None).await, [] as [u64; 0]);
    let before = ListingCursor {
        changed_at: second(1),
        number: 1,
    };
    assert_eq!(
        numbers(3, 4, Some(before)).await,
        [3, 4],
        "a cursor before the first second changes nothing"
    );
}

pub async fn one_entry_is_found_as_its_newest_change(storage: &dyn Storage) {
    let (_, items) = with_case_of(storage, &SeededEntropy::new(1), 2).await;
    publish(storage, &additions(&items), second(1)).await;
    let (item, entry) = &items[0];
    let removal = announcement(ChangeKind::Remove, entry, item);
    publish(storage, &[removal], second(2)).await;

    let list = ListName::exploitative();
    let mut reader = storage.read().await.unwrap();
    let removed = reader.listing(&list, entry.id).await.unwrap().unwrap();
    assert_eq!((removed.change.number, removed.content), (3, None));
    let listed = reader.listing(&list, items[1].1.id).await.unwrap().unwrap();
    assert_eq!(listed.content.unwrap().hashes, items[1].0.hashes);
    let unknown = EntryId::from_bytes([9; 16]);
    assert_eq!(reader.listing(&list, unknown).await.unwrap(), None);
    assert_eq!(reader.listing(&ListName::adult(), entry.id).await.unwrap(), None);
}

pub async fn what_is_listed_comes_by_number_without_what_is_not(storage: &dyn Storage) {
    let (_, items) = with_case_of(storage, &SeededEntropy::new(1), 5).await;
    publish(storage, &additions(&items), second(1)).await;
    let removal = announcement(ChangeKind::Remove, &items[1].1, &items[1].0);
    publish(storage, &[removal], second(2)).await;

    let mut reader = storage.read().await.unwrap();
    let mut numbers = async |after, until, limit| {
        let list = ListName::exploitative();
        let page = reader.listed(&list, after, until, limit).await.unwrap();
        page.into_iter()
            .map(|listing| listing.change.number)
            .collect::<Vec<_>>()
    };
    assert_eq!(numbers(0, 6, 10).await, [1, 3, 4, 5]);
    assert_eq!(numbers(1, 6, 2).await, [3, 4]);
    assert_eq!(numbers(0, 3, 10).await, [1, 3]);
}

fn additions(items: &[(Item, Entry)]) -> Vec<crate::history::Announcement> {
    items
        .iter()
        .map(|(item, entry)| announcement(ChangeKind::Add, entry, item))
        .collect()
}

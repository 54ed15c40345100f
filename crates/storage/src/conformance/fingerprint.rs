//! Entries by the fingerprint of their item.

use domain::{
    change::ChangeKind,
    entropy::SeededEntropy,
    entry::Entry,
    feedback::{Feedback, Verdict},
    hash::{HashKind, Medium},
    id::{EntryId, SubscriberId},
    list::ListName,
    subscriber::Subscriber,
};

use super::fixture::{announcement, day, entry, item, publish, second, with_case_of};
use crate::{
    Storage,
    case::Item,
    fingerprint::{Fingerprint, Fingerprinted},
};

fn fingerprint(item: &Item) -> Fingerprint {
    let kind = match item.medium {
        Medium::Image => HashKind::Pdq,
        Medium::Video => HashKind::Md5,
    };
    Fingerprint {
        medium: item.medium,
        value: item.hashes.find(kind).unwrap().bytes().to_vec(),
    }
}

pub async fn entries_are_found_by_fingerprint_once_they_were_announced(storage: &dyn Storage) {
    let (_, items) = with_case_of(storage, &SeededEntropy::new(1), 3).await;
    let list = ListName::exploitative();
    let prints: Vec<_> = items.iter().map(|(item, _)| fingerprint(item)).collect();
    let before = storage
        .read()
        .await
        .unwrap()
        .with_fingerprints(&list, &prints, 10)
        .await
        .unwrap();
    assert_eq!(before, []);

    let additions: Vec<_> = items[..2]
        .iter()
        .map(|(item, entry)| announcement(ChangeKind::Add, entry, item))
        .collect();
    publish(storage, &additions, second(1)).await;
    let removal = announcement(ChangeKind::Remove, &items[1].1, &items[1].0);
    publish(storage, &[removal], second(2)).await;

    let mut reader = storage.read().await.unwrap();
    let found = reader.with_fingerprints(&list, &prints, 10).await.unwrap();
    let mut expected: Vec<_> = items[..2]
        .iter()
        .zip([true, false])
        .map(|((item, entry), listed)| Fingerprinted {
            entry: entry.id,
            fingerprint: fingerprint(item),
            quality: item.hashes.pdq().map(|(_, quality)| quality.get()),
            listed,
        })
        .collect();
    expected.sort_by_key(|found| found.entry);
    assert_eq!(found, expected);

    let entries: Vec<EntryId> = items.iter().map(|(_, entry)| entry.id).collect();
    assert_eq!(reader.fingerprints_of(&list, &entries).await.unwrap(), expected);
    let elsewhere = ListName::adult();
    assert_eq!(
        reader.with_fingerprints(&elsewhere, &prints, 10).await.unwrap(),
        []
    );
    assert_eq!(reader.fingerprints_of(&elsewhere, &entries).await.unwrap(), []);
}

pub async fn of_many_with_one_fingerprint_those_on_the_list_come_first(storage: &dyn Storage) {
    let entropy = SeededEntropy::new(1);
    let (case, _) = with_case_of(storage, &entropy, 0).await;
    let picture = item(&entropy, &case, 0);
    let mut alike = Vec::new();
    let mut transaction = storage.begin().await.unwrap();
    for position in 0..6 {
        let item = Item {
            hashes: picture.hashes.clone(),
            ..item(&entropy, &case, position)
        };
        let entry = entry(&entropy, &item);
        transaction.add_item(&item).await.unwrap();
        transaction.add_entry(&entry, day(0)).await.unwrap();
        alike.push((item, entry));
    }
    transaction.commit().await.unwrap();
    let announce = |kind, these: &[(Item, Entry)]| -> Vec<_> {
        let all = these.iter().map(|(item, entry)| announcement(kind, entry, item));
        all.collect()
    };
    publish(storage, &announce(ChangeKind::Add, &alike), second(1)).await;
    publish(storage, &announce(ChangeKind::Remove, &alike[..4]), second(2)).await;

    let list = ListName::exploitative();
    let mut reader = storage.read().await.unwrap();
    for (most, listed, gone) in [(1, 1, 0), (3, 2, 1), (10, 2, 4)] {
        let asked = [fingerprint(&picture)];
        let found = reader.with_fingerprints(&list, &asked, most).await.unwrap();
        let on = found.iter().filter(|found| found.listed).count();
        assert_eq!((on, found.len() - on), (listed, gone), "{most}");
    }
}

pub async fn a_subscriber_finds_its_own_feedback_and_nobody_elses(storage: &dyn Storage) {
    let entropy = SeededEntropy::new(1);
    let (_, items) = with_case_of(storage, &entropy, 2).await;
    let list = ListName::exploitative();
    let subscribers = [1000, 1001].map(|member| Subscriber {
        id: SubscriberId::draw(&entropy),
        member,
        name: format!("Platform {member}"),
        lists: Vec::new(),
        suspended: false,
        may_contribute: false,
        created_at: second(0),
    });
    let mut transaction = storage.begin().await.unwrap();
    let mut given = Vec::new();
    for subscriber in &subscribers {
        transaction.add_subscriber(subscriber).await.unwrap();
        let feedback = Feedback {
            list: list.clone(),
            entry: items[0].1.id,
            subscriber: subscriber.id,
            verdict: Verdict::Kept,
            reason: "none".to_owned(),
            matches: 1,
            answered: 0,
            given_at: second(3),
        };
        transaction.give_feedback(&feedback).await.unwrap();
        given.push(feedback);
    }
    let entries: Vec<EntryId> = items.iter().map(|(_, entry)| entry.id).collect();
    let own = transaction
        .feedback_of(subscribers[1].id, &list, &entries)
        .await
        .unwrap();
    assert_eq!(own, given[1..]);

    let word = |place: usize, matches, at| Feedback {
        entry: entries[place],
        matches,
        given_at: second(at),
        ..given[1].clone()
    };
    for (said, order) in [
        (word(1, 1, 5), [entries[0], entries[1]]),
        // More of what is against an entry is said later, and is against it since the same second.
        (word(0, 2, 7), [entries[1], entries[0]]),
    ] {
        transaction.give_feedback(&said).await.unwrap();
        let own = transaction.feedback_of(subscribers[1].id, &list, &entries).await;
        let own: Vec<_> = own.unwrap().into_iter().map(|said| said.entry).collect();
        assert_eq!(own, order);
    }
}

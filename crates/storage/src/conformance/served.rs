//! What platforms were served.

use domain::{
    Timestamp,
    change::ChangeKind,
    entropy::SeededEntropy,
    id::{CaseId, EntryId, ServedId, SubscriberId},
    list::ListName,
    served::{Served, Wire},
};

use super::{
    fixture::{announcement, publish, refused, second, with_case_of},
    platform::with_subscribers,
};
use crate::{
    Storage,
    served::{EvidenceKey, Fetched, Reached},
};

const ONE: SubscriberId = SubscriberId::from_bytes([1; 16]);

fn served(id: u8, wire: Wire, first: u64, last: u64, at: i64) -> Served {
    Served {
        id: ServedId::from_bytes([id; 16]),
        subscriber: ONE,
        list: ListName::exploitative(),
        wire,
        first,
        last,
        count: last - first + 1,
        answers: 1,
        began_at: second(at),
        ended_at: second(at),
    }
}

fn by_two(served: Served) -> Served {
    Served {
        subscriber: SubscriberId::from_bytes([2; 16]),
        ..served
    }
}

pub async fn what_was_served_reads_back_in_order_and_in_pages(storage: &dyn Storage) {
    with_subscribers(storage, 2).await;
    let mut transaction = storage.begin().await.unwrap();
    let stretches = [
        served(2, Wire::Native, 1, 10, 1),
        served(1, Wire::Ncmec, 3, 7, 2),
        served(3, Wire::Native, 11, 11, 2),
        served(4, Wire::Export, 1, 11, 3),
    ];
    for stretch in stretches.iter().rev() {
        transaction.add_served(stretch).await.unwrap();
    }
    let elsewhere = Served {
        id: ServedId::from_bytes([5; 16]),
        subscriber: SubscriberId::from_bytes([2; 16]),
        ..stretches[0].clone()
    };
    transaction.add_served(&elsewhere).await.unwrap();
    let mut read = Vec::new();
    loop {
        let after = read.last().map(|last: &Served| (last.ended_at, last.id));
        let page = transaction.served(ONE, after, 2).await.unwrap();
        if page.is_empty() {
            break;
        }
        read.extend(page);
    }
    assert_eq!(read, stretches);
}

pub async fn what_was_served_needs_its_subscriber(storage: &dyn Storage) {
    let mut transaction = storage.begin().await.unwrap();
    assert_eq!(
        refused(transaction.add_served(&served(1, Wire::Native, 1, 1, 1)).await),
        "served_subscriber_fk"
    );
}

pub async fn how_far_a_platform_got_is_known_by_list_and_wire(storage: &dyn Storage) {
    with_subscribers(storage, 1).await;
    let mut transaction = storage.begin().await.unwrap();
    assert_eq!(transaction.reached(ONE).await.unwrap(), []);
    for stretch in [
        served(1, Wire::Native, 1, 10, 1),
        served(2, Wire::Native, 5, 8, 9),
        served(3, Wire::Ncmec, 1, 4, 3),
    ] {
        transaction.add_served(&stretch).await.unwrap();
    }
    let reached = |wire, number, at| Reached {
        list: ListName::exploitative(),
        wire,
        number,
        at: second(at),
    };
    assert_eq!(
        transaction.reached(ONE).await.unwrap(),
        [reached(Wire::Native, 10, 9), reached(Wire::Ncmec, 4, 3)]
    );
}

pub async fn what_was_served_expires_by_its_age(storage: &dyn Storage) {
    with_subscribers(storage, 1).await;
    let mut transaction = storage.begin().await.unwrap();
    let (old, young) = (
        served(1, Wire::Native, 1, 10, 1),
        served(2, Wire::Native, 11, 12, 2),
    );
    transaction.add_served(&old).await.unwrap();
    transaction.add_served(&young).await.unwrap();
    assert_eq!(transaction.expire_served(second(2)).await.unwrap(), 1);
    let kept = transaction.served(ONE, None, 10).await.unwrap();
    assert_eq!(kept, std::slice::from_ref(&young));
    let last = async |transaction: &mut dyn crate::Transaction, wire| {
        transaction
            .last_served(ONE, &ListName::exploitative(), wire, 1)
            .await
            .unwrap()
    };
    assert_eq!(
        last(&mut *transaction, young.wire).await,
        std::slice::from_ref(&young)
    );
    let again = served(3, young.wire, young.last, young.last, 9);
    transaction.repeat_served(young.id, &again).await.unwrap();
    let mut joined = young.clone();
    joined.join(again).unwrap();
    assert_eq!(last(&mut *transaction, young.wire).await, [joined]);
    let other = Wire::ALL.into_iter().find(|wire| *wire != young.wire).unwrap();
    assert_eq!(last(&mut *transaction, other).await, []);
}

pub async fn the_stretches_that_ended_last_come_first(storage: &dyn Storage) {
    with_subscribers(storage, 1).await;
    let mut transaction = storage.begin().await.unwrap();
    let stretches = [1, 2, 3].map(|at: u8| served(at, Wire::StopNcii, at.into(), at.into(), at.into()));
    for stretch in &stretches {
        transaction.add_served(stretch).await.unwrap();
    }
    let [_, second, third] = stretches;
    let list = ListName::exploitative();
    let last = transaction.last_served(ONE, &list, Wire::StopNcii, 2).await;
    assert_eq!(last.unwrap(), [third, second]);
}

pub async fn a_platform_follows_a_list_since_its_first_answer_however_often_it_asks(storage: &dyn Storage) {
    with_subscribers(storage, 1).await;
    let mut transaction = storage.begin().await.unwrap();
    let first = served(1, Wire::StopNcii, 1, 10, 100);
    transaction.add_served(&first).await.unwrap();
    transaction
        .add_served(&served(2, Wire::Native, 1, 10, 200))
        .await
        .unwrap();
    for again in [160, 3_699] {
        let once_more = served(3, Wire::StopNcii, 10, 10, again);
        transaction.repeat_served(first.id, &once_more).await.unwrap();
        let since = transaction.followed_since(ONE, &ListName::exploitative()).await;
        assert_eq!(since.unwrap(), Some(second(100)), "after {again}");
    }
}

pub async fn a_key_that_signed_evidence_stays_known_as_it_was_first_used(storage: &dyn Storage) {
    let key = |generation, byte, at| EvidenceKey {
        generation,
        public_key: [byte; 32],
        first_used_at: second(at),
    };
    let mut transaction = storage.begin().await.unwrap();
    assert_eq!(transaction.evidence_keys().await.unwrap(), []);
    for key in [key(2, 2, 5), key(1, 1, 1), key(1, 1, 9)] {
        transaction.note_evidence_key(&key).await.unwrap();
    }
    assert_eq!(
        transaction.evidence_keys().await.unwrap(),
        [key(1, 1, 1), key(2, 2, 5)]
    );
}

pub async fn a_case_tells_who_was_served_its_entries_since_they_were_added(storage: &dyn Storage) {
    let (case, items) = with_case_of(storage, &SeededEntropy::new(1), 2).await;
    with_subscribers(storage, 3).await;
    let change = |kind, place: usize| announcement(kind, &items[place].1, &items[place].0);
    publish(storage, &[change(ChangeKind::Add, 0)], second(10)).await;
    publish(storage, &[change(ChangeKind::Add, 1)], second(11)).await;
    let mut transaction = storage.begin().await.unwrap();
    assert_eq!(transaction.fetched_of_case(case.id).await.unwrap(), []);
    for stretch in [
        served(1, Wire::Native, 1, 1, 20),
        // Neither holds the first: they must not hide the stretch that does.
        by_two(served(3, Wire::Ncmec, 2, 2, 25)),
        by_two(served(4, Wire::StopNcii, 2, 2, 25)),
        by_two(served(2, Wire::Ncmec, 1, 2, 30)),
    ] {
        transaction.add_served(&stretch).await.unwrap();
    }
    for (subscriber, since) in [(1, Some(second(20))), (2, Some(second(25))), (3, None)] {
        let subscriber = SubscriberId::from_bytes([subscriber; 16]);
        let found = transaction
            .followed_since(subscriber, &ListName::exploitative())
            .await
            .unwrap();
        assert_eq!(found, since);
    }
    let mut fetched = transaction.fetched_of_case(case.id).await.unwrap();
    fetched.sort_by_key(|fetched| fetched.subscribers);
    let both = Fetched {
        entry: items[0].1.id,
        subscribers: 2,
        last_at: second(30),
    };
    assert_eq!((fetched.len(), fetched[1]), (2, both));
    assert_eq!((fetched[0].entry, fetched[0].subscribers), (items[1].1.id, 1));
    transaction
        .set_lists(SubscriberId::from_bytes([2; 16]), &[])
        .await
        .unwrap();
    let mut still = transaction.fetched_of_case(case.id).await.unwrap();
    still.sort_by_key(|fetched| fetched.subscribers);
    assert_eq!(
        still, fetched,
        "whoever follows the list no longer has its hashes still"
    );
    transaction.commit().await.unwrap();

    publish(storage, &[change(ChangeKind::Amend, 0)], second(40)).await;
    let mut reader = storage.read().await.unwrap();
    let mut confirmed = reader.fetched_of_case(case.id).await.unwrap();
    confirmed.sort_by_key(|fetched| fetched.subscribers);
    assert_eq!(confirmed, fetched, "whoever has its hashes has them still");
    drop(reader);

    publish(storage, &[change(ChangeKind::Remove, 0)], second(50)).await;
    let mut transaction = storage.begin().await.unwrap();
    let while_off = Served {
        subscriber: SubscriberId::from_bytes([3; 16]),
        ..served(5, Wire::Native, 1, 1, 55)
    };
    transaction.add_served(&while_off).await.unwrap();
    transaction.commit().await.unwrap();
    publish(storage, &[change(ChangeKind::Add, 0)], second(60)).await;
    has_been_all_along(storage, case.id, &fetched).await;
    publish(storage, &[change(ChangeKind::Remove, 0)], second(70)).await;
    has_been_all_along(storage, case.id, &fetched).await;
    publish(storage, &[change(ChangeKind::Add, 0)], second(80)).await;
    has_been_all_along(storage, case.id, &fetched).await;
}

/// That these were served, and that the list has had what they were served since the seconds 10 and 11.
async fn has_been_all_along(storage: &dyn Storage, case: CaseId, fetched: &[Fetched]) {
    let mut reader = storage.read().await.unwrap();
    let mut all_along = reader.fetched_of_case(case).await.unwrap();
    all_along.sort_by_key(|fetched| fetched.subscribers);
    assert_eq!(
        all_along, fetched,
        "whoever was served it before it left has it still, and nobody else"
    );
    let rows = reader.entries_of_case(case).await.unwrap();
    let since: Vec<_> = rows.iter().map(|row| row.first_listed).collect();
    assert_eq!(since, [10, 11].map(|at| Some(second(at))));
}

pub async fn what_left_the_list_still_tells_who_was_served_it(storage: &dyn Storage) {
    let (case, items) = with_case_of(storage, &SeededEntropy::new(1), 3).await;
    with_subscribers(storage, 3).await;
    let change = |kind, place: usize| announcement(kind, &items[place].1, &items[place].0);
    publish(storage, &[change(ChangeKind::Add, 0)], second(10)).await;
    publish(storage, &[change(ChangeKind::Add, 1)], second(11)).await;
    publish(storage, &[change(ChangeKind::Amend, 0)], second(20)).await;
    let first = served(1, Wire::Native, 1, 2, 12);
    let mut transaction = storage.begin().await.unwrap();
    for stretch in [
        first.clone(),
        // The wires that page by time know of an entry its newest change only. It leaves within the same second.
        Served {
            began_at: Timestamp::from_millis(30_400),
            ended_at: Timestamp::from_millis(30_600),
            ..by_two(served(2, Wire::StopNcii, 3, 3, 30))
        },
    ] {
        transaction.add_served(&stretch).await.unwrap();
    }
    transaction.commit().await.unwrap();
    publish(storage, &[change(ChangeKind::Remove, 0)], second(30)).await;
    publish(storage, &[change(ChangeKind::Remove, 1)], second(31)).await;
    // So late that nothing which began before goes as far.
    publish(storage, &[change(ChangeKind::Add, 2)], second(4_000)).await;
    let mut transaction = storage.begin().await.unwrap();
    transaction
        .repeat_served(first.id, &served(3, Wire::Native, 1, 2, 45))
        .await
        .unwrap();
    let too_late = Served {
        subscriber: SubscriberId::from_bytes([3; 16]),
        ..served(4, Wire::Native, 1, 6, 4_001)
    };
    for stretch in [served(5, Wire::Native, 3, 5, 46), too_late] {
        transaction.add_served(&stretch).await.unwrap();
    }
    transaction.commit().await.unwrap();

    let mut reader = storage.read().await.unwrap();
    let mut fetched = reader.fetched_of_case(case.id).await.unwrap();
    let place = |entry: EntryId| items.iter().position(|(_, own)| own.id == entry);
    fetched.sort_by_key(|fetched| place(fetched.entry));
    let told: Vec<_> = fetched
        .iter()
        .map(|fetched| (place(fetched.entry), fetched.subscribers, fetched.last_at))
        .collect();
    assert_eq!(
        told,
        [
            (Some(0), 2, second(30)),
            (Some(1), 1, second(31)),
            (Some(2), 1, second(4_001)),
        ],
        "whoever came after it had left was served a removal without hashes"
    );
    let rows = reader.entries_of_case(case.id).await.unwrap();
    let last: Vec<_> = rows
        .iter()
        .map(|row| (row.listed_since, row.first_listed))
        .collect();
    let (ten, eleven, late) = (Some(second(10)), Some(second(11)), Some(second(4_000)));
    assert_eq!(last, [(None, ten), (None, eleven), (late, late)]);
}

pub async fn whoever_was_served_an_entry_counts_however_often_it_leaves_and_comes_back(
    storage: &dyn Storage,
) {
    let (case, items) = with_case_of(storage, &SeededEntropy::new(1), 1).await;
    with_subscribers(storage, 4).await;
    let change = |kind| announcement(kind, &items[0].1, &items[0].0);
    let by = |subscriber: u8, served: Served| Served {
        subscriber: SubscriberId::from_bytes([subscriber; 16]),
        ..served
    };
    let (add, amend, remove) = (
        change(ChangeKind::Add),
        change(ChangeKind::Amend),
        change(ChangeKind::Remove),
    );
    let steps = [
        (vec![&add], Some(served(1, Wire::Native, 1, 1, 15)), 1),
        // The wires that page by time know of an entry its newest change only.
        (vec![&amend], Some(by(2, served(2, Wire::StopNcii, 2, 2, 25))), 2),
        // While it is off the list, there are no hashes to be had.
        (vec![&remove], Some(by(3, served(3, Wire::Native, 1, 3, 35))), 2),
        (vec![&add], Some(by(4, served(4, Wire::StopNcii, 4, 4, 45))), 3),
        (vec![&remove], None, 3),
        (vec![&add], None, 3),
        (vec![&remove, &add], None, 3),
        (vec![&remove], None, 3),
        (vec![&add], None, 3),
    ];
    let counted = async |transaction: &mut dyn crate::Transaction| {
        let fetched = transaction.fetched_of_case(case.id).await.unwrap();
        fetched.first().map_or(0, |fetched| fetched.subscribers)
    };
    let mut before = 0;
    for (step, (changes, stretch, after)) in (1..).zip(steps) {
        let changes: Vec<_> = changes.into_iter().cloned().collect();
        publish(storage, &changes, second(step * 10)).await;
        let mut transaction = storage.begin().await.unwrap();
        assert_eq!(counted(&mut *transaction).await, before, "at step {step}");
        if let Some(stretch) = stretch {
            transaction.add_served(&stretch).await.unwrap();
        }
        assert_eq!(counted(&mut *transaction).await, after, "served at step {step}");
        before = after;
        let rows = transaction.entries_of_case(case.id).await.unwrap();
        assert_eq!(rows[0].first_listed, Some(second(10)), "at step {step}");
        transaction.commit().await.unwrap();
    }
}

pub async fn what_was_amended_before_it_was_served_counts_with_its_amendment(storage: &dyn Storage) {
    let (case, items) = with_case_of(storage, &SeededEntropy::new(1), 1).await;
    with_subscribers(storage, 1).await;
    let change = |kind| announcement(kind, &items[0].1, &items[0].0);
    publish(storage, &[change(ChangeKind::Add)], second(10)).await;
    publish(storage, &[change(ChangeKind::Amend)], second(30)).await;
    let mut transaction = storage.begin().await.unwrap();
    // A snapshot of the moment before, read while the entry was amended: it leaves the entry out, as the history gives no
    // hashes with its first change any more.
    for (id, at) in [(1, 30), (2, 40)] {
        transaction
            .add_served(&served(id, Wire::Export, 1, 1, at))
            .await
            .unwrap();
    }
    assert_eq!(transaction.fetched_of_case(case.id).await.unwrap(), []);
    transaction
        .add_served(&served(3, Wire::Native, 2, 2, 41))
        .await
        .unwrap();
    let fetched = Fetched {
        entry: items[0].1.id,
        subscribers: 1,
        last_at: second(41),
    };
    assert_eq!(transaction.fetched_of_case(case.id).await.unwrap(), [fetched]);
}

//! What platforms were served.

use domain::{
    id::{ServedId, SubscriberId},
    list::ListName,
    served::{Served, Wire},
};

use super::{
    fixture::{refused, second},
    platform::with_subscribers,
};
use crate::{
    Storage,
    served::{EvidenceKey, Reached},
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
    assert_eq!(transaction.served(ONE, None, 10).await.unwrap(), [young]);
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

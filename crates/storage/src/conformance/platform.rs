//! What is known of platforms, and what they can change themselves.

use domain::{
    feedback::{Feedback, Verdict},
    id::{EntryId, ServedId, SubscriberId},
    list::{ListName, Policy, Publication},
    platform::{Participant, Practice, Profile, SuspendedBy},
    served::{Served, Wire},
    subscriber::Subscriber,
};

use super::fixture::{refused, second};
use crate::{Storage, platform::VerdictCount};

const ONE: SubscriberId = SubscriberId::from_bytes([1; 16]);

pub(super) fn subscriber(number: u8, lists: &[ListName]) -> Subscriber {
    Subscriber {
        id: SubscriberId::from_bytes([number; 16]),
        member: 1000 + i32::from(number),
        name: format!("Platform {number}"),
        lists: lists.to_vec(),
        suspended: false,
        may_contribute: false,
        created_at: second(i64::from(number)),
    }
}

/// Subscribers 1 to `count` of the lists `adult` and `exploitative`.
pub(super) async fn with_subscribers(storage: &dyn Storage, count: u8) -> [ListName; 2] {
    let lists = [ListName::adult(), ListName::exploitative()];
    let mut transaction = storage.begin().await.unwrap();
    for list in &lists {
        transaction
            .ensure_list(list, &Policy::initial(Publication::PublishFirst))
            .await
            .unwrap();
    }
    for number in 1..=count {
        transaction
            .add_subscriber(&subscriber(number, &lists))
            .await
            .unwrap();
    }
    transaction.commit().await.unwrap();
    lists
}

fn profile(number: u8) -> Profile {
    Profile {
        products: "Photos, Chat".to_owned(),
        practices: vec![Practice::ChecksNew, Practice::Removes],
        public: true,
        agreement: Some("1".to_owned()),
        agreed_at: Some(second(5)),
        suspended_by: Some(SuspendedBy::Platform),
        ..Profile::unknown(SubscriberId::from_bytes([number; 16]), vec![ListName::adult()])
    }
}

pub async fn a_profile_reads_back_and_a_missing_one_is_none(storage: &dyn Storage) {
    with_subscribers(storage, 1).await;
    let mut transaction = storage.begin().await.unwrap();
    assert_eq!(transaction.profile(ONE).await.unwrap(), None);
    for profile in [
        Profile::unknown(ONE, Vec::new()),
        profile(1),
        Profile {
            variants: false,
            ..profile(1)
        },
    ] {
        transaction.set_profile(&profile).await.unwrap();
        assert_eq!(transaction.profile(ONE).await.unwrap(), Some(profile));
    }
}

pub async fn a_profile_needs_its_subscriber(storage: &dyn Storage) {
    let mut transaction = storage.begin().await.unwrap();
    assert_eq!(
        refused(transaction.set_profile(&profile(9)).await),
        "platform_subscriber_fk"
    );
}

pub async fn survivors_read_of_platforms_that_take_part_and_want_it_said(storage: &dyn Storage) {
    with_subscribers(storage, 5).await;
    let mut transaction = storage.begin().await.unwrap();
    for number in [1, 3, 4, 5] {
        let public = number != 3;
        transaction
            .set_profile(&Profile {
                public,
                ..profile(number)
            })
            .await
            .unwrap();
    }
    let suspended = SubscriberId::from_bytes([4; 16]);
    transaction.set_suspended(suspended, true).await.unwrap();
    let without_lists = SubscriberId::from_bytes([5; 16]);
    transaction.set_lists(without_lists, &[]).await.unwrap();
    let expected = Participant {
        name: "Platform 1".to_owned(),
        products: "Photos, Chat".to_owned(),
        practices: vec![Practice::ChecksNew, Practice::Removes],
        since: None,
    };
    let list = ListName::exploitative();
    assert_eq!(
        transaction.participants(&list).await.unwrap(),
        std::slice::from_ref(&expected)
    );
    assert_eq!(
        transaction.unnamed_participants(&list).await.unwrap(),
        0,
        "nobody has fetched anything yet"
    );
    for (number, list, at) in [
        (1, ListName::adult(), 10),
        (1, list.clone(), 30),
        (1, list.clone(), 20),
        (1, list.clone(), 10_000),
        (2, list.clone(), 40),
        (3, list.clone(), 50),
    ] {
        let stretch = Served {
            id: ServedId::from_bytes([u8::try_from(at / 10 % 256).unwrap(); 16]),
            subscriber: SubscriberId::from_bytes([number; 16]),
            list,
            wire: Wire::Native,
            first: 1,
            last: 1,
            count: 1,
            answers: 1,
            began_at: second(at),
            ended_at: second(at),
        };
        transaction.add_served(&stretch).await.unwrap();
    }
    let since = Participant {
        since: Some(second(20)),
        ..expected
    };
    assert_eq!(
        transaction.participants(&list).await.unwrap(),
        [since],
        "since it first fetched of this list"
    );
    assert_eq!(
        transaction.unnamed_participants(&list).await.unwrap(),
        2,
        "one that does not want it said, and one that said nothing"
    );
    transaction.set_lists(ONE, &[ListName::adult()]).await.unwrap();
    assert_eq!(
        transaction.participants(&list).await.unwrap(),
        [],
        "who follows another list does not get what is on this one"
    );
    let third = SubscriberId::from_bytes([3; 16]);
    transaction.set_lists(third, &[ListName::adult()]).await.unwrap();
    assert_eq!(transaction.unnamed_participants(&list).await.unwrap(), 1);
}

pub async fn a_subscriber_is_suspended_and_its_lists_are_changed(storage: &dyn Storage) {
    let lists = with_subscribers(storage, 2).await;
    let mut transaction = storage.begin().await.unwrap();
    transaction.set_suspended(ONE, true).await.unwrap();
    transaction.set_lists(ONE, &lists[1..]).await.unwrap();
    let changed = Subscriber {
        suspended: true,
        may_contribute: false,
        ..subscriber(1, &lists[1..])
    };
    assert_eq!(
        transaction.lookup_subscriber(ONE).await.unwrap(),
        Some(changed.clone())
    );
    assert_eq!(
        transaction.all_subscribers().await.unwrap(),
        [changed, subscriber(2, &lists)]
    );
    transaction.set_lists(ONE, &[]).await.unwrap();
    transaction.set_suspended(ONE, false).await.unwrap();
    assert_eq!(
        transaction.all_subscribers().await.unwrap(),
        [subscriber(1, &[]), subscriber(2, &lists)]
    );
    let nobody = SubscriberId::from_bytes([9; 16]);
    assert_eq!(transaction.lookup_subscriber(nobody).await.unwrap(), None);
}

pub async fn a_platform_cannot_choose_a_list_that_there_is_not(storage: &dyn Storage) {
    with_subscribers(storage, 1).await;
    let mut transaction = storage.begin().await.unwrap();
    let nothing = [ListName::parse("nothing").unwrap()];
    assert_eq!(
        refused(transaction.set_lists(ONE, &nothing).await),
        "subscription_list_fk"
    );
}

pub async fn what_a_platform_said_is_counted_by_list_and_verdict(storage: &dyn Storage) {
    let lists = with_subscribers(storage, 2).await;
    let mut transaction = storage.begin().await.unwrap();
    for (number, list, entry, verdict) in [
        (1, &lists[1], 1, Verdict::Removed),
        (1, &lists[1], 2, Verdict::Removed),
        (1, &lists[1], 3, Verdict::Matched),
        (1, &lists[0], 4, Verdict::Disputed),
        (2, &lists[1], 1, Verdict::Kept),
    ] {
        let feedback = Feedback {
            list: list.clone(),
            entry: EntryId::from_bytes([entry; 16]),
            subscriber: SubscriberId::from_bytes([number; 16]),
            verdict,
            reason: "none".to_owned(),
            matches: 1,
            answered: 0,
            given_at: second(1),
        };
        transaction.give_feedback(&feedback).await.unwrap();
    }
    let count = |list: &ListName, verdict, count| VerdictCount {
        list: list.clone(),
        verdict,
        count,
    };
    assert_eq!(
        transaction.count_verdicts(ONE).await.unwrap(),
        [
            count(&lists[0], Verdict::Disputed, 1),
            count(&lists[1], Verdict::Matched, 1),
            count(&lists[1], Verdict::Removed, 2)
        ]
    );
}

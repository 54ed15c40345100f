//! Subscribers and their credentials.

use std::time::Duration;

use domain::{
    Entropy,
    entropy::SeededEntropy,
    id::{CredentialId, SubscriberId},
    list::{ListName, Policy, Publication},
    subscriber::{Credential, Group, Scopes, Subscriber},
};
use futures::future::join;
use tokio::time::sleep;

use super::fixture::{refused, second};
use crate::Storage;

fn subscriber(entropy: &dyn Entropy, member: i32, lists: &[ListName]) -> Subscriber {
    Subscriber {
        id: SubscriberId::draw(entropy),
        member,
        name: format!("Platform {member}"),
        lists: lists.to_vec(),
        suspended: false,
        may_contribute: false,
        created_at: second(1),
    }
}

fn credential(entropy: &dyn Entropy, owner: &Subscriber) -> Credential {
    Credential {
        id: CredentialId::draw(entropy),
        subscriber: owner.id,
        scopes: Scopes::usual(),
        secret_digest: entropy.bytes(),
        created_at: second(2),
        expires_at: None,
        revoked_at: None,
    }
}

async fn with_two_lists(storage: &dyn Storage) -> [ListName; 2] {
    let lists = [ListName::adult(), ListName::exploitative()];
    let mut transaction = storage.begin().await.unwrap();
    for list in &lists {
        transaction
            .ensure_list(list, &Policy::initial(Publication::PublishFirst))
            .await
            .unwrap();
    }
    transaction.commit().await.unwrap();
    lists
}

pub async fn member_numbers_begin_at_1000_and_are_counted_up(storage: &dyn Storage) {
    let entropy = SeededEntropy::new(1);
    let mut transaction = storage.begin().await.unwrap();
    assert_eq!(transaction.next_member().await.unwrap(), 1000);
    for member in [1000, 1007] {
        transaction
            .add_subscriber(&subscriber(&entropy, member, &[]))
            .await
            .unwrap();
        assert_eq!(transaction.next_member().await.unwrap(), member + 1);
    }
    assert_eq!(transaction.count_subscribers().await.unwrap(), 2);
}

pub async fn a_taken_name_or_member_number_is_refused(storage: &dyn Storage) {
    let entropy = SeededEntropy::new(1);
    let first = subscriber(&entropy, 1000, &[]);
    let same_name = Subscriber {
        name: first.name.clone(),
        ..subscriber(&entropy, 1001, &[])
    };
    let same_member = Subscriber {
        name: "Another".to_owned(),
        ..subscriber(&entropy, 1000, &[])
    };
    for (other, constraint) in [
        (same_name, "subscriber_name_unique"),
        (same_member, "subscriber_member_unique"),
    ] {
        let mut transaction = storage.begin().await.unwrap();
        transaction.add_subscriber(&first).await.unwrap();
        assert_eq!(refused(transaction.add_subscriber(&other).await), constraint);
    }
}

pub async fn member_numbers_below_1000_are_ours(storage: &dyn Storage) {
    let ours = subscriber(&SeededEntropy::new(1), 999, &[]);
    let mut transaction = storage.begin().await.unwrap();
    assert_eq!(
        refused(transaction.add_subscriber(&ours).await),
        "subscriber_member_not_ours"
    );
}

pub async fn a_subscriber_reads_lists_that_exist(storage: &dyn Storage) {
    let eager = subscriber(&SeededEntropy::new(1), 1000, &[ListName::adult()]);
    let mut transaction = storage.begin().await.unwrap();
    assert_eq!(
        refused(transaction.add_subscriber(&eager).await),
        "subscription_list_fk"
    );
}

pub async fn a_credential_is_found_with_its_subscriber(storage: &dyn Storage) {
    let entropy = SeededEntropy::new(1);
    let lists = with_two_lists(storage).await;
    let owners = [
        subscriber(&entropy, 1000, &lists),
        Subscriber {
            suspended: true,
            ..subscriber(&entropy, 1001, &[])
        },
        subscriber(&entropy, 1002, &lists[..1]),
    ];
    let credentials = [
        credential(&entropy, &owners[0]),
        Credential {
            expires_at: Some(second(9)),
            ..credential(&entropy, &owners[1])
        },
        Credential {
            revoked_at: Some(second(5)),
            ..credential(&entropy, &owners[2])
        },
    ];
    let mut transaction = storage.begin().await.unwrap();
    for owner in &owners {
        transaction.add_subscriber(owner).await.unwrap();
    }
    for credential in &credentials {
        transaction.add_credential(credential).await.unwrap();
    }
    transaction.commit().await.unwrap();

    let mut reader = storage.read().await.unwrap();
    for (credential, owner) in credentials.into_iter().zip(owners) {
        let found = reader.find_credential(credential.id).await.unwrap();
        assert_eq!(found, Some((credential, owner)));
    }
    assert_eq!(
        reader
            .find_credential(CredentialId::from_bytes([1; 16]))
            .await
            .unwrap(),
        None
    );
}

pub async fn a_credential_needs_its_subscriber(storage: &dyn Storage) {
    let entropy = SeededEntropy::new(1);
    let stray = credential(&entropy, &subscriber(&entropy, 1000, &[]));
    let mut transaction = storage.begin().await.unwrap();
    assert_eq!(
        refused(transaction.add_credential(&stray).await),
        "credential_subscriber_fk"
    );
}

pub async fn the_subscribers_of_a_list_come_by_member_number_with_all_their_lists(storage: &dyn Storage) {
    let entropy = SeededEntropy::new(1);
    let lists = with_two_lists(storage).await;
    let [later, earlier, elsewhere] = [
        subscriber(&entropy, 1005, &lists),
        subscriber(&entropy, 1002, &lists[1..]),
        subscriber(&entropy, 1003, &lists[..1]),
    ];
    let mut transaction = storage.begin().await.unwrap();
    for subscriber in [&later, &earlier, &elsewhere] {
        transaction.add_subscriber(subscriber).await.unwrap();
    }
    assert_eq!(
        transaction.subscribers_of(&lists[1]).await.unwrap(),
        [earlier, later.clone()]
    );
    assert_eq!(
        transaction.subscribers_of(&lists[0]).await.unwrap(),
        [elsewhere, later]
    );
}

pub async fn the_keys_of_a_subscriber_come_by_age_and_nobody_elses(storage: &dyn Storage) {
    let entropy = SeededEntropy::new(1);
    let owners = [subscriber(&entropy, 1000, &[]), subscriber(&entropy, 1001, &[])];
    let keys = [
        credential(&entropy, &owners[0]),
        Credential {
            created_at: second(1),
            scopes: Scopes::parse("read contribute").unwrap(),
            ..credential(&entropy, &owners[0])
        },
        credential(&entropy, &owners[1]),
    ];
    let mut transaction = storage.begin().await.unwrap();
    for owner in &owners {
        transaction.add_subscriber(owner).await.unwrap();
    }
    for key in &keys {
        transaction.add_credential(key).await.unwrap();
    }
    let [later, earlier, elsewhere] = keys;
    assert_eq!(
        transaction.credentials_of(owners[0].id).await.unwrap(),
        [earlier, later]
    );
    assert_eq!(
        transaction.credentials_of(owners[1].id).await.unwrap(),
        [elsewhere]
    );
}

pub async fn a_key_is_revoked_once_and_by_its_owner(storage: &dyn Storage) {
    let entropy = SeededEntropy::new(1);
    let owners = [subscriber(&entropy, 1000, &[]), subscriber(&entropy, 1001, &[])];
    let key = credential(&entropy, &owners[0]);
    let mut transaction = storage.begin().await.unwrap();
    for owner in &owners {
        transaction.add_subscriber(owner).await.unwrap();
    }
    transaction.add_credential(&key).await.unwrap();
    let mut revoke = async |owner: &Subscriber, at| {
        transaction
            .revoke_credential(owner.id, key.id, second(at))
            .await
            .unwrap()
    };
    assert!(!revoke(&owners[1], 3).await);
    assert!(revoke(&owners[0], 4).await);
    assert!(!revoke(&owners[0], 5).await);
    let kept = transaction.credentials_of(owners[0].id).await.unwrap().remove(0);
    assert_eq!(kept.revoked_at, Some(second(4)));
}

pub async fn a_key_ends_sooner_and_never_later(storage: &dyn Storage) {
    let entropy = SeededEntropy::new(1);
    let owner = subscriber(&entropy, 1000, &[]);
    let key = credential(&entropy, &owner);
    let mut transaction = storage.begin().await.unwrap();
    transaction.add_subscriber(&owner).await.unwrap();
    transaction.add_credential(&key).await.unwrap();
    let mut end = async |at| {
        transaction
            .expire_credential(owner.id, key.id, second(at))
            .await
            .unwrap()
    };
    assert!(end(9).await);
    assert!(!end(10).await);
    assert!(end(8).await);
    let kept = transaction.credentials_of(owner.id).await.unwrap().remove(0);
    assert_eq!(kept.expires_at, Some(second(8)));
}

pub async fn a_held_subscriber_is_as_it_was_kept(storage: &dyn Storage) {
    let entropy = SeededEntropy::new(1);
    let lists = with_two_lists(storage).await;
    let owner = subscriber(&entropy, 1000, &lists);
    let mut transaction = storage.begin().await.unwrap();
    transaction.add_subscriber(&owner).await.unwrap();
    transaction.set_may_contribute(owner.id, true).await.unwrap();
    let expected = Subscriber {
        may_contribute: true,
        ..owner.clone()
    };
    assert_eq!(
        transaction.hold_subscriber(owner.id).await.unwrap(),
        Some(expected)
    );
    let unknown = SubscriberId::from_bytes([9; 16]);
    assert_eq!(transaction.hold_subscriber(unknown).await.unwrap(), None);
}

pub async fn of_two_that_lock_the_subscribers_the_second_reads_what_the_first_wrote(storage: &dyn Storage) {
    let entropy = SeededEntropy::new(1);
    let added = [1000, 1001].map(|member| subscriber(&entropy, member, &[]));
    let mut transaction = storage.begin().await.unwrap();
    for one in &added {
        transaction.add_subscriber(one).await.unwrap();
    }
    transaction.commit().await.unwrap();
    let acme = Group::parse("Acme").unwrap();
    let note_if_first = async |one: &Subscriber| {
        let mut transaction = storage.begin().await.unwrap();
        transaction.lock_subscribers().await.unwrap();
        let is_first = transaction.groups().await.unwrap().is_empty();
        sleep(Duration::from_millis(50)).await;
        if is_first {
            transaction.set_group(one.id, Some(&acme)).await.unwrap();
        }
        transaction.commit().await.unwrap();
        is_first
    };
    let (one, other) = join(note_if_first(&added[0]), note_if_first(&added[1])).await;
    assert!(one != other);
}

pub async fn with_whom_a_subscriber_acts_is_kept_and_cleared(storage: &dyn Storage) {
    let entropy = SeededEntropy::new(1);
    let mut transaction = storage.begin().await.unwrap();
    let added = [1001, 1000, 1002].map(|member| subscriber(&entropy, member, &[]));
    let acme = Group::parse("Acme Holdings").unwrap();
    for one in &added {
        transaction.add_subscriber(one).await.unwrap();
    }
    assert_eq!(transaction.groups().await.unwrap(), []);
    for one in &added[..2] {
        transaction.set_group(one.id, Some(&acme)).await.unwrap();
    }
    let expected = [(added[1].id, acme.clone()), (added[0].id, acme.clone())];
    assert_eq!(transaction.groups().await.unwrap(), expected);
    transaction.set_group(added[1].id, None).await.unwrap();
    assert_eq!(transaction.groups().await.unwrap(), expected[1..]);
    let held = transaction.hold_subscriber(added[0].id).await.unwrap();
    assert_eq!(held, Some(added[0].clone()), "nothing else of it changed");
}

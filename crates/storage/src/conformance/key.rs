//! Generations of the operator's secret.

use domain::{
    entropy::SeededEntropy,
    id::{StaffId, SubscriberId},
    sealed::{Purpose, Sealed},
    staff::{Role, Staff},
    subscriber::Subscriber,
};

use super::fixture::{case, second};
use crate::{Storage, key::KeyUse};

const ONE: SubscriberId = SubscriberId::from_bytes([1; 16]);
const OTHER: SubscriberId = SubscriberId::from_bytes([2; 16]);

fn sealed(generation: u32) -> Sealed {
    Sealed {
        generation,
        bytes: vec![9; 60],
    }
}

fn ada() -> Staff {
    Staff {
        id: StaffId::from_bytes([1; 16]),
        name: "Ada".to_owned(),
        role: Role::Lead,
        passphrase_verifier: "$argon2id$".to_owned(),
        key_generation: 1,
        failed_attempts: 0,
        next_attempt_at: None,
        ended_at: None,
    }
}

async fn with_subscribers(storage: &dyn Storage) {
    let mut transaction = storage.begin().await.unwrap();
    for (member, id) in (1000..).zip([ONE, OTHER]) {
        let subscriber = Subscriber {
            id,
            member,
            name: format!("Platform {member}"),
            lists: Vec::new(),
            suspended: false,
            may_contribute: false,
            created_at: second(0),
        };
        transaction.add_subscriber(&subscriber).await.unwrap();
    }
    transaction.commit().await.unwrap();
}

pub async fn a_contact_reads_back_and_a_missing_one_is_none(storage: &dyn Storage) {
    with_subscribers(storage).await;
    let mut transaction = storage.begin().await.unwrap();
    transaction.set_contact(ONE, &sealed(1)).await.unwrap();
    assert_eq!(transaction.contact(ONE).await.unwrap(), Some(sealed(1)));
    transaction.set_contact(ONE, &sealed(2)).await.unwrap();
    assert_eq!(transaction.contact(ONE).await.unwrap(), Some(sealed(2)));
    assert_eq!(transaction.contact(OTHER).await.unwrap(), None);
}

pub async fn contacts_that_were_sealed_earlier_are_found(storage: &dyn Storage) {
    with_subscribers(storage).await;
    let mut transaction = storage.begin().await.unwrap();
    transaction.set_contact(ONE, &sealed(1)).await.unwrap();
    transaction.set_contact(OTHER, &sealed(2)).await.unwrap();
    let before = async |transaction: &mut dyn crate::Transaction, generation| {
        transaction.contacts_sealed_before(generation, 10).await.unwrap()
    };
    assert_eq!(before(&mut *transaction, 1).await, []);
    assert_eq!(before(&mut *transaction, 2).await, [(ONE, sealed(1))]);
    assert_eq!(
        before(&mut *transaction, 3).await,
        [(ONE, sealed(1)), (OTHER, sealed(2))]
    );
}

pub async fn every_generation_tells_who_depends_on_it(storage: &dyn Storage) {
    with_subscribers(storage).await;
    let entropy = SeededEntropy::new(1);
    let mut transaction = storage.begin().await.unwrap();
    assert_eq!(transaction.key_uses().await.unwrap(), []);
    for key_generation in [1, 2, 2] {
        let case = domain::case::Case {
            key_generation,
            ..case(&entropy)
        };
        transaction.add_case(&case).await.unwrap();
    }
    let ada = ada();
    transaction.add_staff(&ada, second(0)).await.unwrap();
    transaction.set_contact(ONE, &sealed(3)).await.unwrap();
    transaction.set_totp_seed(ada.id, &sealed(2)).await.unwrap();
    transaction
        .set_sealed(Purpose::WebhookSecret, ONE.as_bytes(), &sealed(2))
        .await
        .unwrap();
    let used = |generation, cases, staff, contacts, seeds, texts| KeyUse {
        generation,
        cases,
        staff,
        contacts,
        seeds,
        texts,
    };
    assert_eq!(
        transaction.key_uses().await.unwrap(),
        [
            used(1, 1, 1, 0, 0, 0),
            used(2, 2, 0, 0, 1, 1),
            used(3, 0, 0, 1, 0, 0)
        ]
    );
    transaction
        .set_staff_verifier(ada.id, "$argon2id$new", 3)
        .await
        .unwrap();
    let renewed = transaction.lookup_staff(ada.id).await.unwrap().unwrap();
    assert_eq!(
        (renewed.passphrase_verifier.as_str(), renewed.key_generation),
        ("$argon2id$new", 3)
    );
    assert_eq!(
        transaction.key_uses().await.unwrap(),
        [
            used(1, 1, 0, 0, 0, 0),
            used(2, 2, 0, 0, 1, 1),
            used(3, 0, 1, 1, 0, 0)
        ]
    );
    transaction
        .set_staff_ended(ada.id, Some(second(1)))
        .await
        .unwrap();
    let uses = transaction.key_uses().await.unwrap();
    assert_eq!(
        uses.last(),
        Some(&used(3, 0, 0, 1, 0, 0)),
        "whose account has ended depends on none"
    );
}

pub async fn a_seed_reads_back_and_those_that_were_sealed_earlier_are_found(storage: &dyn Storage) {
    let ada = ada();
    let mut transaction = storage.begin().await.unwrap();
    transaction.add_staff(&ada, second(0)).await.unwrap();
    assert_eq!(transaction.totp_seed(ada.id).await.unwrap(), None);
    transaction.set_totp_seed(ada.id, &sealed(2)).await.unwrap();
    assert_eq!(transaction.totp_seed(ada.id).await.unwrap(), Some(sealed(2)));
    assert_eq!(transaction.totp_seeds_sealed_before(2, 10).await.unwrap(), []);
    assert_eq!(
        transaction.totp_seeds_sealed_before(3, 10).await.unwrap(),
        [(ada.id, sealed(2))]
    );
}

pub async fn what_was_changed_or_given_up_meanwhile_is_not_sealed_anew(storage: &dyn Storage) {
    with_subscribers(storage).await;
    let text = |generation, byte| Sealed {
        generation,
        bytes: vec![byte; 60],
    };
    let (read, changed, anew) = (text(1, 1), text(2, 2), text(3, 3));
    let (ada, purpose) = (ada(), Purpose::WebhookSecret);
    let mut transaction = storage.begin().await.unwrap();
    transaction.add_staff(&ada, second(0)).await.unwrap();
    for (found, left) in [(&read, &anew), (&changed, &changed)] {
        transaction.set_contact(ONE, found).await.unwrap();
        transaction.set_totp_seed(ada.id, found).await.unwrap();
        transaction
            .set_sealed(purpose, ONE.as_bytes(), found)
            .await
            .unwrap();
        transaction.reseal_contact(ONE, &read, &anew).await.unwrap();
        transaction.reseal_totp_seed(ada.id, &read, &anew).await.unwrap();
        transaction
            .reseal_text(purpose, ONE.as_bytes(), &read, &anew)
            .await
            .unwrap();
        assert_eq!(transaction.contact(ONE).await.unwrap().as_ref(), Some(left));
        assert_eq!(transaction.totp_seed(ada.id).await.unwrap().as_ref(), Some(left));
        let sealed = transaction.sealed(purpose, ONE.as_bytes()).await.unwrap();
        assert_eq!(sealed.as_ref(), Some(left));
    }
    transaction.unset_sealed(purpose, ONE.as_bytes()).await.unwrap();
    transaction
        .reseal_text(purpose, ONE.as_bytes(), &changed, &anew)
        .await
        .unwrap();
    assert_eq!(
        transaction.sealed(purpose, ONE.as_bytes()).await.unwrap(),
        None,
        "what was given up does not come back"
    );
}

pub async fn a_code_is_used_once_and_none_before_it_afterwards(storage: &dyn Storage) {
    let ada = ada();
    let mut transaction = storage.begin().await.unwrap();
    transaction.add_staff(&ada, second(0)).await.unwrap();
    for (step, may) in [(100, true), (100, false), (99, false), (101, true)] {
        assert_eq!(
            transaction.use_totp_step(ada.id, step).await.unwrap(),
            may,
            "{step}"
        );
    }
}

pub async fn a_sealed_text_is_of_one_purpose_and_row_and_can_be_given_up(storage: &dyn Storage) {
    let (one, other) = ([1; 16], [2; 16]);
    let (secret, previous) = (Purpose::WebhookSecret, Purpose::PreviousWebhookSecret);
    let mut transaction = storage.begin().await.unwrap();
    transaction.set_sealed(secret, &one, &sealed(1)).await.unwrap();
    transaction.set_sealed(secret, &one, &sealed(2)).await.unwrap();
    transaction.set_sealed(previous, &one, &sealed(1)).await.unwrap();
    assert_eq!(transaction.sealed(secret, &one).await.unwrap(), Some(sealed(2)));
    assert_eq!(transaction.sealed(previous, &one).await.unwrap(), Some(sealed(1)));
    assert_eq!(transaction.sealed(secret, &other).await.unwrap(), None);
    assert_eq!(
        transaction.texts_sealed_before(2, 10).await.unwrap(),
        [(previous, one, sealed(1))]
    );
    transaction.unset_sealed(previous, &one).await.unwrap();
    transaction.unset_sealed(previous, &other).await.unwrap();
    assert_eq!(transaction.sealed(previous, &one).await.unwrap(), None);
    assert_eq!(transaction.texts_sealed_before(2, 10).await.unwrap(), []);
}

//! The operator's secret is replaced while everything goes on.

use domain::{
    audit::{Act, Agent},
    list::ListName,
    staff::Role,
};
use service::{
    case::CaseKey,
    keys::{Keyring, Keys},
    submit::SubmitError,
    testing::{TestService, form},
};

use crate::submission::submit;

/// The keyring that tests start with, and a second generation that is in use where `current` says so.
fn ring(current: u32) -> Keyring {
    let keys = [Keys::of_generation(1, &[7; 32]), Keys::of_generation(2, &[8; 32])];
    Keyring::new(keys, current).unwrap()
}

/// Generation, cases, staff, and whatever is sealed.
async fn uses(test: &TestService) -> Vec<(u32, u64, u64, u64)> {
    let uses = test.service.key_uses().await.unwrap();
    uses.into_iter()
        .map(|one| (one.generation, one.cases, one.staff, one.contacts + one.seeds))
        .collect()
}

#[tokio::test]
async fn cases_of_both_generations_open_while_the_key_changes() {
    let test = TestService::start().await;
    let before = submit(&test, 1, 1).await;
    test.service.use_keyring(ring(2));
    let after = submit(&test, 2, 1).await;
    for receipt in [&before, &after] {
        let (number, pin) = (receipt.number.to_string(), receipt.pin.to_string());
        assert_eq!(
            test.service
                .open_case(CaseKey::new(&number, &pin))
                .await
                .unwrap()
                .items
                .len(),
            1
        );
        assert!(
            test.service
                .open_case(CaseKey::new(&number, "0000 0000"))
                .await
                .is_err()
        );
    }
    assert_eq!(uses(&test).await, [(1, 1, 0, 0), (2, 1, 0, 0)]);
}

#[tokio::test]
async fn a_submission_from_before_is_answered_with_the_same_receipt_again() {
    let test = TestService::start().await;
    let receipt = submit(&test, 1, 1).await;
    test.service.use_keyring(ring(2));
    assert_eq!(submit(&test, 1, 1).await, receipt);
    let other_content = test.service.submit(form(1, 2).parse().unwrap()).await;
    assert!(matches!(other_content, Err(SubmitError::KeyReused)));
    assert_eq!(uses(&test).await, [(1, 1, 0, 0)]);
}

#[tokio::test]
async fn staff_sign_in_as_before_and_depend_on_the_new_key_from_then_on() {
    let test = TestService::start().await;
    test.staff("robin", Role::Lead).await;
    test.service.use_keyring(ring(2));
    assert!(
        test.service
            .sign_in("robin", "not the passphrase at all", "")
            .await
            .is_err()
    );
    assert_eq!(uses(&test).await, [(1, 0, 1, 1)]);
    for _ in 0..2 {
        test.sign_in("robin").await;
        assert_eq!(uses(&test).await, [(1, 0, 0, 1), (2, 0, 1, 0)]);
    }
}

#[tokio::test]
async fn contacts_and_seeds_are_sealed_anew_and_then_need_only_the_new_key() {
    let test = TestService::start().await;
    let lists = [ListName::exploitative()];
    let (subscriber, _) = test
        .service
        .add_subscriber("Example Platform", &lists)
        .await
        .unwrap();
    let contact = "trust@platform.example";
    test.service.set_contact(subscriber.id, contact).await.unwrap();
    test.staff("robin", Role::Lead).await;
    test.service.enrol_totp("robin").await.unwrap();
    test.service.use_keyring(ring(2));
    assert_eq!(test.service.reseal(None).await.unwrap(), 2);
    assert_eq!(test.service.reseal(None).await.unwrap(), 0);
    assert_eq!(uses(&test).await, [(1, 0, 1, 0), (2, 0, 0, 2)]);
    test.service
        .use_keyring(Keyring::from(Keys::of_generation(2, &[8; 32])));
    let opened = test
        .service
        .contact(Agent::Operator, subscriber.id)
        .await
        .unwrap()
        .unwrap();
    assert_eq!(*opened, contact);
    let bytes = std::fs::read(test.folder().join("test.db-wal")).unwrap();
    let stored = |bytes: &[u8]| {
        bytes
            .windows(contact.len())
            .any(|window| window == contact.as_bytes())
    };
    assert!(
        !bytes.is_empty() && !stored(&bytes),
        "the database holds it sealed"
    );
}

#[tokio::test]
async fn who_says_or_looks_how_to_reach_a_platform_or_takes_copies_away_is_in_the_record() {
    let test = TestService::start().await;
    let lists = [ListName::exploitative()];
    let (silent, _) = test.service.add_subscriber("Silent", &lists).await.unwrap();
    let (subscriber, _) = test.service.add_subscriber("Platform", &lists).await.unwrap();
    test.service
        .set_contact(subscriber.id, "abuse@platform.example")
        .await
        .unwrap();
    let look = |id| test.service.contact(Agent::Operator, id);
    assert_eq!(look(silent.id).await.unwrap(), None);
    look(subscriber.id).await.unwrap().unwrap();
    for act in [Act::ExportedAudit, Act::BackedUp] {
        test.service.note_taking(act, "", "").await.unwrap();
    }
    test.service
        .suspend_platform(subscriber.id, Agent::Operator, "")
        .await
        .unwrap();
    look(subscriber.id).await.unwrap().unwrap();
    let records = test.acts().await;
    let looks = records
        .iter()
        .filter(|record| record.deed.act == Act::ViewedContact);
    let reasons: Vec<_> = looks.map(|record| record.deed.reason.as_str()).collect();
    assert_eq!(reasons, ["takes-part", "suspended"]);
    let acts: Vec<_> = records
        .iter()
        .map(|record| (record.deed.actor, record.deed.act))
        .filter(|(_, act)| !matches!(act, Act::AddedSubscriber | Act::IssuedKey))
        .collect();
    let by = Agent::Operator;
    assert_eq!(
        acts,
        [
            (by, Act::ChangedSubscriber),
            (by, Act::ViewedContact),
            (by, Act::ExportedAudit),
            (by, Act::BackedUp),
            (by, Act::SuspendedSubscriber),
            (by, Act::ViewedContact)
        ]
    );
}

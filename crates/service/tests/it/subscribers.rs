//! Becoming a subscriber and proving it.

use std::time::Duration;

use domain::{
    audit::{Act, Agent},
    list::{ListName, Publication},
    served::Wire,
    subscriber::{Scope, Scopes, Subscriber},
};
use service::{
    platform::PlatformError,
    subscribe::{AddSubscriberError, AuthenticateError, IssuedCredential, Presented},
    subscriber_key::{KeyError, KeyOrder},
    testing::TestService,
};

use crate::submission::submit;

#[tokio::test]
async fn a_credential_works_as_bearer_and_as_user_name_and_password() {
    let test = TestService::start().await;
    let lists = [ListName::exploitative()];
    let (subscriber, credential) = test.service.add_subscriber("Platform", &lists).await.unwrap();
    assert_eq!(subscriber.member, 1000);
    for presented in [
        Presented::from_bearer(&credential.bearer()).unwrap(),
        Presented::from_basic(&credential.user_name(), &credential.password()).unwrap(),
    ] {
        let caller = test.service.authenticate(presented).await.unwrap();
        assert_eq!(
            (caller.subscriber, caller.scopes),
            (subscriber.clone(), Scopes::usual())
        );
    }
}

#[tokio::test]
async fn a_wrong_secret_and_an_unknown_id_are_refused_alike() {
    let test = TestService::start().await;
    let (_, credential) = test.service.add_subscriber("Platform", &[]).await.unwrap();
    let wrong = Presented::from_basic(&credential.user_name(), &"00".repeat(32)).unwrap();
    let unknown = Presented::from_basic(&"ab".repeat(16), &credential.password()).unwrap();
    for presented in [wrong, unknown] {
        let refused = test.service.authenticate(presented).await;
        assert!(matches!(refused, Err(AuthenticateError::Refused)));
    }
}

#[tokio::test]
async fn names_are_taken_once_and_lists_have_to_exist() {
    let test = TestService::start().await;
    test.service.add_subscriber("Platform", &[]).await.unwrap();
    for name in ["Platform", "PLATFORM", " platform "] {
        let again = test.service.add_subscriber(name, &[]).await;
        assert!(matches!(again, Err(AddSubscriberError::NameTaken)), "{name}");
    }
    let unknown = test.service.add_subscriber("Other", &[ListName::adult()]).await;
    assert!(matches!(unknown, Err(AddSubscriberError::UnknownList(_))));
    let (second, _) = test.service.add_subscriber("Other", &[]).await.unwrap();
    assert_eq!(second.member, 1001);
}

async fn platform(test: &TestService) -> (Subscriber, IssuedCredential) {
    test.service.add_subscriber("Platform", &[]).await.unwrap()
}

fn another_for(subscriber: &Subscriber) -> KeyOrder {
    KeyOrder {
        subscriber: subscriber.id,
        scopes: Scopes::usual(),
        expires_at: None,
    }
}

async fn opens(test: &TestService, key: &IssuedCredential) -> bool {
    let presented = Presented::from_bearer(&key.bearer()).unwrap();
    test.service.authenticate(presented).await.is_ok()
}

#[tokio::test]
async fn two_keys_are_in_force_at_once_and_a_third_waits_until_one_is_revoked() {
    let test = TestService::start().await;
    let (subscriber, first) = platform(&test).await;
    let order = another_for(&subscriber);
    let second = test
        .service
        .issue_key(order.clone(), Agent::Operator)
        .await
        .unwrap();
    assert!(opens(&test, &first).await && opens(&test, &second).await);
    let third = test.service.issue_key(order.clone(), Agent::Operator).await;
    assert!(matches!(third, Err(KeyError::TooMany)));

    test.service
        .revoke_key(subscriber.id, first.id(), Agent::Operator)
        .await
        .unwrap();
    assert!(!opens(&test, &first).await && opens(&test, &second).await);
    assert!(test.service.issue_key(order, Agent::Operator).await.is_ok());
    let again = test
        .service
        .revoke_key(subscriber.id, first.id(), Agent::Operator)
        .await;
    assert!(matches!(again, Err(KeyError::UnknownKey)));
}

#[tokio::test]
async fn keys_with_other_scopes_are_counted_for_themselves() {
    let test = TestService::start().await;
    let (subscriber, _) = platform(&test).await;
    let reads = KeyOrder {
        scopes: [Scope::Read].into_iter().collect(),
        ..another_for(&subscriber)
    };
    for order in [another_for(&subscriber), reads.clone(), reads] {
        test.service.issue_key(order, Agent::Operator).await.unwrap();
    }
    assert_eq!(test.service.keys_of(subscriber.id).await.unwrap().len(), 4);
}

#[tokio::test]
async fn a_rotated_key_goes_on_for_as_long_as_was_said() {
    let test = TestService::start().await;
    let (subscriber, first) = platform(&test).await;
    let end = test.service.now().plus(Duration::from_secs(3_600));
    test.service
        .end_key(subscriber.id, first.id(), end, Agent::Operator)
        .await
        .unwrap();
    assert!(opens(&test, &first).await);
    test.clock.advance(Duration::from_secs(3_600));
    assert!(!opens(&test, &first).await);
}

#[tokio::test]
async fn a_key_that_makes_no_sense_is_not_given() {
    let test = TestService::start().await;
    let (subscriber, _) = platform(&test).await;
    let contributes: Scopes = [Scope::Contribute].into_iter().collect();
    let order = another_for(&subscriber);
    let wrong = [
        (Scopes::from_iter([]), None, "a key needs at least one scope"),
        (
            contributes.clone(),
            None,
            "this subscriber may not hand in hashes",
        ),
        (
            Scopes::usual(),
            Some(test.service.now()),
            "a key has to end in the future",
        ),
    ];
    for (scopes, expires_at, sentence) in wrong {
        let order = KeyOrder {
            scopes,
            expires_at,
            ..order.clone()
        };
        let refused = test.service.issue_key(order, Agent::Operator).await.unwrap_err();
        assert_eq!(refused.to_string(), sentence);
    }
    test.service
        .allow_contribution(subscriber.id, true, Agent::Operator)
        .await
        .unwrap();
    let order = KeyOrder {
        scopes: contributes,
        ..order
    };
    assert!(test.service.issue_key(order, Agent::Operator).await.is_ok());
}

#[tokio::test]
async fn nobody_revokes_the_key_of_another() {
    let test = TestService::start().await;
    let (_, key) = platform(&test).await;
    let (other, _) = test.service.add_subscriber("Other", &[]).await.unwrap();
    let refused = test.service.revoke_key(other.id, key.id(), Agent::Operator).await;
    assert!(matches!(refused, Err(KeyError::UnknownKey)));
    assert!(opens(&test, &key).await);
}

#[tokio::test]
async fn every_key_given_and_taken_is_in_the_record_of_acts() {
    let test = TestService::start().await;
    let (subscriber, _) = platform(&test).await;
    let key = test
        .service
        .issue_key(another_for(&subscriber), Agent::Operator)
        .await
        .unwrap();
    test.service
        .revoke_key(subscriber.id, key.id(), Agent::Operator)
        .await
        .unwrap();
    let mut reader = test.storage.read().await.unwrap();
    let lines = reader.audit_of(&key.id().to_string()).await.unwrap();
    let acts: Vec<_> = lines.iter().map(|line| line.act.as_str()).collect();
    assert_eq!(acts, [Act::IssuedKey, Act::RevokedKey].map(Act::as_str));
}

#[tokio::test]
async fn a_list_that_was_made_later_can_be_chosen_once_it_was_granted() {
    let test = TestService::start().await;
    let lists = [ListName::exploitative()];
    let (subscriber, _) = test.service.add_subscriber("Platform", &lists).await.unwrap();
    let (id, adult) = (subscriber.id, ListName::adult());
    let grant = async |follow| test.service.grant_list(id, &adult, follow, Agent::Operator).await;
    let missing = grant(false).await;
    assert!(
        matches!(missing, Err(PlatformError::NoSuchList(_))),
        "{missing:?}"
    );
    test.ensure_list(&adult, Publication::PublishFirst).await;
    let lists = [adult.clone()];
    let refused = test.service.choose_lists(id, &lists, true).await;
    assert!(
        matches!(refused, Err(PlatformError::NotGranted(_))),
        "{refused:?}"
    );
    let follows = async || test.service.overview(id).await.unwrap().unwrap().subscriber.lists;
    let before = follows().await;
    grant(false).await.unwrap();
    assert_eq!(follows().await, before, "it is only offered");
    test.service.choose_lists(id, &lists, true).await.unwrap();
    assert_eq!(follows().await, lists);

    test.service
        .choose_lists(id, &[ListName::exploitative()], true)
        .await
        .unwrap();
    grant(true).await.unwrap();
    grant(true).await.unwrap();
    assert!(follows().await.contains(&adult));
    let revoke = async || test.service.revoke_list(id, &adult, Agent::Operator).await;
    revoke().await.unwrap();
    assert_eq!(follows().await, [ListName::exploitative()]);
    let gone = test.service.choose_lists(id, &lists, true).await;
    assert!(matches!(gone, Err(PlatformError::NotGranted(_))), "{gone:?}");
    let again = revoke().await;
    assert!(matches!(again, Err(PlatformError::NotGranted(_))), "{again:?}");
    let records = test.acts().await;
    let granted: Vec<_> = records
        .iter()
        .filter(|record| record.deed.actor == Agent::Operator && record.deed.act == Act::ChangedSubscriber)
        .map(|record| record.deed.reason.as_str())
        .collect();
    let expected = ["granted", "followed", "taken back"].map(|what| format!("list adult {what}"));
    assert_eq!(granted, expected);
}

#[tokio::test]
async fn how_far_every_platform_has_got_is_known_whichever_node_served_it() {
    let test = TestService::start().await;
    let list = ListName::exploitative();
    let lists = [list.clone()];
    let (reader, _) = test.service.add_subscriber("Reader", &lists).await.unwrap();
    let (silent, _) = test.service.add_subscriber("Silent", &lists).await.unwrap();
    submit(&test, 1, 3).await;
    test.sequence_now().await;
    let other = test.another_node(99);
    other.note_served(&reader, Wire::Native, &list, 1, 2, 2);
    other.write_served().await.unwrap();
    let insight = test.service.insight().await.unwrap();
    assert_eq!(insight[0].lag, [(reader.member, 1), (silent.member, 3)]);
}

#[tokio::test]
async fn a_platform_sees_what_it_was_served_while_that_is_being_written_down() {
    let test = TestService::start().await;
    let list = ListName::exploitative();
    let (reader, _) = test
        .service
        .add_subscriber("Reader", std::slice::from_ref(&list))
        .await
        .unwrap();
    submit(&test, 1, 1).await;
    test.sequence_now().await;
    test.service.note_served(&reader, Wire::Native, &list, 1, 1, 1);
    // The first takes it out of the memory before the second looks.
    let (written, overview) = tokio::join!(test.service.write_served(), test.service.overview(reader.id));
    written.unwrap();
    let standing = &overview.unwrap().unwrap().standings[0];
    assert_eq!((standing.reached, standing.lag()), (1, 0));
}

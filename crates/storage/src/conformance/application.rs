//! Organisations that want to follow lists.

use domain::{
    application::{Application, Outcome},
    id::{ApplicationId, StaffId, SubscriberId},
    platform::Practice,
    staff::{Role, Staff},
};

use super::fixture::{refused, second};
use crate::{Storage, application::ApplicationCursor};

const ADA: StaffId = StaffId::from_bytes([1; 16]);

async fn with_ada(storage: &dyn Storage) {
    let ada = Staff {
        id: ADA,
        name: "Ada".to_owned(),
        role: Role::Lead,
        passphrase_verifier: "$argon2id$".to_owned(),
        key_generation: 1,
        failed_attempts: 0,
        next_attempt_at: None,
        ended_at: None,
    };
    let mut transaction = storage.begin().await.unwrap();
    transaction.add_staff(&ada, second(0)).await.unwrap();
    transaction.commit().await.unwrap();
}

fn application(number: u8) -> Application {
    Application {
        id: ApplicationId::from_bytes([number; 16]),
        subscriber: SubscriberId::from_bytes([number; 16]),
        organisation: format!("Organisation {number}"),
        products: "Photos".to_owned(),
        practices: vec![Practice::Looks],
        agreement: "1".to_owned(),
        code_digest: [number; 32],
        submitted_at: second(i64::from(number)),
        outcome: Outcome::Waiting,
        decided_at: None,
        decided_by: None,
        reason: None,
    }
}

pub async fn an_application_is_found_by_id_and_code_and_listed_by_outcome(storage: &dyn Storage) {
    let mut transaction = storage.begin().await.unwrap();
    for number in [2, 1] {
        transaction.add_application(&application(number)).await.unwrap();
    }
    let found = transaction.lookup_application(application(1).id).await.unwrap();
    assert_eq!(found, Some(application(1)));
    assert_eq!(
        transaction.find_application(&[2; 32]).await.unwrap(),
        Some(application(2))
    );
    assert_eq!(transaction.find_application(&[9; 32]).await.unwrap(), None);
    assert_eq!(
        transaction
            .applications(Outcome::Waiting, None, 10)
            .await
            .unwrap(),
        [application(1), application(2)]
    );
    assert_eq!(
        transaction
            .applications(Outcome::Declined, None, 10)
            .await
            .unwrap(),
        []
    );
    assert_eq!(transaction.count_waiting_applications(10).await.unwrap(), 2);
    assert_eq!(transaction.count_waiting_applications(1).await.unwrap(), 1);
}

pub async fn paging_through_applications_of_one_moment_shows_each_once(storage: &dyn Storage) {
    let mut transaction = storage.begin().await.unwrap();
    let sent = [3, 1, 2, 5, 4].map(|number| Application {
        submitted_at: second(if number == 5 { 1 } else { 2 }),
        ..application(number)
    });
    for application in &sent {
        transaction.add_application(application).await.unwrap();
    }
    let (mut seen, mut after) = (Vec::new(), None);
    loop {
        let page = transaction
            .applications(Outcome::Waiting, after, 2)
            .await
            .unwrap();
        let Some(last) = page.last() else { break };
        after = Some(ApplicationCursor::from(last));
        seen.extend(page.iter().map(|application| application.code_digest[0]));
    }
    assert_eq!(seen, [5, 1, 2, 3, 4]);
}

pub async fn an_application_is_decided_once_and_keeps_by_whom(storage: &dyn Storage) {
    with_ada(storage).await;
    let mut transaction = storage.begin().await.unwrap();
    transaction.add_application(&application(1)).await.unwrap();
    let id = application(1).id;
    for (outcome, first) in [(Outcome::Declined, true), (Outcome::Accepted, false)] {
        let decided = transaction
            .decide_application(id, outcome, ADA, second(7), Some("not a platform"))
            .await
            .unwrap();
        assert_eq!(decided, first);
    }
    let declined = Application {
        outcome: Outcome::Declined,
        decided_at: Some(second(7)),
        decided_by: Some(ADA),
        reason: Some("not a platform".to_owned()),
        ..application(1)
    };
    assert_eq!(
        transaction.lookup_application(id).await.unwrap(),
        Some(declined.clone())
    );
    assert_eq!(transaction.count_waiting_applications(10).await.unwrap(), 0);
    let copy = Application {
        id: application(2).id,
        code_digest: application(2).code_digest,
        ..declined
    };
    transaction.add_application(&copy).await.unwrap();
    let kept = transaction.lookup_application(copy.id).await.unwrap();
    assert_eq!(kept, Some(copy));
    transaction.add_application(&application(3)).await.unwrap();
    let nobody = StaffId::from_bytes([9; 16]);
    let decided = transaction
        .decide_application(application(3).id, Outcome::Declined, nobody, second(8), None)
        .await;
    assert_eq!(refused(decided), "application_decided_by_fk");
}

pub async fn applications_expire_by_their_age_unless_they_were_accepted(storage: &dyn Storage) {
    with_ada(storage).await;
    let mut transaction = storage.begin().await.unwrap();
    for number in [1, 2, 3] {
        transaction.add_application(&application(number)).await.unwrap();
    }
    let accepted = application(1).id;
    transaction
        .decide_application(accepted, Outcome::Accepted, ADA, second(5), None)
        .await
        .unwrap();
    let expired = transaction.expire_applications(second(3)).await.unwrap();
    assert_eq!(expired, [application(2).id]);
    assert!(transaction.lookup_application(accepted).await.unwrap().is_some());
    let accepted_by = transaction
        .application_of(application(1).subscriber)
        .await
        .unwrap();
    assert_eq!(accepted_by.map(|found| found.id), Some(accepted));
    let gone = transaction.application_of(application(2).subscriber).await;
    assert_eq!(gone.unwrap(), None);
}

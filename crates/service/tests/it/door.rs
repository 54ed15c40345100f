//! What is let in, and what work is asked for under attack.

use std::time::Duration;

use domain::{list::ListName, submission::Submission};
use hashing::work::search;
use service::{
    case::CaseKey,
    door::{Errand, ITEMS_AN_HOUR, LIMITS, Visitor, work::Challenge},
    submit::SubmitError,
    testing::{TestService, form},
};

fn submission(key: u8) -> Submission {
    form(key, 1).parse().unwrap()
}

/// A minute in which far more comes than in a calm one.
fn flood(test: &TestService) -> Challenge {
    let flood = submission(200);
    (0..1_000)
        .find_map(|_| test.service.admit_work(&flood, None).err())
        .unwrap()
}

/// What a browser shows after it has done the work.
fn done(challenge: &Challenge) -> String {
    let number = search(&challenge.text, challenge.bits, 0, 1 << 24).unwrap();
    format!("{}.{number}", challenge.text)
}

#[tokio::test]
async fn in_calm_times_no_work_is_asked_for() {
    let test = TestService::start().await;
    for key in 0..60 {
        assert_eq!(test.service.admit_work(&submission(key), None), Ok(()));
    }
}

#[tokio::test]
async fn under_attack_work_is_asked_for_and_done_work_lets_in() {
    let test = TestService::start().await;
    flood(&test);
    let key = submission(1);
    let challenge = test.service.admit_work(&key, None).unwrap_err();
    assert_eq!(test.service.admit_work(&key, Some(&done(&challenge))), Ok(()));
    test.clock.advance(Duration::from_secs(180));
    assert_eq!(
        test.service.admit_work(&submission(2), None),
        Ok(()),
        "and ends after it"
    );
}

#[tokio::test]
async fn work_is_good_for_one_submission_and_ten_minutes() {
    let test = TestService::start().await;
    flood(&test);
    let key = submission(1);
    let challenge = test.service.admit_work(&key, None).unwrap_err();
    let shown = done(&challenge);
    let other = test.service.admit_work(&submission(2), Some(&shown));
    assert!(other.is_err(), "another submission needs work of its own");
    test.clock.advance(Duration::from_secs(601));
    flood(&test);
    assert!(
        test.service.admit_work(&key, Some(&shown)).is_err(),
        "it is too old"
    );
}

#[tokio::test]
async fn a_challenge_that_was_made_up_or_made_easier_is_worth_nothing() {
    let test = TestService::start().await;
    flood(&test);
    let key = submission(1);
    let challenge = test.service.admit_work(&key, None).unwrap_err();
    let (bits, rest) = challenge.text.split_once('.').unwrap();
    assert_eq!(bits, challenge.bits.to_string());
    for wrong in [
        format!("1.{rest}.7"),
        format!("{}.0", challenge.text),
        challenge.text.clone(),
        String::new(),
        ".".to_owned(),
        "0.9999999999.00.1".to_owned(),
    ] {
        assert!(test.service.admit_work(&key, Some(&wrong)).is_err(), "{wrong}");
    }
}

#[tokio::test]
async fn an_open_door_lets_everything_in() {
    let test = TestService::start().await;
    test.service.open_the_door();
    for _ in 0..LIMITS[0].burst * 3 {
        assert_eq!(test.service.admit(Errand::Submit, Visitor::UNKNOWN), Ok(()));
    }
    for _ in 0..1_000 {
        assert_eq!(test.service.admit_work(&submission(1), None), Ok(()));
    }
}

#[tokio::test]
async fn work_is_asked_for_by_how_many_pictures_come_and_not_by_in_how_many_submissions() {
    let test = TestService::start().await;
    let full: Submission = form(1, 100).parse().unwrap();
    let asked = (0..30).filter(|_| test.service.admit_work(&full, None).is_err());
    assert_eq!(asked.count(), 27);
}

#[tokio::test]
async fn what_is_not_kept_uses_up_nothing_of_what_is_taken_in_an_hour() {
    let test = TestService::start().await;
    let full = || -> Submission { form(1, 100).parse().unwrap() };
    for _ in 0..300 {
        let unknown = test
            .service
            .add_to_case(CaseKey::new("nobody", "0000"), full())
            .await;
        assert!(unknown.is_err());
    }
    test.service.submit(full()).await.unwrap();
    for _ in 0..300 {
        test.service.submit(full()).await.unwrap();
        let mut nowhere = full();
        nowhere.key = submission(2).key;
        nowhere.list = ListName::parse("nowhere").unwrap();
        assert!(test.service.submit(nowhere).await.is_err());
    }
    assert_eq!(test.service.admit_items(100), Ok(()));
}

#[tokio::test]
async fn what_is_more_than_is_taken_in_an_hour_waits() {
    let test = TestService::start().await;
    for _ in 0..ITEMS_AN_HOUR / 100 {
        test.service.admit_items(100).unwrap();
    }
    let one = || submission(1);
    let refused = test.service.submit(one()).await;
    let Err(SubmitError::Wait(wait)) = refused else {
        panic!("{refused:?}");
    };
    test.clock.advance(Duration::from_secs(wait.seconds));
    test.service.submit(one()).await.unwrap();
}

#[tokio::test]
async fn the_same_many_times_at_once_uses_up_what_one_of_them_does() {
    let test = TestService::start().await;
    // Few items: all thirty wait for a connection to the database in turn, and not without end.
    let one = || -> Submission { form(1, 10).parse().unwrap() };
    let sent = futures::future::join_all((0..30).map(|_| test.service.submit(one()))).await;
    let receipts: Vec<_> = sent.into_iter().map(Result::unwrap).collect();
    assert!(receipts.iter().all(|receipt| *receipt == receipts[0]));
    let rest = usize::try_from(ITEMS_AN_HOUR).unwrap() - 10;
    assert_eq!(test.service.admit_items(rest), Ok(()));
}

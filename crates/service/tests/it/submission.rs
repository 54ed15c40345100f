//! Submitting hashes.

use domain::{
    case::{CaseNumber, Pin},
    list::{ListName, Publication},
    screening::{Finding, Found, Treatment},
};
use service::{
    case::{CaseKey, Progress},
    submit::{Receipt, SubmitError},
    testing::{TestService, form},
};
use storage::entry::Queue;

pub(crate) async fn submit(test: &TestService, key: u8, items: u8) -> Receipt {
    test.service
        .submit(form(key, items).parse().unwrap())
        .await
        .unwrap()
}

#[tokio::test]
async fn a_clean_submission_is_on_the_list_after_the_next_batch() {
    let test = TestService::start().await;
    let receipt = submit(&test, 1, 3).await;
    let (number, pin) = (receipt.number.to_string(), receipt.pin.to_string());
    let before = test.service.open_case(CaseKey::new(&number, &pin)).await.unwrap();
    assert!(before.items.iter().all(|item| item.progress == Progress::Listing));
    test.sequence_now().await;
    let after = test.service.open_case(CaseKey::new(&number, &pin)).await.unwrap();
    assert_eq!(after.items.len(), 3);
    assert!(
        after
            .items
            .iter()
            .all(|item| matches!(item.progress, Progress::Listed { .. }))
    );
}

#[tokio::test]
async fn the_same_submission_twice_is_one_case_and_one_receipt() {
    let test = TestService::start().await;
    let first = submit(&test, 1, 2).await;
    let second = submit(&test, 1, 2).await;
    assert_eq!(first, second);
    let page = test.service.queue(Queue::Unverified, None, 10).await.unwrap();
    assert_eq!(page.rows.len(), 2);
}

#[tokio::test]
async fn the_same_submission_twice_at_once_is_one_case() {
    let test = TestService::start().await;
    let one = || test.service.submit(form(1, 2).parse().unwrap());
    let (first, second, third) = tokio::join!(one(), one(), one());
    assert_eq!(first.unwrap(), second.unwrap());
    assert!(third.is_ok());
    assert_eq!(
        test.service
            .queue(Queue::Unverified, None, 10)
            .await
            .unwrap()
            .rows
            .len(),
        2
    );
}

#[tokio::test]
async fn a_key_does_not_open_another_submission() {
    let test = TestService::start().await;
    submit(&test, 1, 2).await;
    let mut other = form(2, 2);
    other.key = form(1, 1).key;
    let refused = test.service.submit(other.parse().unwrap()).await;
    assert!(matches!(refused, Err(SubmitError::KeyReused)));
}

#[tokio::test]
async fn a_list_that_does_not_exist_takes_nothing() {
    let test = TestService::start().await;
    let mut other = form(1, 1);
    other.list = "adult".to_owned();
    let refused = test.service.submit(other.parse().unwrap()).await;
    assert!(matches!(refused, Err(SubmitError::UnknownList)));
    let receipt = Receipt {
        number: CaseNumber::draw(&domain::entropy::SeededEntropy::new(9)),
        pin: Pin::draw(&domain::entropy::SeededEntropy::new(9)),
    };
    assert!(
        test.service
            .open_case(CaseKey::new(
                &receipt.number.to_string(),
                &receipt.pin.to_string()
            ))
            .await
            .is_err()
    );
}

#[tokio::test]
async fn a_picture_with_little_detail_waits_for_staff_and_the_others_do_not() {
    let test = TestService::start().await;
    let mut mixed = form(1, 2);
    mixed.items[1].quality = Some(12);
    test.service.submit(mixed.parse().unwrap()).await.unwrap();
    let waiting = test.service.queue(Queue::Waiting, None, 10).await.unwrap();
    assert_eq!(waiting.rows.len(), 1);
    let low = Found {
        finding: Finding::LowQuality { quality: 12 },
        treatment: Treatment::Hold,
    };
    assert_eq!(waiting.rows[0].findings, [low]);
    assert_eq!(
        test.service
            .queue(Queue::Unverified, None, 10)
            .await
            .unwrap()
            .rows
            .len(),
        1
    );
}

#[tokio::test]
async fn under_review_first_everything_waits_for_staff() {
    let test = TestService::start().await;
    test.ensure_list(&ListName::adult(), Publication::ReviewFirst)
        .await;
    let mut adult = form(1, 2);
    adult.list = "adult".to_owned();
    test.service.submit(adult.parse().unwrap()).await.unwrap();
    assert_eq!(
        test.service
            .queue(Queue::Waiting, None, 10)
            .await
            .unwrap()
            .rows
            .len(),
        2
    );
}

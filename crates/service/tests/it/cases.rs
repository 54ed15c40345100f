//! Opening a case and withdrawing it.

use std::time::Duration;

use domain::{
    case::Pin,
    entry::Action,
    staff::{Role, Staff},
};
use service::{
    add::AddError,
    case::{OpenCaseError, Progress},
    moderate::{DecideError, DecisionOrder},
    submit::Receipt,
    testing::{TestService, form},
    withdraw::When,
};
use storage::entry::Queue;

use crate::submission::submit;

fn typed(receipt: &Receipt) -> (String, String) {
    (receipt.number.to_string(), receipt.pin.to_string())
}

fn other_pin(receipt: &Receipt) -> String {
    let digits = receipt
        .pin
        .as_bytes()
        .map(|digit| char::from(b'0' + (digit + 1) % 10));
    Pin::parse(&digits.iter().collect::<String>())
        .unwrap()
        .to_string()
}

#[tokio::test]
async fn a_case_opens_however_its_number_is_written() {
    let test = TestService::start().await;
    let (number, pin) = typed(&submit(&test, 1, 1).await);
    let written = number.to_lowercase().replace('-', " ");
    assert!(
        test.service
            .open_case(&written, &pin.replace(' ', ""))
            .await
            .is_ok()
    );
}

#[tokio::test]
async fn an_unknown_number_a_wrong_pin_and_nonsense_are_answered_alike() {
    let test = TestService::start().await;
    let receipt = submit(&test, 1, 1).await;
    let (number, pin) = typed(&receipt);
    let unknown = "0000-0000-0000-0";
    for (number, pin) in [
        (number.as_str(), other_pin(&receipt)),
        (unknown, pin),
        ("?", "!".to_owned()),
    ] {
        let refused = test.service.open_case(number, &pin).await.unwrap_err();
        assert!(matches!(refused, OpenCaseError::Unknown), "{refused}");
    }
}

#[tokio::test]
async fn guesses_at_a_number_wait_longer_and_longer_but_not_for_ever() {
    let test = TestService::start().await;
    let receipt = submit(&test, 1, 1).await;
    let (number, pin) = typed(&receipt);
    let wrong = other_pin(&receipt);
    for _ in 0..4 {
        assert!(matches!(
            test.service.open_case(&number, &wrong).await,
            Err(OpenCaseError::Unknown)
        ));
    }
    let told = test.service.open_case(&number, &pin).await.unwrap_err();
    assert!(matches!(told, OpenCaseError::Wait { seconds: 2 }), "{told}");
    test.clock.advance(Duration::from_secs(2));
    assert!(test.service.open_case(&number, &pin).await.is_ok());
    assert!(test.service.open_case(&number, &wrong).await.is_err());
    assert!(
        test.service.open_case(&number, &pin).await.is_ok(),
        "a right PIN starts the count again"
    );
}

#[tokio::test]
async fn guesses_at_an_unknown_number_wait_just_as_long() {
    let test = TestService::start().await;
    for _ in 0..4 {
        let refused = test.service.open_case("0000-0000-0000-0", "00000000").await;
        assert!(matches!(refused, Err(OpenCaseError::Unknown)));
    }
    let told = test.service.open_case("0000 0000 0000 0", "00000000").await;
    assert!(matches!(told, Err(OpenCaseError::Wait { seconds: 2 })));
}

#[tokio::test]
async fn a_withdrawal_takes_effect_after_a_day_and_can_be_taken_back_until_then() {
    let test = TestService::start().await;
    let (number, pin) = typed(&submit(&test, 1, 2).await);
    test.sequence_now().await;
    let asked = test.service.withdraw(&number, &pin, When::InADay).await.unwrap();
    assert!(asked.items.iter().all(|item| item.withdrawal_due.is_some()));
    assert!(
        asked
            .items
            .iter()
            .all(|item| matches!(item.progress, Progress::Listed { .. }))
    );

    let kept = test.service.keep(&number, &pin).await.unwrap();
    assert!(kept.items.iter().all(|item| item.withdrawal_due.is_none()));
    test.clock.advance(Duration::from_secs(26 * 3_600));
    assert_eq!(test.service.carry_out_due_withdrawals().await.unwrap(), 0);

    test.service.withdraw(&number, &pin, When::InADay).await.unwrap();
    test.clock.advance(Duration::from_secs(23 * 3_600));
    assert_eq!(test.service.carry_out_due_withdrawals().await.unwrap(), 0);
    test.clock.advance(Duration::from_secs(3 * 3_600));
    assert_eq!(test.service.carry_out_due_withdrawals().await.unwrap(), 2);
    let gone = test.service.open_case(&number, &pin).await.unwrap();
    assert!(gone.items.iter().all(|item| item.progress == Progress::Withdrawn));
}

#[tokio::test]
async fn who_insists_is_off_the_list_at_once_and_cannot_come_back() {
    let test = TestService::start().await;
    let (number, pin) = typed(&submit(&test, 1, 1).await);
    let gone = test.service.withdraw(&number, &pin, When::Now).await.unwrap();
    assert_eq!(gone.items[0].progress, Progress::Withdrawn);
    let again = test.service.withdraw(&number, &pin, When::Now).await.unwrap();
    assert_eq!(again, gone, "asking again changes nothing");
    assert_eq!(test.service.keep(&number, &pin).await.unwrap(), gone);
}

#[tokio::test]
async fn however_many_withdrawals_are_due_all_of_them_take_effect_at_once() {
    let test = TestService::start().await;
    for key in 1..=6 {
        let (number, pin) = typed(&submit(&test, key, 100).await);
        test.service.withdraw(&number, &pin, When::InADay).await.unwrap();
    }
    test.clock.advance(Duration::from_secs(25 * 3_600));
    assert_eq!(test.service.carry_out_due_withdrawals().await.unwrap(), 600);
}

#[tokio::test]
async fn a_withdrawal_that_is_sent_twice_is_answered_like_the_first_and_announced_once() {
    let test = TestService::start().await;
    let (number, pin) = typed(&submit(&test, 1, 2).await);
    test.sequence_now().await;
    for when in [When::InADay, When::Now] {
        let first = test.service.withdraw(&number, &pin, when).await.unwrap();
        let again = test.service.withdraw(&number, &pin, when).await.unwrap();
        assert_eq!(again, first);
    }
    test.sequence_now().await;
    let mut reader = test.storage.read().await.unwrap();
    let list = domain::list::ListName::exploitative();
    let changes = reader.changes(&list, 0, 100).await.unwrap();
    assert_eq!(changes.len(), 4, "two additions and two removals");
}

#[tokio::test]
async fn more_is_added_to_a_case_once_however_often_it_is_sent() {
    let test = TestService::start().await;
    let (number, pin) = typed(&submit(&test, 1, 2).await);
    let more = form(2, 3).parse().unwrap();
    assert_eq!(test.service.add_to_case(&number, &pin, more).await.unwrap(), 3);
    let again = form(2, 3).parse().unwrap();
    assert_eq!(test.service.add_to_case(&number, &pin, again).await.unwrap(), 0);
    let case = test.service.open_case(&number, &pin).await.unwrap();
    let positions: Vec<_> = case.items.iter().map(|item| item.position).collect();
    assert_eq!(positions, [0, 1, 2, 3, 4]);
}

#[tokio::test]
async fn of_two_who_add_the_same_at_once_both_succeed_and_it_is_there_once() {
    let test = TestService::start().await;
    let (number, pin) = typed(&submit(&test, 1, 1).await);
    let add = || {
        test.service
            .add_to_case(&number, &pin, form(2, 2).parse().unwrap())
    };
    let (one, other) = tokio::join!(add(), add());
    assert_eq!(one.unwrap() + other.unwrap(), 2);
    assert_eq!(
        test.service.open_case(&number, &pin).await.unwrap().items.len(),
        3
    );
}

#[tokio::test]
async fn a_case_takes_a_hundred_and_no_more_and_a_wrong_pin_adds_nothing() {
    let test = TestService::start().await;
    let receipt = submit(&test, 1, 60).await;
    let (number, pin) = typed(&receipt);
    let full = test
        .service
        .add_to_case(&number, &pin, form(2, 41).parse().unwrap())
        .await;
    assert!(matches!(full, Err(AddError::Full)), "{full:?}");
    let wrong = test
        .service
        .add_to_case(&number, &other_pin(&receipt), form(2, 1).parse().unwrap())
        .await;
    assert!(
        matches!(wrong, Err(AddError::Case(OpenCaseError::Unknown))),
        "{wrong:?}"
    );
    assert_eq!(
        test.service.open_case(&number, &pin).await.unwrap().items.len(),
        60
    );
}

#[tokio::test]
async fn one_photo_is_taken_back_and_the_others_stay() {
    let test = TestService::start().await;
    let (number, pin) = typed(&submit(&test, 1, 3).await);
    let case = test
        .service
        .withdraw_some(&number, &pin, When::Now, &[1, 99])
        .await
        .unwrap();
    let gone: Vec<_> = case
        .items
        .iter()
        .filter(|item| item.progress == Progress::Withdrawn)
        .map(|item| item.position)
        .collect();
    assert_eq!(gone, [1]);
}

/// A case of one photo that is on the list, and a reviewer.
async fn reviewed() -> (TestService, (String, String), domain::id::EntryId, Staff) {
    let test = TestService::start().await;
    let typed = typed(&submit(&test, 1, 1).await);
    test.sequence_now().await;
    let page = test.service.queue(Queue::Unverified, None, 1).await.unwrap();
    let staff = test.staff("Ana", Role::Reviewer).await;
    (test, typed, page.rows[0].entry.id, staff)
}

async fn reject(test: &TestService, staff: &Staff, entry: domain::id::EntryId) {
    let facts = test.service.entry_facts(entry).await.unwrap().unwrap();
    let order = DecisionOrder {
        entry,
        version: facts.entry.version,
        action: Action::Reject,
        reason: "public-content".to_owned(),
        note: None,
    };
    test.service.decide(staff, order).await.unwrap();
}

#[tokio::test]
async fn a_withdrawal_that_was_asked_for_takes_effect_also_after_staff_rejected_and_undid_that() {
    for asked_before in [true, false] {
        let (test, (number, pin), entry, staff) = reviewed().await;
        let ask = || test.service.withdraw(&number, &pin, When::InADay);
        if asked_before {
            ask().await.unwrap();
        }
        reject(&test, &staff, entry).await;
        if !asked_before {
            let declined = ask().await.unwrap();
            assert_eq!(
                declined.items[0].withdrawal_due, None,
                "it is off the list already"
            );
        }
        test.service.take_back(&staff, entry).await.unwrap();
        test.clock.advance(Duration::from_secs(26 * 3_600));
        assert_eq!(test.service.carry_out_due_withdrawals().await.unwrap(), 1);
        let gone = test.service.open_case(&number, &pin).await.unwrap();
        assert_eq!(gone.items[0].progress, Progress::Withdrawn);
    }
}

#[tokio::test]
async fn who_insists_on_a_withdrawal_just_after_a_rejection_is_not_brought_back_by_undoing_it() {
    let (test, (number, pin), entry, staff) = reviewed().await;
    reject(&test, &staff, entry).await;
    let gone = test.service.withdraw(&number, &pin, When::Now).await.unwrap();
    assert_eq!(gone.items[0].progress, Progress::Withdrawn);
    let undone = test.service.take_back(&staff, entry).await;
    assert!(matches!(undone, Err(DecideError::TooLate)), "{undone:?}");
    test.sequence_now().await;
    let mut reader = test.storage.read().await.unwrap();
    let changes = reader
        .changes(&domain::list::ListName::exploitative(), 0, 100)
        .await
        .unwrap();
    assert_eq!(changes.len(), 2, "an addition and one removal");
}

#[tokio::test]
async fn what_was_rejected_for_good_stays_declined_whatever_is_withdrawn() {
    let (test, (number, pin), entry, staff) = reviewed().await;
    reject(&test, &staff, entry).await;
    test.clock.advance(Duration::from_secs(60));
    let case = test.service.withdraw(&number, &pin, When::Now).await.unwrap();
    assert_eq!(case.items[0].progress, Progress::Declined);
}

#[tokio::test]
async fn what_was_taken_back_or_declined_can_be_added_to_its_case_again() {
    let (test, (number, pin), entry, staff) = reviewed().await;
    let again = || form(1, 1).parse().unwrap();
    let add = async || test.service.add_to_case(&number, &pin, again()).await.unwrap();
    assert_eq!(add().await, 0, "it is there");
    test.service.withdraw(&number, &pin, When::Now).await.unwrap();
    assert_eq!(add().await, 1);
    assert_eq!(add().await, 0, "and once however often it is sent");
    let case = test.service.open_case(&number, &pin).await.unwrap();
    let progress: Vec<_> = case.items.iter().map(|item| item.progress).collect();
    assert_eq!(progress[0], Progress::Withdrawn);
    assert!(!matches!(progress[1], Progress::Withdrawn), "{progress:?}");
    let page = test.service.queue(Queue::Unverified, None, 1).await.unwrap();
    let new = page.rows[0].entry.id;
    assert_ne!(new, entry);
    reject(&test, &staff, new).await;
    assert_eq!(add().await, 1);
}

//! Opening a case and withdrawing it.

use std::time::Duration;

use domain::{
    case::Pin,
    entry::Action,
    proposal::Verdict,
    staff::{Role, Staff},
};
use service::{
    add::{AddError, Added},
    bulk::{BulkDecision, Chosen},
    case::{CaseKey, OpenCaseError, Progress},
    door::Wait,
    moderate::{DecideError, DecisionOrder},
    propose::{Obstacle, SettleError, Terms},
    submit::Receipt,
    testing::{TestService, form},
    withdraw::When,
};
use storage::{entry::Queue, review::Filter};

use crate::submission::submit;

pub(crate) fn typed(receipt: &Receipt) -> (String, String) {
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
            .open_case(CaseKey::new(&written, &pin.replace(' ', "")))
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
        let refused = test
            .service
            .open_case(CaseKey::new(number, &pin))
            .await
            .unwrap_err();
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
            test.service.open_case(CaseKey::new(&number, &wrong)).await,
            Err(OpenCaseError::Unknown)
        ));
    }
    let told = test
        .service
        .open_case(CaseKey::new(&number, &pin))
        .await
        .unwrap_err();
    assert!(
        matches!(told, OpenCaseError::Wait(Wait { seconds: 2, .. })),
        "{told}"
    );
    test.clock.advance(Duration::from_secs(2));
    assert!(test.service.open_case(CaseKey::new(&number, &pin)).await.is_ok());
    assert!(
        test.service
            .open_case(CaseKey::new(&number, &wrong))
            .await
            .is_err()
    );
    assert!(
        test.service.open_case(CaseKey::new(&number, &pin)).await.is_ok(),
        "a right PIN starts the count again"
    );
}

/// Guesses at a number until so many were looked at, however long each has to wait. Returns how long the next one would.
async fn guess_on(test: &TestService, key: CaseKey<'_>, guesses: u32) -> u64 {
    let mut looked_at = 0;
    loop {
        match test.service.open_case(key).await {
            Err(OpenCaseError::Unknown) => looked_at += 1,
            Err(OpenCaseError::Wait(Wait { seconds, .. })) if looked_at >= guesses => return seconds,
            Err(OpenCaseError::Wait(wait)) => test.clock.advance(Duration::from_secs(wait.seconds)),
            other => panic!("{other:?}"),
        }
    }
}

#[tokio::test]
async fn whoever_guesses_at_a_number_keeps_its_owner_out_for_a_minute_at_most() {
    let test = TestService::start().await;
    let receipt = submit(&test, 1, 1).await;
    let (number, pin) = typed(&receipt);
    let wrong = other_pin(&receipt);
    let from = |last| test.service.visitor(std::net::IpAddr::from([192, 0, last, 1]));
    let guesses = CaseKey::new(&number, &wrong).from(from(1));
    let waits = guess_on(&test, guesses, 20).await;
    assert!(waits > 3_000, "{waits}: whoever guesses waits long");
    let owner = CaseKey::new(&number, &pin).from(from(2));
    match test.service.open_case(owner).await {
        Err(OpenCaseError::Wait(Wait { seconds, .. })) => {
            assert!(seconds <= 60, "{seconds}");
            test.clock.advance(Duration::from_secs(seconds));
        }
        other => panic!("{other:?}"),
    }
    assert!(test.service.open_case(owner).await.is_ok());
    let right = CaseKey::new(&number, &pin).from(from(1));
    let told = test.service.open_case(right).await;
    assert!(
        matches!(told, Err(OpenCaseError::Wait(Wait { seconds, .. })) if seconds > 3_000),
        "the owner's success does not free who guessed: {told:?}"
    );
}

#[tokio::test]
async fn who_cannot_be_told_apart_waits_a_minute_at_most() {
    let test = TestService::start().await;
    let receipt = submit(&test, 1, 1).await;
    let (number, wrong) = (receipt.number.to_string(), other_pin(&receipt));
    assert!(guess_on(&test, CaseKey::new(&number, &wrong), 20).await <= 60);
}

#[tokio::test]
async fn guesses_at_an_unknown_number_wait_just_as_long() {
    let test = TestService::start().await;
    for _ in 0..4 {
        let refused = test
            .service
            .open_case(CaseKey::new("0000-0000-0000-0", "00000000"))
            .await;
        assert!(matches!(refused, Err(OpenCaseError::Unknown)));
    }
    let told = test
        .service
        .open_case(CaseKey::new("0000 0000 0000 0", "00000000"))
        .await;
    assert!(matches!(told, Err(OpenCaseError::Wait(Wait { seconds: 2, .. }))));
}

#[tokio::test]
async fn a_withdrawal_takes_effect_after_a_day_and_can_be_taken_back_until_then() {
    let test = TestService::start().await;
    let (number, pin) = typed(&submit(&test, 1, 2).await);
    test.sequence_now().await;
    let asked = test
        .service
        .withdraw(CaseKey::new(&number, &pin), When::InADay)
        .await
        .unwrap();
    assert!(asked.items.iter().all(|item| item.withdrawal_due.is_some()));
    assert!(
        asked
            .items
            .iter()
            .all(|item| matches!(item.progress, Progress::Listed { .. }))
    );

    let kept = test.service.keep(CaseKey::new(&number, &pin)).await.unwrap();
    assert!(kept.items.iter().all(|item| item.withdrawal_due.is_none()));
    test.clock.advance(Duration::from_secs(26 * 3_600));
    assert_eq!(test.service.carry_out_due_withdrawals().await.unwrap(), 0);

    test.service
        .withdraw(CaseKey::new(&number, &pin), When::InADay)
        .await
        .unwrap();
    test.clock.advance(Duration::from_secs(23 * 3_600));
    assert_eq!(test.service.carry_out_due_withdrawals().await.unwrap(), 0);
    test.clock.advance(Duration::from_secs(3 * 3_600));
    assert_eq!(test.service.carry_out_due_withdrawals().await.unwrap(), 2);
    let gone = test.service.open_case(CaseKey::new(&number, &pin)).await.unwrap();
    assert!(gone.items.iter().all(|item| item.progress == Progress::Withdrawn));
}

#[tokio::test]
async fn who_insists_is_off_the_list_at_once_and_cannot_come_back() {
    let test = TestService::start().await;
    let (number, pin) = typed(&submit(&test, 1, 1).await);
    let gone = test
        .service
        .withdraw(CaseKey::new(&number, &pin), When::Now)
        .await
        .unwrap();
    assert_eq!(gone.items[0].progress, Progress::Withdrawn);
    let again = test
        .service
        .withdraw(CaseKey::new(&number, &pin), When::Now)
        .await
        .unwrap();
    assert_eq!(again, gone, "asking again changes nothing");
    assert_eq!(
        test.service.keep(CaseKey::new(&number, &pin)).await.unwrap(),
        gone
    );
}

#[tokio::test]
async fn however_many_withdrawals_are_due_all_of_them_take_effect_at_once() {
    let test = TestService::start().await;
    for key in 1..=6 {
        let (number, pin) = typed(&submit(&test, key, 100).await);
        test.service
            .withdraw(CaseKey::new(&number, &pin), When::InADay)
            .await
            .unwrap();
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
        let first = test
            .service
            .withdraw(CaseKey::new(&number, &pin), when)
            .await
            .unwrap();
        let again = test
            .service
            .withdraw(CaseKey::new(&number, &pin), when)
            .await
            .unwrap();
        assert_eq!(again.items, first.items);
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
    let key = CaseKey::new(&number, &pin);
    let positions = vec![2, 3, 4];
    assert_eq!(
        test.service.add_to_case(key, more).await.unwrap(),
        Added {
            count: 3,
            positions: positions.clone()
        }
    );
    let again = form(2, 3).parse().unwrap();
    assert_eq!(
        test.service.add_to_case(key, again).await.unwrap(),
        Added { count: 0, positions }
    );
    let case = test.service.open_case(CaseKey::new(&number, &pin)).await.unwrap();
    let positions: Vec<_> = case.items.iter().map(|item| item.position).collect();
    assert_eq!(positions, [0, 1, 2, 3, 4]);
}

#[tokio::test]
async fn the_number_of_an_erased_photo_is_given_to_no_other() {
    let test = TestService::start().await;
    let (number, pin) = typed(&submit(&test, 1, 3).await);
    let key = CaseKey::new(&number, &pin);
    test.sequence_now().await;
    // The last one is taken back; then the one that was added after it is declined.
    test.service.withdraw_some(key, When::Now, &[2]).await.unwrap();
    test.sequence_now().await;
    test.clock.advance(Duration::from_secs(48 * 3_600));
    assert_eq!(test.service.expire().await.unwrap().items, 1);
    for (sent, place) in [(2, 3), (4, 4)] {
        let more = form(sent, 1).parse().unwrap();
        let added = test.service.add_to_case(key, more).await.unwrap();
        assert_eq!(added.positions, [place], "what the picker is told");
        let case = test.service.open_case(key).await.unwrap();
        let positions: Vec<_> = case.items.iter().map(|item| item.position).collect();
        assert_eq!(positions, [0, 1, place]);
        let staff = test.staff(&format!("reviewer{sent}"), Role::Reviewer).await;
        test.sequence_now().await;
        let queue = test.service.queue(Queue::Unverified, None, 10).await.unwrap();
        let last = queue.rows.last().unwrap().entry.id;
        reject(&test, &staff, last).await;
        test.sequence_now().await;
        test.clock.advance(Duration::from_secs(48 * 3_600));
        assert_eq!(test.service.expire().await.unwrap().items, 1);
    }
}

#[tokio::test]
async fn what_is_added_again_while_it_is_about_to_come_off_the_list_stays_on_it() {
    let test = TestService::start().await;
    let (number, pin) = typed(&submit(&test, 1, 2).await);
    let key = CaseKey::new(&number, &pin);
    test.service.withdraw(key, When::InADay).await.unwrap();
    let again = form(1, 1).parse().unwrap();
    assert_eq!(test.service.add_to_case(key, again).await.unwrap().count, 0);
    let case = test.service.open_case(key).await.unwrap();
    let due: Vec<_> = case
        .items
        .iter()
        .map(|item| item.withdrawal_due.is_some())
        .collect();
    assert_eq!(due, [false, true], "the other one was not sent again");
    test.clock.advance(Duration::from_secs(26 * 3_600));
    assert_eq!(test.service.carry_out_due_withdrawals().await.unwrap(), 1);
}

#[tokio::test]
async fn an_order_that_was_given_on_an_older_state_of_the_case_changes_nothing() {
    let test = TestService::start().await;
    let (number, pin) = typed(&submit(&test, 1, 2).await);
    let key = CaseKey::new(&number, &pin);
    let seen = Some(test.service.open_case(key).await.unwrap().version);
    let order = key.having_seen(seen);
    let due = test.service.withdraw(order, When::InADay).await.unwrap();
    assert!(!due.outdated);
    let kept = test
        .service
        .keep(key.having_seen(Some(due.version)))
        .await
        .unwrap();
    assert!(!kept.outdated);
    let again = test.service.withdraw(order, When::Now).await.unwrap();
    assert!(again.outdated);
    assert_eq!(again.items, kept.items);
    let again = test.service.withdraw_some(order, When::Now, &[0]).await.unwrap();
    assert!(again.outdated && again.items == kept.items);
    let due = test.service.withdraw(key, When::InADay).await.unwrap();
    let again = test.service.keep(order).await.unwrap();
    assert!(again.outdated && again.items == due.items);
}

#[tokio::test]
async fn an_order_that_is_given_twice_from_one_page_is_answered_as_done() {
    let test = TestService::start().await;
    let (number, pin) = typed(&submit(&test, 1, 2).await);
    let key = CaseKey::new(&number, &pin);
    let now = async || test.service.open_case(key).await.unwrap();
    for when in [When::InADay, When::Now] {
        let some = key.having_seen(Some(now().await.version));
        for nth in 0..2 {
            let one = test.service.withdraw_some(some, when, &[0]).await.unwrap();
            assert!(!one.outdated, "{when:?} {nth}");
        }
        let other = test.service.withdraw_some(some, when, &[1]).await.unwrap();
        assert!(other.outdated, "{when:?}: that one was not asked for");
        if when == When::InADay {
            let due = key.having_seen(Some(now().await.version));
            for nth in 0..2 {
                assert!(!test.service.keep(due).await.unwrap().outdated, "{nth}");
            }
        }
    }
    let rest = key.having_seen(Some(now().await.version));
    let first = test.service.withdraw(rest, When::Now).await.unwrap();
    let again = test.service.withdraw(rest, When::Now).await.unwrap();
    assert_eq!(again, first, "and nothing is ordered once more");
}

/// Whoever reloads a page that is slow breaks the request before it off.
#[tokio::test]
async fn whoever_is_impatient_with_the_right_pin_is_not_taken_for_one_who_guesses() {
    let test = TestService::start().await;
    let (number, pin) = typed(&submit(&test, 1, 1).await);
    let key = CaseKey::new(&number, &pin).from(test.service.visitor([192, 0, 2, 1].into()));
    for _ in 0..5 {
        let mut opening = Box::pin(test.service.open_case(key));
        let _ = futures::poll!(opening.as_mut());
    }
    let opened = async {
        loop {
            match test.service.open_case(key).await {
                // What was broken off is still being looked at. No time passes on the clock that waits are counted by.
                Err(OpenCaseError::Wait(_)) => tokio::time::sleep(Duration::from_millis(20)).await,
                done => break done,
            }
        }
    };
    let opened = tokio::time::timeout(Duration::from_secs(60), opened).await;
    opened.expect("the guesses are forgiven").unwrap();
}

#[tokio::test]
async fn of_two_who_add_the_same_at_once_both_succeed_and_it_is_there_once() {
    let test = TestService::start().await;
    let (number, pin) = typed(&submit(&test, 1, 1).await);
    let add = || {
        test.service
            .add_to_case(CaseKey::new(&number, &pin), form(2, 2).parse().unwrap())
    };
    let (one, other) = tokio::join!(add(), add());
    let (one, other) = (one.unwrap(), other.unwrap());
    assert_eq!(one.count + other.count, 2);
    assert_eq!(one.positions, other.positions);
    assert_eq!(
        test.service
            .open_case(CaseKey::new(&number, &pin))
            .await
            .unwrap()
            .items
            .len(),
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
        .add_to_case(CaseKey::new(&number, &pin), form(2, 41).parse().unwrap())
        .await;
    assert!(matches!(full, Err(AddError::Full)), "{full:?}");
    let wrong = test
        .service
        .add_to_case(
            CaseKey::new(&number, &other_pin(&receipt)),
            form(2, 1).parse().unwrap(),
        )
        .await;
    assert!(
        matches!(wrong, Err(AddError::Case(OpenCaseError::Unknown))),
        "{wrong:?}"
    );
    assert_eq!(
        test.service
            .open_case(CaseKey::new(&number, &pin))
            .await
            .unwrap()
            .items
            .len(),
        60
    );
}

#[tokio::test]
async fn one_photo_is_taken_back_and_the_others_stay() {
    let test = TestService::start().await;
    let (number, pin) = typed(&submit(&test, 1, 3).await);
    let case = test
        .service
        .withdraw_some(CaseKey::new(&number, &pin), When::Now, &[1, 99])
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
        let ask = || test.service.withdraw(CaseKey::new(&number, &pin), When::InADay);
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
        let gone = test.service.open_case(CaseKey::new(&number, &pin)).await.unwrap();
        assert_eq!(gone.items[0].progress, Progress::Withdrawn);
    }
}

#[tokio::test]
async fn what_is_due_to_be_taken_back_is_no_work_and_nothing_is_decided_about_it() {
    let (test, (number, pin), entry, ana) = reviewed().await;
    let lea = test.staff("Lea", Role::Lead).await;
    let max = test.staff("Max", Role::Admin).await;
    let service = &test.service;
    service
        .withdraw(CaseKey::new(&number, &pin), When::InADay)
        .await
        .unwrap();
    let waiting = async || {
        let work = service.work(&ana, &Filter::default(), None, 10).await;
        work.unwrap().rows.len()
    };
    assert_eq!(waiting().await, 1, "they may still change their mind");
    let facts = service.entry_facts(entry).await.unwrap().unwrap();
    assert!(!facts.taken_back);
    let confirm = DecisionOrder {
        entry,
        version: facts.entry.version,
        action: Action::Confirm,
        reason: "facts-consistent".to_owned(),
        note: None,
    };
    let many = Terms::BulkDecision(BulkDecision {
        action: confirm.action.as_str().to_owned(),
        reason: confirm.reason.clone(),
        entries: vec![Chosen {
            entry,
            version: confirm.version,
        }],
    });
    let proposal = service.propose(&lea, &many, "all seen").await.unwrap();
    let proposed = service.proposals().await.unwrap().waiting.remove(0);
    assert!(!proposed.entries[0].stays && !proposed.entries[0].taken_back);

    test.clock.advance(Duration::from_secs(26 * 3_600));
    assert_eq!(waiting().await, 0);
    let tab = service.queue(Queue::Unverified, None, 10).await.unwrap();
    let counted = tab.counts.iter().find(|(queue, _)| *queue == Queue::Unverified);
    assert_eq!((tab.rows, counted), (Vec::new(), Some(&(Queue::Unverified, 0))));
    let proposed = service.proposals().await.unwrap().waiting.remove(0);
    assert!(proposed.entries[0].stays && proposed.entries[0].taken_back);
    let facts = service.entry_facts(entry).await.unwrap().unwrap();
    assert!(facts.taken_back);
    let refused = service.decide(&ana, confirm).await;
    assert!(matches!(refused, Err(DecideError::TakenBack)), "{refused:?}");
    let refused = service.settle(&max, proposal, Verdict::Seconded).await;
    assert!(
        matches!(refused, Err(SettleError::Obstacle(Obstacle::Gone))),
        "{refused:?}"
    );
    assert_eq!(service.carry_out_due_withdrawals().await.unwrap(), 1);
}

#[tokio::test]
async fn undoing_a_rejection_does_not_bring_back_what_is_due_to_be_taken_back() {
    let (test, (number, pin), entry, staff) = reviewed().await;
    test.service
        .withdraw(CaseKey::new(&number, &pin), When::InADay)
        .await
        .unwrap();
    let facts = test.service.entry_facts(entry).await.unwrap().unwrap();
    let wait = facts.entry.withdrawal_due.unwrap().since(test.service.now());
    let shortly = Duration::from_secs(30);
    test.clock.advance(wait.saturating_sub(shortly));
    reject(&test, &staff, entry).await;
    test.clock.advance(shortly);
    let other = test.staff("Kim", Role::Lead).await;
    for (staff, expected) in [(&other, Progress::Declined), (&staff, Progress::Withdrawn)] {
        let undone = test.service.take_back(staff, entry).await;
        assert!(matches!(undone, Err(DecideError::TakenBack)), "{undone:?}");
        let case = test.service.open_case(CaseKey::new(&number, &pin)).await.unwrap();
        assert_eq!(case.items[0].progress, expected);
    }
    test.sequence_now().await;
    let mut reader = test.storage.read().await.unwrap();
    let list = domain::list::ListName::exploitative();
    let changes = reader.changes(&list, 0, 100).await.unwrap();
    assert_eq!(changes.len(), 2, "an addition and one removal");
}

#[tokio::test]
async fn who_insists_on_a_withdrawal_just_after_a_rejection_is_not_brought_back_by_undoing_it() {
    let (test, (number, pin), entry, staff) = reviewed().await;
    reject(&test, &staff, entry).await;
    let gone = test
        .service
        .withdraw(CaseKey::new(&number, &pin), When::Now)
        .await
        .unwrap();
    assert_eq!(gone.items[0].progress, Progress::Withdrawn);
    let undone = test.service.take_back(&staff, entry).await;
    assert!(matches!(undone, Err(DecideError::TakenBack)), "{undone:?}");
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
    let case = test
        .service
        .withdraw(CaseKey::new(&number, &pin), When::Now)
        .await
        .unwrap();
    assert_eq!(case.items[0].progress, Progress::Declined);
}

#[tokio::test]
async fn what_was_taken_back_or_declined_can_be_added_to_its_case_again() {
    let (test, (number, pin), entry, staff) = reviewed().await;
    let again = || form(1, 1).parse().unwrap();
    let add = async || {
        test.service
            .add_to_case(CaseKey::new(&number, &pin), again())
            .await
            .unwrap()
            .count
    };
    assert_eq!(add().await, 0, "it is there");
    test.service
        .withdraw(CaseKey::new(&number, &pin), When::Now)
        .await
        .unwrap();
    assert_eq!(add().await, 1);
    assert_eq!(add().await, 0, "and once however often it is sent");
    let case = test.service.open_case(CaseKey::new(&number, &pin)).await.unwrap();
    let progress: Vec<_> = case.items.iter().map(|item| item.progress).collect();
    assert_eq!(progress[0], Progress::Withdrawn);
    assert!(!matches!(progress[1], Progress::Withdrawn), "{progress:?}");
    let page = test.service.queue(Queue::Unverified, None, 1).await.unwrap();
    let new = page.rows[0].entry.id;
    assert_ne!(new, entry);
    reject(&test, &staff, new).await;
    assert_eq!(add().await, 1);
}

//! How staff share the work.

use std::time::Duration;

use domain::{
    audit::Act,
    entry::{Action, Entry, Priority, Standing, State},
    id::EntryId,
    proposal::{Verdict, WAITS},
    staff::{Role, Staff},
};
use service::{
    bulk::{BulkDecision, Chosen},
    insight::Count,
    moderate::{DecideError, DecisionOrder},
    propose::{MOST_WAITING, Obstacle, ProposeError, SettleError, Terms},
    reasons::{MOST_REASONS, ReasonError},
    review::{CLAIMED_FOR, HandleError, MAX_VIEWS},
    testing::TestService,
};
use storage::{
    entry::Queue,
    review::{Claim, Filter},
};

use crate::{screening::near, submission::submit};

async fn start() -> (TestService, Staff, Staff, EntryId) {
    let test = TestService::start().await;
    submit(&test, 1, 1).await;
    let page = test.service.queue(Queue::Unverified, None, 1).await.unwrap();
    let ana = test.staff("Ana", Role::Reviewer).await;
    let lea = test.staff("Lea", Role::Lead).await;
    let entry = page.rows[0].entry.id;
    (test, ana, lea, entry)
}

async fn entry_of(test: &TestService, entry: EntryId) -> Entry {
    test.service.entry_facts(entry).await.unwrap().unwrap().entry
}

async fn decide(test: &TestService, staff: &Staff, entry: EntryId, action: Action, reason: &str) {
    let order = DecisionOrder {
        entry,
        version: entry_of(test, entry).await.version,
        action,
        reason: reason.to_owned(),
        note: None,
    };
    test.service.decide(staff, order).await.unwrap();
}

#[tokio::test]
async fn what_one_person_has_taken_another_cannot_take_until_it_is_given_back_or_over() {
    let (test, ana, lea, entry) = start().await;
    test.service.claim(&ana, entry).await.unwrap();
    let refused = test.service.claim(&lea, entry).await.unwrap_err();
    assert!(matches!(refused, HandleError::Taken { by } if by == "Ana"));
    test.service.release(&lea, entry).await.unwrap();
    test.service.claim(&lea, entry).await.unwrap();
    let not_theirs = test.service.release(&ana, entry).await;
    assert!(matches!(not_theirs, Err(HandleError::Taken { .. })));
    test.clock.advance(CLAIMED_FOR);
    test.service.claim(&ana, entry).await.unwrap();
    let mine = Filter {
        claim: Claim::By(ana.id),
        ..Filter::default()
    };
    assert_eq!(
        test.service.work(&ana, &mine, None, 10).await.unwrap().rows.len(),
        1
    );
}

#[tokio::test]
async fn deciding_gives_an_entry_back() {
    let (test, ana, _, entry) = start().await;
    test.service.claim(&ana, entry).await.unwrap();
    decide(&test, &ana, entry, Action::Suspend, "needs-second-look").await;
    let facts = test.service.entry_facts(entry).await.unwrap().unwrap();
    assert_eq!(facts.handling.claimed, None);
}

#[tokio::test]
async fn what_is_put_off_comes_back_after_its_days() {
    let (test, ana, _, entry) = start().await;
    test.service.snooze(&ana, entry, 3).await.unwrap();
    let all = Filter::default();
    assert_eq!(test.service.work(&ana, &all, None, 10).await.unwrap().rows, []);
    test.clock.advance(Duration::from_secs(3 * 24 * 3_600));
    assert_eq!(
        test.service.work(&ana, &all, None, 10).await.unwrap().rows.len(),
        1
    );
    let odd = test.service.snooze(&ana, entry, 2).await;
    assert!(matches!(odd, Err(HandleError::Days)));
}

#[tokio::test]
async fn a_note_is_kept_as_it_was_written_and_an_empty_one_is_not() {
    let (test, ana, _, entry) = start().await;
    test.service
        .write_note(&ana, entry, "  <script>alert(1)</script> ")
        .await
        .unwrap();
    let facts = test.service.entry_facts(entry).await.unwrap().unwrap();
    let (note, name) = &facts.notes[0];
    assert_eq!(
        (note.body.as_str(), name.as_deref()),
        ("<script>alert(1)</script>", Some("Ana"))
    );
    assert!(matches!(
        test.service.write_note(&ana, entry, " ").await,
        Err(HandleError::Note)
    ));
}

#[tokio::test]
async fn what_is_escalated_stays_where_it_is_and_waits_for_someone_else() {
    let (test, ana, lea, entry) = start().await;
    decide(&test, &ana, entry, Action::Escalate, "unsure").await;
    let facts = test.service.entry_facts(entry).await.unwrap().unwrap();
    assert_eq!(facts.entry.state, State::Published(Standing::Unverified));
    assert_eq!(facts.priority, Some(Priority::Escalated));
    let order = || DecisionOrder {
        entry,
        version: facts.entry.version,
        action: Action::Confirm,
        reason: "facts-consistent".to_owned(),
        note: None,
    };
    let own = test.service.decide(&ana, order()).await;
    assert!(matches!(own, Err(DecideError::OwnEscalation)), "{own:?}");
    test.service.decide(&lea, order()).await.unwrap();
    // Once someone else has decided, it is everybody's again.
    decide(&test, &ana, entry, Action::Suspend, "disputed").await;
    decide(&test, &lea, entry, Action::Escalate, "unsure").await;
    decide(&test, &lea, entry, Action::Reinstate, "dispute-settled").await;
}

#[tokio::test]
async fn a_decision_is_taken_back_within_a_minute_by_whoever_made_it_and_subscribers_hear_of_it() {
    let (test, ana, lea, entry) = start().await;
    test.sequence_now().await;
    decide(&test, &ana, entry, Action::Reject, "public-content").await;
    test.clock.advance(Duration::from_secs(50));
    let not_theirs = test.service.take_back(&lea, entry).await;
    assert!(matches!(not_theirs, Err(DecideError::TooLate)));
    let back = test.service.take_back(&ana, entry).await.unwrap();
    assert_eq!(back.state, State::Published(Standing::Unverified));
    let twice = test.service.take_back(&ana, entry).await;
    assert!(matches!(twice, Err(DecideError::TooLate)));
    test.sequence_now().await;
    let mut reader = test.storage.read().await.unwrap();
    let list = domain::list::ListName::exploitative();
    let head = reader.checkpoint(&list).await.unwrap().unwrap();
    assert_eq!(head.size, 3, "an addition, a removal, an addition");
    decide(&test, &ana, entry, Action::Confirm, "facts-consistent").await;
    test.clock.advance(Duration::from_secs(60));
    let late = test.service.take_back(&ana, entry).await;
    assert!(matches!(late, Err(DecideError::TooLate)));
}

#[tokio::test]
async fn what_a_colleague_has_taken_since_is_not_taken_back() {
    let (test, ana, lea, entry) = start().await;
    decide(&test, &ana, entry, Action::Suspend, "disputed").await;
    let suspended = entry_of(&test, entry).await;
    test.service.claim(&lea, entry).await.unwrap();
    let refused = test.service.take_back(&ana, entry).await;
    assert!(matches!(refused, Err(DecideError::Taken { by }) if by == "Lea"));
    assert_eq!(entry_of(&test, entry).await, suspended);
    test.service.release(&lea, entry).await.unwrap();
    test.service.take_back(&ana, entry).await.unwrap();
}

#[tokio::test]
async fn what_was_taken_back_is_not_counted_as_decided() {
    let (test, ana, _, _) = start().await;
    submit(&test, 2, 9).await;
    let page = test.service.queue(Queue::Unverified, None, 10).await.unwrap();
    for row in &page.rows {
        decide(&test, &ana, row.entry.id, Action::Suspend, "disputed").await;
    }
    for row in &page.rows[..4] {
        test.service.take_back(&ana, row.entry.id).await.unwrap();
    }
    let insight = test.service.insight().await.unwrap().remove(0);
    let today = insight.days.last().unwrap();
    assert_eq!(today.decisions, Count::Exactly(6));
    assert_eq!(insight.suspended.0, Count::Exactly(6));
    assert_eq!(insight.decided[0].decisions, 6);
}

#[tokio::test]
async fn the_second_of_two_who_decide_at_once_is_told_what_the_first_decided() {
    let (test, ana, lea, entry) = start().await;
    let version = entry_of(&test, entry).await.version;
    decide(&test, &ana, entry, Action::Confirm, "facts-consistent").await;
    let order = DecisionOrder {
        entry,
        version,
        action: Action::Reject,
        reason: "public-content".to_owned(),
        note: None,
    };
    let Err(DecideError::Stale { last: Some(last), .. }) = test.service.decide(&lea, order).await else {
        panic!("decided on what was not seen")
    };
    assert_eq!(last.staff_name.as_deref(), Some("Ana"));
    assert_eq!(last.decision.action, Action::Confirm);
}

#[tokio::test]
async fn leads_edit_the_reasons_and_what_is_put_away_cannot_be_given() {
    let (test, ana, lea, entry) = start().await;
    let refused = test
        .service
        .add_reason(&ana, Action::Reject, "A scan of a form")
        .await;
    assert!(matches!(refused, Err(ReasonError::NotAllowed)));
    test.service
        .add_reason(&lea, Action::Reject, "A scan of a form")
        .await
        .unwrap();
    test.service
        .offer_reason(&lea, Action::Reject, "public-content", false)
        .await
        .unwrap();
    let reasons = test.service.reasons(Action::Reject).await.unwrap();
    assert!(reasons.iter().any(|one| one.name == "public-content" && one.away));
    let own = reasons.into_iter().find(|one| one.body.is_some()).unwrap();
    let version = entry_of(&test, entry).await.version;
    let order = |reason: &str| DecisionOrder {
        entry,
        version,
        action: Action::Reject,
        reason: reason.to_owned(),
        note: None,
    };
    let away = test.service.decide(&ana, order("public-content")).await;
    assert!(matches!(away, Err(DecideError::UnknownReason)));
    test.service.decide(&ana, order(&own.name)).await.unwrap();
}

#[tokio::test]
async fn a_reason_in_words_of_ones_own_is_on_record_in_these_words() {
    let (test, ana, lea, entry) = start().await;
    let words = "A scan of a form";
    test.service
        .add_reason(&lea, Action::Reject, words)
        .await
        .unwrap();
    let reasons = test.service.reasons(Action::Reject).await.unwrap();
    let own = reasons.into_iter().find(|one| one.body.is_some()).unwrap().name;
    decide(&test, &ana, entry, Action::Reject, &own).await;
    test.service
        .offer_reason(&lea, Action::Reject, &own, false)
        .await
        .unwrap();
    let records = test.acts().await;
    let why = |act| -> Vec<_> {
        let deeds = records.iter().map(|record| &record.deed);
        deeds
            .filter(|deed| deed.act == act)
            .map(|deed| deed.reason.clone())
            .collect()
    };
    let edits = [format!("offered: {words}"), format!("put-away: {words}")];
    assert_eq!(why(Act::EditedReasons), edits);
    assert_eq!(why(Act::Decided), [format!("reject: {own}: {words}")]);
}

#[tokio::test]
async fn an_action_keeps_at_least_one_reason() {
    let (test, _, lea, _) = start().await;
    for name in ["dispute-settled"] {
        test.service
            .offer_reason(&lea, Action::Reinstate, name, false)
            .await
            .unwrap();
    }
    let last = test
        .service
        .offer_reason(&lea, Action::Reinstate, "suspended-in-error", false)
        .await;
    assert!(matches!(last, Err(ReasonError::Last)));
}

#[tokio::test]
async fn a_person_saves_a_bounded_number_of_views() {
    let (test, ana, _, _) = start().await;
    for number in 0..MAX_VIEWS {
        let name = format!("view {number}");
        test.service.save_view(&ana, &name, "medium=video").await.unwrap();
    }
    let more = test.service.save_view(&ana, "one more", "").await;
    assert!(matches!(more, Err(HandleError::TooManyViews)));
    test.service
        .save_view(&ana, "view 0", "medium=image")
        .await
        .unwrap();
    test.service.remove_view(&ana, "view 1").await.unwrap();
    let views = test
        .service
        .work(&ana, &Filter::default(), None, 1)
        .await
        .unwrap()
        .views;
    assert_eq!(views.len(), MAX_VIEWS - 1);
    assert_eq!(views[0].filter, "medium=image");
}

#[tokio::test]
async fn an_auditor_takes_writes_and_takes_back_nothing() {
    let (test, _, _, entry) = start().await;
    let auditor = test.staff("Aud", Role::Auditor).await;
    assert!(matches!(
        test.service.claim(&auditor, entry).await,
        Err(HandleError::NotAllowed)
    ));
    let wrote = test.service.write_note(&auditor, entry, "x").await;
    assert!(matches!(wrote, Err(HandleError::NotAllowed)));
    let back = test.service.take_back(&auditor, entry).await;
    assert!(matches!(back, Err(DecideError::NotAllowed)));
}

#[tokio::test]
async fn many_entries_are_decided_about_at_once_when_a_second_person_agrees() {
    let (test, ana, lea, entry) = start().await;
    submit(&test, 2, 2).await;
    let page = test.service.queue(Queue::Unverified, None, 10).await.unwrap();
    let entries: Vec<Chosen> = page
        .rows
        .iter()
        .map(|row| Chosen {
            entry: row.entry.id,
            version: row.entry.version,
        })
        .collect();
    assert_eq!(entries.len(), 3);
    let terms = Terms::BulkDecision(BulkDecision {
        action: "reject".to_owned(),
        reason: "abuse-of-service".to_owned(),
        entries,
    });
    let reviewer = test.service.propose(&ana, &terms, "a flood").await;
    assert!(matches!(reviewer, Err(ProposeError::NotAllowed)));
    let proposal = test.service.propose(&lea, &terms, "a flood").await.unwrap();
    decide(&test, &ana, entry, Action::Confirm, "facts-consistent").await;
    let alone = test.service.settle(&lea, proposal, Verdict::Seconded).await;
    assert!(alone.is_err(), "it takes a second person");
    let other = test.staff("Max", Role::Admin).await;
    test.service
        .settle(&other, proposal, Verdict::Seconded)
        .await
        .unwrap();
    let rejected = test.service.queue(Queue::Rejected, None, 10).await.unwrap();
    assert_eq!(rejected.rows.len(), 2);
    let past = test.service.proposals().await.unwrap().past;
    assert_eq!(
        past[0].proposal.reached,
        Some(2),
        "it is kept how many it reached"
    );
    let changed = entry_of(&test, entry).await.state;
    assert_eq!(
        changed,
        State::Published(Standing::Confirmed),
        "it had changed meanwhile"
    );
}

#[tokio::test]
async fn what_a_colleague_has_taken_only_leads_decide_about_or_put_off() {
    let (test, ana, lea, entry) = start().await;
    let max = test.staff("Max", Role::Reviewer).await;
    test.service.claim(&ana, entry).await.unwrap();
    test.service.claim(&ana, entry).await.unwrap();
    let order = || async {
        DecisionOrder {
            entry,
            version: entry_of(&test, entry).await.version,
            action: Action::Confirm,
            reason: "facts-consistent".to_owned(),
            note: None,
        }
    };
    let refused = test.service.decide(&max, order().await).await;
    assert!(matches!(refused, Err(DecideError::Taken { by }) if by == "Ana"));
    let refused = test.service.snooze(&max, entry, 1).await;
    assert!(matches!(refused, Err(HandleError::Taken { by }) if by == "Ana"));
    test.service.snooze(&lea, entry, 1).await.unwrap();
    test.service.claim(&ana, entry).await.unwrap();
    test.service.release(&ana, entry).await.unwrap();
    test.service.claim(&ana, entry).await.unwrap();
    test.service.decide(&lea, order().await).await.unwrap();
    let records = test.acts().await;
    let acts: Vec<_> = records
        .iter()
        .map(|record| record.deed.act)
        .filter(|act| *act != Act::AddedStaff)
        .collect();
    let expected = [
        Act::Claimed,
        Act::PutOff,
        Act::Claimed,
        Act::Released,
        Act::Claimed,
        Act::Decided,
    ];
    assert_eq!(acts, expected, "taking it once more while one has it is no act");
}

#[tokio::test]
async fn what_is_decided_about_in_bulk_is_concluded_like_what_is_decided_about_alone() {
    let (test, ana, lea, entry) = start().await;
    let max = test.staff("Max", Role::Admin).await;
    test.service.claim(&ana, entry).await.unwrap();
    test.service.snooze(&ana, entry, 7).await.unwrap();
    let terms = Terms::BulkDecision(BulkDecision {
        action: "suspend".to_owned(),
        reason: "unusual-pattern".to_owned(),
        entries: vec![Chosen {
            entry,
            version: entry_of(&test, entry).await.version,
        }],
    });
    let proposal = test.service.propose(&lea, &terms, "a flood").await.unwrap();
    let facts = test.service.proposals().await.unwrap().waiting.remove(0);
    assert_eq!(facts.entries.len(), 1);
    assert_eq!(facts.entries[0].now, Some(entry_of(&test, entry).await));
    assert!(!facts.entries[0].stays);
    test.service
        .settle(&max, proposal, Verdict::Seconded)
        .await
        .unwrap();
    let work = test.service.work(&ana, &Filter::default(), None, 10).await;
    let work = work.unwrap();
    assert_eq!(work.rows[0].row.entry.id, entry, "no longer put off");
    assert_eq!(work.rows[0].handling.claimed, None);
    let mut reader = test.storage.read().await.unwrap();
    let tallies = reader.tallies(test.service.now().start_of_day()).await.unwrap();
    let counted = |name: &str| tallies.iter().any(|tally| tally.name == name);
    assert!(counted("suspended") && counted("decided-after-0"), "{tallies:?}");
}

#[tokio::test]
async fn a_proposal_that_nobody_answered_in_time_shows_no_entries() {
    let (test, _, lea, entry) = start().await;
    let terms = Terms::BulkDecision(BulkDecision {
        action: "reject".to_owned(),
        reason: "public-content".to_owned(),
        entries: vec![Chosen {
            entry,
            version: entry_of(&test, entry).await.version,
        }],
    });
    test.service.propose(&lea, &terms, "a flood").await.unwrap();
    test.clock.advance(WAITS);
    let proposals = test.service.proposals().await.unwrap();
    assert_eq!(proposals.waiting, []);
    assert_eq!(proposals.past[0].entries, []);
}

#[tokio::test]
async fn whoever_agrees_sees_which_entries_have_changed_since() {
    let (test, ana, lea, entry) = start().await;
    let terms = Terms::BulkDecision(BulkDecision {
        action: "reject".to_owned(),
        reason: "public-content".to_owned(),
        entries: vec![Chosen {
            entry,
            version: entry_of(&test, entry).await.version,
        }],
    });
    test.service.propose(&lea, &terms, "a flood").await.unwrap();
    decide(&test, &ana, entry, Action::Confirm, "facts-consistent").await;
    let facts = test.service.proposals().await.unwrap().waiting.remove(0);
    assert!(facts.entries[0].stays);
}

/// One decision about these entries, as they are now or were.
fn bulk(action: &str, reason: &str, entries: &[(EntryId, i64)]) -> Terms {
    let chosen = |&(entry, version)| Chosen { entry, version };
    Terms::BulkDecision(BulkDecision {
        action: action.to_owned(),
        reason: reason.to_owned(),
        entries: entries.iter().map(chosen).collect(),
    })
}

#[tokio::test]
async fn a_decision_that_is_possible_for_none_of_many_is_neither_proposed_nor_agreed_to() {
    let (test, ana, lea, entry) = start().await;
    let max = test.staff("Max", Role::Admin).await;
    let version = entry_of(&test, entry).await.version;
    for terms in [
        bulk("reinstate", "dispute-settled", &[(entry, version)]),
        bulk("reject", "public-content", &[(entry, version + 1)]),
        bulk("reject", "public-content", &[(EntryId::from_bytes([9; 16]), 1)]),
        bulk("reject", "public-content", &[]),
    ] {
        let refused = test.service.propose(&lea, &terms, "a flood").await;
        assert!(
            matches!(refused, Err(ProposeError::Obstacle(Obstacle::Gone))),
            "{terms:?}: {refused:?}"
        );
    }
    let possible = bulk("reject", "public-content", &[(entry, version)]);
    let proposal = test.service.propose(&lea, &possible, "a flood").await.unwrap();
    decide(&test, &ana, entry, Action::Confirm, "facts-consistent").await;
    let none_left = test.service.settle(&max, proposal, Verdict::Seconded).await;
    assert!(
        matches!(none_left, Err(SettleError::Obstacle(Obstacle::Gone))),
        "{none_left:?}"
    );
    let waiting = test.service.proposals().await.unwrap().waiting;
    assert_eq!(waiting.len(), 1, "it can still be declined");
}

#[tokio::test]
async fn the_record_has_the_words_of_an_own_reason_whether_one_or_many_are_decided_about() {
    let (test, ana, lea, entry) = start().await;
    let max = test.staff("Max", Role::Admin).await;
    let service = &test.service;
    service
        .add_reason(&lea, Action::Suspend, "Looks staged")
        .await
        .unwrap();
    let name = service
        .reasons(Action::Suspend)
        .await
        .unwrap()
        .pop()
        .unwrap()
        .name;
    decide(&test, &ana, entry, Action::Suspend, &name).await;
    submit(&test, 2, 1).await;
    let page = service.queue(Queue::Unverified, None, 1).await.unwrap();
    let other = &page.rows[0].entry;
    let many = bulk("suspend", &name, &[(other.id, other.version)]);
    let proposal = service.propose(&lea, &many, "a flood").await.unwrap();
    service.settle(&max, proposal, Verdict::Seconded).await.unwrap();
    let records = test.acts().await;
    let recorded: Vec<_> = records
        .into_iter()
        .filter(|record| record.deed.act == Act::Decided)
        .map(|record| record.deed.reason)
        .collect();
    let alone = format!("suspend: {name}: Looks staged");
    assert_eq!(recorded, [alone.clone(), format!("{alone}: proposal {proposal}")]);
}

#[tokio::test]
async fn nobody_fills_the_page_of_what_waits_alone() {
    let (test, _, lea, _) = start().await;
    let max = test.staff("Max", Role::Admin).await;
    submit(&test, 2, 60).await;
    let page = test.service.queue(Queue::Unverified, None, 50).await.unwrap();
    let one = |place: usize| {
        let entry = &page.rows[place].entry;
        bulk("suspend", "unusual-pattern", &[(entry.id, entry.version)])
    };
    let propose = async |by, place| test.service.propose(by, &one(place), "a flood").await;
    let first = propose(&lea, 0).await.unwrap();
    for place in 1..MOST_WAITING {
        propose(&lea, place).await.unwrap();
    }
    let refused = propose(&lea, MOST_WAITING).await;
    assert!(matches!(refused, Err(ProposeError::TooMany)), "{refused:?}");
    propose(&max, MOST_WAITING).await.unwrap();
    let waiting = test.service.proposals().await.unwrap().waiting;
    assert_eq!(waiting.len(), MOST_WAITING + 1, "all that wait are shown");
    let again = propose(&max, MOST_WAITING - 1).await;
    assert!(matches!(again, Err(ProposeError::Waits)), "{again:?}");
    test.service
        .settle(&lea, first, Verdict::TakenBack)
        .await
        .unwrap();
    propose(&lea, MOST_WAITING + 1).await.unwrap();
}

#[tokio::test]
async fn a_reason_that_is_put_away_makes_room_for_another() {
    let (test, _, lea, _) = start().await;
    let offered = async || {
        let known = test.service.reasons(Action::Reject).await.unwrap();
        known.into_iter().filter(|one| !one.away).count()
    };
    let add = async |text: String| test.service.add_reason(&lea, Action::Reject, &text).await;
    let offer = async |offered| {
        let service = &test.service;
        service
            .offer_reason(&lea, Action::Reject, "public-content", offered)
            .await
    };
    for number in offered().await..MOST_REASONS {
        add(format!("reason {number}")).await.unwrap();
    }
    assert!(matches!(
        add("one more".to_owned()).await,
        Err(ReasonError::TooMany)
    ));
    offer(false).await.unwrap();
    add("one more".to_owned()).await.unwrap();
    assert_eq!(offered().await, MOST_REASONS);
    assert!(matches!(offer(true).await, Err(ReasonError::TooMany)));
    let records = test.acts().await;
    let edits = records.iter().filter(|one| one.deed.act == Act::EditedReasons);
    let stored = test.service.reasons(Action::Reject).await.unwrap();
    let own = stored.iter().filter(|one| one.body.is_some()).count();
    assert_eq!(edits.count(), own + 1, "what was refused is no act");
}

#[tokio::test]
async fn what_is_told_of_each_ten_thousand_is_of_the_items_that_are_told() {
    let (test, ana, _, _) = start().await;
    submit(&test, 2, 9).await;
    let page = test.service.queue(Queue::Unverified, None, 10).await.unwrap();
    for row in &page.rows {
        decide(&test, &ana, row.entry.id, Action::Suspend, "disputed").await;
    }
    test.clock.advance(Duration::from_secs(24 * 3_600));
    submit(&test, 3, 3).await;
    let insight = test.service.insight().await.unwrap().remove(0);
    assert_eq!(insight.items, 10, "three of a day are too few to tell");
    let ten = Count::Exactly(10);
    assert_eq!(
        insight.suspended,
        (ten, Some(10_000)),
        "and cannot be found out from a share"
    );
}

#[tokio::test]
async fn how_far_a_platform_is_behind_is_told_however_little_that_is() {
    let (test, _, _, _) = start().await;
    let lists = [domain::list::ListName::exploitative()];
    let (platform, _) = test.service.add_subscriber("Platform", &lists).await.unwrap();
    test.sequence_now().await;
    let insight = test.service.insight().await.unwrap().remove(0);
    assert_eq!(insight.lag, [(platform.member, 1)]);
}

#[tokio::test]
async fn what_else_has_the_pictures_that_two_take_off_at_once_is_marked_and_those_that_they_chose_all_go() {
    let (test, _, lea, entry) = start().await;
    for (key, bits) in [(2, 2), (3, 4)] {
        let alike = near(key, 1, bits).parse().unwrap();
        test.service.submit(alike).await.unwrap();
    }
    let facts = async |entry| test.service.entry_facts(entry).await.unwrap().unwrap();
    let cluster = facts(entry).await.cluster;
    let [chosen, left] = [0, 1].map(|place| cluster.rows[place].row.entry.id);
    let mut entries = Vec::new();
    for entry in [entry, chosen] {
        let version = entry_of(&test, entry).await.version;
        entries.push(Chosen { entry, version });
    }
    let terms = Terms::BulkDecision(BulkDecision {
        action: "reject".to_owned(),
        reason: "public-content".to_owned(),
        entries,
    });
    let max = test.staff("Max", Role::Admin).await;
    let proposal = test.service.propose(&lea, &terms, "a flood").await.unwrap();
    let agreed = test.service.settle(&max, proposal, Verdict::Seconded).await;
    agreed.unwrap();
    for entry in [entry, chosen] {
        assert_eq!(entry_of(&test, entry).await.state, State::Rejected);
    }
    let left = facts(left).await;
    assert_eq!(left.entry.state, State::Published(Standing::Unverified));
    assert_eq!(left.priority, Some(Priority::Disputed));
}

#[tokio::test]
async fn what_was_chosen_and_stays_because_it_changed_is_marked_as_what_else_has_the_picture() {
    let (test, ana, lea, entry) = start().await;
    let alike = near(2, 1, 2).parse().unwrap();
    test.service.submit(alike).await.unwrap();
    let facts = async |entry| test.service.entry_facts(entry).await.unwrap().unwrap();
    let other = facts(entry).await.cluster.rows[0].row.entry.clone();
    let mut entries = Vec::new();
    for entry in [entry, other.id] {
        let version = entry_of(&test, entry).await.version;
        entries.push(Chosen { entry, version });
    }
    let terms = Terms::BulkDecision(BulkDecision {
        action: "reject".to_owned(),
        reason: "public-content".to_owned(),
        entries,
    });
    let max = test.staff("Max", Role::Admin).await;
    let proposal = test.service.propose(&lea, &terms, "a flood").await.unwrap();
    decide(&test, &ana, other.id, Action::Confirm, "facts-consistent").await;
    let agreed = test.service.settle(&max, proposal, Verdict::Seconded).await;
    agreed.unwrap();
    assert_eq!(entry_of(&test, entry).await.state, State::Rejected);
    let stays = facts(other.id).await;
    assert_eq!(stays.entry.state, State::Published(Standing::Confirmed));
    assert_eq!(stays.priority, Some(Priority::Disputed));
}

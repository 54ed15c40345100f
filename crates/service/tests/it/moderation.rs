//! Deciding about entries.

use std::time::Duration;

use domain::{
    decision::Actor,
    entry::{Action, Entry, Standing, State},
    id::EntryId,
    staff::Role,
};
use service::{
    door::{Bound, Errand},
    moderate::{DecideError, DecisionOrder, MAX_NOTE},
    testing::TestService,
};
use storage::entry::Queue;

use crate::submission::submit;

fn order(entry: &Entry, action: Action, reason: &str) -> DecisionOrder {
    DecisionOrder {
        entry: entry.id,
        version: entry.version,
        action,
        reason: reason.to_owned(),
        note: None,
    }
}

async fn one_published(test: &TestService) -> Entry {
    submit(test, 1, 1).await;
    test.service
        .queue(Queue::Unverified, None, 1)
        .await
        .unwrap()
        .rows
        .remove(0)
        .entry
}

#[tokio::test]
async fn a_confirmed_entry_moves_to_its_queue_and_remembers_who_and_why() {
    let test = TestService::start().await;
    let staff = test.staff("robin", Role::Reviewer).await;
    let entry = one_published(&test).await;
    let mut confirm = order(&entry, Action::Confirm, "facts-consistent");
    confirm.note = Some("  seen  ".to_owned());
    let confirmed = test.service.decide(&staff, confirm).await.unwrap();
    assert_eq!(confirmed.state, State::Published(Standing::Confirmed));

    let facts = test.service.entry_facts(entry.id).await.unwrap().unwrap();
    let [by_policy, by_staff] = &facts.decisions[..] else {
        panic!("{:?}", facts.decisions)
    };
    assert!(matches!(
        &by_policy.decision.actor,
        Actor::Policy { version: 1, .. }
    ));
    assert_eq!(
        by_policy.decision.made_at,
        by_policy.decision.made_at.start_of_day()
    );
    assert_eq!(by_staff.staff_name.as_deref(), Some("robin"));
    assert_eq!(by_staff.decision.note.as_deref(), Some("seen"));
}

#[tokio::test]
async fn the_second_of_two_who_decide_at_once_is_told_what_happened() {
    let test = TestService::start().await;
    let staff = test.staff("robin", Role::Reviewer).await;
    let entry = one_published(&test).await;
    test.service
        .decide(&staff, order(&entry, Action::Reject, "not-in-scope"))
        .await
        .unwrap();
    let late = test
        .service
        .decide(&staff, order(&entry, Action::Confirm, "facts-consistent"))
        .await;
    assert!(
        matches!(
            late,
            Err(DecideError::Stale {
                state: State::Rejected,
                ..
            })
        ),
        "{late:?}"
    );
}

#[tokio::test]
async fn an_auditor_decides_nothing() {
    let test = TestService::start().await;
    let auditor = test.staff("alex", Role::Auditor).await;
    let entry = one_published(&test).await;
    let refused = test
        .service
        .decide(&auditor, order(&entry, Action::Reject, "not-in-scope"))
        .await;
    assert!(matches!(refused, Err(DecideError::NotAllowed)));
}

#[tokio::test]
async fn what_does_not_fit_is_refused_and_changes_nothing() {
    let test = TestService::start().await;
    let staff = test.staff("robin", Role::Lead).await;
    let entry = one_published(&test).await;
    let wrong_reason = order(&entry, Action::Reject, "facts-consistent");
    assert!(matches!(
        test.service.decide(&staff, wrong_reason).await,
        Err(DecideError::UnknownReason)
    ));
    let mut long = order(&entry, Action::Reject, "not-in-scope");
    long.note = Some("x".repeat(MAX_NOTE + 1));
    assert!(matches!(
        test.service.decide(&staff, long).await,
        Err(DecideError::NoteTooLong)
    ));
    let impossible = order(&entry, Action::Reinstate, "dispute-settled");
    assert!(matches!(
        test.service.decide(&staff, impossible).await,
        Err(DecideError::Impossible(_))
    ));
    let mut unknown = order(&entry, Action::Reject, "not-in-scope");
    unknown.entry = EntryId::from_bytes([9; 16]);
    assert!(matches!(
        test.service.decide(&staff, unknown).await,
        Err(DecideError::NotFound)
    ));
    assert_eq!(
        test.service.entry_facts(entry.id).await.unwrap().unwrap().entry,
        entry
    );
}

#[tokio::test]
async fn a_queue_is_read_page_by_page_without_gap_or_repetition() {
    let test = TestService::start().await;
    for key in 1..=7 {
        submit(&test, key, 3).await;
    }
    let (mut seen, mut after) = (Vec::new(), None);
    loop {
        let page = test.service.queue(Queue::Unverified, after, 4).await.unwrap();
        assert!(page.counts.contains(&(Queue::Unverified, 21)));
        seen.extend(page.rows.iter().map(|row| row.entry.id));
        after = page.next;
        if after.is_none() {
            break;
        }
    }
    assert_eq!(seen.len(), 21);
    seen.sort_unstable();
    seen.dedup();
    assert_eq!(seen.len(), 21);
}

#[tokio::test]
async fn the_same_order_again_is_answered_like_the_first_and_carried_out_once() {
    let test = TestService::start().await;
    let staff = test.staff("robin", Role::Reviewer).await;
    let other = test.staff("kim", Role::Reviewer).await;
    let entry = one_published(&test).await;
    let suspend = order(&entry, Action::Suspend, "disputed");
    let first = test.service.decide(&staff, suspend.clone()).await.unwrap();
    let again = test.service.decide(&staff, suspend.clone()).await.unwrap();
    assert_eq!(again, first);
    let facts = test.service.entry_facts(entry.id).await.unwrap().unwrap();
    assert_eq!(facts.decisions.len(), 2);

    let by_another = test.service.decide(&other, suspend.clone()).await.unwrap_err();
    assert!(matches!(by_another, DecideError::Stale { .. }), "{by_another}");
    let with_another_reason = DecisionOrder {
        reason: "unusual-pattern".to_owned(),
        ..suspend
    };
    let refused = test
        .service
        .decide(&staff, with_another_reason)
        .await
        .unwrap_err();
    assert!(matches!(refused, DecideError::Stale { .. }), "{refused}");
}

#[tokio::test]
async fn an_order_that_is_sent_again_after_others_decided_is_not_answered_as_done() {
    let test = TestService::start().await;
    let robin = test.staff("robin", Role::Reviewer).await;
    let lea = test.staff("lea", Role::Lead).await;
    let entry = one_published(&test).await;
    let confirm = order(&entry, Action::Confirm, "facts-consistent");
    test.service.decide(&robin, confirm.clone()).await.unwrap();
    test.service.take_back(&robin, entry.id).await.unwrap();
    let taken_back = test.service.decide(&robin, confirm).await.unwrap_err();
    let DecideError::Stale { state, last } = taken_back else {
        panic!("{taken_back}")
    };
    assert_eq!(state, State::Published(Standing::Unverified));
    assert_eq!(last.unwrap().decision.action, Action::TakeBack);

    let now = test.service.entry_facts(entry.id).await.unwrap().unwrap().entry;
    let confirm = order(&now, Action::Confirm, "facts-consistent");
    let confirmed = test.service.decide(&robin, confirm.clone()).await.unwrap();
    let suspend = order(&confirmed, Action::Suspend, "needs-second-look");
    test.service.decide(&lea, suspend).await.unwrap();
    let overtaken = test.service.decide(&robin, confirm).await.unwrap_err();
    let DecideError::Stale { last, .. } = overtaken else {
        panic!("{overtaken}")
    };
    assert_eq!(last.unwrap().staff_name.as_deref(), Some("lea"));
    let facts = test.service.entry_facts(entry.id).await.unwrap().unwrap();
    assert!(matches!(facts.entry.state, State::Suspended(_)));
}

#[tokio::test]
async fn whoever_takes_many_off_the_list_alone_waits_for_more_and_for_nothing_else() {
    let test = TestService::start().await;
    let robin = test.staff("robin", Role::Reviewer).await;
    let kim = test.staff("kim", Role::Reviewer).await;
    let mut entry = one_published(&test).await;
    let suspend = |entry: &Entry| order(entry, Action::Suspend, "disputed");
    let reinstate = |entry: &Entry| order(entry, Action::Reinstate, "dispute-settled");
    for _ in 0..Errand::Remove.limit().burst {
        let nothing = order(&entry, Action::Suspend, "facts-consistent");
        let refused = test.service.decide(&robin, nothing).await;
        assert!(matches!(refused, Err(DecideError::UnknownReason)), "{refused:?}");
        let suspended = test.service.decide(&robin, suspend(&entry)).await.unwrap();
        entry = test.service.decide(&robin, reinstate(&suspended)).await.unwrap();
    }
    let acts = test.acts().await.len();
    let reject = order(&entry, Action::Reject, "not-in-scope");
    for removal in [reject, suspend(&entry)] {
        let refused = test.service.decide(&robin, removal).await;
        let Err(DecideError::Wait(wait)) = refused else {
            panic!("{refused:?}")
        };
        assert_eq!(wait.bound, Bound::Errand(Errand::Remove));
    }
    let facts = test.service.entry_facts(entry.id).await.unwrap().unwrap();
    assert_eq!((facts.entry, test.acts().await.len()), (entry.clone(), acts));

    let confirm = order(&entry, Action::Confirm, "facts-consistent");
    let confirmed = test.service.decide(&robin, confirm).await.unwrap();
    let suspended = test.service.decide(&kim, suspend(&confirmed)).await.unwrap();
    let back = test.service.decide(&robin, reinstate(&suspended)).await.unwrap();
    let refused = test.service.decide(&robin, suspend(&back)).await;
    let Err(DecideError::Wait(wait)) = refused else {
        panic!("{refused:?}")
    };
    test.clock.advance(Duration::from_secs(wait.seconds));
    let suspended = test.service.decide(&robin, suspend(&back)).await.unwrap();
    let back = test.service.decide(&robin, reinstate(&suspended)).await.unwrap();
    let one_a_minute = test.service.decide(&robin, suspend(&back)).await;
    assert!(
        matches!(one_a_minute, Err(DecideError::Wait(_))),
        "{one_a_minute:?}"
    );
}

#[tokio::test]
async fn what_one_takes_off_the_list_is_counted_by_all_nodes_together_and_after_a_restart() {
    let test = TestService::start().await;
    let robin = test.staff("robin", Role::Reviewer).await;
    let mut entry = one_published(&test).await;
    let suspend = |entry: &Entry| order(entry, Action::Suspend, "disputed");
    let reinstate = |entry: &Entry| order(entry, Action::Reinstate, "dispute-settled");
    let nodes = [test.service.clone(), test.another_node(90)];
    let limit = Errand::Remove.limit();
    for (_, node) in (0..limit.burst).zip(nodes.iter().cycle()) {
        let suspended = node.decide(&robin, suspend(&entry)).await.unwrap();
        entry = node.decide(&robin, reinstate(&suspended)).await.unwrap();
    }
    let restarted = test.another_node(91);
    for node in [&nodes[0], &nodes[1], &restarted] {
        let refused = node.decide(&robin, suspend(&entry)).await;
        let Err(DecideError::Wait(wait)) = refused else {
            panic!("{refused:?}")
        };
        assert_eq!(wait.seconds, limit.each.as_secs() + 1);
    }

    submit(&test, 2, 1).await;
    let rows = test.service.queue(Queue::Unverified, None, 2).await.unwrap().rows;
    let other = rows.into_iter().find(|row| row.entry.id != entry.id);
    let other = other.unwrap().entry;
    test.clock.advance(limit.each);
    let (one, other) = tokio::join!(
        nodes[0].decide(&robin, suspend(&entry)),
        restarted.decide(&robin, suspend(&other)),
    );
    assert!(
        matches!(
            (&one, &other),
            (Ok(_), Err(DecideError::Wait(_))) | (Err(DecideError::Wait(_)), Ok(_))
        ),
        "{one:?} {other:?}"
    );
}

#[tokio::test]
async fn what_is_off_the_list_already_is_rejected_without_waiting() {
    let test = TestService::start().await;
    let robin = test.staff("robin", Role::Reviewer).await;
    let mut entry = one_published(&test).await;
    let suspend = |entry: &Entry| order(entry, Action::Suspend, "disputed");
    let reinstate = |entry: &Entry| order(entry, Action::Reinstate, "dispute-settled");
    for _ in 1..Errand::Remove.limit().burst {
        let suspended = test.service.decide(&robin, suspend(&entry)).await.unwrap();
        entry = test.service.decide(&robin, reinstate(&suspended)).await.unwrap();
    }
    let suspended = test.service.decide(&robin, suspend(&entry)).await.unwrap();
    let reject = order(&suspended, Action::Reject, "not-in-scope");
    let rejected = test.service.decide(&robin, reject).await.unwrap();
    assert_eq!(rejected.state, State::Rejected);
}

//! How staff share the work.

use domain::{
    Timestamp,
    decision::{Actor, Decision, escalated_by},
    entropy::SeededEntropy,
    entry::{Action, Priority},
    hash::Medium,
    id::{DecisionId, EntryId, StaffId},
    list::{ListName, Policy, Publication},
    screening::{Finding, FindingKind, Found, Treatment},
    staff::{Role, Staff},
};

use super::fixture::{self, add_case_of, after, day, refused, second, with_case_of, with_list};
use crate::{
    Storage,
    review::{Claim, Filter, Handling, Note, SavedView, StoredReason, WorkCursor, WorkRow},
};

const NOW: Timestamp = Timestamp::from_seconds(20_000 * 86_400);

fn someone(number: u8) -> StaffId {
    StaffId::from_bytes([number; 16])
}

async fn with_staff(storage: &dyn Storage) {
    let mut transaction = storage.begin().await.unwrap();
    for number in [1, 2] {
        let staff = Staff {
            id: someone(number),
            name: format!("person {number}"),
            role: Role::Reviewer,
            passphrase_verifier: "verifier".to_owned(),
            key_generation: 1,
            failed_attempts: 0,
            next_attempt_at: None,
            ended_at: None,
        };
        transaction.add_staff(&staff, second(0)).await.unwrap();
    }
    transaction.commit().await.unwrap();
}

/// Entries: one suspended, one held, one unverified, one confirmed; and one held that is older.
async fn with_work(storage: &dyn Storage) -> Vec<EntryId> {
    let entropy = SeededEntropy::new(1);
    let (_, items) = with_case_of(storage, &entropy, 4).await;
    let mut transaction = storage.begin().await.unwrap();
    let (_, old) = add_case_of(&mut *transaction, &entropy, 1, day(-3)).await;
    let moves = [
        vec![Action::Publish, Action::Suspend],
        vec![],
        vec![Action::Publish],
        vec![Action::Confirm],
    ];
    let mut ids = Vec::new();
    for ((_, entry), actions) in items.iter().zip(moves) {
        let mut moved = entry.clone();
        for action in actions {
            moved = after(moved, &[action]);
            assert!(transaction.update_entry(&moved).await.unwrap());
        }
        ids.push(moved.id);
    }
    transaction.commit().await.unwrap();
    ids.push(old[0].1.id);
    ids
}

async fn work(storage: &dyn Storage, filter: &Filter) -> Vec<WorkRow> {
    let mut reader = storage.read().await.unwrap();
    reader.work(filter, NOW, None, 100).await.unwrap()
}

fn ids(rows: &[WorkRow]) -> Vec<EntryId> {
    rows.iter().map(|row| row.row.entry.id).collect()
}

pub async fn what_is_urgent_comes_first_and_then_what_is_old(storage: &dyn Storage) {
    let entries = with_work(storage).await;
    let [suspended, held, unverified, _, old] = entries[..] else {
        panic!("five entries")
    };
    let rows = work(storage, &Filter::default()).await;
    assert_eq!(ids(&rows), [suspended, old, held, unverified]);
    let priorities: Vec<_> = rows.iter().map(|row| row.priority).collect();
    let expected = [
        Priority::Disputed,
        Priority::Held,
        Priority::Held,
        Priority::Unverified,
    ];
    assert_eq!(priorities, expected);
}

pub async fn every_page_of_the_work_goes_on_where_the_one_before_ended(storage: &dyn Storage) {
    with_work(storage).await;
    let whole = ids(&work(storage, &Filter::default()).await);
    let mut reader = storage.read().await.unwrap();
    let (mut seen, mut cursor) = (Vec::new(), None);
    loop {
        let page = reader.work(&Filter::default(), NOW, cursor, 1).await.unwrap();
        let Some(last) = page.last() else { break };
        cursor = Some(WorkCursor {
            priority: last.priority,
            created_on: last.row.created_on,
            entry: last.row.entry.id,
        });
        seen.extend(ids(&page));
    }
    assert_eq!(seen, whole);
}

pub async fn the_work_is_filtered_by_what_is_known_of_it(storage: &dyn Storage) {
    let entries = with_work(storage).await;
    let mut transaction = storage.begin().await.unwrap();
    let found = Found {
        finding: Finding::ExactOnly,
        treatment: Treatment::Mark,
    };
    transaction
        .add_findings(entries[1], std::slice::from_ref(&found))
        .await
        .unwrap();
    transaction.commit().await.unwrap();
    let by = |filter: Filter| async move { ids(&work(storage, &filter).await) };
    let held = Filter {
        priority: Some(Priority::Held),
        ..Filter::default()
    };
    assert_eq!(by(held).await, [entries[4], entries[1]]);
    let exact = Filter {
        finding: Some(FindingKind::ExactOnly),
        ..Filter::default()
    };
    let rows = work(storage, &exact).await;
    assert_eq!(ids(&rows), [entries[1]]);
    assert_eq!(rows[0].row.findings, [found]);
    let videos = Filter {
        medium: Some(Medium::Video),
        ..Filter::default()
    };
    assert_eq!(by(videos).await, []);
    let other_list = Filter {
        list: Some(ListName::adult()),
        ..Filter::default()
    };
    assert_eq!(by(other_list).await, []);
}

/// Two dozen entries of both media, on two lists, of every urgency, some with a finding, some taken.
async fn with_mixed_work(storage: &dyn Storage) {
    with_staff(storage).await;
    with_list(storage).await;
    let entropy = SeededEntropy::new(3);
    let mut transaction = storage.begin().await.unwrap();
    let policy = Policy::initial(Publication::PublishFirst);
    transaction
        .ensure_list(&ListName::adult(), &policy)
        .await
        .unwrap();
    let case = fixture::case(&entropy);
    transaction.add_case(&case).await.unwrap();
    for number in 0..24 {
        let item = if number % 3 == 0 {
            fixture::video(&entropy, &case, number)
        } else {
            fixture::item(&entropy, &case, number)
        };
        let mut made = fixture::entry(&entropy, &item);
        if number % 4 == 0 {
            made.list = ListName::adult();
        }
        transaction.add_item(&item).await.unwrap();
        transaction
            .add_entry(&made, day(-i64::from(number % 5)))
            .await
            .unwrap();
        if number % 2 == 0 {
            let found = Found {
                finding: Finding::ExactOnly,
                treatment: Treatment::Mark,
            };
            transaction.add_findings(made.id, &[found]).await.unwrap();
        }
        // After its findings are there: they follow.
        match number % 4 {
            0 => {}
            1 => assert!(
                transaction
                    .update_entry(&after(made.clone(), &[Action::Publish]))
                    .await
                    .unwrap()
            ),
            2 => transaction.raise(made.id, Priority::Disputed).await.unwrap(),
            _ => transaction.raise(made.id, Priority::Escalated).await.unwrap(),
        }
        if number % 5 == 0 {
            let until = NOW.plus(std::time::Duration::from_secs(60));
            assert!(transaction.claim(made.id, someone(1), NOW, until).await.unwrap());
        }
    }
    transaction.commit().await.unwrap();
}

/// What a filter lets through, said in another way than the database's.
fn lets_through(filter: &Filter, row: &WorkRow) -> bool {
    let taken_by = row.handling.claimed.map(|(staff, _)| staff);
    filter.priority.is_none_or(|wanted| row.priority == wanted)
        && filter
            .list
            .as_ref()
            .is_none_or(|list| row.row.entry.list == *list)
        && filter.medium.is_none_or(|medium| row.row.entry.medium == medium)
        && filter
            .finding
            .is_none_or(|kind| row.row.findings.iter().any(|found| found.finding.kind() == kind))
        && match filter.claim {
            Claim::Any => true,
            Claim::FreeFor(staff) => taken_by.is_none_or(|by| by == staff),
            Claim::By(staff) => taken_by == Some(staff),
        }
}

pub async fn whatever_is_looked_for_is_what_a_walk_through_all_of_it_finds(storage: &dyn Storage) {
    with_mixed_work(storage).await;
    let all = work(storage, &Filter::default()).await;
    assert_eq!(all.len(), 24);
    let mut reader = storage.read().await.unwrap();
    let priorities = [
        None,
        Some(Priority::Disputed),
        Some(Priority::Escalated),
        Some(Priority::Held),
        Some(Priority::Unverified),
    ];
    for priority in priorities {
        for list in [None, Some(ListName::adult()), Some(ListName::exploitative())] {
            for medium in [None, Some(Medium::Image), Some(Medium::Video)] {
                for finding in [None, Some(FindingKind::ExactOnly), Some(FindingKind::Malformed)] {
                    for claim in [Claim::Any, Claim::FreeFor(someone(2)), Claim::By(someone(1))] {
                        let filter = Filter {
                            priority,
                            list: list.clone(),
                            medium,
                            finding,
                            claim,
                            snoozed: false,
                        };
                        let sieved = all.iter().filter(|row| lets_through(&filter, row));
                        let expected: Vec<_> = sieved.cloned().collect();
                        let (mut found, mut cursor) = (Vec::new(), None);
                        loop {
                            let page = reader.work(&filter, NOW, cursor, 3).await.unwrap();
                            let Some(last) = page.last() else { break };
                            cursor = Some(WorkCursor {
                                priority: last.priority,
                                created_on: last.row.created_on,
                                entry: last.row.entry.id,
                            });
                            found.extend(page);
                        }
                        assert_eq!(found, expected, "{filter:?}");
                    }
                }
            }
        }
    }
}

pub async fn what_was_raised_stays_urgent_until_it_is_settled(storage: &dyn Storage) {
    let entries = with_work(storage).await;
    let confirmed = entries[3];
    let mut transaction = storage.begin().await.unwrap();
    assert_eq!(transaction.priority(confirmed).await.unwrap(), None);
    transaction.raise(confirmed, Priority::Disputed).await.unwrap();
    transaction.raise(confirmed, Priority::Escalated).await.unwrap();
    let disputed = Some(Priority::Disputed);
    assert_eq!(transaction.priority(confirmed).await.unwrap(), disputed);
    let entry = transaction.lookup_entry(confirmed).await.unwrap().unwrap();
    let asked = entry.schedule_withdrawal(second(9)).unwrap();
    assert!(transaction.update_entry(&asked).await.unwrap());
    let still = transaction.priority(confirmed).await.unwrap();
    assert_eq!(still, disputed, "its state is the same");
    transaction.settle(confirmed).await.unwrap();
    assert_eq!(transaction.priority(confirmed).await.unwrap(), None);
    assert_eq!(transaction.count_work(Priority::Held, NOW, 10).await.unwrap(), 2);
    assert_eq!(transaction.count_work(Priority::Held, NOW, 1).await.unwrap(), 1);
}

pub async fn what_is_taken_back_waits_for_nobody_once_its_time_has_come(storage: &dyn Storage) {
    let entries = with_work(storage).await;
    let [suspended, held, unverified, _, old] = entries[..] else {
        panic!("five entries")
    };
    let later = NOW.plus(std::time::Duration::from_secs(60));
    let mut transaction = storage.begin().await.unwrap();
    for (entry, due) in [(held, NOW), (unverified, later)] {
        let entry = transaction.lookup_entry(entry).await.unwrap().unwrap();
        let asked = entry.schedule_withdrawal(due).unwrap();
        assert!(transaction.update_entry(&asked).await.unwrap());
    }
    transaction.commit().await.unwrap();
    for filter in [
        Filter::default(),
        Filter {
            list: Some(ListName::exploitative()),
            ..Filter::default()
        },
        Filter {
            medium: Some(Medium::Image),
            ..Filter::default()
        },
    ] {
        let waiting = ids(&work(storage, &filter).await);
        assert_eq!(waiting, [suspended, old, unverified], "{filter:?}");
    }
    let mut reader = storage.read().await.unwrap();
    for (now, priority, expected) in [
        (NOW, Priority::Held, 1),
        (NOW, Priority::Unverified, 1),
        (later, Priority::Unverified, 0),
    ] {
        let counted = reader.count_work(priority, now, 10).await.unwrap();
        assert_eq!(counted, expected, "{priority:?}");
    }
}

pub async fn what_is_disputed_and_escalated_is_found_as_both(storage: &dyn Storage) {
    let entries = with_work(storage).await;
    let (suspended, held) = (entries[0], entries[1]);
    let mut transaction = storage.begin().await.unwrap();
    transaction.raise(held, Priority::Escalated).await.unwrap();
    transaction.commit().await.unwrap();
    let staff = |number| Actor::Staff(someone(number));
    let rule = Actor::Policy {
        name: "disputes".to_owned(),
        version: 1,
    };
    let history = [
        (staff(1), Action::Confirm, false),
        (staff(1), Action::Escalate, true),
        (rule, Action::Suspend, true),
        (staff(2), Action::Reject, false),
        (staff(2), Action::TakeBack, true),
        (staff(2), Action::Reinstate, false),
    ];
    for (number, (actor, action, is_escalated)) in (1..).zip(history) {
        let decision = Decision {
            id: DecisionId::from_bytes([number; 16]),
            entry: suspended,
            actor,
            action,
            reason: "unsure".to_owned(),
            note: None,
            made_at: NOW,
        };
        let mut transaction = storage.begin().await.unwrap();
        transaction.add_decision(&decision).await.unwrap();
        transaction.commit().await.unwrap();
        let mut reader = storage.read().await.unwrap();
        let decisions = reader.decisions(suspended).await.unwrap();
        assert_eq!(escalated_by(&decisions).is_some(), is_escalated, "{action:?}");
        let expected = if is_escalated {
            vec![suspended, held]
        } else {
            vec![held]
        };
        let filter = Filter {
            priority: Some(Priority::Escalated),
            ..Filter::default()
        };
        assert_eq!(ids(&work(storage, &filter).await), expected, "{action:?}");
        let counted = reader.count_work(Priority::Escalated, NOW, 10).await.unwrap();
        assert_eq!(usize::try_from(counted).unwrap(), expected.len(), "{action:?}");
        let disputed = reader.count_work(Priority::Disputed, NOW, 10).await.unwrap();
        assert_eq!(disputed, 1, "{action:?}");
    }
}

pub async fn an_entry_is_taken_by_one_person_at_a_time(storage: &dyn Storage) {
    with_staff(storage).await;
    let entries = with_work(storage).await;
    let (entry, until) = (entries[0], NOW.plus(std::time::Duration::from_secs(60)));
    let mut transaction = storage.begin().await.unwrap();
    assert!(transaction.claim(entry, someone(1), NOW, until).await.unwrap());
    assert!(!transaction.claim(entry, someone(2), NOW, until).await.unwrap());
    assert!(transaction.claim(entry, someone(1), NOW, until).await.unwrap());
    let handling = Handling {
        claimed: Some((someone(1), until)),
        snoozed_until: None,
    };
    assert_eq!(transaction.handling(entry).await.unwrap(), handling);
    assert!(transaction.claim(entry, someone(2), until, until).await.unwrap());
    transaction.release(entry).await.unwrap();
    assert_eq!(transaction.handling(entry).await.unwrap(), Handling::default());
    let unknown = EntryId::from_bytes([0; 16]);
    let claimed = transaction.claim(unknown, someone(1), NOW, until).await;
    assert_eq!(refused(claimed), "handling_entry_fk");
}

pub async fn of_many_entries_those_that_are_taken_come_with_whoever_has_them(storage: &dyn Storage) {
    with_staff(storage).await;
    let entries = with_work(storage).await;
    let later = NOW.plus(std::time::Duration::from_secs(60));
    let mut transaction = storage.begin().await.unwrap();
    for (entry, staff, until) in [
        (entries[0], 1, later),
        (entries[1], 2, later),
        (entries[2], 1, NOW),
        (entries[3], 1, later),
    ] {
        let claimed = transaction.claim(entry, someone(staff), NOW, until).await;
        assert!(claimed.unwrap());
    }
    transaction.release(entries[3]).await.unwrap();
    transaction.snooze(entries[4], Some(later)).await.unwrap();
    let mut claims = transaction.claims(&entries, NOW).await.unwrap();
    claims.sort();
    let mut expected = [(entries[0], someone(1)), (entries[1], someone(2))];
    expected.sort();
    assert_eq!(claims, expected);
    let unknown = EntryId::from_bytes([0; 16]);
    let one = transaction.claims(&[entries[1], unknown], NOW).await.unwrap();
    assert_eq!(one, [(entries[1], someone(2))], "of what is asked for");
    assert!(transaction.claims(&[], NOW).await.unwrap().is_empty());
}

pub async fn the_work_is_filtered_by_who_has_taken_it_and_what_is_put_off(storage: &dyn Storage) {
    with_staff(storage).await;
    let entries = with_work(storage).await;
    let later = NOW.plus(std::time::Duration::from_secs(60));
    let mut transaction = storage.begin().await.unwrap();
    transaction
        .claim(entries[0], someone(1), NOW, later)
        .await
        .unwrap();
    transaction.claim(entries[1], someone(2), NOW, NOW).await.unwrap();
    transaction.snooze(entries[2], Some(later)).await.unwrap();
    transaction.snooze(entries[4], Some(NOW)).await.unwrap();
    transaction.commit().await.unwrap();
    let all = work(storage, &Filter::default()).await;
    assert_eq!(ids(&all), [entries[0], entries[4], entries[1]]);
    assert_eq!(all[0].handling.claimed, Some((someone(1), later)));
    assert_eq!(
        all[2].handling.claimed, None,
        "a claim that is over counts for nothing"
    );
    let of = |claim| Filter {
        claim,
        ..Filter::default()
    };
    let free = ids(&work(storage, &of(Claim::FreeFor(someone(2)))).await);
    assert_eq!(free, [entries[4], entries[1]]);
    assert_eq!(
        ids(&work(storage, &of(Claim::By(someone(1)))).await),
        [entries[0]]
    );
    assert_eq!(ids(&work(storage, &of(Claim::By(someone(2)))).await), []);
    let snoozed = Filter {
        snoozed: true,
        ..Filter::default()
    };
    assert_eq!(work(storage, &snoozed).await.len(), 4);
    let mut reader = storage.read().await.unwrap();
    let unverified = reader.count_work(Priority::Unverified, NOW, 10).await.unwrap();
    assert_eq!(unverified, 0, "what is put off is not counted");
    let then = reader.count_work(Priority::Unverified, later, 10).await.unwrap();
    assert_eq!(then, 1, "and is again once its time is over");
}

pub async fn notes_come_in_the_order_in_which_they_were_written(storage: &dyn Storage) {
    let entries = with_work(storage).await;
    let note = |staff, body: &str, at| Note {
        entry: entries[0],
        staff: someone(staff),
        body: body.to_owned(),
        written_at: second(at),
    };
    let written = [note(1, "first", 9), note(2, "<b>second</b>", 3)];
    let mut transaction = storage.begin().await.unwrap();
    for note in &written {
        transaction.add_note(note).await.unwrap();
    }
    assert_eq!(transaction.notes(entries[0]).await.unwrap(), written);
    assert_eq!(transaction.notes(entries[1]).await.unwrap(), []);
}

pub async fn a_view_is_its_owners_and_replaced_under_its_name(storage: &dyn Storage) {
    with_staff(storage).await;
    let view = |name: &str, filter: &str| SavedView {
        name: name.to_owned(),
        filter: filter.to_owned(),
    };
    let mut transaction = storage.begin().await.unwrap();
    for one in [
        view("b", "list=x"),
        view("a", "medium=video"),
        view("b", "list=y"),
    ] {
        transaction.save_view(someone(1), &one).await.unwrap();
    }
    let views = transaction.views(someone(1)).await.unwrap();
    assert_eq!(views, [view("a", "medium=video"), view("b", "list=y")]);
    assert_eq!(transaction.views(someone(2)).await.unwrap(), []);
    assert!(!transaction.remove_view(someone(2), "a").await.unwrap());
    assert!(transaction.remove_view(someone(1), "a").await.unwrap());
    let unknown = transaction.save_view(someone(9), &view("a", "")).await;
    assert_eq!(refused(unknown), "saved_view_staff_fk");
}

pub async fn views_of_one_name_that_are_saved_at_once_are_one_of_each_owner(storage: &dyn Storage) {
    with_staff(storage).await;
    let save = |owner: u8, filter: &'static str| async move {
        let view = SavedView {
            name: "mine".to_owned(),
            filter: filter.to_owned(),
        };
        let mut transaction = storage.begin().await.unwrap();
        transaction.save_view(someone(owner), &view).await.unwrap();
        transaction.commit().await.unwrap();
    };
    let both_of_one = futures::future::join(save(1, "medium=video"), save(1, "medium=image"));
    futures::future::join(both_of_one, save(2, "list=x")).await;
    let mut reader = storage.read().await.unwrap();
    let kept = reader.views(someone(1)).await.unwrap();
    assert_eq!(kept.len(), 1, "{kept:?}");
    assert!(["medium=video", "medium=image"].contains(&kept[0].filter.as_str()));
    let of_the_other = reader.views(someone(2)).await.unwrap();
    assert_eq!(of_the_other[0].filter, "list=x", "each has their own");
}

pub async fn a_reason_is_replaced_under_its_name(storage: &dyn Storage) {
    let reason = |name: &str, away| StoredReason {
        action: Action::Reject,
        reason: name.to_owned(),
        body: "In words".to_owned(),
        away,
    };
    let mut transaction = storage.begin().await.unwrap();
    for one in [reason("b", false), reason("a", false), reason("b", true)] {
        transaction.set_reason(&one).await.unwrap();
    }
    let stored = transaction.stored_reasons().await.unwrap();
    assert_eq!(stored, [reason("a", false), reason("b", true)]);
}

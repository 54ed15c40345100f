//! Entries, findings and decisions.

use domain::{
    Timestamp,
    change::ChangeKind,
    decision::{Actor, Decision},
    entropy::SeededEntropy,
    entry::{Action, Entry},
    id::{CaseId, DecisionId, EntryId, ItemId, StaffId},
    list::{ListName, Policy, Publication},
    screening::{Compared, Finding, Found, Treatment},
};
use hashing::Edit;

use super::fixture::{
    add_case_of, after, announcement, case, day, entry, item, publish, refused, second, with_case_of,
    with_list,
};
use crate::{
    Storage,
    entry::{Queue, QueueCursor},
};

pub async fn an_entry_reads_back_with_the_day_on_which_it_was_made(storage: &dyn Storage) {
    let (_, items) = with_case_of(storage, &SeededEntropy::new(1), 1).await;
    let entry = &items[0].1;
    let mut reader = storage.read().await.unwrap();
    assert_eq!(reader.lookup_entry(entry.id).await.unwrap().as_ref(), Some(entry));
    assert_eq!(reader.entry_created_on(entry.id).await.unwrap(), Some(day(0)));
}

pub async fn an_unknown_entry_is_none_and_no_error(storage: &dyn Storage) {
    let unknown = EntryId::from_bytes([1; 16]);
    let mut transaction = storage.begin().await.unwrap();
    assert_eq!(transaction.lookup_entry(unknown).await.unwrap(), None);
    assert_eq!(transaction.entry_created_on(unknown).await.unwrap(), None);
    assert_eq!(
        transaction
            .entries_of_case(CaseId::from_bytes([1; 16]))
            .await
            .unwrap(),
        []
    );
    assert_eq!(transaction.findings(unknown).await.unwrap(), []);
    assert_eq!(transaction.decisions(unknown).await.unwrap(), []);
}

pub async fn an_item_has_one_entry_on_a_list(storage: &dyn Storage) {
    let entropy = SeededEntropy::new(1);
    let (_, items) = with_case_of(storage, &entropy, 1).await;
    let again = entry(&entropy, &items[0].0);
    let mut transaction = storage.begin().await.unwrap();
    assert_eq!(
        refused(transaction.add_entry(&again, day(0)).await),
        "entry_list_item_unique"
    );
}

pub async fn an_item_may_be_on_two_lists(storage: &dyn Storage) {
    let entropy = SeededEntropy::new(1);
    let (case, items) = with_case_of(storage, &entropy, 1).await;
    let mut transaction = storage.begin().await.unwrap();
    let policy = Policy::initial(Publication::ReviewFirst);
    transaction
        .ensure_list(&ListName::adult(), &policy)
        .await
        .unwrap();
    let second = Entry {
        list: ListName::adult(),
        ..entry(&entropy, &items[0].0)
    };
    transaction.add_entry(&second, day(0)).await.unwrap();
    let lists: Vec<_> = transaction.entries_of_case(case.id).await.unwrap();
    let lists: Vec<_> = lists.into_iter().map(|entry| entry.entry.list).collect();
    assert_eq!(lists, [ListName::adult(), ListName::exploitative()]);
}

pub async fn an_entry_needs_its_item(storage: &dyn Storage) {
    let entropy = SeededEntropy::new(1);
    with_list(storage).await;
    let orphan = entry(&entropy, &item(&entropy, &case(&entropy), 0));
    let mut transaction = storage.begin().await.unwrap();
    assert_eq!(
        refused(transaction.add_entry(&orphan, day(0)).await),
        "entry_item_fk"
    );
}

pub async fn an_entry_needs_its_list(storage: &dyn Storage) {
    let entropy = SeededEntropy::new(1);
    let (_, items) = with_case_of(storage, &entropy, 1).await;
    let stray = Entry {
        list: ListName::adult(),
        ..entry(&entropy, &items[0].0)
    };
    let mut transaction = storage.begin().await.unwrap();
    assert_eq!(
        refused(transaction.add_entry(&stray, day(0)).await),
        "entry_list_fk"
    );
}

pub async fn every_state_of_an_entry_reads_back(storage: &dyn Storage) {
    let paths: [&[Action]; 7] = [
        &[Action::Hold],
        &[Action::Publish],
        &[Action::Publish, Action::Confirm],
        &[Action::Publish, Action::Suspend],
        &[Action::Confirm, Action::Suspend],
        &[Action::Reject],
        &[Action::Publish, Action::Withdraw],
    ];
    let (_, items) = with_case_of(storage, &SeededEntropy::new(1), 7).await;
    for ((_, entry), path) in items.into_iter().zip(paths) {
        let mut entry = entry;
        for &action in path {
            let mut transaction = storage.begin().await.unwrap();
            entry = transaction
                .lookup_entry(entry.id)
                .await
                .unwrap()
                .unwrap()
                .apply(action)
                .unwrap()
                .entry;
            assert!(transaction.update_entry(&entry).await.unwrap());
            transaction.commit().await.unwrap();
        }
        let mut reader = storage.read().await.unwrap();
        assert_eq!(reader.lookup_entry(entry.id).await.unwrap(), Some(entry));
    }
}

pub async fn who_decides_on_an_older_version_is_told_so(storage: &dyn Storage) {
    let (_, items) = with_case_of(storage, &SeededEntropy::new(1), 1).await;
    let entry = items[0].1.clone();
    let quicker = after(entry.clone(), &[Action::Confirm]);
    let slower = after(entry, &[Action::Reject]);
    let mut transaction = storage.begin().await.unwrap();
    assert!(transaction.update_entry(&quicker).await.unwrap());
    assert!(!transaction.update_entry(&slower).await.unwrap());
    transaction.commit().await.unwrap();

    let mut reader = storage.read().await.unwrap();
    assert_eq!(reader.lookup_entry(quicker.id).await.unwrap(), Some(quicker));
}

pub async fn the_entries_of_a_case_come_in_the_order_of_its_items(storage: &dyn Storage) {
    let entropy = SeededEntropy::new(1);
    let (case, items) = with_case_of(storage, &entropy, 12).await;
    let mut transaction = storage.begin().await.unwrap();
    add_case_of(&mut *transaction, &entropy, 3, day(0)).await;
    transaction.commit().await.unwrap();

    let mut reader = storage.read().await.unwrap();
    let found = reader.entries_of_case(case.id).await.unwrap();
    let positions: Vec<_> = found.iter().map(|found| found.position).collect();
    assert_eq!(positions, (0..12).collect::<Vec<u32>>());
    let entries: Vec<_> = found.into_iter().map(|found| found.entry).collect();
    assert_eq!(
        entries,
        items.into_iter().map(|(_, entry)| entry).collect::<Vec<_>>()
    );
}

pub async fn a_case_tells_since_when_an_entry_is_listed(storage: &dyn Storage) {
    let (case, items) = with_case_of(storage, &SeededEntropy::new(1), 1).await;
    let (item, entry) = &items[0];
    let since = async || {
        let mut reader = storage.read().await.unwrap();
        reader.entries_of_case(case.id).await.unwrap()[0].listed_since
    };
    let change = |kind| [announcement(kind, entry, item)];

    assert_eq!(since().await, None);
    publish(storage, &change(ChangeKind::Add), second(10)).await;
    assert_eq!(since().await, Some(second(10)));
    publish(storage, &change(ChangeKind::Amend), second(20)).await;
    assert_eq!(
        since().await,
        Some(second(10)),
        "what is said of it changed, and it stayed on the list"
    );
    publish(storage, &change(ChangeKind::Remove), second(30)).await;
    assert_eq!(since().await, None);
    publish(storage, &change(ChangeKind::Add), second(40)).await;
    assert_eq!(since().await, Some(second(40)));
    let all = [ChangeKind::Remove, ChangeKind::Add, ChangeKind::Amend].map(|kind| change(kind)[0].clone());
    publish(storage, &all, second(50)).await;
    assert_eq!(since().await, Some(second(50)));
}

pub async fn each_queue_holds_the_entries_in_its_states(storage: &dyn Storage) {
    let paths: [(&[Action], Option<Queue>); 7] = [
        (&[], Some(Queue::Waiting)),
        (&[Action::Publish], Some(Queue::Unverified)),
        (&[Action::Confirm], Some(Queue::Confirmed)),
        (&[Action::Publish, Action::Suspend], Some(Queue::Suspended)),
        (&[Action::Confirm, Action::Suspend], Some(Queue::Suspended)),
        (&[Action::Reject], Some(Queue::Rejected)),
        (&[Action::Withdraw], None),
    ];
    let (_, items) = with_case_of(storage, &SeededEntropy::new(1), 7).await;
    let mut expected = Vec::new();
    for ((_, mut entry), (path, queue)) in items.into_iter().zip(paths) {
        for &action in path {
            let mut transaction = storage.begin().await.unwrap();
            entry = after(entry, &[action]);
            assert!(transaction.update_entry(&entry).await.unwrap());
            transaction.commit().await.unwrap();
        }
        assert_eq!(Queue::of(entry.state), queue);
        expected.push((queue, entry));
    }
    let mut reader = storage.read().await.unwrap();
    for queue in Queue::ALL {
        let mut wanted: Vec<_> = expected
            .iter()
            .filter(|(known, _)| *known == Some(queue))
            .map(|(_, entry)| entry.clone())
            .collect();
        wanted.sort_by_key(|entry| entry.id);
        let rows = reader.queue(queue, day(0), None, 100).await.unwrap();
        assert_eq!(
            rows.into_iter().map(|row| row.entry).collect::<Vec<_>>(),
            wanted,
            "{queue:?}"
        );
        assert_eq!(
            reader.count_queue(queue, day(0), 1_000).await.unwrap(),
            wanted.len() as u64,
            "{queue:?}"
        );
    }
}

pub async fn paging_through_a_queue_shows_every_entry_once_and_the_oldest_first(storage: &dyn Storage) {
    let entropy = SeededEntropy::new(1);
    with_list(storage).await;
    let mut expected = Vec::new();
    // Many of one day, so that pages end within it.
    for made_on in [2, 0, 1] {
        let mut transaction = storage.begin().await.unwrap();
        let (_, items) = add_case_of(&mut *transaction, &entropy, 5, day(made_on)).await;
        transaction.commit().await.unwrap();
        expected.extend(items.into_iter().map(|(_, entry)| (day(made_on), entry.id)));
    }
    expected.sort();

    let mut reader = storage.read().await.unwrap();
    let (mut seen, mut cursor) = (Vec::new(), None);
    loop {
        let page = reader.queue(Queue::Waiting, day(0), cursor, 4).await.unwrap();
        assert!(page.len() <= 4);
        let Some(last) = page.last() else { break };
        cursor = Some(QueueCursor {
            created_on: last.created_on,
            entry: last.entry.id,
        });
        seen.extend(page.iter().map(|row| (row.created_on, row.entry.id)));
    }
    assert_eq!(seen, expected);
}

pub async fn what_is_due_to_be_taken_back_stands_in_no_queue(storage: &dyn Storage) {
    let (_, items) = with_case_of(storage, &SeededEntropy::new(1), 3).await;
    let entries: Vec<Entry> = items.into_iter().map(|(_, entry)| entry).collect();
    let mut transaction = storage.begin().await.unwrap();
    let asked = |entry: &Entry, hour| entry.clone().schedule_withdrawal(second(hour)).unwrap();
    let rejected = after(asked(&entries[0], 10), &[Action::Reject]);
    for entry in [asked(&entries[0], 10), asked(&entries[1], 20), rejected] {
        assert!(transaction.update_entry(&entry).await.unwrap());
    }
    transaction.commit().await.unwrap();

    let mut reader = storage.read().await.unwrap();
    for (now, waiting, rejected) in [(9, 2, 1), (10, 2, 0), (19, 2, 0), (20, 1, 0), (99, 1, 0)] {
        for (queue, wanted) in [(Queue::Waiting, waiting), (Queue::Rejected, rejected)] {
            let page = reader.queue(queue, second(now), None, 2).await.unwrap();
            assert_eq!(page.len(), wanted, "{queue:?} at {now}");
            let count = reader.count_queue(queue, second(now), 1_000).await.unwrap();
            assert_eq!(count, wanted as u64, "{queue:?} at {now}");
        }
    }
    // A page is full although others that would stand before are left out.
    let last = reader.queue(Queue::Waiting, second(99), None, 1).await.unwrap();
    assert_eq!(last[0].entry, entries[2]);
}

fn held(finding: Finding) -> Found {
    Found {
        finding,
        treatment: Treatment::Hold,
    }
}

fn marked(finding: Finding) -> Found {
    Found {
        finding,
        treatment: Treatment::Mark,
    }
}

pub async fn a_line_of_a_queue_carries_what_was_found(storage: &dyn Storage) {
    let (_, items) = with_case_of(storage, &SeededEntropy::new(1), 3).await;
    let findings = [
        held(Finding::LowInformation { transitions: 9 }),
        held(Finding::LowQuality { quality: 12 }),
    ];
    let mut transaction = storage.begin().await.unwrap();
    transaction.add_findings(items[1].1.id, &findings).await.unwrap();
    transaction.commit().await.unwrap();

    let mut reader = storage.read().await.unwrap();
    let rows = reader.queue(Queue::Waiting, day(0), None, 3).await.unwrap();
    assert_eq!(rows.len(), 3, "findings take no place from entries");
    for row in rows {
        let expected = if row.entry.id == items[1].1.id {
            &findings[..]
        } else {
            &[]
        };
        assert_eq!(row.findings, expected);
    }
}

pub async fn the_entries_of_an_item_come_with_what_was_found(storage: &dyn Storage) {
    let (_, items) = with_case_of(storage, &SeededEntropy::new(1), 2).await;
    let (item, entry) = &items[1];
    let found = [marked(Finding::ExactOnly), held(Finding::Malformed { ones: 3 })];
    let mut transaction = storage.begin().await.unwrap();
    transaction.add_findings(entry.id, &found).await.unwrap();
    let rows = transaction.entries_of_item(item.id).await.unwrap();
    assert_eq!(rows.len(), 1);
    assert_eq!((&rows[0].entry, &rows[0].findings[..]), (entry, &found[..]));
}

pub async fn entries_are_read_with_their_findings_at_once(storage: &dyn Storage) {
    let (_, items) = with_case_of(storage, &SeededEntropy::new(1), 3).await;
    let mut entries: Vec<_> = items.iter().map(|(_, entry)| entry.clone()).collect();
    entries.sort_by_key(|entry| entry.id);
    let found = [marked(Finding::ExactOnly), held(Finding::Malformed { ones: 3 })];
    let mut transaction = storage.begin().await.unwrap();
    transaction.add_findings(entries[1].id, &found).await.unwrap();
    let asked = [entries[2].id, EntryId::from_bytes([9; 16]), entries[1].id];
    let rows = transaction.rows_of_entries(&asked).await.unwrap();
    let read: Vec<_> = rows.iter().map(|row| (&row.entry, &row.findings[..])).collect();
    assert_eq!(read, [(&entries[1], &found[..]), (&entries[2], &[])]);
    assert_eq!(transaction.rows_of_entries(&[]).await.unwrap(), []);
}

pub async fn the_entries_of_many_items_are_those_on_one_list(storage: &dyn Storage) {
    let (_, items) = with_case_of(storage, &SeededEntropy::new(1), 3).await;
    let mut expected: Vec<_> = items[1..].iter().map(|(_, entry)| entry.clone()).collect();
    expected.sort_by_key(|entry| entry.item);
    let unknown = ItemId::from_bytes([9; 16]);
    let asked = [items[2].0.id, unknown, items[1].0.id];
    let mut reader = storage.read().await.unwrap();
    let here = ListName::exploitative();
    assert_eq!(reader.entries_of_items(&here, &asked).await.unwrap(), expected);
    assert_eq!(reader.entries_of_items(&here, &[]).await.unwrap(), []);
    let elsewhere = ListName::adult();
    assert_eq!(reader.entries_of_items(&elsewhere, &asked).await.unwrap(), []);
}

pub async fn findings_come_by_name(storage: &dyn Storage) {
    let (_, items) = with_case_of(storage, &SeededEntropy::new(1), 1).await;
    let entry = items[0].1.id;
    let mut transaction = storage.begin().await.unwrap();
    let public = Finding::KnownPublic {
        distance: 3,
        compared: Compared {
            bits: 130,
            edit: Edit::CutOff(50),
        },
        source: "a \"logo\", of somebody's".to_owned(),
    };
    let found = [
        marked(Finding::NearDuplicate { distance: 31 }),
        held(public.clone()),
        marked(Finding::ExactOnly),
    ];
    transaction.add_findings(entry, &found).await.unwrap();
    transaction.add_findings(entry, &[]).await.unwrap();
    let sorted = [
        marked(Finding::ExactOnly),
        held(public),
        marked(Finding::NearDuplicate { distance: 31 }),
    ];
    assert_eq!(transaction.findings(entry).await.unwrap(), sorted);
    assert_eq!(
        refused(transaction.add_findings(entry, &found).await),
        "finding_pk"
    );
}

pub async fn a_finding_needs_its_entry(storage: &dyn Storage) {
    let mut transaction = storage.begin().await.unwrap();
    let unknown = EntryId::from_bytes([1; 16]);
    let added = transaction
        .add_findings(unknown, &[marked(Finding::ExactOnly)])
        .await;
    assert_eq!(refused(added), "finding_entry_fk");
}

pub async fn withdrawals_are_due_at_their_hour_and_only_while_they_are_asked_for(storage: &dyn Storage) {
    let (_, items) = with_case_of(storage, &SeededEntropy::new(1), 4).await;
    let mut asked = Vec::new();
    let mut transaction = storage.begin().await.unwrap();
    for ((_, entry), hour) in items.into_iter().zip([30, 10, 20]) {
        let entry = entry.schedule_withdrawal(second(hour)).unwrap();
        assert!(transaction.update_entry(&entry).await.unwrap());
        asked.push(entry);
    }
    assert_eq!(transaction.due_withdrawals(second(9), 10).await.unwrap(), []);
    assert_eq!(
        transaction.due_withdrawals(second(20), 10).await.unwrap(),
        [asked[1].clone(), asked[2].clone()]
    );
    assert_eq!(
        transaction.due_withdrawals(second(99), 1).await.unwrap(),
        [asked[1].clone()]
    );

    let back = asked[1].clone().cancel_withdrawal().unwrap();
    assert!(transaction.update_entry(&back).await.unwrap());
    assert_eq!(
        transaction.due_withdrawals(second(20), 10).await.unwrap(),
        [asked[2].clone()]
    );
    let rejected = after(asked[2].clone(), &[Action::Reject]);
    assert!(transaction.update_entry(&rejected).await.unwrap());
    assert_eq!(
        transaction.due_withdrawals(second(20), 10).await.unwrap(),
        [],
        "what is rejected needs no withdrawal"
    );
}

pub async fn decisions_come_in_the_order_in_which_they_were_made(storage: &dyn Storage) {
    let entropy = SeededEntropy::new(1);
    let (_, items) = with_case_of(storage, &entropy, 2).await;
    let decision = |entry: &Entry, actor, action, note: Option<&str>| Decision {
        id: DecisionId::draw(&entropy),
        entry: entry.id,
        actor,
        action,
        reason: "screened-clean".to_owned(),
        note: note.map(ToOwned::to_owned),
        made_at: day(0),
    };
    let (one, other) = (&items[0].1, &items[1].1);
    let policy = Actor::Policy {
        name: "publish-first".to_owned(),
        version: 3,
    };
    let made = [
        decision(one, policy.clone(), Action::Publish, None),
        decision(
            one,
            Actor::Staff(StaffId::draw(&entropy)),
            Action::Confirm,
            Some("Looked twice – “yes”"),
        ),
        decision(one, Actor::CaseHolder, Action::Withdraw, None),
    ];
    let elsewhere = decision(other, policy, Action::Hold, None);
    let mut transaction = storage.begin().await.unwrap();
    transaction.add_decision(&made[0]).await.unwrap();
    transaction.add_decision(&elsewhere).await.unwrap();
    transaction.add_decision(&made[1]).await.unwrap();
    transaction.add_decision(&made[2]).await.unwrap();
    transaction.commit().await.unwrap();

    let mut reader = storage.read().await.unwrap();
    assert_eq!(reader.decisions(one.id).await.unwrap(), made);
    assert_eq!(reader.decisions(other.id).await.unwrap(), [elsewhere]);
}

pub async fn a_decision_needs_its_entry(storage: &dyn Storage) {
    let decision = Decision {
        id: DecisionId::from_bytes([1; 16]),
        entry: EntryId::from_bytes([1; 16]),
        actor: Actor::CaseHolder,
        action: Action::Withdraw,
        reason: String::new(),
        note: None,
        made_at: Timestamp::from_millis(0),
    };
    let mut transaction = storage.begin().await.unwrap();
    assert_eq!(
        refused(transaction.add_decision(&decision).await),
        "decision_entry_fk"
    );
}

pub async fn a_decision_is_known_by_its_id(storage: &dyn Storage) {
    let entropy = SeededEntropy::new(1);
    let (_, items) = with_case_of(storage, &entropy, 1).await;
    let decision = Decision {
        id: DecisionId::draw(&entropy),
        entry: items[0].1.id,
        actor: Actor::CaseHolder,
        action: Action::Withdraw,
        reason: "asked-for".to_owned(),
        note: None,
        made_at: day(0),
    };
    let mut transaction = storage.begin().await.unwrap();
    assert!(!transaction.is_decided(decision.id).await.unwrap());
    transaction.add_decision(&decision).await.unwrap();
    assert!(transaction.is_decided(decision.id).await.unwrap());
}

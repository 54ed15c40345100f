//! The record of what staff and operators did.

use std::{collections::HashSet, time::Duration};

use domain::{
    audit::{Act, Agent},
    entry::Action,
    list::ListName,
    proposal::Verdict,
    staff::Role,
};
use service::{
    audit::{Look, Sought},
    case::CaseKey,
    moderate::DecisionOrder,
    propose::Terms,
    testing::{TestService, form},
    withdraw::When,
};
use storage::entry::Queue;

use crate::submission::submit;

#[tokio::test]
async fn signing_in_looking_at_an_entry_and_deciding_are_recorded_in_their_order() {
    let test = TestService::start().await;
    let staff = test.staff("robin", Role::Lead).await;
    submit(&test, 1, 1).await;
    let token = test.sign_in("robin").await;
    let entry = test
        .service
        .queue(Queue::Unverified, None, 1)
        .await
        .unwrap()
        .rows
        .remove(0)
        .entry;
    test.service.view_entry(&staff, entry.id).await.unwrap().unwrap();
    let order = DecisionOrder {
        entry: entry.id,
        version: entry.version,
        action: Action::Confirm,
        reason: "facts-consistent".to_owned(),
        note: Some("a note that stays with the decision".to_owned()),
    };
    test.service.decide(&staff, order).await.unwrap();
    test.service.sign_out(&token).await.unwrap();
    test.service.sign_out(&token).await.unwrap();

    let records = test.acts().await;
    let acts: Vec<_> = records
        .iter()
        .map(|record| (record.deed.actor, record.deed.act, record.deed.subject.as_str()))
        .collect();
    let (robin, id) = (Agent::Staff(staff.id), entry.id.to_string());
    let staff_id = staff.id.to_string();
    assert_eq!(
        acts,
        [
            (Agent::Operator, Act::AddedStaff, staff_id.as_str()),
            (robin, Act::SignedIn, ""),
            (robin, Act::ViewedEntry, id.as_str()),
            (robin, Act::Decided, id.as_str()),
            (robin, Act::SignedOut, ""),
        ]
    );
    assert_eq!(records[2].deed.reason, "unverified");
    assert_eq!(records[3].deed.reason, "confirm: facts-consistent");
    assert_eq!(test.service.verify_audit(&[]).await.unwrap(), Ok(5));
}

/// The reasons of all looks at entries.
async fn reasons_of_looks(test: &TestService) -> Vec<String> {
    let records = test.acts().await.into_iter();
    records
        .filter(|record| record.deed.act == Act::ViewedEntry)
        .map(|record| record.deed.reason)
        .collect()
}

#[tokio::test]
async fn of_each_look_at_an_entry_is_recorded_what_it_was_there_to_be_looked_at_for() {
    let test = TestService::start().await;
    let service = &test.service;
    let ada = test.staff("ada", Role::Admin).await;
    submit(&test, 1, 1).await;
    let page = service.queue(Queue::Unverified, None, 1).await.unwrap();
    let entry = page.rows[0].entry.id;
    let look = async || service.view_entry(&ada, entry).await.unwrap().unwrap();

    look().await;
    for (action, reason) in [
        (Action::Escalate, "unsure"),
        (Action::Suspend, "needs-second-look"),
        (Action::Reject, "public-content"),
    ] {
        let order = DecisionOrder {
            entry,
            version: service.entry_facts(entry).await.unwrap().unwrap().entry.version,
            action,
            reason: reason.to_owned(),
            note: None,
        };
        service.decide(&ada, order).await.unwrap();
        look().await;
    }
    assert_eq!(
        reasons_of_looks(&test).await,
        ["unverified", "escalated", "suspended", "decided"]
    );
}

#[tokio::test]
async fn a_look_at_what_is_held_or_was_taken_back_says_so_and_nothing_of_the_person() {
    let test = TestService::start().await;
    let service = &test.service;
    let ada = test.staff("ada", Role::Admin).await;
    let mut held = form(1, 1);
    held.items[0].quality = Some(10);
    let receipt = service.submit(held.parse().unwrap()).await.unwrap();
    let page = service.queue(Queue::Waiting, None, 1).await.unwrap();
    let entry = page.rows[0].entry.id;
    let look = async || service.view_entry(&ada, entry).await.unwrap().unwrap();

    look().await;
    let (number, pin) = (receipt.number.to_string(), receipt.pin.to_string());
    service
        .withdraw(CaseKey::new(&number, &pin), When::InADay)
        .await
        .unwrap();
    test.clock.advance(Duration::from_secs(26 * 3_600));
    assert!(look().await.taken_back);
    assert_eq!(reasons_of_looks(&test).await, ["held", "decided"]);
}

#[tokio::test]
async fn whatever_staff_do_with_entries_people_platforms_and_the_record_is_recorded_as_theirs() {
    let test = TestService::start().await;
    let service = &test.service;
    let ada = test.staff("ada", Role::Admin).await;
    let ben = test.staff("ben", Role::Admin).await;
    let eve = test.staff("eve", Role::Auditor).await;
    let [a, b, e] = [&ada, &ben, &eve].map(|staff| Agent::Staff(staff.id));
    submit(&test, 1, 1).await;
    let page = service.queue(Queue::Unverified, None, 1).await.unwrap();
    let entry = page.rows[0].entry.id;
    let now = async || service.entry_facts(entry).await.unwrap().unwrap().entry.version;

    service.claim(&ada, entry).await.unwrap();
    service.release(&ada, entry).await.unwrap();
    service.snooze(&ada, entry, 1).await.unwrap();
    service.write_note(&ada, entry, "compared").await.unwrap();
    let order = DecisionOrder {
        entry,
        version: now().await,
        action: Action::Reject,
        reason: "public-content".to_owned(),
        note: None,
    };
    service.decide(&ada, order).await.unwrap();
    service.take_back(&ada, entry).await.unwrap();
    service.add_reason(&ada, Action::Reject, "A scan").await.unwrap();

    service.invite_staff(a, "robin", Role::Lead).await.unwrap();
    service.uninvite(a, "robin").await.unwrap();
    let link = service.invite_staff(a, "robin", Role::Lead).await.unwrap();
    test.add_phone("robin", service.offer(&link).await.unwrap().unwrap().seed);
    let passphrase = "frog lantern obtains marble";
    service
        .accept(&link, passphrase, &test.code("robin"))
        .await
        .unwrap();
    let robin = service.staff_called("robin").await.unwrap();
    let changed = service.change_role(a, robin.id, Role::Reviewer, "learns first");
    changed.await.unwrap();
    service.end_account(a, robin.id, "has left").await.unwrap();

    for (who, verdict) in [
        (&ben, Verdict::Declined),
        (&ada, Verdict::TakenBack),
        (&ben, Verdict::Seconded),
    ] {
        let proposal = service.propose(&ada, &Terms::KeyRotation, "old").await.unwrap();
        service.settle(who, proposal, verdict).await.unwrap();
    }
    let lists = [ListName::exploitative()];
    let (platform, _) = service.add_subscriber("Platform", &lists).await.unwrap();
    service
        .suspend_platform(platform.id, a, "a leaked key")
        .await
        .unwrap();
    service
        .resume_platform(platform.id, a, "a new key")
        .await
        .unwrap();
    service
        .read_audit(&eve, &Sought::default(), 0, 10, Look::Read)
        .await
        .unwrap();
    service.begin_audit_copy(&eve, 0).await.unwrap();

    let records = test.acts().await;
    let recorded: HashSet<_> = records
        .iter()
        .map(|record| (record.deed.actor, record.deed.act))
        .collect();
    for expected in [
        (Agent::Operator, Act::AddedStaff),
        (a, Act::Claimed),
        (a, Act::Released),
        (a, Act::PutOff),
        (a, Act::WroteNote),
        (a, Act::Decided),
        (a, Act::Undid),
        (a, Act::EditedReasons),
        (a, Act::Invited),
        (a, Act::Uninvited),
        (Agent::Staff(robin.id), Act::JoinedStaff),
        (a, Act::ChangedRole),
        (a, Act::EndedStaff),
        (a, Act::Proposed),
        (b, Act::Declined),
        (a, Act::TookBack),
        (b, Act::Seconded),
        (Agent::Operator, Act::AddedSubscriber),
        (a, Act::SuspendedSubscriber),
        (a, Act::ResumedSubscriber),
        (e, Act::ReadAudit),
        (e, Act::ExportedAudit),
    ] {
        assert!(recorded.contains(&expected), "{expected:?}");
    }
    assert_eq!(service.verify_audit(&[]).await.unwrap(), Ok(records.len() as u64));
}

#[tokio::test]
async fn an_auditor_finds_what_one_person_did_to_one_entry_and_what_they_looked_for_is_recorded() {
    let test = TestService::start().await;
    let service = &test.service;
    let ana = test.staff("ana", Role::Reviewer).await;
    let ben = test.staff("ben", Role::Reviewer).await;
    let eve = test.staff("eve", Role::Auditor).await;
    submit(&test, 1, 2).await;
    let page = service.queue(Queue::Unverified, None, 2).await.unwrap();
    let [one, other] = [0, 1].map(|row| page.rows[row].entry.id);
    for (staff, entry) in [(&ana, one), (&ben, one), (&ana, other), (&ana, one)] {
        service.view_entry(staff, entry).await.unwrap().unwrap();
    }

    let (by, subject) = (ana.id.to_string(), one.to_string());
    let sought = Sought::parse(&by, "viewed-entry", &subject);
    let first = service.read_audit(&eve, &sought, 0, 1, Look::Read).await.unwrap();
    let next = first.next.unwrap();
    let second = service
        .read_audit(&eve, &sought, next, 1, Look::Read)
        .await
        .unwrap();
    assert_eq!(second.next, None, "there is no third");
    for line in first.lines.iter().chain(&second.lines) {
        assert_eq!((&line.actor, &line.subject), (&by, &subject));
    }
    assert_eq!((first.lines.len(), second.lines.len()), (1, 1));

    let unknown = Sought::parse("nobody", "", "");
    let nothing = service
        .read_audit(&eve, &unknown, 0, 1, Look::Read)
        .await
        .unwrap();
    assert_eq!((nothing.lines, nothing.next), (Vec::new(), None));
    let looks = test.acts().await.into_iter();
    let looks: Vec<_> = looks
        .filter(|record| record.deed.act == Act::ReadAudit)
        .map(|record| (record.deed.subject, record.deed.reason))
        .collect();
    let said = format!("by={by}&act=viewed-entry&subject={subject}");
    let expected = [
        ("after line 0".to_owned(), said.clone()),
        (format!("after line {next}"), said),
        ("after line 0".to_owned(), "by=none-such".to_owned()),
    ];
    assert_eq!(looks, expected);
}

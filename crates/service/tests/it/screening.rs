//! What screening finds with the help of everything that is already there.

use std::{slice, time::Duration};

use domain::{
    audit::{Act, Agent},
    entry::{Action, Entry, Priority, State},
    feedback::Verdict,
    hash::{FileHash, Medium},
    list::{ListName, Policy, Publication},
    screening::{Compared, Counted, Finding, FindingKind, Found, QUIET_DAY, QUIET_DAY_OF_ITEMS, Treatment},
    staff::Role,
    submission::Form,
    subscriber::Subscriber,
};
use hashing::{Edit, KnownForm, Mask, Pdq, Vpdq};
use service::{
    Service,
    case::CaseKey,
    cluster::First,
    contribute::Contribution,
    moderate::{DecideError, DecisionOrder},
    screening::{AddedKnown, KnownHash, Origin, Public},
    testing::{TestService, form, video_form},
};
use sqlx::{AssertSqlSafe, Connection as _, SqliteConnection, sqlite::SqliteConnectOptions};
use storage::{
    entry::{Queue, QueueRow},
    fingerprint::Fingerprint,
    screening::Tally,
};

use crate::{cases::typed, submission::submit};

/// A submission of one photo that is the first one of `form(of, 1)` but for `bits` bits, and another file.
pub(crate) fn near(key: u8, of: u8, bits: usize) -> Form {
    let mut near = form(key, 1);
    let original = form(of, 1).items.remove(0);
    let mut pdq = Pdq::parse(&original.pdq.unwrap()).unwrap().as_bytes().to_owned();
    // As many bits are set as before, so that it still looks like a picture's.
    let (mut set, mut cleared) = (bits / 2, bits - bits / 2);
    for bit in 0..256 {
        let mask = 1 << (bit % 8);
        let left = if pdq[bit / 8] & mask == 0 {
            &mut set
        } else {
            &mut cleared
        };
        if *left > 0 {
            *left -= 1;
            pdq[bit / 8] ^= mask;
        }
    }
    near.items[0].pdq = Some(hex::encode(pdq));
    near
}

async fn send(service: &Service, form: Form) {
    service.submit(form.parse().unwrap()).await.unwrap();
}

async fn findings(test: &TestService, queue: Queue) -> Vec<Found> {
    let page = test.service.queue(queue, None, 100).await.unwrap();
    page.rows.into_iter().flat_map(|row| row.findings).collect()
}

/// A decision about an entry as it was seen.
fn order(seen: &Entry, action: Action, reason: &str) -> DecisionOrder {
    DecisionOrder {
        entry: seen.id,
        version: seen.version,
        action,
        reason: reason.to_owned(),
        note: None,
    }
}

fn confirm(seen: &Entry) -> DecisionOrder {
    order(seen, Action::Confirm, "facts-consistent")
}

fn names(found: &[Found]) -> Vec<&'static str> {
    found.iter().map(|found| found.finding.name()).collect()
}

#[tokio::test]
async fn a_picture_that_another_case_has_is_marked_with_how_many_and_how_near() {
    let test = TestService::start().await;
    submit(&test, 1, 1).await;
    send(&test.service, near(2, 1, 6)).await;
    let cluster = Finding::Cluster {
        cases: 1,
        distance: 6,
    };
    let expected = Found {
        finding: cluster,
        treatment: Treatment::Mark,
    };
    let both = [expected.clone(), expected];
    assert_eq!(findings(&test, Queue::Unverified).await, both);
}

/// The entry of the first item of `form(key, …)` or of what is [`near`] another under that key.
pub(crate) async fn of_file(test: &TestService, key: u8) -> QueueRow {
    let sha256 = hex::decode(&form(key, 1).items[0].sha256).unwrap();
    let mut tx = test.storage.read().await.unwrap();
    let items = tx.items_with_file(&sha256.try_into().unwrap(), 1).await.unwrap();
    let rows = tx.entries_of_item(items[0].item).await.unwrap();
    rows.into_iter().next().unwrap()
}

fn in_other_cases(cases: u32, distance: u32) -> Found {
    Found {
        finding: Finding::Cluster { cases, distance },
        treatment: Treatment::Mark,
    }
}

/// What was counted of a finding.
async fn counted(test: &TestService, finding: &str) -> u64 {
    let mut tx = test.storage.read().await.unwrap();
    let all = tx.tallies(test.service.now().start_of_day()).await.unwrap();
    let of_it = all
        .iter()
        .filter(|tally| tally.name == format!("finding-{finding}"));
    of_it.map(|tally| tally.amount).sum()
}

#[tokio::test]
async fn the_first_of_a_cluster_is_marked_once_another_case_has_its_picture() {
    let test = TestService::start().await;
    submit(&test, 1, 1).await;
    let alone = of_file(&test, 1).await;
    assert_eq!(alone.findings, []);
    let ana = test.staff("Ana", Role::Reviewer).await;

    send(&test.service, near(2, 1, 6)).await;
    let first = of_file(&test, 1).await;
    assert_eq!(first.findings, [in_other_cases(1, 6)]);
    assert_eq!(first.entry.state, alone.entry.state, "it stays where it is");
    assert_eq!(of_file(&test, 2).await.findings, [in_other_cases(1, 6)]);
    assert_eq!(counted(&test, "cluster").await, 2);
    let late = test.service.decide(&ana, confirm(&alone.entry)).await;
    assert!(matches!(late, Err(DecideError::Stale { .. })), "{late:?}");

    // Whoever has it already keeps what was found then; the page counts anew.
    send(&test.service, near(3, 1, 2)).await;
    assert_eq!(of_file(&test, 1).await, first);
    assert_eq!(of_file(&test, 2).await.findings, [in_other_cases(1, 6)]);
    assert_eq!(of_file(&test, 3).await.findings, [in_other_cases(2, 2)]);
    assert_eq!(counted(&test, "cluster").await, 3);
    let facts = test.service.entry_facts(first.entry.id).await.unwrap().unwrap();
    assert_eq!(facts.cluster.cases, 3);
    test.service.decide(&ana, confirm(&first.entry)).await.unwrap();
}

#[tokio::test]
async fn what_is_decided_is_marked_and_stays_decided_when_another_case_has_its_picture() {
    let test = TestService::start().await;
    submit(&test, 1, 1).await;
    let ana = test.staff("Ana", Role::Reviewer).await;
    let seen = of_file(&test, 1).await.entry;
    let confirmed = test.service.decide(&ana, confirm(&seen)).await.unwrap();
    send(&test.service, near(2, 1, 0)).await;
    let facts = test.service.entry_facts(seen.id).await.unwrap().unwrap();
    assert_eq!(facts.findings, [in_other_cases(1, 0)]);
    assert_eq!(facts.entry.state, confirmed.state);
    assert_eq!(facts.priority, None, "nobody has to look again");
    test.service.take_back(&ana, seen.id).await.unwrap();
}

#[tokio::test]
async fn the_first_of_a_cluster_is_told_nothing_where_its_list_ignores_that_or_is_another_one() {
    let test = TestService::start().await;
    let adult = ListName::adult();
    let mut policy = Policy::initial(Publication::PublishFirst);
    policy.treatments = policy.treatments.with(FindingKind::Cluster, Treatment::Ignore);
    test.service.ensure_list(&adult, &policy).await.unwrap();
    let on = |list: &ListName, form: Form| Form {
        list: list.to_string(),
        ..form
    };
    send(&test.service, on(&adult, form(1, 1))).await;
    send(&test.service, on(&adult, near(2, 1, 0))).await;
    for key in [1, 2] {
        assert_eq!(of_file(&test, key).await.findings, []);
    }
    assert_eq!(counted(&test, "cluster").await, 0);

    // On another list that does not ignore it, only what comes there is told.
    send(&test.service, near(3, 1, 0)).await;
    for key in [1, 2] {
        assert_eq!(of_file(&test, key).await.findings, []);
    }
    assert_eq!(of_file(&test, 3).await.findings, [in_other_cases(2, 0)]);
}

#[tokio::test]
async fn a_decision_about_a_cluster_is_about_one_list_and_the_undecided_and_near_come_first() {
    let test = TestService::start().await;
    let service = &test.service;
    let ana = test.staff("Ana", Role::Lead).await;
    let policy = Policy::initial(Publication::PublishFirst);
    service.ensure_list(&ListName::adult(), &policy).await.unwrap();
    for (key, bits) in [(2, 8), (3, 2), (4, 4), (5, 6), (8, 0)] {
        send(service, near(key, 1, bits)).await;
    }
    let elsewhere = Form {
        list: ListName::adult().to_string(),
        ..near(6, 1, 0)
    };
    send(service, elsewhere).await;
    submit(&test, 7, 1).await;
    for (key, action, reason) in [
        (3, Action::Suspend, "needs-second-look"),
        (4, Action::Confirm, "facts-consistent"),
    ] {
        let entry = of_file(&test, key).await.entry;
        let order = DecisionOrder {
            entry: entry.id,
            version: entry.version,
            action,
            reason: reason.to_owned(),
            note: None,
        };
        service.decide(&ana, order).await.unwrap();
    }

    let own = of_file(&test, 2).await.entry;
    let mut expected = Vec::new();
    for key in [2, 5, 8, 4, 3] {
        expected.push(of_file(&test, key).await.entry);
    }
    let choice = service.cluster_choice(own.id, First::Undecided).await;
    let choice = choice.unwrap().unwrap();
    assert_eq!((choice.in_all, choice.suspended), (5, 1));
    assert_eq!(choice.list, own.list);
    let now = choice.entries.into_iter().map(|one| one.now.unwrap());
    assert_eq!(now.collect::<Vec<_>>(), expected);
    let choice = service.cluster_choice(own.id, First::Suspended).await;
    let taken = choice.unwrap().unwrap().entries.into_iter();
    let places = [0, 4, 3, 1, 2].map(|place| expected[place].id);
    assert_eq!(taken.map(|one| one.entry).collect::<Vec<_>>(), places);
}

#[tokio::test]
async fn a_policy_that_holds_what_other_cases_have_holds_what_comes_and_not_what_is_there() {
    let test = TestService::start().await;
    let adult = ListName::adult();
    let mut policy = Policy::initial(Publication::PublishFirst);
    policy.treatments = policy.treatments.with(FindingKind::Cluster, Treatment::Hold);
    test.service.ensure_list(&adult, &policy).await.unwrap();
    for form in [form(1, 1), near(2, 1, 0)] {
        let list = adult.to_string();
        send(&test.service, Form { list, ..form }).await;
    }
    let first = of_file(&test, 1).await;
    assert_eq!(first.findings, [in_other_cases(1, 0)]);
    assert!(matches!(first.entry.state, State::Published(_)));
    assert_eq!(of_file(&test, 2).await.entry.state, State::Pending);
}

#[tokio::test]
async fn the_same_picture_once_more_in_one_case_is_in_no_other() {
    let test = TestService::start().await;
    let (number, pin) = typed(&submit(&test, 1, 1).await);
    let key = CaseKey::new(&number, &pin);
    let more = near(2, 1, 4).parse().unwrap();
    test.service.add_to_case(key, more).await.unwrap();
    for key in [1, 2] {
        assert_eq!(of_file(&test, key).await.findings, []);
    }
    // What is added to another case marks both, as what is submitted does.
    let (number, pin) = typed(&submit(&test, 3, 1).await);
    let key = CaseKey::new(&number, &pin);
    let more = near(4, 1, 0).parse().unwrap();
    test.service.add_to_case(key, more).await.unwrap();
    assert_eq!(of_file(&test, 4).await.findings, [in_other_cases(1, 0)]);
    assert_eq!(of_file(&test, 1).await.findings, [in_other_cases(1, 0)]);
    assert_eq!(of_file(&test, 2).await.findings, [in_other_cases(1, 4)]);
    assert_eq!(of_file(&test, 3).await.findings, []);
}

#[tokio::test]
async fn a_picture_beyond_the_radius_is_another_picture() {
    let test = TestService::start().await;
    submit(&test, 1, 1).await;
    send(&test.service, near(2, 1, 32)).await;
    assert_eq!(findings(&test, Queue::Unverified).await, []);
}

#[tokio::test]
async fn a_mirrored_copy_of_what_another_case_has_is_found_by_its_variant() {
    let test = TestService::start().await;
    submit(&test, 1, 1).await;
    let mut mirrored = form(2, 1);
    mirrored.items[0].variants = vec![domain::submission::VariantForm {
        kind: "mirror".to_owned(),
        pdq: form(1, 1).items[0].pdq.clone().unwrap(),
        quality: 100,
    }];
    send(&test.service, mirrored).await;
    let both = ["cluster", "cluster"];
    assert_eq!(names(&findings(&test, Queue::Unverified).await), both);
}

#[tokio::test]
async fn several_pictures_of_one_case_are_no_cluster() {
    let test = TestService::start().await;
    let mut same = form(1, 2);
    same.items[1].pdq = same.items[0].pdq.clone();
    send(&test.service, same).await;
    let found = findings(&test, Queue::Unverified).await;
    assert_eq!(names(&found), ["near-duplicate", "near-duplicate"]);
}

#[tokio::test]
async fn a_picture_that_was_taken_off_the_list_is_not_back_on_it_when_it_is_sent_again() {
    for (action, reason) in [(Action::Suspend, "disputed"), (Action::Reject, "not-in-scope")] {
        let test = TestService::start().await;
        submit(&test, 1, 1).await;
        let ana = test.staff("Ana", Role::Reviewer).await;
        let seen = of_file(&test, 1).await.entry;
        let order = order(&seen, action, reason);
        test.service.decide(&ana, order).await.unwrap();
        send(&test.service, near(2, 1, 6)).await;
        let again = of_file(&test, 2).await;
        let stopped = Found {
            finding: Finding::Stopped { entries: 1 },
            treatment: Treatment::Hold,
        };
        assert_eq!(again.findings, [in_other_cases(1, 6), stopped], "{action:?}");
        assert_eq!(again.entry.state, State::Pending, "{action:?}");
        // Another picture goes where it would have gone.
        submit(&test, 3, 1).await;
        assert_eq!(of_file(&test, 3).await.findings, [], "{action:?}");
    }
}

#[tokio::test]
async fn a_file_that_was_taken_off_the_list_is_one_when_it_comes_again_unchanged() {
    let test = TestService::start().await;
    submit(&test, 1, 1).await;
    let ana = test.staff("Ana", Role::Reviewer).await;
    let seen = of_file(&test, 1).await.entry;
    let order = order(&seen, Action::Suspend, "disputed");
    test.service.decide(&ana, order).await.unwrap();
    let again = Form {
        items: form(1, 1).items,
        ..form(2, 1)
    };
    send(&test.service, again).await;
    let held = findings(&test, Queue::Waiting).await;
    let stopped = Finding::Stopped { entries: 1 };
    assert!(held.iter().any(|found| found.finding == stopped), "{held:?}");
}

/// What is said of an entry that stays on the list when another one with its picture is taken off.
pub(crate) fn alike_was_stopped() -> Found {
    Found {
        finding: Finding::Stopped { entries: 1 },
        treatment: Treatment::Mark,
    }
}

#[tokio::test]
async fn what_else_has_a_picture_that_is_taken_off_the_list_comes_before_staff_and_stays_on_it() {
    for (action, reason) in [(Action::Suspend, "disputed"), (Action::Reject, "not-in-scope")] {
        let test = TestService::start().await;
        submit(&test, 1, 1).await;
        send(&test.service, near(2, 1, 6)).await;
        submit(&test, 3, 1).await;
        let ana = test.staff("Ana", Role::Reviewer).await;
        let (seen, alike) = (of_file(&test, 1).await.entry, of_file(&test, 2).await.entry);
        test.service.snooze(&ana, alike.id, 7).await.unwrap();
        let stop = order(&seen, action, reason);
        test.service.decide(&ana, stop).await.unwrap();

        let marked = test.service.entry_facts(alike.id).await.unwrap().unwrap();
        assert_eq!(
            marked.findings,
            [in_other_cases(1, 6), alike_was_stopped()],
            "{action:?}"
        );
        assert_eq!(marked.entry.state, alike.state, "{action:?}");
        assert_eq!(marked.priority, Some(Priority::Disputed), "{action:?}");
        assert_eq!(marked.handling.snoozed_until, None, "{action:?}");
        assert_eq!(counted(&test, "stopped").await, 1, "{action:?}");
        let late = order(&alike, Action::Confirm, "facts-consistent");
        let late = test.service.decide(&ana, late).await;
        assert!(matches!(late, Err(DecideError::Stale { .. })), "{late:?}");
        assert_eq!(of_file(&test, 3).await.findings, [], "another picture");
    }
}

#[tokio::test]
async fn of_very_many_that_have_a_picture_that_is_taken_off_some_are_marked_at_once_and_the_others_soon() {
    let test = TestService::start().await;
    submit(&test, 1, 1).await;
    let mut copies = near(2, 1, 6);
    let copy = copies.items.remove(0);
    for some in 0..6 {
        copies.key = hex::encode([10 + some; 32]);
        copies.items = vec![copy.clone(); 100];
        for (place, item) in (0..).zip(&mut copies.items) {
            item.sha256 = hex::encode([[some, place]; 16].concat());
        }
        send(&test.service, copies.clone()).await;
    }
    let ana = test.staff("Ana", Role::Reviewer).await;
    let seen = of_file(&test, 1).await.entry;
    let stop = order(&seen, Action::Suspend, "disputed");
    test.service.decide(&ana, stop).await.unwrap();
    assert_eq!(counted(&test, "stopped").await, 500);

    let due = async || {
        let mut tx = test.storage.read().await.unwrap();
        tx.alike_due(test.service.now(), 10).await.unwrap()
    };
    assert_eq!(due().await, [seen.id]);
    test.clock.advance(Duration::from_secs(60));
    test.service.mark_what_is_due().await.unwrap();
    assert_eq!(counted(&test, "stopped").await, 600);
    assert_eq!(due().await, []);
}

#[tokio::test]
async fn what_has_the_picture_of_a_suspended_entry_is_marked_once_and_before_staff_again_when_they_undo() {
    let test = TestService::start().await;
    let mut both = form(1, 2);
    let pdq = both.items[0].pdq.clone();
    both.items[1].pdq = pdq;
    send(&test.service, both).await;
    let rows = test.service.queue(Queue::Unverified, None, 2).await.unwrap().rows;
    let (one, other) = (rows[0].entry.id, rows[1].entry.id);
    let ana = test.staff("Ana", Role::Reviewer).await;
    let facts = async |entry| test.service.entry_facts(entry).await.unwrap().unwrap();
    let decide = async |entry, action, reason| {
        let entry = facts(entry).await.entry;
        let decided = test.service.decide(&ana, order(&entry, action, reason)).await;
        decided.unwrap()
    };
    // Of one case, too.
    decide(one, Action::Suspend, "disputed").await;
    assert_eq!(facts(other).await.priority, Some(Priority::Disputed));
    decide(other, Action::Reject, "not-in-scope").await;
    test.service.take_back(&ana, other).await.unwrap();
    assert_eq!(facts(other).await.priority, Some(Priority::Disputed));

    decide(other, Action::Confirm, "facts-consistent").await;
    decide(one, Action::Reinstate, "dispute-settled").await;
    let before = facts(other).await;
    assert!(before.findings.contains(&alike_was_stopped()));
    decide(one, Action::Suspend, "disputed").await;
    let after = facts(other).await;
    assert_eq!((after.entry, after.priority), (before.entry, None));
    assert_eq!(after.findings, before.findings);
}

#[tokio::test]
async fn a_list_that_ignores_what_was_taken_off_it_marks_nothing() {
    let test = TestService::start().await;
    let adult = ListName::adult();
    let mut policy = Policy::initial(Publication::PublishFirst);
    policy.treatments = policy.treatments.with(FindingKind::Stopped, Treatment::Ignore);
    test.service.ensure_list(&adult, &policy).await.unwrap();
    for form in [form(1, 1), near(2, 1, 0)] {
        let list = adult.to_string();
        send(&test.service, Form { list, ..form }).await;
    }
    send(&test.service, near(3, 1, 0)).await;
    let ana = test.staff("Ana", Role::Reviewer).await;
    let stop = order(&of_file(&test, 1).await.entry, Action::Suspend, "disputed");
    test.service.decide(&ana, stop).await.unwrap();
    for key in [2, 3] {
        let found = of_file(&test, key).await.findings;
        assert_eq!(
            names(&found),
            ["cluster"],
            "here it is ignored, and the other is another list"
        );
    }
}

#[tokio::test]
async fn an_operators_known_picture_and_its_copies_are_held() {
    let test = TestService::start().await;
    let logo = Pdq::parse(&form(9, 1).items[0].pdq.clone().unwrap()).unwrap();
    let added = test.service.add_known(&[Public::hash(logo, "our logo")]).await;
    assert_eq!(added.unwrap().new, 1);
    send(&test.service, near(1, 9, 30)).await;
    let held = findings(&test, Queue::Waiting).await;
    let expected = Finding::KnownPublic {
        distance: 30,
        compared: Compared::ALL,
        source: "our logo".to_owned(),
    };
    assert_eq!(held[0].finding, expected);

    assert_eq!(
        test.service
            .remove_known(&[KnownHash::Picture(logo)], "it was drawn anew")
            .await
            .unwrap(),
        1
    );
    send(&test.service, near(2, 9, 28)).await;
    let next = findings(&test, Queue::Unverified).await;
    assert_eq!(names(&next), ["cluster"], "it is public no more");

    let records = test.acts().await;
    let deeds = records.iter().map(|record| &record.deed);
    let known = deeds.filter(|deed| [Act::AddedKnown, Act::RemovedKnown].contains(&deed.act));
    let known: Vec<_> = known
        .map(|deed| (deed.act, deed.subject.as_str(), deed.reason.as_str()))
        .collect();
    let digits = &logo.to_string()[..16];
    let expected = [
        (Act::AddedKnown, digits, "our logo"),
        (Act::RemovedKnown, digits, "it was drawn anew"),
    ];
    assert_eq!(known, expected);
}

/// A known picture whose whole hash is far away, and of which the hash with its edges cut off is that of `form(of, 1)` in
/// the first `counting` bytes.
fn known_by_a_part(of: u8, counting: usize) -> Public {
    let part = Pdq::parse(&form(of, 1).items[0].pdq.clone().unwrap()).unwrap();
    let whole = Pdq::from_bytes(part.as_bytes().map(|byte| !byte));
    let mut mask = [0; 32];
    mask[..counting].fill(0xff);
    let mut noisy = *part.as_bytes();
    noisy[counting..].iter_mut().for_each(|byte| *byte = !*byte);
    let form = |cut, pdq, mask| KnownForm {
        edit: Edit::CutOff(cut),
        pdq,
        mask,
    };
    Public {
        forms: vec![
            form(0, whole, Mask::ALL),
            form(40, Pdq::from_bytes(noisy), Mask::from_bytes(mask)),
        ],
        ..Public::hash(whole, "our poster")
    }
}

#[tokio::test]
async fn a_known_picture_without_its_edges_is_held_by_the_bits_that_say_something() {
    let test = TestService::start().await;
    let added = test.service.add_known(&[known_by_a_part(9, 16)]).await;
    assert_eq!(added.unwrap().new, 1);
    // All of them within the first half, which counts.
    send(&test.service, near(1, 9, 8)).await;
    let held = findings(&test, Queue::Waiting).await;
    let expected = Finding::KnownPublic {
        distance: 8,
        compared: Compared {
            bits: 128,
            edit: Edit::CutOff(40),
        },
        source: "our poster".to_owned(),
    };
    assert_eq!(held[0].finding, expected);
    send(&test.service, near(2, 9, 9)).await;
    // The one that waits is in two cases now, which is said of it too.
    let mut known = findings(&test, Queue::Waiting).await;
    known.retain(|found| found.finding.kind() == FindingKind::KnownPublic);
    assert_eq!(known, held, "9 of 128 are too many");
}

#[tokio::test]
async fn a_picture_of_which_hardly_anything_counts_is_known_by_its_whole_hash_only() {
    let test = TestService::start().await;
    test.service.add_known(&[known_by_a_part(9, 5)]).await.unwrap();
    send(&test.service, near(1, 9, 0)).await;
    assert_eq!(findings(&test, Queue::Waiting).await, []);
}

#[tokio::test]
async fn a_video_of_hardly_anything_but_known_pictures_is_held() {
    let test = TestService::start().await;
    let submission = video_form(1, 10).parse().unwrap();
    let video = submission.items[0].hashes.vpdq().unwrap().clone();
    let known: Vec<_> = video
        .frames()
        .map(|frame| Public::hash(frame.pdq, "an advertisement"))
        .collect();
    test.service.add_known(&known[..7]).await.unwrap();
    test.service.submit(submission).await.unwrap();
    assert_eq!(findings(&test, Queue::Unverified).await, []);

    test.service.add_known(&known[7..8]).await.unwrap();
    test.service.refresh_all_screening().await.unwrap();
    let mut again = video_form(2, 1);
    again.items[0].vpdq = Some(video.to_string());
    send(&test.service, again).await;
    let held = findings(&test, Queue::Waiting).await;
    let expected = Finding::KnownPublic {
        distance: 0,
        compared: Compared::ALL,
        source: "an advertisement".to_owned(),
    };
    let held: Vec<Finding> = held.into_iter().map(|found| found.finding).collect();
    let cluster = Finding::Cluster {
        cases: 1,
        distance: 0,
    };
    assert_eq!(held, [cluster, expected]);
}

#[tokio::test]
async fn a_known_picture_that_came_with_the_program_can_be_left_out() {
    let test = TestService::start().await;
    let before = test.service.known_pictures().await.unwrap();
    let first = [KnownHash::Picture(before[0].pdq)];
    assert_eq!(test.service.remove_known(&first, "").await.unwrap(), 1);
    let after = test.service.known_pictures().await.unwrap();
    assert_eq!(after, before[1..]);
    let again = test.service.remove_known(&first, "").await.unwrap();
    assert_eq!(again, 0, "it is not known any more");
}

/// The exact hashes of the file of `form(key, 1)`.
fn file_of(key: u8) -> Vec<FileHash> {
    let item = form(key, 1).items.remove(0);
    let named = [
        ("sha256", item.sha256),
        ("sha1", item.sha1.unwrap()),
        ("md5", item.md5),
    ];
    let hashes = named.map(|(kind, digits)| FileHash::parse(&format!("{kind}:{digits}")).unwrap());
    hashes.to_vec()
}

fn pdq_of(key: u8) -> Pdq {
    Pdq::parse(&form(key, 1).items[0].pdq.clone().unwrap()).unwrap()
}

#[tokio::test]
async fn what_comes_to_be_known_is_held_from_that_moment_on() {
    let test = TestService::start().await;
    submit(&test, 1, 1).await;
    let logo = Public::hash(pdq_of(9), "our logo");
    test.service.add_known(&[logo]).await.unwrap();
    send(&test.service, near(2, 9, 6)).await;
    assert_eq!(names(&findings(&test, Queue::Waiting).await), ["known-public"]);
}

#[tokio::test]
async fn a_picture_that_came_with_the_program_is_left_out_with_what_was_added_of_its_file() {
    let test = TestService::start().await;
    let before = test.service.known_pictures().await.unwrap();
    let brought = before.iter().find(|one| !one.files.is_empty()).unwrap();
    let hash = brought.files[0];
    let listed = Public::file(vec![hash], "a list");
    test.service.add_known(&[listed]).await.unwrap();
    let removed = test.service.remove_known(&[KnownHash::File(hash)], "").await;
    assert_eq!(removed.unwrap(), 1);
    let after = test.service.known_pictures().await.unwrap();
    assert!(after.iter().all(|one| one.pdq != brought.pdq));
    assert_eq!(test.service.known_files().await.unwrap(), []);
}

/// What is found of a known file.
fn same_file(source: &str) -> Finding {
    Finding::KnownPublic {
        distance: 0,
        compared: Compared::FILE,
        source: source.to_owned(),
    }
}

#[tokio::test]
async fn a_known_file_is_held_by_any_of_its_exact_hashes_whatever_picture_is_claimed_for_it() {
    let test = TestService::start().await;
    let logo = Public {
        file: file_of(9),
        ..Public::hash(pdq_of(9), "our logo")
    };
    test.service.add_known(&[logo]).await.unwrap();
    let own = form(9, 1).items.remove(0);
    // One of them is true, and the picture and all else is of something else.
    for key in 1..=3 {
        let mut claim = form(key, 1);
        let item = &mut claim.items[0];
        match key {
            1 => item.sha256 = own.sha256.clone(),
            2 => item.sha1 = own.sha1.clone(),
            _ => item.md5 = own.md5.clone(),
        }
        send(&test.service, claim).await;
    }
    let held = findings(&test, Queue::Waiting).await;
    let expected = Found {
        finding: same_file("our logo"),
        treatment: Treatment::Hold,
    };
    assert_eq!(held, [expected.clone(), expected.clone(), expected]);
    // What has none of them goes where it would have gone.
    submit(&test, 4, 1).await;
    assert_eq!(findings(&test, Queue::Unverified).await, []);
}

#[tokio::test]
async fn a_video_is_held_where_its_file_is_a_known_one() {
    let test = TestService::start().await;
    let film = Public::file(file_of(1), "a film");
    let added = test.service.add_known(&[film]).await.unwrap();
    assert_eq!(added.new, 1);
    send(&test.service, video_form(1, 10)).await;
    let held = findings(&test, Queue::Waiting).await;
    assert_eq!(held[0].finding, same_file("a film"));
}

#[tokio::test]
async fn a_known_picture_is_removed_with_its_file_by_any_hash_of_it_and_a_file_alone_too() {
    let test = TestService::start().await;
    let [logo, film, md5] = [file_of(1), file_of(2), file_of(3)];
    let known = [
        Public {
            file: logo.clone(),
            ..Public::hash(pdq_of(1), "our logo")
        },
        Public::file(film.clone(), "a film"),
        Public::file(vec![md5[2]], "a list"),
    ];
    let added = test.service.add_known(&known).await.unwrap();
    assert_eq!(added.new, 3);
    assert_eq!(test.service.add_known(&known).await.unwrap().new, 0);
    let files = test.service.known_files().await.unwrap();
    let mut sources: Vec<_> = files.iter().map(|file| file.source.as_str()).collect();
    sources.sort_unstable();
    assert_eq!(sources, ["a film", "a list"], "the logo is among the pictures");

    let gone = [logo[1], film[2], md5[0]].map(KnownHash::File);
    let removed = test.service.remove_known(&gone, "by mistake").await.unwrap();
    assert_eq!(removed, 2, "nothing had that SHA-256");
    let pictures = test.service.known_pictures().await.unwrap();
    assert!(pictures.iter().all(|one| one.source != "our logo"));
    assert_eq!(test.service.known_files().await.unwrap().len(), 1);
    for key in 1..=3 {
        submit(&test, key, 1).await;
    }
    assert_eq!(
        names(&findings(&test, Queue::Unverified).await),
        Vec::<&str>::new()
    );
    assert_eq!(names(&findings(&test, Queue::Waiting).await), ["known-public"]);

    let records = test.acts().await;
    let removals = records.iter().map(|record| &record.deed);
    let removals = removals.filter(|deed| deed.act == Act::RemovedKnown);
    let subjects: Vec<_> = removals.map(|deed| deed.subject.clone()).collect();
    let digits = [pdq_of(1).to_string(), hex::encode(film[2].bytes())];
    assert_eq!(subjects, digits.map(|digits| digits[..16].to_owned()));
}

#[tokio::test]
async fn what_is_listed_already_is_marked_and_looked_at_anew_once_it_is_known() {
    let test = TestService::start().await;
    send(&test.service, near(1, 9, 6)).await;
    let ana = test.staff("Ana", Role::Reviewer).await;
    let seen = of_file(&test, 1).await.entry;
    let confirm = confirm(&seen);
    let confirmed = test.service.decide(&ana, confirm.clone()).await.unwrap();
    // Another picture, and the true file.
    submit(&test, 2, 1).await;
    submit(&test, 3, 1).await;
    let put_off = of_file(&test, 2).await.entry.id;
    test.service.snooze(&ana, put_off, 7).await.unwrap();
    let logo = Public {
        file: file_of(2),
        ..Public::hash(pdq_of(9), "our logo")
    };
    let added = test.service.add_known(slice::from_ref(&logo)).await.unwrap();
    assert_eq!(added, AddedKnown { new: 1, listed: 2 });

    let near = Finding::KnownPublic {
        distance: 6,
        compared: Compared::ALL,
        source: "our logo".to_owned(),
    };
    for (key, finding) in [(1, near), (2, same_file("our logo"))] {
        let found = Found {
            finding,
            treatment: Treatment::Mark,
        };
        let row = of_file(&test, key).await;
        assert_eq!(row.findings, [found]);
        let facts = test.service.entry_facts(row.entry.id).await.unwrap().unwrap();
        assert_eq!(facts.priority, Some(Priority::Unverified));
        assert_eq!(facts.handling.snoozed_until, None, "also where it was put off");
    }
    assert_eq!(
        of_file(&test, 1).await.entry.state,
        confirmed.state,
        "it stays on"
    );
    assert!(matches!(of_file(&test, 2).await.entry.state, State::Published(_)));
    assert_eq!(of_file(&test, 3).await.findings, []);
    assert_eq!(counted(&test, "known-public").await, 2);
    let version = confirmed.version;
    let late = DecisionOrder { version, ..confirm };
    let late = test.service.decide(&ana, late).await;
    assert!(matches!(late, Err(DecideError::Stale { .. })), "{late:?}");

    let again = test.service.add_known(&[logo]).await.unwrap();
    assert_eq!(again, AddedKnown { new: 0, listed: 0 }, "they say so already");
}

/// Does that to the database past the service.
pub(crate) async fn execute(test: &TestService, statement: &str) {
    let options = SqliteConnectOptions::new().filename(test.database());
    let mut connection = SqliteConnection::connect_with(&options).await.unwrap();
    let statement = AssertSqlSafe(statement.to_owned());
    sqlx::query(statement).execute(&mut connection).await.unwrap();
    connection.close().await.unwrap();
}

/// The subjects of the acts of that kind.
async fn subjects(test: &TestService, act: Act) -> Vec<String> {
    let records = test.acts().await.into_iter();
    records
        .filter(|record| record.deed.act == act)
        .map(|record| record.deed.subject)
        .collect()
}

#[tokio::test]
async fn known_pictures_are_added_a_hundred_at_a_time_with_their_lines_and_the_rest_when_it_is_said_again() {
    let test = TestService::start().await;
    submit(&test, 1, 1).await;
    submit(&test, 2, 1).await;
    let others = (0..248).map(|byte| Pdq::from_bytes([byte; 32]));
    let pdqs = [pdq_of(1)].into_iter().chain(others).chain([pdq_of(2)]);
    let known: Vec<Public> = pdqs.map(|pdq| Public::hash(pdq, "a list")).collect();
    let of_operator = async || {
        let known = test.service.known_pictures().await.unwrap();
        known.iter().filter(|one| one.origin == Origin::Operator).count()
    };
    execute(
        &test,
        "CREATE TRIGGER no_more BEFORE INSERT ON known_picture WHEN NEW.position = 150
         BEGIN SELECT RAISE(ABORT, 'no more'); END",
    )
    .await;
    assert!(test.service.add_known(&known).await.is_err());
    assert_eq!(of_operator().await, 100);
    assert_eq!(subjects(&test, Act::AddedKnown).await.len(), 100);
    assert_eq!(of_file(&test, 1).await.findings, [], "nothing was looked for");

    execute(&test, "DROP TRIGGER no_more").await;
    let added = test.service.add_known(&known).await.unwrap();
    assert_eq!(added, AddedKnown { new: 150, listed: 2 });
    assert_eq!(of_operator().await, 250);
    assert_eq!(subjects(&test, Act::AddedKnown).await.len(), 350);
    for key in [1, 2] {
        assert_eq!(names(&of_file(&test, key).await.findings), ["known-public"]);
    }
}

#[tokio::test]
async fn lines_of_the_record_are_written_after_all_known_pictures_since_everyone_else_waits_for_them() {
    let test = TestService::start().await;
    for statement in [
        "CREATE TRIGGER line_before_an_added_row BEFORE INSERT ON known_picture
         WHEN (SELECT count(*) FROM audit WHERE act = 'added-known') NOT IN (0, 100)
         BEGIN SELECT RAISE(ABORT, 'too early'); END",
        "CREATE TRIGGER line_before_a_removed_row BEFORE DELETE ON known_picture
         WHEN (SELECT count(*) FROM audit WHERE act = 'removed-known') NOT IN (0, 100)
         BEGIN SELECT RAISE(ABORT, 'too early'); END",
    ] {
        execute(&test, statement).await;
    }
    let pdqs: Vec<Pdq> = (0..130).map(|byte| Pdq::from_bytes([byte; 32])).collect();
    let known: Vec<Public> = pdqs.iter().map(|&pdq| Public::hash(pdq, "a list")).collect();
    assert_eq!(test.service.add_known(&known).await.unwrap().new, 130);
    let gone: Vec<KnownHash> = pdqs.iter().map(|&pdq| KnownHash::Picture(pdq)).collect();
    assert_eq!(test.service.remove_known(&gone, "by mistake").await.unwrap(), 130);
    let in_order: Vec<String> = pdqs.iter().map(|pdq| pdq.to_string()[..16].to_owned()).collect();
    for act in [Act::AddedKnown, Act::RemovedKnown] {
        assert_eq!(subjects(&test, act).await, in_order, "{act:?}");
    }
}

#[tokio::test]
async fn what_is_listed_already_is_found_mirrored_and_by_a_part_of_what_is_known() {
    let test = TestService::start().await;
    submit(&test, 1, 1).await;
    submit(&test, 2, 1).await;
    let mirrored = Public {
        turned: vec![pdq_of(1)],
        ..Public::hash(pdq_of(9), "our logo")
    };
    let added = test
        .service
        .add_known(&[mirrored, known_by_a_part(2, 16)])
        .await
        .unwrap();
    assert_eq!(added, AddedKnown { new: 2, listed: 2 });
    let compared = Compared {
        bits: 128,
        edit: Edit::CutOff(40),
    };
    for (key, compared) in [(1, Compared::ALL), (2, compared)] {
        let found = of_file(&test, key).await.findings;
        assert!(
            matches!(&found[..], [Found { finding: Finding::KnownPublic { compared: by, .. }, .. }] if *by == compared),
            "{found:?}"
        );
    }
}

#[tokio::test]
async fn what_has_ended_or_is_on_a_list_that_ignores_known_pictures_is_not_marked() {
    let test = TestService::start().await;
    let adult = ListName::adult();
    let mut policy = Policy::initial(Publication::PublishFirst);
    policy.treatments = policy
        .treatments
        .with(FindingKind::KnownPublic, Treatment::Ignore);
    test.service.ensure_list(&adult, &policy).await.unwrap();
    let list = adult.to_string();
    send(&test.service, Form { list, ..form(1, 1) }).await;
    submit(&test, 2, 1).await;
    let ana = test.staff("Ana", Role::Reviewer).await;
    let seen = of_file(&test, 2).await.entry;
    let reject = DecisionOrder {
        entry: seen.id,
        version: seen.version,
        action: Action::Reject,
        reason: "not-in-scope".to_owned(),
        note: None,
    };
    test.service.decide(&ana, reject).await.unwrap();
    let known = [1, 2].map(|key| Public::file(file_of(key), "our logo"));
    let added = test.service.add_known(&known).await.unwrap();
    assert_eq!(added, AddedKnown { new: 2, listed: 0 });
    for key in [1, 2] {
        assert_eq!(of_file(&test, key).await.findings, []);
    }
}

#[tokio::test]
async fn another_picture_claimed_for_the_same_file_is_held() {
    let test = TestService::start().await;
    submit(&test, 1, 1).await;
    let mut claim = form(2, 1);
    claim.items[0].sha256 = form(1, 1).items[0].sha256.clone();
    send(&test.service, claim).await;
    let held = findings(&test, Queue::Waiting).await;
    assert_eq!(names(&held), ["contradiction"], "it is in no other case");
    assert_eq!(held[0].finding, Finding::Contradiction { items: 1 });
}

#[tokio::test]
async fn another_picture_claimed_for_the_same_file_is_shown_apart_and_makes_no_cluster() {
    let test = TestService::start().await;
    submit(&test, 1, 1).await;
    let mut claim = form(2, 1);
    claim.items[0].sha256 = form(1, 1).items[0].sha256.clone();
    send(&test.service, claim).await;
    let entry = async |queue| {
        let page = test.service.queue(queue, None, 10).await.unwrap();
        page.rows.into_iter().next().unwrap().entry.id
    };
    let (first, made_up) = (entry(Queue::Unverified).await, entry(Queue::Waiting).await);
    for (one, other) in [(first, made_up), (made_up, first)] {
        let cluster = test.service.entry_facts(one).await.unwrap().unwrap().cluster;
        assert_eq!((cluster.cases, cluster.items), (1, 0));
        assert_eq!(cluster.rows, []);
        assert_eq!(cluster.contradictions, 1);
        let apart: Vec<_> = cluster.contradicting.iter().map(|row| row.entry.id).collect();
        assert_eq!(apart, [other]);
    }
    // The first picture once more: with it there is a cluster, without the made-up one.
    let mut again = form(3, 1);
    again.items = form(1, 1).items;
    send(&test.service, again).await;
    let held = findings(&test, Queue::Waiting).await;
    let cluster = Finding::Cluster {
        cases: 1,
        distance: 0,
    };
    assert!(held.iter().any(|found| found.finding == cluster), "{held:?}");
    let cluster = test.service.entry_facts(first).await.unwrap().unwrap().cluster;
    assert_eq!((cluster.cases, cluster.items, cluster.contradictions), (2, 1, 1));
}

#[tokio::test]
async fn whichever_of_two_pictures_for_one_file_came_first_staff_are_told_of_both() {
    let test = TestService::start().await;
    // Made up first, and looked at; then the true one, twice.
    let mut made_up = form(2, 1);
    made_up.items[0].sha256 = form(1, 1).items[0].sha256.clone();
    send(&test.service, made_up).await;
    let entry = async |queue| {
        let page = test.service.queue(queue, None, 10).await.unwrap();
        page.rows.into_iter().next().unwrap().entry
    };
    let seen = entry(Queue::Unverified).await;
    let ana = test.staff("Ana", Role::Reviewer).await;
    submit(&test, 1, 1).await;
    assert_eq!(names(&findings(&test, Queue::Waiting).await), ["contradiction"]);
    let first = test.service.entry_facts(seen.id).await.unwrap().unwrap();
    let contradiction = Found {
        finding: Finding::Contradiction { items: 1 },
        treatment: Treatment::Mark,
    };
    assert_eq!(first.findings, [contradiction]);
    assert_eq!(first.entry.state, seen.state, "it takes nothing off the list");
    let late = test.service.decide(&ana, confirm(&seen)).await;
    assert!(matches!(late, Err(DecideError::Stale { .. })), "{late:?}");
    let confirmed = test.service.decide(&ana, confirm(&first.entry)).await;
    let confirmed = confirmed.unwrap();
    let mut again = form(3, 1);
    again.items = form(1, 1).items;
    send(&test.service, again).await;
    let now = test.service.entry_facts(seen.id).await.unwrap().unwrap();
    assert_eq!(
        now.entry.version, confirmed.version,
        "what was answered is no news"
    );
    assert_eq!(now.priority, None);
}

/// The video of `video_form(2, 20)`, claimed for the file of `video_form(1, 20)`, with the first `same` pictures of that one.
fn video_claimed(same: usize) -> Form {
    let [own, other] = [1, 2].map(|key| video_form(key, 20).items.remove(0));
    let own_pictures = own.vpdq.unwrap();
    let (first, _) = own_pictures.split_at(same * 2 * Vpdq::FRAME_BYTES);
    let (_, rest) = other.vpdq.as_deref().unwrap().split_at(first.len());
    let mut claim = video_form(2, 20);
    claim.items[0].sha256 = own.sha256;
    claim.items[0].vpdq = Some(format!("{first}{rest}"));
    claim
}

#[tokio::test]
async fn another_video_claimed_for_the_same_file_is_held_and_the_first_one_marked() {
    let test = TestService::start().await;
    send(&test.service, video_form(1, 20)).await;
    send(&test.service, video_claimed(1)).await;
    let held = findings(&test, Queue::Waiting).await;
    let contradiction = |treatment| Found {
        finding: Finding::Contradiction { items: 1 },
        treatment,
    };
    assert_eq!(held, [contradiction(Treatment::Hold)], "it is in no other case");
    let marked = findings(&test, Queue::Unverified).await;
    assert_eq!(marked, [contradiction(Treatment::Mark)]);
}

#[tokio::test]
async fn a_video_of_which_other_pictures_were_taken_contradicts_nothing() {
    let test = TestService::start().await;
    for form in [video_form(1, 20), video_claimed(2)] {
        send(&test.service, form).await;
    }
    let both = findings(&test, Queue::Unverified).await;
    assert_eq!(both, [in_other_cases(1, 0), in_other_cases(1, 0)]);
    assert_eq!(findings(&test, Queue::Waiting).await, []);
}

#[tokio::test]
async fn a_hash_that_is_no_pictures_is_held() {
    let test = TestService::start().await;
    let mut made_up = form(1, 1);
    let mut pdq = [0x5a; 32];
    pdq[..4].fill(0xff);
    made_up.items[0].pdq = Some(hex::encode(pdq));
    send(&test.service, made_up).await;
    let held = findings(&test, Queue::Waiting).await;
    assert_eq!(held[0].finding, Finding::Malformed { ones: 144 });
}

#[tokio::test]
async fn a_day_far_busier_than_those_before_is_marked() {
    let test = TestService::start().await;
    let tally = |amount| Tally {
        day: test.service.now().start_of_day(),
        list: ListName::exploitative(),
        name: "cases".to_owned(),
        amount,
    };
    let mut tx = test.storage.begin().await.unwrap();
    tx.count(&tally(QUIET_DAY), 0).await.unwrap();
    tx.commit().await.unwrap();
    test.service.refresh_all_screening().await.unwrap();
    submit(&test, 1, 1).await;
    assert_eq!(findings(&test, Queue::Unverified).await, []);
    submit(&test, 2, 1).await;
    assert_eq!(
        names(&findings(&test, Queue::Unverified).await),
        ["unusual-volume"]
    );
}

/// A day with so many photos and videos, all of them survivors', and so few cases that none of them is counted.
async fn day_of_items(amount: u64) -> TestService {
    let test = TestService::start().await;
    let mut tx = test.storage.begin().await.unwrap();
    for name in ["items", "survivors-items"] {
        let tally = Tally {
            day: test.service.now().start_of_day(),
            list: ListName::exploitative(),
            name: name.to_owned(),
            amount,
        };
        tx.count(&tally, 0).await.unwrap();
    }
    tx.commit().await.unwrap();
    test.service.refresh_all_screening().await.unwrap();
    test
}

fn day_too_full(items: u32) -> Found {
    Found {
        finding: Finding::UnusualVolume {
            counted: Counted::Items,
            day: items,
            busiest: 0,
        },
        treatment: Treatment::Mark,
    }
}

#[tokio::test]
async fn a_day_of_few_cases_with_very_much_sent_or_added_is_marked_on_every_node() {
    let test = day_of_items(QUIET_DAY_OF_ITEMS - 4).await;
    let (number, pin) = typed(&submit(&test, 1, 2).await);
    let key = CaseKey::new(&number, &pin);
    // The second time there is nothing to add, and nothing to count.
    for _ in 0..2 {
        let more = form(2, 3).parse().unwrap();
        test.service.add_to_case(key, more).await.unwrap();
    }
    assert_eq!(findings(&test, Queue::Unverified).await, []);
    submit(&test, 3, 1).await;
    assert_eq!(of_file(&test, 3).await.findings, [day_too_full(1_001)]);
    // It was sent nothing yet, and reads it in the database.
    let other = test.another_node(2);
    send(&other, form(4, 1)).await;
    assert_eq!(of_file(&test, 4).await.findings, [day_too_full(1_002)]);
}

#[tokio::test]
async fn the_first_of_a_day_is_not_marked_for_the_day_before() {
    let test = day_of_items(QUIET_DAY_OF_ITEMS + 1).await;
    submit(&test, 1, 1).await;
    assert_eq!(of_file(&test, 1).await.findings, [day_too_full(1_001)]);
    // The counts are not read again before it comes.
    test.clock.advance(Duration::from_secs(24 * 3_600));
    submit(&test, 2, 1).await;
    assert_eq!(of_file(&test, 2).await.findings, []);
}

#[tokio::test]
async fn what_platforms_hand_in_makes_no_day_unusual() {
    let test = day_of_items(QUIET_DAY_OF_ITEMS).await;
    let list = ListName::exploitative();
    let added = test
        .service
        .add_subscriber("Platform", slice::from_ref(&list))
        .await;
    let (subscriber, _) = added.unwrap();
    let allowed = test
        .service
        .allow_contribution(subscriber.id, true, Agent::Operator);
    allowed.await.unwrap();
    let subscriber = Subscriber {
        may_contribute: true,
        ..subscriber
    };
    let hashes = [0xa1, 0xa2].map(|byte| Contribution {
        fingerprint: Fingerprint {
            medium: Medium::Video,
            value: vec![byte; 16],
        },
        verdict: Verdict::Removed,
    });
    let contributed = test.service.contribute(&subscriber, &list, &hashes).await;
    assert_eq!(contributed.unwrap(), 2);
    test.service.refresh_all_screening().await.unwrap();
    submit(&test, 1, 1).await;
    assert_eq!(of_file(&test, 1).await.findings, []);
    // A single photo of a person does.
    submit(&test, 2, 1).await;
    assert_eq!(of_file(&test, 2).await.findings, [day_too_full(1_001)]);
}

#[tokio::test]
async fn a_list_that_ignores_a_finding_does_not_keep_it() {
    let test = TestService::start().await;
    let mut policy = domain::list::Policy::initial(Publication::PublishFirst);
    policy.treatments = policy.treatments.with(FindingKind::LowQuality, Treatment::Ignore);
    test.service
        .ensure_list(&ListName::adult(), &policy)
        .await
        .unwrap();
    let mut blurred = form(1, 1);
    blurred.list = "adult".to_owned();
    blurred.items[0].quality = Some(3);
    send(&test.service, blurred).await;
    assert_eq!(findings(&test, Queue::Unverified).await, []);
    assert_eq!(findings(&test, Queue::Waiting).await, []);
}

#[tokio::test]
async fn another_node_and_a_restarted_one_know_what_this_one_was_sent() {
    let test = TestService::start().await;
    let other = test.another_node(2);
    other.refresh_screening().await.unwrap();
    submit(&test, 1, 1).await;
    send(&other, near(2, 1, 4)).await;
    let both = ["cluster", "cluster"];
    assert_eq!(names(&findings(&test, Queue::Unverified).await), both);
    let restarted = test.another_node(3);
    send(&restarted, near(3, 1, 8)).await;
    let found = findings(&test, Queue::Unverified).await;
    assert_eq!(found.len(), 3);
    assert_eq!(found.iter().map(|found| found.finding.evidence()).max(), Some(2));
    // What a node was sent itself it takes over like everybody's, from the database.
    restarted.refresh_screening().await.unwrap();
    assert_eq!(restarted.screening_holds().pictures, 3);
}

//! What is found of a video of which another case has a copy, made anew or cut.

use std::{ops::Range, time::Duration};

use domain::{
    entry::{Action, Priority, State},
    screening::{Finding, Found, Scenes, Treatment},
    staff::Role,
    submission::Form,
};
use hashing::{Pdq, Vpdq};
use service::{
    Service,
    moderate::DecisionOrder,
    screening::{AddedKnown, Public},
    testing::{TestService, video_form},
};
use storage::entry::QueueRow;

/// Hex digits of one picture.
const DIGITS: usize = 2 * Vpdq::FRAME_BYTES;
/// Where the hash begins in them.
const HASH_AT: usize = 6;

/// These pictures of `video_form(of, 20)`, in another file, with the last bit of each hash and `bits` before it the other way
/// round.
fn made_anew(key: u8, of: u8, seconds: Range<usize>, bits: u32) -> Form {
    let mut copy = video_form(key, 1);
    let whole = video_form(of, 20).items.remove(0).vpdq.unwrap();
    let mut pictures = whole[seconds.start * DIGITS..seconds.end * DIGITS].to_owned();
    let changed = (1_u64 << bits) - 1;
    for picture in (0..pictures.len()).step_by(DIGITS) {
        let last = picture + DIGITS - 16..picture + DIGITS;
        let value = u64::from_str_radix(&pictures[last.clone()], 16).unwrap() ^ changed;
        pictures.replace_range(last, &format!("{value:016x}"));
    }
    copy.items[0].vpdq = Some(pictures);
    copy
}

async fn send(service: &Service, form: Form) {
    service.submit(form.parse().unwrap()).await.unwrap();
}

/// The entry of `video_form(key, …)`, or of what was made anew under that key.
async fn entry_of(test: &TestService, key: u8) -> QueueRow {
    let sha256 = hex::decode(&video_form(key, 1).items[0].sha256).unwrap();
    let mut tx = test.storage.read().await.unwrap();
    let items = tx.items_with_file(&sha256.try_into().unwrap(), 1).await.unwrap();
    tx.entries_of_item(items[0].item).await.unwrap().remove(0)
}

fn in_other_cases(cases: u32, distance: u32) -> Found {
    Found {
        finding: Finding::Cluster { cases, distance },
        treatment: Treatment::Mark,
    }
}

async fn decide(test: &TestService, key: u8, action: Action, reason: &str) {
    let ana = test.staff("Ana", Role::Reviewer).await;
    let seen = entry_of(test, key).await.entry;
    let order = DecisionOrder {
        entry: seen.id,
        version: seen.version,
        action,
        reason: reason.to_owned(),
        note: None,
    };
    test.service.decide(&ana, order).await.unwrap();
}

#[tokio::test]
async fn a_copy_made_anew_is_marked_and_so_is_the_first_one() {
    let test = TestService::start().await;
    send(&test.service, video_form(1, 20)).await;
    send(&test.service, made_anew(2, 1, 0..20, 12)).await;
    send(&test.service, video_form(3, 20)).await;
    for key in [1, 2] {
        let row = entry_of(&test, key).await;
        assert_eq!(row.findings, [in_other_cases(1, 12)], "{key}");
        assert!(matches!(row.entry.state, State::Published(_)), "it stays: {key}");
    }
    assert_eq!(entry_of(&test, 3).await.findings, [], "another video");
}

#[tokio::test]
async fn staff_see_the_copies_of_a_video_from_each_of_them() {
    let test = TestService::start().await;
    send(&test.service, video_form(1, 20)).await;
    send(&test.service, made_anew(2, 1, 0..10, 4)).await;
    send(&test.service, video_form(3, 20)).await;
    let [whole, half] = [entry_of(&test, 1).await, entry_of(&test, 2).await].map(|row| row.entry.id);
    for (one, other) in [(whole, half), (half, whole)] {
        let cluster = test.service.entry_facts(one).await.unwrap().unwrap().cluster;
        assert_eq!((cluster.cases, cluster.items, cluster.contradictions), (2, 1, 0));
        let rows: Vec<_> = cluster
            .rows
            .iter()
            .map(|row| (row.row.entry.id, row.distance))
            .collect();
        assert_eq!(rows, [(other, Some(4))]);
    }
}

#[tokio::test]
async fn what_is_cut_to_less_than_its_greater_part_is_another_video() {
    let test = TestService::start().await;
    send(&test.service, video_form(1, 20)).await;
    send(&test.service, made_anew(2, 1, 0..7, 0)).await;
    assert_eq!(entry_of(&test, 2).await.findings, []);
    send(&test.service, made_anew(3, 1, 12..20, 0)).await;
    assert_eq!(entry_of(&test, 3).await.findings, [in_other_cases(1, 0)]);
}

#[tokio::test]
async fn a_beginning_that_two_videos_have_in_common_makes_them_no_copies() {
    let test = TestService::start().await;
    let begins_alike = |key: u8| {
        let beginning = made_anew(key, 9, 0..15, 0).items.remove(0).vpdq.unwrap();
        let mut form = video_form(key, 20);
        let own = form.items[0].vpdq.as_mut().unwrap();
        own.replace_range(..beginning.len(), &beginning);
        form
    };
    for key in [1, 2] {
        send(&test.service, begins_alike(key)).await;
        assert_eq!(entry_of(&test, key).await.findings, [], "{key}");
    }
}

#[tokio::test]
async fn pictures_that_say_little_are_no_video_to_be_found() {
    let test = TestService::start().await;
    let plain = |key: u8| {
        let mut form = video_form(key, 4);
        let pictures = form.items[0].vpdq.as_mut().unwrap();
        for second in 1..4 {
            let hash = second * DIGITS + HASH_AT..(second + 1) * DIGITS;
            pictures.replace_range(hash, &format!("{}{:032x}", "f".repeat(32), second));
        }
        form
    };
    let parsed = plain(1).parse().unwrap();
    assert_eq!(Scenes::of(parsed.items[0].hashes.vpdq().unwrap()), None);
    for key in [1, 2] {
        send(&test.service, plain(key)).await;
        let found = entry_of(&test, key).await.findings;
        let names: Vec<_> = found.iter().map(|found| found.finding.name()).collect();
        assert_eq!(
            names,
            ["low-information", "malformed"],
            "and in no other case: {key}"
        );
    }
}

#[tokio::test]
async fn a_copy_of_what_was_taken_off_the_list_is_held() {
    for (action, reason) in [(Action::Suspend, "disputed"), (Action::Reject, "not-in-scope")] {
        let test = TestService::start().await;
        send(&test.service, video_form(1, 20)).await;
        decide(&test, 1, action, reason).await;
        send(&test.service, made_anew(2, 1, 0..20, 12)).await;
        let copy = entry_of(&test, 2).await;
        let stopped = Found {
            finding: Finding::Stopped { entries: 1 },
            treatment: Treatment::Hold,
        };
        assert_eq!(copy.findings, [in_other_cases(1, 12), stopped], "{action:?}");
        assert_eq!(copy.entry.state, State::Pending, "{action:?}");
    }
}

#[tokio::test]
async fn copies_on_the_list_of_a_video_that_is_taken_off_it_come_before_staff() {
    let test = TestService::start().await;
    send(&test.service, video_form(1, 20)).await;
    send(&test.service, made_anew(2, 1, 0..20, 12)).await;
    decide(&test, 1, Action::Suspend, "disputed").await;
    let copy = entry_of(&test, 2).await;
    let stopped = Found {
        finding: Finding::Stopped { entries: 1 },
        treatment: Treatment::Mark,
    };
    assert_eq!(copy.findings, [in_other_cases(1, 12), stopped]);
    assert!(matches!(copy.entry.state, State::Published(_)), "it stays");
    let facts = test.service.entry_facts(copy.entry.id).await.unwrap().unwrap();
    assert_eq!(facts.priority, Some(Priority::Disputed));
}

#[tokio::test]
async fn of_an_erased_video_no_copy_is_found() {
    for knew_it in [true, false] {
        let test = TestService::start().await;
        let node = test.another_node(2);
        send(&test.service, video_form(1, 20)).await;
        if knew_it {
            node.refresh_screening().await.unwrap();
            assert_eq!(node.screening_holds().pictures, Scenes::KEPT);
        }
        decide(&test, 1, Action::Reject, "not-in-scope").await;
        test.sequence_now().await;
        test.clock.advance(Duration::from_secs(24 * 3_600));
        assert_eq!(test.service.expire().await.unwrap().items, 1);
        send(&node, made_anew(2, 1, 0..20, 4)).await;
        assert_eq!(entry_of(&test, 2).await.findings, [], "{knew_it}");
    }
}

#[tokio::test]
async fn another_node_and_a_restarted_one_find_the_copies_of_a_video() {
    let test = TestService::start().await;
    let other = test.another_node(2);
    other.refresh_screening().await.unwrap();
    send(&test.service, video_form(1, 20)).await;
    send(&other, made_anew(2, 1, 0..20, 4)).await;
    assert_eq!(entry_of(&test, 2).await.findings, [in_other_cases(1, 4)]);
    let restarted = test.another_node(3);
    send(&restarted, made_anew(3, 1, 0..20, 8)).await;
    assert_eq!(entry_of(&test, 3).await.findings, [in_other_cases(2, 4)]);
    // Of each a few pictures are held.
    restarted.refresh_screening().await.unwrap();
    for node in [&other, &restarted, &test.service] {
        node.refresh_screening().await.unwrap();
        assert_eq!(node.screening_holds().pictures, 3 * Scenes::KEPT);
    }
}

#[tokio::test]
async fn a_video_that_shows_hardly_anything_else_is_marked_once_a_picture_comes_to_be_known() {
    let test = TestService::start().await;
    let still = |key: u8| {
        let mut form = video_form(key, 10);
        let pictures = form.items[0].vpdq.as_mut().unwrap();
        let first = pictures[HASH_AT..DIGITS].to_owned();
        for second in 1..8 {
            // A little noise, so that it is not the same hash.
            let digit = usize::from_str_radix(&first[20..21], 16).unwrap() ^ second;
            let noisy = format!("{}{digit:x}{}", &first[..20], &first[21..]);
            pictures.replace_range(second * DIGITS + HASH_AT..(second + 1) * DIGITS, &noisy);
        }
        let pdq = Pdq::parse(&first).unwrap();
        (form, pdq)
    };
    let (form, pdq) = still(1);
    send(&test.service, form).await;
    send(&test.service, video_form(2, 10)).await;
    let known = [Public::hash(pdq, "a test card")];
    let added = test.service.add_known(&known).await.unwrap();
    assert_eq!(added, AddedKnown { new: 1, listed: 1 });
    let names: Vec<_> = entry_of(&test, 1).await.findings;
    let names: Vec<_> = names.iter().map(|found| found.finding.name()).collect();
    assert_eq!(names, ["known-public"]);
    assert_eq!(entry_of(&test, 2).await.findings, []);
}

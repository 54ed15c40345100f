//! What is found of a video of which another case has a copy, made anew or cut.

use std::{ops::Range, time::Duration};

use domain::{
    entry::{Action, Priority, State},
    id::EntryId,
    screening::{Finding, Found, Likeness, Scenes, Treatment},
    staff::Role,
    submission::Form,
};
use hashing::{Pdq, Vpdq};
use service::{
    Service,
    cluster::First,
    moderate::DecisionOrder,
    screening::{AddedKnown, Public},
    testing::{TestService, video_form},
};
use storage::entry::QueueRow;

/// Hex digits of one picture.
const DIGITS: usize = 2 * Vpdq::FRAME_BYTES;
/// Where the hash begins in them.
const HASH_AT: usize = 6;

/// These pictures of `video_form(of, 20)`, in another file and each with `bits` other bits, at most 16 and an even number.
fn made_anew(key: u8, of: u8, seconds: Range<usize>, bits: u32) -> Form {
    let mut copy = video_form(key, 1);
    let whole = video_form(of, 20).items.remove(0).vpdq.unwrap();
    let mut pictures = whole[seconds.start * DIGITS..seconds.end * DIGITS].to_owned();
    // The last two bytes are each other's complement: so as many bits are set as before.
    let half = (1_u64 << (bits / 2)) - 1;
    let changed = half << 8 | half;
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

/// What staff see of the others on the page of an entry, and which entries one decision about its cluster would be about.
async fn cluster_of(test: &TestService, entry: EntryId) -> (Vec<(EntryId, Option<Likeness>)>, Vec<EntryId>) {
    let cluster = test.service.entry_facts(entry).await.unwrap().unwrap().cluster;
    let rows = cluster.rows.iter();
    let rows = rows.map(|row| (row.row.entry.id, row.likeness)).collect();
    let choice = test.service.cluster_choice(entry, First::Undecided).await;
    let chosen = choice
        .unwrap()
        .unwrap()
        .entries
        .iter()
        .map(|one| one.entry)
        .collect();
    (rows, chosen)
}

#[tokio::test]
async fn staff_see_the_copies_of_a_video_from_each_of_them_and_decide_about_all() {
    let test = TestService::start().await;
    send(&test.service, video_form(1, 20)).await;
    send(&test.service, made_anew(2, 1, 0..17, 4)).await;
    send(&test.service, video_form(3, 20)).await;
    let [first, copy] = [entry_of(&test, 1).await, entry_of(&test, 2).await].map(|row| row.entry.id);
    for (one, other) in [(first, copy), (copy, first)] {
        let (rows, chosen) = cluster_of(&test, one).await;
        let near = Likeness {
            distance: 4,
            whole: true,
        };
        assert_eq!(rows, [(other, Some(near))]);
        assert_eq!(chosen, [one, other]);
    }
}

#[tokio::test]
async fn a_part_of_a_video_is_marked_and_shown_as_one_and_decided_about_by_itself() {
    let test = TestService::start().await;
    send(&test.service, video_form(1, 20)).await;
    send(&test.service, made_anew(2, 1, 12..20, 0)).await;
    assert_eq!(
        entry_of(&test, 2).await.findings,
        [in_other_cases(1, 0)],
        "8 of 20"
    );
    send(&test.service, made_anew(3, 1, 0..7, 0)).await;
    assert_eq!(entry_of(&test, 3).await.findings, [], "7 of 20 are another video");
    let [whole, part] = [entry_of(&test, 1).await, entry_of(&test, 2).await].map(|row| row.entry.id);
    for (one, other) in [(whole, part), (part, whole)] {
        let (rows, chosen) = cluster_of(&test, one).await;
        let near = Likeness {
            distance: 0,
            whole: false,
        };
        assert_eq!(rows, [(other, Some(near))]);
        assert_eq!(chosen, [one]);
    }
}

#[tokio::test]
async fn nobody_gets_a_video_taken_off_by_hiding_it_in_another_one() {
    let test = TestService::start().await;
    send(&test.service, video_form(1, 20)).await;
    // All of it, and as much that a platform will dispute.
    let mut hidden = made_anew(2, 1, 0..20, 4);
    let more = video_form(9, 40).items.remove(0).vpdq.unwrap();
    hidden.items[0]
        .vpdq
        .as_mut()
        .unwrap()
        .push_str(&more[20 * DIGITS..]);
    send(&test.service, hidden).await;
    decide(&test, 2, Action::Suspend, "disputed").await;
    assert_eq!(
        entry_of(&test, 1).await.findings,
        [in_other_cases(1, 4)],
        "no more is said of it"
    );
    // The part of the other is nearer.
    send(&test.service, made_anew(3, 1, 0..20, 4)).await;
    let again = entry_of(&test, 3).await;
    assert_eq!(again.findings, [in_other_cases(2, 0)]);
    assert!(matches!(again.entry.state, State::Published(_)));
}

/// So many other videos, each of six scenes, two of which are those of `video_form(of, 20)`.
fn with_two_scenes_of(key: u8, of: u8, count: u8) -> Form {
    let mut form = made_anew(key, of, 0..2, 0);
    let shared = form.items[0].vpdq.take().unwrap();
    let other = |place| {
        let mut item = video_form(100 + place, 6).items.remove(0);
        let own = item.vpdq.take().unwrap();
        item.vpdq = Some(format!("{shared}{}", &own[2 * DIGITS..]));
        item.sha256 = hex::encode([key ^ place; 32]);
        item
    };
    form.items = (0..count).map(other).collect();
    form
}

#[tokio::test]
async fn a_copy_is_found_among_many_videos_that_have_some_of_its_scenes() {
    let test = TestService::start().await;
    send(&test.service, made_anew(1, 9, 0..20, 6)).await;
    decide(&test, 1, Action::Suspend, "disputed").await;
    for key in [10, 11] {
        send(&test.service, with_two_scenes_of(key, 9, 100)).await;
    }
    send(&test.service, made_anew(2, 9, 0..20, 0)).await;
    let stopped = Found {
        finding: Finding::Stopped { entries: 1 },
        treatment: Treatment::Hold,
    };
    assert_eq!(entry_of(&test, 2).await.findings, [in_other_cases(1, 6), stopped]);
}

#[tokio::test]
async fn a_copy_is_found_beside_many_of_the_very_same_file() {
    let test = TestService::start().await;
    send(&test.service, made_anew(1, 9, 0..20, 6)).await;
    decide(&test, 1, Action::Suspend, "disputed").await;
    let mut form = video_form(9, 20);
    for key in 10..120 {
        form.key = hex::encode([key; 32]);
        send(&test.service, form.clone()).await;
    }
    let mut tx = test.storage.read().await.unwrap();
    let sha256 = hex::decode(&form.items[0].sha256).unwrap();
    let items = tx.items_with_file(&sha256.try_into().unwrap(), 1_000).await;
    let items = items.unwrap();
    assert_eq!(items.len(), 110);
    for same in items {
        let row = tx.entries_of_item(same.item).await.unwrap().remove(0);
        let stopped = Finding::Stopped { entries: 1 };
        let found = row.findings;
        assert!(found.iter().any(|found| found.finding == stopped), "{found:?}");
    }
}

#[tokio::test]
async fn a_long_video_is_looked_for_as_well_among_many_short_ones() {
    let test = TestService::start().await;
    send(&test.service, video_form(1, 600)).await;
    decide(&test, 1, Action::Suspend, "disputed").await;
    let mut long = video_form(2, 1);
    let listed = video_form(1, 600).items.remove(0).vpdq.unwrap();
    // So much of it that nothing is found by as many scenes as each video would have if all had as many.
    long.items[0].vpdq = Some(listed[63 * DIGITS..].to_owned());
    let scenes = |vpdq: &str| Scenes::of(&Vpdq::from_bytes(hex::decode(vpdq).unwrap()).unwrap()).unwrap();
    let kept: Vec<Pdq> = scenes(&listed).kept().collect();
    assert!(
        scenes(&listed[63 * DIGITS..])
            .some(12)
            .all(|pdq| !kept.contains(&pdq))
    );
    let short = (0..99).map(|place| {
        let mut short = video_form(100 + place, 1).items.remove(0);
        short.sha256 = hex::encode([place; 32]);
        short
    });
    long.items.extend(short);
    send(&test.service, long).await;
    let row = entry_of(&test, 2).await;
    assert!(matches!(row.entry.state, State::Pending), "{:?}", row.findings);
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
        node.refresh_screening().await.unwrap();
        assert_eq!(node.screening_holds().pictures, 0, "{knew_it}");
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

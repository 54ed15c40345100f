//! The NCMEC wire, by who asks.

use std::{collections::BTreeMap, time::Duration};

use axum::{
    body::Body,
    http::{Method, Request},
};
use domain::{
    Timestamp,
    audit::Agent,
    list::{ListName, Publication},
};
use futures::{StreamExt as _, stream::FuturesUnordered};
use platform_api::Limits;
use quick_xml::{Reader, events::Event};
use service::{
    keys::{Keyring, Keys},
    testing::{START, form},
};

use crate::platform::{Platform, basic};

const BASE: &str = "/ncmec/exploitative";
const STATUS: &str = "/ncmec/exploitative/v2/status";
const MEMBERS: &str = "/ncmec/exploitative/v2/members";
const ENTRIES: &str = "/ncmec/exploitative/v2/entries";
const ALL: [&str; 3] = [STATUS, MEMBERS, ENTRIES];

/// What of a page a client looks at, read as strictly as it reads.
#[derive(Debug, Default, PartialEq)]
struct Page {
    /// Tag, id and fingerprints of each entry.
    entries: Vec<(String, String, BTreeMap<String, String>)>,
    sections: Vec<(String, Option<String>)>,
    next: Option<String>,
}

fn read(text: &str) -> Page {
    let mut reader = Reader::from_str(text);
    let (mut page, mut path) = (Page::default(), Vec::<String>::new());
    loop {
        let event = reader.read_event().unwrap();
        if let Event::Start(tag) | Event::Empty(tag) = &event {
            let name = tag.name().as_ref().to_owned();
            if path.len() == 1 && name != "paging" {
                let newest = tag.try_get_attribute("maxTimestamp").unwrap();
                page.sections
                    .push((name.clone(), newest.map(|value| value.value.to_string())));
            }
            if path.len() == 2 && path[1] != "paging" {
                page.entries.push((name.clone(), String::new(), BTreeMap::new()));
            }
            if matches!(event, Event::Start(_)) {
                path.push(name);
            }
        } else if let Event::Text(text) = &event {
            let path: Vec<_> = path.iter().map(String::as_str).collect();
            match path[..] {
                [_, "paging", "next"] => page.next = Some(text.to_string()),
                [_, _, _, "id"] => page.entries.last_mut().unwrap().1 = text.to_string(),
                [_, _, _, "fingerprints", kind] => {
                    page.entries
                        .last_mut()
                        .unwrap()
                        .2
                        .insert(kind.to_owned(), text.to_string());
                }
                _ => {}
            }
        } else if let Event::End(_) = event {
            path.pop();
        } else if let Event::Eof = event {
            assert!(path.is_empty());
            return page;
        }
    }
}

/// A window as the client writes it, in seconds around the moment at which tests start.
fn window(from: i64, to: i64) -> String {
    let at = |seconds: i64| {
        let at = time::OffsetDateTime::from_unix_timestamp(START.as_seconds() + seconds).unwrap();
        at.format(&time::format_description::well_known::Rfc3339)
            .unwrap()
            .replace(':', "%3A")
    };
    format!("{ENTRIES}?to={}&from={}", at(to), at(from))
}

#[tokio::test]
async fn without_a_credential_nothing_can_be_read() {
    let platform = Platform::start().await;
    for address in ALL {
        let answer = platform.get_as(address, None).await;
        assert_eq!(
            answer.problem(),
            (401, "/problems/unauthenticated".to_owned()),
            "{address}"
        );
        assert!(answer.header("www-authenticate").starts_with("Basic realm="));
    }
}

#[tokio::test]
async fn with_a_wrong_credential_nothing_can_be_read() {
    let platform = Platform::start().await;
    let (user, password) = (platform.issued.user_name(), platform.issued.password());
    let wrong = [
        basic(&user, &"0".repeat(64)),
        basic(&"0".repeat(32), &password),
        basic(&user, ""),
        basic(&user, &format!("{password}:")),
        "Basic !!!".to_owned(),
        "Basic".to_owned(),
        format!("Bearer {}", platform.issued.bearer()),
    ];
    for authorization in wrong {
        let answer = platform.get_as(ENTRIES, Some(&authorization)).await;
        assert_eq!(answer.problem().0, 401, "{authorization}");
    }
}

#[tokio::test]
async fn a_spent_credential_is_refused_like_a_wrong_one() {
    let platform = Platform::start().await;
    let wrong = platform
        .get_as(ENTRIES, Some(&basic(&"0".repeat(32), &"0".repeat(64))))
        .await;
    for (why, user, secret) in platform.spent_credentials().await {
        let answer = platform.get_as(ENTRIES, Some(&basic(&user, &secret))).await;
        assert_eq!(
            (answer.status.as_u16(), answer.body),
            (401, wrong.body.clone()),
            "{why}"
        );
    }
}

#[tokio::test]
async fn two_credentials_in_one_request_are_refused() {
    let platform = Platform::start().await;
    let right = basic(&platform.issued.user_name(), &platform.issued.password());
    let request = Request::get(ENTRIES)
        .header("authorization", &right)
        .header("authorization", &right);
    let answer = platform.ask(request.body(Body::empty()).unwrap()).await;
    assert_eq!(answer.problem(), (400, "/problems/two-credentials".to_owned()));
}

#[tokio::test]
async fn a_list_of_others_is_answered_like_one_that_does_not_exist() {
    let platform = Platform::start().await;
    platform
        .test
        .ensure_list(&ListName::adult(), Publication::PublishFirst)
        .await;
    for what in ["status", "members", "entries"] {
        let of_others = platform.get(&format!("/ncmec/adult/v2/{what}")).await;
        let unknown = platform.get(&format!("/ncmec/nothing/v2/{what}")).await;
        assert_eq!(of_others.problem(), (404, "/problems/unknown-list".to_owned()));
        assert_eq!(of_others.body, unknown.body);
    }
}

#[tokio::test]
async fn a_client_learns_who_it_is_and_who_entries_are_from() {
    let platform = Platform::start().await;
    insta::assert_snapshot!("status", platform.get(STATUS).await.text());
    insta::assert_snapshot!("members", platform.get(MEMBERS).await.text());
}

#[tokio::test]
async fn a_hostile_name_is_escaped() {
    let platform = Platform::start().await;
    let name = "<Evil> & \"Co\" ]]></member><member id=\"1\">";
    let lists = [ListName::exploitative()];
    let (_, issued) = platform.test.service.add_subscriber(name, &lists).await.unwrap();
    let authorization = basic(&issued.user_name(), &issued.password());
    let answer = platform.get_as(MEMBERS, Some(&authorization)).await;
    assert_eq!(answer.text().matches("<member ").count(), 2);
    read(answer.text());
}

#[tokio::test]
async fn an_empty_list_has_both_sections_and_no_newest_time() {
    let answer = Platform::start().await.get(ENTRIES).await;
    assert_eq!(answer.header("content-type"), "application/xml; charset=utf-8");
    assert_eq!(answer.header("cache-control"), "no-store");
    insta::assert_snapshot!("entries_of_an_empty_list", answer.text());
}

#[tokio::test]
async fn one_page_has_exactly_these_elements() {
    let platform = Platform::start().await;
    let mut kinds = form(1, 2);
    kinds.items[1].medium = "video".to_owned();
    (kinds.items[1].pdq, kinds.items[1].quality) = (None, None);
    let receipt = platform.list(kinds).await;
    insta::assert_snapshot!("entries", platform.get(ENTRIES).await.text());
    platform.withdraw(&receipt).await;
    insta::assert_snapshot!("entries_after_withdrawal", platform.get(ENTRIES).await.text());
}

#[tokio::test]
async fn a_confirmed_entry_comes_again_under_the_same_id() {
    let platform = Platform::start().await;
    platform.list_photos(1, 1).await;
    let before = platform.get(ENTRIES).await;
    assert!(
        before
            .text()
            .contains("<classification>unverified</classification>")
    );
    platform.confirm(&read(before.text()).entries[0].1).await;
    let after = platform.get(ENTRIES).await;
    assert!(
        after
            .text()
            .contains("<classification>confirmed</classification>")
    );
    assert_eq!(read(before.text()).entries, read(after.text()).entries);
}

#[tokio::test]
async fn a_withdrawn_entry_stays_as_a_tombstone_without_fingerprints() {
    let platform = Platform::start().await;
    let receipt = platform.list_photos(1, 1).await;
    let before = read(platform.get(ENTRIES).await.text());
    platform.withdraw(&receipt).await;
    let after = read(platform.get(ENTRIES).await.text());
    let (tag, id, fingerprints) = &after.entries[0];
    assert_eq!((tag.as_str(), id), ("deletedImage", &before.entries[0].1));
    assert!(fingerprints.is_empty());
}

#[tokio::test]
async fn only_what_clients_can_use_is_served() {
    let platform = Platform::start().await;
    let mut photos = form(1, 1);
    photos.items[0].variants = serde_json::from_value(
        serde_json::json!([{"kind": "mirror", "pdq": "f0".repeat(32), "quality": 98}]),
    )
    .unwrap();
    platform.list(photos.clone()).await;
    let page = read(platform.get(ENTRIES).await.text());
    let fingerprints = &page.entries[0].2;
    assert_eq!(fingerprints.keys().collect::<Vec<_>>(), ["md5", "pdq", "sha1"]);
    assert_eq!(Some(&fingerprints["pdq"]), photos.items[0].pdq.as_ref());
    assert!(fingerprints.values().all(|value| *value == value.to_lowercase()));
}

#[tokio::test]
async fn a_window_includes_both_its_ends() {
    let platform = Platform::start().await;
    platform.list_photos(1, 1).await;
    for (from, to, found) in [(0, 0, 1), (-1, 0, 1), (0, 1, 1), (-2, -1, 0), (1, 2, 0)] {
        let page = read(platform.get(&window(from, to)).await.text());
        assert_eq!(page.entries.len(), found, "{from} to {to}");
    }
}

#[tokio::test]
async fn a_second_is_shown_only_once_it_is_closed() {
    let platform = Platform::start().await;
    let clock = &platform.test.clock;
    platform.list_at_once(form(1, 1)).await;
    for (milliseconds, shown) in [(0, 0), (999, 0), (1_000, 1)] {
        clock.set(Timestamp::from_millis(START.as_millis() + milliseconds));
        platform.test.close_seconds().await;
        let page = read(platform.get(ENTRIES).await.text());
        assert_eq!(page.entries.len(), shown, "after {milliseconds} ms");
    }
}

#[tokio::test]
async fn a_window_that_is_not_over_is_answered_when_it_is() {
    let platform = Platform::start().await;
    platform.list_at_once(form(1, 1)).await;
    let address = window(-10, 2);
    let (answer, ()) = tokio::join!(platform.get(&address), async {
        tokio::time::sleep(Duration::from_millis(500)).await;
        platform.test.clock.advance(Duration::from_secs(1));
        platform.list_at_once(form(2, 1)).await;
        platform.test.clock.advance(Duration::from_secs(2));
        platform.test.close_seconds().await;
    });
    assert_eq!(answer.status, 200, "{}", answer.text());
    assert_eq!(
        read(answer.text()).entries.len(),
        2,
        "what came meanwhile is in it"
    );
}

#[tokio::test]
async fn a_window_is_not_answered_while_nobody_closes_it() {
    let platform = Platform::within(Limits {
        closing: Duration::from_millis(300),
        ..Limits::default()
    })
    .await;
    platform.list_at_once(form(1, 1)).await;
    let answer = platform.get(&window(-10, 2)).await;
    assert_eq!(answer.problem(), (503, "/problems/unavailable".to_owned()));
    assert_eq!(answer.header("retry-after"), "5");
    // Minutes later still: where no node numbers changes, nobody knows what is missing.
    platform.test.clock.advance(Duration::from_secs(300));
    assert_eq!(platform.get(&window(-10, 2)).await.status, 503);
    platform.test.close_seconds().await;
    assert_eq!(read(platform.get(&window(-10, 2)).await.text()).entries.len(), 1);
}

#[tokio::test]
async fn a_client_whose_clock_is_ahead_is_told_so_and_misses_nothing() {
    let platform = Platform::start().await;
    platform.list_at_once(form(1, 1)).await;
    let answer = platform.get(&window(-10, 25)).await;
    assert_eq!(answer.problem(), (400, "/problems/invalid-query".to_owned()));
    assert!(
        answer
            .text()
            .contains("to lies 25 seconds in the future: set your clock; times are in UTC"),
        "{}",
        answer.text()
    );
}

#[tokio::test]
async fn a_key_that_is_revoked_while_a_window_is_waited_for_gets_nothing() {
    let platform = Platform::start().await;
    platform.list_at_once(form(1, 1)).await;
    let address = window(-10, 2);
    let (answer, ()) = tokio::join!(platform.get(&address), async {
        tokio::time::sleep(Duration::from_millis(300)).await;
        let (subscriber, key) = (platform.subscriber.id, platform.issued.id());
        let service = &platform.test.service;
        let revoked = service.revoke_key(subscriber, key, Agent::Operator).await;
        revoked.unwrap();
        platform.test.clock.advance(Duration::from_secs(5));
        platform.test.close_seconds().await;
    });
    assert_eq!(answer.problem(), (401, "/problems/unauthenticated".to_owned()));
}

#[tokio::test]
async fn one_subscriber_waits_for_so_many_windows_at_once() {
    let platform = Platform::start().await;
    let address = window(-10, 2);
    let mut asked: FuturesUnordered<_> = (0..17).map(|_| platform.get(&address)).collect();
    // The first that is answered is the one that has no place to wait at.
    let refused = asked.next().await.unwrap();
    assert_eq!(refused.problem(), (429, "/problems/too-many-at-once".to_owned()));
    platform.test.clock.advance(Duration::from_secs(5));
    let (answers, ()) = tokio::join!(asked.collect::<Vec<_>>(), platform.test.close_seconds());
    assert_eq!(answers.len(), 16);
    assert!(answers.iter().all(|answer| answer.status == 200));
}

#[tokio::test]
async fn what_is_asked_of_an_address_that_takes_nothing_is_refused() {
    let platform = Platform::start().await;
    platform.list_photos(1, 1).await;
    let entry = read(platform.get(ENTRIES).await.text()).entries[0].1.clone();
    let vote = format!("{ENTRIES}/1/{entry}/PDQ/feedback");
    for (method, address) in [
        (Method::GET, STATUS),
        (Method::GET, MEMBERS),
        (Method::GET, "/ncmec/exploitative/v2/feedback/PDQ/reasons"),
        (Method::GET, "/ncmec/exploitative/v2/categorizations"),
        (Method::PUT, &vote),
    ] {
        let answer = platform.send(method, &format!("{address}?since=1")).await;
        assert_eq!(
            answer.problem(),
            (400, "/problems/invalid-query".to_owned()),
            "{address}"
        );
        assert!(answer.text().contains("since is not known here"), "{address}");
    }
}

#[tokio::test]
async fn entries_of_one_second_come_in_pages_and_each_exactly_once() {
    let platform = Platform::with_pages_of(4).await;
    platform.list_photos(1, 11).await;
    let (mut address, mut ids, mut pages) = (window(-60, 2), Vec::new(), 0);
    loop {
        let page = read(platform.get(&address).await.text());
        ids.extend(page.entries.into_iter().map(|(_, id, _)| id));
        pages += 1;
        // As the client does: what `next` says, after the base address and without the window.
        let Some(next) = page.next else { break };
        assert!(next.starts_with("/v2/entries?cursor="));
        address = format!("{BASE}{next}");
    }
    assert_eq!((pages, ids.len()), (3, 11));
    ids.sort();
    ids.dedup();
    assert_eq!(ids.len(), 11);
}

#[tokio::test]
async fn what_changes_while_a_client_pages_is_not_lost() {
    let platform = Platform::with_pages_of(2).await;
    platform.list_photos(1, 4).await;
    let first = read(platform.get(&window(-60, 4)).await.text());
    let moved = &first.entries[0].1;
    platform.confirm(moved).await;
    let second = read(
        platform
            .get(&format!("{BASE}{}", first.next.unwrap()))
            .await
            .text(),
    );
    assert_eq!((second.entries.len(), second.next), (2, None));
    let after = read(platform.get(&window(4, 9)).await.text());
    assert_eq!(after.entries.len(), 1);
    assert_eq!(&after.entries[0].1, moved);
}

#[tokio::test]
async fn a_cursor_is_of_one_reader_and_one_list_only() {
    let platform = Platform::with_pages_of(1).await;
    platform.list_photos(1, 2).await;
    platform
        .test
        .ensure_list(&ListName::adult(), Publication::PublishFirst)
        .await;
    let (_, both) = platform
        .test
        .service
        .add_subscriber("Follows both", &[ListName::adult(), ListName::exploitative()])
        .await
        .unwrap();
    let authorization = basic(&both.user_name(), &both.password());
    let ask = async |address: &str| platform.get_as(address, Some(&authorization)).await;
    let theirs = read(platform.get(ENTRIES).await.text()).next.unwrap();
    let own = read(ask(ENTRIES).await.text()).next.unwrap();
    assert_eq!(ask(&format!("{BASE}{own}")).await.status, 200);
    for (address, why) in [
        (format!("{BASE}{theirs}"), "another's"),
        (format!("/ncmec/adult{own}"), "of another list"),
    ] {
        let refused = (400, "/problems/invalid-query".to_owned());
        assert_eq!(ask(&address).await.problem(), refused, "{why}");
    }
}

#[tokio::test]
async fn a_cursor_of_another_database_is_refused_also_under_the_same_secret() {
    let (here, elsewhere) = (Platform::with_pages_of(1).await, Platform::with_pages_of(1).await);
    for platform in [&here, &elsewhere] {
        platform.list_photos(1, 2).await;
    }
    // Tests draw the same ids in every database; a server does not.
    let drawn_apart = elsewhere.test.another_node(99);
    let lists = [ListName::exploitative()];
    let (_, same) = drawn_apart.add_subscriber("Same Platform", &lists).await.unwrap();
    let authorization = basic(&same.user_name(), &same.password());
    let ask = async |address: &str| elsewhere.get_as(address, Some(&authorization)).await;
    let next = read(ask(ENTRIES).await.text()).next.unwrap();
    let address = format!("{BASE}{next}");
    assert_eq!(ask(&address).await.status, 200);
    let answer = here.get(&address).await;
    assert_eq!(answer.problem(), (400, "/problems/invalid-query".to_owned()));
    assert!(answer.text().contains("gave out to you"), "{}", answer.text());
}

#[tokio::test]
async fn a_cursor_stays_good_when_the_secret_is_replaced() {
    let platform = Platform::with_pages_of(1).await;
    platform.list_photos(1, 2).await;
    let next = read(platform.get(ENTRIES).await.text()).next.unwrap();
    let keys = |generation| Keys::of_generation(generation, &[u8::try_from(generation).unwrap(); 32]);
    let ring = Keyring::new([Keys::derive(&[7; 32]), keys(2)], 2).unwrap();
    platform.test.service.use_keyring(ring);
    assert_eq!(platform.get(&format!("{BASE}{next}")).await.status, 200);
    platform.test.service.use_keyring(Keyring::from(keys(3)));
    let gone = platform.get(&format!("{BASE}{next}")).await;
    assert_eq!(gone.problem(), (400, "/problems/invalid-query".to_owned()));
}

#[tokio::test]
async fn a_query_that_is_not_understood_is_refused_by_field() {
    let platform = Platform::start().await;
    let wrong = [
        ("from=yesterday", "from must be a time in UTC"),
        ("to=1700000000", "to must be a time in UTC"),
        (
            "from=2025-01-02T00:00:00Z&to=2025-01-01T00:00:00Z",
            "from must not be later than to",
        ),
        ("cursor=AAAA", "cursor is not one that this server gave out"),
        ("cursor=%FF%00", "cursor is not one that this server gave out"),
        (
            "from=2025-01-02T00:00:00Z&from=2025-01-02T00:00:00Z",
            "from must be given once",
        ),
        ("start=2001", "start is not known here"),
    ];
    for (query, sentence) in wrong {
        let answer = platform.get(&format!("{ENTRIES}?{query}")).await;
        assert_eq!(
            answer.problem(),
            (400, "/problems/invalid-query".to_owned()),
            "{query}"
        );
        assert!(answer.text().contains(sentence), "{query}: {}", answer.text());
        let (field, fault) = sentence.split_once(' ').unwrap();
        let named = format!("<errors><i><field>{field}</field><detail>{fault}");
        assert!(answer.text().contains(&named), "{query}: {}", answer.text());
    }
}

#[tokio::test]
async fn a_client_that_writes_local_time_as_utc_is_told_about_it() {
    let platform = Platform::start().await;
    let answer = platform.get(&window(5 * 3_600, 6 * 3_600)).await;
    assert_eq!(answer.status, 400);
    assert_eq!(
        answer.header("content-type"),
        "application/problem+xml; charset=utf-8"
    );
    assert!(answer.text().contains("times are in UTC"), "{}", answer.text());
    insta::assert_snapshot!("from_in_the_future", answer.text());
}

#[tokio::test]
async fn a_base_address_that_ends_with_a_slash_works_as_well() {
    let platform = Platform::start().await;
    for what in ["status", "members", "entries"] {
        let answer = platform.get(&format!("/ncmec/exploitative//v2/{what}")).await;
        assert_eq!(
            answer.body,
            platform.get(&format!("/ncmec/exploitative/v2/{what}")).await.body
        );
        assert_eq!(answer.status, 200);
    }
}

#[tokio::test]
async fn other_methods_and_addresses_are_refused() {
    let platform = Platform::start().await;
    for method in [Method::POST, Method::PUT, Method::DELETE] {
        let answer = platform.send(method.clone(), ENTRIES).await;
        assert_eq!(
            answer.problem(),
            (405, "/problems/method-not-allowed".to_owned()),
            "{method}"
        );
        assert_eq!(answer.header("allow"), "GET,HEAD", "{method}");
    }
    for address in [BASE, "/ncmec/exploitative/v2", "/ncmec/exploitative/v1/entries"] {
        let answer = platform.get(address).await;
        assert!(answer.text().contains("v2/entries"), "{address}");
        assert!(
            !answer.text().contains("openapi"),
            "that document has nothing of this wire"
        );
        assert_eq!(
            answer.problem(),
            (404, "/problems/unknown-address".to_owned()),
            "{address}"
        );
    }
}

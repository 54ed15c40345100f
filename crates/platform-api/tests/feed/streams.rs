//! The native feed for those who want a line at a time, all at once, or as soon as it is there.

use std::time::Duration;

use axum::{
    body::Body,
    http::{Request, header::AUTHORIZATION},
    response::Response,
};
use domain::{
    audit::Agent,
    list::{ListName, Publication},
};
use futures::{StreamExt as _, stream::FuturesUnordered};
use http_body_util::BodyExt as _;
use serde_json::Value;
use service::{
    subscribe::IssuedCredential,
    testing::{form, video_form},
};

use crate::platform::{Answer, Platform};

const CHANGES: &str = "/api/v1/lists/exploitative/changes";
const SNAPSHOT: &str = "/api/v1/lists/exploitative/snapshot";
const EVENTS: &str = "/api/v1/lists/exploitative/events";

fn lines(answer: &Answer) -> Vec<Value> {
    assert_eq!(
        answer.header("content-type"),
        "application/x-ndjson",
        "{}",
        answer.text()
    );
    answer
        .text()
        .lines()
        .map(|line| serde_json::from_str(line).unwrap())
        .collect()
}

#[tokio::test]
async fn a_page_as_lines_holds_what_the_page_holds() {
    let platform = Platform::start().await;
    platform.list_photos(1, 3).await;
    let page = platform.get(&format!("{CHANGES}?limit=2")).await.json();
    let lines = lines(
        &platform
            .get_with(&format!("{CHANGES}?limit=2"), "accept", "application/x-ndjson")
            .await,
    );
    assert_eq!(lines.len(), 3);
    assert_eq!(lines[..2], page["changes"].as_array().unwrap()[..]);
    for name in ["next", "more", "checkpoint"] {
        assert_eq!(lines[2]["end"][name], page[name]);
    }
}

#[tokio::test]
async fn whoever_waits_gets_the_change_when_it_comes() {
    let platform = Platform::start().await;
    let address = format!("{CHANGES}?after=0&wait=20");
    let (answer, ()) = tokio::join!(platform.get(&address), async {
        tokio::time::sleep(Duration::from_millis(300)).await;
        platform.list_photos(1, 1).await;
    });
    assert_eq!(answer.json()["changes"].as_array().unwrap().len(), 1);
}

#[tokio::test]
async fn waiting_ends_with_what_there_is() {
    let platform = Platform::start().await;
    platform.list_photos(1, 1).await;
    let address = format!("{CHANGES}?after=1&wait=1");
    let answer = platform.get(&address).await;
    assert_eq!(answer.json()["changes"], serde_json::json!([]));
    let tag = answer.header("etag").to_owned();
    assert_eq!(platform.get_if_none_match(&address, &tag).await.status, 304);
    let too_long = platform.get(&format!("{CHANGES}?wait=26")).await;
    assert_eq!(too_long.json()["errors"][0]["field"], "wait");
}

#[tokio::test]
async fn a_snapshot_is_what_is_listed_and_where_to_go_on() {
    let platform = Platform::start().await;
    let receipt = platform.list_photos(1, 2).await;
    platform.list_photos(2, 3).await;
    platform.withdraw(&receipt).await;
    let lines = lines(&platform.get(SNAPSHOT).await);
    assert_eq!(lines.len(), 4);
    assert!(lines[..3].iter().all(|line| line["hashes"].is_array()));
    assert_eq!(lines[3]["end"]["next"], 7);
    let checkpoint = platform.get("/api/v1/lists/exploitative/checkpoint").await.json();
    assert_eq!(lines[3]["end"]["checkpoint"], checkpoint);

    let resumed = platform
        .get(&format!("{SNAPSHOT}?after={}", lines[1]["number"]))
        .await;
    let text = resumed.text();
    assert!(platform.get(SNAPSHOT).await.text().ends_with(text));
}

#[tokio::test]
async fn a_snapshot_that_is_held_is_not_sent_again_until_the_list_changes() {
    let platform = Platform::start().await;
    platform.list_photos(1, 1).await;
    let tag = platform.get(SNAPSHOT).await.header("etag").to_owned();
    assert!(!tag.starts_with("W/"), "{tag}");
    assert_eq!(platform.get_if_none_match(SNAPSHOT, &tag).await.status, 304);
    platform.list_photos(2, 1).await;
    assert_eq!(platform.get_if_none_match(SNAPSHOT, &tag).await.status, 200);
    let compressed = platform.get_with(SNAPSHOT, "accept-encoding", "gzip").await;
    assert!(compressed.header("etag").starts_with("W/"));
}

#[tokio::test]
async fn every_range_of_a_snapshot_is_that_part_of_it() {
    let platform = Platform::start().await;
    for key in 1..=25 {
        platform.list_photos(key, 100).await;
    }
    let whole = platform.get(SNAPSHOT).await;
    let (tag, length) = (whole.header("etag").to_owned(), whole.body.len());
    for (range, from, to) in [
        ("bytes=0-".to_owned(), 0, length),
        ("bytes=0-0".to_owned(), 0, 1),
        (format!("bytes={}-", length - 10), length - 10, length),
        (
            format!("bytes={}-{}", length / 2, length / 2 + 99_999),
            length / 2,
            length / 2 + 100_000,
        ),
        ("bytes=-100".to_owned(), length - 100, length),
    ] {
        let part = platform.get_with(SNAPSHOT, "range", &range).await;
        assert_eq!(part.status, 206, "{range}");
        assert_eq!(
            part.header("content-range"),
            format!("bytes {from}-{}/{length}", to - 1)
        );
        assert_eq!(part.header("etag"), tag);
        assert!(part.body == whole.body[from..to], "{range}");
    }
    let beyond = platform
        .get_with(SNAPSHOT, "range", &format!("bytes={length}-"))
        .await;
    assert_eq!(
        beyond.problem(),
        (416, "/problems/range-after-the-end".to_owned())
    );
    assert_eq!(beyond.header("content-range"), format!("bytes */{length}"));
}

#[tokio::test]
async fn what_is_known_of_one_list_is_not_taken_for_another() {
    let platform = Platform::start().await;
    let adult = ListName::adult();
    platform.test.ensure_list(&adult, Publication::PublishFirst).await;
    let lists = [ListName::exploitative(), adult];
    let service = &platform.test.service;
    let (_, both) = service.add_subscriber("Follows both", &lists).await.unwrap();
    // Both are empty, and their last lines are not of one length.
    let mut tags = Vec::new();
    for list in &lists {
        let address = format!("/api/v1/lists/{list}/snapshot");
        let whole = open(&platform, &both, &address).await;
        tags.push(whole.headers()["etag"].to_str().unwrap().to_owned());
        let whole = whole.into_body().collect().await.unwrap().to_bytes();
        let request = Request::get(&address)
            .header(AUTHORIZATION, format!("Bearer {}", both.bearer()))
            .header("range", "bytes=0-");
        let part = platform.ask(request.body(Body::empty()).unwrap()).await;
        assert_eq!(part.status, 206);
        assert_eq!(part.body, whole, "{list}");
    }
    assert_ne!(tags[0], tags[1]);
}

#[tokio::test]
async fn a_part_of_an_older_snapshot_is_not_given() {
    let platform = Platform::start().await;
    platform.list_photos(1, 2).await;
    let tag = platform.get(SNAPSHOT).await.header("etag").to_owned();
    platform.list_photos(2, 1).await;
    let request = Request::get(SNAPSHOT)
        .header(AUTHORIZATION, format!("Bearer {}", platform.issued.bearer()))
        .header("range", "bytes=5-")
        .header("if-range", tag);
    let answer = platform.ask(request.body(Body::empty()).unwrap()).await;
    assert_eq!(answer.status, 200);
    assert_eq!(answer.body, platform.get(SNAPSHOT).await.body);
}

#[tokio::test]
async fn answers_are_compressed_in_both_ways_that_clients_ask_for() {
    let platform = Platform::start().await;
    platform.list_photos(1, 20).await;
    for coding in ["gzip", "zstd"] {
        let answer = platform.get_with(CHANGES, "accept-encoding", coding).await;
        assert_eq!(answer.header("content-encoding"), coding);
        assert!(answer.body.len() < platform.get(CHANGES).await.body.len());
    }
}

#[tokio::test]
async fn an_entry_is_shown_as_it_is_now() {
    let platform = Platform::start().await;
    let receipt = platform.list_photos(1, 1).await;
    let change = platform.get(CHANGES).await.json()["changes"][0].clone();
    let address = format!(
        "/api/v1/lists/exploitative/entries/{}",
        change["entry"].as_str().unwrap()
    );
    let shown = platform.get(&address).await.json();
    assert_eq!(
        (&shown["newest"], &shown["listed"]),
        (&change, &Value::Bool(true))
    );
    assert_eq!(shown["feedback"], Value::Null);
    platform.withdraw(&receipt).await;
    let shown = platform.get(&address).await.json();
    assert_eq!(shown["listed"], false);
    assert_eq!(shown["newest"]["change"], "remove");
    assert!(shown["newest"].get("hashes").is_none());
    for unknown in ["0".repeat(32), "nonsense".to_owned()] {
        let answer = platform
            .get(&format!("/api/v1/lists/exploitative/entries/{unknown}"))
            .await;
        assert_eq!(answer.problem(), (404, "/problems/unknown-entry".to_owned()));
    }
}

/// The events of a stream until `enough` has been seen in it.
async fn listen(platform: &Platform, after: &str, enough: &str) -> String {
    hear(tune_in(platform, after).await, enough).await
}

async fn tune_in(platform: &Platform, after: &str) -> Body {
    let request = Request::get(format!("{EVENTS}?after={after}"))
        .header(AUTHORIZATION, format!("Bearer {}", platform.issued.bearer()));
    let response = platform.open(request.body(Body::empty()).unwrap()).await;
    assert_eq!(response.headers()["content-type"], "text/event-stream");
    assert_eq!(response.headers()["x-accel-buffering"], "no");
    response.into_body()
}

async fn hear(mut body: Body, enough: &str) -> String {
    let mut text = String::new();
    while !text.contains(enough) {
        let Some(frame) = body.frame().await else { break };
        text.push_str(std::str::from_utf8(&frame.unwrap().into_data().unwrap()).unwrap());
    }
    text
}

#[tokio::test]
async fn events_begin_where_the_listener_was_and_come_as_they_happen() {
    let platform = Platform::start().await;
    platform.list_photos(1, 2).await;
    let (text, ()) = tokio::join!(listen(&platform, "1", "id: 3"), async {
        tokio::time::sleep(Duration::from_millis(300)).await;
        platform.list_photos(2, 1).await;
    });
    assert!(!text.contains("id: 1\n") && text.contains("id: 2\n"), "{text}");
    assert!(text.contains("event: change\n"), "{text}");
}

#[tokio::test]
async fn events_end_within_seconds_of_the_key_being_revoked() {
    let platform = Platform::start().await;
    let stream = tune_in(&platform, "0").await;
    let heard = tokio::time::timeout(Duration::from_secs(30), async {
        tokio::join!(hear(stream, "never"), revoke_and_list(&platform))
    });
    let (text, ()) = heard.await.expect("the stream ends");
    assert!(!text.contains("id: 1"), "{text}");
}

#[tokio::test]
async fn a_slow_listener_gets_nothing_that_was_read_for_a_key_that_is_revoked_since() {
    let platform = Platform::start().await;
    for key in 1..=3 {
        platform.list_photos(key, 100).await;
    }
    let mut stream = tune_in(&platform, "0").await;
    stream.frame().await.unwrap().unwrap();
    let (subscriber, key) = (platform.subscriber.id, platform.issued.id());
    let service = &platform.test.service;
    service
        .revoke_key(subscriber, key, Agent::Operator)
        .await
        .unwrap();
    tokio::time::sleep(Duration::from_secs(5)).await;
    let rest = hear(stream, "never").await;
    let events = rest.matches("event: change\n").count();
    assert!(events < 10, "{events} of 299 came");
}

#[tokio::test]
async fn a_slow_listener_gets_every_change_once_and_in_order() {
    let platform = Platform::start().await;
    platform.list_photos(1, 20).await;
    let mut stream = tune_in(&platform, "0").await;
    let frame = stream.frame().await.unwrap().unwrap();
    let mut text = String::from_utf8(frame.into_data().unwrap().to_vec()).unwrap();
    tokio::time::sleep(Duration::from_secs(3)).await;
    text.push_str(&hear(stream, "id: 20\n").await);
    let ids: Vec<u64> = text
        .lines()
        .filter_map(|line| line.strip_prefix("id: ")?.parse().ok())
        .collect();
    assert_eq!(ids, (1..=20).collect::<Vec<_>>());
}

async fn revoke_and_list(platform: &Platform) {
    let (subscriber, key) = (platform.subscriber.id, platform.issued.id());
    let revoked = platform
        .test
        .service
        .revoke_key(subscriber, key, Agent::Operator)
        .await;
    revoked.unwrap();
    platform.list_photos(1, 1).await;
}

#[tokio::test]
async fn whoever_waits_with_a_key_that_is_revoked_meanwhile_gets_no_change() {
    let platform = Platform::start().await;
    let address = format!("{CHANGES}?after=0&wait=20");
    let (answer, ()) = tokio::join!(platform.get(&address), async {
        tokio::time::sleep(Duration::from_millis(500)).await;
        revoke_and_list(&platform).await;
    });
    assert_eq!(answer.status, 401);
}

#[tokio::test]
async fn a_snapshot_that_is_being_read_breaks_off_when_its_key_is_revoked() {
    let platform = Platform::start().await;
    platform.list_photos(1, 1).await;
    let request =
        Request::get(SNAPSHOT).header(AUTHORIZATION, format!("Bearer {}", platform.issued.bearer()));
    let response = platform.open(request.body(Body::empty()).unwrap()).await;
    revoke_and_list(&platform).await;
    assert!(response.into_body().collect().await.is_err());
}

async fn open(platform: &Platform, key: &IssuedCredential, address: &str) -> Response {
    let request = Request::get(address).header(AUTHORIZATION, format!("Bearer {}", key.bearer()));
    platform.open(request.body(Body::empty()).unwrap()).await
}

#[tokio::test]
async fn one_subscriber_has_so_many_answers_open_and_leaves_the_others_theirs() {
    let platform = Platform::start().await;
    platform.list_photos(1, 1).await;
    let (_, other) = platform
        .test
        .service
        .add_subscriber("Other Platform", &platform.subscriber.lists)
        .await
        .unwrap();
    let second_key = platform.key("read").await;
    for (address, most) in [(EVENTS, 16), (SNAPSHOT, 4)] {
        let mut held = Vec::new();
        for number in 0..most {
            let key = [&platform.issued, &second_key][number % 2];
            let answer = open(&platform, key, address).await;
            assert_eq!(answer.status(), 200, "{address} {number}");
            held.push(answer);
        }
        for key in [&platform.issued, &second_key] {
            let refused = open(&platform, key, address).await;
            assert_eq!(refused.status(), 429, "{address}");
            assert_eq!(refused.headers()["retry-after"], "5");
            let problem = refused.into_body().collect().await.unwrap().to_bytes();
            let problem: Value = serde_json::from_slice(&problem).unwrap();
            assert_eq!(problem["type"], "/problems/too-many-at-once");
            assert!(problem["detail"].as_str().unwrap().contains(&most.to_string()));
        }
        assert_eq!(open(&platform, &other, address).await.status(), 200, "{address}");
        held.pop();
        assert_eq!(
            open(&platform, &second_key, address).await.status(),
            200,
            "{address}"
        );
    }
    assert_eq!(
        platform.get(CHANGES).await.status,
        200,
        "what is short is not counted"
    );
}

#[tokio::test]
async fn one_subscriber_has_so_many_heavy_pages_open_and_leaves_the_others_theirs() {
    let platform = Platform::start().await;
    for key in 1..=3 {
        let mut form = form(key, 20);
        for (place, item) in form.items.iter_mut().enumerate() {
            let video = video_form(100 + u8::try_from(place).unwrap(), 600)
                .items
                .remove(0);
            item.vpdq = video.vpdq;
        }
        platform.list(form).await;
    }
    let service = &platform.test.service;
    let lists = &platform.subscriber.lists;
    let (_, other) = service.add_subscriber("Other Platform", lists).await.unwrap();
    let mut held = Vec::new();
    for number in 0..8 {
        let answer = open(&platform, &platform.issued, CHANGES).await;
        assert_eq!(answer.status(), 200, "{number}");
        held.push(answer);
    }
    let refused = platform.get(CHANGES).await;
    assert_eq!(refused.problem(), (429, "/problems/too-many-at-once".to_owned()));
    assert_eq!(
        platform.get(&format!("{CHANGES}?limit=1")).await.status,
        200,
        "it is light"
    );
    assert_eq!(open(&platform, &other, CHANGES).await.status(), 200);
    // What is taken is whole, and makes room.
    let taken = held.pop().unwrap();
    assert_eq!(taken.headers()["content-type"], "application/json");
    let body = taken.into_body().collect().await.unwrap().to_bytes();
    let page: Value = serde_json::from_slice(&body).unwrap();
    assert_eq!(page["changes"].as_array().unwrap().len(), 60);
    assert_eq!(platform.get(CHANGES).await.json(), page);
}

#[tokio::test]
async fn one_subscriber_waits_with_so_many_requests_at_once() {
    let platform = Platform::start().await;
    let address = format!("{CHANGES}?after=0&wait=20");
    let mut asked: FuturesUnordered<_> = (0..17).map(|_| platform.get(&address)).collect();
    // The first that is answered is the one that has no place to wait at.
    let refused = asked.next().await.unwrap();
    assert_eq!(refused.problem(), (429, "/problems/too-many-at-once".to_owned()));
    let (answers, _) = tokio::join!(asked.collect::<Vec<_>>(), platform.list_photos(1, 1));
    assert_eq!(answers.len(), 16);
    assert!(answers.iter().all(|answer| answer.status == 200));
    assert_eq!(
        platform.get(&format!("{CHANGES}?after=1&wait=1")).await.status,
        200
    );
}

#[tokio::test]
async fn the_reference_page_names_every_address_and_needs_nothing_from_elsewhere() {
    let platform = Platform::start().await;
    let page = platform.get_as("/api/v1/reference", None).await;
    assert_eq!(page.header("content-type"), "text/html; charset=utf-8");
    let document = platform.get_as("/api/v1/openapi.json", None).await.json();
    for path in document["paths"].as_object().unwrap().keys() {
        assert!(page.text().contains(path), "{path}");
    }
    for foreign in ["<script", "http://", "https://", "<link", "<img"] {
        assert!(!page.text().contains(foreign), "{foreign}");
    }
    assert!(
        page.header("content-security-policy")
            .starts_with("default-src 'none'; style-src 'sha256-")
    );
}

#[tokio::test]
async fn the_type_of_a_problem_leads_to_where_it_is_explained() {
    let platform = Platform::start().await;
    let refused = platform.get("/api/v1/lists/nowhere/changes").await;
    let (_, kind) = refused.problem();
    let leads = platform.get_as(&kind, None).await;
    assert_eq!(leads.status, 303);
    let (address, anchor) = leads.header("location").split_once('#').unwrap();
    let page = platform.get_as(address, None).await;
    assert!(page.text().contains(&format!("id=\"{anchor}\"")), "{anchor}");
    let unknown = platform.get_as("/problems/made-up", None).await;
    assert_eq!(unknown.problem(), (404, "/problems/unknown-address".to_owned()));
}

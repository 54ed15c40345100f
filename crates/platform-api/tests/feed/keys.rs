//! Keys: what they are for, how much they may ask, and what they see of themselves.

use std::time::Duration;

use axum::{
    body::Body,
    http::{Method, Request},
};
use domain::audit::Agent;
use platform_api::{Limits, PATIENCE, outermost, router};
use serde_json::json;

use crate::platform::{Platform, ask, basic};

const LISTS: &str = "/api/v1/lists";
const FEEDBACK: &str = "/api/v1/lists/exploitative/feedback";
const API: &str = include_str!("../../../../docs/API.md");

#[tokio::test]
async fn a_key_without_the_scope_is_told_which_one_it_lacks() {
    let platform = Platform::start().await;
    let key = platform.key("feedback").await;
    let answer = platform
        .get_as(LISTS, Some(&format!("Bearer {}", key.bearer())))
        .await;
    assert_eq!(answer.problem(), (403, "/problems/wrong-scope".to_owned()));
    assert_eq!(
        answer.header("www-authenticate"),
        "Bearer realm=\"reclaim\", error=\"insufficient_scope\", scope=\"read\""
    );
    assert!(answer.text().contains("scope read"), "{}", answer.text());

    let xml = platform
        .get_as(
            "/ncmec/exploitative/v2/entries",
            Some(&basic(&key.user_name(), &key.password())),
        )
        .await;
    assert_eq!(xml.problem(), (403, "/problems/wrong-scope".to_owned()));
}

#[tokio::test]
async fn a_key_that_only_reads_says_nothing() {
    let mut platform = Platform::start().await;
    platform.issued = platform.key("read").await;
    let answer = platform
        .send_body(Method::POST, FEEDBACK, "application/json", "{}")
        .await;
    assert_eq!(answer.problem(), (403, "/problems/wrong-scope".to_owned()));
}

#[tokio::test]
async fn a_revoked_key_opens_nothing_from_the_next_request_on() {
    let platform = Platform::start().await;
    assert_eq!(platform.get(LISTS).await.status, 200);
    let service = &platform.test.service;
    service
        .revoke_key(platform.subscriber.id, platform.issued.id(), Agent::Operator)
        .await
        .unwrap();
    assert_eq!(platform.get(LISTS).await.problem().0, 401);
}

#[tokio::test]
async fn a_flood_is_answered_429_with_when_to_come_back_and_other_keys_are_not_slowed() {
    let platform = Platform::within(Limits {
        requests: 3,
        ..Limits::default()
    })
    .await;
    let other = platform.key("read").await;
    for left in [2, 1, 0] {
        let answer = platform.get(LISTS).await;
        assert_eq!(answer.status, 200);
        assert_eq!(answer.header("ratelimit"), format!("\"requests\";r={left};t=60"));
        assert_eq!(answer.header("ratelimit-policy"), "\"requests\";q=3;w=60");
    }
    let refused = platform.get(LISTS).await;
    assert_eq!(refused.problem(), (429, "/problems/too-many-requests".to_owned()));
    assert_eq!(refused.header("retry-after"), "60");
    let xml = platform.get("/ncmec/exploitative/v2/status").await;
    assert_eq!(xml.problem().0, 429, "a key has one quota on all wires");
    let elsewhere = platform
        .get_as(LISTS, Some(&format!("Bearer {}", other.bearer())))
        .await;
    assert_eq!(elsewhere.status, 200);
    platform.test.clock.advance(Duration::from_secs(60));
    assert_eq!(platform.get(LISTS).await.status, 200);
}

#[tokio::test]
async fn every_answer_says_what_is_left_but_those_that_the_document_names() {
    let (_, quota) = API.split_once("\nEach key has ").unwrap();
    let (quota, _) = quota.split_once("```").unwrap();
    let platform = Platform::start().await;
    let router = outermost(router(platform.test.service.clone()), 1_000, |_| PATIENCE);
    let bearer = format!("Bearer {}", platform.issued.bearer());
    for (method, address, header, status, says) in [
        (Method::GET, LISTS, None, 200_u16, true),
        (Method::GET, "/api/v1/lists?a=b", None, 400, true),
        (Method::GET, "/api/v1/lists/other/changes", None, 404, true),
        (Method::POST, FEEDBACK, None, 415, true),
        (Method::GET, "/api/v1/nothing", None, 404, false),
        (Method::DELETE, LISTS, None, 405, false),
        (
            Method::POST,
            FEEDBACK,
            Some(("content-length", "1001")),
            413,
            false,
        ),
        (
            Method::POST,
            FEEDBACK,
            Some(("sec-fetch-site", "cross-site")),
            403,
            false,
        ),
    ] {
        let mut request = Request::builder()
            .method(method)
            .uri(address)
            .header("authorization", &bearer);
        if let Some((name, value)) = header {
            request = request.header(name, value);
        }
        let answer = ask(&router, request.body(Body::empty()).unwrap()).await;
        assert_eq!(answer.status, status, "{address}: {}", answer.text());
        assert_eq!(
            answer.headers.contains_key("ratelimit"),
            says,
            "{address}: {status}"
        );
        let excepted = quota.contains(&format!("`{status}`"));
        assert!(says || excepted, "docs/API.md does not except {status}");
    }
}

#[tokio::test]
async fn a_subscriber_sees_its_keys_and_no_secret() {
    let platform = Platform::start().await;
    platform.key("read").await;
    let answer = platform.get("/api/v1/status").await;
    let body = answer.json();
    assert_eq!(
        (&body["name"], &body["member"]),
        (&json!("Example Platform"), &json!(1000))
    );
    assert_eq!(body["lists"][0]["list"], "exploitative");
    let keys = body["keys"].as_array().unwrap();
    assert_eq!(keys.len(), 2);
    assert_eq!(keys.iter().filter(|key| key["this"] == true).count(), 1);
    assert!(!answer.text().contains(&platform.issued.password()));
}

#[tokio::test]
async fn a_subscriber_sees_how_far_it_was_served_and_how_many_numbers_it_is_behind() {
    let platform = Platform::start().await;
    platform.list_photos(1, 3).await;
    let served = async || platform.get("/api/v1/status").await.json()["served"].clone();
    let (list, never) = ("exploitative", serde_json::Value::Null);
    assert_eq!(
        served().await,
        json!([{"list": list, "number": 0, "behind": 3, "wire": never, "at": never}])
    );
    let page = platform.get("/api/v1/lists/exploitative/changes?limit=2").await;
    assert_eq!(page.status, 200);
    let at = "2026-01-01T12:00:05Z";
    assert_eq!(
        served().await,
        json!([{"list": list, "number": 2, "behind": 1, "wire": "native", "at": at}])
    );
    platform.test.clock.advance(Duration::from_secs(5));
    let entries = platform.get("/ncmec/exploitative/v2/entries").await;
    assert_eq!(entries.status, 200);
    let all = served().await;
    assert_eq!((&all[0]["behind"], &all[0]["wire"]), (&json!(0), &json!("ncmec")));
}

#[tokio::test]
async fn whoever_has_a_whole_snapshot_or_file_is_behind_by_nothing() {
    for (kind, wire) in [
        ("snapshot", "native"),
        ("export?format=csv", "export"),
        ("export?format=vics", "export"),
    ] {
        for others in [true, false] {
            let platform = Platform::start().await;
            if others {
                platform.list_photos(1, 1).await;
            }
            let gone = platform.list_photos(2, 1).await;
            platform.withdraw(&gone).await;
            let answer = platform.get(&format!("/api/v1/lists/exploitative/{kind}")).await;
            assert_eq!(answer.status, 200);
            let status = platform.get("/api/v1/status").await.json();
            assert_eq!(status["served"][0]["behind"], 0, "{kind}: {status}");
            assert_eq!(status["served"][0]["wire"], wire, "{kind}: {status}");
        }
    }
}

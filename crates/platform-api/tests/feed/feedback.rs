//! What a subscriber says of entries, by the native feed.

use axum::{body::Body, http::Request};
use serde_json::{Value, json};

use crate::platform::{Answer, Platform};

const FEEDBACK: &str = "/api/v1/lists/exploitative/feedback";

async fn post(platform: &Platform, address: &str, kind: &str, body: impl Into<Body>) -> Answer {
    let request = Request::post(address)
        .header("authorization", format!("Bearer {}", platform.issued.bearer()))
        .header("content-type", kind);
    platform.ask(request.body(body.into()).unwrap()).await
}

async fn say(platform: &Platform, opinions: Value) -> Answer {
    let body = json!({ "feedback": opinions }).to_string();
    post(platform, FEEDBACK, "application/json", body).await
}

/// A platform that follows a list with two entries.
async fn start() -> (Platform, [String; 2]) {
    let platform = Platform::start().await;
    platform.list_photos(1, 2).await;
    let page = platform.get("/api/v1/lists/exploitative/changes").await.json();
    let entry = |place: usize| page["changes"][place]["entry"].as_str().unwrap().to_owned();
    let entries = [entry(0), entry(1)];
    (platform, entries)
}

#[tokio::test]
async fn what_was_found_is_taken_and_the_same_again_is_not_new() {
    let (platform, [one, other]) = start().await;
    let said = json!([
        {"entry": one, "verdict": "removed"},
        {"entry": other, "verdict": "disputed", "reason": "public-content"},
    ]);
    let answer = say(&platform, said.clone()).await;
    assert_eq!(
        (answer.status.as_u16(), answer.json()),
        (200, json!({"taken": 2, "new": 2}))
    );
    let again = say(&platform, said).await;
    assert_eq!(again.json(), json!({"taken": 2, "new": 0}));
}

#[tokio::test]
async fn a_field_that_is_wrong_is_named_and_nothing_is_kept() {
    let (platform, [one, _]) = start().await;
    let good = json!({"entry": one, "verdict": "matched"});
    for (bad, field) in [
        (json!({"entry": "zz", "verdict": "matched"}), "feedback[1].entry"),
        (
            json!({"entry": "0".repeat(32), "verdict": "matched"}),
            "feedback[1].entry",
        ),
        (json!({"entry": one, "verdict": "liked"}), "feedback[1].verdict"),
        (
            json!({"entry": one, "verdict": "removed", "reason": "public-content"}),
            "feedback[1].reason",
        ),
        (json!({"entry": one}), "feedback[1].verdict"),
        (
            json!({"entry": one, "verdict": "matched", "note": "x"}),
            "feedback[1].note",
        ),
        (json!({"entry": 7, "verdict": "matched"}), "feedback[1].entry"),
    ] {
        let answer = say(&platform, json!([good, bad])).await;
        assert_eq!(
            answer.problem(),
            (422, "/problems/invalid-body".to_owned()),
            "{bad}"
        );
        assert_eq!(answer.json()["errors"][0]["field"], field, "{bad}");
    }
    let nothing_kept = say(&platform, json!([good])).await;
    assert_eq!(nothing_kept.json(), json!({"taken": 1, "new": 1}));
}

#[tokio::test]
async fn a_body_that_is_no_feedback_is_refused_with_what_to_do() {
    let (platform, [one, _]) = start().await;
    let json_kind = "application/json; charset=utf-8";
    let deep = "[".repeat(100_000);
    for (kind, body, status, problem) in [
        ("text/plain", "{}".to_owned(), 415, "/problems/not-json"),
        (json_kind, String::new(), 422, "/problems/invalid-body"),
        (
            json_kind,
            "{\"feedback\":[]}".to_owned(),
            422,
            "/problems/invalid-body",
        ),
        (
            json_kind,
            "{\"feedback\":[]}{}".to_owned(),
            422,
            "/problems/invalid-body",
        ),
        (
            json_kind,
            "{\"feedback\":[],\"feedback\":[]}".to_owned(),
            422,
            "/problems/invalid-body",
        ),
        (
            json_kind,
            format!("{{\"feedback\":{deep}"),
            422,
            "/problems/invalid-body",
        ),
    ] {
        let answer = post(&platform, FEEDBACK, kind, body.clone()).await;
        assert_eq!(answer.problem(), (status, problem.to_owned()), "{body:.40}");
    }
    let many = vec![json!({"entry": one, "verdict": "matched"}); 1_001];
    let answer = say(&platform, Value::Array(many)).await;
    assert_eq!(answer.json()["errors"][0]["field"], "feedback");
    let huge = vec![b' '; 3 << 20];
    assert_eq!(post(&platform, FEEDBACK, json_kind, huge).await.problem().0, 413);
}

#[tokio::test]
async fn feedback_on_a_list_of_others_and_without_a_credential_is_refused() {
    let (platform, _) = start().await;
    let elsewhere = post(
        &platform,
        "/api/v1/lists/adult/feedback",
        "application/json",
        "{}",
    )
    .await;
    assert_eq!(
        elsewhere.problem().0,
        422,
        "the body is read first, and says nothing of the list"
    );
    let entry = "0".repeat(32);
    let body = json!({"feedback": [{"entry": entry, "verdict": "matched"}]}).to_string();
    let elsewhere = post(
        &platform,
        "/api/v1/lists/adult/feedback",
        "application/json",
        body.clone(),
    )
    .await;
    assert_eq!(elsewhere.problem(), (404, "/problems/unknown-list".to_owned()));
    let request = Request::post(FEEDBACK).header("content-type", "application/json");
    let nobody = platform.ask(request.body(Body::from(body)).unwrap()).await;
    assert_eq!(nobody.problem().0, 401);
    assert_eq!(platform.get(FEEDBACK).await.problem().0, 405);
}

//! `POST /submissions`: what is taken, and how what is not taken is answered.

use crate::site::{Answer, Site};
use axum::{
    body::Body,
    http::{Request, StatusCode},
};
use domain::submission::SIZES;
use serde_json::{Value, json};
use service::{
    door::{Errand, ITEMS_AN_HOUR, Visitor},
    testing::form,
};
use storage::entry::Queue;

fn request(kind: &str, body: impl Into<Body>) -> Request<Body> {
    Request::post("/submissions")
        .header("content-type", kind)
        .body(body.into())
        .unwrap()
}

async fn send(site: &Site, body: &Value) -> Answer {
    site.ask(request("application/json", body.to_string())).await
}

/// A good submission with something done to it.
fn spoilt(spoil: impl FnOnce(&mut Value)) -> Value {
    let mut body = serde_json::to_value(form(1, 3)).unwrap();
    spoil(&mut body);
    body
}

/// The problem in an answer; a problem is never kept by a browser.
fn problem(answer: &Answer) -> Value {
    assert_eq!(answer.header("content-type"), "application/problem+json");
    assert_eq!(answer.header("cache-control"), "no-store");
    let problem: Value = serde_json::from_str(&answer.body).unwrap();
    assert_eq!(problem["status"], answer.status.as_u16());
    assert!(
        problem["type"]
            .as_str()
            .unwrap()
            .starts_with("urn:reclaim:problem-")
    );
    assert!(!problem["title"].as_str().unwrap().is_empty());
    problem
}

async fn nothing_was_kept(site: &Site) {
    let page = site.test.service.queue(Queue::Waiting, None, 1).await.unwrap();
    assert!(
        page.counts.iter().all(|(_, count)| *count == 0),
        "{:?}",
        page.counts
    );
}

/// Makes a good submission bad.
type Spoil = fn(&mut Value);

#[tokio::test]
async fn a_good_submission_gets_its_number_and_pin() {
    let site = Site::start().await;
    let answer = send(&site, &spoilt(|_| {})).await;
    assert_eq!(answer.status, StatusCode::CREATED);
    assert_eq!(answer.header("cache-control"), "no-store");
    assert_eq!(answer.header("set-cookie"), "");
    let receipt: Value = serde_json::from_str(&answer.body).unwrap();
    assert_eq!(receipt["case_number"].as_str().unwrap().len(), 16);
    assert_eq!(receipt["pin"].as_str().unwrap().len(), 9);
}

#[tokio::test]
async fn sending_twice_makes_one_case() {
    let site = Site::start().await;
    let first = send(&site, &spoilt(|_| {})).await;
    let second = send(&site, &spoilt(|_| {})).await;
    assert_eq!((second.status, second.body), (StatusCode::CREATED, first.body));
}

#[tokio::test]
async fn what_is_added_is_told_its_numbers_and_the_answer_is_as_long_whatever_was_sent() {
    let site = Site::start().await;
    let receipt: Value = serde_json::from_str(&send(&site, &spoilt(|_| {})).await.body).unwrap();
    let case = json!({ "number": receipt["case_number"], "pin": receipt["pin"] });
    let mut mixed = form(2, 2);
    // One that the case has stands before each that it does not have.
    let earlier = form(1, 3).items;
    mixed.items.insert(1, earlier[1].clone());
    mixed.items.insert(0, earlier[2].clone());
    let mut lengths = Vec::new();
    for (form, count, numbers) in [
        (mixed, 2, json!([3, 4, 2, 5])),
        (form(2, 1), 0, json!([4])),
        (form(3, 95), 95, json!((6..=100).collect::<Vec<_>>())),
    ] {
        let mut body = serde_json::to_value(form).unwrap();
        body["case"] = case.clone();
        let answer = send(&site, &body).await;
        assert_eq!(answer.status, StatusCode::OK);
        assert_eq!(answer.header("cache-control"), "no-store");
        lengths.push(answer.body.len());
        let answer: Value = serde_json::from_str(&answer.body).unwrap();
        assert_eq!((&answer["added"], &answer["numbers"]), (&json!(count), &numbers));
    }
    assert_eq!(lengths, [1_024; 3]);
}

#[tokio::test]
async fn padding_is_taken_and_ignored() {
    let site = Site::start().await;
    let answer = send(&site, &spoilt(|body| body["padding"] = json!(" ".repeat(3_000)))).await;
    assert_eq!(answer.status, StatusCode::CREATED);
}

#[tokio::test]
async fn a_field_that_is_wrong_is_named() {
    let site = Site::start().await;
    let cases: [(Spoil, &str); 6] = [
        (|body| body["items"][1]["pdq"] = json!("zz"), "items[1].pdq"),
        (|body| body["items"] = json!([]), "items"),
        (
            |body| body["items"][2] = body["items"][0].clone(),
            "items[2].sha256",
        ),
        (|body| body["version"] = json!(2), "version"),
        (|body| body["list"] = json!("no-such-list"), "list"),
        (|body| body["key"] = json!("0A"), "key"),
    ];
    for (spoil, field) in cases {
        let answer = send(&site, &spoilt(spoil)).await;
        assert_eq!(answer.status, StatusCode::UNPROCESSABLE_ENTITY, "{field}");
        assert_eq!(problem(&answer)["field"], field);
    }
    nothing_was_kept(&site).await;
}

#[tokio::test]
async fn what_is_not_a_submission_is_refused_with_the_place() {
    let site = Site::start().await;
    let cases: [(Spoil, &str); 4] = [
        (
            |body| body["items"][0]["filename"] = json!("holiday.jpg"),
            "items[0].filename",
        ),
        (|body| body["email"] = json!("someone@example.org"), "email"),
        (
            |body| body["items"][1]["quality"] = json!("high"),
            "items[1].quality",
        ),
        (|body| body["items"] = json!("none"), "items"),
    ];
    for (spoil, field) in cases {
        let answer = send(&site, &spoilt(spoil)).await;
        assert_eq!(answer.status, StatusCode::BAD_REQUEST, "{field}");
        assert_eq!(problem(&answer)["field"], field);
        assert!(
            !answer.body.contains("holiday"),
            "what was sent is not repeated: {}",
            answer.body
        );
    }
    nothing_was_kept(&site).await;
}

#[tokio::test]
async fn broken_json_is_refused() {
    let site = Site::start().await;
    let good = spoilt(|_| {}).to_string();
    for body in [
        "",
        "{",
        "null",
        "[]",
        &format!("{good}{good}"),
        &good[..good.len() / 2],
    ] {
        let answer = site.ask(request("application/json", body.to_owned())).await;
        assert_eq!(answer.status, StatusCode::BAD_REQUEST, "{body:.40}");
        problem(&answer);
    }
    nothing_was_kept(&site).await;
}

#[tokio::test]
async fn only_json_is_read() {
    let site = Site::start().await;
    let good = spoilt(|_| {}).to_string();
    for kind in [
        "text/plain",
        "application/x-www-form-urlencoded",
        "multipart/form-data",
        "",
    ] {
        let answer = site.ask(request(kind, good.clone())).await;
        assert_eq!(answer.status, StatusCode::UNSUPPORTED_MEDIA_TYPE, "{kind}");
        problem(&answer);
    }
    nothing_was_kept(&site).await;
    let answer = site.ask(request("Application/JSON; charset=utf-8", good)).await;
    assert_eq!(answer.status, StatusCode::CREATED);
}

#[tokio::test]
async fn a_submission_that_is_too_long_is_refused() {
    let site = Site::start().await;
    let answer = send(
        &site,
        &spoilt(|body| body["padding"] = json!(" ".repeat(SIZES[3]))),
    )
    .await;
    assert_eq!(answer.status, StatusCode::PAYLOAD_TOO_LARGE);
    problem(&answer);
    nothing_was_kept(&site).await;
}

#[tokio::test]
async fn a_key_stands_for_one_content() {
    let site = Site::start().await;
    send(&site, &spoilt(|_| {})).await;
    let answer = send(&site, &spoilt(|body| body["items"][0]["quality"] = json!(98))).await;
    assert_eq!(answer.status, StatusCode::CONFLICT);
    assert_eq!(problem(&answer)["field"], "key");
}

/// Why someone is told to wait.
fn why(answer: &Answer) -> String {
    assert_eq!(answer.status, StatusCode::TOO_MANY_REQUESTS, "{}", answer.body);
    let problem = problem(answer);
    assert_eq!(problem["type"], "urn:reclaim:problem-wait");
    let seconds = match answer.header("retry-after") {
        "1" => "one second".to_owned(),
        seconds => format!("{seconds} seconds"),
    };
    let title = problem["title"].as_str().unwrap();
    let why = title.strip_suffix(&format!(" Try again in {seconds}."));
    why.unwrap_or_else(|| panic!("{title}")).to_owned()
}

#[tokio::test]
async fn whoever_sends_too_often_hears_that_it_is_because_of_the_network() {
    let site = Site::start().await;
    for _ in 0..Errand::Submit.limit().burst {
        let admitted = site.test.service.admit(Errand::Submit, Visitor::UNKNOWN);
        assert_eq!(admitted, Ok(()));
    }
    let answer = send(&site, &spoilt(|_| {})).await;
    let said = "Many tries came from your network. That need not be you.";
    assert_eq!(why(&answer), said);
    nothing_was_kept(&site).await;
}

#[tokio::test]
async fn whoever_has_to_wait_hears_why_in_the_language_that_they_ask_for() {
    const ENGLISH: &str = "Many tries came from your network.";
    const GERMAN: &str = "Aus deinem Netz kamen gerade viele Anfragen.";
    const FRENCH: &str = "Beaucoup d’essais sont venus de ton réseau.";
    let site = Site::start().await;
    for _ in 0..Errand::Submit.limit().burst {
        let admitted = site.test.service.admit(Errand::Submit, Visitor::UNKNOWN);
        assert_eq!(admitted, Ok(()));
    }
    let body = spoilt(|_| {}).to_string();
    for (asked, said) in [
        ("de", GERMAN),
        ("fr-CA, de;q=0.5", FRENCH),
        ("en", ENGLISH),
        ("", ENGLISH),
    ] {
        let mut request = request("application/json", body.clone());
        request
            .headers_mut()
            .insert("accept-language", asked.parse().unwrap());
        let answer = site.ask(request).await;
        assert_eq!(answer.status, StatusCode::TOO_MANY_REQUESTS, "{asked}");
        let problem = problem(&answer);
        let title = problem["title"].as_str().unwrap();
        assert!(title.starts_with(said), "{asked}: {title}");
        let seconds = answer.header("retry-after");
        assert!(title.contains(seconds), "{asked}: {title}");
    }
}

#[tokio::test]
async fn whoever_meets_a_database_that_fails_hears_that_it_is_our_fault_and_when_to_come_back() {
    const ENGLISH: &str =
        "Something is not working on our side right now. It is our fault, not yours. Try again in 5 seconds.";
    const GERMAN: &str = "Bei uns funktioniert gerade etwas nicht. Das ist unsere Schuld, nicht deine. \
                          Versuche es noch einmal in 5 Sekunden.";
    let site = Site::start().await;
    // Nobody else can write meanwhile, and waits in vain.
    let writing = site.test.storage.begin().await.unwrap();
    let ask = async |language: &str| {
        let mut request = request("application/json", spoilt(|_| {}).to_string());
        request
            .headers_mut()
            .insert("accept-language", language.parse().unwrap());
        site.ask(request).await
    };
    let (english, german) = tokio::join!(ask("en"), ask("de"));
    drop(writing);
    for (answer, said) in [(english, ENGLISH), (german, GERMAN)] {
        assert_eq!(answer.status, StatusCode::SERVICE_UNAVAILABLE);
        assert_eq!(answer.header("retry-after"), "5");
        assert_eq!(problem(&answer)["title"], said);
    }
    nothing_was_kept(&site).await;
}

#[tokio::test]
async fn whoever_adds_with_wrong_pins_hears_that_it_is_because_of_the_number() {
    let site = Site::start().await;
    let wrong = json!({ "number": "7K3M-9QXZ-04TD-8", "pin": "12345678" });
    let body = spoilt(|body| body["case"] = wrong.clone());
    let mut answer = send(&site, &body).await;
    while answer.status == StatusCode::NOT_FOUND {
        answer = send(&site, &body).await;
    }
    assert_eq!(why(&answer), "There were too many tries with this number.");
}

#[tokio::test]
async fn whoever_comes_after_everybody_elses_hour_is_full_hears_that_it_is_not_because_of_them() {
    let site = Site::start().await;
    let receipt: Value = serde_json::from_str(&send(&site, &spoilt(|_| {})).await.body).unwrap();
    let case = json!({ "number": receipt["case_number"], "pin": receipt["pin"] });
    let rest = usize::try_from(ITEMS_AN_HOUR).unwrap() - 3;
    assert_eq!(site.test.service.admit_items(rest), Ok(()));
    let more = || serde_json::to_value(form(2, 2)).unwrap();
    let mut added = more();
    added["case"] = case;
    for body in [more(), added] {
        let answer = send(&site, &body).await;
        let said = "We have a lot to do right now. That is not because of you.";
        assert_eq!(why(&answer), said);
    }
}

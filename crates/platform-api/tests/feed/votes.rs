//! Votes, reasons and categorizations on the NCMEC wire.

use axum::http::Method;

use crate::platform::{Answer, Platform};

const BASE: &str = "/ncmec/exploitative";
const FOR: &str = r#"<feedbackSubmission xmlns="https://hashsharing.ncmec.org/hashsharing/v2"><affirmative /></feedbackSubmission>"#;
const AGAINST: &str = "<feedbackSubmission xmlns=\"https://hashsharing.ncmec.org/hashsharing/v2\"><negative><reasonIds>\
                       <guid>5d3b6d0c-8f0e-4a53-9d55-6a4c0f6f2b02</guid></reasonIds></negative></feedbackSubmission>";

async fn vote(platform: &Platform, path: &str, body: &str) -> Answer {
    let address = format!("{BASE}/v2/entries/{path}/feedback");
    platform
        .send_body(
            Method::PUT,
            &address,
            "application/xml; charset=utf-8",
            body.to_owned(),
        )
        .await
}

async fn start() -> (Platform, String) {
    let platform = Platform::start().await;
    platform.list_photos(1, 1).await;
    let page = platform.get("/api/v1/lists/exploitative/changes").await.json();
    let entry = page["changes"][0]["entry"].as_str().unwrap().to_owned();
    (platform, entry)
}

/// What the platform last said of the entry, as the native feed tells it.
async fn said(platform: &Platform, entry: &str) -> (String, String) {
    let body = platform
        .get(&format!("/api/v1/lists/exploitative/entries/{entry}"))
        .await
        .json();
    let text = |name: &str| body["feedback"][name].as_str().unwrap_or_default().to_owned();
    (text("verdict"), text("reason"))
}

#[tokio::test]
async fn a_vote_is_feedback_and_the_next_one_takes_its_place() {
    let (platform, entry) = start().await;
    for (body, expected) in [
        (FOR, ("removed", "none")),
        (FOR, ("removed", "none")),
        (AGAINST, ("disputed", "public-content")),
    ] {
        let answer = vote(&platform, &format!("1/{entry}/PDQ"), body).await;
        assert_eq!(answer.status, 200, "{}", answer.text());
        assert!(answer.text().contains("<submissionResult"), "{}", answer.text());
        let (verdict, reason) = said(&platform, &entry).await;
        assert_eq!((verdict.as_str(), reason.as_str()), expected);
    }
}

#[tokio::test]
async fn entries_carry_the_readers_own_vote() {
    let (platform, entry) = start().await;
    vote(&platform, &format!("1/{entry}/MD5"), FOR).await;
    let entries = platform.get(&format!("{BASE}/v2/entries")).await;
    assert!(
        entries.text().contains("<affirmativeFeedback type=\"Md5\""),
        "{}",
        entries.text()
    );
    vote(&platform, &format!("1/{entry}/MD5"), AGAINST).await;
    insta::assert_snapshot!(
        "entries_with_a_vote",
        platform.get(&format!("{BASE}/v2/entries")).await.text()
    );
}

#[tokio::test]
async fn a_vote_for_what_is_not_there_is_refused_and_one_for_what_was_is_taken() {
    let (platform, entry) = start().await;
    let never = "0".repeat(32);
    for path in [
        format!("1/{never}/MD5"),
        "1/nonsense/MD5".to_owned(),
        format!("2/{entry}/MD5"),
        format!("x/{entry}/MD5"),
        format!("1/{entry}/PDNA"),
    ] {
        let answer = vote(&platform, &path, FOR).await;
        assert_eq!(
            answer.problem(),
            (404, "/problems/unknown-entry".to_owned()),
            "{path}"
        );
    }
    let kind = vote(&platform, &format!("1/{entry}/SHA512"), FOR).await;
    assert_eq!(kind.problem(), (404, "/problems/unknown-address".to_owned()));
    assert!(kind.text().contains("MD5, SHA1 and PDQ"), "{}", kind.text());

    let receipt = platform.list_photos(2, 1).await;
    let page = platform
        .get("/api/v1/lists/exploitative/changes?after=1")
        .await
        .json();
    let withdrawn = page["changes"][0]["entry"].as_str().unwrap().to_owned();
    platform.withdraw(&receipt).await;
    assert_eq!(
        vote(&platform, &format!("1/{withdrawn}/MD5"), FOR).await.status,
        200
    );
}

#[tokio::test]
async fn a_vote_that_is_not_understood_changes_nothing() {
    let (platform, entry) = start().await;
    let path = format!("1/{entry}/MD5");
    for body in [
        "",
        "{}",
        "<a/>",
        &FOR.replace("affirmative", "maybe"),
        &AGAINST.replace("2b02", "2b99"),
    ] {
        let answer = vote(&platform, &path, body).await;
        assert_eq!(
            answer.problem(),
            (422, "/problems/invalid-body".to_owned()),
            "{body}"
        );
        let names = answer.text().contains("<errors><i><field>");
        assert!(names, "{body}: {}", answer.text());
    }
    let address = format!("{BASE}/v2/entries/{path}/feedback");
    let json = platform
        .send_body(Method::PUT, &address, "application/json", FOR)
        .await;
    assert_eq!(json.problem(), (415, "/problems/not-xml".to_owned()));
    assert_eq!(said(&platform, &entry).await, (String::new(), String::new()));
}

#[tokio::test]
async fn upper_and_lower_case_of_a_media_type_and_of_a_reason_are_the_same() {
    let (platform, entry) = start().await;
    let address = format!("{BASE}/v2/entries/1/{entry}/MD5/feedback");
    let guid = "5d3b6d0c-8f0e-4a53-9d55-6a4c0f6f2b02";
    let body = AGAINST.replace(guid, &guid.to_uppercase());
    assert_ne!(body, AGAINST);
    let answer = platform
        .send_body(Method::PUT, &address, "Application/XML", body)
        .await;
    assert_eq!(answer.status, 200, "{}", answer.text());
}

#[tokio::test]
async fn an_entity_bomb_costs_nothing_and_is_refused() {
    let (platform, entry) = start().await;
    let mut entities = "<!ENTITY a0 \"ha\">".to_owned();
    for level in 1..30 {
        let before = format!("&a{};", level - 1).repeat(10);
        entities.push_str(&format!("<!ENTITY a{level} \"{before}\">"));
    }
    let bomb = format!(
        "<!DOCTYPE l [{entities}]>{}",
        AGAINST.replace("5d3b6d0c", "&a29;")
    );
    let answer = vote(&platform, &format!("1/{entry}/MD5"), &bomb).await;
    assert_eq!(answer.problem(), (422, "/problems/invalid-body".to_owned()));
    assert!(answer.text().contains("document type"), "{}", answer.text());
}

#[tokio::test]
async fn reasons_and_categorizations_are_documents_of_their_own() {
    let platform = Platform::start().await;
    for (name, path) in [
        ("reasons", "feedback/MD5/reasons"),
        ("reasons_of_what_is_not_here", "feedback/PDNA/reasons"),
        ("categorizations", "categorizations"),
    ] {
        let answer = platform.get(&format!("{BASE}/v2/{path}")).await;
        assert_eq!(answer.status, 200);
        assert_eq!(
            platform.get(&format!("{BASE}//v2/{path}")).await.body,
            answer.body
        );
        insta::assert_snapshot!(name, answer.text());
    }
}

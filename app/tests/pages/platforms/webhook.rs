//! The page of the webhook.

use axum::http::StatusCode;

use super::{between, get, post, shown, signed_in};
use crate::site::Site;

const PAGE: &str = "/platform/webhook";
const TEST: &str = "/platform/webhook/test";
const ADDRESS: &str = "address=https%3A%2F%2Fhooks.example.com%2F";

#[tokio::test]
async fn a_webhook_is_set_tested_renewed_switched_and_removed() {
    let site = Site::start().await;
    let cookie = signed_in(&site).await;
    for (address, says) in [
        ("", "begins with https"),
        ("http%3A%2F%2Fexample.com%2F", "has to begin with https"),
        ("https%3A%2F%2F10.0.0.1%2F", "public internet"),
        ("https%3A%2F%2Fu%3Ap%40example.com%2F", "user name"),
        ("https%3A%2F%2Fexample.com%3A22%2F", "443"),
    ] {
        let answer = post(&site, PAGE, &format!("address={address}"), &cookie).await;
        assert_eq!(answer.status, StatusCode::UNPROCESSABLE_ENTITY, "{address}");
        assert!(answer.body.contains(says), "{address}: {}", answer.body);
    }
    assert_eq!(post(&site, TEST, "", &cookie).await.status, StatusCode::CONFLICT);
    let set = post(&site, PAGE, ADDRESS, &cookie).await;
    assert_eq!(set.status, StatusCode::CREATED);
    let secret = shown(&set);
    assert!(secret.starts_with("whsec_"), "{secret}");
    let page = get(&site, PAGE, &cookie).await;
    assert!(
        page.body.contains("whpk_") && !page.body.contains(&secret),
        "shown once"
    );
    post(&site, TEST, "", &cookie).await;
    assert!(get(&site, PAGE, &cookie).await.body.contains("a test"));
    let renewed = post(&site, "/platform/webhook/renew", "", &cookie).await;
    assert_ne!(shown(&renewed), secret);
    post(&site, "/platform/webhook/switch", "on=no", &cookie).await;
    assert!(get(&site, PAGE, &cookie).await.body.contains("switched off"));
    post(&site, "/platform/webhook/switch", "on=yes", &cookie).await;
    for _ in 0..4 {
        post(&site, TEST, "", &cookie).await;
    }
    let flood = post(&site, TEST, "", &cookie).await;
    assert_eq!(flood.status, StatusCode::TOO_MANY_REQUESTS);
    let lost = "/platform/webhook/messages/00000000000000000000000000000000/replay";
    assert_eq!(post(&site, lost, "", &cookie).await.status, StatusCode::NOT_FOUND);
    post(&site, "/platform/webhook/remove", "", &cookie).await;
    assert!(!get(&site, PAGE, &cookie).await.body.contains("hooks.example.com"));
}

/// The address to which the form beside the newest message is sent.
async fn replay_of_the_newest(site: &Site, cookie: &str) -> String {
    let page = get(site, PAGE, cookie).await;
    let message = between(&page.body, "action=\"/platform/webhook/messages/", "/replay\"");
    format!("/platform/webhook/messages/{message}/replay")
}

#[tokio::test]
async fn what_waits_is_sent_again_as_often_as_it_is_asked_for_and_never_while_the_webhook_is_off() {
    let site = Site::start().await;
    let cookie = signed_in(&site).await;
    post(&site, PAGE, ADDRESS, &cookie).await;
    post(&site, TEST, "", &cookie).await;
    let replay = replay_of_the_newest(&site, &cookie).await;
    for _ in 0..6 {
        let again = post(&site, &replay, "", &cookie).await;
        assert_eq!(again.status, StatusCode::SEE_OTHER, "it takes no further place");
    }
    post(&site, "/platform/webhook/switch", "on=no", &cookie).await;
    let refused = post(&site, &replay, "", &cookie).await;
    assert_eq!(refused.status, StatusCode::CONFLICT);
    assert!(refused.body.contains("No webhook is switched on"));
}

#[tokio::test]
async fn while_access_is_suspended_the_page_says_that_nobody_is_woken_and_sends_nothing() {
    let site = Site::start().await;
    let cookie = signed_in(&site).await;
    post(&site, PAGE, ADDRESS, &cookie).await;
    post(&site, TEST, "", &cookie).await;
    let replay = replay_of_the_newest(&site, &cookie).await;
    let before = get(&site, PAGE, &cookie).await.unmarked();
    assert!(
        before.contains(">on<") && before.contains("under way"),
        "{before}"
    );
    post(&site, "/platform/suspend", "", &cookie).await;
    let page = get(&site, PAGE, &cookie).await.unmarked();
    assert!(
        page.contains("on, and silent until your access is resumed"),
        "{page}"
    );
    assert!(
        page.contains("held back") && !page.contains("under way"),
        "{page}"
    );
    assert!(!page.contains(TEST) && !page.contains("/replay"), "{page}");
    for form in [TEST, &replay] {
        let refused = post(&site, form, "", &cookie).await;
        assert_eq!(refused.status, StatusCode::CONFLICT, "{form}");
        assert!(refused.body.contains("Your access is suspended"), "{form}");
    }
    post(&site, "/platform/resume", "", &cookie).await;
    for form in [TEST, &replay] {
        let sent = post(&site, form, "", &cookie).await;
        assert_eq!(sent.status, StatusCode::SEE_OTHER, "{form}");
    }
    let after = get(&site, PAGE, &cookie).await.unmarked();
    assert!(after.contains(">on<"), "{after}");
    assert_eq!(
        after.matches(">a test<").count(),
        2,
        "what was refused was not written"
    );
}

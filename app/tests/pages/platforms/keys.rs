//! The page of keys.

use axum::http::StatusCode;

use super::{between, get, post, signed_in};
use crate::site::Site;

#[tokio::test]
async fn two_keys_are_in_force_at_once_and_each_is_shown_once() {
    let site = Site::start().await;
    let cookie = signed_in(&site).await;
    const PAGE: &str = "/platform/keys";
    let order = "scope=read&scope=feedback";
    let second = post(&site, PAGE, order, &cookie).await;
    assert_eq!(second.status, StatusCode::CREATED, "{}", second.body);
    let bearer = between(&second.body, "class=\"mono\">rclm_", "<").to_owned();
    let subscription = site.test.service.subscribers().await.unwrap()[0].id.to_string();
    assert_eq!(
        second.body.matches(&subscription).count(),
        4,
        "beside the new key, below, and in two commands"
    );
    assert!(
        !get(&site, PAGE, &cookie).await.body.contains(&bearer),
        "shown once"
    );
    let third = post(&site, PAGE, order, &cookie).await;
    assert_eq!(third.status, StatusCode::CONFLICT);
    assert_eq!(
        post(&site, PAGE, "", &cookie).await.status,
        StatusCode::UNPROCESSABLE_ENTITY
    );
    assert_eq!(
        post(&site, PAGE, "scope=contribute", &cookie).await.status,
        StatusCode::FORBIDDEN
    );
    let page = get(&site, PAGE, &cookie).await;
    let key = between(&page.body, "action=\"/platform/keys/", "/revoke\"");
    let revoke = format!("/platform/keys/{key}/revoke");
    assert_eq!(
        post(&site, &revoke, "", &cookie).await.status,
        StatusCode::SEE_OTHER
    );
    assert_eq!(
        post(&site, &revoke, "", &cookie).await.status,
        StatusCode::NOT_FOUND
    );
    assert_eq!(
        post(&site, PAGE, order, &cookie).await.status,
        StatusCode::CREATED
    );
}

#[tokio::test]
async fn while_access_is_suspended_no_key_is_said_to_be_in_force() {
    let site = Site::start().await;
    let cookie = signed_in(&site).await;
    const PAGE: &str = "/platform/keys";
    let page = async || get(&site, PAGE, &cookie).await.unmarked();
    assert!(page().await.contains(">in force<"));
    post(&site, "/platform/suspend", "", &cookie).await;
    let suspended = page().await;
    assert!(!suspended.contains(">in force<"), "{suspended}");
    assert!(suspended.contains("opens nothing: your access is suspended"));
    assert!(
        suspended.contains("/revoke\""),
        "what may have leaked is revoked before access is resumed"
    );
    post(&site, "/platform/resume", "", &cookie).await;
    assert!(page().await.contains(">in force<"));
}

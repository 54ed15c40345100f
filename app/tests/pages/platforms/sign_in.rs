//! Signing in for a platform.

use axum::http::StatusCode;

use super::{PASSPHRASE, get, invited, post, signed_in, totp};
use crate::site::Site;

#[tokio::test]
async fn passphrase_and_code_are_both_needed_and_a_code_is_good_once() {
    let site = Site::start().await;
    let (_, code) = invited(&site).await;
    for (name, passphrase, status) in [
        ("r", PASSPHRASE, StatusCode::UNPROCESSABLE_ENTITY),
        ("robin", "short", StatusCode::UNPROCESSABLE_ENTITY),
        ("robin", PASSPHRASE, StatusCode::OK),
    ] {
        let form = format!("code={code}&name={name}&passphrase={passphrase}");
        let answer = site.post("/platform/claim/account", &form).await;
        assert_eq!(answer.status, status, "{name} {passphrase}");
    }
    // Until someone has signed in the same code begins anew, and the earlier seed is good for nothing.
    let form = format!("code={code}&name=robin&passphrase={PASSPHRASE}");
    let now = totp(&site, &site.post("/platform/claim/account", &form).await);
    for (passphrase, typed) in [
        (PASSPHRASE, ""),
        (PASSPHRASE, "000000"),
        ("wrong+wrong+wrong+wrong", &now),
    ] {
        let form = format!("name=robin&passphrase={passphrase}&code={typed}");
        let answer = site.post("/platform/sign-in", &form).await;
        assert_eq!(answer.status, StatusCode::FORBIDDEN, "{passphrase} {typed}");
        assert_eq!(answer.header("set-cookie"), "");
    }
    let form = format!("name=robin&passphrase={PASSPHRASE}&code={now}");
    let answer = site.post("/platform/sign-in", &form).await;
    assert_eq!(answer.status, StatusCode::SEE_OTHER, "{}", answer.body);
    let cookie = answer.header("set-cookie").to_owned();
    for part in ["; HttpOnly", "; Secure", "; SameSite=Strict", "; Path=/"] {
        assert!(cookie.contains(part), "{cookie}");
    }
    assert_eq!(
        site.post("/platform/sign-in", &form).await.status,
        StatusCode::FORBIDDEN
    );
    let cookie = cookie.split_once(';').unwrap().0;
    post(&site, "/platform/sign-out", "", cookie).await;
    assert_eq!(
        get(&site, "/platform", cookie).await.status,
        StatusCode::SEE_OTHER
    );
    let mut last = StatusCode::OK;
    for _ in 0..12 {
        let form = "name=robin&passphrase=wrong+wrong+wrong+wrong&code=000000";
        last = site.post("/platform/sign-in", form).await.status;
    }
    assert_eq!(last, StatusCode::TOO_MANY_REQUESTS);
}

#[tokio::test]
async fn a_passkey_that_nobody_made_opens_no_platform() {
    let site = Site::start().await;
    let cookie = signed_in(&site).await;
    let page = get(&site, "/platform/account/passkeys", &cookie).await;
    assert!(page.body.contains("data-passkey=\"making\""), "{}", page.body);
    for form in [
        "",
        "state=1.00&answer=%7B%7D&label=mine",
        "label=mine&state=&answer=",
    ] {
        let kept = post(&site, "/platform/account/passkeys", form, &cookie).await;
        assert_eq!(kept.status, StatusCode::UNPROCESSABLE_ENTITY, "{form}");
        let opened = site.post("/platform/sign-in/passkey", form).await;
        assert_eq!(opened.status, StatusCode::FORBIDDEN, "{form}");
        assert_eq!(opened.header("set-cookie"), "");
        let confirmed = post(&site, "/platform/confirm/passkey", form, &cookie).await;
        assert_eq!(confirmed.status, StatusCode::FORBIDDEN, "{form}");
    }
}

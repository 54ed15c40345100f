//! One's own account, and how one gets it.

use axum::http::StatusCode;
use domain::{audit::Agent, staff::Role};

use crate::{
    site::{Answer, Site},
    staff::{get, post, sign_in, sign_in_again, sign_in_as},
};

const OWN: &str = "passphrase=frog+lantern+obtains+marble";

async fn invited(site: &Site) -> String {
    let service = &site.test.service;
    let link = service
        .invite_staff(Agent::Operator, "robin", Role::Lead)
        .await
        .unwrap();
    let offer = service.offer(&link).await.unwrap().unwrap();
    site.test.add_phone("robin", offer.seed);
    format!("/staff/invitation/{}", link.reveal())
}

fn cookie(answer: &Answer) -> String {
    answer.header("set-cookie").split_once(';').unwrap().0.to_owned()
}

#[tokio::test]
async fn keys_are_switched_off_on_ones_own_page() {
    let site = Site::start().await;
    let cookie = sign_in(&site, Role::Reviewer).await;
    let page = get(&site, "/staff/account", &cookie).await;
    assert!(page.body.contains("keys.js"));
    assert!(page.body.contains("data-keys"), "{}", page.body);
    assert!(page.body.contains("single keys"));
}

#[tokio::test]
async fn an_invitation_shows_what_to_do_and_ends_signed_in_with_codes_on_paper() {
    let site = Site::start().await;
    let link = invited(&site).await;
    let page = site.get(&link).await;
    assert_eq!(page.status, StatusCode::OK);
    for shown in ["robin", "lead", "<svg", "otpauth://totp/"] {
        assert!(page.body.contains(shown), "{shown}");
    }
    let weak = site
        .post(&link, "passphrase=123456789987654321&code=000000")
        .await;
    assert_eq!(weak.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(weak.body.contains("on their lists"));
    let wrong = site.post(&link, &format!("{OWN}&code=000000")).await;
    assert_eq!(wrong.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(wrong.body.contains("not the one that the app shows"));
    let done = site
        .post(&link, &format!("{OWN}&code={}", site.test.code("robin")))
        .await;
    assert_eq!(done.status, StatusCode::OK, "{}", done.body);
    assert_eq!(done.body.matches("<li>").count(), 8, "codes on paper");
    assert_eq!(get(&site, "/staff", &cookie(&done)).await.status, StatusCode::OK);
    for again in [site.get(&link).await, site.post(&link, OWN).await] {
        assert_eq!(again.status, StatusCode::NOT_FOUND);
        assert!(again.body.contains("not good, or no longer"));
    }
}

#[tokio::test]
async fn passphrase_app_and_paper_are_changed_by_their_owner() {
    let site = Site::start().await;
    let cookie = sign_in_as(&site, "robin", Role::Reviewer).await;
    let weak = post(&site, "/staff/account/passphrase", "passphrase=short", &cookie).await;
    assert_eq!(weak.status, StatusCode::UNPROCESSABLE_ENTITY);
    let changed = post(&site, "/staff/account/passphrase", OWN, &cookie).await;
    assert_eq!(changed.header("location"), "/staff/account");
    let wrong = post(&site, "/staff/account/code", "code=000000", &cookie).await;
    assert_eq!(wrong.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(wrong.body.contains("<svg"), "the same picture is still there");
    let paper = post(&site, "/staff/account/recovery-codes", "", &cookie).await;
    assert_eq!(paper.body.matches("<li>").count(), 8);
    let page = get(&site, "/staff/account", &cookie).await.body;
    assert!(page.contains("8 are left"));
}

#[tokio::test]
async fn a_session_that_is_not_known_is_ended_from_the_list() {
    let site = Site::start().await;
    let own = sign_in_as(&site, "robin", Role::Reviewer).await;
    let other = sign_in_again(&site, "robin").await;
    let page = get(&site, "/staff/account", &own).await.body;
    assert_eq!(page.matches("With passphrase and code").count(), 2);
    let end = page
        .split("action=\"")
        .map(|rest| rest.split_once('"').map_or("", |(address, _)| address))
        .find(|address| address.starts_with("/staff/account/sessions/") && address.len() > 40)
        .unwrap();
    assert_eq!(post(&site, end, "", &own).await.status, StatusCode::SEE_OTHER);
    assert_eq!(get(&site, "/staff", &other).await.status, StatusCode::SEE_OTHER);
    assert_eq!(get(&site, "/staff", &own).await.status, StatusCode::OK);
}

#[tokio::test]
async fn a_passkey_that_nobody_made_is_refused() {
    let site = Site::start().await;
    let cookie = sign_in_as(&site, "robin", Role::Reviewer).await;
    let page = get(&site, "/staff/account/passkeys", &cookie).await;
    assert!(page.body.contains("data-passkey=\"making\""));
    for form in [
        "",
        "label=x",
        "label=x&state=1.00&answer=%7B%7D",
        "state=x&answer=x",
    ] {
        let answer = post(&site, "/staff/account/passkeys", form, &cookie).await;
        assert_eq!(answer.status, StatusCode::UNPROCESSABLE_ENTITY, "{form}");
    }
    for form in ["", "state=1.00&answer=%7B%7D"] {
        let answer = site.post("/staff/sign-in/passkey", form).await;
        assert_eq!(answer.status, StatusCode::FORBIDDEN, "{form}");
        assert_eq!(answer.header("set-cookie"), "");
    }
}

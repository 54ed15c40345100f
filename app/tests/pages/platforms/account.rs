//! The pages of an account, and what opens it.

use std::time::Duration;

use axum::http::StatusCode;
use domain::audit::Agent;
use service::session::RECENT;

use super::{PASSPHRASE, between, code_on_paper, enter, get, invited, post, totp};
use crate::site::Site;

#[tokio::test]
async fn a_session_alone_makes_no_key_and_changes_no_account() {
    let site = Site::start().await;
    let (_, code) = invited(&site).await;
    let (cookie, enrolled) = enter(&site, &code, "robin").await;
    site.test.clock.advance(RECENT);
    for form in [
        "/platform/keys",
        "/platform/keys/00000000000000000000000000000000/revoke",
        "/platform/resume",
        "/platform/webhook",
        "/platform/webhook/renew",
        "/platform/account/passphrase",
        "/platform/account/code",
        "/platform/account/recovery-codes",
        "/platform/account/passkeys",
        "/platform/account/passkeys/00/remove",
    ] {
        let answer = post(&site, form, "scope=read", &cookie).await;
        assert_eq!(answer.status, StatusCode::FORBIDDEN, "{form}");
        assert!(answer.body.contains("Prove who you are first"), "{form}");
    }
    for page in [
        "/platform/account/passphrase",
        "/platform/account/code",
        "/platform/account/passkeys",
        "/platform/records/lists/exploitative/csv",
    ] {
        let answer = get(&site, page, &cookie).await;
        let asks = format!("/platform/confirm?back={page}");
        assert_eq!(answer.header("location"), asks, "{page}");
    }
    let suspended = post(&site, "/platform/suspend", "", &cookie).await;
    assert_eq!(
        suspended.status,
        StatusCode::SEE_OTHER,
        "an emergency does not wait"
    );

    let confirm = async |form: String| post(&site, "/platform/confirm", &form, &cookie).await;
    let wrong = confirm("back=/platform/keys&passphrase=wrong+wrong+wrong&code=000000".to_owned()).await;
    assert_eq!(wrong.status, StatusCode::FORBIDDEN);
    let app = totp(&site, &enrolled);
    let right = format!("passphrase={PASSPHRASE}&code={app}");
    let elsewhere = confirm(format!("back=https://elsewhere.example&{right}")).await;
    assert_eq!(elsewhere.header("location"), "/platform/account");
    let renewed = elsewhere
        .header("set-cookie")
        .split_once(';')
        .unwrap()
        .0
        .to_owned();
    let stolen = get(&site, "/platform", &cookie).await;
    assert_eq!(
        stolen.header("location"),
        "/platform/sign-in",
        "what was stolen before opens nothing"
    );
    let key = post(&site, "/platform/keys", "scope=read", &renewed).await;
    assert_eq!(key.status, StatusCode::CREATED, "{}", key.body);
}

#[tokio::test]
async fn another_code_of_the_operators_ends_the_earlier_account_with_its_sessions() {
    let site = Site::start().await;
    let (platform, code) = invited(&site).await;
    let (earlier, _) = enter(&site, &code, "robin").await;
    let again = site.test.service.invite(platform.id, Agent::Operator).await;
    let again = again.unwrap().reveal();
    let made = format!("code={again}&name=sam&passphrase={PASSPHRASE}");
    site.post("/platform/claim/account", &made).await;
    let overview = async |cookie: &str| get(&site, "/platform", cookie).await.status;
    assert_eq!(overview(&earlier).await, StatusCode::OK, "nobody signed in yet");
    let (cookie, _) = enter(&site, &again, "alex").await;
    assert_eq!(overview(&cookie).await, StatusCode::OK);
    assert_eq!(overview(&earlier).await, StatusCode::SEE_OTHER);
    let accounts = site.test.service.accounts_of(platform.id).await.unwrap();
    assert_eq!(accounts.len(), 1, "{accounts:?}");
    assert_eq!(accounts[0].name, "alex");

    let service = &site.test.service;
    service
        .end_platform_account(&accounts[0], Agent::Operator)
        .await
        .unwrap();
    assert_eq!(overview(&cookie).await, StatusCode::SEE_OTHER);
    assert!(service.accounts_of(platform.id).await.unwrap().is_empty());
}

#[tokio::test]
async fn where_one_is_signed_in_for_a_platform_is_seen_and_ended() {
    let site = Site::start().await;
    let (_, code) = invited(&site).await;
    let (first, enrolled) = enter(&site, &code, "robin").await;
    let sign_in = async || {
        site.test.clock.advance(Duration::from_secs(60));
        let form = format!(
            "name=robin&passphrase={PASSPHRASE}&code={}",
            totp(&site, &enrolled)
        );
        let answer = site.post("/platform/sign-in", &form).await;
        answer.header("set-cookie").split_once(';').unwrap().0.to_owned()
    };
    let (second, third) = (sign_in().await, sign_in().await);
    let page = get(&site, "/platform/account", &third).await;
    assert_eq!(page.body.matches("Since ").count(), 3, "{}", page.body);
    let one = between(&page.body, "action=\"/platform/account/sessions/", "/end\"");
    let status = async |cookie: &str| get(&site, "/platform", cookie).await.status;
    post(
        &site,
        &format!("/platform/account/sessions/{one}/end"),
        "",
        &third,
    )
    .await;
    let open = [status(&first).await, status(&second).await];
    assert_eq!(open.iter().filter(|status| **status == StatusCode::OK).count(), 1);
    assert_eq!(status(&third).await, StatusCode::OK);
    post(&site, "/platform/account/sessions/end", "", &third).await;
    for ended in [&first, &second] {
        assert_eq!(status(ended).await, StatusCode::SEE_OTHER);
    }
    assert_eq!(status(&third).await, StatusCode::OK);
}

#[tokio::test]
async fn a_lost_app_is_replaced_with_a_code_on_paper_that_is_good_once() {
    let site = Site::start().await;
    let (_, code) = invited(&site).await;
    let (cookie, enrolled) = enter(&site, &code, "robin").await;
    assert_eq!(enrolled.body.matches("<li>").count(), 8, "codes on paper");
    let paper = code_on_paper(&enrolled);
    let sign_in = async |typed: &str, passphrase: &str| {
        let form = format!("name=robin&passphrase={passphrase}&code={typed}");
        site.post("/platform/sign-in", &form).await.status
    };
    assert_eq!(sign_in(&paper, PASSPHRASE).await, StatusCode::SEE_OTHER);
    assert_eq!(sign_in(&paper, PASSPHRASE).await, StatusCode::FORBIDDEN);

    let offered = get(&site, "/platform/account/code", &cookie).await;
    let wrong = post(&site, "/platform/account/code", "code=000000", &cookie).await;
    assert_eq!(wrong.status, StatusCode::UNPROCESSABLE_ENTITY);
    site.test.clock.advance(Duration::from_secs(60));
    let (old, new) = (totp(&site, &enrolled), totp(&site, &offered));
    let taken = post(&site, "/platform/account/code", &format!("code={new}"), &cookie).await;
    assert_eq!(taken.status, StatusCode::SEE_OTHER, "{}", taken.body);
    site.test.clock.advance(Duration::from_secs(60));
    assert_eq!(sign_in(&old, PASSPHRASE).await, StatusCode::FORBIDDEN);

    let weak = post(&site, "/platform/account/passphrase", "passphrase=short", &cookie).await;
    assert_eq!(weak.status, StatusCode::UNPROCESSABLE_ENTITY);
    const OTHER: &str = "frog+lantern+obtains+marble";
    let form = format!("passphrase={OTHER}");
    let changed = post(&site, "/platform/account/passphrase", &form, &cookie).await;
    assert_eq!(
        changed.header("location"),
        "/platform/account",
        "{}",
        changed.body
    );
    let papers = post(&site, "/platform/account/recovery-codes", "", &cookie).await;
    let renewed = code_on_paper(&papers);
    site.test.clock.advance(Duration::from_secs(60));
    assert_eq!(sign_in(&renewed, OTHER).await, StatusCode::SEE_OTHER);
    let left = get(&site, "/platform/account", &cookie).await;
    assert!(left.body.contains("7 are left"), "{}", left.body);
}

#[tokio::test]
async fn whoever_was_tried_to_be_signed_in_as_for_a_platform_reads_it() {
    let site = Site::start().await;
    let (_, code) = invited(&site).await;
    let (cookie, enrolled) = enter(&site, &code, "robin").await;
    for path in ["/platform", "/platform/account"] {
        let quiet = get(&site, path, &cookie).await.body;
        assert!(!quiet.contains("Refused sign-ins"), "{quiet}");
    }
    let wrong = "name=robin&passphrase=wrong+wrong+wrong&code=";
    let refused = site.post("/platform/sign-in", wrong).await;
    assert_eq!(refused.status, StatusCode::FORBIDDEN);
    site.test.noted_refused_for_platform("robin", 1).await;
    let page = get(&site, "/platform/account", &cookie).await.unmarked();
    assert!(
        page.contains("One try to get in as you was refused since you last signed in"),
        "{page}"
    );
    site.test.clock.advance(Duration::from_secs(60));
    let right = format!(
        "name=robin&passphrase={PASSPHRASE}&code={}",
        totp(&site, &enrolled)
    );
    let answer = site.post("/platform/sign-in", &right).await;
    let next = answer.header("set-cookie").split_once(';').unwrap().0;
    for path in ["/platform", "/platform/account"] {
        let page = get(&site, path, next).await.unmarked();
        let told = "One try to get in as you was refused between the time before and this one";
        assert!(page.contains(told), "{path}: {page}");
        assert!(page.contains("href=\"/platform/account/passphrase\""), "{path}");
    }
}

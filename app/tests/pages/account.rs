//! One's own account, and how one gets it.

use std::time::Duration;

use axum::http::StatusCode;
use domain::{audit::Agent, staff::Role};
use service::session::RECENT;

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

#[tokio::test]
async fn whoever_was_tried_to_be_signed_in_as_reads_it_after_the_next_sign_in_and_on_their_page() {
    let site = Site::start().await;
    let first = sign_in_as(&site, "robin", Role::Reviewer).await;
    let robin = site.test.service.staff_called("robin").await.unwrap();
    let quiet = get(&site, "/staff/account", &first).await.body;
    assert!(!quiet.contains("Refused sign-ins"), "{quiet}");
    let is_refused = async |times| {
        let form = "name=robin&passphrase=wrong+wrong+wrong&code=";
        let refused = site.post("/staff/sign-in", form).await;
        assert_eq!(refused.status, StatusCode::FORBIDDEN);
        site.test.noted_refused(robin.id, times).await;
    };
    is_refused(1).await;
    let once = "One try to get in as you was refused since you last signed in: 1 January 2026, 12:00 UTC.";
    let page = get(&site, "/staff/account", &first).await.unmarked();
    for shown in [
        "Refused sign-ins",
        once,
        "href=\"/staff/account/passphrase\"",
        "href=\"/staff/account#sessions\"",
    ] {
        assert!(page.contains(shown), "{shown}: {page}");
    }
    is_refused(2).await;
    site.test.clock.advance(Duration::from_secs(60));
    let next = sign_in_again(&site, "robin").await;
    let twice = "2 tries to get in as you were refused between the time before and this one. \
                 The last one: 1 January 2026, 12:00 UTC.";
    for path in ["/staff", "/staff/account"] {
        let page = get(&site, path, &next).await.unmarked();
        assert!(page.contains(twice), "{path}: {page}");
    }
    let page = get(&site, "/staff/account", &next).await.unmarked();
    assert!(!page.contains("since you last signed in"), "{page}");
    site.test.clock.advance(RECENT);
    let work = get(&site, "/staff", &next).await.unmarked();
    assert!(!work.contains("Refused sign-ins"), "{work}");
    let page = get(&site, "/staff/account", &next).await.unmarked();
    assert!(page.contains(twice), "{page}");
}

#[tokio::test]
async fn an_auditor_reads_what_was_refused_of_whom_and_hears_of_their_own() {
    let site = Site::start().await;
    site.test.staff("robin", Role::Reviewer).await;
    site.test.staff("audrey", Role::Auditor).await;
    for name in ["robin", "audrey", "zebedee"] {
        let form = format!("name={name}&passphrase=wrong+wrong+wrong&code=");
        let refused = site.post("/staff/sign-in", &form).await;
        assert_eq!(refused.status, StatusCode::FORBIDDEN, "{name}");
    }
    for name in ["robin", "audrey"] {
        let staff = site.test.service.staff_called(name).await.unwrap();
        site.test.noted_refused(staff.id, 1).await;
    }
    let cookie = sign_in_again(&site, "audrey").await;
    let page = get(&site, "/staff/audit", &cookie).await.unmarked();
    assert!(page.contains("One try to get in as you was refused"), "{page}");
    let cells = "<td>unknown</td><td>Was refused when proving who they are</td>";
    assert_eq!(page.matches(cells).count(), 2, "{page}");
    for shown in ["<p>robin</p>", "<td>Wrong passphrase</td>"] {
        assert!(page.contains(shown), "{shown}: {page}");
    }
    assert!(!page.contains("zebedee"), "{page}");
}

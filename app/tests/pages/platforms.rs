//! The pages of platforms: joining, and looking after a subscription. Here is who reaches them at all.

mod account;
mod join;
mod keys;
mod lists;
mod overview;
mod sign_in;
mod staff;
mod webhook;

use std::time::Duration;

use axum::{
    body::Body,
    http::{Request, StatusCode, header},
};
use domain::{audit::Agent, id::SubscriberId, list::ListName, staff::Role, subscriber::Subscriber};
use totp_rs::Totp;

use crate::{
    site::{Answer, Site, posted},
    staff::sign_in_as,
};

pub(crate) const PASSPHRASE: &str = "seven+words+that+nobody+would+ever+guess";
const WISH: &str = "organisation=Example+Ltd&products=Example+Photos&contact=Robin,+trust@example.com\
                    &practice=checks-new&practice=removes&agreement=1";

pub(crate) async fn get(site: &Site, path: &str, cookie: &str) -> Answer {
    let request = Request::get(path).header(header::COOKIE, cookie);
    site.ask(request.body(Body::empty()).unwrap()).await
}

pub(crate) async fn post(site: &Site, path: &str, form: &str, cookie: &str) -> Answer {
    site.ask(posted(path, form, Some(cookie))).await
}

/// What stands between two texts.
fn between<'a>(text: &'a str, before: &str, after: &str) -> &'a str {
    let (_, rest) = text
        .split_once(before)
        .unwrap_or_else(|| panic!("no {before} in {text}"));
    rest.split_once(after).unwrap().0
}

/// What the page of a platform shows that a form was written beside, to suspend a platform or to let it read again.
async fn seen(site: &Site, platform: SubscriberId, act: &str, cookie: &str) -> String {
    let page = get(site, &format!("/staff/platforms/{platform}"), cookie).await;
    let form = between(&page.body, &format!("/{platform}/{act}\""), "</form>");
    between(form, "name=\"seen\" value=\"", "\"").to_owned()
}

/// The code that a page shows once.
fn shown(page: &Answer) -> String {
    between(&page.body, "class=\"secret-value mono\">", "<").to_owned()
}

/// What such a page says beside.
fn without_code(page: &Answer) -> String {
    let (_, said) = page.body.split_once("<main").unwrap();
    said.replace(&shown(page), "")
}

/// The first of the codes on paper that a page shows.
fn code_on_paper(page: &Answer) -> String {
    let (_, paper) = page.body.split_once("paper mono").unwrap();
    between(paper, "<li>", "<").to_owned()
}

/// What an app for codes shows at the moment, after it has learned the key that a page shows.
pub(crate) fn totp(site: &Site, enrolled: &Answer) -> String {
    let address = between(&enrolled.body, "href=\"otpauth", "\"").replace("&amp;", "&");
    let app = Totp::from_url(format!("otpauth{address}")).unwrap();
    let now = u64::try_from(site.test.service.now().as_seconds()).unwrap();
    app.generate(now).to_string()
}

/// A platform, and the code with which its account is made.
pub(crate) async fn invited(site: &Site) -> (Subscriber, String) {
    let service = &site.test.service;
    let lists = [ListName::exploitative()];
    let (platform, _) = service.add_subscriber("Example Ltd", &lists).await.unwrap();
    let code = service.invite(platform.id, Agent::Operator).await.unwrap();
    (platform, code.reveal())
}

/// The cookie of someone who is signed in for a platform.
async fn signed_in(site: &Site) -> String {
    let (_, code) = invited(site).await;
    enter(site, &code, "robin").await.0
}

/// Makes an account and signs in with it. Returns the cookie, and the page that shows what opens the account.
pub(crate) async fn enter(site: &Site, code: &str, name: &str) -> (String, Answer) {
    let form = format!("code={code}&name={name}&passphrase={PASSPHRASE}");
    let enrolled = site.post("/platform/claim/account", &form).await;
    assert_eq!(enrolled.status, StatusCode::OK, "{}", enrolled.body);
    let code = totp(site, &enrolled);
    let form = format!("name={name}&passphrase={PASSPHRASE}&code={code}");
    let answer = site.post("/platform/sign-in", &form).await;
    assert_eq!(answer.status, StatusCode::SEE_OTHER, "{}", answer.body);
    // Each code is good once: whoever proves something next has a new one.
    site.test.clock.advance(Duration::from_secs(60));
    let cookie = answer.header("set-cookie").split_once(';').unwrap().0.to_owned();
    (cookie, enrolled)
}

/// Every address of a platform's own pages.
const PAGES: [&str; 13] = [
    "/platform/account",
    "/platform/account/passphrase",
    "/platform/account/code",
    "/platform/account/passkeys",
    "/platform/confirm",
    "/platform",
    "/platform/keys",
    "/platform/lists",
    "/platform/webhook",
    "/platform/records",
    "/platform/records/evidence",
    "/platform/records/agreement",
    "/platform/records/lists/exploitative/csv",
];

/// Every address that a platform's own forms are sent to.
const FORMS: [&str; 21] = [
    "/platform/account/passphrase",
    "/platform/account/code",
    "/platform/account/recovery-codes",
    "/platform/account/passkeys",
    "/platform/account/passkeys/00/remove",
    "/platform/account/sessions/end",
    "/platform/account/sessions/00/end",
    "/platform/confirm",
    "/platform/confirm/passkey",
    "/platform/suspend",
    "/platform/resume",
    "/platform/keys",
    "/platform/keys/00000000000000000000000000000000/revoke",
    "/platform/lists",
    "/platform/profile",
    "/platform/webhook",
    "/platform/webhook/renew",
    "/platform/webhook/switch",
    "/platform/webhook/remove",
    "/platform/webhook/test",
    "/platform/webhook/messages/00000000000000000000000000000000/replay",
];

#[tokio::test]
async fn who_is_not_signed_in_for_a_platform_sees_and_does_nothing() {
    let site = Site::start().await;
    let staff = sign_in_as(&site, "ada", Role::Admin).await;
    let made_up = format!("__Host-reclaim-platform={}", "A".repeat(43));
    for cookie in ["", &made_up, &staff] {
        for page in PAGES {
            let answer = get(&site, page, cookie).await;
            assert_eq!(answer.status, StatusCode::SEE_OTHER, "{page} {cookie}");
            assert_eq!(answer.header("location"), "/platform/sign-in", "{page}");
        }
        for form in FORMS {
            let answer = post(&site, form, "address=https://example.com/", cookie).await;
            assert_eq!(answer.status, StatusCode::UNAUTHORIZED, "{form} {cookie}");
            assert!(answer.body.contains("nothing was done"), "{form}");
        }
    }
    for page in ["/platform/join", "/platform/claim", "/platform/sign-in"] {
        assert_eq!(site.get(page).await.status, StatusCode::OK, "{page}");
    }
}

#[tokio::test]
async fn whoever_is_signed_in_for_a_platform_sees_its_pages_and_none_of_staff() {
    let site = Site::start().await;
    let cookie = signed_in(&site).await;
    for page in PAGES {
        assert_eq!(get(&site, page, &cookie).await.status, StatusCode::OK, "{page}");
    }
    for page in [
        "/staff",
        "/staff/applications",
        "/staff/platforms",
        "/staff/proposals",
    ] {
        let answer = get(&site, page, &cookie).await;
        assert_eq!(answer.header("location"), "/staff/sign-in", "{page}");
    }
}

#[tokio::test]
async fn another_platforms_things_are_as_good_as_not_there() {
    let site = Site::start().await;
    let cookie = signed_in(&site).await;
    let lists = [ListName::exploitative()];
    let (other, _) = site.test.service.add_subscriber("Other", &lists).await.unwrap();
    site.test
        .service
        .set_webhook(&other, "https://hooks.example.com/", Agent::Operator)
        .await
        .unwrap();
    let message = site
        .test
        .service
        .test_webhook(other.id, Agent::Operator)
        .await
        .unwrap();
    let replay = format!("/platform/webhook/messages/{message}/replay");
    assert_eq!(
        post(&site, &replay, "", &cookie).await.status,
        StatusCode::NOT_FOUND
    );
    let evidence = get(&site, "/platform/records/evidence", &cookie).await;
    assert!(evidence.body.contains("Example Ltd") && !evidence.body.contains("Other"));
}

//! The pages of staff: who may do what, and what a decision does.

use crate::site::{Answer, Site, posted};
use axum::{
    body::Body,
    http::{Request, StatusCode, header},
};
use domain::staff::Role;
use service::{
    door::{Bound, Errand},
    testing::{PASSPHRASE, form},
};
use storage::entry::Queue;

const NOBODY: &str = "00000000000000000000000000000000";

/// Signs someone of that role in, and returns the cookie.
pub(crate) async fn sign_in(site: &Site, role: Role) -> String {
    sign_in_as(site, role.as_str(), role).await
}

/// Signs someone of that name and role in, and returns the cookie.
pub(crate) async fn sign_in_as(site: &Site, name: &str, role: Role) -> String {
    site.test.staff(name, role).await;
    sign_in_again(site, name).await
}

/// Signs someone in who has an account, and returns the cookie.
pub(crate) async fn sign_in_again(site: &Site, name: &str) -> String {
    let code = site.test.code(name);
    let form = format!(
        "name={name}&code={code}&passphrase={}",
        PASSPHRASE.replace(' ', "+")
    );
    let answer = site.post("/staff/sign-in", &form).await;
    assert_eq!(answer.status, StatusCode::SEE_OTHER, "{}", answer.body);
    answer.header("set-cookie").split_once(';').unwrap().0.to_owned()
}

pub(crate) async fn get(site: &Site, path: &str, cookie: &str) -> Answer {
    site.ask(
        Request::get(path)
            .header(header::COOKIE, cookie)
            .body(Body::empty())
            .unwrap(),
    )
    .await
}

pub(crate) async fn post(site: &Site, path: &str, form: &str, cookie: &str) -> Answer {
    site.ask(posted(path, form, Some(cookie))).await
}

/// The address of an entry that was published unverified.
pub(crate) async fn published(site: &Site) -> String {
    site.test
        .service
        .submit(form(1, 1).parse().unwrap())
        .await
        .unwrap();
    let page = site.test.service.queue(Queue::Unverified, None, 1).await.unwrap();
    format!("/staff/entries/{}", page.rows[0].entry.id)
}

fn version(page: &Answer) -> String {
    let field = page.body.split_once("name=\"version\"").unwrap().1;
    let value = field.split_once("value=\"").unwrap().1;
    value.split_once('"').unwrap().0.to_owned()
}

#[tokio::test]
async fn every_role_is_led_to_the_handbook_once_it_is_signed_in() {
    let site = Site::start().await;
    let link = "href=\"/staff/handbook\"";
    let outside = site.get("/staff/sign-in").await;
    assert!(!outside.body.contains(link), "{}", outside.body);
    for (role, page) in [
        (Role::Reviewer, "/staff"),
        (Role::Lead, "/staff/proposals"),
        (Role::Admin, "/staff/people"),
        (Role::Auditor, "/staff/audit"),
    ] {
        let cookie = sign_in(&site, role).await;
        let answer = get(&site, page, &cookie).await;
        assert_eq!(answer.status, StatusCode::OK, "{page}");
        assert!(answer.body.contains(link), "{page}");
        let handbook = get(&site, "/staff/handbook", &cookie).await;
        assert_eq!(handbook.status, StatusCode::OK, "{role:?}");
        for said in [
            "<h1 id=\"handbook-for-staff\">",
            "You never see a picture.",
            "id=\"looking-after-yourself\"",
        ] {
            assert!(handbook.body.contains(said), "{role:?}: {said}");
        }
    }
}

#[tokio::test]
async fn who_is_not_signed_in_is_asked_to() {
    let site = Site::start().await;
    let entry = published(&site).await;
    for page in [
        "/staff",
        "/staff?queue=unverified",
        "/staff/components",
        entry.as_str(),
    ] {
        let answer = site.get(page).await;
        assert_eq!(answer.status, StatusCode::SEE_OTHER, "{page}");
        assert_eq!(answer.header("location"), "/staff/sign-in", "{page}");
    }
    let answer = site
        .post(
            &format!("{entry}/decide"),
            "version=1&decision=confirm:facts-consistent",
        )
        .await;
    assert_eq!(answer.status, StatusCode::UNAUTHORIZED);
    assert!(answer.body.contains("nothing was done"));
}

#[tokio::test]
async fn whoever_guesses_where_one_confirms_is_slowed_where_they_are_as_at_the_door() {
    let site = Site::start().await;
    let cookie = sign_in(&site, Role::Reviewer).await;
    let wrong = "passphrase=wrong&code=1";
    for place in 0..Errand::SignIn.limit().burst {
        let other = format!("name=nobody-{place}&{wrong}");
        site.post("/staff/sign-in", &other).await;
    }
    let answer = post(&site, "/staff/confirm", wrong, &cookie).await;
    assert_eq!(answer.status, StatusCode::TOO_MANY_REQUESTS);
    assert!(!answer.header("retry-after").is_empty());
}

/// What is said where too many tries came from one part of the network, whatever names they were at.
const NETWORK: &str = "Many tries came from your network. That need not be you.";

#[tokio::test]
async fn whoever_is_turned_away_because_of_neighbours_hears_that_and_nothing_of_their_name() {
    let site = Site::start().await;
    let cookie = sign_in_as(&site, "rita", Role::Reviewer).await;
    for place in 1..Errand::SignIn.limit().burst {
        let other = format!("name=nobody-{place}&passphrase=wrong&code=1");
        assert_eq!(
            site.post("/staff/sign-in", &other).await.status,
            StatusCode::FORBIDDEN
        );
    }
    let first = "name=rita&passphrase=wrong&code=1";
    let mut refused = vec![
        site.post("/staff/sign-in", first).await,
        site.post("/platform/sign-in", first).await,
        post(&site, "/staff/confirm", "passphrase=wrong&code=1", &cookie).await,
    ];
    for _ in 0..Errand::Passkey.limit().burst {
        let answer = site.post("/staff/sign-in/passkey", "state=x&answer=x").await;
        assert_eq!(answer.status, StatusCode::FORBIDDEN);
    }
    for answer in &refused {
        assert!(answer.body.contains("Type both again."), "{}", answer.body);
    }
    for path in ["/staff/sign-in/passkey", "/platform/sign-in/passkey"] {
        let answer = site.post(path, "state=x&answer=x").await;
        assert!(
            !answer.body.contains("Type both again."),
            "{path}: nothing was typed"
        );
        refused.push(answer);
    }
    for answer in refused {
        assert_eq!(answer.status, StatusCode::TOO_MANY_REQUESTS);
        assert!(answer.body.contains(NETWORK), "{}", answer.body);
        assert!(!answer.body.contains("with this name"), "{}", answer.body);
    }
}

#[tokio::test]
async fn whoever_tries_one_name_too_often_hears_that_it_is_because_of_the_name() {
    for path in ["/staff/sign-in", "/platform/sign-in"] {
        let site = Site::start().await;
        let try_once = async || site.post(path, "name=rita&passphrase=wrong&code=1").await;
        for _ in 0..Bound::Name.limit().burst {
            assert_eq!(try_once().await.status, StatusCode::FORBIDDEN, "{path}");
        }
        let answer = try_once().await;
        assert_eq!(answer.status, StatusCode::TOO_MANY_REQUESTS, "{path}");
        let said = "There were too many tries with this name. Try again in 2 seconds.";
        assert!(answer.body.contains(said), "{path}: {}", answer.body);
        assert!(!answer.body.contains(NETWORK), "{path}: {}", answer.body);
    }
}

#[tokio::test]
async fn whoever_signs_in_while_nobody_can_be_looked_at_hears_when_to_come_back_and_keeps_the_name() {
    let site = Site::start().await;
    let _busy = site.test.keep_verifiers_busy().await;
    let answer = site
        .post("/staff/sign-in", "name=rita&passphrase=wrong&code=1")
        .await;
    assert_eq!(answer.status, StatusCode::SERVICE_UNAVAILABLE);
    assert_eq!(answer.header("retry-after"), "5");
    for said in ["Try again in 5 seconds.", "value=\"rita\""] {
        assert!(answer.body.contains(said), "{said}: {}", answer.body);
    }
}

#[tokio::test]
async fn wrong_tries_of_neighbours_keep_no_passkey_waiting() {
    let site = Site::start().await;
    let wrong = "name=ada&passphrase=wrong&code=1";
    while site.post("/staff/sign-in", wrong).await.status != StatusCode::TOO_MANY_REQUESTS {}
    for _ in 0..100 {
        let answer = site.post("/staff/sign-in/passkey", "state=x&answer=x").await;
        assert_eq!(answer.status, StatusCode::FORBIDDEN);
    }
    let mut answer = StatusCode::FORBIDDEN;
    for _ in 0..Errand::Passkey.limit().burst {
        answer = site
            .post("/staff/sign-in/passkey", "state=x&answer=x")
            .await
            .status;
    }
    assert_eq!(
        answer,
        StatusCode::TOO_MANY_REQUESTS,
        "those of passkeys have a bound too"
    );
}

#[tokio::test]
async fn a_made_up_cookie_opens_nothing() {
    let site = Site::start().await;
    for value in ["", "x", &"0".repeat(64)] {
        let answer = get(&site, "/staff", &format!("__Host-reclaim-staff={value}")).await;
        assert_eq!(answer.status, StatusCode::SEE_OTHER, "{value}");
    }
}

#[tokio::test]
async fn the_cookie_is_for_this_host_alone_and_out_of_reach_of_scripts() {
    let site = Site::start().await;
    site.test.staff("ada", Role::Reviewer).await;
    let code = site.test.code("ada");
    let form = format!("name=ada&code={code}&passphrase={}", PASSPHRASE.replace(' ', "+"));
    let answer = site.post("/staff/sign-in", &form).await;
    let cookie = answer.header("set-cookie");
    assert!(cookie.starts_with("__Host-reclaim-staff="), "{cookie}");
    for part in ["; HttpOnly", "; Secure", "; SameSite=Strict", "; Path=/"] {
        assert!(cookie.contains(part), "{cookie}");
    }
    assert!(!cookie.contains("Domain"), "{cookie}");
}

#[tokio::test]
async fn signing_in_anew_ends_the_session_that_the_browser_had() {
    let site = Site::start().await;
    let before = sign_in(&site, Role::Reviewer).await;
    site.test.clock.advance(std::time::Duration::from_secs(30));
    let code = site.test.code("reviewer");
    let form = format!(
        "name=reviewer&code={code}&passphrase={}",
        PASSPHRASE.replace(' ', "+")
    );
    let answer = post(&site, "/staff/sign-in", &form, &before).await;
    assert_eq!(answer.status, StatusCode::SEE_OTHER, "{}", answer.body);
    let cookie = answer.header("set-cookie").split_once(';').unwrap().0.to_owned();
    assert_eq!(get(&site, "/staff", &cookie).await.status, StatusCode::OK);
    let old = get(&site, "/staff", &before).await;
    assert_eq!(old.header("location"), "/staff/sign-in");
}

#[tokio::test]
async fn a_wrong_passphrase_and_an_unknown_name_get_one_answer_and_then_a_wait() {
    let site = Site::start().await;
    site.test.staff("ada", Role::Reviewer).await;
    let wrong = site.post("/staff/sign-in", "name=ada&passphrase=wrong").await;
    let unknown = site.post("/staff/sign-in", "name=eve&passphrase=wrong").await;
    assert_eq!(
        (wrong.status, unknown.status),
        (StatusCode::FORBIDDEN, StatusCode::FORBIDDEN)
    );
    assert!(wrong.body.contains("do not belong together") && unknown.body.contains("do not belong together"));
    assert_eq!(wrong.header("set-cookie"), "");
    let mut last = wrong;
    for _ in 0..30 {
        last = site.post("/staff/sign-in", "name=ada&passphrase=wrong").await;
    }
    assert_eq!(last.status, StatusCode::TOO_MANY_REQUESTS);
    assert!(!last.header("retry-after").is_empty());
}

#[tokio::test]
async fn signing_out_ends_the_session_on_the_server() {
    let site = Site::start().await;
    let cookie = sign_in(&site, Role::Reviewer).await;
    assert_eq!(get(&site, "/staff", &cookie).await.status, StatusCode::OK);
    let answer = post(&site, "/staff/sign-out", "", &cookie).await;
    assert_eq!(answer.status, StatusCode::SEE_OTHER);
    assert!(
        answer.header("set-cookie").contains("Max-Age=0"),
        "{}",
        answer.header("set-cookie")
    );
    assert_eq!(
        get(&site, "/staff", &cookie).await.status,
        StatusCode::SEE_OTHER,
        "the old cookie is worthless"
    );
}

#[tokio::test]
async fn a_reviewer_sees_facts_and_nothing_of_the_case() {
    let site = Site::start().await;
    let receipt = site
        .test
        .service
        .submit(form(1, 1).parse().unwrap())
        .await
        .unwrap();
    let page = site.test.service.queue(Queue::Unverified, None, 1).await.unwrap();
    let pin = receipt.pin.to_string().replace(' ', "+");
    let fields = format!("number={}&pin={pin}", receipt.number);
    let withdrawn = site
        .post("/en/status/withdraw", &format!("{fields}&when=day"))
        .await;
    assert_eq!(withdrawn.status, StatusCode::OK);
    let cookie = sign_in(&site, Role::Reviewer).await;
    let queue = get(&site, "/staff?queue=unverified", &cookie).await;
    let entry = get(
        &site,
        &format!("/staff/entries/{}", page.rows[0].entry.id),
        &cookie,
    )
    .await;
    assert!(entry.body.contains(&"01".repeat(15)), "the hashes are shown");
    let due = entry.body.split_once("Comes off the list").unwrap().1;
    let due = due.split_once("</dd>").unwrap().0;
    assert!(due.contains("2026"), "{due}");
    assert!(
        !due.contains("UTC"),
        "the hour would be that of a person's act, and join the entries of a case: {due}"
    );
    for body in [queue.body, entry.body] {
        assert!(!body.contains(&receipt.number.to_string()));
        assert!(!body.contains(&receipt.pin.to_string()));
    }
}

#[tokio::test]
async fn a_decision_is_carried_out_and_recorded_with_its_reason_and_note() {
    let site = Site::start().await;
    let path = published(&site).await;
    let cookie = sign_in(&site, Role::Reviewer).await;
    let version = version(&get(&site, &path, &cookie).await);
    let form = format!("version={version}&decision=reject:public-content&note=Compared+with+%3Cb%3Ea+logo");
    let answer = post(&site, &format!("{path}/decide"), &form, &cookie).await;
    assert_eq!(answer.status, StatusCode::SEE_OTHER, "{}", answer.body);
    assert_eq!(answer.header("location"), path);
    let page = get(&site, &path, &cookie).await.body;
    for shown in [
        "Rejected",
        "It is a known public image",
        "Compared with &lt;b&gt;a logo",
        "reviewer",
    ] {
        assert!(page.contains(shown), "{shown}");
    }
    assert!(page.contains("Nothing more can be decided"));
}

#[tokio::test]
async fn whoever_takes_many_off_the_list_alone_hears_when_to_go_on_and_loses_no_word() {
    let site = Site::start().await;
    let path = published(&site).await;
    let cookie = sign_in(&site, Role::Reviewer).await;
    let mut version: i64 = version(&get(&site, &path, &cookie).await).parse().unwrap();
    let decide = format!("{path}/decide");
    for _ in 0..Errand::Remove.limit().burst {
        for decision in ["suspend:disputed", "reinstate:dispute-settled"] {
            let form = format!("version={version}&decision={decision}&note=");
            let answer = post(&site, &decide, &form, &cookie).await;
            assert_eq!(answer.status, StatusCode::SEE_OTHER, "{}", answer.body);
            version += 1;
        }
    }
    let form = format!("version={version}&decision=reject:public-content&note=Compared+with+%3Cb%3Ea+logo");
    let refused = post(&site, &decide, &form, &cookie).await;
    assert_eq!(refused.status, StatusCode::TOO_MANY_REQUESTS, "{}", refused.body);
    let seconds: u64 = refused.header("retry-after").parse().unwrap();
    let page = refused.unmarked();
    for said in [
        format!("You have taken many entries off the list in a short while. Try again in {seconds} seconds."),
        "a second person agrees".to_owned(),
        "Reject and take off the list. The reason: It is a known public image.".to_owned(),
        format!("action=\"{decide}\""),
        format!("value=\"{version}\""),
        "value=\"reject:public-content\"".to_owned(),
        ">Compared with &lt;b>a logo</textarea>".to_owned(),
    ] {
        assert!(page.contains(&said), "{said}: {page}");
    }
    let entry = get(&site, &path, &cookie).await;
    assert!(!entry.body.contains("Compared with &lt;b"), "nothing was decided");
    site.test.clock.advance(std::time::Duration::from_secs(seconds));
    let answer = post(&site, &decide, &form, &cookie).await;
    assert_eq!(answer.status, StatusCode::SEE_OTHER, "{}", answer.body);
}

#[tokio::test]
async fn a_decision_on_an_older_state_is_not_carried_out() {
    let site = Site::start().await;
    let path = published(&site).await;
    let cookie = sign_in(&site, Role::Reviewer).await;
    let version = version(&get(&site, &path, &cookie).await);
    let decide = format!("{path}/decide");
    let first = format!("version={version}&decision=suspend:needs-second-look");
    assert_eq!(
        post(&site, &decide, &first, &cookie).await.status,
        StatusCode::SEE_OTHER
    );
    let second = format!("version={version}&decision=confirm:facts-consistent");
    let answer = post(&site, &decide, &second, &cookie).await;
    assert_eq!(answer.status, StatusCode::CONFLICT);
    assert!(answer.body.contains("has changed since you opened it"));
    assert!(get(&site, &path, &cookie).await.body.contains("Suspended"));
}

#[tokio::test]
async fn whoever_decides_about_what_was_taken_back_is_told_so_and_keeps_their_note() {
    let site = Site::start().await;
    let submission = form(1, 1).parse().unwrap();
    let receipt = site.test.service.submit(submission).await.unwrap();
    let page = site.test.service.queue(Queue::Unverified, None, 1).await.unwrap();
    let path = format!("/staff/entries/{}", page.rows[0].entry.id);
    let pin = receipt.pin.to_string().replace(' ', "+");
    let order = format!("number={}&pin={pin}&when=day", receipt.number);
    let asked = site.post("/en/status/withdraw", &order).await;
    assert_eq!(asked.status, StatusCode::OK);
    site.test
        .clock
        .advance(std::time::Duration::from_secs(26 * 3_600));
    let cookie = sign_in(&site, Role::Reviewer).await;
    let told = "The person has taken this back";
    let page = get(&site, &path, &cookie).await.body;
    assert!(
        page.contains(told) && !page.contains("name=\"decision\""),
        "{page}"
    );
    let form = "version=1&decision=confirm:facts-consistent&note=as+on+Monday";
    let answer = post(&site, &format!("{path}/decide"), form, &cookie).await;
    assert_eq!(answer.status, StatusCode::CONFLICT);
    for shown in [told, "Your decision was not carried out", "as on Monday"] {
        assert!(answer.body.contains(shown), "{shown}: {}", answer.body);
    }
    let answer = post(&site, &format!("{path}/take-back"), "", &cookie).await;
    assert_eq!(answer.status, StatusCode::CONFLICT);
    for shown in [told, "taking a decision back does not bring it back"] {
        assert!(answer.body.contains(shown), "{shown}: {}", answer.body);
    }
    assert!(!answer.body.contains("Decide anew"), "{}", answer.body);
    let tab = get(&site, "/staff?queue=unverified", &cookie).await.body;
    assert!(!tab.contains(&path), "{tab}");
}

#[tokio::test]
async fn a_decision_without_a_reason_of_its_action_is_refused() {
    let site = Site::start().await;
    let path = published(&site).await;
    let cookie = sign_in(&site, Role::Reviewer).await;
    let version = version(&get(&site, &path, &cookie).await);
    let long = format!("confirm:facts-consistent&note={}", "x".repeat(2_001));
    for decision in [
        "",
        "confirm",
        "confirm:",
        "confirm:public-content",
        "explode:facts-consistent",
        &long,
    ] {
        let form = format!("version={version}&decision={decision}");
        let answer = post(&site, &format!("{path}/decide"), &form, &cookie).await;
        assert_eq!(answer.status, StatusCode::UNPROCESSABLE_ENTITY, "{decision:.40}");
        assert!(answer.body.contains(&path), "there is a way back to the entry");
    }
}

#[tokio::test]
async fn what_does_not_exist_is_said_so() {
    let site = Site::start().await;
    let cookie = sign_in(&site, Role::Reviewer).await;
    for (path, status) in [
        (format!("/staff/entries/{NOBODY}"), StatusCode::NOT_FOUND),
        ("/staff/entries/nonsense".to_owned(), StatusCode::NOT_FOUND),
        ("/staff?queue=nonsense".to_owned(), StatusCode::BAD_REQUEST),
        (
            "/staff?queue=waiting&after=nonsense".to_owned(),
            StatusCode::BAD_REQUEST,
        ),
    ] {
        assert_eq!(get(&site, &path, &cookie).await.status, status, "{path}");
    }
}

#[tokio::test]
async fn a_long_queue_is_read_page_by_page_and_nothing_is_left_out() {
    let site = Site::start().await;
    for key in 0..13 {
        site.test
            .service
            .submit(form(key, 10).parse().unwrap())
            .await
            .unwrap();
    }
    let cookie = sign_in(&site, Role::Reviewer).await;
    let mut seen = std::collections::BTreeSet::new();
    let mut path = Some("/staff?queue=unverified".to_owned());
    let mut pages = 0;
    while let Some(here) = path {
        let body = get(&site, &here, &cookie).await.body;
        let entries = body.split("href=\"/staff/entries/").skip(1);
        seen.extend(entries.map(|rest| rest.split_once('"').unwrap().0.to_owned()));
        let next = body.split_once("href=\"/staff?queue=unverified&amp;after=");
        path = next.map(|(_, rest)| {
            format!(
                "/staff?queue=unverified&after={}",
                rest.split_once('"').unwrap().0
            )
        });
        pages += 1;
    }
    assert_eq!((pages, seen.len()), (3, 130));
}

//! The pages of platforms: joining, and looking after a subscription.

use std::time::Duration;

use axum::{
    body::Body,
    http::{Request, StatusCode, header},
};
use domain::{
    application::{Application, Outcome},
    audit::{Act, Agent},
    id::{ApplicationId, ServedId, SubscriberId},
    list::ListName,
    platform::Practice,
    served::{Served, Wire},
    staff::Role,
    subscriber::Subscriber,
};
use service::{
    door::{Errand, LIMITS},
    session::RECENT,
    subscribe::Presented,
};
use totp_rs::Totp;

use crate::{
    site::{Answer, Site, posted},
    staff::sign_in_as,
};

const PASSPHRASE: &str = "seven+words+that+nobody+would+ever+guess";
const WISH: &str = "organisation=Example+Ltd&products=Example+Photos&contact=Robin,+trust@example.com\
                    &practice=checks-new&practice=removes&agreement=1";

async fn get(site: &Site, path: &str, cookie: &str) -> Answer {
    let request = Request::get(path).header(header::COOKIE, cookie);
    site.ask(request.body(Body::empty()).unwrap()).await
}

async fn post(site: &Site, path: &str, form: &str, cookie: &str) -> Answer {
    site.ask(posted(path, form, Some(cookie))).await
}

/// What stands between two texts.
fn between<'a>(text: &'a str, before: &str, after: &str) -> &'a str {
    let (_, rest) = text
        .split_once(before)
        .unwrap_or_else(|| panic!("no {before} in {text}"));
    rest.split_once(after).unwrap().0
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
fn totp(site: &Site, enrolled: &Answer) -> String {
    let address = between(&enrolled.body, "href=\"otpauth", "\"").replace("&amp;", "&");
    let app = Totp::from_url(format!("otpauth{address}")).unwrap();
    let now = u64::try_from(site.test.service.now().as_seconds()).unwrap();
    app.generate(now).to_string()
}

/// A platform, and the code with which its account is made.
async fn invited(site: &Site) -> (Subscriber, String) {
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
async fn enter(site: &Site, code: &str, name: &str) -> (String, Answer) {
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
async fn a_request_is_accepted_by_two_people_and_its_code_opens_the_account_once() {
    let site = Site::start().await;
    let sent = site.post("/platform/join", WISH).await;
    assert_eq!(sent.status, StatusCode::CREATED, "{}", sent.body);
    let code = shown(&sent);
    let claim = format!("code={code}");
    let waiting = site.post("/platform/claim", &claim).await;
    assert!(waiting.body.contains("We are looking at it"));
    let early = format!("code={code}&name=robin&passphrase={PASSPHRASE}");
    let early = site.post("/platform/claim/account", &early).await;
    assert_eq!(
        early.status,
        StatusCode::NOT_FOUND,
        "nothing is given before two agree"
    );

    let ada = sign_in_as(&site, "ada", Role::Admin).await;
    let ben = sign_in_as(&site, "ben", Role::Admin).await;
    let list = get(&site, "/staff/applications", &ada).await;
    let id = between(&list.body, "/staff/applications/", "\"").to_owned();
    let one = get(&site, &format!("/staff/applications/{id}"), &ada).await;
    assert!(one.body.contains("Robin, trust@example.com"), "{}", one.body);
    let form = format!("matter=new-platform&application={id}&reason=we+called+them");
    let proposed = post(&site, "/staff/proposals", &form, &ada).await;
    assert_eq!(proposed.status, StatusCode::SEE_OTHER, "{}", proposed.body);
    assert!(
        site.post("/platform/claim", &claim)
            .await
            .body
            .contains("We are looking at it")
    );
    let proposals = get(&site, "/staff/proposals", &ben).await;
    assert!(proposals.body.contains("Let Example Ltd follow the lists"));
    let agree = between(&proposals.body, "action=\"/staff/proposals/", "/seconded\"");
    let agree = format!("/staff/proposals/{agree}/seconded");
    assert_eq!(post(&site, &agree, "", &ada).await.status, StatusCode::FORBIDDEN);
    assert_eq!(post(&site, &agree, "", &ben).await.status, StatusCode::SEE_OTHER);
    let platforms = get(&site, "/staff/platforms", &ben).await;
    let reach = between(&platforms.body, "href=\"/staff/platforms/", "\"");
    let reach = get(&site, &format!("/staff/platforms/{reach}"), &ben).await;
    assert!(
        reach.body.contains("Robin, trust@example.com"),
        "as it was said with the request: {}",
        reach.body
    );

    let offered = site.post("/platform/claim", &claim).await;
    assert!(
        offered.body.contains("Make the account of Example Ltd"),
        "{}",
        offered.body
    );
    let begun = format!("code={code}&name=alex&passphrase={PASSPHRASE}");
    let begun = site.post("/platform/claim/account", &begun).await;
    let bearer = format!("rclm_{}", between(&begun.body, "rclm_", "<"));
    let presented = Presented::from_bearer(&bearer).unwrap();
    let reader = site.test.service.authenticate(presented).await.unwrap();
    assert_eq!(reader.subscriber.name, "Example Ltd", "the key is handed over");
    let subscription = between(&begun.body, "id=\"subscription-key\" class=\"mono\">", "<").to_owned();
    assert_eq!(subscription, reader.subscriber.id.to_string(), "both keys are");
    let again = format!("code={code}&name=sam&passphrase={PASSPHRASE}");
    let again = site.post("/platform/claim/account", &again).await;
    assert!(!again.body.contains("rclm_"), "once");
    let cookie = enter(&site, &code, "robin").await.0;
    let overview = get(&site, "/platform", &cookie).await;
    assert!(overview.body.contains("Example Ltd"));
    let keys = get(&site, "/platform/keys", &cookie).await;
    let always = between(&keys.body, "id=\"subscription-key\" class=\"mono\">", "<");
    assert_eq!(always, subscription, "and it can be looked up");
    let used = site.post("/platform/claim", &claim).await;
    assert_eq!(used.status, StatusCode::NOT_FOUND, "it is used up");
    let list = ListName::exploitative();
    let participants = async || site.test.service.participants(&list).await.unwrap().named;
    assert!(participants().await.is_empty(), "nobody said that it wants that");
    let told = async || site.get("/en/platforms").await.body;
    let page = told().await;
    assert!(page.contains("None yet. Your codes wait on the list until the first one fetches it."));
    let subscriber = site.test.service.platforms().await.unwrap()[0].0.id;
    let public = "products=Example+Photos&practice=checks-new&public=yes";
    post(&site, "/platform/profile", public, &cookie).await;
    let page = told().await;
    assert!(page.contains("These can get the codes"));
    assert!(
        page.contains("Has not fetched the list yet"),
        "and it is not said that it has"
    );
    assert!(!page.contains("Takes part since"));
    post(&site, "/platform/profile", "products=Example+Photos", &cookie).await;
    fetch(&site, subscriber, 1).await;
    let page = told().await;
    assert!(page.contains("One takes part and can get the codes. It does not want to be named here."));
    assert!(!page.contains("None yet."), "it gets the codes all the same");
    assert!(page.contains("Then we cannot say that it gets the codes."));
    let profile = "products=Example+Photos&practice=checks-new&public=yes";
    post(&site, "/platform/profile", profile, &cookie).await;
    let public = participants().await;
    assert_eq!(
        (public[0].name.as_str(), public[0].products.as_str()),
        ("Example Ltd", "Example Photos")
    );
    let lists = [ListName::exploitative()];
    let (other, _) = site
        .test
        .service
        .add_subscriber("Other Ltd", &lists)
        .await
        .unwrap();
    assert!(
        !told().await.contains("One more takes part"),
        "it may never fetch anything"
    );
    fetch(&site, other.id, 2).await;
    let page = told().await;
    assert!(page.contains("<bdi>Example Ltd"));
    assert!(
        page.contains("Takes part since 1 January 2026"),
        "since it fetched the list"
    );
    assert!(page.contains("One more takes part. It does not want to be named here."));
}

/// Keeps that a platform was served the list.
async fn fetch(site: &Site, subscriber: SubscriberId, id: u8) {
    let now = site.test.service.now();
    let served = Served {
        id: ServedId::from_bytes([id; 16]),
        subscriber,
        list: ListName::exploitative(),
        wire: Wire::Native,
        first: 1,
        last: 1,
        count: 1,
        answers: 1,
        began_at: now,
        ended_at: now,
    };
    let mut tx = site.test.storage.begin().await.unwrap();
    tx.add_served(&served).await.unwrap();
    tx.commit().await.unwrap();
}

#[tokio::test]
async fn staff_page_through_more_requests_than_one_page_shows() {
    let site = Site::start().await;
    let mut tx = site.test.storage.begin().await.unwrap();
    for number in 0..=520_u32 {
        let bytes = [&number.to_be_bytes()[..], &[7; 28]].concat();
        let id: [u8; 16] = bytes[..16].try_into().unwrap();
        tx.add_application(&Application {
            id: ApplicationId::from_bytes(id),
            subscriber: SubscriberId::from_bytes(id),
            // The oldest and the newest, six pages apart, are of one organisation.
            organisation: format!("Organisation {}", number % 520),
            products: "Photos".to_owned(),
            practices: vec![Practice::Looks],
            agreement: "1".to_owned(),
            code_digest: bytes.try_into().unwrap(),
            submitted_at: site
                .test
                .service
                .now()
                .plus(Duration::from_secs(u64::from(number / 2))),
            outcome: Outcome::Waiting,
            decided_at: None,
            reason: None,
        })
        .await
        .unwrap();
    }
    tx.commit().await.unwrap();

    let ada = sign_in_as(&site, "ada", Role::Lead).await;
    let (mut seen, mut pages) = (Vec::new(), Vec::new());
    let mut next = Some("/staff/applications".to_owned());
    while let Some(address) = next {
        let page = get(&site, &address, &ada).await;
        assert_eq!(page.status, StatusCode::OK, "{address}");
        let names = page.body.split("<a href=\"/staff/applications/").skip(1);
        seen.extend(names.map(|link| between(link, ">", "<").to_owned()));
        let more = page.body.split_once("href=\"/staff/applications?");
        next = more.map(|(_, query)| format!("/staff/applications?{}", query.split_once('"').unwrap().0));
        pages.push(page);
    }
    let all: Vec<_> = (0..=520)
        .map(|number| format!("Organisation {}", number % 520))
        .collect();
    assert_eq!(seen, all);
    let last = pages.pop().unwrap();
    for page in [&pages[0], &last] {
        assert_eq!(page.body.matches("asked more than once").count(), 1);
    }

    for (address, leads) in [
        ("/staff/applications?after=nonsense", StatusCode::BAD_REQUEST),
        (
            "/staff/applications?after=9999999999999.ffffffffffffffffffffffffffffffff",
            StatusCode::SEE_OTHER,
        ),
    ] {
        assert_eq!(get(&site, address, &ada).await.status, leads, "{address}");
    }
}

#[tokio::test]
async fn a_declined_request_says_why_and_opens_nothing() {
    let site = Site::start().await;
    let code = shown(&site.post("/platform/join", WISH).await);
    let ada = sign_in_as(&site, "ada", Role::Lead).await;
    let list = get(&site, "/staff/applications", &ada).await;
    let id = between(&list.body, "/staff/applications/", "\"").to_owned();
    let decline = format!("/staff/applications/{id}/decline");
    let answer = post(&site, &decline, "reason=", &ada).await;
    assert_eq!(answer.status, StatusCode::UNPROCESSABLE_ENTITY);
    let answer = post(&site, &decline, "reason=%3Cb%3Enot+a+platform", &ada).await;
    assert_eq!(answer.status, StatusCode::SEE_OTHER);
    let again = post(&site, &decline, "reason=again", &ada).await;
    assert_eq!(again.status, StatusCode::NOT_FOUND);
    let claim = site.post("/platform/claim", &format!("code={code}")).await;
    assert!(claim.body.contains("&lt;b&gt;not a platform"), "{}", claim.body);
    let account = format!("code={code}&name=robin&passphrase={PASSPHRASE}");
    let account = site.post("/platform/claim/account", &account).await;
    assert_eq!(account.status, StatusCode::NOT_FOUND);
}

#[tokio::test]
async fn a_form_that_will_not_do_comes_back_whole_with_what_is_wrong() {
    let site = Site::start().await;
    for (without, says) in [
        ("organisation=Example+Ltd", "2 to 80 characters"),
        ("&products=Example+Photos", "Name your products"),
        ("&contact=Robin,+trust@example.com", "how to reach you"),
        ("&practice=checks-new&practice=removes", "at least one thing"),
        ("&agreement=1", "Without the agreement"),
    ] {
        assert!(WISH.contains(without), "{without}");
        let answer = site.post("/platform/join", &WISH.replace(without, "")).await;
        assert_eq!(answer.status, StatusCode::UNPROCESSABLE_ENTITY, "{without}");
        assert!(answer.body.contains(says), "{without}: {}", answer.body);
        if !without.contains("products") {
            assert!(
                answer.body.contains("value=\"Example Photos\""),
                "nothing is lost"
            );
        }
    }
    for code in ["", "nonsense", &"A".repeat(43)] {
        let answer = site.post("/platform/claim", &format!("code={code}")).await;
        assert_eq!(answer.status, StatusCode::NOT_FOUND, "{code}");
        assert!(answer.body.contains("This code opens nothing"), "{code}");
    }
}

#[tokio::test]
async fn a_stranger_cannot_tell_who_takes_part_or_has_asked_and_staff_can() {
    let site = Site::start().await;
    let lists = [ListName::exploitative()];
    let service = &site.test.service;
    service.add_subscriber("Example Ltd", &lists).await.unwrap();
    let ask = async |organisation: &str, contact: &str| {
        let wish = WISH.replace("Example+Ltd", organisation);
        site.post(
            "/platform/join",
            &wish.replace("Robin,+trust@example.com", contact),
        )
        .await
    };
    let unknown = ask("Unheard+Of", "Kim,+kim@example.org").await;
    for (organisation, contact) in [
        ("Example+Ltd", "Alex,+alex@example.com"),
        ("unheard+of", "Sam,+sam@example.net"),
        ("Other+Name", "kim,+KIM@example.org"),
    ] {
        let answer = ask(organisation, contact).await;
        assert_eq!(answer.status, unknown.status, "{organisation}");
        assert_eq!(without_code(&answer), without_code(&unknown), "{organisation}");
        let claim = format!("code={}", shown(&answer));
        let waiting = site.post("/platform/claim", &claim).await;
        assert!(waiting.body.contains("We are looking at it"), "{organisation}");
    }

    let ada = sign_in_as(&site, "ada", Role::Admin).await;
    let list = get(&site, "/staff/applications", &ada).await;
    assert_eq!(
        list.body.matches("asked more than once").count(),
        3,
        "all but Other Name"
    );
    let page_of = async |name: &str| {
        let (before, _) = list.body.split_once(&format!(">{name}<")).unwrap();
        let (_, id) = before.rsplit_once("/staff/applications/").unwrap();
        let id = id.split('"').next().unwrap();
        get(&site, &format!("/staff/applications/{id}"), &ada).await.body
    };
    let taken = page_of("Example Ltd").await;
    assert!(taken.contains("takes part already") && !taken.contains("Propose to accept"));
    let first = page_of("Unheard Of").await;
    assert!(!first.contains("takes part already") && first.contains("Propose to accept"));
    let (_, alike) = first.split_once("Requests like this one").unwrap();
    assert!(
        alike.contains("unheard of") && alike.contains("Other Name"),
        "{alike}"
    );
    assert!(
        !alike.contains("sam@example.net"),
        "whose contact is shown is recorded"
    );
}

#[tokio::test]
async fn whoever_asks_again_and_again_is_told_when_to_come_back_and_others_are_not() {
    let site = Site::start().await;
    let limit = LIMITS.iter().find(|limit| limit.errand == Errand::Join).unwrap();
    for _ in 0..2 * limit.burst {
        let wrong = site.post("/platform/join", "organisation=Example+Ltd").await;
        assert_eq!(
            wrong.status,
            StatusCode::UNPROCESSABLE_ENTITY,
            "a mistake counts as nothing"
        );
    }
    for number in 0..limit.burst {
        let wish = WISH.replace("Example+Ltd", &format!("Example+{number}"));
        assert_eq!(
            site.post("/platform/join", &wish).await.status,
            StatusCode::CREATED
        );
    }
    let refused = site.post("/platform/join", WISH).await;
    assert_eq!(refused.status, StatusCode::TOO_MANY_REQUESTS);
    assert!(refused.body.contains("value=\"Example Ltd\""), "nothing is lost");
    let seconds: u64 = refused.header("retry-after").parse().unwrap();
    assert!(
        refused
            .body
            .contains(&format!("{} minutes", seconds.div_ceil(60))),
        "{}",
        refused.body
    );
    site.test.clock.advance(Duration::from_secs(seconds));
    assert_eq!(
        site.post("/platform/join", WISH).await.status,
        StatusCode::CREATED
    );
}

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
async fn a_platform_suspends_itself_and_resumes_but_not_what_staff_suspended() {
    let site = Site::start().await;
    let cookie = signed_in(&site).await;
    let id = site.test.service.subscribers().await.unwrap()[0].id;
    let suspended = async || site.test.service.platforms().await.unwrap()[0].0.suspended;
    post(&site, "/platform/suspend", "", &cookie).await;
    assert!(suspended().await);
    assert!(
        get(&site, "/platform", &cookie)
            .await
            .body
            .contains("Access is suspended")
    );
    let file = get(&site, "/platform/records/lists/exploitative/csv", &cookie).await;
    assert_eq!(file.status, StatusCode::FORBIDDEN);
    post(&site, "/platform/resume", "", &cookie).await;
    assert!(!suspended().await);

    let ada = sign_in_as(&site, "ada", Role::Lead).await;
    let act = format!("/staff/platforms/{id}/suspend");
    assert_eq!(post(&site, &act, "", &ada).await.status, StatusCode::SEE_OTHER);
    let refused = post(&site, "/platform/resume", "", &cookie).await;
    assert_eq!(refused.status, StatusCode::FORBIDDEN);
    assert!(suspended().await);
    let act = format!("/staff/platforms/{id}/resume");
    post(&site, &act, "", &ada).await;
    assert!(!suspended().await);
    for act in [
        "/staff/platforms/nonsense/suspend",
        "/staff/platforms/00000000000000000000000000000000/resume",
    ] {
        assert_eq!(
            post(&site, act, "", &ada).await.status,
            StatusCode::NOT_FOUND,
            "{act}"
        );
    }
}

#[tokio::test]
async fn a_webhook_is_set_tested_renewed_switched_and_removed() {
    let site = Site::start().await;
    let cookie = signed_in(&site).await;
    const PAGE: &str = "/platform/webhook";
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
    assert_eq!(
        post(&site, "/platform/webhook/test", "", &cookie).await.status,
        StatusCode::CONFLICT
    );
    let set = post(&site, PAGE, "address=https%3A%2F%2Fhooks.example.com%2F", &cookie).await;
    assert_eq!(set.status, StatusCode::CREATED);
    let secret = shown(&set);
    assert!(secret.starts_with("whsec_"), "{secret}");
    let page = get(&site, PAGE, &cookie).await;
    assert!(
        page.body.contains("whpk_") && !page.body.contains(&secret),
        "shown once"
    );
    post(&site, "/platform/webhook/test", "", &cookie).await;
    assert!(get(&site, PAGE, &cookie).await.body.contains("a test"));
    let renewed = post(&site, "/platform/webhook/renew", "", &cookie).await;
    assert_ne!(shown(&renewed), secret);
    post(&site, "/platform/webhook/switch", "on=no", &cookie).await;
    assert!(get(&site, PAGE, &cookie).await.body.contains("switched off"));
    post(&site, "/platform/webhook/switch", "on=yes", &cookie).await;
    for _ in 0..4 {
        post(&site, "/platform/webhook/test", "", &cookie).await;
    }
    let flood = post(&site, "/platform/webhook/test", "", &cookie).await;
    assert_eq!(flood.status, StatusCode::TOO_MANY_REQUESTS);
    let lost = "/platform/webhook/messages/00000000000000000000000000000000/replay";
    assert_eq!(post(&site, lost, "", &cookie).await.status, StatusCode::NOT_FOUND);
    post(&site, "/platform/webhook/remove", "", &cookie).await;
    assert!(!get(&site, PAGE, &cookie).await.body.contains("hooks.example.com"));
}

#[tokio::test]
async fn lists_and_profile_are_kept_and_no_other_list_is_had() {
    let site = Site::start().await;
    let cookie = signed_in(&site).await;
    let lists = async || site.test.service.platforms().await.unwrap()[0].0.lists.clone();
    let answer = post(&site, "/platform/lists", "list=adult", &cookie).await;
    assert_eq!(answer.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert_eq!(lists().await, [ListName::exploitative()]);
    post(&site, "/platform/lists", "", &cookie).await;
    assert!(lists().await.is_empty());
    post(
        &site,
        "/platform/lists",
        "list=exploitative&variants=yes",
        &cookie,
    )
    .await;
    assert_eq!(lists().await, [ListName::exploitative()]);
    let profile = "products=%3Ci%3EPhotos&practice=looks&practice=nonsense&public=yes";
    post(&site, "/platform/profile", profile, &cookie).await;
    assert!(
        get(&site, "/platform/lists", &cookie)
            .await
            .body
            .contains("&lt;i&gt;Photos")
    );
    assert_eq!(
        site.test
            .service
            .participants(&ListName::exploitative())
            .await
            .unwrap()
            .named[0]
            .products,
        "<i>Photos"
    );
    let long = format!("products={}", "a".repeat(301));
    let answer = post(&site, "/platform/profile", &long, &cookie).await;
    assert_eq!(answer.status, StatusCode::UNPROCESSABLE_ENTITY);
    post(&site, "/platform/profile", "products=Photos", &cookie).await;
    assert!(
        site.test
            .service
            .participants(&ListName::exploitative())
            .await
            .unwrap()
            .named
            .is_empty()
    );
}

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
        2,
        "beside the new key and below"
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

#[tokio::test]
async fn admins_see_how_to_reach_a_platform_and_that_they_looked_is_recorded() {
    let site = Site::start().await;
    let (platform, _) = invited(&site).await;
    let service = &site.test.service;
    let ada = sign_in_as(&site, "ada", Role::Admin).await;
    let lea = sign_in_as(&site, "lea", Role::Lead).await;
    let here = format!("/staff/platforms/{}/contact", platform.id);
    let link = format!("href=\"{here}\"");
    let nobody = get(&site, &here, &ada).await;
    assert!(nobody.body.contains("Nobody said how"), "{}", nobody.body);
    service
        .set_contact(platform.id, "<b>Robin, trust@example.com")
        .await
        .unwrap();
    let list = async |cookie| get(&site, "/staff/platforms", cookie).await.body;
    assert!(list(&ada).await.contains(&link));
    assert!(!list(&lea).await.contains(&link), "leads are not led there");
    assert_eq!(get(&site, &here, &lea).await.status, StatusCode::FORBIDDEN);
    let looks = async || {
        let records = service.audit(0, 100).await.unwrap();
        let looks = records.into_iter().map(|record| record.deed);
        let looks = looks.filter(|deed| deed.act == Act::ViewedContact);
        looks.map(|deed| (deed.actor, deed.subject)).collect::<Vec<_>>()
    };
    assert_eq!(looks().await, []);
    let seen = get(&site, &here, &ada).await;
    assert!(seen.body.contains("&lt;b&gt;Robin, trust@example.com"));
    assert!(seen.body.contains("How to reach Example Ltd"));
    let ada = service.staff_called("ada").await.unwrap();
    let look = (Agent::Staff(ada.id), platform.id.to_string());
    assert_eq!(looks().await, [look]);
}

#[tokio::test]
async fn what_was_typed_into_a_request_stays_text_when_it_is_shown_again() {
    let site = Site::start().await;
    let crafted = "organisation=&contact=%3C%2Ftextarea%3E%3Cscript%3Ealert%281%29%3C%2Fscript%3E";
    let refused = site.post("/platform/join", crafted).await;
    assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(!refused.body.contains("<script>alert"), "{}", refused.body);
    assert!(refused.body.contains("&lt;/textarea>&lt;script>alert(1)"));
}

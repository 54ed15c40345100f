//! Asking to take part, and what is said to whoever asks.

use std::time::Duration;

use axum::http::StatusCode;
use domain::{
    audit::Act,
    id::{ServedId, SubscriberId},
    list::ListName,
    served::{Served, Wire},
    staff::Role,
};
use service::{door::Errand, subscribe::Presented};

use super::{PASSPHRASE, WISH, between, enter, get, post, shown, without_code};
use crate::{site::Site, staff::sign_in_as};

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
    for said in ["Products", "How to reach them", "What they will do with the list"] {
        let label = format!("<dt>{said}</dt>");
        assert!(one.unmarked().contains(&label), "{said}: {}", one.body);
    }
    assert!(one.body.contains("Robin, trust@example.com"), "{}", one.body);
    assert!(one.body.contains("Nothing here has been checked"), "{}", one.body);
    let lea = sign_in_as(&site, "lea", Role::Lead).await;
    let one = get(&site, &format!("/staff/applications/{id}"), &lea).await;
    assert!(
        one.body.contains("trust@example.com"),
        "whoever vets it can ask there"
    );
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
    for (cookie, may) in [(&lea, false), (&ada, true)] {
        let one = get(&site, &format!("/staff/applications/{id}"), cookie)
            .await
            .body;
        assert_eq!(one.contains("trust@example.com"), may, "{one}");
        assert!(!one.contains("Nothing here has been checked"), "{one}");
    }
    let looks = site.test.acts().await.into_iter().map(|record| record.deed);
    let looks = looks.filter(|deed| deed.act == Act::ViewedApplication);
    let reasons: Vec<_> = looks.map(|deed| deed.reason).collect();
    assert_eq!(reasons, ["waiting", "waiting", "decided", "decided"]);
    let platforms = get(&site, "/staff/platforms", &ben).await;
    let platform = between(&platforms.body, "href=\"/staff/platforms/", "\"");
    let platform = format!("/staff/platforms/{platform}");
    let page = get(&site, &platform, &ben).await;
    let reach = format!("{platform}/contact");
    assert!(page.body.contains(&format!("href=\"{reach}\"")), "{}", page.body);
    let reach = get(&site, &reach, &ben).await;
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
    for found in [
        "https://reclaim.example/api/v1/lists/exploitative<",
        "https://reclaim.example/ncmec/exploitative<",
        "https://reclaim.example/stopncii/exploitative/v1<",
        "reclaim --create Reclaim-exploitative --base-url https://reclaim.example --list exploitative",
        &format!("{subscription},https://reclaim.example/stopncii/exploitative/v1"),
        "href=\"https://source.example/\"",
    ] {
        assert!(keys.body.contains(found), "{found}: {}", keys.body);
    }
    let used = site.post("/platform/claim", &claim).await;
    assert_eq!(used.status, StatusCode::NOT_FOUND, "it is used up");
    let list = ListName::exploitative();
    let participants = async || site.test.service.participants(&list).await.unwrap().named;
    assert!(participants().await.is_empty(), "nobody said that it wants that");
    let told = async || site.get("/en/platforms").await.unmarked();
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
    assert!(!page.contains("Example Photos"), "its products would name it");
    let profile = "products=Example+Photos&practice=checks-new&public=yes";
    post(&site, "/platform/profile", profile, &cookie).await;
    let page = told().await;
    let (_, door) = page.split_once("<bdi>Example Ltd</bdi>").unwrap();
    let door = door.split("class=\"door\"").next().unwrap();
    assert!(door.contains("Products: Example Photos"), "{door}");
    assert!(door.contains("What they say they do:"), "{door}");
    assert!(
        door.contains("<li>They check what people post from now on.</li>"),
        "{door}"
    );
    assert!(
        !door.contains("They take down what matches."),
        "nothing that it does not say: {door}"
    );
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
    let limit = Errand::Join.limit();
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
    let said = format!(
        "Several requests came from your part of the network. Try again in {} minutes.",
        seconds.div_ceil(60)
    );
    assert!(refused.body.contains(&said), "{}", refused.body);
    site.test.clock.advance(Duration::from_secs(seconds));
    assert_eq!(
        site.post("/platform/join", WISH).await.status,
        StatusCode::CREATED
    );
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

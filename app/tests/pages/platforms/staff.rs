//! What staff see of organisations that ask and of those that take part.

use std::time::Duration;

use axum::http::StatusCode;
use domain::{
    application::{Application, Outcome},
    audit::{Act, Agent},
    id::{ApplicationId, SubscriberId},
    list::ListName,
    platform::Practice,
    staff::Role,
};
use service::platform::PlatformError;

use super::{PASSPHRASE, WISH, between, get, invited, post, seen, shown};
use crate::{site::Site, staff::sign_in_as};

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
            decided_by: None,
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
    let long = post(
        &site,
        &decline,
        &format!("reason=%3Cb%3E{}", "x".repeat(1_001)),
        &ada,
    )
    .await;
    assert_eq!(long.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(long.body.contains("readonly>&lt;b>xxx"), "it can be shortened");
    let answer = post(&site, &decline, "reason=%3Cb%3Enot+a+platform:+contact", &ada).await;
    assert_eq!(answer.status, StatusCode::SEE_OTHER);
    let again = post(&site, &decline, "reason=again", &ada).await;
    assert_eq!(again.status, StatusCode::CONFLICT);
    assert!(again.body.contains("readonly>again</textarea>"));
    let nobody = format!("/staff/applications/{}/decline", "0".repeat(32));
    let nobody = post(&site, &nobody, "reason=again", &ada).await;
    assert_eq!(nobody.status, StatusCode::NOT_FOUND);
    assert!(nobody.body.contains("readonly>again</textarea>"));
    let claim = site.post("/platform/claim", &format!("code={code}")).await;
    assert!(
        claim.body.contains("&lt;b&gt;not a platform: contact"),
        "{}",
        claim.body
    );
    let account = format!("code={code}&name=robin&passphrase={PASSPHRASE}");
    let account = site.post("/platform/claim/account", &account).await;
    assert_eq!(account.status, StatusCode::NOT_FOUND);
    let records = site.test.acts().await;
    let deeds = records.into_iter().map(|record| record.deed);
    let deeds = deeds.filter(|deed| deed.act == Act::DeclinedApplication);
    let deeds: Vec<_> = deeds.map(|deed| (deed.subject, deed.reason)).collect();
    assert_eq!(deeds, [(id, "<b>not a platform: contact".to_owned())]);
    let ola = sign_in_as(&site, "ola", Role::Auditor).await;
    let record = get(&site, "/staff/audit", &ola).await.body;
    assert!(record.contains("&lt;b&gt;not a platform: contact<"), "{record}");
}

#[tokio::test]
async fn a_request_and_the_proposal_to_accept_it_lead_to_each_other_until_one_is_declined() {
    let site = Site::start().await;
    site.post("/platform/join", WISH).await;
    let lena = sign_in_as(&site, "lena", Role::Lead).await;
    let luke = sign_in_as(&site, "luke <i>", Role::Lead).await;
    let mia = sign_in_as(&site, "mia", Role::Admin).await;
    let list = get(&site, "/staff/applications", &lena).await;
    assert!(!list.body.contains("waits for a second person"));
    let id = between(&list.body, "/staff/applications/", "\"").to_owned();
    let here = format!("/staff/applications/{id}");
    let accept = format!("matter=new-platform&application={id}&reason=we+called+them");
    let proposed = post(&site, "/staff/proposals", &accept, &lena).await;
    assert_eq!(proposed.status, StatusCode::SEE_OTHER, "{}", proposed.body);

    let list = get(&site, "/staff/applications", &luke).await;
    assert!(list.body.contains("Accepting it waits for a second person"));
    let page = get(&site, &here, &luke).await;
    assert!(page.body.contains("lena proposed to accept this request"));
    assert!(page.body.contains("The proposal to accept it ends with that"));
    assert!(!page.body.contains("value=\"new-platform\""), "not once more");
    let proposals = get(&site, "/staff/proposals", &mia).await;
    let agree = between(&proposals.body, "action=\"/staff/proposals/", "/seconded\"").to_owned();
    for leads in [&list.body, &page.body] {
        assert!(leads.contains(&format!("href=\"/staff/proposals#proposal-{agree}\"")));
    }
    assert!(proposals.body.contains(&format!("id=\"proposal-{agree}\"")));
    assert!(proposals.body.contains(&format!("href=\"{here}\"")));

    let decline = format!("{here}/decline");
    let declined = post(&site, &decline, "reason=%3Cb%3Ethey+know+nothing", &luke).await;
    assert_eq!(declined.status, StatusCode::SEE_OTHER, "{}", declined.body);
    let proposals = get(&site, "/staff/proposals", &mia).await;
    assert!(proposals.body.contains("Nothing waits."), "{}", proposals.body);
    let second = [
        (format!("/staff/proposals/{agree}/seconded"), String::new(), ""),
        (decline.clone(), "reason=%3Ci%3Emine".to_owned(), "<i>mine"),
        ("/staff/proposals".to_owned(), accept, "we called them"),
    ];
    for (address, form, typed) in second {
        let told = post(&site, &address, &form, &mia).await;
        assert_eq!(told.status, StatusCode::CONFLICT, "{address}");
        for said in [
            "The request of Example Ltd was answered already",
            "declined",
            "luke &lt;i&gt;",
            "UTC",
            "&lt;b&gt;they know nothing",
            &format!("href=\"{here}\""),
        ] {
            assert!(told.body.contains(said), "{address}: {said}: {}", told.body);
        }
        let typed = typed.replace('<', "&lt;");
        let kept = format!("readonly>{typed}</textarea>");
        assert_eq!(told.body.contains(&kept), !typed.is_empty(), "{address}");
    }
    let page = get(&site, &here, &mia).await;
    assert!(page.body.contains("&lt;b&gt;they know nothing"), "{}", page.body);
}

#[tokio::test]
async fn whoever_declines_what_two_accepted_is_told_who_they_were() {
    let site = Site::start().await;
    site.post("/platform/join", WISH).await;
    let lena = sign_in_as(&site, "lena", Role::Lead).await;
    let luke = sign_in_as(&site, "luke", Role::Lead).await;
    let list = get(&site, "/staff/applications", &lena).await;
    let id = between(&list.body, "/staff/applications/", "\"").to_owned();
    let accept = format!("matter=new-platform&application={id}&reason=we+called+them");
    post(&site, "/staff/proposals", &accept, &lena).await;
    let proposals = get(&site, "/staff/proposals", &luke).await;
    let agree = between(&proposals.body, "action=\"/staff/proposals/", "/seconded\"");
    let agree = format!("/staff/proposals/{agree}/seconded");
    assert_eq!(post(&site, &agree, "", &luke).await.status, StatusCode::SEE_OTHER);
    let decline = format!("/staff/applications/{id}/decline");
    let told = post(&site, &decline, "reason=unknown+there", &lena).await;
    assert_eq!(told.status, StatusCode::CONFLICT);
    for said in [
        "accepted",
        "lena proposed it, luke agreed",
        "UTC",
        "we called them",
        "readonly>unknown there</textarea>",
    ] {
        assert!(told.body.contains(said), "{said}: {}", told.body);
    }
}

#[tokio::test]
async fn whoever_suspends_or_resumes_a_platform_says_why_and_colleagues_and_auditors_read_it() {
    let site = Site::start().await;
    let (platform, _) = invited(&site).await;
    let service = &site.test.service;
    let ada = sign_in_as(&site, "ada", Role::Lead).await;
    let here = format!("/staff/platforms/{}", platform.id);
    let page = async || get(&site, &here, &ada).await.body;
    let standing = async || service.subscribers().await.unwrap()[0].suspended;
    assert!(page().await.contains("name=\"reason\""));
    for (act, reason, suspended) in [
        ("suspend", "<b>A leaked key", true),
        ("resume", "A new key: contact", false),
    ] {
        let address = format!("/staff/platforms/{}/{act}", platform.id);
        let long = "x".repeat(1_001);
        for none in ["", "reason=", "reason=+%0A", &format!("reason={long}")] {
            let refused = post(&site, &address, none, &ada).await;
            assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY, "{act} {none}");
            assert!(refused.body.contains("Say why in 1 to 1,000 characters"));
            let again = between(&refused.body, &format!("action=\"{address}\""), "</form>");
            assert_eq!(again.contains(&long), none.contains(&long), "{act}");
            assert_ne!(standing().await, suspended, "{act} {none}");
        }
        let typed = reason.replace('<', "%3C").replace('>', "%3E").replace(' ', "+");
        let beside = seen(&site, platform.id, act, &ada).await;
        let done = post(&site, &address, &format!("seen={beside}&reason={typed}"), &ada).await;
        assert_eq!(done.status, StatusCode::SEE_OTHER, "{act}");
        assert_eq!(done.header("location"), here, "{act}");
        assert_eq!(standing().await, suspended, "{act}");
        let page = page().await;
        let read = reason.replace('<', "&lt;").replace('>', "&gt;");
        let (before, _) = page.split_once(&read).unwrap_or_else(|| panic!("{act}: {page}"));
        let (_, facts) = before.rsplit_once("<dl").unwrap();
        assert!(facts.contains("ada") && facts.contains("UTC"), "{facts}");
    }
    let ola = sign_in_as(&site, "ola", Role::Auditor).await;
    let record = get(&site, "/staff/audit", &ola).await.body;
    for written in ["&lt;b&gt;A leaked key<", "A new key: contact<"] {
        assert!(record.contains(written), "{written}: {record}");
    }
    let ada = service.staff_called("ada").await.unwrap();
    let records = site.test.acts().await;
    let deeds = records.into_iter().map(|record| record.deed);
    let deeds = deeds.filter(|deed| deed.actor == Agent::Staff(ada.id));
    let deeds = deeds.filter(|deed| deed.subject == platform.id.to_string());
    let deeds: Vec<_> = deeds.map(|deed| (deed.act, deed.reason)).collect();
    let expected = [
        (Act::SuspendedSubscriber, "<b>A leaked key"),
        (Act::ResumedSubscriber, "A new key: contact"),
    ];
    assert_eq!(deeds, expected.map(|(act, reason)| (act, reason.to_owned())));
}

#[tokio::test]
async fn a_lead_notes_with_whom_a_platform_acts_and_loses_nothing_that_was_typed() {
    let site = Site::start().await;
    let (platform, _) = invited(&site).await;
    let ada = sign_in_as(&site, "ada", Role::Lead).await;
    let address = format!("/staff/platforms/{}/group", platform.id);
    let here = format!("/staff/platforms/{}", platform.id);
    let page = async || get(&site, &here, &ada).await.body;
    let note = async |form: &str| post(&site, &address, form, &ada).await;
    assert!(page().await.contains(&format!("action=\"{address}\"")));
    for (form, said) in [
        ("group=Acme&reason=", "A reason is missing"),
        ("group=%3Ci%3E&reason=", "A reason is missing"),
        (
            "group=x&reason=%3Cb%3Etheir+imprint",
            "No group can have that name",
        ),
    ] {
        let refused = note(form).await;
        assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY, "{form}");
        assert!(refused.body.contains(said), "{form}: {}", refused.body);
    }
    let refused = note("group=x&reason=%3Cb%3Etheir+imprint").await.body;
    let again = between(&refused, &format!("action=\"{address}\""), "</form>");
    for typed in ["name=\"group\" value=\"x\"", ">&lt;b>their imprint</textarea>"] {
        assert!(again.contains(typed), "{typed}: {again}");
    }
    assert!(!page().await.contains("acts with"));

    let done = note("group=%3Ci%3EAcme&reason=their+imprint&seen=").await;
    assert_eq!(done.status, StatusCode::SEE_OTHER);
    assert_eq!(done.header("location"), here);
    let list = async || get(&site, "/staff/platforms", &ada).await.body;
    for shown in [page().await, list().await] {
        assert!(shown.contains("acts with &lt;i&gt;acme<"), "{shown}");
    }
    // Beside a page on which nothing was noted.
    let late = note("group=Other&reason=a+letter&seen=").await;
    assert_eq!(late.status, StatusCode::CONFLICT);
    for said in ["Someone was quicker", "readonly>Other\na letter</textarea>"] {
        assert!(late.body.contains(said), "{said}: {}", late.body);
    }
    // Nor does it pass for one that saw it once its mistake is mended.
    let blank = note("group=Other&reason=+&seen=").await;
    assert_eq!(blank.status, StatusCode::UNPROCESSABLE_ENTITY);
    let again = between(&blank.body, &format!("action=\"{address}\""), "</form>");
    assert!(
        again.contains("value=\"Other\"") && !again.contains("acme"),
        "{again}"
    );
    let lists = [ListName::exploitative()];
    let owner = site.test.service.add_subscriber("<i>Acme", &lists).await;
    let (owner, _) = owner.unwrap();
    let of_owner = get(&site, &format!("/staff/platforms/{}", owner.id), &ada).await;
    for (shown, other) in [
        (page().await, "&lt;i&gt;Acme"),
        (of_owner.body, platform.name.as_str()),
        (list().await, "&lt;i&gt;Acme"),
        (list().await, platform.name.as_str()),
    ] {
        assert!(shown.contains(&format!("counts as one with {other}<")), "{shown}");
    }
    let done = note("group=&reason=contact&seen=%3Ci%3Eacme").await;
    assert_eq!(done.status, StatusCode::SEE_OTHER);
    for shown in [page().await, list().await] {
        assert!(
            !shown.contains("acts with ") && !shown.contains("counts as one"),
            "{shown}"
        );
    }
    let ola = sign_in_as(&site, "ola", Role::Auditor).await;
    let record = get(&site, "/staff/audit", &ola).await.body;
    assert!(
        record.contains("none: contact<"),
        "in the words that were typed: {record}"
    );
    for other in ["nonsense", "00000000000000000000000000000000"] {
        let unknown = format!("/staff/platforms/{other}/group");
        let unknown = post(&site, &unknown, "group=Acme&reason=a+letter", &ada).await;
        assert_eq!(unknown.status, StatusCode::NOT_FOUND, "{other}");
    }
}

#[tokio::test]
async fn whoever_switches_a_platform_on_an_old_page_is_told_who_was_quicker_and_keeps_their_reason() {
    let site = Site::start().await;
    let (platform, _) = invited(&site).await;
    let service = &site.test.service;
    let ada = sign_in_as(&site, "ada <i>", Role::Lead).await;
    let ben = sign_in_as(&site, "ben", Role::Lead).await;
    let standing = async || service.subscribers().await.unwrap()[0].suspended;
    let switch = async |act: &str, beside: &str, why: &str, cookie: &str| {
        let address = format!("/staff/platforms/{}/{act}", platform.id);
        let form = format!("seen={beside}&reason={why}");
        post(&site, &address, &form, cookie).await
    };
    let seen = async |act: &str, cookie: &str| seen(&site, platform.id, act, cookie).await;

    let both = seen("suspend", &ben).await;
    for time in ["once", "and once more"] {
        let done = switch("suspend", &both, "A+leaked+key", &ada).await;
        assert_eq!(done.status, StatusCode::SEE_OTHER, "{time}");
    }
    let late = switch("suspend", &both, "%3Cb%3EA+leaked+copy", &ben).await;
    let between_times = seen("resume", &ben).await;
    for (act, why) in [("resume", "A+new+key"), ("suspend", "That+leaked+too")] {
        let beside = seen(act, &ada).await;
        let done = switch(act, &beside, why, &ada).await;
        assert_eq!(done.status, StatusCode::SEE_OTHER, "{act}");
    }
    let later = switch("resume", &between_times, "%3Cb%3EA+leaked+copy", &ben).await;
    assert!(standing().await, "the newer suspension stays");
    let blank = switch("resume", &between_times, "+", &ben).await;
    assert_eq!(blank.status, StatusCode::UNPROCESSABLE_ENTITY);
    let again = between(&blank.body, "/resume\"", "</form>");
    assert!(
        again.contains(&format!("name=\"seen\" value=\"{between_times}\"")),
        "{again}"
    );
    for (refused, why) in [(late, "A leaked key"), (later, "That leaked too")] {
        assert_eq!(refused.status, StatusCode::CONFLICT);
        for said in [
            "Someone was quicker",
            "ada &lt;i&gt;",
            why,
            "readonly>&lt;b>A leaked copy</textarea>",
        ] {
            assert!(refused.body.contains(said), "{said}: {}", refused.body);
        }
    }
    let records = site.test.acts().await;
    let switches = records.into_iter().map(|record| record.deed.act);
    let switches = switches.filter(|act| matches!(act, Act::SuspendedSubscriber | Act::ResumedSubscriber));
    assert_eq!(switches.count(), 3, "what was refused is nothing that was done");
}

#[tokio::test]
async fn staff_hold_a_platform_that_suspended_itself() {
    let site = Site::start().await;
    let (platform, _) = invited(&site).await;
    let service = &site.test.service;
    let own = Agent::Platform(platform.id);
    service.suspend_platform(platform.id, own, "").await.unwrap();
    let ada = sign_in_as(&site, "ada", Role::Lead).await;
    let offered = async || {
        let page = get(&site, &format!("/staff/platforms/{}", platform.id), &ada)
            .await
            .body;
        ["suspend", "resume"].map(|act| page.contains(&format!("/{}/{act}\"", platform.id)))
    };
    assert_eq!(offered().await, [true, true]);
    let form = format!(
        "seen={}&reason=A+stolen+account",
        seen(&site, platform.id, "suspend", &ada).await
    );
    let address = format!("/staff/platforms/{}/suspend", platform.id);
    let held = post(&site, &address, &form, &ada).await;
    assert_eq!(held.status, StatusCode::SEE_OTHER, "{}", held.body);
    assert_eq!(offered().await, [false, true]);
    let resumed = service.resume_platform(platform.id, own, "").await;
    assert!(
        matches!(resumed, Err(PlatformError::SuspendedByStaff)),
        "{resumed:?}"
    );
}

#[tokio::test]
async fn a_platform_that_switches_itself_on_and_off_holds_no_suspension_up() {
    let site = Site::start().await;
    let (platform, _) = invited(&site).await;
    let service = &site.test.service;
    let own = Agent::Platform(platform.id);
    let ada = sign_in_as(&site, "ada", Role::Lead).await;
    let ben = sign_in_as(&site, "ben", Role::Lead).await;
    let toggle = async || {
        service.suspend_platform(platform.id, own, "").await.unwrap();
        service.resume_platform(platform.id, own, "").await.unwrap();
    };
    let switch = async |act: &str, beside: &str, cookie: &str| {
        let address = format!("/staff/platforms/{}/{act}", platform.id);
        let form = format!("seen={beside}&reason=A+stolen+account");
        post(&site, &address, &form, cookie).await.status
    };
    let at_first = seen(&site, platform.id, "suspend", &ben).await;
    toggle().await;
    let beside = seen(&site, platform.id, "suspend", &ada).await;
    toggle().await;
    assert_eq!(switch("suspend", &beside, &ada).await, StatusCode::SEE_OTHER);
    let resumed = service.resume_platform(platform.id, own, "").await;
    assert!(
        matches!(resumed, Err(PlatformError::SuspendedByStaff)),
        "{resumed:?}"
    );

    let beside = seen(&site, platform.id, "resume", &ada).await;
    assert_eq!(switch("resume", &beside, &ada).await, StatusCode::SEE_OTHER);
    toggle().await;
    let late = switch("suspend", &at_first, &ben).await;
    assert_eq!(late, StatusCode::CONFLICT, "ada was quicker, whatever came after");
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
    let page = format!("/staff/platforms/{}", platform.id);
    let page = async |cookie| get(&site, &page, cookie).await.body;
    assert!(page(&ada).await.contains(&link));
    assert!(!page(&lea).await.contains(&link), "leads are not led there");
    assert_eq!(get(&site, &here, &lea).await.status, StatusCode::FORBIDDEN);
    let looks = async || {
        let records = site.test.acts().await;
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
async fn a_platform_has_a_page_of_its_own_to_which_the_list_leads() {
    let site = Site::start().await;
    let (platform, _) = invited(&site).await;
    let lea = sign_in_as(&site, "lea", Role::Lead).await;
    let here = format!("/staff/platforms/{}", platform.id);
    let list = get(&site, "/staff/platforms", &lea).await.body;
    assert!(list.contains(&format!("href=\"{here}\"")), "{list}");
    assert!(
        !list.contains(&format!("action=\"{here}/")),
        "no form is in the table: {list}"
    );
    let page = get(&site, &here, &lea).await;
    assert_eq!(page.status, StatusCode::OK);
    for shown in [
        platform.name.as_str(),
        &platform.member.to_string(),
        "exploitative",
        "reads",
        &format!("action=\"{here}/suspend\""),
        &format!("action=\"{here}/group\""),
        "href=\"/staff/platforms\"",
    ] {
        assert!(page.body.contains(shown), "{shown}: {}", page.body);
    }
    assert!(!page.body.contains("<table"), "{}", page.body);
    for nobody in ["nonsense", "00000000000000000000000000000000"] {
        let nobody = get(&site, &format!("/staff/platforms/{nobody}"), &lea).await;
        assert_eq!(nobody.status, StatusCode::NOT_FOUND);
        assert!(
            nobody.body.contains("There is no such platform"),
            "{}",
            nobody.body
        );
    }
}

#[tokio::test]
async fn what_was_typed_in_a_form_that_is_offered_no_more_is_shown_on_the_page() {
    let site = Site::start().await;
    let (platform, _) = invited(&site).await;
    let lea = sign_in_as(&site, "lea", Role::Lead).await;
    let resume = format!("/staff/platforms/{}/resume", platform.id);
    let reason = format!("%3Cb%3E{}", "x".repeat(1_001));
    let refused = post(&site, &resume, &format!("seen=&reason={reason}"), &lea).await;
    assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY);
    let kept = format!("readonly>&lt;b>{}</textarea>", "x".repeat(1_001));
    assert!(refused.body.contains(&kept), "{}", refused.body);
}

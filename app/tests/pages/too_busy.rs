//! Choosing a passphrase, and proving who one is, while nobody has time to look at it.

use axum::http::StatusCode;
use domain::{audit::Agent, list::ListName, staff::Role};

use crate::{
    platforms::{self, PASSPHRASE},
    site::{Answer, Site},
    staff::{get, post, sign_in_as},
};

/// That a page has the form again, says when to come back, blames nothing that was typed, and shows no passphrase.
fn asks_to_come_back(answer: &Answer, form: &str) {
    assert_eq!(answer.status, StatusCode::SERVICE_UNAVAILABLE, "{form}");
    assert_eq!(answer.header("retry-after"), "5", "{form}");
    let said = "We have a lot to do right now. That is not because of you. Try again in 5 seconds.";
    for shown in [said, "No page shows a passphrase", &format!("action=\"{form}\"")] {
        assert!(answer.body.contains(shown), "{form}: {shown}: {}", answer.body);
    }
    assert!(
        !answer.body.contains("seven words"),
        "{form}: a passphrase is written nowhere"
    );
    assert!(
        !answer.body.contains("aria-invalid"),
        "{form}: what was typed may be right"
    );
}

/// What the app learns from a page.
fn seed(page: &Answer) -> &str {
    let (_, rest) = page.body.split_once("otpauth://").unwrap();
    rest.split_once('"').unwrap().0
}

#[tokio::test]
async fn whoever_chooses_a_passphrase_then_has_the_form_again_and_all_that_was_good_still_is() {
    let site = Site::start().await;
    let service = &site.test.service;
    let (_, own) = platforms::invited(&site).await;
    let (member, _) = platforms::enter(&site, &own, "robin").await;
    let lists = [ListName::exploitative()];
    let (platform, _) = service.add_subscriber("Another Ltd", &lists).await.unwrap();
    let claim = service
        .invite(platform.id, Agent::Operator)
        .await
        .unwrap()
        .reveal();
    let staff = sign_in_as(&site, "ada", Role::Reviewer).await;
    let link = service
        .invite_staff(Agent::Operator, "lea", Role::Lead)
        .await
        .unwrap();
    site.test
        .add_phone("lea", service.offer(&link).await.unwrap().unwrap().seed);
    let link = format!("/staff/invitation/{}", link.reveal());
    let offered = site.get(&link).await;
    let passphrase = format!("passphrase={PASSPHRASE}");
    let account = format!("code={claim}&name=alex&{passphrase}");
    let join = format!("{passphrase}&code={}", site.test.code("lea"));
    let send = async || {
        tokio::join!(
            post(&site, "/staff/account/passphrase", &passphrase, &staff),
            post(&site, "/platform/account/passphrase", &passphrase, &member),
            site.post("/platform/claim/account", &account),
            site.post(&link, &join),
        )
    };

    let busy = site.test.keep_verifiers_busy().await;
    let (of_staff, of_member, claimed, joined) = send().await;
    for (answer, form, kept) in [
        (&of_staff, "/staff/account/passphrase", "Nothing was changed"),
        (&of_member, "/platform/account/passphrase", "Nothing was changed"),
        (&claimed, "/platform/claim/account", "Your code is still good."),
        (&joined, link.as_str(), "Your link is still good"),
    ] {
        asks_to_come_back(answer, form);
        assert!(answer.body.contains(kept), "{form}: {}", answer.body);
    }
    for typed in ["value=\"alex\"", &format!("value=\"{claim}\"")] {
        assert!(claimed.body.contains(typed), "{typed}: {}", claimed.body);
    }
    assert_eq!(seed(&joined), seed(&offered), "what the app has learned");
    let overview = get(&site, "/platform", &member).await;
    assert_eq!(overview.status, StatusCode::OK, "sessions go on");

    drop(busy);
    let (of_staff, of_member, claimed, joined) = send().await;
    assert_eq!(of_staff.header("location"), "/staff/account");
    assert_eq!(of_member.header("location"), "/platform/account");
    assert!(claimed.body.contains("Your account is ready"), "{}", claimed.body);
    assert_eq!(joined.status, StatusCode::OK, "{}", joined.body);
    assert_eq!(joined.body.matches("<li>").count(), 8, "codes on paper");
}

#[tokio::test]
async fn whoever_proves_who_they_are_then_is_told_what_to_type_again() {
    let site = Site::start().await;
    let (_, code) = platforms::invited(&site).await;
    let (member, _) = platforms::enter(&site, &code, "robin").await;
    let staff = sign_in_as(&site, "ada", Role::Reviewer).await;
    let _busy = site.test.keep_verifiers_busy().await;
    let named = format!("name=rita&passphrase={PASSPHRASE}&code=1");
    let of_staff = format!("back=/staff/account/code&passphrase={PASSPHRASE}&code=1");
    let of_member = format!("back=/platform/keys&passphrase={PASSPHRASE}&code=1");
    let (first, second, third, fourth) = tokio::join!(
        site.post("/staff/sign-in", &named),
        site.post("/platform/sign-in", &named),
        post(&site, "/staff/confirm", &of_staff, &staff),
        post(&site, "/platform/confirm", &of_member, &member),
    );
    for (answer, form, kept) in [
        (first, "/staff/sign-in", "value=\"rita\""),
        (second, "/platform/sign-in", "value=\"rita\""),
        (third, "/staff/confirm", "value=\"/staff/account/code\""),
        (fourth, "/platform/confirm", "value=\"/platform/keys\""),
    ] {
        asks_to_come_back(&answer, form);
        for shown in [kept, "Type both again."] {
            assert!(answer.body.contains(shown), "{form}: {shown}: {}", answer.body);
        }
    }
}

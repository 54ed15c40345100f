//! Whoever's passphrase, code or passkey is tried hears of it, and the record of acts does.

use std::time::Duration;

use base64::{Engine as _, prelude::BASE64_URL_SAFE_NO_PAD};
use domain::{
    Timestamp,
    audit::{Act, Agent, Deed},
    list::ListName,
    membership::Passkey,
    staff::{Refused, Role, Staff},
};
use service::{
    own_account::Account,
    passkey::RelyingParty,
    refused::RECORDED_EVERY,
    session::{Member, RECENT},
    sign_in::SignInError,
    testing::{PASSPHRASE, TestService},
    token::Token,
};

const WRONG: &str = "wrong wrong wrong";
/// Of the form of a code on paper.
const PAPER: &str = "abcdef-abcdef-abcdef-abcdef";

async fn member(test: &TestService, token: &Token) -> Member {
    test.service.signed_in(token).await.unwrap().unwrap()
}

async fn account(test: &TestService, token: &Token) -> Account {
    let member = member(test, token).await;
    test.service.account(&member).await.unwrap()
}

/// Is refused, and waits until that is noted as one of so many.
async fn is_refused(test: &TestService, robin: &Staff, passphrase: &str, code: &str, times: u32) {
    let refused = test.service.sign_in("robin", passphrase, code).await;
    assert!(matches!(refused, Err(SignInError::Refused)), "{refused:?}");
    test.noted_refused(robin.id, times).await;
}

/// The lines about refused sign-ins.
async fn recorded(test: &TestService) -> Vec<Deed> {
    let records = test.acts().await.into_iter().map(|record| record.deed);
    records.filter(|deed| deed.act == Act::RefusedSignIn).collect()
}

fn told(times: u32, last_at: Timestamp) -> Option<Refused> {
    Some(Refused { times, last_at })
}

#[tokio::test]
async fn whoevers_passphrase_is_guessed_hears_of_it_on_their_account_and_at_the_next_sign_in() {
    let test = TestService::start().await;
    let robin = test.staff("robin", Role::Reviewer).await;
    let first = test.sign_in("robin").await;
    assert_eq!(account(&test, &first).await.refused, None);
    for times in 1..=3 {
        test.clock.advance(Duration::from_secs(60));
        is_refused(&test, &robin, WRONG, "", times).await;
    }
    let refused = told(3, test.service.now());
    assert_eq!(account(&test, &first).await.refused, refused);
    assert_eq!(member(&test, &first).await.session.refused_before, None);

    test.clock.advance(Duration::from_secs(60));
    let next = test.sign_in("robin").await;
    assert_eq!(account(&test, &next).await.refused, None, "counted anew");
    let signed_in = member(&test, &next).await;
    assert_eq!(
        (signed_in.session.refused_before, signed_in.news),
        (refused, refused)
    );
    test.clock.advance(RECENT);
    let later = member(&test, &next).await;
    assert_eq!((later.session.refused_before, later.news), (refused, None));
    let last = test.sign_in("robin").await;
    assert_eq!(member(&test, &last).await.session.refused_before, None);
}

#[tokio::test]
async fn who_guesses_for_days_is_counted_to_the_last_try() {
    let test = TestService::start().await;
    let robin = test.staff("robin", Role::Reviewer).await;
    for times in 1..=6 {
        test.clock.advance(Duration::from_secs(25 * 3_600));
        is_refused(&test, &robin, WRONG, "", times).await;
    }
    let refused = told(6, test.service.now());
    test.clock.advance(Duration::from_secs(60));
    let token = test.sign_in("robin").await;
    assert_eq!(member(&test, &token).await.news, refused);
}

#[tokio::test]
async fn of_refused_sign_ins_the_first_of_an_hour_is_recorded_with_what_was_refused() {
    let test = TestService::start().await;
    let robin = test.staff("robin", Role::Reviewer).await;
    let mut expected = Vec::new();
    let (mut times, minute) = (0, Duration::from_secs(60));
    for (passphrase, code, reason) in [
        (WRONG, "", "passphrase"),
        (PASSPHRASE, "000000", "code"),
        (PASSPHRASE, PAPER, "recovery-code"),
    ] {
        expected.push(Deed {
            at: test.service.now(),
            actor: Agent::Unknown,
            act: Act::RefusedSignIn,
            subject: robin.id.to_string(),
            reason: reason.to_owned(),
        });
        for (passphrase, code) in [(passphrase, code), (WRONG, ""), (PASSPHRASE, "")] {
            times += 1;
            is_refused(&test, &robin, passphrase, code, times).await;
            test.clock.advance(minute);
        }
        test.clock.advance(RECORDED_EVERY - 3 * minute);
    }
    assert_eq!(recorded(&test).await, expected);
    assert_eq!(test.service.verify_audit(&[]).await.unwrap(), Ok(4));
}

#[tokio::test]
async fn what_nobody_has_and_what_nobody_looked_at_is_not_recorded() {
    let test = TestService::start().await;
    let robin = test.staff("robin", Role::Reviewer).await;
    for _ in 0..4 {
        let refused = test.service.sign_in("nobody", WRONG, "").await;
        assert!(matches!(refused, Err(SignInError::Refused)), "{refused:?}");
    }
    let taken = test.keep_verifiers_busy().await;
    let busy = test.service.sign_in("robin", WRONG, "").await;
    assert!(matches!(busy, Err(SignInError::Busy)), "{busy:?}");
    drop(taken);
    for times in 1..=4 {
        is_refused(&test, &robin, WRONG, "", times).await;
    }
    let waits = test.service.sign_in("robin", WRONG, "").await;
    assert!(matches!(waits, Err(SignInError::Wait(_))), "{waits:?}");
    test.clock.advance(Duration::from_secs(60));
    is_refused(&test, &robin, WRONG, "", 5).await;
    assert_eq!(recorded(&test).await.len(), 1);
    let mut tx = test.storage.read().await.unwrap();
    let refused = tx.staff_refused(robin.id).await.unwrap();
    assert_eq!(refused, told(5, test.service.now()));
}

#[tokio::test]
async fn whoever_guesses_in_a_stolen_session_is_told_of_too() {
    let test = TestService::start().await;
    let robin = test.staff("robin", Role::Reviewer).await;
    let token = test.sign_in("robin").await;
    let stolen = member(&test, &token).await;
    let wrong = test.service.confirm(&stolen, WRONG, "").await;
    assert!(matches!(wrong, Err(SignInError::Refused)), "{wrong:?}");
    test.noted_refused(robin.id, 1).await;
    let refused = told(1, test.service.now());
    test.clock.advance(Duration::from_secs(60));
    let code = test.code("robin");
    let confirmed = test.service.confirm(&stolen, PASSPHRASE, &code).await.unwrap();
    let account = account(&test, &confirmed).await;
    assert_eq!(
        account.refused, refused,
        "until they sign in, and not only confirm"
    );
}

#[tokio::test]
async fn what_is_said_to_be_the_answer_of_someones_passkey_is_told_to_them() {
    let test = TestService::start().await;
    let robin = test.staff("robin", Role::Reviewer).await;
    let kim = test.staff("kim", Role::Reviewer).await;
    let mut tx = test.storage.begin().await.unwrap();
    tx.add_passkey(&Passkey {
        id: vec![7; 16],
        staff: robin.id,
        label: "phone".to_owned(),
        credential: "{}".to_owned(),
        created_at: test.service.now(),
        last_used_at: None,
    })
    .await
    .unwrap();
    tx.commit().await.unwrap();
    let party = RelyingParty::new("https://reclaim.example").unwrap();
    let answer_of = |passkey: u8, staff: &Staff| {
        let text = |bytes: &[u8]| BASE64_URL_SAFE_NO_PAD.encode(bytes);
        serde_json::json!({
            "id": text(&[passkey; 16]),
            "rawId": text(&[passkey; 16]),
            "type": "public-key",
            "response": {
                "authenticatorData": text(&[0; 37]),
                "clientDataJSON": text(b"{}"),
                "signature": text(&[0; 64]),
                "userHandle": text(staff.id.as_bytes()),
            },
        })
        .to_string()
    };
    let state = test.service.begin_passkey_sign_in(&party).unwrap().state;
    for (passkey, staff) in [(8, &robin), (7, &kim), (7, &robin)] {
        let answer = answer_of(passkey, staff);
        let refused = test.service.sign_in_with_passkey(&party, &state, &answer).await;
        assert!(matches!(refused, Err(SignInError::Refused)), "{refused:?}");
    }
    test.noted_refused(robin.id, 1).await;
    let lines = recorded(&test).await;
    let lines: Vec<_> = lines
        .iter()
        .map(|deed| (deed.subject.clone(), deed.reason.as_str()))
        .collect();
    assert_eq!(lines, [(robin.id.to_string(), "passkey")]);
    let mut tx = test.storage.read().await.unwrap();
    let refused = tx.staff_refused(robin.id).await.unwrap();
    assert_eq!(refused, told(1, test.service.now()));
    assert_eq!(tx.staff_refused(kim.id).await.unwrap(), None);
}

#[tokio::test]
async fn people_of_platforms_hear_of_it_too_and_the_line_names_the_platform() {
    let test = TestService::start().await;
    let service = &test.service;
    let lists = [ListName::exploitative()];
    let (platform, _) = service.add_subscriber("Platform", &lists).await.unwrap();
    let code = service.invite(platform.id, Agent::Operator).await.unwrap();
    let own = "seven words that nobody would guess";
    let made = service.make_account(&code, "robin", own).await.unwrap();
    test.add_phone("robin", made.seed);
    for _ in 0..2 {
        let refused = service.sign_in_for_platform("robin", WRONG, "").await;
        assert!(matches!(refused, Err(SignInError::Refused)), "{refused:?}");
    }
    test.noted_refused_for_platform("robin", 2).await;
    let refused = told(2, service.now());
    test.clock.advance(Duration::from_secs(60));
    let code = test.code("robin");
    let token = service.sign_in_for_platform("robin", own, &code).await.unwrap();
    let holder = service.account_of(&token).await.unwrap().unwrap();
    assert_eq!((holder.session.refused_before, holder.news), (refused, refused));
    let account = service.platform_account(&holder).await.unwrap();
    assert_eq!(account.refused, None, "counted anew");
    let lines = recorded(&test).await;
    assert_eq!(lines.len(), 1);
    assert_eq!(lines[0].subject, platform.id.to_string());
    assert_eq!(lines[0].actor, Agent::Unknown);
}

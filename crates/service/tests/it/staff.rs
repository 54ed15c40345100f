//! Signing in.

use std::time::Duration;

use domain::{Clock as _, audit::Agent, list::ListName, staff::Role};
use service::{
    door::Wait,
    passphrase::Weakness,
    session::{ABSOLUTE, IDLE},
    sign_in::SignInError,
    staff::AddStaffError,
    testing::{PASSPHRASE, TestService},
    token::Token,
};

#[tokio::test]
async fn who_signs_in_is_known_until_they_sign_out() {
    let test = TestService::start().await;
    let staff = test.staff("robin", Role::Reviewer).await;
    let token = test.sign_in("robin").await;
    let read_back = Token::parse(&token.reveal()).unwrap();
    assert_eq!(
        test.service.staff_of(&read_back).await.unwrap().map(|s| s.id),
        Some(staff.id)
    );
    test.service.sign_out(&token).await.unwrap();
    assert_eq!(test.service.staff_of(&token).await.unwrap(), None);
}

#[tokio::test]
async fn a_session_ends_when_it_is_not_used_and_at_the_end_of_a_working_day() {
    let test = TestService::start().await;
    test.staff("robin", Role::Reviewer).await;
    let idle = test.sign_in("robin").await;
    test.clock.advance(IDLE);
    assert_eq!(test.service.staff_of(&idle).await.unwrap(), None);

    let busy = test.sign_in("robin").await;
    let mut worked = Duration::ZERO;
    while worked + IDLE / 2 < ABSOLUTE {
        test.clock.advance(IDLE / 2);
        worked += IDLE / 2;
        assert!(
            test.service.staff_of(&busy).await.unwrap().is_some(),
            "after {worked:?}"
        );
    }
    test.clock.advance(IDLE / 2);
    assert_eq!(test.service.staff_of(&busy).await.unwrap(), None);
}

#[tokio::test]
async fn wrong_passphrases_slow_down_whether_the_name_exists_or_not() {
    let test = TestService::start().await;
    test.staff("robin", Role::Reviewer).await;
    for name in ["robin", "nobody"] {
        for _ in 0..4 {
            let refused = test.service.sign_in(name, "wrong wrong wrong", "").await;
            assert!(
                matches!(refused, Err(SignInError::Refused)),
                "{name}: {refused:?}"
            );
        }
        let told = test.service.sign_in(name, PASSPHRASE, "").await;
        assert!(
            matches!(told, Err(SignInError::Wait(Wait { seconds: 2, .. }))),
            "{name}: {told:?}"
        );
    }
    test.clock.advance(Duration::from_secs(2));
    test.sign_in("robin").await;
}

#[tokio::test]
async fn names_and_passphrases_have_rules() {
    let test = TestService::start().await;
    test.staff("robin", Role::Reviewer).await;
    let add = async |name: &str, passphrase: &str| {
        test.service
            .add_staff(name, Role::Reviewer, passphrase)
            .await
            .unwrap_err()
    };
    assert!(matches!(add("robin", PASSPHRASE).await, AddStaffError::NameTaken));
    assert!(matches!(add("r", PASSPHRASE).await, AddStaffError::Name));
    for (passphrase, weakness) in [
        ("too short", Weakness::Length),
        ("123456789987654321", Weakness::Breached),
        ("sam-sam-sam-reclaim", Weakness::Name),
        ("abcabcabcabcabcabc", Weakness::Repetitive),
    ] {
        let refused = add("sam", passphrase).await;
        assert!(
            matches!(refused, AddStaffError::Passphrase(found) if found == weakness),
            "{passphrase}: {refused:?}"
        );
    }
}

#[tokio::test]
async fn nobody_signs_in_without_a_code_and_with_each_code_once() {
    let test = TestService::start().await;
    test.staff("robin", Role::Lead).await;
    let address = test.service.enrol_totp("robin").await.unwrap();
    let phone = totp_rs::Totp::from_url(address.as_str()).unwrap();
    let now = || u64::try_from(test.clock.now().as_seconds()).unwrap();
    let code = |at: u64| phone.generate(at).to_string();

    for wrong in [
        String::new(),
        "000000".to_owned(),
        code(now() - 120),
        code(now() + 120),
    ] {
        let refused = test.service.sign_in("robin", PASSPHRASE, &wrong).await;
        assert!(matches!(refused, Err(SignInError::Refused)), "{wrong}");
        test.clock.advance(Duration::from_secs(3_600));
    }
    let right = code(now());
    assert!(test.service.sign_in("robin", PASSPHRASE, &right).await.is_ok());
    let replayed = test.service.sign_in("robin", PASSPHRASE, &right).await;
    assert!(matches!(replayed, Err(SignInError::Refused)));
    test.clock.advance(Duration::from_secs(60));
    let earlier = code(now() - 30);
    let late = format!("{} {}", &earlier[..3], &earlier[3..]);
    assert!(
        test.service.sign_in("robin", PASSPHRASE, &late).await.is_ok(),
        "half a minute late, with a space"
    );

    let again = test.service.enrol_totp("robin").await.unwrap();
    assert_ne!(*again, *address);
    test.clock.advance(Duration::from_secs(60));
    let old = test.service.sign_in("robin", PASSPHRASE, &code(now())).await;
    assert!(
        matches!(old, Err(SignInError::Refused)),
        "the earlier seed is good for nothing"
    );
    assert!(test.service.enrol_totp("nobody").await.is_err());
}

#[tokio::test]
async fn of_many_who_try_at_once_only_those_are_let_in_who_would_be_one_after_the_other() {
    let test = TestService::start().await;
    test.staff("robin", Role::Reviewer).await;
    let tries = (0..12).map(|_| test.service.sign_in("robin", "wrong wrong wrong", ""));
    let answers = futures::future::join_all(tries).await;
    let looked_at = answers
        .iter()
        .filter(|answer| matches!(answer, Err(SignInError::Refused)))
        .count();
    assert_eq!(looked_at, 4, "{answers:?}");
}

#[tokio::test]
async fn whoever_waits_because_of_others_guesses_does_not_wait_at_their_own_place_too() {
    let test = TestService::start().await;
    test.staff("robin", Role::Reviewer).await;
    let guess = async |place, passphrase: &str, code: &str| {
        test.service
            .sign_in_from(
                test.service.visitor([192, 0, place, 1].into()),
                "robin",
                passphrase,
                code,
            )
            .await
    };
    for _ in 0..12 {
        test.clock.advance(Duration::from_secs(3_600));
        let wrong = guess(1, "wrong wrong wrong", "").await;
        assert!(matches!(wrong, Err(SignInError::Refused)), "{wrong:?}");
    }
    for _ in 0..20 {
        let waits = guess(2, PASSPHRASE, "").await;
        assert!(
            matches!(waits, Err(SignInError::Wait(Wait { seconds: 60, .. }))),
            "{waits:?}"
        );
    }
    test.clock.advance(Duration::from_secs(60));
    let code = test.code("robin");
    assert!(guess(2, PASSPHRASE, &code).await.is_ok());
}

#[tokio::test]
async fn who_guesses_waits_up_to_an_hour_and_keeps_the_owner_out_for_a_minute_at_most() {
    let test = TestService::start().await;
    test.staff("robin", Role::Reviewer).await;
    let visitor = |last| test.service.visitor(std::net::IpAddr::from([192, 0, last, 1]));
    let mut longest = 0;
    for _ in 0..60 {
        let refused = test
            .service
            .sign_in_from(visitor(1), "robin", "wrong wrong wrong", "")
            .await;
        if let Err(SignInError::Wait(Wait { seconds, .. })) = refused {
            longest = longest.max(seconds);
            test.clock.advance(Duration::from_secs(seconds.min(60)));
        }
    }
    assert!(longest > 1_000, "{longest}");
    test.clock.advance(Duration::from_secs(60));
    let code = test.code("robin");
    let owner = test
        .service
        .sign_in_from(visitor(2), "robin", PASSPHRASE, &code)
        .await;
    assert!(owner.is_ok(), "{owner:?}");
}

/// How long whoever guessed wrong has to wait; `None` where they were looked at.
fn told<T>(tried: Result<T, SignInError>) -> Option<u64> {
    match tried {
        Err(SignInError::Refused) => None,
        Err(SignInError::Wait(Wait { seconds, .. })) => Some(seconds),
        Err(error) => panic!("{error}"),
        Ok(_) => panic!("let in"),
    }
}

#[tokio::test]
async fn wrong_passphrases_are_forgotten_after_a_day_whether_the_name_exists_or_not() {
    let test = TestService::start().await;
    let service = &test.service;
    test.staff("robin", Role::Reviewer).await;
    let lists = [ListName::exploitative()];
    let (platform, _) = service.add_subscriber("Platform", &lists).await.unwrap();
    let code = service.invite(platform.id, Agent::Operator).await.unwrap();
    let made = service
        .make_account(&code, "robin", "seven words that nobody would guess")
        .await;
    assert!(made.is_ok());
    let guess = async |name| {
        let wrong = "wrong wrong wrong";
        (
            told(service.sign_in(name, wrong, "").await),
            told(service.sign_in_for_platform(name, wrong, "").await),
        )
    };
    let mut waits = Vec::new();
    for _ in 0..5 {
        let known = guess("robin").await;
        assert_eq!(known, guess("nobody").await);
        waits.push(known);
    }
    assert_eq!(waits.last(), Some(&(Some(2), Some(2))));
    test.clock.advance(Duration::from_secs(25 * 3_600));
    for _ in 0..2 {
        assert_eq!(guess("robin").await, (None, None));
        assert_eq!(guess("nobody").await, (None, None));
    }
    for _ in 0..3 {
        assert_eq!(guess("robin").await, guess("nobody").await, "and it begins anew");
    }
}

#[tokio::test]
async fn of_many_who_try_at_once_a_day_later_as_few_are_let_in_as_on_the_first() {
    let test = TestService::start().await;
    test.staff("robin", Role::Reviewer).await;
    let wrong = || test.service.sign_in("robin", "wrong wrong wrong", "");
    assert_eq!(told(wrong().await), None);
    test.clock.advance(Duration::from_secs(25 * 3_600));
    let answers = futures::future::join_all((0..12).map(|_| wrong())).await;
    let looked_at = answers.into_iter().map(told).filter(Option::is_none);
    assert_eq!(looked_at.count(), 4);
}

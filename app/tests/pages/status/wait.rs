//! Whoever tries or opens too often has to wait.

use std::time::Duration;

use axum::http::StatusCode;
use service::door::Errand;

use super::{OPENING, case, fields};
use crate::site::{Site, posted};

#[tokio::test]
async fn too_many_wrong_tries_have_to_wait_and_are_told_how_long() {
    let site = Site::start().await;
    let (number, _) = case(&site).await;
    let mut last = site.post("/en/status", &fields(&number, "00000000")).await;
    for _ in 0..30 {
        if last.status == StatusCode::TOO_MANY_REQUESTS {
            break;
        }
        last = site.post("/en/status", &fields(&number, "00000000")).await;
    }
    assert_eq!(last.status, StatusCode::TOO_MANY_REQUESTS);
    let seconds: u64 = last.header("retry-after").parse().unwrap();
    assert!(seconds > 0);
    assert!(last.body.contains("Please wait a moment"));
    assert!(last.body.contains("too many tries with this number"));
    assert!(!last.body.contains("your network"), "{}", last.body);
    assert!(!last.body.contains("was not done"), "nothing was asked for");
    assert!(
        !last.body.contains("another network"),
        "whoever else guesses, it is a minute at most"
    );
    assert!(last.body.contains("aria-describedby=\"number-hint refusal\""));
    assert!(
        !last.body.contains("aria-invalid"),
        "nobody looked at what was typed"
    );
    for path in OPENING.into_iter().filter(|path| *path != "/en/status") {
        let order = format!("{}&when=now&item=0", fields(&number, "00000000"));
        let answer = site.post(path, &order).await;
        assert_eq!(answer.status, StatusCode::TOO_MANY_REQUESTS, "{path}");
        assert!(answer.body.contains("What you asked for was not done."), "{path}");
    }
}

#[tokio::test]
async fn a_long_wait_is_said_in_minutes() {
    let site = Site::start().await;
    let (number, _) = case(&site).await;
    let visitor = site.test.service.visitor([192, 0, 2, 1].into());
    let guess = async || {
        let mut request = posted("/en/status", &fields(&number, "00000000"), None);
        request.extensions_mut().insert(visitor);
        site.ask(request).await
    };
    let mut last = guess().await;
    while last.status != StatusCode::TOO_MANY_REQUESTS || !last.body.contains("minutes") {
        let wait = last.header("retry-after").parse().unwrap_or(10);
        assert!(wait <= 90, "{wait} seconds");
        site.test.clock.advance(Duration::from_secs(wait));
        last = guess().await;
    }
    let wait: u64 = last.header("retry-after").parse().unwrap();
    let minutes = wait.div_ceil(60);
    assert!(last.body.contains(&format!("Try again in {minutes} minutes.")));
    assert!(last.body.contains("Or use another network, such as mobile data."));
}

#[tokio::test]
async fn whoever_opens_too_often_is_told_to_wait_wherever_number_and_pin_are_posted() {
    for path in OPENING {
        let site = Site::start().await;
        let (number, pin) = case(&site).await;
        let fields = format!("{}&when=day&item=0", fields(&number, &pin));
        for nth in 0..Errand::OpenCase.limit().burst {
            let answer = site.post(path, &fields).await;
            assert_eq!(answer.status, StatusCode::OK, "{path} {nth}");
        }
        let answer = site.post(path, &fields).await;
        assert_eq!(answer.status, StatusCode::TOO_MANY_REQUESTS, "{path}");
        assert!(answer.header("retry-after").parse::<u64>().unwrap() > 0);
        assert!(answer.body.contains("Please wait a moment"), "{path}");
        assert!(
            answer.body.contains("That need not be you"),
            "{path}: nobody tried this number"
        );
        assert_eq!(
            answer.body.contains("was not done"),
            path != "/en/status",
            "{path}: what was ordered has to be ordered again"
        );
        assert!(
            !answer.body.contains("aria-invalid"),
            "{path}: number and PIN may be right"
        );
    }
}

#[tokio::test]
async fn whoever_comes_while_nobody_can_be_looked_at_hears_when_to_come_back_and_keeps_the_number() {
    let site = Site::start().await;
    let busy = site.test.keep_verifiers_busy().await;
    // At once, because each waits for a place. At numbers of their own, because these count as guesses meanwhile.
    let asked = OPENING.into_iter().enumerate().map(|(nth, path)| {
        let (site, number) = (&site, format!("7K3M-9QXZ-04TD-{nth}"));
        async move {
            let order = format!("{}&when=now&item=0", fields(&number, "12345678"));
            (path, number, site.post(path, &order).await)
        }
    });
    for (path, number, answer) in futures::future::join_all(asked).await {
        assert_eq!(answer.status, StatusCode::SERVICE_UNAVAILABLE, "{path}");
        assert_eq!(answer.header("retry-after"), "5", "{path}");
        for said in [
            "Please wait a moment",
            "We have a lot to do right now. That is not because of you. Try again in 5 seconds.",
            &format!("value=\"{number}\""),
        ] {
            assert!(answer.body.contains(said), "{path}: {said}: {}", answer.body);
        }
        assert!(!answer.body.contains("12345678"), "{path}");
        assert_eq!(
            answer.body.contains("was not done"),
            path != "/en/status",
            "{path}: what was ordered has to be ordered again"
        );
        assert!(
            !answer.body.contains("aria-invalid"),
            "{path}: number and PIN may be right"
        );
    }
    drop(busy);
    let (number, pin) = case(&site).await;
    let opened = site.post("/en/status", &fields(&number, &pin)).await;
    assert!(opened.body.contains("Your case"), "and is let in then");
}

//! An order that is given once more: its answer is loaded again, or it is sent twice from one page.

use super::{case, fields};
use crate::site::Site;

/// The hidden field with the state of the case that a page shows.
fn seen(page: &str) -> String {
    let (_, rest) = page.split_once("name=\"seen\" value=\"").unwrap();
    rest.split_once('"').unwrap().0.to_owned()
}

#[tokio::test]
async fn an_answer_that_is_loaded_again_does_not_give_its_order_again() {
    let site = Site::start().await;
    let (number, pin) = case(&site).await;
    let fields = fields(&number, &pin);
    let opened = site.post("/en/status", &fields).await.body;
    let order = format!("{fields}&when=day&seen={}", seen(&opened));
    let due = site.post("/en/status/withdraw", &order).await.body;
    assert!(due.contains("Done. Your codes come off the list after a day"));
    let keep = format!("{fields}&seen={}", seen(&due));
    assert!(
        site.post("/en/status/keep", &keep)
            .await
            .body
            .contains("stay on the list")
    );
    let some = format!("{order}&item=0");
    for (path, order) in [
        ("/en/status/withdraw", &order),
        ("/en/status/withdraw/some", &some),
    ] {
        let again = site.post(path, order).await.body;
        assert!(
            again.contains("Your case has changed since this page was opened, so we did not do this."),
            "{path}"
        );
        assert!(
            again.contains("<p role=\"status\" class=\"notice\">"),
            "{path}: it is not done"
        );
        assert!(!again.contains("/en/status/keep"), "{path}: nothing comes off");
    }
}

#[tokio::test]
async fn an_order_that_is_given_twice_from_one_page_is_said_to_be_done_twice() {
    let site = Site::start().await;
    let (number, pin) = case(&site).await;
    let fields = fields(&number, &pin);
    for (path, order, done) in [
        (
            "withdraw/some",
            "&when=day&item=1",
            "Done. What you marked comes off the list after a day.",
        ),
        (
            "withdraw",
            "&when=day",
            "Done. Your codes come off the list after a day.",
        ),
        ("keep", "", "Done. Your codes stay on the list."),
        (
            "withdraw/some",
            "&when=now&item=1",
            "Done. What you marked is not on the list and will not be put there.",
        ),
        (
            "withdraw",
            "&when=now",
            "Done. Your codes are not on the list and will not be put there.",
        ),
    ] {
        let opened = site.post("/en/status", &fields).await.body;
        let order = format!("{fields}&seen={}{order}", seen(&opened));
        for nth in 0..2 {
            let answer = site.post(&format!("/en/status/{path}"), &order).await.body;
            assert!(answer.contains(done), "{path} {nth}: {answer}");
            assert!(
                answer.contains("<p role=\"status\" class=\"done\">"),
                "{path} {nth}"
            );
        }
    }
}

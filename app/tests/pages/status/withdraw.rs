//! Taking back all of a case or some of it, and keeping it after all.

use std::time::Duration;

use axum::http::StatusCode;
use domain::list::{ListName, Publication};
use service::testing::form;

use super::{case, fields};
use crate::site::Site;

/// What is said only of what is on the list.
const OF_THE_LIST: [&str; 3] = ["off the list", "stay on the list", "Keep them on the list"];

#[tokio::test]
async fn a_withdrawal_can_be_taken_back_for_a_day() {
    let site = Site::start().await;
    let (number, pin) = case(&site).await;
    let fields = fields(&number, &pin);

    let answer = site
        .post("/en/status/withdraw", &format!("{fields}&when=day"))
        .await;
    assert_eq!(answer.status, StatusCode::OK);
    assert!(answer.body.contains("/en/status/keep"), "there is a way back");
    assert!(
        answer
            .body
            .contains("Your codes come off the list in about 25 hours (2 January 2026, 13:00 UTC)")
    );
    site.test.clock.advance(Duration::from_secs(24 * 3_600 + 1));
    let later = site.post("/en/status", &fields).await;
    assert!(
        later
            .body
            .contains("in less than one hour (2 January 2026, 13:00 UTC)")
    );

    let answer = site.post("/en/status/keep", &fields).await;
    assert!(answer.body.contains("stay on the list"));
    assert!(!answer.body.contains("/en/status/keep"));
}

#[tokio::test]
async fn a_withdrawal_that_has_taken_effect_is_not_said_to_be_taken_back() {
    let site = Site::start().await;
    let (number, pin) = case(&site).await;
    let fields = fields(&number, &pin);
    let some = format!("{fields}&item=0&when=now");
    site.post("/en/status/withdraw/some", &some).await;
    let rest = site.post("/en/status/keep", &fields).await.body;
    assert!(
        rest.contains("Others are taken back already"),
        "two are still there"
    );
    let day = format!("{fields}&item=0&when=day");
    let gone = site.post("/en/status/withdraw/some", &day).await.body;
    assert!(
        gone.contains("What you marked is not on the list and will not be put there"),
        "and no day is left"
    );

    site.post("/en/status/withdraw", &format!("{fields}&when=now"))
        .await;
    let late = site.post("/en/status/keep", &fields).await.body;
    assert!(late.contains("It was too late"));
    let day = format!("{fields}&when=day");
    let again = site.post("/en/status/withdraw", &day).await.body;
    assert!(again.contains("Done. Your codes are not on the list and will not be put there"));
}

#[tokio::test]
async fn what_is_said_of_all_codes_is_true_of_all() {
    let site = Site::start().await;
    let (number, pin) = case(&site).await;
    let fields = fields(&number, &pin);
    let one = format!("{fields}&item=1&when=day");
    let page = site.post("/en/status/withdraw/some", &one).await.body;
    assert!(
        page.contains("Some of your codes will be taken back. The time stands with each."),
        "nothing is yet: {page}"
    );
    assert!(!page.contains("Your codes come off the list in"));
    assert_eq!(
        page.matches("Comes off the list in about 25 hours (2 January")
            .count(),
        1
    );

    site.test.clock.advance(Duration::from_secs(2 * 3_600));
    let rest = format!("{fields}&item=0&item=2&when=day");
    let page = site.post("/en/status/withdraw/some", &rest).await.body;
    assert!(
        page.contains("Your codes will be taken back. The time stands with each."),
        "all of them, at different hours: {page}"
    );
    assert!(!page.contains("Some of your codes"), "{page}");
    assert_eq!(page.matches("Comes off the list in about").count(), 3, "{page}");
}

#[tokio::test]
async fn whoever_insists_is_off_the_list_at_once() {
    let site = Site::start().await;
    let (number, pin) = case(&site).await;
    let answer = site
        .post(
            "/en/status/withdraw",
            &format!("{}&when=now", fields(&number, &pin)),
        )
        .await;
    assert_eq!(answer.body.matches("badge-stopped\">Taken back").count(), 3);
    assert!(
        !answer.body.contains("/en/status/withdraw"),
        "nothing is left to withdraw"
    );
}

#[tokio::test]
async fn what_is_marked_is_taken_back_and_the_rest_stays() {
    let site = Site::start().await;
    let (number, pin) = case(&site).await;
    let fields = fields(&number, &pin);
    let some = |marks: &str, when: &str| format!("{fields}{marks}&when={when}");

    let path = "/en/status/withdraw/some";
    let answer = site.post(path, &some("&item=0&item=2", "now")).await;
    assert_eq!(answer.body.matches("badge-stopped\">Taken back").count(), 2);
    let answer = site.post(path, &some("", "now")).await;
    assert!(answer.body.contains("You marked none"));
    let answer = site.post(path, &some("&item=99&item=nonsense", "day")).await;
    assert_eq!(
        answer.body.matches("badge-stopped\">Taken back").count(),
        2,
        "what is not there changes nothing"
    );
}

/// A case on a list that a person looks at first.
#[tokio::test]
async fn where_a_person_checks_every_code_first_nothing_is_said_to_be_on_the_list() {
    let site = Site::start().await;
    let list = ListName::adult();
    site.test.ensure_list(&list, Publication::ReviewFirst).await;
    let mut submission = form(1, 2);
    submission.list = list.to_string();
    let receipt = site
        .test
        .service
        .submit(submission.parse().unwrap())
        .await
        .unwrap();
    let fields = fields(&receipt.number.to_string(), &receipt.pin.to_string());
    site.test.sequence_now().await;
    let in_a_day = "Done. After a day the codes are taken back. Then they will not be put on the list, and we delete them.";
    for (path, order, said) in [
        (
            "",
            "",
            [
                "Your codes are taken back after one day. Then they will not be put on the list, and we delete them.",
                "They will not be put on the list, and we delete them. This cannot be undone.",
            ],
        ),
        (
            "/withdraw",
            "&when=day",
            [in_a_day, "Your codes will be taken back in about"],
        ),
        (
            "/keep",
            "",
            ["Done. We go on with your codes.", "Take them back after a day"],
        ),
        (
            "/withdraw/some",
            "&when=day&item=0",
            [
                in_a_day,
                "13:00 UTC). Then it will not be put on the list, and we delete it.",
            ],
        ),
        (
            "/withdraw/some",
            "&when=now&item=0",
            [
                "Done. What you marked is not on the list and will not be put there.",
                "It is not on the list because you took it back.",
            ],
        ),
        (
            "/withdraw",
            "&when=now",
            [
                "Done. Your codes are not on the list and will not be put there.",
                "It is not on the list because you took it back.",
            ],
        ),
    ] {
        let answer = site
            .post(&format!("/en/status{path}"), &format!("{fields}{order}"))
            .await
            .body;
        for text in said {
            assert!(answer.contains(text), "{path}{order}: {text}: {answer}");
        }
        for text in OF_THE_LIST {
            assert!(!answer.contains(text), "{path}{order}: {text}: {answer}");
        }
    }
}

#[tokio::test]
async fn of_a_case_that_is_listed_in_part_only_what_is_true_of_all_is_said_of_all() {
    let site = Site::start().await;
    let mut submission = form(1, 2);
    // A person has to look at what shows little.
    submission.items[1].quality = Some(10);
    let receipt = site
        .test
        .service
        .submit(submission.parse().unwrap())
        .await
        .unwrap();
    let fields = fields(&receipt.number.to_string(), &receipt.pin.to_string());
    site.test.sequence_now().await;
    let opened = site.post("/en/status", &fields).await.body;
    for text in [
        "Those on the list come off it. The others will not be put there.",
        "Those on the list come off it at once. The others will not be put there.",
    ] {
        assert!(opened.contains(text), "{text}: {opened}");
    }
    let due = site
        .post("/en/status/withdraw", &format!("{fields}&when=day"))
        .await
        .body;
    assert!(
        due.contains("Done. The codes are taken back after a day."),
        "{due}"
    );
    assert!(due.contains("Your codes will be taken back in about"), "{due}");
    assert!(due.contains("Keep my codes"), "{due}");
    assert_eq!(due.matches("Comes off the list in about").count(), 1, "{due}");
    assert_eq!(
        due.matches("Then it will not be put on the list, and we delete it.")
            .count(),
        1,
        "{due}"
    );
    let kept = site.post("/en/status/keep", &fields).await.body;
    assert!(kept.contains("Done. We go on with your codes."), "{kept}");
    let one = format!("{fields}&when=day&item=0");
    let listed = site.post("/en/status/withdraw/some", &one).await.body;
    assert!(
        listed.contains("Done. What you marked comes off the list after a day."),
        "{listed}"
    );
}

#[tokio::test]
async fn an_order_that_the_database_broke_off_is_not_said_to_have_changed_nothing() {
    let site = Site::start().await;
    let (number, pin) = case(&site).await;
    let order = format!("{}&when=now", fields(&number, &pin));
    // Nobody else can write meanwhile, and waits in vain.
    let writing = site.test.storage.begin().await.unwrap();
    let answer = site.post("/en/status/withdraw", &order).await;
    assert_eq!(answer.status, StatusCode::SERVICE_UNAVAILABLE);
    assert!(answer.body.contains("We cannot say if it was done"));
    assert!(!answer.body.contains("Nothing was changed"));
    let main = answer.body.split_once("<main").unwrap().1;
    let first = main.split_once("href=\"").unwrap().1;
    assert!(first.starts_with("/en/status\""), "and where to see it");
    drop(writing);
}

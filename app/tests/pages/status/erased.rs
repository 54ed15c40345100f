//! What a case still tells of what was erased.

use std::time::Duration;

use axum::http::StatusCode;
use domain::{
    list::{ListName, Publication},
    staff::Role,
};
use service::{case::CaseKey, testing::form};

use super::{case, fields};
use crate::site::Site;

#[tokio::test]
async fn a_case_of_which_nothing_could_be_used_says_so_after_it_was_erased() {
    let site = Site::start().await;
    let (number, pin) = case(&site).await;
    let fields = fields(&number, &pin);
    let robin = site.test.staff("robin", Role::Reviewer).await;
    site.test.reject_unverified(&robin).await;
    let before = site.post("/en/status", &fields).await;
    assert_eq!(before.body.matches("badge-stopped\">Not on the list").count(), 3);

    site.test.clock.advance(Duration::from_secs(24 * 3_600));
    site.test.service.expire().await.unwrap();
    let after = site.post("/en/status", &fields).await;
    assert_eq!(after.status, StatusCode::OK);
    assert!(after.body.contains("3 were in this case that we could not use"));
    assert!(after.body.contains("No code is left in this case"));
    assert!(!after.body.contains("You took"), "nothing was taken back");
    assert!(after.body.contains("action=\"/en/status/add\""));
    assert!(!after.body.contains("/en/status/withdraw"));
    assert_eq!(after.body.len(), before.body.len());
}

#[tokio::test]
async fn of_what_nobody_checked_in_time_that_is_said_and_that_it_can_be_added_again() {
    let day = Duration::from_secs(24 * 3_600);
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
    let (number, pin) = (receipt.number.to_string(), receipt.pin.to_string());
    let fields = fields(&number, &pin);
    let could_not = "could not use";
    let waiting = site.post("/en/status", &fields).await.body;
    assert!(
        waiting.contains("If nobody has checked it after 90 days, we erase it"),
        "how long it can take: {waiting}"
    );

    site.test.clock.advance(day * 91);
    site.test.service.expire().await.unwrap();
    let ended = site.post("/en/status", &fields).await.body;
    assert_eq!(
        ended.matches("badge-stopped\">Not checked in time").count(),
        2,
        "{ended}"
    );
    assert!(ended.contains("Nobody checked this code in 90 days, so it is not on the list."));
    assert!(ended.contains("You can add the same file again."));
    assert!(!ended.contains(could_not), "{ended}");
    assert!(
        !ended.contains("/en/status/withdraw"),
        "nothing is left to withdraw"
    );

    site.test.clock.advance(day);
    assert_eq!(site.test.service.expire().await.unwrap().items, 2);
    let erased = site.post("/en/status", &fields).await.body;
    assert!(
        erased.contains("2 were in this case that nobody checked in time. We have erased them."),
        "{erased}"
    );
    assert!(erased.contains("You can add the same files again."));
    assert!(!erased.contains(could_not), "{erased}");
    assert_eq!(erased.len(), waiting.len());
    let mut again = form(1, 2);
    again.list = list.to_string();
    let key = CaseKey::new(&number, &pin);
    let added = site.test.service.add_to_case(key, again.parse().unwrap()).await;
    assert_eq!(added.unwrap().count, 2, "and so it is");
}

#[tokio::test]
async fn how_many_of_a_case_were_erased_is_said() {
    let site = Site::start().await;
    let (number, pin) = case(&site).await;
    let fields = fields(&number, &pin);
    let opened = site.post("/en/status", &fields).await.body;
    assert!(!opened.contains("more were in this case") && !opened.contains("One more was in this case"));
    site.test.sequence_now().await;
    let one = format!("{fields}&item=0&when=now");
    site.post("/en/status/withdraw/some", &one).await;
    site.test.sequence_now().await;
    site.test.clock.advance(Duration::from_secs(48 * 3_600));
    assert_eq!(site.test.service.expire().await.unwrap().items, 1);
    let opened = site.post("/en/status", &fields).await.body;
    assert_eq!(opened.matches("<li class=\"item\"").count(), 2);
    assert!(opened.contains("One more was in this case. You took it back."));
}

#[tokio::test]
async fn what_was_taken_back_is_counted_whichever_it_was_and_whatever_was_declined() {
    let site = Site::start().await;
    let receipt = site
        .test
        .service
        .submit(form(1, 4).parse().unwrap())
        .await
        .unwrap();
    let (number, pin) = (receipt.number.to_string(), receipt.pin.to_string());
    let fields = fields(&number, &pin);
    site.test.sequence_now().await;
    // The first and the last are taken back, and what is between them is declined.
    let ends = format!("{fields}&item=0&item=3&when=now");
    site.post("/en/status/withdraw/some", &ends).await;
    let robin = site.test.staff("robin", Role::Reviewer).await;
    site.test.reject_unverified(&robin).await;
    site.test.sequence_now().await;
    let more = form(2, 1);
    let key = CaseKey::new(&number, &pin);
    site.test
        .service
        .add_to_case(key, more.parse().unwrap())
        .await
        .unwrap();
    site.test.sequence_now().await;
    site.test.clock.advance(Duration::from_secs(48 * 3_600));
    assert_eq!(site.test.service.expire().await.unwrap().items, 4);
    let opened = site.post("/en/status", &fields).await.body;
    assert_eq!(opened.matches("<li class=\"item\"").count(), 1);
    assert!(
        opened.contains("2 more were in this case. You took them back."),
        "{opened}"
    );
    assert!(
        opened.contains("2 were in this case that we could not use."),
        "{opened}"
    );
}

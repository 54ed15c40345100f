//! Adding to a case.

use std::time::Duration;

use axum::http::StatusCode;
use service::{case::CaseKey, testing::form};

use super::{case, fields};
use crate::site::Site;

#[tokio::test]
async fn more_is_chosen_for_an_open_case_and_added_to_it() {
    let site = Site::start().await;
    let (number, pin) = case(&site).await;
    let page = site.post("/en/status/add", &fields(&number, &pin)).await;
    assert_eq!(page.status, StatusCode::OK);
    assert!(page.body.contains("<leptos-island"), "the picker");
    let what_for = page.body.split_once("id=\"picker-for\"").unwrap().1;
    let (tag, what_for) = what_for.split_once('>').unwrap();
    assert!(
        tag.contains("scripted"),
        "only where something can be added: {tag}"
    );
    let what_for = what_for.split_once("</p>").unwrap().0;
    assert!(what_for.contains("If you choose some, they are added to your case."));
    assert!(
        page.body
            .contains("&quot;picker-photo&quot;:&quot;New photo {n}&quot;"),
        "which numbers the case will give is not known before it is sent"
    );
    let refused = site.post("/en/status/add", &fields(&number, "00000000")).await;
    assert!(refused.body.contains("id=\"refusal\""));
    assert_eq!(refused.status, page.status, "as little as the status");
    assert_eq!(page.body.len(), refused.body.len(), "the length tells nothing");
}

#[tokio::test]
async fn what_is_added_is_not_called_like_the_last_photo_that_was_erased() {
    let site = Site::start().await;
    let (number, pin) = case(&site).await;
    let fields = fields(&number, &pin);
    site.test.sequence_now().await;
    let last = format!("{fields}&item=2&when=now");
    site.post("/en/status/withdraw/some", &last).await;
    site.test.sequence_now().await;
    site.test.clock.advance(Duration::from_secs(48 * 3_600));
    assert_eq!(site.test.service.expire().await.unwrap().items, 1);
    let (key, more) = (CaseKey::new(&number, &pin), form(2, 1));
    let added = site.test.service.add_to_case(key, more.parse().unwrap()).await;
    assert_eq!(added.unwrap().positions, [3]);
    let opened = site.post("/en/status", &fields).await.body;
    assert!(
        opened.contains("Photo 4") && !opened.contains("Photo 3"),
        "{opened}"
    );
}

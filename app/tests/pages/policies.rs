//! The policies of lists, as staff see and change them.

use axum::http::StatusCode;
use domain::{audit::Act, staff::Role};
use service::testing::form;
use storage::entry::Queue;

use crate::{
    site::{Answer, Site},
    staff::{get, post, sign_in, sign_in_as},
};

const PAGE: &str = "/staff/policies";
const LIST: &str = "/staff/policies/exploitative";
const CHANGE: &str = "after=1&publication=review-first&quality=60&transitions=40&low-quality=mark&low-information=hold&\
                      known-public=hold&stopped=hold&cluster=mark&unusual-volume=mark&malformed=hold&misfit=hold&contradiction=hold&\
                      near-duplicate=ignore&exact-only=mark&effective=&reason=too+much+%3Cjunk%3E";

async fn agree(site: &Site, cookie: &str) -> Answer {
    let waiting = get(site, "/staff/proposals", cookie).await.body;
    let agree = waiting
        .split("action=\"")
        .find(|rest| rest.contains("/seconded\""))
        .unwrap();
    let agree = agree.split_once('"').unwrap().0;
    post(site, agree, "", cookie).await
}

#[tokio::test]
async fn a_lead_proposes_a_policy_another_agrees_and_the_page_shows_it() {
    let site = Site::start().await;
    let ada = sign_in_as(&site, "ada", Role::Lead).await;
    let ben = sign_in_as(&site, "ben", Role::Lead).await;
    assert!(
        get(&site, PAGE, &ada)
            .await
            .body
            .contains("What holds now: version 1")
    );
    assert!(get(&site, LIST, &ada).await.body.contains("value=\"50\""));

    let proposed = post(&site, LIST, CHANGE, &ada).await;
    assert_eq!(
        proposed.header("location"),
        "/staff/proposals",
        "{}",
        proposed.body
    );
    assert!(
        get(&site, PAGE, &ada)
            .await
            .body
            .contains("What holds now: version 1")
    );

    let waiting = get(&site, "/staff/proposals", &ben).await.body;
    for said in [
        "Another policy for “exploitative”, from: as soon as it is agreed",
        "When nothing holds it up: Publish at once, review afterwards → Review first, then publish",
        "Little detail begins below this quality: 50 → 60",
        "Mark → Ignore",
        "too much &lt;junk&gt;",
    ] {
        assert!(waiting.contains(said), "{said}: {waiting}");
    }
    assert!(
        !waiting.contains("bit changes: 40"),
        "what stays the same is not named"
    );

    assert_eq!(agree(&site, &ben).await.status, StatusCode::SEE_OTHER);
    let page = get(&site, PAGE, &ben).await.body;
    for said in [
        "What holds now: version 2",
        "proposed by ada, agreed by ben",
        "Held before",
        "What the list started with.",
    ] {
        assert!(page.contains(said), "{said}");
    }
    let records = site.test.acts().await;
    let acts: Vec<_> = records.iter().map(|record| record.deed.act).collect();
    assert!(
        acts.ends_with(&[Act::Proposed, Act::Seconded, Act::ChangedPolicy]),
        "{acts:?}"
    );
}

#[tokio::test]
async fn a_policy_that_is_yet_to_hold_is_shown_as_that() {
    let site = Site::start().await;
    let ada = sign_in_as(&site, "ada", Role::Lead).await;
    let ben = sign_in_as(&site, "ben", Role::Lead).await;
    let later = CHANGE.replace("effective=", "effective=2026-02-01T09:30");
    assert_eq!(
        post(&site, LIST, &later, &ada).await.status,
        StatusCode::SEE_OTHER
    );
    agree(&site, &ben).await;
    let page = get(&site, PAGE, &ben).await.body;
    for said in [
        "What holds now: version 1",
        "Will hold",
        "From 1 February 2026, 09:30 UTC",
    ] {
        assert!(page.contains(said), "{said}");
    }
    // Sooner, and newer: the one before it will never hold.
    let sooner = CHANGE
        .replace("after=1", "after=2")
        .replace("quality=60", "quality=70");
    assert_eq!(
        post(&site, LIST, &sooner, &ada).await.status,
        StatusCode::SEE_OTHER
    );
    agree(&site, &ben).await;
    let page = get(&site, PAGE, &ben).await.body;
    for said in ["What holds now: version 3", "Never held"] {
        assert!(page.contains(said), "{said}");
    }
}

#[tokio::test]
async fn nonsense_is_no_policy_and_what_was_typed_stays() {
    let site = Site::start().await;
    let cookie = sign_in(&site, Role::Lead).await;
    for (field, wrong, said) in [
        ("quality=60", "quality=101", "0 to 100"),
        ("quality=60", "quality=", "0 to 100"),
        ("transitions=40", "transitions=128", "a number from 0 to 127"),
        ("transitions=40", "transitions=256", "a number from 0 to 127"),
        ("publication=review-first", "publication=never", "Choose when"),
        ("cluster=mark", "cluster=burn", "each finding"),
        ("effective=", "effective=soon", "a date with a time"),
        ("effective=", "effective=2025-12-31T12:00", "must lie ahead"),
        ("effective=", "effective=2099-12-31T12:00", "must lie ahead"),
        ("reason=too", "reason=&then=", "1 to 1,000"),
        ("after=1", "after=first", "Choose when"),
    ] {
        let answer = post(&site, LIST, &CHANGE.replace(field, wrong), &cookie).await;
        assert_eq!(answer.status, StatusCode::UNPROCESSABLE_ENTITY, "{wrong}");
        assert!(answer.body.contains(said), "{wrong}");
        assert!(answer.body.contains("What you typed is still here"), "{wrong}");
        assert!(
            answer.body.contains("value=\"40\"") || field == "transitions=40",
            "{wrong}"
        );
    }
    let same = CHANGE
        .replace("review-first", "publish-first")
        .replace("quality=60", "quality=50")
        .replace("low-quality=mark", "low-quality=hold")
        .replace("near-duplicate=ignore", "near-duplicate=mark");
    let answer = post(&site, LIST, &same, &cookie).await;
    assert_eq!(answer.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(answer.body.contains("says already"));
}

#[tokio::test]
async fn what_changed_in_between_is_told() {
    let site = Site::start().await;
    let ada = sign_in_as(&site, "ada", Role::Lead).await;
    let stale = CHANGE.replace("after=1", "after=7");
    let answer = post(&site, LIST, &stale, &ada).await;
    assert_eq!(answer.status, StatusCode::CONFLICT);
    assert!(answer.body.contains("agreed on in between"));
    assert!(answer.body.contains("readonly>too much"), "{}", answer.body);
    assert_eq!(
        post(&site, LIST, CHANGE, &ada).await.status,
        StatusCode::SEE_OTHER
    );
    let twice = post(&site, LIST, CHANGE, &ada).await;
    assert_eq!(twice.status, StatusCode::CONFLICT);
    for kept in [
        "This is proposed already",
        "What you typed is still here",
        "value=\"60\"",
        "too much &lt;junk",
    ] {
        assert!(twice.body.contains(kept), "{kept}: {}", twice.body);
    }
    for unknown in ["/staff/policies/nowhere", "/staff/policies/No%20list"] {
        assert_eq!(get(&site, unknown, &ada).await.status, StatusCode::NOT_FOUND);
        assert_eq!(
            post(&site, unknown, CHANGE, &ada).await.status,
            StatusCode::NOT_FOUND
        );
    }
}

#[tokio::test]
async fn a_reviewer_reads_the_policies_and_proposes_none() {
    let site = Site::start().await;
    let cookie = sign_in(&site, Role::Reviewer).await;
    let page = get(&site, PAGE, &cookie).await;
    assert_eq!(page.status, StatusCode::OK);
    assert!(!page.body.contains("Propose another policy"));
    assert_eq!(
        post(&site, LIST, CHANGE, &cookie).await.status,
        StatusCode::FORBIDDEN
    );
}

/// The address of a photo that was just sent and is the only one in that queue: with a hash of that quality, or with none
/// but exact ones.
async fn sent(site: &Site, key: u8, quality: Option<u8>, queue: Queue) -> String {
    let mut sent = form(key, 1);
    sent.items[0].pdq = sent.items[0].pdq.take().filter(|_| quality.is_some());
    sent.items[0].quality = quality;
    site.test.service.submit(sent.parse().unwrap()).await.unwrap();
    let rows = site.test.service.queue(queue, None, 2).await.unwrap().rows;
    assert_eq!(rows.len(), 1);
    format!("/staff/entries/{}", rows[0].entry.id)
}

#[tokio::test]
async fn an_entry_says_by_which_policy_each_finding_was_judged_and_whether_it_was_held_for_it() {
    let site = Site::start().await;
    let ada = sign_in_as(&site, "ada", Role::Lead).await;
    let ben = sign_in_as(&site, "ben", Role::Lead).await;
    let (_, treatments) = CHANGE.split_once("&low-quality=mark").unwrap();
    let ask_for = async |quality: u8, after: u8| {
        let change = format!(
            "after={after}&publication=publish-first&quality={quality}&transitions=40&low-quality=hold{treatments}"
        );
        let proposed = post(&site, LIST, &change, &ada).await;
        assert_eq!(proposed.status, StatusCode::SEE_OTHER, "{}", proposed.body);
        assert_eq!(agree(&site, &ben).await.status, StatusCode::SEE_OTHER);
    };
    ask_for(70, 1).await;
    let dull = sent(&site, 1, Some(60), Queue::Waiting).await;
    let judged = [
        "Judged by the list’s policy as it was when this came in: version 2.",
        "PDQ quality 60 of 100. By that policy, below 70 is little detail.",
        "held because of this",
    ];
    let page = get(&site, &dull, &ben).await.unmarked();
    for said in judged {
        assert!(page.contains(said), "{said}: {page}");
    }
    assert!(!page.contains("marked only"), "{page}");

    ask_for(80, 2).await;
    let page = get(&site, &dull, &ben).await.unmarked();
    for said in judged {
        assert!(page.contains(said), "also under a later version: {page}");
    }
    let exact = sent(&site, 2, None, Queue::Unverified).await;
    let page = get(&site, &exact, &ben).await.unmarked();
    for said in ["came in: version 3.", "Exact copies only", "marked only"] {
        assert!(page.contains(said), "{said}: {page}");
    }
    assert!(!page.contains("held because of this"), "{page}");
}

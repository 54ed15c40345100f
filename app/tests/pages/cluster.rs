//! One decision about all entries with the same picture, as leads propose it from an entry's page.

use axum::http::StatusCode;
use domain::{
    id::EntryId,
    staff::Role,
    submission::{Form, ItemForm},
};
use service::{
    bulk::MOST,
    testing::{form, video_form},
};
use storage::entry::Queue;

use crate::{
    proposals::button,
    site::{Answer, Site},
    staff::{get, post, sign_in_as},
};

const PROPOSALS: &str = "/staff/proposals";
const OFFER: &str = "Decide about all of this cluster";

/// Submissions of the same picture, each of another case and as another file. The address of one of their entries.
async fn with_copies(site: &Site, copies: u8) -> String {
    let picture = form(1, 1).items.remove(0).pdq;
    for key in 1..=copies {
        let submission = form(key, 1);
        let items = submission.items.into_iter();
        let items = items.map(|item| ItemForm {
            pdq: picture.clone(),
            ..item
        });
        let submission = Form {
            items: items.collect(),
            ..submission
        };
        site.test
            .service
            .submit(submission.parse().unwrap())
            .await
            .unwrap();
    }
    let page = site.test.service.queue(Queue::Unverified, None, 1).await.unwrap();
    format!("/staff/entries/{}", page.rows[0].entry.id)
}

/// What the form of a page sends of the entries.
fn marks(page: &Answer) -> Vec<String> {
    let fields = page.body.split("name=\"entry\" value=\"").skip(1);
    fields
        .map(|rest| rest.split_once('"').unwrap().0.to_owned())
        .collect()
}

/// The form of a page, filled in.
fn filled(page: &Answer, from: &str, decision: &str, why: &str) -> String {
    let mut form = format!("from={from}&decision={decision}&why={why}");
    for mark in marks(page) {
        form.push_str(&format!("&entry={mark}"));
    }
    form
}

#[tokio::test]
async fn a_cluster_is_decided_about_in_rounds_and_a_second_person_agrees_to_each() {
    let site = Site::start().await;
    let entry = with_copies(&site, 203).await;
    let lea = sign_in_as(&site, "lea", Role::Lead).await;
    let max = sign_in_as(&site, "max", Role::Admin).await;
    let page = get(&site, &entry, &lea).await;
    let here = format!("{entry}/cluster");
    assert!(page.body.contains(&format!("href=\"{here}\"")), "{}", page.body);
    assert!(page.body.contains(OFFER));

    let first = get(&site, &here, &lea).await;
    let told = first.unmarked();
    for said in [
        "203 entries on the list exploitative with this picture",
        "This decision is about 200 of them",
        "The other 3 need a second round",
        "A second person has to agree",
        "action=\"/staff/bulk\"",
    ] {
        assert!(told.contains(said), "{said}: {told}");
    }
    let taken = marks(&first);
    assert_eq!(taken.len(), MOST);
    let own = entry.strip_prefix("/staff/entries/").unwrap();
    assert!(taken[0].starts_with(own), "itself first");
    let suspend = filled(&first, &here, "suspend:needs-second-look", "a+campaign");
    let proposed = post(&site, "/staff/bulk", &suspend, &lea).await;
    assert_eq!(proposed.header("location"), PROPOSALS, "{}", proposed.body);
    let agree = button(&get(&site, PROPOSALS, &max).await, "/seconded");
    post(&site, &agree, "", &max).await;

    let second = get(&site, &here, &lea).await;
    let told = second.unmarked();
    assert!(
        told.contains("Take those first that are suspended: 200"),
        "{told}"
    );
    let rest = marks(&second);
    assert_eq!(rest.len(), MOST);
    let of_entry = |mark: &str| mark.split_once(':').unwrap().0.to_owned();
    let before: Vec<String> = taken.iter().map(|mark| of_entry(mark)).collect();
    let left = rest[1..4].iter().all(|mark| !before.contains(&of_entry(mark)));
    assert!(
        left,
        "what nobody has decided about comes before what is suspended"
    );
    let suspended = get(&site, &format!("{here}?first=suspended"), &lea).await;
    assert!(suspended.unmarked().contains("what is suspended before all else"));
    let again = marks(&suspended);
    assert!(again.iter().all(|mark| before.contains(&of_entry(mark))));
}

#[tokio::test]
async fn what_changes_before_it_is_agreed_to_is_left_alone_and_told() {
    let site = Site::start().await;
    let entry = with_copies(&site, 3).await;
    let lea = sign_in_as(&site, "lea", Role::Lead).await;
    let max = sign_in_as(&site, "max", Role::Admin).await;
    let here = format!("{entry}/cluster");
    let page = get(&site, &here, &lea).await;
    let told = page.unmarked();
    assert!(told.contains("This decision is about all of them."), "{told}");
    assert!(!told.contains("first=suspended"), "{told}");
    let taken = marks(&page);
    let (moved, version) = taken[2].split_once(':').unwrap();
    let confirm = format!("version={version}&decision=confirm:facts-consistent");
    let path = format!("/staff/entries/{moved}/decide");
    let decided = post(&site, &path, &confirm, &max).await;
    assert_eq!(decided.status, StatusCode::SEE_OTHER, "{}", decided.body);

    let reject = filled(&page, &here, "reject:public-content", "a+campaign");
    let proposed = post(&site, "/staff/bulk", &reject, &lea).await;
    assert_eq!(proposed.header("location"), PROPOSALS, "{}", proposed.body);
    let waiting = get(&site, PROPOSALS, &max).await;
    assert!(waiting.unmarked().contains("changed since: left alone"));
    post(&site, &button(&waiting, "/seconded"), "", &max).await;
    let rejected = site.test.service.queue(Queue::Rejected, None, 10).await;
    assert_eq!(rejected.unwrap().rows.len(), 2);
    let rest = marks(&get(&site, &here, &lea).await);
    assert_eq!(rest.len(), 1, "what is rejected is not offered again");
    assert!(rest[0].starts_with(moved));
}

#[tokio::test]
async fn whoever_is_refused_goes_back_to_the_cluster_and_nowhere_else() {
    let site = Site::start().await;
    let entry = with_copies(&site, 2).await;
    let lea = sign_in_as(&site, "lea", Role::Lead).await;
    let here = format!("{entry}/cluster");
    let page = get(&site, &here, &lea).await;
    let refused = post(
        &site,
        "/staff/bulk",
        &filled(&page, &here, "reject:public-content", ""),
        &lea,
    )
    .await;
    assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(
        refused.body.contains(&format!("href=\"{here}\"")),
        "{}",
        refused.body
    );
    assert_eq!(marks(&refused), marks(&page), "they are still marked");
    let elsewhere = filled(
        &page,
        "https://elsewhere.example/cluster",
        "reject:public-content",
        "",
    );
    let refused = post(&site, "/staff/bulk", &elsewhere, &lea).await;
    assert!(!refused.body.contains("elsewhere"), "{}", refused.body);
}

#[tokio::test]
async fn only_who_may_propose_it_is_offered_a_decision_about_a_cluster() {
    let site = Site::start().await;
    let entry = with_copies(&site, 2).await;
    let rae = sign_in_as(&site, "rae", Role::Reviewer).await;
    let page = get(&site, &entry, &rae).await;
    assert!(
        page.body.contains("The same picture or video elsewhere"),
        "{}",
        page.body
    );
    assert!(!page.body.contains(OFFER), "{}", page.body);
    for (name, role) in [("rob", Role::Reviewer), ("eve", Role::Auditor)] {
        let cookie = sign_in_as(&site, name, role).await;
        let refused = get(&site, &format!("{entry}/cluster"), &cookie).await;
        assert_eq!(refused.status, StatusCode::FORBIDDEN, "{name}");
    }
    let lea = sign_in_as(&site, "lea", Role::Lead).await;
    let unknown = EntryId::from_bytes([9; 16]).to_string();
    for id in [unknown.as_str(), "nonsense"] {
        let page = get(&site, &format!("/staff/entries/{id}/cluster"), &lea).await;
        assert_eq!(page.status, StatusCode::NOT_FOUND, "{id}");
    }
    let odd = get(&site, &format!("{entry}/cluster?first=%00&first=x"), &lea).await;
    assert_eq!(odd.status, StatusCode::OK, "{}", odd.body);
}

#[tokio::test]
async fn what_is_a_part_of_a_video_is_said_to_be_one_and_nothing_is_decided_about_both_together() {
    let site = Site::start().await;
    let whole = video_form(1, 20);
    let mut part = video_form(2, 1);
    let pictures = whole.items[0].vpdq.as_deref().unwrap();
    part.items[0].vpdq = Some(pictures[..pictures.len() / 2].to_owned());
    for submission in [whole, part] {
        let submission = submission.parse().unwrap();
        site.test.service.submit(submission).await.unwrap();
    }
    let queue = site.test.service.queue(Queue::Unverified, None, 2).await.unwrap();
    let lea = sign_in_as(&site, "lea", Role::Lead).await;
    for row in queue.rows {
        let page = get(&site, &format!("/staff/entries/{}", row.entry.id), &lea).await;
        let said = "0 bits, a part of it or with more in it";
        assert!(page.body.contains(said), "{}", page.body);
        assert!(!page.body.contains(OFFER), "{}", page.body);
    }
}

//! What takes two people, as staff see it.

use axum::http::StatusCode;
use domain::staff::Role;
use service::testing::form;
use storage::entry::Queue;

use crate::{
    site::{Answer, Site},
    staff::{get, post, sign_in, sign_in_as},
};

const PAGE: &str = "/staff/proposals";

/// The address of the first button with that ending.
pub(crate) fn button(page: &Answer, verdict: &str) -> String {
    let mut actions = page.body.split("action=\"").skip(1);
    let mut addresses = actions.by_ref().map(|rest| rest.split_once('"').unwrap().0);
    addresses
        .find(|address| address.ends_with(verdict))
        .unwrap_or_else(|| panic!("no button {verdict}"))
        .to_owned()
}

async fn with_two_admins() -> (Site, String, String) {
    let site = Site::start().await;
    let ada = sign_in_as(&site, "ada", Role::Admin).await;
    let ben = sign_in_as(&site, "ben", Role::Admin).await;
    (site, ada, ben)
}

#[tokio::test]
async fn one_admin_proposes_a_colleague_and_another_agrees() {
    let (site, ada, ben) = with_two_admins().await;
    let robin = site.test.staff("robin", Role::Lead).await;
    let form = format!(
        "matter=new-admin&staff={}&reason=%3Cb%3ERobin+knows+how",
        robin.id
    );
    let answer = post(&site, PAGE, &form, &ada).await;
    assert_eq!(answer.status, StatusCode::SEE_OTHER, "{}", answer.body);

    let own = get(&site, PAGE, &ada).await;
    assert!(own.body.contains("Someone else has to agree"));
    assert!(!own.body.contains("/seconded\""), "nobody agrees with themselves");
    let other = get(&site, PAGE, &ben).await;
    assert!(other.body.contains("Make robin an admin"));
    assert!(other.body.contains("&lt;b&gt;Robin knows how"), "text stays text");
    let agree = button(&other, "/seconded");
    assert_eq!(post(&site, &agree, "", &ada).await.status, StatusCode::FORBIDDEN);
    assert_eq!(post(&site, &agree, "", &ben).await.status, StatusCode::SEE_OTHER);
    assert!(get(&site, PAGE, &ben).await.body.contains("Done"));
    let again = post(&site, &agree, "", &ben).await;
    assert_eq!(again.status, StatusCode::CONFLICT);
    assert!(again.body.contains("Someone was quicker"));
    let roles = site.test.service.staff_members().await.unwrap();
    assert!(roles.iter().all(|one| one.role == Role::Admin));
}

#[tokio::test]
async fn whoever_proposed_it_takes_it_back_and_others_decline() {
    let (site, ada, ben) = with_two_admins().await;
    for (who, verdict, shown) in [
        (&ada, "/taken-back", "Taken back"),
        (&ben, "/declined", "Declined"),
    ] {
        let answer = post(&site, PAGE, "matter=key-rotation&reason=old", &ada).await;
        assert_eq!(answer.status, StatusCode::SEE_OTHER);
        let button = button(&get(&site, PAGE, who).await, verdict);
        assert_eq!(post(&site, &button, "", who).await.status, StatusCode::SEE_OTHER);
        assert!(get(&site, PAGE, who).await.body.contains(shown));
    }
}

#[tokio::test]
async fn bad_proposals_are_refused_with_a_way_back() {
    let (site, ada, _) = with_two_admins().await;
    for (form, status) in [
        ("", StatusCode::UNPROCESSABLE_ENTITY),
        ("matter=everything&reason=x", StatusCode::UNPROCESSABLE_ENTITY),
        (
            "matter=new-admin&staff=nonsense&reason=x",
            StatusCode::UNPROCESSABLE_ENTITY,
        ),
        ("matter=key-rotation&reason=+", StatusCode::UNPROCESSABLE_ENTITY),
        (
            "matter=new-admin&staff=00000000000000000000000000000000&reason=x",
            StatusCode::CONFLICT,
        ),
    ] {
        let answer = post(&site, PAGE, form, &ada).await;
        assert_eq!(answer.status, status, "{form}");
        assert!(answer.body.contains("href=\"/staff/proposals\""), "{form}");
    }
    let once = "matter=key-rotation&reason=x";
    assert_eq!(post(&site, PAGE, once, &ada).await.status, StatusCode::SEE_OTHER);
    let twice = post(&site, PAGE, once, &ada).await;
    assert_eq!(twice.status, StatusCode::CONFLICT);
    assert!(twice.body.contains("readonly>x</textarea>"), "no word is lost");
    for unknown in ["nonsense/seconded", "00000000000000000000000000000000/seconded"] {
        let answer = post(&site, &format!("{PAGE}/{unknown}"), "", &ada).await;
        assert_eq!(answer.status, StatusCode::NOT_FOUND, "{unknown}");
    }
}

#[tokio::test]
async fn leads_see_what_waits_and_others_do_not() {
    for (role, status) in [
        (Role::Reviewer, StatusCode::FORBIDDEN),
        (Role::Lead, StatusCode::OK),
        (Role::Auditor, StatusCode::FORBIDDEN),
    ] {
        let site = Site::start().await;
        let cookie = sign_in(&site, role).await;
        assert_eq!(get(&site, PAGE, &cookie).await.status, status, "{role:?}");
        let wish = "matter=key-rotation&reason=x";
        let answer = post(&site, PAGE, wish, &cookie).await;
        assert_eq!(answer.status, StatusCode::FORBIDDEN, "{role:?}");
    }
}

#[tokio::test]
async fn two_people_decide_about_many_entries_and_the_second_sees_each_of_them() {
    let site = Site::start().await;
    site.test
        .service
        .submit(form(1, 3).parse().unwrap())
        .await
        .unwrap();
    let lea = sign_in_as(&site, "lea", Role::Lead).await;
    let max = sign_in_as(&site, "max", Role::Admin).await;
    let queue = async || {
        let page = site.test.service.queue(Queue::Unverified, None, 10).await;
        page.unwrap().rows
    };
    let rows = queue().await;
    let mut marked = "decision=reject:public-content&why=a+flood".to_owned();
    for row in &rows {
        marked.push_str(&format!("&entry={}:{}", row.entry.id, row.entry.version));
    }
    let answer = post(&site, "/staff/bulk", &marked, &lea).await;
    assert_eq!(answer.header("location"), PAGE, "{}", answer.body);
    // One of them is decided about before the second person comes.
    let overtaken = &rows[0].entry;
    let decision = format!("version={}&decision=confirm:facts-consistent", overtaken.version);
    let path = format!("/staff/entries/{}/decide", overtaken.id);
    assert_eq!(
        post(&site, &path, &decision, &max).await.status,
        StatusCode::SEE_OTHER
    );

    let shown = get(&site, PAGE, &max).await;
    for row in &rows {
        let link = format!("href=\"/staff/entries/{}\"", row.entry.id);
        assert!(shown.body.contains(&link), "{}", shown.body);
    }
    assert_eq!(shown.body.matches("changed since: left alone").count(), 1);
    assert_eq!(shown.body.matches("Published, confirmed").count(), 1);
    assert_eq!(shown.body.matches("Published, unverified").count(), 2);
    let agree = button(&shown, "/seconded");
    assert_eq!(post(&site, &agree, "", &lea).await.status, StatusCode::FORBIDDEN);
    assert_eq!(queue().await.len(), 2, "nothing happens with one person");
    assert_eq!(post(&site, &agree, "", &max).await.status, StatusCode::SEE_OTHER);
    assert_eq!(queue().await.len(), 0);
    let rejected = site.test.service.queue(Queue::Rejected, None, 10).await;
    assert_eq!(rejected.unwrap().rows.len(), 2);
    let past = get(&site, PAGE, &lea).await;
    assert!(
        past.body
            .contains("2 of 3 entries were decided about; the others had changed"),
        "{}",
        past.body
    );
    let confirmed = site.test.service.queue(Queue::Confirmed, None, 10).await;
    assert_eq!(confirmed.unwrap().rows[0].entry.id, overtaken.id);
}

#[tokio::test]
async fn the_second_person_reads_which_entries_were_taken_back_since() {
    let site = Site::start().await;
    let submission = form(1, 2).parse().unwrap();
    let receipt = site.test.service.submit(submission).await.unwrap();
    let lea = sign_in_as(&site, "lea", Role::Lead).await;
    let max = sign_in_as(&site, "max", Role::Admin).await;
    let page = site.test.service.queue(Queue::Unverified, None, 10).await;
    let mut marked = "decision=reject:public-content&why=a+flood".to_owned();
    for row in page.unwrap().rows {
        marked.push_str(&format!("&entry={}:{}", row.entry.id, row.entry.version));
    }
    let answer = post(&site, "/staff/bulk", &marked, &lea).await;
    assert_eq!(answer.header("location"), PAGE, "{}", answer.body);
    let pin = receipt.pin.to_string().replace(' ', "+");
    let order = format!("number={}&pin={pin}&when=now", receipt.number);
    let asked = site.post("/en/status/withdraw", &order).await;
    assert_eq!(asked.status, StatusCode::OK);
    let shown = get(&site, PAGE, &max).await.body;
    let told = shown.matches("the person has taken it back: left alone").count();
    assert_eq!((told, shown.contains("changed since")), (2, false), "{shown}");
}

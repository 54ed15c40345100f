//! Who works here, as an admin sees and changes it.

use axum::http::StatusCode;
use domain::{audit::Act, staff::Role};
use service::propose::MAX_REASON;

use crate::{
    site::Site,
    staff::{get, post, sign_in, sign_in_as},
};

const PAGE: &str = "/staff/people";
const NOBODY: &str = "00000000000000000000000000000000";

#[tokio::test]
async fn an_admin_invites_someone_and_the_link_is_shown_once() {
    let site = Site::start().await;
    let cookie = sign_in(&site, Role::Admin).await;
    let form = "name=%3Cb%3Erobin&role=reviewer";
    let shown = post(&site, "/staff/people/invite", form, &cookie).await;
    assert_eq!(shown.status, StatusCode::OK, "{}", shown.body);
    let link = shown.body.split_once("href=\"/staff/invitation/").unwrap().1;
    let link = format!("/staff/invitation/{}", link.split_once('"').unwrap().0);
    assert!(
        shown.body.contains(&format!(">https://reclaim.example{link}<")),
        "the whole address can be copied: {}",
        shown.body
    );
    assert_eq!(site.get(&link).await.status, StatusCode::OK);
    let page = get(&site, PAGE, &cookie).await.body;
    assert!(page.contains("&lt;b&gt;robin") && !page.contains("/staff/invitation/"));
    let taken = post(&site, "/staff/people/invite", form, &cookie).await;
    assert_eq!(taken.status, StatusCode::CONFLICT);
    let back = post(&site, "/staff/people/uninvite", "invited=%3Cb%3Erobin", &cookie).await;
    assert_eq!(back.status, StatusCode::SEE_OTHER);
    assert_eq!(site.get(&link).await.status, StatusCode::NOT_FOUND);
}

#[tokio::test]
async fn a_role_is_changed_and_an_account_ended_but_never_an_admins() {
    let site = Site::start().await;
    let admin = sign_in(&site, Role::Admin).await;
    let robin = sign_in_as(&site, "robin", Role::Reviewer).await;
    let id = |name| {
        let service = site.test.service.clone();
        async move { service.staff_called(name).await.unwrap().id }
    };
    let person = format!("{PAGE}/{}", id("robin").await);
    let form = "role=lead&reason=knows+the+work";
    let changed = post(&site, &format!("{person}/role"), form, &admin).await;
    assert_eq!(changed.status, StatusCode::SEE_OTHER);
    assert_eq!(
        get(&site, "/staff/proposals", &robin).await.status,
        StatusCode::OK
    );
    for role in ["admin", "emperor", ""] {
        let form = format!("role={role}&reason=%3Cb%3Easked+for+it");
        let refused = post(&site, &format!("{person}/role"), &form, &admin).await;
        assert!(refused.status.is_client_error(), "{role}");
        let typed = "readonly>&lt;b>asked for it</textarea>";
        assert!(refused.body.contains(typed), "{role}: {}", refused.body);
    }
    let ended = post(&site, &format!("{person}/end"), "reason=has+left", &admin).await;
    assert_eq!(ended.status, StatusCode::SEE_OTHER);
    assert_eq!(
        get(&site, "/staff", &robin).await.header("location"),
        "/staff/sign-in"
    );
    let own = format!("{PAGE}/{}", id("admin").await);
    for (act, form) in [("end", "reason=has+left"), ("anew", "")] {
        let refused = post(&site, &format!("{own}/{act}"), form, &admin).await;
        assert_eq!(refused.status, StatusCode::FORBIDDEN, "{act}");
    }
}

/// The form of a page that is sent there.
fn form_to<'a>(page: &'a str, address: &str) -> &'a str {
    let (_, form) = page.split_once(&format!("action=\"{address}\"")).unwrap();
    form.split_once("</form>").unwrap().0
}

#[tokio::test]
async fn nobody_gets_another_role_or_loses_an_account_without_a_reason_and_what_was_typed_stays() {
    let site = Site::start().await;
    let admin = sign_in(&site, Role::Admin).await;
    let robin = site.test.staff("robin <i>", Role::Reviewer).await;
    let kim = site.test.staff("kim", Role::Reviewer).await;
    let [role, end] = ["role", "end"].map(|act| format!("{PAGE}/{}/{act}", robin.id));
    let page = get(&site, PAGE, &admin).await.body;
    for address in [&role, &end] {
        let form = form_to(&page, address);
        assert!(
            form.contains("name=\"reason\"") && form.contains("required"),
            "{form}"
        );
        assert!(!form.contains("aria-invalid"), "{form}");
    }

    let long = format!("reason=%3Cb%3E{}", "x".repeat(MAX_REASON));
    let lead_and_long = format!("role=lead&{long}");
    for (address, other, typed) in [
        (&role, &end, "role=lead"),
        (&role, &end, "role=lead&reason=+"),
        (&role, &end, lead_and_long.as_str()),
        (&end, &role, ""),
        (&end, &role, "reason=+"),
        (&end, &role, long.as_str()),
    ] {
        let refused = post(&site, address, typed, &admin).await;
        assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY, "{typed}");
        for said in [
            "id=\"wrong\"",
            "A reason is missing, or too long",
            "Say why in 1 to 1,000 characters, in the marked field of robin &lt;i&gt;. Nothing was changed.",
        ] {
            assert!(refused.body.contains(said), "{said}: {}", refused.body);
        }
        let form = form_to(&refused.body, address);
        assert!(form.contains("aria-describedby=\"wrong\""), "{form}");
        assert_eq!(
            form.contains("value=\"&lt;b&gt;xxx"),
            typed.contains(&long),
            "{form}"
        );
        let chosen = form.contains("<option value=\"lead\" selected>");
        assert_eq!(chosen, typed.starts_with("role=lead"), "{form}");
        assert_eq!(refused.body.matches("aria-invalid").count(), 1, "no other field");
        assert!(!form_to(&refused.body, other).contains("xxx"), "no other form");
        let held = site.test.service.staff_called("robin <i>").await.unwrap();
        assert_eq!((held.role, held.ended_at), (Role::Reviewer, None), "{typed}");
    }
    let records = site.test.acts().await.into_iter();
    let mut acts = records.map(|record| record.deed.act);
    assert!(acts.all(|act| !matches!(act, Act::ChangedRole | Act::EndedStaff)));

    // Whoever is there no more has no form to come back to.
    for whom in [NOBODY, "nonsense"] {
        for (act, form) in [
            ("role", "role=lead&reason=%3Cb%3Ewhy"),
            ("end", "reason=%3Cb%3Ewhy"),
        ] {
            let unknown = post(&site, &format!("{PAGE}/{whom}/{act}"), form, &admin).await;
            assert_eq!(unknown.status, StatusCode::NOT_FOUND, "{whom}: {act}");
            assert!(
                unknown.body.contains("readonly>&lt;b>why</textarea>"),
                "{whom}: {act}"
            );
        }
    }
    let kim = format!("{PAGE}/{}", kim.id);
    for (address, form) in [
        (&role, "role=lead&reason=%3Cb%3Econtact:+lists"),
        (&end, "reason=+lists+"),
        (&format!("{kim}/end"), "reason=went+on+leave"),
    ] {
        let done = post(&site, address, form, &admin).await;
        assert_eq!(done.status, StatusCode::SEE_OTHER, "{address}: {}", done.body);
    }
    let ola = sign_in_as(&site, "ola", Role::Auditor).await;
    let record = get(&site, "/staff/audit", &ola).await.unmarked();
    for said in [
        "<td>lead: &lt;b&gt;contact: lists</td>",
        "<td>lists</td>",
        "<td>went on leave</td>",
    ] {
        assert!(
            record.contains(said),
            "in the words that were typed: {said}: {record}"
        );
    }
}

#[tokio::test]
async fn bad_invitations_say_what_is_wrong() {
    let site = Site::start().await;
    let cookie = sign_in(&site, Role::Admin).await;
    for (form, status) in [
        ("", StatusCode::UNPROCESSABLE_ENTITY),
        ("name=robin&role=emperor", StatusCode::UNPROCESSABLE_ENTITY),
        ("name=r&role=lead", StatusCode::UNPROCESSABLE_ENTITY),
        ("name=robin&role=admin", StatusCode::FORBIDDEN),
        ("name=admin&role=lead", StatusCode::CONFLICT),
    ] {
        let answer = post(&site, "/staff/people/invite", form, &cookie).await;
        assert_eq!(answer.status, status, "{form}");
        assert!(answer.body.contains("href=\"/staff/people\""), "{form}");
    }
}

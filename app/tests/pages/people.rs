//! Who works here, as an admin sees and changes it.

use axum::http::StatusCode;
use domain::staff::Role;

use crate::{
    site::Site,
    staff::{get, post, sign_in, sign_in_as},
};

const PAGE: &str = "/staff/people";

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
    let changed = post(&site, &format!("{person}/role"), "role=lead", &admin).await;
    assert_eq!(changed.status, StatusCode::SEE_OTHER);
    assert_eq!(
        get(&site, "/staff/proposals", &robin).await.status,
        StatusCode::OK
    );
    for role in ["admin", "emperor", ""] {
        let refused = post(&site, &format!("{person}/role"), &format!("role={role}"), &admin).await;
        assert!(refused.status.is_client_error(), "{role}");
    }
    let ended = post(&site, &format!("{person}/end"), "", &admin).await;
    assert_eq!(ended.status, StatusCode::SEE_OTHER);
    assert_eq!(
        get(&site, "/staff", &robin).await.header("location"),
        "/staff/sign-in"
    );
    let own = format!("{PAGE}/{}", id("admin").await);
    for act in ["end", "anew"] {
        let refused = post(&site, &format!("{own}/{act}"), "", &admin).await;
        assert_eq!(refused.status, StatusCode::FORBIDDEN, "{act}");
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

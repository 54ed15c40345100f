//! The overview, from which access is suspended.

use axum::http::StatusCode;
use domain::staff::Role;

use super::{get, post, signed_in};
use crate::{site::Site, staff::sign_in_as};

#[tokio::test]
async fn a_platform_suspends_itself_and_resumes_but_not_what_staff_suspended() {
    let site = Site::start().await;
    let cookie = signed_in(&site).await;
    let id = site.test.service.subscribers().await.unwrap()[0].id;
    let suspended = async || site.test.service.platforms().await.unwrap()[0].0.suspended;
    post(&site, "/platform/suspend", "", &cookie).await;
    assert!(suspended().await);
    assert!(
        get(&site, "/platform", &cookie)
            .await
            .body
            .contains("Access is suspended")
    );
    let file = get(&site, "/platform/records/lists/exploitative/csv", &cookie).await;
    assert_eq!(file.status, StatusCode::FORBIDDEN);
    post(&site, "/platform/resume", "", &cookie).await;
    assert!(!suspended().await);

    let ada = sign_in_as(&site, "ada", Role::Lead).await;
    let act = format!("/staff/platforms/{id}/suspend");
    assert_eq!(post(&site, &act, "", &ada).await.status, StatusCode::SEE_OTHER);
    let refused = post(&site, "/platform/resume", "", &cookie).await;
    assert_eq!(refused.status, StatusCode::FORBIDDEN);
    assert!(suspended().await);
    let act = format!("/staff/platforms/{id}/resume");
    post(&site, &act, "", &ada).await;
    assert!(!suspended().await);
    for act in [
        "/staff/platforms/nonsense/suspend",
        "/staff/platforms/00000000000000000000000000000000/resume",
    ] {
        assert_eq!(
            post(&site, act, "", &ada).await.status,
            StatusCode::NOT_FOUND,
            "{act}"
        );
    }
}

//! The page of lists and profile.

use axum::http::StatusCode;
use domain::list::ListName;

use super::{get, post, signed_in};
use crate::site::Site;

#[tokio::test]
async fn lists_and_profile_are_kept_and_no_other_list_is_had() {
    let site = Site::start().await;
    let cookie = signed_in(&site).await;
    let lists = async || site.test.service.platforms().await.unwrap()[0].0.lists.clone();
    let answer = post(&site, "/platform/lists", "list=adult", &cookie).await;
    assert_eq!(answer.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert_eq!(lists().await, [ListName::exploitative()]);
    post(&site, "/platform/lists", "", &cookie).await;
    assert!(lists().await.is_empty());
    post(
        &site,
        "/platform/lists",
        "list=exploitative&variants=yes",
        &cookie,
    )
    .await;
    assert_eq!(lists().await, [ListName::exploitative()]);
    let profile = "products=%3Ci%3EPhotos&practice=looks&practice=nonsense&public=yes";
    post(&site, "/platform/profile", profile, &cookie).await;
    assert!(
        get(&site, "/platform/lists", &cookie)
            .await
            .body
            .contains("&lt;i&gt;Photos")
    );
    assert_eq!(
        site.test
            .service
            .participants(&ListName::exploitative())
            .await
            .unwrap()
            .named[0]
            .products,
        "<i>Photos"
    );
    let long = format!("products={}", "a".repeat(301));
    let answer = post(&site, "/platform/profile", &long, &cookie).await;
    assert_eq!(answer.status, StatusCode::UNPROCESSABLE_ENTITY);
    post(&site, "/platform/profile", "products=Photos", &cookie).await;
    assert!(
        site.test
            .service
            .participants(&ListName::exploitative())
            .await
            .unwrap()
            .named
            .is_empty()
    );
}

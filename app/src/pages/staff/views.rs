//! `POST /staff/views` and `/staff/views/remove`: what someone looks for often.

use axum::{
    Form,
    extract::{State, rejection::FormRejection},
    http::StatusCode,
    response::{IntoResponse as _, Redirect, Response},
};
use serde::Deserialize;
use service::review::HandleError;

use super::{trouble, work::Wish};
use crate::{access::SignedIn, pages, site::Site};

/// A view's name, and what it shows.
#[derive(Default, Deserialize)]
#[serde(default)]
pub(crate) struct Named {
    name: String,
    filter: String,
}

/// Which view, as the form says it: not a name that its sender wrote.
#[derive(Default, Deserialize)]
#[serde(default)]
pub(crate) struct Which {
    view: String,
}

/// Saves what is shown, and goes on showing it.
pub(crate) async fn save(
    State(site): State<Site>,
    SignedIn(staff): SignedIn,
    posted: Result<Form<Named>, FormRejection>,
) -> Response {
    let named = posted.map(|Form(named)| named).unwrap_or_default();
    // Taken apart and put together again, so that only what an address of ours can say is kept.
    let wish: Wish =
        axum::extract::Query::try_from_uri(&format!("/staff?{}", named.filter).parse().unwrap_or_default())
            .map(|axum::extract::Query(wish)| wish)
            .unwrap_or_default();
    let filter = wish.address();
    match site.service.save_view(&staff, &named.name, &filter).await {
        Ok(()) => Redirect::to(&format!("/staff?{filter}")).into_response(),
        Err(HandleError::Storage(error)) => pages::trouble::storage(&site, &error),
        Err(HandleError::TooManyViews) => {
            trouble::page(&site, staff, StatusCode::CONFLICT, "staff-too-many-views", None)
        }
        Err(_) => trouble::page(
            &site,
            staff,
            StatusCode::UNPROCESSABLE_ENTITY,
            "staff-view-name",
            None,
        ),
    }
}

/// Forgets a view.
pub(crate) async fn remove(
    State(site): State<Site>,
    SignedIn(staff): SignedIn,
    posted: Result<Form<Which>, FormRejection>,
) -> Response {
    let Which { view } = posted.map(|Form(which)| which).unwrap_or_default();
    match site.service.remove_view(&staff, &view).await {
        Ok(()) => Redirect::to("/staff").into_response(),
        Err(error) => pages::trouble::storage(&site, &error),
    }
}

//! `POST /leave`: asked in passing by a page that is being left. The answer empties the browser's cache of this site.
//!
//! The link of the way out does not lead through here: it has to work when we do not answer, and browsers let a
//! navigation wait until the cache is empty.

use axum::{
    http::{HeaderName, HeaderValue, StatusCode},
    response::{IntoResponse as _, Response},
};

/// Not the cookies: survivors have none, and staff would be signed out.
const CLEARED: HeaderValue = HeaderValue::from_static("\"cache\", \"storage\"");

pub(crate) async fn clear() -> Response {
    let name = HeaderName::from_static("clear-site-data");
    (StatusCode::NO_CONTENT, [(name, CLEARED)]).into_response()
}

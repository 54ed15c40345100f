//! What is said where there is nothing.

use axum::{http::StatusCode, response::Response};

use super::trouble;
use crate::site::Site;

/// There is no page at this address.
pub(crate) fn answer(site: &Site) -> Response {
    trouble::page(site, StatusCode::NOT_FOUND, "trouble-not-found")
}

/// There is a page at this address, but it is asked for in another way.
pub(crate) fn wrong_method(site: &Site) -> Response {
    trouble::page(site, StatusCode::METHOD_NOT_ALLOWED, "trouble-wrong-method")
}

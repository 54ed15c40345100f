//! HTTP for the organisations that follow lists: the native feed (JSON, bearer tokens), the NCMEC hash sharing
//! wire (XML, HTTP Basic) and the StopNCII wire (JSON, keys in headers), all over the same history.
//!
//! To add an endpoint: a file of its own beside the others of its wire, a line in that wire's `routes`, its
//! section in docs/API.md, and its tests by actor in `tests/`.

mod body;
mod credential;
mod cursor;
mod instant;
mod list_path;
mod long_answer;
mod native;
mod ncmec;
mod outermost;
mod problem;
mod query;
mod quota;
mod revalidation;
mod slashes;
mod stopncii;

use std::time::Duration;

use axum::{
    Router,
    http::{HeaderValue, header::CACHE_CONTROL},
};
use service::Service;

pub use self::{
    outermost::{PATIENCE, outermost},
    slashes::single_slashes,
};
use crate::{credential::Gate, long_answer::Places, problem::Scheme, quota::Quota};
use tower_http::{CompressionLevel, compression::CompressionLayer, set_header::SetResponseHeaderLayer};

/// How much an answer holds at most.
#[derive(Clone, Copy, Debug)]
pub struct Limits {
    /// Entries on one page of the NCMEC wire. Its clients make fewest requests when a page holds everything, so
    /// this is large; smaller pages are for trying out how a client pages.
    pub ncmec_page: u32,
    /// Requests that one key may send in a minute to one node.
    pub requests: u32,
    /// For how long an answer of the NCMEC wire waits until the window that was asked for is over: less than
    /// [`PATIENCE`], after which a request is given up.
    pub closing: Duration,
}

impl Default for Limits {
    fn default() -> Self {
        Self {
            ncmec_page: 10_000,
            requests: 6_000,
            closing: Duration::from_secs(15),
        }
    }
}

/// Every address that subscribers use: `/api/v1/...`, `/ncmec/{list}/v2/...` and `/stopncii/{list}/v1/...`, and the public
/// keys below `/.well-known/`. Requests go through [`single_slashes`] before they come here.
pub fn router(service: Service) -> Router {
    router_with(service, Limits::default())
}

/// [`router`] with other limits.
pub fn router_with(service: Service, limits: Limits) -> Router {
    let quota = Quota::new(limits.requests);
    let gate = |scheme| Gate {
        service: service.clone(),
        scheme,
        quota: quota.clone(),
    };
    let [bearer, basic, keys] = [Scheme::Bearer, Scheme::Basic, Scheme::Keys].map(gate);
    let places = Places::default();
    Router::new()
        .merge(native::routes(service.clone(), places.clone(), bearer))
        .merge(ncmec::routes(service.clone(), limits, places, basic))
        .merge(stopncii::routes(service, keys))
        .layer(SetResponseHeaderLayer::if_not_present(
            CACHE_CONTROL,
            HeaderValue::from_static("no-store"),
        ))
        // Of hashes in hex, no level gets much below half.
        .layer(CompressionLayer::new().quality(CompressionLevel::Fastest))
}

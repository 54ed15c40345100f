//! The wire of StopNCII, version 1, as its public client speaks it: a list's hashes by the second of their last change,
//! each with the cases behind it.
//!
//! What the client needs to the letter: records in ascending order, a `nextSetTimestamp` that never falls and is never
//! later than the last record that was sent, `caseNumbers` always an object, none but the known names, and a body of JSON
//! with every answer. A hash that is off the list is `Withdrawn` for as long as it is kept; then `Deleted`, without it.

mod fetch_hashes;
mod names;
mod submit_feedback;
mod submit_hashes;

use axum::{Router, middleware, routing};
use service::Service;

use crate::{
    credential::{self, Gate},
    problem::Problem,
};

/// The most hashes or opinions in one request.
const MOST: usize = 1_000;

/// Every address below `/stopncii`.
pub(crate) fn routes(service: Service, gate: Gate) -> Router {
    Router::new()
        .route(
            "/stopncii/{list}/v1/FetchHashes",
            routing::get(fetch_hashes::fetch_hashes),
        )
        .route(
            "/stopncii/{list}/v1/SubmitFeedback",
            routing::post(submit_feedback::submit_feedback),
        )
        .route(
            "/stopncii/{list}/v1/SubmitHashes",
            routing::post(submit_hashes::submit_hashes),
        )
        .route_layer(middleware::from_fn_with_state(gate, credential::gate))
        .method_not_allowed_fallback(async || Problem::MethodNotAllowed)
        .route("/stopncii/{list}", routing::any(nothing))
        .route("/stopncii/{list}/{*rest}", routing::any(nothing))
        .with_state(service)
}

async fn nothing() -> Problem {
    Problem::UnknownAddress(
        "Below the base address /stopncii/<list>/v1 there are FetchHashes, SubmitFeedback and SubmitHashes.",
    )
}

//! The native feed: a list's numbered history as JSON.

mod changes;
mod checkpoint;
mod evidence;
mod export;
mod feedback;
mod lists;
mod openapi;

use axum::{Json, Router, routing};
use service::Service;
use utoipa::OpenApi as _;
use utoipa_axum::{router::OpenApiRouter, routes};

use crate::problem::Problem;

/// Every address below `/api`, and the keys of evidence.
pub(crate) fn routes(service: Service) -> Router {
    let (router, document) = OpenApiRouter::with_openapi(openapi::Document::openapi())
        .routes(routes!(lists::lists))
        .routes(routes!(changes::changes))
        .routes(routes!(checkpoint::checkpoint))
        .routes(routes!(feedback::feedback))
        .routes(routes!(export::export))
        .routes(routes!(evidence::evidence))
        .split_for_parts();
    router
        .route(service::served::ADDRESS, routing::get(evidence::keys))
        .route("/api/v1/openapi.json", routing::get(async move || Json(document)))
        .method_not_allowed_fallback(async || Problem::MethodNotAllowed)
        .route("/api/{*rest}", routing::any(async || Problem::UnknownAddress))
        .with_state(service)
}

//! The native feed: a list's numbered history as JSON.

mod changes;
mod checkpoint;
mod copies;
mod digits;
mod entry;
mod events;
mod evidence;
mod export;
mod feedback;
mod lines;
mod lists;
mod openapi;
mod page;
mod reference;
mod snapshot;
mod status;

use axum::{
    Json, Router,
    extract::{FromRef, Path},
    middleware,
    response::Redirect,
    routing,
};
use service::Service;
use utoipa::OpenApi as _;
use utoipa_axum::{router::OpenApiRouter, routes};

use crate::{
    credential::{self, Gate},
    long_answer::Places,
    problem::{Kind, Problem},
};

/// What the handlers share.
#[derive(Clone)]
struct Native {
    service: Service,
    lengths: snapshot::Remembered,
    places: Places,
}

impl FromRef<Native> for Service {
    fn from_ref(native: &Native) -> Self {
        native.service.clone()
    }
}

/// Every address below `/api`, the keys of evidence, and what the types of problems lead to.
pub(crate) fn routes(service: Service, places: Places, gate: Gate) -> Router {
    let native = Native {
        service,
        lengths: snapshot::Remembered::default(),
        places,
    };
    let (router, document) = OpenApiRouter::with_openapi(openapi::Document::openapi())
        .routes(routes!(lists::lists))
        .routes(routes!(changes::changes))
        .routes(routes!(checkpoint::checkpoint))
        .routes(routes!(snapshot::snapshot))
        .routes(routes!(events::events))
        .routes(routes!(entry::entry))
        .routes(routes!(feedback::feedback))
        .routes(routes!(export::export))
        .routes(routes!(evidence::evidence))
        .routes(routes!(status::status))
        .split_for_parts();
    let page = reference::page(&document);
    router
        .route_layer(middleware::from_fn_with_state(gate, credential::gate))
        .route(service::served::ADDRESS, routing::get(evidence::keys))
        .route("/api/v1/reference", routing::get(async move || page))
        .route("/api/v1/openapi.json", routing::get(async move || Json(document)))
        .route("/problems/{name}", routing::get(problem))
        .method_not_allowed_fallback(async || Problem::MethodNotAllowed)
        .route("/api/{*rest}", routing::any(nothing))
        .with_state(native)
}

/// Leads from the `type` of a problem to where it is explained.
async fn problem(Path(name): Path<String>) -> Result<Redirect, Problem> {
    let there = Kind::explained_at(&name).map(|address| Redirect::to(&address));
    there.ok_or(Problem::UnknownAddress(
        "Every kind of problem is explained at /api/v1/reference#problems.",
    ))
}

async fn nothing() -> Problem {
    Problem::UnknownAddress("The addresses are in the document at /api/v1/openapi.json.")
}

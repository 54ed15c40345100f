//! The layers in front of every handler, and what they refuse in the form that a wire's clients read.

use std::time::Duration;

use axum::{
    Router,
    extract::{Request, State},
    http::{StatusCode, header::CONTENT_TYPE},
    middleware::{self, Next},
    response::{IntoResponse as _, Response},
};
use tokio::time::timeout;
use tower_http::{catch_panic::CatchPanicLayer, csrf::CsrfLayer, limit::RequestBodyLimitLayer};

use crate::{ncmec::Fault, problem::Problem, slashes::is_of_a_wire};

/// How long an answer may take to begin, a slowly sent body included, unless there is a reason for more.
pub const PATIENCE: Duration = Duration::from_secs(30);

/// Puts in front of a server's routes what turns requests away before any handler: bodies of more than `most` bytes, what takes
/// longer than there is `patience` for at its path, what another site's page made a browser send; and answers for a handler
/// that failed.
pub fn outermost(routes: Router, most: usize, patience: fn(&str) -> Duration) -> Router {
    routes
        .layer(CsrfLayer::new())
        .layer(RequestBodyLimitLayer::new(most))
        .layer(middleware::from_fn_with_state(patience, in_time))
        .layer(CatchPanicLayer::custom(after_panic))
        .layer(middleware::from_fn(explain_refusals))
}

/// Ends what takes longer than there is patience for.
async fn in_time(State(patience): State<fn(&str) -> Duration>, request: Request, next: Next) -> Response {
    let patience = patience(request.uri().path());
    timeout(patience, next.run(request))
        .await
        .unwrap_or_else(|_| StatusCode::REQUEST_TIMEOUT.into_response())
}

/// Says that something went wrong and nothing of what: a panic's message may hold what a person sent.
fn after_panic(_: Box<dyn std::any::Any + Send>) -> Response {
    tracing::error!("a handler panicked");
    (
        StatusCode::INTERNAL_SERVER_ERROR,
        "Something went wrong on our side. Nothing was changed.\n",
    )
        .into_response()
}

/// Says as a problem (RFC 9457) what a layer refused in words of its own: a body that is too large, a request that took too
/// long or came from another site's page, a handler that failed. Answers at addresses that are not for platforms go through
/// as they are.
async fn explain_refusals(request: Request, next: Next) -> Response {
    let path = request.uri().path();
    let xml = path.starts_with("/ncmec/");
    let ours = is_of_a_wire(path);
    let response = next.run(request).await;
    let said = response.headers().get(CONTENT_TYPE);
    let explained = said.is_some_and(|kind| kind.as_bytes().starts_with(b"application/problem+"));
    if !ours || explained {
        return response;
    }
    let problem = match response.status() {
        StatusCode::FORBIDDEN => Problem::CrossSite,
        StatusCode::REQUEST_TIMEOUT => Problem::TooSlow,
        StatusCode::PAYLOAD_TOO_LARGE => Problem::TooLarge,
        StatusCode::INTERNAL_SERVER_ERROR => Problem::Internal,
        _ => return response,
    };
    if xml {
        Fault(problem).into_response()
    } else {
        problem.into_response()
    }
}

//! What the layers in front of every handler refuse, in the form that a wire's clients read.

use axum::{
    extract::Request,
    http::{StatusCode, header::CONTENT_TYPE},
    middleware::Next,
    response::{IntoResponse as _, Response},
};

use crate::{ncmec::Fault, problem::Problem};

/// Says as a problem (RFC 9457) what a layer refused in words of its own: a body that is too large, a request that took too
/// long or came from another site's page, a handler that failed. Answers at addresses that are not for platforms go through
/// as they are.
pub async fn explain_refusals(request: Request, next: Next) -> Response {
    let path = request.uri().path();
    let xml = path.starts_with("/ncmec/");
    let ours = xml || path.starts_with("/api/") || path.starts_with("/stopncii/");
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

//! The parts of the OpenAPI document that belong to no single endpoint.

use utoipa::{
    IntoResponses, Modify, OpenApi,
    openapi::security::{HttpAuthScheme, HttpBuilder, SecurityScheme},
};

use crate::problem::ProblemBody;

/// What the endpoints are added to.
#[derive(OpenApi)]
#[openapi(
    info(
        title = "Reclaim: the native feed",
        version = "1",
        description = "The numbered history of each list that a subscriber follows. docs/API.md explains it.",
    ),
    modifiers(&BearerToken),
    security(("credential" = [])),
)]
pub(super) struct Document;

struct BearerToken;

impl Modify for BearerToken {
    fn modify(&self, document: &mut utoipa::openapi::OpenApi) {
        let scheme = HttpBuilder::new()
            .scheme(HttpAuthScheme::Bearer)
            .description(Some("A credential: `rclm_<id>_<secret>`."))
            .build();
        document
            .components
            .get_or_insert_default()
            .add_security_scheme("credential", SecurityScheme::Http(scheme));
    }
}

/// The problems that every endpoint can answer with.
#[derive(IntoResponses)]
#[expect(dead_code, reason = "only its derived description is used")]
pub(super) enum Problems {
    /// Two `Authorization` headers, or a query that is not understood.
    #[response(status = BAD_REQUEST, content_type = "application/problem+json")]
    BadRequest(#[to_schema] ProblemBody),
    /// No credential, or one that opens nothing.
    #[response(
        status = UNAUTHORIZED,
        content_type = "application/problem+json",
        headers(("WWW-Authenticate" = String, description = "`Bearer`"))
    )]
    Unauthorized(#[to_schema] ProblemBody),
    /// A credential without the scope that this takes.
    #[response(status = FORBIDDEN, content_type = "application/problem+json")]
    Forbidden(#[to_schema] ProblemBody),
    /// The request, or all of a long answer, was not through in time.
    #[response(status = REQUEST_TIMEOUT, content_type = "application/problem+json")]
    TooSlow(#[to_schema] ProblemBody),
    /// The key has asked as much as it may in this minute (`RateLimit` says what is left, on every answer that is given once the
    /// key has been looked up), or as many long answers are open as the subscriber may have.
    #[response(
        status = TOO_MANY_REQUESTS,
        content_type = "application/problem+json",
        headers(("Retry-After" = u32, description = "Seconds"))
    )]
    TooManyRequests(#[to_schema] ProblemBody),
    /// A fault of ours.
    #[response(status = INTERNAL_SERVER_ERROR, content_type = "application/problem+json")]
    Internal(#[to_schema] ProblemBody),
    /// The database does not answer at the moment, or as many files and snapshots are being made as can be at a time.
    #[response(
        status = SERVICE_UNAVAILABLE,
        content_type = "application/problem+json",
        headers(("Retry-After" = u32, description = "Seconds"))
    )]
    Unavailable(#[to_schema] ProblemBody),
}

//! `GET /api/v1/evidence`, and the keys that it is verified with.

use axum::{
    Json,
    extract::State,
    http::{Uri, header::CONTENT_TYPE},
    response::{IntoResponse as _, Response},
};
use service::{Service, served::KnownKeys};

use super::openapi::Problems;
use crate::{
    credential::Reader,
    problem::{Problem, storage_failed},
    query::Parameters,
};

/// What you were served, signed
///
/// JSON lines, one for each stretch of a list that you were served without a gap: numbers, wire and moments. The last line
/// is a signature over all bytes before it; the keys are at `/.well-known/reclaim-evidence-keys.json`.
#[utoipa::path(
    get,
    path = "/api/v1/evidence",
    responses(
        (status = OK, body = String, content_type = "application/x-ndjson"),
        Problems,
    ),
)]
pub(super) async fn evidence(
    State(service): State<Service>,
    Reader(subscriber): Reader,
    uri: Uri,
) -> Result<Response, Problem> {
    Parameters::read(&uri, &[]).finish()?;
    let text = service
        .evidence(&subscriber)
        .await
        .map_err(|error| storage_failed(&error))?;
    Ok(([(CONTENT_TYPE, "application/x-ndjson")], text).into_response())
}

/// Anyone may verify evidence, so anyone may read the keys.
pub(super) async fn keys(State(service): State<Service>) -> Result<Json<KnownKeys>, Problem> {
    let keys = service.evidence_keys().await;
    keys.map(Json).map_err(|error| storage_failed(&error))
}

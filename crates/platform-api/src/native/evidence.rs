//! `GET /api/v1/evidence`, and the keys that it is verified with.

use axum::{
    Json,
    extract::State,
    http::{Uri, header::CONTENT_TYPE},
    response::{IntoResponse as _, Response},
};
use service::{Service, served::KnownKeys};

use super::{Native, openapi::Problems};
use crate::{
    credential::Reader,
    instant,
    long_answer::Kind,
    problem::{Problem, storage_failed},
    query::Parameters,
};

/// What you were served, signed
///
/// JSON lines, one for each stretch of a list that you were served without a gap: numbers, wire and moments. The last line
/// is a signature over all bytes before it; the keys are at `/.well-known/reclaim-evidence-keys.json`. One answer holds about
/// 20,000 stretches: where there are more, the first line has a moment `next`, to be asked for as `from`.
#[utoipa::path(
    get,
    path = "/api/v1/evidence",
    params((
        "from" = Option<String>, Query, format = DateTime,
        description = "Only stretches that ended at this moment or later, UTC",
    )),
    responses(
        (status = OK, body = String, content_type = "application/x-ndjson"),
        Problems,
    ),
)]
pub(super) async fn evidence(
    State(native): State<Native>,
    Reader(subscriber): Reader,
    uri: Uri,
) -> Result<Response, Problem> {
    let mut parameters = Parameters::read(&uri, &["from"]);
    let from = parameters.text("from").map(instant::parse);
    if from == Some(None) {
        parameters.refuse("from", "must be a time in UTC such as 2026-01-31T23:59:59Z");
    }
    parameters.finish()?;
    let _place = native.places.take(subscriber.id, Kind::Evidence)?;
    let evidence = native
        .service
        .evidence(&subscriber, from.flatten())
        .await
        .map_err(|error| storage_failed(&error))?;
    Ok(([(CONTENT_TYPE, "application/x-ndjson")], evidence.text).into_response())
}

/// Anyone may verify evidence, so anyone may read the keys.
pub(super) async fn keys(State(service): State<Service>) -> Result<Json<KnownKeys>, Problem> {
    let keys = service.evidence_keys().await;
    keys.map(Json).map_err(|error| storage_failed(&error))
}

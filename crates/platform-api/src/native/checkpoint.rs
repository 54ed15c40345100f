//! `GET /api/v1/lists/{list}/checkpoint`

use axum::{
    Json,
    extract::State,
    http::Uri,
    response::{IntoResponse as _, Response},
};
use domain::change::Checkpoint;
use serde::Serialize;
use service::Service;
use utoipa::ToSchema;

use super::openapi::Problems;
use crate::{
    credential::Reader,
    instant,
    list_path::ListPath,
    problem::{Problem, ProblemBody},
    query::Parameters,
    revalidation::{Held, Tag},
};

/// How far a list goes.
#[derive(Serialize, ToSchema)]
#[schema(as = Checkpoint)]
pub(super) struct CheckpointBody {
    /// The list.
    #[schema(example = "exploitative")]
    list: String,
    /// The number of its last change; 0 for a list without any.
    size: u64,
    /// The digest of the chain over all its changes, 64 hex digits.
    #[schema(pattern = "^[0-9a-f]{64}$")]
    digest: String,
    /// When its last change was numbered, to the second, UTC.
    #[schema(format = DateTime)]
    at: String,
}

impl From<&Checkpoint> for CheckpointBody {
    fn from(checkpoint: &Checkpoint) -> Self {
        Self {
            list: checkpoint.list.to_string(),
            size: checkpoint.size,
            digest: hex::encode(checkpoint.digest),
            at: instant::format(checkpoint.at),
        }
    }
}

/// How far a list goes
///
/// Small and cheap: whoever polls often asks this, with `If-None-Match`.
#[utoipa::path(
    get,
    path = "/api/v1/lists/{list}/checkpoint",
    params(
        ("list" = String, Path, description = "The name of a list"),
        ("If-None-Match" = Option<String>, Header, description = "The `ETag` of the answer you hold"),
    ),
    responses(
        (status = OK, body = CheckpointBody, headers(("ETag" = String, description = "Changes with the list"))),
        (status = NOT_MODIFIED, description = "What you hold is still right"),
        (
            status = NOT_FOUND, body = ProblemBody, content_type = "application/problem+json",
            description = "No such list, or not one of yours",
        ),
        Problems,
    ),
)]
pub(super) async fn checkpoint(
    State(service): State<Service>,
    Reader(subscriber): Reader,
    ListPath(list): ListPath,
    held: Held,
    uri: Uri,
) -> Result<Response, Problem> {
    Parameters::read(&uri, &[]).finish()?;
    let checkpoint = service.checkpoint(&subscriber, &list).await?;
    let tag = Tag::of(&checkpoint);
    if held.contains(&tag) {
        return Ok(tag.not_modified());
    }
    Ok((tag.headers(), Json(CheckpointBody::from(&checkpoint))).into_response())
}

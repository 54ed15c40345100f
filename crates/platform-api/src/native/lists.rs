//! `GET /api/v1/lists`

use axum::{Json, extract::State, http::Uri};
use serde::Serialize;
use service::{Service, feed::FeedError};
use utoipa::ToSchema;

use super::{checkpoint::CheckpointBody, openapi::Problems};
use crate::{credential::Reader, problem::Problem, query::Parameters};

/// The lists that a subscriber may read.
#[derive(Serialize, ToSchema)]
#[schema(as = Lists)]
pub(super) struct ListsBody {
    /// One for each, by name.
    lists: Vec<ListBody>,
}

/// One list.
#[derive(Serialize, ToSchema)]
#[schema(as = List)]
struct ListBody {
    /// Its name, as other addresses want it.
    #[schema(example = "exploitative")]
    list: String,
    /// How far it goes.
    checkpoint: CheckpointBody,
}

/// The lists that you may read
#[utoipa::path(get, path = "/api/v1/lists", responses((status = OK, body = ListsBody), Problems))]
pub(super) async fn lists(
    State(service): State<Service>,
    Reader(subscriber): Reader,
    uri: Uri,
) -> Result<Json<ListsBody>, Problem> {
    Parameters::read(&uri, &[]).finish()?;
    let mut names = subscriber.lists.clone();
    names.sort();
    let mut lists = Vec::with_capacity(names.len());
    for name in names {
        match service.checkpoint(&subscriber, &name).await {
            Ok(checkpoint) => {
                lists.push(ListBody {
                    list: name.to_string(),
                    checkpoint: (&checkpoint).into(),
                });
            }
            Err(FeedError::NotFound) => {}
            Err(error) => return Err(error.into()),
        }
    }
    Ok(Json(ListsBody { lists }))
}

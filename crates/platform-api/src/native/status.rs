//! `GET /api/v1/status`

use axum::{Json, extract::State, http::Uri};
use domain::subscriber::Credential;
use serde::Serialize;
use service::{Service, feed::FeedError, platform::Standing};
use utoipa::ToSchema;

use super::{checkpoint::CheckpointBody, openapi::Problems};
use crate::{
    credential::{Key, Reader},
    instant,
    problem::{Problem, storage_failed},
    query::Parameters,
};

/// Who you are here.
#[derive(Serialize, ToSchema)]
#[schema(as = Status)]
pub(super) struct StatusBody {
    /// Your organisation's name.
    name: String,
    /// Its member number on the NCMEC wire.
    member: i32,
    /// Whether it may hand in hashes.
    may_contribute: bool,
    /// The lists that it may read, by name.
    lists: Vec<CheckpointBody>,
    /// How far it was served each of them, whichever key it came with.
    served: Vec<ServedBody>,
    /// Its keys that are in force, the oldest first.
    keys: Vec<KeyBody>,
}

/// How far you were served a list.
#[derive(Serialize, ToSchema)]
#[schema(as = ServedUpTo)]
struct ServedBody {
    /// The list.
    #[schema(example = "exploitative")]
    list: String,
    /// The highest number that you were served by any wire, or that this wire has nothing to say of; 0 where you never were.
    number: u64,
    /// How many numbers you have not been served yet.
    behind: u64,
    /// The wire of the newest answer: `native`, `ncmec`, `stopncii` or `export`; `null` where there was none.
    #[schema(required)]
    wire: Option<&'static str>,
    /// When that was, to the second, UTC.
    #[schema(format = DateTime, required)]
    at: Option<String>,
}

impl From<Standing> for ServedBody {
    fn from(standing: Standing) -> Self {
        let last = standing.syncs.first();
        Self {
            behind: standing.lag(),
            number: standing.reached,
            wire: last.map(|sync| sync.wire.as_str()),
            at: last.map(|sync| instant::format(sync.at)),
            list: standing.list.to_string(),
        }
    }
}

/// One of your keys. Its secret is kept nowhere.
#[derive(Serialize, ToSchema)]
#[schema(as = Key)]
struct KeyBody {
    /// Its id: the user name of HTTP Basic.
    #[schema(pattern = "^[0-9a-f]{32}$")]
    id: String,
    /// What it may be used for.
    #[schema(example = "read feedback")]
    scopes: String,
    /// When it was made, to the second, UTC.
    #[schema(format = DateTime)]
    created_at: String,
    /// From when on it is refused; `null` where it has no end.
    #[schema(format = DateTime, required)]
    expires_at: Option<String>,
    /// Whether this request came with it.
    this: bool,
}

/// Who you are here, how far you have got, and what your keys are
#[utoipa::path(get, path = "/api/v1/status", responses((status = OK, body = StatusBody), Problems))]
pub(super) async fn status(
    State(service): State<Service>,
    Reader(subscriber): Reader,
    Key(own): Key,
    uri: Uri,
) -> Result<Json<StatusBody>, Problem> {
    Parameters::read(&uri, &[]).finish()?;
    let now = service.now();
    let keys = service.keys_of(subscriber.id).await;
    let keys = keys.map_err(|error| storage_failed(&error))?;
    let key = |key: Credential| KeyBody {
        id: key.id.to_string(),
        scopes: key.scopes.to_string(),
        created_at: instant::format(key.created_at),
        expires_at: key.expires_at.map(instant::format),
        this: key.id == own,
    };
    let standings = service.standings(&subscriber).await;
    let mut served: Vec<ServedBody> = standings
        .map_err(|error| storage_failed(&error))?
        .into_iter()
        .map(ServedBody::from)
        .collect();
    served.sort_by(|one, other| one.list.cmp(&other.list));
    let mut names = subscriber.lists.clone();
    names.sort();
    let mut lists = Vec::with_capacity(names.len());
    for name in names {
        match service.checkpoint(&subscriber, &name).await {
            Ok(checkpoint) => lists.push((&checkpoint).into()),
            Err(FeedError::NotFound) => {}
            Err(error) => return Err(error.into()),
        }
    }
    Ok(Json(StatusBody {
        name: subscriber.name,
        member: subscriber.member,
        may_contribute: subscriber.may_contribute,
        lists,
        served,
        keys: keys
            .into_iter()
            .filter(|key| key.is_valid(now))
            .map(key)
            .collect(),
    }))
}

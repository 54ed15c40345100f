//! `GET /api/v1/lists/{list}/entries/{entry}`

use axum::{Json, extract::State, http::Uri};
use domain::feedback::Feedback;
use serde::Serialize;
use service::Service;
use utoipa::ToSchema;

use super::{
    changes::ChangeBody,
    copies::{Copies, PARAMETER},
    openapi::Problems,
};
use crate::{
    credential::Reader,
    instant,
    list_path::{EntryPath, ListPath},
    problem::{Problem, ProblemBody},
    query::Parameters,
};

/// One entry as it is now.
#[derive(Serialize, ToSchema)]
#[schema(as = Entry)]
pub(super) struct EntryBody {
    /// The list.
    #[schema(example = "exploitative")]
    list: String,
    /// Whether it is on the list.
    listed: bool,
    /// Its newest change, with its hashes while it is on the list.
    newest: ChangeBody,
    /// What you last said of it; `null` where you said nothing.
    #[schema(required)]
    feedback: Option<OwnBody>,
}

/// What you last said of an entry.
#[derive(Serialize, ToSchema)]
#[schema(as = OwnFeedback)]
struct OwnBody {
    /// `matched`, `removed`, `kept` or `disputed`.
    verdict: &'static str,
    /// Why.
    reason: String,
    /// When you said it, to the second, UTC; of a word against the entry, when you first did.
    #[schema(format = DateTime)]
    given_at: String,
}

impl From<Feedback> for OwnBody {
    fn from(feedback: Feedback) -> Self {
        Self {
            verdict: feedback.verdict.as_str(),
            reason: feedback.reason,
            given_at: instant::format(feedback.given_at),
        }
    }
}

/// One entry as it is now
///
/// For an entry that is off the list, its removal. What was never on the list is unknown here.
#[utoipa::path(
    get,
    path = "/api/v1/lists/{list}/entries/{entry}",
    params(
        ("list" = String, Path, description = "The name of a list"),
        ("entry" = String, Path, description = "An entry, 32 hex digits"),
        ("variants" = Option<bool>, Query, description = "As with changes"),
    ),
    responses(
        (status = OK, body = EntryBody),
        (
            status = NOT_FOUND, body = ProblemBody, content_type = "application/problem+json",
            description = "No such list or not one of yours, or no such entry",
        ),
        Problems,
    ),
)]
pub(super) async fn entry(
    State(service): State<Service>,
    Reader(subscriber): Reader,
    ListPath(list): ListPath,
    EntryPath(entry): EntryPath,
    uri: Uri,
) -> Result<Json<EntryBody>, Problem> {
    let mut parameters = Parameters::read(&uri, &[PARAMETER]);
    let asked = Copies::asked_for(&mut parameters);
    parameters.finish()?;
    let copies = Copies::for_reader(asked, &service, &subscriber).await?;
    let found = service.entry_on(&subscriber, &list, entry).await?;
    let found = found.ok_or(Problem::UnknownEntry)?;
    Ok(Json(EntryBody {
        list: list.to_string(),
        listed: found.listing.content.is_some(),
        newest: ChangeBody::of_listing(found.listing, copies),
        feedback: found.feedback.map(OwnBody::from),
    }))
}

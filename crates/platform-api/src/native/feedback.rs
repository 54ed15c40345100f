//! `POST /api/v1/lists/{list}/feedback`

use axum::{
    Json,
    body::Bytes,
    extract::{State, rejection::BytesRejection},
    http::{HeaderMap, Uri},
};
use domain::{feedback::Verdict, id::EntryId};
use serde::{Deserialize, Serialize};
use service::{
    Service,
    feedback::{FeedbackError, Opinion},
};
use utoipa::ToSchema;

use super::openapi::Problems;
use crate::{
    body::{self, wrong},
    credential::Commenter,
    list_path::ListPath,
    problem::{Problem, ProblemBody, storage_failed},
    query::Parameters,
};

/// The most opinions in one request: what fits into the largest body that the server takes.
const MOST: usize = 1_000;

/// What you found and did.
#[derive(Deserialize, ToSchema)]
#[schema(as = Feedback)]
#[serde(deny_unknown_fields)]
pub(super) struct FeedbackBody {
    /// 1 to 1,000 opinions; all of them are kept, or none.
    #[schema(min_items = 1, max_items = 1000)]
    feedback: Vec<OpinionBody>,
}

/// What you say of one entry; it takes the place of what you said of it before.
#[derive(Deserialize, ToSchema)]
#[schema(as = Opinion)]
#[serde(deny_unknown_fields)]
struct OpinionBody {
    /// The entry, 32 hex digits.
    #[schema(pattern = "^[0-9a-f]{32}$")]
    entry: String,
    /// What happened, or what you think of the entry.
    #[schema(value_type = VerdictName)]
    verdict: String,
    /// Why; `none` where it is left out.
    #[serde(default = "no_reason")]
    #[schema(value_type = ReasonName)]
    reason: String,
    /// How many of your uploads matched; 1 where it is left out.
    #[serde(default = "one")]
    #[schema(minimum = 1, maximum = 1_000_000)]
    matches: u32,
}

const fn one() -> u32 {
    1
}

fn no_reason() -> String {
    "none".to_owned()
}

#[derive(ToSchema)]
#[schema(as = Verdict, rename_all = "lowercase")]
#[expect(dead_code, reason = "only its derived description is used")]
enum VerdictName {
    Matched,
    Removed,
    Kept,
    Disputed,
}

#[derive(ToSchema)]
#[schema(as = FeedbackReason, rename_all = "kebab-case")]
#[expect(dead_code, reason = "only its derived description is used")]
enum ReasonName {
    None,
    DifferentContent,
    LawfulContent,
    CannotBeRemoved,
    PublicContent,
    LowInformation,
}

/// What became of it.
#[derive(Serialize, ToSchema)]
#[schema(as = FeedbackTaken)]
pub(super) struct TakenBody {
    /// How many opinions were sent.
    taken: usize,
    /// How many of them say anything that you had not said already.
    new: usize,
}

/// Say what you found
///
/// Sending the same again changes nothing, so a request that broke can be repeated as it was.
#[utoipa::path(
    post,
    path = "/api/v1/lists/{list}/feedback",
    params(("list" = String, Path, description = "The name of a list")),
    request_body = FeedbackBody,
    responses(
        (status = OK, body = TakenBody),
        (
            status = NOT_FOUND, body = ProblemBody, content_type = "application/problem+json",
            description = "No such list, or not one of yours",
        ),
        (
            status = PAYLOAD_TOO_LARGE, body = ProblemBody, content_type = "application/problem+json",
            description = "Send fewer opinions at a time",
        ),
        (
            status = UNSUPPORTED_MEDIA_TYPE, body = ProblemBody, content_type = "application/problem+json",
            description = "The body is not sent as application/json",
        ),
        (
            status = UNPROCESSABLE_ENTITY, body = ProblemBody, content_type = "application/problem+json",
            description = "`errors` names the field; nothing was kept",
        ),
        Problems,
    ),
)]
pub(super) async fn feedback(
    State(service): State<Service>,
    Commenter(subscriber): Commenter,
    ListPath(list): ListPath,
    uri: Uri,
    headers: HeaderMap,
    body: Result<Bytes, BytesRejection>,
) -> Result<Json<TakenBody>, Problem> {
    Parameters::read(&uri, &[]).finish()?;
    let opinions = opinions(&headers, &body.map_err(|_| Problem::TooLarge)?)?;
    let new = service.give_feedback(&subscriber, &list, &opinions).await?;
    Ok(Json(TakenBody {
        taken: opinions.len(),
        new,
    }))
}

fn opinions(headers: &HeaderMap, body: &[u8]) -> Result<Vec<Opinion>, Problem> {
    let parsed: FeedbackBody = body::json(headers, body)?;
    if !(1..=MOST).contains(&parsed.feedback.len()) {
        return Err(wrong("feedback", "must hold 1 to 1000 opinions"));
    }
    parsed.feedback.into_iter().enumerate().map(opinion).collect()
}

fn opinion((position, body): (usize, OpinionBody)) -> Result<Opinion, Problem> {
    let entry = EntryId::parse(&body.entry)
        .map_err(|_| wrong(field(position, "entry"), "must be 32 lower-case hex digits"))?;
    let verdict = Verdict::parse(&body.verdict).ok_or_else(|| {
        let known = "must be matched, removed, kept or disputed";
        wrong(field(position, "verdict"), known)
    })?;
    Ok(Opinion {
        entry,
        verdict,
        reason: body.reason,
        matches: body.matches,
    })
}

fn field(position: usize, name: &str) -> String {
    format!("feedback[{position}].{name}")
}

impl From<FeedbackError> for Problem {
    fn from(error: FeedbackError) -> Self {
        match error {
            FeedbackError::UnknownList => Self::UnknownList,
            FeedbackError::UnknownEntry { position } => {
                wrong(field(position, "entry"), "was never on this list")
            }
            FeedbackError::UnknownReason { position, verdict } => {
                let known = format!("must be one of {}", verdict.reasons().join(", "));
                wrong(field(position, "reason"), known)
            }
            FeedbackError::Matches { position } => wrong(field(position, "matches"), "must be 1 to 1000000"),
            FeedbackError::TooMany => Self::TooLarge,
            FeedbackError::Storage(error) => storage_failed(&error),
        }
    }
}

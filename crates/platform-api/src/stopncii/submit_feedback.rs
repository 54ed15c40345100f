//! `POST /stopncii/{list}/v1/SubmitFeedback`: what became of matches.

use axum::{
    Json,
    body::Bytes,
    extract::{State, rejection::BytesRejection},
    http::{HeaderMap, Uri},
};
use serde::{Deserialize, Serialize};
use service::{Service, by_hash::HashOpinion, feedback::FeedbackError};

use super::{
    MOST,
    names::{fingerprint, verdict},
};
use crate::{
    body::{self, wrong},
    credential::Commenter,
    list_path::ListPath,
    problem::Problem,
    query::Parameters,
};

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
struct FeedbackBody {
    count: usize,
    hash_feedbacks: Vec<OpinionBody>,
}

/// `tags` and whatever else a client sends is not kept.
#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
struct OpinionBody {
    hash_value: String,
    feedback_value: String,
}

/// What became of it.
#[derive(Debug, Serialize)]
pub(super) struct TakenBody {
    /// How many opinions were sent.
    count: usize,
    /// How many of them say something that is kept here.
    taken: usize,
    /// Of how many entries that is new.
    new: usize,
}

pub(super) async fn submit_feedback(
    State(service): State<Service>,
    Commenter(subscriber): Commenter,
    ListPath(list): ListPath,
    uri: Uri,
    headers: HeaderMap,
    body: Result<Bytes, BytesRejection>,
) -> Result<Json<TakenBody>, Problem> {
    Parameters::read(&uri, &[]).finish()?;
    let parsed: FeedbackBody = body::json(&headers, &body.map_err(|_| Problem::TooLarge)?)?;
    let count = parsed.hash_feedbacks.len();
    check(count, parsed.count, "hashFeedbacks")?;
    let mut said = Vec::new();
    let mut positions = Vec::new();
    for (position, opinion) in parsed.hash_feedbacks.iter().enumerate() {
        let at = |name: &str| format!("hashFeedbacks[{position}].{name}");
        let fingerprint = fingerprint(&opinion.hash_value, None).ok_or_else(|| {
            wrong(
                at("hashValue"),
                "must be 64 lower-case hex digits, or 32 of a video",
            )
        })?;
        let verdict = verdict(&opinion.feedback_value)
            .ok_or_else(|| wrong(at("feedbackValue"), "is not a value of this wire"))?;
        if let Some(verdict) = verdict {
            said.push(HashOpinion { fingerprint, verdict });
            positions.push(position);
        }
    }
    let new = service
        .give_feedback_on_hashes(&subscriber, &list, &said)
        .await
        .map_err(|error| match error {
            FeedbackError::UnknownEntry { position } => {
                let position = positions.get(position).copied().unwrap_or(position);
                wrong(
                    format!("hashFeedbacks[{position}].hashValue"),
                    "is not on this list, and was not lately",
                )
            }
            error => error.into(),
        })?;
    Ok(Json(TakenBody {
        count,
        taken: said.len(),
        new,
    }))
}

/// Whether there are as many as the client says, and not too many.
pub(super) fn check(found: usize, said: usize, field: &str) -> Result<(), Problem> {
    if !(1..=MOST).contains(&found) {
        return Err(wrong(field, format!("must hold 1 to {MOST}")));
    }
    if found != said {
        return Err(wrong("count", format!("must be how many {field} holds")));
    }
    Ok(())
}

//! `POST /stopncii/{list}/v1/SubmitHashes`: hashes from a subscriber that may hand them in. They wait for review.

use axum::{
    Json,
    body::Bytes,
    extract::{State, rejection::BytesRejection},
    http::{HeaderMap, Uri},
};
use domain::feedback::Verdict;
use serde::{Deserialize, Serialize};
use service::{
    Service,
    contribute::{ContributeError, Contribution},
};

use super::{
    names::{SignalType, fingerprint, verdict},
    submit_feedback::check,
};
use crate::{
    body::{self, wrong},
    credential::Contributor,
    list_path::ListPath,
    problem::{Problem, Scheme, storage_failed},
    query::Parameters,
};

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
struct HashesBody {
    count: usize,
    hash_records: Vec<HashBody>,
}

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
struct HashBody {
    signal_type: String,
    hash_value: String,
    #[serde(rename = "CSPFeedbacks", default)]
    feedback: Vec<OpinionBody>,
}

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
struct OpinionBody {
    feedback_value: String,
}

/// What became of them.
#[derive(Debug, Serialize)]
pub(super) struct TakenBody {
    /// How many hashes were sent.
    count: usize,
    /// How many of them were not known here and wait for review now.
    new: usize,
}

pub(super) async fn submit_hashes(
    State(service): State<Service>,
    Contributor(subscriber): Contributor,
    ListPath(list): ListPath,
    uri: Uri,
    headers: HeaderMap,
    body: Result<Bytes, BytesRejection>,
) -> Result<Json<TakenBody>, Problem> {
    Parameters::read(&uri, &[]).finish()?;
    let parsed: HashesBody = body::json(&headers, &body.map_err(|_| Problem::TooLarge)?)?;
    let count = parsed.hash_records.len();
    check(count, parsed.count, "hashRecords")?;
    let contributions = parsed
        .hash_records
        .iter()
        .enumerate()
        .map(|(position, hash)| contribution(position, hash))
        .collect::<Result<Vec<_>, _>>()?;
    let new = service.contribute(&subscriber, &list, &contributions).await?;
    Ok(Json(TakenBody { count, new }))
}

fn contribution(position: usize, hash: &HashBody) -> Result<Contribution, Problem> {
    let at = |name: &str| format!("hashRecords[{position}].{name}");
    let medium = SignalType::medium(&hash.signal_type)
        .ok_or_else(|| wrong(at("signalType"), "must be ImagePDQ or VideoMD5"))?;
    let fingerprint = fingerprint(&hash.hash_value, Some(medium)).ok_or_else(|| {
        let digits = "must be lower-case hex digits: 64 of an ImagePDQ, 32 of a VideoMD5";
        wrong(at("hashValue"), digits)
    })?;
    let mut said = None;
    for (place, opinion) in hash.feedback.iter().enumerate() {
        let known = verdict(&opinion.feedback_value).ok_or_else(|| {
            let field = at(&format!("CSPFeedbacks[{place}].feedbackValue"));
            wrong(field, "is not a value of this wire")
        })?;
        said = said.or(known);
    }
    Ok(Contribution {
        fingerprint,
        verdict: said.unwrap_or(Verdict::Matched),
    })
}

impl From<ContributeError> for Problem {
    fn from(error: ContributeError) -> Self {
        match error {
            ContributeError::UnknownList => Self::UnknownList,
            ContributeError::Forbidden => Self::WrongScope {
                scheme: Scheme::Keys,
                scope: domain::subscriber::Scope::Contribute,
            },
            ContributeError::NoHash { position } => wrong(
                format!("hashRecords[{position}].hashValue"),
                "has not the length of its kind",
            ),
            ContributeError::TooManyEntries => Self::TooLarge,
            ContributeError::EnoughToday { seconds } => Self::EnoughToday { seconds },
            ContributeError::Storage(error) => storage_failed(&error),
        }
    }
}

//! `POST /submissions`: takes the hashes that the picker made, and answers with number and PIN of a new case, or adds
//! them to the case whose number and PIN come with them.
//!
//! The only address of the pages that speaks JSON. What is wrong is answered as a problem (RFC 9457) that names
//! the field, and nothing is kept. Whoever has to wait reads why in the language that they ask for: the
//! page asks for its own.

use axum::{
    Json,
    body::Bytes,
    extract::{State, rejection::BytesRejection},
    http::{HeaderMap, HeaderValue, StatusCode, header},
    response::{IntoResponse, Response},
};
use domain::submission::{CaseForm, FieldError, Form, SIZES, Submission};
use serde::Serialize;
use service::{
    add::{AddError, Added},
    case::{CaseKey, OpenCaseError},
    door::{Errand, Wait, work::Challenge},
    submit::{Receipt, SubmitError},
};

use crate::{access::Who, site::Site, words::Words};

/// The longest submission, in bytes: [`domain::submission::MAX_ITEMS`] photos with all their hashes are shorter.
pub(crate) const LONGEST: usize = SIZES[SIZES.len() - 1];

/// How long the answer to an addition is: another length would tell how many were sent.
const ADDED: usize = 1_024;

/// Where a browser shows the work that it was asked for: the challenge, a dot, and the number that it found.
const WORK: &str = "reclaim-work";

pub(crate) async fn receive(
    State(site): State<Site>,
    Who(visitor): Who,
    headers: HeaderMap,
    body: Result<Bytes, BytesRejection>,
) -> Result<Response, Response> {
    let words = site.languages.asked_for(&headers);
    let refuse = |wrong: Wrong| problem(&words, wrong);
    let (case, submission) = read(&headers, body).map_err(refuse)?;
    let shown = headers.get(WORK).and_then(|value| value.to_str().ok());
    site.service
        .admit(Errand::Submit, visitor)
        .map_err(Wrong::from)
        .map_err(refuse)?;
    site.service
        .admit_work(&submission, shown)
        .map_err(Wrong::Work)
        .map_err(refuse)?;
    if let Some(CaseForm { number, pin }) = case {
        let added = site
            .service
            .add_to_case(CaseKey::new(&number, &pin).from(visitor), submission)
            .await;
        return added
            .map(|added| added_answer(&added))
            .map_err(Wrong::from)
            .map_err(refuse);
    }
    let receipt = site
        .service
        .submit(submission)
        .await
        .map_err(Wrong::from)
        .map_err(refuse)?;
    Ok(created(&receipt))
}

/// Reads a submission from a request, with the case that it is for, or finds the first thing that is wrong with it.
fn read(
    headers: &HeaderMap,
    body: Result<Bytes, BytesRejection>,
) -> Result<(Option<CaseForm>, Submission), Wrong> {
    if !is_json(headers) {
        return Err(Wrong::ContentType);
    }
    let body = body.map_err(|error| {
        if error.status() == StatusCode::PAYLOAD_TOO_LARGE {
            Wrong::TooLong
        } else {
            Wrong::CutOff
        }
    })?;
    let mut json = serde_json::Deserializer::from_slice(&body);
    let mut form: Form = serde_path_to_error::deserialize(&mut json).map_err(|error| Wrong::Malformed {
        field: error.path().to_string(),
    })?;
    json.end().map_err(|_| Wrong::Malformed {
        field: ".".to_owned(),
    })?;
    let case = form.case.take();
    Ok((case, form.parse().map_err(Wrong::Field)?))
}

fn is_json(headers: &HeaderMap) -> bool {
    let kind = headers
        .get(header::CONTENT_TYPE)
        .and_then(|value| value.to_str().ok());
    kind.and_then(|kind| kind.split(';').next())
        .is_some_and(|kind| kind.trim().eq_ignore_ascii_case("application/json"))
}

fn created(receipt: &Receipt) -> Response {
    #[derive(Serialize)]
    struct Answer {
        case_number: String,
        pin: String,
    }
    let answer = Answer {
        case_number: receipt.number.to_string(),
        pin: receipt.pin.to_string(),
    };
    not_kept((StatusCode::CREATED, Json(answer)).into_response())
}

/// With the numbers that the case gives to what was sent: some of it may have one already.
fn added_answer(added: &Added) -> Response {
    #[derive(Serialize)]
    struct Answer {
        added: usize,
        numbers: Vec<u64>,
        padding: String,
    }
    let mut answer = Answer {
        added: added.count,
        numbers: added
            .positions
            .iter()
            .map(|&place| u64::from(place) + 1)
            .collect(),
        padding: String::new(),
    };
    let bare = serde_json::to_vec(&answer).map_or(0, |json| json.len());
    answer.padding = " ".repeat(ADDED.saturating_sub(bare));
    not_kept(Json(answer).into_response())
}

/// What is wrong with a submission.
#[derive(Debug)]
enum Wrong {
    ContentType,
    TooLong,
    CutOff,
    Malformed { field: String },
    Field(FieldError),
    UnknownList,
    KeyReused,
    NoCase,
    Full,
    Wait(Wait),
    Work(Challenge),
    Busy,
    Unavailable,
}

impl From<AddError> for Wrong {
    fn from(error: AddError) -> Self {
        match error {
            AddError::UnknownList => Self::UnknownList,
            AddError::Full => Self::Full,
            AddError::Wait(wait) | AddError::Case(OpenCaseError::Wait(wait)) => wait.into(),
            AddError::Case(OpenCaseError::Unknown) => Self::NoCase,
            AddError::Case(OpenCaseError::Busy) => Self::Busy,
            AddError::Case(OpenCaseError::Storage(error)) => {
                tracing::error!(
                    error = &error as &dyn std::error::Error,
                    "an addition was not kept"
                );
                Self::Unavailable
            }
        }
    }
}

impl From<Wait> for Wrong {
    fn from(wait: Wait) -> Self {
        Self::Wait(wait)
    }
}

impl From<SubmitError> for Wrong {
    fn from(error: SubmitError) -> Self {
        match error {
            SubmitError::UnknownList => Self::UnknownList,
            SubmitError::KeyReused => Self::KeyReused,
            SubmitError::Busy => Self::Busy,
            SubmitError::Wait(wait) => wait.into(),
            SubmitError::Storage(error) => {
                tracing::error!(
                    error = &error as &dyn std::error::Error,
                    "a submission was not kept"
                );
                Self::Unavailable
            }
        }
    }
}

/// A problem's body (RFC 9457).
#[derive(Serialize)]
struct Problem {
    #[serde(rename = "type")]
    kind: String,
    title: String,
    status: u16,
    #[serde(skip_serializing_if = "Option::is_none")]
    detail: Option<&'static str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    field: Option<String>,
    /// The text to work on, and the zero bits that are asked for.
    #[serde(skip_serializing_if = "Option::is_none")]
    challenge: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    bits: Option<u8>,
}

fn problem(words: &Words, wrong: Wrong) -> Response {
    let work = match &wrong {
        Wrong::Work(challenge) => Some(challenge.clone()),
        _ => None,
    };
    let wait = match &wrong {
        Wrong::Wait(wait) => Some(*wait),
        Wrong::Busy | Wrong::Unavailable => Some(Wait::BUSY),
        _ => None,
    };
    let why = match &wrong {
        // That there is much to do is not known of a database that does not answer.
        Wrong::Unavailable => Some(words.say_how_long("wait-trouble", Wait::BUSY.seconds)),
        _ => wait.map(|wait| words.say_wait(wait)),
    };
    let (status, name, field, detail) = match wrong {
        Wrong::ContentType => (
            StatusCode::UNSUPPORTED_MEDIA_TYPE,
            "problem-content-type",
            None,
            None,
        ),
        Wrong::TooLong => (StatusCode::PAYLOAD_TOO_LARGE, "problem-too-long", None, None),
        Wrong::CutOff => (StatusCode::BAD_REQUEST, "problem-cut-off", None, None),
        Wrong::Malformed { field } => (StatusCode::BAD_REQUEST, "problem-malformed", Some(field), None),
        Wrong::Field(error) => (
            StatusCode::UNPROCESSABLE_ENTITY,
            "problem-field",
            Some(error.field),
            Some(error.problem),
        ),
        Wrong::UnknownList => (
            StatusCode::UNPROCESSABLE_ENTITY,
            "problem-unknown-list",
            Some("list".to_owned()),
            None,
        ),
        Wrong::KeyReused => (
            StatusCode::CONFLICT,
            "problem-key-reused",
            Some("key".to_owned()),
            None,
        ),
        Wrong::NoCase => (StatusCode::NOT_FOUND, "problem-no-case", None, None),
        Wrong::Full => (
            StatusCode::UNPROCESSABLE_ENTITY,
            "problem-case-full",
            Some("items".to_owned()),
            None,
        ),
        Wrong::Wait(_) => (StatusCode::TOO_MANY_REQUESTS, "problem-wait", None, None),
        Wrong::Work(_) => (StatusCode::PRECONDITION_REQUIRED, "problem-work", None, None),
        Wrong::Busy | Wrong::Unavailable => (StatusCode::SERVICE_UNAVAILABLE, "problem-busy", None, None),
    };
    let problem = Problem {
        kind: format!("urn:reclaim:{name}"),
        title: why.unwrap_or_else(|| words.say(name)),
        status: status.as_u16(),
        detail,
        field,
        bits: work.as_ref().map(|challenge| challenge.bits),
        challenge: work.map(|challenge| challenge.text),
    };
    let mut response = not_kept((status, Json(problem)).into_response());
    let headers = response.headers_mut();
    headers.insert(
        header::CONTENT_TYPE,
        HeaderValue::from_static("application/problem+json"),
    );
    if let Some(wait) = wait {
        headers.insert(header::RETRY_AFTER, HeaderValue::from(wait.seconds));
    }
    response
}

fn not_kept(mut response: Response) -> Response {
    response
        .headers_mut()
        .insert(header::CACHE_CONTROL, HeaderValue::from_static("no-store"));
    response
}

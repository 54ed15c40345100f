//! What is answered when a request cannot be served, as RFC 9457 describes it.
//!
//! Not from a crate: the one that fits axum brings an older utoipa, and this wire needs the XML form as well.

mod kind;

use axum::{
    Json,
    http::{
        HeaderMap, HeaderValue, StatusCode,
        header::{CONTENT_RANGE, CONTENT_TYPE, RETRY_AFTER, WWW_AUTHENTICATE},
    },
    response::{IntoResponse, Response},
};
use domain::subscriber::Scope;
use serde::Serialize;
use service::{StorageError, contribute::MOST_A_DAY, feed::FeedError};
use utoipa::ToSchema;

pub(crate) use self::kind::{KINDS, Kind};

/// How a wire wants credentials.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Scheme {
    /// RFC 7617.
    Basic,
    /// RFC 6750.
    Bearer,
    /// Two headers of their own, as the StopNCII wire has them.
    Keys,
}

impl Scheme {
    /// Its registered name.
    pub(crate) const fn name(self) -> &'static str {
        match self {
            Self::Basic => "Basic",
            Self::Bearer => "Bearer",
            Self::Keys => "Function-Key",
        }
    }

    const fn challenge(self) -> &'static str {
        match self {
            Self::Basic => "Basic realm=\"reclaim\", charset=\"UTF-8\"",
            Self::Bearer => "Bearer realm=\"reclaim\"",
            Self::Keys => "Function-Key realm=\"reclaim\"",
        }
    }
}

/// Why a request cannot be served.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Problem {
    /// No credential, or one that opens nothing.
    Unauthenticated(Scheme),
    /// More than one `Authorization` header, or it and keys in headers of their own.
    TwoCredentials,
    /// The credential is good, but not for this.
    WrongScope {
        /// How this wire wants credentials.
        scheme: Scheme,
        /// What it would have to be good for.
        scope: Scope,
    },
    /// The key has asked as much as it may in this minute.
    TooManyRequests {
        /// Until it may ask again.
        seconds: u64,
    },
    /// The subscriber has as many long answers open as it may.
    TooManyAtOnce {
        /// How many it may have open of this kind.
        most: u32,
    },
    /// The subscriber has handed in as many new hashes as it may today.
    EnoughToday {
        /// Until it may hand in more.
        seconds: u64,
    },
    /// Parameters that are unknown, doubled or malformed.
    InvalidQuery(Vec<FieldError>),
    /// A body with fields that are unknown, missing or malformed.
    InvalidBody(Vec<FieldError>),
    /// A body that is not sent as JSON.
    NotJson,
    /// A body that is not sent as XML.
    NotXml,
    /// A body that is larger than the server takes.
    TooLarge,
    /// A request that took longer to arrive or to be answered than the server waits.
    TooSlow,
    /// A request that a page of another site made a browser send.
    CrossSite,
    /// The subscriber claims to hold more than there is.
    AfterTheEnd {
        /// The number of the last change.
        size: u64,
    },
    /// A range that begins after the last byte.
    RangeAfterTheEnd {
        /// How many bytes there are.
        length: u64,
    },
    /// No such list for this subscriber.
    UnknownList,
    /// No such entry on this list, now or ever.
    UnknownEntry,
    /// Nothing is at this address, and where something is, as a sentence.
    UnknownAddress(&'static str),
    /// Something is at this address, but not for this method.
    MethodNotAllowed,
    /// The database does not answer at the moment.
    Unavailable,
    /// A fault of ours.
    Internal,
}

/// What is wrong with one field.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, ToSchema)]
pub(crate) struct FieldError {
    /// The parameter, or `query` for one whose name is not repeated.
    #[schema(example = "limit")]
    pub(crate) field: String,
    /// What is wrong with it, as the end of a sentence that starts with the field.
    #[schema(example = "must be a whole number from 1 to 10000")]
    pub(crate) detail: String,
}

/// An RFC 9457 problem.
#[derive(Serialize, ToSchema)]
#[schema(as = Problem)]
pub(crate) struct ProblemBody {
    /// Identifies the kind of problem; stable, and relative to this server.
    #[serde(rename = "type")]
    #[schema(example = "/problems/unknown-list")]
    pub(crate) kind: &'static str,
    /// The same for every problem of the kind.
    pub(crate) title: &'static str,
    /// The status of the answer.
    #[schema(example = 404)]
    pub(crate) status: u16,
    /// What to do about this one.
    pub(crate) detail: String,
    /// Which parameters or fields are wrong, where it is about them.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub(crate) errors: Vec<FieldError>,
}

/// Seconds after which asking again makes sense while the database is away, or enough answers are open.
const RETRY_SECONDS: HeaderValue = HeaderValue::from_static("5");

impl Problem {
    /// The status of the answer.
    pub(crate) const fn status(&self) -> StatusCode {
        self.kind().status
    }

    fn detail(&self) -> String {
        match self {
            Self::Unauthenticated(Scheme::Bearer) => {
                "Send the header Authorization: Bearer rclm_<id>_<secret> with a credential that is in force."
                    .into()
            }
            Self::Unauthenticated(Scheme::Basic) => {
                "Send HTTP Basic credentials that are in force: the credential's id is the user name, its \
                 secret the password."
                    .into()
            }
            Self::Unauthenticated(Scheme::Keys) => {
                "Send the headers x-functions-key: rclm_<id>_<secret> and Ocp-Apim-Subscription-Key: <subscription \
                 key>, both in force and of the same subscriber."
                    .into()
            }
            Self::TwoCredentials => "Send exactly one Authorization header, or none and one of each key.".into(),
            Self::WrongScope { scope, .. } => format!(
                "This takes a key with the scope {}; whoever gave you yours can give you one.",
                scope.as_str()
            ),
            Self::TooManyRequests { seconds } => {
                format!("Ask again in {seconds} s; the header RateLimit says how much each minute holds.")
            }
            Self::TooManyAtOnce { most } => format!(
                "All keys of a subscriber together may have {most} of these open at a time: read one to its end or \
                 close it, and ask again."
            ),
            Self::EnoughToday { seconds } => format!(
                "A person looks at each, so no more than {MOST_A_DAY} new ones are taken of a subscriber in a day; \
                 nothing of this request was kept. Go on in {seconds} s, and ask the operator if you have more."
            ),
            Self::InvalidQuery(errors) | Self::InvalidBody(errors) => {
                let faults: Vec<_> = errors
                    .iter()
                    .map(|error| format!("{} {}", error.field, error.detail))
                    .collect();
                format!("{}.", faults.join("; "))
            }
            Self::NotJson => "Send the header Content-Type: application/json.".into(),
            Self::NotXml => "Send the header Content-Type: application/xml.".into(),
            Self::TooLarge => "Send less at a time.".into(),
            Self::TooSlow => "Send it again, and ask for less at a time.".into(),
            Self::CrossSite => "Programs send no Origin and no Sec-Fetch-Site header.".into(),
            Self::AfterTheEnd { size } => format!(
                "The last change of this list has the number {size}. If you hold later ones they came from \
                 another server or database: drop your copy and start with after=0."
            ),
            Self::RangeAfterTheEnd { length } => format!("There are {length} bytes."),
            Self::UnknownList => "Only lists that you are subscribed to can be read.".into(),
            Self::UnknownEntry => "Only entries that are or were on this list can be asked for.".into(),
            Self::UnknownAddress(where_to_look) => (*where_to_look).into(),
            Self::MethodNotAllowed => "The methods that it takes are in the header Allow.".into(),
            Self::Unavailable => "Ask again after the seconds in the header Retry-After.".into(),
            Self::Internal => "It has been recorded. Asking again may help; nothing was changed.".into(),
        }
    }

    /// The body, whatever form it is sent in.
    pub(crate) fn body(&self) -> ProblemBody {
        let kind = self.kind();
        ProblemBody {
            kind: kind.address,
            title: kind.title,
            status: kind.status.as_u16(),
            detail: self.detail(),
            errors: match self {
                Self::InvalidQuery(errors) | Self::InvalidBody(errors) => errors.clone(),
                _ => Vec::new(),
            },
        }
    }

    /// The headers that go with the status.
    pub(crate) fn headers(&self) -> HeaderMap {
        let mut headers = HeaderMap::new();
        match self {
            Self::Unauthenticated(scheme) => {
                headers.insert(WWW_AUTHENTICATE, HeaderValue::from_static(scheme.challenge()));
            }
            Self::WrongScope {
                scheme: scheme @ Scheme::Bearer,
                scope,
            } => {
                let challenge = format!(
                    "{}, error=\"insufficient_scope\", scope=\"{}\"",
                    scheme.challenge(),
                    scope.as_str()
                );
                if let Ok(challenge) = HeaderValue::from_str(&challenge) {
                    headers.insert(WWW_AUTHENTICATE, challenge);
                }
            }
            Self::RangeAfterTheEnd { length } => {
                if let Ok(value) = HeaderValue::from_str(&format!("bytes */{length}")) {
                    headers.insert(CONTENT_RANGE, value);
                }
            }
            Self::TooManyRequests { seconds } | Self::EnoughToday { seconds } => {
                headers.insert(RETRY_AFTER, HeaderValue::from(*seconds));
            }
            Self::TooManyAtOnce { .. } | Self::Unavailable => {
                headers.insert(RETRY_AFTER, RETRY_SECONDS);
            }
            _ => {}
        }
        headers
    }
}

impl IntoResponse for Problem {
    fn into_response(self) -> Response {
        let json = [(CONTENT_TYPE, "application/problem+json")];
        (self.status(), self.headers(), json, Json(self.body())).into_response()
    }
}

impl From<FeedError> for Problem {
    fn from(error: FeedError) -> Self {
        match error {
            FeedError::NotFound => Self::UnknownList,
            FeedError::AfterTheEnd { size } => Self::AfterTheEnd { size },
            FeedError::Storage(error) => storage_failed(&error),
        }
    }
}

/// An answer could not be written into memory.
impl From<std::io::Error> for Problem {
    fn from(error: std::io::Error) -> Self {
        tracing::error!(%error, "an answer could not be written");
        Self::Internal
    }
}

/// Records that the database failed, and says whether asking again may help.
pub(crate) fn storage_failed(error: &StorageError) -> Problem {
    tracing::error!(%error, source = std::error::Error::source(error), "a subscriber could not be served");
    match error {
        StorageError::Unavailable(_) => Problem::Unavailable,
        _ => Problem::Internal,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn answer(problem: impl Into<Problem>) -> (u16, HeaderMap) {
        let response = problem.into().into_response();
        (response.status().as_u16(), response.headers().clone())
    }

    #[test]
    fn every_problem_has_its_status() {
        let fault = FieldError {
            field: "limit".into(),
            detail: "is wrong".into(),
        };
        let statuses = [
            (Problem::Unauthenticated(Scheme::Basic), 401),
            (Problem::Unauthenticated(Scheme::Bearer), 401),
            (Problem::Unauthenticated(Scheme::Keys), 401),
            (Problem::TwoCredentials, 400),
            (
                Problem::WrongScope {
                    scheme: Scheme::Bearer,
                    scope: Scope::Feedback,
                },
                403,
            ),
            (Problem::TooManyRequests { seconds: 7 }, 429),
            (Problem::TooManyAtOnce { most: 4 }, 429),
            (Problem::EnoughToday { seconds: 7 }, 429),
            (Problem::InvalidQuery(vec![fault.clone()]), 400),
            (Problem::InvalidBody(vec![fault]), 422),
            (Problem::NotJson, 415),
            (Problem::NotXml, 415),
            (Problem::UnknownEntry, 404),
            (Problem::TooLarge, 413),
            (Problem::TooSlow, 408),
            (Problem::CrossSite, 403),
            (Problem::AfterTheEnd { size: 3 }, 400),
            (Problem::RangeAfterTheEnd { length: 3 }, 416),
            (Problem::UnknownList, 404),
            (Problem::UnknownAddress("Look elsewhere."), 404),
            (Problem::MethodNotAllowed, 405),
            (Problem::Unavailable, 503),
            (Problem::Internal, 500),
        ];
        for (problem, status) in &statuses {
            let (found, headers) = answer(problem.clone());
            assert_eq!(found, *status, "{problem:?}");
            assert_eq!(headers[CONTENT_TYPE], "application/problem+json", "{problem:?}");
        }
        for kind in KINDS {
            let is_there = statuses.iter().any(|(problem, _)| problem.kind() == *kind);
            assert!(is_there, "{} is not tried here", kind.address);
        }
    }

    #[test]
    fn every_error_of_the_service_has_its_problem() {
        let away = || StorageError::Unavailable("refused".into());
        assert_eq!(Problem::from(FeedError::NotFound), Problem::UnknownList);
        assert_eq!(
            Problem::from(FeedError::AfterTheEnd { size: 7 }),
            Problem::AfterTheEnd { size: 7 }
        );
        assert_eq!(Problem::from(FeedError::Storage(away())), Problem::Unavailable);
        assert_eq!(storage_failed(&StorageError::Fenced), Problem::Internal);
    }

    #[test]
    fn while_the_database_is_away_the_answer_says_when_to_ask_again() {
        let (status, headers) = answer(FeedError::Storage(StorageError::Unavailable("refused".into())));
        assert_eq!(status, 503);
        assert_eq!(headers[RETRY_AFTER], "5");
    }

    #[test]
    fn a_challenge_names_the_scheme_of_the_wire() {
        for scheme in [Scheme::Basic, Scheme::Bearer, Scheme::Keys] {
            let (_, headers) = answer(Problem::Unauthenticated(scheme));
            assert!(
                headers[WWW_AUTHENTICATE]
                    .to_str()
                    .unwrap()
                    .starts_with(scheme.name())
            );
        }
    }
}

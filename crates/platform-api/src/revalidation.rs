//! Answers that need not be sent again while a list has not changed.

use axum::{
    extract::FromRequestParts,
    http::{
        HeaderMap, HeaderValue, StatusCode,
        header::{CACHE_CONTROL, ETAG, IF_NONE_MATCH},
        request::Parts,
    },
    response::{IntoResponse, Response},
};
use domain::change::Checkpoint;

use crate::problem::Problem;

/// The entity tags that a client holds answers of.
pub(crate) struct Held(Vec<HeaderValue>);

/// The entity tag of everything that is read from a list at one checkpoint.
///
/// Weak, because the same answer is sent compressed and not.
pub(crate) struct Tag(String);

impl Tag {
    /// The tag of a checkpoint.
    pub(crate) fn of(checkpoint: &Checkpoint) -> Self {
        Self(format!(
            "\"{}-{}\"",
            checkpoint.size,
            hex::encode(&checkpoint.digest[..16])
        ))
    }

    /// The headers of an answer: it may be kept by the subscriber, and asked about each time.
    pub(crate) fn headers(&self) -> HeaderMap {
        let mut headers = HeaderMap::new();
        headers.insert(CACHE_CONTROL, HeaderValue::from_static("private, no-cache"));
        if let Ok(tag) = HeaderValue::from_str(&format!("W/{}", self.0)) {
            headers.insert(ETAG, tag);
        }
        headers
    }

    /// Says that what the client holds is still right.
    pub(crate) fn not_modified(&self) -> Response {
        (StatusCode::NOT_MODIFIED, self.headers()).into_response()
    }
}

impl Held {
    /// Whether the answer with that tag is among them.
    pub(crate) fn contains(&self, tag: &Tag) -> bool {
        self.contains_text(&tag.0)
    }

    /// The same for a tag in quotes.
    pub(crate) fn contains_text(&self, tag: &str) -> bool {
        let held = self.0.iter().filter_map(|value| value.to_str().ok());
        held.flat_map(|value| value.split(','))
            .map(str::trim)
            .any(|held| held == "*" || held.strip_prefix("W/").unwrap_or(held) == tag)
    }
}

impl<S: Send + Sync> FromRequestParts<S> for Held {
    type Rejection = Problem;

    async fn from_request_parts(parts: &mut Parts, _: &S) -> Result<Self, Problem> {
        Ok(Self(
            parts.headers.get_all(IF_NONE_MATCH).iter().cloned().collect(),
        ))
    }
}

#[cfg(test)]
mod tests {
    use domain::{Timestamp, list::ListName};

    use super::*;

    fn held(value: &str, size: u64) -> bool {
        let list = ListName::exploitative();
        let at = Timestamp::from_seconds(0);
        let tag = Tag::of(&Checkpoint {
            list,
            size,
            digest: [1; 32],
            at,
        });
        Held(vec![value.parse().unwrap()]).contains(&tag)
    }

    #[test]
    fn a_tag_is_recognised_in_every_form_that_clients_send() {
        let tag = format!("\"7-{}\"", "01".repeat(16));
        for value in [
            tag.clone(),
            format!("W/{tag}"),
            format!("\"other\", W/{tag}"),
            "*".to_owned(),
        ] {
            assert!(held(&value, 7), "{value}");
            assert_eq!(held(&value, 8), value == "*", "{value}");
        }
    }
}

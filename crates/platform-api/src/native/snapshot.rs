//! `GET /api/v1/lists/{list}/snapshot`

mod stretch;

use axum::{
    body::Body,
    extract::State,
    http::{
        HeaderMap, HeaderValue, StatusCode, Uri,
        header::{
            ACCEPT_ENCODING, ACCEPT_RANGES, CACHE_CONTROL, CONTENT_LENGTH, CONTENT_RANGE, CONTENT_TYPE, ETAG,
            IF_RANGE, RANGE,
        },
    },
    response::{IntoResponse as _, Response},
};
use domain::change::Checkpoint;

use self::stretch::{Lengths, Read};
use super::{
    Native,
    copies::{Copies, PARAMETER},
    lines::{Line, NDJSON},
    openapi::Problems,
};
use crate::{
    credential::Reading,
    long_answer::Kind,
    problem::{Problem, ProblemBody},
    query::Parameters,
    revalidation::Held,
};

/// Every entry that is on a list now
///
/// Newline-delimited JSON, by the number of each entry's newest change; the last line is an object `end` with the
/// checkpoint. Go on with the changes after `end.next`: what left the list while you were reading comes there. It is read from
/// the database as you take it, so it may be as large as it likes.
///
/// `after` goes on after that change's number, whatever happened since. While a list does not change, `Range` works as well,
/// for whoever asks with `Accept-Encoding: identity`.
#[utoipa::path(
    get,
    path = "/api/v1/lists/{list}/snapshot",
    params(
        ("list" = String, Path, description = "The name of a list"),
        (
            "after" = Option<u64>, Query, minimum = 0,
            description = "Only entries whose newest change has a higher number",
        ),
        ("variants" = Option<bool>, Query, description = "As with changes"),
        ("If-None-Match" = Option<String>, Header, description = "The `ETag` of the answer you hold"),
        ("Range" = Option<String>, Header, description = "`bytes=FROM-` or `bytes=FROM-TO`"),
        ("If-Range" = Option<String>, Header, description = "The `ETag` of the answer that you hold a part of"),
    ),
    responses(
        (
            status = OK, body = Line, content_type = "application/x-ndjson",
            headers(("ETag" = String, description = "Changes with the list")),
        ),
        (status = PARTIAL_CONTENT, body = String, content_type = "application/x-ndjson", description = "The range"),
        (status = NOT_MODIFIED, description = "What you hold is still right"),
        (
            status = NOT_FOUND, body = ProblemBody, content_type = "application/problem+json",
            description = "No such list, or not one of yours",
        ),
        (
            status = RANGE_NOT_SATISFIABLE, body = ProblemBody, content_type = "application/problem+json",
            description = "The range begins after the end",
        ),
        Problems,
    ),
)]
pub(super) async fn snapshot(
    State(native): State<Native>,
    Reading {
        subscriber,
        key,
        list,
    }: Reading,
    held: Held,
    uri: Uri,
    asked: HeaderMap,
) -> Result<Response, Problem> {
    let mut parameters = Parameters::read(&uri, &["after", PARAMETER]);
    let after = parameters.number("after", &(0..=u64::MAX)).unwrap_or(0);
    let variants = Copies::asked_for(&mut parameters);
    parameters.finish()?;
    let checkpoint = native.service.checkpoint(&subscriber, &list).await?;
    if after > checkpoint.size {
        return Err(Problem::AfterTheEnd {
            size: checkpoint.size,
        });
    }
    let copies = Copies::for_reader(variants, &native.service, &subscriber).await?;
    let tag = tag(&checkpoint, after, copies);
    if held.contains_text(&tag) {
        return Ok((StatusCode::NOT_MODIFIED, headers(&tag, &asked)).into_response());
    }
    let place = native.places.take(subscriber.id, Kind::Snapshot)?;
    let read = Read {
        service: native.service.clone(),
        subscriber,
        key,
        checkpoint,
        after,
        copies,
    };
    let Some(range) = Range::asked_for(&asked, &tag) else {
        let body = Body::from_stream(read.lines(place));
        return Ok((headers(&tag, &asked), body).into_response());
    };
    let lengths = native.lengths.of(&tag, &read).await?;
    let Some((from, to)) = range.within(lengths.total) else {
        return Err(Problem::RangeAfterTheEnd {
            length: lengths.total,
        });
    };
    let mut headers = headers(&tag, &asked);
    let says = format!("bytes {from}-{to}/{}", lengths.total);
    if let Ok(value) = HeaderValue::from_str(&says) {
        headers.insert(CONTENT_RANGE, value);
    }
    headers.insert(CONTENT_LENGTH, HeaderValue::from(to + 1 - from));
    let body = Body::from_stream(read.bytes(place, &lengths, from, to));
    Ok((StatusCode::PARTIAL_CONTENT, headers, body).into_response())
}

/// What the lengths of lines are remembered by.
pub(super) type Remembered = Lengths;

fn tag(checkpoint: &Checkpoint, after: u64, copies: Copies) -> String {
    let digest = hex::encode(&checkpoint.digest[..16]);
    let kind = match copies {
        Copies::All => "snapshot",
        Copies::Unaltered => "unaltered",
    };
    // Two lists that have nothing yet have the same digest.
    format!(
        "\"{kind}-{}-{after}-{}-{digest}\"",
        checkpoint.list, checkpoint.size
    )
}

/// The tag is strong only for bytes as they are: compressed, they are others each time.
fn headers(tag: &str, asked: &HeaderMap) -> HeaderMap {
    let mut headers = HeaderMap::new();
    headers.insert(CONTENT_TYPE, NDJSON);
    headers.insert(CACHE_CONTROL, HeaderValue::from_static("private, no-cache"));
    let plain = is_plain(asked);
    let tag = if plain { tag.to_owned() } else { format!("W/{tag}") };
    if let Ok(tag) = HeaderValue::from_str(&tag) {
        headers.insert(ETAG, tag);
    }
    if plain {
        headers.insert(ACCEPT_RANGES, HeaderValue::from_static("bytes"));
    }
    headers
}

/// Whether the answer will not be compressed.
fn is_plain(asked: &HeaderMap) -> bool {
    let accepted = asked.get_all(ACCEPT_ENCODING).iter();
    accepted
        .filter_map(|value| value.to_str().ok())
        .flat_map(|value| value.split(','))
        .all(|coding| coding.trim().eq_ignore_ascii_case("identity"))
}

/// A range of bytes, as asked for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Range {
    From(u64, Option<u64>),
    Last(u64),
}

impl Range {
    /// The one range that is asked for, of the answer with that tag. Whoever asks for several, or for a part of another
    /// answer, gets all of this one, as RFC 9110 allows.
    fn asked_for(headers: &HeaderMap, tag: &str) -> Option<Self> {
        let text = |name| headers.get(name).and_then(|value| value.to_str().ok());
        if !is_plain(headers) || headers.get(IF_RANGE).is_some_and(|held| held != tag) {
            return None;
        }
        let (from, to) = text(RANGE)?.strip_prefix("bytes=")?.split_once('-')?;
        match (from, to) {
            ("", last) => last.parse().ok().map(Self::Last),
            (from, "") => Some(Self::From(from.parse().ok()?, None)),
            (from, to) => {
                let (from, to) = (from.parse().ok()?, to.parse().ok()?);
                (from <= to).then_some(Self::From(from, Some(to)))
            }
        }
    }

    /// First and last byte of an answer of so many.
    fn within(self, total: u64) -> Option<(u64, u64)> {
        let last = total.checked_sub(1)?;
        match self {
            Self::From(from, to) => (from <= last).then(|| (from, to.unwrap_or(last).min(last))),
            Self::Last(0) => None,
            Self::Last(count) => Some((total.saturating_sub(count), last)),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn asked(pairs: &[(axum::http::HeaderName, &'static str)]) -> HeaderMap {
        pairs
            .iter()
            .map(|(name, value)| (name.clone(), HeaderValue::from_static(value)))
            .collect()
    }

    #[test]
    fn ranges_are_read_as_rfc_9110_writes_them() {
        for (text, range) in [
            ("bytes=5-", Some((5, 99))),
            ("bytes=5-7", Some((5, 7))),
            ("bytes=5-500", Some((5, 99))),
            ("bytes=-10", Some((90, 99))),
            ("bytes=-500", Some((0, 99))),
            ("bytes=100-", None),
            ("bytes=-0", None),
        ] {
            let range_asked = Range::asked_for(&asked(&[(RANGE, text)]), "\"a\"").unwrap();
            assert_eq!(range_asked.within(100), range, "{text}");
        }
        for ignored in ["bytes=7-5", "bytes=1-2,5-6", "lines=1-2", "bytes", "bytes=a-b"] {
            assert_eq!(
                Range::asked_for(&asked(&[(RANGE, ignored)]), "\"a\""),
                None,
                "{ignored}"
            );
        }
    }

    #[test]
    fn a_part_of_another_answer_or_of_compressed_bytes_is_not_given() {
        let (range, tag) = ((RANGE, "bytes=5-"), "\"a\"");
        assert!(Range::asked_for(&asked(&[range.clone(), (IF_RANGE, "\"a\"")]), tag).is_some());
        assert_eq!(
            Range::asked_for(&asked(&[range.clone(), (IF_RANGE, "\"b\"")]), tag),
            None
        );
        assert_eq!(
            Range::asked_for(&asked(&[range.clone(), (IF_RANGE, "W/\"a\"")]), tag),
            None
        );
        assert_eq!(
            Range::asked_for(&asked(&[range, (ACCEPT_ENCODING, "gzip")]), tag),
            None
        );
    }
}

//! `GET /api/v1/lists/{list}/changes`

use std::{io, time::Duration};

use axum::{
    extract::State,
    http::{HeaderMap, HeaderValue, Method, Uri, header::CONTENT_TYPE},
    response::{IntoResponse as _, Response},
};
use domain::{
    change::{Change, ChangeKind},
    entry::Standing,
    hash::{Hash, HashValue},
    served::Wire,
};
use serde::Serialize;
use service::feed::ChangesPage;
use storage::history::{Content, Listing, PublishedChange};
use utoipa::{IntoParams, ToSchema};

use super::{
    Native,
    checkpoint::CheckpointBody,
    copies::{Copies, PARAMETER},
    digits::Hex,
    lines::{self, Line, NDJSON},
    openapi::Problems,
    page,
};
use crate::{
    credential::Reading,
    instant,
    long_answer::Kind,
    problem::{Problem, ProblemBody, Scheme},
    query::Parameters,
    revalidation::{Held, Tag},
};

/// Changes of one answer where the subscriber does not say.
const USUAL_LIMIT: u32 = 1_000;
/// Changes of one answer at most.
const LARGEST_LIMIT: u32 = 10_000;

/// The media type of a page that is no lines.
const JSON: HeaderValue = HeaderValue::from_static("application/json");

/// Seconds that an answer waits at most: less than proxies wait for one.
const LONGEST_WAIT: u64 = 25;

/// Which changes are asked for.
#[derive(IntoParams)]
#[into_params(parameter_in = Query)]
struct Window {
    /// The number of the last change that you hold; 0 to start.
    #[param(required = false, default = 0, minimum = 0)]
    after: u64,
    /// How many changes you take at most.
    #[param(required = false, default = 1_000, minimum = 1, maximum = 10_000)]
    limit: u32,
    /// How many seconds the answer may wait for a change, where there is none yet.
    #[param(required = false, default = 0, minimum = 0, maximum = 25)]
    wait: u64,
    /// Whether hashes of altered copies come too; by default as you chose on the page of your lists, which is `true` until
    /// you choose otherwise.
    #[param(required = false, value_type = bool)]
    variants: Option<Copies>,
}

impl Window {
    fn read(uri: &Uri) -> Result<Self, Problem> {
        let mut parameters = Parameters::read(uri, &["after", "limit", "wait", PARAMETER]);
        let after = parameters.number("after", &(0..=u64::MAX)).unwrap_or(0);
        let limit = parameters.number("limit", &(1..=u64::from(LARGEST_LIMIT)));
        let wait = parameters.number("wait", &(0..=LONGEST_WAIT)).unwrap_or(0);
        let variants = Copies::asked_for(&mut parameters);
        parameters.finish()?;
        let limit = limit
            .and_then(|limit| u32::try_from(limit).ok())
            .unwrap_or(USUAL_LIMIT);
        Ok(Self {
            after,
            limit,
            wait,
            variants,
        })
    }
}

/// Some changes of a list, in order.
#[derive(Serialize, ToSchema)]
#[schema(as = Changes)]
pub(super) struct ChangesBody {
    /// The list.
    #[schema(example = "exploitative")]
    list: String,
    /// As it was asked for.
    after: u64,
    /// Their numbers are `after + 1`, `after + 2` and so on, without gaps.
    changes: Vec<ChangeBody>,
    /// Ask with this as `after` next time.
    next: u64,
    /// Whether there are more already.
    more: bool,
    /// How far the list goes.
    checkpoint: CheckpointBody,
}

/// One numbered line of a list's history.
#[derive(Serialize, ToSchema)]
#[schema(as = Change)]
pub(super) struct ChangeBody {
    /// 1 for the first change of the list, then one more for each.
    number: u64,
    /// What to do with your copy.
    #[schema(value_type = ChangeKindName)]
    change: ChangeKind,
    /// The entry that it is done to, 32 hex digits.
    #[schema(value_type = String, pattern = "^[0-9a-f]{32}$")]
    entry: Hex<[u8; 16]>,
    /// Photo or video.
    #[schema(value_type = MediumName)]
    medium: &'static str,
    /// What is known of the entry from here on; `null` for a removal.
    #[schema(value_type = Option<StandingName>, required)]
    standing: Option<Standing>,
    /// When it was numbered, to the second, UTC.
    #[schema(format = DateTime)]
    changed_at: String,
    /// The digest of `salt` and `hashes`, 64 hex digits; `null` for a removal.
    #[schema(value_type = Option<String>, required, pattern = "^[0-9a-f]{64}$")]
    content: Option<Hex<[u8; 32]>>,
    /// 32 hex digits; present with `hashes`, unless some of them were left out as you wish: `content` is of all.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(value_type = Option<String>, nullable = false, pattern = "^[0-9a-f]{32}$")]
    salt: Option<Hex<[u8; 16]>>,
    /// In the order in which they enter `content`, all of them or all but those of altered copies. With the newest change of an entry that is on the list; absent with
    /// every other.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(nullable = false)]
    hashes: Option<Vec<HashBody>>,
}

/// One hash of an entry.
#[derive(Serialize, ToSchema)]
#[schema(as = Hash)]
struct HashBody {
    /// The function that made it.
    #[schema(value_type = HashKindName)]
    kind: &'static str,
    /// Lower-case hex digits: 32 for `md5`, 40 for `sha1`, 64 for `pdq` and `sha256`, 70 for each of 1 to 600 pictures
    /// of a `vpdq`: its second in the video (4), its quality (2), its PDQ (64).
    #[schema(value_type = String, pattern = "^[0-9a-f]{32,42000}$")]
    value: Hex<HashValue>,
    /// 0 to 100, with `pdq` only: how much the picture offers to hash. Below 50, do not match by it.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(nullable = false, maximum = 100)]
    quality: Option<u8>,
    /// How the picture was altered before it was hashed; absent for the picture as it is.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(nullable = false, example = "mirror")]
    variant: Option<&'static str>,
}

#[derive(ToSchema)]
#[schema(as = ChangeKind, rename_all = "lowercase")]
#[expect(dead_code, reason = "only its derived description is used")]
enum ChangeKindName {
    Add,
    Amend,
    Remove,
}

#[derive(ToSchema)]
#[schema(as = Medium, rename_all = "lowercase")]
#[expect(dead_code, reason = "only its derived description is used")]
enum MediumName {
    Image,
    Video,
}

#[derive(ToSchema)]
#[schema(as = Standing, rename_all = "lowercase")]
#[expect(dead_code, reason = "only its derived description is used")]
enum StandingName {
    Unverified,
    Confirmed,
}

#[derive(ToSchema)]
#[schema(as = HashKind, rename_all = "lowercase")]
#[expect(dead_code, reason = "only its derived description is used")]
enum HashKindName {
    Md5,
    Pdq,
    Sha1,
    Sha256,
    Vpdq,
}

impl ChangesBody {
    fn new(window: &Window, page: ChangesPage, copies: Copies) -> Self {
        Self {
            list: page.checkpoint.list.to_string(),
            after: window.after,
            changes: page
                .changes
                .into_iter()
                .map(|change| ChangeBody::of_change(change, copies))
                .collect(),
            next: page.next,
            more: page.more,
            checkpoint: (&page.checkpoint).into(),
        }
    }
}

impl ChangeBody {
    /// A change, with such of its hashes.
    pub(super) fn of_change(PublishedChange { change, content }: PublishedChange, copies: Copies) -> Self {
        Self::new(&change, content, copies)
    }

    /// An entry's newest change, with such of its hashes.
    pub(super) fn of_listing(Listing { change, content }: Listing, copies: Copies) -> Self {
        Self::new(&change, content, copies)
    }

    /// Its number.
    pub(super) const fn number(&self) -> u64 {
        self.number
    }

    fn new(change: &Change, content: Option<Content>, copies: Copies) -> Self {
        let whole = |content: &&Content| content.hashes.iter().all(|hash| copies.hold(hash));
        Self {
            number: change.number,
            change: change.kind,
            entry: Hex(*change.entry.as_bytes()),
            medium: change.medium.as_str(),
            standing: change.standing,
            changed_at: instant::format(change.changed_at),
            content: change.content.map(Hex),
            salt: content.as_ref().filter(whole).map(|content| Hex(content.salt)),
            hashes: content.map(|content| {
                let served = content.hashes.into_iter().filter(|hash| copies.hold(hash));
                served.map(HashBody::from).collect()
            }),
        }
    }
}

impl From<Hash> for HashBody {
    fn from(hash: Hash) -> Self {
        Self {
            kind: hash.value.kind().as_str(),
            quality: hash.value.quality(),
            value: Hex(hash.value),
            variant: hash.variant.map(hashing::VariantKind::as_str),
        }
    }
}

/// What changed on a list after a number
///
/// Apply the changes in order: `add` and `amend` put the entry into your copy as it is given here, `remove`
/// takes it out. A change without hashes is one that a later change of the same entry replaces; there is nothing to match.
/// Then ask again with `next`: at once while `more` is true, and otherwise with `wait` or `If-None-Match`.
///
/// With `Accept: application/x-ndjson` each change is a line of its own, and the last line is an object `end` with `next`,
/// `more` and `checkpoint`.
#[utoipa::path(
    get,
    path = "/api/v1/lists/{list}/changes",
    params(
        ("list" = String, Path, description = "The name of a list"),
        Window,
        ("If-None-Match" = Option<String>, Header, description = "The `ETag` of the answer you hold"),
    ),
    responses(
        (status = OK, content((ChangesBody = "application/json"), (Line = "application/x-ndjson")), headers(("ETag" = String, description = "Changes with the list"))),
        (status = NOT_MODIFIED, description = "Nothing changed since the answer that you hold"),
        (
            status = NOT_FOUND, body = ProblemBody, content_type = "application/problem+json",
            description = "No such list, or not one of yours",
        ),
        Problems,
    ),
)]
pub(super) async fn changes(
    State(native): State<Native>,
    mut reading: Reading,
    held: Held,
    method: Method,
    uri: Uri,
    asked: HeaderMap,
) -> Result<Response, Problem> {
    let window = Window::read(&uri)?;
    let service = &native.service;
    let mut checkpoint = service.checkpoint(&reading.subscriber, &reading.list).await?;
    if window.wait > 0 && window.after == checkpoint.size {
        native.wait(&mut reading, &window).await?;
        checkpoint = service.checkpoint(&reading.subscriber, &reading.list).await?;
    }
    let tag = Tag::of(&checkpoint);
    // The tag is the list's: whoever is behind has changes to fetch, whatever answer the tag came with.
    if held.contains(&tag) && window.after == checkpoint.size {
        return Ok(tag.not_modified());
    }
    let Reading { subscriber, list, .. } = reading;
    let page = service
        .changes(&subscriber, &list, window.after, window.limit)
        .await?;
    let copies = Copies::for_reader(window.variants, service, &subscriber).await?;
    let headers = Tag::of(&page.checkpoint).headers();
    let numbers = page.changes.first().map(|first| first.change.number);
    let numbers = numbers.map(|first| (first, page.next, page.changes.len() as u64));
    let (kind, text) = if lines::are_wanted(&asked) {
        (NDJSON, lines::of_page(page, copies)?)
    } else {
        let body = ChangesBody::new(&window, page, copies);
        (JSON, serde_json::to_vec(&body).map_err(io::Error::from)?)
    };
    let (reader, service) = (subscriber.id, service.clone());
    let body = page::body(text, &native.places, reader, move || {
        if let Some((first, last, count)) = numbers.filter(|_| method != Method::HEAD) {
            service.note_served(&subscriber, Wire::Native, &list, first, last, count);
        }
    })?;
    Ok((headers, [(CONTENT_TYPE, kind)], body).into_response())
}

impl Native {
    /// Waits until the list goes on or the client's patience ends, and looks at the key again: it may have been revoked
    /// meanwhile.
    async fn wait(&self, reading: &mut Reading, window: &Window) -> Result<(), Problem> {
        let _place = self.places.take(reading.subscriber.id, Kind::Wait)?;
        let patience = Duration::from_secs(window.wait);
        self.service
            .wait_for_change(&reading.subscriber, &reading.list, window.after, patience)
            .await?;
        reading.subscriber = self
            .service
            .still_reads(reading.key, &reading.list)
            .await?
            .ok_or(Problem::Unauthenticated(Scheme::Bearer))?;
        Ok(())
    }
}

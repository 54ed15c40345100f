//! `GET /api/v1/lists/{list}/events`

use std::{collections::VecDeque, convert::Infallible, io, time::Duration};

use axum::{
    body::Body,
    extract::State,
    http::{HeaderMap, Uri},
    response::{
        IntoResponse as _, Response,
        sse::{Event, KeepAlive, Sse},
    },
};
use domain::served::Wire;
use futures::{StreamExt as _, TryStreamExt as _, stream};
use service::{Service, feed::FeedError};
use tokio::time::Instant;

use super::{
    Native,
    changes::ChangeBody,
    copies::{Copies, PARAMETER},
    openapi::Problems,
};
use crate::{
    credential::Reading,
    long_answer::Kind,
    problem::{Problem, ProblemBody},
    query::Parameters,
};

/// Changes that are read at a time.
const PAGE: u32 = 500;
/// So often the key is looked up again, and what was read is no older: a revoked one gets nothing from then on.
const PATIENCE: Duration = Duration::from_secs(2);

/// Changes as they come
///
/// Server-sent events: each `change` has the change's number as its `id` and the change as its `data`. A client that lost
/// the connection sends the last id as `Last-Event-ID`, as every client of server-sent events does, and misses nothing.
#[utoipa::path(
    get,
    path = "/api/v1/lists/{list}/events",
    params(
        ("list" = String, Path, description = "The name of a list"),
        (
            "after" = Option<u64>, Query, minimum = 0,
            description = "The number of the last change that you hold; by default only what comes from now on",
        ),
        ("variants" = Option<bool>, Query, description = "As with changes"),
        ("Last-Event-ID" = Option<u64>, Header, description = "The same, and stronger", minimum = 0),
    ),
    responses(
        (status = OK, body = String, content_type = "text/event-stream"),
        (
            status = NOT_FOUND, body = ProblemBody, content_type = "application/problem+json",
            description = "No such list, or not one of yours",
        ),
        Problems,
    ),
)]
pub(super) async fn events(
    State(native): State<Native>,
    reading: Reading,
    uri: Uri,
    headers: HeaderMap,
) -> Result<Response, Problem> {
    let mut parameters = Parameters::read(&uri, &["after", PARAMETER]);
    let after = parameters.number("after", &(0..=u64::MAX));
    let last = headers.get("last-event-id");
    let last = last.map(|value| value.to_str().ok().and_then(|text| text.parse().ok()));
    if last == Some(None) {
        parameters.refuse("Last-Event-ID", "must be the number of a change");
    }
    let asked = Copies::asked_for(&mut parameters);
    parameters.finish()?;
    let Native { service, places, .. } = native;
    let checkpoint = service.checkpoint(&reading.subscriber, &reading.list).await?;
    let after = last.flatten().or(after).unwrap_or(checkpoint.size);
    if after > checkpoint.size {
        return Err(Problem::AfterTheEnd {
            size: checkpoint.size,
        });
    }
    let copies = Copies::for_reader(asked, &service, &reading.subscriber).await?;
    let place = places.take(reading.subscriber.id, Kind::Events)?;
    let follower = Follower {
        service,
        reading,
        after,
        copies,
        read: VecDeque::new(),
        read_at: Instant::now(),
    };
    let changes = stream::unfold(follower, |mut follower| async move {
        let change = follower.next().await.ok()??;
        Some((change, follower))
    });
    let events = changes.filter_map(|change| async { event(change) }).fuse();
    let alive = KeepAlive::new().interval(Duration::from_secs(15));
    // A proxy that gathers an answer before it passes it on would hold events back.
    let at_once = [("x-accel-buffering", "no")];
    let answer = (at_once, Sse::new(events).keep_alive(alive)).into_response();
    Ok(answer.map(|body| {
        let pieces = body.into_data_stream().map_err(io::Error::other);
        Body::from_stream(place.hold(pieces))
    }))
}

fn event(change: ChangeBody) -> Option<Result<Event, Infallible>> {
    let event = Event::default().event("change").id(change.number().to_string());
    event.json_data(change).ok().map(Ok)
}

/// Whoever reads the events.
struct Follower {
    service: Service,
    reading: Reading,
    /// The number of the last change that was handed out.
    after: u64,
    copies: Copies,
    /// What was read and not handed out yet.
    read: VecDeque<ChangeBody>,
    /// When it was, and the key was looked at.
    read_at: Instant,
}

impl Follower {
    /// The next change, as soon as there is one; `None` once the key opens nothing any more. Whoever reads slowly is not
    /// handed what was read for a key that may have been revoked since.
    async fn next(&mut self) -> Result<Option<ChangeBody>, FeedError> {
        if self.read_at.elapsed() > PATIENCE {
            self.read.clear();
        }
        if self.read.is_empty() && !self.read_more().await? {
            return Ok(None);
        }
        let next = self.read.pop_front();
        if let Some(number) = next.as_ref().map(ChangeBody::number) {
            let Reading { subscriber, list, .. } = &self.reading;
            self.service
                .note_served(subscriber, Wire::Native, list, number, number, 1);
            self.after = number;
        }
        Ok(next)
    }

    /// Reads on, as soon as there is something. Returns whether the key still opens it.
    async fn read_more(&mut self) -> Result<bool, FeedError> {
        let Self {
            service,
            reading,
            after,
            copies,
            read,
            read_at,
        } = self;
        loop {
            let Reading {
                subscriber,
                key,
                list,
            } = reading;
            let came = service
                .wait_for_change(subscriber, list, *after, PATIENCE)
                .await?;
            *read_at = Instant::now();
            match service.still_reads(*key, list).await? {
                Some(now) => *subscriber = now,
                None => return Ok(false),
            }
            if !came {
                continue;
            }
            let page = service.changes(subscriber, list, *after, PAGE).await?;
            let body = |change| ChangeBody::of_change(change, *copies);
            read.extend(page.changes.into_iter().map(body));
            return Ok(true);
        }
    }
}

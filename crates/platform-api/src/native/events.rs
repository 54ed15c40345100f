//! `GET /api/v1/lists/{list}/events`

use std::{convert::Infallible, time::Duration};

use axum::{
    extract::State,
    http::{HeaderMap, Uri},
    response::sse::{Event, KeepAlive, Sse},
};
use domain::{id::CredentialId, list::ListName, served::Wire, subscriber::Subscriber};
use futures::{Stream, StreamExt as _, stream};
use service::{Service, feed::FeedError};

use super::{changes::ChangeBody, openapi::Problems};
use crate::{
    credential::{Key, Reader},
    list_path::ListPath,
    problem::{Problem, ProblemBody},
    query::Parameters,
};

/// Changes that are read at a time.
const PAGE: u32 = 500;
/// So often the key is looked up again: a revoked one gets nothing from then on.
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
    State(service): State<Service>,
    Reader(subscriber): Reader,
    Key(key): Key,
    ListPath(list): ListPath,
    uri: Uri,
    headers: HeaderMap,
) -> Result<Sse<impl Stream<Item = Result<Event, Infallible>>>, Problem> {
    let mut parameters = Parameters::read(&uri, &["after"]);
    let after = parameters.number("after", &(0..=u64::MAX));
    let last = headers.get("last-event-id");
    let last = last.map(|value| value.to_str().ok().and_then(|text| text.parse().ok()));
    if last == Some(None) {
        parameters.refuse("Last-Event-ID", "must be the number of a change");
    }
    parameters.finish()?;
    let checkpoint = service.checkpoint(&subscriber, &list).await?;
    let after = last.flatten().or(after).unwrap_or(checkpoint.size);
    if after > checkpoint.size {
        return Err(Problem::AfterTheEnd {
            size: checkpoint.size,
        });
    }
    let follower = Follower {
        service,
        subscriber,
        key,
        list,
        after,
    };
    let changes = stream::unfold(follower, |mut follower| async move {
        let changes = follower.next().await.ok()??;
        Some((stream::iter(changes), follower))
    });
    let events = changes
        .flatten()
        .filter_map(|change| async { event(change) })
        .fuse();
    let alive = KeepAlive::new().interval(Duration::from_secs(15));
    Ok(Sse::new(events).keep_alive(alive))
}

fn event(change: ChangeBody) -> Option<Result<Event, Infallible>> {
    let event = Event::default().event("change").id(change.number().to_string());
    event.json_data(change).ok().map(Ok)
}

/// Whoever reads the events.
struct Follower {
    service: Service,
    subscriber: Subscriber,
    key: CredentialId,
    list: ListName,
    after: u64,
}

impl Follower {
    /// The next changes, as soon as there are any; `None` once the key opens nothing any more.
    async fn next(&mut self) -> Result<Option<Vec<ChangeBody>>, FeedError> {
        loop {
            let came = self
                .service
                .wait_for_change(&self.subscriber, &self.list, self.after, PATIENCE)
                .await?;
            match self.service.still_reads(self.key, &self.list).await? {
                Some(subscriber) => self.subscriber = subscriber,
                None => return Ok(None),
            }
            if !came {
                continue;
            }
            let page = self
                .service
                .changes(&self.subscriber, &self.list, self.after, PAGE)
                .await?;
            let count = page.changes.len() as u64;
            self.service.note_served(
                &self.subscriber,
                Wire::Native,
                &self.list,
                self.after + 1,
                page.next,
                count,
            );
            self.after = page.next;
            return Ok(Some(page.changes.into_iter().map(ChangeBody::from).collect()));
        }
    }
}

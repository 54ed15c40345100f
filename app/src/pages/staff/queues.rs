//! `/staff?queue=…`: everything there is, by the state that it is in. Without a queue it is the work that is to be done.

use std::collections::HashMap;

use axum::{
    extract::{Query, State, rejection::QueryRejection},
    http::StatusCode,
    response::Response,
};
use domain::{
    Timestamp,
    id::{EntryId, StaffId},
    staff::Staff,
};
use leptos::prelude::*;
use serde::Deserialize;
use service::{moderate::QueuePage, review::Claimant, session::Member};
use storage::entry::{Queue, QueueCursor, QueueRow};

use super::{names, trouble, work};
use crate::{
    access::Session,
    components::StaffDocument,
    dates, pages,
    render::asset,
    site::Site,
    words::{say, words},
};

/// How many entries a page shows.
const PAGE: u32 = 50;

/// Which queue, and after which entry.
#[derive(Deserialize)]
pub(crate) struct Wish {
    queue: Option<String>,
    after: Option<String>,
}

/// `GET`: one page of the work, or of a queue.
pub(crate) async fn show(
    State(site): State<Site>,
    Session(Member { staff, news, .. }): Session,
    work: Result<Query<work::Wish>, QueryRejection>,
    wish: Result<Query<Wish>, QueryRejection>,
) -> Response {
    if wish.as_ref().is_ok_and(|Query(wish)| wish.queue.is_none()) {
        let wish = work.map(|Query(wish)| wish).unwrap_or_default();
        return work::page(site, staff, news, wish).await;
    }
    let Some((queue, after)) = wish.ok().and_then(|Query(wish)| read(&wish)) else {
        return trouble::page(&site, staff, StatusCode::BAD_REQUEST, "staff-no-such-queue", None);
    };
    match site.service.queue(queue, after, PAGE).await {
        Ok(page) => site.page(|| view! { <Queues staff=staff queue=queue page=page/> }),
        Err(error) => pages::trouble::storage(&site, &error),
    }
}

fn read(wish: &Wish) -> Option<(Queue, Option<QueueCursor>)> {
    let queue = wish.queue.as_deref().map_or(Some(Queue::Waiting), Queue::parse)?;
    match &wish.after {
        None => Some((queue, None)),
        Some(after) => Some((queue, Some(parse_cursor(after)?))),
    }
}

/// A cursor in an address: `<milliseconds>.<entry>`.
fn parse_cursor(text: &str) -> Option<QueueCursor> {
    let (created_on, entry) = text.split_once('.')?;
    Some(QueueCursor {
        created_on: Timestamp::from_millis(created_on.parse().ok()?),
        entry: EntryId::parse(entry).ok()?,
    })
}

fn next_address(queue: Queue, cursor: &QueueCursor) -> String {
    format!(
        "/staff?queue={}&after={}.{}",
        queue.as_str(),
        cursor.created_on.as_millis(),
        cursor.entry
    )
}

#[component]
fn Queues(staff: Staff, queue: Queue, page: QueuePage) -> impl IntoView {
    let next = page.next.map(|cursor| next_address(queue, &cursor));
    let empty = page.rows.is_empty();
    let me = staff.id;
    view! {
        <StaffDocument title=names::queue(queue) staff=Some(staff)>
            <script src=asset("keys.js") nonce=leptos::nonce::use_nonce() defer></script>
            <Tabs here=Tab::Queue(queue)/>
            <h1>{names::queue(queue)}</h1>
            <p class="lead">{names::queue_text(queue)}</p>
            {empty.then(|| view! { <p class="empty">{say("queue-empty")}</p> })}
            {(!empty).then(|| view! { <Rows rows=page.rows claimed=page.claimed me=me/> })}
            {next.map(|next| view! {
                <p><a class="button button-quiet" href=next data-key="n" accesskey="n">{say("queue-next")}</a></p>
            })}
        </StaffDocument>
    }
}

/// The work, every queue, and what else staff look at.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(crate) enum Tab {
    Work,
    Queue(Queue),
    Insight,
    Reasons,
}

impl Tab {
    fn address(self) -> String {
        match self {
            Self::Work => "/staff".to_owned(),
            Self::Queue(queue) => format!("/staff?queue={}", queue.as_str()),
            Self::Insight => "/staff/insight".to_owned(),
            Self::Reasons => "/staff/reasons".to_owned(),
        }
    }

    fn name(self) -> String {
        match self {
            Self::Work => say("work-title"),
            Self::Queue(queue) => names::queue(queue),
            Self::Insight => say("insight-title"),
            Self::Reasons => say("reasons-title"),
        }
    }
}

/// The way from each of them to the others.
#[component]
pub(super) fn Tabs(here: Tab) -> impl IntoView {
    let queues = Queue::ALL.map(Tab::Queue);
    let tabs = [Tab::Work]
        .into_iter()
        .chain(queues)
        .chain([Tab::Insight, Tab::Reasons]);
    let tabs = tabs.map(|tab| {
        let current = (tab == here).then_some("page");
        view! { <li><a class="tab" href=tab.address() aria-current=current>{tab.name()}</a></li> }
    });
    view! {
        <nav aria-label=say("queue-label")>
            <ul class="tabs">{tabs.collect_view()}</ul>
        </nav>
    }
}

#[component]
fn Rows(rows: Vec<QueueRow>, claimed: HashMap<EntryId, Claimant>, me: StaffId) -> impl IntoView {
    let rows = rows.into_iter().map(|row| {
        let claimed = claimed.get(&row.entry.id);
        let claimed = claimed.map(|claimant| names::claimant(claimant, me));
        view! { <Row row=row claimed=claimed/> }
    });
    view! {
        <div class="table-frame" role="region" aria-label=say("queue-table") tabindex="0">
            <table class="table">
                <thead>
                    <tr>
                        <th scope="col">{say("entry-id")}</th>
                        <th scope="col">{say("entry-medium")}</th>
                        <th scope="col">{say("entry-list")}</th>
                        <th scope="col">{say("entry-created")}</th>
                        <th scope="col">{say("entry-findings")}</th>
                        <th scope="col">{say("work-claimed-by")}</th>
                    </tr>
                </thead>
                <tbody>{rows.collect_view()}</tbody>
            </table>
        </div>
    }
}

#[component]
fn Row(row: QueueRow, claimed: Option<String>) -> impl IntoView {
    let id = row.entry.id.to_string();
    let short = id.get(..8).unwrap_or_default().to_owned();
    view! {
        <tr>
            <td><a class="mono" href=format!("/staff/entries/{id}") data-row="">{short}</a></td>
            <td>{names::medium(row.entry.medium)}</td>
            <td>{row.entry.list.to_string()}</td>
            <td>
                <time datetime=dates::machine_day(row.created_on)>{dates::day(&words(), row.created_on)}</time>
            </td>
            <td><div class="badges">{names::badges(&row.findings)}</div></td>
            <td>{claimed}</td>
        </tr>
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_cursor_survives_its_address() {
        let cursor = QueueCursor {
            created_on: Timestamp::from_seconds(86_400),
            entry: EntryId::from_bytes([7; 16]),
        };
        let address = next_address(Queue::Suspended, &cursor);
        let after = address.rsplit_once('=').unwrap().1;
        assert_eq!(parse_cursor(after), Some(cursor));
        for wrong in ["", ".", "1.2", "x.07070707070707070707070707070707"] {
            assert_eq!(parse_cursor(wrong), None, "{wrong}");
        }
    }
}

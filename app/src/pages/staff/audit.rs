//! `/staff/audit`: the record of acts, for auditors. Reading it and taking a copy of it are acts themselves.

use std::collections::HashMap;

use axum::{
    body::Body,
    extract::{Path, Query, State, rejection::QueryRejection},
    http::{HeaderValue, StatusCode, header},
    response::{IntoResponse as _, Response},
};
use domain::{
    audit::{Agent, Line, Record, Tampering},
    id::{StaffId, SubscriberId},
    staff::{Refused, Staff},
};
use futures::stream;
use leptos::prelude::*;
use serde::Deserialize;
use service::{
    StorageError,
    audit::{AuditPage, Look, export_line},
    session::Member,
};

use super::{names, trouble};
use crate::{
    access::{Session, SignedIn},
    components::{Badge, Notice, RefusedTries, StaffDocument, Tone},
    dates, pages,
    site::Site,
    words::{Value, say, say_with, words},
};

/// How many lines a page shows.
const PAGE: u32 = 100;
/// How many lines of a copy are read at a time.
const COPIED_AT_ONCE: u32 = 2_000;

/// After which line, and whether the whole record is to be verified.
#[derive(Deserialize)]
pub(crate) struct Wish {
    after: Option<u64>,
    #[serde(default)]
    check: bool,
}

/// `GET`: one page of the record.
pub(crate) async fn show(
    State(site): State<Site>,
    Session(Member { staff, news, .. }): Session,
    wish: Result<Query<Wish>, QueryRejection>,
) -> Response {
    let Ok(Query(Wish { after, check })) = wish else {
        return unreadable(&site, staff);
    };
    let (after, look) = (after.unwrap_or(0), if check { Look::Check } else { Look::Read });
    match site.service.read_audit(&staff, after, PAGE, look).await {
        Ok(page) => site.page(|| view! { <Acts staff=staff news=news page=page/> }),
        Err(error) => pages::trouble::storage(&site, &error),
    }
}

/// `GET /export/{after}`: a copy of the record from a line on, one JSON object a line, read and sent bit by bit.
pub(crate) async fn export(
    State(site): State<Site>,
    SignedIn(staff): SignedIn,
    Path(after): Path<String>,
) -> Response {
    let Ok(after) = after.parse::<u64>() else {
        return unreadable(&site, staff);
    };
    let end = match site.service.begin_audit_copy(&staff, after).await {
        Ok(end) => end,
        Err(error) => return pages::trouble::storage(&site, &error),
    };
    let lines = stream::try_unfold((site.service, after), move |(service, after)| async move {
        let lines = service.audit(after, COPIED_AT_ONCE).await?;
        let wanted = || lines.iter().take_while(|line| line.position <= end);
        let Some(last) = wanted().last().map(|line| line.position) else {
            return Ok::<_, StorageError>(None);
        };
        let text: String = wanted().map(export_line).collect();
        Ok(Some((text, (service, last))))
    });
    let disposition = format!("attachment; filename=\"acts-after-{after}.jsonl\"");
    let mut response = Response::new(Body::from_stream(lines));
    let headers = response.headers_mut();
    headers.insert(
        header::CONTENT_TYPE,
        HeaderValue::from_static("application/jsonl; charset=utf-8"),
    );
    if let Ok(disposition) = HeaderValue::try_from(disposition) {
        headers.insert(header::CONTENT_DISPOSITION, disposition);
    }
    response.into_response()
}

fn unreadable(site: &Site, staff: Staff) -> Response {
    let back = Some("/staff/audit".to_owned());
    trouble::page(site, staff, StatusCode::BAD_REQUEST, "audit-no-such-page", back)
}

#[component]
fn Acts(staff: Staff, news: Option<Refused>, page: AuditPage) -> impl IntoView {
    let AuditPage {
        after,
        lines,
        next,
        names,
        extent,
        whole,
    } = page;
    let checked = whole.map(|whole| {
        let (tone, standing) = match whole {
            Ok(_) => (Tone::Good, say("audit-whole")),
            Err(tampering) => (Tone::Stopped, first_wrong(tampering)),
        };
        view! { <Badge tone=tone text=standing/> }
    });
    let end = say_with("audit-end", &[("line", Value::Number(extent.last))]);
    let digest: String = extent
        .last_digest
        .iter()
        .map(|byte| format!("{byte:02x}"))
        .collect();
    let rows = lines.into_iter().map(|line| {
        let Some(record) = line.record() else {
            return view! { <AsItStands line=line/> }.into_any();
        };
        let who = match record.deed.actor {
            Agent::Operator => say("audit-operator"),
            Agent::Unknown => say("audit-unknown"),
            other => names.get(&other).cloned().unwrap_or_else(|| other.to_string()),
        };
        let whom = whom(&record.deed.subject, &names);
        view! { <Readable record=record who=who whom=whom/> }.into_any()
    });
    let rows = rows.collect_view();
    let newest = next.is_some().then(|| {
        let before = extent.last.saturating_sub(PAGE.into());
        view! {
            <a class="button button-quiet" href=format!("/staff/audit?after={before}")>{say("audit-newest")}</a>
        }
    });
    let next = next.map(|next| format!("/staff/audit?after={next}"));
    view! {
        <StaffDocument title=say("audit-title") staff=Some(staff)>
            <div class="entry-head">
                <h1>{say("audit-title")}</h1>
                {checked}
            </div>
            <p class="lead">{say("audit-lead")}</p>
            <RefusedTries home="/staff/account" before=news since=None/>
            <Notice heading=end>
                <p>{say("audit-end-text")}</p>
                <p class="mono">{format!("{}:{digest}", extent.last)}</p>
            </Notice>
            <p class="answers">
                <a class="button button-quiet" href="/staff/audit?check=true">{say("audit-check")}</a>
                // Without `download`, under which a browser would keep the page that asks who is there first.
                <a class="button button-quiet" href=format!("/staff/audit/export/{after}")>{say("audit-export")}</a>
                {newest}
            </p>
            <form class="inline-form" method="get" action="/staff/audit">
                <label for="after">{say("audit-after")}</label>
                <input id="after" name="after" type="number" min="0" max=extent.last value=after required/>
                <button class="button button-small button-quiet">{say("audit-go")}</button>
            </form>
            <div class="table-frame" role="region" aria-label=say("audit-title") tabindex="0">
                <table class="table">
                    <thead>
                        <tr>
                            <th scope="col">{say("audit-line")}</th>
                            <th scope="col">{say("audit-when")}</th>
                            <th scope="col">{say("audit-who")}</th>
                            <th scope="col">{say("audit-what")}</th>
                            <th scope="col">{say("audit-of-what")}</th>
                            <th scope="col">{say("audit-why")}</th>
                        </tr>
                    </thead>
                    <tbody>{rows}</tbody>
                </table>
            </div>
            {next.map(|next| view! { <p><a class="button button-quiet" href=next>{say("queue-next")}</a></p> })}
        </StaffDocument>
    }
}

/// The first place where something is wrong.
fn first_wrong(tampering: Tampering) -> String {
    let line = tampering.position();
    // A line can have been given a number below 0.
    let line = u64::try_from(line).map_or_else(|_| Value::Word(line.to_string()), Value::Number);
    say_with("audit-tampered", &[("line", line)])
}

/// The name of the member of staff or the organisation whose id an act is about.
fn whom(subject: &str, names: &HashMap<Agent, String>) -> Option<String> {
    let staff = StaffId::parse(subject).ok().map(Agent::Staff);
    let platform = SubscriberId::parse(subject).ok().map(Agent::Platform);
    [staff, platform]
        .into_iter()
        .flatten()
        .find_map(|agent| names.get(&agent).cloned())
}

/// A line that says what nothing writes, so that an auditor sees what somebody made of it.
#[component]
fn AsItStands(line: Line) -> impl IntoView {
    view! {
        <tr>
            <td>{line.position} " " <Badge tone=Tone::Stopped text=say("audit-unreadable")/></td>
            <td>{dates::moment_as_it_stands(&words(), line.at)}</td>
            <td class="mono">{line.actor}</td>
            <td class="mono">{line.act}</td>
            <td class="mono">{line.subject}</td>
            <td class="mono">{line.reason}</td>
        </tr>
    }
}

#[component]
fn Readable(record: Record, who: String, whom: Option<String>) -> impl IntoView {
    let deed = record.deed;
    let whom = whom.map(|name| view! { <p>{name}</p> });
    view! {
        <tr>
            <td>{record.position}</td>
            <td>{dates::moment(&words(), deed.at)}</td>
            <td>{who}</td>
            <td>{names::act(deed.act)}</td>
            <td>{whom} <span class="mono">{deed.subject}</span></td>
            <td>{names::why(deed.act, &deed.reason)}</td>
        </tr>
    }
}

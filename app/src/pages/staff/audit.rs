//! `/staff/audit`: the record of acts, for auditors. Reading it and taking a copy of it are acts themselves.

use std::collections::HashMap;

use axum::{
    body::Body,
    extract::{Path, Query, State, rejection::QueryRejection},
    http::{HeaderValue, StatusCode, header},
    response::{IntoResponse as _, Response},
};
use domain::{
    audit::{Act, Agent, Line, Record, Tampering},
    id::{StaffId, SubscriberId},
    staff::{Refused, Staff},
};
use futures::stream;
use leptos::prelude::*;
use serde::Deserialize;
use service::{
    StorageError,
    audit::{AuditPage, Look, Sought, export_line},
    session::Member,
};

use super::{names, trouble, work::Select};
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

/// After which line, whose acts, which and to what, and whether the whole record is to be verified. What is empty is not
/// looked for.
#[derive(Clone, Default, Deserialize)]
#[serde(default)]
pub(crate) struct Wish {
    after: Option<u64>,
    check: bool,
    by: String,
    act: String,
    subject: String,
}

impl Wish {
    fn sought(&self) -> Sought {
        Sought::parse(&self.by, &self.act, &self.subject)
    }

    /// The fields of what is looked for that are not empty.
    fn fields(&self) -> impl Iterator<Item = (&'static str, &str)> {
        let fields = [("by", &self.by), ("act", &self.act), ("subject", &self.subject)];
        let fields = fields.into_iter().map(|(name, value)| (name, value.trim()));
        fields.filter(|(_, value)| !value.is_empty())
    }

    /// The page after a line of what is looked for.
    fn address(&self, after: u64) -> String {
        let mut query = form_urlencoded::Serializer::new(String::new());
        query.append_pair("after", &after.to_string());
        query.extend_pairs(self.fields());
        format!("/staff/audit?{}", query.finish())
    }
}

/// `GET`: one page of the record.
pub(crate) async fn show(
    State(site): State<Site>,
    Session(Member { staff, news, .. }): Session,
    wish: Result<Query<Wish>, QueryRejection>,
) -> Response {
    let Ok(Query(wish)) = wish else {
        return unreadable(&site, staff);
    };
    let after = wish.after.unwrap_or(0);
    let look = if wish.check { Look::Check } else { Look::Read };
    let sought = wish.sought();
    let page = site.service.read_audit(&staff, &sought, after, PAGE, look).await;
    match page {
        Ok(page) => site.page(|| view! { <Acts staff=staff news=news wish=wish page=page/> }),
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
fn Acts(staff: Staff, news: Option<Refused>, wish: Wish, page: AuditPage) -> impl IntoView {
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
    let nothing = lines.is_empty().then(|| nothing_so(&wish, after));
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
    // Of what is looked for it is not known where its last lines begin.
    let newest = (next.is_some() && wish.sought().is_everything()).then(|| {
        let before = extent.last.saturating_sub(PAGE.into());
        view! {
            <a class="button button-quiet" href=format!("/staff/audit?after={before}")>{say("audit-newest")}</a>
        }
    });
    let next = next.map(|next| wish.address(next));
    let kept = wish.fields().map(|(name, value)| {
        let value = value.to_owned();
        view! { <input type="hidden" name=name value=value/> }
    });
    let kept = kept.collect_view();
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
            <Filters wish=wish names=names/>
            <form class="inline-form" method="get" action="/staff/audit">
                {kept}
                <label for="after">{say("audit-after")}</label>
                <input id="after" name="after" type="number" min="0" max=extent.last value=after required/>
                <button class="button button-small button-quiet">{say("audit-go")}</button>
            </form>
            {nothing}
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

/// That there is no such line, or none after that one.
fn nothing_so(wish: &Wish, after: u64) -> impl IntoView + use<> {
    let sought = wish.sought();
    let text = if sought.is_everything() {
        say_with("audit-nothing", &[("line", Value::Number(after))])
    } else if sought.is_of_no_id() {
        say("audit-only-ids")
    } else {
        say_with("audit-nothing-so", &[("line", Value::Number(after))])
    };
    view! { <p class="empty">{text}</p> }
}

/// Whose acts, which and to what. What stands in the address and is offered nowhere is shown as it stands, so that nobody
/// takes an empty page for the whole record.
#[component]
fn Filters(wish: Wish, names: HashMap<Agent, String>) -> impl IntoView {
    let by = wish.by.trim().to_owned();
    let called = Agent::parse(&by).and_then(|agent| names.get(&agent).cloned());
    let mut people: Vec<(String, String)> = names
        .into_iter()
        .filter(|(agent, _)| matches!(agent, Agent::Staff(_)))
        .map(|(agent, name)| (agent.to_string(), name))
        .collect();
    people.push((Agent::Operator.to_string(), say("audit-operator")));
    people.push((Agent::Unknown.to_string(), say("audit-unknown")));
    let mut acts: Vec<_> = Act::ALL
        .map(|act| (act.as_str().to_owned(), names::act(act)))
        .into();
    let act = wish.act.trim().to_owned();
    for (options, chosen, called) in [(&mut people, &by, called), (&mut acts, &act, None)] {
        if !chosen.is_empty() && options.iter().all(|(value, _)| value != chosen) {
            options.push((chosen.clone(), called.unwrap_or_else(|| chosen.clone())));
        }
        options.sort_by(|(_, one), (_, other)| one.cmp(other));
    }
    view! {
        <form class="filters" method="get" action="/staff/audit">
            <Select name="by" label=say("audit-who") options=people chosen=by/>
            <Select name="act" label=say("audit-what") options=acts chosen=act/>
            <div class="filter">
                <label for="filter-subject">{say("audit-subject")}</label>
                <input id="filter-subject" name="subject" maxlength="40" autocomplete="off" value=wish.subject/>
            </div>
            <button class="button button-small button-quiet">{say("audit-look")}</button>
        </form>
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

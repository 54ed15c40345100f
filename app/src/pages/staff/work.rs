//! `/staff`: what is to be done, the most urgent first.

use std::collections::{HashMap, HashSet};

use axum::response::Response;
use domain::{
    Timestamp,
    entry::{Action, Priority},
    hash::Medium,
    id::{EntryId, StaffId},
    list::ListName,
    screening::FindingKind,
    staff::{Refused, Staff},
};
use leptos::prelude::*;
use serde::Deserialize;
use service::{
    bulk::Chosen,
    reasons::Reason,
    review::{MOST_COUNTED, WorkPage},
};
use storage::review::{Claim, Filter, SavedView, WorkCursor, WorkRow};

use super::{bulk::Decisions, names};
use crate::{
    components::{Badge, RefusedTries, StaffDocument, Tone},
    dates, pages,
    render::asset,
    site::Site,
    words::{Value, say, say_with, words},
};

/// How many entries a page shows.
const PAGE: u32 = 50;

/// What is looked for, as it stands in the address; what is empty or unknown is not looked for.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(default)]
pub(crate) struct Wish {
    priority: String,
    list: String,
    medium: String,
    finding: String,
    claim: String,
    snoozed: String,
    after: String,
    marked: String,
}

impl Wish {
    fn filter(&self, staff: &Staff) -> Filter {
        Filter {
            priority: Priority::parse(&self.priority),
            list: ListName::parse(&self.list).ok(),
            medium: Medium::parse(&self.medium),
            finding: FindingKind::parse(&self.finding),
            claim: match self.claim.as_str() {
                "free" => Claim::FreeFor(staff.id),
                "mine" => Claim::By(staff.id),
                _ => Claim::Any,
            },
            snoozed: self.snoozed == "yes",
        }
    }

    /// What stands behind the question mark, without the place.
    pub(crate) fn address(&self) -> String {
        [
            ("priority", &self.priority),
            ("list", &self.list),
            ("medium", &self.medium),
            ("finding", &self.finding),
            ("claim", &self.claim),
            ("snoozed", &self.snoozed),
        ]
        .into_iter()
        .filter(|(_, value)| !value.is_empty())
        .map(|(name, value)| format!("{name}={}", plain(value)))
        .collect::<Vec<_>>()
        .join("&")
    }
}

/// The address of the page that is looked at.
fn address_of(wish: &Wish) -> String {
    match parse_cursor(&wish.after) {
        Some(cursor) => next_address(wish, &cursor),
        None => format!("/staff?{}", wish.address()),
    }
}

/// The same page with entries marked: `<entry>.<version>` for each. An id says nothing about anyone.
pub(super) fn marked_address(page: &str, marked: &[Chosen]) -> String {
    if marked.is_empty() {
        return page.to_owned();
    }
    let between = match page.split_once('?') {
        None => "?",
        Some((_, "")) => "",
        Some(_) => "&",
    };
    let marks: Vec<_> = marked
        .iter()
        .map(|one| format!("{}.{}", one.entry, one.version))
        .collect();
    format!("{page}{between}marked={}", marks.join(","))
}

/// Which entries an address marks, each in the version that was seen then.
fn parse_marks(text: &str) -> HashMap<EntryId, i64> {
    let marks = text.split(',').filter_map(|mark| {
        let (entry, version) = mark.split_once('.')?;
        Some((EntryId::parse(entry).ok()?, version.parse().ok()?))
    });
    marks.collect()
}

/// Only what names of ours are made of, so that a view cannot lead anywhere else.
fn plain(value: &str) -> String {
    value
        .chars()
        .filter(|c| c.is_ascii_lowercase() || c.is_ascii_digit() || *c == '-')
        .collect()
}

/// One page of the work.
pub(crate) async fn page(site: Site, staff: Staff, news: Option<Refused>, wish: Wish) -> Response {
    let filter = wish.filter(&staff);
    let after = parse_cursor(&wish.after);
    match site.service.work(&staff, &filter, after, PAGE).await {
        Ok(page) => site.page(|| view! { <Work staff=staff news=news wish=wish page=page/> }),
        Err(error) => pages::trouble::storage(&site, &error),
    }
}

/// A cursor in an address: `<priority>.<milliseconds>.<entry>`.
fn parse_cursor(text: &str) -> Option<WorkCursor> {
    let (priority, rest) = text.split_once('.')?;
    let (created_on, entry) = rest.split_once('.')?;
    Some(WorkCursor {
        priority: Priority::parse(priority)?,
        created_on: Timestamp::from_millis(created_on.parse().ok()?),
        entry: EntryId::parse(entry).ok()?,
    })
}

fn next_address(wish: &Wish, cursor: &WorkCursor) -> String {
    let filter = wish.address();
    let between = if filter.is_empty() { "" } else { "&" };
    format!(
        "/staff?{filter}{between}after={}.{}.{}",
        cursor.priority.as_str(),
        cursor.created_on.as_millis(),
        cursor.entry
    )
}

#[component]
fn Work(staff: Staff, news: Option<Refused>, wish: Wish, page: WorkPage) -> impl IntoView {
    let next = page.next.map(|cursor| next_address(&wish, &cursor));
    let empty = page.rows.is_empty();
    let (here, address) = (staff.clone(), address_of(&wish));
    let marked = parse_marks(&wish.marked);
    view! {
        <StaffDocument title=say("work-title") staff=Some(staff)>
            <script src=asset("keys.js") nonce=leptos::nonce::use_nonce() defer></script>
            <super::queues::Tabs here=super::queues::Tab::Work/>
            <h1>{say("work-title")}</h1>
            <p class="lead">{say("work-lead")}</p>
            <RefusedTries home="/staff/account" before=news since=None/>
            <ul class="urgencies">
                {page.counts.iter().map(|&(priority, count)| {
                    let chosen = wish.priority == priority.as_str();
                    view! { <Urgency priority=priority count=count chosen=chosen/> }
                }).collect_view()}
            </ul>
            <Views views=page.views wish=wish.clone()/>
            <FilterForm wish=wish.clone() lists=page.lists/>
            {empty.then(|| view! { <p class="empty">{say("queue-empty")}</p> })}
            {(!empty).then(|| view! {
                <Rows
                    rows=page.rows
                    escalated=page.escalated
                    names=page.names
                    staff=here
                    reasons=page.reasons
                    address=address
                    marked=marked
                />
            })}
            {next.map(|next| view! {
                <p><a class="button button-quiet" href=next data-key="n" accesskey="n">{say("queue-next")}</a></p>
            })}
            // Shown by the script, without which no key does anything.
            <p class="fine" hidden data-keys-hint="">{say("work-keys")}</p>
        </StaffDocument>
    }
}

#[component]
fn Urgency(priority: Priority, count: u64, chosen: bool) -> impl IntoView {
    let count = if count >= u64::from(MOST_COUNTED) {
        say_with("work-more-than", &[("count", Value::Number(count))])
    } else {
        count.to_string()
    };
    view! {
        <li>
            <a
                class="urgency"
                href=format!("/staff?priority={}", priority.as_str())
                aria-current=chosen.then_some("true")
            >
                <span class="urgency-count">{count}</span>
                {names::priority(priority)}
            </a>
        </li>
    }
}

/// What someone has saved, and a way to save what is shown.
#[component]
fn Views(views: Vec<SavedView>, wish: Wish) -> impl IntoView {
    let here = wish.address();
    let saved = views.into_iter().map(|saved| {
        view! {
            <li class="saved">
                <a href=format!("/staff?{}", saved.filter)>{saved.name.clone()}</a>
                <form method="post" action="/staff/views/remove">
                    <input type="hidden" name="view" value=saved.name.clone()/>
                    <button
                        class="button button-small button-quiet"
                        aria-label=say_with("work-view-remove", &[("name", Value::Word(saved.name))])
                    >
                        "×"
                    </button>
                </form>
            </li>
        }
    });
    view! {
        <details class="more" data-typed="">
            <summary>{say("work-views")}</summary>
            <ul class="saved-list">{saved.collect_view()}</ul>
            <form class="inline-form" method="post" action="/staff/views">
                <input type="hidden" name="filter" value=here/>
                <label for="view-name">{say("work-view-name")}</label>
                <input id="view-name" name="name" maxlength="40" required/>
                <button class="button button-small button-quiet">{say("work-view-save")}</button>
            </form>
        </details>
    }
}

#[component]
fn FilterForm(wish: Wish, lists: Vec<ListName>) -> impl IntoView {
    let priorities = Priority::ALL.map(|one| (one.as_str().to_owned(), names::priority(one)));
    let media = [Medium::Image, Medium::Video].map(|one| (one.as_str().to_owned(), names::medium(one)));
    let findings = FindingKind::ALL.map(|one| (one.as_str().to_owned(), names::finding_name(one)));
    let lists = lists
        .into_iter()
        .map(|list| (list.to_string(), list.to_string()))
        .collect();
    let claims = [("free", "work-claim-free"), ("mine", "work-claim-mine")]
        .map(|(value, text)| (value.to_owned(), say(text)));
    let snoozed = [("yes".to_owned(), say("work-snoozed-too"))];
    view! {
        <form class="filters" method="get" action="/staff">
            <Select name="priority" label=say("work-priority") options=priorities.into() chosen=wish.priority/>
            <Select name="finding" label=say("work-finding") options=findings.into() chosen=wish.finding/>
            <Select name="list" label=say("entry-list") options=lists chosen=wish.list/>
            <Select name="medium" label=say("entry-medium") options=media.into() chosen=wish.medium/>
            <Select name="claim" label=say("work-claim") options=claims.into() chosen=wish.claim/>
            <Select name="snoozed" label=say("work-snoozed") options=snoozed.into() chosen=wish.snoozed/>
            <button class="button button-small button-quiet">{say("work-filter")}</button>
        </form>
    }
}

/// One thing to look for, of those that there are, or any.
#[component]
pub(super) fn Select(
    name: &'static str,
    label: String,
    options: Vec<(String, String)>,
    chosen: String,
) -> impl IntoView {
    let options = options.into_iter().map(|(value, text)| {
        let selected = value == chosen;
        view! { <option value=value selected=selected>{text}</option> }
    });
    view! {
        <div class="filter">
            <label for=format!("filter-{name}")>{label}</label>
            <select id=format!("filter-{name}") name=name>
                <option value="">{say("work-any")}</option>
                {options.collect_view()}
            </select>
        </div>
    }
}

#[component]
fn Rows(
    rows: Vec<WorkRow>,
    escalated: HashSet<EntryId>,
    names: HashMap<StaffId, String>,
    staff: Staff,
    reasons: Vec<(Action, Vec<Reason>)>,
    address: String,
    marked: HashMap<EntryId, i64>,
) -> impl IntoView {
    let leads = staff.role.leads();
    let rows = rows.into_iter().map(|row| {
        let claimed = row.handling.claimed.map(|(id, _)| {
            if id == staff.id {
                say("work-yours")
            } else {
                names.get(&id).cloned().unwrap_or_default()
            }
        });
        let escalated = escalated.contains(&row.row.entry.id);
        let marked = marked.get(&row.row.entry.id).copied();
        view! { <Row row=row escalated=escalated claimed=claimed marks=leads marked=marked/> }
    });
    let table = view! {
        <div class="table-frame" role="region" aria-label=say("queue-table") tabindex="0">
            <table class="table">
                <thead>
                    <tr>
                        {leads.then(|| view! { <th scope="col">{say("bulk-marked")}</th> })}
                        <th scope="col">{say("entry-id")}</th>
                        <th scope="col">{say("work-priority")}</th>
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
    };
    if leads {
        view! {
            <form method="post" action="/staff/bulk">
                <input type="hidden" name="from" value=address/>
                {table}
                <Bulk reasons=reasons/>
            </form>
        }
        .into_any()
    } else {
        table.into_any()
    }
}

/// One decision about everything that is marked, for a second person to agree to.
#[component]
fn Bulk(reasons: Vec<(Action, Vec<Reason>)>) -> impl IntoView {
    view! {
        <details class="more" data-typed="">
            <summary>{say("bulk-title")}</summary>
            <p>{say("bulk-text")}</p>
            <div class="filters">
                <div class="filter">
                    <Decisions reasons=reasons/>
                </div>
                <div class="filter">
                    <label for="bulk-why">{say("bulk-why")}</label>
                    <input id="bulk-why" name="why" maxlength="1000" required/>
                </div>
                <button class="button button-small button-quiet">{say("bulk-send")}</button>
            </div>
        </details>
    }
}

/// A box to mark an entry. A mark is of the version that someone saw: where it is another by now, that is said, and whoever
/// has looked marks it anew.
#[component]
fn Mark(seen: Chosen, marked: Option<i64>) -> impl IntoView {
    let Chosen { entry, version } = seen;
    let id = entry.to_string();
    let short = id.get(..8).unwrap_or_default().to_owned();
    let label = say_with("bulk-mark", &[("entry", Value::Word(short))]);
    let value = format!("{id}:{version}");
    let checked = marked == Some(version);
    let changed = (marked.is_some() && !checked).then(|| {
        view! { " " <span class="fine">{say("bulk-mark-changed")}</span> }
    });
    view! {
        <input type="checkbox" name="entry" value=value aria-label=label checked=checked/>
        {changed}
    }
}

#[component]
fn Row(
    row: WorkRow,
    escalated: bool,
    claimed: Option<String>,
    marks: bool,
    /// The version in which it was marked before.
    marked: Option<i64>,
) -> impl IntoView {
    let id = row.row.entry.id.to_string();
    let short = id.get(..8).unwrap_or_default().to_owned();
    let tone = match row.priority {
        Priority::Disputed => Tone::Stopped,
        Priority::Escalated | Priority::Held => Tone::Waiting,
        Priority::Unverified => Tone::Quiet,
    };
    let snoozed = row.handling.snoozed_until.map(|until| {
        let day = dates::day(&words(), until);
        view! { <span class="fine">{say_with("work-put-off-until", &[("day", Value::Word(day))])}</span> }
    });
    let seen = Chosen {
        entry: row.row.entry.id,
        version: row.row.entry.version,
    };
    view! {
        <tr>
            {marks.then(|| view! { <td><Mark seen=seen marked=marked/></td> })}
            <td><a class="mono" href=format!("/staff/entries/{id}") data-row="">{short}</a></td>
            <td>
                <Badge tone=tone text=names::priority(row.priority)/>
                {escalated.then(|| view! {
                    " "
                    <Badge tone=Tone::Waiting text=names::priority(Priority::Escalated)/>
                })}
                " "
                {snoozed}
            </td>
            <td>{names::medium(row.row.entry.medium)}</td>
            <td>{row.row.entry.list.to_string()}</td>
            <td>
                <time datetime=dates::machine_day(row.row.created_on)>
                    {dates::day(&words(), row.row.created_on)}
                </time>
            </td>
            <td><div class="badges">{names::badges(&row.row.findings)}</div></td>
            <td>{claimed}</td>
        </tr>
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_cursor_survives_its_address() {
        let cursor = WorkCursor {
            priority: Priority::Held,
            created_on: Timestamp::from_seconds(86_400),
            entry: EntryId::from_bytes([7; 16]),
        };
        let wish = Wish {
            medium: "video".to_owned(),
            ..Wish::default()
        };
        let address = next_address(&wish, &cursor);
        assert!(address.starts_with("/staff?medium=video&after="), "{address}");
        let after = address.rsplit_once('=').unwrap().1;
        assert_eq!(parse_cursor(after), Some(cursor));
        for wrong in ["", ".", "held.1", "held.x.07070707070707070707070707070707"] {
            assert_eq!(parse_cursor(wrong), None, "{wrong}");
        }
    }

    #[test]
    fn marks_survive_their_address_and_are_no_part_of_what_is_looked_for() {
        let marked = [1, 2].map(|number| Chosen {
            entry: EntryId::from_bytes([number; 16]),
            version: number.into(),
        });
        for page in ["/staff", "/staff?", "/staff?medium=video"] {
            let address = marked_address(page, &marked);
            let (_, query) = address.split_once('?').unwrap();
            let marks = query.rsplit_once("marked=").unwrap().1;
            let expected = HashMap::from(marked.map(|one| (one.entry, one.version)));
            assert_eq!(parse_marks(marks), expected, "{address}");
            assert_eq!(query.contains('&'), page.contains("medium"), "{address}");
            assert_eq!(marked_address(page, &[]), page);
        }
        for wrong in ["", ".", ",", "07.1", &format!("{}.x", "07".repeat(16))] {
            assert!(parse_marks(wrong).is_empty(), "{wrong}");
        }
        let wish = Wish {
            marked: format!("{}.1", marked[0].entry),
            ..Wish::default()
        };
        assert_eq!(address_of(&wish), "/staff?");
    }

    #[test]
    fn nothing_but_names_of_ours_gets_into_an_address() {
        let wish = Wish {
            list: "exploitative&after=//evil.example".to_owned(),
            ..Wish::default()
        };
        assert_eq!(wish.address(), "list=exploitativeafterevilexample");
    }
}

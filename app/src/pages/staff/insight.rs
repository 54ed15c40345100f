//! `/staff/insight`: how the work goes, as charts drawn here with a table beside each.

use axum::{extract::State, response::Response};
use domain::staff::Staff;
use leptos::prelude::*;
use service::insight::{Age, Count, DAYS, Day, FLOOR, Insight, Waited};

use super::{
    names,
    queues::{Tab, Tabs},
};
use crate::{
    access::SignedIn,
    components::StaffDocument,
    dates, pages,
    site::Site,
    words::{Value, say, say_with},
};

/// A chart's size in its own units.
const WIDTH: u32 = 560;
const HEIGHT: u32 = 120;

/// `GET`.
pub(crate) async fn show(State(site): State<Site>, SignedIn(staff): SignedIn) -> Response {
    match site.service.insight().await {
        Ok(lists) => site.page(|| view! { <Page staff=staff lists=lists/> }),
        Err(error) => pages::trouble::storage(&site, &error),
    }
}

#[component]
fn Page(staff: Staff, lists: Vec<Insight>) -> impl IntoView {
    let lead = say_with(
        "insight-lead",
        &[
            ("days", Value::Number(DAYS.into())),
            ("floor", Value::Number(FLOOR)),
        ],
    );
    view! {
        <StaffDocument title=say("insight-title") staff=Some(staff)>
            <Tabs here=Tab::Insight/>
            <h1>{say("insight-title")}</h1>
            <p class="lead">{lead}</p>
            {lists.into_iter().map(|one| view! { <OfList insight=one/> }).collect_view()}
        </StaffDocument>
    }
}

#[component]
fn OfList(insight: Insight) -> impl IntoView {
    let by_day = |pick: fn(&Day) -> Count| -> Vec<(String, Count)> {
        let days = insight.days.iter();
        days.map(|day| (dates::machine_day(day.day), pick(day))).collect()
    };
    let findings = insight
        .findings
        .iter()
        .map(|&(kind, count)| (names::finding_name(kind), count))
        .collect();
    let ages = insight
        .decided
        .iter()
        .map(|step| (age(*step), Count::Exactly(step.decisions)))
        .collect();
    let answers = insight
        .answered
        .iter()
        .map(|&(wait, count)| (waited(wait), count))
        .collect();
    let lag = insight
        .lag
        .iter()
        .map(|&(member, changes)| (member.to_string(), Count::Exactly(changes)))
        .collect::<Vec<_>>();
    let shares = [
        ("insight-disputed", insight.disputed),
        ("insight-suspended", insight.suspended),
    ];
    let shares = shares
        .into_iter()
        .filter_map(|(name, (_, share))| Some((say(name), Count::Exactly(share?))))
        .collect();
    view! {
        <section class="insight">
            <h2>{insight.list.to_string()}</h2>
            <dl class="facts">
                <dt>{say("insight-items")}</dt>
                <dd>{insight.items}</dd>
                <dt>{say("insight-disputed")}</dt>
                <dd>{share(insight.disputed)}</dd>
                <dt>{say("insight-suspended")}</dt>
                <dd>{share(insight.suspended)}</dd>
                <dt>{say("insight-median")}</dt>
                <dd>{median(insight.median_suspension)}</dd>
                <dt>{say("insight-median-answer")}</dt>
                <dd>{median_answer(insight.median_answer)}</dd>
            </dl>
            <Columns title=say("insight-cases") rows=by_day(|day| day.cases)/>
            <Columns title=say("insight-items-by-day") rows=by_day(|day| day.items)/>
            <Columns title=say("insight-held") rows=by_day(|day| day.held)/>
            <Columns title=say("insight-decisions") rows=by_day(|day| day.decisions)/>
            <Bars title=say("insight-shares") rows=shares/>
            <Bars title=say("insight-ages") rows=ages/>
            <Bars title=say("insight-answered") rows=answers/>
            <Bars title=say("insight-findings") rows=findings/>
            <Bars title=say("insight-lag") rows=lag/>
        </section>
    }
}

/// A column for each day, from the first to the last, and the same as a table.
#[component]
fn Columns(title: String, rows: Vec<(String, Count)>) -> impl IntoView {
    let most = most(&rows);
    let columns = u32::try_from(rows.len()).unwrap_or(u32::MAX).max(1);
    let step = WIDTH / columns;
    let bars = (0..).zip(&rows).map(|(place, (label, count))| {
        let height = length(*count, most, HEIGHT);
        view! {
            <rect
                class=class(*count)
                x=place * step
                y=HEIGHT - height
                width=step.saturating_sub(2).max(1)
                height=height
            >
                <title>{format!("{label}: {}", shown(*count))}</title>
            </rect>
        }
    });
    let bars = bars.collect_view();
    let end = |row: Option<&(String, Count)>| row.map(|(label, _)| label.clone());
    let (first, last) = (end(rows.first()), end(rows.last()));
    // Where all are nothing or few there is no highest to tell.
    let highest = (most >= FLOOR).then(|| {
        let text = say_with("insight-highest", &[("count", Value::Number(most))]);
        view! { <span class="fine">" " {text}</span> }
    });
    let table = rows.into_iter().map(|(label, count)| {
        view! { <tr><th scope="row">{label}</th><td>{shown(count)}</td></tr> }
    });
    view! {
        <figure class="chart">
            <figcaption>{title.clone()} {highest}</figcaption>
            <svg
                viewBox=format!("0 0 {WIDTH} {}", HEIGHT + 1)
                width="100%"
                height="128"
                preserveAspectRatio="none"
                role="img"
                aria-label=say_with("insight-chart-of", &[("title", Value::Word(title.clone()))])
            >
                <line class="chart-line" x1="0" x2=WIDTH y1=HEIGHT y2=HEIGHT></line>
                {bars}
            </svg>
            <p class="chart-ends fine"><span>{first}</span> <span>{last}</span></p>
            <details class="more">
                <summary>{say_with("insight-table-of", &[("title", Value::Word(title))])}</summary>
                <table class="table"><tbody>{table.collect_view()}</tbody></table>
            </details>
        </figure>
    }
}

/// A bar for each thing, beside its name and number.
#[component]
fn Bars(title: String, rows: Vec<(String, Count)>) -> impl IntoView {
    let most = most(&rows);
    let none = rows.is_empty().then(|| view! { <p>{say("insight-nothing")}</p> });
    let rows = rows.into_iter().map(|(label, count)| {
        view! {
            <tr>
                <th scope="row">{label}</th>
                <td>{shown(count)}</td>
                <td>
                    <svg
                        viewBox=format!("0 0 {WIDTH} 1")
                        width="100%"
                        height="12"
                        preserveAspectRatio="none"
                        aria-hidden="true"
                    >
                        <rect class=class(count) x="0" y="0" width=length(count, most, WIDTH) height="1"></rect>
                    </svg>
                </td>
            </tr>
        }
    });
    view! {
        <figure class="chart">
            <figcaption>{title}</figcaption>
            <table class="bars"><tbody>{rows.collect_view()}</tbody></table>
            {none}
        </figure>
    }
}

/// The largest number, at least 1.
fn most(rows: &[(String, Count)]) -> u64 {
    let numbers = rows.iter().map(|(_, count)| match count {
        Count::Few => 1,
        Count::Exactly(number) => *number,
    });
    numbers.max().unwrap_or(0).max(1)
}

/// How long a bar is, of `whole`; that there are few is always the same little.
fn length(count: Count, most: u64, whole: u32) -> u32 {
    match count {
        Count::Few => whole / 24,
        Count::Exactly(number) => u32::try_from(number.saturating_mul(whole.into()) / most).unwrap_or(whole),
    }
}

const fn class(count: Count) -> &'static str {
    match count {
        Count::Few => "bar-few",
        Count::Exactly(_) => "bar-exact",
    }
}

fn shown(count: Count) -> String {
    match count {
        Count::Few => say_with("insight-few", &[("floor", Value::Number(FLOOR))]),
        Count::Exactly(number) => number.to_string(),
    }
}

/// How old entries were when they were decided about.
fn age(step: Age) -> String {
    let from = ("from", Value::Number(step.from));
    match step.to {
        Some(to) if to == step.from => say_with("insight-age", &[from]),
        Some(to) => say_with("insight-age-to", &[from, ("to", Value::Number(to))]),
        None => say_with("insight-age-on", &[from]),
    }
}

/// How long disputes waited for a person.
fn waited(wait: Waited) -> String {
    match (wait.after, wait.within) {
        (0, None) => say("insight-answered-ever"),
        (0, Some(within)) => say_with("insight-answered-within", &[("time", hours(within))]),
        (after, Some(within)) => {
            let values = [("after", hours(after)), ("within", hours(within))];
            say_with("insight-answered-between", &values)
        }
        (after, None) => say_with("insight-answered-later", &[("time", hours(after))]),
    }
}

fn hours(hours: u64) -> Value {
    Value::Word(say_with("insight-hours", &[("hours", Value::Number(hours))]))
}

/// The number, and how many that is in ten thousand.
fn share((count, per_ten_thousand): (Count, Option<u64>)) -> String {
    match per_ten_thousand {
        Some(share) => {
            let values = [
                ("count", Value::Word(shown(count))),
                ("share", Value::Number(share)),
            ];
            say_with("insight-share", &values)
        }
        None => shown(count),
    }
}

fn median(time: Option<std::time::Duration>) -> String {
    match time {
        Some(time) => say_with("insight-seconds", &[("seconds", Value::Number(time.as_secs()))]),
        None => say_with("insight-median-few", &[("floor", Value::Number(FLOOR))]),
    }
}

/// Half of them waited no longer than the end of the step that the middle one is on.
fn median_answer(wait: Option<Waited>) -> String {
    match wait {
        Some(Waited {
            within: Some(within), ..
        }) => say_with("insight-answered-within", &[("time", hours(within))]),
        Some(wait) => waited(wait),
        None => say("insight-median-answer-few"),
    }
}

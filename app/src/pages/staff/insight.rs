//! `/staff/insight`: how the work goes, as charts drawn here with a table beside each.

use axum::{extract::State, response::Response};
use domain::staff::Staff;
use leptos::prelude::*;
use service::insight::{Count, DAYS, Day, FLOOR, Insight};

use super::{names, queues::Tabs};
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
            <Tabs here=None/>
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
        .decided_within
        .iter()
        .map(|&(days, count)| {
            let label = say_with("insight-within", &[("days", Value::Number(days))]);
            (label, count)
        })
        .collect();
    let lag = insight
        .lag
        .iter()
        .map(|&(member, changes)| (member.to_string(), Count::Exactly(changes)))
        .collect::<Vec<_>>();
    view! {
        <section class="insight">
            <h2>{insight.list.to_string()}</h2>
            <dl class="facts">
                <dt>{say("insight-items")}</dt>
                <dd>{shown(insight.items)}</dd>
                <dt>{say("insight-disputed")}</dt>
                <dd>{share(insight.disputed)}</dd>
                <dt>{say("insight-suspended")}</dt>
                <dd>{share(insight.suspended)}</dd>
                <dt>{say("insight-median")}</dt>
                <dd>{median(insight.median_suspension)}</dd>
            </dl>
            <Chart title=say("insight-cases") rows=by_day(|day| day.cases)/>
            <Chart title=say("insight-items") rows=by_day(|day| day.items)/>
            <Chart title=say("insight-held") rows=by_day(|day| day.held)/>
            <Chart title=say("insight-decisions") rows=by_day(|day| day.decisions)/>
            <Chart title=say("insight-ages") rows=ages/>
            <Chart title=say("insight-findings") rows=findings/>
            <Chart title=say("insight-lag") rows=lag/>
        </section>
    }
}

/// Bars, and the same as a table.
#[component]
fn Chart(title: String, rows: Vec<(String, Count)>) -> impl IntoView {
    let most = rows
        .iter()
        .map(|(_, count)| height_of(*count))
        .max()
        .unwrap_or(0)
        .max(1);
    let columns = u32::try_from(rows.len()).unwrap_or(u32::MAX).max(1);
    let step = WIDTH / columns;
    let bars = (0..).zip(&rows).map(|(place, (label, count))| {
        let height = u32::try_from(height_of(*count) * u64::from(HEIGHT) / most).unwrap_or(HEIGHT);
        let class = if *count == Count::Few {
            "bar-few"
        } else {
            "bar-exact"
        };
        let height = if *count == Count::Few { HEIGHT / 24 } else { height };
        view! {
            <rect
                class=class
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
    let none = rows.is_empty().then(|| view! { <p>{say("insight-nothing")}</p> });
    let table = rows.into_iter().map(|(label, count)| {
        view! { <tr><th scope="row">{label}</th><td>{shown(count)}</td></tr> }
    });
    view! {
        <figure class="chart">
            <figcaption>{title.clone()}</figcaption>
            <svg
                viewBox=format!("0 0 {WIDTH} {}", HEIGHT + 1)
                role="img"
                aria-label=say_with("insight-chart-of", &[("title", Value::Word(title.clone()))])
            >
                <line class="chart-line" x1="0" x2=WIDTH y1=HEIGHT y2=HEIGHT></line>
                {bars}
            </svg>
            {none}
            <details class="more">
                <summary>{say_with("insight-table-of", &[("title", Value::Word(title))])}</summary>
                <table class="table"><tbody>{table.collect_view()}</tbody></table>
            </details>
        </figure>
    }
}

const fn height_of(count: Count) -> u64 {
    match count {
        Count::Few => 0,
        Count::Exactly(number) => number,
    }
}

fn shown(count: Count) -> String {
    match count {
        Count::Few => say_with("insight-few", &[("floor", Value::Number(FLOOR))]),
        Count::Exactly(number) => number.to_string(),
    }
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
        None => say_with("insight-few", &[("floor", Value::Number(FLOOR))]),
    }
}

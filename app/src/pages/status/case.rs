use domain::hash::Medium;
use leptos::prelude::*;
use service::case::{CaseStatus, ItemStatus, Progress};

use super::Typed;
use crate::{
    components::{Badge, Document, Notice, Tone},
    dates,
    words::{Value, address, say, say_with, words},
};

/// An opened case: every photo and video, what its state means, and how to take it back.
#[component]
pub(super) fn Case(
    case: CaseStatus,
    typed: Typed,
    /// What was just done, to say so.
    done: Option<&'static str>,
) -> impl IntoView {
    let opened = say_with(
        "case-opened",
        &[("day", Value::Word(dates::day(&words(), case.opened_on)))],
    );
    let due = case.items.iter().find_map(|item| item.withdrawal_due);
    let live = case.items.iter().any(|item| is_live(item.progress));
    let back = typed.clone();
    view! {
        <Document title=say("status-page")>
            {done.map(|done| view! { <p class="done" role="status">{say(done)}</p> })}
            <h1>{say("case-title")}</h1>
            <p class="lead">{opened}</p>
            <ul class="items">{case.items.iter().map(item).collect_view()}</ul>
            {due.map(|due| {
                let when = [("moment", Value::Word(dates::moment(&words(), due)))];
                view! {
                    <Notice heading=say_with("case-due", &when)>
                        <p>{say("case-due-text")}</p>
                        <Order typed=back path="/status/keep" when="" text=say("case-keep") main=true/>
                    </Notice>
                }
            })}
            {(case.found > 0).then(|| view! { <Found found=case.found removed=case.removed/> })}
            <section>
                <h2>{say("case-meaning-title")}</h2>
                <p>{say("case-meaning-list")}</p>
                <p>{say("case-meaning-limit")}</p>
                <p><a href=address("/help")>{say("case-meaning-help")}</a></p>
            </section>
            {live.then(|| view! { <Withdraw typed=typed pending=due.is_some()/> })}
        </Document>
    }
}

/// What platforms said, counted and not named.
#[component]
fn Found(found: u64, removed: u64) -> impl IntoView {
    let count = |count: u64| [("count", Value::Number(count))];
    view! {
        <section>
            <h2>{say("case-feedback-title")}</h2>
            <p>{say_with("case-found", &count(found))}</p>
            {(removed > 0).then(|| view! { <p>{say_with("case-removed", &count(removed))}</p> })}
            <p class="fine">{say("case-feedback-limit")}</p>
        </section>
    }
}

const fn is_live(progress: Progress) -> bool {
    !matches!(progress, Progress::Declined | Progress::Withdrawn)
}

fn item(item: &ItemStatus) -> impl IntoView + use<> {
    let number = [("number", Value::Number(u64::from(item.position) + 1))];
    let name = match item.medium {
        Medium::Image => say_with("item-photo", &number),
        Medium::Video => say_with("item-video", &number),
    };
    let (tone, state, text) = meaning(item.progress);
    view! {
        <li class="item">
            <div class="item-head">
                <span class="item-name">{name}</span>
                <Badge tone=tone text=say(state)/>
            </div>
            <p>{text}</p>
        </li>
    }
}

/// What a state is called, and what it means.
fn meaning(progress: Progress) -> (Tone, &'static str, String) {
    match progress {
        Progress::Checking => (Tone::Waiting, "item-checking", say("item-checking-text")),
        Progress::Listing => (Tone::Waiting, "item-listing", say("item-listing-text")),
        Progress::Listed { since } => {
            let since = [("day", Value::Word(dates::day(&words(), since)))];
            (Tone::Good, "item-listed", say_with("item-listed-text", &since))
        }
        Progress::Paused => (Tone::Waiting, "item-paused", say("item-paused-text")),
        Progress::Declined => (Tone::Stopped, "item-declined", say("item-declined-text")),
        Progress::Withdrawn => (Tone::Stopped, "item-withdrawn", say("item-withdrawn-text")),
    }
}

/// Two ways to withdraw: with a day to think again, and at once.
#[component]
fn Withdraw(typed: Typed, pending: bool) -> impl IntoView {
    let at_once = typed.clone();
    view! {
        <section class="withdraw">
            <h2>{say("withdraw-title")}</h2>
            {(!pending).then(|| view! {
                <p>{say("withdraw-text")}</p>
                <Order typed=typed path="/status/withdraw" when="day" text=say("withdraw-day")/>
            })}
            <details class="more">
                <summary>{say("withdraw-now-title")}</summary>
                <p>{say("withdraw-now-text")}</p>
                <Order typed=at_once path="/status/withdraw" when="now" text=say("withdraw-now")/>
            </details>
        </section>
    }
}

/// A button that does something to the case whose number and PIN the page carries.
#[component]
fn Order(
    typed: Typed,
    path: &'static str,
    when: &'static str,
    #[prop(into)] text: String,
    #[prop(optional)] main: bool,
) -> impl IntoView {
    view! {
        <form method="post" action=address(path) autocomplete="off">
            <input type="hidden" name="number" value=typed.number/>
            <input type="hidden" name="pin" value=typed.pin/>
            <input type="hidden" name="when" value=when/>
            <button class=if main { "button button-main" } else { "button button-quiet" }>{text}</button>
        </form>
    }
}

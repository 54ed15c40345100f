use domain::{Timestamp, hash::Medium, submission::MAX_ITEMS};
use leptos::prelude::*;
use service::{
    case::{CaseStatus, ItemStatus, Progress},
    expire::{SERVED, UNREVIEWED},
};

use super::{
    Said, Typed,
    whereabouts::{Whereabouts, is_live, is_out},
};
use crate::{
    components::{Badge, Document, Notice, OffTheDisk, Tone},
    dates,
    words::{Value, address, say, say_with, words},
};

/// In seconds.
const DAY: u64 = 24 * 3_600;

/// An opened case: every photo and video, what its state means, and how to add to it or take it back.
#[component]
pub(super) fn Case(
    case: CaseStatus,
    typed: Typed,
    now: Timestamp,
    /// What became of what was just asked for.
    said: Option<Said>,
) -> impl IntoView {
    let opened = say_with(
        "case-opened",
        &[("day", Value::Word(dates::day(&words(), case.opened_on)))],
    );
    let live: Vec<_> = case.items.iter().filter(|item| is_live(item)).cloned().collect();
    let due = due(&live, now);
    // What the page orders is meant for the case as it shows it.
    let typed = Typed {
        seen: case.version.to_string(),
        ..typed
    };
    let (unreviewed, taken_back, is_empty) = (case.unreviewed, case.taken_back, case.items.is_empty());
    let unusable = case.declined.saturating_sub(unreviewed);
    let full = case.items.len() >= MAX_ITEMS;
    let (back, more, some) = (typed.clone(), typed.clone(), typed.clone());
    let pending = live.iter().all(|item| item.withdrawal_due.is_some());
    let whereabouts = Whereabouts::of(&live);
    let keep = whereabouts.text("case-keep", "case-keep-back", "case-keep-back");
    view! {
        <Document title=say("status-page")>
            {said.map(|said| match said {
                Said::Done(text) => view! { <p class="done" role="status">{say(text)}</p> }.into_any(),
                Said::Not(text) => view! { <p class="notice" role="status">{say(text)}</p> }.into_any(),
            })}
            <h1>{say("case-title")}</h1>
            <p class="lead">{opened}</p>
            {(!is_empty).then(|| view! {
                <ul class="items">{case.items.iter().map(|it| item(it, now)).collect_view()}</ul>
            })}
            {(unusable > 0).then(|| view! {
                <p>{say_with("case-declined", &[("count", Value::Number(unusable))])}</p>
                <p>{say("case-declined-text")}</p>
            })}
            {(unreviewed > 0).then(|| view! {
                <p>{say_with("case-unreviewed", &[("count", Value::Number(unreviewed))])}</p>
                <p>{say("case-unreviewed-text")}</p>
            })}
            {(taken_back > 0).then(|| view! {
                <p>{say_with("case-erased", &[("count", Value::Number(taken_back))])}</p>
            })}
            {is_empty.then(|| view! { <p>{say("case-empty")}</p> })}
            {due.map(|due| view! {
                <Notice heading=due>
                    <p>{say("case-due-text")}</p>
                    <Order typed=back path="/status/keep" when="" text=say(keep) main=true/>
                </Notice>
            })}
            {(!is_empty).then(|| view! { <Meanings items=case.items/> })}
            <section>
                <h2>{say("case-add-title")}</h2>
                {if full {
                    view! {
                        <p>{say("case-full")}</p>
                        <p><a href=address("/start")>{say("case-full-link")}</a></p>
                    }.into_any()
                } else {
                    view! {
                        <p>{say("case-add-text")}</p>
                        <Order typed=more path="/status/add" when="" text=say("case-add")/>
                    }.into_any()
                }}
            </section>
            {(!live.is_empty()).then(|| view! { <Withdraw typed=typed pending=pending whereabouts=whereabouts/> })}
            {(live.len() > 1).then(|| view! { <WithdrawSome typed=some items=live/> })}
        </Document>
    }
}

/// What is said of withdrawals that have not taken effect: the moment, where there is one for all. Each photo and video
/// says its own too.
fn due(live: &[ItemStatus], now: Timestamp) -> Option<String> {
    let first = live.iter().find_map(|item| item.withdrawal_due)?;
    if live.iter().all(|item| item.withdrawal_due == Some(first)) {
        let left = Value::Word(dates::time_left(&words(), now, first));
        let text = Whereabouts::of(live).text("case-due", "case-due-back", "case-due-back");
        return Some(say_with(text, &[("left", left)]));
    }
    let all = live.iter().all(|item| item.withdrawal_due.is_some());
    Some(say(if all { "case-due-all" } else { "case-due-some" }))
}

/// What the person calls a photo or video: it has no other name.
fn name_of(item: &ItemStatus) -> String {
    let number = [("number", Value::Number(u64::from(item.position) + 1))];
    match item.medium {
        Medium::Image => say_with("item-photo", &number),
        Medium::Video => say_with("item-video", &number),
    }
}

fn item(item: &ItemStatus, now: Timestamp) -> impl IntoView + use<> {
    let (tone, state) = state_of(item.progress);
    let count = |count: u64| ("count", Value::Number(count));
    let day = |at| ("day", Value::Word(dates::day(&words(), at)));
    let mut facts = Vec::new();
    if let Progress::Listed { since } = item.progress {
        facts.push(say_with("item-listed-since", &[day(since)]));
    }
    // Also of what is off the list: whoever has fetched it has it still.
    match (item.fetched, item.first_listed) {
        (Some(fetched), _) => facts.push(say_with(
            "item-fetched",
            &[count(fetched.platforms), day(fetched.last_on)],
        )),
        // Of what was fetched longer ago than that nothing is kept.
        (None, Some(since)) if now.since(since) < SERVED => facts.push(say(match item.progress {
            Progress::Listed { .. } => "item-fetched-none",
            _ => "item-fetched-never",
        })),
        (None, _) => {}
    }
    if item.found > 0 {
        facts.push(say_with("item-found", &[count(item.found)]));
    }
    if item.removed > 0 {
        facts.push(say_with("item-removed", &[count(item.removed)]));
    }
    if let Some(due) = item.withdrawal_due {
        let left = Value::Word(dates::time_left(&words(), now, due));
        let text = if is_out(item) { "item-due" } else { "item-due-back" };
        facts.push(say_with(text, &[("left", left)]));
    }
    view! {
        <li class="item">
            <div class="item-head">
                <span class="item-name">{name_of(item)}</span>
                <Badge tone=tone text=say(state)/>
            </div>
            {(!facts.is_empty()).then(|| view! { <p>{facts.join(" ")}</p> })}
        </li>
    }
}

/// How a state looks and what it is called; `<name>-text` says what it means.
const fn state_of(progress: Progress) -> (Tone, &'static str) {
    match progress {
        Progress::Checking => (Tone::Waiting, "item-checking"),
        Progress::Listing => (Tone::Waiting, "item-listing"),
        Progress::Listed { .. } => (Tone::Good, "item-listed"),
        Progress::Paused => (Tone::Waiting, "item-paused"),
        Progress::Declined => (Tone::Stopped, "item-declined"),
        Progress::Unreviewed => (Tone::Stopped, "item-unreviewed"),
        Progress::Withdrawn => (Tone::Stopped, "item-withdrawn"),
    }
}

/// A state in the words that the person reads, and what they mean.
pub(crate) fn words_of(progress: Progress) -> (String, String) {
    let (_, state) = state_of(progress);
    let longest = [("days", Value::Number(UNREVIEWED.as_secs() / DAY))];
    (say(state), say_with(&format!("{state}-text"), &longest))
}

/// What the words on the page mean, and what they do not mean. Each state once, however many files have it.
#[component]
fn Meanings(items: Vec<ItemStatus>) -> impl IntoView {
    let mut states: Vec<_> = Vec::new();
    for item in &items {
        let state = words_of(item.progress);
        if !states.contains(&state) {
            states.push(state);
        }
    }
    let explained = states.into_iter().map(|(state, text)| {
        view! {
            <dt>{state}</dt>
            <dd>{text}</dd>
        }
    });
    view! {
        <section>
            <h2>{say("case-words-title")}</h2>
            <dl class="facts">{explained.collect_view()}</dl>
        </section>
        <section>
            <h2>{say("case-meaning-title")}</h2>
            <p>{say("case-meaning-list")}</p>
            <p>{say("case-fetched-limit")}</p>
            <p>{say("case-feedback-limit")}</p>
            <p>{say("case-meaning-limit")}</p>
            <p><a href=address("/help")>{say("case-meaning-help")}</a></p>
        </section>
    }
}

/// Two ways to withdraw everything: with a day to think again, and at once.
#[component]
fn Withdraw(typed: Typed, pending: bool, whereabouts: Whereabouts) -> impl IntoView {
    let at_once = typed.clone();
    let in_a_day = whereabouts.text("withdraw-text", "withdraw-text-waiting", "withdraw-text-mixed");
    let now = whereabouts.text(
        "withdraw-now-text",
        "withdraw-now-text-waiting",
        "withdraw-now-text-mixed",
    );
    view! {
        <section class="withdraw">
            <h2>{say("withdraw-title")}</h2>
            {(!pending).then(|| view! {
                <p>{say(in_a_day)}</p>
                <Order typed=typed path="/status/withdraw" when="day" text=say("withdraw-day")/>
            })}
            <details class="more">
                <summary>{say("withdraw-now-title")}</summary>
                <p>{say(now)}</p>
                <Order typed=at_once path="/status/withdraw" when="now" text=say("withdraw-now")/>
            </details>
        </section>
    }
}

/// The same for those that are marked.
#[component]
fn WithdrawSome(typed: Typed, items: Vec<ItemStatus>) -> impl IntoView {
    let marks = items.into_iter().map(|item| {
        view! {
            <label class="radio">
                <input type="checkbox" name="item" value=item.position autocomplete="off"/>
                <span>{name_of(&item)}</span>
            </label>
        }
    });
    view! {
        <details class="more">
            <summary>{say("withdraw-some-title")}</summary>
            <p>{say("withdraw-some-text")}</p>
            <form class="form" method="post" action=address("/status/withdraw/some") autocomplete="off">
                <Secrets typed=typed/>
                <fieldset>
                    <legend>{say("withdraw-some-legend")}</legend>
                    <div class="radios">{marks.collect_view()}</div>
                </fieldset>
                <button class="button button-quiet" name="when" value="day">{say("withdraw-some-day")}</button>
                <button class="button button-quiet" name="when" value="now">{say("withdraw-some-now")}</button>
            </form>
        </details>
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
            <Secrets typed=typed/>
            <input type="hidden" name="when" value=when/>
            <button class=if main { "button button-main" } else { "button button-quiet" }>{text}</button>
        </form>
    }
}

/// Number and PIN, handed back by the page that was opened with them, and what it showed.
#[component]
fn Secrets(typed: Typed) -> impl IntoView {
    view! {
        <input type="hidden" name="number" value=typed.number/>
        <input type="hidden" name="pin" value=typed.pin/>
        <input type="hidden" name="seen" value=typed.seen/>
        <OffTheDisk/>
    }
}

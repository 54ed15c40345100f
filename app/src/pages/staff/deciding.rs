use domain::{
    change::ChangeKind,
    decision::{Decision, escalated_by},
    entry::{Action, Priority},
    staff::Staff,
};
use leptos::prelude::*;
use service::{
    case::Progress,
    moderate::{EntryFacts, MAX_NOTE},
    reasons::Reason,
    review::SNOOZE_DAYS,
};

use super::names;
use crate::{
    dates,
    pages::status,
    words::{Value, say, say_with, words},
};

/// The form with every action that is possible, its reasons and what it will cause; or why there is none.
#[component]
pub(super) fn Deciding(facts: EntryFacts, staff: Staff) -> impl IntoView {
    let groups: Vec<_> = facts
        .entry
        .possible()
        .filter_map(|action| {
            let (_, reasons) = facts.reasons.iter().find(|(known, _)| *known == action)?;
            let offered: Vec<Reason> = reasons.iter().filter(|one| !one.away).cloned().collect();
            Some((action, offered))
        })
        .collect();
    let decisions: Vec<Decision> = facts.decisions.iter().map(|one| one.decision.clone()).collect();
    let waits_for_others = !staff.role.leads() && escalated_by(&decisions) == Some(staff.id);
    let inside = if !staff.role.may_decide() {
        view! { <p>{say("decide-not-your-role")}</p> }.into_any()
    } else if waits_for_others {
        view! { <p>{say("decide-escalated")}</p> }.into_any()
    } else if facts.taken_back {
        view! { <p>{say("decide-taken-back")}</p> }.into_any()
    } else if groups.is_empty() {
        view! { <p>{say("decide-nothing-possible")}</p> }.into_any()
    } else {
        form(&facts, groups).into_any()
    };
    view! {
        <section class="panel">
            <h2>{say("decide-title")}</h2>
            {inside}
        </section>
    }
}

fn form(facts: &EntryFacts, groups: Vec<(Action, Vec<Reason>)>) -> impl IntoView + use<> {
    let groups = groups.into_iter().map(|(action, reasons)| {
        let choices = reasons.into_iter().map(|reason| {
            let value = format!("{}:{}", action.as_str(), reason.name);
            view! {
                <li>
                    <label class="radio">
                        <input type="radio" name="decision" value=value required/>
                        <span>{names::reason_of(&reason)}</span>
                    </label>
                </li>
            }
        });
        view! {
            <fieldset>
                <legend>{names::action(action)}</legend>
                <p class="field-hint">{consequence(facts, action)}</p>
                <p class="field-hint">{told(facts, action)}</p>
                <ul class="radios">{choices.collect_view()}</ul>
            </fieldset>
        }
    });
    view! {
        <form class="form" method="post" action=format!("/staff/entries/{}/decide", facts.entry.id)>
            <input type="hidden" name="version" value=facts.entry.version/>
            {groups.collect_view()}
            <div class="field">
                <label for="note">{say("decide-note")}</label>
                <p class="field-hint" id="note-hint">{say("decide-note-hint")}</p>
                <textarea id="note" name="note" rows="3" maxlength=MAX_NOTE aria-describedby="note-hint"></textarea>
            </div>
            <button class="button button-main">{say("decide-send")}</button>
        </form>
    }
}

/// What an action will cause, as the entry's own rules and its history say.
fn consequence(facts: &EntryFacts, action: Action) -> String {
    let change = facts
        .entry
        .clone()
        .apply(action)
        .ok()
        .and_then(|moved| moved.change);
    // Whether platforms have had it, also where it is off the list now.
    let was_listed = facts
        .decisions
        .iter()
        .any(|one| matches!(one.decision.action, Action::Publish | Action::Confirm));
    say(match (action, change) {
        (Action::Escalate, _) if facts.priority == Some(Priority::Disputed) => "cause-escalate-disputed",
        (Action::Escalate, _) => "cause-escalate",
        (Action::Reject, Some(_)) => "cause-reject-listed",
        (Action::Reject, None) if was_listed => "cause-reject-unlisted",
        (Action::Reject, None) => "cause-reject",
        (_, Some(ChangeKind::Add)) if was_listed => "cause-add-again",
        (_, Some(ChangeKind::Add)) => "cause-add",
        (_, Some(ChangeKind::Amend)) => "cause-amend",
        (_, Some(ChangeKind::Remove)) => "cause-remove",
        (_, None) => "cause-nothing",
    })
}

/// What whoever sent it reads after an action, in the words of their own page.
fn told(facts: &EntryFacts, action: Action) -> String {
    let Ok(moved) = facts.entry.clone().apply(action) else {
        return say("cause-person-same");
    };
    // Within minutes platforms can fetch what is published; since when is not among these words.
    let words_of = |state| status::words_of(Progress::of(state, Some(facts.created_on), false));
    let (before, after) = (words_of(facts.entry.state), words_of(moved.entry.state));
    if before == after {
        return say("cause-person-same");
    }
    let (state, text) = after;
    say_with(
        "cause-person",
        &[("state", Value::Word(state)), ("text", Value::Word(text))],
    )
}

/// A button that takes the last decision back, while that is possible.
#[component]
pub(super) fn Undo(facts: EntryFacts, staff: Staff) -> impl IntoView {
    let (_, until) = facts.undo.filter(|(by, _)| *by == staff.id)?;
    let colleague_has_it = facts.handling.claimed.is_some_and(|(by, _)| by != staff.id);
    if colleague_has_it && !staff.role.leads() {
        return None;
    }
    Some(view! {
        <form class="inline-form undo" method="post" action=format!("/staff/entries/{}/take-back", facts.entry.id)>
            <span>{say_with("undo-until", &[("moment", Value::Word(dates::second(&words(), until)))])}</span>
            <button class="button button-small button-quiet" data-key="u" accesskey="u">{say("undo-send")}</button>
        </form>
    })
}

/// Taking the entry, giving it back, putting it off.
#[component]
pub(super) fn Handling(facts: EntryFacts, staff: Staff) -> impl IntoView {
    if !staff.role.may_decide() || !facts.entry.state.is_live() {
        return ().into_any();
    }
    let here = format!("/staff/entries/{}", facts.entry.id);
    let mine = facts.handling.claimed.is_some_and(|(by, _)| by == staff.id);
    let claimed = facts.handling.claimed.map(|(_, until)| {
        let moment = Value::Word(dates::moment(&words(), until));
        if mine {
            say_with("handling-yours", &[("moment", moment)])
        } else {
            let name = Value::Word(facts.claimed_by.clone().unwrap_or_default());
            say_with("handling-taken", &[("name", name), ("moment", moment)])
        }
    });
    let free = claimed.is_none();
    let said = claimed.unwrap_or_else(|| say("handling-free"));
    let releasable = mine || (!free && staff.role.leads());
    let put_off = facts.handling.snoozed_until.map(|until| {
        let day = Value::Word(dates::day(&words(), until));
        view! { <p>{say_with("handling-put-off-until", &[("day", day)])}</p> }
    });
    let options = SNOOZE_DAYS.map(|days| {
        let text = say_with("handling-days", &[("days", Value::Number(days.into()))]);
        view! { <option value=days>{text}</option> }
    });
    view! {
        <section class="panel handling">
            <h2>{say("handling-title")}</h2>
            <p>{said}</p>
            {put_off}
            <div class="inline-forms">
                {free.then(|| view! {
                    <form method="post" action=format!("{here}/claim")>
                        <button class="button button-small button-quiet" data-key="c" accesskey="c">
                            {say("handling-claim")}
                        </button>
                    </form>
                })}
                {mine.then(|| view! {
                    <form method="post" action=format!("{here}/claim")>
                        <button class="button button-small button-quiet">{say("handling-claim-longer")}</button>
                    </form>
                })}
                {releasable.then(|| view! {
                    <form method="post" action=format!("{here}/release")>
                        <button class="button button-small button-quiet" data-key="r" accesskey="r">
                            {say("handling-release")}
                        </button>
                    </form>
                })}
                <form class="inline-form" method="post" action=format!("{here}/snooze")>
                    <label for="days">{say("handling-put-off")}</label>
                    <select id="days" name="days">
                        {options.into_iter().collect_view()}
                        <option value="0">{say("handling-not")}</option>
                    </select>
                    <button class="button button-small button-quiet">{say("handling-put-off-send")}</button>
                </form>
            </div>
        </section>
    }
    .into_any()
}

/// What colleagues wrote, and a field to write more.
#[component]
pub(super) fn Notes(facts: EntryFacts, staff: Staff) -> impl IntoView {
    let notes = facts.notes.into_iter().map(|(note, name)| {
        let who = name.unwrap_or_else(|| say("actor-former-staff"));
        view! {
            <li class="decision">
                <p class="decision-note">{note.body}</p>
                <p class="fine">{who} " · " {dates::moment(&words(), note.written_at)}</p>
            </li>
        }
    });
    let form = staff.role.may_decide().then(|| {
        view! {
            <form class="form" method="post" action=format!("/staff/entries/{}/note", facts.entry.id)>
                <div class="field">
                    <label for="new-note">{say("notes-new")}</label>
                    <p class="field-hint" id="new-note-hint">{say("decide-note-hint")}</p>
                    <textarea
                        id="new-note"
                        name="note"
                        rows="2"
                        maxlength=MAX_NOTE
                        required
                        aria-describedby="new-note-hint"
                    ></textarea>
                </div>
                <button class="button button-small button-quiet">{say("notes-send")}</button>
            </form>
        }
    });
    view! {
        <section>
            <h2>{say("notes-title")}</h2>
            <ol class="plain">{notes.collect_view()}</ol>
            {form}
        </section>
    }
}

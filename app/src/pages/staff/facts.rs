use domain::{
    decision::{Actor, reasons},
    entry::{Action, Entry},
    hash::Hash,
    screening::Finding,
    staff::Staff,
};
use leptos::prelude::*;
use service::moderate::{DecisionFacts, EntryFacts, FeedbackFacts, MAX_NOTE};

use super::names;
use crate::{
    components::{Badge, StaffDocument},
    dates,
    words::{Value, say, say_with, words},
};

/// Everything known of an entry, and what can be decided.
#[component]
pub(super) fn Facts(staff: Staff, facts: EntryFacts) -> impl IntoView {
    let may_decide = staff.role.may_decide();
    let (tone, state) = names::state(facts.entry.state);
    let actions: Vec<Action> = facts
        .entry
        .possible()
        .filter(|&action| !reasons(action).is_empty())
        .collect();
    view! {
        <StaffDocument title=say("entry-page") staff=Some(staff)>
            <p class="back"><a href="/staff">{say("staff-back-to-queues")}</a></p>
            <div class="entry-head">
                <h1>{say("entry-title")}</h1>
                <Badge tone=tone text=state/>
            </div>
            <dl class="facts">
                <dt>{say("entry-id")}</dt>
                <dd class="mono">{facts.entry.id.to_string()}</dd>
                <dt>{say("entry-list")}</dt>
                <dd>{facts.entry.list.to_string()}</dd>
                <dt>{say("entry-medium")}</dt>
                <dd>{names::medium(facts.entry.medium)}</dd>
                <dt>{say("entry-created")}</dt>
                <dd>{dates::day(&words(), facts.created_on)}</dd>
                {facts.entry.withdrawal_due.map(|due| view! {
                    <dt>{say("entry-due")}</dt>
                    <dd>{dates::moment(&words(), due)}</dd>
                })}
            </dl>
            <div class="columns">
                <div>
                    <Findings findings=facts.findings/>
                    <Hashes hashes=facts.hashes.iter().copied().collect()/>
                    <FeedbackGiven feedback=facts.feedback/>
                    <Decisions decisions=facts.decisions/>
                </div>
                <section class="panel">
                    <h2>{say("decide-title")}</h2>
                    {decision(&facts.entry, &actions, may_decide)}
                </section>
            </div>
        </StaffDocument>
    }
}

/// The form, or why there is none.
fn decision(entry: &Entry, actions: &[Action], may_decide: bool) -> AnyView {
    if !may_decide {
        return view! { <p>{say("decide-not-your-role")}</p> }.into_any();
    }
    if actions.is_empty() {
        return view! { <p>{say("decide-nothing-possible")}</p> }.into_any();
    }
    let groups = actions.iter().map(|&action| {
        let choices = reasons(action).iter().map(|reason| {
            let value = format!("{}:{reason}", action.as_str());
            view! {
                <li>
                    <label class="radio">
                        <input type="radio" name="decision" value=value required/>
                        <span>{names::reason(reason)}</span>
                    </label>
                </li>
            }
        });
        view! {
            <fieldset>
                <legend>{names::action(action)}</legend>
                <ul class="radios">{choices.collect_view()}</ul>
            </fieldset>
        }
    });
    view! {
        <form class="form" method="post" action=format!("/staff/entries/{}/decide", entry.id)>
            <input type="hidden" name="version" value=entry.version/>
            {groups.collect_view()}
            <div class="field">
                <label for="note">{say("decide-note")}</label>
                <p class="field-hint" id="note-hint">{say("decide-note-hint")}</p>
                <textarea id="note" name="note" rows="3" maxlength=MAX_NOTE aria-describedby="note-hint"></textarea>
            </div>
            <button class="button button-main">{say("decide-send")}</button>
        </form>
    }
    .into_any()
}

#[component]
fn Findings(findings: Vec<Finding>) -> impl IntoView {
    let none = findings.is_empty();
    view! {
        <section>
            <h2>{say("entry-findings")}</h2>
            {none.then(|| view! { <p>{say("entry-no-findings")}</p> })}
            <ul class="plain">
                {findings.into_iter().map(|finding| {
                    let (name, text) = names::finding(finding);
                    view! { <li class="finding"><strong>{name}</strong><p>{text}</p></li> }
                }).collect_view()}
            </ul>
        </section>
    }
}

#[component]
fn Hashes(hashes: Vec<Hash>) -> impl IntoView {
    let rows = hashes.into_iter().map(|hash| {
        let kind = hash.value.kind().as_str().to_uppercase();
        let variant = hash.variant.map(|variant| {
            say_with(
                "entry-variant",
                &[("kind", Value::Word(variant.as_str().to_owned()))],
            )
        });
        let quality = hash
            .value
            .quality()
            .map(|quality| say_with("entry-quality", &[("quality", Value::Number(quality.into()))]));
        let digits: String = hash
            .value
            .bytes()
            .iter()
            .map(|byte| format!("{byte:02x}"))
            .collect();
        view! {
            <dt>{kind} " " <span class="fine">{variant} " " {quality}</span></dt>
            <dd class="mono">{digits}</dd>
        }
    });
    view! {
        <section>
            <h2>{say("entry-hashes")}</h2>
            <dl class="hashes">{rows.collect_view()}</dl>
        </section>
    }
}

#[component]
fn FeedbackGiven(feedback: Vec<FeedbackFacts>) -> impl IntoView {
    let none = feedback.is_empty();
    let rows = feedback.into_iter().map(|facts| {
        let said = facts.feedback;
        let reason = (said.reason != "none").then(|| format!(" · {}", names::feedback_reason(&said.reason)));
        view! {
            <li class="decision">
                <p><strong>{names::verdict(said.verdict)}</strong>{reason}</p>
                <p class="fine">{facts.subscriber} " · " {dates::moment(&words(), said.given_at)}</p>
            </li>
        }
    });
    view! {
        <section>
            <h2>{say("entry-feedback")}</h2>
            {none.then(|| view! { <p>{say("entry-no-feedback")}</p> })}
            <ul class="plain">{rows.collect_view()}</ul>
        </section>
    }
}

#[component]
fn Decisions(decisions: Vec<DecisionFacts>) -> impl IntoView {
    let rows = decisions.into_iter().map(|facts| {
        let decision = facts.decision;
        let who = names::actor(&decision.actor, facts.staff_name.as_deref());
        // Of a survivor's act only the day is kept, and what rules do follows it at once.
        let when = match decision.actor {
            Actor::Staff(_) => dates::moment(&words(), decision.made_at),
            Actor::Policy { .. } | Actor::CaseHolder => dates::day(&words(), decision.made_at),
        };
        view! {
            <li class="decision">
                <p><strong>{names::action_done(decision.action)}</strong> " · " {names::reason(&decision.reason)}</p>
                <p class="fine">{who} " · " {when}</p>
                {decision.note.map(|note| view! { <p class="decision-note">{note}</p> })}
            </li>
        }
    });
    view! {
        <section>
            <h2>{say("entry-decisions")}</h2>
            <ol class="plain">{rows.collect_view()}</ol>
        </section>
    }
}

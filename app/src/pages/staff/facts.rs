use domain::{
    decision::Actor,
    entry::Priority,
    hash::{Hash, HashValue, Vpdq},
    id::EntryId,
    list::Policy,
    screening::Found,
    staff::{Right, Staff},
};
use leptos::prelude::*;
use service::{
    moderate::{DecisionFacts, EntryFacts, FeedbackFacts},
    screening::{Cluster, ClusterRow},
};
use storage::entry::QueueRow;

use super::{
    cluster,
    deciding::{Deciding, Handling, Notes, Undo},
    names,
};
use crate::{
    components::{Badge, StaffDocument, Tone},
    dates,
    render::asset,
    words::{Value, say, say_with, words},
};

/// Everything known of an entry, and what can be decided.
#[component]
pub(super) fn Facts(staff: Staff, facts: EntryFacts) -> impl IntoView {
    let (tone, state) = names::state(facts.entry.state);
    let here = staff.clone();
    let urgent = facts
        .priority
        .map(|priority| view! { <Badge tone=Tone::Waiting text=names::priority(priority)/> });
    let escalated = facts
        .is_escalated_too()
        .then(|| names::priority(Priority::Escalated));
    view! {
        <StaffDocument title=say("entry-page") staff=Some(staff)>
            <script src=asset("keys.js") nonce=leptos::nonce::use_nonce() defer></script>
            <p class="back"><a href="/staff" data-back="">{say("staff-back-to-queues")}</a></p>
            <div class="entry-head">
                <h1>{say("entry-title")}</h1>
                <Badge tone=tone text=state/>
                {urgent}
                {escalated.map(|text| view! { <Badge tone=Tone::Waiting text=text/> })}
            </div>
            <Undo facts=facts.clone() staff=here.clone()/>
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
                    <dd>{dates::day(&words(), due)}</dd>
                })}
            </dl>
            <div class="columns">
                <div>
                    <Findings findings=facts.findings.clone() policy=facts.policy.clone()/>
                    <Contradicting cluster=facts.cluster.clone()/>
                    <ClusterOf
                        cluster=facts.cluster.clone()
                        entry=facts.entry.id
                        proposes=here.role.may(Right::Propose)
                    />
                    <FeedbackGiven feedback=facts.feedback.clone()/>
                    <Decisions decisions=facts.decisions.clone()/>
                    <Notes facts=facts.clone() staff=here.clone()/>
                    <Hashes hashes=facts.hashes.iter().cloned().collect()/>
                </div>
                <div>
                    <Handling facts=facts.clone() staff=here.clone()/>
                    <Deciding facts=facts staff=here/>
                </div>
            </div>
        </StaffDocument>
    }
}

/// What was found, whether it held the entry up, and by which version of the policy.
#[component]
fn Findings(findings: Vec<Found>, policy: Option<Policy>) -> impl IntoView {
    let none = findings.is_empty();
    let judged = policy.as_ref().filter(|_| !none).map(|policy| {
        let version = [("version", Value::Word(policy.version.to_string()))];
        view! { <p class="fine">{say_with("entry-findings-policy", &version)}</p> }
    });
    let rows = findings.into_iter().map(|found| {
        let (name, text) = names::finding(&found.finding, policy.as_ref());
        let (tone, treated) = names::treated(&found);
        view! {
            <li class="finding">
                <strong>{name}</strong> " " <Badge tone=tone text=treated/>
                <p>{text}</p>
            </li>
        }
    });
    view! {
        <section>
            <h2>{say("entry-findings")}</h2>
            {none.then(|| view! { <p>{say("entry-no-findings")}</p> })}
            {judged}
            <ul class="plain">{rows.collect_view()}</ul>
        </section>
    }
}

/// Another picture that is claimed for the same file: apart from where there is the same picture, for which it is no reason.
#[component]
fn Contradicting(cluster: Cluster) -> impl IntoView {
    if cluster.contradictions == 0 {
        return ().into_any();
    }
    let items = cluster.contradictions.try_into().unwrap_or(u64::MAX);
    let rows = cluster.contradicting.into_iter().map(|other| (other, None));
    view! {
        <section>
            <h2>{say("contradicting-title")}</h2>
            <p>{say_with("contradicting-summary", &[("items", Value::Number(items))])}</p>
            <OtherEntries title=say("contradicting-title") rows=rows.collect()/>
        </section>
    }
    .into_any()
}

/// The same picture or video elsewhere. Both readings are said where other cases have it, because the facts allow both; copies within
/// one case mean nothing.
#[component]
fn ClusterOf(
    cluster: Cluster,
    entry: EntryId,
    /// Whether whoever looks at it may propose one decision about many entries.
    proposes: bool,
) -> impl IntoView {
    if cluster.items == 0 {
        return ().into_any();
    }
    let summary = say_with(
        "cluster-summary",
        &[
            (
                "items",
                Value::Number(cluster.items.try_into().unwrap_or(u64::MAX)),
            ),
            (
                "cases",
                Value::Number(cluster.cases.try_into().unwrap_or(u64::MAX)),
            ),
        ],
    );
    let readings = (cluster.cases > 1).then(|| {
        view! {
            <ul>
                <li>{say("cluster-reading-shared")}</li>
                <li>{say("cluster-reading-campaign")}</li>
            </ul>
        }
    });
    // Of parts nothing is decided together with the whole.
    let is_whole = |other: &ClusterRow| other.likeness.is_none_or(|likeness| likeness.whole);
    let proposes = proposes && cluster.rows.iter().any(is_whole);
    let rows = cluster.rows.into_iter().map(|other| {
        let near = other.likeness.map_or_else(
            || say("cluster-same-file"),
            |likeness| {
                let key = if likeness.whole {
                    "cluster-distance"
                } else {
                    "cluster-distance-of-part"
                };
                say_with(key, &[("distance", Value::Number(likeness.distance.into()))])
            },
        );
        (other.row, Some(near))
    });
    let all = proposes.then(|| {
        view! {
            <p><a class="button button-quiet" href=cluster::address(entry)>{say("cluster-decide")}</a></p>
        }
    });
    view! {
        <section>
            <h2>{say("cluster-title")}</h2>
            <p>{summary}</p>
            {readings}
            <OtherEntries title=say("cluster-title") rows=rows.collect()/>
            {all}
        </section>
    }
    .into_any()
}

/// Other entries: where each stands and since when, and how near it is, where that is told.
#[component]
fn OtherEntries(title: String, rows: Vec<(QueueRow, Option<String>)>) -> impl IntoView {
    let told = rows.iter().any(|(_, near)| near.is_some());
    let rows = rows.into_iter().map(|(other, near)| {
        let id = other.entry.id.to_string();
        let short = id.get(..8).unwrap_or_default().to_owned();
        let (tone, state) = names::state(other.entry.state);
        view! {
            <tr>
                <td><a class="mono" href=format!("/staff/entries/{id}")>{short}</a></td>
                {near.map(|near| view! { <td>{near}</td> })}
                <td><Badge tone=tone text=state/></td>
                <td>{dates::day(&words(), other.created_on)}</td>
            </tr>
        }
    });
    view! {
        <div class="table-frame" role="region" aria-label=title tabindex="0">
            <table class="table">
                <thead>
                    <tr>
                        <th scope="col">{say("entry-id")}</th>
                        {told.then(|| view! { <th scope="col">{say("cluster-how-near")}</th> })}
                        <th scope="col">{say("cluster-state")}</th>
                        <th scope="col">{say("entry-created")}</th>
                    </tr>
                </thead>
                <tbody>{rows.collect_view()}</tbody>
            </table>
        </div>
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
        let value = match &hash.value {
            HashValue::Vpdq(vpdq) => pictures(vpdq),
            other => hex(other.bytes()).into_any(),
        };
        view! {
            <dt>{kind} " " <span class="fine">{variant} " " {quality}</span></dt>
            <dd class="mono">{value}</dd>
        }
    });
    view! {
        <section>
            <h2>{say("entry-hashes")}</h2>
            <dl class="hashes">{rows.collect_view()}</dl>
        </section>
    }
}

/// A video's hash, a line for each picture, folded away: there may be hundreds.
fn pictures(vpdq: &Vpdq) -> AnyView {
    let count = Value::Number(u64::try_from(vpdq.frames().len()).unwrap_or(u64::MAX));
    let lines = vpdq.frames().map(|frame| {
        let (minutes, seconds) = (frame.seconds / 60, frame.seconds % 60);
        view! { <li>{format!("{minutes}:{seconds:02} {} {}", frame.quality, frame.pdq)}</li> }
    });
    view! {
        <details>
            <summary>{say_with("entry-pictures", &[("count", count)])}</summary>
            <ol>{lines.collect_view()}</ol>
        </details>
    }
    .into_any()
}

fn hex(bytes: &[u8]) -> String {
    bytes.iter().map(|byte| format!("{byte:02x}")).collect()
}

#[component]
fn FeedbackGiven(feedback: Vec<FeedbackFacts>) -> impl IntoView {
    let none = feedback.is_empty();
    let rows = feedback.into_iter().map(|facts| {
        let said = &facts.feedback;
        let reason = (said.reason != "none").then(|| format!(" · {}", names::feedback_reason(&said.reason)));
        let answered = facts.answered_matches().map(|matches| {
            let answered = [("matches", Value::Number(matches.into()))];
            format!(", {}", say_with("entry-matches-answered", &answered))
        });
        let one_with = (!facts.one_with.is_empty()).then(|| {
            let names = [("platforms", Value::Word(facts.one_with.join(", ")))];
            view! { <p class="fine">{say_with("feedback-one-with", &names)}</p> }
        });
        view! {
            <li class="decision">
                <p><strong>{names::verdict(said.verdict)}</strong>{reason} {weight(&facts)}</p>
                <p class="fine">
                    {facts.subscriber.clone()} " · " {dates::moment(&words(), said.given_at)} " · "
                    {say_with("entry-matches", &[("matches", Value::Number(said.matches.into()))])}
                    {answered}
                </p>
                {one_with}
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

/// Why a word does not bear on the entry any more, where it does not.
fn weight(facts: &FeedbackFacts) -> impl IntoView + use<> {
    let suspended = (!facts.counts).then_some((Tone::Stopped, "feedback-suspended"));
    let answered = facts.answered.then_some((Tone::Quiet, "feedback-answered"));
    let marks = suspended.into_iter().chain(answered);
    marks
        .map(|(tone, name)| view! { " " <Badge tone=tone text=say(name)/> })
        .collect_view()
}

/// One decision: what, why, who, when, and the note.
#[component]
pub(super) fn Decision(facts: DecisionFacts) -> impl IntoView {
    let decision = facts.decision;
    let who = names::actor(&decision.actor, facts.staff_name.as_deref());
    // Of a survivor's act only the day is kept, and what rules do follows it at once.
    let when = match decision.actor {
        Actor::Staff(_) => dates::moment(&words(), decision.made_at),
        Actor::Policy { .. } | Actor::CaseHolder => dates::day(&words(), decision.made_at),
    };
    let why = facts
        .own_reason
        .unwrap_or_else(|| names::reason(&decision.reason));
    view! {
        <li class="decision">
            <p><strong>{names::action_done(decision.action)}</strong> " · " {why}</p>
            <p class="fine">{who} " · " {when}</p>
            {decision.note.map(|note| view! { <p class="decision-note">{note}</p> })}
        </li>
    }
}

#[component]
fn Decisions(decisions: Vec<DecisionFacts>) -> impl IntoView {
    let rows = decisions
        .into_iter()
        .map(|facts| view! { <Decision facts=facts/> });
    view! {
        <section>
            <h2>{say("entry-decisions")}</h2>
            <ol class="plain">{rows.collect_view()}</ol>
        </section>
    }
}

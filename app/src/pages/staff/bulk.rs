//! One decision about many entries, which a second person has to want too: `POST /staff/bulk` proposes it,
//! `POST /staff/proposals/{proposal}/undo` takes it back, and `/staff/proposals` shows what stands here of it.

use axum::{
    body::Bytes,
    extract::{Path, State},
    http::StatusCode,
    response::{IntoResponse as _, Redirect, Response},
};
use domain::{
    entry::Action,
    id::{EntryId, ProposalId, StaffId},
    staff::Staff,
};
use leptos::prelude::*;
use service::{
    StorageError,
    bulk::{self, BulkDecision, ChosenFacts},
    propose::{MAX_REASON, ProposalFacts, ProposeError, Terms},
    reasons::Reason,
    undo::UndoError,
};

use super::{
    cluster, names,
    proposals::{HERE, refuse},
    work,
};
use crate::{
    access::SignedIn,
    components::{Badge, StaffDocument, Tone, Typed},
    dates, pages,
    site::Site,
    words::{Value, say, say_with, words},
};

/// What was marked.
pub(crate) struct Marked {
    decision: BulkDecision,
    /// Why, in someone's own words.
    why: String,
    /// The page of the work on which it was marked, or of the cluster that it is.
    from: String,
}

/// What can still be proposed about entries: each decision with its reasons. Nothing, where none of them allows any.
type Left = Vec<(Action, Vec<Reason>)>;

pub(crate) async fn propose(State(site): State<Site>, SignedIn(staff): SignedIn, body: Bytes) -> Response {
    let marked = read(&body);
    let terms = Terms::BulkDecision(marked.decision.clone());
    let Err(refused) = site.service.propose(&staff, &terms, &marked.why).await else {
        return Redirect::to(HERE).into_response();
    };
    let left = match left(&site, &marked.decision).await {
        Ok(left) => left,
        Err(error) => return pages::trouble::storage(&site, &error),
    };
    let nothing_left = left.is_empty() && !marked.decision.entries.is_empty();
    let why = match refused {
        ProposeError::Storage(error) => return pages::trouble::storage(&site, &error),
        ProposeError::NotAllowed => (StatusCode::FORBIDDEN, "proposal-not-allowed"),
        ProposeError::Reason => (StatusCode::UNPROCESSABLE_ENTITY, "proposal-no-reason"),
        ProposeError::Waits => (StatusCode::CONFLICT, "proposal-waits"),
        ProposeError::TooMany => (StatusCode::CONFLICT, "proposal-too-many"),
        ProposeError::Obstacle(_) if nothing_left => (StatusCode::CONFLICT, "staff-nothing-left"),
        ProposeError::Obstacle(_) => (StatusCode::UNPROCESSABLE_ENTITY, "staff-nothing-chosen"),
    };
    not_proposed(&site, staff, why, marked, left)
}

/// What can be proposed about what was marked, as it is by now.
async fn left(site: &Site, decision: &BulkDecision) -> Result<Left, StorageError> {
    let mut left = Left::new();
    if site.service.can_decide_about(&decision.entries).await? {
        for action in bulk::ACTIONS {
            left.push((action, site.service.reasons(action).await?));
        }
    }
    Ok(left)
}

/// Why nothing was proposed. What was marked and written stands there, so that nobody does either anew.
fn not_proposed(
    site: &Site,
    staff: Staff,
    (status, name): (StatusCode, &'static str),
    marked: Marked,
    left: Left,
) -> Response {
    site.page_with(status, move || {
        let back = if cluster::is_address(&marked.from) {
            marked.from.clone()
        } else {
            work::marked_address(&marked.from, &marked.decision.entries)
        };
        view! {
            <StaffDocument title=say("staff-trouble-page") staff=Some(staff)>
                <h1>{say(name)}</h1>
                <p class="lead">{say(&format!("{name}-text"))}</p>
                <Again marked=marked left=left/>
                <p><a class="button button-main" href=back>{say("staff-back")}</a></p>
            </StaffDocument>
        }
    })
}

/// The same once more, with a decision and a reason that can be changed; only what was written, where nothing is left to
/// propose.
#[component]
fn Again(marked: Marked, left: Left) -> impl IntoView {
    let Marked { decision, why, from } = marked;
    if left.is_empty() {
        return view! { <Typed text=why/> }.into_any();
    }
    let count = Value::Number(decision.entries.len().try_into().unwrap_or(u64::MAX));
    let chosen = format!("{}:{}", decision.action, decision.reason);
    let entries = decision.entries.into_iter().map(|chosen| {
        let value = format!("{}:{}", chosen.entry, chosen.version);
        view! { <input type="hidden" name="entry" value=value/> }
    });
    view! {
        <form class="form" method="post" action="/staff/bulk">
            <input type="hidden" name="from" value=from/>
            {entries.collect_view()}
            <p>{say_with("bulk-kept", &[("count", count)])}</p>
            <div class="field">
                <Decisions reasons=left chosen=chosen/>
            </div>
            <div class="field">
                <label for="bulk-why">{say("bulk-why")}</label>
                <input id="bulk-why" name="why" maxlength=MAX_REASON required value=why/>
            </div>
            <button class="button button-quiet">{say("bulk-send")}</button>
        </form>
    }
    .into_any()
}

/// All that can be decided about many at once, with each reason that is offered for it. What was chosen stays chosen; where
/// it is offered no more nothing is, so that nobody proposes whatever stands first.
#[component]
pub(super) fn Decisions(
    reasons: Vec<(Action, Vec<Reason>)>,
    #[prop(optional)] chosen: String,
) -> impl IntoView {
    let options: Vec<(String, String)> = reasons
        .into_iter()
        .filter(|(action, _)| bulk::ACTIONS.contains(action))
        .flat_map(|(action, reasons)| reasons.into_iter().map(move |reason| (action, reason)))
        .filter(|(_, reason)| !reason.away)
        .map(|(action, reason)| {
            let value = format!("{}:{}", action.as_str(), reason.name);
            let text = format!("{}: {}", names::action(action), names::reason_of(&reason));
            (value, text)
        })
        .collect();
    let gone = !chosen.is_empty() && options.iter().all(|(value, _)| *value != chosen);
    let none = gone.then(|| view! { <option value="">{say("bulk-choose")}</option> });
    let options = options.into_iter().map(|(value, text)| {
        let selected = value == chosen;
        view! { <option value=value selected=selected>{text}</option> }
    });
    view! {
        <label for="bulk-decision">{say("bulk-decision")}</label>
        <select id="bulk-decision" name="decision" required>
            {none}
            {options.collect_view()}
        </select>
    }
}

/// `POST`: takes one decision about many entries back.
pub(crate) async fn undo(
    State(site): State<Site>,
    SignedIn(staff): SignedIn,
    Path(proposal): Path<String>,
) -> Response {
    let Ok(proposal) = ProposalId::parse(&proposal) else {
        return refuse(&site, staff, StatusCode::NOT_FOUND, "proposal-unknown");
    };
    let (status, name) = match site.service.take_many_back(&staff, proposal).await {
        Ok(_) => return Redirect::to(HERE).into_response(),
        Err(UndoError::Storage(error)) => return pages::trouble::storage(&site, &error),
        Err(UndoError::NotFound) => (StatusCode::NOT_FOUND, "proposal-unknown"),
        Err(UndoError::NotAllowed) => (StatusCode::FORBIDDEN, "bulk-undo-not-yours"),
        Err(UndoError::TooLate) => (StatusCode::CONFLICT, "bulk-undo-too-late"),
    };
    refuse(&site, staff, status, name)
}

/// The form: `decision` is action and reason in one, `entry` comes once for each entry as `id:version`.
fn read(body: &[u8]) -> Marked {
    let mut decision = BulkDecision {
        action: String::new(),
        reason: String::new(),
        entries: Vec::new(),
    };
    let mut why = String::new();
    let mut from = "/staff".to_owned();
    for (name, value) in form_urlencoded::parse(body) {
        match name.as_ref() {
            "decision" => {
                if let Some((action, reason)) = value.split_once(':') {
                    decision.action = action.to_owned();
                    decision.reason = reason.to_owned();
                }
            }
            "entry" => {
                let chosen = value.split_once(':').and_then(|(entry, version)| {
                    Some(bulk::Chosen {
                        entry: EntryId::parse(entry).ok()?,
                        version: version.parse().ok()?,
                    })
                });
                decision.entries.extend(chosen);
            }
            "why" => why = value.into_owned(),
            // Nobody is led elsewhere.
            "from" if value.starts_with("/staff?") || cluster::is_address(&value) => {
                from = value.into_owned();
            }
            _ => {}
        }
    }
    Marked { decision, why, from }
}

/// That colleagues have taken some of the entries that would be decided about. What each of them has stands in the table,
/// which is folded away.
fn taken(entries: &[ChosenFacts], me: StaffId) -> Option<String> {
    let claimants = entries.iter().filter(|chosen| !chosen.stays);
    let claimants = claimants.filter_map(|chosen| chosen.claimed.as_ref());
    let others: Vec<_> = claimants.filter(|claimant| claimant.staff != me).collect();
    let mut named: Vec<&str> = others.iter().map(|claimant| claimant.name.as_str()).collect();
    named.sort_unstable();
    named.dedup();
    let values = [
        (
            "count",
            Value::Number(others.len().try_into().unwrap_or(u64::MAX)),
        ),
        ("names", Value::Word(named.join(", "))),
    ];
    (!others.is_empty()).then(|| say_with("bulk-taken", &values))
}

/// Every entry that would be decided about, so that the second person sees what they agree to, and who else is at it.
#[component]
pub(super) fn Chosen(entries: Vec<ChosenFacts>, me: StaffId) -> impl IntoView {
    let taken = taken(&entries, me).map(|taken| view! { <p>{taken}</p> });
    let count = Value::Number(entries.len().try_into().unwrap_or(u64::MAX));
    let rows = entries.into_iter().map(|chosen| {
        let id = chosen.entry.to_string();
        let short = id.get(..8).unwrap_or_default().to_owned();
        let state = chosen.now.as_ref().map(|entry| {
            let (tone, text) = names::state(entry.state);
            view! { <Badge tone=tone text=text/> }
        });
        let stays = chosen.stays.then(|| {
            let why = match chosen.now {
                None => "bulk-entry-gone",
                Some(_) if chosen.taken_back => "bulk-entry-taken-back",
                Some(_) => "bulk-entry-changed",
            };
            view! { <span class="fine">{say(why)}</span> }
        });
        let claimed = chosen.claimed.map(|claimant| {
            let name = Value::Word(names::claimant(&claimant, me));
            view! { " " <span class="fine">{say_with("bulk-entry-claimed", &[("name", name)])}</span> }
        });
        view! {
            <tr>
                <td><a class="mono" href=format!("/staff/entries/{id}")>{short}</a></td>
                <td>{state} " " {stays}{claimed}</td>
                <td>{names::badges(&chosen.findings)}</td>
            </tr>
        }
    });
    view! {
        {taken}
        <details class="more">
            <summary>{say_with("bulk-entries", &[("count", count)])}</summary>
            <div class="table-frame" role="region" aria-label=say("bulk-entries-table") tabindex="0">
                <table class="table">
                    <thead>
                        <tr>
                            <th scope="col">{say("entry-id")}</th>
                            <th scope="col">{say("bulk-entry-state")}</th>
                            <th scope="col">{say("entry-findings")}</th>
                        </tr>
                    </thead>
                    <tbody>{rows.collect_view()}</tbody>
                </table>
            </div>
        </details>
    }
}

/// How many of its entries one decision about many was carried out for.
pub(super) fn reached(facts: &ProposalFacts) -> Option<String> {
    let (Some(Terms::BulkDecision(decision)), Some(reached)) = (&facts.terms, facts.proposal.reached) else {
        return None;
    };
    let (count, reached) = (decision.entries.len() as u64, u64::from(reached));
    let values = [
        ("count", Value::Number(count)),
        ("reached", Value::Number(reached)),
        ("rest", Value::Number(count.saturating_sub(reached))),
    ];
    Some(say_with("bulk-reached", &values))
}

/// A button that takes one decision about many entries back, for the two whose decision it was, while that is possible.
#[component]
pub(super) fn Undo(facts: ProposalFacts, me: Staff) -> impl IntoView {
    let proposal = &facts.proposal;
    let theirs = proposal.is_of(me.id) && proposal.matter.is_for(me.role);
    let until = facts.undo_until.filter(|_| theirs)?;
    let until = [("moment", Value::Word(dates::second(&words(), until)))];
    Some(view! {
        <form class="inline-form undo" method="post" action=format!("{HERE}/{}/undo", proposal.id)>
            <span>{say_with("bulk-undo-until", &until)}</span>
            <button class="button button-small button-quiet">{say("bulk-undo-send")}</button>
        </form>
    })
}

/// Who took one decision about many back, and how many entries that reached.
pub(super) fn undone(facts: &ProposalFacts) -> Option<impl IntoView + use<>> {
    let undone = facts.proposal.undone?;
    let reached = u64::from(facts.proposal.reached.unwrap_or_default());
    let entries = u64::from(undone.entries);
    let values = [
        ("reached", Value::Number(reached)),
        ("undone", Value::Number(entries)),
        ("rest", Value::Number(reached.saturating_sub(entries))),
    ];
    let who = names::member(facts.name(undone.by));
    let end = format!("{who} · {}", dates::moment(&words(), undone.at));
    let badge = view! { <Badge tone=Tone::Quiet text=say("proposal-was-taken-back")/> };
    Some(view! {
        <p>{badge} " " <span class="fine">{end}</span></p>
        <p>{say_with("bulk-undone", &values)}</p>
    })
}

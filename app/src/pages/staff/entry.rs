//! `/staff/entries/{entry}`: what is known of one entry, and the decision about it.

use axum::{
    Form,
    extract::{Path, State, rejection::FormRejection},
    http::StatusCode,
    response::{IntoResponse as _, Redirect, Response},
};
use domain::{entry::Action, id::EntryId, staff::Staff};
use serde::Deserialize;
use service::{
    door::Wait,
    moderate::{DecideError, DecisionFacts, DecisionOrder, MAX_NOTE},
};

use super::{
    facts::{Decision, Facts},
    names, trouble,
};
use crate::{
    access::SignedIn,
    components::{StaffDocument, Typed, in_textarea},
    pages,
    site::Site,
    words::{Value, say, say_wait, say_with},
};
use leptos::prelude::*;

/// `GET`: the facts.
pub(crate) async fn show(
    State(site): State<Site>,
    SignedIn(staff): SignedIn,
    Path(entry): Path<String>,
) -> Response {
    let Ok(entry) = EntryId::parse(&entry) else {
        return no_such_entry(&site, staff);
    };
    match site.service.view_entry(&staff, entry).await {
        Ok(Some(facts)) => site.page(|| view! { <Facts staff=staff facts=facts/> }),
        Ok(None) => no_such_entry(&site, staff),
        Err(error) => pages::trouble::storage(&site, &error),
    }
}

/// What was chosen: the action and its reason in one (`reject:public-content`), because they go together.
#[derive(Default, Deserialize)]
#[serde(default)]
pub(crate) struct Chosen {
    version: i64,
    decision: String,
    note: String,
}

/// `POST`: carries a decision out and shows the entry as it is then.
pub(crate) async fn decide(
    State(site): State<Site>,
    SignedIn(staff): SignedIn,
    Path(entry): Path<String>,
    posted: Result<Form<Chosen>, FormRejection>,
) -> Response {
    let Ok(entry) = EntryId::parse(&entry) else {
        return no_such_entry(&site, staff);
    };
    let here = address(entry);
    let chosen = posted.map(|Form(chosen)| chosen).unwrap_or_default();
    let typed = chosen.note.clone();
    let Some(order) = order(entry, &chosen) else {
        let (status, name) = (StatusCode::UNPROCESSABLE_ENTITY, "staff-no-decision");
        return trouble::with_typed(&site, staff, status, name, Some(here), typed);
    };
    let action = order.action;
    let (status, name) = match site.service.decide(&staff, order).await {
        Ok(_) => return Redirect::to(&here).into_response(),
        Err(DecideError::NotFound) => return no_such_entry(&site, staff),
        Err(DecideError::Storage(error)) => return pages::trouble::storage(&site, &error),
        Err(DecideError::Wait(wait)) => return too_many(&site, staff, here, action, chosen, wait).await,
        Err(DecideError::NotAllowed) => (StatusCode::FORBIDDEN, "staff-not-allowed"),
        Err(DecideError::Stale { last: Some(last), .. }) => {
            return overtaken(&site, staff, here, *last, typed);
        }
        Err(DecideError::Stale { .. } | DecideError::Impossible(_)) => (StatusCode::CONFLICT, "staff-stale"),
        Err(DecideError::Taken { by }) => return trouble::taken(&site, staff, &by, here, typed),
        Err(DecideError::TakenBack) => (StatusCode::CONFLICT, "staff-taken-back"),
        Err(DecideError::OwnEscalation) => (StatusCode::CONFLICT, "staff-own-escalation"),
        Err(DecideError::TooLate) => (StatusCode::CONFLICT, "staff-too-late"),
        Err(DecideError::UnknownReason) => (StatusCode::UNPROCESSABLE_ENTITY, "staff-no-decision"),
        Err(DecideError::NoteTooLong) => (StatusCode::UNPROCESSABLE_ENTITY, "staff-long-note"),
    };
    trouble::with_typed(&site, staff, status, name, Some(here), typed)
}

/// It has changed meanwhile: who decided last, what, when and why, and what was typed.
fn overtaken(site: &Site, staff: Staff, here: String, last: DecisionFacts, typed: String) -> Response {
    site.page_with(StatusCode::CONFLICT, || {
        view! {
            <StaffDocument title=say("staff-trouble-page") staff=Some(staff)>
                <h1>{say("staff-stale")}</h1>
                <p class="lead">{say("staff-stale-text")}</p>
                <h2>{say("staff-stale-last")}</h2>
                <ol class="plain"><Decision facts=last/></ol>
                <Typed text=typed/>
                <p><a class="button button-main" href=here>{say("staff-back-to-entry")}</a></p>
            </StaffDocument>
        }
    })
}

/// They have taken many entries off the list in a short while, alone: until when they take no more, what else there is, and
/// the decision as they sent it, to be sent again then.
async fn too_many(
    site: &Site,
    staff: Staff,
    here: String,
    action: Action,
    sent: Chosen,
    wait: Wait,
) -> Response {
    let reasons = match site.service.reasons(action).await {
        Ok(reasons) => reasons,
        Err(error) => return pages::trouble::storage(site, &error),
    };
    let named = reasons.iter().find(|reason| {
        sent.decision
            .split_once(':')
            .is_some_and(|(_, name)| reason.name == name)
    });
    let decide = format!("{here}/decide");
    let page = site.page_with(StatusCode::TOO_MANY_REQUESTS, || {
        let reason = named.map(names::reason_of).unwrap_or_default();
        let decision = [
            ("action", Value::Word(names::action(action))),
            ("reason", Value::Word(reason)),
        ];
        view! {
            <StaffDocument title=say("staff-trouble-page") staff=Some(staff)>
                <h1>{say("staff-removed-many")}</h1>
                <p class="lead">{say_wait(wait)}</p>
                <p>{say("staff-removed-many-text")}</p>
                <form class="form" method="post" action=decide>
                    <input type="hidden" name="version" value=sent.version/>
                    <input type="hidden" name="decision" value=sent.decision/>
                    <p>{say_with("staff-removed-many-decision", &decision)}</p>
                    <div class="field">
                        <label for="note">{say("decide-note")}</label>
                        <p class="field-hint" id="note-hint">{say("decide-note-hint")}</p>
                        <textarea
                            id="note" name="note" rows="3" maxlength=MAX_NOTE aria-describedby="note-hint"
                        >{in_textarea(&sent.note)}</textarea>
                    </div>
                    <button class="button button-main">{say("decide-send")}</button>
                </form>
                <p><a href=here>{say("staff-back-to-entry")}</a></p>
            </StaffDocument>
        }
    });
    pages::trouble::retried(page, Some(wait))
}

fn order(entry: EntryId, chosen: &Chosen) -> Option<DecisionOrder> {
    let (action, reason) = chosen.decision.split_once(':')?;
    Some(DecisionOrder {
        entry,
        version: chosen.version,
        action: Action::parse(action)?,
        reason: reason.to_owned(),
        note: Some(chosen.note.clone()),
    })
}

pub(super) fn address(entry: EntryId) -> String {
    format!("/staff/entries/{entry}")
}

pub(super) fn no_such_entry(site: &Site, staff: Staff) -> Response {
    trouble::page(site, staff, StatusCode::NOT_FOUND, "staff-no-such-entry", None)
}

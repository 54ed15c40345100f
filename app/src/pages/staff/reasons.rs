//! `/staff/reasons`: the reasons that can be given, which leads and admins edit.

use axum::{
    Form,
    extract::{State, rejection::FormRejection},
    http::StatusCode,
    response::{IntoResponse as _, Redirect, Response},
};
use domain::{entry::Action, staff::Staff};
use leptos::prelude::*;
use serde::Deserialize;
use service::reasons::{ACTIONS, MAX_REASON, Reason, ReasonError};

use super::{
    names,
    queues::{Tab, Tabs},
    trouble,
};
use crate::{
    access::SignedIn,
    components::StaffDocument,
    pages,
    site::Site,
    words::{Value, say, say_with},
};

const HERE: &str = "/staff/reasons";

/// What is to be changed.
#[derive(Default, Deserialize)]
#[serde(default)]
pub(crate) struct Change {
    action: String,
    body: String,
    /// Which one, by its name; empty where one is added.
    which: String,
    offered: String,
}

/// `GET`: every reason, and for those who may the forms to change them.
pub(crate) async fn show(State(site): State<Site>, SignedIn(staff): SignedIn) -> Response {
    let mut all = Vec::new();
    for action in ACTIONS {
        match site.service.reasons(action).await {
            Ok(reasons) => all.push((action, reasons)),
            Err(error) => return pages::trouble::storage(&site, &error),
        }
    }
    site.page(|| view! { <Reasons staff=staff all=all/> })
}

/// `POST`: adds a reason, puts one away, or offers it again.
pub(crate) async fn change(
    State(site): State<Site>,
    SignedIn(staff): SignedIn,
    posted: Result<Form<Change>, FormRejection>,
) -> Response {
    let change = posted.map(|Form(change)| change).unwrap_or_default();
    let wrong = (StatusCode::UNPROCESSABLE_ENTITY, "staff-wrong-reason");
    let Some(action) = Action::parse(&change.action) else {
        return refuse(&site, staff, wrong, change.body);
    };
    let done = if change.which.is_empty() {
        site.service.add_reason(&staff, action, &change.body).await
    } else {
        let offered = change.offered == "yes";
        site.service
            .offer_reason(&staff, action, &change.which, offered)
            .await
    };
    let why = match done {
        Ok(()) => return Redirect::to(HERE).into_response(),
        Err(ReasonError::Storage(error)) => return pages::trouble::storage(&site, &error),
        Err(ReasonError::NotAllowed) => (StatusCode::FORBIDDEN, "staff-not-lead"),
        Err(ReasonError::Last) => (StatusCode::CONFLICT, "staff-last-reason"),
        Err(_) => wrong,
    };
    refuse(&site, staff, why, change.body)
}

fn refuse(site: &Site, staff: Staff, (status, name): (StatusCode, &'static str), typed: String) -> Response {
    trouble::with_typed(site, staff, status, name, Some(HERE.to_owned()), typed)
}

#[component]
fn Reasons(staff: Staff, all: Vec<(Action, Vec<Reason>)>) -> impl IntoView {
    let may = staff.role.leads();
    let sections = all.into_iter().map(move |(action, reasons)| {
        let rows = reasons
            .into_iter()
            .map(move |reason| view! { <Row action=action reason=reason may=may/> });
        let form = may.then(|| view! { <Add action=action/> });
        view! {
            <section>
                <h2>{names::action(action)}</h2>
                <ul class="plain">{rows.collect_view()}</ul>
                {form}
            </section>
        }
    });
    view! {
        <StaffDocument title=say("reasons-title") staff=Some(staff)>
            <Tabs here=Tab::Reasons/>
            <h1>{say("reasons-title")}</h1>
            <p class="lead">{say("reasons-lead")}</p>
            {sections.collect_view()}
        </StaffDocument>
    }
}

#[component]
fn Row(action: Action, reason: Reason, may: bool) -> impl IntoView {
    let text = names::reason_of(&reason);
    let (button, offered) = if reason.away {
        ("reasons-offer", "yes")
    } else {
        ("reasons-put-away", "no")
    };
    let away = reason
        .away
        .then(|| view! { <span class="fine">" · " {say("reasons-away")}</span> });
    let form = may.then(|| {
        view! {
            <form method="post" action=HERE>
                <input type="hidden" name="action" value=action.as_str()/>
                <input type="hidden" name="which" value=reason.name/>
                <input type="hidden" name="offered" value=offered/>
                <button
                    class="button button-small button-quiet"
                    aria-label=say_with("reasons-button-of", &[
                        ("button", Value::Word(say(button))),
                        ("reason", Value::Word(text.clone())),
                    ])
                >
                    {say(button)}
                </button>
            </form>
        }
    });
    view! { <li class="reason"><span>{text.clone()} {away}</span> {form}</li> }
}

#[component]
fn Add(action: Action) -> impl IntoView {
    let id = format!("add-{}", action.as_str());
    view! {
        <form class="inline-form" method="post" action=HERE>
            <input type="hidden" name="action" value=action.as_str()/>
            <label for=id.clone()>{say("reasons-add")}</label>
            <input id=id name="body" maxlength=MAX_REASON required/>
            <button class="button button-small button-quiet">{say("reasons-add-send")}</button>
        </form>
    }
}

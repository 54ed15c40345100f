//! `/staff/platforms/{platform}/group`: with whom a platform acts, so that their word counts once.

use axum::{
    Form,
    extract::{Path, State, rejection::FormRejection},
    http::StatusCode,
    response::{IntoResponse as _, Redirect, Response},
};
use domain::{id::SubscriberId, subscriber::Group};
use leptos::prelude::*;
use serde::Deserialize;
use service::group::{GroupError, GroupOrder};

use super::{platforms, proposals::Why, trouble};
use crate::{
    access::SignedIn,
    pages,
    site::Site,
    words::{Value, say, say_with},
};

/// What was typed, and the group that it was typed beside.
#[derive(Default, Deserialize)]
#[serde(default)]
pub(crate) struct Asked {
    group: String,
    reason: String,
    seen: String,
}

/// `POST`: notes it.
pub(crate) async fn change(
    State(site): State<Site>,
    SignedIn(staff): SignedIn,
    Path(platform): Path<String>,
    posted: Result<Form<Asked>, FormRejection>,
) -> Response {
    let asked = posted.map(|Form(asked)| asked).unwrap_or_default();
    let typed = [asked.group.clone(), asked.reason.clone()].join("\n");
    let done = match SubscriberId::parse(&platform) {
        Ok(platform) => {
            let order = GroupOrder {
                platform,
                group: asked.group,
                reason: asked.reason,
                seen: asked.seen,
            };
            site.service.change_group(&staff, &order).await
        }
        Err(_) => Err(GroupError::UnknownSubscriber),
    };
    let (status, name) = match done {
        Ok(()) => return Redirect::to(platforms::HERE).into_response(),
        Err(GroupError::Storage(error)) => return pages::trouble::storage(&site, &error),
        Err(GroupError::Name(_)) => (StatusCode::UNPROCESSABLE_ENTITY, "platforms-staff-no-group"),
        Err(GroupError::Reason) => (StatusCode::UNPROCESSABLE_ENTITY, "platforms-staff-no-reason"),
        Err(GroupError::Overtaken) => (StatusCode::CONFLICT, "platforms-staff-group-overtaken"),
        Err(GroupError::UnknownSubscriber) => (StatusCode::NOT_FOUND, "staff-no-platform"),
    };
    trouble::with_typed(
        &site,
        staff,
        status,
        name,
        Some(platforms::HERE.to_owned()),
        typed,
    )
}

/// With whom a platform acts, as it is noted of it, and with which others it counts as one.
#[component]
pub(super) fn ActsWith(
    #[prop(optional_no_strip)] group: Option<Group>,
    one_with: Vec<String>,
) -> impl IntoView {
    let noted = group.map(|group| {
        let with = [("group", Value::Word(group.to_string()))];
        view! { <p class="fine">{say_with("platforms-staff-acts-with", &with)}</p> }
    });
    let others = (!one_with.is_empty()).then(|| {
        let names = [("platforms", Value::Word(one_with.join(", ")))];
        view! { <p class="fine">{say_with("platforms-staff-one-with", &names)}</p> }
    });
    view! { {noted} {others} }
}

/// Asks with whom it acts.
#[component]
pub(super) fn GroupForm(
    platform: SubscriberId,
    /// As it is noted.
    #[prop(optional_no_strip)]
    group: Option<Group>,
) -> impl IntoView {
    let action = format!("{}/{platform}/group", platforms::HERE);
    let (id, hint) = (format!("group-{platform}"), format!("group-hint-{platform}"));
    let noted = group.map(|group| group.to_string()).unwrap_or_default();
    view! {
        <details class="more">
            <summary>{say("platforms-staff-group")}</summary>
            <form class="form" method="post" action=action>
                <input type="hidden" name="seen" value=noted.clone()/>
                <div class="field">
                    <label for=id.clone()>{say("platforms-staff-group-of")}</label>
                    <p class="field-hint" id=hint.clone()>{say("platforms-staff-group-hint")}</p>
                    <input id=id name="group" value=noted maxlength="80" aria-describedby=hint/>
                </div>
                <Why name=format!("why-group-{platform}")/>
                <button class="button button-small button-quiet">{say("platforms-staff-group-note")}</button>
            </form>
        </details>
    }
}

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

use super::{platform, proposals::Why};
use crate::{
    access::SignedIn,
    pages,
    site::Site,
    words::{Value, say, say_with},
};

/// Where the form is sent, behind the platform.
pub(super) const GROUP: &str = "group";

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
    let Asked { group, reason, seen } = posted.map(|Form(asked)| asked).unwrap_or_default();
    let Ok(platform) = SubscriberId::parse(&platform) else {
        return platform::unknown(&site, staff, [group, reason].join("\n"));
    };
    let order = GroupOrder {
        platform,
        group: group.clone(),
        reason: reason.clone(),
        seen: seen.clone(),
    };
    let (status, name) = match site.service.change_group(&staff, &order).await {
        Ok(()) => return Redirect::to(&platform::address(platform)).into_response(),
        Err(GroupError::Storage(error)) => return pages::trouble::storage(&site, &error),
        Err(GroupError::Name(_)) => (StatusCode::UNPROCESSABLE_ENTITY, "platforms-staff-no-group"),
        Err(GroupError::Reason) => (StatusCode::UNPROCESSABLE_ENTITY, "platforms-staff-no-reason"),
        Err(GroupError::Overtaken) => (StatusCode::CONFLICT, "platforms-staff-group-overtaken"),
        Err(GroupError::UnknownSubscriber) => {
            return platform::unknown(&site, staff, [group, reason].join("\n"));
        }
    };
    let refused = platform::Refused {
        status,
        name,
        form: GROUP,
        group: Some(group),
        reason,
        seen,
    };
    platform::page(&site, staff, platform, Some(refused)).await
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
    /// What was typed last, where that came back.
    #[prop(optional_no_strip)]
    kept: Option<platform::Refused>,
) -> impl IntoView {
    let action = format!("{}/{GROUP}", platform::address(platform));
    let noted = group.map(|group| group.to_string()).unwrap_or_default();
    let (named, reason, seen) = match kept {
        Some(kept) => (kept.group.unwrap_or_default(), kept.reason, kept.seen),
        None => (noted.clone(), String::new(), noted),
    };
    view! {
        <form class="form" method="post" action=action>
            <h2>{say("platforms-staff-group")}</h2>
            <input type="hidden" name="seen" value=seen/>
            <div class="field">
                <label for="group">{say("platforms-staff-group-of")}</label>
                <p class="field-hint" id="group-hint">{say("platforms-staff-group-hint")}</p>
                <input id="group" name="group" value=named maxlength="80" aria-describedby="group-hint"/>
            </div>
            <Why name="why-group" typed=reason/>
            <button class="button button-quiet">{say("platforms-staff-group-note")}</button>
        </form>
    }
}

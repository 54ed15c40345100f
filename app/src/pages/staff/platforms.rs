//! `/staff/platforms`: who follows lists, and how to stop one of them at once. For that one person is enough.

use axum::{
    Form,
    extract::{Path, State, rejection::FormRejection},
    http::StatusCode,
    response::{IntoResponse as _, Redirect, Response},
};
use domain::{
    audit::Agent,
    id::SubscriberId,
    platform::SuspendedBy,
    staff::{Right, Staff},
};
use leptos::prelude::*;
use serde::Deserialize;
use service::{
    platform::{PlatformError, PlatformFacts, SwitchOrder, Switched},
    rotate::SealError,
};

use super::{
    names,
    platform_group::{ActsWith, GroupForm},
    proposals::Why,
    trouble,
};
use crate::{
    access::SignedIn,
    components::{Badge, StaffDocument, Tone, Typed},
    dates, pages,
    site::Site,
    words::{Value, say, say_with, words},
};

/// Their address.
pub(super) const HERE: &str = "/staff/platforms";

/// `GET`: every platform.
pub(crate) async fn show(State(site): State<Site>, SignedIn(staff): SignedIn) -> Response {
    match site.service.platform_facts().await {
        Ok(platforms) => site.page(|| view! { <Platforms staff=staff platforms=platforms/> }),
        Err(error) => pages::trouble::storage(&site, &error),
    }
}

/// What was typed, and the last line of the record that it was typed beside.
#[derive(Default, Deserialize)]
#[serde(default)]
pub(crate) struct Asked {
    reason: String,
    seen: String,
}

/// `POST /{platform}/{act}`: suspends or resumes.
pub(crate) async fn act(
    State(site): State<Site>,
    SignedIn(staff): SignedIn,
    Path((platform, act)): Path<(String, String)>,
    posted: Result<Form<Asked>, FormRejection>,
) -> Response {
    let Asked { reason, seen } = posted.map(|Form(asked)| asked).unwrap_or_default();
    let order = SubscriberId::parse(&platform).ok().and_then(|platform| {
        Some(SwitchOrder {
            platform,
            suspend: match act.as_str() {
                "suspend" => true,
                "resume" => false,
                _ => return None,
            },
            reason: reason.clone(),
            seen: seen.parse().ok(),
        })
    });
    let done = match order {
        Some(order) => site.service.switch_platform(&staff, &order).await,
        None => Err(PlatformError::Unknown),
    };
    let (status, name) = match done {
        Ok(()) => return Redirect::to(HERE).into_response(),
        Err(PlatformError::Storage(error)) => return pages::trouble::storage(&site, &error),
        Err(PlatformError::Overtaken { last }) => {
            return overtaken(&site, staff, last.map(|last| *last), reason);
        }
        Err(PlatformError::Reason) => (StatusCode::UNPROCESSABLE_ENTITY, "platforms-staff-no-reason"),
        Err(_) => (StatusCode::NOT_FOUND, "staff-no-platform"),
    };
    trouble::with_typed(&site, staff, status, name, Some(HERE.to_owned()), reason)
}

/// It does not stand as they saw it: who changed that, when and why, and what was typed.
fn overtaken(site: &Site, staff: Staff, last: Option<Switched>, typed: String) -> Response {
    site.page_with(StatusCode::CONFLICT, move || {
        let last = last.map(|last| {
            let (tone, standing) = standing(last.suspended);
            view! {
                <Badge tone=tone text=say(standing)/>
                {last_switch(last)}
            }
        });
        view! {
            <StaffDocument title=say("staff-trouble-page") staff=Some(staff)>
                <h1>{say("platforms-staff-overtaken")}</h1>
                <p class="lead">{say("platforms-staff-overtaken-text")}</p>
                {last}
                <Typed text=typed/>
                <p><a class="button button-main" href=HERE>{say("platforms-staff-back")}</a></p>
            </StaffDocument>
        }
    })
}

/// `GET /{platform}/contact`: how to reach it, for admins. That they looked is recorded.
pub(crate) async fn contact(
    State(site): State<Site>,
    SignedIn(staff): SignedIn,
    Path(platform): Path<String>,
) -> Response {
    let back = Some(HERE.to_owned());
    let unknown = (StatusCode::NOT_FOUND, "staff-no-platform");
    let Ok(id) = SubscriberId::parse(&platform) else {
        return trouble::page(&site, staff, unknown.0, unknown.1, back);
    };
    let found = match site.service.overview(id).await {
        Ok(found) => found,
        Err(error) => return pages::trouble::storage(&site, &error),
    };
    let Some(found) = found else {
        return trouble::page(&site, staff, unknown.0, unknown.1, back);
    };
    match site.service.contact(Agent::Staff(staff.id), id).await {
        Ok(contact) => {
            let contact = contact.map(|contact| contact.to_string());
            site.page(|| view! { <Contact staff=staff name=found.subscriber.name contact=contact/> })
        }
        Err(SealError::Storage(error)) => pages::trouble::storage(&site, &error),
        Err(SealError::Unseal(_)) => {
            let (status, name) = (StatusCode::INTERNAL_SERVER_ERROR, "staff-contact-broken");
            trouble::page(&site, staff, status, name, back)
        }
    }
}

#[component]
fn Contact(staff: Staff, name: String, #[prop(optional_no_strip)] contact: Option<String>) -> impl IntoView {
    let title = say_with("platforms-staff-contact-of", &[("platform", Value::Word(name))]);
    let said = match contact {
        Some(contact) => view! {
            <p class="lead">{say("platforms-staff-contact-lead")}</p>
            <p class="decision-note">{contact}</p>
            <p class="fine">{say("platforms-staff-contact-recorded")}</p>
        }
        .into_any(),
        None => view! { <p class="lead">{say("platforms-staff-contact-none")}</p> }.into_any(),
    };
    view! {
        <StaffDocument title=title.clone() staff=Some(staff)>
            <h1>{title}</h1>
            {said}
            <p><a class="button button-quiet" href=HERE>{say("platforms-staff-back")}</a></p>
        </StaffDocument>
    }
}

#[component]
fn Platforms(staff: Staff, platforms: Vec<PlatformFacts>) -> impl IntoView {
    let none = platforms.is_empty();
    let may_reach = staff.role.may(Right::Manage);
    let rows = platforms
        .into_iter()
        .map(move |platform| row(platform, may_reach));
    view! {
        <StaffDocument title=say("platforms-staff-title") staff=Some(staff)>
            <h1>{say("platforms-staff-title")}</h1>
            <p class="lead">{say("platforms-staff-lead")}</p>
            <p><a href="/staff/applications">{say("applications-title")}</a></p>
            {none.then(|| view! { <p class="empty">{say("platforms-staff-none")}</p> })}
            {(!none)
                .then(|| view! {
                    <div class="table-frame" role="region" aria-label=say("platforms-staff-title") tabindex="0">
                        <table class="table">
                            <thead>
                                <tr>
                                    <th scope="col">{say("platforms-staff-member")}</th>
                                    <th scope="col">{say("applications-organisation")}</th>
                                    <th scope="col">{say("platforms-staff-lists")}</th>
                                    <th scope="col">{say("platforms-staff-since")}</th>
                                    <th scope="col">{say("platforms-staff-standing")}</th>
                                    <th scope="col">{say("platforms-staff-action")}</th>
                                </tr>
                            </thead>
                            <tbody>{rows.collect_view()}</tbody>
                        </table>
                    </div>
                }.into_any())}
        </StaffDocument>
    }
}

fn row(facts: PlatformFacts, may_reach: bool) -> impl IntoView {
    let PlatformFacts {
        subscriber,
        profile,
        switched,
        group,
        one_with,
    } = facts;
    let lists: Vec<_> = subscriber.lists.iter().map(ToString::to_string).collect();
    let (tone, standing) = standing(subscriber.suspended);
    let seen = switched.as_ref().map(|last| last.position.to_string());
    let seen = seen.unwrap_or_default();
    // What suspended itself lets itself read again, unless staff hold it.
    let held = subscriber.suspended && profile.suspended_by != Some(SuspendedBy::Platform);
    let forms = [
        subscriber
            .suspended
            .then_some(("resume", "platforms-staff-resume")),
        (!held).then_some(("suspend", "platforms-staff-suspend")),
    ];
    let forms = forms.into_iter().flatten().map(|(act, button)| {
        let action = format!("{HERE}/{}/{act}", subscriber.id);
        let why = format!("why-{act}-{}", subscriber.id);
        view! {
            <details class="more">
                <summary>{say(button)}</summary>
                <form class="form" method="post" action=action>
                    <input type="hidden" name="seen" value=seen.clone()/>
                    <Why name=why/>
                    <button class="button button-small button-quiet">{say(button)}</button>
                </form>
            </details>
        }
    });
    let forms = forms.collect_view();
    let contact = may_reach.then(|| {
        let here = format!("{HERE}/{}/contact", subscriber.id);
        view! { <br/> <a href=here>{say("platforms-staff-contact")}</a> }
    });
    view! {
        <tr>
            <td>{subscriber.member}</td>
            <td>
                {subscriber.name} <br/> <span class="fine">{profile.products}</span> {contact}
                <ActsWith group=group.clone() one_with=one_with/>
            </td>
            <td>{lists.join(", ")}</td>
            <td>{dates::day(&words(), subscriber.created_at)}</td>
            <td><Badge tone=tone text=say(standing)/> {switched.map(last_switch)}</td>
            <td>{forms} <GroupForm platform=subscriber.id group=group/></td>
        </tr>
    }
}

/// How a platform stands, in a colour and by the name of its text.
const fn standing(suspended: bool) -> (Tone, &'static str) {
    if suspended {
        (Tone::Stopped, "platforms-staff-suspended")
    } else {
        (Tone::Good, "platforms-staff-reads")
    }
}

/// Who suspended it or let it read again, when, and why. As it stands where the line says what nothing writes.
fn last_switch(switched: Switched) -> impl IntoView {
    let who = match switched.by {
        Some(Agent::Staff(_)) => names::member(switched.staff_name.as_deref()),
        Some(Agent::Operator) => say("audit-operator"),
        Some(Agent::Platform(_)) => say("platforms-staff-itself"),
        Some(Agent::Unknown) => say("audit-unknown"),
        None => say("audit-unreadable"),
    };
    let when = dates::moment_as_it_stands(&words(), switched.at);
    let reason = Some(switched.reason).filter(|reason| !reason.is_empty());
    view! {
        <p class="fine">{who} " · " {when}</p>
        {reason.map(|reason| view! { <p class="decision-note">{reason}</p> })}
    }
}

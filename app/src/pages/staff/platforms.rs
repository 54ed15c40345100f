//! `/staff/platforms`: who follows lists, and how to stop one of them at once. For that one person is enough.

use axum::{
    extract::{Path, State},
    http::StatusCode,
    response::{IntoResponse as _, Redirect, Response},
};
use domain::{audit::Agent, id::SubscriberId, platform::Profile, staff::Staff, subscriber::Subscriber};
use leptos::prelude::*;
use service::platform::PlatformError;

use super::trouble;
use crate::{
    access::SignedIn,
    components::{Badge, StaffDocument, Tone},
    dates, pages,
    site::Site,
    words::{say, words},
};

const HERE: &str = "/staff/platforms";

/// `GET`: every platform.
pub(crate) async fn show(State(site): State<Site>, SignedIn(staff): SignedIn) -> Response {
    match site.service.platforms().await {
        Ok(platforms) => site.page(|| view! { <Platforms staff=staff platforms=platforms/> }),
        Err(error) => pages::trouble::storage(&site, &error),
    }
}

/// `POST /{platform}/{act}`: suspends or resumes.
pub(crate) async fn act(
    State(site): State<Site>,
    SignedIn(staff): SignedIn,
    Path((platform, act)): Path<(String, String)>,
) -> Response {
    let agent = Agent::Staff(staff.id);
    let done = match (SubscriberId::parse(&platform), act.as_str()) {
        (Ok(platform), "suspend") => site.service.suspend_platform(platform, agent).await,
        (Ok(platform), "resume") => site.service.resume_platform(platform, agent).await,
        _ => Err(PlatformError::Unknown),
    };
    match done {
        Ok(()) => Redirect::to(HERE).into_response(),
        Err(PlatformError::Storage(error)) => pages::trouble::storage(&site, &error),
        Err(_) => trouble::page(
            &site,
            staff,
            StatusCode::NOT_FOUND,
            "staff-no-platform",
            Some(HERE.to_owned()),
        ),
    }
}

#[component]
fn Platforms(staff: Staff, platforms: Vec<(Subscriber, Profile)>) -> impl IntoView {
    let none = platforms.is_empty();
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
                            <tbody>{platforms.into_iter().map(row).collect_view()}</tbody>
                        </table>
                    </div>
                }.into_any())}
        </StaffDocument>
    }
}

fn row((subscriber, profile): (Subscriber, Profile)) -> impl IntoView {
    let lists: Vec<_> = subscriber.lists.iter().map(ToString::to_string).collect();
    let (tone, standing, act, button) = if subscriber.suspended {
        (
            Tone::Stopped,
            "platforms-staff-suspended",
            "resume",
            "platforms-staff-resume",
        )
    } else {
        (
            Tone::Good,
            "platforms-staff-reads",
            "suspend",
            "platforms-staff-suspend",
        )
    };
    let action = format!("{HERE}/{}/{act}", subscriber.id);
    view! {
        <tr>
            <td>{subscriber.member}</td>
            <td>{subscriber.name} <br/> <span class="fine">{profile.products}</span></td>
            <td>{lists.join(", ")}</td>
            <td>{dates::day(&words(), subscriber.created_at)}</td>
            <td><Badge tone=tone text=say(standing)/></td>
            <td>
                <form method="post" action=action>
                    <button class="button button-small button-quiet">{say(button)}</button>
                </form>
            </td>
        </tr>
    }
}

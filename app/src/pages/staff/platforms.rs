//! `/staff/platforms`: who follows lists. What is done about one stands on [its page](super::platform).

use axum::{extract::State, response::Response};
use domain::staff::Staff;
use leptos::prelude::*;
use service::platform::PlatformFacts;

use super::{
    platform::{address, standing},
    platform_group::ActsWith,
};
use crate::{
    access::SignedIn,
    components::{Badge, StaffDocument},
    dates, pages,
    site::Site,
    words::{say, words},
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

#[component]
fn Platforms(staff: Staff, platforms: Vec<PlatformFacts>) -> impl IntoView {
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
                        <table class="table table-wrapping">
                            <thead>
                                <tr>
                                    <th scope="col">{say("platforms-staff-member")}</th>
                                    <th scope="col">{say("applications-organisation")}</th>
                                    <th scope="col">{say("platforms-staff-lists")}</th>
                                    <th scope="col">{say("platforms-staff-since")}</th>
                                    <th scope="col">{say("platforms-staff-standing")}</th>
                                </tr>
                            </thead>
                            <tbody>{platforms.into_iter().map(row).collect_view()}</tbody>
                        </table>
                    </div>
                }.into_any())}
        </StaffDocument>
    }
}

fn row(facts: PlatformFacts) -> impl IntoView {
    let PlatformFacts {
        subscriber,
        group,
        one_with,
        ..
    } = facts;
    let lists: Vec<_> = subscriber.lists.iter().map(ToString::to_string).collect();
    let (tone, standing) = standing(subscriber.suspended);
    view! {
        <tr>
            <td>{subscriber.member}</td>
            <td>
                <a href=address(subscriber.id)>{subscriber.name}</a>
                <ActsWith group=group one_with=one_with/>
            </td>
            <td>{lists.join(", ")}</td>
            <td>{dates::day(&words(), subscriber.created_at)}</td>
            <td><Badge tone=tone text=say(standing)/></td>
        </tr>
    }
}

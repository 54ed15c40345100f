//! `/staff/platforms/{platform}/contact`: how to reach a platform, for admins. That they looked is recorded.

use axum::{
    extract::{Path, State},
    http::StatusCode,
    response::Response,
};
use domain::{audit::Agent, id::SubscriberId, staff::Staff};
use leptos::prelude::*;
use service::rotate::SealError;

use super::{platform, trouble};
use crate::{
    access::SignedIn,
    components::StaffDocument,
    pages,
    site::Site,
    words::{Value, say, say_with},
};

/// `GET`: shows it.
pub(crate) async fn show(
    State(site): State<Site>,
    SignedIn(staff): SignedIn,
    Path(platform): Path<String>,
) -> Response {
    let Ok(id) = SubscriberId::parse(&platform) else {
        return platform::unknown(&site, staff, String::new());
    };
    let found = match site.service.overview(id).await {
        Ok(found) => found,
        Err(error) => return pages::trouble::storage(&site, &error),
    };
    let Some(found) = found else {
        return platform::unknown(&site, staff, String::new());
    };
    match site.service.contact(Agent::Staff(staff.id), id).await {
        Ok(contact) => {
            let contact = contact.map(|contact| contact.to_string());
            let back = platform::address(id);
            site.page(
                || view! { <Contact staff=staff name=found.subscriber.name contact=contact back=back/> },
            )
        }
        Err(SealError::Storage(error)) => pages::trouble::storage(&site, &error),
        Err(SealError::Unseal(_)) => {
            let (status, name) = (StatusCode::INTERNAL_SERVER_ERROR, "staff-contact-broken");
            trouble::page(&site, staff, status, name, Some(platform::address(id)))
        }
    }
}

#[component]
fn Contact(
    staff: Staff,
    name: String,
    #[prop(optional_no_strip)] contact: Option<String>,
    back: String,
) -> impl IntoView {
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
            <p><a class="button button-quiet" href=back>{say("platforms-staff-back-to-one")}</a></p>
        </StaffDocument>
    }
}

//! What a signed-in member of staff is told where something is not done.

use axum::{http::StatusCode, response::Response};
use domain::staff::Staff;
use leptos::prelude::*;

use crate::{access::home, components::StaffDocument, site::Site, words::say};

/// A page that says what happened, by the name of its text; `<name>-text` says what to do. It leads to the
/// queues, or to `back`.
pub(crate) fn page(
    site: &Site,
    staff: Staff,
    status: StatusCode,
    name: &'static str,
    back: Option<String>,
) -> Response {
    site.page_with(status, || {
        let (href, text) = match back {
            Some(address) => (address, say("staff-back")),
            None => (home(staff.role).to_owned(), say("staff-back-home")),
        };
        view! {
            <StaffDocument title=say("staff-trouble-page") staff=Some(staff)>
                <h1>{say(name)}</h1>
                <p class="lead">{say(&format!("{name}-text"))}</p>
                <p><a class="button button-main" href=href>{text}</a></p>
            </StaffDocument>
        }
    })
}

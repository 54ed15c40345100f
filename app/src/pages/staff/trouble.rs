//! What a signed-in member of staff is told where something is not done.

use axum::{http::StatusCode, response::Response};
use domain::staff::Staff;
use leptos::prelude::*;

use super::names;
use crate::{
    access::home,
    components::{StaffDocument, Typed},
    posted::Posted,
    site::Site,
    words::{Value, say, say_with},
};

/// A page that says what happened, by the name of its text; `<name>-text` says what to do. It leads to the
/// queues, or to `back`.
pub(crate) fn page(
    site: &Site,
    staff: Staff,
    status: StatusCode,
    name: &'static str,
    back: Option<String>,
) -> Response {
    with_typed(site, staff, status, name, back, String::new())
}

/// The same, with what they had typed, so that it is not lost.
pub(super) fn with_typed(
    site: &Site,
    staff: Staff,
    status: StatusCode,
    name: &'static str,
    back: Option<String>,
    typed: String,
) -> Response {
    site.page_with(status, || {
        let text = say(&format!("{name}-text"));
        view! { <Trouble staff=staff heading=say(name) text=text back=back typed=typed/> }
    })
}

/// What is said where a colleague has taken the entry at `back`: who, and what was typed.
pub(super) fn taken(site: &Site, staff: Staff, by: &str, back: String, typed: String) -> Response {
    let by = Some(by).filter(|by| !by.is_empty());
    site.page_with(StatusCode::CONFLICT, || {
        let name = [("name", Value::Word(names::member(by)))];
        let (heading, text) = (
            say_with("staff-taken", &name),
            say_with("staff-taken-text", &name),
        );
        view! { <Trouble staff=staff heading=heading text=text back=Some(back) typed=typed/> }
    })
}

/// What is said where a form is longer than any of ours can be, whoever sent it.
pub(crate) fn too_long(site: &Site, posted: &Posted) -> Response {
    let written = posted.written();
    site.page_with(StatusCode::PAYLOAD_TOO_LARGE, || {
        view! {
            <StaffDocument title=say("staff-trouble-page") staff=None>
                <h1>{say("staff-too-long")}</h1>
                <p class="lead">{say("staff-too-long-text")}</p>
                <Typed text=written/>
                <p><a class="button button-main" href="/staff">{say("staff-back-home")}</a></p>
            </StaffDocument>
        }
    })
}

#[component]
fn Trouble(
    staff: Staff,
    heading: String,
    text: String,
    #[prop(optional_no_strip)] back: Option<String>,
    typed: String,
) -> impl IntoView {
    let (href, leads) = match back {
        Some(address) => (address, say("staff-back")),
        None => (home(staff.role).to_owned(), say("staff-back-home")),
    };
    view! {
        <StaffDocument title=say("staff-trouble-page") staff=Some(staff)>
            <h1>{heading}</h1>
            <p class="lead">{text}</p>
            <Typed text=typed/>
            <p><a class="button button-main" href=href>{leads}</a></p>
        </StaffDocument>
    }
}

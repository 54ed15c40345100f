//! What someone of a platform is told where something is not done.

use axum::{
    http::{HeaderValue, StatusCode, header},
    response::Response,
};
use leptos::prelude::*;
use service::door::Wait;

use crate::{
    components::{PlatformDocument, SignedInAs, Typed},
    platform_access::Member,
    posted::Posted,
    site::Site,
    words::{Value, say, say_with},
};

/// A page that says what happened, by the name of its text; `<name>-text` says what to do. It leads back to `back`.
pub(crate) fn page(
    site: &Site,
    member: &Member,
    status: StatusCode,
    name: &'static str,
    back: &'static str,
) -> Response {
    let who = member.shown();
    site.page_with(status, move || {
        let text = say(&format!("{name}-text"));
        view! { <Trouble who=who heading=say(name) text=text back=back/> }
    })
}

/// The same where it was done too often. `<name>-text` says when to come back; it is given the minutes.
pub(super) fn later(
    site: &Site,
    member: &Member,
    name: &'static str,
    Wait { seconds }: Wait,
    back: &'static str,
) -> Response {
    let who = member.shown();
    let mut response = site.page_with(StatusCode::TOO_MANY_REQUESTS, move || {
        let minutes = [("minutes", Value::Number(seconds.div_ceil(60)))];
        let text = say_with(&format!("{name}-text"), &minutes);
        view! { <Trouble who=who heading=say(name) text=text back=back/> }
    });
    response
        .headers_mut()
        .insert(header::RETRY_AFTER, HeaderValue::from(seconds));
    response
}

/// What is said where a form is longer than any of ours can be, whoever sent it.
pub(crate) fn too_long(site: &Site, posted: &Posted) -> Response {
    let written = posted.written();
    site.page_with(StatusCode::PAYLOAD_TOO_LARGE, move || {
        view! {
            <PlatformDocument title=say("platform-trouble-page") who=None here="">
                <h1>{say("staff-too-long")}</h1>
                <p class="lead">{say("staff-too-long-text")}</p>
                <Typed text=written/>
                <p><a class="button button-main" href="/platform">{say("platform-back")}</a></p>
            </PlatformDocument>
        }
    })
}

#[component]
fn Trouble(who: SignedInAs, heading: String, text: String, back: &'static str) -> impl IntoView {
    view! {
        <PlatformDocument title=say("platform-trouble-page") who=Some(who) here=back>
            <h1>{heading}</h1>
            <p class="lead">{text}</p>
            <p><a class="button button-main" href=back>{say("platform-back")}</a></p>
        </PlatformDocument>
    }
}

//! What someone of a platform is told where something is not done.

use axum::{http::StatusCode, response::Response};
use leptos::prelude::*;

use crate::{
    components::{PlatformDocument, Typed},
    platform_access::Member,
    posted::Posted,
    site::Site,
    words::say,
};

/// A page that says what happened, by the name of its text; `<name>-text` says what to do. It leads back to `back`.
pub(crate) fn page(
    site: &Site,
    member: &Member,
    status: StatusCode,
    name: &'static str,
    back: &'static str,
) -> Response {
    let who = Some(member.shown());
    site.page_with(status, move || {
        view! {
            <PlatformDocument title=say("platform-trouble-page") who=who here=back>
                <h1>{say(name)}</h1>
                <p class="lead">{say(&format!("{name}-text"))}</p>
                <p><a class="button button-main" href=back>{say("platform-back")}</a></p>
            </PlatformDocument>
        }
    })
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

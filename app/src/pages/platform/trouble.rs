//! What someone of a platform is told where something is not done.

use axum::{http::StatusCode, response::Response};
use leptos::prelude::*;

use crate::{components::PlatformDocument, platform_access::Member, site::Site, words::say};

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

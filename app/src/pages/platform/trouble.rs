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
    words::{say, say_wait},
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

/// The same where it was done too often: the limit says how often and until when, and `<name>-text` what is so till then.
pub(super) fn later(
    site: &Site,
    member: &Member,
    name: &'static str,
    wait: Wait,
    back: &'static str,
) -> Response {
    let who = member.shown();
    let mut response = site.page_with(StatusCode::TOO_MANY_REQUESTS, move || {
        let more = say(&format!("{name}-text"));
        view! { <Trouble who=who heading=say(name) text=say_wait(wait) more=more back=back/> }
    });
    response
        .headers_mut()
        .insert(header::RETRY_AFTER, HeaderValue::from(wait.seconds));
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
fn Trouble(
    who: SignedInAs,
    heading: String,
    text: String,
    #[prop(optional, into)] more: Option<String>,
    back: &'static str,
) -> impl IntoView {
    view! {
        <PlatformDocument title=say("platform-trouble-page") who=Some(who) here=back>
            <h1>{heading}</h1>
            <p class="lead">{text}</p>
            {more.map(|more| view! { <p>{more}</p> })}
            <p><a class="button button-main" href=back>{say("platform-back")}</a></p>
        </PlatformDocument>
    }
}

//! What is said where a form was sent after the session had ended.

use axum::{http::StatusCode, response::Response};
use leptos::prelude::*;

use crate::{
    components::{PlatformDocument, SendAgain},
    platform_access::SIGN_IN,
    posted::Posted,
    proving::signed_out_text,
    site::Site,
    words::say,
};

/// Nothing was done, and how to go on without losing what was typed.
pub(crate) fn page(site: &Site, posted: Posted) -> Response {
    let text = signed_out_text(&posted);
    site.page_with(StatusCode::UNAUTHORIZED, move || {
        view! {
            <PlatformDocument title=say("platform-trouble-page") who=None here="">
                <h1>{say("staff-signed-out")}</h1>
                <p class="lead">{say(text)}</p>
                <p>
                    <a class="button button-main" href=SIGN_IN target="_blank" rel="noopener">{say("staff-sign-in")}</a>
                </p>
                <SendAgain posted=posted/>
            </PlatformDocument>
        }
    })
}

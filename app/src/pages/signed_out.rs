//! What is said where a form was sent after the session had ended: nothing was done, and how to go on without losing what
//! was typed.

use axum::{http::StatusCode, response::Response};
use leptos::prelude::*;

use crate::{
    access,
    components::{PlatformDocument, SendAgain, StaffDocument},
    platform_access,
    posted::Posted,
    site::Site,
    words::say,
};

/// Says so to staff.
pub(crate) fn to_staff(site: &Site, posted: Posted) -> Response {
    site.page_with(StatusCode::UNAUTHORIZED, move || {
        view! {
            <StaffDocument title=say("staff-trouble-page") staff=None>
                <SignedOut sign_in=access::SIGN_IN posted=posted/>
            </StaffDocument>
        }
    })
}

/// Says so to someone of a platform.
pub(crate) fn to_platform(site: &Site, posted: Posted) -> Response {
    site.page_with(StatusCode::UNAUTHORIZED, move || {
        view! {
            <PlatformDocument title=say("platform-trouble-page") who=None here="">
                <SignedOut sign_in=platform_access::SIGN_IN posted=posted/>
            </PlatformDocument>
        }
    })
}

#[component]
fn SignedOut(
    /// Where they sign in.
    sign_in: &'static str,
    posted: Posted,
) -> impl IntoView {
    let text = if posted.is_secret() {
        "staff-signed-out-secret"
    } else if posted.is_worth_sending_again() {
        "staff-signed-out-text"
    } else {
        "staff-signed-out-empty"
    };
    view! {
        <h1>{say("staff-signed-out")}</h1>
        <p class="lead">{say(text)}</p>
        <p><a class="button button-main" href=sign_in target="_blank" rel="noopener">{say("staff-sign-in")}</a></p>
        <SendAgain posted=posted/>
    }
}

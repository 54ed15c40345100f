//! How someone proves who they are: what they send, and what they are answered when it proves nothing. The same for staff
//! and for people of platforms, whose accounts know nothing of each other.

use axum::{
    http::{HeaderValue, StatusCode, header},
    response::Response,
};
use serde::Deserialize;
use service::{
    door::{Errand, Visitor, Wait},
    passkey::{Ceremony, RelyingParty},
    sign_in::SignInError,
};

use crate::{pages::trouble, posted::Posted, site::Site};

/// What was typed to sign in.
#[derive(Default, Deserialize)]
#[serde(default)]
pub(crate) struct Named {
    pub(crate) name: String,
    pub(crate) passphrase: String,
    pub(crate) code: String,
}

/// What was typed to confirm who is there, and where to go on.
#[derive(Default, Deserialize)]
#[serde(default)]
pub(crate) struct Confirmed {
    pub(crate) back: String,
    pub(crate) passphrase: String,
    pub(crate) code: String,
}

/// What a passkey answered.
#[derive(Default, Deserialize)]
#[serde(default)]
pub(crate) struct Answered {
    pub(crate) state: String,
    pub(crate) answer: String,
}

/// Where to go on.
#[derive(Default, Deserialize)]
#[serde(default)]
pub(crate) struct Onward {
    pub(crate) back: String,
}

/// The name of the text that says to whoever sent a form what to do before it is answered.
pub(crate) fn first_text(posted: &Posted) -> &'static str {
    if posted.is_secret() {
        "confirm-first-secret"
    } else if posted.is_worth_sending_again() {
        "confirm-first-text"
    } else {
        "confirm-first-empty"
    }
}

/// The first half of a proof by passkey, where the site can have them.
pub(crate) fn ceremony(site: &Site) -> Option<Ceremony> {
    let party = site.options.passkeys.as_ref()?;
    site.service.begin_passkey_sign_in(party).ok()
}

/// What passkeys are bound to; where the site cannot have any, none proves anything.
pub(crate) fn party(site: &Site) -> Result<&RelyingParty, SignInError> {
    site.options.passkeys.as_ref().ok_or(SignInError::Refused)
}

/// Whether this part of the network may sign in now: with a passphrase ([`Errand::SignIn`]) or with a passkey.
pub(crate) fn admitted(site: &Site, errand: Errand, visitor: Visitor) -> Result<(), SignInError> {
    site.service.admit(errand, visitor).map_err(SignInError::Wait)
}

/// Answers what proved nothing: asks again, and says why and how long to wait, if at all.
pub(crate) fn refused(
    site: &Site,
    error: SignInError,
    again: impl FnOnce(StatusCode, Option<Wait>) -> Response,
) -> Response {
    let (status, wait) = match error {
        SignInError::Refused => return again(StatusCode::FORBIDDEN, None),
        SignInError::Wait(wait) => (StatusCode::TOO_MANY_REQUESTS, wait),
        SignInError::Busy => (StatusCode::SERVICE_UNAVAILABLE, Wait::BUSY),
        SignInError::Storage(error) => return trouble::storage(site, &error),
    };
    let mut response = again(status, Some(wait));
    response
        .headers_mut()
        .insert(header::RETRY_AFTER, HeaderValue::from(wait.seconds));
    response
}

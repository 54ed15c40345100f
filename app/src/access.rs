//! Who may see a staff page. A handler says so by taking [`SignedIn`] or [`MayDecide`].

use axum::{
    extract::FromRequestParts,
    http::{Method, StatusCode, request::Parts},
    response::{IntoResponse as _, Redirect, Response},
};
use axum_extra::extract::cookie::{Cookie, CookieJar, SameSite};
use domain::staff::Staff;
use service::staff::SessionToken;

use crate::{
    pages::{
        staff::{self, signed_out},
        trouble,
    },
    site::Site,
};

/// Where staff who are not signed in are sent.
pub(crate) const SIGN_IN: &str = "/staff/sign-in";
/// The prefix makes browsers refuse the cookie unless it is Secure, for the whole host, and of this host alone.
const COOKIE: &str = "__Host-reclaim-staff";

/// A member of staff, whatever their role.
pub(crate) struct SignedIn(pub(crate) Staff);

/// A member of staff whose role decides on entries.
pub(crate) struct MayDecide(pub(crate) Staff);

/// A member of staff whose role takes part in what takes two people.
pub(crate) struct MayPropose(pub(crate) Staff);

impl FromRequestParts<Site> for SignedIn {
    type Rejection = Response;

    async fn from_request_parts(parts: &mut Parts, site: &Site) -> Result<Self, Response> {
        let token = session(&CookieJar::from_headers(&parts.headers));
        let staff = match token {
            Some(token) => site
                .service
                .staff_of(&token)
                .await
                .map_err(|error| trouble::storage(site, &error))?,
            None => None,
        };
        match staff {
            Some(staff) => Ok(Self(staff)),
            // A form that was sent says what became of it; a page just asks to sign in.
            None if parts.method == Method::POST => Err(signed_out::page(site)),
            None => Err(Redirect::to(SIGN_IN).into_response()),
        }
    }
}

impl FromRequestParts<Site> for MayDecide {
    type Rejection = Response;

    async fn from_request_parts(parts: &mut Parts, site: &Site) -> Result<Self, Response> {
        let SignedIn(who) = SignedIn::from_request_parts(parts, site).await?;
        if who.role.may_decide() {
            Ok(Self(who))
        } else {
            Err(staff::trouble::page(
                site,
                who,
                StatusCode::FORBIDDEN,
                "staff-not-allowed",
                None,
            ))
        }
    }
}

impl FromRequestParts<Site> for MayPropose {
    type Rejection = Response;

    async fn from_request_parts(parts: &mut Parts, site: &Site) -> Result<Self, Response> {
        let SignedIn(who) = SignedIn::from_request_parts(parts, site).await?;
        if who.role.may_propose() {
            Ok(Self(who))
        } else {
            Err(staff::trouble::page(
                site,
                who,
                StatusCode::FORBIDDEN,
                "proposal-not-allowed",
                None,
            ))
        }
    }
}

/// The session that a browser shows.
pub(crate) fn session(jar: &CookieJar) -> Option<SessionToken> {
    SessionToken::parse(jar.get(COOKIE)?.value())
}

/// The cookie that keeps a browser signed in until it is closed or the session ends.
pub(crate) fn cookie(token: &SessionToken) -> Cookie<'static> {
    cookie_with(token.reveal())
}

/// The cookie that takes the place of the other one at sign-out.
pub(crate) fn no_cookie() -> Cookie<'static> {
    let mut cookie = cookie_with(String::new());
    cookie.make_removal();
    cookie
}

fn cookie_with(value: String) -> Cookie<'static> {
    Cookie::build((COOKIE, value))
        .secure(true)
        .http_only(true)
        .same_site(SameSite::Strict)
        .path("/")
        .build()
}

//! Who may see a staff page. The table in `staff_routes` says it of every address, and [`guard`] stands in front of
//! each; a handler that wants to know who is there takes [`SignedIn`] or [`Session`].

use std::convert::Infallible;

use axum::{
    extract::{FromRequestParts, Request, State},
    http::{Method, StatusCode, request::Parts},
    middleware::Next,
    response::{IntoResponse as _, Redirect, Response},
};
use axum_extra::extract::cookie::{Cookie, CookieJar};
use domain::staff::{Right, Role, Staff};
use service::{door::Visitor, session::Member, token::Token};

use crate::{
    pages::{
        signed_out,
        staff::{self, confirm},
        trouble,
    },
    posted::Posted,
    session_cookie,
    site::Site,
};

/// Where staff who are not signed in are sent.
pub(crate) const SIGN_IN: &str = "/staff/sign-in";
/// The prefix makes browsers refuse the cookie unless it is Secure, for the whole host, and of this host alone.
const COOKIE: &str = "__Host-reclaim-staff";

/// Whom an address is for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Whom {
    /// Everyone, signed in or not.
    Anyone,
    /// Staff, whatever their role.
    Staff,
    /// Staff whose role allows it.
    Who(Right),
}

impl Whom {
    /// Whether it is for someone in that role.
    pub(crate) fn includes(self, role: Role) -> bool {
        match self {
            Self::Anyone | Self::Staff => true,
            Self::Who(right) => role.may(right),
        }
    }
}

/// What stands in front of an address.
#[derive(Clone)]
pub(crate) struct Guard {
    pub(crate) site: Site,
    pub(crate) whom: Whom,
    /// Whether they must have proved who they are a short while ago.
    pub(crate) recent: bool,
}

/// Lets those through whom the address is for, and tells the handler who is there.
pub(crate) async fn guard(State(guard): State<Guard>, mut request: Request, next: Next) -> Response {
    let Guard { site, whom, recent } = guard;
    if whom == Whom::Anyone {
        return next.run(request).await;
    }
    let token = session(&CookieJar::from_headers(request.headers()));
    let member = match token {
        Some(token) => site.service.signed_in(&token).await,
        None => Ok(None),
    };
    let posted = request.method() == Method::POST;
    let member = match member {
        Ok(Some(member)) => member,
        // A form that was sent says what became of it; a page just asks to sign in.
        Ok(None) if posted => return signed_out::to_staff(&site, Posted::of(request.extensions())),
        Ok(None) => return Redirect::to(SIGN_IN).into_response(),
        Err(error) => return trouble::storage(&site, &error),
    };
    if !whom.includes(member.staff.role) {
        let (status, name) = (StatusCode::FORBIDDEN, "staff-not-allowed");
        return staff::trouble::page(&site, member.staff, status, name, None);
    }
    if recent && !member.recent {
        return if posted {
            confirm::first(&site, member.staff, Posted::of(request.extensions()))
        } else {
            // The router has taken `/staff` off.
            Redirect::to(&confirm::before(request.uri().path())).into_response()
        };
    }
    request.extensions_mut().insert(member);
    next.run(request).await
}

/// Where someone of that role begins.
pub(crate) const fn home(role: Role) -> &'static str {
    match role {
        Role::Reviewer | Role::Lead | Role::Admin => "/staff",
        Role::Auditor => "/staff/audit",
    }
}

/// Who is signed in, and where: what [`guard`] found.
pub(crate) struct Session(pub(crate) Member);

/// Where a request comes from, as far as anybody knows.
pub(crate) struct Who(pub(crate) Visitor);

impl<S: Sync> FromRequestParts<S> for Who {
    type Rejection = Infallible;

    async fn from_request_parts(parts: &mut Parts, _: &S) -> Result<Self, Infallible> {
        let visitor = parts.extensions.get::<Visitor>().copied();
        Ok(Self(visitor.unwrap_or(Visitor::UNKNOWN)))
    }
}

/// Who is signed in: what [`guard`] found.
pub(crate) struct SignedIn(pub(crate) Staff);

impl FromRequestParts<Site> for Session {
    type Rejection = Response;

    async fn from_request_parts(parts: &mut Parts, site: &Site) -> Result<Self, Response> {
        let member = parts.extensions.get::<Member>().cloned();
        member
            .map(Self)
            .ok_or_else(|| signed_out::to_staff(site, Posted::of(&parts.extensions)))
    }
}

impl FromRequestParts<Site> for SignedIn {
    type Rejection = Response;

    async fn from_request_parts(parts: &mut Parts, site: &Site) -> Result<Self, Response> {
        let Session(member) = Session::from_request_parts(parts, site).await?;
        Ok(Self(member.staff))
    }
}

/// The session that a browser shows.
pub(crate) fn session(jar: &CookieJar) -> Option<Token> {
    Token::parse(jar.get(COOKIE)?.value())
}

/// The cookie that keeps a browser signed in until it is closed or the session ends.
pub(crate) fn cookie(token: &Token) -> Cookie<'static> {
    session_cookie::keeping(COOKIE, token.reveal())
}

/// The cookie that takes the place of the other one at sign-out.
pub(crate) fn no_cookie() -> Cookie<'static> {
    session_cookie::removal(COOKIE)
}

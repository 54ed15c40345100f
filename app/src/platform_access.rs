//! Who may see a platform's pages. A handler says so by taking [`Member`], or [`Recently`] for what is sensitive.

use axum::{
    extract::FromRequestParts,
    http::{Method, request::Parts},
    response::{IntoResponse as _, Redirect, Response},
};
use axum_extra::extract::cookie::{Cookie, CookieJar};
use service::{account::Code, account_sign_in::AccountHolder, platform::Overview};

use crate::{
    pages::{platform::confirm, signed_out, trouble},
    posted::Posted,
    session_cookie,
    site::Site,
};

/// Where people of platforms who are not signed in are sent.
pub(crate) const SIGN_IN: &str = "/platform/sign-in";
/// The prefix makes browsers refuse the cookie unless it is Secure, for the whole host, and of this host alone.
const COOKIE: &str = "__Host-reclaim-platform";

/// Someone who signed in for a platform, with the platform as it is now.
pub(crate) struct Member {
    /// Who, and where.
    pub(crate) holder: AccountHolder,
    /// Their platform.
    pub(crate) platform: Overview,
}

/// Someone who proved who they are a short while ago: a stolen session alone does not reach what asks for it.
pub(crate) struct Recently(pub(crate) Member);

impl FromRequestParts<Site> for Member {
    type Rejection = Response;

    async fn from_request_parts(parts: &mut Parts, site: &Site) -> Result<Self, Response> {
        let token = session(&CookieJar::from_headers(&parts.headers));
        match member(site, token).await {
            Ok(Some(member)) => Ok(member),
            // A form that was sent says what became of it; a page just asks to sign in.
            Ok(None) if parts.method == Method::POST => {
                Err(signed_out::to_platform(site, Posted::of(&parts.extensions)))
            }
            Ok(None) => Err(Redirect::to(SIGN_IN).into_response()),
            Err(error) => Err(trouble::storage(site, &error)),
        }
    }
}

impl FromRequestParts<Site> for Recently {
    type Rejection = Response;

    async fn from_request_parts(parts: &mut Parts, site: &Site) -> Result<Self, Response> {
        let member = Member::from_request_parts(parts, site).await?;
        if member.holder.recent {
            return Ok(Self(member));
        }
        if parts.method == Method::POST {
            return Err(confirm::first(site, &member, Posted::of(&parts.extensions)));
        }
        // The router has taken `/platform` off.
        Err(Redirect::to(&confirm::before(parts.uri.path())).into_response())
    }
}

async fn member(site: &Site, token: Option<Code>) -> Result<Option<Member>, service::StorageError> {
    let Some(token) = token else { return Ok(None) };
    let Some(holder) = site.service.account_of(&token).await? else {
        return Ok(None);
    };
    let platform = site.service.overview(holder.account.subscriber).await?;
    Ok(platform.map(|platform| Member { holder, platform }))
}

/// The session that a browser shows.
pub(crate) fn session(jar: &CookieJar) -> Option<Code> {
    Code::parse(jar.get(COOKIE)?.value())
}

/// The cookie that keeps a browser signed in until it is closed or the session ends.
pub(crate) fn cookie(token: &Code) -> Cookie<'static> {
    session_cookie::keeping(COOKIE, token.reveal())
}

/// The cookie that takes the place of the other one at sign-out.
pub(crate) fn no_cookie() -> Cookie<'static> {
    session_cookie::removal(COOKIE)
}

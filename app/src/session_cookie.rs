//! The cookie of a session, the same for staff and for platforms but for its name.

use axum_extra::extract::cookie::{Cookie, SameSite};

/// Keeps a browser signed in until it is closed or the session ends.
pub(crate) fn keeping(name: &'static str, value: String) -> Cookie<'static> {
    Cookie::build((name, value))
        .secure(true)
        .http_only(true)
        .same_site(SameSite::Strict)
        .path("/")
        .build()
}

/// Takes its place at sign-out.
pub(crate) fn removal(name: &'static str) -> Cookie<'static> {
    let mut cookie = keeping(name, String::new());
    cookie.make_removal();
    cookie
}

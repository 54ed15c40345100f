//! The headers of every answer, closed by default: an error, a file and a page that nobody thought of carry them
//! too. A page replaces the policy with its own, because it needs its nonce.

use axum::{
    Router,
    http::{HeaderName, HeaderValue},
};
use tower_http::set_header::SetResponseHeaderLayer;

/// What an answer carries unless its handler said otherwise.
const DEFAULTS: [(&str, &str); 11] = [
    (
        "content-security-policy",
        "default-src 'none'; frame-ancestors 'none'; base-uri 'none'; form-action 'none'",
    ),
    ("cache-control", "no-store"),
    ("cross-origin-opener-policy", "same-origin"),
    ("cross-origin-embedder-policy", "require-corp"),
    ("cross-origin-resource-policy", "same-origin"),
    // Not `no-referrer`: with it browsers send `Origin: null` with our own forms, and the protection against
    // foreign forms would refuse them. Other sites learn nothing from this one either.
    ("referrer-policy", "same-origin"),
    ("x-content-type-options", "nosniff"),
    ("x-dns-prefetch-control", "off"),
    ("x-robots-tag", "noindex"),
    ("strict-transport-security", "max-age=63072000"),
    (
        "permissions-policy",
        "camera=(), microphone=(), geolocation=(), display-capture=(), usb=(), payment=(), browsing-topics=(), clipboard-read=()",
    ),
];

/// Puts the default headers on every answer of `router` that does not carry them.
pub(crate) fn close_by_default(router: Router) -> Router {
    DEFAULTS.iter().fold(router, |router, &(name, value)| {
        router.layer(SetResponseHeaderLayer::if_not_present(
            HeaderName::from_static(name),
            HeaderValue::from_static(value),
        ))
    })
}

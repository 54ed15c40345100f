//! The pages, for survivors and for staff, and the one island that works in the browser.
//!
//! Every page is a file in [`pages`]: what answers its address, and what it looks like. A page is rendered at
//! once from what the service said ([`render`] is the only place that knows how), works without JavaScript and,
//! for survivors, without a cookie. No sentence is written in Rust: [`words`] reads them from `locales/`.
//!
//! The crate is built in two halves: `ssr` for the server, `hydrate` for the browser, where only [`islands`]
//! is left of it.

// The type of a page is as deep as the page.
#![recursion_limit = "256"]
#![expect(
    unreachable_pub,
    reason = "Leptos' component macro writes `pub` beside every component"
)]
#![cfg_attr(
    feature = "ssr",
    expect(
        clippy::needless_pass_by_value,
        reason = "components and routers own what they are given"
    )
)]

#[cfg(all(feature = "ssr", feature = "hydrate"))]
compile_error!("the two halves of the pages are never built together");

pub mod islands;

#[cfg(feature = "ssr")]
mod access;
#[cfg(feature = "ssr")]
mod components;
#[cfg(feature = "ssr")]
mod dates;
#[cfg(feature = "ssr")]
mod help;
#[cfg(feature = "ssr")]
mod pages;
#[cfg(feature = "ssr")]
mod platform_access;
#[cfg(feature = "ssr")]
mod posted;
#[cfg(feature = "ssr")]
mod proving;
#[cfg(feature = "ssr")]
mod render;
#[cfg(feature = "ssr")]
mod router;
#[cfg(feature = "ssr")]
mod session_cookie;
#[cfg(feature = "ssr")]
mod site;
#[cfg(feature = "ssr")]
mod staff_routes;
#[cfg(feature = "ssr")]
mod words;

#[cfg(feature = "ssr")]
pub use access::Whom;
#[cfg(feature = "ssr")]
pub use router::router;
#[cfg(feature = "ssr")]
pub use site::{PageOptions, ServedFile};
#[cfg(feature = "ssr")]
pub use staff_routes::{StaffRoute, staff_routes};

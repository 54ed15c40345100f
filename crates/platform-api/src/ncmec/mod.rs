//! The NCMEC hash sharing wire, version 2, as its public clients speak it: a list's entries as they are now, by
//! the second of their last change, as XML.
//!
//! What the clients need to the letter: sections `images` and `videos` in this order and both always there,
//! `maxTimestamp` exactly where a section has entries, a tombstone under the same member and id for ever, and
//! `paging/next` relative to the base address that the client was given.

mod categorizations;
mod entries;
mod fault;
mod fingerprint;
mod members;
mod reasons;
mod status;
mod vote;
mod xml;

use axum::{Router, extract::FromRef, middleware, routing};
use service::Service;

use crate::{
    Limits,
    credential::{self, Gate},
    long_answer::Places,
    problem::Problem,
};
pub(crate) use fault::Fault;

/// Who every entry is from: the people who handed in hashes of their own pictures.
const SURVIVORS: Member<'static> = Member {
    id: 1,
    name: "Reclaim",
};

/// An organisation on this wire.
#[derive(Clone, Copy)]
struct Member<'a> {
    id: i32,
    name: &'a str,
}

#[derive(Clone)]
struct Wire {
    service: Service,
    limits: Limits,
    places: Places,
}

impl FromRef<Wire> for Service {
    fn from_ref(wire: &Wire) -> Self {
        wire.service.clone()
    }
}

/// Every address below `/ncmec`.
pub(crate) fn routes(service: Service, limits: Limits, places: Places, gate: Gate) -> Router {
    Router::new()
        .route("/ncmec/{list}/v2/status", routing::get(status::status))
        .route("/ncmec/{list}/v2/members", routing::get(members::members))
        .route("/ncmec/{list}/v2/entries", routing::get(entries::entries))
        .route(
            "/ncmec/{list}/v2/entries/{member}/{entry}/{kind}/feedback",
            routing::put(vote::vote),
        )
        .route(
            "/ncmec/{list}/v2/feedback/{kind}/reasons",
            routing::get(reasons::reasons),
        )
        .route(
            "/ncmec/{list}/v2/categorizations",
            routing::get(categorizations::categorizations),
        )
        .route_layer(middleware::from_fn_with_state(gate, credential::gate))
        .method_not_allowed_fallback(async || Fault(Problem::MethodNotAllowed))
        .route("/ncmec/{list}", routing::any(nothing))
        .route("/ncmec/{list}/{*rest}", routing::any(nothing))
        .with_state(Wire {
            service,
            limits,
            places,
        })
}

async fn nothing() -> Fault {
    Fault(Problem::UnknownAddress(
        "Below the base address /ncmec/<list> there are v2/status, v2/members, v2/entries, \
         v2/entries/1/<entry>/<TYPE>/feedback, v2/feedback/<TYPE>/reasons and v2/categorizations.",
    ))
}

//! What an address names: a list, an entry.

use axum::{
    extract::{FromRequestParts, RawPathParams},
    http::request::Parts,
};
use domain::{id::EntryId, list::ListName};

use crate::problem::Problem;

/// The `{list}` of the address. What cannot be a list's name is answered like a list that does not exist.
pub(crate) struct ListPath(pub(crate) ListName);

/// The `{entry}` of the address. What cannot be an entry's id is answered like an entry that does not exist.
pub(crate) struct EntryPath(pub(crate) EntryId);

impl<S: Send + Sync> FromRequestParts<S> for ListPath {
    type Rejection = Problem;

    async fn from_request_parts(parts: &mut Parts, state: &S) -> Result<Self, Problem> {
        let named = part(parts, state, "list").await;
        named
            .and_then(|name| ListName::parse(&name).ok())
            .map(Self)
            .ok_or(Problem::UnknownList)
    }
}

impl<S: Send + Sync> FromRequestParts<S> for EntryPath {
    type Rejection = Problem;

    async fn from_request_parts(parts: &mut Parts, state: &S) -> Result<Self, Problem> {
        let named = part(parts, state, "entry").await;
        named
            .and_then(|id| EntryId::parse(&id).ok())
            .map(Self)
            .ok_or(Problem::UnknownEntry)
    }
}

/// The part of the address that its route calls so.
pub(crate) async fn part<S: Send + Sync>(parts: &mut Parts, state: &S, name: &str) -> Option<String> {
    let named = RawPathParams::from_request_parts(parts, state).await.ok()?;
    named
        .iter()
        .find(|(found, _)| *found == name)
        .map(|(_, value)| value.to_owned())
}

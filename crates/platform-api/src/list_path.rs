//! The list that an address names.

use axum::{
    extract::{FromRequestParts, RawPathParams},
    http::request::Parts,
};
use domain::list::ListName;

use crate::problem::Problem;

/// The `{list}` of the address. What cannot be a list's name is answered like a list that does not exist.
pub(crate) struct ListPath(pub(crate) ListName);

impl<S: Send + Sync> FromRequestParts<S> for ListPath {
    type Rejection = Problem;

    async fn from_request_parts(parts: &mut Parts, state: &S) -> Result<Self, Problem> {
        let named = RawPathParams::from_request_parts(parts, state)
            .await
            .map_err(|_| Problem::UnknownList)?;
        named
            .iter()
            .find(|(name, _)| *name == "list")
            .and_then(|(_, value)| ListName::parse(value).ok())
            .map(Self)
            .ok_or(Problem::UnknownList)
    }
}

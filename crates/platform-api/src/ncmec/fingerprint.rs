//! The kinds of fingerprint by which this wire's addresses and documents name them.

use axum::{extract::FromRequestParts, http::request::Parts};

use super::fault::Fault;
use crate::{list_path::part, problem::Problem};

/// A kind of fingerprint of this wire.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Kind {
    /// As addresses write it.
    address: &'static str,
    /// As documents write it.
    pub(super) name: &'static str,
    /// Whether entries here have any.
    pub(super) is_ours: bool,
}

const KINDS: [Kind; 9] = [
    kind("MD5", "Md5", true),
    kind("SHA1", "Sha1", true),
    kind("PDQ", "Pdq", true),
    kind("PDNA", "Pdna", false),
    kind("NETCLEAN", "NetClean", false),
    kind("VIDENTIFIER", "Videntifier", false),
    kind("TMK_PDQF", "TmkPdqf", false),
    kind("SSVH_PDNA", "SsvhPdna", false),
    kind("SSVH_SAFER_HASH", "SsvhSaferHash", false),
];

const fn kind(address: &'static str, name: &'static str, is_ours: bool) -> Kind {
    Kind {
        address,
        name,
        is_ours,
    }
}

impl<S: Send + Sync> FromRequestParts<S> for Kind {
    type Rejection = Fault;

    async fn from_request_parts(parts: &mut Parts, state: &S) -> Result<Self, Fault> {
        let named = part(parts, state, "kind").await;
        KINDS
            .into_iter()
            .find(|kind| Some(kind.address) == named.as_deref())
            .ok_or(Fault(Problem::UnknownAddress(
                "The type in the address is none of this wire; those that entries have are MD5, SHA1 and PDQ.",
            )))
    }
}

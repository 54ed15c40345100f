//! Whether the hashes of altered copies of a picture are served: as the request says, or else as the platform chose on its
//! own pages.

use domain::{hash::Hash, subscriber::Subscriber};
use service::Service;

use crate::{
    problem::{Problem, storage_failed},
    query::Parameters,
};

/// The parameter's name.
pub(super) const PARAMETER: &str = "variants";

/// Which hashes of an entry are served.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Copies {
    /// All of them.
    All,
    /// Those of the picture as it is.
    Unaltered,
}

impl Copies {
    /// What the request says; `None` where it says nothing.
    pub(super) fn asked_for(parameters: &mut Parameters) -> Option<Self> {
        let asked = match parameters.text(PARAMETER)? {
            "true" => Some(Self::All),
            "false" => Some(Self::Unaltered),
            _ => None,
        };
        if asked.is_none() {
            parameters.refuse(PARAMETER, "must be true or false");
        }
        asked
    }

    /// What is served to a subscriber that asked for this, or for nothing.
    pub(super) async fn for_reader(
        asked: Option<Self>,
        service: &Service,
        reader: &Subscriber,
    ) -> Result<Self, Problem> {
        match asked {
            Some(asked) => Ok(asked),
            None => match service.wants_variants(reader).await {
                Ok(true) => Ok(Self::All),
                Ok(false) => Ok(Self::Unaltered),
                Err(error) => Err(storage_failed(&error)),
            },
        }
    }

    /// Whether a hash is among them.
    pub(super) fn hold(self, hash: &Hash) -> bool {
        self == Self::All || hash.variant.is_none()
    }
}

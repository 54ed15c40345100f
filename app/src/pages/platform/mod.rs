//! The pages of organisations that follow lists: joining, and looking after a subscription. English only.

pub(crate) mod account;
pub(crate) mod claim;
pub(crate) mod confirm;
pub(crate) mod join;
pub(crate) mod keys;
pub(crate) mod lists;
pub(crate) mod overview;
pub(crate) mod records;
pub(crate) mod sign_in;
pub(crate) mod trouble;
pub(crate) mod webhook;

use domain::platform::Practice;

use crate::{components::SignedInAs, platform_access::Member};

/// What the programs of a platform talk to, as a page to read; `platform-api` serves it.
const REFERENCE: &str = "/api/v1/reference";

impl Member {
    /// For the top of a page.
    fn shown(&self) -> SignedInAs {
        SignedInAs {
            name: self.holder.account.name.clone(),
            organisation: self.platform.subscriber.name.clone(),
        }
    }
}

/// What a form says that its sender does: `practice=checks-new&practice=removes`. What is no practice is left out.
fn practices(fields: &[(String, String)]) -> Vec<Practice> {
    fields
        .iter()
        .filter(|(name, _)| name == "practice")
        .filter_map(|(_, value)| Practice::parse(value))
        .collect()
}

/// A field of a form; empty where it is not there.
fn field(fields: &[(String, String)], name: &str) -> String {
    fields
        .iter()
        .find(|(known, _)| known == name)
        .map_or_else(String::new, |(_, value)| value.clone())
}

/// The name of the text that says what a practice is.
pub(super) const fn practice_text(practice: Practice) -> &'static str {
    match practice {
        Practice::ChecksNew => "practice-checks-new",
        Practice::ChecksOld => "practice-checks-old",
        Practice::Looks => "practice-looks",
        Practice::Removes => "practice-removes",
        Practice::BlocksReupload => "practice-blocks-reupload",
        Practice::Reports => "practice-reports",
    }
}

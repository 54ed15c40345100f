//! What every problem of a kind has in common, in the one table that answers, and the page about them, are made of: a problem
//! that has no line here does not compile.

use axum::http::StatusCode;

use super::Problem;

/// Where the page about problems is.
const PAGE: &str = "/api/v1/reference";
/// What stands before the name of every kind in its address.
const PREFIX: &str = "/problems/";

/// What every problem of a kind has in common.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Kind {
    /// Its `type`: an address that leads to where it is explained.
    pub(crate) address: &'static str,
    /// The same for every problem of the kind.
    pub(crate) title: &'static str,
    /// The status of the answer.
    pub(crate) status: StatusCode,
    /// When it is given.
    pub(crate) when: &'static str,
    /// What whoever gets it does about it.
    pub(crate) remedy: &'static str,
}

impl Kind {
    /// The last part of its address.
    pub(crate) fn name(&self) -> &'static str {
        self.address.strip_prefix(PREFIX).unwrap_or(self.address)
    }

    /// What it is called within the page about problems.
    pub(crate) fn anchor(&self) -> String {
        format!("problem-{}", self.name())
    }

    /// Where the kind of that name is explained; `None` where there is no such kind.
    pub(crate) fn explained_at(name: &str) -> Option<String> {
        let kind = KINDS.iter().find(|kind| kind.name() == name)?;
        Some(format!("{PAGE}#{}", kind.anchor()))
    }
}

macro_rules! kinds {
    ($($problem:pat => $status:ident, $name:literal, $title:literal, $when:literal, $remedy:literal;)*) => {
        /// Every kind of problem.
        pub(crate) const KINDS: &[Kind] = &[$(Kind {
            address: concat!("/problems/", $name),
            title: $title,
            status: StatusCode::$status,
            when: $when,
            remedy: $remedy,
        }),*];

        impl Problem {
            /// What it has in common with others of its kind.
            pub(crate) const fn kind(&self) -> Kind {
                match self {
                    $($problem => Kind {
                        address: concat!("/problems/", $name),
                        title: $title,
                        status: StatusCode::$status,
                        when: $when,
                        remedy: $remedy,
                    },)*
                }
            }
        }
    };
}

// Status, name, title, when it is given, and what to do about it, with code between backquotes.
kinds! {
    Problem::Unauthenticated(_) =>
        UNAUTHORIZED, "unauthenticated",
        "The request carries no valid credential",
        "No credential came with the request, or one that is unknown, wrong, expired, revoked or of a suspended platform: \
         which one, is not said.",
        "Check the credential, and that it is sent as the wire wants it; `WWW-Authenticate` names the scheme.";
    Problem::TwoCredentials =>
        BAD_REQUEST, "two-credentials",
        "The request carries more than one credential",
        "Two credentials came, or one of each kind.",
        "Send one credential of one kind.";
    Problem::WrongScope { .. } =>
        FORBIDDEN, "wrong-scope",
        "The credential is not for this",
        "The key is in force and lacks the scope that this takes.",
        "`detail` names the scope: use a key that has it, or ask whoever gave you yours.";
    Problem::TooManyRequests { .. } =>
        TOO_MANY_REQUESTS, "too-many-requests",
        "The key has asked too much",
        "The key has asked as much as it may in this minute.",
        "Ask again after `Retry-After` seconds. `RateLimit` says what is left, on every answer but those that are given before a \
         key is looked up, such as `405`, `cross-site`, and the `413` of a long body.";
    Problem::TooManyAtOnce { .. } =>
        TOO_MANY_REQUESTS, "too-many-at-once",
        "Enough answers of this kind are open",
        "All keys of the subscriber together have as many long answers of this kind open as they may.",
        "Read one to its end or close it, and ask again.";
    Problem::EnoughToday { .. } =>
        TOO_MANY_REQUESTS, "enough-today",
        "You have handed in enough hashes today",
        "As many new hashes came from the subscriber today as are taken in a day; nothing of this request was kept.",
        "Go on after `Retry-After` seconds, and ask the operator if you have more.";
    Problem::InvalidQuery(_) =>
        BAD_REQUEST, "invalid-query",
        "The query is not understood",
        "A parameter is unknown, given twice or malformed, or a cursor is not one that was given to you for this.",
        "Correct what `errors` names, parameter by parameter.";
    Problem::InvalidBody(_) =>
        UNPROCESSABLE_ENTITY, "invalid-body",
        "The body is not understood",
        "A field of the body is unknown, missing or malformed; nothing was kept.",
        "Correct what `errors` names, field by field, and send all of it again.";
    Problem::NotJson =>
        UNSUPPORTED_MEDIA_TYPE, "not-json",
        "The body is not JSON",
        "The body was not sent as JSON.",
        "Send `Content-Type: application/json`.";
    Problem::NotXml =>
        UNSUPPORTED_MEDIA_TYPE, "not-xml",
        "The body is not XML",
        "The body was not sent as XML.",
        "Send `Content-Type: application/xml`.";
    Problem::TooLarge =>
        PAYLOAD_TOO_LARGE, "too-large",
        "The body is too large",
        "The body is larger than this server takes, or what it says is about more than 5,000 entries in all; nothing was kept.",
        "Send less at a time.";
    Problem::TooSlow =>
        REQUEST_TIMEOUT, "too-slow",
        "The request took too long",
        "The request took longer to arrive or to be answered than this server waits.",
        "Send it again, and ask for less at a time.";
    Problem::CrossSite =>
        FORBIDDEN, "cross-site",
        "The request comes from a page of another site",
        "A browser sent it from a page of another site; programs are never told this.",
        "Send it from a program, without `Origin` and `Sec-Fetch-Site`.";
    Problem::AfterTheEnd { .. } =>
        BAD_REQUEST, "after-the-end",
        "The list has fewer changes than you say you hold",
        "You hold more changes than there are: your copy is of another server or database.",
        "Drop your copy and start again with `after=0`.";
    Problem::RangeAfterTheEnd { .. } =>
        RANGE_NOT_SATISFIABLE, "range-after-the-end",
        "The range begins after the end",
        "A range was asked for that begins after the last byte.",
        "`Content-Range` says how long it is.";
    Problem::UnknownList =>
        NOT_FOUND, "unknown-list",
        "There is no such list",
        "There is no such list, or it is not one of yours.",
        "Ask for `/api/v1/lists`, which names yours.";
    Problem::UnknownEntry =>
        NOT_FOUND, "unknown-entry",
        "There is no such entry",
        "No entry of that id is or was on this list.",
        "Ask for entries of this list only, by the ids that changes have.";
    Problem::UnknownAddress(_) =>
        NOT_FOUND, "unknown-address",
        "There is nothing at this address",
        "There is nothing at this address.",
        "`detail` says where to look.";
    Problem::MethodNotAllowed =>
        METHOD_NOT_ALLOWED, "method-not-allowed",
        "This address does not take that method",
        "The address is right and takes other methods.",
        "`Allow` names the methods.";
    Problem::Unavailable =>
        SERVICE_UNAVAILABLE, "unavailable",
        "The service is not available at the moment",
        "The database does not answer at the moment, a window of time is not over yet, or this server makes as many files, or \
         measures as many snapshots, as it does at a time.",
        "Ask again after `Retry-After` seconds.";
    Problem::Internal =>
        INTERNAL_SERVER_ERROR, "internal",
        "The service failed",
        "A fault of the server, which has been recorded there.",
        "Ask again later; nothing was changed.";
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use super::*;

    const API: &str = include_str!("../../../../docs/API.md");

    #[test]
    fn no_two_kinds_have_the_same_address() {
        let addresses: BTreeSet<_> = KINDS.iter().map(|kind| kind.address).collect();
        assert_eq!(addresses.len(), KINDS.len());
    }

    #[test]
    fn a_kind_names_all_that_it_is_given_for() {
        let too_large = Problem::TooLarge.kind().when;
        let unavailable = Problem::Unavailable.kind().when;
        for (when, causes) in [
            (too_large, &["larger than this server takes", "5,000 entries"][..]),
            (
                unavailable,
                &["database", "window of time", "files", "snapshots"][..],
            ),
        ] {
            for cause in causes {
                assert!(when.contains(cause), "{cause}: {when}");
            }
        }
    }

    #[test]
    fn every_kind_is_in_the_table_of_the_document() {
        for kind in KINDS {
            let named = format!("`{}`", kind.address);
            let is_row = |line: &&str| line.starts_with("| `/problems/") && line.contains(&named);
            let row = API.lines().find(is_row);
            let row = row.unwrap_or_else(|| panic!("docs/API.md says nothing of {}", kind.address));
            let status = format!("| {} |", kind.status.as_u16());
            assert!(row.contains(&status), "{row}");
        }
    }
}

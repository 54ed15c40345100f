//! What every handler is given.

use std::{convert::Infallible, sync::Arc};

use axum::{
    extract::FromRequestParts,
    http::{Method, request::Parts},
};
use service::{Service, passkey::RelyingParty};

use crate::words::{Languages, Words};

/// What the operator decides about the pages.
#[derive(Clone, Debug)]
pub struct PageOptions {
    /// Where the files of the browser are, without a slash at the end: `/assets/4f2a9c`.
    pub assets: String,
    /// All that browsers get from there, for whoever wants to check it.
    pub files: Vec<ServedFile>,
    /// Where the operator offers the source of this program.
    pub source_url: Option<String>,
    /// Where "Leave now" leads: a page that looks like anyone's, the same for everybody.
    pub exit_url: String,
    /// Whether people who were adults in the picture are served here too.
    pub serve_adults: bool,
    /// Whether the languages that nobody speaks are served, for tests of the pages.
    pub pseudo_languages: bool,
    /// Where people reach this site, without a slash at the end: `https://reclaim.example`.
    pub origin: String,
    /// What passkeys of staff are bound to; `None` where the site's address cannot have any.
    pub passkeys: Option<RelyingParty>,
}

/// One of the files that browsers get.
#[derive(Clone, Debug)]
pub struct ServedFile {
    /// Its path behind [`PageOptions::assets`].
    pub name: String,
    /// Its digest as 64 hex digits.
    pub sha256: String,
}

/// The service, the operator's decisions, and what the address says.
#[derive(Clone)]
pub(crate) struct Site {
    pub(crate) service: Service,
    pub(crate) options: Arc<PageOptions>,
    pub(crate) languages: Languages,
    /// The language of the address.
    pub(crate) words: Words,
    /// The page that was asked for, without the language: `/start/age`, and nothing for the first page.
    pub(crate) here: Here,
}

/// A page's address without its language, by which the same page is found in another one.
#[derive(Clone, Debug, Default)]
pub(crate) struct Here(pub(crate) String);

impl FromRequestParts<Self> for Site {
    type Rejection = Infallible;

    async fn from_request_parts(parts: &mut Parts, site: &Self) -> Result<Self, Infallible> {
        // The language was taken off by the router.
        let path = parts.uri.path().trim_end_matches('/');
        let here = if parts.method == Method::POST {
            // What a form is sent to cannot be visited; the page that the form stands on can.
            path.split_inclusive('/').take(2).collect::<String>()
        } else {
            path.to_owned()
        };
        let here = Here(here.trim_end_matches('/').to_owned());
        Ok(Self { here, ..site.clone() })
    }
}

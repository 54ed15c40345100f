//! What every handler is given.

use std::sync::Arc;

use service::Service;

use crate::words::Words;

/// What the operator decides about the pages.
#[derive(Clone, Debug)]
pub struct PageOptions {
    /// Where the files of the browser are, without a slash at the end: `/assets/4f2a9c`.
    pub assets: String,
    /// Where "Leave now" leads: a page that looks like anyone's, the same for everybody.
    pub exit_url: String,
    /// Whether people who were adults in the picture are served here too.
    pub serve_adults: bool,
}

/// The service, the operator's decisions, and the language of the address.
#[derive(Clone)]
pub(crate) struct Site {
    pub(crate) service: Service,
    pub(crate) options: Arc<PageOptions>,
    pub(crate) words: Words,
}

//! Turns a view into an answer. The only place that knows how Leptos renders.
//!
//! A page is rendered in one go, because everything it shows was asked of the service before. So nothing is
//! streamed, no inline script is written, and one header names the only scripts that may run.

use std::sync::Arc;

use axum::{
    http::{HeaderValue, StatusCode, header},
    response::{Html, IntoResponse as _, Response},
};
use leptos::{
    nonce::Nonce,
    prelude::{IntoView, Owner, RenderHtml as _, expect_context, provide_context, use_context},
};

use crate::{
    site::{Here, PageOptions, Site},
    words::{Languages, Words},
};

/// A case of a hundred photos and videos is shorter, in every language.
const EVEN_LENGTH: usize = 128 * 1024;

impl Site {
    /// The page that a view makes.
    pub(crate) fn page<V: IntoView + 'static>(&self, view: impl FnOnce() -> V) -> Response {
        self.page_with(StatusCode::OK, view)
    }

    /// The page that a view makes, in a length that many pages share: whoever watches the line does not learn
    /// from it whether a case opened, or how much is in it.
    pub(crate) fn page_of_even_length<V: IntoView + 'static>(
        &self,
        status: StatusCode,
        view: impl FnOnce() -> V,
    ) -> Response {
        self.answer(status, view, |html| {
            let padding =
                (html.len() + "<!---->".len()).next_multiple_of(EVEN_LENGTH) - html.len() - "<!---->".len();
            html.push_str("<!--");
            html.extend(std::iter::repeat_n(' ', padding));
            html.push_str("-->");
        })
    }

    /// The page that a view makes, with another status than 200.
    pub(crate) fn page_with<V: IntoView + 'static>(
        &self,
        status: StatusCode,
        view: impl FnOnce() -> V,
    ) -> Response {
        self.answer(status, view, |_| {})
    }

    fn answer<V: IntoView + 'static>(
        &self,
        status: StatusCode,
        view: impl FnOnce() -> V,
        finish: impl FnOnce(&mut String),
    ) -> Response {
        let nonce = Nonce::new();
        let owner = Owner::new();
        let mut html = owner.with(|| {
            provide_context(nonce.clone());
            provide_context(self.words.clone());
            provide_context(self.languages.clone());
            provide_context(self.here.clone());
            provide_context(Arc::clone(&self.options));
            view().into_view().to_html()
        });
        owner.cleanup();
        finish(&mut html);
        let mut response = (status, Html(html)).into_response();
        let headers = response.headers_mut();
        headers.insert(header::CONTENT_SECURITY_POLICY, policy(&nonce));
        // A nonce is for one answer, and no page of ours is to be found on the device later.
        headers.insert(header::CACHE_CONTROL, HeaderValue::from_static("no-store"));
        response
    }
}

/// What a page may do: run the scripts that carry its nonce, compile our WebAssembly, start our worker, show our
/// own style and pictures and those that the person chose, talk to our own server. Nothing else, and nothing inline.
///
/// `'self'` is for browsers that know no nonce or no `strict-dynamic` yet, and would run none of our scripts, not even the
/// one that says that they are too old. All others take no notice of it.
fn policy(nonce: &Nonce) -> HeaderValue {
    let policy = format!(
        "default-src 'none'; script-src 'self' 'nonce-{nonce}' 'strict-dynamic' 'wasm-unsafe-eval'; \
         style-src 'self'; img-src 'self' blob:; connect-src 'self'; worker-src 'self'; form-action 'self'; \
         base-uri 'none'; frame-ancestors 'none'"
    );
    HeaderValue::try_from(policy).unwrap_or_else(|_| HeaderValue::from_static("default-src 'none'"))
}

/// What the operator decided, for the view that is being rendered.
pub(crate) fn options() -> Arc<PageOptions> {
    expect_context()
}

/// The same page in every language that is served, with the address where it is.
pub(crate) fn translations() -> Vec<(Words, String)> {
    let Here(here) = use_context().unwrap_or_default();
    let languages = expect_context::<Languages>();
    languages
        .iter()
        .map(|words| (words.clone(), format!("/{}{here}", words.tag())))
        .collect()
}

/// The address of one of the browser's files.
pub(crate) fn asset(file: &str) -> String {
    format!("{}/{file}", options().assets)
}

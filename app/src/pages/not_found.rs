//! What is said where there is nothing, and where a language leads.

use axum::{
    extract::State,
    http::{HeaderMap, HeaderValue, StatusCode, Uri, header},
    response::{IntoResponse as _, Redirect, Response},
};
use leptos::prelude::*;

use super::trouble;
use crate::{
    components::{Choice, Document},
    render::translations,
    site::{Here, Site},
    words::{Spoken, say},
};

/// `/`: the first page in the language that the browser asks for.
pub(crate) async fn choose_language(State(site): State<Site>, headers: HeaderMap) -> Response {
    lead_to(&format!("/{}", site.languages.asked_for(&headers).tag()))
}

/// There is no page at this address. If it only names its language differently, or ends with a slash, it leads to ours.
pub(crate) fn lost(site: &Site, uri: &Uri, headers: &HeaderMap) -> Response {
    let (start, rest) = parts(uri);
    // No address of ours ends with a slash, but many people and programs put one there.
    let here = rest.trim_end_matches('/');
    match site.languages.named(start) {
        Some(Spoken::Ours(_)) if here != rest => lead_to(&format!("/{start}{here}")),
        Some(Spoken::Nearly(words)) => lead_to(&format!("/{}{here}", words.tag())),
        Some(Spoken::Foreign) => {
            let asked = Site {
                words: site.languages.asked_for(headers),
                here: Here(here.to_owned()),
                ..site.clone()
            };
            asked.page_with(StatusCode::NOT_FOUND, || view! { <NotSpoken/> })
        }
        Some(Spoken::Ours(_)) | None => answer(&spoken_by(site, uri)),
    }
}

/// There is no page at this address.
pub(crate) fn answer(site: &Site) -> Response {
    trouble::page(site, StatusCode::NOT_FOUND, "trouble-not-found")
}

/// There is a page at this address, but it is asked for in another way.
pub(crate) fn wrong_method(site: &Site, uri: &Uri) -> Response {
    trouble::page(
        &spoken_by(site, uri),
        StatusCode::METHOD_NOT_ALLOWED,
        "trouble-wrong-method",
    )
}

/// The same site in the language of an address that no page has.
fn spoken_by(site: &Site, uri: &Uri) -> Site {
    match site.languages.named(parts(uri).0) {
        Some(Spoken::Ours(words)) => Site {
            words,
            ..site.clone()
        },
        _ => site.clone(),
    }
}

/// What stands first in an address, and the rest.
fn parts(uri: &Uri) -> (&str, &str) {
    let path = uri.path().trim_start_matches('/');
    path.split_at(path.find('/').unwrap_or(path.len()))
}

/// Leads elsewhere. Which way is not remembered by the browser, because it may ask for another language next time.
pub(crate) fn lead_to(address: &str) -> Response {
    let mut response = Redirect::to(address).into_response();
    response
        .headers_mut()
        .insert(header::CACHE_CONTROL, HeaderValue::from_static("no-store"));
    response
}

/// The page may be here in a language that the person reads as well.
#[component]
fn NotSpoken() -> impl IntoView {
    let choices = translations()
        .into_iter()
        .map(|(words, href)| view! { <Choice href=href text=words.name() lang=words.tag()/> });
    view! {
        <Document title=say("trouble-page")>
            <h1>{say("trouble-no-language")}</h1>
            <p class="lead">{say("trouble-no-language-text")}</p>
            <ul class="choices">{choices.collect_view()}</ul>
        </Document>
    }
}

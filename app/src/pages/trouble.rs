//! Pages for when something goes wrong: calm, and never the visitor's fault.

use axum::{
    http::{HeaderValue, StatusCode, header},
    response::Response,
};
use leptos::prelude::*;
use service::{StorageError, door::Wait};

use crate::{
    components::{Choice, Document},
    site::Site,
    words::{address, say},
};

/// A page that says what happened, by the name of its text; `<name>-text` says what to do.
pub(crate) fn page(site: &Site, status: StatusCode, name: &'static str) -> Response {
    site.page_with(status, || view! { <Trouble name=name/> })
}

/// The database does not do what was asked: nothing was changed, and it may work in a moment.
pub(crate) fn storage(site: &Site, error: &StorageError) -> Response {
    tracing::error!(
        error = error as &dyn std::error::Error,
        "a page could not be made"
    );
    busy(site)
}

/// The database broke off what was ordered of a case: the order may have been carried out all the same.
pub(crate) fn order(site: &Site, error: &StorageError) -> Response {
    tracing::error!(
        error = error as &dyn std::error::Error,
        "an order was not answered"
    );
    let page = site.page_with(StatusCode::SERVICE_UNAVAILABLE, || {
        view! { <Trouble name="trouble-busy-order" first=("/status", "foot-status")/> }
    });
    retried(page, Some(Wait::BUSY))
}

/// Too much is going on.
pub(crate) fn busy(site: &Site) -> Response {
    let page = page(site, StatusCode::SERVICE_UNAVAILABLE, "trouble-busy");
    retried(page, Some(Wait::BUSY))
}

/// With the seconds after which it is worth trying again, where there is something to wait for.
pub(crate) fn retried(mut response: Response, wait: Option<Wait>) -> Response {
    if let Some(wait) = wait {
        let seconds = HeaderValue::from(wait.seconds);
        response.headers_mut().insert(header::RETRY_AFTER, seconds);
    }
    response
}

#[component]
fn Trouble(
    name: &'static str,
    /// Where to go first, and the name of its text.
    #[prop(default = ("", "trouble-first-page"))]
    first: (&'static str, &'static str),
) -> impl IntoView {
    let (path, text) = first;
    view! {
        <Document title=say("trouble-page")>
            <h1>{say(name)}</h1>
            <p class="lead">{say(&format!("{name}-text"))}</p>
            <ul class="choices">
                <Choice href=address(path) text=say(text)/>
                <Choice href=address("/help") text=say("trouble-help")/>
            </ul>
        </Document>
    }
}

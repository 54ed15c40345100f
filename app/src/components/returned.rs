use axum::http::StatusCode;
use leptos::prelude::*;
use service::door::Wait;

use super::Alert;
use crate::words::{say, say_wait};

/// Why a form comes back in which a passphrase was chosen.
#[derive(Clone, Debug)]
pub(crate) enum Returned {
    /// What was typed will not do, for this reason.
    Wrong(String),
    /// Nobody had time to look at it, and nothing was done.
    Busy,
}

impl Returned {
    /// The status of the page with the form, and what there is to wait for before it is sent again.
    pub(crate) const fn answer(returned: Option<&Self>) -> (StatusCode, Option<Wait>) {
        match returned {
            None => (StatusCode::OK, None),
            Some(Self::Wrong(_)) => (StatusCode::UNPROCESSABLE_ENTITY, None),
            Some(Self::Busy) => (StatusCode::SERVICE_UNAVAILABLE, Some(Wait::BUSY)),
        }
    }

    /// Whether it is because of what was typed.
    pub(crate) const fn is_wrong(&self) -> bool {
        matches!(self, Self::Wrong(_))
    }
}

/// Says why the form is here again. A page never shows a passphrase, so whoever only came too early is told that it has to
/// be typed once more.
#[component]
pub(crate) fn WhyReturned(
    returned: Returned,
    /// What is as it was where nothing was done.
    kept: String,
    /// What has to be typed again.
    again: String,
) -> impl IntoView {
    match returned {
        Returned::Wrong(text) => view! { <Alert text=text/> }.into_any(),
        Returned::Busy => {
            let more = vec![kept, again];
            view! { <Alert text=say("wait-title") detail=say_wait(Wait::BUSY) more=more/> }.into_any()
        }
    }
}

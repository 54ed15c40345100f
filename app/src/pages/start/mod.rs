//! The questions before choosing files. Their answers are links: nothing is kept but the address.

pub(crate) mod adult;
pub(crate) mod age;
pub(crate) mod device;
pub(crate) mod no_file;

use leptos::prelude::*;

use crate::words::{address, say};

/// The way back to the page before.
#[component]
pub(crate) fn Back(to: &'static str) -> impl IntoView {
    view! {
        <p class="back">
            <a href=address(to)>
                <svg viewBox="0 0 24 24" aria-hidden="true"><path d="M15 5l-7 7 7 7"></path></svg>
                {say("start-back")}
            </a>
        </p>
    }
}

//! The questions before choosing files. Their answers are links: nothing is kept but the address.

pub(crate) mod adult;
pub(crate) mod adult_no_file;
pub(crate) mod age;
pub(crate) mod before;
pub(crate) mod device;
pub(crate) mod helping;
pub(crate) mod no_file;
pub(crate) mod place;
pub(crate) mod threat;
pub(crate) mod who;

use leptos::prelude::*;

use crate::words::{address, say};

/// The way back to the page before.
#[component]
pub(crate) fn Back(
    to: &'static str,
    /// The name of its text.
    #[prop(default = "start-back")]
    text: &'static str,
) -> impl IntoView {
    view! {
        <p class="back">
            <a href=address(to)>
                <svg viewBox="0 0 24 24" width="24" height="24" aria-hidden="true">
                    <path d="M15 5l-7 7 7 7"></path>
                </svg>
                {say(text)}
            </a>
        </p>
    }
}

/// The way on without an answer: no question has to be answered.
#[component]
pub(crate) fn Skip(to: &'static str) -> impl IntoView {
    view! { <p><a class="skip-question" href=address(to)>{say("start-skip")}</a></p> }
}

use leptos::prelude::*;

/// A quiet horizon behind the first page. It says nothing and is hidden from screen readers.
#[component]
pub(crate) fn Horizon() -> impl IntoView {
    view! {
        <svg
            class="horizon"
            viewBox="0 0 1200 320"
            width="100%"
            height="128"
            preserveAspectRatio="xMidYMax slice"
            aria-hidden="true"
        >
            <circle class="horizon-sun" cx="860" cy="184" r="60"></circle>
            <path class="horizon-far" d="M0 210 C200 150 340 150 520 196 S880 250 1200 158 V320 H0 Z"></path>
            <path class="horizon-middle" d="M0 250 C240 196 420 222 620 250 S1000 278 1200 218 V320 H0 Z"></path>
            <path class="horizon-near" d="M0 282 C260 250 520 292 760 284 S1080 262 1200 276 V320 H0 Z"></path>
        </svg>
    }
}

use leptos::prelude::*;

/// How something stands. The colour never says it alone: the word does.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Tone {
    /// Nothing special.
    Quiet,
    /// As it should be.
    Good,
    /// Someone has to look, or something is on its way.
    Waiting,
    /// Stopped or off.
    Stopped,
}

impl Tone {
    const fn class(self) -> &'static str {
        match self {
            Self::Quiet => "badge",
            Self::Good => "badge badge-good",
            Self::Waiting => "badge badge-waiting",
            Self::Stopped => "badge badge-stopped",
        }
    }
}

/// A word for the state of something.
#[component]
pub(crate) fn Badge(tone: Tone, #[prop(into)] text: String) -> impl IntoView {
    view! { <span class=tone.class()>{text}</span> }
}

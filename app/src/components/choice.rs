use leptos::prelude::*;

/// One answer to a question: a link, so that it works everywhere and "back" is always safe.
#[component]
pub(crate) fn Choice(
    #[prop(into)] href: String,
    #[prop(into)] text: String,
    #[prop(optional, into)] hint: Option<String>,
    /// The language of the text, where it is another one than the page's.
    #[prop(optional, into)]
    lang: Option<String>,
) -> impl IntoView {
    view! {
        <li>
            <a class="choice" href=href lang=lang>
                <span class="choice-text">
                    <span class="choice-answer">{text}</span>
                    {hint.map(|hint| view! { <span class="choice-hint">{hint}</span> })}
                </span>
                <svg class="choice-arrow" viewBox="0 0 24 24" width="24" height="24" aria-hidden="true">
                    <path d="M9 5l7 7-7 7"></path>
                </svg>
            </a>
        </li>
    }
}

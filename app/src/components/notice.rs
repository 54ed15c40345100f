use leptos::prelude::*;

/// Something to know, apart from the text around it.
#[component]
pub(crate) fn Notice(#[prop(into)] heading: String, children: Children) -> impl IntoView {
    view! {
        <section class="notice">
            <h2 class="notice-heading">{heading}</h2>
            {children()}
        </section>
    }
}

/// What went wrong, on top of the page that came back. Screen readers say it at once.
#[component]
pub(crate) fn Alert(
    #[prop(into)] text: String,
    #[prop(optional, into)] detail: Option<String>,
    /// What else there is to know, each in a paragraph of its own.
    #[prop(optional)]
    more: Vec<String>,
    /// By what fields name it that it is about.
    #[prop(default = None)]
    id: Option<&'static str>,
) -> impl IntoView {
    let more = more.into_iter().map(|text| view! { <p>{text}</p> });
    view! {
        <div class="alert" role="alert" id=id>
            <p class="alert-text">{text}</p>
            {detail.map(|detail| view! { <p>{detail}</p> })}
            {more.collect_view()}
        </div>
    }
}

use leptos::prelude::*;

/// Within a form with number and PIN: keeps what is sent off the disk.
///
/// Browsers write down every few seconds which pages are open, with what was sent to get them, to open them again after
/// a crash. Chromium leaves that out where a form has a password in it, so each of ours has one. It has no name, so it
/// is not sent, and says that it is good once, so that nobody is asked whether to save it.
#[component]
pub(crate) fn OffTheDisk() -> impl IntoView {
    view! { <input type="password" value="-" autocomplete="one-time-code" hidden/> }
}

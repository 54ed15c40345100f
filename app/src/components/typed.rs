use leptos::prelude::*;

use super::in_textarea;
use crate::words::say;

/// What someone had typed that was not kept, to be copied; nothing where that was nothing.
#[component]
pub(crate) fn Typed(text: String) -> impl IntoView {
    let written = !text.trim().is_empty();
    written.then(|| {
        view! {
            <div class="field">
                <label for="typed">{say("staff-typed")}</label>
                <textarea id="typed" rows="6" readonly>{in_textarea(&text)}</textarea>
            </div>
        }
    })
}

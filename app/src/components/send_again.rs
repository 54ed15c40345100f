use leptos::prelude::*;

use super::Typed;
use crate::{posted::Posted, words::say};

/// What someone sent and nothing was done with: to be read and copied, and to be sent once more. Nothing else keeps it:
/// Firefox forgets what was typed into a page that is not to be found on the device later, and none of ours is.
#[component]
pub(crate) fn SendAgain(posted: Posted) -> impl IntoView {
    let typed = posted.written();
    let again = (!posted.is_secret()).then(|| {
        let fields = posted.fields().iter().cloned();
        let fields = fields.map(|(name, value)| view! { <input type="hidden" name=name value=value/> });
        let fields = fields.collect_view();
        view! {
            <form method="post" action=posted.path>
                {fields}
                <button class="button button-quiet">{say("staff-send-again")}</button>
            </form>
        }
    });
    view! {
        <Typed text=typed/>
        {again}
    }
    .into_any()
}

use leptos::prelude::*;

use super::Typed;
use crate::{
    posted::Posted,
    words::{Value, say, say_with},
};

/// What someone sent and nothing was done with: to be read and copied, and to be sent once more. Nothing else keeps it:
/// Firefox forgets what was typed into a page that is not to be found on the device later, and none of ours is.
///
/// What nobody wrote a word for is done again on the page that it was about, as it looks then.
#[component]
pub(crate) fn SendAgain(
    posted: Posted,
    /// Who sent it, where that is known.
    #[prop(optional_no_strip)]
    by: Option<String>,
) -> impl IntoView {
    let who = by.map_or_else(
        || say("staff-sent"),
        |name| say_with("staff-sent-by", &[("name", Value::Word(name))]),
    );
    let typed = posted.written();
    let on = if posted.is_worth_sending_again() {
        let fields = posted.fields().iter().cloned();
        let fields = fields.map(|(name, value)| view! { <input type="hidden" name=name value=value/> });
        let fields = fields.collect_view();
        view! {
            <p>{say("staff-send-again-whose")}</p>
            <form method="post" action=posted.path.clone()>
                {fields}
                <button class="button button-quiet">{say("staff-send-again")}</button>
            </form>
        }
        .into_any()
    } else {
        let page = posted.page();
        view! { <p><a class="button button-quiet" href=page>{say("staff-open-again")}</a></p> }.into_any()
    };
    view! {
        <p class="fine">{who} " " <span class="mono">{posted.path}</span></p>
        <Typed text=typed/>
        {on}
    }
    .into_any()
}

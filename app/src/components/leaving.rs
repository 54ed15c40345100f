use leptos::prelude::*;

use crate::words::say;

/// How to leave at once, and what that cannot hide.
#[component]
pub(crate) fn Leaving() -> impl IntoView {
    view! {
        <section id="leaving">
            <h2>{say("leaving-title")}</h2>
            <ul>
                <li>{say("leaving-button")}</li>
                // Without a script there are no keys to listen to.
                <li class="scripted">{say("leaving-keys")}</li>
                <li>{say("leaving-lost")}</li>
            </ul>
            <noscript><p>{say("leaving-plain")}</p></noscript>
        </section>
        <section>
            <h2>{say("leaving-hide-title")}</h2>
            <ul>
                <li>{say("leaving-hide-history")}</li>
                <li>{say("leaving-hide-back")}</li>
                <li>{say("leaving-hide-network")}</li>
                <li>{say("leaving-hide-watched")}</li>
            </ul>
        </section>
    }
}

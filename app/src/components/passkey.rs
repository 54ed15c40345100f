use leptos::{nonce::use_nonce, prelude::*};
use service::passkey::Ceremony;

use crate::{render::asset, words::say};

/// A button behind which the browser asks for a passkey, or makes one. `passkey.js` shows it where the browser can.
#[component]
pub(crate) fn PasskeyForm(
    ceremony: Ceremony,
    /// `proof` or `making`.
    kind: &'static str,
    /// Where the answer is sent.
    #[prop(into)]
    action: String,
    #[prop(into)] button: String,
    /// What stands above the button.
    #[prop(optional)]
    children: Option<Children>,
) -> impl IntoView {
    view! {
        <form class="form" method="post" action=action data-passkey=kind data-options=ceremony.options hidden>
            <input type="hidden" name="state" value=ceremony.state/>
            <input type="hidden" name="answer"/>
            {children.map(|children| children())}
            <button class="button button-main">{button}</button>
            <p class="field-hint" role="alert" data-passkey-trouble="" hidden>{say("passkey-trouble")}</p>
        </form>
        <script src=asset("passkey.js") nonce=use_nonce() defer></script>
    }
}

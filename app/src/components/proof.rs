use leptos::prelude::*;
use service::{
    door::{Bound, Errand, Wait},
    passkey::Ceremony,
};

use super::{Alert, Field, Input, PasskeyForm};
use crate::words::{say, say_wait};

/// Asks who is there, at the address `here`: for a passkey, or for name, passphrase and code.
#[component]
pub(crate) fn SignIn(
    here: &'static str,
    title: String,
    passkey: Option<Ceremony>,
    /// The name that was typed before.
    name: String,
    /// Whether the last proof was none.
    refused: bool,
    /// What the next one has to wait for.
    wait: Option<Wait>,
    /// What is said of a wrong one.
    wrong: String,
) -> impl IntoView {
    let unproved = refused && wait.is_none();
    view! {
        {refused.then(|| view! { <NoProof text=wrong wait=wait/> })}
        <h1>{title}</h1>
        {passkey.map(|ceremony| view! {
            <PasskeyForm
                ceremony=ceremony
                kind="proof"
                action=format!("{here}/passkey")
                button=say("passkey-sign-in")
            />
        })}
        <form class="form" method="post" action=here>
            <Field name="name" input=Input::Name label=say("staff-name") value=name wrong=unproved/>
            <PassphraseAndCode wrong=unproved/>
            <button class="button button-main">{say("staff-sign-in")}</button>
        </form>
    }
    .into_any()
}

/// Asks someone who is signed in to prove anew who they are, at the address `here`, and leads on to `back`.
#[component]
pub(crate) fn Proof(
    here: &'static str,
    passkey: Option<Ceremony>,
    back: String,
    /// Whether the last proof was none.
    refused: bool,
    /// What the next one has to wait for.
    wait: Option<Wait>,
) -> impl IntoView {
    let unproved = refused && wait.is_none();
    let with_passkey = format!("{here}/passkey?back={back}");
    view! {
        <div class="narrow">
            {refused.then(|| view! { <NoProof text=say("confirm-refused") wait=wait/> })}
            <h1>{say("confirm-title")}</h1>
            <p class="lead">{say("confirm-text")}</p>
            {passkey.map(|ceremony| view! {
                <PasskeyForm ceremony=ceremony kind="proof" action=with_passkey button=say("passkey-confirm")/>
            })}
            <form class="form" method="post" action=here>
                <input type="hidden" name="back" value=back/>
                <PassphraseAndCode wrong=unproved/>
                <button class="button button-main">{say("confirm-send")}</button>
            </form>
        </div>
    }
    .into_any()
}

/// That the last proof was none, or came too early.
#[component]
fn NoProof(text: String, wait: Option<Wait>) -> impl IntoView {
    match wait {
        Some(wait) => {
            // With a passkey nothing is typed.
            let typed = wait.bound != Bound::Errand(Errand::Passkey);
            let more: Vec<_> = typed.then(|| say("proof-again")).into_iter().collect();
            view! { <Alert text=say("wait-title") detail=say_wait(wait) more=more/> }.into_any()
        }
        None => view! { <Alert text=text/> }.into_any(),
    }
}

#[component]
fn PassphraseAndCode(wrong: bool) -> impl IntoView {
    view! {
        <Field name="passphrase" input=Input::Passphrase label=say("staff-passphrase") wrong=wrong/>
        <Field
            name="code"
            input=Input::OneTimeCode
            label=say("staff-code")
            hint=say("staff-code-hint")
            wrong=wrong
        />
    }
}

/// An address below `root` to go on to, or `otherwise`: nobody is led elsewhere by a link to a page that asks for a
/// proof.
pub(crate) fn own(back: &str, root: &str, otherwise: &str) -> String {
    let plain = |sign: char| sign.is_ascii_alphanumeric() || "/-".contains(sign);
    let below = back.strip_prefix(root).is_some_and(|rest| rest.starts_with('/'));
    if below && back.chars().all(plain) {
        back.to_owned()
    } else {
        otherwise.to_owned()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_link_to_such_a_page_leads_only_to_our_own_pages() {
        let led = |back| own(back, "/staff", "/staff/account");
        assert_eq!(led("/staff/account/code"), "/staff/account/code");
        for elsewhere in [
            "",
            "https://elsewhere.example",
            "//elsewhere.example",
            "/staff/../x",
            "/staffelsewhere",
            "/staff/a?b=c",
            "/en",
        ] {
            assert_eq!(led(elsewhere), "/staff/account", "{elsewhere}");
        }
    }
}

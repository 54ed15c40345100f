//! What someone does with their own account: the same for staff and for people of platforms. `home` is the page of the
//! account, behind which the addresses of its forms lie.

use domain::staff::Refused;
use leptos::prelude::*;
use service::{passkey::Ceremony, recovery::RecoveryCode, totp::Seed};

use super::{Alert, Field, Input, Notice, PasskeyForm, Returned, SeedPicture, WhyReturned};
use crate::{
    dates,
    words::{Value, say, say_with, words},
};

/// A passkey as its owner sees it.
pub(crate) struct ShownPasskey {
    /// What its browser knows it by.
    pub(crate) id: Vec<u8>,
    /// What its owner calls it.
    pub(crate) label: String,
    /// When it was made.
    pub(crate) created_at: domain::Timestamp,
    /// When it was last used.
    pub(crate) last_used_at: Option<domain::Timestamp>,
}

/// Passkeys, passphrase, app and paper: what opens an account.
#[component]
pub(crate) fn WhatOpens(
    home: &'static str,
    passkeys: Vec<ShownPasskey>,
    recovery_codes: u64,
) -> impl IntoView {
    let left = say_with("account-paper-left", &[("count", Value::Number(recovery_codes))]);
    let none = passkeys.is_empty();
    let one = |passkey| view! { <OwnPasskey home=home passkey=passkey/> };
    view! {
        <section>
            <h2>{say("account-passkeys")}</h2>
            <p>{say("account-passkeys-text")}</p>
            {none.then(|| view! { <p class="empty">{say("account-no-passkeys")}</p> })}
            <ul class="plain">{passkeys.into_iter().map(one).collect_view()}</ul>
            <p><a class="button button-quiet" href=format!("{home}/passkeys")>{say("account-add-passkey")}</a></p>
        </section>
        <section>
            <h2>{say("account-passphrase")}</h2>
            <p>{say("account-passphrase-text")}</p>
            <div class="answers">
                <a class="button button-quiet" href=format!("{home}/passphrase")>{say("account-new-passphrase")}</a>
                <a class="button button-quiet" href=format!("{home}/code")>{say("account-new-code")}</a>
            </div>
        </section>
        <section>
            <h2>{say("account-paper")}</h2>
            <p>{left}</p>
            <form method="post" action=format!("{home}/recovery-codes")>
                <button class="button button-quiet">{say("account-new-paper")}</button>
            </form>
        </section>
    }
    .into_any()
}

/// What was tried in its owner's name and refused, `before` they signed in here and `since`, and what to do about it.
#[component]
pub(crate) fn RefusedTries(
    home: &'static str,
    before: Option<Refused>,
    since: Option<Refused>,
) -> impl IntoView {
    let before = before.map(|refused| tries("account-refused-before", refused));
    let since = since.map(|refused| tries("account-refused-since", refused));
    let told: Vec<String> = before.into_iter().chain(since).collect();
    (!told.is_empty())
        .then(|| {
            view! {
                <Notice heading=say("account-refused")>
                    {told.into_iter().map(|text| view! { <p>{text}</p> }).collect_view()}
                    <p>{say("account-refused-text")}</p>
                    <div class="answers">
                        <a class="button button-quiet" href=format!("{home}/passphrase")>
                            {say("account-new-passphrase")}
                        </a>
                        <a class="button button-quiet" href=format!("{home}#sessions")>{say("account-sessions")}</a>
                    </div>
                </Notice>
            }
        })
        .into_any()
}

fn tries(name: &'static str, refused: Refused) -> String {
    let last = dates::moment(&words(), refused.last_at);
    let times = u64::from(refused.times);
    say_with(
        name,
        &[("count", Value::Number(times)), ("last", Value::Word(last))],
    )
}

#[component]
fn OwnPasskey(home: &'static str, passkey: ShownPasskey) -> impl IntoView {
    let id: String = passkey.id.iter().map(|byte| format!("{byte:02x}")).collect();
    let made = dates::moment(&words(), passkey.created_at);
    let used = passkey
        .last_used_at
        .map(|at| dates::moment(&words(), at))
        .unwrap_or_else(|| say("account-never"));
    let used = say_with(
        "account-passkey-used",
        &[("made", Value::Word(made)), ("used", Value::Word(used))],
    );
    view! {
        <li class="decision">
            <p><strong>{passkey.label}</strong></p>
            <p class="fine">{used}</p>
            <form method="post" action=format!("{home}/passkeys/{id}/remove")>
                <button class="button button-small button-quiet">{say("account-remove")}</button>
            </form>
        </li>
    }
}

/// Asks for another passphrase; `name` is what its owner signs in with.
#[component]
pub(crate) fn NewPassphrase(home: &'static str, name: String, returned: Option<Returned>) -> impl IntoView {
    let wrong = returned.as_ref().is_some_and(Returned::is_wrong);
    let why = returned.map(|returned| {
        let (kept, again) = (say("account-passphrase-kept"), say("passphrase-again"));
        view! { <WhyReturned returned=returned kept=kept again=again/> }
    });
    view! {
        <div class="narrow">
            {why}
            <p class="back"><a href=home>{say("account-title")}</a></p>
            <h1>{say("account-new-passphrase")}</h1>
            <p class="lead">{say("account-new-passphrase-text")}</p>
            <form class="form" method="post" action=format!("{home}/passphrase")>
                // For what keeps passphrases: it wants to know whose this is.
                <input type="hidden" name="username" autocomplete="username" value=name/>
                <Field
                    name="passphrase"
                    input=Input::NewPassphrase
                    label=say("account-new-passphrase")
                    hint=say("passphrase-hint")
                    wrong=wrong
                />
                <button class="button button-main">{say("account-keep")}</button>
            </form>
        </div>
    }
    .into_any()
}

/// Offers another seed for the app.
#[component]
pub(crate) fn NewCode(home: &'static str, name: String, seed: Seed, wrong: Option<String>) -> impl IntoView {
    let refused = wrong.is_some();
    view! {
        <div class="narrow">
            {wrong.map(|wrong| view! { <Alert text=wrong/> })}
            <p class="back"><a href=home>{say("account-title")}</a></p>
            <h1>{say("account-new-code")}</h1>
            <p class="lead">{say("account-new-code-text")}</p>
            <SeedPicture seed=seed account=name/>
            <form class="form" method="post" action=format!("{home}/code")>
                <Field
                    name="code"
                    input=Input::OneTimeCode
                    label=say("code-shown")
                    hint=say("code-shown-hint")
                    wrong=refused
                />
                <button class="button button-main">{say("account-keep")}</button>
            </form>
        </div>
    }
    .into_any()
}

/// Shows new codes on paper, once.
#[component]
pub(crate) fn NewPaper(home: &'static str, codes: Vec<RecoveryCode>) -> impl IntoView {
    view! {
        <div class="narrow">
            <p class="back"><a href=home>{say("account-title")}</a></p>
            <h1>{say("account-paper")}</h1>
            <Paper codes=codes/>
        </div>
    }
    .into_any()
}

/// Codes on paper, shown once.
#[component]
pub(crate) fn Paper(codes: Vec<RecoveryCode>) -> impl IntoView {
    view! {
        <section class="panel">
            <h2>{say("paper-title")}</h2>
            <p>{say("paper-text")}</p>
            <ol class="paper mono">
                {codes.iter().map(|code| view! { <li>{code.reveal()}</li> }).collect_view()}
            </ol>
        </section>
    }
    .into_any()
}

/// Offers to make a passkey, where the site can have them.
#[component]
pub(crate) fn NewPasskey(home: &'static str, ceremony: Option<Ceremony>) -> impl IntoView {
    let form = match ceremony {
        Some(ceremony) => view! {
            <PasskeyForm
                ceremony=ceremony
                kind="making"
                action=format!("{home}/passkeys")
                button=say("passkey-make")
            >
                <Field name="label" input=Input::Text label=say("passkey-label") hint=say("passkey-label-hint")/>
            </PasskeyForm>
            <noscript><p>{say("passkey-needs-script")}</p></noscript>
        }
        .into_any(),
        None => view! { <p>{say("passkey-no-site")}</p> }.into_any(),
    };
    view! {
        <div class="narrow">
            <p class="back"><a href=home>{say("account-title")}</a></p>
            <h1>{say("account-add-passkey")}</h1>
            <p class="lead">{say("account-passkeys-text")}</p>
            {form}
        </div>
    }
    .into_any()
}

/// The id of a passkey, as it stands in the address that removes it.
pub(crate) fn passkey_id(text: &str) -> Option<Vec<u8>> {
    let digits: Option<Vec<u8>> = text
        .chars()
        .map(|sign| sign.to_digit(16).and_then(|digit| u8::try_from(digit).ok()))
        .collect();
    let (pairs, rest) = digits.as_deref()?.as_chunks::<2>();
    rest.is_empty()
        .then(|| pairs.iter().map(|[high, low]| high << 4 | low).collect())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_id_reads_back_from_its_address() {
        assert_eq!(passkey_id("00ff1a"), Some(vec![0, 255, 26]));
        for wrong in ["0", "zz", "0x12"] {
            assert_eq!(passkey_id(wrong), None, "{wrong}");
        }
    }
}

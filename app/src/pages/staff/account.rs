//! `/staff/account`: what opens one's own account, and where it is open.

use axum::{
    Form,
    extract::{Path, State, rejection::FormRejection},
    http::StatusCode,
    response::{IntoResponse as _, Redirect, Response},
};
use domain::{
    membership::Passkey,
    staff::{Session as SignedInSession, Staff},
};
use leptos::prelude::*;
use serde::Deserialize;
use service::{
    own_account::{Account, ChangeError},
    passkey::Ceremony,
    recovery::RecoveryCode,
    session::{Member, session_name},
    totp::Seed,
};

use super::{invitation::Paper, names, sign_in::Answered, trouble};
use crate::{
    access::Session,
    components::{Alert, Badge, Field, Input, PasskeyForm, SeedPicture, StaffDocument, Tone},
    dates, pages,
    site::Site,
    words::{Value, say, say_with, words},
};

const HERE: &str = "/staff/account";

/// `GET`: everything at a glance.
pub(crate) async fn show(State(site): State<Site>, Session(member): Session) -> Response {
    match site.service.account(&member).await {
        Ok(account) => site.page(|| view! { <Own member=member account=account/> }),
        Err(error) => pages::trouble::storage(&site, &error),
    }
}

/// What was typed into one of the forms.
#[derive(Default, Deserialize)]
#[serde(default)]
pub(crate) struct Typed {
    passphrase: String,
    code: String,
}

/// `GET`: asks for another passphrase.
pub(crate) async fn ask_passphrase(State(site): State<Site>, Session(member): Session) -> Response {
    site.page(|| view! { <NewPassphrase staff=member.staff/> })
}

/// `POST`: takes it.
pub(crate) async fn change_passphrase(
    State(site): State<Site>,
    Session(member): Session,
    posted: Result<Form<Typed>, FormRejection>,
) -> Response {
    let typed = posted.map(|Form(typed)| typed).unwrap_or_default();
    match site.service.change_passphrase(&member, &typed.passphrase).await {
        Ok(()) => Redirect::to(HERE).into_response(),
        Err(ChangeError::Passphrase(weakness)) => {
            let wrong = names::weakness(weakness);
            site.page_with(
                StatusCode::UNPROCESSABLE_ENTITY,
                || view! { <NewPassphrase staff=member.staff wrong=wrong/> },
            )
        }
        Err(error) => unchanged(&site, member, error),
    }
}

/// `GET`: offers another seed for the app.
pub(crate) async fn ask_code(State(site): State<Site>, Session(member): Session) -> Response {
    code_page(&site, member, StatusCode::OK, None).await
}

/// `POST`: takes it, once the app shows its code.
pub(crate) async fn change_code(
    State(site): State<Site>,
    Session(member): Session,
    posted: Result<Form<Typed>, FormRejection>,
) -> Response {
    let typed = posted.map(|Form(typed)| typed).unwrap_or_default();
    match site.service.change_seed(&member, &typed.code).await {
        Ok(()) => Redirect::to(HERE).into_response(),
        Err(ChangeError::Code) => {
            let status = StatusCode::UNPROCESSABLE_ENTITY;
            code_page(&site, member, status, Some(say("code-wrong"))).await
        }
        Err(error) => unchanged(&site, member, error),
    }
}

async fn code_page(site: &Site, member: Member, status: StatusCode, wrong: Option<String>) -> Response {
    match site.service.account(&member).await {
        Ok(account) => site.page_with(status, || {
            view! { <NewCode staff=member.staff seed=account.new_seed wrong=wrong/> }
        }),
        Err(error) => pages::trouble::storage(site, &error),
    }
}

/// `POST`: makes new codes on paper and shows them once.
pub(crate) async fn renew_recovery_codes(State(site): State<Site>, Session(member): Session) -> Response {
    match site.service.renew_recovery_codes(&member).await {
        Ok(codes) => site.page(|| view! { <NewPaper staff=member.staff codes=codes/> }),
        Err(error) => pages::trouble::storage(&site, &error),
    }
}

/// `GET`: offers to make a passkey.
pub(crate) async fn ask_passkey(State(site): State<Site>, Session(member): Session) -> Response {
    let ceremony = match &site.options.passkeys {
        Some(party) => match site.service.begin_passkey(&member, party).await {
            Ok(ceremony) => Some(ceremony),
            Err(error) => return unchanged(&site, member, error),
        },
        None => None,
    };
    site.page(|| view! { <NewPasskey staff=member.staff ceremony=ceremony/> })
}

/// What the browser made, and what its owner calls it.
#[derive(Default, Deserialize)]
#[serde(default)]
pub(crate) struct Made {
    label: String,
    #[serde(flatten)]
    answered: Answered,
}

/// `POST`: keeps what the browser made.
pub(crate) async fn add_passkey(
    State(site): State<Site>,
    Session(member): Session,
    posted: Result<Form<Made>, FormRejection>,
) -> Response {
    let made = posted.map(|Form(made)| made).unwrap_or_default();
    let Some(party) = &site.options.passkeys else {
        return refuse(&site, member.staff, "passkey-refused");
    };
    let (label, Answered { state, answer }) = (made.label, made.answered);
    match site
        .service
        .add_passkey(&member, party, &label, &state, &answer)
        .await
    {
        Ok(()) => Redirect::to(HERE).into_response(),
        Err(error) => unchanged(&site, member, error),
    }
}

/// `POST`: removes a passkey.
pub(crate) async fn remove_passkey(
    State(site): State<Site>,
    Session(member): Session,
    Path(passkey): Path<String>,
) -> Response {
    let id = hex_bytes(&passkey).unwrap_or_default();
    match site.service.remove_passkey(&member, &id).await {
        Ok(()) => Redirect::to(HERE).into_response(),
        Err(error) => pages::trouble::storage(&site, &error),
    }
}

/// `POST`: ends one of one's sessions.
pub(crate) async fn end_session(
    State(site): State<Site>,
    Session(member): Session,
    Path(session): Path<String>,
) -> Response {
    match site.service.end_own_session(&member, &session).await {
        Ok(()) => Redirect::to(HERE).into_response(),
        Err(error) => pages::trouble::storage(&site, &error),
    }
}

/// `POST`: ends every other session.
pub(crate) async fn end_other_sessions(State(site): State<Site>, Session(member): Session) -> Response {
    match site.service.end_other_sessions(&member).await {
        Ok(()) => Redirect::to(HERE).into_response(),
        Err(error) => pages::trouble::storage(&site, &error),
    }
}

fn unchanged(site: &Site, member: Member, error: ChangeError) -> Response {
    match error {
        ChangeError::Storage(error) => pages::trouble::storage(site, &error),
        ChangeError::Busy => pages::trouble::busy(site),
        ChangeError::Label => refuse(site, member.staff, "passkey-no-label"),
        ChangeError::Passkey(_) | ChangeError::Passphrase(_) | ChangeError::Code => {
            refuse(site, member.staff, "passkey-refused")
        }
    }
}

fn refuse(site: &Site, staff: Staff, name: &'static str) -> Response {
    let back = Some("/staff/account/passkeys".to_owned());
    trouble::page(site, staff, StatusCode::UNPROCESSABLE_ENTITY, name, back)
}

fn hex_bytes(text: &str) -> Option<Vec<u8>> {
    let digits: Option<Vec<u8>> = text
        .chars()
        .map(|sign| sign.to_digit(16).and_then(|digit| u8::try_from(digit).ok()))
        .collect();
    let (pairs, rest) = digits.as_deref()?.as_chunks::<2>();
    rest.is_empty()
        .then(|| pairs.iter().map(|[high, low]| high << 4 | low).collect())
}

#[component]
fn Own(member: Member, account: Account) -> impl IntoView {
    let Account {
        passkeys,
        recovery_codes,
        sessions,
        ..
    } = account;
    let here = session_name(&member.session);
    let left = say_with("account-paper-left", &[("count", Value::Number(recovery_codes))]);
    let none = passkeys.is_empty();
    view! {
        <StaffDocument title=say("account-title") staff=Some(member.staff)>
            <h1>{say("account-title")}</h1>
            <p class="lead">{say("account-lead")}</p>
            <section>
                <h2>{say("account-passkeys")}</h2>
                <p>{say("account-passkeys-text")}</p>
                {none.then(|| view! { <p class="empty">{say("account-no-passkeys")}</p> })}
                <ul class="plain">
                    {passkeys.into_iter().map(|passkey| view! { <OwnPasskey passkey=passkey/> }).collect_view()}
                </ul>
                <p><a class="button button-quiet" href="/staff/account/passkeys">{say("account-add-passkey")}</a></p>
            </section>
            <section>
                <h2>{say("account-passphrase")}</h2>
                <p>{say("account-passphrase-text")}</p>
                <div class="answers">
                    <a class="button button-quiet" href="/staff/account/passphrase">{say("account-new-passphrase")}</a>
                    <a class="button button-quiet" href="/staff/account/code">{say("account-new-code")}</a>
                </div>
            </section>
            <section>
                <h2>{say("account-paper")}</h2>
                <p>{left}</p>
                <form method="post" action="/staff/account/recovery-codes">
                    <button class="button button-quiet">{say("account-new-paper")}</button>
                </form>
            </section>
            <section>
                <h2>{say("account-sessions")}</h2>
                <p>{say("account-sessions-text")}</p>
                <ul class="plain">
                    {sessions.into_iter().map(|session| view! { <OwnSession session=session here=here.clone()/> })
                        .collect_view()}
                </ul>
                <form method="post" action="/staff/account/sessions/end">
                    <button class="button button-quiet">{say("account-end-others")}</button>
                </form>
            </section>
        </StaffDocument>
    }
}

#[component]
fn OwnPasskey(passkey: Passkey) -> impl IntoView {
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
            <form method="post" action=format!("/staff/account/passkeys/{id}/remove")>
                <button class="button button-small button-quiet">{say("account-remove")}</button>
            </form>
        </li>
    }
}

#[component]
fn OwnSession(session: SignedInSession, here: String) -> impl IntoView {
    let name = session_name(&session);
    let current = name == here;
    let since = say_with(
        "account-session",
        &[
            ("since", Value::Word(dates::moment(&words(), session.created_at))),
            ("used", Value::Word(dates::moment(&words(), session.last_used_at))),
        ],
    );
    let end = (!current).then(|| {
        view! {
            <form method="post" action=format!("/staff/account/sessions/{name}/end")>
                <button class="button button-small button-quiet">{say("account-end")}</button>
            </form>
        }
    });
    view! {
        <li class="decision">
            <p>
                <strong>{names::means(session.means)}</strong> " "
                {current.then(|| view! { <Badge tone=Tone::Good text=say("account-here")/> })}
            </p>
            <p class="fine">{since}</p>
            {end}
        </li>
    }
}

#[component]
fn NewPassphrase(staff: Staff, #[prop(optional, into)] wrong: Option<String>) -> impl IntoView {
    let refused = wrong.is_some();
    let name = staff.name.clone();
    view! {
        <StaffDocument title=say("account-new-passphrase") staff=Some(staff)>
            <div class="narrow">
                {wrong.map(|wrong| view! { <Alert text=wrong/> })}
                <p class="back"><a href=HERE>{say("account-title")}</a></p>
                <h1>{say("account-new-passphrase")}</h1>
                <p class="lead">{say("account-new-passphrase-text")}</p>
                <form class="form" method="post" action="/staff/account/passphrase">
                    <input type="hidden" name="username" autocomplete="username" value=name/>
                    <Field
                        name="passphrase"
                        input=Input::NewPassphrase
                        label=say("account-new-passphrase")
                        hint=say("passphrase-hint")
                        wrong=refused
                    />
                    <button class="button button-main">{say("account-keep")}</button>
                </form>
            </div>
        </StaffDocument>
    }
}

#[component]
fn NewCode(staff: Staff, seed: Seed, wrong: Option<String>) -> impl IntoView {
    let refused = wrong.is_some();
    let name = staff.name.clone();
    view! {
        <StaffDocument title=say("account-new-code") staff=Some(staff)>
            <div class="narrow">
                {wrong.map(|wrong| view! { <Alert text=wrong/> })}
                <p class="back"><a href=HERE>{say("account-title")}</a></p>
                <h1>{say("account-new-code")}</h1>
                <p class="lead">{say("account-new-code-text")}</p>
                <SeedPicture seed=seed account=name/>
                <form class="form" method="post" action="/staff/account/code">
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
        </StaffDocument>
    }
}

#[component]
fn NewPaper(staff: Staff, codes: Vec<RecoveryCode>) -> impl IntoView {
    view! {
        <StaffDocument title=say("account-paper") staff=Some(staff)>
            <div class="narrow">
                <p class="back"><a href=HERE>{say("account-title")}</a></p>
                <h1>{say("account-paper")}</h1>
                <Paper codes=codes/>
            </div>
        </StaffDocument>
    }
}

#[component]
fn NewPasskey(staff: Staff, ceremony: Option<Ceremony>) -> impl IntoView {
    let form = match ceremony {
        Some(ceremony) => view! {
            <PasskeyForm
                ceremony=ceremony
                kind="making"
                action="/staff/account/passkeys"
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
        <StaffDocument title=say("account-add-passkey") staff=Some(staff)>
            <div class="narrow">
                <p class="back"><a href=HERE>{say("account-title")}</a></p>
                <h1>{say("account-add-passkey")}</h1>
                <p class="lead">{say("account-passkeys-text")}</p>
                {form}
            </div>
        </StaffDocument>
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_id_reads_back_from_its_address() {
        assert_eq!(hex_bytes("00ff1a"), Some(vec![0, 255, 26]));
        for wrong in ["0", "zz", "0x12"] {
            assert_eq!(hex_bytes(wrong), None, "{wrong}");
        }
    }
}

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
    session::{Member, session_name},
};

use super::{names, trouble};
use crate::{
    access::Session,
    components::{
        Badge, NewCode, NewPaper, NewPasskey, NewPassphrase, RefusedTries, Returned, ShownPasskey,
        StaffDocument, Tone, WhatOpens, passkey_id,
    },
    dates, pages,
    proving::Answered,
    render::asset,
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
    passphrase_page(&site, member, None)
}

/// `POST`: takes it.
pub(crate) async fn change_passphrase(
    State(site): State<Site>,
    Session(member): Session,
    posted: Result<Form<Typed>, FormRejection>,
) -> Response {
    let typed = posted.map(|Form(typed)| typed).unwrap_or_default();
    let returned = match site.service.change_passphrase(&member, &typed.passphrase).await {
        Ok(()) => return Redirect::to(HERE).into_response(),
        Err(ChangeError::Passphrase(weakness)) => Returned::Wrong(names::weakness(weakness)),
        Err(ChangeError::Busy) => Returned::Busy,
        Err(error) => return unchanged(&site, member, error),
    };
    passphrase_page(&site, member, Some(returned))
}

fn passphrase_page(site: &Site, member: Member, returned: Option<Returned>) -> Response {
    let (status, wait) = Returned::answer(returned.as_ref());
    let name = member.staff.name.clone();
    let page = site.page_with(status, || {
        view! {
            <StaffDocument title=say("account-new-passphrase") staff=Some(member.staff)>
                <NewPassphrase home=HERE name=name returned=returned/>
            </StaffDocument>
        }
    });
    pages::trouble::retried(page, wait)
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
            let name = member.staff.name.clone();
            view! {
                <StaffDocument title=say("account-new-code") staff=Some(member.staff)>
                    <NewCode home=HERE name=name seed=account.new_seed wrong=wrong/>
                </StaffDocument>
            }
        }),
        Err(error) => pages::trouble::storage(site, &error),
    }
}

/// `POST`: makes new codes on paper and shows them once.
pub(crate) async fn renew_recovery_codes(State(site): State<Site>, Session(member): Session) -> Response {
    match site.service.renew_recovery_codes(&member).await {
        Ok(codes) => site.page(|| {
            view! {
                <StaffDocument title=say("account-paper") staff=Some(member.staff)>
                    <NewPaper home=HERE codes=codes/>
                </StaffDocument>
            }
        }),
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
    site.page(|| {
        view! {
            <StaffDocument title=say("account-add-passkey") staff=Some(member.staff)>
                <NewPasskey home=HERE ceremony=ceremony/>
            </StaffDocument>
        }
    })
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
    let id = passkey_id(&passkey).unwrap_or_default();
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

#[component]
fn Own(member: Member, account: Account) -> impl IntoView {
    let Account {
        passkeys,
        recovery_codes,
        sessions,
        refused,
        ..
    } = account;
    let here = session_name(&member.session);
    let before = member.session.refused_before;
    view! {
        <StaffDocument title=say("account-title") staff=Some(member.staff)>
            <script src=asset("keys.js") nonce=leptos::nonce::use_nonce() defer></script>
            <h1>{say("account-title")}</h1>
            <p class="lead">{say("account-lead")}</p>
            <RefusedTries home=HERE before=before since=refused/>
            <WhatOpens
                home=HERE
                passkeys=passkeys.into_iter().map(shown).collect()
                recovery_codes=recovery_codes
            />
            <section id="sessions">
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
            // Without JavaScript there are no keys to switch off.
            <section hidden>
                <h2>{say("account-keys")}</h2>
                <label class="radio">
                    <input type="checkbox" data-keys/>
                    <span>{say("account-keys-text")}</span>
                </label>
            </section>
            <p class="fine"><a href="/staff/components">{say("staff-components")}</a></p>
        </StaffDocument>
    }
}

fn shown(passkey: Passkey) -> ShownPasskey {
    ShownPasskey {
        id: passkey.id,
        label: passkey.label,
        created_at: passkey.created_at,
        last_used_at: passkey.last_used_at,
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

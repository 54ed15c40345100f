//! `/platform/account`: what opens one's own account, and where it is open.

use axum::{
    Form,
    extract::{Path, State, rejection::FormRejection},
    http::StatusCode,
    response::{IntoResponse as _, Redirect, Response},
};
use domain::account::AccountSession;
use leptos::prelude::*;
use serde::Deserialize;
use service::{own_account::ChangeError, own_platform_account::account_session_name};

use super::trouble;
use crate::{
    components::{
        Badge, NewCode, NewPaper, NewPasskey, NewPassphrase, PlatformDocument, RefusedTries, Returned,
        ShownPasskey, Tone, WhatOpens, passkey_id,
    },
    dates,
    pages::{self, staff::names},
    platform_access::{Member, Recently},
    proving::Answered,
    site::Site,
    words::{Value, say, say_with, words},
};

const HERE: &str = "/platform/account";

/// `GET`: everything at a glance.
pub(crate) async fn show(State(site): State<Site>, member: Member) -> Response {
    let account = match site.service.platform_account(&member.holder).await {
        Ok(account) => account,
        Err(error) => return pages::trouble::storage(&site, &error),
    };
    let shown = account.passkeys.into_iter().map(|passkey| ShownPasskey {
        id: passkey.id,
        label: passkey.label,
        created_at: passkey.created_at,
        last_used_at: passkey.last_used_at,
    });
    let (passkeys, recovery_codes) = (shown.collect(), account.recovery_codes);
    let here = account_session_name(&member.holder.session);
    let (sessions, since) = (account.sessions, account.refused);
    let before = member.holder.session.refused_before;
    let content = move || {
        view! {
            <h1>{say("account-title")}</h1>
            <p class="lead">{say("platform-account-lead")}</p>
            <RefusedTries home=HERE before=before since=since/>
            <WhatOpens home=HERE passkeys=passkeys recovery_codes=recovery_codes/>
            <section id="sessions">
                <h2>{say("account-sessions")}</h2>
                <p>{say("account-sessions-text")}</p>
                <ul class="plain">
                    {sessions.into_iter().map(|session| view! { <OwnSession session=session here=here.clone()/> })
                        .collect_view()}
                </ul>
                <form method="post" action="/platform/account/sessions/end">
                    <button class="button button-quiet">{say("account-end-others")}</button>
                </form>
            </section>
        }
    };
    page(&site, &member, StatusCode::OK, "account-title", content)
}

/// What was typed into one of the forms.
#[derive(Default, Deserialize)]
#[serde(default)]
pub(crate) struct Typed {
    passphrase: String,
    code: String,
}

/// `GET`: asks for another passphrase.
pub(crate) async fn ask_passphrase(State(site): State<Site>, Recently(member): Recently) -> Response {
    passphrase_page(&site, &member, None)
}

/// `POST`: takes it.
pub(crate) async fn change_passphrase(
    State(site): State<Site>,
    Recently(member): Recently,
    posted: Result<Form<Typed>, FormRejection>,
) -> Response {
    let typed = posted.map(|Form(typed)| typed).unwrap_or_default();
    let service = &site.service;
    let changed = service
        .change_platform_passphrase(&member.holder, &typed.passphrase)
        .await;
    let returned = match changed {
        Ok(()) => return Redirect::to(HERE).into_response(),
        Err(ChangeError::Passphrase(weakness)) => Returned::Wrong(names::weakness(weakness)),
        Err(ChangeError::Busy) => Returned::Busy,
        Err(error) => return unchanged(&site, &member, error),
    };
    passphrase_page(&site, &member, Some(returned))
}

fn passphrase_page(site: &Site, member: &Member, returned: Option<Returned>) -> Response {
    let (status, wait) = Returned::answer(returned.as_ref());
    let name = member.holder.account.name.clone();
    let content = move || view! { <NewPassphrase home=HERE name=name returned=returned/> };
    let page = page(site, member, status, "account-new-passphrase", content);
    pages::trouble::retried(page, wait)
}

/// `GET`: offers another seed for the app.
pub(crate) async fn ask_code(State(site): State<Site>, Recently(member): Recently) -> Response {
    code_page(&site, &member, StatusCode::OK, None).await
}

/// `POST`: takes it, once the app shows its code.
pub(crate) async fn change_code(
    State(site): State<Site>,
    Recently(member): Recently,
    posted: Result<Form<Typed>, FormRejection>,
) -> Response {
    let typed = posted.map(|Form(typed)| typed).unwrap_or_default();
    match site
        .service
        .change_platform_seed(&member.holder, &typed.code)
        .await
    {
        Ok(()) => Redirect::to(HERE).into_response(),
        Err(ChangeError::Code) => {
            let status = StatusCode::UNPROCESSABLE_ENTITY;
            code_page(&site, &member, status, Some(say("code-wrong"))).await
        }
        Err(error) => unchanged(&site, &member, error),
    }
}

async fn code_page(site: &Site, member: &Member, status: StatusCode, wrong: Option<String>) -> Response {
    let name = member.holder.account.name.clone();
    match site.service.platform_account(&member.holder).await {
        Ok(account) => {
            let content = move || view! { <NewCode home=HERE name=name seed=account.new_seed wrong=wrong/> };
            page(site, member, status, "account-new-code", content)
        }
        Err(error) => pages::trouble::storage(site, &error),
    }
}

/// `POST`: makes new codes on paper and shows them once.
pub(crate) async fn renew_recovery_codes(State(site): State<Site>, Recently(member): Recently) -> Response {
    match site.service.renew_platform_recovery_codes(&member.holder).await {
        Ok(codes) => {
            let content = move || view! { <NewPaper home=HERE codes=codes/> };
            page(&site, &member, StatusCode::OK, "account-paper", content)
        }
        Err(error) => pages::trouble::storage(&site, &error),
    }
}

/// `GET`: offers to make a passkey.
pub(crate) async fn ask_passkey(State(site): State<Site>, Recently(member): Recently) -> Response {
    let ceremony = match &site.options.passkeys {
        Some(party) => match site.service.begin_platform_passkey(&member.holder, party).await {
            Ok(ceremony) => Some(ceremony),
            Err(error) => return unchanged(&site, &member, error),
        },
        None => None,
    };
    let content = move || view! { <NewPasskey home=HERE ceremony=ceremony/> };
    page(&site, &member, StatusCode::OK, "account-add-passkey", content)
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
    Recently(member): Recently,
    posted: Result<Form<Made>, FormRejection>,
) -> Response {
    let made = posted.map(|Form(made)| made).unwrap_or_default();
    let Some(party) = &site.options.passkeys else {
        return refuse(&site, &member, "passkey-refused");
    };
    let (label, Answered { state, answer }) = (made.label, made.answered);
    match site
        .service
        .add_platform_passkey(&member.holder, party, &label, &state, &answer)
        .await
    {
        Ok(()) => Redirect::to(HERE).into_response(),
        Err(error) => unchanged(&site, &member, error),
    }
}

/// `POST`: removes a passkey.
pub(crate) async fn remove_passkey(
    State(site): State<Site>,
    Recently(member): Recently,
    Path(passkey): Path<String>,
) -> Response {
    let id = passkey_id(&passkey).unwrap_or_default();
    match site.service.remove_platform_passkey(&member.holder, &id).await {
        Ok(()) => Redirect::to(HERE).into_response(),
        Err(error) => pages::trouble::storage(&site, &error),
    }
}

/// `POST`: ends one of one's sessions. What is taken away from a thief does not wait for a proof.
pub(crate) async fn end_session(
    State(site): State<Site>,
    member: Member,
    Path(session): Path<String>,
) -> Response {
    match site
        .service
        .end_own_platform_session(&member.holder, &session)
        .await
    {
        Ok(()) => Redirect::to(HERE).into_response(),
        Err(error) => pages::trouble::storage(&site, &error),
    }
}

/// `POST`: ends every other session.
pub(crate) async fn end_other_sessions(State(site): State<Site>, member: Member) -> Response {
    match site.service.end_other_platform_sessions(&member.holder).await {
        Ok(()) => Redirect::to(HERE).into_response(),
        Err(error) => pages::trouble::storage(&site, &error),
    }
}

fn unchanged(site: &Site, member: &Member, error: ChangeError) -> Response {
    match error {
        ChangeError::Storage(error) => pages::trouble::storage(site, &error),
        ChangeError::Busy => pages::trouble::busy(site),
        ChangeError::Label => refuse(site, member, "passkey-no-label"),
        ChangeError::Passkey(_) | ChangeError::Passphrase(_) | ChangeError::Code => {
            refuse(site, member, "passkey-refused")
        }
    }
}

fn refuse(site: &Site, member: &Member, name: &'static str) -> Response {
    trouble::page(site, member, StatusCode::UNPROCESSABLE_ENTITY, name, HERE)
}

/// One of the account's pages, with this inside.
fn page<V: IntoView + 'static>(
    site: &Site,
    member: &Member,
    status: StatusCode,
    title: &'static str,
    content: impl FnOnce() -> V + Send + 'static,
) -> Response {
    let who = member.shown();
    site.page_with(status, move || {
        view! {
            <PlatformDocument title=say(title) who=Some(who) here=HERE>{content()}</PlatformDocument>
        }
    })
}

#[component]
fn OwnSession(session: AccountSession, here: String) -> impl IntoView {
    let name = account_session_name(&session);
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
            <form method="post" action=format!("/platform/account/sessions/{name}/end")>
                <button class="button button-small button-quiet">{say("account-end")}</button>
            </form>
        }
    });
    view! {
        <li class="decision">
            <p>{since} " " {current.then(|| view! { <Badge tone=Tone::Good text=say("account-here")/> })}</p>
            {end}
        </li>
    }
}

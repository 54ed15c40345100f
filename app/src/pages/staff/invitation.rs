//! `/staff/invitation/{token}`: whoever holds the link sets their account up.

use axum::{
    Form,
    extract::{Path, State, rejection::FormRejection},
    http::StatusCode,
    response::{IntoResponse as _, Response},
};
use axum_extra::extract::cookie::CookieJar;
use leptos::prelude::*;
use serde::Deserialize;
use service::{
    invite::{AcceptError, Offer},
    recovery::RecoveryCode,
    token::Token,
};

use super::names;
use crate::{
    access,
    components::{Field, Input, Paper, Returned, SeedPicture, StaffDocument, WhyReturned},
    pages::trouble,
    site::Site,
    words::{Value, say, say_with},
};

/// What was typed.
#[derive(Default, Deserialize)]
#[serde(default)]
pub(crate) struct Typed {
    passphrase: String,
    code: String,
}

/// `GET`: what is offered.
pub(crate) async fn show(State(site): State<Site>, Path(token): Path<String>) -> Response {
    page(&site, &token, None).await
}

/// `POST`: sets the account up, signs in, and shows the codes on paper once.
pub(crate) async fn accept(
    State(site): State<Site>,
    jar: CookieJar,
    Path(path): Path<String>,
    posted: Result<Form<Typed>, FormRejection>,
) -> Response {
    let typed = posted.map(|Form(typed)| typed).unwrap_or_default();
    let Some(token) = Token::parse(&path) else {
        return unknown(&site);
    };
    let returned = match site.service.accept(&token, &typed.passphrase, &typed.code).await {
        Ok(joined) => {
            let welcome = site.page(|| view! { <Welcome codes=joined.recovery_codes/> });
            return (jar.add(access::cookie(&joined.session)), welcome).into_response();
        }
        Err(AcceptError::Passphrase(weakness)) => Returned::Wrong(names::weakness(weakness)),
        Err(AcceptError::Code) => Returned::Wrong(say("code-wrong")),
        Err(AcceptError::Unknown) => return unknown(&site),
        Err(AcceptError::Busy) => Returned::Busy,
        Err(AcceptError::Storage(error)) => return trouble::storage(&site, &error),
    };
    page(&site, &path, Some(returned)).await
}

async fn page(site: &Site, path: &str, returned: Option<Returned>) -> Response {
    let Some(token) = Token::parse(path) else {
        return unknown(site);
    };
    match site.service.offer(&token).await {
        Ok(Some(offer)) => {
            let address = format!("/staff/invitation/{}", token.reveal());
            let (status, wait) = Returned::answer(returned.as_ref());
            let page = site.page_with(
                status,
                || view! { <Invited offer=offer address=address returned=returned/> },
            );
            trouble::retried(page, wait)
        }
        Ok(None) => unknown(site),
        Err(error) => trouble::storage(site, &error),
    }
}

fn unknown(site: &Site) -> Response {
    site.page_with(StatusCode::NOT_FOUND, || {
        view! {
            <StaffDocument title=say("staff-trouble-page") staff=None>
                <h1>{say("invitation-unknown")}</h1>
                <p class="lead">{say("invitation-unknown-text")}</p>
            </StaffDocument>
        }
    })
}

#[component]
fn Invited(offer: Offer, address: String, returned: Option<Returned>) -> impl IntoView {
    let name = offer.invitation.name.clone();
    let lead = say_with(
        "invitation-lead",
        &[
            ("name", Value::Word(name.clone())),
            ("role", Value::Word(names::role(offer.invitation.role))),
        ],
    );
    let refused = returned.as_ref().is_some_and(Returned::is_wrong);
    let why = returned.map(|returned| {
        let (kept, again) = (say("invitation-kept"), say("proof-again"));
        view! { <WhyReturned returned=returned kept=kept again=again/> }
    });
    view! {
        <StaffDocument title=say("invitation-title") staff=None>
            <div class="narrow">
                {why}
                <h1>{say("invitation-title")}</h1>
                <p class="lead">{lead}</p>
                <form class="form" method="post" action=address>
                    // For what keeps passphrases: it wants to know whose this is.
                    <input type="hidden" name="username" autocomplete="username" value=name.clone()/>
                    <h2>{say("invitation-passphrase")}</h2>
                    <Field
                        name="passphrase"
                        input=Input::NewPassphrase
                        label=say("staff-passphrase")
                        hint=say("passphrase-hint")
                        wrong=refused
                    />
                    <h2>{say("invitation-app")}</h2>
                    <p>{say("invitation-app-text")}</p>
                    <SeedPicture seed=offer.seed account=name/>
                    <Field
                        name="code"
                        input=Input::OneTimeCode
                        label=say("code-shown")
                        hint=say("code-shown-hint")
                        wrong=refused
                    />
                    <button class="button button-main">{say("invitation-send")}</button>
                </form>
            </div>
        </StaffDocument>
    }
}

#[component]
fn Welcome(codes: Vec<RecoveryCode>) -> impl IntoView {
    view! {
        <StaffDocument title=say("welcome-title") staff=None>
            <div class="narrow">
                <h1>{say("welcome-title")}</h1>
                <p class="lead">{say("welcome-text")}</p>
                <Paper codes=codes/>
                <p><a class="button button-main" href="/staff/account/passkeys">{say("welcome-passkey")}</a></p>
                <p><a href="/staff/account">{say("welcome-later")}</a></p>
            </div>
        </StaffDocument>
    }
}

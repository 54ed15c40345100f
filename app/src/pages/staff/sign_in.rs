//! `/staff/sign-in` and `/staff/sign-out`.

use axum::{
    Form,
    extract::{State, rejection::FormRejection},
    http::{HeaderValue, StatusCode, header},
    response::{IntoResponse as _, Redirect, Response},
};
use axum_extra::extract::cookie::CookieJar;
use leptos::prelude::*;
use serde::Deserialize;
use service::{
    StorageError,
    door::{Errand, Visitor, Wait},
    passkey::Ceremony,
    sign_in::SignInError,
    token::Token,
};

use crate::{
    access::{self, Who},
    components::{Alert, Field, Input, PasskeyForm, StaffDocument},
    pages::trouble,
    site::Site,
    words::{Value, say, say_with},
};

/// What was typed.
#[derive(Default, Deserialize)]
#[serde(default)]
pub(crate) struct Typed {
    name: String,
    passphrase: String,
    code: String,
}

/// What a passkey answered.
#[derive(Default, Deserialize)]
#[serde(default)]
pub(crate) struct Answered {
    pub(crate) state: String,
    pub(crate) answer: String,
}

/// `GET`: asks for a passkey, or for name, passphrase and code.
pub(crate) async fn ask(State(site): State<Site>) -> Response {
    let passkey = ceremony(&site);
    site.page(|| view! { <SignIn passkey=passkey/> })
}

/// The first half of signing in with a passkey, where the site can have them.
pub(crate) fn ceremony(site: &Site) -> Option<Ceremony> {
    let party = site.options.passkeys.as_ref()?;
    site.service.begin_passkey_sign_in(party).ok()
}

/// `POST`: signs in and leads to the queues.
pub(crate) async fn sign_in(
    State(site): State<Site>,
    Who(visitor): Who,
    jar: CookieJar,
    posted: Result<Form<Typed>, FormRejection>,
) -> Response {
    let typed = posted.map(|Form(typed)| typed).unwrap_or_default();
    let signed_in = match admitted(&site, visitor) {
        Ok(()) => {
            site.service
                .sign_in(&typed.name, &typed.passphrase, &typed.code)
                .await
        }
        Err(wait) => Err(wait),
    };
    answer(&site, jar, signed_in, typed.name).await
}

/// `POST`: signs in with what a passkey answered.
pub(crate) async fn sign_in_with_passkey(
    State(site): State<Site>,
    Who(visitor): Who,
    jar: CookieJar,
    posted: Result<Form<Answered>, FormRejection>,
) -> Response {
    let answered = posted.map(|Form(answered)| answered).unwrap_or_default();
    let signed_in = match (&site.options.passkeys, admitted(&site, visitor)) {
        (_, Err(wait)) => Err(wait),
        (Some(party), Ok(())) => {
            let service = &site.service;
            service
                .sign_in_with_passkey(party, &answered.state, &answered.answer)
                .await
        }
        (None, Ok(())) => Err(SignInError::Refused),
    };
    answer(&site, jar, signed_in, String::new()).await
}

/// Whether this part of the network may sign in now.
pub(crate) fn admitted(site: &Site, visitor: Visitor) -> Result<(), SignInError> {
    site.service
        .admit(Errand::SignIn, visitor)
        .map_err(|Wait { seconds }| SignInError::Wait { seconds })
}

async fn answer(
    site: &Site,
    jar: CookieJar,
    signed_in: Result<Token, SignInError>,
    name: String,
) -> Response {
    let again = |status, wait| {
        let passkey = ceremony(site);
        site.page_with(
            status,
            move || view! { <SignIn passkey=passkey name=name refused=true wait=wait/> },
        )
    };
    match signed_in {
        Ok(token) => match begin(site, &jar, &token).await {
            Ok(home) => (jar.add(access::cookie(&token)), Redirect::to(home)).into_response(),
            Err(error) => trouble::storage(site, &error),
        },
        Err(SignInError::Refused) => again(StatusCode::FORBIDDEN, None),
        Err(SignInError::Wait { seconds }) => {
            let mut response = again(StatusCode::TOO_MANY_REQUESTS, Some(seconds));
            response
                .headers_mut()
                .insert(header::RETRY_AFTER, HeaderValue::from(seconds));
            response
        }
        Err(SignInError::Busy) => trouble::busy(site),
        Err(SignInError::Storage(error)) => trouble::storage(site, &error),
    }
}

/// Where whoever signed in begins. The session that this browser had before ends: nobody goes on in one that someone
/// else may have put there.
async fn begin(site: &Site, jar: &CookieJar, token: &Token) -> Result<&'static str, StorageError> {
    if let Some(before) = access::session(jar) {
        site.service.sign_out(&before).await?;
    }
    let staff = site.service.staff_of(token).await?;
    Ok(staff.map_or("/staff", |staff| access::home(staff.role)))
}

/// `POST`: ends the session, here and on the server.
pub(crate) async fn sign_out(State(site): State<Site>, jar: CookieJar) -> Response {
    if let Some(token) = access::session(&jar)
        && let Err(error) = site.service.sign_out(&token).await
    {
        return trouble::storage(&site, &error);
    }
    (jar.add(access::no_cookie()), Redirect::to(access::SIGN_IN)).into_response()
}

#[component]
fn SignIn(
    passkey: Option<Ceremony>,
    #[prop(optional)] name: String,
    #[prop(optional)] refused: bool,
    #[prop(optional_no_strip)] wait: Option<u64>,
) -> impl IntoView {
    let alert = refused.then(|| match wait {
        Some(seconds) => {
            let detail = say_with("staff-wait", &[("seconds", Value::Number(seconds))]);
            view! { <Alert text=say("staff-wait-title") detail=detail/> }
        }
        None => view! { <Alert text=say("staff-refused")/> },
    });
    view! {
        <StaffDocument title=say("staff-sign-in-page") staff=None>
            <div class="narrow">
                {alert}
                <h1>{say("staff-sign-in-title")}</h1>
                {passkey.map(|ceremony| view! {
                    <PasskeyForm
                        ceremony=ceremony
                        kind="proof"
                        action="/staff/sign-in/passkey"
                        button=say("passkey-sign-in")
                    />
                })}
                <form class="form" method="post" action=access::SIGN_IN>
                    <Field name="name" input=Input::Name label=say("staff-name") value=name wrong=refused/>
                    <Field
                        name="passphrase"
                        input=Input::Passphrase
                        label=say("staff-passphrase")
                        wrong=refused
                    />
                    <Field
                        name="code"
                        input=Input::OneTimeCode
                        label=say("staff-code")
                        hint=say("staff-code-hint")
                        wrong=refused
                    />
                    <button class="button button-main">{say("staff-sign-in")}</button>
                </form>
            </div>
        </StaffDocument>
    }
}

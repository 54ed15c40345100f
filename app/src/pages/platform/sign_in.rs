//! `/platform/sign-in` and `/platform/sign-out`.

use axum::{
    Form,
    extract::{State, rejection::FormRejection},
    response::{IntoResponse as _, Redirect, Response},
};
use axum_extra::extract::cookie::CookieJar;
use leptos::prelude::*;
use service::{
    account::Code,
    door::{Errand, Wait},
    passkey::Ceremony,
    sign_in::SignInError,
};

use crate::{
    access::Who,
    components::{self, PlatformDocument},
    pages::trouble,
    platform_access::{SIGN_IN, cookie, no_cookie, session},
    proving::{Answered, Named, admitted, ceremony, party, refused},
    site::Site,
    words::say,
};

/// `GET`: asks for a passkey, or for name, passphrase and code.
pub(crate) async fn ask(State(site): State<Site>) -> Response {
    let passkey = ceremony(&site);
    site.page(|| view! { <SignIn passkey=passkey/> })
}

/// `POST`: signs in and leads to the overview.
pub(crate) async fn sign_in(
    State(site): State<Site>,
    Who(visitor): Who,
    jar: CookieJar,
    posted: Result<Form<Named>, FormRejection>,
) -> Response {
    let typed = posted.map(|Form(typed)| typed).unwrap_or_default();
    let signed_in = match admitted(&site, Errand::SignIn, visitor) {
        Ok(()) => {
            site.service
                .sign_in_for_platform_from(visitor, &typed.name, &typed.passphrase, &typed.code)
                .await
        }
        Err(wait) => Err(wait),
    };
    answer(&site, jar, signed_in, typed.name)
}

/// `POST`: signs in with what a passkey answered.
pub(crate) async fn sign_in_with_passkey(
    State(site): State<Site>,
    Who(visitor): Who,
    jar: CookieJar,
    posted: Result<Form<Answered>, FormRejection>,
) -> Response {
    let answered = posted.map(|Form(answered)| answered).unwrap_or_default();
    let signed_in = match admitted(&site, Errand::Passkey, visitor).and_then(|()| party(&site)) {
        Ok(party) => {
            let service = &site.service;
            service
                .sign_in_for_platform_with_passkey(party, &answered.state, &answered.answer)
                .await
        }
        Err(error) => Err(error),
    };
    answer(&site, jar, signed_in, String::new())
}

fn answer(site: &Site, jar: CookieJar, signed_in: Result<Code, SignInError>, name: String) -> Response {
    match signed_in {
        Ok(token) => (jar.add(cookie(&token)), Redirect::to("/platform")).into_response(),
        Err(error) => refused(site, error, |status, wait| {
            let passkey = ceremony(site);
            site.page_with(
                status,
                move || view! { <SignIn passkey=passkey name=name refused=true wait=wait/> },
            )
        }),
    }
}

/// `POST`: ends the session, here and on the server.
pub(crate) async fn sign_out(State(site): State<Site>, jar: CookieJar) -> Response {
    if let Some(token) = session(&jar)
        && let Err(error) = site.service.sign_out_of_platform(&token).await
    {
        return trouble::storage(&site, &error);
    }
    (jar.add(no_cookie()), Redirect::to(SIGN_IN)).into_response()
}

#[component]
fn SignIn(
    passkey: Option<Ceremony>,
    #[prop(optional)] name: String,
    #[prop(optional)] refused: bool,
    #[prop(optional_no_strip)] wait: Option<Wait>,
) -> impl IntoView {
    view! {
        <PlatformDocument title=say("staff-sign-in-page") who=None here="">
            <div class="narrow">
                <components::SignIn
                    here=SIGN_IN
                    title=say("platform-sign-in-title")
                    passkey=passkey
                    name=name
                    refused=refused
                    wait=wait
                    wrong=say("platform-refused")
                />
                <p class="aside">
                    <a href="/platform/claim">{say("platform-have-code")}</a>
                    " · "
                    <a href="/platform/join">{say("platform-want-to-join")}</a>
                </p>
            </div>
        </PlatformDocument>
    }
}

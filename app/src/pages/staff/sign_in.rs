//! `/staff/sign-in` and `/staff/sign-out`.

use axum::{
    Form,
    extract::{State, rejection::FormRejection},
    response::{IntoResponse as _, Redirect, Response},
};
use axum_extra::extract::cookie::CookieJar;
use leptos::prelude::*;
use service::{
    StorageError,
    door::{Errand, Wait},
    passkey::Ceremony,
    sign_in::SignInError,
    token::Token,
};

use crate::{
    access::{self, Who},
    components::{self, StaffDocument},
    pages::trouble,
    proving::{Answered, Named, admitted, ceremony, party, refused},
    site::Site,
    words::say,
};

/// `GET`: asks for a passkey, or for name, passphrase and code.
pub(crate) async fn ask(State(site): State<Site>) -> Response {
    let passkey = ceremony(&site);
    site.page(|| view! { <SignIn passkey=passkey/> })
}

/// `POST`: signs in and leads to the queues.
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
                .sign_in_from(visitor, &typed.name, &typed.passphrase, &typed.code)
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
    let signed_in = match admitted(&site, Errand::Passkey, visitor).and_then(|()| party(&site)) {
        Ok(party) => {
            let service = &site.service;
            service
                .sign_in_with_passkey(party, &answered.state, &answered.answer)
                .await
        }
        Err(error) => Err(error),
    };
    answer(&site, jar, signed_in, String::new()).await
}

async fn answer(
    site: &Site,
    jar: CookieJar,
    signed_in: Result<Token, SignInError>,
    name: String,
) -> Response {
    let token = match signed_in {
        Ok(token) => token,
        Err(error) => {
            return refused(site, error, |status, wait| {
                let passkey = ceremony(site);
                site.page_with(
                    status,
                    move || view! { <SignIn passkey=passkey name=name refused=true wait=wait/> },
                )
            });
        }
    };
    match begin(site, &jar, &token).await {
        Ok(home) => (jar.add(access::cookie(&token)), Redirect::to(home)).into_response(),
        Err(error) => trouble::storage(site, &error),
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
    #[prop(optional_no_strip)] wait: Option<Wait>,
) -> impl IntoView {
    view! {
        <StaffDocument title=say("staff-sign-in-page") staff=None>
            <div class="narrow">
                <components::SignIn
                    here=access::SIGN_IN
                    title=say("staff-sign-in-title")
                    passkey=passkey
                    name=name
                    refused=refused
                    wait=wait
                    wrong=say("staff-refused")
                />
            </div>
        </StaffDocument>
    }
}

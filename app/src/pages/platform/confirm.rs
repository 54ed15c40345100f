//! `/platform/confirm`: proves anew who is there, before something sensitive.

use axum::{
    Form,
    extract::{
        Query, State,
        rejection::{FormRejection, QueryRejection},
    },
    http::StatusCode,
    response::{IntoResponse as _, Redirect, Response},
};
use axum_extra::extract::cookie::CookieJar;
use leptos::prelude::*;
use service::{
    account::Code,
    door::{Errand, Wait},
    sign_in::SignInError,
};

use crate::{
    access::Who,
    components::{self, PlatformDocument, Proof, SendAgain},
    platform_access::{self, Member},
    posted::Posted,
    proving::{Answered, Confirmed, Onward, admitted, ceremony, first_text, party, refused},
    site::Site,
    words::say,
};

const HERE: &str = "/platform/confirm";

/// Where someone proves who they are before they see `path` of the platforms' pages.
pub(crate) fn before(path: &str) -> String {
    format!("{HERE}?back=/platform{path}")
}

/// What is said where a form was sent that asks for it: nothing is lost.
pub(crate) fn first(site: &Site, member: &Member, posted: Posted) -> Response {
    let (who, text) = (member.shown(), first_text(&posted));
    let by = who.name.clone();
    site.page_with(StatusCode::FORBIDDEN, move || {
        view! {
            <PlatformDocument title=say("platform-trouble-page") who=Some(who) here="">
                <h1>{say("confirm-first")}</h1>
                <p class="lead">{say(text)}</p>
                <p><a class="button button-main" href=HERE target="_blank" rel="noopener">{say("confirm-send")}</a></p>
                <SendAgain posted=posted by=Some(by)/>
            </PlatformDocument>
        }
    })
}

/// `GET`: asks.
pub(crate) async fn ask(
    State(site): State<Site>,
    member: Member,
    onward: Result<Query<Onward>, QueryRejection>,
) -> Response {
    let back = onward.map(|Query(onward)| onward.back).unwrap_or_default();
    again(&site, &member, StatusCode::OK, &back, None)
}

/// `POST`: looks at passphrase and code.
pub(crate) async fn confirm(
    State(site): State<Site>,
    member: Member,
    Who(visitor): Who,
    jar: CookieJar,
    posted: Result<Form<Confirmed>, FormRejection>,
) -> Response {
    let typed = posted.map(|Form(typed)| typed).unwrap_or_default();
    let confirmed = match admitted(&site, Errand::SignIn, visitor) {
        Ok(()) => {
            site.service
                .confirm_account_from(visitor, &member.holder, &typed.passphrase, &typed.code)
                .await
        }
        Err(wait) => Err(wait),
    };
    answer(&site, &member, jar, confirmed, &typed.back)
}

/// `POST`: looks at what a passkey answered.
pub(crate) async fn confirm_with_passkey(
    State(site): State<Site>,
    member: Member,
    Who(visitor): Who,
    jar: CookieJar,
    onward: Result<Query<Onward>, QueryRejection>,
    posted: Result<Form<Answered>, FormRejection>,
) -> Response {
    let back = onward.map(|Query(onward)| onward.back).unwrap_or_default();
    let Answered {
        state,
        answer: signed,
    } = posted.map(|Form(answered)| answered).unwrap_or_default();
    let confirmed = match admitted(&site, Errand::Passkey, visitor).and_then(|()| party(&site)) {
        Ok(party) => {
            let service = &site.service;
            service
                .confirm_account_with_passkey(&member.holder, party, &state, &signed)
                .await
        }
        Err(error) => Err(error),
    };
    answer(&site, &member, jar, confirmed, &back)
}

fn answer(
    site: &Site,
    member: &Member,
    jar: CookieJar,
    confirmed: Result<Code, SignInError>,
    back: &str,
) -> Response {
    match confirmed {
        Ok(renewed) => {
            let jar = jar.add(platform_access::cookie(&renewed));
            (jar, Redirect::to(&own(back))).into_response()
        }
        Err(error) => refused(site, error, |status, wait| {
            again(site, member, status, back, Some(wait))
        }),
    }
}

/// The question, after a refusal with what there is to wait for, if anything.
fn again(
    site: &Site,
    member: &Member,
    status: StatusCode,
    back: &str,
    refusal: Option<Option<Wait>>,
) -> Response {
    let (who, passkey, back) = (member.shown(), ceremony(site), own(back));
    let wait = refusal.flatten();
    site.page_with(status, move || {
        view! {
            <PlatformDocument title=say("confirm-title") who=Some(who) here="">
                <Proof here=HERE passkey=passkey back=back refused=refusal.is_some() wait=wait/>
            </PlatformDocument>
        }
    })
}

/// An address of the platforms' pages to go on to.
fn own(back: &str) -> String {
    components::own(back, "/platform", "/platform/account")
}

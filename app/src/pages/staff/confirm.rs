//! `/staff/confirm`: proves anew who is there, before something sensitive.

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
use domain::staff::Staff;
use leptos::prelude::*;
use service::{
    door::{Errand, Wait},
    passkey::Ceremony,
    session::Member,
    sign_in::SignInError,
    token::Token,
};

use crate::{
    access::{self, Session, Who},
    components::{self, Proof, SendAgain, StaffDocument},
    posted::Posted,
    proving::{Answered, Confirmed, Onward, admitted, ceremony, first_text, party, refused},
    site::Site,
    words::say,
};

const HERE: &str = "/staff/confirm";

/// Where someone confirms who they are before they see `path` of the staff pages.
pub(crate) fn before(path: &str) -> String {
    format!("{HERE}?back=/staff{path}")
}

/// What is said where a form was sent that asks for it: nothing is lost.
pub(crate) fn first(site: &Site, staff: Staff, posted: Posted) -> Response {
    let (text, by) = (first_text(&posted), staff.name.clone());
    site.page_with(StatusCode::FORBIDDEN, move || {
        view! {
            <StaffDocument title=say("staff-trouble-page") staff=Some(staff)>
                <h1>{say("confirm-first")}</h1>
                <p class="lead">{say(text)}</p>
                <p><a class="button button-main" href=HERE target="_blank" rel="noopener">{say("confirm-send")}</a></p>
                <SendAgain posted=posted by=Some(by)/>
            </StaffDocument>
        }
    })
}

/// `GET`: asks.
pub(crate) async fn ask(
    State(site): State<Site>,
    Session(member): Session,
    onward: Result<Query<Onward>, QueryRejection>,
) -> Response {
    let back = onward.map(|Query(onward)| onward.back).unwrap_or_default();
    let passkey = ceremony(&site);
    site.page(|| view! { <Confirm staff=member.staff passkey=passkey back=own(&back)/> })
}

/// `POST`: looks at passphrase and code.
pub(crate) async fn confirm(
    State(site): State<Site>,
    Session(member): Session,
    Who(visitor): Who,
    jar: CookieJar,
    posted: Result<Form<Confirmed>, FormRejection>,
) -> Response {
    let typed = posted.map(|Form(typed)| typed).unwrap_or_default();
    let confirmed = match admitted(&site, Errand::SignIn, visitor) {
        Ok(()) => {
            site.service
                .confirm_from(visitor, &member, &typed.passphrase, &typed.code)
                .await
        }
        Err(wait) => Err(wait),
    };
    answer(&site, member, jar, confirmed, &typed.back)
}

/// `POST`: looks at what a passkey answered.
pub(crate) async fn confirm_with_passkey(
    State(site): State<Site>,
    Session(member): Session,
    Who(visitor): Who,
    jar: CookieJar,
    onward: Result<Query<Onward>, QueryRejection>,
    posted: Result<Form<Answered>, FormRejection>,
) -> Response {
    let back = onward.map(|Query(onward)| onward.back).unwrap_or_default();
    let answered = posted.map(|Form(answered)| answered).unwrap_or_default();
    let confirmed = match admitted(&site, Errand::Passkey, visitor).and_then(|()| party(&site)) {
        Ok(party) => {
            let service = &site.service;
            service
                .confirm_with_passkey(&member, party, &answered.state, &answered.answer)
                .await
        }
        Err(error) => Err(error),
    };
    answer(&site, member, jar, confirmed, &back)
}

fn answer(
    site: &Site,
    member: Member,
    jar: CookieJar,
    confirmed: Result<Token, SignInError>,
    back: &str,
) -> Response {
    let back = own(back);
    match confirmed {
        Ok(renewed) => (jar.add(access::cookie(&renewed)), Redirect::to(&back)).into_response(),
        Err(error) => refused(site, error, |status, wait| {
            let passkey = ceremony(site);
            site.page_with(status, move || {
                view! { <Confirm staff=member.staff passkey=passkey back=back refused=true wait=wait/> }
            })
        }),
    }
}

/// An address of the staff pages to go on to.
fn own(back: &str) -> String {
    components::own(back, "/staff", "/staff/account")
}

#[component]
fn Confirm(
    staff: Staff,
    passkey: Option<Ceremony>,
    back: String,
    #[prop(optional)] refused: bool,
    #[prop(optional_no_strip)] wait: Option<Wait>,
) -> impl IntoView {
    view! {
        <StaffDocument title=say("confirm-title") staff=Some(staff)>
            <Proof here=HERE passkey=passkey back=back refused=refused wait=wait/>
        </StaffDocument>
    }
}

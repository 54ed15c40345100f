//! `/staff/confirm`: proves anew who is there, before something sensitive.

use axum::{
    Form,
    extract::{
        Query, State,
        rejection::{FormRejection, QueryRejection},
    },
    http::{HeaderValue, StatusCode, header},
    response::{IntoResponse as _, Redirect, Response},
};
use domain::staff::Staff;
use leptos::prelude::*;
use serde::Deserialize;
use service::{passkey::Ceremony, session::Member, sign_in::SignInError};

use super::sign_in::{Answered, ceremony};
use crate::{
    access::Session,
    components::{Alert, Field, Input, PasskeyForm, StaffDocument},
    pages::trouble,
    site::Site,
    words::{Value, say, say_with},
};

const HERE: &str = "/staff/confirm";

/// Where to go on.
#[derive(Default, Deserialize)]
#[serde(default)]
pub(crate) struct Onward {
    back: String,
}

/// What was typed.
#[derive(Default, Deserialize)]
#[serde(default)]
pub(crate) struct Typed {
    back: String,
    passphrase: String,
    code: String,
}

/// Where someone confirms who they are before they see `path` of the staff pages.
pub(crate) fn before(path: &str) -> String {
    format!("{HERE}?back=/staff{path}")
}

/// What is said where a form was sent that asks for it: nothing is lost.
pub(crate) fn first(site: &Site, staff: Staff) -> Response {
    site.page_with(StatusCode::FORBIDDEN, || {
        view! {
            <StaffDocument title=say("staff-trouble-page") staff=Some(staff)>
                <h1>{say("confirm-first")}</h1>
                <p class="lead">{say("confirm-first-text")}</p>
                <p><a class="button button-main" href=HERE target="_blank" rel="noopener">{say("confirm-send")}</a></p>
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
    posted: Result<Form<Typed>, FormRejection>,
) -> Response {
    let typed = posted.map(|Form(typed)| typed).unwrap_or_default();
    let confirmed = site
        .service
        .confirm(&member, &typed.passphrase, &typed.code)
        .await;
    answer(&site, member, confirmed, &typed.back)
}

/// `POST`: looks at what a passkey answered.
pub(crate) async fn confirm_with_passkey(
    State(site): State<Site>,
    Session(member): Session,
    onward: Result<Query<Onward>, QueryRejection>,
    posted: Result<Form<Answered>, FormRejection>,
) -> Response {
    let back = onward.map(|Query(onward)| onward.back).unwrap_or_default();
    let answered = posted.map(|Form(answered)| answered).unwrap_or_default();
    let confirmed = match &site.options.passkeys {
        Some(party) => {
            let service = &site.service;
            service
                .confirm_with_passkey(&member, party, &answered.state, &answered.answer)
                .await
        }
        None => Err(SignInError::Refused),
    };
    answer(&site, member, confirmed, &back)
}

fn answer(site: &Site, member: Member, confirmed: Result<(), SignInError>, back: &str) -> Response {
    let back = own(back);
    let again = |status, wait| {
        let passkey = ceremony(site);
        let back = back.clone();
        site.page_with(status, move || {
            view! { <Confirm staff=member.staff passkey=passkey back=back refused=true wait=wait/> }
        })
    };
    match confirmed {
        Ok(()) => Redirect::to(&back).into_response(),
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

/// An address of ours to go on to: nobody is led elsewhere by a link to this page.
fn own(back: &str) -> String {
    let plain = |sign: char| sign.is_ascii_alphanumeric() || "/-".contains(sign);
    if back.starts_with("/staff/") && back.chars().all(plain) {
        back.to_owned()
    } else {
        "/staff/account".to_owned()
    }
}

#[component]
fn Confirm(
    staff: Staff,
    passkey: Option<Ceremony>,
    back: String,
    #[prop(optional)] refused: bool,
    #[prop(optional_no_strip)] wait: Option<u64>,
) -> impl IntoView {
    let alert = refused.then(|| match wait {
        Some(seconds) => {
            let detail = say_with("staff-wait", &[("seconds", Value::Number(seconds))]);
            view! { <Alert text=say("staff-wait-title") detail=detail/> }
        }
        None => view! { <Alert text=say("confirm-refused")/> },
    });
    let with_passkey = format!("{HERE}/passkey?back={back}");
    view! {
        <StaffDocument title=say("confirm-title") staff=Some(staff)>
            <div class="narrow">
                {alert}
                <h1>{say("confirm-title")}</h1>
                <p class="lead">{say("confirm-text")}</p>
                {passkey.map(|ceremony| view! {
                    <PasskeyForm ceremony=ceremony kind="proof" action=with_passkey button=say("passkey-confirm")/>
                })}
                <form class="form" method="post" action=HERE>
                    <input type="hidden" name="back" value=back/>
                    <Field name="passphrase" input=Input::Passphrase label=say("staff-passphrase") wrong=refused/>
                    <Field
                        name="code"
                        input=Input::OneTimeCode
                        label=say("staff-code")
                        hint=say("staff-code-hint")
                        wrong=refused
                    />
                    <button class="button button-main">{say("confirm-send")}</button>
                </form>
            </div>
        </StaffDocument>
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_link_to_this_page_leads_only_to_our_own_pages() {
        assert_eq!(own("/staff/account/code"), "/staff/account/code");
        for elsewhere in [
            "",
            "https://elsewhere.example",
            "//elsewhere.example",
            "/staff/../x",
            "/staff/a?b=c",
            "/en",
        ] {
            assert_eq!(own(elsewhere), "/staff/account", "{elsewhere}");
        }
    }
}

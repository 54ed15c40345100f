//! `/en/status`: number and PIN open a case; the person sees what became of it and can take it back.
//!
//! Number and PIN come in the body and go back only as hidden fields of the page that answers. There is no
//! session, no cookie and no address by which the page could be found again.

mod case;
mod question;

use axum::{
    Form,
    body::Bytes,
    extract::rejection::FormRejection,
    http::{HeaderValue, StatusCode, header},
    response::Response,
};
use domain::submission::CaseForm;
use leptos::prelude::*;
use serde::Deserialize;
use service::{
    case::{CaseStatus, OpenCaseError},
    door::{Errand, Visitor},
    withdraw::When,
};

use self::{case::Case, question::Question};
use super::{choose, trouble};
use crate::{access::Who, site::Site};

/// What someone typed, or what the page before carried. Whatever is missing or unreadable is empty, and empty
/// is as wrong as any other number.
#[derive(Clone, Default, Deserialize)]
#[serde(default)]
pub(crate) struct Typed {
    number: String,
    pin: String,
    when: String,
}

type Posted = Result<Form<Typed>, FormRejection>;

fn typed(posted: Posted) -> Typed {
    posted.map(|Form(typed)| typed).unwrap_or_default()
}

/// `GET`: asks for number and PIN.
pub(crate) async fn ask(site: Site) -> Response {
    site.page(|| view! { <Question/> })
}

/// `POST`: opens the case.
pub(crate) async fn open(site: Site, Who(visitor): Who, posted: Posted) -> Response {
    let typed = typed(posted);
    let opened = match admitted(&site, visitor) {
        Ok(()) => site.service.open_case(&typed.number, &typed.pin).await,
        Err(wait) => Err(wait),
    };
    answer(&site, typed, opened, None)
}

/// `POST /withdraw`: takes everything off the list, in a day or now.
pub(crate) async fn withdraw(site: Site, Who(visitor): Who, posted: Posted) -> Response {
    let typed = typed(posted);
    let (when, done) = match typed.when.as_str() {
        "now" => (When::Now, "status-done-now"),
        // Whatever else stands there gets the way that can be taken back.
        _ => (When::InADay, "status-done-day"),
    };
    let withdrawn = match admitted(&site, visitor) {
        Ok(()) => site.service.withdraw(&typed.number, &typed.pin, when).await,
        Err(wait) => Err(wait),
    };
    answer(&site, typed, withdrawn, Some(done))
}

/// `POST /withdraw/some`: the same for the photos and videos that are marked.
pub(crate) async fn withdraw_some(site: Site, Who(visitor): Who, body: Bytes) -> Response {
    let (typed, marked) = with_marks(&body);
    let (when, done) = match typed.when.as_str() {
        _ if marked.is_empty() => (When::InADay, "status-none-marked"),
        "now" => (When::Now, "status-done-some-now"),
        _ => (When::InADay, "status-done-some-day"),
    };
    let withdrawn = match admitted(&site, visitor) {
        Ok(()) => {
            site.service
                .withdraw_some(&typed.number, &typed.pin, when, &marked)
                .await
        }
        Err(wait) => Err(wait),
    };
    answer(&site, typed, withdrawn, Some(done))
}

/// What was typed, and which positions were marked: the one field that may come several times.
fn with_marks(body: &[u8]) -> (Typed, Vec<u32>) {
    let (mut typed, mut marked) = (Typed::default(), Vec::new());
    for (name, value) in form_urlencoded::parse(body) {
        match name.as_ref() {
            "number" => typed.number = value.into_owned(),
            "pin" => typed.pin = value.into_owned(),
            "when" => typed.when = value.into_owned(),
            "item" => marked.extend(value.parse::<u32>().ok()),
            _ => {}
        }
    }
    (typed, marked)
}

/// `POST /add`: shows the page on which more photos and videos are chosen for the case.
pub(crate) async fn add(site: Site, Who(visitor): Who, posted: Posted) -> Response {
    let typed = typed(posted);
    let opened = match admitted(&site, visitor) {
        Ok(()) => site.service.open_case(&typed.number, &typed.pin).await,
        Err(wait) => Err(wait),
    };
    match opened {
        Ok(case) => {
            let Typed { number, pin, .. } = typed;
            choose::show_for_case(&site, case.list, CaseForm { number, pin })
        }
        refused => answer(&site, typed, refused, None),
    }
}

/// `POST /keep`: takes a withdrawal back.
pub(crate) async fn keep(site: Site, Who(visitor): Who, posted: Posted) -> Response {
    let typed = typed(posted);
    let kept = match admitted(&site, visitor) {
        Ok(()) => site.service.keep(&typed.number, &typed.pin).await,
        Err(wait) => Err(wait),
    };
    answer(&site, typed, kept, Some("status-done-keep"))
}

/// Whether this part of the network may open a case now.
fn admitted(site: &Site, visitor: Visitor) -> Result<(), OpenCaseError> {
    site.service
        .admit(Errand::OpenCase, visitor)
        .map_err(|wait| OpenCaseError::Wait {
            seconds: wait.seconds,
        })
}

/// The case, or why it stays closed. The same for an unknown number, a wrong PIN and nonsense.
fn answer(
    site: &Site,
    typed: Typed,
    opened: Result<CaseStatus, OpenCaseError>,
    done: Option<&'static str>,
) -> Response {
    let number = typed.number.clone();
    let again = |status, seconds| {
        site.page_of_even_length(
            status,
            move || view! { <Question number=number refused=true wait=seconds/> },
        )
    };
    match opened {
        Ok(case) => site.page_of_even_length(
            StatusCode::OK,
            move || view! { <Case case=case typed=typed done=done/> },
        ),
        Err(OpenCaseError::Unknown) => again(StatusCode::NOT_FOUND, None),
        Err(OpenCaseError::Wait { seconds }) => {
            let mut response = again(StatusCode::TOO_MANY_REQUESTS, Some(seconds));
            response
                .headers_mut()
                .insert(header::RETRY_AFTER, HeaderValue::from(seconds));
            response
        }
        Err(OpenCaseError::Busy) => trouble::busy(site),
        Err(OpenCaseError::Storage(error)) => trouble::storage(site, &error),
    }
}

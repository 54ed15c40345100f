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
    case::{CaseKey, CaseStatus, ItemStatus, OpenCaseError, Progress},
    door::{Errand, Visitor, Wait},
    withdraw::When,
};

use self::{
    case::{Case, is_live},
    question::{Question, Refusal},
};
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
    /// The version of the case that the page before showed.
    seen: String,
}

impl Typed {
    /// What opens the case, for someone who comes from there.
    fn key(&self, visitor: Visitor) -> CaseKey<'_> {
        CaseKey::new(&self.number, &self.pin)
            .from(visitor)
            .having_seen(self.seen.parse().ok())
    }

    /// Whatever stands there gets the way that can be taken back, unless it is the other one.
    fn when(&self) -> When {
        match self.when.as_str() {
            "now" => When::Now,
            _ => When::InADay,
        }
    }
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
    if let Err(wait) = admitted(&site, visitor) {
        return wait_for_network(&site, typed, wait);
    }
    let opened = site.service.open_case(typed.key(visitor)).await;
    answer(&site, typed, opened, |_| None)
}

/// `POST /withdraw`: takes everything off the list, in a day or now.
pub(crate) async fn withdraw(site: Site, Who(visitor): Who, posted: Posted) -> Response {
    let typed = typed(posted);
    if let Err(wait) = admitted(&site, visitor) {
        return wait_for_network(&site, typed, wait);
    }
    let when = typed.when();
    let withdrawn = site.service.withdraw(typed.key(visitor), when).await;
    answer_order(&site, typed, withdrawn, |case| {
        Some(match when {
            // Nothing was left that could wait a day.
            When::InADay if case.items.iter().any(is_live) => "status-done-day",
            _ => "status-done-now",
        })
    })
}

/// `POST /withdraw/some`: the same for the photos and videos that are marked.
pub(crate) async fn withdraw_some(site: Site, Who(visitor): Who, body: Bytes) -> Response {
    let (typed, marked) = with_marks(&body);
    if let Err(wait) = admitted(&site, visitor) {
        return wait_for_network(&site, typed, wait);
    }
    let when = typed.when();
    let withdrawn = site
        .service
        .withdraw_some(typed.key(visitor), when, &marked)
        .await;
    answer_order(&site, typed, withdrawn, |case| {
        let wanted = case.items.iter().filter(|item| marked.contains(&item.position));
        let mut wanted = wanted.peekable();
        Some(match when {
            _ if wanted.peek().is_none() => "status-none-marked",
            // What had gone before cannot come back.
            When::InADay if wanted.any(is_live) => "status-done-some-day",
            _ => "status-done-some-now",
        })
    })
}

/// What was typed, and which positions were marked: the one field that may come several times.
fn with_marks(body: &[u8]) -> (Typed, Vec<u32>) {
    let (mut typed, mut marked) = (Typed::default(), Vec::new());
    for (name, value) in form_urlencoded::parse(body) {
        match name.as_ref() {
            "number" => typed.number = value.into_owned(),
            "pin" => typed.pin = value.into_owned(),
            "when" => typed.when = value.into_owned(),
            "seen" => typed.seen = value.into_owned(),
            "item" => marked.extend(value.parse::<u32>().ok()),
            _ => {}
        }
    }
    (typed, marked)
}

/// `POST /add`: shows the page on which more photos and videos are chosen for the case.
pub(crate) async fn add(site: Site, Who(visitor): Who, posted: Posted) -> Response {
    let typed = typed(posted);
    if let Err(wait) = admitted(&site, visitor) {
        return wait_for_network(&site, typed, wait);
    }
    match site.service.open_case(typed.key(visitor)).await {
        Ok(case) => {
            let Typed { number, pin, .. } = typed;
            choose::show_for_case(&site, &case, CaseForm { number, pin })
        }
        refused => answer(&site, typed, refused, |_| None),
    }
}

/// `POST /keep`: takes a withdrawal back.
pub(crate) async fn keep(site: Site, Who(visitor): Who, posted: Posted) -> Response {
    let typed = typed(posted);
    if let Err(wait) = admitted(&site, visitor) {
        return wait_for_network(&site, typed, wait);
    }
    let kept = site.service.keep(typed.key(visitor)).await;
    answer_order(&site, typed, kept, |case| Some(what_stays(case)))
}

/// What is on the list after a withdrawal was taken back, which may have come too late.
fn what_stays(case: &CaseStatus) -> &'static str {
    let is_withdrawn = |item: &ItemStatus| item.progress == Progress::Withdrawn;
    if !case.items.iter().any(is_live) {
        "status-too-late"
    } else if case.items.iter().any(is_withdrawn) {
        "status-done-keep-rest"
    } else {
        "status-done-keep"
    }
}

/// Whether this part of the network may open a case now.
fn admitted(site: &Site, visitor: Visitor) -> Result<(), Wait> {
    site.service.admit(Errand::OpenCase, visitor)
}

fn wait_for_network(site: &Site, typed: Typed, Wait { seconds }: Wait) -> Response {
    ask_again(site, typed, Refusal::Network { seconds })
}

/// What became of an order: where the database broke off, nobody knows.
fn answer_order(
    site: &Site,
    typed: Typed,
    ordered: Result<CaseStatus, OpenCaseError>,
    done: impl FnOnce(&CaseStatus) -> Option<&'static str>,
) -> Response {
    match ordered {
        Err(OpenCaseError::Storage(error)) => trouble::order(site, &error),
        known => answer(site, typed, known, done),
    }
}

/// The case, or why it stays closed. The same for an unknown number, a wrong PIN and nonsense. `done` says what was just
/// done to it.
fn answer(
    site: &Site,
    typed: Typed,
    opened: Result<CaseStatus, OpenCaseError>,
    done: impl FnOnce(&CaseStatus) -> Option<&'static str>,
) -> Response {
    match opened {
        Ok(case) => {
            let done = if case.outdated {
                Some("status-changed")
            } else {
                done(&case)
            };
            let now = site.service.now();
            site.page_of_even_length(
                StatusCode::OK,
                move || view! { <Case case=case typed=typed now=now done=done/> },
            )
        }
        Err(OpenCaseError::Unknown) => ask_again(site, typed, Refusal::Unknown),
        Err(OpenCaseError::Wait { seconds }) => ask_again(site, typed, Refusal::Number { seconds }),
        Err(OpenCaseError::Busy) => trouble::busy(site),
        Err(OpenCaseError::Storage(error)) => trouble::storage(site, &error),
    }
}

/// The question once more, and why.
fn ask_again(site: &Site, typed: Typed, refusal: Refusal) -> Response {
    let status = match refusal {
        Refusal::Unknown => StatusCode::NOT_FOUND,
        Refusal::Number { .. } | Refusal::Network { .. } => StatusCode::TOO_MANY_REQUESTS,
    };
    let number = typed.number;
    let mut response = site.page_of_even_length(
        status,
        move || view! { <Question number=number refusal=Some(refusal)/> },
    );
    if let Some(seconds) = refusal.seconds() {
        response
            .headers_mut()
            .insert(header::RETRY_AFTER, HeaderValue::from(seconds));
    }
    response
}

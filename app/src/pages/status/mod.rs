//! `/en/status`: number and PIN open a case; the person sees what became of it and can take it back.
//!
//! Number and PIN come in the body and go back only as hidden fields of the page that answers. There is no
//! session, no cookie and no address by which the page could be found again.

mod case;
mod question;
mod whereabouts;

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

pub(crate) use self::case::words_of;
use self::{
    case::Case,
    question::{Question, Refusal},
    whereabouts::{Whereabouts, is_live},
};
use super::{choose, not_found, trouble};
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

/// What someone typed, and what it is for.
struct Asked {
    typed: Typed,
    /// Whether more is to be done than to open the case: where they have to wait, that has to be asked for again.
    order: bool,
}

impl Asked {
    const fn to_open(typed: Typed) -> Self {
        Self { typed, order: false }
    }

    const fn to_order(typed: Typed) -> Self {
        Self { typed, order: true }
    }
}

/// What became of an order, by the name of its text.
#[derive(Clone, Copy)]
enum Said {
    /// The case is as was asked for.
    Done(&'static str),
    /// It is not.
    Not(&'static str),
}

type Posted = Result<Form<Typed>, FormRejection>;

fn typed(posted: Posted) -> Typed {
    posted.map(|Form(typed)| typed).unwrap_or_default()
}

/// `GET`: asks for number and PIN.
pub(crate) async fn ask(site: Site) -> Response {
    site.page(|| view! { <Question/> })
}

/// `GET` of what the forms of a case are sent to, which browsers ask for when someone opens the address again: leads to
/// where number and PIN are asked for.
pub(crate) async fn lead_back(site: Site) -> Response {
    not_found::lead_to(&format!("/{}/status", site.words.tag()))
}

/// `POST`: opens the case.
pub(crate) async fn open(site: Site, Who(visitor): Who, posted: Posted) -> Response {
    let asked = Asked::to_open(typed(posted));
    if let Err(wait) = admitted(&site, visitor) {
        return ask_again(&site, asked, Refusal::Wait(wait));
    }
    let opened = site.service.open_case(asked.typed.key(visitor)).await;
    answer(&site, asked, opened, |_| None)
}

/// `POST /withdraw`: takes everything back, in a day or now.
pub(crate) async fn withdraw(site: Site, Who(visitor): Who, posted: Posted) -> Response {
    let asked = Asked::to_order(typed(posted));
    if let Err(wait) = admitted(&site, visitor) {
        return ask_again(&site, asked, Refusal::Wait(wait));
    }
    let when = asked.typed.when();
    let withdrawn = site.service.withdraw(asked.typed.key(visitor), when).await;
    answer_order(&site, asked, withdrawn, |case| {
        Said::Done(match when {
            When::InADay if case.items.iter().any(is_live) => Whereabouts::of(&case.items).text(
                "status-done-day",
                "status-done-day-waiting",
                "status-done-day-mixed",
            ),
            // Nothing was left that could wait a day.
            _ => "status-done-now",
        })
    })
}

/// `POST /withdraw/some`: the same for the photos and videos that are marked.
pub(crate) async fn withdraw_some(site: Site, Who(visitor): Who, body: Bytes) -> Response {
    let (typed, marked) = with_marks(&body);
    let asked = Asked::to_order(typed);
    if let Err(wait) = admitted(&site, visitor) {
        return ask_again(&site, asked, Refusal::Wait(wait));
    }
    let when = asked.typed.when();
    let withdrawn = site
        .service
        .withdraw_some(asked.typed.key(visitor), when, &marked)
        .await;
    answer_order(&site, asked, withdrawn, |case| {
        let mut wanted: Vec<_> = case.items.iter().collect();
        wanted.retain(|item| marked.contains(&item.position));
        if wanted.is_empty() {
            return Said::Not("status-none-marked");
        }
        Said::Done(match when {
            When::InADay if wanted.iter().any(|item| is_live(item)) => Whereabouts::of(wanted).text(
                "status-done-some-day",
                "status-done-day-waiting",
                "status-done-day-mixed",
            ),
            // What had gone before cannot come back.
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
    let asked = Asked::to_order(typed(posted));
    if let Err(wait) = admitted(&site, visitor) {
        return ask_again(&site, asked, Refusal::Wait(wait));
    }
    match site.service.open_case(asked.typed.key(visitor)).await {
        Ok(case) => {
            let Typed { number, pin, .. } = asked.typed;
            choose::show_for_case(&site, &case, CaseForm { number, pin })
        }
        refused => answer(&site, asked, refused, |_| None),
    }
}

/// `POST /keep`: takes a withdrawal back.
pub(crate) async fn keep(site: Site, Who(visitor): Who, posted: Posted) -> Response {
    let asked = Asked::to_order(typed(posted));
    if let Err(wait) = admitted(&site, visitor) {
        return ask_again(&site, asked, Refusal::Wait(wait));
    }
    let kept = site.service.keep(asked.typed.key(visitor)).await;
    answer_order(&site, asked, kept, what_stays)
}

/// What stays after a withdrawal was taken back, which may have come too late.
fn what_stays(case: &CaseStatus) -> Said {
    let is_withdrawn = |item: &ItemStatus| item.progress == Progress::Withdrawn;
    if !case.items.iter().any(is_live) {
        Said::Not("status-too-late")
    } else if case.items.iter().any(is_withdrawn) {
        Said::Done("status-done-keep-rest")
    } else {
        let kept = Whereabouts::of(&case.items);
        Said::Done(kept.text(
            "status-done-keep",
            "status-done-keep-waiting",
            "status-done-keep-waiting",
        ))
    }
}

/// Whether this part of the network may open a case now.
fn admitted(site: &Site, visitor: Visitor) -> Result<(), Wait> {
    site.service.admit(Errand::OpenCase, visitor)
}

/// What became of an order: where the database broke off, nobody knows.
fn answer_order(
    site: &Site,
    asked: Asked,
    ordered: Result<CaseStatus, OpenCaseError>,
    said: impl FnOnce(&CaseStatus) -> Said,
) -> Response {
    match ordered {
        Err(OpenCaseError::Storage(error)) => trouble::order(site, &error),
        known => answer(site, asked, known, |case| Some(said(case))),
    }
}

/// The case, or why it stays closed. The same for an unknown number, a wrong PIN and nonsense. `said` tells what became
/// of an order.
fn answer(
    site: &Site,
    asked: Asked,
    opened: Result<CaseStatus, OpenCaseError>,
    said: impl FnOnce(&CaseStatus) -> Option<Said>,
) -> Response {
    match opened {
        Ok(case) => {
            let said = if case.outdated {
                Some(Said::Not("status-changed"))
            } else {
                said(&case)
            };
            let (now, typed) = (site.service.now(), asked.typed);
            site.page_of_even_length(
                StatusCode::OK,
                move || view! { <Case case=case typed=typed now=now said=said/> },
            )
        }
        Err(OpenCaseError::Unknown) => ask_again(site, asked, Refusal::Unknown),
        Err(OpenCaseError::Wait(wait)) => ask_again(site, asked, Refusal::Wait(wait)),
        Err(OpenCaseError::Busy) => ask_again(site, asked, Refusal::Wait(Wait::BUSY)),
        Err(OpenCaseError::Storage(error)) => trouble::storage(site, &error),
    }
}

/// The question once more, and why. Where number and PIN open nothing, the status is that of a case that opens: it is seen by
/// whoever counts the bytes of an answer.
fn ask_again(site: &Site, asked: Asked, refusal: Refusal) -> Response {
    let status = match refusal {
        Refusal::Unknown => StatusCode::OK,
        Refusal::Wait(Wait::BUSY) => StatusCode::SERVICE_UNAVAILABLE,
        Refusal::Wait(_) => StatusCode::TOO_MANY_REQUESTS,
    };
    let (number, order) = (asked.typed.number, asked.order);
    let mut response = site.page_of_even_length(
        status,
        move || view! { <Question number=number refusal=Some(refusal) order=order/> },
    );
    if let Some(wait) = refusal.wait() {
        response
            .headers_mut()
            .insert(header::RETRY_AFTER, HeaderValue::from(wait.seconds));
    }
    response
}

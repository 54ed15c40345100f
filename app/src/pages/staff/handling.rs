//! `POST /staff/entries/{entry}/…`: taking an entry and giving it back, putting it off, notes, taking a decision back.

use axum::{
    Form,
    extract::{Path, State, rejection::FormRejection},
    http::StatusCode,
    response::{IntoResponse as _, Redirect, Response},
};
use domain::{id::EntryId, staff::Staff};
use serde::Deserialize;
use service::{moderate::DecideError, review::HandleError};

use super::{entry, trouble};
use crate::{access::SignedIn, pages, site::Site};

/// For how long.
#[derive(Default, Deserialize)]
#[serde(default)]
pub(crate) struct Days {
    days: String,
}

/// What someone wrote.
#[derive(Default, Deserialize)]
#[serde(default)]
pub(crate) struct Written {
    note: String,
}

pub(crate) async fn claim(
    State(site): State<Site>,
    SignedIn(staff): SignedIn,
    Path(id): Path<String>,
) -> Response {
    let Ok(id) = EntryId::parse(&id) else {
        return entry::no_such_entry(&site, staff);
    };
    let done = site.service.claim(&staff, id).await;
    answer(&site, staff, id, done, String::new())
}

pub(crate) async fn release(
    State(site): State<Site>,
    SignedIn(staff): SignedIn,
    Path(id): Path<String>,
) -> Response {
    let Ok(id) = EntryId::parse(&id) else {
        return entry::no_such_entry(&site, staff);
    };
    let done = site.service.release(&staff, id).await;
    answer(&site, staff, id, done, String::new())
}

pub(crate) async fn snooze(
    State(site): State<Site>,
    SignedIn(staff): SignedIn,
    Path(id): Path<String>,
    posted: Result<Form<Days>, FormRejection>,
) -> Response {
    let Ok(id) = EntryId::parse(&id) else {
        return entry::no_such_entry(&site, staff);
    };
    let days = posted.ok().and_then(|Form(posted)| posted.days.parse().ok());
    let done = match days {
        Some(days) => site.service.snooze(&staff, id, days).await,
        None => Err(HandleError::Days),
    };
    answer(&site, staff, id, done, String::new())
}

pub(crate) async fn note(
    State(site): State<Site>,
    SignedIn(staff): SignedIn,
    Path(id): Path<String>,
    posted: Result<Form<Written>, FormRejection>,
) -> Response {
    let Ok(id) = EntryId::parse(&id) else {
        return entry::no_such_entry(&site, staff);
    };
    let written = posted.map(|Form(written)| written).unwrap_or_default();
    let done = site.service.write_note(&staff, id, &written.note).await;
    answer(&site, staff, id, done, written.note)
}

pub(crate) async fn take_back(
    State(site): State<Site>,
    SignedIn(staff): SignedIn,
    Path(id): Path<String>,
) -> Response {
    let Ok(id) = EntryId::parse(&id) else {
        return entry::no_such_entry(&site, staff);
    };
    match site.service.take_back(&staff, id).await {
        Ok(_) => Redirect::to(&entry::address(id)).into_response(),
        Err(DecideError::NotFound) => entry::no_such_entry(&site, staff),
        Err(DecideError::Storage(error)) => pages::trouble::storage(&site, &error),
        Err(DecideError::Taken { by }) => {
            trouble::taken(&site, staff, &by, entry::address(id), String::new())
        }
        Err(error) => {
            let name = match error {
                DecideError::TakenBack => "staff-taken-back-undo",
                _ => "staff-too-late",
            };
            let (status, here) = (StatusCode::CONFLICT, entry::address(id));
            trouble::page(&site, staff, status, name, Some(here))
        }
    }
}

/// The entry as it is then, or why nothing was done, with what was typed.
fn answer(site: &Site, staff: Staff, id: EntryId, done: Result<(), HandleError>, typed: String) -> Response {
    let here = entry::address(id);
    let (status, name) = match done {
        Ok(()) => return Redirect::to(&here).into_response(),
        Err(HandleError::NotFound) => return entry::no_such_entry(site, staff),
        Err(HandleError::Storage(error)) => return pages::trouble::storage(site, &error),
        Err(HandleError::NotAllowed) => (StatusCode::FORBIDDEN, "staff-not-allowed"),
        Err(HandleError::Taken { by }) => return trouble::taken(site, staff, &by, here, typed),
        Err(HandleError::Note) => (StatusCode::UNPROCESSABLE_ENTITY, "staff-wrong-note"),
        Err(HandleError::Days | HandleError::ViewName | HandleError::TooManyViews) => {
            (StatusCode::UNPROCESSABLE_ENTITY, "staff-wrong-days")
        }
    };
    trouble::with_typed(site, staff, status, name, Some(here), typed)
}

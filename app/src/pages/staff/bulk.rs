//! `POST /staff/bulk`: proposes one decision about many entries, which a second person has to want too.

use axum::{
    body::Bytes,
    extract::State,
    http::StatusCode,
    response::{IntoResponse as _, Redirect, Response},
};
use domain::id::EntryId;
use service::{
    bulk::{BulkDecision, Chosen},
    propose::{Obstacle, ProposeError, Terms},
};

use super::trouble;
use crate::{access::SignedIn, pages, site::Site};

pub(crate) async fn propose(State(site): State<Site>, SignedIn(staff): SignedIn, body: Bytes) -> Response {
    let (bulk, why) = read(&body);
    let terms = Terms::BulkDecision(bulk);
    let (status, name) = match site.service.propose(&staff, &terms, &why).await {
        Ok(_) => return Redirect::to("/staff/proposals").into_response(),
        Err(ProposeError::Storage(error)) => return pages::trouble::storage(&site, &error),
        Err(ProposeError::NotAllowed) => (StatusCode::FORBIDDEN, "proposal-not-allowed"),
        Err(ProposeError::Reason) => (StatusCode::UNPROCESSABLE_ENTITY, "proposal-no-reason"),
        Err(ProposeError::Waits) => (StatusCode::CONFLICT, "proposal-waits"),
        Err(ProposeError::TooMany) => (StatusCode::CONFLICT, "proposal-too-many"),
        Err(ProposeError::Obstacle(Obstacle::Gone | Obstacle::AlreadySo | Obstacle::Overtaken)) => {
            (StatusCode::UNPROCESSABLE_ENTITY, "staff-nothing-chosen")
        }
    };
    trouble::page(&site, staff, status, name, None)
}

/// The form: `decision` is action and reason in one, `entry` comes once for each entry as `id:version`.
fn read(body: &[u8]) -> (BulkDecision, String) {
    let mut bulk = BulkDecision {
        action: String::new(),
        reason: String::new(),
        entries: Vec::new(),
    };
    let mut why = String::new();
    for (name, value) in form_urlencoded::parse(body) {
        match name.as_ref() {
            "decision" => {
                if let Some((action, reason)) = value.split_once(':') {
                    bulk.action = action.to_owned();
                    bulk.reason = reason.to_owned();
                }
            }
            "entry" => {
                let chosen = value.split_once(':').and_then(|(entry, version)| {
                    Some(Chosen {
                        entry: EntryId::parse(entry).ok()?,
                        version: version.parse().ok()?,
                    })
                });
                bulk.entries.extend(chosen);
            }
            "why" => why = value.into_owned(),
            _ => {}
        }
    }
    (bulk, why)
}

//! `PUT /ncmec/{list}/v2/entries/{member}/{entry}/{kind}/feedback`: a vote for or against an entry.
//!
//! A vote is the subscriber's feedback on the entry, whichever of its fingerprints it is given for; the next one takes
//! its place. For an entry is *removed*, against it is *disputed*.

mod submission;

use axum::{
    body::Bytes,
    extract::{FromRequestParts, State, rejection::BytesRejection},
    http::{HeaderMap, Uri, header::CONTENT_TYPE, request::Parts},
};
use domain::{feedback::Verdict, id::EntryId};
use service::{
    Service,
    feedback::{FeedbackError, Opinion},
};

use self::submission::Vote;
use super::{
    SURVIVORS,
    fault::Fault,
    fingerprint::Kind,
    xml::{self, Document},
};
use crate::{
    credential::Commenter,
    list_path::{EntryPath, ListPath, part},
    problem::Problem,
    query::Parameters,
};

/// What the address says the vote is on: an entry of the one member that entries are from, by a kind of fingerprint that
/// entries have.
pub(super) struct VotedOn(EntryId);

impl<S: Send + Sync> FromRequestParts<S> for VotedOn {
    type Rejection = Fault;

    async fn from_request_parts(parts: &mut Parts, state: &S) -> Result<Self, Fault> {
        let kind = Kind::from_request_parts(parts, state).await?;
        let EntryPath(entry) = EntryPath::from_request_parts(parts, state).await?;
        let member = part(parts, state, "member").await;
        if kind.is_ours && member == Some(SURVIVORS.id.to_string()) {
            Ok(Self(entry))
        } else {
            Err(Fault(Problem::UnknownEntry))
        }
    }
}

pub(super) async fn vote(
    State(service): State<Service>,
    Commenter(subscriber): Commenter,
    ListPath(list): ListPath,
    VotedOn(entry): VotedOn,
    uri: Uri,
    headers: HeaderMap,
    body: Result<Bytes, BytesRejection>,
) -> Result<Document, Fault> {
    Parameters::read(&uri, &[]).finish()?;
    let media_type = headers.get(CONTENT_TYPE).and_then(|value| value.to_str().ok());
    let media_type = media_type
        .and_then(|value| value.split(';').next())
        .map(str::trim);
    let is_xml = |it: &str| {
        ["application/xml", "text/xml"]
            .iter()
            .any(|xml| it.eq_ignore_ascii_case(xml))
    };
    if !media_type.is_some_and(is_xml) {
        return Err(Fault(Problem::NotXml));
    }
    let vote = Vote::read(&body.map_err(|_| Problem::TooLarge)?)?;
    let (verdict, reason) = match vote {
        Vote::For => (Verdict::Removed, Verdict::Removed.reasons()[0]),
        Vote::Against(reason) => (Verdict::Disputed, reason),
    };
    let opinion = Opinion {
        entry,
        verdict,
        reason: reason.to_owned(),
        matches: 1,
    };
    service
        .give_feedback(&subscriber, &list, &[opinion])
        .await
        .map_err(|error| match error {
            FeedbackError::UnknownEntry { .. } => Problem::UnknownEntry,
            error => error.into(),
        })?;
    Ok(xml::document("submissionResult", xml::NAMESPACE, |_| Ok(()))?)
}

//! `GET /ncmec/{list}/v2/feedback/{kind}/reasons`: why an entry may be voted down.

use std::io;

use axum::{extract::State, http::Uri};
use domain::feedback::Verdict;
use service::Service;

use super::{
    fault::Fault,
    fingerprint::Kind,
    xml::{self, Document, Element},
};
use crate::{credential::Reader, list_path::ListPath, query::Parameters};

/// A reason, under an id that never changes.
pub(super) struct Reason {
    pub(super) guid: &'static str,
    name: &'static str,
    /// One of [`Verdict::reasons`] of a dispute.
    pub(super) code: &'static str,
}

/// The reasons that [`Verdict::Disputed`] knows.
pub(super) const REASONS: [Reason; 3] = [
    Reason {
        guid: "5d3b6d0c-8f0e-4a53-9d55-6a4c0f6f2b01",
        name: "What matched is something else",
        code: "different-content",
    },
    Reason {
        guid: "5d3b6d0c-8f0e-4a53-9d55-6a4c0f6f2b02",
        name: "A picture that is public, such as a logo, a meme or a press photograph",
        code: "public-content",
    },
    Reason {
        guid: "5d3b6d0c-8f0e-4a53-9d55-6a4c0f6f2b03",
        name: "Too little detail to match by",
        code: "low-information",
    },
];

pub(super) async fn reasons(
    State(service): State<Service>,
    Reader(subscriber): Reader,
    ListPath(list): ListPath,
    kind: Kind,
    uri: Uri,
) -> Result<Document, Fault> {
    Parameters::read(&uri, &[]).finish()?;
    service.checkpoint(&subscriber, &list).await?;
    let shown: &[Reason] = if kind.is_ours { &REASONS } else { &[] };
    // The public client looks one level deeper than the wire's own documents say: here are both.
    let document = xml::document("availableFeedbackReasons", xml::NAMESPACE, |outer| {
        shown
            .iter()
            .try_for_each(|reason| write(outer, reason, kind.name))?;
        outer.parent("availableFeedbackReasons", &[], |inner| {
            shown
                .iter()
                .try_for_each(|reason| write(inner, reason, kind.name))
        })
    })?;
    Ok(document)
}

/// Writes a reason, for fingerprints of that kind.
pub(super) fn write(element: &mut Element<'_>, reason: &Reason, kind: &str) -> io::Result<()> {
    element.empty(
        "reason",
        &[("guid", reason.guid), ("name", reason.name), ("type", kind)],
    )
}

/// The reason that feedback gives, where this wire has one for it.
pub(super) fn of(verdict: Verdict, code: &str) -> Option<&'static Reason> {
    REASONS
        .iter()
        .find(|reason| verdict == Verdict::Disputed && reason.code == code)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_reason_is_one_of_a_dispute() {
        for reason in &REASONS {
            assert!(Verdict::Disputed.reasons().contains(&reason.code));
            assert_eq!(of(Verdict::Disputed, reason.code).unwrap().guid, reason.guid);
        }
    }
}

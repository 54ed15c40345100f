//! Newline-delimited JSON: whoever reads a line at a time never holds a whole page.

use axum::http::{HeaderMap, HeaderValue, header::ACCEPT};
use serde::Serialize;
use service::feed::ChangesPage;
use utoipa::ToSchema;

use super::{changes::ChangeBody, checkpoint::CheckpointBody, copies::Copies};
use crate::problem::Problem;

/// The media type of newline-delimited JSON.
pub(super) const NDJSON: HeaderValue = HeaderValue::from_static("application/x-ndjson");

/// One line: a change, or the end.
#[derive(Serialize, ToSchema)]
#[serde(untagged)]
pub(super) enum Line {
    /// A change.
    Change(ChangeBody),
    /// The last line. An answer without it was cut off.
    End {
        /// What is known at the end.
        end: EndBody,
    },
}

/// Where an answer ends.
#[derive(Serialize, ToSchema)]
#[schema(as = End)]
pub(super) struct EndBody {
    /// Ask with this as `after` next time.
    pub(super) next: u64,
    /// Whether there are more already.
    pub(super) more: bool,
    /// How far the list goes.
    pub(super) checkpoint: CheckpointBody,
}

/// Whether a client asks for lines.
pub(super) fn are_wanted(headers: &HeaderMap) -> bool {
    let accepted = headers
        .get_all(ACCEPT)
        .iter()
        .filter_map(|value| value.to_str().ok());
    accepted
        .flat_map(|value| value.split(','))
        .filter_map(|range| range.split(';').next())
        .any(|range| range.trim().eq_ignore_ascii_case("application/x-ndjson"))
}

/// A page as lines.
pub(super) fn of_page(page: ChangesPage, copies: Copies) -> Result<Vec<u8>, Problem> {
    let mut body = Vec::new();
    for change in page.changes {
        write(&mut body, &Line::Change(ChangeBody::of_change(change, copies)))?;
    }
    let end = EndBody {
        next: page.next,
        more: page.more,
        checkpoint: (&page.checkpoint).into(),
    };
    write(&mut body, &Line::End { end })?;
    Ok(body)
}

/// Adds a line.
pub(super) fn write(body: &mut Vec<u8>, line: &Line) -> Result<(), Problem> {
    serde_json::to_writer(&mut *body, line).map_err(std::io::Error::from)?;
    body.push(b'\n');
    Ok(())
}

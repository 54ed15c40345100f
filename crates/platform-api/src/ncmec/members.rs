//! `GET /ncmec/{list}/v2/members`: who entries may be from, and who the client itself is.
//!
//! Other subscribers are not named: who follows a list is nobody else's business.

use axum::{extract::State, http::Uri};
use service::Service;

use super::{
    Member, SURVIVORS,
    fault::Fault,
    xml::{self, Document},
};
use crate::{credential::Reader, list_path::ListPath, query::Parameters};

pub(super) async fn members(
    State(service): State<Service>,
    Reader(subscriber): Reader,
    ListPath(list): ListPath,
    uri: Uri,
) -> Result<Document, Fault> {
    Parameters::read(&uri, &[]).finish()?;
    service.checkpoint(&subscriber, &list).await?;
    let document = xml::document("members", xml::NAMESPACE, |members| {
        members.member(SURVIVORS)?;
        members.member(Member {
            id: subscriber.member,
            name: &subscriber.name,
        })
    })?;
    Ok(document)
}

//! `GET /ncmec/{list}/v2/status`: who the client is.

use axum::{extract::State, http::Uri};
use service::Service;

use super::{
    Member,
    fault::Fault,
    xml::{self, Document},
};
use crate::{
    credential::{Key, Reader},
    list_path::ListPath,
    query::Parameters,
};

/// The wire has an element for the client's address. This service does not look at addresses.
const NO_ADDRESS: &str = "0.0.0.0";

pub(super) async fn status(
    State(service): State<Service>,
    Reader(subscriber): Reader,
    Key(key): Key,
    ListPath(list): ListPath,
    uri: Uri,
) -> Result<Document, Fault> {
    Parameters::read(&uri, &[]).finish()?;
    service.checkpoint(&subscriber, &list).await?;
    let document = xml::document("status", xml::NAMESPACE, |status| {
        status.text("ipAddress", NO_ADDRESS)?;
        status.text("username", &key.to_string())?;
        status.member(Member {
            id: subscriber.member,
            name: &subscriber.name,
        })
    })?;
    Ok(document)
}

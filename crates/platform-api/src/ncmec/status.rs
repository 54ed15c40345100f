//! `GET /ncmec/{list}/v2/status`: who the client is.

use axum::extract::State;
use service::Service;

use super::{
    Member,
    fault::Fault,
    xml::{self, Document},
};
use crate::{credential::Basic, list_path::ListPath};

/// The wire has an element for the client's address. This service does not look at addresses.
const NO_ADDRESS: &str = "0.0.0.0";

pub(super) async fn status(
    State(service): State<Service>,
    Basic {
        subscriber,
        user_name,
    }: Basic,
    ListPath(list): ListPath,
) -> Result<Document, Fault> {
    service.checkpoint(&subscriber, &list).await?;
    let document = xml::document("status", xml::NAMESPACE, |status| {
        status.text("ipAddress", NO_ADDRESS)?;
        status.text("username", &user_name)?;
        status.member(Member {
            id: subscriber.member,
            name: &subscriber.name,
        })
    })?;
    Ok(document)
}

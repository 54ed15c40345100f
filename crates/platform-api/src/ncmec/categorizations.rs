//! `GET /ncmec/{list}/v2/categorizations`: how entries are sorted. Here by one thing, which entries also carry as their
//! `classification`.

use axum::{extract::State, http::Uri};
use service::Service;

use super::{
    fault::Fault,
    xml::{self, Document},
};
use crate::{credential::Reader, list_path::ListPath, query::Parameters};

/// The standings, each under an id that never changes.
const STANDINGS: [(&str, &str); 2] = [
    ("a8f6d2e4-6f3b-4b0f-8a0e-0f2c7d1e9c01", "unverified"),
    ("a8f6d2e4-6f3b-4b0f-8a0e-0f2c7d1e9c02", "confirmed"),
];

pub(super) async fn categorizations(
    State(service): State<Service>,
    Reader(subscriber): Reader,
    ListPath(list): ListPath,
    uri: Uri,
) -> Result<Document, Fault> {
    Parameters::read(&uri, &[]).finish()?;
    service.checkpoint(&subscriber, &list).await?;
    let document = xml::document("availableCategorizations", xml::NAMESPACE, |document| {
        let group = [("name", "Standing"), ("allowMultiple", "false")];
        document.parent("group", &group, |group| {
            STANDINGS
                .iter()
                .try_for_each(|(guid, name)| group.empty("categorization", &[("guid", guid), ("name", name)]))
        })
    })?;
    Ok(document)
}

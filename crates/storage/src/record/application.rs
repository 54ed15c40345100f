//! Rows of applications.

use domain::{
    Timestamp,
    application::{Application, Outcome},
    id::{ApplicationId, StaffId, SubscriberId},
    platform::parse_practices,
};

use super::{at, moment};
use crate::StorageError;

/// A row of `application`.
#[expect(missing_docs, reason = "the columns are described in migrations/")]
pub struct ApplicationRecord {
    pub application_id: Vec<u8>,
    pub subscriber_id: Vec<u8>,
    pub organisation: String,
    pub products: String,
    pub practices: String,
    pub agreement: String,
    pub code_digest: Vec<u8>,
    pub submitted_at: i64,
    pub outcome: String,
    pub decided_at: Option<i64>,
    pub decided_by: Option<Vec<u8>>,
    pub reason: Option<String>,
}

/// The column `application_id`.
///
/// # Errors
/// Where it holds no id.
pub fn application_id(bytes: &[u8]) -> Result<ApplicationId, StorageError> {
    Ok(ApplicationId::from_bytes(
        at("application", "application_id").bytes(bytes)?,
    ))
}

impl TryFrom<ApplicationRecord> for Application {
    type Error = StorageError;

    fn try_from(row: ApplicationRecord) -> Result<Self, StorageError> {
        let subscriber = at("application", "subscriber_id").bytes(&row.subscriber_id)?;
        let decided_by = row
            .decided_by
            .map(|by| at("application", "decided_by").bytes(&by))
            .transpose()?;
        Ok(Self {
            id: application_id(&row.application_id)?,
            subscriber: SubscriberId::from_bytes(subscriber),
            organisation: row.organisation,
            products: row.products,
            practices: at("application", "practices").known(parse_practices(&row.practices))?,
            agreement: row.agreement,
            code_digest: at("application", "code_digest").bytes(&row.code_digest)?,
            submitted_at: Timestamp::from_millis(row.submitted_at),
            outcome: at("application", "outcome").known(Outcome::parse(&row.outcome))?,
            decided_at: moment(row.decided_at),
            decided_by: decided_by.map(StaffId::from_bytes),
            reason: row.reason,
        })
    }
}

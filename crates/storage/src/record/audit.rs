//! Rows of the record of acts.

use domain::{
    Timestamp,
    audit::{Extent, Line, Record},
};

use super::at;
use crate::StorageError;

/// A row of `audit`.
#[expect(missing_docs, reason = "the columns are described in migrations/")]
pub struct AuditRecord {
    pub position: i64,
    pub at: i64,
    pub actor: String,
    pub act: String,
    pub subject: String,
    pub reason: String,
    pub digest: Vec<u8>,
}

/// Whatever stands in it: what nobody writes has to come to whoever verifies the record and to whoever reads it.
impl TryFrom<AuditRecord> for Line {
    type Error = StorageError;

    fn try_from(row: AuditRecord) -> Result<Self, StorageError> {
        Ok(Self {
            position: at("audit", "position").integer(row.position)?,
            at: Timestamp::from_millis(row.at),
            actor: row.actor,
            act: row.act,
            subject: row.subject,
            reason: row.reason,
            digest: row.digest,
        })
    }
}

/// For what is looked for by its act, so that only who acted can be what nobody writes.
impl TryFrom<AuditRecord> for Record {
    type Error = StorageError;

    fn try_from(row: AuditRecord) -> Result<Self, StorageError> {
        at("audit", "actor").known(Line::try_from(row)?.record())
    }
}

/// The row of `audit_head`.
#[expect(missing_docs, reason = "the columns are described in migrations/")]
pub struct ExtentRecord {
    pub last_position: i64,
    pub last_digest: Vec<u8>,
    pub gone_position: i64,
    pub gone_digest: Vec<u8>,
}

impl TryFrom<ExtentRecord> for Extent {
    type Error = StorageError;

    fn try_from(row: ExtentRecord) -> Result<Self, StorageError> {
        Ok(Self {
            last: at("audit_head", "last_position").integer(row.last_position)?,
            last_digest: at("audit_head", "last_digest").bytes(&row.last_digest)?,
            gone: at("audit_head", "gone_position").integer(row.gone_position)?,
            gone_digest: at("audit_head", "gone_digest").bytes(&row.gone_digest)?,
        })
    }
}

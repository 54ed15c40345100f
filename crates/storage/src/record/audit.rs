//! Rows of the record of acts.

use domain::{
    Timestamp,
    audit::{Extent, Line},
};

use super::at;
use crate::StorageError;

/// What stands in a column of text. SQLite keeps any bytes there, also those that are no text; reading them as one would
/// fail without saying in which line.
pub struct Written(Vec<u8>);

impl Written {
    fn is_text(&self) -> bool {
        std::str::from_utf8(&self.0).is_ok()
    }

    /// The text, with a sign in the place of what is none.
    fn shown(self) -> String {
        String::from_utf8(self.0)
            .unwrap_or_else(|error| String::from_utf8_lossy(error.as_bytes()).into_owned())
    }
}

impl From<Vec<u8>> for Written {
    fn from(bytes: Vec<u8>) -> Self {
        Self(bytes)
    }
}

impl From<String> for Written {
    fn from(text: String) -> Self {
        Self(text.into_bytes())
    }
}

/// A row of `audit`.
#[expect(missing_docs, reason = "the columns are described in migrations/")]
pub struct AuditRecord {
    pub position: i64,
    pub at: i64,
    pub actor: Written,
    pub act: Written,
    pub subject: Written,
    pub reason: Written,
    pub digest: Vec<u8>,
}

/// Whatever stands in it: what nobody writes has to come to whoever verifies the record and to whoever reads it.
impl From<AuditRecord> for Line {
    fn from(row: AuditRecord) -> Self {
        let texts = [row.actor, row.act, row.subject, row.reason];
        let garbled = !texts.iter().all(Written::is_text);
        let [actor, act, subject, reason] = texts.map(Written::shown);
        Self {
            position: u64::try_from(row.position).unwrap_or(0),
            at: Timestamp::from_millis(row.at),
            actor,
            act,
            subject,
            reason,
            digest: row.digest,
            garbled,
        }
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

impl ExtentRecord {
    /// What the row says.
    ///
    /// # Errors
    /// Where somebody removed it, or made it say what nothing writes.
    pub fn kept(row: Option<Self>) -> Result<Extent, StorageError> {
        at("audit_head", "audit_head_id").known(row)?.try_into()
    }
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

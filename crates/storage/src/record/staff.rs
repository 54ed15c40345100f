//! Rows of staff and sessions.

use domain::{
    Timestamp,
    id::StaffId,
    staff::{Means, Refused, Role, Session, Staff},
};

use super::{at, moment};
use crate::StorageError;

/// A row of `staff`, without the moment at which it was made.
#[expect(missing_docs, reason = "the columns are described in migrations/")]
pub struct StaffRecord {
    pub staff_id: Vec<u8>,
    pub name: String,
    pub role: String,
    pub passphrase_verifier: String,
    pub key_generation: i64,
    pub failed_attempts: i64,
    pub next_attempt_at: Option<i64>,
    pub ended_at: Option<i64>,
}

impl TryFrom<StaffRecord> for Staff {
    type Error = StorageError;

    fn try_from(row: StaffRecord) -> Result<Self, StorageError> {
        Ok(Self {
            id: StaffId::from_bytes(at("staff", "staff_id").bytes(&row.staff_id)?),
            name: row.name,
            role: at("staff", "role").known(Role::parse(&row.role))?,
            passphrase_verifier: row.passphrase_verifier,
            key_generation: at("staff", "key_generation").integer(row.key_generation)?,
            failed_attempts: at("staff", "failed_attempts").integer(row.failed_attempts)?,
            next_attempt_at: moment(row.next_attempt_at),
            ended_at: moment(row.ended_at),
        })
    }
}

/// A row of `staff_session`.
#[expect(missing_docs, reason = "the columns are described in migrations/")]
pub struct SessionRecord {
    pub token_digest: Vec<u8>,
    pub staff_id: Vec<u8>,
    pub created_at: i64,
    pub last_used_at: i64,
    pub confirmed_at: i64,
    pub means: String,
    pub refused: i64,
    pub refused_at: Option<i64>,
}

impl TryFrom<SessionRecord> for Session {
    type Error = StorageError;

    fn try_from(row: SessionRecord) -> Result<Self, StorageError> {
        Ok(Self {
            token_digest: at("staff_session", "token_digest").bytes(&row.token_digest)?,
            staff: StaffId::from_bytes(at("staff_session", "staff_id").bytes(&row.staff_id)?),
            created_at: Timestamp::from_millis(row.created_at),
            last_used_at: Timestamp::from_millis(row.last_used_at),
            confirmed_at: Timestamp::from_millis(row.confirmed_at),
            means: at("staff_session", "means").known(Means::parse(&row.means))?,
            refused_before: refused("staff_session", row.refused, row.refused_at)?,
        })
    }
}

/// The columns `refused` and `refused_at` of a table.
///
/// # Errors
/// Where the first is no number of tries.
pub fn refused(
    table: &'static str,
    times: i64,
    last_at: Option<i64>,
) -> Result<Option<Refused>, StorageError> {
    let times: u32 = at(table, "refused").integer(times)?;
    let last_at = moment(last_at).filter(|_| times > 0);
    Ok(last_at.map(|last_at| Refused { times, last_at }))
}

//! Rows of how members of staff get their accounts.

use domain::{
    Timestamp,
    audit::Agent,
    id::StaffId,
    membership::{Invitation, Passkey},
    staff::Role,
};

use super::{at, moment};
use crate::StorageError;

/// A row of `staff_invitation`.
#[expect(missing_docs, reason = "the columns are described in migrations/")]
pub struct StaffInvitationRecord {
    pub token_digest: Vec<u8>,
    pub name: String,
    pub role: String,
    pub staff_id: Option<Vec<u8>>,
    pub invited_by: String,
    pub created_at: i64,
    pub expires_at: i64,
}

impl TryFrom<StaffInvitationRecord> for Invitation {
    type Error = StorageError;

    fn try_from(row: StaffInvitationRecord) -> Result<Self, StorageError> {
        let staff = match row.staff_id {
            Some(id) => Some(StaffId::from_bytes(
                at("staff_invitation", "staff_id").bytes(&id)?,
            )),
            None => None,
        };
        Ok(Self {
            token_digest: at("staff_invitation", "token_digest").bytes(&row.token_digest)?,
            name: row.name,
            role: at("staff_invitation", "role").known(Role::parse(&row.role))?,
            staff,
            invited_by: at("staff_invitation", "invited_by").known(Agent::parse(&row.invited_by))?,
            created_at: Timestamp::from_millis(row.created_at),
            expires_at: Timestamp::from_millis(row.expires_at),
        })
    }
}

/// A row of `staff_passkey`.
#[expect(missing_docs, reason = "the columns are described in migrations/")]
pub struct PasskeyRecord {
    pub passkey_id: Vec<u8>,
    pub staff_id: Vec<u8>,
    pub label: String,
    pub credential: String,
    pub created_at: i64,
    pub last_used_at: Option<i64>,
}

impl TryFrom<PasskeyRecord> for Passkey {
    type Error = StorageError;

    fn try_from(row: PasskeyRecord) -> Result<Self, StorageError> {
        Ok(Self {
            id: row.passkey_id,
            staff: StaffId::from_bytes(at("staff_passkey", "staff_id").bytes(&row.staff_id)?),
            label: row.label,
            credential: row.credential,
            created_at: Timestamp::from_millis(row.created_at),
            last_used_at: moment(row.last_used_at),
        })
    }
}

/// Whoever let someone in.
///
/// # Errors
/// Where it is no id.
pub fn let_in_by(id: &[u8]) -> Result<StaffId, StorageError> {
    Ok(StaffId::from_bytes(at("staff", "let_in_by").bytes(id)?))
}

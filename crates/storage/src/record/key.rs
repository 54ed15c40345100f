//! Rows about generations of the operator's secret.

use domain::{
    id::{StaffId, SubscriberId},
    sealed::{Purpose, Sealed},
};

use super::at;
use crate::{StorageError, key::KeyUse};

/// How many rows depend on a generation.
#[expect(missing_docs, reason = "the columns are described in migrations/")]
pub struct KeyUseRecord {
    pub generation: i64,
    pub cases: i64,
    pub staff: i64,
    pub contacts: i64,
    pub seeds: i64,
    pub texts: i64,
}

impl TryFrom<KeyUseRecord> for KeyUse {
    type Error = StorageError;

    fn try_from(row: KeyUseRecord) -> Result<Self, StorageError> {
        Ok(Self {
            generation: at("case_file", "key_generation").integer(row.generation)?,
            cases: row.cases.unsigned_abs(),
            staff: row.staff.unsigned_abs(),
            contacts: row.contacts.unsigned_abs(),
            seeds: row.seeds.unsigned_abs(),
            texts: row.texts.unsigned_abs(),
        })
    }
}

/// A subscriber's sealed contact.
#[expect(missing_docs, reason = "the columns are described in migrations/")]
pub struct ContactRecord {
    pub subscriber_id: Vec<u8>,
    pub contact: Vec<u8>,
    pub contact_generation: i64,
}

impl TryFrom<ContactRecord> for (SubscriberId, Sealed) {
    type Error = StorageError;

    fn try_from(row: ContactRecord) -> Result<Self, StorageError> {
        let id = SubscriberId::from_bytes(at("subscriber", "subscriber_id").bytes(&row.subscriber_id)?);
        let sealed = Sealed {
            generation: at("subscriber", "contact_generation").integer(row.contact_generation)?,
            bytes: row.contact,
        };
        Ok((id, sealed))
    }
}

/// A member of staff's sealed seed.
#[expect(missing_docs, reason = "the columns are described in migrations/")]
pub struct SeedRecord {
    pub staff_id: Vec<u8>,
    pub totp_seed: Vec<u8>,
    pub totp_generation: i64,
}

impl TryFrom<SeedRecord> for (StaffId, Sealed) {
    type Error = StorageError;

    fn try_from(row: SeedRecord) -> Result<Self, StorageError> {
        let id = StaffId::from_bytes(at("staff", "staff_id").bytes(&row.staff_id)?);
        let sealed = Sealed {
            generation: at("staff", "totp_generation").integer(row.totp_generation)?,
            bytes: row.totp_seed,
        };
        Ok((id, sealed))
    }
}

/// A row of `sealed`.
#[expect(missing_docs, reason = "the columns are described in migrations/")]
pub struct SealedRecord {
    pub purpose: String,
    pub row_id: Vec<u8>,
    pub value: Vec<u8>,
    pub generation: i64,
}

impl TryFrom<SealedRecord> for (Purpose, [u8; 16], Sealed) {
    type Error = StorageError;

    fn try_from(row: SealedRecord) -> Result<Self, StorageError> {
        let purpose = at("sealed", "purpose").known(Purpose::parse(&row.purpose))?;
        let sealed = Sealed {
            generation: at("sealed", "generation").integer(row.generation)?,
            bytes: row.value,
        };
        Ok((purpose, at("sealed", "row_id").bytes(&row.row_id)?, sealed))
    }
}

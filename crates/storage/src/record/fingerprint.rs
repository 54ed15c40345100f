//! Rows of entries with their fingerprints.

use domain::id::EntryId;

use super::at;
use crate::{
    StorageError,
    fingerprint::{Fingerprint, Fingerprinted},
};

/// An entry's row of `listing` beside one hash of its item.
#[expect(missing_docs, reason = "the columns are described in migrations/")]
pub struct FingerprintRecord {
    pub entry_id: Vec<u8>,
    pub medium: String,
    pub value: Vec<u8>,
    pub quality: Option<i64>,
    pub listed: i64,
}

impl TryFrom<FingerprintRecord> for Fingerprinted {
    type Error = StorageError;

    fn try_from(row: FingerprintRecord) -> Result<Self, StorageError> {
        Ok(Self {
            entry: EntryId::from_bytes(at("listing", "entry_id").bytes(&row.entry_id)?),
            fingerprint: Fingerprint {
                medium: at("entry", "medium").medium(&row.medium)?,
                value: row.value,
            },
            quality: row
                .quality
                .map(|quality| at("item_hash", "quality").integer(quality))
                .transpose()?,
            listed: at("listing", "listed").flag(row.listed)?,
        })
    }
}

/// Entries with their fingerprints, in the order of the trait.
///
/// # Errors
/// Where a column makes no sense.
pub fn fingerprinted(rows: Vec<FingerprintRecord>) -> Result<Vec<Fingerprinted>, StorageError> {
    let mut found = rows
        .into_iter()
        .map(Fingerprinted::try_from)
        .collect::<Result<Vec<_>, _>>()?;
    found.sort_by_key(|found| found.entry);
    Ok(found)
}

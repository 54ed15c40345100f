//! Rows of cases, items and hashes.

use domain::{
    Timestamp,
    case::Case,
    hash::{Hash, HashKind, HashValue, ItemHashes},
    id::{CaseId, ItemId},
};
use hashing::VariantKind;

use super::at;
use crate::{StorageError, case::Item};

/// A row of `case_file`.
#[expect(missing_docs, reason = "the columns are described in migrations/")]
pub struct CaseRecord {
    pub case_id: Vec<u8>,
    pub number_mac: Vec<u8>,
    pub pin_verifier: String,
    pub submission_mac: Vec<u8>,
    pub submission_digest: Vec<u8>,
    pub opened_on: i64,
    pub key_generation: i64,
}

impl TryFrom<CaseRecord> for Case {
    type Error = StorageError;

    fn try_from(row: CaseRecord) -> Result<Self, StorageError> {
        Ok(Self {
            id: CaseId::from_bytes(at("case_file", "case_id").bytes(&row.case_id)?),
            number_mac: at("case_file", "number_mac").bytes(&row.number_mac)?,
            pin_verifier: row.pin_verifier,
            submission_mac: at("case_file", "submission_mac").bytes(&row.submission_mac)?,
            submission_digest: at("case_file", "submission_digest").bytes(&row.submission_digest)?,
            opened_on: Timestamp::from_millis(row.opened_on),
            key_generation: at("case_file", "key_generation").integer(row.key_generation)?,
        })
    }
}

/// A row of `item`.
#[expect(missing_docs, reason = "the columns are described in migrations/")]
pub struct ItemRecord {
    pub item_id: Vec<u8>,
    pub case_id: Vec<u8>,
    pub position: i64,
    pub medium: String,
    pub salt: Vec<u8>,
}

impl ItemRecord {
    /// The item with these rows of `item_hash`.
    ///
    /// # Errors
    /// Where a column or the set of hashes makes no sense.
    pub fn with_hashes(self, hashes: &[HashRecord]) -> Result<Item, StorageError> {
        Ok(Item {
            id: ItemId::from_bytes(at("item", "item_id").bytes(&self.item_id)?),
            case: CaseId::from_bytes(at("item", "case_id").bytes(&self.case_id)?),
            position: at("item", "position").integer(self.position)?,
            medium: at("item", "medium").medium(&self.medium)?,
            salt: at("item", "salt").bytes(&self.salt)?,
            hashes: item_hashes(hashes.iter().map(Hash::try_from).collect::<Result<_, _>>()?)?,
        })
    }
}

pub(super) fn item_hashes(hashes: Vec<Hash>) -> Result<ItemHashes, StorageError> {
    at("item_hash", "kind").known(ItemHashes::new(hashes).ok())
}

/// A row of `item_hash`, without the item that it belongs to.
#[expect(missing_docs, reason = "the columns are described in migrations/")]
pub struct HashRecord {
    pub kind: String,
    pub variant: String,
    pub value: Vec<u8>,
    pub quality: Option<i64>,
}

impl From<&Hash> for HashRecord {
    fn from(hash: &Hash) -> Self {
        Self {
            kind: hash.value.kind().as_str().to_owned(),
            variant: hash.variant.map_or("", VariantKind::as_str).to_owned(),
            value: hash.value.bytes().to_owned(),
            quality: hash.value.quality().map(i64::from),
        }
    }
}

impl TryFrom<&HashRecord> for Hash {
    type Error = StorageError;

    fn try_from(row: &HashRecord) -> Result<Self, StorageError> {
        hash(&row.kind, &row.variant, &row.value, row.quality)
    }
}

pub(super) fn hash(
    kind: &str,
    variant: &str,
    value: &[u8],
    quality: Option<i64>,
) -> Result<Hash, StorageError> {
    let kind = at("item_hash", "kind").known(HashKind::parse(kind))?;
    let variant = match variant {
        "" => None,
        name => Some(at("item_hash", "variant").known(VariantKind::parse(name))?),
    };
    let quality = quality
        .map(|quality| at("item_hash", "quality").integer(quality))
        .transpose()?;
    let value = at("item_hash", "value").known(HashValue::from_parts(kind, value, quality))?;
    Ok(Hash { value, variant })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_item_without_hashes_is_inconsistent() {
        let item = ItemRecord {
            item_id: vec![1; 16],
            case_id: vec![2; 16],
            position: 0,
            medium: "image".to_owned(),
            salt: vec![3; 16],
        };
        let error = item.with_hashes(&[]).unwrap_err();
        assert!(matches!(
            error,
            StorageError::Inconsistent {
                table: "item_hash",
                ..
            }
        ));
    }
}

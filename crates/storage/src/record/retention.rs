//! Rows of what is erased.

use std::collections::BTreeMap;

use domain::Timestamp;

use super::at;
use crate::{StorageError, retention::Declined};

/// An item that has ended.
#[expect(missing_docs, reason = "the columns are described in migrations/")]
pub struct EndedItemRecord {
    pub item_id: Vec<u8>,
    pub case_id: Vec<u8>,
    /// Whether it was rejected wherever it was, and not taken back by its owner.
    pub declined: bool,
    /// Whether that was done by rule wherever it was, because nobody had decided about it in time.
    pub unreviewed: bool,
    /// One of the lists that it was for.
    pub list: String,
}

impl EndedItemRecord {
    /// Of each case that has one, how many of these items were declined, how many of those because nobody had decided about
    /// them in time, and for which list.
    pub fn declined(ended: &[Self]) -> Vec<(&[u8], i64, i64, &str)> {
        let mut cases: BTreeMap<&[u8], (i64, i64, &str)> = BTreeMap::new();
        for item in ended.iter().filter(|item| item.declined) {
            let (count, unreviewed, _) =
                cases
                    .entry(item.case_id.as_slice())
                    .or_insert((0, 0, item.list.as_str()));
            *count += 1;
            *unreviewed += i64::from(item.unreviewed);
        }
        let rows = cases.into_iter();
        rows.map(|(case, (count, unreviewed, list))| (case, count, unreviewed, list))
            .collect()
    }

    /// Of each case that has one, how many of these items were taken back.
    pub fn taken_back(ended: &[Self]) -> Vec<(&[u8], i64)> {
        let mut cases: BTreeMap<&[u8], i64> = BTreeMap::new();
        for item in ended.iter().filter(|item| !item.declined) {
            *cases.entry(item.case_id.as_slice()).or_default() += 1;
        }
        cases.into_iter().collect()
    }
}

/// What `case_file` says of declined items that are erased.
#[expect(missing_docs, reason = "the columns are described in migrations/")]
pub struct DeclinedRecord {
    pub declined: i64,
    pub unreviewed: i64,
    pub declined_on: i64,
    pub declined_list: String,
}

impl TryFrom<DeclinedRecord> for Declined {
    type Error = StorageError;

    fn try_from(row: DeclinedRecord) -> Result<Self, StorageError> {
        Ok(Self {
            count: at("case_file", "declined").integer(row.declined)?,
            unreviewed: at("case_file", "unreviewed").integer(row.unreviewed)?,
            list: at("case_file", "declined_list").list(&row.declined_list)?,
            on: Timestamp::from_millis(row.declined_on),
        })
    }
}

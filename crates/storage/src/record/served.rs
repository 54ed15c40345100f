//! Rows of what was served.

use domain::{
    Timestamp,
    id::{EntryId, ServedId, SubscriberId},
    served::{Served, Wire},
};

use super::at;
use crate::{
    StorageError,
    served::{EvidenceKey, Fetched, Reached},
};

/// A row of `served`.
#[expect(missing_docs, reason = "the columns are described in migrations/")]
pub struct ServedRecord {
    pub served_id: Vec<u8>,
    pub subscriber_id: Vec<u8>,
    pub list: String,
    pub wire: String,
    pub first_number: i64,
    pub last_number: i64,
    pub entries: i64,
    pub answers: i64,
    pub began_at: i64,
    pub ended_at: i64,
}

impl TryFrom<ServedRecord> for Served {
    type Error = StorageError;

    fn try_from(row: ServedRecord) -> Result<Self, StorageError> {
        Ok(Self {
            id: ServedId::from_bytes(at("served", "served_id").bytes(&row.served_id)?),
            subscriber: SubscriberId::from_bytes(at("served", "subscriber_id").bytes(&row.subscriber_id)?),
            list: at("served", "list").list(&row.list)?,
            wire: at("served", "wire").known(Wire::parse(&row.wire))?,
            first: at("served", "first_number").integer(row.first_number)?,
            last: at("served", "last_number").integer(row.last_number)?,
            count: at("served", "entries").integer(row.entries)?,
            answers: at("served", "answers").integer(row.answers)?,
            began_at: Timestamp::from_millis(row.began_at),
            ended_at: Timestamp::from_millis(row.ended_at),
        })
    }
}

/// How far a subscriber has got.
#[expect(missing_docs, reason = "the columns are described in migrations/")]
pub struct ReachRecord {
    pub list: String,
    pub wire: String,
    pub last_number: i64,
    pub ended_at: i64,
}

impl TryFrom<ReachRecord> for Reached {
    type Error = StorageError;

    fn try_from(row: ReachRecord) -> Result<Self, StorageError> {
        Ok(Self {
            list: at("served", "list").list(&row.list)?,
            wire: at("served", "wire").known(Wire::parse(&row.wire))?,
            number: at("served", "last_number").integer(row.last_number)?,
            at: Timestamp::from_millis(row.ended_at),
        })
    }
}

/// A row of `evidence_key`.
#[expect(missing_docs, reason = "the columns are described in migrations/")]
pub struct EvidenceKeyRecord {
    pub generation: i64,
    pub public_key: Vec<u8>,
    pub first_used_at: i64,
}

impl TryFrom<EvidenceKeyRecord> for EvidenceKey {
    type Error = StorageError;

    fn try_from(row: EvidenceKeyRecord) -> Result<Self, StorageError> {
        Ok(Self {
            generation: at("evidence_key", "generation").integer(row.generation)?,
            public_key: at("evidence_key", "public_key").bytes(&row.public_key)?,
            first_used_at: Timestamp::from_millis(row.first_used_at),
        })
    }
}

/// An entry with how many were served it.
#[expect(missing_docs, reason = "the columns are described in migrations/")]
pub struct FetchedRecord {
    pub entry_id: Vec<u8>,
    pub subscribers: i64,
    pub last_at: i64,
}

impl TryFrom<FetchedRecord> for Fetched {
    type Error = StorageError;

    fn try_from(row: FetchedRecord) -> Result<Self, StorageError> {
        Ok(Self {
            entry: EntryId::from_bytes(at("entry", "entry_id").bytes(&row.entry_id)?),
            subscribers: row.subscribers.unsigned_abs(),
            last_at: Timestamp::from_millis(row.last_at),
        })
    }
}

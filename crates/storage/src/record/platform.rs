//! Rows of platforms.

use domain::{
    Timestamp,
    feedback::Verdict,
    id::SubscriberId,
    list::ListName,
    platform::{Participant, Profile, SuspendedBy, parse_practices},
};

use super::{at, moment};
use crate::{StorageError, platform::VerdictCount};

/// A row of `platform`.
#[expect(missing_docs, reason = "the columns are described in migrations/")]
pub struct ProfileRecord {
    pub subscriber_id: Vec<u8>,
    pub products: String,
    pub practices: String,
    pub public: i64,
    pub granted: String,
    pub variants: i64,
    pub agreement: Option<String>,
    pub agreed_at: Option<i64>,
    pub suspended_by: Option<String>,
}

/// The column `granted`.
pub fn granted_text(lists: &[ListName]) -> String {
    let names: Vec<_> = lists.iter().map(ListName::as_str).collect();
    names.join(" ")
}

impl TryFrom<ProfileRecord> for Profile {
    type Error = StorageError;

    fn try_from(row: ProfileRecord) -> Result<Self, StorageError> {
        let suspended_by = row
            .suspended_by
            .map(|who| at("platform", "suspended_by").known(SuspendedBy::parse(&who)))
            .transpose()?;
        let granted = row
            .granted
            .split_whitespace()
            .map(|name| at("platform", "granted").list(name))
            .collect::<Result<_, _>>()?;
        Ok(Self {
            subscriber: SubscriberId::from_bytes(at("platform", "subscriber_id").bytes(&row.subscriber_id)?),
            products: row.products,
            practices: at("platform", "practices").known(parse_practices(&row.practices))?,
            public: row.public == 1,
            granted,
            variants: row.variants == 1,
            agreement: row.agreement,
            agreed_at: moment(row.agreed_at),
            suspended_by,
        })
    }
}

/// What survivors read of a platform.
#[expect(missing_docs, reason = "the columns are described in migrations/")]
pub struct ParticipantRecord {
    pub name: String,
    pub products: String,
    pub practices: String,
    pub since: Option<i64>,
}

impl TryFrom<ParticipantRecord> for Participant {
    type Error = StorageError;

    fn try_from(row: ParticipantRecord) -> Result<Self, StorageError> {
        Ok(Self {
            name: row.name,
            products: row.products,
            practices: at("platform", "practices").known(parse_practices(&row.practices))?,
            since: row.since.map(Timestamp::from_millis),
        })
    }
}

/// A count of verdicts.
#[expect(missing_docs, reason = "the columns are described in migrations/")]
pub struct VerdictCountRecord {
    pub list: String,
    pub verdict: String,
    pub count: i64,
}

impl TryFrom<VerdictCountRecord> for VerdictCount {
    type Error = StorageError;

    fn try_from(row: VerdictCountRecord) -> Result<Self, StorageError> {
        Ok(Self {
            list: at("feedback", "list").list(&row.list)?,
            verdict: at("feedback", "verdict").known(Verdict::parse(&row.verdict))?,
            count: row.count.unsigned_abs(),
        })
    }
}

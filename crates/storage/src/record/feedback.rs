//! Rows of feedback.

use domain::{
    Timestamp,
    feedback::{Counted, Feedback, Verdict},
    id::{EntryId, SubscriberId},
    subscriber::Group,
};

use super::{at, subscriber::group};
use crate::{StorageError, feedback::VerdictCount};

/// A row of `feedback`.
#[expect(missing_docs, reason = "the columns are described in migrations/")]
pub struct FeedbackRecord {
    pub list: String,
    pub entry_id: Vec<u8>,
    pub subscriber_id: Vec<u8>,
    pub verdict: String,
    pub reason: String,
    pub matches: i64,
    pub answered: i64,
    pub given_at: i64,
}

impl TryFrom<FeedbackRecord> for Feedback {
    type Error = StorageError;

    fn try_from(row: FeedbackRecord) -> Result<Self, StorageError> {
        Ok(Self {
            list: at("feedback", "list").list(&row.list)?,
            entry: EntryId::from_bytes(at("feedback", "entry_id").bytes(&row.entry_id)?),
            subscriber: SubscriberId::from_bytes(at("feedback", "subscriber_id").bytes(&row.subscriber_id)?),
            verdict: at("feedback", "verdict").known(Verdict::parse(&row.verdict))?,
            reason: row.reason,
            matches: at("feedback", "matches").integer(row.matches)?,
            answered: at("feedback", "answered").integer(row.answered)?,
            given_at: Timestamp::from_millis(row.given_at),
        })
    }
}

/// A row of `feedback` beside the name of its subscriber, and with whom that acts.
#[expect(missing_docs, reason = "the columns are described in migrations/")]
pub struct CountedRecord {
    pub list: String,
    pub entry_id: Vec<u8>,
    pub subscriber_id: Vec<u8>,
    pub verdict: String,
    pub reason: String,
    pub matches: i64,
    pub answered: i64,
    pub given_at: i64,
    pub name: String,
    pub group_name: Option<String>,
}

impl TryFrom<CountedRecord> for Counted {
    type Error = StorageError;

    fn try_from(row: CountedRecord) -> Result<Self, StorageError> {
        let noted = row.group_name.as_deref().map(group).transpose()?;
        let word = FeedbackRecord {
            list: row.list,
            entry_id: row.entry_id,
            subscriber_id: row.subscriber_id,
            verdict: row.verdict,
            reason: row.reason,
            matches: row.matches,
            answered: row.answered,
            given_at: row.given_at,
        };
        Ok(Self {
            word: word.try_into()?,
            group: Group::counting(&row.name, noted),
        })
    }
}

/// A verdict on an entry with how often it was given.
#[expect(missing_docs, reason = "the columns are described in migrations/")]
pub struct VerdictRecord {
    pub entry_id: Vec<u8>,
    pub verdict: String,
    pub count: i64,
}

impl TryFrom<VerdictRecord> for VerdictCount {
    type Error = StorageError;

    fn try_from(row: VerdictRecord) -> Result<Self, StorageError> {
        Ok(Self {
            entry: EntryId::from_bytes(at("feedback", "entry_id").bytes(&row.entry_id)?),
            verdict: at("feedback", "verdict").known(Verdict::parse(&row.verdict))?,
            count: row.count.unsigned_abs(),
        })
    }
}

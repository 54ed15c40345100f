//! Rows of how staff share the work.

use domain::{
    Timestamp,
    entry::{Action, Priority},
    id::{EntryId, StaffId},
};

use super::{QueueRecord, at, moment, queue_rows};
use crate::{
    StorageError,
    review::{Handling, Note, StoredReason, WorkRow},
};

/// A row of `entry` and `handling` with one of its findings.
#[expect(missing_docs, reason = "the columns are described in migrations/")]
pub struct WorkRecord {
    pub entry_id: Vec<u8>,
    pub list: String,
    pub item_id: Vec<u8>,
    pub medium: String,
    pub state: String,
    pub standing: Option<String>,
    pub withdrawal_due: Option<i64>,
    pub version: i64,
    pub created_on: i64,
    pub finding: Option<String>,
    pub evidence: Option<i64>,
    pub detail: Option<String>,
    pub treatment: Option<String>,
    pub priority: i64,
    pub claimed_by: Option<Vec<u8>>,
    pub claimed_until: Option<i64>,
    pub snoozed_until: Option<i64>,
}

/// Gathers the findings of each entry; rows of one entry stand together.
///
/// # Errors
/// Where a column makes no sense.
pub fn work_rows(records: Vec<WorkRecord>) -> Result<Vec<WorkRow>, StorageError> {
    let mut marks = Vec::new();
    let mut rows = Vec::with_capacity(records.len());
    let mut last = Vec::new();
    for record in records {
        if record.entry_id != last {
            last.clone_from(&record.entry_id);
            let handling = HandlingRecord {
                claimed_by: record.claimed_by,
                claimed_until: record.claimed_until,
                snoozed_until: record.snoozed_until,
            };
            marks.push((priority(record.priority)?, Handling::try_from(handling)?));
        }
        rows.push(QueueRecord {
            entry_id: record.entry_id,
            list: record.list,
            item_id: record.item_id,
            medium: record.medium,
            state: record.state,
            standing: record.standing,
            withdrawal_due: record.withdrawal_due,
            version: record.version,
            created_on: record.created_on,
            finding: record.finding,
            evidence: record.evidence,
            detail: record.detail,
            treatment: record.treatment,
        });
    }
    let rows = queue_rows(rows)?;
    Ok(rows
        .into_iter()
        .zip(marks)
        .map(|(row, (priority, handling))| WorkRow {
            row,
            priority,
            handling,
        })
        .collect())
}

/// How urgent, from the column `priority` of `entry`.
///
/// # Errors
/// Where it is none of the numbers that are written there.
pub fn priority(number: i64) -> Result<Priority, StorageError> {
    at("entry", "priority").known(Priority::from_number(number))
}

/// A row of `handling`, without its entry.
#[derive(Default)]
#[expect(missing_docs, reason = "the columns are described in migrations/")]
pub struct HandlingRecord {
    pub claimed_by: Option<Vec<u8>>,
    pub claimed_until: Option<i64>,
    pub snoozed_until: Option<i64>,
}

impl TryFrom<HandlingRecord> for Handling {
    type Error = StorageError;

    fn try_from(row: HandlingRecord) -> Result<Self, StorageError> {
        let claimed = match (row.claimed_by, row.claimed_until) {
            (Some(staff), Some(until)) => {
                let staff = StaffId::from_bytes(at("handling", "claimed_by").bytes(&staff)?);
                Some((staff, Timestamp::from_millis(until)))
            }
            _ => None,
        };
        Ok(Self {
            claimed,
            snoozed_until: moment(row.snoozed_until),
        })
    }
}

/// A row of `handling` that is taken: which entry, and by whom.
#[expect(missing_docs, reason = "the columns are described in migrations/")]
pub struct ClaimRecord {
    pub entry_id: Vec<u8>,
    pub claimed_by: Vec<u8>,
}

impl TryFrom<ClaimRecord> for (EntryId, StaffId) {
    type Error = StorageError;

    fn try_from(row: ClaimRecord) -> Result<Self, StorageError> {
        let entry = EntryId::from_bytes(at("handling", "entry_id").bytes(&row.entry_id)?);
        let staff = StaffId::from_bytes(at("handling", "claimed_by").bytes(&row.claimed_by)?);
        Ok((entry, staff))
    }
}

/// A row of `note`, without its position.
#[expect(missing_docs, reason = "the columns are described in migrations/")]
pub struct NoteRecord {
    pub entry_id: Vec<u8>,
    pub staff_id: Vec<u8>,
    pub body: String,
    pub written_at: i64,
}

impl TryFrom<NoteRecord> for Note {
    type Error = StorageError;

    fn try_from(row: NoteRecord) -> Result<Self, StorageError> {
        Ok(Self {
            entry: EntryId::from_bytes(at("note", "entry_id").bytes(&row.entry_id)?),
            staff: StaffId::from_bytes(at("note", "staff_id").bytes(&row.staff_id)?),
            body: row.body,
            written_at: Timestamp::from_millis(row.written_at),
        })
    }
}

/// A row of `decision_reason`.
#[expect(missing_docs, reason = "the columns are described in migrations/")]
pub struct ReasonRecord {
    pub action: String,
    pub reason: String,
    pub body: String,
    pub away: i64,
}

impl TryFrom<ReasonRecord> for StoredReason {
    type Error = StorageError;

    fn try_from(row: ReasonRecord) -> Result<Self, StorageError> {
        Ok(Self {
            action: at("decision_reason", "action").known(Action::parse(&row.action))?,
            reason: row.reason,
            body: row.body,
            away: row.away != 0,
        })
    }
}

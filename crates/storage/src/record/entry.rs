//! Rows of entries, findings and decisions.

use domain::{
    Timestamp,
    decision::{Actor, Decision},
    entry::{Action, Entry, State},
    id::{DecisionId, EntryId, ItemId, StaffId},
    screening::{Finding, Found, Treatment},
};

use super::{at, moment};
use crate::{
    StorageError,
    entry::{CaseEntry, QueueRow},
};

/// A row of `entry`, without the day on which it was made.
#[expect(missing_docs, reason = "the columns are described in migrations/")]
pub struct EntryRecord {
    pub entry_id: Vec<u8>,
    pub list: String,
    pub item_id: Vec<u8>,
    pub medium: String,
    pub state: String,
    pub standing: Option<String>,
    pub withdrawal_due: Option<i64>,
    pub version: i64,
}

impl TryFrom<EntryRecord> for Entry {
    type Error = StorageError;

    fn try_from(row: EntryRecord) -> Result<Self, StorageError> {
        let standing = at("entry", "standing").standing(row.standing.as_deref())?;
        Ok(Self {
            id: EntryId::from_bytes(at("entry", "entry_id").bytes(&row.entry_id)?),
            list: at("entry", "list").list(&row.list)?,
            item: ItemId::from_bytes(at("entry", "item_id").bytes(&row.item_id)?),
            medium: at("entry", "medium").medium(&row.medium)?,
            state: at("entry", "state").known(State::from_parts(&row.state, standing))?,
            withdrawal_due: moment(row.withdrawal_due),
            version: row.version,
        })
    }
}

/// A row of `entry` beside the place of its item in the case and the moment since which it is listed.
#[expect(missing_docs, reason = "the columns are described in migrations/")]
pub struct CaseEntryRecord {
    pub entry_id: Vec<u8>,
    pub list: String,
    pub item_id: Vec<u8>,
    pub medium: String,
    pub state: String,
    pub standing: Option<String>,
    pub withdrawal_due: Option<i64>,
    pub version: i64,
    pub position: i64,
    pub listed_since: Option<i64>,
    pub first_listed: Option<i64>,
    pub unreviewed: bool,
}

impl TryFrom<CaseEntryRecord> for CaseEntry {
    type Error = StorageError;

    fn try_from(row: CaseEntryRecord) -> Result<Self, StorageError> {
        let position = at("item", "position").integer(row.position)?;
        let listed_since = moment(row.listed_since);
        let first_listed = moment(row.first_listed);
        let entry = EntryRecord {
            entry_id: row.entry_id,
            list: row.list,
            item_id: row.item_id,
            medium: row.medium,
            state: row.state,
            standing: row.standing,
            withdrawal_due: row.withdrawal_due,
            version: row.version,
        };
        Ok(Self {
            entry: entry.try_into()?,
            position,
            listed_since,
            first_listed,
            unreviewed: row.unreviewed,
        })
    }
}

/// A row of `entry` beside one finding about it; one with none comes once and bare.
#[expect(missing_docs, reason = "the columns are described in migrations/")]
pub struct QueueRecord {
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
}

/// Gathers the findings of each entry; rows of one entry stand together.
///
/// # Errors
/// Where a column makes no sense.
pub fn queue_rows(rows: Vec<QueueRecord>) -> Result<Vec<QueueRow>, StorageError> {
    let mut queue: Vec<QueueRow> = Vec::new();
    for row in rows {
        let finding = match (row.finding, row.evidence) {
            (Some(name), Some(evidence)) => {
                let (detail, treatment) = (row.detail.unwrap_or_default(), row.treatment.unwrap_or_default());
                let record = FindingRecord {
                    name,
                    evidence,
                    detail,
                    treatment,
                };
                Some(record.try_into()?)
            }
            _ => None,
        };
        if let Some(last) = queue
            .last_mut()
            .filter(|last| last.entry.id.as_bytes()[..] == row.entry_id)
        {
            last.findings.extend(finding);
            continue;
        }
        let entry = EntryRecord {
            entry_id: row.entry_id,
            list: row.list,
            item_id: row.item_id,
            medium: row.medium,
            state: row.state,
            standing: row.standing,
            withdrawal_due: row.withdrawal_due,
            version: row.version,
        };
        queue.push(QueueRow {
            entry: entry.try_into()?,
            created_on: Timestamp::from_millis(row.created_on),
            findings: finding.into_iter().collect(),
        });
    }
    Ok(queue)
}

/// A row of `finding`, without the entry that it is about.
#[expect(missing_docs, reason = "the columns are described in migrations/")]
pub struct FindingRecord {
    pub name: String,
    pub evidence: i64,
    pub detail: String,
    pub treatment: String,
}

impl TryFrom<FindingRecord> for Found {
    type Error = StorageError;

    fn try_from(row: FindingRecord) -> Result<Self, StorageError> {
        let evidence = at("finding", "evidence").integer(row.evidence)?;
        let finding = Finding::from_parts(&row.name, evidence, &row.detail);
        Ok(Self {
            finding: at("finding", "name").known(finding)?,
            treatment: at("finding", "treatment").known(Treatment::parse(&row.treatment))?,
        })
    }
}

/// A row of `decision`, without its position.
#[expect(missing_docs, reason = "the columns are described in migrations/")]
pub struct DecisionRecord {
    pub decision_id: Vec<u8>,
    pub entry_id: Vec<u8>,
    pub actor_kind: String,
    pub actor: String,
    pub policy_version: Option<i64>,
    pub action: String,
    pub reason: String,
    pub note: Option<String>,
    pub made_at: i64,
}

impl TryFrom<DecisionRecord> for Decision {
    type Error = StorageError;

    fn try_from(row: DecisionRecord) -> Result<Self, StorageError> {
        let actor = match (row.actor_kind.as_str(), row.policy_version) {
            ("policy", Some(version)) => Actor::Policy {
                name: row.actor,
                version: at("decision", "policy_version").integer(version)?,
            },
            ("staff", None) => Actor::Staff(at("decision", "actor").known(StaffId::parse(&row.actor).ok())?),
            ("case-holder", None) => Actor::CaseHolder,
            _ => return Err(at("decision", "actor_kind").inconsistent()),
        };
        Ok(Self {
            id: DecisionId::from_bytes(at("decision", "decision_id").bytes(&row.decision_id)?),
            entry: EntryId::from_bytes(at("decision", "entry_id").bytes(&row.entry_id)?),
            actor,
            action: at("decision", "action").known(Action::parse(&row.action))?,
            reason: row.reason,
            note: row.note,
            made_at: Timestamp::from_millis(row.made_at),
        })
    }
}

/// The columns `actor_kind`, `actor` and `policy_version` of `decision`.
pub fn actor_columns(actor: &Actor) -> (&'static str, String, Option<i64>) {
    match actor {
        Actor::Policy { name, version } => ("policy", name.clone(), Some(i64::from(*version))),
        Actor::Staff(staff) => ("staff", staff.to_string(), None),
        Actor::CaseHolder => ("case-holder", String::new(), None),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn row(state: &str, standing: Option<&str>) -> EntryRecord {
        EntryRecord {
            entry_id: vec![1; 16],
            list: "exploitative".to_owned(),
            item_id: vec![2; 16],
            medium: "image".to_owned(),
            state: state.to_owned(),
            standing: standing.map(ToOwned::to_owned),
            withdrawal_due: None,
            version: 0,
        }
    }

    fn wrong_column(row: EntryRecord) -> &'static str {
        match Entry::try_from(row) {
            Err(StorageError::Inconsistent {
                table: "entry",
                column,
            }) => column,
            other => panic!("{other:?}"),
        }
    }

    #[test]
    fn a_column_that_makes_no_sense_is_named() {
        assert_eq!(wrong_column(row("gone", None)), "state");
        assert_eq!(wrong_column(row("published", None)), "state");
        assert_eq!(wrong_column(row("published", Some("certain"))), "standing");
        assert_eq!(
            wrong_column(EntryRecord {
                entry_id: vec![1; 15],
                ..row("pending", None)
            }),
            "entry_id"
        );
        assert_eq!(
            wrong_column(EntryRecord {
                list: "No List".to_owned(),
                ..row("pending", None)
            }),
            "list"
        );
    }
}

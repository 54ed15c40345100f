//! Rows of what takes two people.

use domain::{
    Timestamp,
    id::{ProposalId, StaffId},
    proposal::{Matter, Proposal, Settlement, Undone, Verdict},
};

use super::{at, moment};
use crate::StorageError;

/// A row of `proposal`.
#[expect(missing_docs, reason = "the columns are described in migrations/")]
pub struct ProposalRecord {
    pub proposal_id: Vec<u8>,
    pub matter: String,
    pub terms: String,
    pub reason: String,
    pub proposed_by: Vec<u8>,
    pub proposed_at: i64,
    pub expires_at: i64,
    pub verdict: Option<String>,
    pub settled_by: Option<Vec<u8>>,
    pub settled_at: Option<i64>,
    pub carried_out_at: Option<i64>,
    pub reached: Option<i64>,
    pub undone_by: Option<Vec<u8>>,
    pub undone_at: Option<i64>,
    pub undone: Option<i64>,
}

impl TryFrom<ProposalRecord> for Proposal {
    type Error = StorageError;

    fn try_from(row: ProposalRecord) -> Result<Self, StorageError> {
        let settlement = match (row.verdict, row.settled_by, row.settled_at) {
            (Some(verdict), Some(by), Some(settled_at)) => Some(Settlement {
                verdict: at("proposal", "verdict").known(Verdict::parse(&verdict))?,
                by: StaffId::from_bytes(at("proposal", "settled_by").bytes(&by)?),
                at: Timestamp::from_millis(settled_at),
            }),
            _ => None,
        };
        let undone = match (row.undone_by, row.undone_at, row.undone) {
            (Some(by), Some(undone_at), Some(entries)) => Some(Undone {
                by: StaffId::from_bytes(at("proposal", "undone_by").bytes(&by)?),
                at: Timestamp::from_millis(undone_at),
                entries: at("proposal", "undone").integer(entries)?,
            }),
            _ => None,
        };
        Ok(Self {
            id: ProposalId::from_bytes(at("proposal", "proposal_id").bytes(&row.proposal_id)?),
            matter: at("proposal", "matter").known(Matter::parse(&row.matter))?,
            terms: row.terms,
            reason: row.reason,
            proposed_by: StaffId::from_bytes(at("proposal", "proposed_by").bytes(&row.proposed_by)?),
            proposed_at: Timestamp::from_millis(row.proposed_at),
            expires_at: Timestamp::from_millis(row.expires_at),
            settlement,
            carried_out_at: moment(row.carried_out_at),
            reached: row
                .reached
                .map(|reached| at("proposal", "reached").integer(reached))
                .transpose()?,
            undone,
        })
    }
}

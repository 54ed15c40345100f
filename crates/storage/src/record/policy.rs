//! Rows of policies.

use domain::{
    Timestamp,
    id::{ProposalId, StaffId},
    list::{Agreement, Policy, PolicyVersion, Publication},
};

use super::at;
use crate::StorageError;

/// What a policy says: columns of `agreed_policy`, and of `list` for the one that a list started with.
#[expect(missing_docs, reason = "the columns are described in migrations/")]
pub struct PolicyRecord {
    pub name: String,
    pub version: i64,
    pub publication: String,
    pub quality_floor: i64,
    pub transition_floor: i64,
    pub treatments: String,
}

impl TryFrom<PolicyRecord> for Policy {
    type Error = StorageError;

    fn try_from(row: PolicyRecord) -> Result<Self, StorageError> {
        let column = |column| at("agreed_policy", column);
        Ok(Self {
            name: row.name,
            version: column("version").integer(row.version)?,
            publication: column("publication").known(Publication::parse(&row.publication))?,
            quality_floor: column("quality_floor").integer(row.quality_floor)?,
            transition_floor: column("transition_floor").integer(row.transition_floor)?,
            treatments: column("treatments").known(row.treatments.parse().ok())?,
        })
    }
}

/// A row of `agreed_policy`.
#[expect(missing_docs, reason = "the columns are described in migrations/")]
pub struct AgreedPolicyRecord {
    pub name: String,
    pub version: i64,
    pub publication: String,
    pub quality_floor: i64,
    pub transition_floor: i64,
    pub treatments: String,
    pub effective_at: i64,
    pub proposal_id: Vec<u8>,
    pub proposed_by: Vec<u8>,
    pub seconded_by: Vec<u8>,
}

impl TryFrom<AgreedPolicyRecord> for PolicyVersion {
    type Error = StorageError;

    fn try_from(row: AgreedPolicyRecord) -> Result<Self, StorageError> {
        let column = |column| at("agreed_policy", column);
        let agreement = Agreement {
            effective_at: Timestamp::from_millis(row.effective_at),
            proposal: ProposalId::from_bytes(column("proposal_id").bytes(&row.proposal_id)?),
            proposed_by: StaffId::from_bytes(column("proposed_by").bytes(&row.proposed_by)?),
            seconded_by: StaffId::from_bytes(column("seconded_by").bytes(&row.seconded_by)?),
        };
        let policy = Policy::try_from(PolicyRecord {
            name: row.name,
            version: row.version,
            publication: row.publication,
            quality_floor: row.quality_floor,
            transition_floor: row.transition_floor,
            treatments: row.treatments,
        })?;
        Ok(Self {
            policy,
            agreement: Some(agreement),
        })
    }
}

/// The versions of a list's policy: those that were agreed on, and the one that it started with behind them.
///
/// # Errors
/// Where a column makes no sense.
pub fn policy_versions(
    agreed: Vec<AgreedPolicyRecord>,
    started: Option<PolicyRecord>,
) -> Result<Vec<PolicyVersion>, StorageError> {
    let started = started.map(|row| {
        Policy::try_from(row).map(|policy| PolicyVersion {
            policy,
            agreement: None,
        })
    });
    agreed
        .into_iter()
        .map(PolicyVersion::try_from)
        .chain(started)
        .collect()
}

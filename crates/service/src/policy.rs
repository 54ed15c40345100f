//! The policies by which submissions get on lists: two people change one, from a moment on.

use std::{collections::HashMap, time::Duration};

use domain::{
    Timestamp,
    audit::{Act, Agent, Deed},
    id::StaffId,
    list::{Agreement, ListName, Policy, PolicyVersion, Publication, in_force},
    proposal::Proposal,
    screening::Treatments,
};
use serde::{Deserialize, Serialize};
use storage::{StorageError, Transaction};

use crate::{Service, propose::Obstacle};

/// A policy may be agreed on so long before it holds.
pub const FURTHEST: Duration = Duration::from_secs(366 * 24 * 3_600);
/// The highest PDQ quality.
pub const MAX_QUALITY: u8 = 100;

/// The highest floor of bit changes. The fewest of a picture and its mirror images are counted, which are at most about
/// 128 by the way they are made, so that a higher floor would hold every picture.
pub const MAX_TRANSITIONS: u8 = 127;

/// Another policy for a list.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct PolicyChange {
    /// The list's name.
    pub list: String,
    /// The list's newest version when this was proposed. Where there is a newer one by now, the two people agreed on
    /// something else than what would happen.
    pub after: u32,
    /// When clean entries are published.
    pub publication: Publication,
    /// PDQ quality below which an item is held, 0 to [`MAX_QUALITY`].
    pub quality_floor: u8,
    /// Bit changes along a PDQ below which an item is held, 0 to [`MAX_TRANSITIONS`].
    pub transition_floor: u8,
    /// What is done about each kind of finding.
    pub treatments: Treatments,
    /// From when on, in milliseconds since 1970 UTC; `None` from the moment at which the second person agrees.
    pub effective_ms: Option<i64>,
}

/// The policies of one list.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ListPolicies {
    /// The list.
    pub list: ListName,
    /// The version that holds.
    pub present: Policy,
    /// Every version, the newest first.
    pub versions: Vec<PolicyVersion>,
    /// The names of those who agreed on them.
    pub names: HashMap<StaffId, String>,
}

impl ListPolicies {
    /// The newest version, which need not hold yet.
    pub fn newest(&self) -> &Policy {
        self.versions
            .first()
            .map_or(&self.present, |version| &version.policy)
    }
}

impl PolicyChange {
    /// From when on it is to hold.
    pub fn effective_at(&self) -> Option<Timestamp> {
        self.effective_ms.map(Timestamp::from_millis)
    }

    /// The policy that would hold.
    pub fn policy(&self) -> Policy {
        Policy {
            name: self.publication.as_str().to_owned(),
            version: self.after.saturating_add(1),
            publication: self.publication,
            quality_floor: self.quality_floor,
            transition_floor: self.transition_floor.into(),
            treatments: self.treatments,
        }
    }

    /// The policy that it is to follow; `None` where there is none such.
    pub(crate) async fn before(&self, tx: &mut dyn Transaction) -> Result<Option<Policy>, StorageError> {
        let Ok(list) = ListName::parse(&self.list) else {
            return Ok(None);
        };
        let versions = tx.policies(&list).await?.into_iter();
        let mut policies = versions.map(|version| version.policy);
        Ok(policies.find(|policy| policy.version == self.after))
    }

    /// Why it could not be carried out; `None` where it could.
    pub(crate) async fn obstacle(&self, tx: &mut dyn Transaction) -> Result<Option<Obstacle>, StorageError> {
        let Ok(list) = ListName::parse(&self.list) else {
            return Ok(Some(Obstacle::Gone));
        };
        let versions = tx.policies(&list).await?;
        let Some(newest) = versions.first().map(|version| &version.policy) else {
            return Ok(Some(Obstacle::Gone));
        };
        let same = Policy {
            name: newest.name.clone(),
            version: newest.version,
            ..self.policy()
        };
        Ok(
            if self.quality_floor > MAX_QUALITY || self.transition_floor > MAX_TRANSITIONS {
                Some(Obstacle::Gone)
            } else if newest.version != self.after {
                Some(Obstacle::Overtaken)
            } else if same == *newest {
                Some(Obstacle::AlreadySo)
            } else {
                None
            },
        )
    }

    /// Keeps it as the list's next version, in the transaction in which `seconded` is recorded.
    pub(crate) async fn carry_out(
        &self,
        tx: &mut dyn Transaction,
        proposal: &Proposal,
        seconded: &Deed,
    ) -> Result<(), StorageError> {
        let broken = |column| StorageError::Inconsistent {
            table: "proposal",
            column,
        };
        let list = ListName::parse(&self.list).map_err(|_| broken("terms"))?;
        let Agent::Staff(seconded_by) = seconded.actor else {
            return Err(broken("settled_by"));
        };
        let policy = self.policy();
        let agreement = Agreement {
            effective_at: self.effective_at().unwrap_or(seconded.at).max(seconded.at),
            proposal: proposal.id,
            proposed_by: proposal.proposed_by,
            seconded_by,
        };
        tx.add_policy(&list, &policy, &agreement).await?;
        tx.record(&Deed {
            act: Act::ChangedPolicy,
            subject: format!("{list} version {}", policy.version),
            reason: format!("proposal {}", proposal.id),
            ..seconded.clone()
        })
        .await?;
        Ok(())
    }
}

impl Service {
    /// The policies of every list.
    ///
    /// # Errors
    /// Where the database fails.
    pub async fn policies(&self) -> Result<Vec<ListPolicies>, StorageError> {
        let mut tx = self.storage().read().await?;
        let mut all = Vec::new();
        for list in tx.lists().await? {
            all.extend(of_list(tx.as_mut(), list, self.now()).await?);
        }
        Ok(all)
    }

    /// When what is clean is published on a list at the moment: what people are told before they send anything. `None`
    /// where there is no such list.
    ///
    /// # Errors
    /// Where the database fails.
    pub async fn publication(&self, list: &ListName) -> Result<Option<Publication>, StorageError> {
        let mut tx = self.storage().read().await?;
        let policy = tx.policy(list, self.now()).await?;
        Ok(policy.map(|policy| policy.publication))
    }

    /// The policies of one list; `None` where there is no such list.
    ///
    /// # Errors
    /// Where the database fails.
    pub async fn policies_of(&self, list: ListName) -> Result<Option<ListPolicies>, StorageError> {
        let mut tx = self.storage().read().await?;
        of_list(tx.as_mut(), list, self.now()).await
    }
}

async fn of_list(
    tx: &mut dyn Transaction,
    list: ListName,
    now: Timestamp,
) -> Result<Option<ListPolicies>, StorageError> {
    let versions = tx.policies(&list).await?;
    let Some(present) = in_force(&versions, now).map(|version| version.policy.clone()) else {
        return Ok(None);
    };
    let mut names = HashMap::new();
    for agreement in versions.iter().filter_map(|version| version.agreement) {
        for id in [agreement.proposed_by, agreement.seconded_by] {
            if let Some(staff) = tx.lookup_staff(id).await? {
                names.insert(id, staff.name);
            }
        }
    }
    Ok(Some(ListPolicies {
        list,
        present,
        versions,
        names,
    }))
}

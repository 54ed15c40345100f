//! The policies by which submissions get on lists.

use async_trait::async_trait;
use domain::{
    Timestamp,
    list::{Agreement, ListName, Policy, PolicyVersion},
};
use storage::{
    PolicyRepository, StorageError,
    record::{AgreedPolicyRecord, PolicyRecord, policy_versions},
};

use crate::transaction::SqliteTransaction;

#[async_trait]
impl PolicyRepository for SqliteTransaction {
    async fn policy(&mut self, list: &ListName, now: Timestamp) -> Result<Option<Policy>, StorageError> {
        let (list, now) = (list.as_str(), now.as_millis());
        let row = sqlx::query_as!(
            PolicyRecord,
            r#"SELECT name AS "name!: String", version AS "version!: i64", publication AS "publication!: String",
                      quality_floor AS "quality_floor!: i64", transition_floor AS "transition_floor!: i64",
                      treatments AS "treatments!: String"
               FROM (SELECT name, version, publication, quality_floor, transition_floor, treatments
                     FROM agreed_policy WHERE list = ?1 AND effective_at <= ?2
                     UNION ALL
                     SELECT policy_name, policy_version, publication, quality_floor, transition_floor, treatments
                     FROM list WHERE list = ?1) AS versions
               ORDER BY 2 DESC LIMIT 1"#,
            list,
            now,
        )
        .fetch_optional(self.connection())
        .await;
        self.checked(row)?.map(Policy::try_from).transpose()
    }

    async fn policies(&mut self, list: &ListName) -> Result<Vec<PolicyVersion>, StorageError> {
        let list = list.as_str();
        let agreed = sqlx::query_as!(
            AgreedPolicyRecord,
            "SELECT name, version, publication, quality_floor, transition_floor, treatments, effective_at,
                    proposal_id, proposed_by, seconded_by
             FROM agreed_policy WHERE list = ?1 ORDER BY version DESC",
            list,
        )
        .fetch_all(self.connection())
        .await;
        let agreed = self.checked(agreed)?;
        let started = sqlx::query_as!(
            PolicyRecord,
            "SELECT policy_name AS name, policy_version AS version, publication, quality_floor, transition_floor,
                    treatments
             FROM list WHERE list = ?1",
            list,
        )
        .fetch_optional(self.connection())
        .await;
        policy_versions(agreed, self.checked(started)?)
    }

    async fn add_policy(
        &mut self,
        list: &ListName,
        policy: &Policy,
        agreement: &Agreement,
    ) -> Result<(), StorageError> {
        let (list, publication) = (list.as_str(), policy.publication.as_str());
        let (version, treatments) = (i64::from(policy.version), policy.treatments.to_string());
        let (quality, transitions) = (
            i64::from(policy.quality_floor),
            i64::from(policy.transition_floor),
        );
        let (effective, proposal) = (
            agreement.effective_at.as_millis(),
            agreement.proposal.as_bytes().as_slice(),
        );
        let (proposed_by, seconded_by) = (
            agreement.proposed_by.as_bytes().as_slice(),
            agreement.seconded_by.as_bytes().as_slice(),
        );
        let added = sqlx::query!(
            "INSERT INTO agreed_policy
                 (list, version, name, publication, quality_floor, transition_floor, treatments, effective_at,
                  proposal_id, proposed_by, seconded_by)
             VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11)",
            list,
            version,
            policy.name,
            publication,
            quality,
            transitions,
            treatments,
            effective,
            proposal,
            proposed_by,
            seconded_by,
        )
        .execute(self.connection())
        .await;
        self.checked_reference(added, "agreed_policy_list_fk")?;
        Ok(())
    }
}

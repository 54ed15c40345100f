//! What takes two people.

use async_trait::async_trait;
use domain::{
    Timestamp,
    id::ProposalId,
    proposal::{Matter, Proposal, Settlement, Undone},
};
use storage::{ProposalRepository, StorageError, record::ProposalRecord};

use crate::transaction::SqliteTransaction;

#[async_trait]
impl ProposalRepository for SqliteTransaction {
    async fn add_proposal(&mut self, proposal: &Proposal) -> Result<(), StorageError> {
        let (id, by) = (
            proposal.id.as_bytes().as_slice(),
            proposal.proposed_by.as_bytes().as_slice(),
        );
        let (at, expires) = (proposal.proposed_at.as_millis(), proposal.expires_at.as_millis());
        let matter = proposal.matter.as_str();
        let added = sqlx::query!(
            "INSERT INTO proposal (proposal_id, matter, terms, reason, proposed_by, proposed_at, expires_at)
             VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7)",
            id,
            matter,
            proposal.terms,
            proposal.reason,
            by,
            at,
            expires,
        )
        .execute(self.connection())
        .await;
        self.checked_reference(added, "proposal_proposed_by_fk")?;
        Ok(())
    }

    async fn lookup_proposal(&mut self, proposal: ProposalId) -> Result<Option<Proposal>, StorageError> {
        let id = proposal.as_bytes().as_slice();
        let row = sqlx::query_as!(
            ProposalRecord,
            "SELECT proposal_id, matter, terms, reason, proposed_by, proposed_at, expires_at,
                    verdict, settled_by, settled_at, carried_out_at, reached, undone_by, undone_at, undone
             FROM proposal WHERE proposal_id = ?1",
            id,
        )
        .fetch_optional(self.connection())
        .await;
        self.checked(row)?.map(Proposal::try_from).transpose()
    }

    async fn waiting_proposals(&mut self, now: Timestamp, limit: u32) -> Result<Vec<Proposal>, StorageError> {
        let (now, limit) = (now.as_millis(), i64::from(limit));
        let rows = sqlx::query_as!(
            ProposalRecord,
            "SELECT proposal_id, matter, terms, reason, proposed_by, proposed_at, expires_at,
                    verdict, settled_by, settled_at, carried_out_at, reached, undone_by, undone_at, undone
             FROM proposal WHERE verdict IS NULL AND expires_at > ?1
             ORDER BY proposed_at, proposal_id LIMIT ?2",
            now,
            limit,
        )
        .fetch_all(self.connection())
        .await;
        self.checked(rows)?.into_iter().map(Proposal::try_from).collect()
    }

    async fn past_proposals(&mut self, now: Timestamp, limit: u32) -> Result<Vec<Proposal>, StorageError> {
        let (now, limit) = (now.as_millis(), i64::from(limit));
        let rows = sqlx::query_as!(
            ProposalRecord,
            "SELECT proposal_id, matter, terms, reason, proposed_by, proposed_at, expires_at,
                    verdict, settled_by, settled_at, carried_out_at, reached, undone_by, undone_at, undone
             FROM proposal WHERE verdict IS NOT NULL OR expires_at <= ?1
             ORDER BY coalesce(settled_at, expires_at) DESC, proposal_id LIMIT ?2",
            now,
            limit,
        )
        .fetch_all(self.connection())
        .await;
        self.checked(rows)?.into_iter().map(Proposal::try_from).collect()
    }

    async fn proposals_of(&mut self, matter: Matter, terms: &str) -> Result<Vec<Proposal>, StorageError> {
        let matter = matter.as_str();
        let rows = sqlx::query_as!(
            ProposalRecord,
            "SELECT proposal_id, matter, terms, reason, proposed_by, proposed_at, expires_at,
                    verdict, settled_by, settled_at, carried_out_at, reached, undone_by, undone_at, undone
             FROM proposal WHERE matter = ?1 AND terms = ?2
             ORDER BY proposed_at DESC, proposal_id",
            matter,
            terms,
        )
        .fetch_all(self.connection())
        .await;
        self.checked(rows)?.into_iter().map(Proposal::try_from).collect()
    }

    async fn seconded_proposal(
        &mut self,
        matter: Matter,
        now: Timestamp,
    ) -> Result<Option<Proposal>, StorageError> {
        let (matter, now) = (matter.as_str(), now.as_millis());
        let row = sqlx::query_as!(
            ProposalRecord,
            "SELECT proposal_id, matter, terms, reason, proposed_by, proposed_at, expires_at,
                    verdict, settled_by, settled_at, carried_out_at, reached, undone_by, undone_at, undone
             FROM proposal
             WHERE matter = ?1 AND verdict = 'seconded' AND carried_out_at IS NULL AND expires_at > ?2
             ORDER BY proposed_at, proposal_id LIMIT 1",
            matter,
            now,
        )
        .fetch_optional(self.connection())
        .await;
        self.checked(row)?.map(Proposal::try_from).transpose()
    }

    async fn settle_proposal(
        &mut self,
        proposal: ProposalId,
        settlement: Settlement,
    ) -> Result<bool, StorageError> {
        let (id, by) = (
            proposal.as_bytes().as_slice(),
            settlement.by.as_bytes().as_slice(),
        );
        let (verdict, at) = (settlement.verdict.as_str(), settlement.at.as_millis());
        let settled = sqlx::query!(
            "UPDATE proposal SET verdict = ?2, settled_by = ?3, settled_at = ?4
             WHERE proposal_id = ?1 AND verdict IS NULL",
            id,
            verdict,
            by,
            at,
        )
        .execute(self.connection())
        .await;
        let settled = self.checked_reference(settled, "proposal_settled_by_fk")?;
        Ok(settled.rows_affected() == 1)
    }

    async fn carry_out_proposal(
        &mut self,
        proposal: ProposalId,
        at: Timestamp,
        reached: Option<u32>,
    ) -> Result<bool, StorageError> {
        let (id, at) = (proposal.as_bytes().as_slice(), at.as_millis());
        let noted = sqlx::query!(
            "UPDATE proposal SET carried_out_at = ?2, reached = ?3
             WHERE proposal_id = ?1 AND verdict = 'seconded' AND carried_out_at IS NULL",
            id,
            at,
            reached,
        )
        .execute(self.connection())
        .await;
        Ok(self.checked(noted)?.rows_affected() == 1)
    }

    async fn undo_proposal(&mut self, proposal: ProposalId, undone: Undone) -> Result<bool, StorageError> {
        let (id, by) = (proposal.as_bytes().as_slice(), undone.by.as_bytes().as_slice());
        let (at, entries) = (undone.at.as_millis(), undone.entries);
        let noted = sqlx::query!(
            "UPDATE proposal SET undone_by = ?2, undone_at = ?3, undone = ?4
             WHERE proposal_id = ?1 AND carried_out_at IS NOT NULL AND undone_at IS NULL",
            id,
            by,
            at,
            entries,
        )
        .execute(self.connection())
        .await;
        let noted = self.checked_reference(noted, "proposal_undone_by_fk")?;
        Ok(noted.rows_affected() == 1)
    }

    async fn expire_proposals(&mut self, before: Timestamp) -> Result<u64, StorageError> {
        let before = before.as_millis();
        let removed = sqlx::query!("DELETE FROM proposal WHERE proposed_at < ?1", before)
            .execute(self.connection())
            .await;
        Ok(self.checked(removed)?.rows_affected())
    }
}

//! What takes two people.

use async_trait::async_trait;
use domain::{
    Timestamp,
    id::ProposalId,
    proposal::{Matter, Proposal, Settlement, Undone},
};

use crate::StorageError;

/// Keeps proposals and what became of them.
#[async_trait]
pub trait ProposalRepository {
    /// Keeps a new proposal.
    ///
    /// # Errors
    /// Where whoever proposed it does not exist.
    async fn add_proposal(&mut self, proposal: &Proposal) -> Result<(), StorageError>;

    /// The proposal of that id. Of two writers the second waits here for the first.
    ///
    /// # Errors
    /// Where the database fails.
    async fn lookup_proposal(&mut self, proposal: ProposalId) -> Result<Option<Proposal>, StorageError>;

    /// Proposals that wait for a second person, the oldest first, at most `limit`.
    ///
    /// # Errors
    /// Where the database fails.
    async fn waiting_proposals(&mut self, now: Timestamp, limit: u32) -> Result<Vec<Proposal>, StorageError>;

    /// Proposals that have ended or whose time is up, the newest first, at most `limit`.
    ///
    /// # Errors
    /// Where the database fails.
    async fn past_proposals(&mut self, now: Timestamp, limit: u32) -> Result<Vec<Proposal>, StorageError>;

    /// Every proposal of exactly those terms, the newest first.
    ///
    /// # Errors
    /// Where the database fails.
    async fn proposals_of(&mut self, matter: Matter, terms: &str) -> Result<Vec<Proposal>, StorageError>;

    /// The oldest proposal of that matter that two people want and that was not carried out yet. Of two writers the
    /// second waits here for the first.
    ///
    /// # Errors
    /// Where the database fails.
    async fn seconded_proposal(
        &mut self,
        matter: Matter,
        now: Timestamp,
    ) -> Result<Option<Proposal>, StorageError>;

    /// Ends a proposal. Returns whether it did: not where it has ended already.
    ///
    /// # Errors
    /// [`StorageError::Constraint`] with `proposal_takes_two` where one person is in both places.
    async fn settle_proposal(
        &mut self,
        proposal: ProposalId,
        settlement: Settlement,
    ) -> Result<bool, StorageError>;

    /// Notes that a proposal was carried out, and how many entries it decided about, where that is its matter. Returns
    /// whether it may be: not where it was already, or nobody seconded it.
    ///
    /// # Errors
    /// Where the database fails.
    async fn carry_out_proposal(
        &mut self,
        proposal: ProposalId,
        at: Timestamp,
        reached: Option<u32>,
    ) -> Result<bool, StorageError>;

    /// Notes that what a proposal did was taken back. Returns whether it may be: not where it was already, or nothing was
    /// done.
    ///
    /// # Errors
    /// Where whoever took it back does not exist.
    async fn undo_proposal(&mut self, proposal: ProposalId, undone: Undone) -> Result<bool, StorageError>;

    /// Removes proposals that were made before `before`. Returns how many.
    ///
    /// # Errors
    /// Where the database fails.
    async fn expire_proposals(&mut self, before: Timestamp) -> Result<u64, StorageError>;
}

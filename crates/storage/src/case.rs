//! Cases and their items.

use async_trait::async_trait;
use domain::{
    case::Case,
    hash::{ItemHashes, Medium},
    id::{CaseId, ItemId},
};

use crate::StorageError;

/// One photo or video of a case, as it is kept.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Item {
    /// Its id.
    pub id: ItemId,
    /// The case that it belongs to.
    pub case: CaseId,
    /// Its place among the case's items, from 0 on: the person sees them in the order in which they chose them.
    /// It is theirs for good, also when they are erased.
    pub position: u32,
    /// Photo or video.
    pub medium: Medium,
    /// 16 random bytes that enter the digest of its hashes ([`domain::change::content_digest`]).
    pub salt: [u8; 16],
    /// Its hashes.
    pub hashes: ItemHashes,
}

/// Keeps cases and items.
#[async_trait]
pub trait CaseRepository {
    /// Keeps a new case.
    ///
    /// # Errors
    /// [`StorageError::Constraint`] with `case_number_mac_unique` or `case_submission_mac_unique` where the case
    /// number or the submission key is taken.
    async fn add_case(&mut self, case: &Case) -> Result<(), StorageError>;

    /// Keeps a new item with its hashes.
    ///
    /// # Errors
    /// Where its case does not exist.
    async fn add_item(&mut self, item: &Item) -> Result<(), StorageError>;

    /// The case whose number has this keyed digest.
    ///
    /// # Errors
    /// Where the database fails.
    async fn find_case_by_number(&mut self, number_mac: &[u8; 32]) -> Result<Option<Case>, StorageError>;

    /// The case that was made by the submission key with this keyed digest.
    ///
    /// # Errors
    /// Where the database fails.
    async fn find_case_by_submission(
        &mut self,
        submission_mac: &[u8; 32],
    ) -> Result<Option<Case>, StorageError>;

    /// The item of that id.
    ///
    /// # Errors
    /// Where the database fails.
    async fn lookup_item(&mut self, item: ItemId) -> Result<Option<Item>, StorageError>;
}

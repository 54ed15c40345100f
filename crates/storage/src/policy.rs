//! The policies by which submissions get on lists.

use async_trait::async_trait;
use domain::{
    Timestamp,
    list::{Agreement, ListName, Policy, PolicyVersion},
};

use crate::StorageError;

/// Keeps every version of every list's policy.
#[async_trait]
pub trait PolicyRepository {
    /// The policy that holds; `None` where there is no such list. It is [`domain::list::in_force`] of
    /// [`PolicyRepository::policies`].
    ///
    /// # Errors
    /// Where the database fails.
    async fn policy(&mut self, list: &ListName, now: Timestamp) -> Result<Option<Policy>, StorageError>;

    /// Every version of a list's policy, the newest first; none where there is no such list.
    ///
    /// # Errors
    /// Where the database fails.
    async fn policies(&mut self, list: &ListName) -> Result<Vec<PolicyVersion>, StorageError>;

    /// Keeps what two people agreed on.
    ///
    /// # Errors
    /// [`StorageError::Constraint`] with `agreed_policy_pk` where the list has that version, with
    /// `agreed_policy_list_fk` where there is no such list, and with `agreed_policy_takes_two` where one person is in
    /// both places.
    async fn add_policy(
        &mut self,
        list: &ListName,
        policy: &Policy,
        agreement: &Agreement,
    ) -> Result<(), StorageError>;
}

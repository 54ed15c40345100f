//! Subscribers and their credentials.

use async_trait::async_trait;
use domain::{
    id::CredentialId,
    list::ListName,
    subscriber::{Credential, Subscriber},
};

use crate::StorageError;

/// Keeps subscribers and credentials.
#[async_trait]
pub trait SubscriberRepository {
    /// The member number that the next subscriber gets: 1000, or one more than the highest.
    ///
    /// # Errors
    /// Where the database fails.
    async fn next_member(&mut self) -> Result<i32, StorageError>;

    /// Keeps a new subscriber and the lists that it may read.
    ///
    /// # Errors
    /// [`StorageError::Constraint`] with `subscriber_name_unique` or `subscriber_member_unique` where name or
    /// member number is taken, and where a list does not exist.
    async fn add_subscriber(&mut self, subscriber: &Subscriber) -> Result<(), StorageError>;

    /// Keeps a new credential.
    ///
    /// # Errors
    /// Where its subscriber does not exist.
    async fn add_credential(&mut self, credential: &Credential) -> Result<(), StorageError>;

    /// The credential of that id with the subscriber that it belongs to.
    ///
    /// # Errors
    /// Where the database fails.
    async fn find_credential(
        &mut self,
        credential: CredentialId,
    ) -> Result<Option<(Credential, Subscriber)>, StorageError>;

    /// The subscribers that may read a list, by member number.
    ///
    /// # Errors
    /// Where the database fails.
    async fn subscribers_of(&mut self, list: &ListName) -> Result<Vec<Subscriber>, StorageError>;

    /// How many subscribers there are.
    ///
    /// # Errors
    /// Where the database fails.
    async fn count_subscribers(&mut self) -> Result<u64, StorageError>;
}

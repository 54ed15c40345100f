//! Subscribers and their credentials.

use async_trait::async_trait;
use domain::{
    Timestamp,
    id::{CredentialId, SubscriberId},
    list::ListName,
    subscriber::{Credential, Group, Subscriber},
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

    /// The subscriber of that id, which no other transaction changes until this one ends: neither itself nor its
    /// credentials.
    ///
    /// # Errors
    /// Where the database fails.
    async fn hold_subscriber(&mut self, subscriber: SubscriberId)
    -> Result<Option<Subscriber>, StorageError>;

    /// Every credential of a subscriber, the oldest first.
    ///
    /// # Errors
    /// Where the database fails.
    async fn credentials_of(&mut self, subscriber: SubscriberId) -> Result<Vec<Credential>, StorageError>;

    /// Revokes a credential of a subscriber as of `at`. Returns whether it did: not where it is another's, unknown or
    /// revoked already.
    ///
    /// # Errors
    /// Where the database fails.
    async fn revoke_credential(
        &mut self,
        subscriber: SubscriberId,
        credential: CredentialId,
        at: Timestamp,
    ) -> Result<bool, StorageError>;

    /// Lets a credential of a subscriber end at `at`, never later than it would have. Returns whether it did: not
    /// where it is another's, unknown, revoked, or ends before that anyway.
    ///
    /// # Errors
    /// Where the database fails.
    async fn expire_credential(
        &mut self,
        subscriber: SubscriberId,
        credential: CredentialId,
        at: Timestamp,
    ) -> Result<bool, StorageError>;

    /// Lets a subscriber hand in hashes, or no longer.
    ///
    /// # Errors
    /// Where the database fails.
    async fn set_may_contribute(&mut self, subscriber: SubscriberId, may: bool) -> Result<(), StorageError>;

    /// Lets no other transaction change any subscriber before this one ends. Of two that want it the second waits here for
    /// the first, so it comes before whatever else a transaction waits for.
    ///
    /// # Errors
    /// Where the database fails.
    async fn lock_subscribers(&mut self) -> Result<(), StorageError>;

    /// Notes with whom a subscriber acts; `None` where with nobody.
    ///
    /// # Errors
    /// Where the database fails.
    async fn set_group(
        &mut self,
        subscriber: SubscriberId,
        group: Option<&Group>,
    ) -> Result<(), StorageError>;

    /// The subscribers of which it is noted with whom they act, by member number.
    ///
    /// # Errors
    /// Where the database fails.
    async fn groups(&mut self) -> Result<Vec<(SubscriberId, Group)>, StorageError>;

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

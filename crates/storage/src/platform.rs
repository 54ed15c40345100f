//! What is known of platforms beside their credentials.

use async_trait::async_trait;
use domain::{
    feedback::Verdict,
    id::SubscriberId,
    list::ListName,
    platform::{Participant, Profile},
    subscriber::Subscriber,
};

use crate::StorageError;

/// How often a subscriber said something of entries of a list.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct VerdictCount {
    /// The list.
    pub list: ListName,
    /// What it said.
    pub verdict: Verdict,
    /// Of how many entries.
    pub count: u64,
}

/// Keeps profiles, and what a platform can change of its own subscription.
#[async_trait]
pub trait PlatformRepository {
    /// The profile of a subscriber; `None` where it has none yet.
    ///
    /// # Errors
    /// Where the database fails.
    async fn profile(&mut self, subscriber: SubscriberId) -> Result<Option<Profile>, StorageError>;

    /// Keeps a profile, in place of the one before.
    ///
    /// # Errors
    /// [`StorageError::Constraint`] with `platform_subscriber_fk` where there is no such subscriber.
    async fn set_profile(&mut self, profile: &Profile) -> Result<(), StorageError>;

    /// The platforms that survivors may read of: public, not suspended, and following this list; by name. Since when each
    /// does is told as [`followed_since`](crate::ServedRepository::followed_since) tells it.
    ///
    /// # Errors
    /// Where the database fails.
    async fn participants(&mut self, list: &ListName) -> Result<Vec<Participant>, StorageError>;

    /// How many others follow this list and have fetched of it: not suspended, and without a public profile.
    ///
    /// # Errors
    /// Where the database fails.
    async fn unnamed_participants(&mut self, list: &ListName) -> Result<u64, StorageError>;

    /// The subscriber of that id.
    ///
    /// # Errors
    /// Where the database fails.
    async fn lookup_subscriber(
        &mut self,
        subscriber: SubscriberId,
    ) -> Result<Option<Subscriber>, StorageError>;

    /// Every subscriber, also one that reads no list, by member number.
    ///
    /// # Errors
    /// Where the database fails.
    async fn all_subscribers(&mut self) -> Result<Vec<Subscriber>, StorageError>;

    /// Suspends a subscriber or lets it read again.
    ///
    /// # Errors
    /// Where the database fails.
    async fn set_suspended(&mut self, subscriber: SubscriberId, suspended: bool) -> Result<(), StorageError>;

    /// Makes `lists` those that a subscriber may read.
    ///
    /// # Errors
    /// [`StorageError::Constraint`] with `subscription_list_fk` where there is no such list.
    async fn set_lists(&mut self, subscriber: SubscriberId, lists: &[ListName]) -> Result<(), StorageError>;

    /// What a subscriber said of entries, counted, by list and verdict.
    ///
    /// # Errors
    /// Where the database fails.
    async fn count_verdicts(&mut self, subscriber: SubscriberId) -> Result<Vec<VerdictCount>, StorageError>;
}

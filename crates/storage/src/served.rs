//! What subscribers were served.

use async_trait::async_trait;
use domain::{
    Timestamp,
    id::{CaseId, EntryId, ServedId, SubscriberId},
    list::ListName,
    served::{Served, Wire},
};

use crate::StorageError;

/// How far a subscriber has got with a list by one wire.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Reached {
    /// The list.
    pub list: ListName,
    /// The wire.
    pub wire: Wire,
    /// The highest number that it was served.
    pub number: u64,
    /// When it was last served anything.
    pub at: Timestamp,
}

/// How many subscribers were served an entry as it is listed now.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Fetched {
    /// The entry.
    pub entry: EntryId,
    /// How many, at least one.
    pub subscribers: u64,
    /// When the last of them was.
    pub last_at: Timestamp,
}

/// The public half of a key that evidence was signed with.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct EvidenceKey {
    /// The generation of the operator's secret that the key comes from.
    pub generation: u32,
    /// Ed25519 (RFC 8032).
    pub public_key: [u8; 32],
    /// When it was first used.
    pub first_used_at: Timestamp,
}

/// Keeps what was served.
#[async_trait]
pub trait ServedRepository {
    /// Keeps one more stretch.
    ///
    /// # Errors
    /// [`StorageError::Constraint`] with `served_subscriber_fk` where there is no such subscriber.
    async fn add_served(&mut self, served: &Served) -> Result<(), StorageError>;

    /// The stretches of a list by a wire that ended last, at most so many, the newest first.
    ///
    /// # Errors
    /// Where the database fails.
    async fn last_served(
        &mut self,
        subscriber: SubscriberId,
        list: &ListName,
        wire: Wire,
        most: u32,
    ) -> Result<Vec<Served>, StorageError>;

    /// Keeps that a part of a stretch was served once more: adds entries and answers, and moves its end.
    ///
    /// # Errors
    /// Where the database fails.
    async fn repeat_served(&mut self, id: ServedId, again: &Served) -> Result<(), StorageError>;

    /// What a subscriber was served, by the moment at which each stretch ended and then by id, at most `limit` after
    /// `after`.
    ///
    /// # Errors
    /// Where the database fails.
    async fn served(
        &mut self,
        subscriber: SubscriberId,
        after: Option<(Timestamp, ServedId)>,
        limit: u32,
    ) -> Result<Vec<Served>, StorageError>;

    /// How far a subscriber has got, by list and wire.
    ///
    /// # Errors
    /// Where the database fails.
    async fn reached(&mut self, subscriber: SubscriberId) -> Result<Vec<Reached>, StorageError>;

    /// When the first stretch of a list began that a subscriber was served and that is still known; `None` where it was
    /// never served any. What is served later moves the end of a stretch ([`repeat_served`](Self::repeat_served)), and
    /// never this.
    ///
    /// # Errors
    /// Where the database fails.
    async fn followed_since(
        &mut self,
        subscriber: SubscriberId,
        list: &ListName,
    ) -> Result<Option<Timestamp>, StorageError>;

    /// Which entries of a case were served since they were first added, and to how many, whether or not those follow the list
    /// still, and whether or not it is on the list still, or was off it for a while: they have the hashes. What is off the
    /// list was last served to them when it left at the latest. In no order.
    ///
    /// # Errors
    /// Where the database fails.
    async fn fetched_of_case(&mut self, case: CaseId) -> Result<Vec<Fetched>, StorageError>;

    /// Removes what ended before a moment. Returns how many stretches that were.
    ///
    /// # Errors
    /// Where the database fails.
    async fn expire_served(&mut self, before: Timestamp) -> Result<u64, StorageError>;

    /// Notes that a key is used; does nothing where that is known.
    ///
    /// # Errors
    /// Where the database fails.
    async fn note_evidence_key(&mut self, key: &EvidenceKey) -> Result<(), StorageError>;

    /// Every key that evidence was signed with, by generation.
    ///
    /// # Errors
    /// Where the database fails.
    async fn evidence_keys(&mut self) -> Result<Vec<EvidenceKey>, StorageError>;
}

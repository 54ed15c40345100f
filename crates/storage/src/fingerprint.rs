//! Entries by what wires know them by that have no entries: the PDQ of a picture, the MD5 of a video.

use async_trait::async_trait;
use domain::{
    feedback::Feedback,
    hash::Medium,
    id::{EntryId, SubscriberId},
    list::ListName,
};

use crate::StorageError;

/// What a picture or a video is known by: the PDQ of a picture as it is, the MD5 of a video.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct Fingerprint {
    /// Photo or video.
    pub medium: Medium,
    /// 32 bytes of a photo, 16 of a video.
    pub value: Vec<u8>,
}

/// An entry that subscribers know of, with its fingerprint.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Fingerprinted {
    /// The entry.
    pub entry: EntryId,
    /// What it is known by.
    pub fingerprint: Fingerprint,
    /// Of a PDQ, how much the picture offers to hash, 0 to 100.
    pub quality: Option<u8>,
    /// Whether it is on the list; where it is not, it stands so because its item has not been erased yet.
    pub listed: bool,
}

/// Finds entries by fingerprint, and the other way round.
#[async_trait]
pub trait FingerprintRepository {
    /// The entries that are or were on a list and have one of these fingerprints, by entry; of each fingerprint at most
    /// `most`, those on the list first.
    ///
    /// # Errors
    /// Where the database fails.
    async fn with_fingerprints(
        &mut self,
        list: &ListName,
        fingerprints: &[Fingerprint],
        most: u32,
    ) -> Result<Vec<Fingerprinted>, StorageError>;

    /// The fingerprints of those of these entries that are or were on a list and have one, by entry.
    ///
    /// # Errors
    /// Where the database fails.
    async fn fingerprints_of(
        &mut self,
        list: &ListName,
        entries: &[EntryId],
    ) -> Result<Vec<Fingerprinted>, StorageError>;

    /// What a subscriber said of those of these entries of which it said anything, in the order in which it last did. What it
    /// only repeats on one day is not known to be later than its first time on that day.
    ///
    /// # Errors
    /// Where the database fails.
    async fn feedback_of(
        &mut self,
        subscriber: SubscriberId,
        list: &ListName,
        entries: &[EntryId],
    ) -> Result<Vec<Feedback>, StorageError>;
}

//! What screening compares a submission with.

use async_trait::async_trait;
use domain::{
    Timestamp,
    hash::FileHash,
    id::{CaseId, EntryId, ItemId},
    list::ListName,
    screening::FindingKind,
};
use hashing::{KnownForm, Pdq, Vpdq};

use crate::StorageError;

/// A place in the order in which fingerprints come and go, to go on after it.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Mark {
    /// The order of transactions, where the database needs it; otherwise 0.
    pub epoch: i64,
    /// The order within it.
    pub position: i64,
}

/// A picture by which an item is found.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Print {
    /// The item is this picture.
    Whole(Pdq),
    /// The item is a video, in which this is one of the pictures that tell it from others.
    Scene(Pdq),
}

/// What came or went after a mark.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Fresh {
    /// In order, an item as often as it has pictures by which it is found; without one it is gone. What comes after the new mark
    /// is told again.
    pub items: Vec<(ItemId, Option<Print>)>,
    /// Up to here nothing can come in between any more.
    pub mark: Mark,
}

/// Another item with the same file.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SameFile {
    /// The item.
    pub item: ItemId,
    /// Its case.
    pub case: CaseId,
    /// Its PDQ, if it has one.
    pub pdq: Option<Pdq>,
}

/// A picture that anyone may know.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct KnownPicture {
    /// Its PDQ.
    pub pdq: Pdq,
    /// Where it comes from.
    pub source: String,
    /// Whether it says that a picture which the program brings along is *not* to be held for known.
    pub excluded: bool,
    /// The picture whole and after edits, read in the order of the edits; none where only its hash was known.
    pub forms: Vec<KnownForm>,
}

/// A file that anyone may know.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct KnownFile {
    /// Those of its exact hashes that are known, the strongest first; at least one.
    pub hashes: Vec<FileHash>,
    /// The known picture in it; `None` where only the file is known.
    pub picture: Option<Pdq>,
    /// Where it comes from.
    pub source: String,
}

/// How often something happened on a day.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Tally {
    /// The day.
    pub day: Timestamp,
    /// The list.
    pub list: ListName,
    /// What happened.
    pub name: String,
    /// How often.
    pub amount: u64,
}

/// Keeps fingerprints, known pictures and counts.
#[async_trait]
pub trait ScreeningRepository {
    /// The unmodified PDQ of items, by id: at most `limit` after `after`.
    ///
    /// # Errors
    /// Where the database fails.
    async fn fingerprints(
        &mut self,
        after: Option<ItemId>,
        limit: u32,
    ) -> Result<Vec<(ItemId, Pdq)>, StorageError>;

    /// The vPDQ of items, by id: at most `limit` after `after`. One has up to 21,000 bytes.
    ///
    /// # Errors
    /// Where the database fails.
    async fn videos(
        &mut self,
        after: Option<ItemId>,
        limit: u32,
    ) -> Result<Vec<(ItemId, Vpdq)>, StorageError>;

    /// The vPDQ of those of these items that have one, by id.
    ///
    /// # Errors
    /// Where the database fails.
    async fn videos_of_items(&mut self, items: &[ItemId]) -> Result<Vec<(ItemId, Vpdq)>, StorageError>;

    /// Where [`Self::fresh_fingerprints`] goes on for whoever reads [`Self::fingerprints`] and [`Self::videos`] in this
    /// transaction.
    ///
    /// # Errors
    /// Where the database fails.
    async fn fingerprint_mark(&mut self) -> Result<Mark, StorageError>;

    /// What came or went after `mark`, at most `limit` lines. Whoever goes on from the mark that is returned misses
    /// nothing, whatever transactions were open meanwhile.
    ///
    /// # Errors
    /// Where the database fails.
    async fn fresh_fingerprints(&mut self, mark: Mark, limit: u32) -> Result<Fresh, StorageError>;

    /// Notes for every node that an item has come, on the day `on`, and by which pictures it is found.
    ///
    /// # Errors
    /// Where the database fails.
    async fn add_fingerprints(
        &mut self,
        item: ItemId,
        prints: &[Print],
        on: Timestamp,
    ) -> Result<(), StorageError>;

    /// Forgets what came or went before the day `before`. Returns how much.
    ///
    /// # Errors
    /// Where the database fails.
    async fn expire_fingerprints(&mut self, before: Timestamp) -> Result<u64, StorageError>;

    /// The cases of those of these items that still exist.
    ///
    /// # Errors
    /// Where the database fails.
    async fn cases_of_items(&mut self, items: &[ItemId]) -> Result<Vec<(ItemId, CaseId)>, StorageError>;

    /// How many entries of these items on a list are suspended, or were rejected.
    ///
    /// # Errors
    /// Where the database fails.
    async fn count_stopped(&mut self, list: &ListName, items: &[ItemId]) -> Result<u64, StorageError>;

    /// The entries of these items on a list that have not ended and about which that was not found, by item.
    ///
    /// # Errors
    /// Where the database fails.
    async fn entries_lacking(
        &mut self,
        finding: FindingKind,
        list: &ListName,
        items: &[ItemId],
    ) -> Result<Vec<(ItemId, EntryId)>, StorageError>;

    /// Notes that an entry was suspended by rule at that moment, and that what else has its picture is to be marked. Of what
    /// is noted already, the moment is the later one.
    ///
    /// # Errors
    /// Where the entry does not exist.
    async fn add_alike_due(&mut self, entry: EntryId, suspended_at: Timestamp) -> Result<(), StorageError>;

    /// The entries that were suspended by rule up to `until` and for which what else has their picture is to be marked still:
    /// at most `limit`, those that have waited longest first.
    ///
    /// # Errors
    /// Where the database fails.
    async fn alike_due(&mut self, until: Timestamp, limit: u32) -> Result<Vec<EntryId>, StorageError>;

    /// Notes that what has the picture of these entries is marked, as far as they were suspended up to `until`.
    ///
    /// # Errors
    /// Where the database fails.
    async fn remove_alike_due(&mut self, entries: &[EntryId], until: Timestamp) -> Result<(), StorageError>;

    /// Items with that SHA-256, at most `limit`.
    ///
    /// # Errors
    /// Where the database fails.
    async fn items_with_file(&mut self, sha256: &[u8; 32], limit: u32)
    -> Result<Vec<SameFile>, StorageError>;

    /// Items with that SHA-256 and another vPDQ than this one, by item, at most `limit`, with theirs. There are hardly any.
    ///
    /// # Errors
    /// Where the database fails.
    async fn items_with_another_vpdq(
        &mut self,
        sha256: &[u8; 32],
        vpdq: &Vpdq,
        limit: u32,
    ) -> Result<Vec<(ItemId, Vpdq)>, StorageError>;

    /// Adds a picture with its forms, in place of what was said of the same hash before.
    ///
    /// # Errors
    /// Where the database fails.
    async fn add_known(&mut self, known: &KnownPicture) -> Result<(), StorageError>;

    /// Removes a picture, its forms and its files. Returns whether it was there.
    ///
    /// # Errors
    /// Where the database fails.
    async fn remove_known(&mut self, pdq: &Pdq) -> Result<bool, StorageError>;

    /// Every picture, in the order in which they were added.
    ///
    /// # Errors
    /// Where the database fails.
    async fn known_pictures(&mut self) -> Result<Vec<KnownPicture>, StorageError>;

    /// How many pictures there are, and the place of the newest: other than before where any came or went.
    ///
    /// # Errors
    /// Where the database fails.
    async fn known_mark(&mut self) -> Result<(i64, i64), StorageError>;

    /// Adds a file. What was known before by one of its hashes is the same file, and is its picture's where this one names
    /// none.
    ///
    /// # Errors
    /// Where its picture is not known.
    async fn add_known_file(&mut self, file: &KnownFile) -> Result<(), StorageError>;

    /// Removes the file that has this hash, by all of its hashes. Returns whether it was there.
    ///
    /// # Errors
    /// Where the database fails.
    async fn remove_known_file(&mut self, hash: &FileHash) -> Result<bool, StorageError>;

    /// Every file, in an order that stays.
    ///
    /// # Errors
    /// Where the database fails.
    async fn known_files(&mut self) -> Result<Vec<KnownFile>, StorageError>;

    /// The files that have one of these hashes, with all of their hashes.
    ///
    /// # Errors
    /// Where the database fails.
    async fn known_files_with(&mut self, hashes: &[FileHash]) -> Result<Vec<KnownFile>, StorageError>;

    /// The items that have one of these SHA-256 or MD5, by id. By their SHA-1 none are found.
    ///
    /// # Errors
    /// Where the database fails.
    async fn items_with_hashes(&mut self, hashes: &[FileHash]) -> Result<Vec<ItemId>, StorageError>;

    /// Counts that something happened on a day. `slot` may be any small number: writers with different ones do not
    /// wait for one another.
    ///
    /// # Errors
    /// Where the list does not exist.
    async fn count(&mut self, tally: &Tally, slot: u8) -> Result<(), StorageError>;

    /// What was counted since the day `from`, by day, list and name.
    ///
    /// # Errors
    /// Where the database fails.
    async fn tallies(&mut self, from: Timestamp) -> Result<Vec<Tally>, StorageError>;

    /// Forgets what was counted before the day `before`. Returns how many lines.
    ///
    /// # Errors
    /// Where the database fails.
    async fn expire_tallies(&mut self, before: Timestamp) -> Result<u64, StorageError>;
}

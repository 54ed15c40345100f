//! Rows of lists, the outbox and the history.

use std::collections::{BTreeMap, BTreeSet};

use domain::{
    Timestamp,
    change::{Change, ChangeKind, Checkpoint},
    hash::ItemHashes,
    id::EntryId,
    list::ListName,
};

use super::{at, case};
use crate::{
    StorageError,
    history::{Announcement, Content, Listing, PublishedChange, Queued},
};

/// A change's number as a column holds it; a number beyond the last possible one is that one.
pub fn number(number: u64) -> i64 {
    i64::try_from(number).unwrap_or(i64::MAX)
}

/// The head columns of `list`.
#[expect(missing_docs, reason = "the columns are described in migrations/")]
pub struct HeadRecord {
    pub head_number: i64,
    pub head_digest: Vec<u8>,
    pub head_at: i64,
}

impl HeadRecord {
    /// The checkpoint that these columns of `list` are.
    ///
    /// # Errors
    /// Where a column makes no sense.
    pub fn into_checkpoint(self, list: ListName) -> Result<Checkpoint, StorageError> {
        Ok(Checkpoint {
            list,
            size: at("list", "head_number").integer(self.head_number)?,
            digest: at("list", "head_digest").bytes(&self.head_digest)?,
            at: Timestamp::from_millis(self.head_at),
        })
    }
}

/// A row of `outbox`.
#[expect(missing_docs, reason = "the columns are described in migrations/")]
pub struct QueuedRecord {
    pub outbox_id: i64,
    pub list: String,
    pub entry_id: Vec<u8>,
    pub kind: String,
    pub medium: String,
    pub standing: Option<String>,
    pub content: Option<Vec<u8>>,
}

impl TryFrom<QueuedRecord> for Queued {
    type Error = StorageError;

    fn try_from(row: QueuedRecord) -> Result<Self, StorageError> {
        let content = row
            .content
            .map(|digest| at("outbox", "content").bytes(&digest))
            .transpose()?;
        let announcement = Announcement {
            list: at("outbox", "list").list(&row.list)?,
            entry: EntryId::from_bytes(at("outbox", "entry_id").bytes(&row.entry_id)?),
            kind: at("outbox", "kind").kind(&row.kind)?,
            medium: at("outbox", "medium").medium(&row.medium)?,
            standing: at("outbox", "standing").standing(row.standing.as_deref())?,
            content,
        };
        Ok(Self {
            id: row.outbox_id,
            announcement,
        })
    }
}

/// A row of `change` beside the salt and the hashes of the `listing` that it is the newest change of.
#[expect(missing_docs, reason = "the columns are described in migrations/")]
pub struct ChangeRecord {
    pub number: i64,
    pub kind: String,
    pub entry_id: Vec<u8>,
    pub medium: String,
    pub standing: Option<String>,
    pub changed_at: i64,
    pub content: Option<Vec<u8>>,
    pub salt: Option<Vec<u8>>,
    pub hashes: Option<String>,
}

impl ChangeRecord {
    /// The change as a subscriber reads it.
    ///
    /// # Errors
    /// Where a column makes no sense.
    pub fn published(&self, list: &ListName) -> Result<PublishedChange, StorageError> {
        self.columns().published(list)
    }

    /// The listing whose newest change this is.
    ///
    /// # Errors
    /// Where a column makes no sense.
    pub fn listing(&self, list: &ListName) -> Result<Listing, StorageError> {
        self.columns().listing(list)
    }

    fn columns(&self) -> ChangeColumns<'_> {
        ChangeColumns {
            number: self.number,
            kind: &self.kind,
            entry_id: &self.entry_id,
            medium: &self.medium,
            standing: self.standing.as_deref(),
            changed_at: self.changed_at,
            content: self.content.as_deref(),
            salt: self.salt.as_deref(),
            hashes: self.hashes.as_deref(),
        }
    }
}

/// The columns of a [`ChangeRecord`], for who has them in a piece that many rows share.
#[expect(missing_docs, reason = "the columns are described in migrations/")]
pub struct ChangeColumns<'a> {
    pub number: i64,
    pub kind: &'a str,
    pub entry_id: &'a [u8],
    pub medium: &'a str,
    pub standing: Option<&'a str>,
    pub changed_at: i64,
    pub content: Option<&'a [u8]>,
    pub salt: Option<&'a [u8]>,
    pub hashes: Option<&'a str>,
}

impl ChangeColumns<'_> {
    /// The change as a subscriber reads it.
    ///
    /// # Errors
    /// Where a column makes no sense.
    pub fn published(&self, list: &ListName) -> Result<PublishedChange, StorageError> {
        Ok(PublishedChange {
            change: self.change(list)?,
            content: self.shown()?,
        })
    }

    /// The listing whose newest change this is.
    ///
    /// # Errors
    /// Where a column makes no sense.
    pub fn listing(&self, list: &ListName) -> Result<Listing, StorageError> {
        Ok(Listing {
            change: self.change(list)?,
            content: self.shown()?,
        })
    }

    fn change(&self, list: &ListName) -> Result<Change, StorageError> {
        Ok(Change {
            list: list.clone(),
            number: at("change", "number").integer(self.number)?,
            kind: at("change", "kind").kind(self.kind)?,
            entry: EntryId::from_bytes(at("change", "entry_id").bytes(self.entry_id)?),
            medium: at("change", "medium").medium(self.medium)?,
            standing: at("change", "standing").standing(self.standing)?,
            changed_at: Timestamp::from_millis(self.changed_at),
            content: self
                .content
                .map(|digest| at("change", "content").bytes(digest))
                .transpose()?,
        })
    }

    fn shown(&self) -> Result<Option<Content>, StorageError> {
        let (Some(salt), Some(hashes)) = (self.salt, self.hashes) else {
            return Ok(None);
        };
        Ok(Some(Content {
            salt: at("listing", "salt").bytes(salt)?,
            hashes: listed_hashes(hashes)?,
        }))
    }
}

/// Hashes as `listing` holds them: `[[kind, variant, hex, quality], ...]`.
fn listed_hashes(json: &str) -> Result<ItemHashes, StorageError> {
    let column = at("listing", "hashes");
    let rows: Vec<(&str, &str, &str, Option<i64>)> = column.known(serde_json::from_str(json).ok())?;
    let hashes = rows.into_iter().map(|(kind, variant, digits, quality)| {
        // All but those of a video have at most 32 bytes, and room for these costs nothing.
        let mut room = [0; 32];
        let long;
        let value = if let Some(value) = room.get_mut(..digits.len() / 2) {
            column.known(hex::decode_to_slice(digits, value).ok())?;
            &*value
        } else {
            long = column.known(hex::decode(digits).ok())?;
            &long
        };
        case::hash(kind, variant, value, quality)
    });
    case::item_hashes(hashes.collect::<Result<_, _>>()?)
}

/// What a batch of changes makes of one entry's row of `listing`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct NewestRecord {
    /// The entry.
    pub entry: EntryId,
    /// The number of its newest change.
    pub number: i64,
    /// The second of its newest change.
    pub changed_at: i64,
    /// Whether it is on the list from then on.
    pub listed: bool,
    /// The second since which it is listed; `None` off the list, and where the batch does not say.
    pub listed_since: Option<i64>,
}

/// The newest change of each entry among these, which are in the order of their numbers.
pub fn newest(changes: &[Change]) -> Vec<NewestRecord> {
    let mut entries: BTreeMap<EntryId, NewestRecord> = BTreeMap::new();
    for change in changes {
        let before = entries.get(&change.entry).and_then(|before| before.listed_since);
        let changed_at = change.changed_at.as_millis();
        entries.insert(
            change.entry,
            NewestRecord {
                entry: change.entry,
                number: number(change.number),
                changed_at,
                listed: change.kind != ChangeKind::Remove,
                listed_since: match change.kind {
                    ChangeKind::Add => Some(changed_at),
                    ChangeKind::Amend => before,
                    ChangeKind::Remove => None,
                },
            },
        );
    }
    entries.into_values().collect()
}

/// The entries that leave the list with these changes, also those that come back with them.
pub fn departed(changes: &[Change]) -> BTreeSet<EntryId> {
    let removals = changes.iter().filter(|change| change.kind == ChangeKind::Remove);
    removals.map(|change| change.entry).collect()
}

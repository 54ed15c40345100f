//! A list's history: numbered changes without gaps, and checkpoints over them.
//!
//! A subscriber that holds the changes 1..n of a list can compute the digest of the checkpoint of size n and
//! compare it with the server's: [`Change::canonical`] gives the bytes of one change, [`chain`] adds it.
//!
//! The hashes themselves enter the chain only as [`content_digest`], salted per item. So the chain stays
//! provable after the hashes of a withdrawn item are gone, and a digest left behind tells nobody which
//! picture it was.

use serde::{Deserialize, Serialize};
use sha2::{Digest as _, Sha256};

use crate::{
    Timestamp,
    entry::Standing,
    hash::{ItemHashes, Medium},
    id::EntryId,
    list::ListName,
};

/// What a change does to a subscriber's copy.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum ChangeKind {
    /// The entry is on the list from here on.
    Add,
    /// The entry stays; what is said of it changed.
    Amend,
    /// The entry is off the list.
    Remove,
}

impl ChangeKind {
    /// The name on every wire and in storage.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Add => "add",
            Self::Amend => "amend",
            Self::Remove => "remove",
        }
    }

    /// The kind of that name.
    pub fn parse(name: &str) -> Option<Self> {
        [Self::Add, Self::Amend, Self::Remove]
            .into_iter()
            .find(|kind| kind.as_str() == name)
    }
}

/// One numbered line of a list's history.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Change {
    /// The list.
    pub list: ListName,
    /// 1 for the first change of the list, then one more for each.
    pub number: u64,
    /// What happens.
    pub kind: ChangeKind,
    /// To which entry.
    pub entry: EntryId,
    /// Photo or video.
    pub medium: Medium,
    /// The standing from here on; `None` for a removal.
    pub standing: Option<Standing>,
    /// When the sequencer numbered it, to the second; never earlier than the change before.
    pub changed_at: Timestamp,
    /// [`content_digest`] of the entry's hashes; `None` for a removal.
    pub content: Option<[u8; 32]>,
}

impl Change {
    /// The bytes that enter the chain: eight lines, each ended by a line feed.
    ///
    /// List, number, kind, entry, medium, standing or `-`, Unix seconds, content digest in hex or `-`.
    pub fn canonical(&self) -> String {
        let content = self.content.map_or_else(|| "-".to_owned(), hex::encode);
        format!(
            "{}\n{}\n{}\n{}\n{}\n{}\n{}\n{}\n",
            self.list,
            self.number,
            self.kind.as_str(),
            self.entry,
            self.medium.as_str(),
            self.standing.map_or("-", Standing::as_str),
            self.changed_at.as_seconds(),
            content,
        )
    }
}

/// The digest of a list before its first change: 32 zero bytes.
pub const EMPTY: [u8; 32] = [0; 32];

/// SHA-256 of the digest before the change and the canonical bytes of the change.
pub fn chain(before: &[u8; 32], change: &Change) -> [u8; 32] {
    let mut digest = Sha256::new();
    digest.update(before);
    digest.update(change.canonical());
    digest.finalize().into()
}

/// What a change says of an entry's hashes: SHA-256 of the item's 16 random bytes of salt and, per hash in
/// the order of [`ItemHashes`], the line `kind variant-or-dash hex quality-or-dash` with a line feed.
pub fn content_digest(salt: &[u8; 16], hashes: &ItemHashes) -> [u8; 32] {
    let mut digest = Sha256::new();
    digest.update(salt);
    for hash in hashes.iter() {
        let variant = hash.variant.map_or("-", hashing::VariantKind::as_str);
        let quality = hash
            .value
            .quality()
            .map_or_else(|| "-".to_owned(), |quality| quality.to_string());
        let value = hex::encode(hash.value.bytes());
        digest.update(format!(
            "{} {variant} {value} {quality}\n",
            hash.value.kind().as_str()
        ));
    }
    digest.finalize().into()
}

/// A statement of a list's size and digest after its last change so far.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Checkpoint {
    /// The list.
    pub list: ListName,
    /// The number of its last change; 0 for a list without any.
    pub size: u64,
    /// The chain over the changes 1 to `size`.
    pub digest: [u8; 32],
    /// When the last change was numbered, to the second; the Unix epoch for a list without any.
    pub at: Timestamp,
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::hash::{Hash, HashValue};

    fn change(number: u64) -> Change {
        Change {
            list: ListName::exploitative(),
            number,
            kind: ChangeKind::Add,
            entry: EntryId::from_bytes([7; 16]),
            medium: Medium::Image,
            standing: Some(Standing::Unverified),
            changed_at: Timestamp::from_seconds(1_700_000_000),
            content: Some([9; 32]),
        }
    }

    #[test]
    fn the_canonical_bytes_of_a_change_are_fixed() {
        let expected = format!(
            "exploitative\n1\nadd\n{}\nimage\nunverified\n1700000000\n{}\n",
            "07".repeat(16),
            "09".repeat(32)
        );
        assert_eq!(change(1).canonical(), expected);
    }

    #[test]
    fn the_chain_depends_on_every_change_and_their_order() {
        let forwards = chain(&chain(&EMPTY, &change(1)), &change(2));
        let backwards = chain(&chain(&EMPTY, &change(2)), &change(1));
        assert_ne!(forwards, backwards);
    }

    #[test]
    fn two_items_with_the_same_hashes_have_different_digests() {
        let hashes = [HashValue::Sha256([1; 32]), HashValue::Md5([2; 16])];
        let hashes = ItemHashes::new(hashes.map(|value| Hash { value, variant: None }).into()).unwrap();
        assert_ne!(
            content_digest(&[1; 16], &hashes),
            content_digest(&[2; 16], &hashes)
        );
    }
}

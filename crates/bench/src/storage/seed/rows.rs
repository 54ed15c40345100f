//! The rows of every table, from rank and number alone.

use anyhow::{Context as _, Result};
use domain::{
    Timestamp,
    change::{Change, ChangeKind, EMPTY, chain, content_digest},
    entry::Standing,
    hash::{Hash, HashValue, ItemHashes, Medium},
    id::EntryId,
    list::ListName,
};
use hashing::{Pdq, Quality};

/// Items of one case.
const ITEMS: u64 = 10;
/// Changes of one batch, which end with a checkpoint and have one second.
const BATCH: u64 = 1_000;
/// 2026-01-01, a day and a second.
const START: i64 = 1_767_225_600_000;
const LIST: &str = "exploitative";

/// One column's value.
pub(super) enum Value {
    Null,
    Number(i64),
    Text(String),
    Bytes(Vec<u8>),
}

/// A table and the columns that are filled; all others have a default.
pub(super) struct Filled {
    pub(super) table: &'static str,
    pub(super) columns: &'static [&'static str],
}

macro_rules! filled {
    ($table:literal: $($column:literal)*) => {
        Filled { table: $table, columns: &[$($column),*] }
    };
}

pub(super) const CASES: Filled = filled!("case_file": "case_id" "number_mac" "pin_verifier" "submission_mac" "submission_digest" "opened_on");
pub(super) const ITEM: Filled = filled!("item": "item_id" "case_id" "position" "medium" "salt");
pub(super) const HASHES: Filled = filled!("item_hash": "item_id" "kind" "variant" "value" "quality");
pub(super) const ENTRIES: Filled = filled!(
    "entry": "entry_id" "list" "item_id" "medium" "state" "standing" "created_on" "version" "queue"
);
pub(super) const DECISIONS: Filled = filled!(
    "decision": "decision_id" "entry_id" "actor_kind" "actor" "policy_version" "action" "reason" "made_at" "position"
);
pub(super) const CHANGES: Filled =
    filled!("change": "list" "number" "kind" "entry_id" "medium" "standing" "changed_at" "content");
pub(super) const LISTINGS: Filled = filled!("listing": "list" "entry_id" "number" "changed_at" "listed" "listed_since" "added_number" "salt" "hashes");
pub(super) const CHECKPOINTS: Filled = filled!("checkpoint": "list" "size" "digest" "at");

/// How many entries there are, and which number each has.
#[derive(Clone, Copy)]
pub(super) struct Plan {
    pub(super) entries: u64,
    step: u64,
}

impl Plan {
    pub(super) fn new(entries: u64) -> Self {
        // Near the golden ratio of the whole, so that neighbours are far apart, and coprime, so that none is left out.
        let mut step = (u128::from(entries) * 618 / 1_000).max(1);
        while gcd(step, u128::from(entries)) != 1 {
            step += 1;
        }
        Self {
            entries,
            step: u64::try_from(step).unwrap_or(1),
        }
    }

    /// The rank of the entry with that number.
    fn rank(self, number: u64) -> u64 {
        times(number - 1, self.step, self.entries)
    }

    /// 16 bytes that grow with the rank of `of` and are the same for nothing else.
    fn id(self, of: u64, kind: u64) -> [u8; 16] {
        let place = of * (u64::MAX / self.entries);
        let mut id = [0; 16];
        id[..8].copy_from_slice(&place.to_be_bytes());
        id[8..].copy_from_slice(&mix(of ^ kind << 56).to_be_bytes());
        id
    }

    fn entry(self, rank: u64) -> [u8; 16] {
        self.id(rank, 1)
    }

    fn item(self, rank: u64) -> [u8; 16] {
        self.id(rank, 2)
    }

    pub(super) fn cases(self) -> impl Iterator<Item = Vec<Value>> {
        (0..self.entries.div_ceil(ITEMS)).map(move |case| {
            let first = case * ITEMS;
            let digest = |kind| {
                let mut digest = [0; 32];
                digest[..16].copy_from_slice(&self.id(first, kind));
                Value::Bytes(digest.to_vec())
            };
            vec![
                bytes(self.id(first, 3)),
                digest(4),
                // As long as a real one, and opens for nobody.
                Value::Text(format!("{case:0>97}")),
                digest(5),
                digest(6),
                Value::Number(START),
            ]
        })
    }

    pub(super) fn items(self) -> impl Iterator<Item = Vec<Value>> {
        (0..self.entries).map(move |rank| {
            vec![
                bytes(self.item(rank)),
                bytes(self.id(rank / ITEMS * ITEMS, 3)),
                number(rank % ITEMS),
                text("image"),
                bytes(salt(rank)),
            ]
        })
    }

    pub(super) fn hashes(self) -> impl Iterator<Item = Vec<Value>> {
        (0..self.entries).flat_map(move |rank| {
            let item = self.item(rank);
            values(rank).map(move |value| {
                vec![
                    bytes(item),
                    text(value.kind().as_str()),
                    text(""),
                    Value::Bytes(value.bytes().to_vec()),
                    value
                        .quality()
                        .map_or(Value::Null, |quality| number(quality.into())),
                ]
            })
        })
    }

    pub(super) fn listed(self) -> impl Iterator<Item = Vec<Value>> {
        (0..self.entries).map(move |rank| {
            vec![
                bytes(self.entry(rank)),
                text(LIST),
                bytes(self.item(rank)),
                text("image"),
                text("published"),
                text("unverified"),
                Value::Number(START),
                Value::Number(1),
                text("unverified"),
            ]
        })
    }

    pub(super) fn decisions(self) -> impl Iterator<Item = Vec<Value>> {
        (0..self.entries).map(move |rank| {
            vec![
                bytes(self.id(rank, 7)),
                bytes(self.entry(rank)),
                text("policy"),
                text("publish-first"),
                Value::Number(1),
                text("publish"),
                text("screened-clean"),
                Value::Number(START),
                Value::Number(0),
            ]
        })
    }

    pub(super) fn listings(self) -> impl Iterator<Item = Vec<Value>> {
        (1..=self.entries).map(move |own| {
            let rank = self.rank(own);
            let hashes = values(rank).map(|value| {
                let quality = value
                    .quality()
                    .map_or_else(|| "null".to_owned(), |quality| quality.to_string());
                let digits = hex::encode_upper(value.bytes());
                format!(r#"["{}","","{digits}",{quality}]"#, value.kind().as_str())
            });
            vec![
                text(LIST),
                bytes(self.entry(rank)),
                number(own),
                Value::Number(second(own)),
                Value::Number(1),
                Value::Number(second(own)),
                number(own),
                bytes(salt(rank)),
                Value::Text(format!("[{}]", hashes.join(","))),
            ]
        })
    }

    /// The history, and the checkpoint after each batch.
    pub(super) fn changes(self, mut each: impl FnMut(Vec<Value>) -> Result<()>) -> Result<Head> {
        let list = ListName::exploitative();
        let mut head = Head {
            digest: EMPTY,
            checkpoints: Vec::new(),
        };
        for own in 1..=self.entries {
            let rank = self.rank(own);
            let hashes = values(rank).map(|value| Hash { value, variant: None });
            let hashes = ItemHashes::new(hashes.to_vec())
                .ok()
                .context("no set of hashes")?;
            let content = content_digest(&salt(rank), &hashes);
            let change = Change {
                list: list.clone(),
                number: own,
                kind: ChangeKind::Add,
                entry: EntryId::from_bytes(self.entry(rank)),
                medium: Medium::Image,
                standing: Some(Standing::Unverified),
                changed_at: Timestamp::from_millis(second(own)),
                content: Some(content),
            };
            head.digest = chain(&head.digest, &change);
            each(vec![
                text(LIST),
                number(own),
                text("add"),
                bytes(self.entry(rank)),
                text("image"),
                text("unverified"),
                Value::Number(second(own)),
                bytes(content),
            ])?;
            if own % BATCH == 0 || own == self.entries {
                head.checkpoints.push((own, head.digest));
            }
        }
        Ok(head)
    }
}

/// Where the history ends.
pub(super) struct Head {
    pub(super) digest: [u8; 32],
    checkpoints: Vec<(u64, [u8; 32])>,
}

impl Head {
    pub(super) fn rows(&self) -> impl Iterator<Item = Vec<Value>> {
        self.checkpoints.iter().map(|&(size, digest)| {
            vec![
                text(LIST),
                number(size),
                bytes(digest),
                Value::Number(second(size)),
            ]
        })
    }
}

/// The second of a number, in milliseconds: one batch a second.
pub(super) fn second(number: u64) -> i64 {
    START + i64::try_from((number - 1) / BATCH).unwrap_or(0) * 1_000
}

fn salt(rank: u64) -> [u8; 16] {
    drawn(rank, 8)
}

/// In the order of [`ItemHashes`].
fn values(rank: u64) -> [HashValue; 3] {
    let quality = Quality::new(100).unwrap_or_else(|| unreachable!("100 is a quality"));
    [
        HashValue::Md5(drawn(rank, 9)),
        HashValue::Pdq(Pdq::from_bytes(drawn(rank, 10)), quality),
        HashValue::Sha256(drawn(rank, 11)),
    ]
}

fn drawn<const N: usize>(rank: u64, kind: u64) -> [u8; N] {
    let mut drawn = [0; N];
    for (place, eight) in (0..).zip(drawn.chunks_mut(8)) {
        eight.copy_from_slice(&mix(rank ^ kind << 56 ^ place << 48).to_be_bytes()[..eight.len()]);
    }
    drawn
}

/// The finisher of splitmix64: every bit of the result depends on every bit.
const fn mix(value: u64) -> u64 {
    let value = value.wrapping_add(0x9e37_79b9_7f4a_7c15);
    let value = (value ^ (value >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
    let value = (value ^ (value >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
    value ^ (value >> 31)
}

fn bytes<const N: usize>(bytes: [u8; N]) -> Value {
    Value::Bytes(bytes.to_vec())
}

fn text(text: &str) -> Value {
    Value::Text(text.to_owned())
}

fn number(number: u64) -> Value {
    Value::Number(i64::try_from(number).unwrap_or(i64::MAX))
}

fn times(a: u64, b: u64, modulus: u64) -> u64 {
    let product = u128::from(a) * u128::from(b) % u128::from(modulus);
    u64::try_from(product).unwrap_or(0)
}

const fn gcd(a: u128, b: u128) -> u128 {
    if b == 0 { a } else { gcd(b, a % b) }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_number_has_a_rank_of_its_own() {
        for entries in [1, 2, 3, 10, 999, 1_000, 12_345] {
            let plan = Plan::new(entries);
            let mut ranks: Vec<u64> = (1..=entries).map(|number| plan.rank(number)).collect();
            ranks.sort_unstable();
            assert!(ranks.into_iter().eq(0..entries), "{entries}");
        }
    }
}

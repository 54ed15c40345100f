//! Finds every PDQ hash within [`RADIUS`] bits of another, among millions, in milliseconds and exactly: what a
//! comparison with each of them would find, and nothing else.
//!
//! Multi-index hashing (Norouzi, Punjani, Fleet, 2012). A hash is cut into 16 parts of 16 bits. Two hashes that differ
//! in at most 31 = 16 · 2 − 1 bits have a part in which they differ in at most one: so it is enough to look at those
//! which share a part, or a part with one bit flipped (272 look-ups), and to compare these in full.
//!
//! Hashes stand in *segments* that never change, with tables as flat arrays, and a short *tail* that is compared one by
//! one. A full tail becomes a segment, and segments of like size are merged, so that there are never many. Merging
//! takes seconds for millions: [`Index::merge_due`] hands out what to do, [`Merge::carry_out`] does it wherever there is
//! time, [`Index::install`] puts the result in place. What comes and goes in between is kept.
//!
//! Memory, in bytes, with a key of 16 bytes: 112 for each hash (32 of hash, 16 of key, 64 of tables), and 4 MiB for
//! each segment. While a merge runs, the merged ones are there twice.
//!
//! Beside it [`Masked`] holds hashes of which only some bits count. No table helps there, and a comparison with each is
//! quick enough for the some ten thousand that there are.

mod code;
mod masked;
mod segment;

use std::{collections::HashSet, hash::Hash, sync::Arc};

use hashing::Pdq;

pub use crate::masked::{Likeness, Masked};
use crate::{code::Code, segment::Segment};

/// The largest distance that is found, in bits of 256.
pub const RADIUS: u32 = Pdq::MATCH_DISTANCE;
/// So many hashes are compared one by one before they become a segment: about 20 microseconds.
const TAIL: usize = 16_384;
/// Where more than one in so many hashes is gone, everything is merged to be rid of them.
const GONE: usize = 8;

/// Hashes under keys of your own.
#[derive(Debug)]
pub struct Index<K> {
    /// From the oldest, which tends to be the largest, to the newest.
    segments: Vec<Arc<Segment<K>>>,
    tail: Vec<(Code, K)>,
    /// Keys that may still stand in a segment and are not found any more.
    gone: HashSet<K>,
    /// For how many hashes a key stands, at most.
    hashes_of_key: usize,
}

impl<K> Default for Index<K> {
    fn default() -> Self {
        Self {
            segments: Vec::new(),
            tail: Vec::new(),
            gone: HashSet::new(),
            hashes_of_key: 1,
        }
    }
}

impl<K: Copy + Eq + Hash> Index<K> {
    /// An index of many hashes at once.
    pub fn of(hashes: impl IntoIterator<Item = (K, Pdq)>) -> Self {
        let hashes: Vec<_> = hashes
            .into_iter()
            .map(|(key, pdq)| (Code::from(pdq), key))
            .collect();
        let mut index = Self::default();
        if hashes.len() < TAIL {
            index.tail = hashes;
        } else {
            index.segments.push(Arc::new(Segment::new(hashes)));
        }
        index
    }

    /// The same index, where a key stands for up to so many hashes, all of which are removed together, and found each by
    /// itself. So it is known how much may be gone.
    pub const fn with_hashes_of_key(mut self, hashes: usize) -> Self {
        self.hashes_of_key = hashes;
        self
    }

    /// Adds a hash. A key stands for one, or for [a few](Self::with_hashes_of_key); who adds one twice finds it twice.
    pub fn insert(&mut self, key: K, pdq: &Pdq) {
        self.gone.remove(&key);
        self.tail.push((Code::from(*pdq), key));
        if self.tail.len() >= TAIL {
            let full = std::mem::take(&mut self.tail);
            self.segments.push(Arc::new(Segment::new(full)));
        }
    }

    /// Removes every hash under a key.
    pub fn remove(&mut self, key: &K) {
        self.tail.retain(|(_, other)| other != key);
        if !self.segments.is_empty() {
            self.gone.insert(*key);
        }
    }

    /// Every hash at most [`RADIUS`] bits from `pdq`, with its distance, the nearest first.
    pub fn within(&self, pdq: &Pdq) -> Vec<(K, u32)> {
        let code = Code::from(*pdq);
        let mut found: Vec<(K, u32)> = Vec::new();
        for segment in &self.segments {
            segment.within(&code, &mut found);
        }
        for (other, key) in &self.tail {
            let distance = code.distance(other);
            if distance <= RADIUS {
                found.push((*key, distance));
            }
        }
        if !self.gone.is_empty() {
            found.retain(|(key, _)| !self.gone.contains(key));
        }
        found.sort_by_key(|&(_, distance)| distance);
        found
    }

    /// How many hashes there are; those that are gone and not yet forgotten count too.
    pub fn len(&self) -> usize {
        self.tail.len() + self.segments.iter().map(|segment| segment.len()).sum::<usize>()
    }

    /// Whether there is none.
    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }

    /// How much memory the hashes and tables take, in bytes.
    pub fn bytes(&self) -> usize {
        let tail = self.tail.capacity() * size_of::<(Code, K)>();
        let gone = self.gone.capacity() * size_of::<K>();
        tail + gone + self.segments.iter().map(|segment| segment.bytes()).sum::<usize>()
    }

    /// The merging that would pay now; `None` where there is nothing to do.
    pub fn merge_due(&self) -> Option<Merge<K>> {
        let from = if self.is_worn() {
            0
        } else {
            self.first_of_like_size()
        };
        let segments = self.segments[from..].to_vec();
        let worth = segments.len() > 1 || (from == 0 && !segments.is_empty() && self.is_worn());
        worth.then(|| Merge {
            segments,
            gone: self.gone.clone(),
        })
    }

    fn is_worn(&self) -> bool {
        self.gone.len() * self.hashes_of_key > self.len() / GONE
    }

    /// From which segment on the ones after it are together at least half as large as it is.
    fn first_of_like_size(&self) -> usize {
        let mut from = self.segments.len().saturating_sub(1);
        let mut behind = self.segments.last().map_or(0, |segment| segment.len());
        while from > 0 && self.segments[from - 1].len() <= behind.saturating_mul(2) {
            from -= 1;
            behind += self.segments[from].len();
        }
        from
    }

    /// Puts the result of a merge in the place of what it was made of. One that does not fit any more is dropped.
    pub fn install(&mut self, merged: Merged<K>) {
        let place = self.segments.windows(merged.of.len().max(1)).position(|run| {
            run.iter()
                .zip(&merged.of)
                .all(|(now, then)| Arc::ptr_eq(now, then))
        });
        let Some(place) = place else { return };
        let run = place..place + merged.of.len();
        self.segments.splice(run, merged.segment.map(Arc::new));
        if self.segments.len() <= 1 {
            // Whatever was gone by then is in no segment any more.
            self.gone.retain(|key| !merged.dropped.contains(key));
        }
    }
}

/// Segments to be merged.
#[derive(Debug)]
pub struct Merge<K> {
    segments: Vec<Arc<Segment<K>>>,
    gone: HashSet<K>,
}

impl<K: Copy + Eq + Hash> Merge<K> {
    /// Makes one segment of them, without what is gone.
    pub fn carry_out(self) -> Merged<K> {
        let all: Vec<_> = self
            .segments
            .iter()
            .flat_map(|segment| segment.hashes())
            .filter(|(_, key)| !self.gone.contains(key))
            .collect();
        Merged {
            of: self.segments,
            segment: (!all.is_empty()).then(|| Segment::new(all)),
            dropped: self.gone,
        }
    }
}

/// A merged segment, to be installed.
#[derive(Debug)]
pub struct Merged<K> {
    of: Vec<Arc<Segment<K>>>,
    segment: Option<Segment<K>>,
    dropped: HashSet<K>,
}

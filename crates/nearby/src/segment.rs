//! Hashes that do not change, with a table for each part.

use crate::{
    RADIUS,
    code::{Code, PARTS},
};

/// How many values a part can have.
const VALUES: usize = 1 << 16;

/// Hashes in the order in which they came, and for each part a table that says which have which value there.
#[derive(Debug)]
pub(crate) struct Segment<K> {
    codes: Vec<Code>,
    keys: Vec<K>,
    tables: Vec<Table>,
}

/// Places of hashes, sorted by the value of one part. Those with value `v` stand at `starts[v]..starts[v + 1]`.
#[derive(Debug)]
struct Table {
    starts: Vec<u32>,
    places: Vec<u32>,
}

impl Table {
    /// Counting sort: no comparison, one pass to count and one to place.
    fn new(codes: &[Code], part: usize) -> Self {
        let mut starts = vec![0_u32; VALUES + 1];
        for code in codes {
            starts[usize::from(code.part(part)) + 1] += 1;
        }
        for value in 0..VALUES {
            starts[value + 1] += starts[value];
        }
        let mut next = starts.clone();
        let mut places = vec![0; codes.len()];
        for (place, code) in (0_u32..).zip(codes) {
            let slot = &mut next[usize::from(code.part(part))];
            places[*slot as usize] = place;
            *slot += 1;
        }
        Self { starts, places }
    }

    fn with(&self, value: u16) -> &[u32] {
        let value = usize::from(value);
        &self.places[self.starts[value] as usize..self.starts[value + 1] as usize]
    }
}

impl<K: Copy> Segment<K> {
    /// At most 2³² − 1 hashes: with more, their memory alone would be 480 GB.
    pub(crate) fn new(hashes: Vec<(Code, K)>) -> Self {
        let (codes, keys): (Vec<_>, Vec<_>) = hashes.into_iter().unzip();
        let tables = (0..PARTS).map(|part| Table::new(&codes, part)).collect();
        Self { codes, keys, tables }
    }

    /// Appends every hash at most [`RADIUS`] bits from `code`.
    pub(crate) fn within(&self, code: &Code, found: &mut Vec<(K, u32)>) {
        let mut places = Vec::new();
        for (part, table) in self.tables.iter().enumerate() {
            let value = code.part(part);
            let flipped = (0..16).map(|bit| value ^ (1 << bit));
            for value in std::iter::once(value).chain(flipped) {
                for &place in table.with(value) {
                    let distance = code.distance(&self.codes[place as usize]);
                    if distance <= RADIUS {
                        places.push((place, distance));
                    }
                }
            }
        }
        // What is near tends to share several parts.
        places.sort_unstable();
        places.dedup();
        found.extend(
            places
                .into_iter()
                .map(|(place, distance)| (self.keys[place as usize], distance)),
        );
    }

    pub(crate) const fn len(&self) -> usize {
        self.codes.len()
    }

    pub(crate) fn bytes(&self) -> usize {
        let tables: usize = self
            .tables
            .iter()
            .map(|table| (table.starts.len() + table.places.len()) * size_of::<u32>())
            .sum();
        tables + self.codes.len() * size_of::<Code>() + self.keys.len() * size_of::<K>()
    }

    pub(crate) fn hashes(&self) -> impl Iterator<Item = (Code, K)> {
        self.codes.iter().copied().zip(self.keys.iter().copied())
    }
}

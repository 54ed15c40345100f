//! The index finds what a comparison with every hash finds, whatever is added, removed and merged, in whatever order.

use std::collections::BTreeMap;

use hashing::Pdq;
use nearby::{Index, RADIUS};
use proptest::prelude::*;

/// Numbers that look random and are the same every time (SplitMix64).
struct Numbers(u64);

impl Numbers {
    fn next(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut mixed = self.0;
        mixed = (mixed ^ (mixed >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        mixed ^ (mixed >> 31)
    }

    fn pdq(&mut self) -> Pdq {
        let words = [self.next(), self.next(), self.next(), self.next()];
        let mut bytes = [0; 32];
        for (chunk, word) in bytes.chunks_exact_mut(8).zip(words) {
            chunk.copy_from_slice(&word.to_le_bytes());
        }
        Pdq::from_bytes(bytes)
    }

    /// The same hash with exactly so many other bits.
    fn moved(&mut self, pdq: &Pdq, distance: u32) -> Pdq {
        let mut bytes = *pdq.as_bytes();
        let mut left = distance;
        while left > 0 {
            let bit = usize::from(self.next().to_le_bytes()[0]);
            let (byte, mask) = (bit / 8, 1 << (bit % 8));
            if (bytes[byte] ^ pdq.as_bytes()[byte]) & mask == 0 {
                bytes[byte] ^= mask;
                left -= 1;
            }
        }
        Pdq::from_bytes(bytes)
    }
}

fn by_comparing(all: &BTreeMap<u32, Pdq>, wanted: &Pdq) -> Vec<(u32, u32)> {
    all.iter()
        .map(|(key, pdq)| (*key, wanted.distance(pdq)))
        .filter(|&(_, distance)| distance <= RADIUS)
        .collect()
}

fn by_index(index: &Index<u32>, wanted: &Pdq) -> Vec<(u32, u32)> {
    let mut found = index.within(wanted);
    assert!(
        found.is_sorted_by_key(|&(_, distance)| distance),
        "the nearest come first"
    );
    found.sort_unstable();
    found
}

#[test]
fn every_distance_up_to_the_radius_is_found_and_none_beyond() {
    let mut numbers = Numbers(7);
    let centre = numbers.pdq();
    let mut all = BTreeMap::new();
    for key in 0..50_000 {
        all.insert(key, numbers.pdq());
    }
    for distance in 0..64 {
        for copy in 0..20 {
            all.insert(100_000 + distance * 100 + copy, numbers.moved(&centre, distance));
        }
    }
    let index = Index::of(all.iter().map(|(key, pdq)| (*key, *pdq)));
    let found = by_index(&index, &centre);
    assert_eq!(found.len(), 32 * 20);
    assert_eq!(found, by_comparing(&all, &centre));
}

#[test]
fn bits_that_are_spread_as_evenly_as_can_be_are_found() {
    // 31 bits over 16 parts: two in each but one. This is the case that the pigeonhole principle leaves over.
    let centre = Numbers(3).pdq();
    for poor in 0..16 {
        let mut bytes = *centre.as_bytes();
        for part in 0..16 {
            bytes[part * 2] ^= 1;
            if part != poor {
                bytes[part * 2 + 1] ^= 0x80;
            }
        }
        let others = (0..20_000_u32).map(|key| (key, Numbers(u64::from(key) + 100).pdq()));
        let index = Index::of(others.chain([(99_999, Pdq::from_bytes(bytes))]));
        assert_eq!(index.within(&centre), [(99_999, 31)]);
    }
}

#[test]
fn hashes_that_are_all_alike_are_all_found() {
    let pdq = Numbers(1).pdq();
    let index = Index::of((0..40_000_u32).map(|key| (key, pdq)));
    assert_eq!(index.within(&pdq).len(), 40_000);
}

#[test]
fn the_hashes_of_a_key_are_found_each_and_go_together_and_leave_their_memory() {
    let mut numbers = Numbers(5);
    let all: Vec<(u32, Pdq)> = (0..40_000).map(|place| (place / 8, numbers.pdq())).collect();
    let mut index = Index::of(all.iter().copied()).with_hashes_of_key(8);
    let found = |index: &Index<u32>| {
        let found = all.iter().filter(|(key, pdq)| index.within(pdq) == [(*key, 0)]);
        found.count()
    };
    assert_eq!(found(&index), 40_000);
    for key in 0..700 {
        index.remove(&key);
    }
    assert_eq!(found(&index), 40_000 - 8 * 700);
    // More than an eighth of the hashes is gone, though it is less of as many keys.
    index.install(index.merge_due().unwrap().carry_out());
    assert_eq!(index.len(), 40_000 - 8 * 700);
    assert_eq!(found(&index), 40_000 - 8 * 700);
    assert!(index.merge_due().is_none());
}

#[derive(Clone, Debug)]
enum Step {
    Add(u16),
    Near(u8, u8),
    Remove(u16),
    Merge,
}

fn step() -> impl Strategy<Value = Step> {
    prop_oneof![
        4 => (1..9_000_u16).prop_map(Step::Add),
        4 => (any::<u8>(), 0..40_u8).prop_map(|(of, distance)| Step::Near(of, distance)),
        2 => (1..2_000_u16).prop_map(Step::Remove),
        2 => Just(Step::Merge),
    ]
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 12, ..ProptestConfig::default() })]

    #[test]
    fn it_finds_what_comparing_finds(seed: u64, steps in prop::collection::vec(step(), 1..24)) {
        let mut numbers = Numbers(seed);
        let centres: Vec<Pdq> = (0..4).map(|_| numbers.pdq()).collect();
        let (mut all, mut index, mut key) = (BTreeMap::new(), Index::default(), 0_u32);
        let mut pending = None;
        for step in steps {
            let mut add = |pdq: Pdq| {
                index.insert(key, &pdq);
                all.insert(key, pdq);
                key += 1;
            };
            match step {
                Step::Add(count) => (0..count).for_each(|_| add(numbers.pdq())),
                Step::Near(of, distance) => {
                    let centre = centres[usize::from(of) % centres.len()];
                    add(numbers.moved(&centre, u32::from(distance)));
                }
                Step::Remove(count) => {
                    let keys: Vec<u32> = all.keys().copied().step_by(3).take(usize::from(count)).collect();
                    for key in keys {
                        all.remove(&key);
                        index.remove(&key);
                    }
                }
                // A merge is begun at one step and installed at another, with anything in between.
                Step::Merge => match pending.take() {
                    None => pending = index.merge_due().map(nearby::Merge::carry_out),
                    Some(merged) => index.install(merged),
                },
            }
            for centre in &centres {
                prop_assert_eq!(by_index(&index, centre), by_comparing(&all, centre));
            }
        }
        while let Some(merge) = index.merge_due() {
            index.install(merge.carry_out());
        }
        for centre in &centres {
            prop_assert_eq!(by_index(&index, centre), by_comparing(&all, centre));
        }
    }
}

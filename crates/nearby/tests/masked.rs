//! Of hashes of which only some bits count, the nearest is found as a comparison bit by bit finds it.

use hashing::{Edit, KnownForm, Mask, Pdq};
use nearby::Masked;
use proptest::prelude::*;

/// In how many of the counting bits the two differ, and how many count.
fn bit_by_bit(one: &Pdq, other: &Pdq, mask: &Mask) -> (u32, u32) {
    let bit = |bytes: &[u8; 32], place: usize| bytes[place / 8] >> (place % 8) & 1 == 1;
    let counting: Vec<usize> = (0..256).filter(|&place| bit(mask.as_bytes(), place)).collect();
    let differ = counting
        .iter()
        .filter(|&&place| bit(one.as_bytes(), place) != bit(other.as_bytes(), place));
    (
        u32::try_from(differ.count()).unwrap_or(u32::MAX),
        u32::try_from(counting.len()).unwrap_or(u32::MAX),
    )
}

/// The whole of a known picture.
fn whole(pdq: Pdq, mask: Mask) -> KnownForm {
    KnownForm {
        edit: Edit::NONE,
        pdq,
        mask,
    }
}

/// Hashes that differ from all noughts in few bits, and masks of every size.
fn rows() -> impl Strategy<Value = Vec<(Pdq, Mask)>> {
    let few = prop::collection::vec(0_usize..256, 0..40).prop_map(|places| {
        let mut bytes = [0; 32];
        places
            .iter()
            .for_each(|place| bytes[place / 8] |= 1 << (place % 8));
        bytes
    });
    let mask = (any::<[u8; 32]>(), 0_usize..=32).prop_map(|(mut bytes, full)| {
        bytes[..full].fill(0xff);
        bytes[full..].iter_mut().for_each(|byte| *byte &= 0x11);
        bytes
    });
    let row = (few, mask).prop_map(|(few, mask)| (Pdq::from_bytes(few), Mask::from_bytes(mask)));
    prop::collection::vec(row, 0..30)
}

proptest! {
    #[test]
    fn the_nearest_by_the_bits_that_count_is_found(rows in rows()) {
        let wanted = [Pdq::from_bytes([0; 32]), Pdq::from_bytes([0x11; 32])];
        let index = Masked::of(rows.iter().enumerate().map(|(key, (pdq, mask))| (key, whole(*pdq, *mask))));
        let compare = |(pdq, mask): &(Pdq, Mask)| wanted.map(|wanted| bit_by_bit(&wanted, pdq, mask));
        let near = rows.iter().flat_map(|row| {
            let most = row.1.match_distance();
            compare(row).into_iter().filter(move |(distance, _)| most.is_some_and(|most| *distance <= most))
        });
        // As a fraction, without rounding.
        let best = near.min_by(|(one, of), (other, among)| (one * among).cmp(&(other * of)));
        let found = index.nearest(&wanted);
        prop_assert_eq!(found.is_some(), best.is_some());
        if let (Some(found), Some((distance, bits))) = (found, best) {
            prop_assert_eq!(found.distance * bits, distance * found.bits);
            prop_assert!(compare(&rows[found.key]).contains(&(found.distance, found.bits)));
        }
    }
}

#[test]
fn nothing_is_found_among_nothing_and_by_too_few_bits() {
    let pdq = Pdq::from_bytes([0x5a; 32]);
    assert!(Masked::<u8>::default().nearest(&[pdq]).is_none());
    let mut mask = [0; 32];
    mask[..5].fill(0xff);
    let index = Masked::of([(1, whole(pdq, Mask::from_bytes(mask)))]);
    assert!(index.is_empty());
    assert!(index.nearest(&[pdq]).is_none());
}

//! The pipeline against the definition, and turned pictures against really turned pixels.
#![expect(
    clippy::cast_possible_truncation,
    clippy::cast_sign_loss,
    reason = "the definition and the patterns are written in plain casts, as in the languages they are compared with"
)]

mod naive;
mod patterns;

use hashing::Pdq;
use hashing::pdq::{Hashed, Hasher, Orientation, Pixels, RowsError, hash_rgb, orientations};
use proptest::prelude::*;

fn turned(pixels: &[u8], width: usize, height: usize, orientation: Orientation) -> (Vec<u8>, usize, usize) {
    let (w, h) = if orientation.transposes() {
        (height, width)
    } else {
        (width, height)
    };
    let mut result = Vec::with_capacity(pixels.len());
    for y in 0..h {
        for x in 0..w {
            let (column, row) = match orientation {
                Orientation::Upright => (x, y),
                Orientation::Rot90 => (y, height - 1 - x),
                Orientation::Rot180 => (width - 1 - x, height - 1 - y),
                Orientation::Rot270 => (width - 1 - y, x),
                Orientation::Mirror => (width - 1 - x, y),
                Orientation::Flip => (x, height - 1 - y),
                Orientation::Transpose => (y, x),
                Orientation::Transverse => (width - 1 - y, height - 1 - x),
            };
            result.extend_from_slice(&pixels[(row * width + column) * 3..][..3]);
        }
    }
    (result, w, h)
}

fn assert_equal(hashed: Hashed, naive: &naive::Naive, what: &str) {
    assert_eq!(hashed.pdq, Pdq::from_bytes(naive.pdq), "hash of {what}");
    assert_eq!(hashed.quality.get(), naive.quality, "quality of {what}");
}

/// Sizes around every boundary: below 5, of one window, of 64, of even and odd windows, thin strips.
fn side() -> impl Strategy<Value = usize> {
    prop_oneof![
        1_usize..20,
        20_usize..140,
        Just(64),
        140_usize..700,
        250_usize..266,
        508_usize..520
    ]
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 192, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn the_pipeline_equals_the_definition_at_any_size(width in side(), height in side(), seed: u64) {
        let pixels = patterns::picture(seed, width, height);
        let hashed = hash_rgb(&pixels, width, height).unwrap();
        assert_equal(hashed, &naive::hash_rgb(&pixels, width, height), &format!("{width} x {height}"));
    }

    #[test]
    fn noise_without_any_picture_hashes_the_same_too(width in side(), height in side(), seed: u64) {
        let mut random = patterns::Random(seed);
        let pixels: Vec<u8> = (0..width * height * 3).map(|_| (random.next() >> 56) as u8).collect();
        let hashed = hash_rgb(&pixels, width, height).unwrap();
        assert_equal(hashed, &naive::hash_rgb(&pixels, width, height), &format!("{width} x {height}"));
    }

    #[test]
    fn portions_do_not_matter(width in 5_usize..80, height in 5_usize..80, seed: u64, portion in 1_usize..20) {
        let pixels = patterns::picture(seed, width, height);
        let mut hasher = Hasher::new(width, height);
        for rows in pixels.chunks(width * 3 * portion) {
            hasher.push_rgb_rows(rows).unwrap();
        }
        prop_assert_eq!(Hashed::from(hasher.finish().unwrap()), hash_rgb(&pixels, width, height).unwrap());
    }

    #[test]
    fn each_orientation_on_its_own_equals_the_definition(width in side(), height in side(), seed: u64, which in 0..8_usize) {
        let pixels = patterns::picture(seed, width, height);
        let orientation = Orientation::ALL[which];
        let (really, w, h) = turned(&pixels, width, height, orientation);
        let hashed = Pixels::rgb(&pixels, width, height).unwrap().hash(orientation).unwrap();
        assert_equal(hashed, &naive::hash_rgb(&really, w, h), &format!("{orientation:?} of {width} x {height}"));
    }

    #[test]
    fn all_orientations_of_small_pictures_equal_the_definition(width in 1_usize..300, height in 1_usize..257, seed: u64) {
        let pixels = patterns::picture(seed, width, height);
        let all = orientations(Pixels::rgb(&pixels, width, height).unwrap()).unwrap();
        for (hashed, orientation) in all.into_iter().zip(Orientation::ALL) {
            let (really, w, h) = turned(&pixels, width, height, orientation);
            assert_equal(hashed, &naive::hash_rgb(&really, w, h), &format!("{orientation:?} of {width} x {height}"));
        }
    }
}

#[test]
fn all_orientations_of_large_pictures_equal_hashes_of_turned_pixels() {
    let mut random = patterns::Random(2019);
    for seed in 0..60 {
        let (width, height) = (257 + random.below(900) as usize, 257 + random.below(900) as usize);
        let pixels = patterns::picture(seed, width, height);
        let all = orientations(Pixels::rgb(&pixels, width, height).unwrap()).unwrap();
        for (hashed, orientation) in all.into_iter().zip(Orientation::ALL) {
            let (really, w, h) = turned(&pixels, width, height, orientation);
            assert_equal(
                hashed,
                &naive::hash_rgb(&really, w, h),
                &format!("{orientation:?} of {width} x {height}"),
            );
        }
    }
}

#[test]
fn grey_pictures_are_their_own_brightness() {
    let grey: Vec<u8> = patterns::picture(7, 90, 40)
        .chunks_exact(3)
        .map(|pixel| pixel[1])
        .collect();
    let mut hasher = Hasher::new(90, 40);
    hasher.push_luma_rows(&grey).unwrap();
    let naive = naive::hash_luma(grey.iter().copied().map(f32::from).collect(), 90, 40);
    assert_equal(hasher.finish().unwrap().into(), &naive, "grey");
}

#[test]
fn a_fourth_byte_is_ignored() {
    let rgb = patterns::picture(8, 100, 70);
    let rgba: Vec<u8> = rgb.chunks_exact(3).flat_map(|p| [p[0], p[1], p[2], 99]).collect();
    let mut hasher = Hasher::new(100, 70);
    hasher.push_rgba_rows(&rgba).unwrap();
    assert_eq!(
        Hashed::from(hasher.finish().unwrap()),
        hash_rgb(&rgb, 100, 70).unwrap()
    );
}

#[test]
fn rows_that_do_not_fit_are_refused() {
    let mut hasher = Hasher::new(10, 10);
    assert_eq!(hasher.push_rgb_rows(&[0; 29]), Err(RowsError::Partial));
    assert_eq!(hasher.push_rgb_rows(&[0; 330]), Err(RowsError::TooMany));
    assert_eq!(hasher.push_rgb_rows(&[0; 270]), Ok(()));
    assert_eq!(hasher.clone().finish(), Err(RowsError::Missing));
    assert_eq!(hasher.push_rgb_rows(&[0; 30]), Ok(()));
    assert!(hasher.finish().is_ok());
    assert_eq!(Hasher::new(0, 0).push_rgb_rows(&[1]), Err(RowsError::Partial));
    assert_eq!(hash_rgb(&[0; 29], 3, 3), Err(RowsError::Partial));
    assert!(Pixels::rgb(&[0; 27], usize::MAX, 3).is_err());
    assert_eq!(Pixels::grey(&[0; 10], 3, 3).err(), Some(RowsError::TooMany));
}

#[test]
fn below_five_pixels_there_is_no_hash() {
    for (width, height) in [(0, 0), (4, 100), (100, 4), (1, 1)] {
        let hashed = hash_rgb(&vec![200; width * height * 3], width, height).unwrap();
        assert_eq!((hashed.pdq.popcount(), hashed.quality.get()), (0, 0));
    }
}

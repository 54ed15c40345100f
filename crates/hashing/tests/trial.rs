//! The changed copies on which the forms of a known picture are tried.
#![expect(clippy::unwrap_used, reason = "a test that cannot make its picture fails")]
#![expect(
    clippy::cast_possible_truncation,
    reason = "the patterns are written in plain casts, as in the languages they are compared with"
)]

mod patterns;

use std::io::Cursor;

use hashing::{Change, Limits, Pdq, StillError, hash_changed_copies, hash_still};
use image::{DynamicImage, ImageEncoder, ImageFormat, RgbImage, codecs::png::PngEncoder, imageops};

fn picture(width: u32, height: u32) -> RgbImage {
    let side = |side| usize::try_from(side).unwrap();
    let pixels = patterns::picture(3, side(width), side(height));
    RgbImage::from_raw(width, height, pixels).unwrap()
}

fn png(picture: &DynamicImage) -> Vec<u8> {
    let mut bytes = Cursor::new(Vec::new());
    picture.write_to(&mut bytes, ImageFormat::Png).unwrap();
    bytes.into_inner()
}

fn copies(file: &[u8]) -> Vec<(Change, Vec<Pdq>)> {
    hash_changed_copies(file, &Limits::default()).unwrap()
}

/// An EXIF block that says only how the picture is stored.
fn orientation(exif: u8) -> Vec<u8> {
    let mut block = b"II*\0\x08\0\0\0\x01\0\x12\x01\x03\0\x01\0\0\0".to_vec();
    block.extend([exif, 0, 0, 0, 0, 0, 0, 0]);
    block
}

#[test]
fn copies_are_changed_in_every_way() {
    for (width, height) in [(240, 180), (700, 560)] {
        let copies = copies(&png(&picture(width, height).into()));
        let mut changes: Vec<_> = copies.iter().map(|(change, _)| *change).collect();
        changes.dedup();
        let every = [
            Change::Turned,
            Change::Smaller,
            Change::Brighter,
            Change::Bordered,
            Change::Words,
            Change::Cut,
        ];
        assert_eq!(changes, every, "{width} x {height}");
    }
}

#[test]
fn copies_that_are_too_small_to_be_hashed_are_none() {
    let of = |side| {
        let copies = copies(&png(&picture(side, side).into()));
        copies
            .iter()
            .filter(|(change, _)| *change == Change::Smaller)
            .count()
    };
    assert_eq!([of(12), of(10), of(6), of(5)], [3, 2, 0, 0]);
}

#[test]
fn no_copy_has_the_hash_of_the_picture() {
    let file = png(&picture(700, 560).into());
    let whole = hash_still(&file, &Limits::default()).unwrap().pdq;
    for (change, hashes) in copies(&file) {
        assert!(hashes[0] != whole, "{change:?}");
    }
}

#[test]
fn words_are_put_where_the_picture_is_looked_at_whichever_way_it_is_stored() {
    let picture = picture(300, 240);
    let grey = imageops::grayscale(&picture);
    for upright in [DynamicImage::from(picture), grey.into()] {
        let expected = copies(&png(&upright));
        for (exif, stored) in [
            (2, upright.fliph()),
            (3, upright.rotate180()),
            (4, upright.flipv()),
            (5, upright.rotate90().fliph()),
            (6, upright.rotate270()),
            (7, upright.rotate270().fliph()),
            (8, upright.rotate90()),
        ] {
            let mut file = Vec::new();
            let mut encoder = PngEncoder::new(&mut file);
            encoder.set_exif_metadata(orientation(exif)).unwrap();
            stored.write_with_encoder(encoder).unwrap();
            assert!(copies(&file) == expected, "{exif}");
        }
    }
}

#[test]
fn a_large_picture_is_tried_as_it_is_passed_on() {
    let large = picture(2_048, 1_536);
    let small = imageops::resize(&large, 1_024, 768, imageops::FilterType::Triangle);
    assert!(copies(&png(&large.into())) == copies(&png(&small.into())));
}

#[test]
fn what_is_no_picture_has_no_copies() {
    let none = hash_changed_copies(b"no picture", &Limits::default());
    assert_eq!(none, Err(StillError::NotAPicture));
}

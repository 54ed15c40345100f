//! What is found of a picture whose file is there beforehand: copies of drawings that mirror themselves, and copies without
//! edges.
#![expect(clippy::unwrap_used, reason = "a test that cannot make its picture fails")]
#![expect(
    clippy::cast_possible_truncation,
    reason = "the patterns are written in plain casts, as in the languages they are compared with"
)]

mod patterns;

use std::io::Cursor;

use hashing::pdq::{Orientation, Pixels};
use hashing::{CutForm, Limits, Mask, Pdq, StillError, hash_cut_off, hash_still};
use image::{DynamicImage, ImageFormat, RgbImage, codecs::jpeg::JpegEncoder, imageops};

const WIDTH: u32 = 700;
const HEIGHT: u32 = 560;
const CUTS: [u16; 5] = [0, 12, 25, 40, 55];

fn picture(seed: u64) -> RgbImage {
    let pixels = patterns::picture(seed, WIDTH as usize, HEIGHT as usize);
    RgbImage::from_raw(WIDTH, HEIGHT, pixels).unwrap()
}

/// A drawing whose right half is the mirror image of its left half.
fn symmetrical(seed: u64) -> RgbImage {
    let half = picture(seed);
    RgbImage::from_fn(WIDTH, HEIGHT, |x, y| *half.get_pixel(x.min(WIDTH - 1 - x), y))
}

fn png(picture: &RgbImage) -> Vec<u8> {
    let mut bytes = Cursor::new(Vec::new());
    picture.write_to(&mut bytes, ImageFormat::Png).unwrap();
    bytes.into_inner()
}

/// As messengers copy it: smaller, and a JPEG of that quality.
fn copy_of(picture: &RgbImage, quality: u8) -> Pdq {
    let (width, height) = (picture.width() / 2, picture.height() / 2);
    let small = imageops::resize(picture, width, height, imageops::FilterType::Triangle);
    jpeg_of(small, quality)
}

fn jpeg_of(picture: RgbImage, quality: u8) -> Pdq {
    let mut bytes = Vec::new();
    JpegEncoder::new_with_quality(&mut bytes, quality)
        .encode_image(&DynamicImage::from(picture))
        .unwrap();
    hash_still(&bytes, &Limits::default()).unwrap().pdq
}

fn forms(picture: &RgbImage) -> Vec<CutForm> {
    hash_cut_off(&png(picture), &Limits::default(), &CUTS).unwrap()
}

fn finds(form: &CutForm, pdq: &Pdq) -> bool {
    let most = form.mask.match_distance();
    most.is_some_and(|most| form.pdq.distance_within(pdq, &form.mask) <= most)
}

#[test]
fn the_whole_picture_is_among_the_forms_with_its_own_hash() {
    let picture = picture(3);
    let whole = forms(&picture)[0];
    let still = hash_still(&png(&picture), &Limits::default()).unwrap();
    assert_eq!((whole.cut, whole.pdq), (0, still.pdq));
    let pixels = Pixels::rgb(&picture, WIDTH as usize, HEIGHT as usize).unwrap();
    for orientation in Orientation::ALL {
        let (hashed, _) = pixels.hash_with_mask(orientation).unwrap();
        assert_eq!(hashed, pixels.hash(orientation).unwrap(), "{orientation:?}");
    }
}

#[test]
fn of_a_drawing_that_mirrors_itself_half_of_the_bits_follow_noise_and_the_others_find_its_copies() {
    let (mut lost, mut found) = (0, 0);
    for seed in 0..12 {
        let drawing = symmetrical(seed);
        let whole = forms(&drawing)[0];
        let bits = whole.mask.bits();
        assert!((Mask::LEAST_BITS..=150).contains(&bits), "{bits} bits of {seed}");
        for quality in [75, 40] {
            let copy = copy_of(&drawing, quality);
            lost += u32::from(whole.pdq.distance(&copy) > Pdq::MATCH_DISTANCE);
            found += u32::from(finds(&whole, &copy));
        }
    }
    assert!(lost > 12, "by whole hashes {lost} of 24 are lost");
    assert!(
        found > 21,
        "by the bits that say something {found} of 24 are found"
    );
}

#[test]
fn of_a_drawing_that_mirrors_itself_both_ways_a_quarter_is_left_and_next_to_none_of_it_may_differ() {
    let (mut kept, mut found) = (0, 0);
    for seed in 0..12 {
        let half = symmetrical(seed);
        let drawing = RgbImage::from_fn(WIDTH, HEIGHT, |x, y| *half.get_pixel(x, y.min(HEIGHT - 1 - y)));
        for form in forms(&drawing) {
            let bits = form.mask.bits();
            assert!(bits < Mask::ENOUGH_BITS, "{bits} bits");
            assert_eq!(form.mask.match_distance(), Some(2));
            if form.cut == 0 {
                kept += 1;
                found += u32::from(finds(&form, &jpeg_of(drawing.clone(), 90)));
            }
        }
    }
    assert!(kept > 0, "some have enough bits to be looked for");
    assert!(found * 4 > kept * 3, "{found} of {kept} JPEG copies are found");
}

#[test]
fn of_another_picture_enough_bits_say_something() {
    for seed in 0..12 {
        let bits = forms(&picture(seed))[0].mask.bits();
        assert!(bits >= Mask::ENOUGH_BITS, "{bits} bits of {seed}");
    }
}

#[test]
fn a_copy_without_its_edges_is_found_by_a_form_and_another_picture_by_none() {
    for seed in 0..12 {
        let original = picture(seed);
        let forms = forms(&original);
        for thousandths in [10, 20, 30, 45] {
            let (left, top) = (WIDTH * thousandths / 1_000, HEIGHT * thousandths / 1_000);
            let cropped =
                imageops::crop_imm(&original, left, top, WIDTH - 2 * left, HEIGHT - 2 * top).to_image();
            let copy = copy_of(&cropped, 75);
            assert!(
                forms.iter().any(|form| finds(form, &copy)),
                "{thousandths} of {seed}"
            );
            let other = copy_of(&picture(seed + 100), 75);
            assert!(!forms.iter().any(|form| finds(form, &other)), "{seed}");
        }
    }
}

#[test]
fn a_file_that_is_no_picture_has_no_forms() {
    let limits = Limits::default();
    let none = hash_cut_off(b"no picture", &limits, &CUTS);
    assert_eq!(none, Err(StillError::NotAPicture));
    let flat = RgbImage::from_pixel(WIDTH, HEIGHT, image::Rgb([90, 120, 30]));
    assert_eq!(forms(&flat), [], "nothing of it says anything");
}

//! What is found of a picture whose file is there beforehand: copies of drawings that mirror themselves, and copies without
//! edges, with words over them, brighter or smaller.
#![expect(clippy::unwrap_used, reason = "a test that cannot make its picture fails")]
#![expect(
    clippy::cast_possible_truncation,
    clippy::cast_precision_loss,
    clippy::cast_sign_loss,
    reason = "the patterns are written in plain casts, as in the languages they are compared with"
)]

mod patterns;

use std::io::Cursor;

use hashing::pdq::{Orientation, Pixels};
use hashing::{
    Edge, Edit, KnownForm, Letters, Limits, Mask, Pdq, Shade, StillError, VariantKind, hash_edited,
    hash_still,
};
use image::{DynamicImage, ImageFormat, RgbImage, codecs::jpeg::JpegEncoder, imageops};

const WIDTH: u32 = 700;
const HEIGHT: u32 = 560;
const CUTS: [Edit; 5] = [
    Edit::NONE,
    Edit::CutOff(12),
    Edit::CutOff(25),
    Edit::CutOff(40),
    Edit::CutOff(55),
];

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

fn forms(picture: &RgbImage) -> Vec<KnownForm> {
    hash_edited(&png(picture), &Limits::default(), &CUTS).unwrap()
}

fn finds(form: &KnownForm, pdq: &Pdq) -> bool {
    let most = form.match_distance();
    most.is_some_and(|most| form.pdq.distance_within(pdq, &form.mask) <= most)
}

#[test]
fn the_whole_picture_is_among_the_forms_with_its_own_hash() {
    let picture = picture(3);
    let whole = forms(&picture)[0];
    let still = hash_still(&png(&picture), &Limits::default()).unwrap();
    assert_eq!((whole.edit, whole.pdq), (Edit::NONE, still.pdq));
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
fn a_drawing_that_mirrors_itself_both_ways_is_not_looked_for_by_a_quarter_of_its_bits() {
    for seed in 0..12 {
        let half = symmetrical(seed);
        let drawing = RgbImage::from_fn(WIDTH, HEIGHT, |x, y| *half.get_pixel(x, y.min(HEIGHT - 1 - y)));
        let pixels = Pixels::rgb(&drawing, WIDTH as usize, HEIGHT as usize).unwrap();
        let (_, mask) = pixels.hash_with_mask(Orientation::Upright).unwrap();
        assert!(mask.bits() < Mask::LEAST_BITS, "{} bits of {seed}", mask.bits());
        assert_eq!(mask.match_distance(), None);
        assert_eq!(forms(&drawing), [], "{seed}");
    }
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

/// Words over the lowest or highest so many percent of the picture: letters of full contrast with gaps between them.
fn with_words(picture: &RgbImage, edge: Edge, letters: Letters, percent: u32) -> RgbImage {
    let banner = HEIGHT * percent / 100;
    let ground = if letters == Letters::Light { 0 } else { 255 };
    let mut written = picture.clone();
    for (x, y, pixel) in written.enumerate_pixels_mut() {
        let within = match edge {
            Edge::Top => y,
            Edge::Bottom => HEIGHT - 1 - y,
        };
        if within < banner {
            let stroke = (banner / 4..banner * 3 / 4).contains(&within)
                && (WIDTH / 8..WIDTH * 7 / 8).contains(&x)
                && (x * 3 / banner) % 3 != 2;
            *pixel = image::Rgb([if stroke { 255 - ground } else { ground }; 3]);
        }
    }
    written
}

#[test]
fn a_copy_with_words_over_an_edge_is_found_by_a_form_of_that_edge() {
    let (mut lost, mut found) = (0, 0);
    for seed in 0..6 {
        let original = picture(seed);
        let forms = hash_edited(&png(&original), &Limits::default(), &Edit::ALL).unwrap();
        for (edge, letters, percent) in [
            (Edge::Bottom, Letters::Light, 10),
            (Edge::Bottom, Letters::Dark, 9),
            (Edge::Top, Letters::Light, 11),
            (Edge::Top, Letters::Dark, 10),
        ] {
            let copy = copy_of(&with_words(&original, edge, letters, percent), 75);
            lost += u32::from(forms[0].pdq.distance(&copy) > Pdq::MATCH_DISTANCE);
            let of_edge = |form: &&KnownForm| matches!(form.edit, Edit::Banner(at, of, _) if (at, of) == (edge, letters));
            found += u32::from(forms.iter().filter(of_edge).any(|form| finds(form, &copy)));
        }
    }
    assert!(lost > 20, "by whole hashes {lost} of 24 are lost");
    assert_eq!(found, 24, "by forms all are");
}

#[test]
fn a_copy_that_is_brighter_or_smaller_is_found_by_a_form_of_that_edit() {
    for seed in 0..6 {
        let large = picture(seed);
        let original = imageops::resize(&large, 150, 120, imageops::FilterType::Nearest);
        let edits = [Edit::Brighter(50), Edit::Smaller(50), Edit::Smaller(67)];
        let bright = imageops::colorops::brighten(&original, 45);
        let resized =
            |width, height| imageops::resize(&original, width, height, imageops::FilterType::Triangle);
        for (edit, copy) in [
            (Edit::Brighter(50), bright),
            (Edit::Smaller(50), resized(75, 60)),
            (Edit::Smaller(67), resized(100, 80)),
        ] {
            let forms = hash_edited(&png(&original), &Limits::default(), &[edit]).unwrap();
            assert!(finds(&forms[0], &jpeg_of(copy, 85)), "{edit} of {seed}");
        }
        let of_large = hash_edited(&png(&large), &Limits::default(), &edits).unwrap();
        assert!(
            of_large.iter().all(|form| form.edit == Edit::Brighter(50)),
            "{seed}"
        );
    }
}

#[test]
fn of_few_bits_that_say_something_fewer_may_differ_after_edits() {
    let banner = Edit::Banner(Edge::Top, Letters::Dark, 9);
    let of = |bits| {
        [Edit::NONE, banner, Edit::CutOff(10), Edit::Smaller(50)].map(|edit| edit.match_distance(bits))
    };
    assert_eq!(of(256), [Some(31), Some(31), Some(31), Some(20)]);
    assert_eq!(of(72), [Some(2), Some(2), Some(0), Some(0)]);
    assert_eq!(of(71), [None, Some(2), Some(0), Some(0)]);
    assert_eq!(of(58), [None, Some(2), None, None]);
    assert_eq!(of(55), [None; 4]);
    let of_border = |bits| Edit::Border(Shade::Dark).match_distance(bits);
    assert_eq!([of_border(96), of_border(95)], [Some(2), None]);
}

#[test]
fn a_copy_with_a_border_is_found_where_the_picture_is_dark_at_an_edge_itself() {
    let edits = [Edit::NONE, Edit::Border(Shade::Dark), Edit::Border(Shade::Light)];
    for seed in 0..6 {
        let mut original = picture(seed);
        for (_, row, pixel) in original.enumerate_pixels_mut() {
            if row < HEIGHT / 8 {
                *pixel = image::Rgb([3, 5, 4]);
            }
        }
        let forms = hash_edited(&png(&original), &Limits::default(), &edits).unwrap();
        let mut framed = RgbImage::new(WIDTH + 100, HEIGHT + 100);
        imageops::overlay(&mut framed, &original, 50, 50);
        let copy = hash_still(&png(&framed), &Limits::default()).unwrap();
        let hashes: Vec<Pdq> = copy.variants.iter().map(|variant| variant.pdq).collect();
        let found_by = |wanted| {
            let form = forms.iter().find(|form| form.edit == wanted);
            form.is_some_and(|form| hashes.iter().any(|pdq| finds(form, pdq)))
        };
        assert!(!found_by(Edit::NONE), "{seed}");
        assert!(found_by(Edit::Border(Shade::Dark)), "{seed}");
    }
}

#[test]
fn a_copy_whose_words_or_edge_were_cut_off_is_found() {
    let (mut of_cut, mut of_words) = (0, 0);
    for seed in 0..6 {
        let original = picture(seed);
        let forms = hash_edited(&png(&original), &Limits::default(), &Edit::ALL).unwrap();
        let is_found = |copy: &Pdq| forms.iter().any(|form| finds(form, copy));
        for percent in [6, 10, 14] {
            let less = HEIGHT * percent / 100;
            for top in [0, less] {
                let left = imageops::crop_imm(&original, 0, top, WIDTH, HEIGHT - less).to_image();
                of_cut += u32::from(is_found(&copy_of(&left, 75)));
            }
            let written = with_words(&original, Edge::Bottom, Letters::Light, percent);
            let copy = hash_still(&png(&written), &Limits::default()).unwrap();
            let kind = VariantKind::WithoutBanner;
            let left = copy.variants.iter().find(|variant| variant.kind == kind).unwrap();
            of_words += u32::from(is_found(&left.pdq));
        }
    }
    assert!(of_cut > 33, "of 36 cut off {of_cut} are found");
    assert!(
        of_words > 16,
        "of 18 whose words were taken off {of_words} are found"
    );
}

#[test]
fn a_form_for_which_an_earlier_one_stands_is_left_out() {
    let original = picture(1);
    let of = |edits: &[Edit]| {
        let forms = hash_edited(&png(&original), &Limits::default(), edits).unwrap();
        forms.iter().map(|form| form.edit).collect::<Vec<_>>()
    };
    let [a_little, more, other] = [Edit::CutOff(1), Edit::CutOff(100), Edit::CutOff(101)];
    assert_eq!(of(&[Edit::NONE, a_little]), [Edit::NONE]);
    assert_eq!(of(&[Edit::NONE, more, other]), [Edit::NONE, more]);
    assert_eq!(of(&[Edit::NONE, other, more]), [Edit::NONE, other]);
}

#[test]
fn a_ball_is_not_looked_for_by_forms_that_every_other_ball_has() {
    let ball = |radius: f32, light: f32| {
        RgbImage::from_fn(WIDTH, WIDTH, |x, y| {
            let (x, y) = (x as f32 / WIDTH as f32 - 0.5, y as f32 / WIDTH as f32 - 0.5);
            let level = if x.hypot(y) > radius {
                255.0
            } else {
                150.0 - light * (x + y) / radius
            };
            image::Rgb([level as u8; 3])
        })
    };
    for (radius, light) in [(0.45, 50.0), (0.41, 60.0), (0.37, 40.0)] {
        let forms = hash_edited(&png(&ball(radius, light)), &Limits::default(), &Edit::ALL).unwrap();
        assert_eq!(forms, [], "of a ball of {radius}");
    }
}

#[test]
fn a_file_that_is_no_picture_has_no_forms() {
    let limits = Limits::default();
    let none = hash_edited(b"no picture", &limits, &CUTS);
    assert_eq!(none, Err(StillError::NotAPicture));
    let flat = RgbImage::from_pixel(WIDTH, HEIGHT, image::Rgb([90, 120, 30]));
    assert_eq!(forms(&flat), [], "nothing of it says anything");
}

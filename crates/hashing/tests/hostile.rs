//! Damaged and malicious files: an answer, never a panic, within bounded time and memory.
#![expect(clippy::unwrap_used, reason = "a test that cannot make its file fails")]
#![expect(
    clippy::cast_possible_truncation,
    reason = "the patterns are written in plain casts"
)]

mod checksum;
mod patterns;

use checksum::crc32;
use hashing::{FileHasher, Format, Limits, Note, StillError, Warning, hash_still};
use image::{DynamicImage, ImageFormat};
use std::io::Cursor;

const FORMATS: [ImageFormat; 6] = [
    ImageFormat::Jpeg,
    ImageFormat::Png,
    ImageFormat::WebP,
    ImageFormat::Gif,
    ImageFormat::Bmp,
    ImageFormat::Tiff,
];

/// Small limits, so that a mutation that announces a large picture costs little.
const SMALL: Limits = Limits {
    pixels: 1_000_000,
    decoded_bytes: 8 << 20,
    file_bytes: 1 << 20,
};

fn sample(format: ImageFormat, seed: u64) -> Vec<u8> {
    sample_of(format, seed, (48, 36))
}

fn sample_of(format: ImageFormat, seed: u64, (width, height): (u32, u32)) -> Vec<u8> {
    let pixels = patterns::picture(seed, width as usize, height as usize);
    let picture = image::RgbImage::from_raw(width, height, pixels).unwrap();
    let mut bytes = Cursor::new(Vec::new());
    DynamicImage::from(picture).write_to(&mut bytes, format).unwrap();
    bytes.into_inner()
}

#[test]
fn a_file_cut_anywhere_is_hashed_or_refused() {
    for format in FORMATS {
        let whole = sample(format, 3);
        for end in 0..whole.len() {
            let _ = hash_still(&whole[..end], &SMALL);
        }
    }
}

#[test]
fn what_there_is_of_a_file_that_ends_early_is_hashed_and_marked() {
    for format in [
        ImageFormat::Jpeg,
        ImageFormat::Png,
        ImageFormat::Gif,
        ImageFormat::Bmp,
    ] {
        let whole = sample_of(format, 4, (240, 180));
        let complete = hash_still(&whole, &SMALL).unwrap();
        assert_eq!(complete.warnings, [], "{format:?}");
        for (kept, most) in [(98, 31), (60, 255)] {
            let cut = hash_still(&whole[..whole.len() * kept / 100], &SMALL).unwrap();
            assert!(cut.warnings.contains(&Warning::Truncated), "{format:?}, {kept} %");
            assert!(cut.pdq.distance(&complete.pdq) <= most, "{format:?}, {kept} %");
        }
    }
}

fn png_of(width: u32, height: u32) -> Vec<u8> {
    let mut bytes = sample(ImageFormat::Png, 1);
    bytes[16..20].copy_from_slice(&width.to_be_bytes());
    bytes[20..24].copy_from_slice(&height.to_be_bytes());
    let crc = crc32(&bytes[12..29]);
    bytes[29..33].copy_from_slice(&crc.to_be_bytes());
    bytes
}

fn gif_of(side: u16) -> Vec<u8> {
    let mut bytes = sample(ImageFormat::Gif, 1);
    bytes[6..8].copy_from_slice(&side.to_le_bytes());
    bytes[8..10].copy_from_slice(&side.to_le_bytes());
    bytes
}

fn bmp_of(width: i32, height: i32) -> Vec<u8> {
    let mut bytes = sample(ImageFormat::Bmp, 1);
    bytes[18..22].copy_from_slice(&width.to_le_bytes());
    bytes[22..26].copy_from_slice(&height.to_le_bytes());
    bytes
}

fn jpeg_of(width: u16, height: u16) -> Vec<u8> {
    let mut bytes = sample(ImageFormat::Jpeg, 1);
    let frame = bytes
        .windows(2)
        .position(|marker| marker == [0xff, 0xc0])
        .unwrap();
    bytes[frame + 5..frame + 7].copy_from_slice(&height.to_be_bytes());
    bytes[frame + 7..frame + 9].copy_from_slice(&width.to_be_bytes());
    bytes
}

#[test]
fn announced_gigapixels_are_refused_before_anything_is_allocated() {
    let too_many = |width, height| Err(StillError::TooManyPixels { width, height });
    for (bytes, expected) in [
        (png_of(20_000, 20_000), too_many(20_000, 20_000)),
        (png_of(100_000, 100_000), too_many(100_000, 100_000)),
        (gif_of(u16::MAX), too_many(65_535, 65_535)),
        (bmp_of(60_000, 60_000), too_many(60_000, 60_000)),
        (bmp_of(60_000, -60_000), too_many(60_000, 60_000)),
        (jpeg_of(65_500, 65_500), too_many(65_500, 65_500)),
    ] {
        let found = hash_still(&bytes, &Limits::default());
        assert_eq!(found.map(|hashes| hashes.pdq), expected);
        let mut hasher = FileHasher::new(None);
        hasher.update(&bytes);
        let hashes = hasher.finish().unwrap();
        assert_eq!((hashes.still, hashes.notes), (None, vec![Note::TooManyPixels]));
    }
}

#[test]
fn dimensions_beyond_all_arithmetic_are_an_error() {
    for side in [i32::MAX as u32, u32::MAX] {
        assert!(hash_still(&png_of(side, side), &Limits::default()).is_err());
        assert!(hash_still(&bmp_of(side as i32, side as i32), &Limits::default()).is_err());
    }
}

#[test]
fn pictures_without_an_area_are_damaged() {
    for bytes in [
        png_of(0, 40),
        png_of(40, 0),
        gif_of(0),
        bmp_of(0, 40),
        bmp_of(40, 0),
        jpeg_of(0, 40),
    ] {
        assert_eq!(hash_still(&bytes, &Limits::default()), Err(StillError::Damaged));
    }
}

/// With one name put in place of the first other one behind `start`.
fn renamed(bytes: &[u8], start: &[u8], from: &[u8; 4], to: &[u8; 4]) -> Vec<u8> {
    let begin = bytes
        .windows(start.len())
        .position(|window| window == start)
        .unwrap();
    let place = bytes[begin..]
        .windows(4)
        .position(|window| window == from)
        .unwrap();
    let mut bytes = bytes.to_vec();
    bytes[begin + place..][..4].copy_from_slice(to);
    bytes
}

#[test]
fn heic_pictures_made_of_overlays_or_of_other_grids_are_not_decoded() {
    let grid = include_bytes!("modern/grid.heic");
    assert!(hash_still(grid, &Limits::default()).is_ok());
    for bytes in [
        renamed(grid, b"iinf", b"grid", b"iovl"),
        renamed(grid, b"iinf", b"hvc1", b"grid"),
    ] {
        assert_eq!(
            hash_still(&bytes, &Limits::default()),
            Err(StillError::Unsupported(Format::Heic))
        );
    }
}

#[test]
fn a_jpeg_xl_of_more_than_64_layers_is_not_decoded() {
    assert!(hash_still(include_bytes!("layers/64.jxl"), &Limits::default()).is_ok());
    assert_eq!(
        hash_still(include_bytes!("layers/65.jxl"), &Limits::default()),
        Err(StillError::Unsupported(Format::JpegXl))
    );
}

#[test]
fn a_jpeg_of_a_thousand_passes_over_ten_thousand_pixels_squared_is_refused_at_once() {
    let mut bytes = include_bytes!("../fuzz/seeds/jpeg/progressive").to_vec();
    assert!(hash_still(&bytes, &Limits::default()).is_ok());
    let place = |bytes: &[u8], marker: u8| {
        bytes
            .windows(2)
            .rposition(|window| window == [0xff, marker])
            .unwrap()
    };
    let frame = place(&bytes, 0xc2);
    bytes[frame + 5..frame + 9].copy_from_slice(&[0x27, 0x10, 0x27, 0x10]);
    let (last, end) = (place(&bytes, 0xda), place(&bytes, 0xd9));
    let scan = bytes[last..end].to_vec();
    bytes.truncate(end);
    bytes.extend(scan.repeat(1_000));
    bytes.extend([0xff, 0xd9]);
    assert_eq!(
        hash_still(&bytes, &Limits::default()),
        Err(StillError::Unsupported(Format::Jpeg))
    );
}

#[test]
fn whole_pictures_of_a_kind_that_no_decoder_knows_are_not_called_damaged() {
    let mut arithmetic = sample(ImageFormat::Jpeg, 1);
    let frame = arithmetic
        .windows(2)
        .position(|marker| marker == [0xff, 0xc0])
        .unwrap();
    arithmetic[frame + 1] = 0xc9;
    let floats = include_bytes!("../fuzz/seeds/tiff/floats").to_vec();
    let mut twelve_bits = sample(ImageFormat::Jpeg, 1);
    twelve_bits[frame + 4] = 12;
    for (bytes, format) in [
        (arithmetic, Format::Jpeg),
        (twelve_bits, Format::Jpeg),
        (floats, Format::Tiff),
    ] {
        assert_eq!(
            hash_still(&bytes, &Limits::default()),
            Err(StillError::Unsupported(format))
        );
        let mut hasher = FileHasher::new(None);
        hasher.update(&bytes);
        assert_eq!(hasher.finish().unwrap().notes, [Note::ExactOnlyFormat]);
    }
}

#[test]
fn an_avif_beyond_the_limits_is_said_to_be() {
    let photo = include_bytes!("../fuzz/seeds/avif/photo");
    let hasher = |bytes: &[u8], limits| {
        let mut hasher = FileHasher::with_limits(None, limits);
        hasher.update(bytes);
        hasher
    };
    let said = |hasher: FileHasher| (hasher.foreign_dimensions(), hasher.finish().unwrap().notes);
    assert_eq!(
        said(hasher(photo, Limits::default())),
        (Some((40, 33)), vec![Note::ExactOnlyFormat])
    );
    let mut huge = photo.to_vec();
    let sides = huge.windows(4).position(|kind| kind == b"ispe").unwrap() + 8;
    huge[sides..sides + 8].copy_from_slice(&[0, 0, 0xff, 0xff, 0, 0, 0xff, 0xff]);
    assert_eq!(
        said(hasher(&huge, Limits::default())),
        (None, vec![Note::TooManyPixels])
    );
    let short = Limits {
        file_bytes: 400,
        ..Limits::default()
    };
    assert_eq!(said(hasher(photo, short)), (None, vec![Note::TooManyBytes]));
}

#[test]
fn thin_strips_are_hashed_from_five_pixels_on() {
    for (width, height) in [
        (1, 20_000),
        (20_000, 1),
        (4, 3_000),
        (5, 20_000),
        (20_000, 5),
        (5, 5),
    ] {
        let picture = image::RgbImage::from_raw(
            width,
            height,
            patterns::picture(9, width as usize, height as usize),
        );
        let mut bytes = Cursor::new(Vec::new());
        picture.unwrap().write_to(&mut bytes, ImageFormat::Png).unwrap();
        let found = hash_still(bytes.get_ref(), &Limits::default());
        if width.min(height) < 5 {
            assert_eq!(found, Err(StillError::TooSmall));
        } else {
            assert!(found.is_ok());
        }
    }
}

#[test]
fn a_picture_under_another_formats_name_is_what_its_bytes_say() {
    let mut hasher = FileHasher::new(Some("video/mp4"));
    hasher.update(&sample(ImageFormat::Jpeg, 1));
    assert!(hasher.finish().unwrap().still.is_some());
}

//! Files of HEIC and JPEG XL made by the usual encoders: the hashes are those of what the usual decoders see.
#![cfg(all(feature = "heic", feature = "jxl"))]
#![expect(clippy::unwrap_used, reason = "a test that cannot read its file fails")]
#![expect(
    clippy::cast_possible_truncation,
    reason = "places in files of a few kilobytes"
)]

#[expect(dead_code, reason = "only its random numbers are wanted")]
mod patterns;

use hashing::{FileHasher, Format, Limits, Note, Pdq, StillError, VariantKind, Warning, hash_still, sniff};
use std::path::PathBuf;

/// As many bits as decoders may differ by: they round chroma differently.
const TOLERANCE: u32 = 4;
const SMALL: Limits = Limits {
    pixels: 1_000_000,
    decoded_bytes: 32 << 20,
    file_bytes: 1 << 20,
};

fn read(name: &str) -> Vec<u8> {
    let folder = PathBuf::from(concat!(env!("CARGO_MANIFEST_DIR"), "/tests/modern"));
    std::fs::read(folder.join(name)).unwrap()
}

/// Names, PDQ and quality, as `modern/make.py` wrote them.
fn answers() -> Vec<(String, Pdq, i32)> {
    let text = String::from_utf8(read("answers.txt")).unwrap();
    let answers: Vec<_> = text
        .lines()
        .map(|line| {
            let mut parts = line.split(' ');
            let name = parts.next().unwrap().to_owned();
            let pdq = parts.next().unwrap().parse().unwrap();
            (name, pdq, parts.next().unwrap().parse().unwrap())
        })
        .collect();
    assert!(answers.len() >= 17);
    answers
}

#[test]
fn files_have_the_hashes_that_the_usual_decoders_give() {
    for (name, pdq, quality) in answers() {
        let bytes = read(&name);
        let format = if name.ends_with("heic") {
            Format::Heic
        } else {
            Format::JpegXl
        };
        assert_eq!(sniff(&bytes), Some(format));
        let found = hash_still(&bytes, &Limits::default()).unwrap();
        let distance = found.pdq.distance(&pdq);
        assert!(distance <= TOLERANCE, "{name}: {distance} bits");
        let quality = quality - i32::from(found.quality.get());
        assert!(quality.abs() <= 2, "{name}: quality differs by {quality}");
        assert_eq!(found.warnings, [], "{name}");
    }
}

/// A file with a grid as phones write it since 2024: one more item lays a gain map over the grid, for brighter displays
/// (ISO 21496-1).
fn with_gain_map(grid: &[u8]) -> Vec<u8> {
    /// ISO/IEC 14496-12, 8.11.6 and 8.11.12: item 14, made of the items 1 (the grid) and 2.
    const ITEM: &[u8] = b"\0\0\0\x15infe\x02\0\0\0\0\x0e\0\0tmap\0";
    const MADE_OF: &[u8] = b"\0\0\0\x10dimg\0\x0e\0\x02\0\x01\0\x02";
    let mut bytes = grid.to_vec();
    let place = |bytes: &[u8], kind: &[u8; 4]| bytes.windows(4).position(|found| found == kind).unwrap();
    let add = |bytes: &mut [u8], at: usize, more: usize| {
        let number: &mut [u8; 4] = bytes[at..].first_chunk_mut().unwrap();
        *number = (u32::from_be_bytes(*number) + more as u32).to_be_bytes();
    };
    let more = ITEM.len() + MADE_OF.len();
    // Where the coded pictures are, which move: 20 bytes for each item (8.11.3).
    let locations = place(&bytes, b"iloc") + 12;
    for item in 0..13 {
        let at = locations + 20 * item;
        let within_this_file = bytes[at + 2..at + 4] == [0, 0];
        add(&mut bytes, at + 12, if within_this_file { more } else { 0 });
    }
    for (kind, added) in [(b"iref", MADE_OF), (b"iinf", ITEM)] {
        let at = place(&bytes, kind) - 4;
        let end = at + u32::from_be_bytes(*bytes[at..].first_chunk().unwrap()) as usize;
        add(&mut bytes, at, added.len());
        bytes.splice(end..end, added.iter().copied());
    }
    let count = place(&bytes, b"iinf") + 9;
    bytes[count] += 1;
    let meta = place(&bytes, b"meta") - 4;
    add(&mut bytes, meta, more);
    bytes
}

#[test]
fn a_gain_map_over_a_grid_does_not_change_the_hash() {
    let grid = read("grid.heic");
    let found = hash_still(&with_gain_map(&grid), &Limits::default());
    assert_eq!(found, hash_still(&grid, &Limits::default()));
    assert!(found.is_ok());
}

#[test]
fn what_there_is_of_a_jpeg_xl_that_ends_early_is_hashed_and_marked() {
    // As far as there is anything of the picture itself: small files are mostly tables.
    for (name, least) in [("plain.jxl", 60), ("progressive.jxl", 80), ("lossless.jxl", 60)] {
        let whole = read(name);
        let complete = hash_still(&whole, &Limits::default()).unwrap();
        for (kept, most) in [(98, 31), (least, 255)] {
            let cut = hash_still(&whole[..whole.len() * kept / 100], &Limits::default()).unwrap();
            assert!(cut.warnings.contains(&Warning::Truncated), "{name}, {kept} %");
            let distance = cut.pdq.distance(&complete.pdq);
            assert!(distance <= most, "{name}, {kept} %: {distance} bits");
        }
        assert_eq!(
            hash_still(&whole[..whole.len() / 10], &Limits::default()),
            Err(StillError::Damaged)
        );
    }
}

#[test]
fn a_lossless_file_has_the_very_hash() {
    let (_, pdq, _) = answers()
        .into_iter()
        .find(|(name, ..)| name == "lossless.jxl")
        .unwrap();
    assert_eq!(
        hash_still(&read("lossless.jxl"), &Limits::default()).unwrap().pdq,
        pdq
    );
}

#[test]
fn what_the_container_turns_is_not_turned_again_as_exif_says() {
    for orientation in 2..=8 {
        let bytes = read(&format!("turned-{orientation}.heic"));
        let found = hash_still(&bytes, &Limits::default()).unwrap();
        let kinds: Vec<_> = found.variants.iter().map(|variant| variant.kind).collect();
        assert!(!kinds.contains(&VariantKind::AsStored), "{orientation}");
    }
}

#[test]
fn files_that_end_early_are_an_answer() {
    for (name, ..) in answers() {
        let whole = read(&name);
        for end in (0..whole.len()).step_by(41) {
            if let Ok(found) = hash_still(&whole[..end], &SMALL) {
                let end = format!("{name} up to {end} of {}", whole.len());
                assert!(found.warnings.contains(&Warning::Truncated), "{end}");
            }
        }
    }
}

#[test]
fn flipped_bits_and_rubbish_are_survived() {
    let files: Vec<_> = answers().into_iter().map(|(name, ..)| read(&name)).collect();
    let mut random = patterns::Random(811);
    for round in 0..1_200 {
        let mut bytes = files[round % files.len()].clone();
        for _ in 0..=random.below(6) {
            let place = random.below(bytes.len() as u64) as usize;
            bytes[place] = if random.below(2) == 0 {
                bytes[place] ^ 1 << random.below(8)
            } else {
                (random.next() >> 56) as u8
            };
        }
        let _ = hash_still(&bytes, &SMALL);
    }
}

#[test]
fn announced_gigapixels_are_refused() {
    let mut heic = read("plain.heic");
    let mut from = 0;
    while let Some(at) = heic[from..].windows(4).position(|kind| kind == b"ispe") {
        from += at + 16;
        heic[from - 8..from].copy_from_slice(&[0, 0, 0xff, 0xff, 0, 0, 0xff, 0xff]);
    }
    assert!(from > 0);
    assert_eq!(
        hash_still(&heic, &Limits::default()),
        Err(StillError::TooManyPixels {
            width: 65_535,
            height: 65_535
        })
    );
    // A bare codestream: 2^30 squared, all defaults (ISO/IEC 18181-1, annex D).
    let jxl = [0xff, 0x0a, 0xf8, 0xff, 0xff, 0xff, 0x1f, 0, 0, 0, 0, 0];
    let mut hasher = FileHasher::new(None);
    hasher.update(&jxl);
    let hashes = hasher.finish().unwrap();
    assert_eq!(hashes.still, None);
    assert!([Note::Damaged, Note::TooManyPixels].contains(&hashes.notes[0]));
}

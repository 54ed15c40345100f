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

//! What is done with each input of a fuzz target. `tests/fuzzed.rs` does the same with mutations of the corpus.

use hashing::pdq::{Hashed, Hasher, hash_rgb};
use hashing::video::{Luma, Video};
use hashing::{FileHasher, FileHashes, Format, Limits, Refusal, SNIFF_BYTES, hash_still, sniff};
use std::io::Cursor;

/// Small limits, so that an input that announces a large picture costs little.
pub const LIMITS: Limits = Limits {
    pixels: 1_000_000,
    decoded_bytes: 8 << 20,
    file_bytes: 1 << 20,
};

/// Has these bytes decoded and hashed as a file of this format; false if they are none.
pub fn still(format: Format, bytes: &[u8]) -> bool {
    let right = sniff(bytes) == Some(format);
    if right {
        let _ = hash_still(bytes, &LIMITS);
    }
    right
}

/// As [`still`], of any of the formats that cameras' raw files come in: two are marked as their own, the rest as TIFF.
pub fn raw(bytes: &[u8]) -> bool {
    still(Format::Raw, bytes) || still(Format::Tiff, bytes)
}

/// Takes a video of any container apart, all of it, with a small picture for each that is to be decoded.
pub fn video(bytes: &[u8]) -> bool {
    let containers = [Format::Mp4, Format::QuickTime, Format::Matroska];
    if !sniff(bytes).is_some_and(|format| containers.contains(&format)) {
        return false;
    }
    let luma = Luma {
        bytes: &[0; 64],
        stride: 8,
        width: 8,
        height: 8,
        bits: 8,
        full_range: false,
    };
    if let Ok(mut video) = Video::open(Cursor::new(bytes), bytes.len() as u64) {
        while let Ok(Some(chunk)) = video.next_chunk() {
            assert!(!chunk.bytes.is_empty() && chunk.bytes.len() <= 2 * bytes.len());
            if video.next_picture(chunk.time_us) {
                assert_eq!(video.add_luma(&luma), Ok(()));
            }
        }
    }
    true
}

/// Has a file taken in portions of odd sizes, which its first byte chooses, and compares with taking it at once.
pub fn portions(bytes: &[u8]) {
    let Some((choice, bytes)) = bytes.split_first() else {
        return;
    };
    let declared = [None, Some("image/x"), Some("video/x"), Some("no type")][usize::from(choice >> 6)];
    let mut sizes = [1, SNIFF_BYTES - 1, 2, 0, SNIFF_BYTES, 61, 4_096, 977]
        .into_iter()
        .cycle()
        .skip(usize::from(choice & 7));
    let mut hasher = FileHasher::with_limits(declared, LIMITS);
    let mut rest = bytes;
    while let (false, Some(size)) = (rest.is_empty(), sizes.next()) {
        let (portion, after) = rest.split_at(size.min(rest.len()));
        hasher.update(portion);
        rest = after;
    }
    let _ = hasher.foreign_dimensions();
    let mut at_once = FileHasher::with_limits(declared, LIMITS);
    at_once.update(bytes);
    let hashes = hasher.finish();
    check(&hashes, bytes);
    assert_eq!(hashes, at_once.finish());
}

/// Nothing goes without a hash and without a reason.
fn check(hashes: &Result<FileHashes, Refusal>, bytes: &[u8]) {
    match hashes {
        Ok(hashes) => assert!(hashes.still.is_some() || !hashes.notes.is_empty()),
        Err(Refusal::Empty) => assert!(bytes.is_empty()),
        Err(Refusal::NotMedia) => assert_eq!(sniff(bytes), None),
    }
}

/// Asks for the dimensions that a picture for the browser's decoder announces.
pub fn foreign(bytes: &[u8]) {
    let mut hasher = FileHasher::with_limits(None, LIMITS);
    hasher.update(bytes);
    if let Some((width, height)) = hasher.foreign_dimensions() {
        assert!(u64::from(width) * u64::from(height) <= LIMITS.pixels);
    }
}

/// Hashes pixels of any shape row by row, and compares with hashing them in one go. The first two bytes are the width.
pub fn rows(bytes: &[u8]) {
    let [low, high, pixels @ ..] = bytes else {
        return;
    };
    let width = usize::from(u16::from_le_bytes([*low, *high])).max(1);
    let height = pixels.len() / (3 * width);
    let pixels = &pixels[..3 * width * height];
    let mut hasher = Hasher::new(width, height);
    let pushed = pixels
        .chunks(3 * width)
        .try_for_each(|row| hasher.push_rgb_rows(row));
    let streamed = pushed.ok().and_then(|()| hasher.finish().ok()).map(Hashed::from);
    assert!(streamed.is_some());
    assert_eq!(streamed, hash_rgb(pixels, width, height).ok());
}

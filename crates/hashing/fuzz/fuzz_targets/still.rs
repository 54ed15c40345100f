//! Any bytes as a file: an answer, never a panic, within the limits.
#![no_main]

use hashing::{FileHasher, Limits};
use libfuzzer_sys::fuzz_target;

const LIMITS: Limits = Limits { pixels: 1_000_000, decoded_bytes: 8 << 20, file_bytes: 1 << 20 };

fuzz_target!(|bytes: &[u8]| {
    let mut hasher = FileHasher::with_limits(None, LIMITS);
    bytes.chunks(1_000).for_each(|portion| hasher.update(portion));
    if let Ok(hashes) = hasher.finish() {
        assert!(hashes.still.is_some() || !hashes.notes.is_empty());
    }
});

//! Any pixels in any shape: hashing in one go equals hashing row by row.
#![no_main]

use hashing::pdq::{Hashed, Hasher, hash_rgb};
use libfuzzer_sys::fuzz_target;

fuzz_target!(|input: (u16, &[u8])| {
    let (width, bytes) = (usize::from(input.0).max(1), input.1);
    let height = bytes.len() / (3 * width);
    let pixels = &bytes[..3 * width * height];
    let mut hasher = Hasher::new(width, height);
    pixels.chunks(3 * width).for_each(|row| hasher.push_rgb_rows(row).unwrap());
    assert_eq!(Hashed::from(hasher.finish().unwrap()), hash_rgb(pixels, width, height).unwrap());
});

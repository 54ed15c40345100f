//! What a program without Rust's standard library can have of `hashing`: formats by their first bytes, SHA-256, SHA-1
//! and MD5, and PDQ of pixels.
//!
//! The library brings a panic handler, and a program can have only one of those: if this compiles, nothing that it
//! depends on has linked the standard library. `cargo xtask lint` tries it, on its own: features that another crate
//! switches on would bring that library in.
#![no_std]
#![forbid(unsafe_code)]

use core::panic::PanicInfo;

use hashing::pdq::{Hashed, Pixels, RowsError, orientations};
use hashing::{DigestStream, Digests, Format, sniff};

/// Formats and exact hashes of a file that is in memory.
#[must_use]
pub fn exact(file: &[u8]) -> (Option<Format>, Digests) {
    let mut digests = DigestStream::new();
    digests.update(file);
    (sniff(file), digests.finish())
}

/// PDQ of pixels (red, green, blue, a byte each) in all eight orientations.
///
/// # Errors
/// [`RowsError`] if the bytes are not of these dimensions, in pixels.
pub fn perceptual(pixels: &[u8], width: usize, height: usize) -> Result<[Hashed; 8], RowsError> {
    orientations(Pixels::rgb(pixels, width, height)?)
}

#[panic_handler]
fn stop(_: &PanicInfo<'_>) -> ! {
    loop {
        core::hint::spin_loop();
    }
}

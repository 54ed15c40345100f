//! PDQ: a hash that stays nearly the same when a picture is compressed, resized or slightly retouched.
//!
//! The algorithm is Meta's, in its full-resolution form: the picture is never resized before hashing. Hash and quality
//! equal those of the reference for the same pixels, bit for bit, at any size. Sources: the paper "The TMK+PDQF
//! Video-Hashing Algorithm and the PDQ Image-Hashing Algorithm" (2019) and the reference implementation in the
//! `facebook/ThreatExchange` repository, folder `pdq/cpp` (BSD-3-Clause).

mod filter;
mod hasher;
mod luma;
mod orientation;
mod pixels;
mod reduced;
mod spectrum;
mod window;

pub use hasher::Hasher;
pub use orientation::{Orientation, orientations};
pub use pixels::Pixels;
#[cfg(feature = "decode")]
pub(crate) use reduced::Banner;
pub(crate) use reduced::Reduced;

use crate::{Pdq, Quality};
use core::fmt;

/// A hash and how far it can be trusted.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct Hashed {
    /// The hash.
    pub pdq: Pdq,
    /// How much detail it stands for.
    pub quality: Quality,
}

impl Hashed {
    /// What the reference answers for pictures below 5 pixels on a side.
    const NOTHING: Self = Self {
        pdq: Pdq::from_bytes([0; 32]),
        quality: Quality::NONE,
    };
}

impl From<(Pdq, Quality)> for Hashed {
    fn from((pdq, quality): (Pdq, Quality)) -> Self {
        Self { pdq, quality }
    }
}

/// Hashes a picture of 3 bytes a pixel (red, green, blue), rows from top to bottom without gaps.
///
/// # Errors
/// [`RowsError`] if there are not exactly `3 · width · height` bytes.
///
/// ```
/// let pixels: Vec<u8> = (0..100 * 80 * 3_u32).map(|i| (i * i >> 7) as u8).collect();
/// let hashed = hashing::pdq::hash_rgb(&pixels, 100, 80)?;
/// assert!(hashed.quality >= hashing::Quality::USABLE);
/// # Ok::<(), hashing::pdq::RowsError>(())
/// ```
pub fn hash_rgb(pixels: &[u8], width: usize, height: usize) -> Result<Hashed, RowsError> {
    let mut hasher = Hasher::new(width, height);
    hasher.push_rgb_rows(pixels)?;
    hasher.finish().map(Hashed::from)
}

/// Pixels and dimensions that do not fit together.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum RowsError {
    /// The bytes are no whole number of rows.
    Partial,
    /// More rows than the picture's height.
    TooMany,
    /// Fewer rows than the picture's height.
    Missing,
}

impl fmt::Display for RowsError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Partial => "the bytes are no whole number of rows",
            Self::TooMany => "more rows than the picture is high",
            Self::Missing => "fewer rows than the picture is high",
        })
    }
}

impl core::error::Error for RowsError {}

//! A picture as far as its hash sees it, on which it is cheap to try what happens to copies.

use super::Hashed;
use super::spectrum::{self, SIDE, Samples};
#[cfg(feature = "decode")]
use crate::Edge;
use crate::Mask;

/// The averaged brightness, 0 to 255, of each of 64 × 64 places.
#[derive(Clone, Debug)]
pub(crate) struct Reduced(Samples);

impl Reduced {
    /// Of a picture that is too small to be hashed.
    pub(super) const NOTHING: Self = Self([[0.0; SIDE]; SIDE]);

    pub(super) const fn of(samples: Samples) -> Self {
        Self(samples)
    }

    /// The hash, and the bits of it that say something about the picture and hold in each of the `copies` as well.
    pub(crate) fn hash_with_mask(&self, copies: &[Self]) -> (Hashed, Mask) {
        spectrum::hash_with_mask(&self.0, copies.iter().map(|copy| &copy.0))
    }

    /// The same picture with a banner over an edge.
    #[cfg(feature = "decode")]
    pub(crate) fn with_banner(&self, edge: Edge, banner: &Banner) -> Self {
        let mut samples = self.0;
        let words = |row: &mut [f32; SIDE], covered: f32, written: f32| {
            for (column, sample) in row.iter_mut().enumerate() {
                let words = written * overlap(column, banner.margin, 1.0 - banner.margin);
                *sample += (banner.ground - *sample) * covered + (banner.letters - banner.ground) * words;
            }
        };
        let share = banner.share;
        let cover = |(row, samples): (usize, &mut [f32; SIDE])| {
            let covered = overlap(row, 0.0, share);
            let written = overlap(row, share / 4.0, share * 3.0 / 4.0);
            words(samples, covered, written);
        };
        match edge {
            Edge::Top => samples.iter_mut().enumerate().for_each(cover),
            Edge::Bottom => samples.iter_mut().rev().enumerate().for_each(cover),
        }
        Self(samples)
    }
}

/// What is written over an edge: the ground, and on the middle half of its height words, as they look from afar.
#[cfg(feature = "decode")]
#[derive(Clone, Copy, Debug)]
pub(crate) struct Banner {
    /// How much of the height it covers, 0 to 1.
    pub(crate) share: f32,
    /// Brightness, 0 to 255.
    pub(crate) ground: f32,
    /// Brightness of the words with what shows between their strokes.
    pub(crate) letters: f32,
    /// How much of the width is left free on both sides of the words, 0 to 1.
    pub(crate) margin: f32,
}

/// How much of sample number `index` lies between two shares of the side.
#[cfg(feature = "decode")]
#[expect(clippy::cast_precision_loss, reason = "there are 64 samples")]
fn overlap(index: usize, from: f32, to: f32) -> f32 {
    let (start, side) = (index as f32, SIDE as f32);
    ((start + 1.0).min(to * side) - start.max(from * side)).clamp(0.0, 1.0)
}

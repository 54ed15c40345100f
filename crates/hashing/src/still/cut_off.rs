//! A picture with its edges cut off: what PDQ does not survive, so that whoever has the picture hashes it beforehand.

use super::{Limits, StillError, decode};
use crate::pdq::Hashed;
use crate::{CutForm, Mask, Quality, sniff};
use alloc::vec::Vec;

/// Decodes a picture and hashes it upright with so much cut off on each side, in thousandths. A part whose hash would be
/// taken for others' is left out: one with little detail, and one of which too few bits say something
/// ([`Mask::LEAST_BITS`]).
///
/// # Errors
/// [`StillError`] if there is nothing to hash.
pub fn hash_cut_off(bytes: &[u8], limits: &Limits, cuts: &[u16]) -> Result<Vec<CutForm>, StillError> {
    let format = sniff(bytes).ok_or(StillError::NotAPicture)?;
    let picture = decode::decode(bytes, format, limits)?;
    let pixels = picture.pixels()?;
    let mut forms = Vec::with_capacity(cuts.len());
    for &cut in cuts {
        let less = |side: usize| side.saturating_mul(usize::from(cut)) / 1_000;
        let (left, top) = (less(pixels.width()), less(pixels.height()));
        let (Some(width), Some(height)) = (
            pixels.width().checked_sub(2 * left),
            pixels.height().checked_sub(2 * top),
        ) else {
            continue;
        };
        let Some(part) = pixels.part(left, top, width, height) else {
            continue;
        };
        let (Hashed { pdq, quality }, mask) = part
            .hash_with_mask(picture.orientation)
            .map_err(|_| StillError::Damaged)?;
        if quality >= Quality::USABLE && mask.bits() >= Mask::LEAST_BITS {
            forms.push(CutForm { cut, pdq, mask });
        }
    }
    Ok(forms)
}

//! Borders of one colour, such as the bars that fill up a screen's shape.
//!
//! A bar of a tenth of the height moves PDQ by about 90 bits, so a copy with bars is never found by the hash of the
//! picture without, nor the other way round. The hash without its border finds both.

use crate::pdq::Pixels;

/// How far a sample may be from the border's colour: compression leaves traces.
const TOLERANCE: u8 = 20;
/// The share of a line's pixels that may be further away, as 1 in so many.
pub(super) const OUTLIERS: usize = 50;
/// The least side that has to be left, in pixels.
const LEAST_LEFT: usize = 64;
/// Borders below this share of a side, as 1 in so many, move the hash too little to matter.
const LEAST_BORDER: usize = 64;

/// The picture within its border, if there is one worth removing.
pub(super) fn within_border<'a>(picture: &Pixels<'a>) -> Option<Pixels<'a>> {
    let (width, height) = (picture.width(), picture.height());
    let top = (0..height)
        .take_while(|row| is_border(picture, 0, *row, width, 1, (0, 0)))
        .count();
    let bottom_corner = (0, height.checked_sub(1)?);
    let bottom = (top..height)
        .rev()
        .take_while(|row| is_border(picture, 0, *row, width, 1, bottom_corner))
        .count();
    let inner = height
        .checked_sub(top + bottom)
        .filter(|inner| *inner >= LEAST_LEFT)?;
    let left_corner = (0, top + inner / 2);
    let left = (0..width)
        .take_while(|column| is_border(picture, *column, top, 1, inner, left_corner))
        .count();
    let right_corner = (width - 1, top + inner / 2);
    let right = (left..width)
        .rev()
        .take_while(|column| is_border(picture, *column, top, 1, inner, right_corner))
        .count();
    let inner_width = width
        .checked_sub(left + right)
        .filter(|inner| *inner >= LEAST_LEFT)?;
    if (top + bottom) * LEAST_BORDER < height && (left + right) * LEAST_BORDER < width {
        return None;
    }
    picture.part(left, top, inner_width, inner)
}

/// Whether nearly all pixels of a line (a rectangle one pixel wide or high) have the colour of the given pixel.
fn is_border(
    picture: &Pixels<'_>,
    left: usize,
    top: usize,
    width: usize,
    height: usize,
    (column, row): (usize, usize),
) -> bool {
    let depth = picture.bytes_per_pixel();
    let colour = &picture.row(row)[column * depth..][..depth];
    let most = width * height / OUTLIERS;
    let mut others = 0;
    for row in top..top + height {
        let line = &picture.row(row)[left * depth..][..width * depth];
        others += line
            .chunks_exact(depth)
            .filter(|pixel| differs(pixel, colour))
            .count();
        if others > most {
            return false;
        }
    }
    true
}

/// Whether a pixel has another colour, as far as compression leaves it.
pub(super) fn differs(pixel: &[u8], colour: &[u8]) -> bool {
    pixel
        .iter()
        .zip(colour)
        .any(|(value, expected)| value.abs_diff(*expected) > TOLERANCE)
}

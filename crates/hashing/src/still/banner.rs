//! Words over the upper or the lower edge on a ground of one colour, as captions are.
//!
//! A caption over or under a tenth of the height moves PDQ by more than what counts as the same picture, so a copy with
//! one is not found by the hash of the picture without, nor the other way round. The hash without the banner finds what
//! of the picture it leaves, and where it was put under the picture, the picture itself.

use super::trim;
use crate::Edge;
use crate::pdq::{Hashed, Orientation, Pixels};
use alloc::vec::Vec;

/// The share of the height that a banner may have, as 1 in so many: what covers more is a picture of words.
const MOST: usize = 3;
/// Banners below this share of the height move the hash too little to matter.
const LEAST: usize = 32;
/// Words leave free this share of the width on both sides, as 1 in so many.
const MARGIN: usize = 25;
/// The share of a margin's pixels that may have another colour than the ground, as 1 in so many: compression leaves traces.
const OUTLIERS: usize = 8;
/// The share of a row of words that is ground, at the least, as 1 in so many.
const GROUND: usize = 3;
/// The share of a banner that is free of words towards the picture, at the least, as 1 in so many.
const FREE: usize = 16;
/// The least side that has to be left, in pixels.
const LEAST_LEFT: usize = 64;

/// The hash of the picture, laid this way, without the banners over its edges, if it has any: also where they are within a
/// border, or have one towards the picture.
pub(super) fn hash_without_banners(picture: &Pixels<'_>, orientation: Orientation) -> Option<Hashed> {
    let within_border = trim::within_border(picture);
    let left =
        without_banners(picture, orientation).or_else(|| without_banners(&within_border?, orientation))?;
    trim::within_border(&left).unwrap_or(left).hash(orientation).ok()
}

/// The picture without its banners, if it has any.
fn without_banners<'a>(picture: &Pixels<'a>, orientation: Orientation) -> Option<Pixels<'a>> {
    let mut left = None;
    for edge in [Edge::Top, Edge::Bottom] {
        let picture = left.unwrap_or(*picture);
        if let Some(rows) = rows_of_banner(&picture, edge, orientation) {
            left = Some(picture.without_rows(edge, rows, orientation)?);
        }
    }
    left.filter(|left| left.width().min(left.height()) >= LEAST_LEFT)
}

/// How many rows from this edge on are a banner.
fn rows_of_banner(picture: &Pixels<'_>, edge: Edge, orientation: Orientation) -> Option<usize> {
    let height = picture.height_of(orientation);
    let first = pixels(&picture.row_from(edge, 0, orientation)?);
    let ground = first.first()?.clone();
    let (mut rows, mut free, mut has_words) = (0, 0, false);
    loop {
        match row_of_banner(&pixels(&picture.row_from(edge, rows, orientation)?), &ground) {
            Row::Free => free += 1,
            Row::Words if rows > 0 => (free, has_words) = (0, true),
            Row::Words | Row::Picture => break,
        }
        rows += 1;
        if rows * MOST > height {
            return None;
        }
    }
    (has_words && rows * LEAST >= height && free * FREE >= rows).then_some(rows)
}

/// What a row is, if it belongs to a banner of that ground.
enum Row {
    Free,
    Words,
    Picture,
}

fn row_of_banner(row: &[Vec<u8>], ground: &[u8]) -> Row {
    let others = |part: &[Vec<u8>]| part.iter().filter(|pixel| trim::differs(pixel, ground)).count();
    let margin = (row.len() / MARGIN).max(1);
    let is_margin = |part: &[Vec<u8>]| others(part) * OUTLIERS <= part.len();
    let all = others(row);
    if all * trim::OUTLIERS <= row.len() {
        Row::Free
    } else if is_margin(&row[..margin])
        && is_margin(&row[row.len() - margin..])
        && (row.len() - all) * GROUND >= row.len()
    {
        Row::Words
    } else {
        Row::Picture
    }
}

/// The pixels of a line.
fn pixels(line: &Pixels<'_>) -> Vec<Vec<u8>> {
    (0..line.height())
        .flat_map(|row| line.row(row).chunks_exact(line.bytes_per_pixel()))
        .map(<[u8]>::to_vec)
        .collect()
}

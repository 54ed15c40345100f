//! Words over the upper or the lower edge on a ground of one colour, as captions are.
//!
//! A caption over or under a tenth of the height moves PDQ by more than what counts as the same picture, so a copy with
//! one is not found by the hash of the picture without, nor the other way round. The hash without the banner finds what
//! of the picture it leaves, and where it was put under the picture, the picture itself.

use super::trim;
use crate::Edge;
use crate::pdq::{Orientation, Pixels};
use alloc::borrow::Cow;

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
/// How many rows beside the picture may have something of it in them: compression smears colours over an edge.
const SEAM: usize = 2;
/// The least side that has to be left, in pixels.
const LEAST_LEFT: usize = 64;

/// The picture, laid this way, without the banners over its edges, if it has any that leave enough of it.
pub(super) fn without_banners<'a>(picture: &Pixels<'a>, orientation: Orientation) -> Option<Pixels<'a>> {
    let mut left = None;
    for edge in [Edge::Top, Edge::Bottom] {
        let picture = left.unwrap_or(*picture);
        let without = rows_of_banner(&picture, edge, orientation)
            .and_then(|rows| picture.without_rows(edge, rows, orientation))
            .filter(|without| without.width().min(without.height()) >= LEAST_LEFT);
        left = without.or(left);
    }
    left
}

/// How many rows from this edge on are a banner.
fn rows_of_banner(picture: &Pixels<'_>, edge: Edge, orientation: Orientation) -> Option<usize> {
    let height = picture.height_of(orientation);
    let depth = picture.bytes_per_pixel();
    let row = |rows| picture.row_from(edge, rows, orientation).map(|row| bytes(&row));
    let ground = row(0)?.get(..depth)?.to_vec();
    // Of the rows so far: how many the last run of free ones had, and how many with words came after that run.
    let (mut rows, mut free, mut words, mut has_words) = (0, 0, 0, false);
    loop {
        match Row::of(&row(rows)?, &ground) {
            Row::Free => (free, words) = (if words == 0 { free + 1 } else { 1 }, 0),
            Row::Words if rows > 0 => words += 1,
            Row::Words | Row::Picture => break,
        }
        has_words |= words > SEAM;
        rows += 1;
        if rows * MOST > height {
            return None;
        }
    }
    let is_free = words <= SEAM && free * FREE >= rows;
    (has_words && is_free && rows * LEAST >= height).then_some(rows)
}

/// What a row is to a banner of some ground.
enum Row {
    /// Nothing but the ground.
    Free,
    /// Words on it.
    Words,
    /// No part of it.
    Picture,
}

impl Row {
    /// What a row of these bytes is; the ground is one pixel's.
    fn of(row: &[u8], ground: &[u8]) -> Self {
        let depth = ground.len();
        let others = |part: &[u8]| {
            let pixels = part.chunks_exact(depth);
            pixels.filter(|pixel| trim::differs(pixel, ground)).count()
        };
        let width = row.len() / depth;
        let margin = (width / MARGIN).max(1);
        let is_margin = |part: &[u8]| others(part) * OUTLIERS <= margin;
        let ends = [&row[..margin * depth], &row[(width - margin) * depth..]];
        let in_all = others(row);
        if in_all * trim::OUTLIERS <= width {
            Self::Free
        } else if ends.into_iter().all(is_margin) && (width - in_all) * GROUND >= width {
            Self::Words
        } else {
            Self::Picture
        }
    }
}

/// The bytes of a line, whether it is stored as a row or as a column.
fn bytes<'a>(line: &Pixels<'a>) -> Cow<'a, [u8]> {
    if line.height() == 1 {
        return line.row(0).into();
    }
    (0..line.height())
        .flat_map(|row| line.row(row))
        .copied()
        .collect()
}

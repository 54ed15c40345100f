//! Whether two pictures are copies of one another by their pixels, whatever their hashes say: an other that is one is
//! rightly held.

use image::{DynamicImage, imageops::FilterType};

/// How far the brightness of a border may be from that of the picture's corner.
const TOLERANCE: u8 = 20;
/// The side that pictures are reduced to.
const SIDE: u32 = 64;
/// From this correlation of their brightnesses on, two pictures are copies.
const COPIES: f64 = 0.9;

/// The rule, as tables say it.
pub(super) const RULE: &str = "copies by their pixels: the brightnesses of 64 x 64 samples correlate by 0.9 or more, \
                               in any of the eight orientations, as they are or within a plain border";

/// The brightness of 64 × 64 samples, brought to a mean of nought and a length of one, so that another brightness, contrast
/// or colour does not matter.
#[derive(Clone)]
pub(super) struct Samples(Vec<f64>);

impl Samples {
    /// Those of a picture.
    pub(super) fn of(picture: &DynamicImage) -> Self {
        let small = picture.resize_exact(SIDE, SIDE, FilterType::Triangle).to_luma8();
        let values: Vec<f64> = small.as_raw().iter().copied().map(f64::from).collect();
        let count = f64::from(SIDE * SIDE);
        let mean = values.iter().sum::<f64>() / count;
        let length = values
            .iter()
            .map(|value| (value - mean).powi(2))
            .sum::<f64>()
            .sqrt();
        // A plain picture is a copy of nothing.
        Self(
            values
                .iter()
                .map(|value| (value - mean) / length.max(1.0))
                .collect(),
        )
    }

    /// Those of a picture as it is, and within what is plain around it: a drawing on a larger sheet is a copy too.
    pub(super) fn with_and_without_border(picture: &DynamicImage) -> [Self; 2] {
        [Self::of(picture), Self::of(&within_border(picture))]
    }

    /// Whether the other is a copy that lies the same way.
    pub(super) fn is_same_as(&self, other: &Self) -> bool {
        self.correlation(other, 0) >= COPIES
    }

    /// Whether the other is a copy, perhaps mirrored or turned.
    pub(super) fn is_copy_of(&self, other: &Self) -> bool {
        (0..8).any(|orientation| self.correlation(other, orientation) >= COPIES)
    }

    /// The correlation with the other in one of the eight orientations.
    fn correlation(&self, other: &Self, orientation: u32) -> f64 {
        let place = |column: u32, row: u32| usize::try_from(row * SIDE + column).unwrap_or(0);
        let turned = |column: u32, row: u32| {
            let column = if orientation & 1 == 0 {
                column
            } else {
                SIDE - 1 - column
            };
            let row = if orientation & 2 == 0 { row } else { SIDE - 1 - row };
            if orientation & 4 == 0 {
                place(column, row)
            } else {
                place(row, column)
            }
        };
        (0..SIDE)
            .flat_map(|row| (0..SIDE).map(move |column| (column, row)))
            .map(|(column, row)| self.0[place(column, row)] * other.0[turned(column, row)])
            .sum()
    }
}

/// The smallest rectangle with everything that is not as bright as the upper left corner.
fn within_border(picture: &DynamicImage) -> DynamicImage {
    let grey = picture.to_luma8();
    let ground = grey.get_pixel(0, 0).0[0];
    let drawn = grey
        .enumerate_pixels()
        .filter(|(_, _, pixel)| pixel.0[0].abs_diff(ground) > TOLERANCE);
    let (mut left, mut top, mut right, mut bottom) = (u32::MAX, u32::MAX, 0, 0);
    for (x, y, _) in drawn {
        (left, top) = (left.min(x), top.min(y));
        (right, bottom) = (right.max(x), bottom.max(y));
    }
    if left > right {
        return picture.clone();
    }
    picture.crop_imm(left, top, right - left + 1, bottom - top + 1)
}

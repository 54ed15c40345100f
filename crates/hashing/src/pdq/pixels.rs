//! A picture in memory, read row by row in any orientation without turning it as a whole.

use super::{Hashed, Hasher, Orientation, Reduced, RowsError};
#[cfg(feature = "decode")]
use crate::Edge;
use crate::Mask;
use alloc::vec;

/// Turned rows are gathered in squares of this side, whose pixels stay in the first-level cache.
const TILE: usize = 32;

/// A picture of 8 bits a sample in memory, or a rectangle of one; rows from top to bottom.
#[derive(Clone, Copy, Debug)]
pub struct Pixels<'a> {
    bytes: &'a [u8],
    width: usize,
    height: usize,
    depth: Depth,
    /// Bytes from the start of a row to the start of the next.
    stride: usize,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Depth {
    Grey,
    Rgb,
}

impl<'a> Pixels<'a> {
    /// A picture of 3 bytes a pixel: red, green, blue.
    ///
    /// # Errors
    /// [`RowsError`] if there are not exactly `3 · width · height` bytes.
    pub fn rgb(bytes: &'a [u8], width: usize, height: usize) -> Result<Self, RowsError> {
        Self::new(bytes, width, height, Depth::Rgb)
    }

    /// A picture of 1 byte a pixel. It is hashed as the colour picture of the same look: red = green = blue, which is
    /// how grey files reach the reference (its weighted sum of three equal values may differ from the value by a rounding).
    ///
    /// # Errors
    /// [`RowsError`] if there are not exactly `width · height` bytes.
    pub fn grey(bytes: &'a [u8], width: usize, height: usize) -> Result<Self, RowsError> {
        Self::new(bytes, width, height, Depth::Grey)
    }

    fn new(bytes: &'a [u8], width: usize, height: usize, depth: Depth) -> Result<Self, RowsError> {
        let stride = width.checked_mul(depth.bytes()).ok_or(RowsError::Missing)?;
        match stride.checked_mul(height) {
            Some(expected) if expected == bytes.len() => Ok(Self {
                bytes,
                width,
                height,
                depth,
                stride,
            }),
            Some(expected) if expected < bytes.len() => Err(RowsError::TooMany),
            _ if stride == 0 || bytes.len().is_multiple_of(stride) => Err(RowsError::Missing),
            _ => Err(RowsError::Partial),
        }
    }

    /// Columns of pixels.
    #[must_use]
    pub const fn width(&self) -> usize {
        self.width
    }

    /// Rows of pixels.
    #[must_use]
    pub const fn height(&self) -> usize {
        self.height
    }

    /// The rectangle of this size whose upper left corner is at this column and row, if it lies within the picture.
    #[must_use]
    pub fn part(&self, left: usize, top: usize, width: usize, height: usize) -> Option<Self> {
        let within =
            |start: usize, length: usize, end| start.checked_add(length).is_some_and(|sum| sum <= end);
        if !within(left, width, self.width) || !within(top, height, self.height) {
            return None;
        }
        let start = top * self.stride + left * self.depth.bytes();
        let bytes = if width == 0 || height == 0 {
            &[]
        } else {
            &self.bytes[start..start + (height - 1) * self.stride + width * self.depth.bytes()]
        };
        Some(Self {
            bytes,
            width,
            height,
            ..*self
        })
    }

    /// What is left when so many rows are cut off at an edge, as the picture stands when it is laid this way.
    #[cfg(feature = "decode")]
    pub(crate) fn without_rows(&self, edge: Edge, rows: usize, orientation: Orientation) -> Option<Self> {
        let left = self.height_of(orientation).checked_sub(rows)?;
        let start = if self.starts_at(edge, orientation) {
            rows
        } else {
            0
        };
        self.rows(start, left, orientation)
    }

    /// The row that is so many rows away from an edge, as the picture stands when it is laid this way; in the order in which
    /// it is stored.
    #[cfg(feature = "decode")]
    pub(crate) fn row_from(&self, edge: Edge, rows: usize, orientation: Orientation) -> Option<Self> {
        let last = self.height_of(orientation).checked_sub(rows + 1)?;
        let row = if self.starts_at(edge, orientation) {
            rows
        } else {
            last
        };
        self.rows(row, 1, orientation)
    }

    /// How high the picture is when it is laid this way.
    #[cfg(feature = "decode")]
    pub(crate) const fn height_of(&self, orientation: Orientation) -> usize {
        if orientation.transposes() {
            self.width
        } else {
            self.height
        }
    }

    /// Whether what is an edge when the picture is laid this way is where its stored rows or columns start.
    #[cfg(feature = "decode")]
    fn starts_at(&self, edge: Edge, orientation: Orientation) -> bool {
        let (columns, rows) = orientation.reverses();
        let is_reversed = if orientation.transposes() { columns } else { rows };
        (edge == Edge::Top) != is_reversed
    }

    /// So many stored rows, or columns where those become rows.
    #[cfg(feature = "decode")]
    fn rows(&self, start: usize, count: usize, orientation: Orientation) -> Option<Self> {
        if orientation.transposes() {
            self.part(start, 0, count, self.height)
        } else {
            self.part(0, start, self.width, count)
        }
    }

    /// The bytes of one row, [`bytes_per_pixel`](Self::bytes_per_pixel) each.
    pub(crate) fn row(&self, row: usize) -> &'a [u8] {
        &self.bytes[row * self.stride..][..self.width * self.depth.bytes()]
    }

    /// 3 for colour, 1 for grey.
    #[must_use]
    pub const fn bytes_per_pixel(&self) -> usize {
        self.depth.bytes()
    }

    /// The hash of the picture laid the given way: equal, bit for bit, to hashing the turned pixels.
    ///
    /// # Errors
    /// None that can happen: the dimensions were checked when the picture was made.
    pub fn hash(&self, orientation: Orientation) -> Result<Hashed, RowsError> {
        self.hasher(orientation)?.finish().map(Hashed::from)
    }

    /// As [`hash`](Self::hash), with the bits that say something about the picture.
    ///
    /// # Errors
    /// As [`hash`](Self::hash).
    pub fn hash_with_mask(&self, orientation: Orientation) -> Result<(Hashed, Mask), RowsError> {
        Ok(self.reduced(orientation)?.hash_with_mask(&[]))
    }

    /// The picture, laid the given way, as far as its hash sees it.
    ///
    /// # Errors
    /// As [`hash`](Self::hash).
    pub(crate) fn reduced(&self, orientation: Orientation) -> Result<Reduced, RowsError> {
        self.hasher(orientation)?.finish_reduced()
    }

    /// A hasher that has taken the picture.
    fn hasher(&self, orientation: Orientation) -> Result<Hasher, RowsError> {
        let mut hasher = if orientation.transposes() {
            Hasher::new(self.height, self.width)
        } else {
            Hasher::new(self.width, self.height)
        };
        self.push_turned(&mut hasher, orientation)?;
        Ok(hasher)
    }

    pub(super) fn push_turned(&self, hasher: &mut Hasher, orientation: Orientation) -> Result<(), RowsError> {
        if self.bytes.is_empty() {
            return Ok(());
        }
        match (self.depth, orientation) {
            (_, Orientation::Upright) => {
                (0..self.height).try_for_each(|row| self.push(hasher, self.row(row)))
            }
            (Depth::Grey, _) => self.push_turned_as::<1>(hasher, orientation),
            (Depth::Rgb, _) => self.push_turned_as::<3>(hasher, orientation),
        }
    }

    fn push_turned_as<const DEPTH: usize>(
        &self,
        hasher: &mut Hasher,
        orientation: Orientation,
    ) -> Result<(), RowsError> {
        let (width, height) = (self.width, self.height);
        let (columns_back, rows_back) = orientation.reverses();
        let stored = |y: usize| {
            self.row(if rows_back { height - 1 - y } else { y })
                .as_chunks::<DEPTH>()
                .0
        };
        if !orientation.transposes() {
            let mut line = vec![[0; DEPTH]; width];
            for y in 0..height {
                line.copy_from_slice(stored(y));
                if columns_back {
                    line.reverse();
                }
                self.push(hasher, line.as_flattened())?;
            }
            return Ok(());
        }
        let mut band = vec![[0; DEPTH]; TILE.min(width) * height];
        for left in (0..width).step_by(TILE) {
            let count = TILE.min(width - left);
            for top in (0..height).step_by(TILE) {
                let lines = top..height.min(top + TILE);
                for turned in 0..count {
                    let column = if columns_back {
                        width - 1 - left - turned
                    } else {
                        left + turned
                    };
                    for (pixel, y) in band[turned * height..][lines.clone()]
                        .iter_mut()
                        .zip(lines.clone())
                    {
                        *pixel = stored(y)[column];
                    }
                }
            }
            self.push(hasher, band[..count * height].as_flattened())?;
        }
        Ok(())
    }

    fn push(&self, hasher: &mut Hasher, rows: &[u8]) -> Result<(), RowsError> {
        match self.depth {
            Depth::Grey => hasher.push_grey_rows(rows),
            Depth::Rgb => hasher.push_rgb_rows(rows),
        }
    }
}

impl Depth {
    const fn bytes(self) -> usize {
        match self {
            Self::Grey => 1,
            Self::Rgb => 3,
        }
    }
}

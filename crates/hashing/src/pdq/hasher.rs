//! PDQ in one pass over the rows of a picture.

use super::filter::{Filter, LANES};
use super::spectrum::{self, Samples};
use super::window::{Axis, Taps};
use super::{Hashed, Reduced, RowsError, luma};
use alloc::vec;
use alloc::vec::Vec;

/// The least width and height the reference hashes; below, hash and quality are zero.
const LEAST: usize = 5;

/// Hashes a picture whose rows come from top to bottom, in portions of any size.
///
/// Holds about `width · (height / 128 + 33)` floats, less than a megabyte for 12 megapixels.
///
/// ```
/// let mut hasher = hashing::pdq::Hasher::new(640, 480);
/// for row in 0..480_u32 {
///     let pixels: Vec<u8> = (0..640 * 3_u32).map(|x| ((x * row) >> 8) as u8).collect();
///     hasher.push_rgb_rows(&pixels)?;
/// }
/// let (pdq, quality) = hasher.finish()?;
/// assert_eq!(pdq.popcount(), 128);
/// assert_eq!(quality.get(), 100);
/// # Ok::<(), hashing::pdq::RowsError>(())
/// ```
#[derive(Clone, Debug)]
pub struct Hasher {
    width: usize,
    height: usize,
    pushed: usize,
    /// Brightness of up to [`LANES`] rows, each padded to a multiple of [`LANES`].
    waiting: Vec<f32>,
    filter: Filter,
}

impl Hasher {
    /// A hasher for a picture of this many pixels.
    #[must_use]
    pub fn new(width: usize, height: usize) -> Self {
        let (across, down) = (Axis::new(width), Axis::new(height));
        Self::with_taps(across, down, Taps::upright(across), Taps::upright(down))
    }

    pub(super) fn with_taps(across: Axis, down: Axis, columns: Taps, rows: Taps) -> Self {
        let filter = Filter::new(across, down, columns, rows);
        Self {
            width: across.len,
            height: down.len,
            pushed: 0,
            waiting: vec![0.0; LANES * filter.padded],
            filter,
        }
    }

    /// Takes whole rows of 3 bytes a pixel: red, green, blue.
    ///
    /// # Errors
    /// [`RowsError`] if the bytes are no whole number of rows, or more rows than the picture has.
    pub fn push_rgb_rows(&mut self, pixels: &[u8]) -> Result<(), RowsError> {
        self.push(pixels, 3, luma::from_rgb)
    }

    /// Takes whole rows of 4 bytes a pixel: red, green, blue, and one that is ignored.
    ///
    /// # Errors
    /// As [`push_rgb_rows`](Self::push_rgb_rows).
    pub fn push_rgba_rows(&mut self, pixels: &[u8]) -> Result<(), RowsError> {
        self.push(pixels, 4, luma::from_rgba)
    }

    /// Takes whole rows of 1 byte a pixel, its brightness.
    ///
    /// # Errors
    /// As [`push_rgb_rows`](Self::push_rgb_rows).
    pub fn push_luma_rows(&mut self, pixels: &[u8]) -> Result<(), RowsError> {
        self.push(pixels, 1, luma::from_grey)
    }

    /// Takes whole rows of 1 byte a pixel, standing for red, green and blue alike.
    pub(super) fn push_grey_rows(&mut self, pixels: &[u8]) -> Result<(), RowsError> {
        self.push(pixels, 1, luma::from_equal_channels)
    }

    /// The hash of the picture and its quality; zero bits and quality 0 if a side is below 5 pixels.
    ///
    /// # Errors
    /// [`RowsError::Missing`] if rows have not been pushed.
    pub fn finish(mut self) -> Result<(crate::Pdq, crate::Quality), RowsError> {
        self.drain()?;
        let Hashed { pdq, quality } = if self.unhashable() {
            Hashed::NOTHING
        } else {
            spectrum::hash(&self.samples((false, false)))
        };
        Ok((pdq, quality))
    }

    /// What the hash is made of; darkness if a side is below 5 pixels.
    ///
    /// # Errors
    /// As [`finish`](Self::finish).
    pub(super) fn finish_reduced(mut self) -> Result<Reduced, RowsError> {
        self.drain()?;
        Ok(if self.unhashable() {
            Reduced::NOTHING
        } else {
            Reduced::of(self.samples((false, false)))
        })
    }

    fn push(&mut self, pixels: &[u8], depth: usize, convert: fn(&[u8], &mut [f32])) -> Result<(), RowsError> {
        let stride = self.width * depth;
        if pixels.is_empty() {
            return Ok(());
        }
        if stride == 0 || !pixels.len().is_multiple_of(stride) {
            return Err(RowsError::Partial);
        }
        if pixels.len() / stride > self.height - self.pushed {
            return Err(RowsError::TooMany);
        }
        if self.unhashable() {
            self.pushed += pixels.len() / stride;
            return Ok(());
        }
        for row in pixels.chunks_exact(stride) {
            let lane = self.pushed % LANES;
            let start = lane * self.filter.padded;
            convert(row, &mut self.waiting[start..start + self.width]);
            self.pushed += 1;
            if lane + 1 == LANES {
                self.filter.band(&self.waiting);
            }
        }
        Ok(())
    }

    fn unhashable(&self) -> bool {
        self.width < LEAST || self.height < LEAST
    }

    /// Pushes empty rows through until the last results are out.
    pub(super) fn drain(&mut self) -> Result<(), RowsError> {
        if self.pushed < self.height {
            return Err(RowsError::Missing);
        }
        if !self.unhashable() {
            let filled = self.pushed % LANES * self.filter.padded;
            self.waiting[filled..].fill(0.0);
            while self.filter.unfinished() {
                self.filter.band(&self.waiting);
                self.waiting.fill(0.0);
            }
        }
        Ok(())
    }

    /// The samples of the drained picture, with (columns, rows) running backwards where said so.
    pub(super) fn samples(&self, (columns, rows): (bool, bool)) -> Samples {
        self.filter
            .samples(self.filter.columns.of_way(columns), self.filter.rows.of_way(rows))
    }
}

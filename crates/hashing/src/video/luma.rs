//! The brightness that a video's picture comes with, as PDQ wants it.

use crate::pdq::RowsError;
use alloc::vec::Vec;

/// The plane of brightness of a decoded picture.
///
/// The reference makes red, green and blue of it and weighs them into brightness again, with the same weights, so the
/// plane itself is what it hashes; but for the range, which it stretches.
#[derive(Clone, Copy, Debug)]
pub struct Luma<'a> {
    /// The bytes of all rows; a sample of more than 8 bits takes two, the less significant first.
    pub bytes: &'a [u8],
    /// From the start of a row to the start of the next one, in bytes.
    pub stride: usize,
    /// Columns of samples.
    pub width: usize,
    /// Rows of samples.
    pub height: usize,
    /// How many bits a sample has, 8 to 16.
    pub bits: u32,
    /// Whether black is 0 and white the largest value; else they are 16 and 235 of 255, as video usually has it.
    pub full_range: bool,
}

impl Luma<'_> {
    /// 8 bits a sample, black 0 and white 255, rows without gaps.
    pub(super) fn to_full_range(self) -> Result<Vec<u8>, RowsError> {
        let wide = self.bits > 8;
        let row_bytes = self
            .width
            .checked_mul(if wide { 2 } else { 1 })
            .ok_or(RowsError::Missing)?;
        if self.stride < row_bytes || !(8..=16).contains(&self.bits) {
            return Err(RowsError::Partial);
        }
        let mut full = Vec::with_capacity(self.width.checked_mul(self.height).ok_or(RowsError::Missing)?);
        for row in 0..self.height {
            let start = row.checked_mul(self.stride).ok_or(RowsError::Missing)?;
            let row = self.bytes.get(start..).and_then(|rest| rest.get(..row_bytes));
            let row = row.ok_or(RowsError::Missing)?;
            if wide {
                let samples = row.as_chunks::<2>().0.iter();
                full.extend(samples.map(|bytes| self.stretch(narrow(*bytes, self.bits))));
            } else {
                full.extend(row.iter().map(|sample| self.stretch(*sample)));
            }
        }
        Ok(full)
    }

    fn stretch(&self, sample: u8) -> u8 {
        if self.full_range {
            return sample;
        }
        // Rounded to the nearest: (sample - 16) * 255 / 219.
        let above_black = u32::from(sample.saturating_sub(16));
        u8::try_from((above_black * 255 + 109) / 219).unwrap_or(u8::MAX)
    }
}

/// The upper 8 of a sample's bits.
fn narrow(bytes: [u8; 2], bits: u32) -> u8 {
    u8::try_from(u16::from_le_bytes(bytes) >> (bits - 8)).unwrap_or(u8::MAX)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn luma(bytes: &[u8], stride: usize, width: usize, bits: u32, full_range: bool) -> Luma<'_> {
        Luma {
            bytes,
            stride,
            width,
            height: 2,
            bits,
            full_range,
        }
    }

    #[test]
    fn the_usual_range_is_stretched_to_the_full_one() {
        let bytes = [0, 16, 126, 9, 235, 255, 17];
        assert_eq!(
            luma(&bytes, 4, 3, 8, false).to_full_range().unwrap(),
            [0, 0, 128, 255, 255, 1]
        );
        assert_eq!(
            luma(&bytes, 4, 3, 8, true).to_full_range().unwrap(),
            [0, 16, 126, 235, 255, 17]
        );
    }

    #[test]
    fn of_ten_bits_the_upper_eight_count() {
        let bytes = [0x00, 0x02, 0xff, 0x03];
        assert_eq!(
            luma(&bytes, 2, 1, 10, true).to_full_range().unwrap(),
            [0x80, 0xff]
        );
    }

    #[test]
    fn samples_that_are_not_there_are_an_error() {
        let bytes = [0; 6];
        assert_eq!(
            luma(&bytes, 4, 3, 8, true).to_full_range(),
            Err(RowsError::Missing)
        );
        assert_eq!(
            luma(&bytes, 2, 3, 8, true).to_full_range(),
            Err(RowsError::Partial)
        );
        assert_eq!(
            luma(&bytes, 2, 2, 7, true).to_full_range(),
            Err(RowsError::Partial)
        );
        assert_eq!(
            luma(&bytes, usize::MAX, 2, 8, true).to_full_range(),
            Err(RowsError::Missing)
        );
        assert_eq!(
            luma(&bytes, 2, usize::MAX, 16, true).to_full_range(),
            Err(RowsError::Missing)
        );
    }
}

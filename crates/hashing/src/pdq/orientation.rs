//! The hashes of a picture turned and mirrored.

use super::spectrum::{self, Samples};
use super::window::{Axis, Taps};
use super::{Hashed, Hasher, Pixels, RowsError};

/// One of the eight ways to lay a rectangle on its sides.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Orientation {
    /// As it is.
    Upright,
    /// A quarter turn clockwise.
    Rot90,
    /// A half turn.
    Rot180,
    /// A quarter turn anticlockwise.
    Rot270,
    /// Left and right exchanged.
    Mirror,
    /// Top and bottom exchanged.
    Flip,
    /// Rows and columns exchanged: mirrored along the diagonal from the top left.
    Transpose,
    /// Mirrored along the diagonal from the top right.
    Transverse,
}

impl Orientation {
    /// All eight, upright first.
    pub const ALL: [Self; 8] = [
        Self::Upright,
        Self::Rot90,
        Self::Rot180,
        Self::Rot270,
        Self::Mirror,
        Self::Flip,
        Self::Transpose,
        Self::Transverse,
    ];

    /// Whether rows become columns.
    #[must_use]
    pub const fn transposes(self) -> bool {
        matches!(
            self,
            Self::Rot90 | Self::Rot270 | Self::Transpose | Self::Transverse
        )
    }

    /// The orientation that an EXIF tag of this value asks a viewer to apply (Exif 2.3, tag 0x0112).
    #[must_use]
    pub const fn from_exif(value: u8) -> Option<Self> {
        Some(match value {
            1 => Self::Upright,
            2 => Self::Mirror,
            3 => Self::Rot180,
            4 => Self::Flip,
            5 => Self::Transpose,
            6 => Self::Rot90,
            7 => Self::Transverse,
            8 => Self::Rot270,
            _ => return None,
        })
    }

    /// This orientation and, after it, the other, as one.
    #[must_use]
    pub const fn then(self, next: Self) -> Self {
        let (columns, rows) = self.reverses();
        let (next_columns, next_rows) = next.reverses();
        // What the next one calls columns are rows of the stored picture if this one exchanges them.
        let (next_columns, next_rows) = if self.transposes() {
            (next_rows, next_columns)
        } else {
            (next_columns, next_rows)
        };
        match (
            self.transposes() != next.transposes(),
            columns != next_columns,
            rows != next_rows,
        ) {
            (false, false, false) => Self::Upright,
            (false, true, false) => Self::Mirror,
            (false, false, true) => Self::Flip,
            (false, true, true) => Self::Rot180,
            (true, false, false) => Self::Transpose,
            (true, true, false) => Self::Rot270,
            (true, false, true) => Self::Rot90,
            (true, true, true) => Self::Transverse,
        }
    }

    /// Which of the stored picture's axes run backwards in the turned one: (columns, rows).
    pub(super) const fn reverses(self) -> (bool, bool) {
        match self {
            Self::Upright | Self::Transpose => (false, false),
            Self::Mirror | Self::Rot270 => (true, false),
            Self::Flip | Self::Rot90 => (false, true),
            Self::Rot180 | Self::Transverse => (true, true),
        }
    }
}

/// From this many pixels a side on, all orientations are read off one pass over the picture.
const LEAST_SHARED: usize = 257;

/// The hashes of the picture in all eight orientations, in the order of [`Orientation::ALL`].
///
/// These are hashes of the really turned picture, not the reference's shortcut through signs of frequencies, which
/// ignores that the averaging window leans to one side. The upright one is exact as always. The others are exact where
/// a side has 256 pixels or fewer, because there each is computed on its own. For larger pictures all come from one
/// pass in which mirrored pictures are sampled at other places (the window of the mirror image is the same window,
/// one place off); the only difference to hashing turned pixels is in which order 32-bit sums were rounded,
/// which moves a sample by about a millionth of its value.
///
/// # Errors
/// None that can happen: the dimensions were checked when the picture was made.
pub fn orientations(picture: Pixels<'_>) -> Result<[Hashed; 8], RowsError> {
    let mut results = [Hashed::NOTHING; 8];
    if picture.width() < LEAST_SHARED || picture.height() < LEAST_SHARED {
        for (result, orientation) in results.iter_mut().zip(Orientation::ALL) {
            *result = picture.hash(orientation)?;
        }
        return Ok(results);
    }
    let (across, down) = (Axis::new(picture.width()), Axis::new(picture.height()));
    let mut hasher = Hasher::with_taps(across, down, Taps::both_ways(across), Taps::both_ways(down));
    picture.push_turned(&mut hasher, Orientation::Upright)?;
    hasher.drain()?;
    for (result, orientation) in results.iter_mut().zip(Orientation::ALL) {
        let samples = hasher.samples(orientation.reverses());
        *result = spectrum::hash(&if orientation.transposes() {
            transposed(&samples)
        } else {
            samples
        });
    }
    Ok(results)
}

fn transposed(samples: &Samples) -> Samples {
    core::array::from_fn(|i| core::array::from_fn(|j| samples[j][i]))
}

#[cfg(test)]
mod tests {
    use super::Orientation::{Flip, Mirror, Rot90, Rot180, Rot270, Transpose, Transverse, Upright};
    use super::*;

    #[test]
    fn turns_add_up() {
        assert_eq!(Rot90.then(Rot90), Rot180);
        assert_eq!(Rot90.then(Rot180), Rot270);
        assert_eq!(Rot90.then(Rot270), Upright);
        assert_eq!(Rot90.then(Mirror), Transpose);
        assert_eq!(Rot90.then(Flip), Transverse);
        assert_eq!(Flip.then(Mirror), Rot180);
        assert_eq!(Mirror.then(Rot90), Transverse);
        for orientation in Orientation::ALL {
            assert_eq!(orientation.then(Upright), orientation);
            assert_eq!(Upright.then(orientation), orientation);
        }
    }

    #[test]
    fn exif_values_are_1_to_8() {
        assert_eq!(Orientation::from_exif(0), None);
        assert_eq!(Orientation::from_exif(6), Some(Rot90));
        assert_eq!(Orientation::from_exif(9), None);
    }
}

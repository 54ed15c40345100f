//! The averaging window of one direction, and the places where its result is sampled.

use super::spectrum::SIDE;
use alloc::vec::Vec;

/// One direction of a picture: its length in pixels and the window that averages along it.
///
/// The window is a 128th of the length, rounded up. The result at place `p` covers `p - (window - 1 - lead)` to
/// `p + lead`, cut off at the ends of the picture: a window of even size leans towards the end by one.
#[derive(Clone, Copy, Debug)]
pub(super) struct Axis {
    pub(super) len: usize,
    pub(super) window: usize,
    /// By how many steps the result lags behind the newest value read.
    pub(super) lead: usize,
}

impl Axis {
    pub(super) fn new(len: usize) -> Self {
        let window = len.div_ceil(2 * SIDE);
        Self {
            len,
            window,
            lead: window / 2,
        }
    }

    /// How many values of the picture the running sum holds after step `step`, as a divisor.
    #[expect(
        clippy::cast_precision_loss,
        reason = "a 128th of a picture's side is far below 2^24"
    )]
    pub(super) fn held(self, step: usize) -> f32 {
        let entered = (step + 1).min(self.len);
        let left = (step + 1).saturating_sub(self.window);
        (entered - left.min(entered)) as f32
    }

    /// The place that sample number `index` is taken from: the middle of its 64th of the length.
    pub(super) fn sample(self, index: usize) -> usize {
        (2 * index + 1) * self.len / (2 * SIDE)
    }
}

/// Which results of a direction are kept: 64 samples, or also those that the mirrored picture would sample.
#[derive(Clone, Debug)]
pub(super) struct Taps {
    /// The places, ascending, each once.
    pub(super) places: Vec<usize>,
    upright: [usize; SIDE],
    mirrored: [usize; SIDE],
}

impl Taps {
    /// The samples of the picture as it is.
    pub(super) fn upright(axis: Axis) -> Self {
        let samples = core::array::from_fn(|index| axis.sample(index));
        Self::of(samples, samples)
    }

    /// The samples of the picture as it is and of its mirror image. Needs a window of at least 3.
    ///
    /// An odd window is symmetric: the mirrored sample is a result at the mirrored place. An even one leans the other
    /// way in the mirror, which is the same as the result one place earlier, for each of the two averagings.
    /// With a window of 3 or more no sample's window is cut off by the picture's edge, so this holds for all of them.
    pub(super) fn both_ways(axis: Axis) -> Self {
        let shift = if axis.window.is_multiple_of(2) { 2 } else { 0 };
        Self::of(
            core::array::from_fn(|index| axis.sample(index)),
            core::array::from_fn(|index| axis.len - 1 - axis.sample(index) - shift),
        )
    }

    /// For each sample the index of its place, for the picture as it is or mirrored.
    pub(super) fn of_way(&self, mirrored: bool) -> &[usize; SIDE] {
        if mirrored { &self.mirrored } else { &self.upright }
    }

    fn of(upright: [usize; SIDE], mirrored: [usize; SIDE]) -> Self {
        let mut places: Vec<usize> = upright.iter().chain(&mirrored).copied().collect();
        places.sort_unstable();
        places.dedup();
        let index_of = |place| places.partition_point(|other| *other < place);
        Self {
            upright: upright.map(index_of),
            mirrored: mirrored.map(index_of),
            places,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn windows_are_a_128th_rounded_up() {
        assert_eq!(
            [5, 128, 129, 4032].map(|len| Axis::new(len).window),
            [1, 1, 2, 32]
        );
    }

    #[test]
    fn no_sample_of_either_way_meets_an_edge_from_257_pixels_on() {
        for len in 257..5_000 {
            let axis = Axis::new(len);
            let taps = Taps::both_ways(axis);
            let (first, last) = (taps.places[0], taps.places[taps.places.len() - 1]);
            assert!(
                first >= axis.window - 1 - axis.lead && last + axis.lead < len,
                "{len}: {first}..={last}"
            );
        }
    }
}

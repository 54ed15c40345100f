//! Averaging and sampling in one pass over the rows.
//!
//! The reference averages the whole picture four times (along rows, along columns, along rows, along columns) and then
//! takes 64 × 64 samples. Here the four passes run as one pipeline that holds one window's worth of rows. Each result
//! is the same 32-bit float as the reference's, because every running sum sees the same operations in the same order:
//! rows do not depend on each other, so [`LANES`] of them advance side by side, and neither do columns.
//! Where the reference has not yet anything to subtract or no longer anything to add, zero is subtracted or added,
//! which changes no float.

use super::spectrum::{SIDE, Samples};
use super::window::{Axis, Taps};
use alloc::vec;
use alloc::vec::Vec;

/// How many rows advance together.
pub(super) const LANES: usize = 8;
/// The same place of [`LANES`] rows.
type Lanes = [f32; LANES];

#[derive(Clone, Debug)]
pub(super) struct Filter {
    across: Axis,
    down: Axis,
    pub(super) columns: Taps,
    pub(super) rows: Taps,
    /// The width rounded up to a multiple of [`LANES`].
    pub(super) padded: usize,
    /// How many rows have gone in.
    step: usize,
    /// A band of rows as pushed: `window` zeros, the pixels, zeros.
    pixels: Vec<Lanes>,
    /// The band after the first pass.
    first: Vec<Lanes>,
    /// The running sums of the second pass, and the rows within its window.
    second: Columns,
    /// The band after the second pass: `window` zeros, the values, zeros.
    squared: Vec<Lanes>,
    /// The band after the third pass, at the sampled columns only.
    third: Vec<Lanes>,
    /// The running sums of the fourth pass.
    fourth: Columns,
    /// Sampled columns of the sampled rows, after the fourth pass.
    kept: Vec<f32>,
}

/// Running sums down the columns.
#[derive(Clone, Debug)]
struct Columns {
    sums: Vec<f32>,
    /// The last `window` rows; row `r` is at `r % window`.
    ring: Vec<f32>,
}

impl Columns {
    fn new(width: usize, axis: Axis) -> Self {
        Self {
            sums: vec![0.0; width],
            ring: vec![0.0; width * axis.window],
        }
    }
}

impl Filter {
    pub(super) fn new(across: Axis, down: Axis, columns: Taps, rows: Taps) -> Self {
        let padded = across.len.next_multiple_of(LANES);
        let taps = columns.places.len();
        let line = vec![[0.0; LANES]; across.window + padded + across.lead];
        Self {
            padded,
            step: 0,
            first: vec![[0.0; LANES]; padded],
            second: Columns::new(padded, down),
            squared: line.clone(),
            pixels: line,
            third: vec![[0.0; LANES]; taps],
            fourth: Columns::new(taps, down),
            kept: Vec::with_capacity(taps * rows.places.len()),
            across,
            down,
            columns,
            rows,
        }
    }

    /// A picture of exactly this size is its own samples.
    fn is_sampled_already(&self) -> bool {
        self.across.len == SIDE && self.down.len == SIDE
    }

    /// Whether rows that will be sampled are still to come out.
    pub(super) fn unfinished(&self) -> bool {
        self.kept.len() < self.rows.places.len() * self.columns.places.len()
    }

    /// Takes [`LANES`] rows of `padded` brightnesses.
    pub(super) fn band(&mut self, rows: &[f32]) {
        if self.is_sampled_already() {
            self.kept.extend_from_slice(rows);
        } else {
            self.interleave(rows);
            self.average_rows();
            self.average_columns();
            self.sample_rows();
            self.sample_columns();
        }
        self.step += LANES;
    }

    fn interleave(&mut self, rows: &[f32]) {
        let (groups, _) = self.pixels[self.across.window..].as_chunks_mut::<LANES>();
        for (group, start) in groups.iter_mut().zip((0..self.padded).step_by(LANES)) {
            let mut block = [[0.0; LANES]; LANES];
            for (line, lane) in block.iter_mut().zip(rows.chunks_exact(self.padded)) {
                line.copy_from_slice(&lane[start..start + LANES]);
            }
            *group = transposed(&block);
        }
    }

    /// First pass: along the rows.
    fn average_rows(&mut self) {
        let Axis { len, window, lead } = self.across;
        let mut sum = [0.0; LANES];
        for step in 0..lead {
            sum = advanced(sum, self.pixels[step + window], self.pixels[step]);
        }
        let growing_or_shrinking = |step: usize| step < window || step >= len;
        let mut step = lead;
        while step < len + lead {
            if growing_or_shrinking(step) {
                sum = advanced(sum, self.pixels[step + window], self.pixels[step]);
                let held = self.across.held(step);
                self.first[step - lead] = sum.map(|sum| sum / held);
                step += 1;
            } else {
                let held = self.across.held(step);
                let results = &mut self.first[step - lead..len - lead];
                let entering = &self.pixels[step + window..];
                let leaving = &self.pixels[step..];
                for ((result, entering), leaving) in results.iter_mut().zip(entering).zip(leaving) {
                    sum = advanced(sum, *entering, *leaving);
                    *result = sum.map(|sum| sum / held);
                }
                step = len;
            }
        }
    }

    /// Second pass: down the columns.
    fn average_columns(&mut self) {
        let held: Lanes = core::array::from_fn(|lane| self.down.held(self.step + lane).max(1.0));
        let slots: [usize; LANES] =
            core::array::from_fn(|lane| (self.step + lane) % self.down.window * self.padded);
        let (groups, _) = self.first.as_chunks::<LANES>();
        let (results, _) = self.squared[self.across.window..].as_chunks_mut::<LANES>();
        let (sums, _) = self.second.sums.as_chunks_mut::<LANES>();
        let starts = (0..self.padded).step_by(LANES);
        for (((group, result), sums), start) in groups.iter().zip(results).zip(sums).zip(starts) {
            let mut block = transposed(group);
            let mut sum = *sums;
            for ((line, slot), held) in block.iter_mut().zip(slots).zip(held) {
                if let Some(oldest) = self.second.ring[slot + start..].first_chunk_mut::<LANES>() {
                    let entering = *line;
                    sum = advanced(sum, entering, *oldest);
                    *oldest = entering;
                    *line = sum.map(|sum| sum / held);
                }
            }
            *sums = sum;
            *result = transposed(&block);
        }
    }

    /// Third pass: along the rows again, dividing only what is sampled.
    fn sample_rows(&mut self) {
        let Axis { window, lead, .. } = self.across;
        let mut sum = [0.0; LANES];
        let mut step = 0;
        for (place, result) in self.columns.places.iter().zip(&mut self.third) {
            let last = place + lead;
            let entering = &self.squared[step + window..=last + window];
            let leaving = &self.squared[step..=last];
            for (entering, leaving) in entering.iter().zip(leaving) {
                sum = advanced(sum, *entering, *leaving);
            }
            let held = self.across.held(last);
            *result = sum.map(|sum| sum / held);
            step = last + 1;
        }
    }

    /// Fourth pass: down the sampled columns, keeping the sampled rows.
    fn sample_columns(&mut self) {
        let taps = self.columns.places.len();
        for lane in 0..LANES {
            // The second pass gives rows `lead` steps late, and this one does so again.
            let Some(step) = (self.step + lane).checked_sub(self.down.lead) else {
                continue;
            };
            let past_the_end = step >= self.down.len;
            let slot = step % self.down.window * taps;
            let ring = &mut self.fourth.ring[slot..slot + taps];
            for ((sum, oldest), value) in self.fourth.sums.iter_mut().zip(ring).zip(&self.third) {
                let value = if past_the_end { 0.0 } else { value[lane] };
                *sum += value;
                *sum -= *oldest;
                *oldest = value;
            }
            let next = self.kept.len() / taps;
            if self
                .rows
                .places
                .get(next)
                .is_some_and(|place| place + self.down.lead == step)
            {
                let held = self.down.held(step);
                self.kept.extend(self.fourth.sums.iter().map(|sum| sum / held));
            }
        }
    }

    /// The samples at these taps of each direction.
    pub(super) fn samples(&self, columns: &[usize; SIDE], rows: &[usize; SIDE]) -> Samples {
        let taps = self.columns.places.len();
        rows.map(|row| columns.map(|column| self.kept[row * taps + column]))
    }
}

/// One step of the running sums: what enters is added, then what leaves is subtracted.
#[inline(always)]
fn advanced(sum: Lanes, entering: Lanes, leaving: Lanes) -> Lanes {
    core::array::from_fn(|lane| sum[lane] + entering[lane] - leaving[lane])
}

#[inline(always)]
fn transposed(block: &[Lanes; LANES]) -> [Lanes; LANES] {
    core::array::from_fn(|i| core::array::from_fn(|j| block[j][i]))
}

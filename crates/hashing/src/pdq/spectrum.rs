//! The last steps of PDQ: from 64 × 64 averaged brightnesses to 256 bits and a quality.

use super::Hashed;
use crate::{Mask, Pdq, Quality};

/// How many samples each side of the picture is reduced to.
pub(super) const SIDE: usize = 64;
/// How many frequencies of each direction the hash keeps: numbers 1 to 16, without the constant one.
const FREQUENCIES: usize = 16;

/// A frequency so far from the median one keeps its side in nearly every copy, also of one without its edges or with
/// something written over it. In the unit of [`Spectrum`]: brightness of 0 to 255, transformed without a gain.
const FAR: f32 = 16.0;
/// By no more than this a JPEG copy moves a frequency. Measured with a thousand drawings (docs/RELIABILITY.md).
const NOISE: f32 = 8.0;
/// Beyond this a frequency of a copy that was tried keeps its side in a copy a little different.
const HOLDING: f32 = 4.0;

/// Averaged brightness, 0 to 255, by row and column.
pub(super) type Samples = [[f32; SIDE]; SIDE];
type Matrix = [[f32; SIDE]; FREQUENCIES];
type Spectrum = [[f32; FREQUENCIES]; FREQUENCIES];

/// `sqrt(2 / 64) · cos(k · π / 128)`: factor and product rounded to 32 bits as the reference rounds them.
const COSINES: [f32; SIDE] = [
    0.17677669,
    0.17672345,
    0.17656375,
    0.17629771,
    0.17592546,
    0.17544726,
    0.17486335,
    0.17417413,
    0.17337997,
    0.17248139,
    0.17147891,
    0.17037314,
    0.16916475,
    0.16785446,
    0.16644305,
    0.16493139,
    0.16332036,
    0.16161098,
    0.15980424,
    0.15790124,
    0.15590313,
    0.1538111,
    0.15162642,
    0.14935042,
    0.14698444,
    0.14452994,
    0.14198837,
    0.13936128,
    0.13665023,
    0.13385688,
    0.13098289,
    0.12803,
    0.125,
    0.121894695,
    0.11871597,
    0.11546574,
    0.112145945,
    0.108758606,
    0.10530575,
    0.10178947,
    0.09821187,
    0.09457511,
    0.090881385,
    0.08713291,
    0.08333196,
    0.079480805,
    0.075581774,
    0.07163722,
    0.06764951,
    0.06362105,
    0.059554275,
    0.05545162,
    0.051315565,
    0.0471486,
    0.042953234,
    0.038731992,
    0.034487423,
    0.030222077,
    0.025938528,
    0.021639355,
    0.017327147,
    0.0130045,
    0.008674021,
    0.004338317,
];

/// Row `i`, column `j`: the value at sample `j` of a cosine with `(i + 1) / 2` periods over the 64 samples.
const TRANSFORM: Matrix = transform();

const fn transform() -> Matrix {
    let mut matrix = [[0.0; SIDE]; FREQUENCIES];
    let mut i = 0;
    while i < FREQUENCIES {
        let mut j = 0;
        while j < SIDE {
            // In steps of π/128, folded into the first quarter of the circle. An exact quarter cannot occur: the
            // product of a number up to 16 and an odd number is no multiple of 64.
            let turn = (i + 1) * (2 * j + 1) % 256;
            let half = if turn > 128 { 256 - turn } else { turn };
            matrix[i][j] = if half > 64 {
                -COSINES[128 - half]
            } else {
                COSINES[half]
            };
            j += 1;
        }
        i += 1;
    }
    matrix
}

/// Hash and quality of reduced samples.
pub(super) fn hash(samples: &Samples) -> Hashed {
    Hashed {
        pdq: bits(&spectrum(samples)),
        quality: quality(samples),
    }
}

/// The same, and which of the bits say something and hold in each of the `copies` as well.
pub(super) fn hash_with_mask<'a>(
    samples: &Samples,
    copies: impl IntoIterator<Item = &'a Samples>,
) -> (Hashed, Mask) {
    let own = spectrum(samples);
    let hashed = Hashed {
        pdq: bits(&own),
        quality: quality(samples),
    };
    let holding = copies
        .into_iter()
        .map(|copy| holding(hashed.pdq, &spectrum(copy)))
        .fold(mask(&own), Mask::and);
    (hashed, holding)
}

/// The bits of a hash that are the same in a copy of that spectrum, and not only just.
fn holding(pdq: Pdq, copy: &Spectrum) -> Mask {
    let median = median(copy);
    let above = packed(copy, |value| value - median > HOLDING);
    let below = packed(copy, |value| median - value > HOLDING);
    let mut bytes = *pdq.as_bytes();
    for (byte, (above, below)) in bytes.iter_mut().zip(above.into_iter().zip(below)) {
        *byte = *byte & above | !*byte & below;
    }
    Mask::from_bytes(bytes)
}

/// The product `D · A · Dᵀ`, every sum taken in the order of the samples.
fn spectrum(samples: &Samples) -> Spectrum {
    let mut product: Matrix = [[0.0; SIDE]; FREQUENCIES];
    for (row, factors) in product.iter_mut().zip(&TRANSFORM) {
        for (factor, line) in factors.iter().zip(samples) {
            for (sum, sample) in row.iter_mut().zip(line) {
                *sum += factor * sample;
            }
        }
    }
    let mut result: Spectrum = [[0.0; FREQUENCIES]; FREQUENCIES];
    for (row, line) in result.iter_mut().zip(&product) {
        for (k, value) in line.iter().enumerate() {
            for (sum, factors) in row.iter_mut().zip(&TRANSFORM) {
                *sum += value * factors[k];
            }
        }
    }
    result
}

/// A bit is set where the frequency is stronger than the median one, which is the 128th smallest of the 256.
fn bits(spectrum: &Spectrum) -> Pdq {
    let median = median(spectrum);
    Pdq::from_bytes(packed(spectrum, |value| value > median))
}

/// A bit says something where its frequency is [`FAR`] from the median one; or, where that leaves too few bits, further
/// than [`NOISE`].
fn mask(spectrum: &Spectrum) -> Mask {
    let median = median(spectrum);
    let beyond = |margin: f32| Mask::from_bytes(packed(spectrum, |value| (value - median).abs() > margin));
    let far = beyond(FAR);
    if far.bits() >= Mask::ENOUGH_BITS {
        far
    } else {
        beyond(NOISE)
    }
}

fn median(spectrum: &Spectrum) -> f32 {
    let mut sorted = *spectrum;
    let (_, median, _) = sorted
        .as_flattened_mut()
        .select_nth_unstable_by(127, f32::total_cmp);
    *median
}

/// A bit for each frequency, in the order of [`Pdq`].
fn packed(spectrum: &Spectrum, is_set: impl Fn(f32) -> bool) -> [u8; 32] {
    let mut bytes = [0; 32];
    for (byte, values) in bytes
        .iter_mut()
        .rev()
        .zip(spectrum.as_flattened().chunks_exact(8))
    {
        for (bit, value) in values.iter().enumerate() {
            *byte |= u8::from(is_set(*value)) << bit;
        }
    }
    bytes
}

/// The sum of the steps between neighbouring samples, each cut to whole hundredths of the range, scaled and capped.
fn quality(samples: &Samples) -> Quality {
    let mut sum = 0;
    for pair in samples.windows(2) {
        sum += pair[0]
            .iter()
            .zip(&pair[1])
            .map(|(above, below)| step(*above, *below))
            .sum::<u32>();
    }
    for row in samples {
        sum += row.windows(2).map(|pair| step(pair[0], pair[1])).sum::<u32>();
    }
    Quality::saturating(sum / 90)
}

#[expect(
    clippy::cast_possible_truncation,
    reason = "cutting the fraction off is what the reference does"
)]
fn step(from: f32, to: f32) -> u32 {
    (((from - to) * 100.0 / 255.0) as i32).unsigned_abs()
}

#[cfg(test)]
mod tests {
    use super::*;
    use core::f64::consts::PI;

    #[test]
    #[expect(clippy::cast_possible_truncation, reason = "rounding to 32 bits is the point")]
    fn the_table_is_the_cosines_of_the_definition() {
        let scale = f64::from((2.0_f64 / 64.0).sqrt() as f32);
        for (i, row) in (0_u32..).zip(&TRANSFORM) {
            for (j, value) in (0_u32..).zip(row) {
                let angle = (PI / 2.0 / 64.0) * f64::from(i + 1) * f64::from(2 * j + 1);
                assert_eq!(
                    value.to_bits(),
                    ((scale * angle.cos()) as f32).to_bits(),
                    "row {i}, column {j}"
                );
            }
        }
    }

    #[test]
    fn quality_counts_only_whole_hundredths_and_stops_at_100() {
        let mut samples = [[0.0; SIDE]; SIDE];
        assert_eq!(quality(&samples).get(), 0);
        for row in &mut samples {
            for (value, column) in row.iter_mut().zip(0_u16..) {
                *value = f32::from(column % 2) * 2.54;
            }
        }
        assert_eq!(quality(&samples).get(), 0);
        samples.iter_mut().flatten().for_each(|value| *value *= 100.0);
        assert_eq!(quality(&samples).get(), 100);
    }
}

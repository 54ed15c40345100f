//! Which pictures of a video are hashed.

use super::Frame;
use crate::pdq::Hashed;

/// A picture that is to be hashed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Sample {
    /// Its number among all decoded pictures, from 0 on.
    pub number: u64,
    /// Its time at an even pace, in milliseconds: the reference's number through rate.
    pub time_ms: u64,
}

/// A picture that was hashed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Sampled {
    /// Which one.
    pub sample: Sample,
    /// Its hash, and how far that can be trusted.
    pub hashed: Hashed,
}

impl From<&Sampled> for Frame {
    fn from(sampled: &Sampled) -> Self {
        Self {
            seconds: sampled.sample.seconds(),
            quality: sampled.hashed.quality,
            pdq: sampled.hashed.pdq,
        }
    }
}

impl Sample {
    /// The whole second, as [`Frame`] holds it.
    #[must_use]
    pub fn seconds(self) -> u16 {
        u16::try_from(self.time_ms / 1_000).unwrap_or(u16::MAX)
    }
}

/// Counts the pictures of a video, in the order in which they are shown, and picks those that the reference hashes:
/// the first, and then every n-th, n being the pictures a second without their fraction, or 1 if that is less.
///
/// ```
/// let mut sampler = hashing::vpdq::Sampler::new(29.97);
/// let picked: Vec<u64> = (0..60).filter_map(|_| sampler.next_picture()).map(|sample| sample.number).collect();
/// assert_eq!(picked, [0, 29, 58]);
/// ```
#[derive(Clone, Debug)]
pub struct Sampler {
    rate: f64,
    step: u64,
    seen: u64,
}

impl Sampler {
    /// What a video is taken for that does not say how many pictures it has in a second.
    const USUAL_RATE: f64 = 25.0;
    /// No camera of a phone takes more pictures in a second; what says so is taken at its word only so far.
    const HIGHEST_RATE: f64 = 1_000.0;

    /// For a video of so many pictures a second on average.
    #[must_use]
    pub fn new(rate: f64) -> Self {
        let rate = if rate.is_finite() && rate > 0.0 {
            rate.min(Self::HIGHEST_RATE)
        } else {
            Self::USUAL_RATE
        };
        let step = (1..=1_000).take_while(|step| f64::from(*step) <= rate).last();
        Self {
            rate,
            step: u64::from(step.unwrap_or(1_u32)),
            seen: 0,
        }
    }

    /// Counts the next picture; says so if it is to be hashed.
    pub fn next_picture(&mut self) -> Option<Sample> {
        let number = self.seen;
        self.seen += 1;
        number.is_multiple_of(self.step).then(|| Sample {
            number,
            time_ms: self.time_ms(number),
        })
    }

    /// Every so many-th picture is picked.
    #[must_use]
    pub const fn step(&self) -> u64 {
        self.step
    }

    /// Counts up to the next picture that is to be hashed.
    pub fn next_sample(&mut self) -> Sample {
        self.seen = self.seen.next_multiple_of(self.step);
        let number = self.seen;
        self.seen += 1;
        Sample {
            number,
            time_ms: self.time_ms(number),
        }
    }

    #[expect(
        clippy::cast_possible_truncation,
        clippy::cast_precision_loss,
        clippy::cast_sign_loss,
        reason = "a count of pictures through a positive rate, and casts end at the largest number"
    )]
    fn time_ms(&self, number: u64) -> u64 {
        (number as f64 * 1_000.0 / self.rate + 0.5) as u64
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use alloc::vec::Vec;

    fn picked(rate: f64, pictures: usize) -> Vec<(u64, u64)> {
        let mut sampler = Sampler::new(rate);
        (0..pictures)
            .filter_map(|_| sampler.next_picture())
            .map(|sample| (sample.number, sample.time_ms))
            .collect()
    }

    #[test]
    fn one_picture_a_second_is_picked() {
        assert_eq!(picked(25.0, 60), [(0, 0), (25, 1_000), (50, 2_000)]);
        assert_eq!(picked(59.94, 120), [(0, 0), (59, 984), (118, 1_969)]);
    }

    #[test]
    fn whoever_sees_only_the_picked_ones_numbers_them_alike() {
        let (mut all, mut picked) = (Sampler::new(29.97), Sampler::new(29.97));
        for sample in (0..100).filter_map(|_| all.next_picture()) {
            assert_eq!(picked.next_sample(), sample);
        }
    }

    #[test]
    fn fractions_are_left_out_however_near_they_are_to_the_next_number() {
        for (rate, step) in [(30.0, 30), (29.999_999_9, 29), (29.97, 29), (0.999_999, 1)] {
            assert_eq!(Sampler::new(rate).step(), step, "{rate}");
        }
    }

    #[test]
    fn slower_than_one_a_second_every_picture_is_picked() {
        assert_eq!(picked(0.5, 3), [(0, 0), (1, 2_000), (2, 4_000)]);
    }

    #[test]
    fn a_rate_that_is_none_is_taken_for_a_usual_one() {
        for rate in [0.0, -1.0, f64::NAN, f64::INFINITY] {
            assert_eq!(picked(rate, 26).len(), 2, "{rate}");
        }
        assert_eq!(picked(1e12, 1_001), [(0, 0), (1_000, 1_000)]);
    }

    #[test]
    fn times_beyond_what_a_frame_holds_end_there() {
        let late = Sample {
            number: 0,
            time_ms: u64::MAX,
        };
        assert_eq!(late.seconds(), u16::MAX);
    }
}

//! Pictures made by integer arithmetic alone, so that any language makes the same ones (`oracle.py` does).

/// The generator SplitMix64.
pub(crate) struct Random(pub(crate) u64);

impl Random {
    pub(crate) fn next(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut z = self.0;
        z = (z ^ (z >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        z = (z ^ (z >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        z ^ (z >> 31)
    }

    /// A number from 0 to `end - 1`.
    pub(crate) fn below(&mut self, end: u64) -> u64 {
        ((self.next() >> 32) * end) >> 32
    }
}

/// A picture of a slope of colours, two dozen rectangles and a little noise: enough for a hash of quality 100.
pub(crate) fn picture(seed: u64, width: usize, height: usize) -> Vec<u8> {
    let mut random = Random(seed);
    let (w, h) = (width as u64, height as u64);
    let mut pixels = vec![0_u8; width * height * 3];
    let slopes: [u64; 6] = std::array::from_fn(|_| random.below(256));
    for y in 0..h {
        for x in 0..w {
            for channel in 0..3 {
                let value = (slopes[channel] * x / w + slopes[channel + 3] * y / h) / 2;
                pixels[((y * w + x) * 3) as usize + channel] = value as u8;
            }
        }
    }
    for _ in 0..24 {
        let (left, top) = (random.below(w), random.below(h));
        let (right, bottom) = (
            (left + 1 + random.below(w)).min(w),
            (top + 1 + random.below(h)).min(h),
        );
        let colour: [u64; 3] = std::array::from_fn(|_| random.below(256));
        for y in top..bottom {
            for x in left..right {
                let place = ((y * w + x) * 3) as usize;
                for (value, colour) in pixels[place..place + 3].iter_mut().zip(colour) {
                    *value = ((u64::from(*value) + 2 * colour) / 3) as u8;
                }
            }
        }
    }
    for value in &mut pixels {
        let noise = random.next() >> 61;
        *value = (u64::from(*value) + noise).saturating_sub(4).min(255) as u8;
    }
    pixels
}

//! What the reference says about pictures of the patterns.

use crate::patterns;

#[derive(Debug)]
pub(crate) struct Vector {
    pub(crate) seed: u64,
    pub(crate) width: usize,
    pub(crate) height: usize,
    pub(crate) pdq: String,
    pub(crate) quality: u8,
}

impl Vector {
    /// The picture.
    pub(crate) fn pixels(&self) -> Vec<u8> {
        let mut pixels = patterns::picture(self.seed, self.width, self.height);
        shift_to_undisputed_brightness(&mut pixels);
        pixels
    }
}

/// The vectors of `pdqhash.txt`.
pub(crate) fn vectors() -> Vec<Vector> {
    include_str!("pdqhash.txt")
        .lines()
        .filter(|line| !line.starts_with('#'))
        .map(|line| {
            let fields: Vec<&str> = line.split(' ').collect();
            Vector {
                seed: fields[0].parse().unwrap(),
                width: fields[1].parse().unwrap(),
                height: fields[2].parse().unwrap(),
                pdq: fields[3].into(),
                quality: fields[4].parse().unwrap(),
            }
        })
        .collect()
}

/// Shifts colours a little to such whose brightness is the same float in the reference's C++ (all in 32 bits) and in
/// its Python binding (in 64 bits, rounded once). With others the two differ by a rounding, which decides bits where
/// frequencies tie: in pictures with a side of 8 or 16 pixels.
pub(crate) fn shift_to_undisputed_brightness(pixels: &mut [u8]) {
    for pixel in pixels.as_chunks_mut::<3>().0 {
        let disputed = |[r, g, b]: [u8; 3]| {
            let short = 0.299_f32 * f32::from(r) + 0.587_f32 * f32::from(g) + 0.114_f32 * f32::from(b);
            let long = f64::from(r) * 0.299 + f64::from(g) * 0.587 + f64::from(b) * 0.114;
            short.to_bits() != (long as f32).to_bits()
        };
        while disputed(*pixel) {
            let [_, green, blue] = pixel;
            *blue = blue.wrapping_add(1);
            *green = green.wrapping_add(u8::from(*blue % 8 == 0));
        }
    }
}

//! Any colour type the decoders give into 8-bit RGB or grey, in place.

use super::StillError;
use alloc::vec::Vec;
use image::ColorType;

/// Converts samples to 8 bits and lays transparency over white. What was grey stays grey (1 byte a pixel), everything
/// else becomes RGB (3 bytes).
pub(super) fn to_eight_bits(pixels: &mut Vec<u8>, colour: ColorType) -> Result<(), StillError> {
    match colour {
        ColorType::L8 | ColorType::Rgb8 => {}
        ColorType::La8 => compact(pixels, |[grey, alpha]| [over_white(grey, alpha)]),
        ColorType::Rgba8 => compact(pixels, |[r, g, b, alpha]| {
            [r, g, b].map(|value| over_white(value, alpha))
        }),
        ColorType::L16 => compact(pixels, |bytes: [u8; 2]| sixteen_bits::<2, 1>(bytes)),
        ColorType::Rgb16 => compact(pixels, |bytes: [u8; 6]| sixteen_bits::<6, 3>(bytes)),
        ColorType::La16 => compact(pixels, |bytes: [u8; 4]| {
            let [grey, alpha] = sixteen_bits(bytes);
            [over_white(grey, alpha)]
        }),
        ColorType::Rgba16 => compact(pixels, |bytes: [u8; 8]| {
            let [r, g, b, alpha] = sixteen_bits(bytes);
            [r, g, b].map(|value| over_white(value, alpha))
        }),
        ColorType::Rgb32F => compact(pixels, |bytes: [u8; 12]| floats::<12, 3>(bytes)),
        ColorType::Rgba32F => compact(pixels, |bytes: [u8; 16]| {
            let [r, g, b, alpha] = floats(bytes);
            [r, g, b].map(|value| over_white(value, alpha))
        }),
        _ => return Err(StillError::Damaged),
    }
    Ok(())
}

/// Replaces each group of `FROM` bytes by `TO` bytes, closing the gaps.
fn compact<const FROM: usize, const TO: usize>(
    pixels: &mut Vec<u8>,
    convert: impl Fn([u8; FROM]) -> [u8; TO],
) {
    let count = pixels.len() / FROM;
    for index in 0..count {
        if let Some(from) = pixels[index * FROM..].first_chunk() {
            let to = convert(*from);
            pixels[index * TO..][..TO].copy_from_slice(&to);
        }
    }
    pixels.truncate(count * TO);
}

/// `value · alpha + 255 · (1 - alpha)`, rounded.
fn over_white(value: u8, alpha: u8) -> u8 {
    let sum = u32::from(value) * u32::from(alpha) + 255 * (255 - u32::from(alpha));
    u8::try_from((sum + 127) / 255).unwrap_or(255)
}

/// The upper halves of samples in the machine's byte order.
fn sixteen_bits<const BYTES: usize, const SAMPLES: usize>(bytes: [u8; BYTES]) -> [u8; SAMPLES] {
    core::array::from_fn(|index| {
        u16::from_ne_bytes([bytes[2 * index], bytes[2 * index + 1]]).to_be_bytes()[0]
    })
}

/// Floats of which 0 is black and 1 is white.
#[expect(
    clippy::cast_possible_truncation,
    clippy::cast_sign_loss,
    reason = "a cast of a float stops at 0 and 255"
)]
fn floats<const BYTES: usize, const SAMPLES: usize>(bytes: [u8; BYTES]) -> [u8; SAMPLES] {
    core::array::from_fn(|index| {
        let sample: [u8; 4] = core::array::from_fn(|byte| bytes[4 * index + byte]);
        (f32::from_ne_bytes(sample) * 255.0 + 0.5) as u8
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn converted(mut pixels: Vec<u8>, colour: ColorType) -> Vec<u8> {
        to_eight_bits(&mut pixels, colour).unwrap();
        pixels
    }

    #[test]
    fn transparency_shows_white() {
        assert_eq!(
            converted([10, 20, 30, 255, 10, 20, 30, 0].into(), ColorType::Rgba8),
            [10, 20, 30, 255, 255, 255]
        );
        assert_eq!(converted([0, 128].into(), ColorType::La8), [127]);
    }

    #[test]
    fn the_upper_half_of_sixteen_bits_counts() {
        let bytes = [0x12ff_u16, 0x3400, 0x56ff]
            .into_iter()
            .flat_map(u16::to_ne_bytes)
            .collect();
        assert_eq!(converted(bytes, ColorType::Rgb16), [0x12, 0x34, 0x56]);
    }

    #[test]
    fn floats_outside_of_black_and_white_are_cut() {
        let bytes = [-1.0_f32, f32::NAN, 7.0]
            .into_iter()
            .flat_map(f32::to_ne_bytes)
            .collect();
        assert_eq!(converted(bytes, ColorType::Rgb32F), [0, 0, 255]);
    }
}

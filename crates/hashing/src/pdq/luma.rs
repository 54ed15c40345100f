//! Brightness of pixels: `0.299 · red + 0.587 · green + 0.114 · blue`, rounded to 32 bits after each operation.

const RED: f32 = 0.299;
const GREEN: f32 = 0.587;
const BLUE: f32 = 0.114;

#[inline(always)]
fn luma(red: u8, green: u8, blue: u8) -> f32 {
    RED * f32::from(red) + GREEN * f32::from(green) + BLUE * f32::from(blue)
}

pub(super) fn from_rgb(pixels: &[u8], row: &mut [f32]) {
    for (value, [red, green, blue]) in row.iter_mut().zip(pixels.as_chunks().0) {
        *value = luma(*red, *green, *blue);
    }
}

pub(super) fn from_rgba(pixels: &[u8], row: &mut [f32]) {
    for (value, [red, green, blue, _]) in row.iter_mut().zip(pixels.as_chunks().0) {
        *value = luma(*red, *green, *blue);
    }
}

pub(super) fn from_grey(pixels: &[u8], row: &mut [f32]) {
    for (value, pixel) in row.iter_mut().zip(pixels) {
        *value = f32::from(*pixel);
    }
}

pub(super) fn from_equal_channels(pixels: &[u8], row: &mut [f32]) {
    for (value, pixel) in row.iter_mut().zip(pixels) {
        *value = luma(*pixel, *pixel, *pixel);
    }
}

//! What happens to a picture on its way around.

use std::io::Cursor;

use anyhow::Result;
use image::{
    DynamicImage, ImageFormat, RgbImage,
    codecs::jpeg::JpegEncoder,
    imageops::{self, FilterType},
};

/// The longest side of a small copy, in pixels.
const SMALL: u32 = 320;
/// The brightness of a banner between its letters.
const BLACK: u8 = 0;
const WHITE: u8 = 255;

/// The names of the edits, in the order of [`every`].
pub(super) const NAMES: [&str; 21] = [
    "as it is",
    "JPEG, quality 75",
    "JPEG, quality 40",
    "half the size",
    "two thirds of the size",
    "320 pixels",
    "grey",
    "25 levels brighter",
    "40 levels brighter",
    "25 levels darker",
    "mirrored",
    "turned by 90°",
    "upside down",
    "with a border",
    "a banner over the lowest tenth",
    "a banner over the highest tenth",
    "a white banner over the lowest 8 %",
    "a banner over the lowest 12 %",
    "2 % cut off on each side",
    "5 % cut off on each side",
    "8 % cut off on each side",
];

/// The picture after each edit, as a file.
pub(super) fn every(picture: &DynamicImage) -> Result<Vec<Vec<u8>>> {
    let picture = plain(picture);
    let (width, height) = (picture.width(), picture.height());
    let resized =
        |part: u32, of: u32| picture.resize(width * part / of, height * part / of, FilterType::Triangle);
    let small = if width.max(height) > SMALL {
        picture.resize(SMALL, SMALL, FilterType::Triangle)
    } else {
        picture.clone()
    };
    Ok(vec![
        png(&picture)?,
        jpeg(&picture, 75)?,
        jpeg(&picture, 40)?,
        jpeg(&resized(1, 2), 80)?,
        jpeg(&resized(2, 3), 80)?,
        jpeg(&small, 80)?,
        jpeg(&picture.grayscale(), 90)?,
        jpeg(&picture.brighten(25), 90)?,
        jpeg(&picture.brighten(40), 90)?,
        jpeg(&picture.brighten(-25), 90)?,
        jpeg(&picture.fliph(), 90)?,
        jpeg(&picture.rotate90(), 90)?,
        jpeg(&picture.rotate180(), 90)?,
        jpeg(&bordered(&picture), 90)?,
        jpeg(&with_banner(&picture, 10, BLACK), 90)?,
        jpeg(&with_banner(&picture.rotate180(), 10, BLACK).rotate180(), 90)?,
        jpeg(&with_banner(&picture, 8, WHITE), 90)?,
        jpeg(&with_banner(&picture, 12, BLACK), 90)?,
        jpeg(&cropped(&picture, 2), 90)?,
        jpeg(&cropped(&picture, 5), 90)?,
        jpeg(&cropped(&picture, 8), 90)?,
    ])
}

/// The picture that every edit starts from, as a file.
pub(super) fn unedited(picture: &DynamicImage) -> Result<Vec<u8>> {
    png(&plain(picture))
}

/// As the hasher sees it: over white.
pub(super) fn plain(picture: &DynamicImage) -> DynamicImage {
    let mut white = image::RgbaImage::from_pixel(
        picture.width(),
        picture.height(),
        image::Rgba([255, 255, 255, 255]),
    );
    imageops::overlay(&mut white, &picture.to_rgba8(), 0, 0);
    DynamicImage::ImageRgb8(DynamicImage::ImageRgba8(white).to_rgb8())
}

/// A twelfth of the width around it, in black.
fn bordered(picture: &DynamicImage) -> DynamicImage {
    let margin = (picture.width() / 12).max(4);
    let mut frame = RgbImage::new(picture.width() + 2 * margin, picture.height() + 2 * margin);
    imageops::overlay(&mut frame, &picture.to_rgb8(), margin.into(), margin.into());
    DynamicImage::ImageRgb8(frame)
}

/// Letters, white on black or the other way round, or what looks like them from afar, over the lowest so many percent.
fn with_banner(picture: &DynamicImage, percent: u32, ground: u8) -> DynamicImage {
    let mut picture = picture.to_rgb8();
    let (width, height) = picture.dimensions();
    let banner = (height * percent / 100).max(4);
    for (x, y, pixel) in picture.enumerate_pixels_mut() {
        let from_top = y.checked_sub(height - banner);
        if let Some(from_top) = from_top {
            let letters = (banner / 4..banner * 3 / 4).contains(&from_top)
                && (width / 8..width * 7 / 8).contains(&x)
                && (x * 3 / banner) % 3 != 2;
            *pixel = image::Rgb([if letters { !ground } else { ground }; 3]);
        }
    }
    DynamicImage::ImageRgb8(picture)
}

/// So many percent less on each side.
fn cropped(picture: &DynamicImage, percent: u32) -> DynamicImage {
    let (width, height) = (picture.width(), picture.height());
    let (left, top) = (width * percent / 100, height * percent / 100);
    picture.crop_imm(left, top, width - 2 * left, height - 2 * top)
}

fn png(picture: &DynamicImage) -> Result<Vec<u8>> {
    let mut file = Cursor::new(Vec::new());
    picture.write_to(&mut file, ImageFormat::Png)?;
    Ok(file.into_inner())
}

fn jpeg(picture: &DynamicImage, quality: u8) -> Result<Vec<u8>> {
    let mut file = Vec::new();
    JpegEncoder::new_with_quality(&mut file, quality).encode_image(&picture.to_rgb8())?;
    Ok(file)
}

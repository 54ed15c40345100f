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

/// The names of the edits, in the order of [`every`].
pub(super) const NAMES: [&str; 9] = [
    "as it is",
    "JPEG, quality 75",
    "JPEG, quality 40",
    "half the size",
    "320 pixels",
    "mirrored",
    "turned by 90°",
    "brighter",
    "with a border",
];

/// The picture after each edit, as a file.
pub(super) fn every(picture: &DynamicImage) -> Result<Vec<Vec<u8>>> {
    let picture = DynamicImage::ImageRgb8(over_white(picture));
    let (width, height) = (picture.width(), picture.height());
    let halved = picture.resize(width / 2, height / 2, FilterType::Triangle);
    let small = if width.max(height) > SMALL {
        picture.resize(SMALL, SMALL, FilterType::Triangle)
    } else {
        picture.clone()
    };
    Ok(vec![
        png(&picture)?,
        jpeg(&picture, 75)?,
        jpeg(&picture, 40)?,
        jpeg(&halved, 80)?,
        jpeg(&small, 80)?,
        jpeg(&picture.fliph(), 90)?,
        jpeg(&picture.rotate90(), 90)?,
        jpeg(&picture.brighten(25), 90)?,
        jpeg(&bordered(&picture), 90)?,
    ])
}

/// As the hasher sees it, so that every edit starts from the same picture.
fn over_white(picture: &DynamicImage) -> RgbImage {
    let mut white = image::RgbaImage::from_pixel(
        picture.width(),
        picture.height(),
        image::Rgba([255, 255, 255, 255]),
    );
    imageops::overlay(&mut white, &picture.to_rgba8(), 0, 0);
    DynamicImage::ImageRgba8(white).to_rgb8()
}

/// A twelfth of the width around it, in black.
fn bordered(picture: &DynamicImage) -> DynamicImage {
    let margin = (picture.width() / 12).max(4);
    let mut frame = RgbImage::new(picture.width() + 2 * margin, picture.height() + 2 * margin);
    imageops::overlay(&mut frame, &picture.to_rgb8(), margin.into(), margin.into());
    DynamicImage::ImageRgb8(frame)
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

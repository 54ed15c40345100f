//! HEIC, decoded by `heifer`.

use super::decode::{LEAST_SIDE, Picture};
use super::{Limits, StillError, flatten};
use crate::pdq::Orientation;
use crate::{Format, boxes};
use heifer::{Error, Options};
use image::ColorType;

/// The most pixels: the decoder takes up to 16 bytes for each, and all of it has to stay below 1 GiB. Phones make
/// pictures of 12, 24 and 48 megapixels.
const PIXELS: u64 = 50_000_000;

pub(super) fn decode(bytes: &[u8], limits: &Limits) -> Result<Picture, StillError> {
    let most = limits.pixels.min(PIXELS).min(limits.decoded_bytes / 4);
    if let Some((width, height)) = boxes::announced_dimensions(bytes)
        && u64::from(width) * u64::from(height) > most
    {
        return Err(StillError::TooManyPixels { width, height });
    }
    let options = Options {
        max_threads: 0,
        // Zero would stand for the decoder's own limit.
        max_pixels: most.max(1),
    };
    let mut image = heifer::decode_rgba8(bytes, &options).map_err(|error| match error {
        Error::Unsupported(_) => StillError::Unsupported(Format::Heic),
        _ => StillError::Damaged,
    })?;
    if image.width.min(image.height) < LEAST_SIDE {
        return Err(StillError::TooSmall);
    }
    flatten::to_eight_bits(&mut image.data, ColorType::Rgba8)?;
    Ok(Picture {
        bytes: image.data,
        width: usize::try_from(image.width).map_err(|_| StillError::Damaged)?,
        height: usize::try_from(image.height).map_err(|_| StillError::Damaged)?,
        grey: false,
        // The container says how the picture is turned and mirrored, and the decoder has done it. What the EXIF data
        // say of it is a copy (ISO/IEC 23008-12, A.2.2).
        orientation: Orientation::Upright,
        truncated: false,
        animated: false,
        preview: false,
    })
}

//! JPEG XL, decoded by `jxl-oxide`.

use super::decode::{LEAST_SIDE, Picture};
use super::{Limits, StillError, flatten};
use crate::Format;
use crate::pdq::Orientation;
use alloc::vec;
use image::ColorType;
use jxl_oxide::{AllocTracker, JxlImage, PixelFormat};

/// The most layers that are laid over each other before there is a picture to show. Encoders write one to three.
const MOST_LAYERS: usize = 64;

pub(super) fn decode(bytes: &[u8], limits: &Limits) -> Result<Picture, StillError> {
    let allowed = usize::try_from(limits.decoded_bytes).unwrap_or(usize::MAX);
    let mut image = JxlImage::builder()
        .alloc_tracker(AllocTracker::with_limit(allowed))
        .read(bytes)
        .map_err(|_| StillError::Damaged)?;
    // Already turned as the file says.
    let (width, height) = (image.width(), image.height());
    if width == 0 || height == 0 {
        return Err(StillError::Damaged);
    }
    // The decoder works with floats, four at a time for each pixel.
    let pixels = u64::from(width) * u64::from(height);
    if pixels > limits.pixels || pixels.saturating_mul(16) > limits.decoded_bytes {
        return Err(StillError::TooManyPixels { width, height });
    }
    if width.min(height) < LEAST_SIDE {
        return Err(StillError::TooSmall);
    }
    let colour = match image.pixel_format() {
        PixelFormat::Gray => ColorType::L8,
        PixelFormat::Graya => ColorType::La8,
        PixelFormat::Rgb => ColorType::Rgb8,
        PixelFormat::Rgba => ColorType::Rgba8,
        PixelFormat::Cmyk | PixelFormat::Cmyka => return Err(StillError::Unsupported(Format::JpegXl)),
    };
    let whole = image.num_loaded_keyframes() > 0;
    let layers = match image.frame_by_keyframe(0) {
        Some(frame) => frame.index(),
        None => image.num_loaded_frames(),
    };
    if layers >= MOST_LAYERS {
        return Err(StillError::Unsupported(Format::JpegXl));
    }
    let frame = if whole {
        image.render_frame(0)
    } else {
        // The file ends early: what there is of the picture.
        image.render_loading_frame()
    };
    let frame = frame.map_err(|_| StillError::Damaged)?;
    let mut stream = frame.stream();
    if (stream.width(), stream.height()) != (width, height)
        || stream.channels() != u32::from(colour.channel_count())
    {
        return Err(StillError::Damaged);
    }
    let side = |side| usize::try_from(side).map_err(|_| StillError::TooManyPixels { width, height });
    let (columns, rows) = (side(width)?, side(height)?);
    let mut samples = vec![0; columns * rows * usize::from(colour.channel_count())];
    stream.write_to_buffer(&mut samples);
    flatten::to_eight_bits(&mut samples, colour)?;
    Ok(Picture {
        bytes: samples,
        width: columns,
        height: rows,
        grey: matches!(colour, ColorType::L8 | ColorType::La8),
        orientation: Orientation::Upright,
        truncated: !whole || !image.is_loading_done(),
        animated: image.image_header().metadata.animation.is_some() && image.num_loaded_keyframes() > 1,
        preview: false,
    })
}

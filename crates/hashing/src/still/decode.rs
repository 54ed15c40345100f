//! Decoding with limits that are checked before anything is allocated.

#[cfg(feature = "stills")]
use super::animation;
#[cfg(feature = "heic")]
use super::heic;
#[cfg(feature = "jxl")]
use super::jxl;
use super::{Limits, StillError, flatten, jpeg, preview};
#[cfg(feature = "stills")]
use super::{bmp, cut::is_cut, tiff};
use crate::Format;
use crate::pdq::{Orientation, Pixels};
use alloc::boxed::Box;
use alloc::vec;
use alloc::vec::Vec;
use image::codecs::jpeg::JpegDecoder;
use image::{ColorType, ImageDecoder, ImageError, ImageResult};
use std::io::Cursor;

/// A decoded picture of 8 bits a sample.
pub(super) struct Picture {
    pub(super) bytes: Vec<u8>,
    pub(super) width: usize,
    pub(super) height: usize,
    /// One byte a pixel, else three.
    pub(super) grey: bool,
    /// How the stored pixels have to be laid to stand upright.
    pub(super) orientation: Orientation,
    /// The file ended before the picture did.
    pub(super) truncated: bool,
    /// There are more pictures than this one.
    pub(super) animated: bool,
    /// It is a camera's preview of what the file holds.
    pub(super) preview: bool,
}

impl Picture {
    pub(super) fn pixels(&self) -> Result<Pixels<'_>, StillError> {
        let make = if self.grey { Pixels::grey } else { Pixels::rgb };
        make(&self.bytes, self.width, self.height).map_err(|_| StillError::Damaged)
    }
}

/// The least side PDQ hashes, in pixels.
pub(super) const LEAST_SIDE: u32 = 5;
/// What decoders may allocate besides the decoded picture: tables, palettes, one strip or a few rows.
const WORKING_MEMORY: u64 = 64 << 20;
/// What stands for samples that a file ends before: grey, which the decoder of JPEG puts there itself.
const MISSING: u8 = 128;
/// The most passes over a JPEG. Encoders make about ten; each goes over all pixels, and may have nearly no bytes.
const MOST_SCANS: usize = 100;

pub(super) fn decode(bytes: &[u8], format: Format, limits: &Limits) -> Result<Picture, StillError> {
    if !format.decodable() {
        return Err(StillError::Unsupported(format));
    }
    if u64::try_from(bytes.len()).unwrap_or(u64::MAX) > limits.file_bytes {
        return Err(StillError::TooManyBytes);
    }
    match format {
        Format::Raw => of_camera(bytes, format, limits),
        #[cfg(feature = "stills")]
        Format::Tiff if preview::is_raw(bytes) => of_camera(bytes, format, limits),
        #[cfg(feature = "stills")]
        Format::Tiff if !tiff::values_fit(bytes) => Err(StillError::Damaged),
        #[cfg(feature = "stills")]
        Format::Tiff => of_tiff(bytes, limits),
        #[cfg(feature = "heic")]
        Format::Heic => heic::decode(bytes, limits),
        #[cfg(feature = "jxl")]
        Format::JpegXl => jxl::decode(bytes, limits),
        _ => by_image(bytes, format, limits),
    }
}

/// The preview within a camera's file, turned as that file says unless it says something itself.
fn of_camera(bytes: &[u8], format: Format, limits: &Limits) -> Result<Picture, StillError> {
    let preview = preview::find(bytes, format).ok_or(StillError::Unsupported(format))?;
    let mut picture = by_image(preview.jpeg, Format::Jpeg, limits)?;
    if picture.orientation == Orientation::Upright {
        picture.orientation = preview
            .orientation
            .and_then(Orientation::from_exif)
            .unwrap_or(Orientation::Upright);
    }
    picture.preview = true;
    Ok(picture)
}

/// A TIFF. Where its pixels are numbers of colours, its decoder reads the numbers as if they were grey.
#[cfg(feature = "stills")]
fn of_tiff(bytes: &[u8], limits: &Limits) -> Result<Picture, StillError> {
    let Some(palette) = tiff::Palette::of(bytes) else {
        return by_image(bytes, Format::Tiff, limits);
    };
    let within = Limits {
        decoded_bytes: limits.decoded_bytes / 3,
        ..*limits
    };
    let mut picture = by_image(&palette.as_grey(bytes), Format::Tiff, &within)?;
    picture.bytes = palette.looked_up(&picture.bytes);
    picture.grey = false;
    Ok(picture)
}

/// What a decoder may allocate for so many bytes of pixels.
#[cfg(feature = "stills")]
pub(super) fn allowed(decoded_bytes: u64) -> image::Limits {
    let mut allowed = image::Limits::default();
    allowed.max_alloc = Some(decoded_bytes.saturating_add(WORKING_MEMORY));
    allowed
}

/// What the crate `image` decodes.
fn by_image(bytes: &[u8], format: Format, limits: &Limits) -> Result<Picture, StillError> {
    let scans = (format == Format::Jpeg).then(|| jpeg::scans(bytes));
    if scans
        .as_ref()
        .is_some_and(|scans| scans.foreign || scans.count > MOST_SCANS)
    {
        return Err(StillError::Unsupported(format));
    }
    #[cfg(feature = "stills")]
    if format == Format::Bmp
        && let Some((width, height)) = bmp::dimensions(bytes)
    {
        let pixels = u64::from(width) * u64::from(height);
        if pixels == 0 {
            return Err(StillError::Damaged);
        }
        if pixels > limits.pixels {
            return Err(StillError::TooManyPixels { width, height });
        }
    }
    let mut decoder = open(bytes, format, limits).map_err(|error| unopened(&error, format))?;
    let (width, height) = decoder.dimensions();
    let needed = decoder.total_bytes();
    if width == 0 || height == 0 {
        return Err(StillError::Damaged);
    }
    let pixels = u64::from(width) * u64::from(height);
    let kept = scans
        .as_ref()
        .map_or(0, |scans| scans.kept.saturating_mul(pixels));
    if pixels > limits.pixels
        || needed > limits.decoded_bytes
        || needed.saturating_add(kept) > limits.decoded_bytes.saturating_mul(2)
    {
        return Err(StillError::TooManyPixels { width, height });
    }
    if width.min(height) < LEAST_SIDE {
        return Err(StillError::TooSmall);
    }
    let mut allowed = image::Limits::default();
    allowed.max_alloc = Some(needed.saturating_mul(2).saturating_add(WORKING_MEMORY));
    decoder
        .set_limits(allowed)
        .map_err(|error| refusal(&error, format))?;
    let orientation = decoder.orientation().map_or(Orientation::Upright, |found| {
        Orientation::from_exif(found.to_exif()).unwrap_or(Orientation::Upright)
    });
    let colour = decoder.color_type();
    let size = |side| usize::try_from(side).map_err(|_| StillError::TooManyPixels { width, height });
    let blank = if format == Format::Jpeg { 0 } else { MISSING };
    let mut pixels =
        vec![blank; usize::try_from(needed).map_err(|_| StillError::TooManyPixels { width, height })?];
    let partly = match decoder.read_image_boxed(&mut pixels) {
        Ok(()) => false,
        Err(_) if is_begun(&pixels, colour) && is_cut(bytes, format) => true,
        Err(error) => return Err(refusal(&error, format)),
    };
    flatten::to_eight_bits(&mut pixels, colour)?;
    Ok(Picture {
        bytes: pixels,
        width: size(width)?,
        height: size(height)?,
        grey: matches!(
            colour,
            ColorType::L8 | ColorType::L16 | ColorType::La8 | ColorType::La16
        ),
        orientation,
        truncated: partly || scans.is_some_and(|scans| !scans.ended),
        #[cfg(feature = "stills")]
        animated: animation::has_more_frames(bytes, format),
        #[cfg(not(feature = "stills"))]
        animated: false,
        preview: false,
    })
}

/// Whether a decoder that failed had written something: of 8 bits a sample, because others it may have left unfinished.
fn is_begun(pixels: &[u8], colour: ColorType) -> bool {
    colour.bytes_per_pixel() == colour.channel_count() && pixels.iter().any(|sample| *sample != MISSING)
}

#[cfg(not(feature = "stills"))]
fn is_cut(_: &[u8], _: Format) -> bool {
    false
}

fn open<'a>(bytes: &'a [u8], format: Format, limits: &Limits) -> ImageResult<Box<dyn ImageDecoder + 'a>> {
    #[cfg(feature = "stills")]
    if let Some(format) = elsewhere(format) {
        // Of PNG the decoder takes its limits at the start, before the dimensions are known.
        return still_decoders::open(bytes, format, allowed(limits.decoded_bytes));
    }
    #[cfg(not(feature = "stills"))]
    let _ = (format, limits);
    Ok(Box::new(JpegDecoder::new(Cursor::new(bytes))?))
}

/// What `still-decoders` calls the formats that it decodes.
#[cfg(feature = "stills")]
pub(super) fn elsewhere(format: Format) -> Option<image::ImageFormat> {
    match format {
        Format::Png => Some(image::ImageFormat::Png),
        Format::WebP => Some(image::ImageFormat::WebP),
        Format::Gif => Some(image::ImageFormat::Gif),
        Format::Bmp => Some(image::ImageFormat::Bmp),
        Format::Tiff => Some(image::ImageFormat::Tiff),
        _ => None,
    }
}

/// Opening fails with a limit only where the announced dimensions do not even fit into the machine's addresses.
fn unopened(error: &ImageError, format: Format) -> StillError {
    match error {
        ImageError::Limits(_) => StillError::TooMuchMemory,
        _ => refusal(error, format),
    }
}

/// Limits that a decoder met on its own count as damage: the announced dimensions were within ours. What it does not
/// know is a whole picture, for all that is known.
const fn refusal(error: &ImageError, format: Format) -> StillError {
    match error {
        ImageError::Unsupported(_) => StillError::Unsupported(format),
        _ => StillError::Damaged,
    }
}

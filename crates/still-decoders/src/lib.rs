//! Decoders of still pictures that people have less of than of JPEG: PNG, WebP, GIF, BMP, TIFF.
//!
//! The decoders of the crate `image` are generic over what they read from, and generic code is compiled in the crate
//! that names its types, with the options of that crate. `hashing` is compiled for speed, which makes these decoders
//! large; a browser has to load them. So their types are named here, and this crate is compiled for size where it is
//! for a browser (profile `worker-release`).
#![forbid(unsafe_code)]

use std::io::Cursor;

use image::codecs::{
    bmp::BmpDecoder, gif::GifDecoder, png::PngDecoder, tiff::TiffDecoder, webp::WebPDecoder,
};
use image::error::{ImageFormatHint, UnsupportedError, UnsupportedErrorKind};
use image::{AnimationDecoder as _, Frames, ImageDecoder, ImageError, ImageFormat, ImageResult, Limits};

/// The decoder of a picture file, before it has decoded anything.
///
/// `limits` are those of a decoder that has to know them before it looks at the dimensions. All others are told
/// theirs by [`ImageDecoder::set_limits`].
///
/// # Errors
/// What the decoder says of a file that it cannot read, and [`ImageError::Unsupported`] for other formats than those of
/// this crate.
pub fn open<'a>(
    bytes: &'a [u8],
    format: ImageFormat,
    limits: Limits,
) -> ImageResult<Box<dyn ImageDecoder + 'a>> {
    let reader = Cursor::new(bytes);
    Ok(match format {
        ImageFormat::Png => Box::new(PngDecoder::with_limits(reader, limits)?),
        ImageFormat::WebP => Box::new(WebPDecoder::new(reader)?),
        ImageFormat::Gif => Box::new(GifDecoder::new(reader)?),
        ImageFormat::Bmp => Box::new(BmpDecoder::new(reader)?),
        ImageFormat::Tiff => Box::new(TiffDecoder::new(reader)?),
        other => return Err(unsupported(other)),
    })
}

/// The pictures of an animated GIF, WebP or PNG, one after the other, decoded within the limits.
///
/// # Errors
/// As [`open`].
pub fn frames(bytes: &[u8], format: ImageFormat, limits: Limits) -> ImageResult<Frames<'_>> {
    let reader = Cursor::new(bytes);
    Ok(match format {
        ImageFormat::Png => PngDecoder::with_limits(reader, limits)?.apng()?.into_frames(),
        ImageFormat::WebP => {
            let mut decoder = WebPDecoder::new(reader)?;
            decoder.set_limits(limits)?;
            decoder.into_frames()
        }
        ImageFormat::Gif => {
            let mut decoder = GifDecoder::new(reader)?;
            decoder.set_limits(limits)?;
            decoder.into_frames()
        }
        other => return Err(unsupported(other)),
    })
}

fn unsupported(format: ImageFormat) -> ImageError {
    let hint = ImageFormatHint::Exact(format);
    let kind = UnsupportedErrorKind::Format(hint.clone());
    ImageError::Unsupported(UnsupportedError::from_format_and_kind(hint, kind))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn other_formats_than_these_are_not_decoded() {
        for format in [ImageFormat::Jpeg, ImageFormat::Avif] {
            assert!(matches!(
                open(b"", format, Limits::default()),
                Err(ImageError::Unsupported(_))
            ));
        }
        assert!(matches!(
            frames(b"", ImageFormat::Bmp, Limits::default()),
            Err(ImageError::Unsupported(_))
        ));
    }
}

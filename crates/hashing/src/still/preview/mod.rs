//! The JPEG that a camera puts into its raw files.
//!
//! What the sensor saw has to be developed, and every program does that differently: there are no pixels that all
//! agree on. The camera's own picture is inside too, and it is the one that people see, copy and share.

mod cr3;
mod raf;
mod tiff;

use super::jpeg;
use crate::Format;

/// The shorter side in pixels from which a preview is a picture and no thumbnail. Those are often padded with bars to
/// another shape.
const LEAST_SIDE: u16 = 200;

/// A JPEG inside another file.
pub(super) struct Preview<'a> {
    pub(super) jpeg: &'a [u8],
    /// The EXIF orientation that the file gives, for previews that have none of their own.
    pub(super) orientation: Option<u8>,
}

/// The largest preview of a raw file, if it has one.
pub(super) fn find(bytes: &[u8], format: Format) -> Option<Preview<'_>> {
    match (format, bytes) {
        (Format::Raw, [b'F', b'U', b'J', b'I', ..]) => raf::find(bytes),
        (Format::Raw, [_, _, _, _, b'f', b't', b'y', b'p', ..]) => cr3::find(bytes),
        _ => tiff::find(bytes),
    }
}

/// Whether a TIFF file holds what a sensor saw. Its first picture is a thumbnail then, or nothing for people.
#[cfg(feature = "stills")]
pub(super) use tiff::is_raw;

/// Collects places where a JPEG may be and keeps the largest picture.
#[derive(Default)]
struct Largest<'a> {
    jpeg: Option<&'a [u8]>,
    pixels: u32,
}

impl<'a> Largest<'a> {
    /// Looks at `length` bytes from `start`; what is missing at the file's end is missing.
    fn consider(&mut self, bytes: &'a [u8], start: usize, length: usize) {
        let Some(rest) = bytes.get(start..) else {
            return;
        };
        let candidate = &rest[..length.min(rest.len())];
        let Some((width, height)) = jpeg::dimensions(candidate) else {
            return;
        };
        let pixels = u32::from(width) * u32::from(height);
        if width.min(height) >= LEAST_SIDE && pixels > self.pixels {
            self.jpeg = Some(candidate);
            self.pixels = pixels;
        }
    }
}

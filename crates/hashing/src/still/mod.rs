//! Still pictures: from a file's bytes to hashes.

mod alter;
#[cfg(feature = "stills")]
pub(crate) mod animation;
mod banner;
#[cfg(feature = "stills")]
mod bmp;
#[cfg(feature = "stills")]
mod cut;
mod decode;
mod edited;
mod flatten;
#[cfg(feature = "heic")]
mod heic;
mod jpeg;
#[cfg(feature = "jxl")]
mod jxl;
mod plain_layout;
mod preview;
#[cfg(feature = "stills")]
mod tiff;
mod trial;
mod trim;

pub use edited::hash_edited;
pub use trial::hash_changed_copies;

use crate::pdq::{Hashed, Orientation, RowsError, orientations};
use crate::{Format, Pdq, Quality, VariantKind, sniff};
use alloc::vec::Vec;
use core::fmt;

/// What a picture may cost before it is refused. Checked against the announced dimensions, before any allocation.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Limits {
    /// The most pixels: width times height.
    pub pixels: u64,
    /// The most bytes that the decoded picture may take, in the depth it is stored in.
    pub decoded_bytes: u64,
    /// The most bytes of the file itself.
    pub file_bytes: u64,
}

impl Default for Limits {
    /// 100 megapixels, 512 MiB decoded, files of 64 MiB: within 1 GiB together with the decoders' own needs.
    fn default() -> Self {
        Self {
            pixels: 100_000_000,
            decoded_bytes: 512 << 20,
            file_bytes: 64 << 20,
        }
    }
}

/// All hashes of a still picture.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct StillHashes {
    /// The hash of the picture as people see it: turned as its EXIF orientation says, transparency over white.
    pub pdq: Pdq,
    /// The quality of that hash.
    pub quality: Quality,
    /// Hashes of the same picture in other forms. None repeats `pdq` or another variant's hash, and none has a quality
    /// below [`Quality::USABLE`].
    pub variants: Vec<Variant>,
    /// What should be known about the picture.
    pub warnings: Vec<Warning>,
}

/// The hash of a picture in another form than it was picked in.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct Variant {
    /// Which form.
    pub kind: VariantKind,
    /// The hash of that form.
    pub pdq: Pdq,
    /// Its quality.
    pub quality: Quality,
}

/// Something about a hashed picture that its owner should be told.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum Warning {
    /// The file ends early: the missing part was hashed as if it were grey.
    Truncated,
    /// The picture has too little detail for its hash to be used.
    LowQuality,
    /// The file is an animation, and only its first picture was hashed.
    FirstFrame,
    /// The file is a camera's raw file, and the picture that the camera made of it was hashed.
    CameraPreview,
}

/// Why a file got no perceptual hash.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum StillError {
    /// The first bytes announce no picture format.
    NotAPicture,
    /// A picture or video format that is not decoded here.
    Unsupported(Format),
    /// The announced dimensions are beyond the limits.
    TooManyPixels {
        /// Announced width in pixels.
        width: u32,
        /// Announced height in pixels.
        height: u32,
    },
    /// The picture does not fit into the memory that there is: on a 32-bit machine decoders say so before they say
    /// how large the picture is.
    TooMuchMemory,
    /// The file has more bytes than the limits allow.
    TooManyBytes,
    /// A side is below 5 pixels, which PDQ does not hash.
    TooSmall,
    /// The file is not what it announces, or ends too early to be decoded.
    Damaged,
}

impl From<RowsError> for StillError {
    /// A decoder whose pixels do not go with the dimensions had a damaged file.
    fn from(_: RowsError) -> Self {
        Self::Damaged
    }
}

impl fmt::Display for StillError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::NotAPicture => f.write_str("not a picture"),
            Self::Unsupported(format) => write!(f, "{} is not decoded here", format.name()),
            Self::TooManyPixels { width, height } => write!(f, "{width} x {height} pixels are too many"),
            Self::TooMuchMemory => f.write_str("the picture does not fit into memory"),
            Self::TooManyBytes => f.write_str("the file is too large to decode"),
            Self::TooSmall => f.write_str("a side is below 5 pixels"),
            Self::Damaged => f.write_str("the file is damaged"),
        }
    }
}

impl core::error::Error for StillError {}

/// Decodes a picture and hashes it in all forms.
///
/// Nothing is resized and no colour profile is applied; transparency is laid over white; palettes, grey, CMYK and
/// 16-bit samples become 8-bit RGB (of 16 bits the upper 8 count). Of an animation the first picture is hashed, of a
/// camera's raw file the largest JPEG that the camera put into it.
///
/// # Errors
/// [`StillError`] if there is nothing to hash; exact hashes of the bytes can still be taken.
pub fn hash_still(bytes: &[u8], limits: &Limits) -> Result<StillHashes, StillError> {
    let format = sniff(bytes).ok_or(StillError::NotAPicture)?;
    hash_picture(&decode::decode(bytes, format, limits)?)
}

/// Hashes pixels that somebody else has decoded: 4 bytes each (red, green, blue, opacity), upright.
///
/// # Errors
/// [`StillError`] if that is not what they are.
pub fn hash_rgba(mut pixels: Vec<u8>, width: u32, height: u32) -> Result<StillHashes, StillError> {
    if width.min(height) < decode::LEAST_SIDE {
        return Err(StillError::TooSmall);
    }
    flatten::to_eight_bits(&mut pixels, image::ColorType::Rgba8)?;
    let side = |side| usize::try_from(side).map_err(|_| StillError::Damaged);
    hash_picture(&decode::Picture {
        bytes: pixels,
        width: side(width)?,
        height: side(height)?,
        grey: false,
        orientation: Orientation::Upright,
        truncated: false,
        animated: false,
        preview: false,
    })
}

fn hash_picture(picture: &decode::Picture) -> Result<StillHashes, StillError> {
    let stored = picture.pixels()?;
    let of_stored = orientations(stored).map_err(|_| StillError::Damaged)?;
    let [as_stored, ..] = of_stored;
    let upright = match picture.orientation {
        Orientation::Upright => as_stored,
        turned => stored.hash(turned).map_err(|_| StillError::Damaged)?,
    };

    let mut variants = Variants {
        upright,
        list: Vec::new(),
    };
    variants.add(VariantKind::AsStored, as_stored);
    for turn in Orientation::ALL {
        let from_stored = picture.orientation.then(turn);
        let found = Orientation::ALL
            .into_iter()
            .zip(of_stored)
            .find(|(orientation, _)| *orientation == from_stored);
        if let (Some(kind), Some((_, hashed))) = (VariantKind::of(turn), found) {
            variants.add(kind, hashed);
        }
    }
    let trimmed = trim::within_border(&stored);
    let without_banner = banner::without_banners(&stored, picture.orientation)
        .or_else(|| banner::without_banners(trimmed.as_ref()?, picture.orientation));
    for (kind, part) in [
        (VariantKind::Trimmed, trimmed),
        (VariantKind::WithoutBanner, without_banner),
    ] {
        if let Some(Ok(hashed)) = part.map(|part| part.hash(picture.orientation)) {
            variants.add(kind, hashed);
        }
    }

    let mut warnings = Vec::new();
    if picture.truncated {
        warnings.push(Warning::Truncated);
    }
    if picture.animated {
        warnings.push(Warning::FirstFrame);
    }
    if picture.preview {
        warnings.push(Warning::CameraPreview);
    }
    if upright.quality < Quality::USABLE {
        warnings.push(Warning::LowQuality);
    }
    Ok(StillHashes {
        pdq: upright.pdq,
        quality: upright.quality,
        variants: variants.list,
        warnings,
    })
}

struct Variants {
    upright: Hashed,
    list: Vec<Variant>,
}

impl Variants {
    /// Keeps the hash if it is usable and new: as stored is no form of its own unless EXIF asks for a turn.
    fn add(&mut self, kind: VariantKind, hashed: Hashed) {
        let Hashed { pdq, quality } = hashed;
        let known = pdq == self.upright.pdq || self.list.iter().any(|variant| variant.pdq == pdq);
        if quality >= Quality::USABLE && !known {
            self.list.push(Variant { kind, pdq, quality });
        }
    }
}

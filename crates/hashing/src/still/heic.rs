//! HEIC, decoded by `heifer`.

use super::decode::{LEAST_SIDE, Picture};
use super::{Limits, StillError, flatten};
use crate::pdq::Orientation;
use crate::{Format, boxes, format::is_sequence};
use heifer::heifer_isobmff::{HeifFile, ItemId};
use heifer::{Error, Options};
use image::ColorType;

/// The most pixels: the decoder takes up to 16 bytes for each, and all of it has to stay below 1 GiB. Phones make
/// pictures of 12, 24 and 48 megapixels.
const PIXELS: u64 = 50_000_000;
/// The most tiles of a picture. Phones make 192 of 48 megapixels.
const MOST_TILES: usize = 1_024;
/// Each thread holds a tile, which a malicious file makes as large as a picture may be.
const THREADS: usize = 2;

pub(super) fn decode(bytes: &[u8], limits: &Limits) -> Result<Picture, StillError> {
    let most = limits.pixels.min(PIXELS).min(limits.decoded_bytes / 4);
    if let Some((width, height)) = boxes::announced_dimensions(bytes)
        && u64::from(width) * u64::from(height) > most
    {
        return Err(StillError::TooManyPixels { width, height });
    }
    if !is_put_together_plainly(bytes) {
        return Err(StillError::Unsupported(Format::Heic));
    }
    let options = Options {
        max_threads: THREADS,
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
        animated: is_sequence(bytes),
        preview: false,
    })
}

/// Whether no picture is made of very many others, or of others that are made of others: a small file can name the
/// same one a million times, and each time it is decoded. Overlays, which no phone writes, are all decoded before the
/// first is used. What cannot be read at all is left to the decoder, and what is made of others in another way it does
/// not decode: phones lay a gain map over a grid (`tmap`, ISO 21496-1), for brighter displays.
fn is_put_together_plainly(bytes: &[u8]) -> bool {
    let Ok(file) = HeifFile::parse(bytes) else {
        return true;
    };
    let is = |id: ItemId, kind: &[u8; 4]| file.item(id).is_ok_and(|item| item.item_type.0 == *kind);
    file.references
        .iter()
        .filter(|reference| reference.ref_type.0 == *b"dimg")
        .filter(|reference| is(reference.from, b"grid") || is(reference.from, b"iovl"))
        .all(|reference| {
            let made_of = &reference.to;
            let nested = |id: &ItemId| [b"grid", b"iovl", b"iden"].into_iter().any(|kind| is(*id, kind));
            !is(reference.from, b"iovl") && made_of.len() <= MOST_TILES && !made_of.iter().any(nested)
        })
}

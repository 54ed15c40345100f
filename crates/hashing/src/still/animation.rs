//! Whether a picture file holds more pictures than its first.

use crate::Format;

pub(super) fn has_more_frames(bytes: &[u8], format: Format) -> bool {
    match format {
        Format::Gif => gif_frames(bytes).is_some_and(|frames| frames > 1),
        // WebP container specification: bit 1 of the extended header's flags.
        Format::WebP => {
            bytes.get(12..16) == Some(b"VP8X") && bytes.get(20).is_some_and(|flags| flags & 2 != 0)
        }
        Format::Png => png_frames(bytes).is_some_and(|frames| frames > 1),
        _ => false,
    }
}

/// The number of pictures in a GIF, counted up to two (GIF89a specification). `None` if the file ends before the first.
fn gif_frames(bytes: &[u8]) -> Option<usize> {
    let colours = |flags: u8| {
        if flags & 0x80 == 0 {
            0
        } else {
            3 << ((flags & 7) + 1)
        }
    };
    let mut rest = bytes.get(13 + colours(*bytes.get(10)?)..)?;
    let mut frames = 0;
    while frames < 2 {
        let Some((kind, after)) = rest.split_first() else {
            break;
        };
        let blocks = match kind {
            0x21 => after.get(1..),
            0x2c => {
                frames += 1;
                after.get(8).and_then(|flags| after.get(10 + colours(*flags)..))
            }
            _ => break,
        };
        let Some(next) = blocks.and_then(after_blocks) else {
            break;
        };
        rest = next;
    }
    (frames > 0).then_some(frames)
}

/// What follows a chain of data blocks, each with its length first, up to an empty one.
fn after_blocks(mut rest: &[u8]) -> Option<&[u8]> {
    loop {
        let (length, after) = rest.split_first()?;
        rest = after.get(usize::from(*length)..)?;
        if *length == 0 {
            return Some(rest);
        }
    }
}

/// The number of pictures that an `acTL` chunk before the data announces (PNG specification, third edition, 11.3.6.1).
fn png_frames(bytes: &[u8]) -> Option<u32> {
    let mut rest = bytes.get(8..)?;
    loop {
        let length = usize::try_from(u32::from_be_bytes(*rest.first_chunk()?)).ok()?;
        match rest.get(4..8)? {
            b"acTL" => {
                return rest
                    .get(8..)?
                    .first_chunk()
                    .map(|frames| u32::from_be_bytes(*frames));
            }
            b"IDAT" => return None,
            _ => rest = rest.get(length.checked_add(12)?..)?,
        }
    }
}

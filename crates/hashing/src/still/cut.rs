//! Whether a file ends before its picture does. What there is of it can be hashed then, in formats whose decoder has
//! written it before it misses the rest.

use crate::Format;

pub(super) fn is_cut(bytes: &[u8], format: Format) -> bool {
    match format {
        Format::Png => !has_last_chunk(bytes),
        // The trailer (GIF89a specification, 27). Some programs leave it out, but then the picture is whole.
        Format::Gif => bytes.last() != Some(&0x3b),
        Format::Bmp => ends_within_pixels(bytes),
        _ => false,
    }
}

/// Whether all chunks are whole up to `IEND` (PNG specification, third edition, 5.3).
fn has_last_chunk(bytes: &[u8]) -> bool {
    let mut rest = bytes.get(8..).unwrap_or_default();
    while let Some(length) = rest.first_chunk() {
        let end = usize::try_from(u32::from_be_bytes(*length))
            .ok()
            .and_then(|length| length.checked_add(12));
        let Some(next) = end.and_then(|end| rest.get(end..)) else {
            return false;
        };
        if rest.get(4..8) == Some(b"IEND") {
            return true;
        }
        rest = next;
    }
    false
}

/// Whether the size in the file's header (its bytes 2 to 5) is more than there is.
fn ends_within_pixels(bytes: &[u8]) -> bool {
    let said = bytes.get(2..).and_then(<[u8]>::first_chunk);
    said.and_then(|said| usize::try_from(u32::from_le_bytes(*said)).ok())
        .is_some_and(|said| said > bytes.len())
}

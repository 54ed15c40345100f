//! What can be said of a JPEG file without decoding it (ITU-T T.81, annex B).

/// Whether the end-of-image marker follows the start of the picture's data (ITU-T T.81, annex B).
///
/// Decoders fill up what is missing with grey and say nothing. Only the outermost picture counts: previews inside of
/// metadata segments, which have ends of their own, are skipped.
pub(super) fn is_complete(bytes: &[u8]) -> bool {
    let mut rest = bytes.get(2..).unwrap_or_default();
    let mut in_scan = false;
    loop {
        let Some(start) = rest.iter().position(|byte| *byte == 0xff) else {
            return false;
        };
        rest = &rest[start + 1..];
        let Some((marker, after)) = rest.split_first() else {
            return false;
        };
        match marker {
            0xd9 => return in_scan,
            // Fill bytes; the next byte may be the marker.
            0xff => {}
            // A stuffed 255, restarts, and markers without content.
            0x00 | 0x01 | 0xd0..=0xd8 => rest = after,
            _ => {
                in_scan |= *marker == 0xda;
                let Some(length) = after
                    .first_chunk()
                    .map(|length| usize::from(u16::from_be_bytes(*length)))
                else {
                    return false;
                };
                let Some(next) = after.get(length..) else {
                    return false;
                };
                rest = next;
            }
        }
    }
}

/// How much of a file may come before the dimensions: segments of EXIF data, colour profiles and small previews.
const MOST_BEFORE_FRAME: usize = 1 << 20;

/// Width and height that a picture of the kinds that are decoded here announces: 8 bits a sample, sequential or
/// progressive. What a sensor saw is stored in the lossless kind, which is none of them.
pub(super) fn dimensions(bytes: &[u8]) -> Option<(u16, u16)> {
    let bytes = &bytes[..bytes.len().min(MOST_BEFORE_FRAME)];
    let mut rest = bytes.strip_prefix(b"\xff\xd8")?;
    loop {
        let [0xff, marker, after @ ..] = rest else {
            return None;
        };
        rest = match marker {
            // Fill bytes; the next byte may be the marker.
            0xff => &rest[1..],
            0xc0..=0xc2 => {
                let [_, _, 8, height @ .., _, _] = after.first_chunk::<9>()? else {
                    return None;
                };
                let [height_high, height_low, width_high, width_low] = *height;
                return Some((
                    u16::from_be_bytes([width_high, width_low]),
                    u16::from_be_bytes([height_high, height_low]),
                ));
            }
            // Other kinds of frames, and data before any frame.
            0xc3 | 0xc5..=0xc7 | 0xc9..=0xcb | 0xcd..=0xcf | 0xd9 | 0xda => return None,
            _ => after.get(usize::from(u16::from_be_bytes(*after.first_chunk()?))..)?,
        };
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_preview_in_the_metadata_is_not_the_end() {
        let whole = b"\xff\xd8\xff\xe1\x00\x06\xff\xda\xff\xd9\xff\xda\x00\x02\x12\xff\x00\x34\xff\xd0\x56\xff\xff\xd9";
        assert!(is_complete(whole));
        for end in 0..whole.len() {
            assert!(!is_complete(&whole[..end]), "{end} bytes");
        }
    }
}

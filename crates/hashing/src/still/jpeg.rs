//! Whether a JPEG file goes on to its end.

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

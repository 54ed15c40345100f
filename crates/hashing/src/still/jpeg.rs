//! What can be said of a JPEG file without decoding it (ITU-T T.81, annex B).

/// What follows the headers of a picture.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Scans {
    /// How many passes over the picture there are: one for all colours or one for each, more in progressive files.
    pub(super) count: usize,
    /// Whether the end-of-image marker follows them. Decoders fill up what is missing with grey and say nothing.
    pub(super) ended: bool,
    /// Whether the picture is of a kind that no decoder here knows: coded arithmetically, without loss, or of more than 8
    /// bits a sample.
    pub(super) foreign: bool,
    /// How many bytes for each pixel have to be kept from scan to scan, at most: two for each colour of a progressive
    /// file.
    pub(super) kept: u64,
}

/// Counts the scans. Only the outermost picture counts: previews inside of metadata segments, which have ends of their
/// own, are skipped.
pub(super) fn scans(bytes: &[u8]) -> Scans {
    let (mut count, mut kept, mut foreign) = (0, 0, false);
    let whole = walk(bytes, |marker, content| match marker {
        0xc0..=0xc2 => {
            foreign |= content.get(2).is_some_and(|bits| *bits != 8);
            if marker == 0xc2 {
                kept = 2 * content.get(7).copied().map_or(0, u64::from);
            }
        }
        0xc3 | 0xc5..=0xc7 | 0xc9..=0xcb | 0xcd..=0xcf => foreign = true,
        0xda => count += 1,
        _ => {}
    });
    let ended = whole.is_some() && count > 0;
    Scans {
        count,
        ended,
        foreign,
        kept,
    }
}

/// Visits the markers that have content, with what follows them, up to the end-of-image marker; `None` if the file ends
/// before it.
fn walk<'a>(bytes: &'a [u8], mut visit: impl FnMut(u8, &'a [u8])) -> Option<()> {
    let mut rest = bytes.get(2..)?;
    loop {
        let start = rest.iter().position(|byte| *byte == 0xff)?;
        let (marker, after) = rest.get(start + 1..)?.split_first()?;
        rest = match marker {
            0xd9 => return Some(()),
            // Fill bytes; the next byte may be the marker.
            0xff => &rest[start + 1..],
            // A stuffed 255, restarts, and markers without content.
            0x00 | 0x01 | 0xd0..=0xd8 => after,
            _ => {
                visit(*marker, after);
                after.get(usize::from(u16::from_be_bytes(*after.first_chunk()?))..)?
            }
        };
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
        assert_eq!(
            scans(whole),
            Scans {
                count: 1,
                ended: true,
                foreign: false,
                kept: 0
            }
        );
        for end in 0..whole.len() {
            assert!(!scans(&whole[..end]).ended, "{end} bytes");
        }
        assert!(!scans(b"\xff\xd8\xff\xd9").ended, "nothing before the end");
    }
}

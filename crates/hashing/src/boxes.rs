//! The boxes that files of the ISO base media format are made of (ISO/IEC 14496-12, 4.2).

/// The boxes in `bytes`, one after the other. Ends at the first that is not whole, or that is none.
pub(crate) fn boxes(bytes: &[u8]) -> Boxes<'_> {
    Boxes { bytes, start: 0 }
}

/// The content of the first box of a kind.
pub(crate) fn find<'a>(bytes: &'a [u8], kind: &[u8; 4]) -> Option<&'a [u8]> {
    boxes(bytes)
        .find(|found| found.kind == *kind)
        .map(|found| found.content)
}

/// A box.
pub(crate) struct Box<'a> {
    /// Where it begins within the bytes that are walked through; its kind stands 4 bytes later.
    #[cfg(any(feature = "video", test))]
    pub(crate) start: usize,
    pub(crate) kind: [u8; 4],
    pub(crate) content: &'a [u8],
}

/// See [`boxes`].
pub(crate) struct Boxes<'a> {
    bytes: &'a [u8],
    /// Where the next one begins.
    start: usize,
}

impl<'a> Iterator for Boxes<'a> {
    type Item = Box<'a>;

    fn next(&mut self) -> Option<Box<'a>> {
        let start = self.start;
        let bytes = self.bytes.get(start..)?;
        self.start = self.bytes.len();
        let kind = *bytes.get(4..)?.first_chunk()?;
        let (header, end) = match u32::from_be_bytes(*bytes.first_chunk()?) {
            // Up to the end of what it is in.
            0 => (8, bytes.len()),
            1 => {
                let size = u64::from_be_bytes(*bytes.get(8..)?.first_chunk()?);
                (16, usize::try_from(size).ok()?)
            }
            size => (8, usize::try_from(size).ok()?),
        };
        let content = bytes.get(header..end)?;
        self.start = start + end;
        Some(Box {
            #[cfg(any(feature = "video", test))]
            start,
            kind,
            content,
        })
    }
}

/// The largest dimensions that any picture in a HEIF file announces (ISO/IEC 23008-12, 6.5.3).
pub(crate) fn announced_dimensions(bytes: &[u8]) -> Option<(u32, u32)> {
    let meta = find(bytes, b"meta")?.get(4..)?;
    let properties = find(find(meta, b"iprp")?, b"ipco")?;
    boxes(properties)
        .filter(|found| found.kind == *b"ispe")
        .filter_map(|found| {
            let sides = found.content.get(4..)?.as_chunks::<4>().0;
            Some((
                u32::from_be_bytes(*sides.first()?),
                u32::from_be_bytes(*sides.get(1)?),
            ))
        })
        .max_by_key(|(width, height)| u64::from(*width) * u64::from(*height))
}

#[cfg(test)]
mod tests {
    use super::*;
    use alloc::vec::Vec;

    fn kinds(bytes: &[u8]) -> Vec<([u8; 4], usize)> {
        boxes(bytes)
            .map(|found| (found.kind, found.content.len()))
            .collect()
    }

    #[test]
    fn boxes_of_all_three_kinds_of_length_are_walked() {
        let bytes = b"\0\0\0\x0aaaaaXY\0\0\0\x01bbbb\0\0\0\0\0\0\0\x13XYZ\0\0\0\0ccccrest";
        assert_eq!(kinds(bytes), [(*b"aaaa", 2), (*b"bbbb", 3), (*b"cccc", 4)]);
        for found in boxes(bytes) {
            assert_eq!(bytes[found.start + 4..][..4], found.kind);
        }
    }

    #[test]
    fn lengths_that_lie_end_the_walk() {
        for bytes in [
            &b""[..],
            b"\0\0\0\x08aaa",
            b"\0\0\0\x07aaaa",
            b"\xff\xff\xff\xffaaaa",
            b"\0\0\0\x01aaaa\xff\xff\xff\xff\xff\xff\xff\xff",
            b"\0\0\0\x01aaaa\0\0\0\0\0\0\0\x0f",
        ] {
            assert_eq!(kinds(bytes), []);
        }
    }
}

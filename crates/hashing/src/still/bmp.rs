//! The dimensions in a bitmap's header, which its decoder takes to be an error where they do not fit into the machine's
//! addresses, as in a browser.

/// Width and height in pixels. The oldest header has short numbers; a negative height is that of rows from the top down.
pub(super) fn dimensions(bytes: &[u8]) -> Option<(u32, u32)> {
    let header = bytes.get(14..)?;
    if header.first_chunk() == Some(&12_u32.to_le_bytes()) {
        let short = |at: usize| {
            let number = header.get(at..)?.first_chunk()?;
            Some(u32::from(u16::from_le_bytes(*number)))
        };
        return Some((short(4)?, short(6)?));
    }
    let long = |at: usize| {
        let number = header.get(at..)?.first_chunk()?;
        Some(i32::from_le_bytes(*number).unsigned_abs())
    };
    Some((long(4)?, long(8)?))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn both_headers_and_both_directions_are_read() {
        let mut file = [0; 26];
        file[14] = 40;
        file[18..26].copy_from_slice(b"\x60\xea\0\0\xa0\x15\xff\xff");
        assert_eq!(dimensions(&file), Some((60_000, 60_000)));
        file[14] = 12;
        assert_eq!(dimensions(&file), Some((60_000, 0)));
        assert_eq!(dimensions(&file[..20]), None);
    }
}

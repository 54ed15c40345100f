//! What has to be true of a TIFF file before its decoder may see it.

/// Whether no entry of the first directory claims to have more bytes than the file: the decoder would take memory for
/// all of them before it reads the first. TIFF 6.0; BigTIFF has longer numbers in the same places.
pub(super) fn values_fit(bytes: &[u8]) -> bool {
    let Some(numbers) = Numbers::of(bytes) else {
        return true;
    };
    // A length of offsets, where the first of them is, and how long the number of entries is.
    let (long, first, short) = match numbers.read(2, 2) {
        Some(43) => (8, 8, 8),
        _ => (4, 4, 2),
    };
    let Some(directory) = numbers.read(first, long) else {
        return true;
    };
    let Some(count) = numbers.read(directory, short) else {
        return true;
    };
    let entries = (0..count).map_while(|index| {
        let at = index
            .checked_mul(4 + 2 * long)?
            .checked_add(directory)?
            .checked_add(short)?;
        Some((numbers.read(at + 2, 2)?, numbers.read(at + 4, long)?))
    });
    let most = u64::try_from(bytes.len()).unwrap_or(u64::MAX);
    entries.into_iter().all(|(kind, values)| {
        values
            .checked_mul(size_of_kind(kind))
            .is_some_and(|size| size <= most)
    })
}

/// The bytes of a value. Kinds that nobody knows are skipped by the decoder.
const fn size_of_kind(kind: u64) -> u64 {
    match kind {
        1 | 2 | 6 | 7 => 1,
        3 | 8 => 2,
        4 | 9 | 11 | 13 => 4,
        5 | 10 | 12 | 16 | 17 | 18 => 8,
        _ => 0,
    }
}

/// Numbers in the byte order of the file.
struct Numbers<'a> {
    bytes: &'a [u8],
    big_endian: bool,
}

impl<'a> Numbers<'a> {
    fn of(bytes: &'a [u8]) -> Option<Self> {
        let big_endian = match bytes.get(..2)? {
            b"II" => false,
            b"MM" => true,
            _ => return None,
        };
        Some(Self { bytes, big_endian })
    }

    /// The number in `length` bytes, up to 8.
    fn read(&self, at: u64, length: u64) -> Option<u64> {
        let start = usize::try_from(at).ok()?;
        let end = start.checked_add(usize::try_from(length).ok()?)?;
        let shifted = |number: u64, byte: &u8| number << 8 | u64::from(*byte);
        let bytes = self.bytes.get(start..end)?.iter();
        Some(if self.big_endian {
            bytes.fold(0, shifted)
        } else {
            bytes.rev().fold(0, shifted)
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// A directory of one entry, of 2 values of 8 bytes.
    const LITTLE: &[u8] = b"II\x2a\0\x08\0\0\0\x01\0\0\0\x05\0\x02\0\0\0\x0a\0\0\0\0\0\0\0";
    const BIG: &[u8] =
        b"MM\0\x2b\0\x08\0\0\0\0\0\0\0\0\0\x10\0\0\0\0\0\0\0\x01\0\0\0\x05\0\0\0\0\0\0\0\x02\0\0\0\0\0\0\0\0\0\0\0\0";

    #[test]
    fn values_longer_than_the_file_are_noticed_in_both_kinds() {
        for (file, count) in [(LITTLE, 14), (BIG, 35)] {
            assert!(values_fit(file));
            for large in [200, 255] {
                let mut lie = file.to_vec();
                lie[count] = large;
                assert!(!values_fit(&lie), "{lie:?}");
            }
            for end in 0..file.len() {
                let _ = values_fit(&file[..end]);
            }
        }
    }
}

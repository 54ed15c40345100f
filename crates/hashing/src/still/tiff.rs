//! What has to be true of a TIFF file before its decoder may see it, and the colours that it does not look up.

use alloc::borrow::ToOwned as _;
use alloc::boxed::Box;
use alloc::vec::Vec;

/// Whether no entry of the first directory claims to have more bytes than the file: the decoder would take memory for
/// all of them before it reads the first. TIFF 6.0; BigTIFF has longer numbers in the same places.
pub(super) fn values_fit(bytes: &[u8]) -> bool {
    let most = u64::try_from(bytes.len()).unwrap_or(u64::MAX);
    Directory::of(bytes).is_none_or(|directory| {
        directory.entries().all(|entry| {
            let size = entry.values.checked_mul(size_of_kind(entry.kind));
            size.is_some_and(|size| size <= most)
        })
    })
}

/// How a picture's samples are to be understood: its only value is that its pixels are numbers of colours.
const INTERPRETATION: u64 = 262;
const NUMBERS_OF_COLOURS: u64 = 3;
/// What makes of such numbers shades of grey: 0 is black.
const GREY: u8 = 1;
const BITS: u64 = 258;
const SAMPLES: u64 = 277;
const COLOUR_MAP: u64 = 320;
/// The only kind of number that these have: two bytes.
const SHORT: u64 = 3;

/// The colours of a picture whose pixels are their numbers (TIFF 6.0, section 5).
pub(super) struct Palette {
    colours: Box<[[u8; 3]; 256]>,
    /// Where in the file it says that its pixels are such numbers.
    said_at: usize,
}

impl Palette {
    /// If it has one, and 8 bits a pixel.
    pub(super) fn of(bytes: &[u8]) -> Option<Self> {
        let directory = Directory::of(bytes)?;
        let value = |tag| directory.short(tag).map(|(value, _)| value);
        let (NUMBERS_OF_COLOURS, said_at) = directory.short(INTERPRETATION)? else {
            return None;
        };
        if value(BITS) != Some(8) || value(SAMPLES).unwrap_or(1) != 1 {
            return None;
        }
        let map = directory.entry(COLOUR_MAP)?;
        if (map.kind, map.values) != (SHORT, 3 * 256) {
            return None;
        }
        let from = directory.numbers.read(map.value_at, directory.long)?;
        // First all reds, then all greens, then all blues.
        let shade = |at: u64| directory.numbers.read(from.checked_add(2 * at)?, 2);
        let shades: Vec<u64> = (0..3 * 256).map(shade).collect::<Option<_>>()?;
        // They should reach up to 65,535, but some programs write bytes.
        let shift = if shades.iter().all(|shade| *shade < 256) {
            0
        } else {
            8
        };
        let mut colours = Box::new([[0; 3]; 256]);
        for (number, colour) in colours.iter_mut().enumerate() {
            for (plane, shade) in colour.iter_mut().enumerate() {
                *shade = u8::try_from(shades.get(plane * 256 + number)? >> shift).ok()?;
            }
        }
        Some(Self { colours, said_at })
    }

    /// The file, if its pixels were shades of grey.
    pub(super) fn as_grey(&self, bytes: &[u8]) -> Vec<u8> {
        let mut bytes = bytes.to_owned();
        if let Some(said) = bytes.get_mut(self.said_at) {
            *said = GREY;
        }
        bytes
    }

    /// Red, green and blue of all pixels.
    pub(super) fn looked_up(&self, numbers: &[u8]) -> Vec<u8> {
        let mut pixels = Vec::with_capacity(numbers.len() * 3);
        for number in numbers {
            pixels.extend_from_slice(&self.colours[usize::from(*number)]);
        }
        pixels
    }
}

/// The first directory of a file.
struct Directory<'a> {
    numbers: Numbers<'a>,
    /// Where its first entry is.
    first: u64,
    /// How many there are.
    count: u64,
    /// The length of offsets, and of numbers of values.
    long: u64,
}

struct Entry {
    tag: u64,
    kind: u64,
    values: u64,
    /// Where the value stands, or where it says where it does.
    value_at: u64,
}

impl<'a> Directory<'a> {
    fn of(bytes: &'a [u8]) -> Option<Self> {
        let numbers = Numbers::of(bytes)?;
        // A length of offsets, where the first of them is, and how long the number of entries is.
        let (long, offset, short) = match numbers.read(2, 2) {
            Some(43) => (8, 8, 8),
            _ => (4, 4, 2),
        };
        let start = numbers.read(offset, long)?;
        Some(Self {
            first: start.checked_add(short)?,
            count: numbers.read(start, short)?,
            numbers,
            long,
        })
    }

    fn entries(&self) -> impl Iterator<Item = Entry> {
        (0..self.count).map_while(|index| {
            let at = index.checked_mul(4 + 2 * self.long)?.checked_add(self.first)?;
            Some(Entry {
                tag: self.numbers.read(at, 2)?,
                kind: self.numbers.read(at + 2, 2)?,
                values: self.numbers.read(at + 4, self.long)?,
                value_at: at + 4 + self.long,
            })
        })
    }

    fn entry(&self, tag: u64) -> Option<Entry> {
        self.entries().find(|entry| entry.tag == tag)
    }

    /// The only value of an entry, a number of two bytes, and where the less significant of them stands.
    fn short(&self, tag: u64) -> Option<(u64, usize)> {
        let entry = self.entry(tag)?;
        if (entry.kind, entry.values) != (SHORT, 1) {
            return None;
        }
        let at = entry.value_at + u64::from(self.numbers.big_endian);
        Some((self.numbers.read(entry.value_at, 2)?, usize::try_from(at).ok()?))
    }
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

//! Raw files built on TIFF: DNG, and the files of Canon (CR2), Nikon (NEF), Sony (ARW), Panasonic (RW2), Olympus (ORF)
//! and others. TIFF 6.0, TIFF/EP and the DNG specification say what the numbers mean.

use super::{Largest, Preview};
use alloc::vec::Vec;

/// The most directories that are looked at. A camera writes about ten.
const MOST_DIRECTORIES: usize = 64;
/// The most entries of a directory. A camera writes about a hundred.
const MOST_ENTRIES: u16 = 1_000;
/// The most values of an entry that are read where several are expected.
const MOST_VALUES: u32 = 16;

mod tag {
    pub(super) const PANASONIC_JPEG: u16 = 0x002e;
    pub(super) const COMPRESSION: u16 = 0x0103;
    pub(super) const PHOTOMETRIC: u16 = 0x0106;
    pub(super) const STRIP_OFFSETS: u16 = 0x0111;
    pub(super) const ORIENTATION: u16 = 0x0112;
    pub(super) const STRIP_BYTES: u16 = 0x0117;
    pub(super) const SUB_DIRECTORIES: u16 = 0x014a;
    pub(super) const JPEG_OFFSET: u16 = 0x0201;
    pub(super) const JPEG_BYTES: u16 = 0x0202;
    pub(super) const EXIF: u16 = 0x8769;
    pub(super) const MAKER_NOTE: u16 = 0x927c;
    #[cfg(feature = "stills")]
    pub(super) const DNG_VERSION: u16 = 0xc612;
    /// Within Olympus' maker note.
    pub(super) const OLYMPUS_SETTINGS: u16 = 0x2020;
    pub(super) const OLYMPUS_PREVIEW: u16 = 0x0101;
    pub(super) const OLYMPUS_PREVIEW_BYTES: u16 = 0x0102;
}

/// Colours as the sensor has them, one a pixel, or three that are still linear.
const PHOTOMETRIC_OF_SENSORS: [usize; 2] = [32_803, 34_892];
/// Packed as only cameras do: Sony, Nikon, Pentax, and DNG's lossy kind.
#[cfg(feature = "stills")]
const COMPRESSION_OF_CAMERAS: [usize; 4] = [32_767, 34_713, 65_535, 34_892];
/// Old and new style.
const COMPRESSION_JPEG: [usize; 2] = [6, 7];

/// The largest preview.
pub(super) fn find(bytes: &[u8]) -> Option<Preview<'_>> {
    let tiff = Tiff::open(bytes)?;
    let mut largest = Largest::default();
    let mut orientation = None;
    tiff.walk(|directory| {
        if directory.is_first {
            orientation = directory.orientation();
        }
        directory.consider_pictures(&mut largest);
    });
    Some(Preview {
        jpeg: largest.jpeg?,
        orientation,
    })
}

/// Whether the file holds what a sensor saw.
#[cfg(feature = "stills")]
pub(in super::super) fn is_raw(bytes: &[u8]) -> bool {
    let Some(tiff) = Tiff::open(bytes) else {
        return false;
    };
    // Canon's mark, behind the first eight bytes.
    let mut raw = bytes.get(8..10) == Some(b"CR");
    tiff.walk(|directory| raw |= directory.is_of_a_sensor());
    raw
}

/// The EXIF orientation of the first directory.
pub(super) fn orientation(bytes: &[u8]) -> Option<u8> {
    let tiff = Tiff::open(bytes)?;
    let mut orientation = None;
    tiff.walk(|directory| {
        if directory.is_first {
            orientation = directory.orientation();
        }
    });
    orientation
}

/// Numbers in the byte order of the file, at offsets from a place within it.
#[derive(Clone, Copy)]
struct Tiff<'a> {
    bytes: &'a [u8],
    big_endian: bool,
}

impl<'a> Tiff<'a> {
    /// Any of the marks that sit where TIFF has 42.
    fn open(bytes: &'a [u8]) -> Option<Self> {
        let big_endian = match bytes.get(..2)? {
            b"II" => false,
            b"MM" => true,
            _ => return None,
        };
        Some(Self { bytes, big_endian })
    }

    fn short(&self, at: usize) -> Option<u16> {
        let number = *self.bytes.get(at..)?.first_chunk()?;
        Some(if self.big_endian {
            u16::from_be_bytes(number)
        } else {
            u16::from_le_bytes(number)
        })
    }

    fn long(&self, at: usize) -> Option<usize> {
        let number = *self.bytes.get(at..)?.first_chunk()?;
        let number = if self.big_endian {
            u32::from_be_bytes(number)
        } else {
            u32::from_le_bytes(number)
        };
        usize::try_from(number).ok()
    }

    /// Visits the directories of the chain and those below them, each once, as far as the limit goes.
    fn walk(&self, mut visit: impl FnMut(&Directory<'a>)) {
        let Some(first) = self.long(4) else {
            return;
        };
        let mut found = Vec::from([first]);
        let mut next = 0;
        while let Some(at) = found.get(next).copied() {
            next += 1;
            let Some(directory) = Directory::read(*self, at, at == first) else {
                continue;
            };
            visit(&directory);
            for below in directory.others() {
                if found.len() < MOST_DIRECTORIES && !found.contains(&below) {
                    found.push(below);
                }
            }
        }
    }
}

/// An entry of a directory.
struct Entry {
    tag: u16,
    kind: u16,
    count: u32,
    /// Where its value is, or where it says that its value is.
    at: usize,
}

struct Directory<'a> {
    tiff: Tiff<'a>,
    entries: Vec<Entry>,
    /// The offset of the next one in the chain; 0 if this is the last.
    following: usize,
    is_first: bool,
}

impl<'a> Directory<'a> {
    fn read(tiff: Tiff<'a>, at: usize, is_first: bool) -> Option<Self> {
        let count = tiff.short(at)?.min(MOST_ENTRIES);
        let start = at.checked_add(2)?;
        let mut entries = Vec::new();
        let mut end = start;
        for _ in 0..count {
            let (Some(tag), Some(kind), Some(number)) =
                (tiff.short(end), tiff.short(end + 2), tiff.long(end + 4))
            else {
                break;
            };
            entries.push(Entry {
                tag,
                kind,
                count: u32::try_from(number).unwrap_or(u32::MAX),
                at: end + 8,
            });
            end += 12;
        }
        Some(Self {
            tiff,
            entries,
            following: tiff.long(end).unwrap_or(0),
            is_first,
        })
    }

    fn entry(&self, tag: u16) -> Option<&Entry> {
        self.entries.iter().find(|entry| entry.tag == tag)
    }

    /// The numbers of an entry, at most [`MOST_VALUES`].
    fn values(&self, tag: u16) -> impl Iterator<Item = usize> {
        let entry = self.entry(tag);
        let count = entry.map_or(0, |entry| entry.count.min(MOST_VALUES));
        (0..count).filter_map(move |index| self.value(entry?, index))
    }

    fn value(&self, entry: &Entry, index: u32) -> Option<usize> {
        // SHORT; LONG and IFD. No other kind is used for the numbers that are wanted here.
        let size = match entry.kind {
            3 => 2,
            4 | 13 => 4,
            _ => return None,
        };
        let start = if entry.count.checked_mul(size)? <= 4 {
            entry.at
        } else {
            self.tiff.long(entry.at)?
        };
        let at = start.checked_add(usize::try_from(index * size).ok()?)?;
        if size == 2 {
            self.tiff.short(at).map(usize::from)
        } else {
            self.tiff.long(at)
        }
    }

    /// The only number of an entry.
    fn number(&self, tag: u16) -> Option<usize> {
        let entry = self.entry(tag).filter(|entry| entry.count == 1)?;
        self.value(entry, 0)
    }

    /// The bytes of an entry that lie elsewhere.
    fn blob(&self, tag: u16) -> Option<(usize, usize)> {
        let entry = self.entry(tag).filter(|entry| entry.count > 4)?;
        Some((self.tiff.long(entry.at)?, usize::try_from(entry.count).ok()?))
    }

    fn orientation(&self) -> Option<u8> {
        self.number(tag::ORIENTATION)
            .and_then(|number| u8::try_from(number).ok())
    }

    /// The offsets of directories that this one names.
    fn others(&self) -> impl Iterator<Item = usize> {
        let following = Some(self.following).filter(|following| *following != 0);
        self.values(tag::SUB_DIRECTORIES)
            .chain(self.number(tag::EXIF))
            .chain(following)
    }

    #[cfg(feature = "stills")]
    fn is_of_a_sensor(&self) -> bool {
        let is = |tag, wanted: &[usize]| self.number(tag).is_some_and(|number| wanted.contains(&number));
        self.entry(tag::DNG_VERSION).is_some()
            || is(tag::PHOTOMETRIC, &PHOTOMETRIC_OF_SENSORS)
            || is(tag::COMPRESSION, &COMPRESSION_OF_CAMERAS)
    }

    fn consider_pictures(&self, largest: &mut Largest<'a>) {
        let bytes = self.tiff.bytes;
        let place = |start, length| Some((self.number(start)?, self.number(length)?));
        if let Some((start, length)) = place(tag::JPEG_OFFSET, tag::JPEG_BYTES) {
            largest.consider(bytes, start, length);
        }
        let photometric = self.number(tag::PHOTOMETRIC);
        let is_jpeg = self
            .number(tag::COMPRESSION)
            .is_some_and(|compression| COMPRESSION_JPEG.contains(&compression));
        let of_sensor = photometric.is_some_and(|found| PHOTOMETRIC_OF_SENSORS.contains(&found));
        if is_jpeg
            && !of_sensor
            && let Some((start, length)) = place(tag::STRIP_OFFSETS, tag::STRIP_BYTES)
        {
            largest.consider(bytes, start, length);
        }
        if let Some((start, length)) = self.blob(tag::PANASONIC_JPEG) {
            largest.consider(bytes, start, length);
        }
        if let Some((start, _)) = self.blob(tag::MAKER_NOTE) {
            consider_olympus(bytes, start, largest);
        }
    }
}

/// Olympus keeps its preview in the maker note, whose offsets count from its own start.
fn consider_olympus<'a>(bytes: &'a [u8], start: usize, largest: &mut Largest<'a>) {
    let note = bytes.get(start..).unwrap_or_default();
    let (tiff, directory) = match note {
        [b'O', b'L', b'Y', b'M', b'P', b'U', b'S', 0, b'I', b'I', ..] => (8, 12),
        [
            b'O',
            b'M',
            b' ',
            b'S',
            b'Y',
            b'S',
            b'T',
            b'E',
            b'M',
            0,
            0,
            0,
            b'I',
            b'I',
            ..,
        ] => (12, 16),
        _ => return,
    };
    let order = note.get(tiff..).and_then(Tiff::open);
    let Some(tiff) = order.map(|order| Tiff { bytes: note, ..order }) else {
        return;
    };
    let settings = Directory::read(tiff, directory, false)
        .and_then(|note| note.number(tag::OLYMPUS_SETTINGS))
        .and_then(|at| Directory::read(tiff, at, false));
    let place = settings.and_then(|settings| {
        Some((
            settings.number(tag::OLYMPUS_PREVIEW)?,
            settings.number(tag::OLYMPUS_PREVIEW_BYTES)?,
        ))
    });
    if let Some((start, length)) = place {
        largest.consider(note, start, length);
    }
}

//! Raw files of cameras: the largest picture that the camera put inside is hashed, whatever the file does to hide it.
#![cfg(feature = "stills")]
#![expect(clippy::unwrap_used, reason = "a test that cannot make its file fails")]
#![expect(
    clippy::cast_possible_truncation,
    reason = "files of a few kilobytes with offsets of 32 bits"
)]

mod patterns;

use hashing::{
    FileHasher, FileHashes, Format, Limits, Note, StillError, VariantKind, Warning, hash_still, sniff,
};
use image::{DynamicImage, ImageFormat};
use std::io::Cursor;

fn jpeg(seed: u64, width: u32, height: u32) -> Vec<u8> {
    let pixels = patterns::picture(seed, width as usize, height as usize);
    let picture = image::RgbImage::from_raw(width, height, pixels).unwrap();
    let mut bytes = Cursor::new(Vec::new());
    DynamicImage::from(picture)
        .write_to(&mut bytes, ImageFormat::Jpeg)
        .unwrap();
    bytes.into_inner()
}

/// The value of an entry: numbers, or bytes that lie elsewhere.
enum Value {
    Short(u16),
    Longs(Vec<u32>),
    Blob(Vec<u8>),
    /// The place of a directory, by its index.
    Directories(Vec<usize>),
    /// The place of some bytes and their number, as two entries would have them.
    PlaceOf(Vec<u8>),
}

/// Makes TIFF files: directories in a chain or on their own, data behind them.
struct Maker {
    magic: [u8; 4],
    directories: Vec<Vec<(u16, Value)>>,
    /// How many of them are in the chain from the first.
    chained: usize,
}

impl Maker {
    fn file(self) -> Vec<u8> {
        let sizes: Vec<usize> = self
            .directories
            .iter()
            .map(|entries| 6 + 12 * entries.len())
            .collect();
        let place = |index: usize| 16 + sizes[..index].iter().sum::<usize>();
        let mut data_at = place(sizes.len());
        let mut data: Vec<u8> = Vec::new();
        let mut bytes = [&self.magic[..], &16_u32.to_le_bytes(), &[0; 8]].concat();
        for (index, entries) in self.directories.iter().enumerate() {
            bytes.extend((entries.len() as u16).to_le_bytes());
            for (tag, value) in entries {
                let mut keep = |content: &[u8]| {
                    let at = data_at as u32;
                    data.extend(content);
                    data_at += content.len();
                    at
                };
                let (kind, count, number) = match value {
                    Value::Short(number) => (3_u16, 1, u32::from(*number)),
                    Value::Longs(numbers) if numbers.len() == 1 => (4, 1, numbers[0]),
                    Value::Longs(numbers) => {
                        let content: Vec<u8> =
                            numbers.iter().flat_map(|number| number.to_le_bytes()).collect();
                        (4, numbers.len(), keep(&content))
                    }
                    Value::Blob(content) => (7, content.len(), keep(content)),
                    Value::Directories(indexes) if indexes.len() == 1 => (4, 1, place(indexes[0]) as u32),
                    Value::Directories(indexes) => {
                        let content: Vec<u8> = indexes
                            .iter()
                            .flat_map(|index| (place(*index) as u32).to_le_bytes())
                            .collect();
                        (13, indexes.len(), keep(&content))
                    }
                    Value::PlaceOf(content) => (4, 1, keep(content)),
                };
                bytes.extend(tag.to_le_bytes());
                bytes.extend(kind.to_le_bytes());
                bytes.extend((count as u32).to_le_bytes());
                bytes.extend(number.to_le_bytes());
            }
            let next = if index + 1 < self.chained {
                place(index + 1)
            } else {
                0
            };
            bytes.extend((next as u32).to_le_bytes());
        }
        bytes.extend(data);
        bytes
    }
}

const TIFF: [u8; 4] = *b"II\x2a\0";

/// Entries of a picture that is stored as a JPEG in one strip.
fn strip(compression: u16, photometric: u16, jpeg: &[u8]) -> Vec<(u16, Value)> {
    vec![
        (0x0103, Value::Short(compression)),
        (0x0106, Value::Short(photometric)),
        (0x0111, Value::PlaceOf(jpeg.to_vec())),
        (0x0117, Value::Longs(vec![jpeg.len() as u32])),
    ]
}

/// Entries of a picture that is named as EXIF names its thumbnail.
fn interchange(jpeg: &[u8]) -> Vec<(u16, Value)> {
    vec![
        (0x0201, Value::PlaceOf(jpeg.to_vec())),
        (0x0202, Value::Longs(vec![jpeg.len() as u32])),
    ]
}

/// What a sensor saw: the values are of no interest, only that they are marked.
fn sensor() -> Vec<(u16, Value)> {
    vec![(0x0103, Value::Short(34_713)), (0x0106, Value::Short(32_803))]
}

fn dng(preview: &[u8], orientation: u16) -> Vec<u8> {
    Maker {
        magic: TIFF,
        directories: vec![
            // A thumbnail that a TIFF decoder could read, as DNG files begin with one.
            vec![
                (0x0100, Value::Short(16)),
                (0x0101, Value::Short(16)),
                (0x0112, Value::Short(orientation)),
                (0x014a, Value::Directories(vec![1, 2])),
                (0xc612, Value::Longs(vec![0x0000_0401])),
            ],
            sensor(),
            strip(7, 6, preview),
        ],
        chained: 1,
    }
    .file()
}

fn nef(small: &[u8], large: &[u8]) -> Vec<u8> {
    Maker {
        magic: TIFF,
        directories: vec![
            vec![(0x014a, Value::Directories(vec![1, 2, 3]))],
            interchange(large),
            sensor(),
            interchange(small),
        ],
        chained: 1,
    }
    .file()
}

fn cr2(small: &[u8], large: &[u8]) -> Vec<u8> {
    // The last one is the sensor's, and a JPEG of the lossless kind.
    let mut lossless = jpeg(3, 640, 480);
    let frame = lossless
        .windows(2)
        .position(|marker| marker == [0xff, 0xc0])
        .unwrap();
    lossless[frame + 1] = 0xc3;
    let mut bytes = Maker {
        magic: TIFF,
        directories: vec![strip(6, 6, large), interchange(small), strip(6, 6, &lossless)],
        chained: 3,
    }
    .file();
    bytes[8..12].copy_from_slice(b"CR\x02\0");
    bytes
}

fn arw(preview: &[u8]) -> Vec<u8> {
    let mut first = interchange(preview);
    first.push((0x014a, Value::Directories(vec![1])));
    Maker {
        magic: TIFF,
        directories: vec![
            first,
            vec![(0x0103, Value::Short(32_767)), (0x0106, Value::Short(32_803))],
        ],
        chained: 1,
    }
    .file()
}

fn rw2(preview: &[u8]) -> Vec<u8> {
    Maker {
        magic: *b"IIU\0",
        directories: vec![vec![(0x002e, Value::Blob(preview.to_vec()))]],
        chained: 1,
    }
    .file()
}

fn orf(preview: &[u8]) -> Vec<u8> {
    // The maker note: a header, a directory that names the settings, the settings, the JPEG. Offsets from its start.
    let mut note = b"OLYMPUS\0II\x03\0".to_vec();
    note.extend(
        [
            &1_u16.to_le_bytes()[..],
            b"\x20\x20\x0d\0\x01\0\0\0",
            &30_u32.to_le_bytes(),
            &[0; 4],
        ]
        .concat(),
    );
    note.extend(2_u16.to_le_bytes());
    for (tag, number) in [(0x0101_u16, 60), (0x0102, preview.len() as u32)] {
        note.extend([&tag.to_le_bytes()[..], b"\x04\0\x01\0\0\0", &number.to_le_bytes()].concat());
    }
    note.resize(60, 0);
    note.extend(preview);
    Maker {
        magic: *b"IIRO",
        directories: vec![
            vec![(0x8769, Value::Directories(vec![1]))],
            vec![(0x927c, Value::Blob(note))],
        ],
        chained: 1,
    }
    .file()
}

fn raf(preview: &[u8]) -> Vec<u8> {
    let mut bytes = b"FUJIFILMCCD-RAW 0201".to_vec();
    bytes.resize(84, 0);
    bytes.extend(100_u32.to_be_bytes());
    bytes.extend((preview.len() as u32).to_be_bytes());
    bytes.resize(100, 0);
    bytes.extend(preview);
    bytes
}

fn in_box(kind: &[u8; 4], content: &[&[u8]]) -> Vec<u8> {
    let content = content.concat();
    [&(content.len() as u32 + 8).to_be_bytes()[..], kind, &content].concat()
}

fn cr3(small: &[u8], large: &[u8], orientation: u16) -> Vec<u8> {
    let ftyp = in_box(b"ftyp", &[b"crx \0\0\0\x01crx isom"]);
    let metadata = Maker {
        magic: TIFF,
        directories: vec![vec![(0x0112, Value::Short(orientation))]],
        chained: 1,
    };
    let uuid = in_box(
        b"uuid",
        &[
            b"\x85\xc0\xb6\x87\x82\x0f\x11\xe0\x81\x11\xf4\xce\x46\x2b\x6a\x48",
            &in_box(b"CMT1", &[&metadata.file()]),
        ],
    );
    let moov = |start: u64| {
        let sizes = in_box(
            b"stsz",
            &[&[0; 4], &(large.len() as u32).to_be_bytes(), &1_u32.to_be_bytes()],
        );
        let offsets = in_box(b"co64", &[&[0; 4], &1_u32.to_be_bytes(), &start.to_be_bytes()]);
        let table = in_box(b"stbl", &[&sizes, &offsets]);
        let track = in_box(b"trak", &[&in_box(b"mdia", &[&in_box(b"minf", &[&table])])]);
        in_box(b"moov", &[&uuid, &track])
    };
    let preview = in_box(b"PRVW", &[&[0; 16], small]);
    let preview = in_box(
        b"uuid",
        &[
            b"\xea\xf4\x2b\x5e\x1c\x98\x4b\x88\xb9\xfb\xb7\xdc\x40\x6e\x4d\x16",
            &[0; 8],
            &preview,
        ],
    );
    let start = ftyp.len() + moov(0).len() + preview.len() + 8;
    [ftyp, moov(start as u64), preview, in_box(b"mdat", &[large])].concat()
}

/// One file of each kind around these two JPEGs; the larger has to be found.
fn files(small: &[u8], large: &[u8]) -> Vec<(&'static str, Vec<u8>)> {
    vec![
        ("DNG", dng(large, 1)),
        ("NEF", nef(small, large)),
        ("CR2", cr2(small, large)),
        ("ARW", arw(large)),
        ("RW2", rw2(large)),
        ("ORF", orf(large)),
        ("RAF", raf(large)),
        ("CR3", cr3(small, large, 1)),
    ]
}

fn file(bytes: &[u8]) -> FileHashes {
    let mut hasher = FileHasher::new(None);
    hasher.update(bytes);
    hasher.finish().unwrap()
}

#[test]
fn the_largest_picture_of_the_camera_is_hashed_and_marked() {
    let (small, large) = (jpeg(1, 320, 240), jpeg(2, 400, 300));
    let expected = hash_still(&large, &Limits::default()).unwrap();
    for (name, bytes) in files(&small, &large) {
        let found = file(&bytes);
        assert_eq!(found.notes, [Note::CameraPreview], "{name}");
        let still = found.still.unwrap();
        assert_eq!(
            (still.pdq, still.quality),
            (expected.pdq, expected.quality),
            "{name}"
        );
        assert_eq!(still.variants, expected.variants, "{name}");
        assert_eq!(still.warnings, [Warning::CameraPreview], "{name}");
    }
}

#[test]
fn a_preview_without_an_orientation_is_turned_as_its_file_says() {
    let preview = jpeg(2, 400, 300);
    let upright = hash_still(&preview, &Limits::default()).unwrap();
    for bytes in [dng(&preview, 6), cr3(&preview, &preview, 6)] {
        let turned = hash_still(&bytes, &Limits::default()).unwrap();
        let variant = |kind| {
            turned
                .variants
                .iter()
                .find(|variant| variant.kind == kind)
                .unwrap()
                .pdq
        };
        assert_eq!(variant(VariantKind::AsStored), upright.pdq);
        let quarter = upright
            .variants
            .iter()
            .find(|variant| variant.kind == VariantKind::Rot90);
        assert_eq!(turned.pdq, quarter.unwrap().pdq);
    }
}

#[test]
fn a_raw_file_with_nothing_but_a_thumbnail_has_exact_hashes_only() {
    let thumbnail = jpeg(1, 160, 120);
    for (name, bytes) in files(&thumbnail, &thumbnail) {
        let found = file(&bytes);
        assert_eq!(
            (found.still, found.notes),
            (None, vec![Note::ExactOnlyFormat]),
            "{name}"
        );
    }
    let none = dng(b"", 1);
    assert_eq!(
        hash_still(&none, &Limits::default()),
        Err(StillError::Unsupported(Format::Tiff))
    );
}

#[test]
fn an_ordinary_tiff_with_a_jpeg_thumbnail_is_decoded_itself() {
    let picture = image::RgbImage::from_raw(300, 260, patterns::picture(8, 300, 260)).unwrap();
    let mut bytes = Cursor::new(Vec::new());
    DynamicImage::from(picture)
        .write_to(&mut bytes, ImageFormat::Tiff)
        .unwrap();
    let found = hash_still(bytes.get_ref(), &Limits::default()).unwrap();
    assert_eq!(found.warnings, []);
}

#[test]
fn files_that_end_early_are_hashed_as_far_as_they_go_or_not_at_all() {
    let (small, large) = (jpeg(1, 220, 210), jpeg(2, 230, 220));
    for (name, bytes) in files(&small, &large) {
        assert!(
            matches!(sniff(&bytes), Some(Format::Tiff | Format::Raw)),
            "{name}"
        );
        for end in (0..bytes.len()).step_by(7) {
            if let Ok(found) = hash_still(&bytes[..end], &Limits::default()) {
                assert!(
                    found.warnings.contains(&Warning::CameraPreview),
                    "{name} up to {end}"
                );
            }
        }
    }
}

#[test]
fn flipped_bits_and_rubbish_are_survived() {
    const SMALL: Limits = Limits {
        pixels: 1_000_000,
        decoded_bytes: 8 << 20,
        file_bytes: 1 << 20,
    };
    let (small, large) = (jpeg(1, 220, 210), jpeg(2, 230, 220));
    let files = files(&small, &large);
    let mut random = patterns::Random(407);
    for round in 0..6_000 {
        let mut bytes = files[round % files.len()].1.clone();
        // Where the structures are; the JPEG has tests of its own.
        let within = bytes.len().min(400) as u64;
        for _ in 0..=random.below(6) {
            let place = random.below(within) as usize;
            bytes[place] = if random.below(2) == 0 {
                bytes[place] ^ 1 << random.below(8)
            } else {
                (random.next() >> 56) as u8
            };
        }
        let _ = hash_still(&bytes, &SMALL);
    }
}

#[test]
fn directories_that_lead_to_themselves_end() {
    let preview = jpeg(2, 400, 300);
    // Every directory names all of them, itself among them.
    let all: Vec<usize> = (0..10).collect();
    let mut directories: Vec<Vec<(u16, Value)>> = (0..10)
        .map(|_| {
            vec![
                (0x014a, Value::Directories(all.clone())),
                (0x8769, Value::Directories(vec![0])),
            ]
        })
        .collect();
    directories[9].extend(strip(7, 6, &preview));
    directories[9].extend([(0xc612, Value::Longs(vec![1]))]);
    let bytes = Maker {
        magic: TIFF,
        directories,
        chained: 10,
    }
    .file();
    assert_eq!(file(&bytes).notes, [Note::CameraPreview]);

    // A chain whose every byte is a directory of its own, overlapping the others.
    let mut chain = b"II\x2a\0\x08\0\0\0".to_vec();
    for index in 0..500_000_u32 {
        chain.extend([&0_u16.to_le_bytes()[..], &(14 + 6 * index).to_le_bytes()].concat());
    }
    assert_eq!(file(&chain).still, None);
}

#[test]
fn entries_beyond_all_counting_and_jpegs_of_fill_bytes_cost_little() {
    let fill = [&b"\xff\xd8"[..], &vec![0xff; 8 << 20]].concat();
    let mut directories: Vec<Vec<(u16, Value)>> = (0..60).map(|_| Vec::new()).collect();
    directories[0] = strip(7, 6, &fill);
    directories[0].push((0xc612, Value::Longs(vec![1])));
    let mut bytes = Maker {
        magic: TIFF,
        directories,
        chained: 60,
    }
    .file();
    // All but the first directory claim 65,535 entries, and read each other as such.
    let second = 16 + 6 + 12 * 5;
    for index in 0..59 {
        bytes[second + 6 * index..][..2].copy_from_slice(&[0xff, 0xff]);
    }
    assert_eq!(file(&bytes).notes, [Note::ExactOnlyFormat]);
}

#[test]
fn a_preview_that_announces_gigapixels_is_refused() {
    let mut bomb = jpeg(2, 400, 300);
    let frame = bomb.windows(2).position(|marker| marker == [0xff, 0xc0]).unwrap();
    bomb[frame + 5..frame + 9].copy_from_slice(&[0xff, 0xdc, 0xff, 0xdc]);
    for (name, bytes) in files(&bomb, &bomb) {
        assert_eq!(file(&bytes).notes, [Note::TooManyPixels], "{name}");
    }
}

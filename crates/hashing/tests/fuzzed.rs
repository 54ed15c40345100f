//! A bounded run of the fuzz targets: every file of their corpus, and mutations of it that are the same in every run.
#![expect(clippy::unwrap_used, reason = "a test that cannot read its corpus fails")]
#![expect(
    clippy::cast_possible_truncation,
    reason = "the mutations are written in plain casts"
)]

mod checksum;
mod patterns;
#[expect(unreachable_pub, reason = "the fuzz targets have it as a crate")]
#[path = "../fuzz/src/lib.rs"]
mod targets;

use checksum::crc32;
use hashing::Format;
use patterns::{Random, picture};
use peak_alloc::PeakAlloc;
use std::path::{Path, PathBuf};
use std::sync::Mutex;
use std::time::Duration;

#[global_allocator]
static MEMORY: PeakAlloc = PeakAlloc;
/// Held by who measures, and by who takes memory meanwhile: it is that of the whole program.
static MEASURING: Mutex<()> = Mutex::new(());

/// The most memory for one input, in bytes. The limits of the targets allow a picture of 8 MiB, and decoders twice that
/// and 64 MiB besides.
const MOST_MEMORY: usize = 96 << 20;
/// The most processor time for one input: a hundred times what the slowest takes.
const MOST_TIME: Duration = Duration::from_secs(20);
/// How many mutations are made of each file.
const MUTANTS: u64 = 80;

/// A target and the folders of its corpus, below `crates/hashing`.
struct Target {
    name: &'static str,
    run: fn(&[u8]) -> bool,
    corpus: &'static [&'static str],
}

fn every(run: fn(&[u8]), bytes: &[u8]) -> bool {
    run(bytes);
    true
}

const TARGETS: [Target; 13] = [
    Target {
        name: "jpeg",
        run: |bytes| targets::still(Format::Jpeg, bytes),
        corpus: &["fuzz/seeds/jpeg"],
    },
    Target {
        name: "png",
        run: |bytes| targets::still(Format::Png, bytes),
        corpus: &["fuzz/seeds/png"],
    },
    Target {
        name: "webp",
        run: |bytes| targets::still(Format::WebP, bytes),
        corpus: &["fuzz/seeds/webp"],
    },
    Target {
        name: "gif",
        run: |bytes| targets::still(Format::Gif, bytes),
        corpus: &["fuzz/seeds/gif"],
    },
    Target {
        name: "bmp",
        run: |bytes| targets::still(Format::Bmp, bytes),
        corpus: &["fuzz/seeds/bmp"],
    },
    Target {
        name: "tiff",
        run: |bytes| targets::still(Format::Tiff, bytes),
        corpus: &["fuzz/seeds/tiff"],
    },
    Target {
        name: "heic",
        run: |bytes| targets::still(Format::Heic, bytes),
        corpus: &["tests/modern"],
    },
    Target {
        name: "jxl",
        run: |bytes| targets::still(Format::JpegXl, bytes),
        corpus: &["tests/modern"],
    },
    Target {
        name: "raw",
        run: targets::raw,
        corpus: &["fuzz/seeds/raw"],
    },
    Target {
        name: "video",
        run: targets::video,
        corpus: &["tests/videos"],
    },
    Target {
        name: "portions",
        run: |bytes| every(targets::portions, bytes),
        corpus: &["fuzz/seeds/jpeg", "fuzz/seeds/gif", "fuzz/seeds/avif"],
    },
    Target {
        name: "foreign",
        run: |bytes| every(targets::foreign, bytes),
        corpus: &["fuzz/seeds/avif"],
    },
    Target {
        name: "rows",
        run: |bytes| every(targets::rows, bytes),
        corpus: &[],
    },
];

#[test]
fn no_mutation_of_the_corpus_panics_or_takes_more_than_its_share() {
    let _alone = MEASURING.lock().unwrap();
    for target in TARGETS {
        let mut corpus: Vec<Vec<u8>> = target.corpus.iter().flat_map(|folder| files(folder)).collect();
        if target.name == "rows" {
            corpus.extend([(5, 9), (40, 33), (131, 7)].map(pixels));
        }
        let taken: Vec<&[u8]> = corpus
            .iter()
            .map(Vec::as_slice)
            .filter(|bytes| measured(&target, bytes, "as it is"))
            .collect();
        assert!(!taken.is_empty(), "{} has no corpus", target.name);
        let mut random = Random(1_729);
        for (place, file) in taken.iter().enumerate() {
            for number in 0..MUTANTS {
                let other = taken[random.below(taken.len() as u64) as usize];
                let mut bytes = file.to_vec();
                for _ in 0..=random.below(4) {
                    mutate(&mut bytes, other, &mut random);
                }
                if target.name == "png" {
                    mend_checksums(&mut bytes);
                }
                measured(&target, &bytes, &format!("file {place}, mutation {number}"));
            }
        }
    }
}

#[test]
fn every_picture_of_the_corpus_is_hashed_but_those_of_kinds_that_are_not_decoded() {
    let _alone = MEASURING.lock().unwrap();
    let not_decoded = ["tiff/floats"];
    let mut seen = 0;
    for kind in ["jpeg", "png", "webp", "gif", "bmp", "tiff", "raw"] {
        for entry in std::fs::read_dir(folder("fuzz/seeds").join(kind)).unwrap() {
            let path = entry.unwrap().path();
            let name = format!("{kind}/{}", path.file_name().unwrap().to_string_lossy());
            let found = hashing::hash_still(&std::fs::read(&path).unwrap(), &hashing::Limits::default());
            let expected = !not_decoded.contains(&name.as_str());
            assert_eq!(found.is_ok(), expected, "{name}: {found:?}");
            seen += 1;
        }
    }
    assert_eq!(seen, 59);
}

#[test]
fn pictures_at_the_limit_take_less_than_a_gibibyte() {
    let _alone = MEASURING.lock().unwrap();
    let be16 = &[0x27, 0x10, 0x27, 0x10][..];
    let le32 = &[0x10, 0x27, 0, 0, 0x10, 0x27, 0, 0][..];
    let be32 = &[0, 0, 0x27, 0x10, 0, 0, 0x27, 0x10][..];
    for (file, mark, skip, dimensions) in [
        ("jpeg/chroma-whole", &[0xff, 0xc0][..], 3, be16),
        ("jpeg/progressive", &[0xff, 0xc2], 3, be16),
        ("jpeg/four-colours", &[0xff, 0xc0], 3, be16),
        ("jpeg/four-colours-progressive", &[0xff, 0xc2], 3, be16),
        ("png/transparent", b"IHDR", 0, be32),
        ("png/deep", b"IHDR", 0, be32),
        ("gif/still", b"GIF87a", 0, &[0x10, 0x27, 0x10, 0x27]),
        ("gif/transparent", b"GIF89a", 0, &[0x10, 0x27, 0x10, 0x27]),
        ("bmp/transparent", b"BM", 16, le32),
        ("bmp/runs", b"BM", 16, le32),
        // Sides of 10,000 less one, in 14 bits each.
        ("webp/lossless", b"VP8L", 5, &[0x0f, 0xe7, 0xc3, 0x09]),
        ("webp/lossy", b"\x9d\x01\x2a", 0, &[0x10, 0x27, 0x10, 0x27]),
    ] {
        let mut bytes = std::fs::read(folder("fuzz/seeds").join(file)).unwrap();
        let place = bytes.windows(mark.len()).position(|window| window == mark);
        let place = place.unwrap_or_else(|| panic!("{file} has no {mark:x?}"));
        bytes[place + mark.len() + skip..][..dimensions.len()].copy_from_slice(dimensions);
        mend_checksums(&mut bytes);
        let before = MEMORY.current_usage();
        MEMORY.reset_peak_usage();
        let _ = hashing::hash_still(&bytes, &hashing::Limits::default());
        let most = MEMORY.peak_usage() - before;
        println!("{file}: {} MiB", most >> 20);
        assert!(most < 1 << 30, "{file}: {most} bytes");
    }
}

/// Runs a target on an input, and sees what it took.
fn measured(target: &Target, bytes: &[u8], which: &str) -> bool {
    let (before, start) = (MEMORY.current_usage(), spent());
    MEMORY.reset_peak_usage();
    let taken = (target.run)(bytes);
    let (memory, time) = (MEMORY.peak_usage().saturating_sub(before), spent() - start);
    assert!(memory <= MOST_MEMORY, "{}, {which}: {memory} bytes", target.name);
    assert!(time <= MOST_TIME, "{}, {which}: {time:?}", target.name);
    taken
}

/// Processor time of this thread so far, where the system tells it: other work on the machine does not count.
fn spent() -> Duration {
    std::fs::read_to_string("/proc/thread-self/schedstat")
        .ok()
        .and_then(|times| times.split(' ').next()?.parse().ok())
        .map_or(Duration::ZERO, Duration::from_nanos)
}

/// A folder of this crate.
fn folder(name: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join(name)
}

/// The files of a folder, in the order of their names.
fn files(name: &str) -> Vec<Vec<u8>> {
    let mut paths: Vec<PathBuf> = std::fs::read_dir(folder(name))
        .unwrap()
        .map(|entry| entry.unwrap().path())
        .collect();
    paths.sort();
    paths.iter().map(|path| std::fs::read(path).unwrap()).collect()
}

/// An input of the target `rows`.
fn pixels((width, height): (u16, u16)) -> Vec<u8> {
    let pixels = picture(1, width.into(), height.into());
    [width.to_le_bytes().to_vec(), pixels].concat()
}

/// Numbers at which arithmetic goes wrong.
const CORNERS: [u32; 12] = [
    0,
    1,
    4,
    0x7f,
    0x80,
    0xff,
    0x7fff,
    0x8000,
    0xffff,
    0x7fff_ffff,
    0x8000_0000,
    u32::MAX,
];

/// One change, as fuzzers make them.
fn mutate(bytes: &mut Vec<u8>, other: &[u8], random: &mut Random) {
    let length = bytes.len() as u64;
    if length < 8 {
        bytes.extend_from_slice(other);
        return;
    }
    // Headers are short and decide much: half of all changes are there.
    let within = if random.below(2) == 0 {
        length
    } else {
        length.min(160)
    };
    let place = random.below(within - 4) as usize;
    let size = 1 + random.below((length - place as u64).min(64)) as usize;
    let corner = CORNERS[random.below(CORNERS.len() as u64) as usize];
    match random.below(9) {
        0 | 1 => bytes[place] ^= 1 << random.below(8),
        2 => bytes[place] = corner as u8,
        3 => bytes[place..place + 2].copy_from_slice(&(corner as u16).to_be_bytes()),
        4 => bytes[place..place + 4].copy_from_slice(&corner.to_le_bytes()),
        5 => bytes[place..place + 4].copy_from_slice(&corner.to_be_bytes()),
        6 => drop(bytes.drain(place..place + size)),
        7 => {
            let piece = bytes[place..place + size].to_vec();
            bytes.splice(place..place, piece);
        }
        _ => {
            let from = random.below(other.len() as u64) as usize;
            let piece = other[from..(from + size).min(other.len())].to_vec();
            bytes.splice(place..place + size.min(piece.len()), piece);
        }
    }
    if random.below(16) == 0 {
        bytes.truncate(random.below(length) as usize);
    }
}

/// Makes the checksums of a PNG's chunks right, so that decoding goes on.
fn mend_checksums(bytes: &mut [u8]) {
    let mut start = 8;
    while let Some(length) = bytes.get(start..).and_then(<[u8]>::first_chunk) {
        let end = start + 8 + (u32::from_be_bytes(*length) as usize).min(bytes.len());
        if end + 4 > bytes.len() {
            break;
        }
        let checksum = crc32(&bytes[start + 4..end]);
        bytes[end..end + 4].copy_from_slice(&checksum.to_be_bytes());
        start = end + 4;
    }
}

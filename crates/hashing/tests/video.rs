//! Videos are taken apart in every container, and broken ones without a panic.
#![cfg(feature = "video")]
#![expect(clippy::unwrap_used, reason = "a test that cannot read its videos fails")]

use std::fs;
use std::io::Cursor;
use std::path::Path;

use hashing::video::{Luma, Video, VideoError};

type Opened = Video<Cursor<Vec<u8>>>;

fn file(name: &str) -> Vec<u8> {
    fs::read(
        Path::new(env!("CARGO_MANIFEST_DIR"))
            .join("tests/videos")
            .join(name),
    )
    .unwrap()
}

fn open(bytes: Vec<u8>) -> Result<Opened, VideoError> {
    let size = bytes.len() as u64;
    Video::open(Cursor::new(bytes), size)
}

/// The times of all chunks in microseconds, and which of them are keys; and how the file ends.
fn walk(video: &mut Opened) -> (Vec<(i64, bool)>, Result<(), VideoError>) {
    let mut chunks = Vec::new();
    loop {
        match video.next_chunk() {
            Ok(Some(chunk)) => {
                assert!(!chunk.bytes.is_empty());
                chunks.push((chunk.time_us, chunk.key));
            }
            Ok(None) => return (chunks, Ok(())),
            Err(error) => return (chunks, Err(error)),
        }
    }
}

#[test]
fn every_container_gives_its_pictures_and_what_a_decoder_has_to_know() {
    for (name, codec, described) in [
        ("clip.mp4", "avc1.", true),
        ("turned.mov", "avc1.", true),
        ("fragments.mp4", "avc1.", true),
        ("clip.mkv", "avc1.", true),
        ("turned.mkv", "avc1.", true),
        ("clip.webm", "vp09.00.", false),
        ("av1.mp4", "av01.0.", true),
        ("hevc.mov", "hvc1.1.6.L", true),
        ("uncompressed-sound.mov", "avc1.", true),
    ] {
        let mut video = open(file(name)).unwrap();
        assert!(
            video.codec().name.starts_with(codec),
            "{name}: {:?}",
            video.codec()
        );
        assert_eq!(video.codec().description.is_some(), described, "{name}");
        assert_eq!(video.count(), Some(15), "{name}");
        let (chunks, end) = walk(&mut video);
        assert_eq!(end, Ok(()), "{name}");
        assert_eq!(chunks.len(), 15, "{name}");
        assert!(chunks[0].1, "{name}: the first is no key");
        assert!(!chunks[1].1, "{name}: the second is a key");
        let mut times: Vec<i64> = chunks.iter().map(|(time, _)| *time).collect();
        times.sort_unstable();
        let pace: Vec<i64> = (0..15).map(|number| times[0] + number * 200_000).collect();
        assert_eq!(times, pace, "{name}");
    }
}

#[test]
fn one_picture_a_second_is_hashed_turned_as_the_container_says() {
    let wide: Vec<u8> = (0..64 * 48_u32)
        .map(|at| ((at * at) >> 6).to_le_bytes()[0])
        .collect();
    let luma = Luma {
        bytes: &wide,
        stride: 64,
        width: 64,
        height: 48,
        bits: 8,
        full_range: true,
    };
    let hashes = |name: &str| {
        let mut video = open(file(name)).unwrap();
        let wanted: Vec<bool> = (0..15)
            .map(|number| {
                let wanted = video.next_picture(number * 200_000);
                if wanted {
                    video.add_luma(&luma).unwrap();
                }
                wanted
            })
            .collect();
        assert_eq!(wanted.iter().filter(|wanted| **wanted).count(), 3, "{name}");
        assert!([0, 5, 10].iter().all(|number| wanted[*number]), "{name}");
        video.into_pictures()
    };
    let upright = hashing::pdq::Pixels::grey(&wide, 64, 48).unwrap();
    let turned = upright.hash(hashing::pdq::Orientation::Rot90).unwrap();
    let upright = upright.hash(hashing::pdq::Orientation::Upright).unwrap();
    assert_ne!(upright, turned);
    assert!(hashes("clip.mp4").iter().all(|picture| picture.hashed == upright));
    assert!(
        hashes("clip.webm")
            .iter()
            .all(|picture| picture.hashed == upright)
    );
    for name in ["turned.mov", "turned.mkv"] {
        let of_turned = hashes(name);
        assert!(of_turned.iter().all(|picture| picture.hashed == turned), "{name}");
        let times: Vec<u64> = of_turned.iter().map(|picture| picture.sample.time_ms).collect();
        assert_eq!(times, [0, 1_000, 2_000], "{name}");
    }
}

/// The clip as a phone cuts it: with another stretch in its edit list (version 0), in thousandths of a second.
fn cut(from: u32, length: u32) -> Opened {
    let mut bytes = file("clip.mp4");
    let list = bytes.windows(4).position(|kind| kind == b"elst").unwrap() + 12;
    let scale_at = bytes.windows(4).position(|kind| kind == b"mdhd").unwrap() + 16;
    let number = |at: usize| u32::from_be_bytes(bytes[at..at + 4].try_into().unwrap());
    let start = number(list + 4) + from * number(scale_at) / 1_000;
    bytes[list..list + 4].copy_from_slice(&length.to_be_bytes());
    bytes[list + 4..list + 8].copy_from_slice(&start.to_be_bytes());
    open(bytes).unwrap()
}

#[test]
fn of_a_video_that_was_cut_only_what_is_shown_is_counted() {
    for (from, length, shown, wanted) in [
        (0, 3_000, 15, 3),
        (1_000, 2_000, 10, 2),
        (1_200, 1_000, 5, 1),
        (600, 0, 12, 3),
    ] {
        let mut video = cut(from, length);
        let mut times: Vec<i64> = walk(&mut video).0.iter().map(|(time, _)| *time).collect();
        assert_eq!(times.len(), 15, "all of it has to be decoded");
        times.sort_unstable();
        let end = if length == 0 {
            i64::MAX
        } else {
            i64::from(length) * 1_000
        };
        assert_eq!(
            times.iter().filter(|time| (0..end).contains(*time)).count(),
            shown
        );
        let picked = times.iter().filter(|time| video.next_picture(**time)).count();
        assert_eq!(picked, wanted, "{from} {length}");
    }
}

#[test]
fn what_is_no_video_says_why() {
    let error = |bytes: Vec<u8>| open(bytes).unwrap_err();
    assert_eq!(error(file("sound.mp4")), VideoError::NoVideoTrack);
    assert_eq!(error(file("sound.mkv")), VideoError::NoVideoTrack);
    assert_eq!(error(file("locked.mp4")), VideoError::Encrypted);
    assert_eq!(error(file("locked.mkv")), VideoError::Encrypted);
    assert_eq!(error(file("red-green-blue.mp4")), VideoError::Unsupported);
    assert_eq!(error(b"GIF89a and so on".to_vec()), VideoError::Unsupported);
    assert_eq!(error(Vec::new()), VideoError::Unsupported);
    let mut many = file("clip.mp4");
    let sizes = many.windows(4).position(|kind| kind == b"stsz").unwrap() + 8;
    many[sizes..sizes + 8].copy_from_slice(&[0, 0, 0, 1, 0x80, 0, 0, 0]);
    assert_eq!(error(many), VideoError::TooManyFrames);
}

/// Puts a number in place of the one that stands so many bytes behind a name, which is looked for behind another.
fn put(bytes: &mut [u8], behind: &[u8; 4], name: &[u8; 4], skip: usize, number: u32) {
    let place = |bytes: &[u8], name: &[u8; 4]| bytes.windows(4).position(|kind| kind == name).unwrap() + 4;
    let start = place(bytes, behind);
    let at = start + place(&bytes[start..], name) + skip;
    bytes[at..at + 4].copy_from_slice(&number.to_be_bytes());
}

#[test]
fn sound_of_any_length_does_not_keep_pictures_from_being_found() {
    let mut long = file("uncompressed-sound.mov");
    // Not compressed it has a sample for every 48,000th of a second: these are 104 seconds.
    for (table, skip) in [(b"stsz", 8), (b"stts", 8), (b"stsc", 12)] {
        put(&mut long, b"soun", table, skip, 5_000_000);
    }
    let mut senseless = file("uncompressed-sound.mov");
    put(&mut senseless, b"soun", b"stsc", 8, 7);
    let expected = walk(&mut open(file("uncompressed-sound.mov")).unwrap());
    assert_eq!(expected.0.len(), 15);
    for spoilt in [long, senseless] {
        let mut video = open(spoilt).unwrap();
        assert_eq!(video.count(), Some(15));
        assert_eq!(walk(&mut video), expected);
    }
}

#[test]
fn quicktime_of_before_files_said_what_they_are_is_taken_apart() {
    let mut old = file("turned.mov");
    assert_eq!(&old[4..8], b"ftyp");
    old[4..8].copy_from_slice(b"wide");
    let (expected, end) = walk(&mut open(file("turned.mov")).unwrap());
    assert_eq!(walk(&mut open(old.clone()).unwrap()), (expected, end));
    let kind = old.windows(4).position(|kind| kind == b"avc1").unwrap();
    old[kind..kind + 4].copy_from_slice(b"cvid");
    assert_eq!(open(old).unwrap_err(), VideoError::Unsupported);
}

#[test]
fn a_video_cut_short_gives_what_is_there() {
    // The index of fragments stands before their pictures.
    let whole = file("fragments.mp4");
    let mut given = Vec::new();
    for end in (0..whole.len()).step_by(7) {
        if let Ok(mut video) = open(whole[..end].to_vec()) {
            given.push(walk(&mut video).0.len());
        }
    }
    assert!(given.is_sorted() && given.last() > Some(&10), "{given:?}");
}

#[test]
fn no_damage_makes_it_panic_or_run_away() {
    for name in [
        "clip.mp4",
        "fragments.mp4",
        "turned.mov",
        "av1.mp4",
        "hevc.mov",
        "clip.mkv",
        "turned.mkv",
        "clip.webm",
    ] {
        let whole = file(name);
        let mut state = 7_u32;
        let mut drawn = |below: usize| {
            state = state.wrapping_mul(1_664_525).wrapping_add(1_013_904_223);
            usize::try_from(state >> 8).unwrap() % below
        };
        for _ in 0..500 {
            let mut spoilt = whole.clone();
            for _ in 0..=drawn(3) {
                let at = drawn(spoilt.len());
                spoilt[at] = match drawn(4) {
                    0 => 0,
                    1 => 0xff,
                    2 => spoilt[at] ^ 1 << drawn(8),
                    _ => drawn(256).to_le_bytes()[0],
                };
            }
            if drawn(8) == 0 {
                spoilt.truncate(drawn(whole.len()));
            }
            if let Ok(mut video) = open(spoilt) {
                let (chunks, _) = walk(&mut video);
                assert!(chunks.len() < 10_000, "{name}");
            }
        }
    }
}

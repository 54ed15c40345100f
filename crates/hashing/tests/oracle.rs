//! Comparison with Meta's reference implementation, through PyPI `pdqhash` and Pillow.
//!
//! Runs when `RECLAIM_PYTHON` names a Python that has both. Without it the tests say so and pass, except where `CI` is
//! `true`: there they fail.
#![expect(
    clippy::unwrap_used,
    clippy::expect_used,
    reason = "a test that cannot reach its oracle fails"
)]
#![expect(
    clippy::cast_possible_truncation,
    reason = "the patterns are written in plain casts, as in the languages they are compared with"
)]

mod patterns;
mod vectors;

use hashing::pdq::{Hashed, Orientation, Pixels, hash_rgb, orientations};
use hashing::{Limits, Pdq, Quality, hash_still};
use image::{DynamicImage, ExtendedColorType, ImageFormat, imageops};
use std::io::{BufRead, BufReader, Cursor, Write};
use std::process::{Child, ChildStdout, Command, Stdio};

struct Oracle {
    process: Child,
    answers: BufReader<ChildStdout>,
}

impl Oracle {
    /// The oracle, or `None` if it may be left out and is not here.
    fn new() -> Option<Self> {
        let Some(python) = std::env::var_os("RECLAIM_PYTHON") else {
            assert!(
                std::env::var_os("CI").is_none_or(|ci| ci != "true"),
                "set RECLAIM_PYTHON to a Python with pdqhash and pillow"
            );
            eprintln!(
                "SKIPPED: set RECLAIM_PYTHON to a Python with pdqhash and pillow to compare with the reference"
            );
            return None;
        };
        let script = concat!(env!("CARGO_MANIFEST_DIR"), "/tests/oracle.py");
        let mut process = Command::new(python)
            .arg(script)
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .spawn()
            .expect("no Python");
        let answers = BufReader::new(process.stdout.take().unwrap());
        Some(Self { process, answers })
    }

    fn ask(&mut self, parts: &[&[u8]]) -> Hashed {
        let mut requests = self.process.stdin.as_ref().unwrap();
        parts.iter().for_each(|part| requests.write_all(part).unwrap());
        requests.flush().unwrap();
        let mut answer = String::new();
        self.answers.read_line(&mut answer).unwrap();
        let (pdq, quality) = answer
            .trim()
            .split_once(' ')
            .expect("the oracle ended: see its message above");
        let quality = Quality::new(quality.parse().unwrap()).unwrap();
        Hashed {
            pdq: Pdq::parse(pdq).unwrap(),
            quality,
        }
    }

    fn pixels(&mut self, pixels: &[u8], width: usize, height: usize) -> Hashed {
        self.ask(&[
            b"P",
            &(width as u32).to_le_bytes(),
            &(height as u32).to_le_bytes(),
            pixels,
        ])
    }

    fn file(&mut self, bytes: &[u8]) -> Hashed {
        self.ask(&[b"F", &(bytes.len() as u32).to_le_bytes(), bytes])
    }
}

impl Drop for Oracle {
    fn drop(&mut self) {
        drop(self.process.stdin.take());
        self.process.wait().unwrap();
    }
}

fn ours(pixels: &[u8], width: usize, height: usize) -> Hashed {
    hash_rgb(pixels, width, height).unwrap()
}

fn encoded(picture: &DynamicImage, format: ImageFormat) -> Vec<u8> {
    let mut bytes = Cursor::new(Vec::new());
    picture.write_to(&mut bytes, format).unwrap();
    bytes.into_inner()
}

fn random_picture(random: &mut patterns::Random, largest: u64) -> image::RgbImage {
    let (width, height) = (
        64 + random.below(largest - 64) as u32,
        64 + random.below(largest - 64) as u32,
    );
    let pixels = patterns::picture(random.next(), width as usize, height as usize);
    image::RgbImage::from_raw(width, height, pixels).unwrap()
}

#[test]
fn committed_vectors_are_the_references_answers() {
    let Some(mut oracle) = Oracle::new() else { return };
    for vector in vectors::vectors() {
        let pixels = vector.pixels();
        let Hashed { pdq, quality } = oracle.pixels(&pixels, vector.width, vector.height);
        assert_eq!(
            (pdq.to_string(), quality.get()),
            (vector.pdq.clone(), vector.quality),
            "{vector:?}"
        );
    }
}

#[test]
#[ignore = "prints the lines of tests/vectors/pdqhash.txt anew"]
fn print_vectors() {
    let Some(mut oracle) = Oracle::new() else { return };
    let mut random = patterns::Random(1);
    for seed in 1..=64 {
        let side = |random: &mut patterns::Random| match seed % 4 {
            0 => 5 + random.below(60),
            1 => 60 + random.below(200),
            2 => 200 + random.below(600),
            _ => 500 + random.below(900),
        };
        let (width, height) = if seed == 1 {
            (64, 64)
        } else {
            (side(&mut random), side(&mut random))
        };
        let mut pixels = patterns::picture(seed, width as usize, height as usize);
        vectors::shift_to_undisputed_brightness(&mut pixels);
        let Hashed { pdq, quality } = oracle.pixels(&pixels, width as usize, height as usize);
        println!("{seed} {width} {height} {pdq} {quality}");
    }
}

#[test]
fn pictures_equal_the_reference() {
    let Some(mut oracle) = Oracle::new() else { return };
    let mut random = patterns::Random(200);
    for _ in 0..250 {
        let picture = random_picture(&mut random, 1_400);
        let (width, height) = (picture.width() as usize, picture.height() as usize);
        let expected = oracle.pixels(&picture, width, height);
        assert_eq!(ours(&picture, width, height), expected, "{width} x {height}");
    }
    println!("250 pictures of up to 1400 pixels a side: all hashes and qualities equal");
}

#[test]
fn any_shape_equals_the_reference() {
    let Some(mut oracle) = Oracle::new() else { return };
    let mut random = patterns::Random(2_000);
    let mut usable = 0;
    for index in 0..2_000 {
        let mut side = || match random.below(4) {
            0 => 5 + random.below(20) as usize,
            1 => 5 + random.below(150) as usize,
            2 => 100 + random.below(300) as usize,
            _ => 5 + random.below(1_000) as usize,
        };
        let (width, height) = (side(), side());
        let mut pixels = if index % 4 == 0 {
            (0..width * height * 3)
                .map(|_| (random.next() >> 56) as u8)
                .collect()
        } else {
            patterns::picture(random.next(), width, height)
        };
        vectors::shift_to_undisputed_brightness(&mut pixels);
        let expected = oracle.pixels(&pixels, width, height);
        usable += usize::from(expected.quality >= Quality::USABLE);
        assert_eq!(ours(&pixels, width, height), expected, "{width} x {height}");
    }
    println!("2000 shapes, {usable} of them of quality 50 and more: all hashes and qualities equal");
}

#[test]
fn turned_pictures_equal_the_reference_on_turned_pixels() {
    let Some(mut oracle) = Oracle::new() else { return };
    let mut random = patterns::Random(90);
    for _ in 0..40 {
        let picture = random_picture(&mut random, 900);
        let all =
            orientations(Pixels::rgb(&picture, picture.width() as usize, picture.height() as usize).unwrap());
        for (hashed, orientation) in all.unwrap().into_iter().zip(Orientation::ALL) {
            let turned = match orientation {
                Orientation::Upright => picture.clone(),
                Orientation::Rot90 => imageops::rotate90(&picture),
                Orientation::Rot180 => imageops::rotate180(&picture),
                Orientation::Rot270 => imageops::rotate270(&picture),
                Orientation::Mirror => imageops::flip_horizontal(&picture),
                Orientation::Flip => imageops::flip_vertical(&picture),
                Orientation::Transpose => imageops::flip_horizontal(&imageops::rotate90(&picture)),
                Orientation::Transverse => imageops::flip_horizontal(&imageops::rotate270(&picture)),
            };
            let expected = oracle.pixels(&turned, turned.width() as usize, turned.height() as usize);
            assert_eq!(
                hashed,
                expected,
                "{orientation:?} of {} x {}",
                picture.width(),
                picture.height()
            );
        }
    }
    println!("40 pictures in 8 orientations: all hashes and qualities equal");
}

#[test]
fn lossless_files_equal_pillow_and_the_reference() {
    let Some(mut oracle) = Oracle::new() else { return };
    let mut random = patterns::Random(24);
    for _ in 0..10 {
        let picture = DynamicImage::from(random_picture(&mut random, 500));
        let mut files: Vec<_> = [
            ImageFormat::Png,
            ImageFormat::WebP,
            ImageFormat::Bmp,
            ImageFormat::Tiff,
            ImageFormat::Gif,
        ]
        .into_iter()
        .map(|format| (format!("{format:?}"), encoded(&picture, format)))
        .collect();
        files.push((
            "grey PNG".into(),
            encoded(&picture.to_luma8().into(), ImageFormat::Png),
        ));
        files.push((
            "16-bit PNG".into(),
            encoded(&picture.to_rgb16().into(), ImageFormat::Png),
        ));
        files.push((
            "16-bit grey PNG".into(),
            encoded(&picture.to_luma16().into(), ImageFormat::Png),
        ));
        for (what, bytes) in files {
            let expected = oracle.file(&bytes);
            let hashes = hash_still(&bytes, &Limits::default()).unwrap();
            assert_eq!(
                (hashes.pdq, hashes.quality),
                (expected.pdq, expected.quality),
                "{what}"
            );
        }
    }
    println!("80 lossless files: all hashes and qualities equal");
}

#[test]
fn jpeg_files_are_within_two_bits_of_pillow_and_the_reference() {
    let Some(mut oracle) = Oracle::new() else { return };
    let mut random = patterns::Random(75);
    let mut distances = [0; 3];
    for index in 0..200 {
        let picture = random_picture(&mut random, 900);
        let mut bytes = Vec::new();
        let quality = [40, 75, 90, 100][index % 4];
        let mut encoder = image::codecs::jpeg::JpegEncoder::new_with_quality(&mut bytes, quality);
        if index % 5 == 0 {
            let grey = DynamicImage::from(picture).to_luma8();
            encoder
                .encode(&grey, grey.width(), grey.height(), ExtendedColorType::L8)
                .unwrap();
        } else {
            encoder
                .encode(
                    &picture,
                    picture.width(),
                    picture.height(),
                    ExtendedColorType::Rgb8,
                )
                .unwrap();
        }
        let expected = oracle.file(&bytes);
        let hashes = hash_still(&bytes, &Limits::default()).unwrap();
        if expected.quality >= Quality::USABLE {
            let distance = hashes.pdq.distance(&expected.pdq) as usize;
            assert!(distance <= 2, "{distance} bits at JPEG quality {quality}");
            distances[distance] += 1;
        }
    }
    println!(
        "200 JPEG files: {} equal, {} two bits apart",
        distances[0], distances[2]
    );
}

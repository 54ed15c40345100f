//! Whole files of every format: what comes out, and that lossless ones keep the hash of their pixels.
#![expect(clippy::unwrap_used, reason = "a test that cannot make its picture fails")]
#![expect(
    clippy::cast_possible_truncation,
    reason = "the patterns are written in plain casts, as in the languages they are compared with"
)]

mod patterns;

use hashing::pdq::{Hashed, hash_rgb};
use hashing::vpdq::Sampled;
use hashing::{
    FileHasher, Format, Limits, Medium, Note, Quality, Refusal, StillError, StillHashes, VariantKind,
    Warning, hash_still, sniff,
};
use image::{DynamicImage, ImageFormat, Luma, LumaA, Rgb, imageops};
use std::io::Cursor;

const WIDTH: u32 = 331;
const HEIGHT: u32 = 270;

fn pattern() -> image::RgbImage {
    let pixels = patterns::picture(11, WIDTH as usize, HEIGHT as usize);
    image::RgbImage::from_raw(WIDTH, HEIGHT, pixels).unwrap()
}

fn encoded(picture: &DynamicImage, format: ImageFormat) -> Vec<u8> {
    let mut bytes = Cursor::new(Vec::new());
    picture.write_to(&mut bytes, format).unwrap();
    bytes.into_inner()
}

fn hash_of(picture: &image::RgbImage) -> Hashed {
    hash_rgb(picture, picture.width() as usize, picture.height() as usize).unwrap()
}

fn still(bytes: &[u8]) -> StillHashes {
    hash_still(bytes, &Limits::default()).unwrap()
}

fn assert_exact(bytes: &[u8], picture: &image::RgbImage) {
    let (hashes, expected) = (still(bytes), hash_of(picture));
    assert_eq!((hashes.pdq, hashes.quality), (expected.pdq, expected.quality));
    assert_eq!(hashes.warnings, []);
}

fn variant(hashes: &StillHashes, kind: VariantKind) -> Option<hashing::Pdq> {
    hashes
        .variants
        .iter()
        .find(|variant| variant.kind == kind)
        .map(|variant| variant.pdq)
}

#[test]
fn lossless_files_have_the_hash_of_their_pixels() {
    let picture = DynamicImage::from(pattern());
    for (format, sniffed) in [
        (ImageFormat::Png, Format::Png),
        (ImageFormat::WebP, Format::WebP),
        (ImageFormat::Bmp, Format::Bmp),
        (ImageFormat::Tiff, Format::Tiff),
    ] {
        let bytes = encoded(&picture, format);
        assert_eq!(sniff(&bytes), Some(sniffed));
        assert_exact(&bytes, &pattern());
    }
}

#[test]
fn lossy_files_have_nearly_the_hash_of_their_pixels() {
    let expected = hash_of(&pattern()).pdq;
    for format in [ImageFormat::Jpeg, ImageFormat::Gif] {
        let distance = still(&encoded(&pattern().into(), format)).pdq.distance(&expected);
        assert!(distance <= 10, "{format:?}: {distance} bits");
    }
}

#[test]
fn transparent_pixels_are_laid_over_white() {
    let mut over = pattern();
    let mut transparent = DynamicImage::from(pattern()).to_rgba8();
    for (x, y, pixel) in transparent.enumerate_pixels_mut() {
        if (x / 40 + y / 30) % 2 == 0 {
            pixel.0[3] = 0;
            over.put_pixel(x, y, Rgb([255; 3]));
        }
    }
    for format in [ImageFormat::Png, ImageFormat::WebP, ImageFormat::Tiff] {
        assert_exact(&encoded(&transparent.clone().into(), format), &over);
    }
}

#[test]
fn sixteen_bits_and_grey_are_converted() {
    let picture = pattern();
    let deep: image::ImageBuffer<Rgb<u16>, Vec<u16>> = image::ImageBuffer::from_fn(WIDTH, HEIGHT, |x, y| {
        Rgb(picture
            .get_pixel(x, y)
            .0
            .map(|value| u16::from(value) << 8 | u16::from(x as u8)))
    });
    assert_exact(&encoded(&deep.clone().into(), ImageFormat::Png), &picture);
    assert_exact(&encoded(&deep.into(), ImageFormat::Tiff), &picture);

    let grey = DynamicImage::from(picture).to_luma8();
    let as_rgb = DynamicImage::from(grey.clone()).to_rgb8();
    for format in [ImageFormat::Png, ImageFormat::Tiff, ImageFormat::Bmp] {
        assert_exact(&encoded(&grey.clone().into(), format), &as_rgb);
    }
    let deep: image::ImageBuffer<Luma<u16>, Vec<u16>> = image::ImageBuffer::from_fn(WIDTH, HEIGHT, |x, y| {
        Luma([u16::from(grey.get_pixel(x, y).0[0]) << 8 | 200])
    });
    assert_exact(&encoded(&deep.into(), ImageFormat::Png), &as_rgb);
    let with_alpha =
        image::ImageBuffer::from_fn(WIDTH, HEIGHT, |x, y| LumaA([grey.get_pixel(x, y).0[0], 255]));
    assert_exact(
        &encoded(&DynamicImage::ImageLumaA8(with_alpha), ImageFormat::Png),
        &as_rgb,
    );
}

#[test]
fn palettes_are_looked_up() {
    let grey = DynamicImage::from(pattern()).to_luma8();
    let coloured = image::RgbImage::from_fn(WIDTH, HEIGHT, |x, y| {
        let value = grey.get_pixel(x, y).0[0];
        Rgb([value & 0xf0, 255 - (value & 0xf0), 90])
    });
    let transparent = DynamicImage::from(coloured.clone()).to_rgba8();
    // Few enough colours for the encoder to keep each of them.
    let bytes = encoded(&transparent.into(), ImageFormat::Gif);
    let (hashes, expected) = (still(&bytes), hash_of(&coloured));
    assert!(hashes.pdq.distance(&expected.pdq) <= 2);
}

/// A TIFF of one strip, in which pixels are numbers of colours of that many bits a shade.
fn tiff_of_palette(numbers: &[u8], colours: &[[u8; 3]], bits: u32, big_endian: bool) -> Vec<u8> {
    let short = |number: u32| {
        let number = number as u16;
        if big_endian {
            number.to_be_bytes()
        } else {
            number.to_le_bytes()
        }
    };
    let long = |number: u32| {
        if big_endian {
            number.to_be_bytes()
        } else {
            number.to_le_bytes()
        }
    };
    let entry = |tag: u32, kind: u32, count: u32, value: u32| {
        let value = if (kind, count) == (3, 1) {
            [short(value), [0; 2]].concat()
        } else {
            long(value).to_vec()
        };
        [&short(tag)[..], &short(kind), &long(count), &value].concat()
    };
    let (map, strip) = (8 + 2 + 9 * 12 + 4, 8 + 2 + 9 * 12 + 4 + 3 * 256 * 2);
    let mut bytes = if big_endian { b"MM\0\x2a" } else { b"II\x2a\0" }.to_vec();
    bytes.extend(long(8));
    bytes.extend(short(9));
    for (tag, kind, count, value) in [
        (256, 4, 1, WIDTH),
        (257, 4, 1, HEIGHT),
        (258, 3, 1, 8),
        (259, 3, 1, 1),
        (262, 3, 1, 3),
        (273, 4, 1, strip),
        (278, 4, 1, HEIGHT),
        (279, 4, 1, numbers.len() as u32),
        (320, 3, 3 * 256, map),
    ] {
        bytes.extend(entry(tag, kind, count, value));
    }
    bytes.extend(long(0));
    for plane in 0..3 {
        for number in 0..256 {
            let shade = colours.get(number).map_or(0, |colour| colour[plane]);
            bytes.extend(short(u32::from(shade) << (bits - 8)));
        }
    }
    bytes.extend(numbers);
    bytes
}

#[test]
fn palettes_of_tiff_are_looked_up_in_either_order_of_bytes() {
    let grey = DynamicImage::from(pattern()).to_luma8();
    let numbers: Vec<u8> = grey.iter().map(|value| value >> 4).collect();
    let colours: Vec<[u8; 3]> = (0..16_u8)
        .map(|number| [number * 17, number * 16, 255 - number * 9])
        .collect();
    let expected = image::RgbImage::from_fn(WIDTH, HEIGHT, |x, y| {
        Rgb(colours[usize::from(grey.get_pixel(x, y).0[0] >> 4)])
    });
    for big_endian in [false, true] {
        for bits in [8, 16] {
            let bytes = tiff_of_palette(&numbers, &colours, bits, big_endian);
            assert_exact(&bytes, &expected);
        }
    }
}

/// Puts an EXIF segment with nothing but an orientation behind the first marker of a JPEG.
fn with_orientation(jpeg: &[u8], orientation: u8) -> Vec<u8> {
    let exif = [
        b"Exif\0\0MM\0\x2a\0\0\0\x08\0\x01\x01\x12\0\x03\0\0\0\x01\0".as_slice(),
        &[orientation],
        b"\0\0\0\0\0\0",
    ]
    .concat();
    let length = (exif.len() as u16 + 2).to_be_bytes();
    [&jpeg[..2], &[0xff, 0xe1], &length, &exif, &jpeg[2..]].concat()
}

#[test]
fn a_turned_photo_is_hashed_upright_and_as_stored() {
    let stored = encoded(&pattern().into(), ImageFormat::Jpeg);
    let pixels = image::load_from_memory(&stored).unwrap().to_rgb8();
    let upright_of = |exif: u8| match exif {
        2 => imageops::flip_horizontal(&pixels),
        3 => imageops::rotate180(&pixels),
        4 => imageops::flip_vertical(&pixels),
        5 => imageops::flip_horizontal(&imageops::rotate90(&pixels)),
        6 => imageops::rotate90(&pixels),
        7 => imageops::flip_horizontal(&imageops::rotate270(&pixels)),
        8 => imageops::rotate270(&pixels),
        _ => pixels.clone(),
    };
    for exif in 0..=9 {
        let hashes = still(&with_orientation(&stored, exif));
        let upright = upright_of(exif);
        assert_eq!(hashes.pdq, hash_of(&upright).pdq, "orientation {exif}");
        let as_stored = (2..=8).contains(&exif).then(|| hash_of(&pixels).pdq);
        assert_eq!(
            variant(&hashes, VariantKind::AsStored),
            as_stored,
            "orientation {exif}"
        );

        let is_new = |pdq: &hashing::Pdq| Some(*pdq) != as_stored;
        for (kind, turned) in [
            (VariantKind::Rot90, imageops::rotate90(&upright)),
            (VariantKind::Rot180, imageops::rotate180(&upright)),
            (VariantKind::Rot270, imageops::rotate270(&upright)),
            (VariantKind::Mirror, imageops::flip_horizontal(&upright)),
            (VariantKind::Flip, imageops::flip_vertical(&upright)),
            (
                VariantKind::Transpose,
                imageops::flip_horizontal(&imageops::rotate90(&upright)),
            ),
            (
                VariantKind::Transverse,
                imageops::flip_horizontal(&imageops::rotate270(&upright)),
            ),
        ] {
            let expected = Some(hash_of(&turned).pdq).filter(is_new);
            assert_eq!(
                variant(&hashes, kind),
                expected,
                "{kind:?} with orientation {exif}"
            );
        }
    }
}

#[test]
fn variants_come_once_each_in_the_listed_order() {
    let hashes = still(&with_orientation(
        &encoded(&pattern().into(), ImageFormat::Jpeg),
        6,
    ));
    let kinds: Vec<_> = hashes.variants.iter().map(|variant| variant.kind).collect();
    assert!(kinds.is_sorted() && kinds.len() == 7, "{kinds:?}");
    for kind in VariantKind::ALL {
        assert_eq!(VariantKind::parse(kind.as_str()), Some(kind));
    }
    assert_eq!(VariantKind::parse("upside-down"), None);
}

#[test]
fn bars_around_a_picture_are_trimmed() {
    let picture = pattern();
    let plain = hash_of(&picture).pdq;
    for (width, height, colour) in [
        (WIDTH, HEIGHT + 80, 0),
        (WIDTH + 120, HEIGHT, 255),
        (WIDTH + 60, HEIGHT + 60, 40),
    ] {
        let mut framed = image::RgbImage::from_pixel(width, height, Rgb([colour; 3]));
        imageops::replace(
            &mut framed,
            &picture,
            i64::from((width - WIDTH) / 2),
            i64::from((height - HEIGHT) / 2),
        );
        let hashes = still(&encoded(&framed.clone().into(), ImageFormat::Png));
        assert!(hashes.pdq.distance(&plain) > 31);
        let trimmed = variant(&hashes, VariantKind::Trimmed).unwrap();
        assert!(
            trimmed.distance(&plain) <= 4,
            "{width} x {height}: {}",
            trimmed.distance(&plain)
        );

        let compressed = still(&encoded(&framed.into(), ImageFormat::Jpeg));
        let trimmed = variant(&compressed, VariantKind::Trimmed).unwrap();
        assert!(
            trimmed.distance(&plain) <= 20,
            "{width} x {height}, JPEG: {}",
            trimmed.distance(&plain)
        );
    }
    assert_eq!(
        variant(
            &still(&encoded(&picture.into(), ImageFormat::Png)),
            VariantKind::Trimmed
        ),
        None
    );
}

/// Words as strokes, light on dark or the other way round, over or beside the rows from `top` on.
fn write_words(picture: &mut image::RgbImage, top: u32, height: u32, ground: u8) {
    let width = picture.width();
    for y in 0..height {
        for x in 0..width {
            let stroke = (height / 4..height * 3 / 4).contains(&y)
                && (width / 10..width * 9 / 10).contains(&x)
                && (x / 3) % 4 < 2;
            picture.put_pixel(x, top + y, Rgb([if stroke { 255 - ground } else { ground }; 3]));
        }
    }
}

#[test]
fn words_under_or_over_a_picture_are_taken_off() {
    let picture = pattern();
    let plain = hash_of(&picture).pdq;
    for (above, below, ground) in [(0, 50, 0), (40, 0, 255), (45, 60, 255), (0, 90, 20)] {
        let height = HEIGHT + above + below;
        let mut captioned = image::RgbImage::new(WIDTH, height);
        imageops::replace(&mut captioned, &picture, 0, i64::from(above));
        write_words(&mut captioned, 0, above, ground);
        write_words(&mut captioned, HEIGHT + above, below, ground);
        for (format, most) in [(ImageFormat::Png, 4), (ImageFormat::Jpeg, 20)] {
            let hashes = still(&encoded(&captioned.clone().into(), format));
            assert!(hashes.pdq.distance(&plain) > 31);
            let left = variant(&hashes, VariantKind::WithoutBanner).unwrap();
            assert!(
                left.distance(&plain) <= most,
                "{above} above, {below} below, {format:?}: {}",
                left.distance(&plain)
            );
        }
    }
}

#[test]
fn words_are_taken_off_as_the_picture_is_looked_at_whichever_way_it_is_stored() {
    const ROWS: u32 = 48;
    let picture = pattern();
    for top in [0, HEIGHT - ROWS] {
        let mut captioned = picture.clone();
        write_words(&mut captioned, top, ROWS, 0);
        let below = if top == 0 { ROWS } else { 0 };
        let left = imageops::crop_imm(&picture, 0, below, WIDTH, HEIGHT - ROWS).to_image();
        let expected = hash_of(&left).pdq;
        // What is stored, of which the tag of this number makes the picture.
        let stored: [(u8, DynamicImage); 8] = [
            (1, captioned.clone().into()),
            (2, imageops::flip_horizontal(&captioned).into()),
            (3, imageops::rotate180(&captioned).into()),
            (4, imageops::flip_vertical(&captioned).into()),
            (
                5,
                imageops::flip_horizontal(&imageops::rotate90(&captioned)).into(),
            ),
            (6, imageops::rotate270(&captioned).into()),
            (
                7,
                imageops::flip_horizontal(&imageops::rotate270(&captioned)).into(),
            ),
            (8, imageops::rotate90(&captioned).into()),
        ];
        for (exif, stored) in stored {
            let hashes = still(&with_orientation(&encoded(&stored, ImageFormat::Jpeg), exif));
            let without = variant(&hashes, VariantKind::WithoutBanner).unwrap();
            let distance = without.distance(&expected);
            assert!(
                distance <= 24,
                "{distance}, words from {top} on, orientation {exif}"
            );
        }
    }
}

#[test]
fn a_dark_picture_between_bars_keeps_the_hash_of_all_of_it() {
    // Bars, then a lamp in the dark, then the rest: from above that looks like words on a ground.
    let mut picture = pattern();
    for y in 0..HEIGHT / 4 {
        for x in 0..WIDTH {
            let is_lamp = y < HEIGHT / 8 && (WIDTH / 3..WIDTH / 2).contains(&x);
            picture.put_pixel(x, y, Rgb([if is_lamp { 240 } else { 5 }; 3]));
        }
    }
    let mut barred = image::RgbImage::new(WIDTH, HEIGHT + 80);
    imageops::replace(&mut barred, &picture, 0, 40);
    let hashes = still(&encoded(&barred.into(), ImageFormat::Png));
    let trimmed = variant(&hashes, VariantKind::Trimmed).unwrap();
    assert!(trimmed.distance(&hash_of(&picture).pdq) <= 4);
}

#[test]
fn words_within_a_border_are_taken_off_with_it() {
    let picture = pattern();
    let mut captioned = image::RgbImage::from_pixel(WIDTH + 60, HEIGHT + 120, Rgb([0; 3]));
    let mut inner = image::RgbImage::new(WIDTH, HEIGHT + 60);
    imageops::replace(&mut inner, &picture, 0, 0);
    write_words(&mut inner, HEIGHT, 60, 255);
    imageops::replace(&mut captioned, &inner, 30, 30);
    let hashes = still(&encoded(&captioned.into(), ImageFormat::Png));
    let left = variant(&hashes, VariantKind::WithoutBanner).unwrap();
    assert!(left.distance(&hash_of(&picture).pdq) <= 4);
}

#[test]
fn of_a_picture_without_words_over_an_edge_nothing_is_taken_off() {
    // Words in the middle, on no ground of their own, over more than a third, or a bar without any are no banner.
    let picture = pattern();
    let mut groundless = picture.clone();
    for y in HEIGHT - 30..HEIGHT - 10 {
        let strokes = (WIDTH / 10..WIDTH * 9 / 10).filter(|x| (x / 3) % 4 < 2);
        strokes.for_each(|x| groundless.put_pixel(x, y, Rgb([255; 3])));
    }
    let mut in_the_middle = picture.clone();
    write_words(&mut in_the_middle, HEIGHT / 2, 40, 0);
    let mut too_high = picture.clone();
    write_words(&mut too_high, HEIGHT / 2, HEIGHT / 2, 0);
    let mut bar = picture.clone();
    for y in HEIGHT - 40..HEIGHT {
        (0..WIDTH).for_each(|x| bar.put_pixel(x, y, Rgb([0; 3])));
    }
    for (what, other) in [
        ("plain", picture),
        ("groundless", groundless),
        ("middle", in_the_middle),
        ("high", too_high),
        ("bar", bar),
    ] {
        let hashes = still(&encoded(&other.into(), ImageFormat::Png));
        assert_eq!(variant(&hashes, VariantKind::WithoutBanner), None, "{what}");
    }
}

#[test]
fn a_flat_picture_is_hashed_with_a_warning_and_without_variants() {
    let flat = image::RgbImage::from_pixel(200, 100, Rgb([90, 120, 30]));
    let hashes = still(&encoded(&flat.into(), ImageFormat::Png));
    assert_eq!((hashes.quality.get(), hashes.variants.len()), (0, 0));
    assert_eq!(hashes.warnings, [Warning::LowQuality]);
}

#[test]
fn of_an_animation_the_first_picture_is_hashed() {
    let mut bytes = Vec::new();
    let mut encoder = image::codecs::gif::GifEncoder::new(&mut bytes);
    let first = DynamicImage::from(pattern()).to_rgba8();
    let second = imageops::rotate180(&first);
    encoder
        .encode_frames([first.clone(), second].map(image::Frame::new))
        .unwrap();
    drop(encoder);
    let hashes = still(&bytes);
    assert_eq!(hashes.warnings, [Warning::FirstFrame]);
    assert_eq!(hashes.pdq, still(&encoded(&first.into(), ImageFormat::Gif)).pdq);
}

/// A GIF that shows two pictures in turn, so many in all, each for so many milliseconds.
fn moving(pictures: usize, shown_ms: u32) -> Vec<u8> {
    let seen = [pattern(), imageops::rotate180(&pattern())].map(|seen| DynamicImage::from(seen).to_rgba8());
    let delay = image::Delay::from_numer_denom_ms(shown_ms, 1);
    let frames = (0..pictures).map(|number| image::Frame::from_parts(seen[number % 2].clone(), 0, 0, delay));
    let mut bytes = Vec::new();
    let mut encoder = image::codecs::gif::GifEncoder::new_with_speed(&mut bytes, 30);
    encoder.encode_frames(frames).unwrap();
    drop(encoder);
    bytes
}

#[test]
fn of_a_loop_shorter_than_a_second_the_middle_picture_is_hashed_as_well() {
    let hashes = file(&moving(3, 100), None, 1_000).unwrap();
    let seen: Vec<_> = hashes
        .pictures
        .iter()
        .map(|picture| (picture.sample.number, picture.sample.time_ms))
        .collect();
    assert_eq!(seen, [(0, 0), (1, 100)]);
    assert_eq!(hashes.notes, []);
    assert_ne!(hashes.pictures[0].hashed.pdq, hashes.pictures[1].hashed.pdq);
    // One that is longer is looked at once a second, and that is all.
    let hashes = file(&moving(5, 400), None, 1_000).unwrap();
    let seen: Vec<_> = hashes
        .pictures
        .iter()
        .map(|picture| picture.sample.number)
        .collect();
    assert_eq!((seen, hashes.notes), (vec![0, 2], vec![]));
}

#[test]
fn an_animation_of_which_only_the_first_picture_was_hashed_says_so() {
    let whole = moving(2, 100);
    let cut = &whole[..whole.len() * 3 / 4];
    let hashes = file(cut, None, 1_000).unwrap();
    assert_eq!(hashes.pictures.len(), 1);
    assert!(hashes.notes.contains(&Note::FirstFrame), "{:?}", hashes.notes);
}

#[test]
fn a_video_is_called_damaged_only_if_nothing_of_it_was_seen() {
    let pictures = file(&moving(2, 100), None, 1_000).unwrap().pictures;
    let flat = Sampled {
        sample: pictures[0].sample,
        hashed: hash_of(&image::RgbImage::new(60, 40)),
    };
    for (pictures, whole, note) in [
        (vec![], false, Some(Note::DamagedVideo)),
        (vec![], true, Some(Note::FlatVideo)),
        (vec![flat], false, Some(Note::FlatVideo)),
        (vec![flat], true, Some(Note::FlatVideo)),
        (pictures.clone(), false, Some(Note::PartialVideo)),
        (pictures, true, None),
    ] {
        let mut hasher = FileHasher::new(Some("video/mp4"));
        hasher.update(b"\0\0\0\x18ftypmp42\0\0\0\0isom");
        let found = hasher.finish_with_pictures(pictures, whole).unwrap();
        assert_eq!(found.notes, note.into_iter().collect::<Vec<_>>());
    }
}

#[test]
fn a_jpeg_that_ends_early_is_hashed_with_a_warning() {
    let whole = encoded(&pattern().into(), ImageFormat::Jpeg);
    let hashes = still(&whole[..whole.len() * 9 / 10]);
    assert!(hashes.warnings.contains(&Warning::Truncated));
    assert_eq!(
        hash_still(&whole[..100], &Limits::default()),
        Err(StillError::Damaged)
    );
}

fn file(bytes: &[u8], declared: Option<&str>, portion: usize) -> Result<hashing::FileHashes, Refusal> {
    let mut hasher = FileHasher::new(declared);
    bytes.chunks(portion).for_each(|portion| hasher.update(portion));
    hasher.finish()
}

#[test]
fn a_file_in_portions_has_the_hashes_of_the_whole() {
    let bytes = encoded(&pattern().into(), ImageFormat::Png);
    let whole = file(&bytes, None, bytes.len()).unwrap();
    assert_eq!((whole.medium, whole.format), (Medium::Image, Some(Format::Png)));
    assert_eq!(whole.still, Some(still(&bytes)));
    assert_eq!(whole.notes, []);
    for portion in [1, 63, 64, 65, 1_000] {
        assert_eq!(file(&bytes, Some("text/plain"), portion).unwrap(), whole);
    }
}

#[test]
fn what_cannot_be_decoded_has_exact_hashes_and_a_note() {
    let jpeg_2000 = b"\0\0\0\x0cjP  \r\n\x87\n";
    let png = encoded(&pattern().into(), ImageFormat::Png);
    let tiny = encoded(&image::RgbImage::new(4, 400).into(), ImageFormat::Png);
    let flat = encoded(&image::RgbImage::new(40, 40).into(), ImageFormat::Png);
    for (bytes, declared, medium, note) in [
        (jpeg_2000.as_slice(), None, Medium::Image, Note::ExactOnlyFormat),
        (b"\x1a\x45\xdf\xa3", None, Medium::Video, Note::ExactOnlyVideo),
        (
            b"whatever",
            Some("image/x-new"),
            Medium::Image,
            Note::ExactOnlyUnknown,
        ),
        (
            b"whatever",
            Some("video/x-new"),
            Medium::Video,
            Note::ExactOnlyUnknown,
        ),
        (&png[..40], None, Medium::Image, Note::Damaged),
        (&tiny, None, Medium::Image, Note::TooSmall),
        (&flat, None, Medium::Image, Note::LowQuality),
    ] {
        let hashes = file(bytes, declared, 10).unwrap();
        assert_eq!(
            (hashes.medium, hashes.notes.as_slice()),
            (medium, [note].as_slice())
        );
        assert_eq!(hashes.still.is_some(), note == Note::LowQuality);
        let mut digests = hashing::DigestStream::new();
        digests.update(bytes);
        assert_eq!(hashes.digests, digests.finish());
    }
}

#[test]
fn files_beyond_the_limits_have_exact_hashes_and_a_note() {
    let bytes = encoded(&pattern().into(), ImageFormat::Png);
    for (limits, note) in [
        (
            Limits {
                file_bytes: 1_000,
                ..Limits::default()
            },
            Note::TooManyBytes,
        ),
        (
            Limits {
                pixels: 10_000,
                ..Limits::default()
            },
            Note::TooManyPixels,
        ),
        (
            Limits {
                decoded_bytes: 10_000,
                ..Limits::default()
            },
            Note::TooManyPixels,
        ),
    ] {
        let mut hasher = FileHasher::with_limits(None, limits);
        hasher.update(&bytes);
        let hashes = hasher.finish().unwrap();
        assert_eq!((hashes.still, hashes.notes), (None, vec![note]));
    }
}

#[test]
fn nothing_and_other_files_are_refused() {
    assert_eq!(file(b"", Some("image/png"), 1), Err(Refusal::Empty));
    assert_eq!(file(b"%PDF-1.7", None, 3), Err(Refusal::NotMedia));
    assert_eq!(
        file(b"%PDF-1.7", Some("application/pdf"), 3),
        Err(Refusal::NotMedia)
    );
    assert_eq!(
        (Refusal::Empty.code(), Refusal::NotMedia.code()),
        ("empty", "not-media")
    );
}

#[test]
fn quality_50_is_the_least_usable() {
    assert_eq!(Quality::new(50), Some(Quality::USABLE));
}

//! Picture files that hold more pictures than their first.

use super::{Limits, decode, flatten};
use crate::Format;
use crate::pdq::Pixels;
use crate::vpdq::{Sample, Sampled};
use alloc::vec::Vec;
use image::{ColorType, Frame, Frames};

/// The most pixels of all pictures together: what takes a phone half a minute.
const MOST_PIXELS: u64 = 1_000_000_000;
/// A picture that is to be shown for less is shown as long as browsers show it.
const LEAST_MS: u64 = 20;
/// How long browsers show a picture of less than [`LEAST_MS`].
const USUAL_MS: u64 = 100;

/// Pictures of an animation.
pub(crate) struct Animation {
    pub(crate) pictures: Vec<Sampled>,
    /// There are no others to be hashed.
    pub(crate) whole: bool,
}

/// The hashes of what an animation shows at each whole second, the first included; of one that ends before the next
/// whole second, as short loops do, the first and the middle picture. `None` for a picture that does not move, or cannot
/// be read as an animation.
pub(crate) fn hash_animation(bytes: &[u8], format: Format, limits: &Limits) -> Option<Animation> {
    if !has_more_frames(bytes, format) {
        return None;
    }
    let mut animation = Animation {
        pictures: Vec::new(),
        whole: true,
    };
    let (mut pixels, mut starts_ms, mut due_ms) = (0, 0, 0);
    let mut all_starts = Vec::new();
    let frames = || {
        let allowed = decode::allowed(limits.decoded_bytes);
        still_decoders::frames(bytes, decode::elsewhere(format)?, allowed).ok()
    };
    for (number, frame) in (0..).zip(frames()?) {
        let Ok(frame) = frame else {
            animation.whole = false;
            break;
        };
        if animation.pictures.len() < 2 {
            all_starts.push(starts_ms);
        }
        let ends_ms = starts_ms + shown_for(&frame);
        let (width, height) = frame.buffer().dimensions();
        if due_ms < ends_ms {
            let sample = Sample {
                number,
                time_ms: starts_ms,
            };
            animation.pictures.push(hash(frame, sample)?);
            due_ms = ends_ms.next_multiple_of(1_000);
        }
        starts_ms = ends_ms;
        pixels += u64::from(width) * u64::from(height);
        if pixels > MOST_PIXELS {
            animation.whole = false;
            break;
        }
    }
    if animation.pictures.len() == 1 && all_starts.len() > 1 {
        let middle = frames().and_then(|frames| middle(frames, &all_starts));
        animation.pictures.extend(middle);
    }
    Some(animation)
}

/// The middle one of pictures that are shown from these times on.
fn middle(mut frames: Frames<'_>, starts_ms: &[u64]) -> Option<Sampled> {
    let place = starts_ms.len() / 2;
    let sample = Sample {
        number: u64::try_from(place).ok()?,
        time_ms: *starts_ms.get(place)?,
    };
    hash(frames.nth(place)?.ok()?, sample)
}

fn shown_for(frame: &Frame) -> u64 {
    let (numerator, denominator) = frame.delay().numer_denom_ms();
    let ms = u64::from(numerator) / u64::from(denominator.max(1));
    if ms < LEAST_MS { USUAL_MS } else { ms }
}

fn hash(frame: Frame, sample: Sample) -> Option<Sampled> {
    let buffer = frame.into_buffer();
    let side = |side| usize::try_from(side).ok();
    let (width, height) = (side(buffer.width())?, side(buffer.height())?);
    let mut pixels = buffer.into_raw();
    flatten::to_eight_bits(&mut pixels, ColorType::Rgba8).ok()?;
    let hashed = Pixels::rgb(&pixels, width, height)
        .ok()?
        .hash(crate::pdq::Orientation::Upright)
        .ok()?;
    Some(Sampled { sample, hashed })
}

pub(super) fn has_more_frames(bytes: &[u8], format: Format) -> bool {
    match format {
        Format::Gif => gif_frames(bytes).is_some_and(|frames| frames > 1),
        // WebP container specification: bit 1 of the extended header's flags.
        Format::WebP => {
            bytes.get(12..16) == Some(b"VP8X") && bytes.get(20).is_some_and(|flags| flags & 2 != 0)
        }
        Format::Png => png_frames(bytes).is_some_and(|frames| frames > 1),
        _ => false,
    }
}

/// The number of pictures in a GIF, counted up to two (GIF89a specification). `None` if the file ends before the first.
fn gif_frames(bytes: &[u8]) -> Option<usize> {
    let colours = |flags: u8| {
        if flags & 0x80 == 0 {
            0
        } else {
            3 << ((flags & 7) + 1)
        }
    };
    let mut rest = bytes.get(13 + colours(*bytes.get(10)?)..)?;
    let mut frames = 0;
    while frames < 2 {
        let Some((kind, after)) = rest.split_first() else {
            break;
        };
        let blocks = match kind {
            0x21 => after.get(1..),
            0x2c => {
                frames += 1;
                after.get(8).and_then(|flags| after.get(10 + colours(*flags)..))
            }
            _ => break,
        };
        let Some(next) = blocks.and_then(after_blocks) else {
            break;
        };
        rest = next;
    }
    (frames > 0).then_some(frames)
}

/// What follows a chain of data blocks, each with its length first, up to an empty one.
fn after_blocks(mut rest: &[u8]) -> Option<&[u8]> {
    loop {
        let (length, after) = rest.split_first()?;
        rest = after.get(usize::from(*length)..)?;
        if *length == 0 {
            return Some(rest);
        }
    }
}

/// The number of pictures that an `acTL` chunk before the data announces (PNG specification, third edition, 11.3.6.1).
fn png_frames(bytes: &[u8]) -> Option<u32> {
    let mut rest = bytes.get(8..)?;
    loop {
        let length = usize::try_from(u32::from_be_bytes(*rest.first_chunk()?)).ok()?;
        match rest.get(4..8)? {
            b"acTL" => {
                return rest
                    .get(8..)?
                    .first_chunk()
                    .map(|frames| u32::from_be_bytes(*frames));
            }
            b"IDAT" => return None,
            _ => rest = rest.get(length.checked_add(12)?..)?,
        }
    }
}

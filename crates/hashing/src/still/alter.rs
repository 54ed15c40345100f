//! What is done to the pixels of a picture.

use super::decode::Picture;
use crate::pdq::{Orientation, Pixels};
use crate::{Edge, Letters, Shade};
use alloc::{vec, vec::Vec};
use image::imageops::{self, FilterType};
use image::{ImageBuffer, Luma, Pixel, Rgb};

/// Without so many thousandths on each side.
pub(super) fn cut_off<'a>(pixels: &Pixels<'a>, cut: u16) -> Option<Pixels<'a>> {
    let less = |side: usize| side.saturating_mul(usize::from(cut)) / 1_000;
    let (left, top) = (less(pixels.width()), less(pixels.height()));
    let width = pixels.width().checked_sub(2 * left)?;
    let height = pixels.height().checked_sub(2 * top)?;
    pixels.part(left, top, width, height)
}

/// So many of 255 levels brighter, or darker below nought.
pub(super) fn brighter(picture: &Picture, levels: i16) -> Picture {
    let changed = |sample: &u8| {
        i16::from(*sample)
            .saturating_add(levels)
            .clamp(0, 255)
            .to_le_bytes()[0]
    };
    let bytes = picture.bytes.iter().map(changed).collect();
    alike(picture, bytes, picture.width, picture.height)
}

/// With a border around it, as wide as a share of the picture's width, 1 in so many.
pub(super) fn framed(picture: &Picture, shade: Shade, share: usize) -> Picture {
    let depth = depth_of(picture);
    let margin = picture.width / share;
    let (width, height) = (picture.width + 2 * margin, picture.height + 2 * margin);
    let level = match shade {
        Shade::Dark => 0,
        Shade::Light => 255,
    };
    let mut bytes = vec![level; width * height * depth];
    let within = bytes.chunks_exact_mut(width * depth).skip(margin);
    for (row, line) in picture.bytes.chunks_exact(picture.width * depth).zip(within) {
        line[margin * depth..][..row.len()].copy_from_slice(row);
    }
    alike(picture, bytes, width, height)
}

/// Of an upright picture: with strokes, as letters are from afar, on a ground of one brightness over so many percent of the
/// height.
pub(super) fn with_words(picture: &Picture, edge: Edge, letters: Letters, percent: usize) -> Picture {
    let (width, depth) = (picture.width, depth_of(picture));
    let rows = picture.height * percent / 100;
    let first = match edge {
        Edge::Top => 0,
        Edge::Bottom => picture.height - rows,
    };
    let (ground, ink) = match letters {
        Letters::Light => (0, 255),
        Letters::Dark => (255, 0),
    };
    let is_stroke = |column: usize| column * 3 % rows.max(1) * 3 < rows * 2;
    let mut bytes = picture.bytes.clone();
    let covered = bytes.chunks_exact_mut(width * depth).skip(first).take(rows);
    for (row, line) in covered.enumerate() {
        line.fill(ground);
        if (rows / 4..rows * 3 / 4).contains(&row) {
            let written = (width / 8..width * 7 / 8).filter(|column| is_stroke(*column));
            written.for_each(|column| line[column * depth..][..depth].fill(ink));
        }
    }
    alike(picture, bytes, width, picture.height)
}

/// With so many pixels; `None` where that is none.
pub(super) fn resized(picture: &Picture, width: usize, height: usize) -> Option<Picture> {
    fn of<P: Pixel<Subpixel = u8> + 'static>(
        picture: &Picture,
        width: usize,
        height: usize,
    ) -> Option<Vec<u8>> {
        let (width, height) = (u32::try_from(width).ok()?, u32::try_from(height).ok()?);
        let all = buffer::<P>(picture)?;
        Some(imageops::resize(&all, width, height, FilterType::Triangle).into_raw())
    }
    let bytes = if picture.grey {
        of::<Luma<u8>>(picture, width, height)
    } else {
        of::<Rgb<u8>>(picture, width, height)
    }?;
    Some(alike(picture, bytes, width, height)).filter(|_| width.min(height) > 0)
}

/// Stored as it is looked at when it is laid this way.
pub(super) fn turned(picture: &Picture, orientation: Orientation) -> Option<Picture> {
    fn of<P: Pixel<Subpixel = u8> + 'static>(picture: &Picture, orientation: Orientation) -> Option<Vec<u8>> {
        let stored = buffer::<P>(picture)?;
        let laid = match orientation {
            Orientation::Upright => return Some(picture.bytes.clone()),
            Orientation::Rot90 => imageops::rotate90(&stored),
            Orientation::Rot180 => imageops::rotate180(&stored),
            Orientation::Rot270 => imageops::rotate270(&stored),
            Orientation::Mirror => imageops::flip_horizontal(&stored),
            Orientation::Flip => imageops::flip_vertical(&stored),
            Orientation::Transpose => imageops::flip_horizontal(&imageops::rotate90(&stored)),
            Orientation::Transverse => imageops::flip_horizontal(&imageops::rotate270(&stored)),
        };
        Some(laid.into_raw())
    }
    let bytes = if picture.grey {
        of::<Luma<u8>>(picture, orientation)
    } else {
        of::<Rgb<u8>>(picture, orientation)
    }?;
    let (width, height) = if orientation.transposes() {
        (picture.height, picture.width)
    } else {
        (picture.width, picture.height)
    };
    Some(Picture {
        orientation: Orientation::Upright,
        ..alike(picture, bytes, width, height)
    })
}

/// Bytes a pixel.
fn depth_of(picture: &Picture) -> usize {
    if picture.grey { 1 } else { 3 }
}

fn buffer<P: Pixel<Subpixel = u8> + 'static>(picture: &Picture) -> Option<ImageBuffer<P, &[u8]>> {
    let (width, height) = (picture.width.try_into().ok()?, picture.height.try_into().ok()?);
    ImageBuffer::from_raw(width, height, picture.bytes.as_slice())
}

/// Other pixels in place of the picture's.
pub(super) fn alike(picture: &Picture, bytes: Vec<u8>, width: usize, height: usize) -> Picture {
    Picture {
        bytes,
        width,
        height,
        ..*picture
    }
}

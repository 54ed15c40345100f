//! Changed copies of a picture, made to try whether it will be found in them.
//!
//! The forms of a known picture are made of its hash ([`hash_edited`](super::hash_edited)), and of some pictures too few bits
//! of a form tell it from others'. So whoever has the picture makes copies as people do, other ones than the forms are made
//! for, and hashes them as the browser of whoever sends one does.

use super::alter::{alike, brighter, cut_off, framed, resized, turned, with_words};
use super::{Limits, StillError, StillHashes, decode, decode::Picture, hash_picture};
use crate::pdq::Orientation;
use crate::{Change, Edge, Letters, Pdq, Shade, sniff};
use alloc::vec::Vec;

/// The most pixels of the longest side: copies that go around have about as many, and larger ones take longer to hash.
const LONGEST: usize = 1_024;
/// The same of a small copy, as previews are.
const SMALL: usize = 300;
/// How wide a border is, as a share of the picture's width, 1 in so many.
const BORDER: usize = 10;

/// Decodes a picture and hashes copies of it, each changed in one way: of each all hashes, upright and of every variant.
///
/// # Errors
/// [`StillError`] if there is nothing to hash.
pub fn hash_changed_copies(bytes: &[u8], limits: &Limits) -> Result<Vec<(Change, Vec<Pdq>)>, StillError> {
    let format = sniff(bytes).ok_or(StillError::NotAPicture)?;
    let decoded = decode::decode(bytes, format, limits)?;
    let upright = turned(&decoded, decoded.orientation).ok_or(StillError::Damaged)?;
    let picture = no_longer_than(LONGEST, &upright).unwrap_or(upright);
    let copies = Altered::TRIED
        .into_iter()
        .filter_map(|altered| Some((altered.change(), altered.copy_of(&picture)?)))
        .filter(|(_, copy)| can_be_hashed(copy));
    copies
        .map(|(change, copy)| Ok((change, all_of(&hash_picture(&copy)?))))
        .collect()
}

fn can_be_hashed(copy: &Picture) -> bool {
    u32::try_from(copy.width.min(copy.height)).is_ok_and(|side| side >= decode::LEAST_SIDE)
}

fn all_of(hashes: &StillHashes) -> Vec<Pdq> {
    let variants = hashes.variants.iter().map(|variant| variant.pdq);
    [hashes.pdq].into_iter().chain(variants).collect()
}

/// The picture with so many pixels on its longest side, if it has more.
fn no_longer_than(most: usize, picture: &Picture) -> Option<Picture> {
    let longest = picture.width.max(picture.height);
    let side = |side: usize| side * most / longest;
    let smaller = || resized(picture, side(picture.width), side(picture.height));
    (longest > most).then(smaller).flatten()
}

/// A way in which a copy is changed.
#[derive(Clone, Copy)]
enum Altered {
    Turned(Orientation),
    /// So many percent of the pixels on each side.
    Smaller(usize),
    /// As small as previews are.
    Preview,
    /// By so many of 255 levels.
    Brighter(i16),
    Bordered(Shade),
    /// So many percent of the height.
    Words(Edge, Letters, usize),
    /// So many thousandths on each side.
    Cut(u16),
}

impl Altered {
    const TRIED: [Self; 28] = [
        Self::Turned(Orientation::Mirror),
        Self::Turned(Orientation::Rot90),
        Self::Smaller(45),
        Self::Smaller(58),
        Self::Smaller(73),
        Self::Preview,
        Self::Brighter(18),
        Self::Brighter(44),
        Self::Brighter(-25),
        Self::Bordered(Shade::Dark),
        Self::Bordered(Shade::Light),
        Self::Words(Edge::Top, Letters::Light, 8),
        Self::Words(Edge::Top, Letters::Light, 10),
        Self::Words(Edge::Top, Letters::Light, 12),
        Self::Words(Edge::Top, Letters::Dark, 8),
        Self::Words(Edge::Top, Letters::Dark, 10),
        Self::Words(Edge::Top, Letters::Dark, 12),
        Self::Words(Edge::Bottom, Letters::Light, 8),
        Self::Words(Edge::Bottom, Letters::Light, 10),
        Self::Words(Edge::Bottom, Letters::Light, 12),
        Self::Words(Edge::Bottom, Letters::Dark, 8),
        Self::Words(Edge::Bottom, Letters::Dark, 10),
        Self::Words(Edge::Bottom, Letters::Dark, 12),
        Self::Cut(14),
        Self::Cut(33),
        Self::Cut(51),
        Self::Cut(66),
        Self::Cut(81),
    ];

    const fn change(self) -> Change {
        match self {
            Self::Turned(_) => Change::Turned,
            Self::Smaller(_) | Self::Preview => Change::Smaller,
            Self::Brighter(_) => Change::Brighter,
            Self::Bordered(_) => Change::Bordered,
            Self::Words(..) => Change::Words,
            Self::Cut(_) => Change::Cut,
        }
    }

    /// The copy of an upright picture; `None` where it would be no other.
    fn copy_of(self, picture: &Picture) -> Option<Picture> {
        let (width, height) = (picture.width, picture.height);
        match self {
            Self::Turned(orientation) => turned(picture, orientation),
            Self::Smaller(percent) => resized(picture, width * percent / 100, height * percent / 100),
            Self::Preview => no_longer_than(SMALL, picture),
            Self::Brighter(levels) => Some(brighter(picture, levels)),
            Self::Bordered(shade) => Some(framed(picture, shade, BORDER)),
            Self::Words(edge, letters, percent) => Some(with_words(picture, edge, letters, percent)),
            Self::Cut(thousandths) => {
                let pixels = picture.pixels().ok()?;
                let left = cut_off(&pixels, thousandths)?;
                let rows = (0..left.height()).flat_map(|row| left.row(row));
                Some(alike(
                    picture,
                    rows.copied().collect(),
                    left.width(),
                    left.height(),
                ))
            }
        }
    }
}

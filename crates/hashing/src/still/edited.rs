//! A picture after edits that PDQ does not survive: whoever has the picture hashes it so beforehand.

use super::alter::{brighter, cut_off, framed, resized};
use super::{Limits, StillError, decode, decode::Picture, plain_layout, trim};
use crate::pdq::{Banner, Pixels, Reduced};
use crate::{Edit, KnownForm, Letters, Mask, Quality, sniff};
use alloc::vec::Vec;

/// Pictures with this many pixels on each side keep their hash when they are made smaller: enough are left for each of its
/// samples to be a mean of several.
const LARGE: usize = 400;
/// What words look like from afar where strokes are two thirds of them: so many levels from the ground, with the margin that
/// is left free on both sides as a share of the width.
const WORDS: f32 = 170.0;
const MARGIN: f32 = 0.125;
/// How wide a border is, as a share of the picture's width, 1 in so many.
const BORDER: usize = 12;
/// How much other banners are like one that is looked for: in their share of the height, in the levels of their words, and
/// in the margin.
const UNLIKE: (f32, f32, f32) = (0.01, 40.0, 0.03);

/// An earlier form stands for a later one whose hash is within this share of what counts as a copy, as 1 in so many: the
/// rest is for what else happens to copies.
const ROOM: u32 = 2;

/// Decodes a picture and hashes it upright after each of these edits. A form whose hash would be taken for others' is left
/// out: one with little detail, one of which too few bits say something ([`KnownForm::match_distance`]), and one that is no more
/// than a plain disc or panel to its hash. Where that is the whole picture and was asked for, so are its edits: they are as
/// regular. So is a form for which an earlier one stands, since it finds the same copies.
///
/// # Errors
/// [`StillError`] if there is nothing to hash.
pub fn hash_edited(bytes: &[u8], limits: &Limits, edits: &[Edit]) -> Result<Vec<KnownForm>, StillError> {
    let format = sniff(bytes).ok_or(StillError::NotAPicture)?;
    let picture = decode::decode(bytes, format, limits)?;
    let whole = picture.pixels()?.reduced(picture.orientation)?;
    let mut forms: Vec<KnownForm> = Vec::new();
    for &edit in edits {
        let Some(Edited { reduced, like }) = after(&picture, &whole, edit)? else {
            continue;
        };
        let (hashed, mask) = reduced.hash_with_mask(&like);
        let form = KnownForm {
            edit,
            pdq: hashed.pdq,
            mask,
        };
        let is_telling = |most| !plain_layout::is_plain(&form, most);
        if hashed.quality >= Quality::USABLE
            && form.match_distance().is_some_and(is_telling)
            && !forms.iter().any(|earlier| stands_for(earlier, &form))
        {
            forms.push(form);
        }
    }
    let is_telling = forms.iter().any(|form| form.edit == Edit::NONE);
    if !is_telling && edits.contains(&Edit::NONE) {
        forms.clear();
    }
    Ok(forms)
}

/// Whether the earlier form finds the copies that the other is for. Of few bits none can differ by chance, so none is left to
/// do so; and after words over an edge other bits count than without.
fn stands_for(earlier: &KnownForm, form: &KnownForm) -> bool {
    let has_words = |form: &KnownForm| matches!(form.edit, Edit::Banner(..));
    let is_like = earlier.edit == Edit::NONE || has_words(earlier) == has_words(form);
    let apart = earlier.pdq.distance_within(&form.pdq, &earlier.mask);
    let is_within = |most| most > Mask::OF_FEW && apart * ROOM <= most;
    is_like && earlier.match_distance().is_some_and(is_within)
}

/// A picture after an edit, as far as its hash sees it.
struct Edited {
    reduced: Reduced,
    /// The same after edits for which this one stands.
    like: Vec<Reduced>,
}

/// The picture after an edit; `None` where nothing is left of it, or it is the picture itself.
fn after(picture: &Picture, whole: &Reduced, edit: Edit) -> Result<Option<Edited>, StillError> {
    let pixels = picture.pixels()?;
    let orientation = picture.orientation;
    let reduced = match edit {
        Edit::CutOff(cut) => {
            let left = cut_off(&pixels, cut);
            left.map(|left| left.reduced(orientation))
        }
        Edit::EdgeOff(edge, percent) => {
            let rows = pixels.height_of(orientation) * usize::from(percent) / 100;
            let left = pixels.without_rows(edge, rows, orientation);
            left.map(|left| left.reduced(orientation))
        }
        Edit::Smaller(percent) => match smaller(picture, percent) {
            Some(small) => Some(small.pixels()?.reduced(orientation)),
            None => None,
        },
        Edit::Brighter(levels) => {
            let bright = brighter(picture, levels.into());
            Some(bright.pixels()?.reduced(orientation))
        }
        Edit::Banner(edge, letters, percent) => {
            let banner = banner(letters, percent);
            let like = unlike(&banner).map(|other| whole.with_banner(edge, &other));
            return Ok(Some(Edited {
                reduced: whole.with_banner(edge, &banner),
                like: like.to_vec(),
            }));
        }
        Edit::Border(shade) => {
            let framed = framed(picture, shade, BORDER);
            let is_other =
                |left: &Pixels<'_>| (left.width(), left.height()) != (picture.width, picture.height);
            let left = trim::within_border(&framed.pixels()?).filter(is_other);
            left.map(|left| left.reduced(orientation))
        }
    };
    let reduced = reduced.transpose()?;
    Ok(reduced.map(|reduced| Edited {
        reduced,
        like: Vec::new(),
    }))
}

/// So many percent of the pixels on each side, where that changes the hash.
fn smaller(picture: &Picture, percent: u8) -> Option<Picture> {
    if picture.width.min(picture.height) >= LARGE {
        return None;
    }
    let side = |side: usize| side * usize::from(percent) / 100;
    resized(picture, side(picture.width), side(picture.height))
}

/// Words over so many percent of the height.
fn banner(letters: Letters, percent: u8) -> Banner {
    let (ground, letters) = match letters {
        Letters::Light => (0.0, WORDS),
        Letters::Dark => (255.0, 255.0 - WORDS),
    };
    Banner {
        share: f32::from(percent) / 100.0,
        ground,
        letters,
        margin: MARGIN,
    }
}

/// The banners that are the most unlike one of those that it stands for.
fn unlike(banner: &Banner) -> [Banner; 8] {
    core::array::from_fn(|corner| {
        let sign = |bit: usize| if corner & bit == 0 { -1.0 } else { 1.0 };
        let (share, levels, margin) = UNLIKE;
        Banner {
            share: banner.share + sign(1) * share,
            ground: banner.ground,
            letters: banner.letters + sign(2) * levels,
            margin: banner.margin + sign(4) * margin,
        }
    })
}

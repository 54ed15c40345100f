//! Layouts that many pictures share: a disc and a panel on a plain ground, lit from one side or another.
//!
//! The hash of a ball, of a planet and of a round button is nearly the same, and so is that of every framed panel. A picture
//! whose hash is near one of these is no copy of another that is near it too.

use alloc::{vec, vec::Vec};
use std::sync::OnceLock;

use crate::pdq::{Orientation, Pixels};
use crate::{KnownForm, Pdq};

/// The side that they are drawn with, in pixels.
const SIDE: usize = 128;
/// A form is too plain where a layout is so many bits further from it than what counts as a copy, or nearer: pictures with
/// that layout lie around it. Measured in docs/RELIABILITY.md.
const AROUND: u32 = 6;
/// Where the light comes from: from before the picture, and from eight sides.
const LIGHTS: [(f32, f32); 9] = [
    (0.0, 0.0),
    (1.0, 0.0),
    (-1.0, 0.0),
    (0.0, 1.0),
    (0.0, -1.0),
    (0.7, 0.7),
    (-0.7, 0.7),
    (0.7, -0.7),
    (-0.7, -0.7),
];
/// The radii of discs, in fiftieths of the side: from about half of what fits to all of it.
const RADII: core::ops::Range<u8> = 13..26;
/// How much is left free beside and above a panel, in hundredths of the side.
const MARGINS: [u8; 8] = [0, 3, 6, 9, 12, 15, 18, 21];
/// The width of outlines and frames, as shares of the side.
const OUTLINE: f32 = 0.04;
const FRAME: f32 = 0.05;

/// A disc in the middle.
#[derive(Clone, Copy)]
struct Disc {
    /// As a share of the side.
    radius: f32,
    lit: Lit,
    /// Where the light comes from.
    light: (f32, f32),
    /// How wide its outline is, as a share of the side; 0 for none.
    outline: f32,
}

/// How a disc is lit.
#[derive(Clone, Copy)]
enum Lit {
    Flat,
    /// From one side to the other.
    Across,
    /// As a ball with a bright spot.
    Ball,
}

/// A panel in the middle, lit from one side to the other.
#[derive(Clone, Copy)]
struct Panel {
    /// What is left free beside and above it, as shares of the side.
    margins: (f32, f32),
    light: (f32, f32),
    /// Whether it is a frame with another ground within it.
    is_frame: bool,
}

/// The brightness of a ground and of what is on it, 0 to 255.
#[derive(Clone, Copy)]
struct Colours {
    ground: f32,
    shape: f32,
}

/// Dark on white, and light on black.
const COLOURS: [Colours; 2] = [
    Colours {
        ground: 255.0,
        shape: 110.0,
    },
    Colours {
        ground: 0.0,
        shape: 150.0,
    },
];

/// Whether pictures that share nothing with this one but a plain layout would be taken for it.
pub(super) fn is_plain(form: &KnownForm, most: u32) -> bool {
    layouts()
        .iter()
        .any(|layout| layout.distance_within(&form.pdq, &form.mask) <= most + AROUND)
}

/// The hashes of all of them, drawn once.
fn layouts() -> &'static [Pdq] {
    static DRAWN: OnceLock<Vec<Pdq>> = OnceLock::new();
    DRAWN.get_or_init(|| {
        let mut hashes = Vec::new();
        for colours in COLOURS {
            hashes.extend(discs().filter_map(|disc| drawn(|x, y| disc.brightness(colours, x, y))));
            hashes.extend(panels().filter_map(|panel| drawn(|x, y| panel.brightness(colours, x, y))));
        }
        hashes.sort_unstable();
        hashes.dedup();
        hashes
    })
}

fn discs() -> impl Iterator<Item = Disc> {
    let looks = [Lit::Flat, Lit::Across, Lit::Ball].map(|lit| [(lit, 0.0), (lit, OUTLINE)]);
    RADII.flat_map(move |radius| {
        LIGHTS.into_iter().flat_map(move |light| {
            looks.into_iter().flatten().map(move |(lit, outline)| Disc {
                radius: f32::from(radius) / 50.0,
                lit,
                light,
                outline,
            })
        })
    })
}

fn panels() -> impl Iterator<Item = Panel> {
    let margins = || MARGINS.map(|margin| f32::from(margin) / 100.0).into_iter();
    let margins = margins().flat_map(move |beside| margins().map(move |above| (beside, above)));
    margins.flat_map(|margins| {
        LIGHTS.into_iter().flat_map(move |light| {
            [false, true].map(|is_frame| Panel {
                margins,
                light,
                is_frame,
            })
        })
    })
}

impl Disc {
    /// At a place, 0 to 1 from the left and from the top.
    fn brightness(self, Colours { ground, shape }: Colours, x: f32, y: f32) -> f32 {
        let (x, y) = ((x - 0.5) / self.radius, (y - 0.5) / self.radius);
        let (right, down) = self.light;
        let from_centre = x.hypot(y);
        if from_centre > 1.0 {
            return ground;
        }
        if from_centre > 1.0 - self.outline / self.radius {
            return 255.0 - ground;
        }
        match self.lit {
            Lit::Flat => shape,
            Lit::Across => shape + 70.0 * (x * right + y * down),
            Lit::Ball => shape + 100.0 - 140.0 * (x - 0.45 * right).hypot(y - 0.45 * down),
        }
    }
}

impl Panel {
    /// At a place, 0 to 1 from the left and from the top.
    fn brightness(self, Colours { ground, shape }: Colours, x: f32, y: f32) -> f32 {
        let (beside, above) = self.margins;
        let within = |by: f32| is_within(x, beside + by) && is_within(y, above + by);
        let light = (x - 0.5) * self.light.0 + (y - 0.5) * self.light.1;
        if !within(0.0) {
            return ground;
        }
        if !self.is_frame {
            return shape + 120.0 * light;
        }
        if within(FRAME) {
            let deeper = if ground > 0.0 { -60.0 } else { 60.0 };
            return ground + deeper * (0.5 + light);
        }
        shape
    }
}

fn is_within(place: f32, margin: f32) -> bool {
    place > margin && place < 1.0 - margin
}

/// The hash of what has this brightness, 0 to 255, at each place, 0 to 1 from the left and from the top.
fn drawn(brightness: impl Fn(f32, f32) -> f32) -> Option<Pdq> {
    let mut bytes = vec![0; SIDE * SIDE];
    for (row, line) in bytes.chunks_exact_mut(SIDE).enumerate() {
        for (column, sample) in line.iter_mut().enumerate() {
            // Four in each pixel, so that edges are no stairs.
            let sum: f32 = [(0.25, 0.25), (0.75, 0.25), (0.25, 0.75), (0.75, 0.75)]
                .map(|(right, down)| brightness(place(column, right), place(row, down)).clamp(0.0, 255.0))
                .iter()
                .sum();
            #[expect(
                clippy::cast_possible_truncation,
                clippy::cast_sign_loss,
                reason = "a mean of 0 to 255 is a byte"
            )]
            let mean = (sum / 4.0) as u8;
            *sample = mean;
        }
    }
    let picture = Pixels::grey(&bytes, SIDE, SIDE).ok()?;
    Some(picture.hash(Orientation::Upright).ok()?.pdq)
}

#[expect(clippy::cast_precision_loss, reason = "there are 128 pixels on a side")]
fn place(pixel: usize, within: f32) -> f32 {
    (pixel as f32 + within) / SIDE as f32
}

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
/// The radii of discs, in fiftieths of the side: from a half to all of what fits, and a little more.
const RADII: core::ops::Range<u8> = 13..26;
/// How much is left free beside and above a panel, in hundredths of the side.
const MARGINS: [u8; 8] = [0, 3, 6, 9, 12, 15, 18, 21];
/// The width of outlines and frames, as shares of the side.
const OUTLINE: f32 = 0.04;
const FRAME: f32 = 0.05;

/// How a disc is lit.
#[derive(Clone, Copy)]
enum Lit {
    Flat,
    /// From one side to the other.
    Across,
    /// As a ball with a bright spot.
    Ball,
}

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
        for colours in [(255.0, 110.0), (0.0, 150.0)] {
            discs(colours, &mut hashes);
            panels(colours, &mut hashes);
        }
        hashes.sort_unstable();
        hashes.dedup();
        hashes
    })
}

fn discs((ground, colour): (f32, f32), hashes: &mut Vec<Pdq>) {
    for radius in RADII {
        let radius = f32::from(radius) / 50.0;
        for (right, down) in LIGHTS {
            for lit in [Lit::Flat, Lit::Across, Lit::Ball] {
                for outline in [0.0, OUTLINE] {
                    hashes.extend(drawn(|x, y| {
                        let (x, y) = ((x - 0.5) / radius, (y - 0.5) / radius);
                        let from_centre = x.hypot(y);
                        if from_centre > 1.0 {
                            ground
                        } else if outline > 0.0 && from_centre > 1.0 - outline / radius {
                            255.0 - ground
                        } else {
                            match lit {
                                Lit::Flat => colour,
                                Lit::Across => colour + 70.0 * (x * right + y * down),
                                Lit::Ball => {
                                    let from_spot = (x - 0.45 * right).hypot(y - 0.45 * down);
                                    colour + 100.0 - 140.0 * from_spot
                                }
                            }
                        }
                    }));
                }
            }
        }
    }
}

fn panels((ground, colour): (f32, f32), hashes: &mut Vec<Pdq>) {
    let within = |value: f32, margin: f32| value > margin && value < 1.0 - margin;
    let sunken = if ground > 0.0 { -60.0 } else { 60.0 };
    for beside in MARGINS.map(|margin| f32::from(margin) / 100.0) {
        for above in MARGINS.map(|margin| f32::from(margin) / 100.0) {
            for (right, down) in LIGHTS {
                let light = |x: f32, y: f32| (x - 0.5) * right + (y - 0.5) * down;
                hashes.extend(drawn(|x, y| {
                    if within(x, beside) && within(y, above) {
                        colour + 120.0 * light(x, y)
                    } else {
                        ground
                    }
                }));
                hashes.extend(drawn(|x, y| {
                    if !within(x, beside) || !within(y, above) {
                        ground
                    } else if within(x, beside + FRAME) && within(y, above + FRAME) {
                        ground + sunken * (0.5 + light(x, y))
                    } else {
                        colour
                    }
                }));
            }
        }
    }
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

//! Pictures from folders, and drawn ones where there are too few.

use std::{
    fs,
    path::{Path, PathBuf},
};

use anyhow::{Context as _, Result};
use domain::Entropy;
use hashing::{Limits, Quality, StillHashes, hash_still};
use image::{DynamicImage, RgbImage};

/// The longest side that is worked with: larger pictures take long and tell nothing more.
const LONGEST: u32 = 800;
/// The side of a drawn picture.
const DRAWN: u32 = 256;

/// Every picture below these folders, in an order that mixes them and that `draw` fixes.
pub(super) fn find(folders: &[PathBuf], draw: u64) -> Result<Vec<PathBuf>> {
    let mut found = Vec::new();
    for folder in folders {
        let mut within = Vec::new();
        search(folder, &mut within)?;
        found.extend(within.into_iter().map(|path| (mixed(folder, &path, draw), path)));
    }
    found.sort();
    Ok(found.into_iter().map(|(_, path)| path).collect())
}

/// A number that follows from where a file is in its folder: not in the order of names, so that pictures of one kind do not
/// stand together, and the same wherever the folder lies.
fn mixed(folder: &Path, path: &Path, draw: u64) -> u64 {
    let name = path.strip_prefix(folder).unwrap_or(path).to_string_lossy();
    name.bytes()
        .fold(0xcbf2_9ce4_8422_2325_u64 ^ draw, |mixed, byte| {
            (mixed ^ u64::from(byte)).wrapping_mul(0x0100_0000_01b3)
        })
}

/// The file's name.
pub(super) fn name(path: &Path) -> String {
    path.file_name()
        .unwrap_or_default()
        .to_string_lossy()
        .into_owned()
}

fn search(folder: &Path, found: &mut Vec<PathBuf>) -> Result<()> {
    for entry in fs::read_dir(folder).with_context(|| format!("cannot read {}", folder.display()))? {
        let path = entry?.path();
        let ending = path
            .extension()
            .unwrap_or_default()
            .to_string_lossy()
            .to_lowercase();
        if path.is_dir() && !path.is_symlink() {
            search(&path, found)?;
        } else if path.is_file() && ["jpg", "jpeg", "png", "webp"].contains(&ending.as_str()) {
            found.push(path);
        }
    }
    Ok(())
}

/// A picture, not larger than [`LONGEST`]; `None` where it cannot be decoded or is tiny.
pub(super) fn open(path: &Path) -> Option<DynamicImage> {
    let picture = image::open(path).ok()?;
    if picture.width().min(picture.height()) < 64 {
        return None;
    }
    Some(if picture.width().max(picture.height()) > LONGEST {
        picture.thumbnail(LONGEST, LONGEST)
    } else {
        picture
    })
}

/// The hashes of a file; `None` where it is no picture.
pub(super) fn hash(file: &[u8]) -> Option<StillHashes> {
    hash_still(file, &Limits::default()).ok()
}

/// Whether its hash says enough to be compared.
pub(super) fn is_detailed(hashes: &StillHashes) -> bool {
    hashes.quality >= Quality::USABLE
}

/// A picture of smooth patches, drawn from `seed`.
pub(super) fn draw(seed: &dyn Entropy) -> DynamicImage {
    let lattice: [u8; 17 * 17 * 3] = seed.bytes();
    let at = |x: u32, y: u32, channel: usize| {
        let place = usize::try_from(y * 17 + x).unwrap_or(0) * 3 + channel;
        f32::from(lattice[place % lattice.len()])
    };
    let picture = RgbImage::from_fn(DRAWN, DRAWN, |x, y| {
        let cell = DRAWN / 16;
        let (column, row) = (x / cell, y / cell);
        let share = |value: u32| f32::from(u16::try_from(value % cell).unwrap_or(0)) / 16.0;
        let (right, down) = (share(x), share(y));
        image::Rgb([0, 1, 2].map(|channel| {
            let top = at(column, row, channel) * (1.0 - right) + at(column + 1, row, channel) * right;
            let bottom =
                at(column, row + 1, channel) * (1.0 - right) + at(column + 1, row + 1, channel) * right;
            #[expect(
                clippy::cast_possible_truncation,
                clippy::cast_sign_loss,
                reason = "a mean of bytes is a byte"
            )]
            let value = (top * (1.0 - down) + bottom * down) as u8;
            value
        }))
    });
    DynamicImage::ImageRgb8(picture)
}

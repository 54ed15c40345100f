//! Milliseconds for a picture of 12 megapixels, for `cargo xtask bench hashing`.
//!
//! Usage: bench FOLDER, which has `photo.jpg` and `photo.png`. Prints one JSON object: `pdq` and `orientations` of pixels in
//! memory, `jpeg` of a whole file with all its digests and variants.

use hashing::FileHasher;
use hashing::pdq::{Pixels, hash_rgb, orientations};
use std::error::Error;
use std::hint::black_box;
use std::path::PathBuf;
use std::time::{Duration, Instant};

const RUNS: usize = 9;

fn main() -> Result<(), Box<dyn Error>> {
    let folder = PathBuf::from(std::env::args().nth(1).ok_or("say which folder")?);
    let picture = image::load_from_memory(&std::fs::read(folder.join("photo.png"))?)?.to_rgb8();
    let (width, height) = (
        usize::try_from(picture.width())?,
        usize::try_from(picture.height())?,
    );
    let file = std::fs::read(folder.join("photo.jpg"))?;
    let pdq = least(|| Ok(hash_rgb(&picture, width, height).map(black_box).map(drop)?))?;
    let turned = least(|| {
        Ok(orientations(Pixels::rgb(&picture, width, height)?)
            .map(black_box)
            .map(drop)?)
    })?;
    let jpeg = least(|| {
        let mut hasher = FileHasher::new(None);
        hasher.update(&file);
        Ok(hasher.finish().map(black_box).map(drop)?)
    })?;
    println!("{{\"pdq\":{pdq},\"orientations\":{turned},\"jpeg\":{jpeg}}}");
    Ok(())
}

/// Of several runs the quickest.
fn least(run: impl Fn() -> Result<(), Box<dyn Error>>) -> Result<f64, Box<dyn Error>> {
    let mut least = f64::INFINITY;
    let origin = now();
    for _ in 0..RUNS {
        let start = spent(origin);
        run()?;
        least = least.min((spent(origin) - start).as_secs_f64() * 1000.0);
    }
    Ok(least)
}

#[expect(clippy::disallowed_methods, reason = "this measures time")]
fn now() -> Instant {
    Instant::now()
}

/// Processor time of this thread where the system tells it, so that other work on the machine does not count.
fn spent(origin: Instant) -> Duration {
    std::fs::read_to_string("/proc/thread-self/schedstat")
        .ok()
        .and_then(|times| times.split(' ').next()?.parse().ok())
        .map_or_else(|| origin.elapsed(), Duration::from_nanos)
}

//! Chance that can be repeated: everything that is drawn follows from the run's seed.

use rand::{SeedableRng as _, rngs::StdRng};

/// A source of its own for one part of a run, told apart by `part` and `place`.
pub fn of(seed: u64, part: &str, place: usize) -> StdRng {
    let mut bytes = [0; 32];
    bytes[..8].copy_from_slice(&seed.to_be_bytes());
    bytes[8..16].copy_from_slice(&(place as u64).to_be_bytes());
    for (position, byte) in part.bytes().enumerate() {
        bytes[16 + position % 16] ^= byte;
    }
    StdRng::from_seed(bytes)
}

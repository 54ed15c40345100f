//! The index alone: memory, and the time for one question.

use std::time::{Duration, Instant};

use domain::Entropy as _;
use hashing::Pdq;
use nearby::{Index, RADIUS};

use crate::{
    machine::{MachineEntropy, memory},
    storage::percentiles,
};

/// So many questions are asked.
const QUESTIONS: u32 = 1_000;
/// Of so many the answer is compared with that of a comparison with every picture.
const COMPARED: u32 = 64;

/// Prints a table.
pub(super) fn run(entries: u32) {
    eprintln!("  drawing {entries} hashes");
    let before = memory(std::process::id()).0;
    let mut all = Vec::with_capacity(usize::try_from(entries).unwrap_or(usize::MAX));
    let mut block = vec![0_u8; 32 * 1_024];
    while all.len() < usize::try_from(entries).unwrap_or(usize::MAX) {
        MachineEntropy.fill(&mut block);
        let (hashes, _) = block.as_chunks::<32>();
        let left = usize::try_from(entries).unwrap_or(usize::MAX) - all.len();
        all.extend(hashes.iter().take(left).map(|hash| half(*hash)));
    }

    eprintln!("  building the index");
    let since = Instant::now();
    let index = Index::of(
        all.iter()
            .enumerate()
            .map(|(place, pdq)| (key(u32::try_from(place).unwrap_or(u32::MAX)), *pdq)),
    );
    let built = since.elapsed();
    let resident = memory(std::process::id()).0.saturating_sub(before);

    eprintln!("  asking");
    let (mut took, mut wrong, mut missed) = (Vec::new(), 0, 0);
    for question in 0..QUESTIONS {
        let place = question.wrapping_mul(2_654_435_761) % entries.max(1);
        let centre = all[usize::try_from(place).unwrap_or(0)];
        let wanted = moved(&centre, question % (RADIUS + 1));
        let since = Instant::now();
        let found = index.within(&wanted);
        took.push(since.elapsed());
        missed += u32::from(!found.iter().any(|(found, _)| *found == key(place)));
        if question < COMPARED {
            let count = all.iter().filter(|one| wanted.distance(one) <= RADIUS).count();
            wrong += u32::from(count != found.len());
        }
    }

    let since = Instant::now();
    let mut growing = index;
    for place in 0..10_000 {
        growing.insert(key(u32::MAX - place), &moved(&all[0], place % 256));
    }
    let inserting = since.elapsed() / 10_000;

    println!("| near pictures among {entries} | figure |");
    println!("| --- | --- |");
    println!(
        "| one question, exact to {RADIUS} of 256 bits | {} |",
        percentiles(&mut took)
    );
    println!("| of {QUESTIONS} pictures at 0 to {RADIUS} bits, missed | {missed} |");
    println!("| of {COMPARED} answers, other than by comparing with every picture | {wrong} |");
    println!("| building it | {:.1} s |", built.as_secs_f64());
    println!("| adding one | {:.1} µs |", micros(inserting));
    println!(
        "| memory of hashes, keys and tables | {} MiB, {} bytes a picture |",
        growing.bytes() >> 20,
        growing.bytes() / growing.len().max(1)
    );
    println!("| memory of the process, the drawn hashes among it | {resident} MiB |");
    println!();
}

fn micros(duration: Duration) -> f64 {
    duration.as_secs_f64() * 1e6
}

/// A key as long as an item's id.
fn key(place: u32) -> [u8; 16] {
    u128::from(place).to_le_bytes()
}

/// A hash with half of its bits set, as pictures have.
pub(super) fn half(mut bytes: [u8; 32]) -> Pdq {
    for place in 0..16 {
        bytes[16 + place] = !bytes[place];
    }
    // Without this, the second half would follow from the first, and so would every part from another.
    let turn = usize::from(bytes[0]);
    for place in 0..16 {
        let other = (place * 7 + turn) % 32;
        bytes.swap(place, other);
    }
    Pdq::from_bytes(bytes)
}

/// The hash with so many other bits, evenly spread.
fn moved(pdq: &Pdq, distance: u32) -> Pdq {
    let mut bytes = *pdq.as_bytes();
    for step in 0..distance {
        let bit = usize::try_from(step * 73 % 256).unwrap_or(0);
        bytes[bit / 8] ^= 1 << (bit % 8);
    }
    Pdq::from_bytes(bytes)
}

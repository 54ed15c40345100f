//! The comparison of what is submitted with every form of every known picture: no table helps there.

use std::{iter, time::Instant};

use domain::Entropy;
use hashing::{KnownForm, Pdq};
use nearby::Masked;
use service::Service;

use super::search::half;
use crate::{machine::MachineEntropy, storage::percentiles};

/// So often is asked.
const QUESTIONS: usize = 200;
/// So many pictures an operator may know.
const OPERATORS: usize = 100_000;
/// A picture comes with its own hash and those of its seven other orientations.
const OF_A_PICTURE: usize = 8;

/// Prints a table: of the pictures that the service knows, and of as many drawn ones as an operator may know, whose masks
/// are those of the others.
pub(super) async fn run(service: &Service) -> anyhow::Result<()> {
    let known = service.known_pictures().await?;
    let forms: Vec<KnownForm> = known.iter().flat_map(|one| one.forms.clone()).collect();
    println!("| forms compared one by one | forms | a hash | the {OF_A_PICTURE} of a picture |");
    println!("| --- | --- | --- | --- |");
    let own = Masked::of(forms.iter().map(|form| ((), *form)));
    ask(&format!("{} known pictures", known.len()), &own);
    let many = forms.len() * OPERATORS / known.len().max(1);
    let cycled = forms.iter().cycle().take(many);
    let drawn = Masked::of(cycled.map(|form| {
        (
            (),
            KnownForm {
                pdq: drawn(),
                ..*form
            },
        )
    }));
    ask(&format!("{OPERATORS} pictures"), &drawn);
    println!();
    Ok(())
}

fn ask<K: Copy>(name: &str, forms: &Masked<K>) {
    let timed = |hashes: usize| {
        let mut took: Vec<_> = iter::repeat_with(|| {
            let wanted: Vec<Pdq> = iter::repeat_with(drawn).take(hashes).collect();
            let since = Instant::now();
            std::hint::black_box(forms.nearest(&wanted));
            since.elapsed()
        })
        .take(QUESTIONS)
        .collect();
        percentiles(&mut took)
    };
    println!(
        "| {name} | {} | {} | {} |",
        forms.len(),
        timed(1),
        timed(OF_A_PICTURE)
    );
}

fn drawn() -> Pdq {
    half((&MachineEntropy as &dyn Entropy).bytes())
}

//! Measures, and prints ratios: one machine's milliseconds tell nobody much.

use anyhow::Result;
use clap::Subcommand;

mod hashing;
mod storage;

/// What can be measured.
#[derive(Subcommand)]
pub(crate) enum Bench {
    /// Hashing: against the reference, against what else browsers can load, and which edits are still found
    Hashing,
    /// Storage: submissions, sequencer and feed on a list of many entries
    Storage(storage::Options),
}

/// `cargo xtask bench`.
pub(crate) fn command(what: &Bench) -> Result<()> {
    match what {
        Bench::Hashing => hashing::command(),
        Bench::Storage(options) => storage::command(options),
    }
}

//! Measures, and prints ratios: one machine's milliseconds tell nobody much.

use anyhow::Result;
use clap::Subcommand;

mod feed;
mod hashing;
mod pages;
mod program;
mod screening;
mod storage;

pub(crate) use screening::unpacked;

/// What can be measured.
#[derive(Subcommand)]
pub(crate) enum Bench {
    /// Hashing: against the reference, against what else browsers can load, and which edits are still found
    Hashing,
    /// What platforms ask for, beside the same bytes as files that nginx serves
    Feed(feed::Options),
    /// What Lighthouse says of the pages
    Pages,
    /// Screening: near pictures among ten million, what is said of public ones and their edits, pages of reviewers
    Screening(screening::Options),
    /// Storage: submissions, sequencer and feed on a list of many entries
    Storage(storage::Options),
}

/// `cargo xtask bench`.
pub(crate) fn command(what: &Bench) -> Result<()> {
    match what {
        Bench::Feed(options) => feed::command(options),
        Bench::Hashing => hashing::command(),
        Bench::Pages => pages::command(),
        Bench::Screening(options) => screening::command(options),
        Bench::Storage(options) => storage::command(options),
    }
}

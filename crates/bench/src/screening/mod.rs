//! `cargo xtask bench screening`: how long it takes to find every near picture among many, exactly, and what screening
//! says of public pictures, of their edits, and of others.

mod edits;
mod pictures;
mod report;
mod search;

use std::path::PathBuf;

use anyhow::Result;
use clap::Args;

/// What to measure.
#[derive(Args)]
pub(crate) struct Options {
    /// How many pictures the index holds
    #[arg(long, default_value_t = 10_000_000)]
    entries: u32,
    /// Folders with pictures, searched with everything below them; without any, only the index is measured
    #[arg(long, value_name = "FOLDER")]
    pictures: Vec<PathBuf>,
    /// How many of them are held to be public
    #[arg(long, default_value_t = 1_000)]
    public: usize,
    /// How many others are submitted; where there are too few, the rest is drawn
    #[arg(long, default_value_t = 10_000)]
    others: usize,
}

/// `screening`.
pub(crate) async fn run(options: &Options) -> Result<()> {
    if options.entries > 0 {
        search::run(options.entries);
    }
    if !options.pictures.is_empty() {
        report::run(&options.pictures, options.public, options.others).await?;
    }
    Ok(())
}

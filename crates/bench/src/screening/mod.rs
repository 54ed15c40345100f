//! `cargo xtask bench screening`: how long it takes to find every near picture among many, exactly; what screening says
//! of public pictures, of their edits, and of others; how long the pages of reviewers take where much waits; and how
//! long a disputed entry stays on the list.

mod copies;
mod edits;
mod masks;
mod pictures;
mod queue;
mod report;
mod search;
mod suspension;
mod taken;

use std::path::{Path, PathBuf};

use anyhow::Result;
use clap::Args;

use crate::{machine, storage::Place};

/// What to measure.
#[derive(Args)]
pub(crate) struct Options {
    /// How many pictures the index holds; 0 leaves it out
    #[arg(long, default_value_t = 10_000_000)]
    entries: u32,
    /// Folders with pictures, searched with everything below them, some of which are held to be public; without any,
    /// nothing is said of pictures
    #[arg(long, value_name = "FOLDER")]
    pictures: Vec<PathBuf>,
    /// Folders with other pictures; without any, they are the rest of those
    #[arg(long, value_name = "FOLDER")]
    others_from: Vec<PathBuf>,
    /// Folders with photographs: half of the JPEGs are held to be public, the rest are others
    #[arg(long, value_name = "FOLDER")]
    photographs: Vec<PathBuf>,
    /// Folders in which files of the pictures may be that the program brings along, to compare their pixels with those of
    /// what is taken for them
    #[arg(long, value_name = "FOLDER")]
    known_from: Vec<PathBuf>,
    /// How many are held to be public
    #[arg(long, default_value_t = 1_000)]
    public: usize,
    /// How many others are submitted; where there are too few, the rest is drawn
    #[arg(long, default_value_t = 10_000)]
    others: usize,
    /// Which of the pictures: with another number others come first
    #[arg(long, default_value_t = 0)]
    draw: u64,
    /// How many entries wait for reviewers; 0 leaves their pages out
    #[arg(long, default_value_t = 100_000)]
    waiting: u32,
    /// How many entries are disputed; 0 leaves it out
    #[arg(long, default_value_t = 50)]
    disputed: u32,
    /// An empty PostgreSQL database, `postgres://...`, on which the last two are measured as well as on SQLite
    #[arg(long, value_name = "URL")]
    postgres: Option<String>,
}

/// `screening`.
pub(crate) async fn run(options: &Options) -> Result<()> {
    if options.entries > 0 {
        search::run(options.entries);
    }
    report::run(options).await?;
    if options.waiting + options.disputed > 0 {
        work_of_staff(options, None).await?;
        if let Some(url) = &options.postgres {
            work_of_staff(options, Some(url)).await?;
        }
    }
    Ok(())
}

/// What staff and platforms notice, on one database.
async fn work_of_staff(options: &Options, url: Option<&str>) -> Result<()> {
    let place = Place::make(url, Path::new("target")).await?;
    let storage = place.open().await?;
    let service = machine::service(storage.clone(), machine::cores());
    if options.disputed > 0 {
        suspension::run(&service, &storage, place.name(), options.disputed).await?;
    }
    if options.waiting > 0 {
        queue::run(&service, &storage, place.name(), options.waiting).await?;
    }
    Ok(())
}

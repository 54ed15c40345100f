//! A long list, written past the repositories: millions of entries in minutes, and every table as if people had
//! submitted them, so that `reclaim doctor` finds nothing wrong.
//!
//! Rows are functions of their rank. Ranks are in the order of ids, so every table is appended to in the order of
//! its key; numbers are spread over the ranks, so that neighbours in the history are strangers in every other table,
//! as on a real list.

mod postgres;
mod rows;
mod sqlite;

use std::time::{Duration, Instant};

use anyhow::Result;

use self::rows::Plan;
use super::place::Place;

/// Fills the list with that many entries. Returns how long it took.
pub(crate) async fn fill(place: &Place, entries: u64) -> Result<Duration> {
    let since = Instant::now();
    let plan = Plan::new(entries);
    match place {
        Place::Sqlite(_) => {
            let path = place.url();
            tokio::task::spawn_blocking(move || sqlite::fill(&path, plan)).await??;
        }
        Place::Postgres(url) => postgres::fill(url, plan).await?,
    }
    Ok(since.elapsed())
}

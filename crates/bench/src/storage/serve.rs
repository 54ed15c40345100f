//! The platforms' API on a database.

use anyhow::Result;
use axum::serve::ListenerExt as _;
use clap::Args;
use platform_api::{Limits, router_with};

use super::place::open;
use crate::machine;

/// What to serve.
#[derive(Args)]
pub(crate) struct Options {
    /// A URL, or the path of SQLite's file
    database: String,
}

pub(crate) async fn run(options: &Options) -> Result<()> {
    let storage = open(&options.database).await?;
    let listener = tokio::net::TcpListener::bind("127.0.0.1:0").await?;
    println!("{}", listener.local_addr()?);
    let limits = Limits {
        requests: u32::MAX,
        ..Limits::default()
    };
    // As `reclaim serve` does.
    let listener = listener.tap_io(|stream| {
        let _ = stream.set_nodelay(true);
    });
    axum::serve(listener, router_with(machine::service(storage, 1), limits)).await?;
    Ok(())
}

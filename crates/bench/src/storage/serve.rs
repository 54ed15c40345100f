//! The platforms' API on a database.

use std::sync::Arc;

use anyhow::Result;
use clap::Args;
use platform_api::{Limits, router_with};
use service::{Service, keys::Keys};

use super::place::open;
use crate::machine::{MachineClock, MachineEntropy};

/// What to serve.
#[derive(Args)]
pub(crate) struct Options {
    /// A URL, or the path of SQLite's file
    database: String,
}

pub(crate) async fn run(options: &Options) -> Result<()> {
    let storage = open(&options.database).await?;
    let service = Service::new(
        storage,
        Arc::new(MachineClock),
        Arc::new(MachineEntropy),
        Keys::derive(&[7; 32]),
        1,
    );
    let listener = tokio::net::TcpListener::bind("127.0.0.1:0").await?;
    println!("{}", listener.local_addr()?);
    let limits = Limits {
        requests: u32::MAX,
        ..Limits::default()
    };
    axum::serve(listener, router_with(service, limits)).await?;
    Ok(())
}

//! Builds everything and serves it on this machine.

use std::os::unix::process::CommandExt;
use std::path::PathBuf;

use anyhow::{Context, Result};
use clap::Args;

use crate::steps::{Steps, note};
use crate::toolchain::Toolchain;
use crate::{process, server, site};

#[derive(Args)]
pub(crate) struct Options {
    /// Optimised, as it would be deployed: takes longer to build
    #[arg(long)]
    release: bool,
    /// The port to serve on
    #[arg(long, default_value_t = 3000)]
    port: u16,
    /// The folder for the database and the keys
    #[arg(long, default_value = "data")]
    data: PathBuf,
    /// Another database than SQLite in the data folder: postgres://... or sqlite://...
    #[arg(long)]
    database_url: Option<String>,
}

/// `cargo xtask run`.
pub(crate) fn command(options: &Options) -> Result<()> {
    let mut steps = Steps::new(4);
    steps.next("looking for a compiler that builds WebAssembly");
    let toolchain = Toolchain::find()?;
    note(&toolchain.describe());

    steps.next("building what the browser loads: worker, islands, styles");
    site::build(&toolchain, options.release)?;

    steps.next("building the server");
    let binary = server::build(&toolchain, options.release)?;

    steps.next("starting the server; Ctrl-C stops it");
    let mut server = process::command(&binary);
    server
        .args(["serve", "--demo", "--data"])
        .arg(&options.data)
        .arg("--port")
        .arg(options.port.to_string());
    if let Some(url) = &options.database_url {
        server.arg("--database-url").arg(url);
    }
    steps.hand_over();
    // In our place, so that signals reach it directly and its exit code is ours.
    Err(server.exec()).with_context(|| format!("cannot start {}", binary.display()))
}

//! What platforms ask for, of optimised code: `crates/bench` measures it, this builds that and gives it a database.

use std::ffi::OsString;

use anyhow::{Result, bail};
use clap::Args;

use crate::postgres::{self, Cluster, Durability};
use crate::steps::{Steps, note};
use crate::toolchain::Toolchain;
use crate::{debian, process, workspace};

#[derive(Args)]
#[command(disable_help_flag = true)]
pub(crate) struct Options {
    /// How to measure, as `cargo xtask bench feed --help` says; `--database postgres` and no URL measures
    /// a throw-away PostgreSQL that writes to the disk as in operation
    #[arg(trailing_var_arg = true, allow_hyphen_values = true)]
    arguments: Vec<OsString>,
}

/// `cargo xtask bench feed`.
pub(super) fn command(options: &Options) -> Result<()> {
    let mut steps = Steps::new(2);
    steps.next("building what measures, optimised");
    let toolchain = Toolchain::find()?;
    note(&toolchain.describe());
    process::run(
        toolchain
            .cargo()
            .args(["build", "--release", "--package", "bench"]),
    )?;

    steps.next("measuring");
    if process::find("nginx").is_none() && debian::can_install() {
        debian::install(&["nginx-light"])?;
    }
    let mut arguments = options.arguments.clone();
    let mut cluster = None;
    if let Some(place) = arguments.iter().position(|argument| argument == "postgres") {
        let Some(programs) = postgres::find_programs() else {
            bail!("PostgreSQL is not installed: install its server package");
        };
        let started = Cluster::start(&programs, Durability::Full)?;
        arguments[place] = started.create_database("bench")?.into();
        cluster = Some(started);
    }
    let mut bench = process::command(workspace::target().join("release/bench"));
    process::run(bench.arg("feed").args(arguments))?;
    steps.end();
    drop(cluster);
    Ok(())
}

//! Screening, of optimised code: `crates/bench` measures it, this builds that.

use std::ffi::OsString;

use anyhow::Result;
use clap::Args;

use crate::steps::{Steps, note};
use crate::toolchain::Toolchain;
use crate::{process, workspace};

#[derive(Args)]
#[command(disable_help_flag = true)]
pub(crate) struct Options {
    /// How to measure, as `cargo xtask bench screening --help` says
    #[arg(trailing_var_arg = true, allow_hyphen_values = true)]
    arguments: Vec<OsString>,
}

/// `cargo xtask bench screening`.
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
    let mut bench = process::command(workspace::target().join("release/bench"));
    process::run(bench.arg("screening").args(&options.arguments))?;
    steps.end();
    Ok(())
}

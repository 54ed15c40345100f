//! What platforms ask for, of optimised code: `crates/bench` measures it, this builds that and gives it a database.

use std::ffi::OsString;

use anyhow::Result;
use clap::Args;

use super::program;
use crate::steps::Steps;
use crate::{debian, process};

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
    program::build(&mut steps)?;
    steps.next("measuring");
    if process::find("nginx").is_none() && debian::can_install() {
        debian::install(&["nginx-light"])?;
    }
    program::run("feed", options.arguments.clone())?;
    steps.end();
    Ok(())
}

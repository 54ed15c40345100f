//! Builds what the history checker needs and runs it. What it does: docs/RELIABILITY.md.

use std::env::consts::ARCH;
use std::path::Path;

use anyhow::Result;
use clap::{Args, ValueEnum};

use crate::steps::{Steps, note};
use crate::toolchain::Toolchain;
use crate::{debian, postgres, process, server, site, workspace};

#[derive(Args)]
pub(crate) struct Options {
    /// The database, or both one after the other
    #[arg(long, value_enum, default_value_t = Database::Both)]
    database: Database,
    /// At least so many numbered changes on each
    #[arg(long, default_value_t = 20_000)]
    changes: u64,
    /// At least so many faults on each
    #[arg(long, default_value_t = 40)]
    faults: u64,
    /// Draws everything that is drawn, to repeat a run; a run prints its own
    #[arg(long)]
    seed: Option<u64>,
    /// Only kill servers, and PostgreSQL, so many times while people submit
    #[arg(long, conflicts_with = "mutants")]
    kills: Option<u64>,
    /// Check the checker: every mutant must be noticed
    #[arg(long)]
    mutants: bool,
}

#[derive(Clone, Copy, PartialEq, Eq, ValueEnum)]
enum Database {
    Sqlite,
    Postgres,
    Both,
}

impl Database {
    const fn name(self) -> &'static str {
        match self {
            Self::Sqlite => "sqlite",
            Self::Postgres => "postgres",
            Self::Both => "both",
        }
    }
}

/// `cargo xtask torture`.
pub(crate) fn command(options: &Options) -> Result<()> {
    let mut steps = Steps::new(if options.mutants { 2 } else { 4 });
    steps.next("looking for a compiler, PostgreSQL and libfaketime");
    let toolchain = Toolchain::find()?;
    note(&toolchain.describe());
    let programs = match options.database {
        Database::Sqlite => None,
        Database::Postgres | Database::Both => Some(postgres::programs()?),
    };
    let clock = format!("/usr/lib/{ARCH}-linux-gnu/faketime/libfaketimeMT.so.1");
    if !options.mutants && !Path::new(&clock).exists() && debian::can_install() {
        debian::install(&["libfaketime"])?;
    }

    let mut torture = process::command(workspace::target().join("debug/torture"));
    if options.mutants {
        build(&toolchain)?;
        torture.arg("mutants");
    } else {
        steps.next("building what the browser loads: worker, islands, styles");
        site::build(&toolchain, false)?;
        steps.next("building the server and the checker");
        torture.env("RECLAIM_BIN", server::build(&toolchain, false)?);
        build(&toolchain)?;
        match options.kills {
            Some(times) => torture.args(["kills", "--times", &times.to_string()]),
            None => torture
                .args(["run", "--changes", &options.changes.to_string()])
                .args(["--faults", &options.faults.to_string()]),
        };
    }
    torture.args(["--database", options.database.name()]);
    if let Some(seed) = options.seed {
        torture.args(["--seed", &seed.to_string()]);
    }
    if let Some(programs) = programs {
        torture.arg("--postgres-programs").arg(programs);
    }
    steps.next("torture");
    process::run(&mut torture)?;
    steps.end();
    Ok(())
}

/// With the features of all members, as the server is built: nothing is built twice.
fn build(toolchain: &Toolchain) -> Result<()> {
    process::run(toolchain.cargo().args(["build", "--bin", "torture"]))
}

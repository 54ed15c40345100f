//! The program `bench`, optimised: what every measurement but that of hashing runs.

use std::ffi::OsString;

use anyhow::{Result, bail};

use crate::postgres::{self, Cluster, Durability};
use crate::steps::{Steps, note};
use crate::toolchain::Toolchain;
use crate::{process, workspace};

/// The step that builds it.
pub(super) fn build(steps: &mut Steps) -> Result<()> {
    steps.next("building what measures, optimised");
    let toolchain = Toolchain::find()?;
    note(&toolchain.describe());
    process::run(
        toolchain
            .cargo()
            .args(["build", "--release", "--package", "bench"]),
    )
}

/// Runs one of its measurements. Instead of the argument `postgres` it gets the URL of a throw-away PostgreSQL that writes
/// to the disk as in operation.
pub(super) fn run(measurement: &str, mut arguments: Vec<OsString>) -> Result<()> {
    let cluster = match arguments.iter().position(|argument| argument == "postgres") {
        Some(place) => {
            let Some(programs) = postgres::find_programs() else {
                bail!("PostgreSQL is not installed: install its server package");
            };
            let cluster = Cluster::start(&programs, Durability::Full)?;
            arguments[place] = cluster.create_database("bench")?.into();
            Some(cluster)
        }
        None => None,
    };
    let mut bench = process::command(workspace::target().join("release/bench"));
    process::run(bench.arg(measurement).args(arguments))?;
    drop(cluster);
    Ok(())
}

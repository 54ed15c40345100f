//! Builds what is deployed: one file that carries the server and all that browsers load.

use anyhow::Result;

use crate::steps::{Steps, note};
use crate::toolchain::Toolchain;
use crate::{server, site};

/// `cargo xtask build`.
pub(crate) fn command() -> Result<()> {
    let mut steps = Steps::new(3);
    steps.next("looking for a compiler that builds WebAssembly");
    let toolchain = Toolchain::find()?;
    note(&toolchain.describe());
    steps.next("building what the browser loads, as small as it gets");
    site::build(&toolchain, true)?;
    steps.next("building the server");
    let binary = server::build(&toolchain, true)?;
    steps.end();
    println!("{}", binary.display());
    Ok(())
}

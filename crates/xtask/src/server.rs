//! The server's binary.

use std::path::PathBuf;

use anyhow::Result;

use crate::toolchain::Toolchain;
use crate::{process, workspace};

/// Builds it; answers where it is. The site must be there first: the server embeds it.
pub(crate) fn build(toolchain: &Toolchain, release: bool) -> Result<PathBuf> {
    let mut cargo = toolchain.cargo();
    cargo.args(["build", "--bin", "reclaim"]);
    if release {
        // On its own, so that no other member of the workspace switches on features in what is deployed.
        cargo.args(["--release", "--package", "server"]);
    }
    // Otherwise with the features of all members, as `cargo test` has them: nothing is built twice.
    process::run(&mut cargo)?;
    Ok(workspace::target()
        .join(if release { "release" } else { "debug" })
        .join("reclaim"))
}

//! The server's binary.

use std::path::PathBuf;

use anyhow::Result;

use crate::toolchain::Toolchain;
use crate::{process, workspace};

/// Builds it; answers where it is. The site must be there first: the server embeds it.
pub(crate) fn build(toolchain: &Toolchain, release: bool) -> Result<PathBuf> {
    if release {
        // On its own, so that no other member of the workspace switches on features in what is deployed.
        let mut cargo = toolchain.cargo_with(&[], true)?;
        process::run(cargo.args(["build", "--release", "--package", "server"]))?;
    } else {
        // With the features of all members, as `cargo test` has them: nothing is built twice.
        process::run(toolchain.cargo().args(["build", "--bin", "reclaim"]))?;
    }
    Ok(workspace::target()
        .join(if release { "release" } else { "debug" })
        .join("reclaim"))
}

//! Where things are in the repository.

use std::env;
use std::path::{Path, PathBuf};

/// The repository's root folder.
pub(crate) fn root() -> PathBuf {
    // Cargo sets the variable when it runs xtask; the compile-time value serves a directly started binary.
    let manifest = env::var_os("CARGO_MANIFEST_DIR")
        .map_or_else(|| PathBuf::from(env!("CARGO_MANIFEST_DIR")), PathBuf::from);
    manifest
        .ancestors()
        .nth(2)
        .map_or_else(|| PathBuf::from("."), Path::to_path_buf)
}

/// Where cargo puts what it builds.
pub(crate) fn target() -> PathBuf {
    let chosen = ["CARGO_TARGET_DIR", "CARGO_BUILD_TARGET_DIR"]
        .into_iter()
        .find_map(env::var_os);
    // A relative folder is meant from where cargo is called, which for xtask is the root.
    root().join(chosen.map_or_else(|| PathBuf::from("target"), PathBuf::from))
}

/// What the browser loads. Always here, wherever cargo builds, because the server embeds it by this path.
pub(crate) fn site() -> PathBuf {
    root().join("target/site")
}

/// What xtask keeps between runs, beside the site and not within it.
pub(crate) fn state() -> PathBuf {
    root().join("target/xtask")
}

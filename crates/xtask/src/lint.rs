//! Formatting, lints and documentation. The browser's crates go one by one: built together with the server, features
//! of one half would be switched on in the other.

use std::fs;

use anyhow::{Context, Result};

use crate::steps::{Steps, note};
use crate::toolchain::{Toolchain, WASM};
use crate::{data_model, process, promises, workspace};

/// Compiles only if `hashing` needs no standard library.
const WITHOUT_STD: &str = "hashing-no-std";

/// The crates that exist in the browser only.
const BROWSER: [&str; 2] = ["hash-worker", "frontend"];

/// `cargo xtask lint`.
pub(crate) fn command() -> Result<()> {
    let mut steps = Steps::new(7 + BROWSER.len());
    steps.next("looking for a compiler that builds WebAssembly");
    let toolchain = Toolchain::find()?;
    note(&toolchain.describe());
    // The server embeds this folder: it has to exist, whatever is in it.
    let site = workspace::site();
    fs::create_dir_all(&site).with_context(|| format!("cannot create {}", site.display()))?;

    steps.next("formatting");
    process::run(toolchain.cargo().args(["fmt", "--all", "--check"]))?;

    steps.next("lints of what runs on this machine");
    process::run(
        toolchain
            .cargo()
            .args(["clippy", "--all-targets", "--", "-D", "warnings"]),
    )?;

    steps.next("hashing without the standard library");
    process::run(
        toolchain
            .cargo()
            .args(["clippy", "--package", WITHOUT_STD, "--", "-D", "warnings"]),
    )?;

    for package in BROWSER {
        steps.next(&format!("lints of {package}, which runs in the browser"));
        process::run(toolchain.cargo().args([
            "clippy",
            "--package",
            package,
            "--target",
            WASM,
            "--",
            "-D",
            "warnings",
        ]))?;
    }

    steps.next("the document of what the database holds");
    data_model::check()?;

    steps.next("the tests that docs/PROMISES.md names");
    promises::check()?;

    steps.next("documentation");
    process::run(
        toolchain
            .cargo()
            .args(["doc", "--no-deps"])
            .env("RUSTDOCFLAGS", "-D warnings"),
    )?;
    steps.end();
    Ok(())
}

//! Installs what is missing on a Debian machine, where xtask may do so.

use std::fs;
use std::path::Path;
use std::process::Command;

use anyhow::{Context, Result, bail};

use crate::process;
use crate::steps::note;
use crate::toolchain::WASM;

/// Debian's up-to-date compiler, the one its browsers are built with, and its library's sources.
const COMPILER: [&str; 6] = [
    "cargo-web",
    "rust-web-clippy",
    "rust-web-llvm",
    "rust-web-src",
    "rustc-web",
    "rustfmt-web",
];

/// Whether this is a Debian machine and we are root on it.
pub(crate) fn can_install() -> bool {
    Path::new("/etc/debian_version").exists() && process::find("apt-get").is_some() && is_root()
}

/// Whether we are root.
pub(crate) fn is_root() -> bool {
    process::output(process::command("id").arg("-u")).is_ok_and(|id| id == "0")
}

/// Installs packages. Call it only where [`can_install`] says so.
pub(crate) fn install(packages: &[&str]) -> Result<()> {
    note(&format!("installing Debian's {}", packages.join(", ")));
    // Quiet: thousands of lines about packages hide what the step is about. They are shown when it fails.
    process::output(apt().arg("update")).context("apt-get could not fetch the lists of packages")?;
    process::output(
        apt()
            .args(["install", "--yes", "--no-install-recommends"])
            .args(packages),
    )
    .with_context(|| format!("apt-get could not install {}", packages.join(", ")))?;
    Ok(())
}

fn apt() -> Command {
    let mut command = process::command("apt-get");
    // Another installation may be under way: wait for it.
    command
        .env("DEBIAN_FRONTEND", "noninteractive")
        .args(["-o", "DPkg::Lock::Timeout=300"]);
    command
}

/// Installs Debian's compiler and gives it the standard library for WebAssembly, which Debian has only as sources.
pub(crate) fn install_compiler() -> Result<()> {
    install(&COMPILER)?;
    // The linker is a link to a versioned one that no package asks for.
    let linker = fs::read_link("/usr/bin/rust-lld")
        .context("Debian's rust-web-llvm has no /usr/bin/rust-lld any more")?;
    let linker = linker
        .file_name()
        .unwrap_or_default()
        .to_string_lossy()
        .into_owned();
    if !Path::new("/usr/bin").join(&linker).exists() {
        install(&[&linker])?;
    }
    note("building Rust's standard library for WebAssembly, once (about a minute)");
    build_library(&Path::new("/usr/lib/rustlib").join(WASM).join("lib"))
}

fn build_library(destination: &Path) -> Result<()> {
    let scratch = tempfile::tempdir().context("cannot create a temporary folder")?;
    let manifest =
        "[package]\nname = \"seed\"\nedition = \"2024\"\n\n[lib]\ncrate-type = [\"cdylib\"]\n\n[workspace]\n";
    fs::write(scratch.path().join("Cargo.toml"), manifest)
        .and_then(|()| fs::create_dir(scratch.path().join("src")))
        .and_then(|()| fs::write(scratch.path().join("src/lib.rs"), ""))
        .context("cannot write to the temporary folder")?;
    // The flag that unlocks -Zbuild-std stays within this one call: some crates take it for a nightly compiler.
    process::output(
        process::command("/usr/bin/cargo")
            .current_dir(scratch.path())
            .env("RUSTC", "/usr/bin/rustc")
            .env("RUSTC_BOOTSTRAP", "1")
            .env("CARGO_TARGET_DIR", scratch.path().join("target"))
            // For link-time optimisation, which the browser's bundles are built with.
            .env("RUSTFLAGS", "-C embed-bitcode=yes")
            .env_remove("CARGO_ENCODED_RUSTFLAGS")
            .args([
                "build",
                "-Zbuild-std=std,panic_abort",
                "--release",
                "--target",
                WASM,
            ]),
    )
    .context("could not build Rust's standard library for WebAssembly")?;

    // Into place with one rename, so that an interrupted copy is never mistaken for a library.
    let fresh = destination.with_extension("new");
    if fresh.exists() {
        fs::remove_dir_all(&fresh)?;
    }
    fs::create_dir_all(&fresh).with_context(|| format!("cannot create {}", fresh.display()))?;
    let built = scratch.path().join("target").join(WASM).join("release/deps");
    let mut count = 0;
    for file in fs::read_dir(&built).with_context(|| format!("cannot read {}", built.display()))? {
        let path = file?.path();
        if let (Some(name), Some("rlib")) = (path.file_name(), path.extension().and_then(|e| e.to_str())) {
            fs::copy(&path, fresh.join(name)).with_context(|| format!("cannot copy {}", path.display()))?;
            count += 1;
        }
    }
    if count == 0 {
        bail!(
            "building Rust's standard library for WebAssembly left no libraries in {}",
            built.display()
        );
    }
    if destination.exists() {
        fs::remove_dir_all(destination)
            .with_context(|| format!("cannot replace {}", destination.display()))?;
    }
    fs::rename(&fresh, destination).with_context(|| format!("cannot create {}", destination.display()))
}

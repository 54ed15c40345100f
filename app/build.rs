//! A language is a folder: one that is added, or a file in it, is noticed by the next build. And the compiler is noted, because
//! whoever checks what a site gives to browsers has to build it with the same one.

use std::{env, process::Command};

fn main() {
    println!("cargo::rerun-if-changed=locales");
    println!("cargo::rustc-env=RECLAIM_COMPILER={}", compiler());
}

/// As it names itself: `rustc 1.95.0 (59807616e 2026-04-14)`.
fn compiler() -> String {
    let rustc = env::var_os("RUSTC").unwrap_or_else(|| "rustc".into());
    let said = Command::new(rustc).arg("--version").output();
    let said = said.map(|said| String::from_utf8_lossy(&said.stdout).trim().to_owned());
    said.ok()
        .filter(|said| !said.is_empty())
        .unwrap_or_else(|| "rustc".to_owned())
}

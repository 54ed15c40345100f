//! Makes crates/service/src/screening/starter-forms.bin: in which forms the public pictures that the program brings along
//! are found. To each line of starter.tsv beside it, it adds the exact hashes of the file. Their files are in Debian's
//! packages, which are fetched once.

use anyhow::Result;

use crate::bench::unpacked;
use crate::steps::Steps;
use crate::toolchain::Toolchain;
use crate::{process, workspace};

/// The packages that `starter.tsv` names.
pub(crate) const PACKAGES: [&str; 8] = [
    "debian-edu-artwork-emerald",
    "desktop-base",
    "gnome-backgrounds",
    "lxqt-themes",
    "mate-backgrounds",
    "openclipart-png",
    "plasma-workspace-wallpapers",
    "tuxpaint-stamps-default",
];

/// `cargo xtask starter`.
pub(crate) fn command() -> Result<()> {
    let mut steps = Steps::new(2);
    steps.next("fetching pictures");
    let mut folders = Vec::new();
    for package in PACKAGES {
        folders.push(unpacked(package)?);
    }
    steps.next("hashing them");
    let here = workspace::root().join("crates/service/src/screening");
    process::run(
        Toolchain::find()?
            .cargo()
            .args([
                "run",
                "--release",
                "--package",
                "hashing",
                "--example",
                "starter_forms",
                "--",
            ])
            .arg(here.join("starter.tsv"))
            .arg(here.join("starter-forms.bin"))
            .args(folders),
    )?;
    steps.end();
    Ok(())
}

//! Screening, of optimised code: `crates/bench` measures it, this builds that and gives it pictures and a database.
//!
//! The pictures are those of Debian's packages, whose versions and digests Debian keeps: clip art and wallpapers are
//! held to be public, pictures of games are the others; and of photographs half are the ones and half the others. All are
//! free to use and to pass on.

use std::ffi::OsString;
use std::fs;
use std::path::PathBuf;

use anyhow::{Context, Result, bail};
use clap::Args;

use super::program;
use crate::steps::{Steps, note};
use crate::{postgres, process, starter, workspace};

/// Clip art in the public domain, and wallpapers.
const PUBLIC: [&str; 2] = ["openclipart-png", "gnome-backgrounds"];
/// Portraits, maps, sprites and scenes of games.
const OTHERS: [&str; 3] = ["wesnoth-1.16-data", "hedgewars-data", "lincity-ng-data"];
/// Wallpapers, examples and illustrations, landscapes and skies, surfaces: what of it is a JPEG.
const PHOTOGRAPHS: [&str; 9] = [
    "cube2-data",
    "gimp-help-en",
    "kalzium-data",
    "lomiri-wallpapers-16.04",
    "lomiri-wallpapers-20.04",
    "mate-backgrounds",
    "opencv-doc",
    "plasma-workspace-wallpapers",
    "stellarium-data",
];

#[derive(Args)]
#[command(disable_help_flag = true)]
pub(crate) struct Options {
    /// How to measure, as `cargo xtask bench screening --help` says; without `--pictures` those of some of Debian's
    /// packages are fetched once (1.5 GB), and without `--postgres` a throw-away PostgreSQL is measured too, which
    /// writes to the disk as in operation
    #[arg(trailing_var_arg = true, allow_hyphen_values = true)]
    arguments: Vec<OsString>,
}

/// `cargo xtask bench screening`.
pub(super) fn command(options: &Options) -> Result<()> {
    let mut steps = Steps::new(3);
    program::build(&mut steps)?;

    steps.next("fetching pictures");
    let mut arguments = options.arguments.clone();
    let given = |name: &str| options.arguments.iter().any(|argument| argument == name);
    if !given("--help") && !given("--pictures") {
        match pictures() {
            Ok(folders) => arguments.extend(folders),
            Err(error) => note(&format!("nothing is said of pictures: {error:#}")),
        }
    }
    if !given("--help") && !given("--postgres") && postgres::find_programs().is_some() {
        arguments.extend(["--postgres".into(), "postgres".into()]);
    }

    steps.next("measuring");
    program::run("screening", arguments)?;
    steps.end();
    Ok(())
}

/// The folders of every kind of pictures, as arguments.
fn pictures() -> Result<Vec<OsString>> {
    let mut arguments = Vec::new();
    for (packages, option) in [
        (&PUBLIC[..], "--pictures"),
        (&OTHERS[..], "--others-from"),
        (&PHOTOGRAPHS[..], "--photographs"),
        (&starter::PACKAGES[..], "--known-from"),
    ] {
        for package in packages {
            arguments.push(option.into());
            arguments.push(unpacked(package)?.into());
        }
    }
    Ok(arguments)
}

/// What is in one of Debian's packages; fetched once.
pub(crate) fn unpacked(package: &str) -> Result<PathBuf> {
    if process::find("apt-get").is_none() || process::find("dpkg-deb").is_none() {
        bail!("this is no Debian, whose packages the pictures are in");
    }
    let folder = workspace::target().join("pictures");
    fs::create_dir_all(&folder).with_context(|| format!("cannot create {}", folder.display()))?;
    let place = folder.join(package);
    if place.exists() {
        return Ok(place);
    }
    note(package);
    let fetched = tempfile::tempdir_in(&folder).context("cannot create a temporary folder")?;
    process::run(
        process::command("apt-get")
            .args(["download", package])
            .current_dir(fetched.path()),
    )?;
    let file = fs::read_dir(fetched.path())?
        .flatten()
        .map(|entry| entry.path())
        .find(|path| path.extension().is_some_and(|ending| ending == "deb"))
        .with_context(|| format!("apt-get fetched no {package}"))?;
    let draft = fetched.path().join("unpacked");
    process::run(
        process::command("dpkg-deb")
            .arg("--extract")
            .arg(&file)
            .arg(&draft),
    )?;
    fs::rename(&draft, &place).with_context(|| format!("cannot create {}", place.display()))?;
    Ok(place)
}

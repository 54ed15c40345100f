//! A browser and what drives it.

use std::env;
use std::path::PathBuf;
use std::process::Command;

use anyhow::{Context, Result};

use crate::digest::{Inputs, Stamp};
use crate::steps::note;
use crate::{process, workspace};

/// Names of Chromium, by likelihood.
const NAMES: [&str; 4] = [
    "chromium",
    "chromium-browser",
    "google-chrome-stable",
    "google-chrome",
];

/// Playwright asks for it.
const OLDEST_NODE: u32 = 18;

/// Chromium, if it is here. `RECLAIM_CHROMIUM` overrules the search.
pub(crate) fn chromium() -> Option<PathBuf> {
    let chosen = env::var_os("RECLAIM_CHROMIUM").map(PathBuf::from);
    let on_mac = PathBuf::from("/Applications/Google Chrome.app/Contents/MacOS/Google Chrome");
    chosen
        .into_iter()
        .chain(NAMES.into_iter().filter_map(process::find))
        .chain([on_mac])
        .find(|path| path.is_file())
}

/// Firefox, if it is here: some tests want it besides, and none needs it. `RECLAIM_FIREFOX` overrules the search.
pub(crate) fn firefox() -> Option<PathBuf> {
    let chosen = env::var_os("RECLAIM_FIREFOX").map(PathBuf::from);
    let on_mac = PathBuf::from("/Applications/Firefox.app/Contents/MacOS/firefox");
    let found = ["firefox-esr", "firefox"].into_iter().filter_map(process::find);
    chosen
        .into_iter()
        .chain(found)
        .chain([on_mac])
        .find(|path| path.is_file())
}

/// Whether a Node that is new enough and npm are here.
pub(crate) fn has_node() -> bool {
    let version =
        process::output(process::command("node").args(["-p", "process.versions.node.split('.')[0]"]));
    let new_enough = version.is_ok_and(|major| major.parse::<u32>().is_ok_and(|major| major >= OLDEST_NODE));
    new_enough && process::find("npm").is_some()
}

/// Installs Playwright and axe as `end2end/package-lock.json` pins them.
pub(crate) fn install_packages() -> Result<()> {
    let folder = workspace::root().join("end2end");
    let lock = folder.join("package-lock.json");
    let stamp = Stamp::new(
        "node",
        Inputs::new()
            .add(folder.as_os_str().as_encoded_bytes())
            .add_file(&lock)?,
    );
    if stamp.is_current() && folder.join("node_modules/@playwright/test").exists() {
        note("end2end/node_modules is as end2end/package-lock.json wants it");
        return Ok(());
    }
    note("installing end2end/package-lock.json with npm");
    // No install scripts: a browser of its own is not wanted, and nothing else needs one.
    process::output(process::command("npm").current_dir(&folder).args([
        "ci",
        "--ignore-scripts",
        "--no-audit",
        "--no-fund",
    ]))
    .context("npm could not install end2end/package-lock.json")?;
    stamp.save()
}

/// `playwright test` in `end2end`.
pub(crate) fn playwright() -> Command {
    let folder = workspace::root().join("end2end");
    let mut command = process::command(folder.join("node_modules/.bin/playwright"));
    command.current_dir(folder).arg("test");
    if let Some(chromium) = chromium() {
        command.env("RECLAIM_CHROMIUM", chromium);
    }
    if let Some(firefox) = firefox() {
        command.env("RECLAIM_FIREFOX", firefox);
    }
    command
}

//! A Python with what the tests need: platforms' own client, the reference PDQ, photographs.

use std::{
    ffi::OsStr,
    path::{Path, PathBuf},
};

use anyhow::{Context, Result};

use crate::digest::{Inputs, Stamp};
use crate::steps::note;
use crate::{debian, process, workspace};

/// What a Python must be able to do to make us a virtual environment.
const PROBE: &str = "import ensurepip, sqlite3, sys, venv; sys.exit(sys.version_info < (3, 11))";

/// A Python that is good enough, if there is one.
pub(crate) fn find() -> Option<PathBuf> {
    let candidates = [process::find("python3"), Some("/usr/bin/python3".into())];
    candidates
        .into_iter()
        .flatten()
        .find(|python| process::succeeds(process::command(python).args(["-c", PROBE])))
}

/// Finds Python, on Debian as root by installing it.
pub(crate) fn interpreter() -> Result<PathBuf> {
    if let Some(python) = find() {
        return Ok(python);
    }
    if debian::can_install() {
        debian::install(&["python3", "python3-venv"])?;
    }
    find().context("no Python 3.11 or later with venv: install it (Debian: python3-venv), then try again")
}

/// The virtual environment in `target/python` with `end2end/requirements.txt`; answers its interpreter.
pub(crate) fn environment(python: &Path) -> Result<PathBuf> {
    let requirements = workspace::root().join("end2end/requirements.txt");
    let install = ["--requirement".as_ref(), requirements.as_os_str()];
    let inputs = Inputs::new().add_file(&requirements)?;
    prepare(python, "python", inputs, &install).context("pip could not install end2end/requirements.txt")
}

/// A virtual environment in `target` with some packages, and with `package`, which is installed where it lies; answers its
/// interpreter.
pub(crate) fn client_environment(
    python: &Path,
    name: &str,
    package: &Path,
    packages: &[&str],
) -> Result<PathBuf> {
    let inputs = Inputs::new()
        .add(packages.join(" "))
        .add_file(&package.join("pyproject.toml"))?;
    let mut install: Vec<&OsStr> = packages.iter().map(AsRef::as_ref).collect();
    install.extend(["--editable".as_ref(), package.as_os_str()]);
    prepare(python, name, inputs, &install).with_context(|| format!("pip could not install {packages:?}"))
}

fn prepare(python: &Path, name: &str, inputs: Inputs, install: &[&OsStr]) -> Result<PathBuf> {
    let folder = workspace::root().join("target").join(name);
    let interpreter = folder.join("bin/python");
    let version = process::output(
        process::command(python).args(["-c", "import sys; print(sys.version, sys.executable)"]),
    )?;
    let inputs = inputs.add(version).add(folder.as_os_str().as_encoded_bytes());
    let stamp = Stamp::new(name, inputs);
    if stamp.is_current() && process::succeeds(process::command(&interpreter).args(["-c", "import pip"])) {
        note(&format!("target/{name} is as it is wanted"));
        return Ok(interpreter);
    }
    note(&format!("installing into target/{name}"));
    process::output(
        process::command(python)
            .args(["-m", "venv", "--clear"])
            .arg(&folder),
    )
    .with_context(|| format!("Python could not create a virtual environment in target/{name}"))?;
    let pip = ["-m", "pip", "install", "--quiet", "--disable-pip-version-check"];
    process::output(process::command(&interpreter).args(pip).args(install))?;
    stamp.save()?;
    Ok(interpreter)
}

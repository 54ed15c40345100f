//! A Python with what the tests need: platforms' own client, the reference PDQ, photographs.

use std::path::{Path, PathBuf};

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
    let folder = workspace::root().join("target/python");
    let interpreter = folder.join("bin/python");
    let requirements = workspace::root().join("end2end/requirements.txt");
    let version = process::output(
        process::command(python).args(["-c", "import sys; print(sys.version, sys.executable)"]),
    )?;
    let inputs = Inputs::new()
        .add(version)
        .add(folder.as_os_str().as_encoded_bytes())
        .add_file(&requirements)?;
    let stamp = Stamp::new("python", inputs);
    if stamp.is_current() && process::succeeds(process::command(&interpreter).args(["-c", "import pip"])) {
        note("target/python is as end2end/requirements.txt wants it");
        return Ok(interpreter);
    }
    note("installing end2end/requirements.txt into target/python");
    process::output(
        process::command(python)
            .args(["-m", "venv", "--clear"])
            .arg(&folder),
    )
    .context("Python could not create a virtual environment in target/python")?;
    let pip = [
        "-m",
        "pip",
        "install",
        "--quiet",
        "--disable-pip-version-check",
        "--requirement",
    ];
    process::output(process::command(&interpreter).args(pip).arg(&requirements))
        .context("pip could not install end2end/requirements.txt")?;
    stamp.save()?;
    Ok(interpreter)
}

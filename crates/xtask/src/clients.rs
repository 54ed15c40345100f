//! What platforms run already, against a real server: Meta's client in each version that is about, our package for it, and
//! a tester that takes the OpenAPI document at its word.

use std::path::{Path, PathBuf};

use anyhow::{Context, Result};

use crate::steps::note;
use crate::toolchain::Toolchain;
use crate::{process, python, workspace};

/// The versions of Meta's client that platforms have.
const VERSIONS: [&str; 2] = ["1.2.16", "1.2.17"];
/// So many tests at a time: most of each is waiting for seconds to pass.
const AT_A_TIME: &str = "8";

/// Runs the tests of `clients/python` with every version.
pub(crate) fn test(toolchain: &Toolchain, python: &Path) -> Result<()> {
    let server = scratch_feed(toolchain)?;
    let package = workspace::root().join("clients/python");
    for (place, version) in VERSIONS.into_iter().enumerate() {
        note(&format!("threatexchange {version}"));
        let newest = place + 1 == VERSIONS.len();
        let folder = format!("clients-{version}");
        let tools: &[&str] = if newest {
            &[
                "mypy==2.4.1",
                "types-requests==2.33.0.20261030",
                "schemathesis==4.32.5",
            ]
        } else {
            &[]
        };
        let wanted = format!("threatexchange=={version}");
        let mut packages = vec![wanted.as_str(), "pytest==9.2.0", "pytest-xdist==3.8.0"];
        packages.extend(tools);
        let interpreter = python::client_environment(python, &folder, &package, &packages)?;
        if newest {
            process::run(
                process::command(&interpreter)
                    .args(["-m", "mypy"])
                    .current_dir(&package),
            )?;
        }
        let mut pytest = process::command(&interpreter);
        pytest
            .args(["-m", "pytest", "-q", "-n", AT_A_TIME])
            .current_dir(&package)
            .env("RECLAIM_SCRATCH_FEED", &server);
        process::run(&mut pytest).with_context(|| format!("with threatexchange {version}"))?;
    }
    Ok(())
}

/// Builds the server that the tests talk to.
fn scratch_feed(toolchain: &Toolchain) -> Result<PathBuf> {
    process::run(toolchain.cargo().args([
        "build",
        "--quiet",
        "--package",
        "platform-api",
        "--example",
        "scratch_feed",
    ]))?;
    Ok(workspace::target().join("debug/examples/scratch_feed"))
}

//! Runs every test, after installing or naming what they need.

use std::env;

use anyhow::{Context, Result, bail};
use clap::{Args, ValueEnum};

use crate::postgres::{self, Cluster, Durability};
use crate::steps::{Steps, note};
use crate::toolchain::Toolchain;
use crate::{browser, clients, debian, process, python, server, site};

#[derive(Args)]
pub(crate) struct Options {
    /// Only some of the tests
    #[arg(long)]
    only: Option<Part>,
    /// Let the throw-away PostgreSQL write to the disk as in operation: slower
    #[arg(long)]
    fsync: bool,
    /// Handed on to Playwright with `--only e2e`, otherwise to `cargo test`
    #[arg(last = true)]
    arguments: Vec<String>,
}

#[derive(Clone, Copy, PartialEq, Eq, ValueEnum)]
enum Part {
    /// cargo's tests: units, HTTP, storage
    Unit,
    /// The storage crates alone, on both databases
    Storage,
    /// Browsers and a platform's own client
    E2e,
    /// The clients that platforms run, in each version, and a tester of the OpenAPI document
    Clients,
}

/// A program that tests need.
struct Need {
    name: &'static str,
    /// What Debian calls it.
    packages: &'static [&'static str],
    /// What cannot be tested without it.
    tests: &'static str,
    is_here: fn() -> bool,
    parts: &'static [Part],
}

const NEEDS: [Need; 6] = [
    Need {
        name: "PostgreSQL (initdb, postgres, psql)",
        packages: &["postgresql"],
        tests: "storage on PostgreSQL",
        is_here: || postgres::find_programs().is_some(),
        parts: &[Part::Unit, Part::Storage, Part::E2e],
    },
    Need {
        name: "Python 3.11 or later with venv",
        packages: &["python3", "python3-venv"],
        tests: "a platform's own client, and browser tests",
        is_here: || python::find().is_some(),
        parts: &[Part::Unit, Part::E2e, Part::Clients],
    },
    Need {
        name: "ffmpeg with ffprobe",
        packages: &["ffmpeg"],
        tests: "videos",
        is_here: || process::find("ffmpeg").is_some() && process::find("ffprobe").is_some(),
        parts: &[Part::Unit, Part::E2e, Part::Clients],
    },
    Need {
        name: "OpenSSL",
        packages: &["openssl"],
        tests: "a signature, checked by another program",
        is_here: || process::find("openssl").is_some(),
        parts: &[Part::Unit],
    },
    Need {
        name: "Chromium",
        // The fonts: without any, pages have no letters.
        packages: &["chromium", "fonts-liberation"],
        tests: "browser tests",
        is_here: || browser::chromium().is_some(),
        parts: &[Part::E2e],
    },
    Need {
        name: "Node.js 18 or later with npm",
        packages: &["nodejs", "npm"],
        tests: "browser tests",
        is_here: browser::has_node,
        parts: &[Part::E2e],
    },
];

/// `cargo xtask test`.
pub(crate) fn command(options: &Options) -> Result<()> {
    let wanted = |part: Part| options.only.is_none_or(|only| only == part);
    let with_browser = wanted(Part::E2e);
    let with_cargo = !matches!(options.only, Some(Part::E2e | Part::Clients));
    let storage_only = options.only == Some(Part::Storage);
    let with_clients = wanted(Part::Clients);
    let with_site = !matches!(options.only, Some(Part::Storage | Part::Clients));

    let mut steps = Steps::new(
        2 + 2 * usize::from(with_site)
            + 2 * usize::from(with_browser)
            + usize::from(with_cargo)
            + usize::from(with_clients),
    );
    steps.next("looking for what the tests need");
    let toolchain = Toolchain::find()?;
    note(&toolchain.describe());
    let left_out = provide(&wanted)?;
    let can_browse = with_browser
        && !left_out.iter().any(|need| {
            need.parts.contains(&Part::E2e) && !matches!(need.packages, ["postgresql"] | ["ffmpeg"])
        });

    if with_site {
        steps.next("building what the browser loads: worker, islands, styles");
        site::build(&toolchain, false)?;
    }

    steps.next("starting a throw-away PostgreSQL and preparing Python");
    let cluster = match postgres::find_programs() {
        Some(programs) => {
            let durability = if options.fsync {
                Durability::Full
            } else {
                Durability::None
            };
            Some(Cluster::start(&programs, durability)?)
        }
        None => None,
    };
    let interpreter = match python::find() {
        Some(python) if with_site => Some(python::environment(&python)?),
        _ => None,
    };
    // What every test may read from its environment.
    let mut variables = Vec::new();
    if let Some(interpreter) = interpreter {
        variables.push(("RECLAIM_PYTHON", interpreter.into_os_string()));
    }

    if with_site {
        steps.next("building the server");
        variables.push(("RECLAIM_BIN", server::build(&toolchain, false)?.into_os_string()));
    }

    if with_browser {
        steps.next("preparing Playwright");
        if can_browse {
            browser::install_packages()?;
        }
        steps.next("browser tests");
        if can_browse {
            if browser::firefox().is_none() {
                note("Firefox is not installed: its few tests are skipped (Debian: firefox-esr)");
            }
            let mut playwright = browser::playwright();
            playwright.envs(variables.iter().map(|(name, value)| (name, value)));
            if let Some(cluster) = &cluster {
                playwright.env("RECLAIM_PG_URL", cluster.create_database("reclaim_e2e")?);
            }
            if !with_cargo {
                playwright.args(&options.arguments);
            }
            process::run(&mut playwright)?;
        } else {
            note("left out, see above");
        }
    }

    if with_clients {
        steps.next("the clients that platforms run");
        match python::find() {
            Some(python) => clients::test(&toolchain, &python)?,
            None => note("left out, see above"),
        }
    }

    if with_cargo {
        steps.next("cargo's tests");
        for need in &left_out {
            note(&format!(
                "left out: {}, because {} is missing",
                need.tests, need.name
            ));
        }
        let mut cargo = toolchain.cargo();
        cargo.arg("test");
        if storage_only {
            cargo.args([
                "--package",
                "storage",
                "--package",
                "storage-sqlite",
                "--package",
                "storage-postgres",
            ]);
        }
        cargo.args(&options.arguments);
        cargo.envs(variables);
        if let Some(cluster) = &cluster {
            cargo.env(
                "RECLAIM_TEST_POSTGRES_URL",
                cluster.create_database("reclaim_test")?,
            );
        }
        // Nothing of ours after it: the last lines are cargo's.
        steps.hand_over();
        return process::run(&mut cargo);
    }
    steps.end();
    Ok(())
}

/// Installs what is missing, where we may; answers what is missing still.
fn provide(wanted: &dyn Fn(Part) -> bool) -> Result<Vec<&'static Need>> {
    let missing = || {
        NEEDS
            .iter()
            .filter(|need| need.parts.iter().any(|part| wanted(*part)) && !(need.is_here)())
    };
    let packages: Vec<_> = missing().flat_map(|need| need.packages).copied().collect();
    if !packages.is_empty() && debian::can_install() {
        debian::install(&packages).context("cannot install what the tests need")?;
    }
    let left_out: Vec<_> = missing().collect();
    for need in &left_out {
        note(&format!(
            "{} is missing: {} will be left out (Debian: {})",
            need.name,
            need.tests,
            need.packages.join(", ")
        ));
    }
    if !left_out.is_empty() && env::var_os("CI").is_some_and(|value| value == "true") {
        bail!("with CI=true nothing may be left out: install what is named above");
    }
    Ok(left_out)
}

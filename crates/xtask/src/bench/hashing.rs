//! Hashing: four programs do the same work in turns, on one machine, in one run.
//!
//! `crates/hashing/examples/bench.rs` is our code natively, `end2end/bench/reference.py` the reference and the edits,
//! `end2end/bench/modules.mjs` our modules beside others under Node, `end2end/bench/chromium.mjs` a whole file in a
//! browser. Each prints one JSON object.

use std::fs;

use anyhow::{Context, Result, bail};
use serde_json::Value;

use crate::steps::{Steps, note};
use crate::toolchain::Toolchain;
use crate::{browser, process, python, server, site, worker, workspace};

/// `cargo xtask bench hashing`.
pub(super) fn command() -> Result<()> {
    let mut steps = Steps::new(6);
    steps.next("building what is measured");
    let toolchain = Toolchain::find()?;
    browser::install_packages()?;
    site::build(&toolchain, true)?;
    // Without its optimisation: it serves files and calls the hashing core, which is optimised always.
    let binary = server::build(&toolchain, false)?;
    process::run(toolchain.cargo().args([
        "build",
        "--release",
        "--package",
        "hashing",
        "--example",
        "bench",
    ]))?;
    let native = workspace::target().join("release/examples/bench");
    let interpreter = python::environment(&python::interpreter()?)?;
    let Some(chromium) = browser::chromium() else {
        bail!("there is no Chromium here: install it (Debian: chromium), then try again");
    };
    let folder = tempfile::tempdir().context("cannot create a temporary folder")?;
    let scripts = workspace::root().join("end2end/bench");

    steps.next("pictures, and the reference on them");
    let reference = json(
        process::command(&interpreter)
            .arg(scripts.join("reference.py"))
            .arg(folder.path())
            .arg(&binary),
    )?;
    steps.next("our code on this machine");
    let ours = json(process::command(&native).arg(folder.path()))?;
    steps.next("our modules beside others");
    let modules = json(
        process::command("node")
            .arg(scripts.join("modules.mjs"))
            .arg(workspace::site())
            .arg(folder.path()),
    )?;
    steps.next("a whole file in Chromium");
    let chromium = json(
        process::command("node")
            .arg(scripts.join("chromium.mjs"))
            .arg(folder.path())
            .env("RECLAIM_BIN", &binary)
            .env("RECLAIM_CHROMIUM", chromium),
    )?;
    steps.next("results");
    print_speed(&reference, &ours, &modules, &chromium);
    print_sizes(&modules)?;
    print_edits(&reference);
    steps.end();
    Ok(())
}

/// What a program prints.
fn json(program: &mut std::process::Command) -> Result<Value> {
    let output = process::output(program)?;
    serde_json::from_str(&output).with_context(|| format!("a measuring program printed no JSON: {output}"))
}

fn number(of: &Value, name: &str) -> f64 {
    of[name].as_f64().unwrap_or(f64::NAN)
}

fn print_speed(reference: &Value, ours: &Value, modules: &Value, chromium: &Value) {
    println!("\nTimes as fast (a picture of 4032 x 3024; 64 MiB of bytes), least of several runs:\n");
    println!("{:<62} {:>9} {:>9} {:>7}", "", "ours, ms", "other, ms", "ratio");
    let row = |what: &str, ours: f64, other: f64| {
        println!("{what:<62} {ours:>9.1} {other:>9.1} {:>7.2}", other / ours);
    };
    row(
        "PDQ natively / PyPI pdqhash",
        number(ours, "pdq"),
        number(reference, "pdq"),
    );
    row(
        "PDQ in eight orientations / PyPI pdqhash in one",
        number(ours, "orientations"),
        number(reference, "pdq"),
    );
    row(
        "whole JPEG file in Chromium / Pillow and pdqhash natively",
        number(chromium, "jpeg"),
        number(reference, "jpeg"),
    );
    row(
        "whole JPEG file natively / Pillow and pdqhash",
        number(ours, "jpeg"),
        number(reference, "jpeg"),
    );
    for (what, kind) in [("with SIMD", "simd"), ("plain", "plain")] {
        row(
            &format!("SHA-256, SHA-1 and MD5, {what} / npm hash-wasm"),
            number(&modules[kind], "digests"),
            number(&modules["others"], "digests"),
        );
        row(
            &format!("HEIC into pixels and hashes, {what} / npm libheif-js into pixels"),
            number(&modules[kind], "heic"),
            number(&modules["others"], "heic"),
        );
    }
}

fn print_sizes(modules: &Value) -> Result<()> {
    println!("\nModules of the worker: bytes, bytes as Brotli, and MiB of memory for 12 megapixels:\n");
    println!(
        "{:<14} {:>9} {:>9} {:>9} {:>7}",
        "", "bytes", "Brotli", "at most", "MiB"
    );
    let site = workspace::site();
    for (part, ending) in worker::modules() {
        let kind = if ending == worker::SIMD { "simd" } else { "plain" };
        let path = site.join(worker::path(&part, ending));
        let file = fs::metadata(&path).with_context(|| format!("cannot read {}", path.display()))?;
        // What takes videos apart has no picture of its own: its memory is that of end2end/tests/videos.hydrate.spec.ts.
        let memory = modules[kind]["memory"][part.name].as_f64();
        println!(
            "{:<14} {:>9} {:>9} {:>9} {:>7}",
            format!("{}{ending}", part.name),
            file.len(),
            worker::loaded_bytes(&site, &part, ending)?,
            part.budget,
            memory.map_or_else(|| "-".to_owned(), |memory| format!("{memory:.0}")),
        );
    }
    Ok(())
}

fn print_edits(reference: &Value) {
    let count = number(reference, "pictures");
    println!(
        "\nEdited copies of {count} pictures that are found, within 31 bits of the hash of the other copy, in %:\n"
    );
    println!(
        "{:<34} {:>6} {:>12} {:>12} {:>14}",
        "", "plain", "variants of", "variants of", "with hashes of"
    );
    println!(
        "{:<34} {:>6} {:>12} {:>12} {:>14}",
        "", "PDQ", "the original", "the copy", "three crops"
    );
    for edit in reference["edits"].as_array().into_iter().flatten() {
        println!(
            "{:<34} {:>6.0} {:>12.0} {:>12.0} {:>14.0}",
            edit["name"].as_str().unwrap_or_default(),
            number(edit, "plain"),
            number(edit, "of_original"),
            number(edit, "of_copy"),
            number(edit, "with_crops"),
        );
    }
    note("crops: the middle 95, 90 and 80 % of the original, hashed too; not part of what is submitted");
}

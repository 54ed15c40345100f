//! What the browser loads, complete in `target/site`: the worker, the islands, the styles, plain files, and a
//! compressed twin of each that is text or code.

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};

use anyhow::{Context, Result, bail};
use clap::Args;
use sha2::{Digest as _, Sha256};

use crate::bundle::{self, Bundle, Glue};
use crate::compress::{self, Effort};
use crate::steps::{Steps, note};
use crate::toolchain::Toolchain;
use crate::{browser, styles, toolchain, worker, workspace};

#[derive(Args)]
pub(crate) struct Options {
    /// As small as it gets: takes longer
    #[arg(long)]
    release: bool,
}

/// The files of the site by their path within it.
type Files = BTreeMap<PathBuf, Vec<u8>>;

/// The most bytes that a browser may have to load for the islands, module and script together, as Brotli.
const ISLANDS_BUDGET: u64 = 80_000;

/// The islands of the pages.
fn islands() -> Bundle {
    Bundle {
        package: "frontend",
        profile: "wasm-release",
        features: "",
        simd: false,
        name: "reclaim".to_owned(),
        output: "reclaim",
        glue: Glue::Module,
        optimise: "-Oz",
    }
}

/// `cargo xtask site`.
pub(crate) fn command(options: &Options) -> Result<()> {
    let mut steps = Steps::new(2);
    steps.next("looking for a compiler that builds WebAssembly");
    let toolchain = Toolchain::find()?;
    note(&toolchain.describe());
    steps.next("building what the browser loads");
    build(&toolchain, options.release)?;
    steps.end();
    fingerprints(&workspace::site())
}

/// Prints the SHA-256 of each file, as `sha256sum` does and as the page `/en/check` shows it: so that anyone can
/// compare what they built with what a site serves. The compressed twins say the same and are left out.
fn fingerprints(site: &Path) -> Result<()> {
    let mut files = Files::new();
    collect(site, Path::new(""), &mut files)?;
    files.retain(|path, _| {
        path.extension()
            .is_none_or(|ending| ending != "br" && ending != "gz")
    });
    for (path, content) in &files {
        println!("{}  {}", hex::encode(Sha256::digest(content)), path.display());
    }
    Ok(())
}

/// Brings `target/site` up to date.
pub(crate) fn build(toolchain: &Toolchain, release: bool) -> Result<()> {
    let mut files = Files::new();
    if release && browser::has_node() {
        // What makes the downloads smaller is among them.
        browser::install_packages()?;
    }
    for (path, content) in worker::build(toolchain, release)? {
        insert(&mut files, path, content)?;
    }
    let folder = islands().build(toolchain, release)?;
    collect(&folder, Path::new(""), &mut files)?;
    let style = styles::bundle(&workspace::root().join("style/main.css"))?;
    insert(&mut files, "style.css".into(), style.into_bytes())?;
    let public = workspace::root().join("app/public");
    if public.exists() {
        collect(&public, Path::new(""), &mut files)?;
    }
    if release {
        check_folders(&files, &[workspace::root(), toolchain::cargo_home()?])?;
    }
    write(
        &workspace::site(),
        &files,
        if release { Effort::Smallest } else { Effort::Quick },
    )?;
    if release && !bundle::can_optimise() {
        note("left out: what makes the downloads smaller (it needs Node.js and npm)");
    } else if release {
        check_islands(&workspace::site())?;
        worker::check_budgets(&workspace::site())?;
    }
    Ok(())
}

/// Fails if a folder of this machine stands in a file: whoever builds the same sources elsewhere would get other bytes,
/// and could not check what a site serves.
fn check_folders(files: &Files, folders: &[PathBuf]) -> Result<()> {
    for (name, content) in files {
        for folder in folders {
            let within = [folder.as_os_str().as_encoded_bytes(), b"/"].concat();
            if content.windows(within.len()).any(|bytes| bytes == within) {
                bail!(
                    "{} names the folder {}: see `cargo_with` in crates/xtask/src/toolchain.rs",
                    name.display(),
                    folder.display()
                );
            }
        }
    }
    Ok(())
}

/// Fails if the islands take longer to load than they may. To be asked of a site that is as small as it gets.
fn check_islands(site: &Path) -> Result<()> {
    let mut bytes = 0;
    for name in ["reclaim.js.br", "reclaim_bg.wasm.br"] {
        let path = site.join(name);
        let file = fs::metadata(&path).with_context(|| format!("cannot read {}", path.display()))?;
        bytes += file.len();
    }
    note(&format!(
        "the islands: {bytes} bytes as Brotli, of at most {ISLANDS_BUDGET}"
    ));
    if bytes > ISLANDS_BUDGET {
        bail!(
            "the islands have {bytes} bytes as Brotli, of at most {ISLANDS_BUDGET}: \
             make them smaller, or change the budget in crates/xtask/src/site.rs"
        );
    }
    Ok(())
}

/// Adds all files of a folder.
fn collect(folder: &Path, within: &Path, files: &mut Files) -> Result<()> {
    let here = folder.join(within);
    for entry in fs::read_dir(&here).with_context(|| format!("cannot read {}", here.display()))? {
        let entry = entry.with_context(|| format!("cannot read {}", here.display()))?;
        let path = within.join(entry.file_name());
        if entry.path().is_dir() {
            collect(folder, &path, files)?;
        } else {
            let content =
                fs::read(entry.path()).with_context(|| format!("cannot read {}", entry.path().display()))?;
            insert(files, path, content)?;
        }
    }
    Ok(())
}

fn insert(files: &mut Files, path: PathBuf, content: Vec<u8>) -> Result<()> {
    if files.contains_key(&path) {
        bail!(
            "two sources make the site's file {}: rename the one in app/public",
            path.display()
        );
    }
    files.insert(path, content);
    Ok(())
}

/// Makes a folder hold just these files and their twins. What is right already keeps its time, so that cargo does
/// not compile the server again.
fn write(site: &Path, files: &Files, effort: Effort) -> Result<()> {
    fs::create_dir_all(site).with_context(|| format!("cannot create {}", site.display()))?;
    let mut wanted = Vec::new();
    for (name, content) in files {
        let path = site.join(name);
        let changed = put(&path, content)?;
        wanted.push(path.clone());
        for twin in compress::twins(&path, content, effort, changed)? {
            wanted.push(twin);
        }
    }
    remove_others(site, &wanted)?;
    note(&format!(
        "{} files in target/site, {} bytes before compression",
        files.len(),
        files.values().map(Vec::len).sum::<usize>()
    ));
    Ok(())
}

/// Writes a file unless it is there with this content; answers whether it had to.
pub(crate) fn put(path: &Path, content: &[u8]) -> Result<bool> {
    if fs::read(path).is_ok_and(|there| there == content) {
        return Ok(false);
    }
    if let Some(folder) = path.parent() {
        fs::create_dir_all(folder).with_context(|| format!("cannot create {}", folder.display()))?;
    }
    // By rename, so that a server that is running never serves half a file.
    let mut fresh = path.as_os_str().to_owned();
    fresh.push(".new");
    fs::write(&fresh, content)
        .and_then(|()| fs::rename(&fresh, path))
        .with_context(|| format!("cannot write {}", path.display()))?;
    Ok(true)
}

fn remove_others(folder: &Path, wanted: &[PathBuf]) -> Result<()> {
    for entry in fs::read_dir(folder).with_context(|| format!("cannot read {}", folder.display()))? {
        let path = entry
            .with_context(|| format!("cannot read {}", folder.display()))?
            .path();
        if path.is_dir() {
            remove_others(&path, wanted)?;
            // Fails while something is left in it, which is as it should be.
            let _ = fs::remove_dir(&path);
        } else if !wanted.contains(&path) {
            fs::remove_file(&path).with_context(|| format!("cannot remove {}", path.display()))?;
        }
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_folder_of_this_machine_in_a_file_is_noticed() {
        let files = Files::from([
            ("a.wasm".into(), b"panicked at crates/x-1.0/src/lib.rs".to_vec()),
            (
                "b.wasm".into(),
                b"\0/home/someone/.cargo/registry/src/x.rs\0".to_vec(),
            ),
        ]);
        let error = check_folders(&files, &["/home/someone/.cargo".into()]).unwrap_err();
        assert!(
            error.to_string().starts_with("b.wasm names the folder"),
            "{error}"
        );
        assert!(check_folders(&files, &["/home/someone/.car".into()]).is_ok());
    }

    #[test]
    fn islands_over_their_budget_are_noticed() {
        let site = tempfile::tempdir().unwrap();
        let file = |name: &str, bytes| {
            let file = fs::File::create(site.path().join(name)).unwrap();
            file.set_len(bytes).unwrap();
        };
        file("reclaim.js.br", 4_000);
        file("reclaim_bg.wasm.br", ISLANDS_BUDGET - 4_000);
        assert!(check_islands(site.path()).is_ok());
        file("reclaim_bg.wasm.br", ISLANDS_BUDGET);
        assert!(check_islands(site.path()).is_err());
    }
}

//! The worker that hashes files: one script, and a module for each set of decoders, with and without the instructions
//! for many numbers at once.

use std::fs;
use std::path::{Path, PathBuf};

use anyhow::{Context, Result, bail};

use crate::bundle::{self, Bundle, Glue};
use crate::digest::{Inputs, Stamp};
use crate::steps::note;
use crate::toolchain::Toolchain;
use crate::workspace;

/// A set of decoders.
#[derive(Clone, Copy)]
pub(crate) struct Part {
    /// As `hashing::Part` names it.
    pub(crate) name: &'static str,
    /// The features of `hash-worker` that it is built with.
    features: &'static str,
    /// The most bytes that a browser may have to load for it, as Brotli.
    pub(crate) budget: u64,
}

/// Every part. The first two budgets are promises; the others are a little more than the modules take today, so that
/// nobody makes people with slow networks wait longer without noticing.
pub(crate) const PARTS: [Part; 5] = [
    Part::new("base", "", 100_000),
    Part::new("stills", "stills", 270_000),
    Part::new("heic", "heic", 175_000),
    Part::new("jxl", "jxl", 440_000),
    Part::new("video", "video", 165_000),
];

/// What the file name of a module ends with that every browser runs.
pub(crate) const PLAIN: &str = "";
/// And of one that needs the instructions for many numbers at once.
pub(crate) const SIMD: &str = "-simd";

/// What follows the generated glue in the script.
const SCRIPTS: [&str; 3] = [
    "crates/hash-worker/browser-decoder.js",
    "crates/hash-worker/video-decoder.js",
    "crates/hash-worker/worker.js",
];

/// Everything that the modules are made of.
const SOURCES: [&str; 9] = [
    "Cargo.lock",
    "Cargo.toml",
    "crates/hash-worker/Cargo.toml",
    "crates/hash-worker/build.rs",
    "crates/hash-worker/src",
    "crates/hashing/Cargo.toml",
    "crates/hashing/src",
    "crates/still-decoders/Cargo.toml",
    "crates/still-decoders/src",
];

/// Builds everything that the worker consists of; answers the files with their paths within the site.
pub(crate) fn build(toolchain: &Toolchain, release: bool) -> Result<Vec<(PathBuf, Vec<u8>)>> {
    let modules: Vec<(PathBuf, Bundle)> = modules()
        .map(|(part, ending)| (path(&part, ending), part.bundle(ending)))
        .collect();
    // Cargo would build them all anew each time: they are one package, and each overwrites the one before.
    let mut inputs = Inputs::new()
        .add(toolchain.describe())
        .add([u8::from(release), u8::from(release && bundle::can_optimise())]);
    for (_, module) in &modules {
        inputs = inputs.add(module.optimise);
    }
    for source in SOURCES {
        inputs = add(inputs, &workspace::root().join(source))?;
    }
    let stamp = Stamp::new("worker", inputs);
    if stamp.is_current() && modules.iter().all(|(_, module)| module.folder().exists()) {
        note("the modules of the worker are unchanged");
    } else {
        for (_, module) in &modules {
            module.build(toolchain, release)?;
        }
        stamp.save()?;
    }

    let mut files = Vec::new();
    let mut glue: Option<String> = None;
    for (path, module) in modules {
        let script = read(&module.folder().join("worker.js"))?;
        if glue.get_or_insert_with(|| script.clone()) != &script {
            bail!(
                "the module {} needs other glue than the first: \
                 make crates/hash-worker export and import the same with every feature",
                module.name
            );
        }
        let wasm = module.folder().join("worker_bg.wasm");
        let content = fs::read(&wasm).with_context(|| format!("cannot read {}", wasm.display()))?;
        files.push((path, content));
    }
    let script = script(&glue.unwrap_or_default())?;
    files.push(("worker.js".into(), script.into_bytes()));
    Ok(files)
}

/// Each part twice: with the ending of its files.
pub(crate) fn modules() -> impl Iterator<Item = (Part, &'static str)> {
    PARTS.into_iter().flat_map(|part| [(part, PLAIN), (part, SIMD)])
}

/// Where a module stands within the site.
pub(crate) fn path(part: &Part, ending: &str) -> PathBuf {
    PathBuf::from(format!("worker/{}{ending}.wasm", part.name))
}

/// How many bytes a browser has to load for a module: as Brotli.
pub(crate) fn loaded_bytes(site: &Path, part: &Part, ending: &str) -> Result<u64> {
    let path = site.join(path(part, ending)).with_added_extension("br");
    let file = fs::metadata(&path).with_context(|| format!("cannot read {}", path.display()))?;
    Ok(file.len())
}

/// Fails if a module takes longer to load than it may. To be asked of a site that is as small as it gets: its sizes are
/// the same wherever the same compiler builds it.
pub(crate) fn check_budgets(site: &Path) -> Result<()> {
    let mut over = Vec::new();
    for (part, ending) in modules() {
        let bytes = loaded_bytes(site, &part, ending)?;
        if bytes > part.budget {
            over.push(format!(
                "{}{ending} has {bytes} bytes of at most {}",
                part.name, part.budget
            ));
        }
    }
    if over.is_empty() {
        return Ok(());
    }
    bail!(
        "modules of the worker are larger than they may be, as Brotli: {}; \
         make them smaller, or change the budget in crates/xtask/src/worker.rs",
        over.join(", ")
    )
}

impl Part {
    const fn new(name: &'static str, features: &'static str, budget: u64) -> Self {
        Self {
            name,
            features,
            budget,
        }
    }

    fn bundle(&self, ending: &str) -> Bundle {
        Bundle {
            package: "hash-worker",
            profile: "worker-release",
            features: self.features,
            simd: ending == SIMD,
            name: format!("worker-{}{ending}", self.name),
            output: "worker",
            glue: Glue::Classic,
            optimise: "-O3",
        }
    }
}

/// Adds a file, or all files of a folder.
fn add(inputs: Inputs, path: &Path) -> Result<Inputs> {
    if !path.is_dir() {
        return inputs.add_file(path);
    }
    let mut entries: Vec<_> = fs::read_dir(path)
        .and_then(Iterator::collect::<std::io::Result<_>>)
        .with_context(|| format!("cannot read {}", path.display()))?;
    entries.sort_by_key(fs::DirEntry::file_name);
    entries.iter().try_fold(inputs, |inputs, entry| {
        add(inputs.add(entry.file_name().as_encoded_bytes()), &entry.path())
    })
}

/// One classic script, so that its policy can refuse every import. The glue holds one program; in a function it makes
/// as many as are needed.
fn script(glue: &str) -> Result<String> {
    let mut script = format!("const newProgram = () => {{\n{glue}\nreturn wasm_bindgen;\n}};\n");
    for name in SCRIPTS {
        script.push_str(&read(&workspace::root().join(name))?);
    }
    Ok(script)
}

fn read(path: &Path) -> Result<String> {
    fs::read_to_string(path).with_context(|| format!("cannot read {}", path.display()))
}

#[cfg(test)]
mod tests {
    use super::*;

    /// A site whose modules have as many bytes as they may, and one of them as many more.
    fn site(one: &str, more: u64) -> tempfile::TempDir {
        let folder = tempfile::tempdir().unwrap();
        fs::create_dir(folder.path().join("worker")).unwrap();
        for (part, ending) in modules() {
            let name = format!("{}{ending}", part.name);
            let bytes = part.budget + if name == one { more } else { 0 };
            let file = folder.path().join(format!("worker/{name}.wasm.br"));
            fs::File::create(file).unwrap().set_len(bytes).unwrap();
        }
        folder
    }

    #[test]
    fn a_module_over_its_budget_is_named_and_others_are_not() {
        assert!(check_budgets(site("", 0).path()).is_ok());
        let error = check_budgets(site("stills-simd", 1).path())
            .unwrap_err()
            .to_string();
        assert!(
            error.contains("stills-simd has 270001 bytes of at most 270000"),
            "{error}"
        );
        assert!(!error.contains("base"), "{error}");
    }
}

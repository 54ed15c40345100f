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

/// The parts as `hashing::Part` names them, with the features of `hash-worker` that they are built with.
pub(crate) const PARTS: [(&str, &str); 5] = [
    ("base", ""),
    ("stills", "stills"),
    ("heic", "heic"),
    ("jxl", "jxl"),
    ("video", "video"),
];

/// What follows the generated glue in the script.
const SCRIPTS: [&str; 3] = [
    "crates/hash-worker/browser-decoder.js",
    "crates/hash-worker/video-decoder.js",
    "crates/hash-worker/worker.js",
];

/// Everything that the modules are made of.
const SOURCES: [&str; 7] = [
    "Cargo.lock",
    "Cargo.toml",
    "crates/hash-worker/Cargo.toml",
    "crates/hash-worker/build.rs",
    "crates/hash-worker/src",
    "crates/hashing/Cargo.toml",
    "crates/hashing/src",
];

/// Builds everything that the worker consists of; answers the files with their paths within the site.
pub(crate) fn build(toolchain: &Toolchain, release: bool) -> Result<Vec<(PathBuf, Vec<u8>)>> {
    let modules: Vec<Bundle> = [false, true]
        .into_iter()
        .flat_map(|simd| PARTS.map(|(part, features)| module(part, features, simd)))
        .collect();
    // Cargo would build them all anew each time: they are one package, and each overwrites the one before.
    let mut inputs = Inputs::new()
        .add(toolchain.describe())
        .add([u8::from(release && bundle::can_optimise())]);
    for source in SOURCES {
        inputs = add(inputs, &workspace::root().join(source))?;
    }
    let stamp = Stamp::new("worker", inputs);
    if stamp.is_current() && modules.iter().all(|module| module.folder().exists()) {
        note("the modules of the worker are unchanged");
    } else {
        for module in &modules {
            module.build(toolchain, release)?;
        }
        stamp.save()?;
    }

    let mut files = Vec::new();
    let mut glue: Option<String> = None;
    for module in &modules {
        let script = read(&module.folder().join("worker.js"))?;
        if glue.get_or_insert_with(|| script.clone()) != &script {
            bail!(
                "the module {} needs other glue than the first: \
                 make crates/hash-worker export and import the same with every feature",
                module.name
            );
        }
        let path = module.folder().join("worker_bg.wasm");
        let content = fs::read(&path).with_context(|| format!("cannot read {}", path.display()))?;
        let name = module.name.trim_start_matches("worker-");
        files.push((PathBuf::from(format!("worker/{name}.wasm")), content));
    }
    let script = script(&glue.unwrap_or_default())?;
    files.push(("worker.js".into(), script.into_bytes()));
    Ok(files)
}

fn module(part: &str, features: &'static str, simd: bool) -> Bundle {
    let ending = if simd { "-simd" } else { "" };
    Bundle {
        package: "hash-worker",
        profile: "worker-release",
        features,
        simd,
        name: format!("worker-{part}{ending}"),
        output: "worker",
        glue: Glue::Classic,
        optimise: "-O3",
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

//! A WebAssembly library and the JavaScript that starts it.

use std::fs;
use std::path::{Path, PathBuf};

use anyhow::{Context, Result, bail};
use wasm_bindgen_cli_support::Bindgen;

use crate::digest::{Inputs, Stamp};
use crate::glue::Names;
use crate::steps::note;
use crate::toolchain::{Toolchain, WASM};
use crate::{process, workspace};

/// Raise this when the same inputs are to give another result.
const EDITION: &str = "3";

/// What rustc's own default for the target uses; wasm-opt must not be stricter. SIMD is for the worker.
const FEATURES: [&str; 7] = [
    "--enable-bulk-memory",
    "--enable-multivalue",
    "--enable-mutable-globals",
    "--enable-nontrapping-float-to-int",
    "--enable-reference-types",
    "--enable-sign-ext",
    "--enable-simd",
];

/// The instructions that work on many numbers at once, which not every browser has.
const SIMD: &str = "-Ctarget-feature=+simd128";

/// The script is a module, and nothing outside of it uses its inner names. It runs where WebAssembly has what
/// [`FEATURES`] names, and such browsers know the JavaScript of 2020.
const TERSER: [&str; 7] = [
    "--module",
    "--ecma",
    "2020",
    "--compress",
    "passes=3",
    "--mangle",
    "--comments=false",
];

/// How the script is loaded.
#[derive(Clone, Copy)]
pub(crate) enum Glue {
    /// A part of a classic script.
    Classic,
    /// A module for `import`.
    Module,
}

/// One library for the browser.
pub(crate) struct Bundle {
    pub(crate) package: &'static str,
    pub(crate) profile: &'static str,
    /// Features of the package besides its default ones.
    pub(crate) features: &'static str,
    /// Whether the browser has to know the instructions for many numbers at once.
    pub(crate) simd: bool,
    /// Which of the bundles this is.
    pub(crate) name: String,
    /// The results are `<output>.js` and `<output>_bg.wasm`, and the script refers to the module by that name.
    pub(crate) output: &'static str,
    pub(crate) glue: Glue,
    /// What wasm-opt is to strive for.
    pub(crate) optimise: &'static str,
}

impl Bundle {
    /// Where the results are.
    pub(crate) fn folder(&self) -> PathBuf {
        workspace::state().join(&self.name)
    }

    /// Builds it; answers the folder with the results.
    pub(crate) fn build(&self, toolchain: &Toolchain, release: bool) -> Result<PathBuf> {
        // Other flags, another folder: cargo would build everything anew each time.
        let target = if self.simd {
            workspace::target().join("simd")
        } else {
            workspace::target()
        };
        let flags: &[&str] = if self.simd { &[SIMD] } else { &[] };
        let mut cargo = toolchain.cargo_with(flags, release)?;
        cargo
            .args(["build", "--package", self.package, "--target", WASM])
            .args(["--profile", self.profile, "--features", self.features])
            .arg("--target-dir")
            .arg(&target);
        process::run(&mut cargo)?;
        let file = format!("{}.wasm", self.package.replace('-', "_"));
        let wasm = target.join(WASM).join(self.profile).join(file);
        if !wasm.exists() {
            bail!(
                "crates/{} built no {}: its Cargo.toml needs `[lib] crate-type = [\"cdylib\", \"rlib\"]`",
                self.package,
                wasm.file_name().unwrap_or_default().display()
            );
        }

        let shrinkers = Shrinkers::find().filter(|_| release);
        let folder = self.folder();
        let inputs = Inputs::new()
            .add(EDITION)
            .add(shrinkers.as_ref().map_or("", |_| self.optimise))
            .add_file(&wasm)?;
        let stamp = Stamp::new(&self.name, inputs);
        if stamp.is_current() && folder.join(format!("{}.js", self.output)).exists() {
            note(&format!("{} is unchanged", self.name));
            return Ok(folder);
        }
        if folder.exists() {
            fs::remove_dir_all(&folder).with_context(|| format!("cannot empty {}", folder.display()))?;
        }
        self.bind(&wasm, &folder)
            .with_context(|| format!("wasm-bindgen failed on {}", self.package))?;
        if let Some(shrinkers) = shrinkers {
            self.shrink(&shrinkers, &folder)?;
        }
        stamp.save()?;
        Ok(folder)
    }

    fn bind(&self, wasm: &Path, folder: &Path) -> Result<()> {
        let mut bindgen = Bindgen::new();
        bindgen
            .input_path(wasm)
            .out_name(self.output)
            .typescript(false)
            .remove_name_section(true)
            .remove_producers_section(true);
        match self.glue {
            // The worker is handed its compiled module: it must not look for one.
            Glue::Classic => bindgen.no_modules(true)?.omit_default_module_path(true),
            Glue::Module => bindgen.web(true)?,
        };
        let mut output = bindgen.generate_output()?;
        // Workers share one script for many modules, which has to offer what any of them wants.
        let names = match self.glue {
            Glue::Classic => None,
            Glue::Module => Some(Names::shorten(output.wasm_mut())),
        };
        output.emit(folder)?;
        if let Some(names) = names {
            let path = folder.join(format!("{}.js", self.output));
            let written =
                fs::read_to_string(&path).with_context(|| format!("cannot read {}", path.display()))?;
            fs::write(&path, names.script(&written)?)
                .with_context(|| format!("cannot write {}", path.display()))?;
        }
        Ok(())
    }

    fn shrink(&self, shrinkers: &Shrinkers, folder: &Path) -> Result<()> {
        replace(
            &folder.join(format!("{}_bg.wasm", self.output)),
            |wasm, smaller| {
                let mut wasm_opt = process::command("node");
                wasm_opt
                    .arg(&shrinkers.wasm_opt)
                    .arg(self.optimise)
                    .args(FEATURES);
                process::output(wasm_opt.arg(wasm).arg("-o").arg(smaller))
            },
        )?;
        if matches!(self.glue, Glue::Classic) {
            // It becomes a part of a longer script.
            return Ok(());
        }
        replace(&folder.join(format!("{}.js", self.output)), |script, smaller| {
            let mut terser = process::command("node");
            terser.arg(&shrinkers.terser).arg(script).args(TERSER);
            process::output(terser.arg("--output").arg(smaller))
        })
    }
}

/// What makes modules and scripts smaller: npm's builds, which need no installation of their own.
struct Shrinkers {
    /// Debian's is too old.
    wasm_opt: PathBuf,
    terser: PathBuf,
}

impl Shrinkers {
    /// `None` where one of them is missing.
    fn find() -> Option<Self> {
        let packages = workspace::root().join("end2end/node_modules");
        let found = Self {
            wasm_opt: packages.join("binaryen/bin/wasm-opt"),
            terser: packages.join("terser/bin/terser"),
        };
        let here = found.wasm_opt.exists() && found.terser.exists() && process::find("node").is_some();
        here.then_some(found)
    }
}

/// Whether the downloads can be made as small as they get.
pub(crate) fn can_optimise() -> bool {
    Shrinkers::find().is_some()
}

/// Puts what a program makes of a file in its place.
fn replace(file: &Path, shrink: impl FnOnce(&Path, &Path) -> Result<String>) -> Result<()> {
    let smaller = file.with_added_extension("small");
    shrink(file, &smaller).with_context(|| format!("cannot make {} smaller", file.display()))?;
    let size = |path: &Path| fs::metadata(path).map(|file| file.len()).unwrap_or_default();
    note(&format!(
        "{} from {} to {} bytes",
        file.file_name().unwrap_or_default().display(),
        size(file),
        size(&smaller)
    ));
    fs::rename(&smaller, file).with_context(|| format!("cannot replace {}", file.display()))
}

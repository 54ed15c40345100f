//! A WebAssembly library and the JavaScript that starts it.

use std::fs;
use std::path::{Path, PathBuf};

use anyhow::{Context, Result, bail};
use wasm_bindgen_cli_support::Bindgen;

use crate::digest::{Inputs, Stamp};
use crate::steps::note;
use crate::toolchain::{Toolchain, WASM};
use crate::{process, workspace};

/// Raise this when the same inputs are to give another result.
const EDITION: &str = "2";

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
        let mut cargo = if release {
            toolchain.release_cargo(flags)?
        } else {
            toolchain.cargo()
        };
        if self.simd && !release {
            cargo.env("CARGO_ENCODED_RUSTFLAGS", SIMD);
        }
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

        let optimiser = wasm_opt().filter(|_| release);
        let folder = self.folder();
        let inputs = Inputs::new()
            .add(EDITION)
            .add(optimiser.as_deref().map_or("", |_| self.optimise))
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
        if let Some(optimiser) = optimiser {
            self.shrink(&optimiser, &folder)?;
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
        bindgen.generate(folder)
    }

    fn shrink(&self, optimiser: &Path, folder: &Path) -> Result<()> {
        let wasm = folder.join(format!("{}_bg.wasm", self.output));
        let smaller = wasm.with_extension("opt");
        process::output(
            process::command("node")
                .arg(optimiser)
                .arg(self.optimise)
                .args(FEATURES)
                .arg(&wasm)
                .arg("-o")
                .arg(&smaller),
        )
        .with_context(|| format!("wasm-opt failed on {}", self.package))?;
        let size = |path: &Path| fs::metadata(path).map(|file| file.len()).unwrap_or_default();
        note(&format!(
            "wasm-opt: {} from {} to {} bytes",
            self.name,
            size(&wasm),
            size(&smaller)
        ));
        fs::rename(&smaller, &wasm).with_context(|| format!("cannot replace {}", wasm.display()))
    }
}

/// Whether wasm-opt is here.
pub(crate) fn can_optimise() -> bool {
    wasm_opt().is_some()
}

/// npm's build of it, which needs no installation of its own. Debian's is too old.
fn wasm_opt() -> Option<PathBuf> {
    let script = workspace::root().join("end2end/node_modules/binaryen/bin/wasm-opt");
    (script.exists() && process::find("node").is_some()).then_some(script)
}

//! Finds one compiler that builds for this machine and for the browser.
//!
//! One for both: two compilers would mean everything built twice. Where rustup can fetch the WebAssembly half of the
//! standard library it is the active toolchain; on a Debian machine that cannot reach rustup's servers it is Debian's
//! own compiler, with that half built from Debian's sources once.

use std::env;
use std::ffi::OsString;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::time::Duration;

use anyhow::{Context, Result, bail};

use crate::steps::note;
use crate::{debian, process, workspace};

/// What the browser's half is compiled for.
pub(crate) const WASM: &str = "wasm32-unknown-unknown";

/// The name under which rustup knows Debian's compiler.
const DEBIAN: &str = "debian";

/// Where the network is closed rustup does not fail: it waits for minutes.
const RUSTUP_LIMIT: Duration = Duration::from_secs(20);

/// Where cargo keeps the sources of crates.
pub(crate) fn cargo_home() -> Result<PathBuf> {
    env::var_os("CARGO_HOME")
        .map(PathBuf::from)
        .or_else(|| env::home_dir().map(|home| home.join(".cargo")))
        .context("no home folder: set CARGO_HOME")
}

/// A compiler that builds for this machine and for the browser.
pub(crate) struct Toolchain {
    /// Where `cargo` and `rustc` are: rustup's proxies, or the compiler itself where there is no rustup.
    folder: PathBuf,
    /// The name to select with rustup. `None` leaves the choice to rustup, or there is no rustup.
    name: Option<OsString>,
}

impl Toolchain {
    /// Finds the compiler, or sets it up. Quick when there is nothing to do.
    pub(crate) fn find() -> Result<Self> {
        let rustup = process::find("rustup").filter(|path| path.with_file_name("cargo").is_file());
        let Some(folder) = rustup.as_deref().and_then(Path::parent) else {
            return Self::find_without_rustup();
        };
        // Rustup tells the programs that it starts which toolchain is theirs: the person's own choice.
        let active = Self {
            folder: folder.to_path_buf(),
            name: env::var_os("RUSTUP_TOOLCHAIN"),
        };
        if active.builds_wasm()? {
            return Ok(active);
        }
        let debian = Self {
            folder: folder.to_path_buf(),
            name: Some(DEBIAN.into()),
        };
        if active.rustup_knows(DEBIAN) && debian.builds_wasm()? {
            return Ok(debian);
        }
        note("the active compiler lacks the WebAssembly target: asking rustup for it");
        if process::succeeds_within(&mut active.target_add(), RUSTUP_LIMIT) && active.builds_wasm()? {
            return Ok(active);
        }
        if !debian::can_install() {
            bail!(
                "no compiler here builds WebAssembly and rustup could not fetch the target: \
                 run `rustup target add {WASM}` where rustup's servers can be reached, then try again"
            );
        }
        note("rustup could not fetch it: taking Debian's compiler instead");
        install_debian()?;
        process::run(active.rustup().args(["toolchain", "link", DEBIAN, "/usr"]))?;
        debian.must_build_wasm()
    }

    fn find_without_rustup() -> Result<Self> {
        let cargo = process::find("cargo")
            .context("no cargo on the PATH: install Rust with rustup, then try again")?;
        let folder = cargo.parent().unwrap_or(Path::new("/usr/bin")).to_path_buf();
        let found = Self { folder, name: None };
        if found.builds_wasm()? {
            return Ok(found);
        }
        if !debian::can_install() {
            bail!(
                "the compiler in {} does not build WebAssembly: install the standard library for {WASM} \
                 (with rustup: `rustup target add {WASM}`), then try again",
                found.folder.display()
            );
        }
        install_debian()?;
        Self {
            folder: "/usr/bin".into(),
            name: None,
        }
        .must_build_wasm()
    }

    fn must_build_wasm(self) -> Result<Self> {
        if !self.builds_wasm()? {
            bail!(
                "{} was set up and still does not build WebAssembly: report this with the output above",
                self.describe()
            );
        }
        Ok(self)
    }

    /// `cargo` of this toolchain, host and browser alike.
    pub(crate) fn cargo(&self) -> Command {
        self.tool("cargo")
    }

    /// `cargo` with further flags for rustc; `release` for what is deployed.
    ///
    /// What is deployed goes without the flags of `.cargo/config.toml`, which only make building quicker, and no folder
    /// of this machine stands in it, so that whoever builds the same sources elsewhere gets the same bytes. Further
    /// flags take the place of those in the file too: cargo reads one or the other.
    pub(crate) fn cargo_with(&self, flags: &[&str], release: bool) -> Result<Command> {
        let mut all: Vec<String> = flags.iter().map(|&flag| flag.to_owned()).collect();
        if release {
            let sources = cargo_home()?.join("registry/src");
            // A folder for each registry; there is one as soon as this program could be built.
            for registry in std::fs::read_dir(&sources).into_iter().flatten() {
                let registry = registry.with_context(|| format!("cannot read {}", sources.display()))?;
                all.push(format!(
                    "--remap-path-prefix={}=crates",
                    registry.path().display()
                ));
            }
        }
        let mut command = self.cargo();
        if release || !all.is_empty() {
            command.env("CARGO_ENCODED_RUSTFLAGS", all.join("\x1f"));
        }
        Ok(command)
    }

    fn tool(&self, tool: &str) -> Command {
        let mut command = process::command(self.folder.join(tool));
        if let Some(name) = &self.name {
            command.env("RUSTUP_TOOLCHAIN", name);
        } else if self.folder == Path::new("/usr/bin") {
            // Without rustup another rustc may stand first on the PATH.
            command.env("RUSTC", "/usr/bin/rustc");
        }
        command
    }

    fn rustup(&self) -> Command {
        process::command(self.folder.join("rustup"))
    }

    fn rustup_knows(&self, name: &str) -> bool {
        let list = process::output(self.rustup().args(["toolchain", "list"]));
        list.is_ok_and(|list| {
            list.lines()
                .any(|line| line.split_whitespace().next() == Some(name))
        })
    }

    fn target_add(&self) -> Command {
        let mut command = self.rustup();
        command.args(["target", "add", WASM]);
        if let Some(name) = &self.name {
            command.arg("--toolchain").arg(name);
        }
        command
    }

    /// Tries it, as the bundles are built: a folder with the right name may hold the library of an older compiler, or
    /// one that link-time optimisation cannot use, and the linker may be missing.
    fn builds_wasm(&self) -> Result<bool> {
        let scratch = tempfile::tempdir().context("cannot create a temporary folder")?;
        let source = scratch.path().join("probe.rs");
        std::fs::write(
            &source,
            "#[unsafe(no_mangle)] pub fn probe() -> usize { std::env::args().count() }",
        )
        .with_context(|| format!("cannot write {}", source.display()))?;
        let mut rustc = self.tool("rustc");
        rustc.args([
            "--edition",
            "2024",
            "--crate-type",
            "cdylib",
            "--target",
            WASM,
            "-O",
            "-C",
            "lto=fat",
            "--out-dir",
        ]);
        Ok(process::succeeds(
            rustc.arg(scratch.path()).arg(&source).stdout(Stdio::null()),
        ))
    }

    /// The compiler in a few words.
    pub(crate) fn describe(&self) -> String {
        let version =
            process::output(self.tool("rustc").arg("--version")).unwrap_or_else(|_| "a compiler".into());
        match &self.name {
            Some(name) => format!("{version}, toolchain {}", name.display()),
            None => version,
        }
    }
}

fn install_debian() -> Result<()> {
    debian::install_compiler()?;
    // What was built with another standard library does not fit the new one, and cargo would not notice.
    let stale = workspace::target().join(WASM);
    if stale.exists() {
        std::fs::remove_dir_all(&stale).with_context(|| format!("cannot remove {}", stale.display()))?;
    }
    Ok(())
}

/// `cargo xtask toolchain`.
pub(crate) fn report() -> Result<()> {
    let toolchain = Toolchain::find()?;
    eprintln!("builds WebAssembly: {}", toolchain.describe());
    Ok(())
}

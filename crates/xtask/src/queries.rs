//! Renews the committed descriptions of the SQL queries, from which builds without a database check them.

use std::collections::BTreeMap;
use std::fs::{self, File};
use std::path::{Path, PathBuf};
use std::time::SystemTime;

use anyhow::{Context, Result, bail};
use clap::{Args, ValueEnum};

use crate::postgres::{self, Cluster, Durability};
use crate::steps::{Steps, note};
use crate::toolchain::Toolchain;
use crate::{process, python, workspace};

#[derive(Args)]
pub(crate) struct Options {
    /// Change nothing; fail if something would change
    #[arg(long)]
    check: bool,
    /// Only this database
    #[arg(long)]
    only: Option<Engine>,
}

#[derive(Clone, Copy, PartialEq, Eq, ValueEnum)]
enum Engine {
    Sqlite,
    Postgres,
}

impl Engine {
    fn package(self) -> &'static str {
        match self {
            Self::Sqlite => "storage-sqlite",
            Self::Postgres => "storage-postgres",
        }
    }

    /// What the package's `sqlx.toml` calls the database to ask.
    fn variable(self) -> &'static str {
        match self {
            Self::Sqlite => "SQLITE_DATABASE_URL",
            Self::Postgres => "PG_DATABASE_URL",
        }
    }

    fn migrations(self) -> Result<Vec<PathBuf>> {
        let folder = workspace::root().join("migrations").join(match self {
            Self::Sqlite => "sqlite",
            Self::Postgres => "postgres",
        });
        let mut files = Vec::new();
        for file in fs::read_dir(&folder).with_context(|| format!("cannot read {}", folder.display()))? {
            let path = file?.path();
            let name = path.file_name().unwrap_or_default().to_string_lossy();
            if name.ends_with(".sql") && !name.ends_with(".down.sql") {
                files.push(path);
            }
        }
        // Their numbers have a fixed width, so that names sort as they apply.
        files.sort();
        Ok(files)
    }
}

/// `cargo xtask sqlx`.
pub(crate) fn command(options: &Options) -> Result<()> {
    let engines: Vec<_> = [Engine::Sqlite, Engine::Postgres]
        .into_iter()
        .filter(|engine| options.only.is_none_or(|only| only == *engine))
        .collect();
    let mut steps = Steps::new(1 + engines.len());
    steps.next("looking for a compiler");
    let toolchain = Toolchain::find()?;
    note(&toolchain.describe());

    let mut stale = Vec::new();
    for engine in engines {
        steps.next(&format!(
            "asking a new database about the queries of {}",
            engine.package()
        ));
        let fresh = describe(&toolchain, engine)?;
        let committed = workspace::root()
            .join("crates")
            .join(engine.package())
            .join(".sqlx");
        let before = read(&committed)?;
        if before == fresh {
            note(&format!("{} queries, nothing changed", fresh.len()));
        } else if options.check {
            stale.push(engine.package());
        } else {
            replace(&committed, &before, &fresh)?;
            note(&format!(
                "{} queries written to crates/{}/.sqlx",
                fresh.len(),
                engine.package()
            ));
        }
    }
    steps.end();
    if !stale.is_empty() {
        bail!(
            "the queries of {} are not as crates/*/.sqlx describe them: run `cargo xtask sqlx`",
            stale.join(" and ")
        );
    }
    Ok(())
}

/// The descriptions of all queries of a package, by file name.
fn describe(toolchain: &Toolchain, engine: Engine) -> Result<BTreeMap<String, String>> {
    // Within the target folder: sqlx moves finished files here from there, which only works on one file system.
    let scratch = tempfile::Builder::new()
        .prefix("sqlx-")
        .tempdir_in(ensure(&workspace::target())?)
        .context("cannot create a folder beside what cargo builds")?;
    let answers = scratch.path().join("answers");
    fs::create_dir(&answers).context("cannot create a folder beside what cargo builds")?;
    match engine {
        Engine::Sqlite => {
            let file = scratch.path().join("queries.sqlite");
            migrate_sqlite(&file)?;
            check(
                toolchain,
                engine,
                &format!("sqlite://{}", file.display()),
                &answers,
            )?;
        }
        Engine::Postgres => {
            let cluster = Cluster::start(&postgres::programs()?, Durability::None)?;
            let url = cluster.create_database("queries")?;
            for file in engine.migrations()? {
                let mut psql = cluster.psql("queries");
                if !fs::read_to_string(&file)?.starts_with("-- no-transaction") {
                    psql.arg("--single-transaction");
                }
                process::output(psql.arg("--file").arg(&file))
                    .with_context(|| format!("PostgreSQL refuses {}", file.display()))?;
            }
            check(toolchain, engine, &url, &answers)?;
        }
    }
    read(&answers)
}

/// Applies the migrations with Python's SQLite: xtask itself stays quick to build.
fn migrate_sqlite(database: &Path) -> Result<()> {
    const SCRIPT: &str = "
import pathlib, sqlite3, sys
database = sqlite3.connect(sys.argv[1], isolation_level=None)
for migration in sys.argv[2:]:
    try:
        database.executescript(pathlib.Path(migration).read_text())
    except sqlite3.Error as error:
        sys.exit(f'{migration}: {error} (SQLite {sqlite3.sqlite_version})')
";
    process::output(
        process::command(python::interpreter()?)
            .args(["-c", SCRIPT])
            .arg(database)
            .args(Engine::Sqlite.migrations()?),
    )
    .context("SQLite refuses a migration")?;
    Ok(())
}

/// Lets the compiler ask the database about every query of a package.
fn check(toolchain: &Toolchain, engine: Engine, url: &str, answers: &Path) -> Result<()> {
    // Cargo leaves out what has not changed, and then nobody asks.
    let source = workspace::root()
        .join("crates")
        .join(engine.package())
        .join("src/lib.rs");
    File::options()
        .append(true)
        .open(&source)
        .and_then(|file| file.set_modified(SystemTime::now()))
        .with_context(|| format!("cannot touch {}", source.display()))?;
    process::run(
        toolchain
            .cargo()
            .args(["check", "--all-targets", "--package", engine.package()])
            .env("SQLX_OFFLINE", "false")
            .env("SQLX_OFFLINE_DIR", answers)
            .env(engine.variable(), url),
    )
}

fn read(folder: &Path) -> Result<BTreeMap<String, String>> {
    let mut files = BTreeMap::new();
    if !folder.exists() {
        return Ok(files);
    }
    for file in fs::read_dir(folder).with_context(|| format!("cannot read {}", folder.display()))? {
        let path = file?.path();
        let name = path
            .file_name()
            .unwrap_or_default()
            .to_string_lossy()
            .into_owned();
        if name.starts_with("query-") && name.ends_with(".json") {
            files.insert(
                name,
                fs::read_to_string(&path).with_context(|| format!("cannot read {}", path.display()))?,
            );
        }
    }
    Ok(files)
}

fn replace(folder: &Path, before: &BTreeMap<String, String>, fresh: &BTreeMap<String, String>) -> Result<()> {
    ensure(folder)?;
    for name in before.keys().filter(|name| !fresh.contains_key(*name)) {
        fs::remove_file(folder.join(name)).with_context(|| format!("cannot remove {name}"))?;
    }
    for (name, content) in fresh {
        fs::write(folder.join(name), content).with_context(|| format!("cannot write {name}"))?;
    }
    Ok(())
}

fn ensure(folder: &Path) -> Result<&Path> {
    fs::create_dir_all(folder).with_context(|| format!("cannot create {}", folder.display()))?;
    Ok(folder)
}

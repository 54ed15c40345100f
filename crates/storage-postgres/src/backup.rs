//! A copy of a whole database while it is served, made and put back by PostgreSQL's own programs.

use std::{
    fs::{self, File},
    io::Read,
    path::{Path, PathBuf},
    process::Stdio,
};

use sqlx::{ConnectOptions as _, postgres::PgConnectOptions};
use storage::StorageError;
use tokio::{
    io::{AsyncReadExt as _, AsyncWriteExt as _},
    process::Command,
};

use crate::{PostgresStorage, error::storage_error};

/// Where Debian and others keep the programs of each version.
const PACKAGED: &str = "/usr/lib/postgresql";

/// How much is handed on at a time, in bytes.
const PORTION: usize = 1 << 20;

/// Why a copy was not made or not put back.
#[derive(Debug, thiserror::Error)]
pub enum BackupError {
    /// No such program is on this machine.
    #[error("{program} is not installed: install PostgreSQL's client programs, version {server} or later")]
    Missing {
        /// Its name.
        program: &'static str,
        /// The server's major version.
        server: u32,
    },
    /// There is one, older than the server.
    #[error(
        "{program} is of version {found} and the server of version {server}: install PostgreSQL's client programs, \
         version {server} or later"
    )]
    Older {
        /// Its name.
        program: &'static str,
        /// Its major version.
        found: u32,
        /// The server's major version.
        server: u32,
    },
    /// It failed; carries the first line of what it said.
    #[error("{program} failed: {said}")]
    Failed {
        /// Its name.
        program: &'static str,
        /// What it said.
        said: String,
    },
    /// It could not be started, or broke off.
    #[error("{program} broke off")]
    Broken {
        /// Its name.
        program: &'static str,
        /// Why.
        #[source]
        source: std::io::Error,
    },
    /// The database failed.
    #[error(transparent)]
    Storage(#[from] StorageError),
}

impl PostgresStorage {
    /// The newest migration that the tables have seen; `None` where there are none yet.
    ///
    /// # Errors
    /// Where the database does not answer.
    pub async fn version(&self) -> Result<Option<i64>, StorageError> {
        let known: bool = self
            .ask("SELECT to_regclass('_sqlx_migrations') IS NOT NULL")
            .await?;
        if !known {
            return Ok(None);
        }
        self.ask("SELECT max(version) FROM _sqlx_migrations").await
    }

    /// Whether nothing would be lost with this database: it has no list, case, staff or subscriber.
    ///
    /// # Errors
    /// Where the database does not answer, or is one of something else.
    pub async fn is_empty(&self) -> Result<bool, StorageError> {
        let question = if self.version().await?.is_some() {
            "SELECT NOT EXISTS (SELECT 1 FROM list) AND NOT EXISTS (SELECT 1 FROM case_file)
                AND NOT EXISTS (SELECT 1 FROM staff) AND NOT EXISTS (SELECT 1 FROM subscriber)"
        } else {
            "SELECT NOT EXISTS (SELECT 1 FROM pg_tables WHERE schemaname = current_schema())"
        };
        self.ask(question).await
    }

    /// Writes everything that is committed at this moment to `file`, as `pg_dump` has it. Whoever reads and writes
    /// meanwhile goes on.
    ///
    /// # Errors
    /// Where `pg_dump` is missing, older than the server, or fails.
    pub async fn dump(&self, file: &Path) -> Result<(), BackupError> {
        const PROGRAM: &str = "pg_dump";
        let mut command = self.program(PROGRAM).await?;
        command
            .args(["--format=custom", "--no-owner", "--no-privileges", "--file"])
            .arg(file)
            .stdin(Stdio::null());
        let broken = |source| BackupError::Broken {
            program: PROGRAM,
            source,
        };
        let output = command.output().await.map_err(broken)?;
        succeeded(PROGRAM, output.status.success(), &output.stderr)
    }

    /// Puts back what [`Self::dump`] wrote, in place of all tables, in one transaction.
    ///
    /// # Errors
    /// Where `pg_restore` is missing, older than the server, or fails; then everything is as it was.
    pub async fn restore(&self, mut dump: std::io::Take<File>) -> Result<(), BackupError> {
        const PROGRAM: &str = "pg_restore";
        let broken = |source| BackupError::Broken {
            program: PROGRAM,
            source,
        };
        let mut child = self
            .program(PROGRAM)
            .await?
            .args([
                "--format=custom",
                "--no-owner",
                "--no-privileges",
                "--clean",
                "--if-exists",
            ])
            .args(["--single-transaction", "--exit-on-error", "--dbname"])
            .arg(
                self.options()
                    .get_database()
                    .unwrap_or(self.options().get_username()),
            )
            .stdin(Stdio::piped())
            .stdout(Stdio::null())
            .stderr(Stdio::piped())
            .kill_on_drop(true)
            .spawn()
            .map_err(broken)?;
        let (input, errors) = (child.stdin.take(), child.stderr.take());
        let feeding = async move {
            let Some(mut input) = input else { return Ok(()) };
            let mut portion = vec![0; PORTION];
            loop {
                let length = dump.read(&mut portion)?;
                // Whoever hung up says why on the other stream.
                if length == 0 || input.write_all(&portion[..length]).await.is_err() {
                    return Ok(());
                }
            }
        };
        let listening = async move {
            let mut said = Vec::new();
            if let Some(errors) = errors {
                errors.take(16_384).read_to_end(&mut said).await?;
            }
            Ok(said)
        };
        let ((), said) = tokio::try_join!(feeding, listening).map_err(broken)?;
        let status = child.wait().await.map_err(broken)?;
        succeeded(PROGRAM, status.success(), &said)?;
        // Nothing is known yet of the tables' sizes, and queries would be planned blindly.
        let mut connection = self.options().connect().await.map_err(storage_error)?;
        sqlx::query("ANALYZE")
            .execute(&mut connection)
            .await
            .map_err(storage_error)?;
        Ok(())
    }

    async fn ask<T>(&self, question: &'static str) -> Result<T, StorageError>
    where
        T: for<'row> sqlx::Decode<'row, sqlx::Postgres> + sqlx::Type<sqlx::Postgres> + Send + Unpin,
    {
        sqlx::query_scalar(question)
            .fetch_one(self.pool())
            .await
            .map_err(storage_error)
    }

    /// A program of PostgreSQL's that is as new as the server, told where the database is. The password is in its
    /// environment, where only its user sees it, and in no argument, which everybody sees.
    async fn program(&self, name: &'static str) -> Result<Command, BackupError> {
        let number: String = self.ask("SHOW server_version_num").await?;
        let server = number.parse::<u32>().unwrap_or(0) / 10_000;
        let mut newest = None;
        for program in candidates(name) {
            let Some(found) = major(&program).await else {
                continue;
            };
            if found >= server {
                let mut command = Command::new(program);
                point(&mut command, self.options());
                return Ok(command);
            }
            newest = newest.max(Some(found));
        }
        Err(match newest {
            None => BackupError::Missing {
                program: name,
                server,
            },
            Some(found) => BackupError::Older {
                program: name,
                found,
                server,
            },
        })
    }
}

/// The one on the PATH, then the packaged ones.
fn candidates(name: &str) -> Vec<PathBuf> {
    let mut candidates = vec![PathBuf::from(name)];
    for version in fs::read_dir(PACKAGED).into_iter().flatten().flatten() {
        candidates.push(version.path().join("bin").join(name));
    }
    candidates
}

/// The major version that a program says it has: `pg_dump (PostgreSQL) 15.14`.
async fn major(program: &Path) -> Option<u32> {
    let output = Command::new(program).arg("--version").output().await.ok()?;
    let said = String::from_utf8(output.stdout).ok()?;
    let version = said.split_once("(PostgreSQL) ")?.1;
    let digits = version.find(|sign: char| !sign.is_ascii_digit());
    version[..digits.unwrap_or(version.len())].parse().ok()
}

fn point(command: &mut Command, options: &PgConnectOptions) {
    match options.get_socket() {
        Some(folder) => command.env("PGHOST", folder),
        None => command.env("PGHOST", options.get_host()),
    };
    command
        .env("PGPORT", options.get_port().to_string())
        .env("PGUSER", options.get_username())
        .env("PGAPPNAME", "reclaim backup");
    if let Some(database) = options.get_database() {
        command.env("PGDATABASE", database);
    }
    // The options give the password out only as a part of their URL.
    let url = options.to_url_lossy();
    if let Some(password) = url.password() {
        let decoded = percent_encoding::percent_decode_str(password).decode_utf8_lossy();
        command.env("PGPASSWORD", decoded.as_ref());
    }
}

fn succeeded(program: &'static str, success: bool, said: &[u8]) -> Result<(), BackupError> {
    if success {
        return Ok(());
    }
    let said = String::from_utf8_lossy(said);
    let line = said.lines().find(|line| !line.trim().is_empty());
    Err(BackupError::Failed {
        program,
        said: line.unwrap_or("it said nothing").to_owned(),
    })
}

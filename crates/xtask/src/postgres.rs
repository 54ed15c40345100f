//! A throw-away PostgreSQL: its own folder, socket, port and password, gone when xtask ends, however it ends.

use std::fs::{self, File};
use std::io::Read;
use std::net::TcpListener;
use std::os::unix::fs::chown;
use std::os::unix::process::CommandExt;
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::thread::sleep;
use std::time::{Duration, Instant};

use anyhow::{Context, Result, bail};

use crate::{debian, process};

/// The database's one role.
const USER: &str = "reclaim";

/// PostgreSQL refuses to run as root; Debian's package makes this account for it.
const ACCOUNT: &str = "postgres";

/// It starts in a second; a machine busy with a build needs longer.
const START_LIMIT: Duration = Duration::from_secs(60);

/// Creates a cluster and runs its server until the script's input ends, which happens when xtask ends, even if it is
/// killed; then cleans up. Arguments: the programs' folder, the cluster's folder, role, port, durability.
const GUARD: &str = r#"
(
    "$1/initdb" --pgdata "$2/data" --username "$3" --pwfile "$2/password" --auth scram-sha-256 \
        --encoding UTF8 --locale C --no-sync --no-instructions >"$2/initdb.log" 2>&1 &&
    exec "$1/postgres" -D "$2/data" -k "$2" -p "$4" -c listen_addresses=127.0.0.1 -c max_connections=300 \
        -c fsync="$5" -c synchronous_commit="$5" -c full_page_writes="$5" >"$2/log" 2>&1
) </dev/null &
cat >/dev/null
# The first asks PostgreSQL to end its sessions; the second ends the subshell, should it still be creating.
kill -INT $!
kill -TERM $!
wait $!
until rm -rf "$2"; do sleep 1; done
"#;

/// Where PostgreSQL's programs are, if they are here.
pub(crate) fn find_programs() -> Option<PathBuf> {
    let folder_of = |path: PathBuf| {
        // The one on the PATH may be a link; the others are beside what it points to.
        let real = fs::canonicalize(path).ok()?;
        let folder = real.parent()?.to_path_buf();
        folder.join("postgres").is_file().then_some(folder)
    };
    let versions = fs::read_dir("/usr/lib/postgresql")
        .into_iter()
        .flatten()
        .flatten();
    let mut packaged: Vec<_> = versions
        .map(|version| version.path().join("bin/initdb"))
        .collect();
    packaged.sort_by_key(|path| {
        let version = path
            .ancestors()
            .nth(2)
            .and_then(Path::file_name)
            .and_then(|name| name.to_str());
        version.and_then(|version| version.parse::<u32>().ok())
    });
    process::find("initdb")
        .and_then(folder_of)
        .or_else(|| packaged.into_iter().rev().find_map(folder_of))
}

/// Finds PostgreSQL, on Debian as root by installing it.
pub(crate) fn programs() -> Result<PathBuf> {
    if let Some(folder) = find_programs() {
        return Ok(folder);
    }
    if debian::can_install() {
        debian::install(&["postgresql"])?;
    }
    find_programs().context(
        "PostgreSQL is not installed: install its server package (initdb, postgres, psql), then try again",
    )
}

/// Whether what is committed must survive a crash of the machine.
#[derive(Clone, Copy)]
pub(crate) enum Durability {
    /// As in operation.
    Full,
    /// Faster; right for tests that do not crash machines.
    None,
}

/// A running throw-away PostgreSQL.
pub(crate) struct Cluster {
    programs: PathBuf,
    guard: Child,
    port: u16,
    password: String,
}

impl Cluster {
    /// Creates and starts one.
    pub(crate) fn start(programs: &Path, durability: Durability) -> Result<Self> {
        // Another program may take the port between our look and PostgreSQL's start.
        let first = Self::create(programs, durability);
        if first.is_ok() {
            first
        } else {
            Self::create(programs, durability)
        }
    }

    fn create(programs: &Path, durability: Durability) -> Result<Self> {
        let folder = tempfile::Builder::new()
            .prefix("reclaim-pg-")
            .tempdir()
            .context("cannot create a temporary folder")?;
        let as_root = debian::is_root();
        let password = random_hex()?;
        let password_file = folder.path().join("password");
        fs::write(&password_file, &password).context("cannot write to the temporary folder")?;
        if as_root {
            let account = account_ids()?;
            for path in [folder.path(), &password_file] {
                chown(path, Some(account.0), Some(account.1))
                    .context("cannot hand a folder to PostgreSQL's account")?;
            }
        }
        let cluster = Self::serve(programs, folder.path(), as_root, &password, durability)?;
        // From here on the folder is the guard's to remove.
        let _ = folder.keep();
        Ok(cluster)
    }

    fn serve(
        programs: &Path,
        folder: &Path,
        as_root: bool,
        password: &str,
        durability: Durability,
    ) -> Result<Self> {
        let port = TcpListener::bind(("127.0.0.1", 0))
            .and_then(|socket| socket.local_addr())
            .context("no free port")?
            .port();
        let guard = as_account(as_root, Path::new("/bin/sh"))
            .current_dir(folder)
            .args(["-c", GUARD, "sh"])
            .arg(programs)
            .arg(folder)
            .arg(USER)
            .arg(port.to_string())
            .arg(match durability {
                Durability::Full => "on",
                Durability::None => "off",
            })
            .stdin(Stdio::piped())
            .stdout(Stdio::null())
            .stderr(Stdio::null())
            // Its own group: Ctrl-C is for xtask, whose end the guard waits for.
            .process_group(0)
            .spawn()
            .context("cannot start PostgreSQL")?;
        let cluster = Self {
            programs: programs.to_path_buf(),
            guard,
            port,
            password: password.to_owned(),
        };
        let since = Instant::now();
        loop {
            if process::succeeds(cluster.psql("postgres").args(["-c", "SELECT 1"])) {
                return Ok(cluster);
            }
            let read = |name| fs::read_to_string(folder.join(name)).unwrap_or_default();
            let (creation, log) = (read("initdb.log"), read("log"));
            if creation.contains("initdb: error") {
                bail!(
                    "PostgreSQL could not create a database cluster: {}",
                    creation.trim()
                );
            }
            if log.contains("database system is shut down") || since.elapsed() > START_LIMIT {
                let reason = log
                    .lines()
                    .find(|line| line.contains("FATAL"))
                    .or(log.lines().last());
                bail!(
                    "PostgreSQL did not start: {}",
                    reason.unwrap_or("it said nothing")
                );
            }
            sleep(Duration::from_millis(100));
        }
    }

    /// Creates an empty database and answers its URL.
    pub(crate) fn create_database(&self, name: &str) -> Result<String> {
        process::output(
            self.psql("postgres")
                .arg("-c")
                .arg(format!("CREATE DATABASE \"{name}\"")),
        )
        .with_context(|| format!("cannot create the database {name}"))?;
        Ok(format!(
            "postgres://{USER}:{}@127.0.0.1:{}/{name}",
            self.password, self.port
        ))
    }

    /// `psql` connected to a database, stopping at the first error.
    pub(crate) fn psql(&self, database: &str) -> Command {
        let mut command = process::command(self.programs.join("psql"));
        command
            .args(["--no-psqlrc", "--quiet", "-v", "ON_ERROR_STOP=1"])
            .env("PGHOST", "127.0.0.1")
            .env("PGPORT", self.port.to_string())
            .env("PGUSER", USER)
            .env("PGPASSWORD", &self.password)
            .env("PGDATABASE", database);
        command
    }
}

impl Drop for Cluster {
    fn drop(&mut self) {
        // The end of its input tells the guard to stop the server and remove the folder.
        drop(self.guard.stdin.take());
        let _ = self.guard.wait();
    }
}

fn as_account(as_root: bool, program: &Path) -> Command {
    if !as_root {
        return process::command(program);
    }
    let mut command = process::command("runuser");
    command.args(["-u", ACCOUNT, "--"]).arg(program);
    command
}

/// The user and group of PostgreSQL's account.
fn account_ids() -> Result<(u32, u32)> {
    let id = |flag| -> Result<u32> {
        let id = process::output(process::command("id").args([flag, ACCOUNT])).with_context(|| {
            format!(
                "PostgreSQL does not run as root and there is no account `{ACCOUNT}`: run as another user"
            )
        })?;
        id.parse()
            .with_context(|| format!("`id {flag} {ACCOUNT}` printed no number"))
    };
    Ok((id("-u")?, id("-g")?))
}

fn random_hex() -> Result<String> {
    let mut bytes = [0; 16];
    File::open("/dev/urandom")
        .and_then(|mut file| file.read_exact(&mut bytes))
        .context("cannot read /dev/urandom")?;
    Ok(hex::encode(bytes))
}

//! A PostgreSQL cluster that is there to be killed: its own folder, port and password.

use std::{
    fs,
    net::TcpListener,
    os::unix::fs::chown,
    path::{Path, PathBuf},
    process::Command,
    str::FromStr as _,
    time::{Duration, Instant},
};

use anyhow::{Context as _, Result, bail};
use domain::Entropy;
use rustix::process::Signal;
use sqlx::{AssertSqlSafe, ConnectOptions as _, Connection as _, PgConnection, postgres::PgConnectOptions};
use tokio::time::sleep;

use crate::{
    clock::SystemEntropy,
    process::{Supervised, command, signal},
};

/// The account under which Debian runs PostgreSQL, which refuses to run as root.
const ACCOUNT: &str = "postgres";
/// The database's one role.
const ROLE: &str = "reclaim";
/// It starts in a second; recovery on a busy machine takes longer.
const START_LIMIT: Duration = Duration::from_secs(120);

/// A running cluster.
#[derive(Debug)]
pub struct Cluster {
    server: Supervised,
    options: PgConnectOptions,
}

impl Cluster {
    /// Creates one in `folder` with the programs of the folder `programs`, and starts it with everything that
    /// keeps commits safe; `settings` are added (`name=value`).
    ///
    /// # Errors
    /// Where the programs refuse.
    pub async fn start(programs: &Path, folder: &Path, settings: &[&str]) -> Result<Self> {
        let port = TcpListener::bind(("127.0.0.1", 0))?.local_addr()?.port();
        let entropy: &dyn Entropy = &SystemEntropy;
        let password = hex::encode(entropy.bytes::<16>());
        let file = folder.join("password");
        fs::write(&file, &password)?;
        let account = rustix::process::getuid().is_root().then(account).transpose()?;
        if let Some((user, group)) = account {
            for path in [folder, &file] {
                chown(path, Some(user), Some(group))
                    .with_context(|| format!("cannot hand {} over", path.display()))?;
            }
        }
        let data = folder.join("data");
        let mut create = as_account(programs.join("initdb"), account);
        create
            .current_dir(folder)
            .args(["--username", ROLE, "--encoding", "UTF8"])
            // Nodes that wait for leadership log in again and again, and nothing here is worth a costly exchange.
            .args(["--auth", "md5"])
            .args(["--locale", "C", "--no-instructions", "--pgdata"])
            .arg(&data)
            .arg("--pwfile")
            .arg(&file);
        let created = create.output().await.context("initdb cannot be started")?;
        if !created.status.success() {
            bail!("initdb: {}", String::from_utf8_lossy(&created.stderr).trim());
        }

        let (program, sockets) = (programs.join("postgres"), folder.to_path_buf());
        let settings: Vec<String> = settings.iter().map(|&setting| setting.to_owned()).collect();
        let start = move || {
            let mut server = as_account(&program, account);
            server
                .current_dir(&sockets)
                .arg("-D")
                .arg(&data)
                .arg("-k")
                .arg(&sockets)
                .args(["-p", &port.to_string(), "-c", "listen_addresses=127.0.0.1"])
                .args(["-c", "max_connections=200"])
                // After a crash it makes sure of all its files at once, not of each: as safe, and much sooner back.
                .args(["-c", "recovery_init_sync_method=syncfs"]);
            for setting in &settings {
                server.args(["-c", setting]);
            }
            server
        };
        let options = PgConnectOptions::new()
            .host("127.0.0.1")
            .port(port)
            .username(ROLE)
            .password(&password)
            .database("postgres");
        let server = Supervised::start(start, &folder.join("log"))?;
        let cluster = Self { server, options };
        cluster.ready().await?;
        Ok(cluster)
    }

    /// Waits until it lets someone in.
    ///
    /// # Errors
    /// Where it does not within two minutes.
    pub async fn ready(&self) -> Result<()> {
        let since = Instant::now();
        loop {
            match self.options.connect().await {
                Ok(connection) => return Ok(connection.close().await?),
                Err(error) if since.elapsed() > START_LIMIT => {
                    return Err(error).context("PostgreSQL does not come back");
                }
                Err(_) => sleep(Duration::from_millis(50)).await,
            }
        }
    }

    /// The URL of a new, empty database.
    ///
    /// # Errors
    /// Where it cannot be made.
    pub async fn create_database(&self, name: &str) -> Result<String> {
        create_database(&self.options, name).await
    }

    /// `kill -9` of the server and all its processes. It is started again at once, with the same data.
    ///
    /// # Errors
    /// Where `/proc` cannot be read.
    pub fn kill(&self) -> Result<()> {
        let Some(server) = self.server.pid() else {
            return Ok(());
        };
        // Stopped first, so that it starts no further process while the others are looked for.
        signal(server, Signal::STOP);
        let children = children(server)?;
        for child in children.into_iter().chain([server]) {
            signal(child, Signal::KILL);
        }
        Ok(())
    }
}

/// Makes a database on the server of `options`, without one of that name that was there; answers its URL.
///
/// # Errors
/// Where the server refuses.
pub async fn create_database(options: &PgConnectOptions, name: &str) -> Result<String> {
    let mut connection = options.connect().await?;
    for statement in ["DROP DATABASE IF EXISTS", "CREATE DATABASE"] {
        sqlx::raw_sql(AssertSqlSafe(format!("{statement} {name}")))
            .execute(&mut connection)
            .await?;
    }
    connection.close().await?;
    Ok(options.clone().database(name).to_url_lossy().to_string())
}

/// Removes a database, and whoever is connected to it.
///
/// # Errors
/// Where the server refuses.
pub async fn drop_database(options: &PgConnectOptions, name: &str) -> Result<()> {
    let mut connection = options.connect().await?;
    let statement = format!("DROP DATABASE IF EXISTS {name} WITH (FORCE)");
    sqlx::raw_sql(AssertSqlSafe(statement))
        .execute(&mut connection)
        .await?;
    Ok(connection.close().await?)
}

/// Ends connections of the database of that URL from the server's side: all, or with `leader` only those of the node that
/// holds the right to number changes. Answers how many.
///
/// # Errors
/// Where the server does not answer.
pub async fn terminate(url: &str, leader: bool) -> Result<u64> {
    let mut connection = PgConnection::connect_with(&PgConnectOptions::from_str(url)?).await?;
    let which = if leader {
        "pid IN (SELECT pid FROM pg_locks WHERE locktype = 'advisory' AND granted)"
    } else {
        "application_name = 'reclaim'"
    };
    let statement = format!(
        "SELECT pg_terminate_backend(pid) FROM pg_stat_activity
         WHERE datname = current_database() AND pid <> pg_backend_pid() AND {which}"
    );
    let ended = sqlx::raw_sql(AssertSqlSafe(statement))
        .fetch_all(&mut connection)
        .await?;
    connection.close().await?;
    Ok(ended.len() as u64)
}

/// The processes that a process started.
fn children(parent: i32) -> Result<Vec<i32>> {
    let mut found = Vec::new();
    for entry in fs::read_dir("/proc").context("cannot read /proc")? {
        let name = entry?.file_name();
        let Some(pid) = name.to_str().and_then(|name| name.parse::<i32>().ok()) else {
            continue;
        };
        // "pid (name) state parent ...", and a name may hold anything.
        let line = fs::read_to_string(format!("/proc/{pid}/stat")).unwrap_or_default();
        let after = line.rsplit_once(')').map_or("", |(_, after)| after);
        if after.split_whitespace().nth(1).and_then(|text| text.parse().ok()) == Some(parent) {
            found.push(pid);
        }
    }
    Ok(found)
}

fn as_account(program: impl Into<PathBuf>, account: Option<(u32, u32)>) -> tokio::process::Command {
    let program = program.into();
    let Some((user, group)) = account else {
        return command(program);
    };
    // The signal at our death has to be asked for after the change of user, so in one go.
    let mut command = tokio::process::Command::new("/usr/bin/setpriv");
    command
        .args(["--reuid", &user.to_string(), "--regid", &group.to_string()])
        .args(["--clear-groups", "--pdeathsig", "KILL", "--"])
        .arg(program)
        .kill_on_drop(true)
        .stdin(std::process::Stdio::null());
    command
}

fn account() -> Result<(u32, u32)> {
    let id = |flag| -> Result<u32> {
        let output = Command::new("id").args([flag, ACCOUNT]).output()?;
        let text = String::from_utf8(output.stdout)?;
        text.trim()
            .parse()
            .with_context(|| format!("there is no account `{ACCOUNT}`, and PostgreSQL does not run as root"))
    };
    Ok((id("-u")?, id("-g")?))
}

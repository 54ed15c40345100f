//! Everything that a run works on: servers, their proxies and clocks, the database, and the disk below it.

use std::{
    fs,
    io::{Read as _, Seek as _, SeekFrom},
    net::{SocketAddr, TcpListener},
    path::{Path, PathBuf},
    str::FromStr as _,
    sync::{Arc, Mutex, PoisonError},
    time::{Duration, Instant},
};

use anyhow::{Context as _, Result, bail};
use domain::{Entropy, list::ListName};
use rustix::process::Signal;
use service::Service;
use sqlx::postgres::PgConnectOptions;
use storage::Storage;
use tempfile::TempDir;
use tokio::time::sleep;

use crate::{
    chance,
    clock::{FalseClock, SystemEntropy},
    database,
    disk::Disk,
    http,
    mutant::Mutant,
    plan::{Plan, Program, Where},
    postgres::{self, Cluster},
    process::{Supervised, command},
    proxy::Proxy,
};

/// A server starts in a second; a busy machine and a database that recovers need longer.
const START_LIMIT: Duration = Duration::from_secs(120);

/// One server, and what stands between it and the world.
#[derive(Debug)]
pub struct Node {
    /// Where the server itself listens.
    pub address: SocketAddr,
    /// Where clients connect to.
    pub proxy: Proxy,
    /// The process.
    pub process: Supervised,
    /// Its clock, where clocks can be set.
    pub clock: Option<FalseClock>,
    log: PathBuf,
    read: Mutex<Read>,
}

/// How far a log was read, and the newest epoch that was taken in it.
#[derive(Clone, Copy, Debug, Default)]
struct Read {
    offset: u64,
    epoch: u64,
}

/// The set-up of one run. Everything ends when it is dropped.
pub struct World {
    /// The servers.
    pub nodes: Vec<Node>,
    /// The PostgreSQL cluster, where it is the run's own.
    pub cluster: Option<Cluster>,
    /// The disk below the database, where there can be one.
    pub disk: Option<Disk>,
    /// What is left out, and why.
    pub left_out: Vec<String>,
    /// The database's URL.
    pub url: String,
    /// The database, on connections of the checker's own.
    pub storage: Arc<dyn Storage>,
    /// The use cases on it.
    pub service: Service,
    borrowed: Option<(PgConnectOptions, String)>,
    folder: TempDir,
}

impl World {
    /// Starts everything that the plan asks for, and waits until every server is ready.
    ///
    /// # Errors
    /// Where something cannot be started.
    pub async fn start(plan: &Plan) -> Result<Self> {
        let folder = tempfile::Builder::new().prefix("reclaim-torture-").tempdir()?;
        let path = folder.path();
        let mut left_out = Vec::new();
        let disk = if plan.wants_disk() {
            match Disk::make(path) {
                Ok(disk) => Some(disk),
                Err(error) => {
                    left_out.push(format!("a full disk: {error:#}"));
                    None
                }
            }
        } else {
            None
        };
        let below = disk.as_ref().map_or(path, Disk::path).join("database");
        fs::create_dir(&below)?;
        let mut borrowed = None;
        let (cluster, url) = match &plan.database {
            Where::Sqlite => (None, format!("sqlite:{}", below.join("reclaim.db").display())),
            Where::OwnPostgres(programs) => {
                open_to_all(path)?;
                let cluster = Cluster::start(programs, &below, plan.settings()).await?;
                let url = cluster.create_database("reclaim").await?;
                (Some(cluster), url)
            }
            Where::Postgres(url) => {
                let options = PgConnectOptions::from_str(url)?;
                let entropy: &dyn Entropy = &SystemEntropy;
                let name = format!("torture_{}", hex::encode(entropy.bytes::<6>()));
                let url = postgres::create_database(&options, &name).await?;
                borrowed = Some((options, name));
                (None, url)
            }
        };
        let secret_file = path.join("secret.key");
        let entropy: &dyn Entropy = &SystemEntropy;
        fs::write(&secret_file, hex::encode(entropy.bytes::<32>()))?;
        let storage = database::open(&url).await?;
        let service = database::service(Arc::clone(&storage), &secret_file)?;
        let mut world = Self {
            nodes: Vec::new(),
            cluster,
            disk,
            left_out,
            url,
            storage,
            service,
            borrowed,
            folder,
        };
        for place in 0..plan.nodes {
            let node = world.start_node(plan, place, &secret_file).await?;
            world.nodes.push(node);
        }
        if plan.wants_clocks() && world.nodes.iter().any(|node| node.clock.is_none()) {
            let text = "wrong clocks: libfaketime is not installed (Debian: libfaketime)";
            world.left_out.push(text.to_owned());
        }
        world.ready().await?;
        Ok(world)
    }

    async fn start_node(&self, plan: &Plan, place: usize, secret_file: &Path) -> Result<Node> {
        let address = TcpListener::bind(("127.0.0.1", 0))?.local_addr()?;
        let proxy = Proxy::start(address, chance::of(plan.seed, "proxy", place)).await?;
        let clock = if plan.wants_clocks() {
            FalseClock::make(&self.path(&format!("clock-{place}")))?
        } else {
            None
        };
        let log = self.path(&format!("node-{place}.log"));
        let (program, interval) = (plan.program.clone(), plan.interval.as_millis().to_string());
        let mutant = plan
            .mutant
            .filter(|mutant| mutant.place() == crate::mutant::Place::Server);
        let (url, environment) = (self.url.clone(), clock.as_ref().map(FalseClock::environment));
        let (secret_file, data) = (secret_file.to_path_buf(), self.path("data"));
        let start = move || {
            let port = address.port().to_string();
            let mut server = match &program {
                Program::Reclaim(binary) => {
                    let mut server = command(binary);
                    server.args(["serve", "--port", &port, "--sequencer-interval", &interval]);
                    server.env("RECLAIM_DATA", &data);
                    server
                }
                Program::Own(binary) => {
                    let mut server = command(binary);
                    server.args(["node", "--port", &port, "--interval", &interval]);
                    if let Some(mutant) = mutant {
                        server.args(["--mutant", &Mutant::name(mutant)]);
                    }
                    server
                }
            };
            server.env("RECLAIM_DATABASE_URL", &url);
            // One machine sends what a whole country would.
            server.env("RECLAIM_LIMITS", "off");
            server.env("RECLAIM_SECRET_FILE", &secret_file);
            if let Some(environment) = &environment {
                server.envs(environment.iter().map(|(name, value)| (name, value)));
            }
            server
        };
        let process = Supervised::start(start, &log)?;
        Ok(Node {
            address,
            proxy,
            process,
            clock,
            log,
            read: Mutex::default(),
        })
    }

    /// A path in the run's folder.
    pub fn path(&self, name: &str) -> PathBuf {
        self.folder.path().join(name)
    }

    /// Where clients connect to.
    pub fn fronts(&self) -> Vec<SocketAddr> {
        self.nodes.iter().map(|node| node.proxy.address).collect()
    }

    /// Waits until every server is ready.
    ///
    /// # Errors
    /// Where one is not within two minutes; the error holds the end of its log.
    pub async fn ready(&self) -> Result<()> {
        for node in &self.nodes {
            let since = Instant::now();
            while !node.is_ready().await {
                if since.elapsed() > START_LIMIT {
                    bail!(
                        "a server does not come back; its log ends:\n{}",
                        node.last_lines()?
                    );
                }
                sleep(Duration::from_millis(50)).await;
            }
        }
        Ok(())
    }

    /// The server that numbers changes, going by the logs; none before the first.
    pub fn leader(&self) -> Option<usize> {
        let epochs = self.nodes.iter().map(Node::epoch).enumerate();
        let (place, epoch) = epochs.max_by_key(|&(_, epoch)| epoch)?;
        (epoch > 0).then_some(place)
    }

    /// How many changes are numbered; `None` while the database does not answer.
    pub async fn size(&self) -> Option<u64> {
        let mut tx = self.storage.read().await.ok()?;
        let checkpoint = tx.checkpoint(&ListName::exploitative()).await.ok()??;
        Some(checkpoint.size)
    }

    /// How often a server was started again.
    pub fn restarts(&self) -> u32 {
        self.nodes
            .iter()
            .map(|node| node.process.starts().saturating_sub(1))
            .sum()
    }

    /// Keeps the logs and the copies, and says where.
    ///
    /// # Errors
    /// Where they cannot be copied.
    pub fn keep(&self) -> Result<PathBuf> {
        let kept = tempfile::Builder::new()
            .prefix("reclaim-torture-kept-")
            .tempdir()?
            .keep();
        for file in fs::read_dir(self.folder.path())?.flatten() {
            let path = file.path();
            let is_evidence = path
                .extension()
                .is_some_and(|kind| kind == "log" || kind == "json");
            if is_evidence {
                fs::copy(&path, kept.join(file.file_name()))?;
            }
        }
        Ok(kept)
    }

    /// Ends everything, and gives back what was borrowed.
    ///
    /// # Errors
    /// Where a borrowed database server does not answer.
    pub async fn end(mut self) -> Result<()> {
        self.nodes.clear();
        if let Some((options, name)) = self.borrowed.take() {
            postgres::drop_database(&options, &name).await?;
        }
        Ok(())
    }
}

impl Node {
    async fn is_ready(&self) -> bool {
        matches!(http::get(self.address, "/readyz", "").await, Ok(answer) if answer.status == 200)
    }

    /// The newest epoch under which this server numbered changes, going by its log; 0 before the first.
    fn epoch(&self) -> u64 {
        let mut read = self.read.lock().unwrap_or_else(PoisonError::into_inner);
        let mut text = String::new();
        let reading = fs::File::open(&self.log).and_then(|mut file| {
            file.seek(SeekFrom::Start(read.offset))?;
            file.read_to_string(&mut text)
        });
        if reading.is_err() {
            return read.epoch;
        }
        // A line that is being written is read the next time.
        let whole = text.rfind('\n').map_or(0, |end| end + 1);
        read.offset += whole as u64;
        for line in text[..whole].lines() {
            let Some((_, rest)) = line.split_once("this node numbers changes epoch=") else {
                continue;
            };
            let digits: String = rest.chars().take_while(char::is_ascii_digit).collect();
            read.epoch = read.epoch.max(digits.parse().unwrap_or(0));
        }
        read.epoch
    }

    fn last_lines(&self) -> Result<String> {
        let text = fs::read_to_string(&self.log).context("cannot read a server's log")?;
        let lines: Vec<&str> = text.lines().collect();
        Ok(lines[lines.len().saturating_sub(15)..].join("\n"))
    }

    /// Sends its process a signal. Says whether it was running.
    pub fn signal(&self, kind: Signal) -> bool {
        self.process.signal(kind)
    }
}

/// The database's account has to get through the run's folder to its own.
fn open_to_all(folder: &Path) -> Result<()> {
    use std::os::unix::fs::PermissionsExt as _;
    fs::set_permissions(folder, fs::Permissions::from_mode(0o711))?;
    Ok(())
}

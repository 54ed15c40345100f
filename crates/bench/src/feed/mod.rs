//! `cargo xtask bench feed`: what platforms ask for, beside the same bytes as files that nginx serves on the same machine.

mod client;
mod nginx;

use std::{
    env,
    net::SocketAddr,
    path::PathBuf,
    process::Stdio,
    time::{Duration, Instant},
};

use anyhow::{Context as _, Result};
use base64::{Engine as _, prelude::BASE64_STANDARD};
use clap::Args;
use domain::list::ListName;
use service::subscribe::IssuedCredential;
use tokio::{
    io::{AsyncBufReadExt as _, BufReader},
    process::{Child, Command},
};

use self::{
    client::{Answer, Connection, between, whole},
    nginx::Nginx,
};
use crate::{
    machine::{memory, service},
    storage::{
        figures::{Table, percentiles, rate},
        place::Place,
        seed,
    },
};

/// Connections that ask at the same time.
const CONNECTIONS: usize = 8;
const LIST: &str = "/api/v1/lists/exploitative";

/// What to measure, and on what.
#[derive(Args)]
pub(crate) struct Options {
    /// How many entries the list has
    #[arg(long, default_value_t = 1_000_000)]
    entries: u64,
    /// An empty PostgreSQL database, `postgres://...`; by default SQLite in a temporary folder
    #[arg(long)]
    database: Option<String>,
    /// The database was filled with as many entries by an earlier run
    #[arg(long, requires = "database")]
    filled: bool,
    /// The folder for temporary files: on the disk that is to be measured
    #[arg(long, default_value = "target")]
    folder: PathBuf,
    /// Seconds of each measurement
    #[arg(long, default_value_t = 10)]
    seconds: u64,
    /// Simulated platforms that each ask for the checkpoint once a minute
    #[arg(long, default_value_t = 10_000)]
    pollers: u32,
}

/// The server that is measured, in a process of its own.
struct Server {
    address: SocketAddr,
    process: Child,
}

impl Server {
    async fn start(place: &Place) -> Result<Self> {
        let mut process = Command::new(env::current_exe()?)
            .args(["serve", &place.url()])
            .stdout(Stdio::piped())
            .kill_on_drop(true)
            .spawn()
            .context("cannot start the server")?;
        let output = process.stdout.take().context("the server says nothing")?;
        let mut address = String::new();
        BufReader::new(output).read_line(&mut address).await?;
        Ok(Self {
            address: address.trim().parse()?,
            process,
        })
    }

    fn memory(&self) -> (u64, u64) {
        self.process.id().map_or((0, 0), memory)
    }
}

/// `feed`.
pub(crate) async fn run(options: &Options) -> Result<()> {
    let place = place(options).await?;
    let lasting = Duration::from_secs(options.seconds);
    let mut table = Table::new(
        &format!("{}, {} entries", place.name(), options.entries),
        "of nginx",
    );
    close_seconds(&place).await?;
    let credential = subscribe(&place).await?;
    let server = Server::start(&place).await?;
    let files = tempfile::Builder::new()
        .prefix("bench-")
        .tempdir_in(&options.folder)?;
    let folder = files.path().canonicalize()?;
    let bearer = format!("authorization: Bearer {}\r\n", credential.bearer());

    // What nginx serves are the very bytes that the server answers with.
    let mut asking = Connection::open(server.address, &bearer).await?.keeping_all();
    let checkpoint = whole(asking.get(&format!("{LIST}/checkpoint"), "").await?)?;
    let middle = options.entries / 2;
    let pages = [1_000_u32, 10_000].map(|limit| format!("{LIST}/changes?after={middle}&limit={limit}"));
    std::fs::write(folder.join("checkpoint"), &checkpoint.body)?;
    for (page, name) in pages.iter().zip(["1000", "10000"]) {
        let answer = whole(asking.get(page, "").await?)?;
        anyhow::ensure!(answer.body.len() == answer.length, "a page was not kept whole");
        std::fs::write(folder.join(name), answer.body)?;
    }
    let nginx = Nginx::start(&folder).await?;
    if nginx.is_none() {
        eprintln!("    nginx is not installed: nothing to compare with");
    }

    let unchanged = format!("if-none-match: {}\r\n", checkpoint.tag);
    let path = format!("{LIST}/checkpoint");
    let own = asks(server.address, &bearer, &path, &unchanged, lasting).await?;
    let theirs = match &nginx {
        Some(nginx) => {
            let tag = Connection::open(nginx.address, "")
                .await?
                .get("/checkpoint", "")
                .await?
                .tag;
            let held = format!("if-none-match: {tag}\r\n");
            Some(asks(nginx.address, "", "/checkpoint", &held, lasting).await?)
        }
        None => None,
    };
    compare(&mut table, "unchanged checkpoint (304)", own, theirs);
    for (page, name) in pages.iter().zip(["1000", "10000"]) {
        let own = asks(server.address, &bearer, page, "", lasting).await?;
        let theirs = match &nginx {
            Some(nginx) => Some(asks(nginx.address, "", &format!("/{name}"), "", lasting).await?),
            None => None,
        };
        compare(&mut table, &format!("page of {name} changes"), own, theirs);
        let mut durations = one_by_one(&mut asking, page, lasting).await?;
        table.add(
            &format!("page of {name} changes, one at a time"),
            percentiles(&mut durations),
            None,
        );
    }

    let before = server.memory().0;
    for wire in [Wire::Changes, Wire::Snapshot, Wire::Ncmec, Wire::StopNcii] {
        let since = Instant::now();
        let bytes = wire.first_sync(server.address, &credential).await?;
        let took = since.elapsed().as_secs_f64();
        // No wire says an entry in fewer bytes.
        let least = usize::try_from(options.entries)? * 100;
        anyhow::ensure!(bytes >= least, "the first sync by {} ended early", wire.name());
        let per_second = precise(options.entries) / took;
        table.add(
            &format!("first sync by {}", wire.name()),
            format!(
                "{took:.1} s, {} MB, {}",
                bytes / 1_000_000,
                rate(per_second, " entries/s")
            ),
            None,
        );
    }
    let (after, most) = server.memory();
    table.add(
        "memory of the server before, after and at most",
        format!("{before}, {after} and {most} MiB"),
        None,
    );
    pollers(&server, &bearer, &unchanged, options.pollers, &mut table).await?;
    println!("{table}");
    Ok(())
}

async fn place(options: &Options) -> Result<Place> {
    match options.database.as_deref() {
        Some(url) if options.filled => Place::filled(url, options.entries).await,
        url => {
            let place = Place::make(url, &options.folder).await?;
            eprintln!("    filling the list ...");
            seed::fill(&place, options.entries).await?;
            Ok(place)
        }
    }
}

/// As the leader of a running service does: the wires that page by time show closed seconds only.
async fn close_seconds(place: &Place) -> Result<()> {
    let storage = place.open().await?;
    let leader = storage.lead().await?.context("somebody else leads")?;
    service(storage, 1).close_seconds(leader.as_ref()).await?;
    Ok(())
}

async fn subscribe(place: &Place) -> Result<IssuedCredential> {
    let service = service(place.open().await?, 1);
    // An earlier run on the same database had one too.
    let name = format!("Bench {}", std::process::id());
    let (_, credential) = service.add_subscriber(&name, &[ListName::exploitative()]).await?;
    Ok(credential)
}

fn compare(table: &mut Table, what: &str, own: f64, nginx: Option<f64>) {
    let said = nginx.map_or_else(String::new, |theirs| format!("; nginx {}", rate(theirs, "/s")));
    table.add(
        what,
        format!("{}{said}", rate(own, "/s")),
        nginx.map(|theirs| own / theirs),
    );
}

/// Answers a second to clients that ask the same again and again.
async fn asks(address: SocketAddr, headers: &str, path: &str, more: &str, lasting: Duration) -> Result<f64> {
    let since = Instant::now();
    let clients = (0..CONNECTIONS).map(|_| async {
        let mut connection = Connection::open(address, headers).await?;
        let mut count = 0_u32;
        while since.elapsed() < lasting {
            let answer = connection.get(path, more).await?;
            anyhow::ensure!(matches!(answer.status, 200 | 304), "status {}", answer.status);
            count += 1;
        }
        anyhow::Ok(count)
    });
    let counts = futures::future::try_join_all(clients).await?;
    Ok(f64::from(counts.into_iter().sum::<u32>()) / since.elapsed().as_secs_f64())
}

async fn one_by_one(connection: &mut Connection, path: &str, lasting: Duration) -> Result<Vec<Duration>> {
    let (since, mut durations) = (Instant::now(), Vec::new());
    while since.elapsed() < lasting {
        let asked = Instant::now();
        whole(connection.get(path, "").await?)?;
        durations.push(asked.elapsed());
    }
    Ok(durations)
}

/// A way to read the whole list.
#[derive(Clone, Copy)]
enum Wire {
    Changes,
    Snapshot,
    Ncmec,
    StopNcii,
}

impl Wire {
    const fn name(self) -> &'static str {
        match self {
            Self::Changes => "changes, NDJSON, pages of 10,000",
            Self::Snapshot => "snapshot, NDJSON, one answer",
            Self::Ncmec => "the NCMEC wire, pages of 10,000",
            Self::StopNcii => "the StopNCII wire, pages of 800",
        }
    }

    /// Reads everything. Returns how many bytes that were.
    async fn first_sync(self, address: SocketAddr, credential: &IssuedCredential) -> Result<usize> {
        let pair = format!("{}:{}", credential.user_name(), credential.password());
        let headers = match self {
            Self::Changes => format!(
                "authorization: Bearer {}\r\naccept: application/x-ndjson\r\n",
                credential.bearer()
            ),
            Self::Snapshot => format!("authorization: Bearer {}\r\n", credential.bearer()),
            Self::Ncmec => format!("authorization: Basic {}\r\n", BASE64_STANDARD.encode(pair)),
            Self::StopNcii => format!(
                "x-functions-key: {}\r\nocp-apim-subscription-key: {}\r\n",
                credential.bearer(),
                credential.subscription_key()
            ),
        };
        let mut connection = Connection::open(address, &headers).await?;
        let mut path = match self {
            Self::Changes => format!("{LIST}/changes?limit=10000&after=0"),
            Self::Snapshot => format!("{LIST}/snapshot"),
            Self::Ncmec => "/ncmec/exploitative/v2/entries?from=1970-01-01T00:00:00Z".to_owned(),
            Self::StopNcii => {
                "/stopncii/exploitative/v1/FetchHashes?startTimestamp=10&pageSize=800".to_owned()
            }
        };
        let mut bytes = 0;
        loop {
            let answer = whole(connection.get(&path, "").await?)?;
            bytes += answer.length;
            match self.next(&answer) {
                Some(next) => path = next,
                None => return Ok(bytes),
            }
        }
    }

    fn next(self, answer: &Answer) -> Option<String> {
        let text = std::str::from_utf8(&answer.body).ok()?;
        match self {
            Self::Snapshot => None,
            Self::Changes => {
                let more = between(text, "\"more\":", ",")? == "true";
                let next = between(text, "\"next\":", ",")?;
                more.then(|| format!("{LIST}/changes?limit=10000&after={next}"))
            }
            Self::Ncmec => {
                between(text, "<next>", "</next>").map(|next| format!("/ncmec/exploitative{next}"))
            }
            Self::StopNcii => {
                let head = text.get(..text.find("hashRecords")?)?;
                let token = between(head, "\"nextPageToken\":\"", "\"")?;
                Some(format!(
                    "/stopncii/exploitative/v1/FetchHashes?startTimestamp=10&pageSize=800&nextPageToken={token}"
                ))
            }
        }
    }
}

/// Platforms that each ask once a minute, on a connection of their own each time, spread over the minute.
async fn pollers(server: &Server, bearer: &str, held: &str, count: u32, table: &mut Table) -> Result<()> {
    let began = tokio::time::Instant::now();
    let path = format!("{LIST}/checkpoint");
    let polls = (0..count).map(|place| {
        let due = began + Duration::from_secs(60) * place / count.max(1);
        let path = path.as_str();
        async move {
            tokio::time::sleep_until(due).await;
            let mut connection = Connection::open(server.address, bearer).await?;
            let answer = connection.get(path, held).await?;
            anyhow::ensure!(answer.status == 304, "status {}", answer.status);
            anyhow::Ok(due.elapsed())
        }
    });
    let answered = futures::future::join_all(polls).await;
    let mut durations: Vec<Duration> = answered
        .iter()
        .filter_map(|poll| poll.as_ref().ok())
        .copied()
        .collect();
    let failed = answered.len() - durations.len();
    table.add(
        &format!("{count} platforms that poll once a minute"),
        format!("{}, {failed} without an answer", percentiles(&mut durations)),
        None,
    );
    Ok(())
}

#[expect(clippy::cast_precision_loss, reason = "a figure that people read")]
fn precise(count: u64) -> f64 {
    count as f64
}

//! A subscriber's first sync: the whole list over HTTP, from a server in a process of its own.

use std::{
    env,
    process::Stdio,
    time::{Duration, Instant},
};

use anyhow::{Context as _, Result, bail};
use domain::list::ListName;
use service::Service;
use tokio::{
    io::{AsyncBufReadExt as _, AsyncReadExt as _, AsyncWriteExt as _, BufReader},
    net::TcpStream,
    process::Command,
};

use super::{
    figures::{Table, percentiles, rate},
    place::Place,
};
use crate::machine::memory;

pub(crate) async fn first_sync(service: &Service, place: &Place, table: &mut Table) -> Result<()> {
    let list = ListName::exploitative();
    let (_, credential) = service
        .add_subscriber("Bench", std::slice::from_ref(&list))
        .await?;
    let mut server = Command::new(env::current_exe()?)
        .args(["serve", &place.url()])
        .stdout(Stdio::piped())
        .kill_on_drop(true)
        .spawn()
        .context("cannot start the server")?;
    let output = server.stdout.take().context("the server says nothing")?;
    let mut address = String::new();
    BufReader::new(output).read_line(&mut address).await?;
    let process = server.id().context("the server ended")?;

    let mut client = Client {
        stream: BufReader::new(TcpStream::connect(address.trim()).await?),
        bearer: credential.bearer(),
    };
    // So that what the first request costs is not taken for growth.
    client.changes(0).await?;
    let (before, _) = memory(process);
    let (since, mut bytes, mut after, mut pages) = (Instant::now(), 0, 0, Vec::new());
    loop {
        let asked = Instant::now();
        let page = client.changes(after).await?;
        pages.push(asked.elapsed());
        bytes += page.bytes;
        after = page.next;
        if !page.more {
            break;
        }
    }
    let took = since.elapsed();
    let (_, most) = memory(process);
    let count = f64::from(u32::try_from(after)?);
    table.add(
        "first sync over HTTP",
        rate(count / took.as_secs_f64(), " changes/s"),
        None,
    );
    table.add(
        "its time and size",
        format!("{:.0} s, {} MB", took.as_secs_f64(), bytes / 1_000_000),
        None,
    );
    table.add(
        "its pages of 10,000, one after the other",
        percentiles(&mut pages),
        None,
    );
    table.add(
        "the server's memory before and at most",
        format!("{before} and {most} MiB"),
        None,
    );
    let unchanged = client.unchanged(after).await?;
    table.add(
        "unchanged feed (304), one connection",
        rate(unchanged, "/s"),
        None,
    );
    server.kill().await?;
    Ok(())
}

struct Client {
    stream: BufReader<TcpStream>,
    bearer: String,
}

struct Page {
    bytes: usize,
    next: u64,
    more: bool,
}

struct Answer {
    status: u16,
    tag: String,
    body: Vec<u8>,
}

impl Client {
    async fn ask(&mut self, path: &str, held: Option<&str>) -> Result<Answer> {
        let held = held.map_or_else(String::new, |tag| format!("if-none-match: {tag}\r\n"));
        let request = format!(
            "GET {path} HTTP/1.1\r\nhost: bench\r\nauthorization: Bearer {}\r\n{held}\r\n",
            self.bearer
        );
        self.stream.get_mut().write_all(request.as_bytes()).await?;
        let mut line = String::new();
        self.stream.read_line(&mut line).await?;
        let status = line.split(' ').nth(1).and_then(|code| code.parse().ok());
        let (mut length, mut tag) = (0, String::new());
        loop {
            line.clear();
            self.stream.read_line(&mut line).await?;
            let Some((name, value)) = line.trim_end().split_once(": ") else {
                break;
            };
            match name {
                "content-length" => length = value.parse()?,
                "etag" => value.clone_into(&mut tag),
                _ => {}
            }
        }
        let mut body = vec![0; length];
        self.stream.read_exact(&mut body).await?;
        Ok(Answer {
            status: status.context("no status")?,
            tag,
            body,
        })
    }

    async fn changes(&mut self, after: u64) -> Result<Page> {
        let path = format!("/api/v1/lists/exploitative/changes?limit=10000&after={after}");
        let answer = self.ask(&path, None).await?;
        if answer.status != 200 {
            bail!("the server answers {}", answer.status);
        }
        // What follows the changes is short: reading the rest is the subscriber's work and not measured here.
        let end = String::from_utf8_lossy(&answer.body[answer.body.len().saturating_sub(400)..]);
        let field = |name: &str| {
            let rest = end.rsplit_once(name)?.1;
            Some(rest.split([',', '}']).next()?.to_owned())
        };
        Ok(Page {
            bytes: answer.body.len(),
            next: field("\"next\":").context("no next")?.parse()?,
            more: field("\"more\":").context("no more")? == "true",
        })
    }

    /// Answers a second to someone who holds everything.
    async fn unchanged(&mut self, after: u64) -> Result<f64> {
        let path = format!("/api/v1/lists/exploitative/changes?limit=10000&after={after}");
        let tag = self.ask(&path, None).await?.tag;
        let (since, mut count) = (Instant::now(), 0_u32);
        while since.elapsed() < Duration::from_secs(3) {
            if self.ask(&path, Some(&tag)).await?.status != 304 {
                bail!("the list changed meanwhile");
            }
            count += 1;
        }
        Ok(f64::from(count) / since.elapsed().as_secs_f64())
    }
}

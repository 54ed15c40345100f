//! What Lighthouse says of the pages of a survivor, on the phone that it imagines: slow, on a slow network.

use std::net::{Ipv4Addr, TcpListener, TcpStream};
use std::path::Path;
use std::process::{Child, Stdio};
use std::thread::sleep;
use std::time::{Duration, Instant};

use anyhow::{Context, Result, bail};
use serde_json::Value;

use crate::steps::{Steps, note};
use crate::toolchain::Toolchain;
use crate::{browser, process, server, site};

/// Fetched by npm for this; nothing else needs it.
const LIGHTHOUSE: &str = "lighthouse@12.8.2";

/// Those of the journey.
const PAGES: [&str; 6] = ["/en", "/en/start", "/en/choose", "/en/status", "/en/help", "/ar"];

const CATEGORIES: [&str; 3] = ["performance", "accessibility", "best-practices"];

/// A server starts in a second; a busy machine needs longer.
const START_LIMIT: Duration = Duration::from_secs(60);

/// `cargo xtask bench pages`.
pub(super) fn command() -> Result<()> {
    let mut steps = Steps::new(3);
    steps.next("building what is deployed");
    let Some(chromium) = browser::chromium().filter(|_| browser::has_node()) else {
        bail!("Chromium and Node.js with npm are needed: install them, or set RECLAIM_CHROMIUM");
    };
    let toolchain = Toolchain::find()?;
    note(&toolchain.describe());
    site::build(&toolchain, true)?;
    let binary = server::build(&toolchain, true)?;

    steps.next("starting it");
    let data = tempfile::tempdir().context("cannot make a folder for the database")?;
    let server = Served::start(&binary, data.path())?;

    steps.next("asking Lighthouse, one page after the other");
    println!("| page | performance | accessibility | best practices | bytes | largest paint |");
    println!("| --- | --- | --- | --- | --- | --- |");
    for page in PAGES {
        let report = process::output(
            process::command("npx")
                .args(["--yes", LIGHTHOUSE, "--quiet", "--output=json"])
                .arg("--chrome-flags=--headless=new --no-sandbox")
                .arg(format!("--only-categories={}", CATEGORIES.join(",")))
                .arg(format!("http://localhost:{}{page}", server.port))
                .env("CHROME_PATH", &chromium),
        )?;
        println!("{}", row(page, &serde_json::from_str(&report)?));
    }
    steps.end();
    Ok(())
}

/// Names what keeps a category from its 100.
fn row(page: &str, report: &Value) -> String {
    let score = |category: &str| {
        let category = &report["categories"][category];
        let score = (category["score"].as_f64().unwrap_or_default() * 100.0).round();
        let low: Vec<&str> = category["auditRefs"]
            .as_array()
            .into_iter()
            .flatten()
            .filter(|audit| audit["weight"].as_f64() > Some(0.0))
            .filter_map(|audit| audit["id"].as_str())
            .filter(|id| {
                report["audits"][*id]["score"]
                    .as_f64()
                    .is_some_and(|score| score < 0.9)
            })
            .collect();
        if low.is_empty() {
            score.to_string()
        } else {
            format!("{score} ({})", low.join(", "))
        }
    };
    let shown = |audit: &str| {
        report["audits"][audit]["displayValue"]
            .as_str()
            .unwrap_or("?")
            .to_owned()
    };
    let [performance, accessibility, practices] = CATEGORIES.map(score);
    let (bytes, paint) = (shown("total-byte-weight"), shown("largest-contentful-paint"));
    format!("| {page} | {performance} | {accessibility} | {practices} | {bytes} | {paint} |")
}

/// A server that ends with this.
struct Served {
    process: Child,
    port: u16,
}

impl Served {
    fn start(binary: &Path, data: &Path) -> Result<Self> {
        let port = TcpListener::bind((Ipv4Addr::LOCALHOST, 0))?.local_addr()?.port();
        let process = process::command(binary)
            .args(["serve", "--demo", "--port"])
            .arg(port.to_string())
            .arg("--data")
            .arg(data)
            .stdout(Stdio::null())
            .stderr(Stdio::null())
            .spawn()
            .with_context(|| format!("cannot start {}", binary.display()))?;
        let served = Self { process, port };
        let begun = Instant::now();
        while TcpStream::connect((Ipv4Addr::LOCALHOST, port)).is_err() {
            if begun.elapsed() > START_LIMIT {
                bail!("the server does not answer");
            }
            sleep(Duration::from_millis(100));
        }
        Ok(served)
    }
}

impl Drop for Served {
    fn drop(&mut self) {
        // It may have ended by itself; its data is thrown away in any case.
        let _ = self.process.kill();
        let _ = self.process.wait();
    }
}

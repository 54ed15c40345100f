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

/// Those of the journey: each kind of page once, and the first one from right to left.
const PAGES: [&str; 13] = [
    "/en",
    "/en/start",
    "/en/start/age",
    "/en/start/threat/now",
    "/en/choose",
    "/en/status",
    "/en/help",
    "/en/help/us",
    "/en/platforms",
    "/en/how-it-works",
    "/en/letter",
    "/en/letter/us",
    "/ar",
];

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
        println!("{}", row(page, &report(&chromium, server.port, page)?));
    }
    steps.end();
    Ok(())
}

/// What Lighthouse reports of a page. It loses sight of its browser now and then, and is asked once more then.
fn report(chromium: &Path, port: u16, page: &str) -> Result<Value> {
    let ask = || {
        let report = process::output(
            process::command("npx")
                .args(["--yes", LIGHTHOUSE])
                // Before the options: npx may take the first of those for its own, and the address for its value.
                .arg(format!("http://localhost:{port}{page}"))
                .args(["--quiet", "--output=json"])
                .arg("--chrome-flags=--headless=new --no-sandbox")
                .arg(format!("--only-categories={}", CATEGORIES.join(",")))
                .env("CHROME_PATH", chromium),
        )?;
        checked(serde_json::from_str(&report).context("Lighthouse wrote no report")?)
    };
    ask().or_else(|trouble| {
        note(&format!("{page}: {trouble:#}; once more"));
        ask().with_context(|| format!("Lighthouse has no result for {page}"))
    })
}

/// A report in which every category has a result.
fn checked(report: Value) -> Result<Value> {
    if let Some(trouble) = report["runtimeError"]["code"].as_str() {
        bail!("{trouble}");
    }
    for category in CATEGORIES {
        if report["categories"][category]["score"].as_f64().is_none() {
            let failed = report["audits"]
                .as_object()
                .into_iter()
                .flatten()
                .find_map(|(id, audit)| {
                    let trouble = audit["errorMessage"].as_str()?;
                    Some(format!("{id}: {trouble}"))
                });
            bail!(
                "no {category} ({})",
                failed.unwrap_or_else(|| "without a reason".to_owned())
            );
        }
    }
    Ok(report)
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

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    fn good() -> Value {
        json!({
            "categories": {
                "performance": {
                    "score": 0.97,
                    "auditRefs": [{ "id": "slow", "weight": 1 }, { "id": "unweighed", "weight": 0 }],
                },
                "accessibility": { "score": 1.0, "auditRefs": [] },
                "best-practices": { "score": 1.0, "auditRefs": [] },
            },
            "audits": {
                "slow": { "score": 0.5 },
                "unweighed": { "score": 0.0 },
                "total-byte-weight": { "displayValue": "Total size was 14 KiB" },
                "largest-contentful-paint": { "displayValue": "0.9 s" },
            },
        })
    }

    #[test]
    fn what_keeps_a_page_from_a_hundred_is_named() {
        let row = row("/en", &checked(good()).unwrap());
        assert_eq!(
            row,
            "| /en | 97 (slow) | 100 | 100 | Total size was 14 KiB | 0.9 s |"
        );
    }

    #[test]
    fn a_report_without_a_result_is_none() {
        let mut report = good();
        report["categories"]["performance"]["score"] = Value::Null;
        report["audits"]["slow"] = json!({ "score": null, "errorMessage": "NO_NAVSTART" });
        let trouble = checked(report).unwrap_err().to_string();
        assert_eq!(trouble, "no performance (slow: NO_NAVSTART)");
        let mut report = good();
        report["runtimeError"] = json!({ "code": "NO_FCP" });
        assert_eq!(checked(report).unwrap_err().to_string(), "NO_FCP");
    }
}

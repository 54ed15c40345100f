//! Follows the StopNCII wire by its rules: from the timestamp that was kept, page by page, keeping the timestamp of every
//! page. What it holds is held by case number, so that a removal without its hash removes too.

use std::{collections::BTreeMap, net::SocketAddr};

use anyhow::{Context as _, Result, bail};
use domain::list::ListName;
use serde::Deserialize;

use super::{Copied, Held, Options, Step};
use crate::http;

/// Where a client that holds nothing starts.
const FIRST: u64 = 10;

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
struct Page {
    count: usize,
    next_set_timestamp: u64,
    next_page_token: Option<String>,
    has_more_records: bool,
    hash_records: Vec<Record>,
}

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
struct Record {
    #[serde(rename = "lastModtimestamp")]
    last_mod_timestamp: u64,
    hash_value: String,
    case_numbers: BTreeMap<String, String>,
    #[serde(rename = "CSPFeedbacks", default)]
    feedback: Vec<Opinion>,
}

#[derive(Deserialize)]
struct Opinion {
    source: String,
    tags: Vec<String>,
}

/// Reads everything from the timestamp on, and applies it.
pub(super) async fn step(
    options: &Options,
    server: SocketAddr,
    credential: &str,
    copy: &mut Copied,
) -> Result<Step> {
    let list = ListName::exploitative();
    let (function, subscription) = credential.split_once(',').context("there are no two keys")?;
    let keys = [
        ("x-functions-key", function),
        ("ocp-apim-subscription-key", subscription),
    ];
    let start = copy.cursor.max(FIRST);
    let mut token = String::new();
    loop {
        let path = format!(
            "/stopncii/{list}/v1/FetchHashes?startTimestamp={start}&pageSize={}&nextPageToken={token}",
            options.limit
        );
        let answer = http::get_with(server, &path, &keys).await?;
        if answer.status != 200 {
            bail!("status {}", answer.status);
        }
        let page: Page = match serde_json::from_slice(&answer.body) {
            Ok(page) => page,
            Err(error) => {
                copy.violated(format!("a whole answer cannot be read: {error}"));
                return Ok(Step::More);
            }
        };
        apply(copy, start, &page);
        match page.next_page_token.filter(|_| page.has_more_records) {
            Some(next) => token = next,
            None => return Ok(Step::Done),
        }
    }
}

fn apply(copy: &mut Copied, start: u64, page: &Page) {
    if page.count != page.hash_records.len() {
        copy.violated(format!("a page says that it has {} records", page.count));
    }
    let mut before = start;
    for record in &page.hash_records {
        let second = record.last_mod_timestamp;
        if second < before || second > page.next_set_timestamp {
            copy.violated(format!(
                "a record of second {second} comes after {before}, on a page up to {}",
                page.next_set_timestamp
            ));
        }
        before = second;
        copy.applied += 1;
        let confirmed = record
            .feedback
            .iter()
            .any(|one| one.source == "Reclaim" && one.tags.iter().any(|tag| tag == "confirmed"));
        let standing = if confirmed { "confirmed" } else { "unverified" };
        for (case, status) in &record.case_numbers {
            if status == "Active" {
                let held = Held {
                    hash: record.hash_value.clone(),
                    standing: standing.to_owned(),
                };
                copy.held.insert(case.clone(), held);
            } else {
                copy.held.remove(case);
            }
        }
    }
    if page.next_set_timestamp < copy.cursor {
        copy.violated(format!(
            "the timestamp falls from {} to {}",
            copy.cursor, page.next_set_timestamp
        ));
    }
    copy.cursor = copy.cursor.max(page.next_set_timestamp);
}

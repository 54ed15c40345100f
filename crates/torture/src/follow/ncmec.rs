//! Follows the NCMEC wire as its public client does: up to five seconds ago, page by page, and next time from there, that
//! second included.

use std::net::SocketAddr;

use anyhow::{Context as _, Result, bail, ensure};
use domain::{Clock as _, list::ListName};
use quick_xml::{Reader, events::Event};
use time::{OffsetDateTime, format_description::well_known::Rfc3339};

use super::{Copied, Held, Options, Step};
use crate::{clock::SystemClock, http};

/// The newest seconds are left for the next time.
const YOUNG: i64 = 5;

/// What one page says.
#[derive(Default)]
struct Page {
    entries: Vec<Entry>,
    next: Option<String>,
}

#[derive(Default)]
struct Entry {
    id: String,
    second: u64,
    held: Option<Held>,
}

/// Reads everything from the last second on, and applies it.
pub(super) async fn step(
    options: &Options,
    server: SocketAddr,
    credential: &str,
    copy: &mut Copied,
) -> Result<Step> {
    let list = ListName::exploitative();
    let ahead = u64::from(options.hasty && copy.cursor > 0);
    let from = copy.cursor + ahead;
    let to = u64::try_from(SystemClock.now().as_seconds() - YOUNG)?;
    if to < from {
        return Ok(Step::Done);
    }
    let mut path = format!("/v2/entries?from={}&to={}", moment(from)?, moment(to)?);
    loop {
        let answer = http::get(server, &format!("/ncmec/{list}{path}"), credential).await?;
        if answer.status != 200 {
            bail!("status {}", answer.status);
        }
        let page = match read(&answer.body) {
            Ok(page) => page,
            Err(error) => {
                copy.violated(format!("a whole answer cannot be read: {error:#}"));
                return Ok(Step::More);
            }
        };
        let before = copy.cursor;
        for entry in page.entries {
            apply(copy, before, entry);
        }
        match page.next {
            Some(next) => path = next,
            None => {
                copy.cursor = copy.cursor.max(to);
                return Ok(Step::Done);
            }
        }
    }
}

/// Applies an entry of a page that came after the second `before`. Within a page photos come before videos, so only
/// the whole page is in the order of seconds.
fn apply(copy: &mut Copied, before: u64, entry: Entry) {
    if entry.second < before {
        copy.violated(format!(
            "entry {} is of second {}, after second {before} had been given",
            entry.id, entry.second
        ));
    }
    copy.cursor = copy.cursor.max(entry.second);
    copy.applied += 1;
    match entry.held {
        Some(held) => copy.held.insert(entry.id, held),
        None => copy.held.remove(&entry.id),
    };
}

fn moment(second: u64) -> Result<String> {
    let at = OffsetDateTime::from_unix_timestamp(i64::try_from(second)?)?;
    Ok(at.format(&Rfc3339)?)
}

/// Reads a document to its very end.
fn read(body: &[u8]) -> Result<Page> {
    let mut reader = Reader::from_reader(body);
    let mut page = Page::default();
    let mut open: Vec<String> = Vec::new();
    let mut entry = Entry::default();
    let mut whole = false;
    loop {
        match reader.read_event()? {
            Event::Start(start) => {
                let name = start.local_name().as_ref().to_owned();
                match name.as_str() {
                    "image" | "video" => {
                        entry = Entry {
                            held: Some(Held::default()),
                            ..Entry::default()
                        }
                    }
                    "deletedImage" | "deletedVideo" => entry = Entry::default(),
                    _ => {}
                }
                open.push(name);
            }
            Event::Text(text) => {
                let text = text.trim().to_owned();
                if let Some(name) = open.last().filter(|_| !text.is_empty()) {
                    take(&mut page, &mut entry, name, text)?;
                }
            }
            Event::End(_) => {
                let name = open.pop().context("an element ends that never began")?;
                if ["image", "video", "deletedImage", "deletedVideo"].contains(&name.as_str()) {
                    ensure!(
                        !entry.id.is_empty() && entry.second > 0,
                        "an entry has no id or time"
                    );
                    page.entries.push(std::mem::take(&mut entry));
                }
                whole = open.is_empty();
            }
            Event::Eof => {
                ensure!(whole, "the document ends early");
                return Ok(page);
            }
            _ => {}
        }
    }
}

fn take(page: &mut Page, entry: &mut Entry, name: &str, text: String) -> Result<()> {
    match (name, &mut entry.held) {
        ("id", _) => entry.id = text,
        ("timestamp", _) => {
            let at = OffsetDateTime::parse(&text, &Rfc3339)?;
            entry.second = u64::try_from(at.unix_timestamp())?;
        }
        ("next", _) => page.next = Some(text),
        ("md5", Some(held)) => held.hash = text,
        ("classification", Some(held)) => held.standing = text,
        _ => {}
    }
    Ok(())
}

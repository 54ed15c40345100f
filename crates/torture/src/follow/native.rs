//! Follows the native feed: numbers, digests and every step of every entry are checked as they come.

use std::{collections::HashMap, net::SocketAddr};

use anyhow::{Result, bail};
use domain::{
    Timestamp,
    change::{Change, ChangeKind, EMPTY, chain, content_digest},
    entry::Standing,
    hash::{Hash, HashKind, HashValue, ItemHashes, Medium},
    id::EntryId,
    list::ListName,
};
use serde::Deserialize;
use time::{OffsetDateTime, format_description::well_known::Rfc3339};

use super::{Copied, Held, Options, Step};
use crate::{http, mutant::Mutant};

#[derive(Deserialize)]
struct Page {
    changes: Vec<Line>,
    next: u64,
    more: bool,
    checkpoint: Stated,
}

#[derive(Deserialize)]
struct Stated {
    size: u64,
    digest: String,
}

#[derive(Deserialize)]
struct Line {
    number: u64,
    change: ChangeKind,
    entry: String,
    medium: String,
    standing: Option<Standing>,
    changed_at: String,
    content: Option<String>,
    salt: Option<String>,
    hashes: Option<Vec<HashLine>>,
}

#[derive(Deserialize)]
struct HashLine {
    kind: HashKind,
    value: String,
    quality: Option<u8>,
    variant: Option<String>,
}

/// Asks for the next page and applies it.
pub(super) async fn step(
    options: &Options,
    server: SocketAddr,
    credential: &str,
    copy: &mut Copied,
) -> Result<Step> {
    let list = ListName::exploitative();
    let path = format!(
        "/api/v1/lists/{list}/changes?after={}&limit={}",
        copy.cursor, options.limit
    );
    let answer = match http::get(server, &path, credential).await {
        Err(_) if options.mutant == Some(Mutant::SkipsUnreadable) && copy.cursor > 0 => {
            copy.cursor += u64::from(options.limit);
            return Ok(Step::More);
        }
        answer => answer?,
    };
    if answer.status == 400 {
        copy.violated(format!("the server's history ends before change {}", copy.cursor));
        return Ok(Step::More);
    }
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
    if options.mutant == Some(Mutant::CursorBeforeCopy) && !page.changes.is_empty() {
        copy.behind = Some(copy.held.clone());
    }
    let more = page.more;
    apply(copy, &list, &page);
    Ok(if more { Step::More } else { Step::Done })
}

fn apply(copy: &mut Copied, list: &ListName, page: &Page) {
    let stated = &page.checkpoint;
    remember(copy, stated);
    let mut served = HashMap::new();
    for line in &page.changes {
        served.insert(line.entry.as_str(), line.change);
        if let Err(wrong) = apply_one(copy, list, line) {
            copy.violated(format!("change {}: {wrong}", line.number));
            return;
        }
    }
    if page.next != copy.cursor {
        copy.violated(format!("after change {} comes `next` {}", copy.cursor, page.next));
    }
    if page.more == (copy.cursor == stated.size) {
        copy.violated(format!(
            "at change {} of {} the server says that there is {}",
            copy.cursor,
            stated.size,
            if page.more { "more" } else { "no more" }
        ));
    }
    if page.more {
        return;
    }
    // The whole page is of one moment: what is removed at its end has no hashes anywhere in it, and what is not
    // removed has them.
    let removed =
        |line: &&Line| line.hashes.is_some() && served.get(line.entry.as_str()) == Some(&ChangeKind::Remove);
    if let Some(line) = page.changes.iter().find(removed) {
        copy.violated(format!(
            "change {} shows the hashes of a removed entry",
            line.number
        ));
    }
    if let Some((entry, _)) = copy.held.iter().find(|(_, held)| held.hash.is_empty()) {
        let text = format!("entry {entry} is on the list and no hashes were given");
        copy.violated(text);
    }
}

/// Keeps a checkpoint, and compares it where this copy has come that far already.
fn remember(copy: &mut Copied, stated: &Stated) {
    if stated.size == copy.cursor && stated.digest != digest(copy) {
        copy.violated(format!(
            "the checkpoint of size {} is not what its changes give",
            stated.size
        ));
    }
    if let Some(other) = copy.checkpoints.insert(stated.size, stated.digest.clone())
        && other != stated.digest
    {
        copy.violated(format!("two checkpoints of size {} differ", stated.size));
    }
}

fn digest(copy: &Copied) -> String {
    if copy.digest.is_empty() {
        hex::encode(EMPTY)
    } else {
        copy.digest.clone()
    }
}

fn apply_one(copy: &mut Copied, list: &ListName, line: &Line) -> Result<(), String> {
    if line.number != copy.cursor + 1 {
        return Err(format!("comes after change {}", copy.cursor));
    }
    let change = change(list, line).ok_or("cannot be read")?;
    let second = change.changed_at.as_seconds();
    if second < copy.changed_at {
        return Err(format!(
            "is {} s older than the one before",
            copy.changed_at - second
        ));
    }
    let mut before = EMPTY;
    hex::decode_to_slice(digest(copy), &mut before).map_err(|_| "the copy's digest cannot be read")?;
    let after = hex::encode(chain(&before, &change));
    if let Some(stated) = copy.checkpoints.get(&line.number)
        && *stated != after
    {
        return Err("the chain does not give the checkpoint that was stated".to_owned());
    }
    let held = held(line, &change)?;
    let was_held = copy.held.contains_key(&line.entry);
    match (line.change, was_held) {
        (ChangeKind::Add, true) => return Err("adds what is on the list already".to_owned()),
        (ChangeKind::Amend | ChangeKind::Remove, false) => {
            return Err("is about an entry that is not on the list".to_owned());
        }
        (ChangeKind::Remove, true) => {
            copy.held.remove(&line.entry);
        }
        (ChangeKind::Add | ChangeKind::Amend, _) => {
            copy.held.insert(line.entry.clone(), held);
        }
    }
    copy.cursor = line.number;
    copy.digest = after;
    copy.changed_at = second;
    copy.applied += 1;
    Ok(())
}

/// The change as it enters the chain.
fn change(list: &ListName, line: &Line) -> Option<Change> {
    let at = OffsetDateTime::parse(&line.changed_at, &Rfc3339).ok()?;
    let content = match &line.content {
        None => None,
        Some(text) => {
            let mut digest = [0; 32];
            hex::decode_to_slice(text, &mut digest).ok()?;
            Some(digest)
        }
    };
    Some(Change {
        list: list.clone(),
        number: line.number,
        kind: line.change,
        entry: EntryId::parse(&line.entry).ok()?,
        medium: Medium::parse(&line.medium)?,
        standing: line.standing,
        changed_at: Timestamp::from_seconds(at.unix_timestamp()),
        content,
    })
}

/// What is held of the entry after an addition or amendment, its hashes compared with what was announced.
fn held(line: &Line, change: &Change) -> Result<Held, String> {
    let mut held = Held {
        hash: String::new(),
        standing: line.standing.map_or("", Standing::as_str).to_owned(),
    };
    let (Some(hashes), Some(salt)) = (&line.hashes, &line.salt) else {
        return Ok(held);
    };
    let (salt, hashes) = content(salt, hashes).ok_or("its hashes cannot be read")?;
    if Some(content_digest(&salt, &hashes)) != change.content {
        return Err("its hashes are not those that were announced".to_owned());
    }
    held.hash = hex::encode(hashes.sha256().ok_or("it has no sha256")?);
    Ok(held)
}

fn content(salt: &str, lines: &[HashLine]) -> Option<([u8; 16], ItemHashes)> {
    let mut bytes = [0; 16];
    hex::decode_to_slice(salt, &mut bytes).ok()?;
    let mut hashes = Vec::new();
    for line in lines {
        let value = HashValue::from_parts(line.kind, &hex::decode(&line.value).ok()?, line.quality)?;
        let variant = match &line.variant {
            None => None,
            Some(name) => Some(hashing::VariantKind::parse(name)?),
        };
        hashes.push(Hash { value, variant });
    }
    Some((bytes, ItemHashes::new(hashes).ok()?))
}

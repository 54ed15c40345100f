//! A follower's copy of a list, as it is kept on disk.

use std::{
    collections::BTreeMap,
    fs,
    io::{BufWriter, ErrorKind, Write as _},
    path::Path,
};

use anyhow::{Context as _, Result};
use serde::{Deserialize, Serialize};

/// An entry that the follower holds.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Held {
    /// The hash that names the item: SHA-256 on the native feed, MD5 on the NCMEC wire, PDQ or MD5 on the StopNCII wire, in hex. Empty while the feed gives none,
    /// because a later change removes the entry.
    pub hash: String,
    /// The standing.
    pub standing: String,
}

/// The copy, and how far it goes.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Copied {
    /// The last change (native), or the last second (the other wires, Unix time), that was applied.
    pub cursor: u64,
    /// The digest of the chain up to there, in hex; empty at the start.
    pub digest: String,
    /// The second of the last change, Unix time.
    pub changed_at: i64,
    /// What is on the list, by entry.
    pub held: BTreeMap<String, Held>,
    /// Every checkpoint that a server stated: its digest by size.
    pub checkpoints: BTreeMap<u64, String>,
    /// So many changes or entries were applied.
    pub applied: u64,
    /// So often everything up to the end had been read.
    pub rounds: u64,
    /// When the last of these rounds began, Unix time in milliseconds.
    pub round_began: i64,
    /// So many requests brought no whole answer.
    pub failures: u64,
    /// The last of these failures.
    pub trouble: String,
    /// So often the follower was started.
    pub starts: u64,
    /// What must not be.
    pub violations: Vec<String>,
    /// Where a mutant's cursor is ahead of its copy: what stands in place of `held` on the disk.
    #[serde(skip)]
    pub behind: Option<BTreeMap<String, Held>>,
}

impl Copied {
    /// What stands in the file; an empty copy where there is none.
    ///
    /// # Errors
    /// Where the file cannot be read or is none of ours.
    pub fn load(path: &Path) -> Result<Self> {
        match fs::read(path) {
            Ok(text) => serde_json::from_slice(&text)
                .with_context(|| format!("{} does not hold a follower's copy", path.display())),
            Err(error) if error.kind() == ErrorKind::NotFound => Ok(Self::default()),
            Err(error) => Err(error).with_context(|| format!("cannot read {}", path.display())),
        }
    }

    /// Writes the copy beside the old one and then puts it in its place, so that there is always a whole one.
    ///
    /// # Errors
    /// Where the file cannot be written.
    pub fn save(&self, path: &Path) -> Result<()> {
        let fresh = path.with_extension("new");
        let mut writer = BufWriter::new(fs::File::create(&fresh)?);
        if let Some(held) = &self.behind {
            let stale = Self {
                held: held.clone(),
                behind: None,
                ..self.clone()
            };
            serde_json::to_writer(&mut writer, &stale)?;
        } else {
            serde_json::to_writer(&mut writer, self)?;
        }
        writer.flush()?;
        fs::rename(&fresh, path).with_context(|| format!("cannot write {}", path.display()))
    }

    /// Notes something that must not be.
    pub(super) fn violated(&mut self, what: impl Into<String>) {
        self.violations.push(what.into());
    }
}

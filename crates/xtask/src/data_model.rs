//! Makes docs/DATA-MODEL.md from migrations/columns.toml.

use std::collections::BTreeMap;
use std::fmt::Write as _;
use std::fs;

use anyhow::{Context, Result, bail};
use clap::Args;
use serde::Deserialize;

use crate::workspace;

#[derive(Args)]
pub(crate) struct Options {
    /// Change nothing; fail if something would change
    #[arg(long)]
    check: bool,
}

const SOURCE: &str = "migrations/columns.toml";
const DOCUMENT: &str = "docs/DATA-MODEL.md";

/// What stands above the tables.
const INTRODUCTION: &str = "\
# What the database holds

Every table and column: what it holds, how sensitive it is, how long it is kept, who may read it. Made from
`migrations/columns.toml` by `cargo xtask data-model`; the tests compare that file with both databases, so a column that
is not listed here cannot exist.

There is no column for an IP address, a browser, a file's name, size or date, or anything of a picture but its hashes.

What is due is erased every hour. On SQLite erased pages are overwritten (`secure_delete`) and the write-ahead log is
emptied after each run. On PostgreSQL erased rows are vacuumed after each run (before 17 only if the tables belong to the
server's role: [DEPLOYING.md](DEPLOYING.md#two-roles-on-postgresql)); until their space is used again, bytes of them
may remain in the files of the server, in its write-ahead log, and in archives of it: keep those on an encrypted disk, and
archives no longer than you keep backups. **A backup keeps what it holds**: delete old ones.

| sensitivity | meaning |
| --- | --- |
| public | says nothing about anyone |
| internal | about the running of the service |
| work | what staff and platforms do |
| survivor | about what a survivor submitted |
| secret | opens something, or would if it were not sealed, keyed or digested |
";

#[derive(Deserialize)]
struct Source {
    kept: BTreeMap<String, String>,
    readers: BTreeMap<String, String>,
    table: BTreeMap<String, Table>,
}

#[derive(Deserialize)]
struct Table {
    about: String,
    #[serde(flatten)]
    columns: BTreeMap<String, [String; 4]>,
}

/// `cargo xtask data-model`.
pub(crate) fn command(options: &Options) -> Result<()> {
    if options.check {
        return check();
    }
    let path = workspace::root().join(DOCUMENT);
    fs::write(&path, from_source()?).with_context(|| format!("cannot write {DOCUMENT}"))
}

/// Whether the document is what the source says.
pub(crate) fn check() -> Result<()> {
    let path = workspace::root().join(DOCUMENT);
    if fs::read_to_string(path).unwrap_or_default() != from_source()? {
        bail!("{DOCUMENT} is not what {SOURCE} says: run `cargo xtask data-model`");
    }
    Ok(())
}

fn from_source() -> Result<String> {
    let root = workspace::root();
    let text = fs::read_to_string(root.join(SOURCE)).with_context(|| format!("cannot read {SOURCE}"))?;
    document(&text)
}

fn document(text: &str) -> Result<String> {
    let source: Source = toml::from_str(text).with_context(|| format!("{SOURCE} makes no sense"))?;
    let mut made = INTRODUCTION.to_owned();
    section(&mut made, "How long", "kept", &source.kept)?;
    section(&mut made, "Who may read it", "readers", &source.readers)?;
    for (name, table) in &source.table {
        writeln!(made, "\n## `{name}`\n\n{}\n", table.about)?;
        writeln!(made, "| column | holds | sensitivity | kept | readers |")?;
        writeln!(made, "| --- | --- | --- | --- | --- |")?;
        for (column, [holds, sensitivity, kept, readers]) in &table.columns {
            for (word, known) in [(kept, &source.kept), (readers, &source.readers)] {
                if !known.contains_key(word) {
                    bail!("{SOURCE}: {name}.{column} says {word:?}, which is explained nowhere");
                }
            }
            if !["public", "internal", "work", "survivor", "secret"].contains(&sensitivity.as_str()) {
                bail!("{SOURCE}: {name}.{column} has the sensitivity {sensitivity:?}, which does not exist");
            }
            writeln!(
                made,
                "| `{column}` | {holds} | {sensitivity} | {kept} | {readers} |"
            )?;
        }
    }
    Ok(made)
}

fn section(made: &mut String, title: &str, word: &str, texts: &BTreeMap<String, String>) -> Result<()> {
    writeln!(made, "\n## {title}\n\n| {word} | meaning |\n| --- | --- |")?;
    for (name, meaning) in texts {
        writeln!(made, "| {name} | {meaning} |")?;
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    const SMALL: &str = r#"
        [kept]
        always = "For ever."
        [readers]
        program = "The program."
        [table.a]
        about = "A table."
        b = ["A column.", "public", "always", "program"]
    "#;

    #[test]
    fn every_column_is_a_line() {
        let made = document(SMALL).unwrap();
        assert!(
            made.contains("| `b` | A column. | public | always | program |"),
            "{made}"
        );
    }

    #[test]
    fn a_word_that_is_explained_nowhere_is_refused() {
        for (word, other) in [
            ("\"always\"", "\"never\""),
            ("\"program\"", "\"nobody\""),
            ("\"public\"", "\"odd\""),
        ] {
            assert!(document(&SMALL.replace(word, other)).is_err(), "{word}");
        }
    }
}

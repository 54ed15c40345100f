//! Whether the tests that docs/PROMISES.md names are there. It reads sources and runs nothing.

use std::ffi::OsStr;
use std::fs;
use std::path::Path;

use anyhow::{Context, Result, bail};

use crate::workspace;

const DOCUMENT: &str = "docs/PROMISES.md";
/// Where tests are.
const FOLDERS: [&str; 5] = ["app", "clients", "crates", "end2end/tests", "server"];

/// Fails if a test or a file is named that does not exist.
pub(crate) fn check() -> Result<()> {
    let root = workspace::root();
    let document =
        fs::read_to_string(root.join(DOCUMENT)).with_context(|| format!("cannot read {DOCUMENT}"))?;
    let mut sources = Sources::default();
    for folder in FOLDERS {
        sources.read(&root.join(folder))?;
    }
    let missing: Vec<_> = named(&document)
        .filter(|name| !sources.have(name, &root))
        .map(|name| name.text())
        .collect();
    if !missing.is_empty() {
        bail!("{DOCUMENT} names what is not there: {}", missing.join("; "));
    }
    Ok(())
}

/// What the document names.
#[derive(Debug, PartialEq, Eq)]
enum Name<'a> {
    /// `a_function`.
    Function(&'a str),
    /// `a/file.rs`.
    File(&'a str),
    /// *The title of a browser test*, or of a step of one.
    Title(&'a str),
}

impl Name<'_> {
    fn text(&self) -> String {
        match self {
            Self::Function(name) | Self::File(name) | Self::Title(name) => (*name).to_owned(),
        }
    }
}

/// Everything that the tables name.
fn named(document: &str) -> impl Iterator<Item = Name<'_>> {
    let rows = document.lines().filter(|line| line.starts_with('|'));
    rows.flat_map(|row| {
        row.split('`').enumerate().flat_map(|(place, part)| {
            // Every other part stands in backticks.
            if place % 2 == 1 {
                Vec::from_iter(code(part))
            } else {
                // What stands in bold is empty on both sides.
                let titles = part
                    .split('*')
                    .skip(1)
                    .step_by(2)
                    .filter(|title| !title.is_empty());
                titles
                    .map(|title| code(title).unwrap_or(Name::Title(title)))
                    .collect()
            }
        })
    })
}

/// A function or a file; other code is no name of a test.
fn code(text: &str) -> Option<Name<'_>> {
    let of_a_name = |c: char| c.is_ascii_lowercase() || c.is_ascii_digit() || c == '_';
    let is_source = ["rs", "ts", "py"]
        .into_iter()
        .any(|ending| Path::new(text).extension() == Some(OsStr::new(ending)));
    if text.contains('_') && text.chars().all(of_a_name) {
        Some(Name::Function(text))
    } else if text.contains('/') && is_source {
        Some(Name::File(text))
    } else {
        None
    }
}

#[derive(Default)]
struct Sources {
    rust: String,
    browser: String,
}

impl Sources {
    /// Adds all sources of a folder.
    fn read(&mut self, folder: &Path) -> Result<()> {
        for entry in fs::read_dir(folder).with_context(|| format!("cannot read {}", folder.display()))? {
            let path = entry?.path();
            let all = match path.extension().and_then(OsStr::to_str) {
                _ if path.is_dir() => {
                    self.read(&path)?;
                    continue;
                }
                Some("rs") => &mut self.rust,
                Some("ts") => &mut self.browser,
                _ => continue,
            };
            let text =
                fs::read_to_string(&path).with_context(|| format!("cannot read {}", path.display()))?;
            all.push_str(&text);
        }
        Ok(())
    }

    fn have(&self, name: &Name<'_>, root: &Path) -> bool {
        match name {
            Name::Function(name) => self.rust.contains(&format!("fn {name}(")),
            Name::File(path) => root.join(path).is_file(),
            Name::Title(title) => self.have_title(title),
        }
    }

    fn have_title(&self, title: &str) -> bool {
        let written = ['\'', '"'].map(|quote| format!("{quote}{title}{quote}"));
        written.iter().any(|title| self.browser.contains(title)) || self.templates().any(|it| fits(it, title))
    }

    /// The titles in which something is filled in.
    fn templates(&self) -> impl Iterator<Item = &str> {
        let rest = self.browser.split("test(`").skip(1);
        rest.filter_map(|rest| rest.split('`').next())
    }
}

/// Whether a title can come of `a browser that ${what} gives up`.
fn fits(template: &str, title: &str) -> bool {
    let mut parts = template.split("${");
    let Some(mut rest) = parts.next().and_then(|start| title.strip_prefix(start)) else {
        return false;
    };
    let mut ends = rest.is_empty();
    for part in parts {
        let text = part.split_once('}').map_or("", |(_, text)| text);
        ends = rest.ends_with(text);
        match rest.find(text) {
            Some(place) => rest = rest.split_at(place + text.len()).1,
            None => return false,
        }
    }
    ends
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn functions_files_and_titles_are_found_in_a_table_and_nowhere_else() {
        let document = "\
            `out_of_a_table`\n\
            | A promise **in bold**. | `crates/a/b.rs` › `it_holds`, *and by hand*; `cargo xtask build`; *so_does_this* |\n";
        let names: Vec<_> = named(document).collect();
        assert_eq!(
            names,
            [
                Name::File("crates/a/b.rs"),
                Name::Function("it_holds"),
                Name::Title("and by hand"),
                Name::Function("so_does_this"),
            ]
        );
    }

    #[test]
    fn a_title_that_is_filled_in_is_known_by_what_stands_around_it() {
        let template = "a browser that ${what} gives ${n} hashes";
        assert!(fits(template, "a browser that lies gives two hashes"));
        assert!(!fits(template, "a browser that lies gives two"));
        assert!(!fits(template, "a worker that lies gives two hashes"));
        assert!(fits("the page ${path}", "the page of help"));
        assert!(!fits("every page", "every page of help"));
    }

    #[test]
    fn a_test_that_was_renamed_is_missed() {
        let sources = Sources {
            rust: "fn it_holds() {}".to_owned(),
            browser: "test('by hand', …); test(`in ${language}`, …);".to_owned(),
        };
        let have = |name| sources.have(&name, Path::new("/"));
        assert!(have(Name::Function("it_holds")));
        assert!(!have(Name::Function("it_held")));
        assert!(have(Name::Title("by hand")) && have(Name::Title("in Arabic")));
        assert!(!have(Name::Title("by foot")));
    }

    #[test]
    fn every_promise_has_its_test() {
        check().unwrap();
    }
}

//! One style sheet out of the files that `style/main.css` imports.
//!
//! Browsers could follow the imports themselves, one request after the other; one file is quicker. Only the form that
//! we write is understood, so that nothing is silently left out.

use std::fs;
use std::path::Path;

use anyhow::{Context, Result, bail};

/// Inlines the imports of a style sheet and leaves out what browsers do not need.
pub(crate) fn bundle(main: &Path) -> Result<String> {
    let text = fs::read_to_string(main).with_context(|| format!("cannot read {}", main.display()))?;
    let folder = main.parent().unwrap_or(Path::new(""));
    let mut sheet = String::new();
    for statement in squeeze(&text)
        .with_context(|| format!("in {}", main.display()))?
        .split(';')
    {
        if statement.is_empty() {
            continue;
        }
        let file = imported(statement).with_context(|| {
            format!(
                "only `@import url(\"file.css\");` is understood in {}, not `{statement}`",
                main.display()
            )
        })?;
        let path = folder.join(file);
        let text = fs::read_to_string(&path).with_context(|| format!("cannot read {}", path.display()))?;
        let content = squeeze(&text).with_context(|| format!("in {}", path.display()))?;
        for rule in ["@import", "@charset", "@layer"] {
            if content.contains(rule) {
                bail!(
                    "{}: only main.css imports, and older browsers know no layers and leave out what is in one: {rule}",
                    path.display()
                );
            }
        }
        sheet.push_str(&content);
    }
    Ok(sheet)
}

/// The file of `@import url("a.css")`.
fn imported(statement: &str) -> Option<&str> {
    let file = statement.strip_prefix("@import url(\"")?.strip_suffix("\")")?;
    let is_name = !file.is_empty()
        && file
            .chars()
            .all(|c| c.is_ascii_alphanumeric() || "-_.".contains(c));
    is_name.then_some(file)
}

/// Leaves out comments, needless whitespace and last semicolons. Conservative: where whitespace may mean something
/// one space stays; strings and addresses stay as they are.
fn squeeze(text: &str) -> Result<String> {
    let mut out = String::with_capacity(text.len());
    let mut rest = text;
    let mut gap = false;
    while let Some(c) = rest.chars().next() {
        if let Some(comment) = rest.strip_prefix("/*") {
            let (_, after) = comment.split_once("*/").context("a comment does not end")?;
            // Between two words it keeps them apart and is not a gap: `.a/**/.b` is one selector.
            let between = !gap && !out.ends_with(['{', '}', ';', ',']) && !out.is_empty();
            if between
                && after
                    .chars()
                    .next()
                    .is_some_and(|next| !next.is_whitespace() && !"{};,".contains(next))
            {
                out.push_str("/**/");
            }
            rest = after;
            continue;
        }
        if c.is_whitespace() {
            gap = true;
            rest = &rest[c.len_utf8()..];
            continue;
        }
        if gap {
            gap = false;
            // `--empty: ;` needs its space.
            let needless = out.is_empty()
                || out.ends_with(['{', '}', ';', ','])
                || "{}".contains(c) && !out.ends_with(':')
                || ";".contains(c) && !out.ends_with(':');
            if !needless {
                out.push(' ');
            }
        }
        if c == '}' && out.ends_with(';') && !out.ends_with(":;") && !out.ends_with(": ;") {
            out.pop();
        }
        let verbatim = verbatim(rest)?;
        out.push_str(&rest[..verbatim]);
        rest = &rest[verbatim..];
    }
    Ok(out)
}

/// How many bytes at the start must stay together: a string, an unquoted address, an escaped character, or one
/// character.
fn verbatim(rest: &str) -> Result<usize> {
    let first = rest.chars().next().map_or(0, char::len_utf8);
    match rest.as_bytes().first() {
        Some(&quote @ (b'"' | b'\'')) => {
            let mut escaped = false;
            for (at, c) in rest.char_indices().skip(1) {
                match c {
                    _ if escaped => escaped = false,
                    '\\' => escaped = true,
                    '\n' => break,
                    _ if c == char::from(quote) => return Ok(at + 1),
                    _ => {}
                }
            }
            bail!(
                "a string does not end: {}",
                rest.lines().next().unwrap_or_default()
            )
        }
        Some(b'\\') => Ok(first + rest[first..].chars().next().map_or(0, char::len_utf8)),
        _ if rest.starts_with("url(") && !rest[4..].trim_start().starts_with(['"', '\'']) => {
            Ok(rest.find(')').context("an address does not end")? + 1)
        }
        _ => Ok(first),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn squeezed(text: &str) -> String {
        squeeze(text).unwrap()
    }

    #[test]
    fn leaves_out_what_means_nothing() {
        assert_eq!(
            squeezed("/* why */\na , b {\n  color : red ;\n  margin: 0 auto;\n}\n"),
            "a ,b{color : red;margin: 0 auto}"
        );
    }

    #[test]
    fn keeps_what_means_something() {
        for text in [
            "a :hover{b: calc(1px + 2px)}",
            "a:hover{}",
            ".a/**/.b{}",
            "a{content:\"/* { ; } */  \\\" \"}",
            "a{b:url(data:x;y,{z}/*)}",
            ":root{--empty: ;}",
            "@media (width > 30em) and (width < 60em){a > b{c:d}}",
            ".a\\;b{}",
        ] {
            assert_eq!(squeezed(text), text);
        }
    }

    #[test]
    fn names_what_does_not_end() {
        assert!(squeeze("/* a").is_err());
        assert!(squeeze("a { b: \"c }").is_err());
    }

    #[test]
    fn inlines_files_in_order() {
        let folder = tempfile::tempdir().unwrap();
        let main = folder.path().join("main.css");
        fs::write(
            &main,
            "/* order */\n@import url(\"b.css\");\n@import url(\"a.css\");\n",
        )
        .unwrap();
        fs::write(folder.path().join("a.css"), "* { margin: 0; }").unwrap();
        fs::write(folder.path().join("b.css"), "p { margin: 1em; }").unwrap();
        assert_eq!(bundle(&main).unwrap(), "p{margin: 1em}*{margin: 0}");
    }

    /// Chrome before 99, Safari before 15.4 and Firefox before 97 leave out every rule of a layer, and then pictures that
    /// are to be blurred are sharp.
    #[test]
    fn the_styles_of_the_pages_are_in_no_layer() {
        let main = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../style/main.css");
        let sheet = bundle(&main).unwrap();
        assert!(!sheet.contains("@layer"));
        assert!(sheet.contains(".row-picture{"));
    }

    #[test]
    fn refuses_every_other_statement() {
        let folder = tempfile::tempdir().unwrap();
        let main = folder.path().join("main.css");
        fs::write(folder.path().join("a.css"), "@import url(\"b.css\");").unwrap();
        fs::write(folder.path().join("c.css"), "@layer c { p { margin: 0; } }").unwrap();
        for text in [
            "a { b: c }",
            "@import \"a.css\";",
            "@layer a, b;",
            "@import url(\"../a.css\");",
            "@import url(\"a.css\") print;",
            "@import url(\"a.css\") layer(a);",
            "@import url(\"missing.css\");",
            "@import url(\"a.css\");",
            "@import url(\"c.css\");",
        ] {
            fs::write(&main, text).unwrap();
            assert!(bundle(&main).is_err(), "{text}");
        }
    }
}

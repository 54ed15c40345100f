//! One style sheet out of the layers that `style/main.css` imports.
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
        match parse(statement).with_context(|| format!("in {}", main.display()))? {
            Statement::Nothing => {}
            Statement::Layers => sheet.push_str(&format!("{statement};")),
            Statement::Import { file, layer } => {
                let path = folder.join(file);
                let text =
                    fs::read_to_string(&path).with_context(|| format!("cannot read {}", path.display()))?;
                let content = squeeze(&text).with_context(|| format!("in {}", path.display()))?;
                if content.contains("@import") || content.contains("@charset") {
                    bail!(
                        "{}: @import and @charset have no place in a layer, only main.css imports",
                        path.display()
                    );
                }
                sheet.push_str(&format!("@layer {layer}{{{content}}}"));
            }
        }
    }
    Ok(sheet)
}

enum Statement<'a> {
    Nothing,
    /// `@layer a,b,c`: the order of the layers.
    Layers,
    /// `@import url("a.css") layer(a)`.
    Import {
        file: &'a str,
        layer: &'a str,
    },
}

fn parse(statement: &str) -> Result<Statement<'_>> {
    if statement.is_empty() {
        return Ok(Statement::Nothing);
    }
    if statement.starts_with("@layer ") && !statement.contains('{') {
        return Ok(Statement::Layers);
    }
    let import = || {
        let (file, rest) = statement.strip_prefix("@import url(\"")?.split_once("\")")?;
        let layer = rest.strip_prefix(" layer(")?.strip_suffix(')')?;
        let is_name = |name: &str| {
            !name.is_empty()
                && name
                    .chars()
                    .all(|c| c.is_ascii_alphanumeric() || "-_.".contains(c))
        };
        (is_name(file) && is_name(layer)).then_some(Statement::Import { file, layer })
    };
    import().with_context(|| {
        format!("only `@import url(\"file.css\") layer(name);` and `@layer names;` are understood here, not `{statement}`")
    })
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
    fn inlines_layers_in_order() {
        let folder = tempfile::tempdir().unwrap();
        let main = folder.path().join("main.css");
        fs::write(&main, "/* order */\n@layer reset, pages;\n@import url(\"b.css\") layer(pages);\n@import url(\"a.css\") layer(reset);\n").unwrap();
        fs::write(folder.path().join("a.css"), "* { margin: 0; }").unwrap();
        fs::write(folder.path().join("b.css"), "p { margin: 1em; }").unwrap();
        assert_eq!(
            bundle(&main).unwrap(),
            "@layer reset,pages;@layer pages{p{margin: 1em}}@layer reset{*{margin: 0}}"
        );
    }

    #[test]
    fn refuses_every_other_statement() {
        let folder = tempfile::tempdir().unwrap();
        let main = folder.path().join("main.css");
        fs::write(folder.path().join("a.css"), "@import url(\"b.css\") layer(b);").unwrap();
        for text in [
            "a { b: c }",
            "@import \"a.css\";",
            "@import url(\"a.css\");",
            "@import url(\"../a.css\") layer(a);",
            "@import url(\"a.css\") layer(a) print;",
            "@import url(\"missing.css\") layer(a);",
            "@import url(\"a.css\") layer(a);",
        ] {
            fs::write(&main, text).unwrap();
            assert!(bundle(&main).is_err(), "{text}");
        }
    }
}

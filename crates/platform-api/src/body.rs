//! JSON bodies, with every fault named by its field.

use axum::http::{HeaderMap, header::CONTENT_TYPE};
use serde::de::DeserializeOwned;
use serde_path_to_error::Path;

use crate::problem::{FieldError, Problem};

/// Reads a body that is sent as JSON.
///
/// # Errors
/// Where it is sent as something else, is none, goes on after its end, or does not fit; duplicated fields do not fit, and
/// nesting deeper than 128 levels does not either.
pub(crate) fn json<T: DeserializeOwned>(headers: &HeaderMap, body: &[u8]) -> Result<T, Problem> {
    let kind = headers.get(CONTENT_TYPE).and_then(|kind| kind.to_str().ok());
    let kind = kind.and_then(|kind| kind.split(';').next()).map(str::trim);
    if !kind.is_some_and(|kind| kind.eq_ignore_ascii_case("application/json")) {
        return Err(Problem::NotJson);
    }
    let mut reader = serde_json::Deserializer::from_slice(body);
    let parsed =
        serde_path_to_error::deserialize(&mut reader).map_err(|error| fault(error.path(), error.inner()))?;
    reader.end().map_err(|_| wrong("body", "goes on after its end"))?;
    Ok(parsed)
}

/// The longest name of a field that an answer repeats; a hash is longer.
const ECHOED: usize = 20;

/// What is wrong and where. A field that is missing or doubled is not part of the path, and named by serde alone: these names
/// are ours. One that is unknown is the sender's.
fn fault(path: &Path, error: &serde_json::Error) -> Problem {
    let text = error.to_string();
    let whole = path.to_string();
    let path = printable(&whole);
    let inside = |name: &str| {
        if path.is_empty() {
            name.to_owned()
        } else {
            format!("{path}.{name}")
        }
    };
    if let Some(name) = quoted(&text, "missing field `") {
        return wrong(inside(name), "is missing");
    }
    if let Some(name) = quoted(&text, "duplicate field `") {
        return wrong(inside(name), "is given twice");
    }
    let detail = if text.starts_with("unknown field `") && path == whole {
        "is not known here"
    } else if text.starts_with("unknown field `") {
        "has a field that is not known here"
    } else if error.is_data() {
        "is not what it should be"
    } else {
        "is not well-formed JSON"
    };
    let field = if path.is_empty() { "body".to_owned() } else { path };
    wrong(field, detail)
}

/// The name that stands between `opening` at the start of a text and the next backquote.
fn quoted<'a>(text: &'a str, opening: &str) -> Option<&'a str> {
    text.strip_prefix(opening)?.split('`').next()
}

/// A path as far as it is made of what looks like names of fields and places in lists; what may be a hash or an attack is
/// not repeated. Empty for the body as a whole.
fn printable(path: &str) -> String {
    let named = |part: &&str| {
        let name = part.split('[').next().unwrap_or_default();
        let places = part.get(name.len()..).unwrap_or_default();
        name.len() <= ECHOED
            && name.bytes().all(|b| b.is_ascii_alphabetic() || b == b'_')
            && places
                .bytes()
                .all(|b| b.is_ascii_digit() || b == b'[' || b == b']')
            && places.len() <= ECHOED
            && !part.is_empty()
    };
    path.split('.').take_while(named).collect::<Vec<_>>().join(".")
}

/// A problem with one field.
pub(crate) fn wrong(field: impl Into<String>, detail: impl Into<String>) -> Problem {
    let (field, detail) = (field.into(), detail.into());
    Problem::InvalidBody(vec![FieldError { field, detail }])
}

#[cfg(test)]
mod tests {
    use serde::Deserialize;

    use super::*;

    #[derive(Debug, Deserialize)]
    #[serde(deny_unknown_fields)]
    struct Outer {
        inner: Vec<Inner>,
    }

    #[derive(Debug, Deserialize)]
    #[serde(deny_unknown_fields)]
    struct Inner {
        number: u8,
    }

    fn blamed(body: &str) -> String {
        let headers =
            HeaderMap::from_iter([(CONTENT_TYPE, "application/json; charset=utf-8".parse().unwrap())]);
        match json::<Outer>(&headers, body.as_bytes()) {
            Err(Problem::InvalidBody(errors)) => format!("{} {}", errors[0].field, errors[0].detail),
            Ok(outer) => format!(
                "nothing in {}",
                outer.inner.iter().map(|inner| inner.number).sum::<u8>()
            ),
            other => format!("{other:?}"),
        }
    }

    #[test]
    fn the_field_that_is_wrong_is_named() {
        let deep = format!("{}{}", "[".repeat(100_000), "]".repeat(100_000));
        for (body, field) in [
            (r#"{"inner":[{"number":1}]}"#, "nothing in 1"),
            (
                r#"{"inner":[{"number":1},{"number":"two"}]}"#,
                "inner[1].number is not what it should be",
            ),
            (r#"{"inner":[{}]}"#, "inner[0].number is missing"),
            ("{}", "inner is missing"),
            (
                r#"{"inner":[{"number":1,"number":2}]}"#,
                "inner[0].number is given twice",
            ),
            (r#"{"inner":[],"inner":[]}"#, "inner is given twice"),
            (r#"{"inner":[{"other":1}]}"#, "inner[0].other is not known here"),
            (r#"{"inner":[]} {"#, "body goes on after its end"),
            ("", "body is not well-formed JSON"),
            (&deep, "[0][0][0] is not what it should be"),
        ] {
            assert_eq!(blamed(body), field, "{}", &body[..body.len().min(60)]);
        }
    }

    #[test]
    fn what_may_be_a_hash_or_an_attack_is_not_repeated() {
        let hash = "0a".repeat(16);
        for (name, field) in [
            (hash.as_str(), "inner[0]"),
            ("<script>", "inner[0]"),
            ("deadbeefdeadbeefdeadbeef", "inner[0]"),
        ] {
            let blamed = blamed(&format!(r#"{{"inner":[{{"{name}":1}}]}}"#));
            assert_eq!(
                blamed,
                format!("{field} has a field that is not known here"),
                "{name}"
            );
        }
    }

    #[test]
    fn what_is_not_sent_as_json_is_not_read() {
        let refused = json::<Outer>(&HeaderMap::new(), b"{}").unwrap_err();
        assert_eq!(refused, Problem::NotJson);
    }
}

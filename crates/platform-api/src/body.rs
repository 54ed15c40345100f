//! JSON bodies, with every fault named by its field.

use axum::http::{HeaderMap, header::CONTENT_TYPE};
use serde::de::DeserializeOwned;

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
    let parsed = serde_path_to_error::deserialize(&mut reader).map_err(|error| {
        let field = error.path().to_string();
        let field = if field == "." { "body".to_owned() } else { field };
        wrong(
            field,
            "is missing, unknown, given twice, or not what it should be",
        )
    })?;
    reader.end().map_err(|_| wrong("body", "goes on after its end"))?;
    Ok(parsed)
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
            Err(Problem::InvalidBody(errors)) => errors[0].field.clone(),
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
            (r#"{"inner":[{"number":1},{"number":"two"}]}"#, "inner[1].number"),
            (r#"{"inner":[{"number":1,"number":2}]}"#, "inner[0]"),
            (r#"{"inner":[{"other":1}]}"#, "inner[0].other"),
            (r#"{"inner":[]} {"#, "body"),
            ("", "body"),
            (&deep, "[0][0][0]"),
        ] {
            assert_eq!(blamed(body), field, "{}", &body[..body.len().min(60)]);
        }
    }

    #[test]
    fn what_is_not_sent_as_json_is_not_read() {
        let refused = json::<Outer>(&HeaderMap::new(), b"{}").unwrap_err();
        assert_eq!(refused, Problem::NotJson);
    }
}

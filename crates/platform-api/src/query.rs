//! Query parameters, each at most once and no unknown ones, with every fault named at once.

use std::ops::RangeInclusive;

use axum::{extract::Query, http::Uri};

use crate::problem::{FieldError, Problem};

/// The longest name of an unknown parameter that an answer repeats; a hash is longer.
const ECHOED: usize = 20;

/// The parameters of one request and what is wrong with them so far.
pub(crate) struct Parameters {
    pairs: Vec<(String, String)>,
    errors: Vec<FieldError>,
}

impl Parameters {
    /// Reads the query of an address, of which only `known` parameters are understood.
    pub(crate) fn read(uri: &Uri, known: &[&str]) -> Self {
        let mut this = Self {
            pairs: Vec::new(),
            errors: Vec::new(),
        };
        let Ok(Query(pairs)) = Query::<Vec<(String, String)>>::try_from_uri(uri) else {
            this.refuse("query", "must be pairs of name and value");
            return this;
        };
        for (name, value) in pairs {
            if !known.contains(&name.as_str()) {
                let detail = match known {
                    [] => "is not known here: nothing is asked by parameters".to_owned(),
                    known => format!("is not known here; known are: {}", known.join(", ")),
                };
                this.refuse(printable(&name), detail);
            } else if this.text(&name).is_some() {
                this.refuse(name, "must be given once");
            } else {
                this.pairs.push((name, value));
            }
        }
        this
    }

    /// The value of a parameter, as it is.
    pub(crate) fn text(&self, name: &str) -> Option<&str> {
        self.pairs
            .iter()
            .find(|(given, _)| given == name)
            .map(|(_, value)| value.as_str())
    }

    /// The value of a parameter as a number within `range`; `None` where it is absent or refused.
    pub(crate) fn number(&mut self, name: &str, range: &RangeInclusive<u64>) -> Option<u64> {
        let text = self.text(name)?;
        let plain = !text.is_empty() && text.bytes().all(|b| b.is_ascii_digit());
        let number = if plain { text.parse().ok() } else { None };
        let number = number.filter(|number| range.contains(number));
        if number.is_none() {
            let (least, most) = (range.start(), range.end());
            self.refuse(name, format!("must be a whole number from {least} to {most}"));
        }
        number
    }

    /// Notes that a parameter is wrong, in words that do not repeat its value.
    pub(crate) fn refuse(&mut self, field: impl Into<String>, detail: impl Into<String>) {
        self.errors.push(FieldError {
            field: field.into(),
            detail: detail.into(),
        });
    }

    /// Ends reading: everything that was noted, as one problem.
    pub(crate) fn finish(self) -> Result<(), Problem> {
        if self.errors.is_empty() {
            Ok(())
        } else {
            Err(Problem::InvalidQuery(self.errors))
        }
    }
}

/// The name of a parameter if it looks like one; what may be a hash or an attack is not repeated.
fn printable(name: &str) -> &str {
    let plain = |b: u8| b.is_ascii_lowercase() || b == b'_';
    if (1..=ECHOED).contains(&name.len()) && name.bytes().all(plain) {
        name
    } else {
        "query"
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn blamed(query: &str) -> Vec<String> {
        let uri: Uri = format!("/changes?{query}").parse().unwrap();
        let mut parameters = Parameters::read(&uri, &["after", "limit"]);
        parameters.number("after", &(0..=u64::MAX));
        parameters.number("limit", &(1..=10));
        match parameters.finish() {
            Err(Problem::InvalidQuery(errors)) => errors.into_iter().map(|error| error.field).collect(),
            _ => Vec::new(),
        }
    }

    #[test]
    fn a_good_query_blames_nothing() {
        assert!(blamed("after=0&limit=10").is_empty());
        assert!(blamed("").is_empty());
    }

    #[test]
    fn every_fault_is_named_at_once() {
        assert_eq!(blamed("after=x&limit=11&wait=5"), ["wait", "after", "limit"]);
        assert_eq!(blamed("after=1&after=2"), ["after"]);
    }

    #[test]
    fn only_plain_digits_are_a_number() {
        for wrong in [
            "-1",
            "+1",
            "%2B1",
            "1.0",
            "1e3",
            "",
            "0x10",
            "18446744073709551616",
            "١",
        ] {
            assert_eq!(
                blamed(&format!("after={}", wrong.replace('١', "%D9%A1"))),
                ["after"],
                "{wrong}"
            );
        }
    }

    #[test]
    fn the_name_of_an_unknown_parameter_is_repeated_only_if_it_can_be_no_hash() {
        assert_eq!(blamed(&format!("{}=1", "a".repeat(32))), ["query"]);
        assert_eq!(blamed("%3Cscript%3E=1"), ["query"]);
    }

    proptest! {
        #[test]
        fn a_number_in_range_reads_back_and_no_other_does(number: u64) {
            let uri: Uri = format!("/changes?limit={number}").parse().unwrap();
            let mut parameters = Parameters::read(&uri, &["limit"]);
            prop_assert_eq!(
                parameters.number("limit", &(1..=10_000)),
                (1..=10_000).contains(&number).then_some(number)
            );
        }

        #[test]
        fn no_query_makes_reading_panic(query in "[!-\"$-~]{0,60}") {
            if let Ok(uri) = format!("/changes?{query}").parse::<Uri>() {
                let _ = Parameters::read(&uri, &["after"]).finish();
            }
        }
    }
}

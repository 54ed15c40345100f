//! The directory of people who can help: `help/directory.toml`, reviewed like code.

use std::sync::LazyLock;

use serde::Deserialize;

static DIRECTORY: LazyLock<Directory> = LazyLock::new(|| {
    // A test reads every line of the file, so what ships is never empty.
    toml::from_str(include_str!("../help/directory.toml")).unwrap_or_default()
});

#[derive(Debug, Default, Deserialize)]
#[serde(deny_unknown_fields)]
struct Directory {
    line: Vec<Line>,
    emergency: Vec<Emergency>,
}

/// One organisation.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Line {
    id: String,
    pub(crate) name: String,
    country: String,
    pub(crate) url: Option<String>,
    pub(crate) phone: Option<String>,
    topics: Vec<Topic>,
    /// Where the facts were read. Shown beside the day, so that anyone can compare them.
    pub(crate) source: String,
    /// The day on which someone last compared them.
    pub(crate) checked: String,
}

impl Line {
    /// The name of the text that says what they do.
    pub(crate) fn purpose(&self) -> String {
        format!("help-line-{}", self.id)
    }

    /// The name of the text that says where they work.
    pub(crate) fn country_name(&self) -> String {
        country_name(&self.country)
    }
}

/// The number to call in danger.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Emergency {
    country: String,
    pub(crate) number: String,
}

impl Emergency {
    /// The name of the text that says where the number works.
    pub(crate) fn country_name(&self) -> String {
        country_name(&self.country)
    }
}

fn country_name(country: &str) -> String {
    format!("help-country-{country}")
}

/// What someone may be looking for.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub(crate) enum Topic {
    /// Reporting pictures from before one's 18th birthday.
    #[serde(rename = "under-18")]
    Under18,
    /// Pictures of adults.
    Adult,
    /// Something can be done although the file is not at hand.
    NoFile,
    /// Someone to talk to.
    Talk,
}

/// Everyone who helps with that, in the order of the file.
pub(crate) fn lines(topic: Topic) -> impl Iterator<Item = &'static Line> {
    DIRECTORY
        .line
        .iter()
        .filter(move |line| line.topics.contains(&topic))
}

/// The numbers to call in danger.
pub(crate) fn emergencies() -> &'static [Emergency] {
    &DIRECTORY.emergency
}

/// The names of all texts that the directory needs.
#[cfg(test)]
pub(crate) fn names() -> impl Iterator<Item = String> {
    let lines = DIRECTORY
        .line
        .iter()
        .flat_map(|line| [line.purpose(), line.country_name()]);
    lines.chain(emergencies().iter().map(Emergency::country_name))
}

#[cfg(test)]
mod tests {
    use std::collections::HashSet;

    use super::*;

    #[test]
    fn every_line_can_be_reached_and_says_when_it_was_checked() {
        let directory: Directory = toml::from_str(include_str!("../help/directory.toml")).unwrap();
        let mut ids = HashSet::new();
        for line in &directory.line {
            assert!(ids.insert(&line.id), "{} stands there twice", line.id);
            assert!(
                line.url.is_some() || line.phone.is_some(),
                "{} cannot be reached",
                line.id
            );
            assert!(!line.topics.is_empty(), "{} is offered nowhere", line.id);
            for address in line.url.iter().chain([&line.source]) {
                assert!(address.starts_with("https://"), "{address}");
            }
            let date: Vec<&str> = line.checked.split('-').collect();
            assert_eq!(
                date.iter().map(|part| part.len()).collect::<Vec<_>>(),
                [4, 2, 2],
                "{}",
                line.checked
            );
        }
    }
}

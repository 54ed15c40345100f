//! The directory of people who can help: `help/directory.toml`, reviewed like code.

use std::{collections::BTreeMap, sync::LazyLock};

use serde::Deserialize;

static DIRECTORY: LazyLock<Directory> = LazyLock::new(|| {
    // A test reads every line of the file, so what ships is never empty.
    toml::from_str(include_str!("../help/directory.toml")).unwrap_or_default()
});

/// Stands for a line's country where it helps everywhere.
const ANY: &str = "any";

#[derive(Debug, Default, Deserialize)]
#[serde(deny_unknown_fields)]
struct Directory {
    languages: BTreeMap<String, String>,
    elsewhere: Option<Country>,
    country: Vec<Country>,
    line: Vec<Line>,
}

/// A country that lines are sorted by.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Country {
    pub(crate) code: String,
    /// The number to call in danger.
    pub(crate) emergency: String,
    /// Where the number was read. Shown beside the day, as with lines.
    pub(crate) source: String,
    /// The day on which someone last compared it.
    pub(crate) checked: String,
    pub(crate) against: Against,
}

impl Country {
    /// The country of that code.
    pub(crate) fn find(code: &str) -> Option<&'static Self> {
        countries().iter().find(|country| country.code == code)
    }

    /// The name of the text that says its name.
    pub(crate) fn name(&self) -> String {
        country_name(&self.code)
    }

    /// Everyone there who helps with that, in the order of the file; those who speak the language first.
    pub(crate) fn lines(&self, topic: Topic, language: &str) -> Vec<&'static Line> {
        let mut lines: Vec<_> = lines_of(&self.code, topic).collect();
        lines.sort_by_key(|line| !line.languages.iter().any(|spoken| spoken == language));
        lines
    }
}

/// One organisation.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Line {
    pub(crate) id: String,
    pub(crate) name: String,
    country: String,
    pub(crate) url: Option<String>,
    pub(crate) phone: Option<String>,
    topics: Vec<Topic>,
    says: Vec<String>,
    languages: Vec<String>,
    /// Where the facts were read. Shown beside the day, so that anyone can compare them.
    pub(crate) source: String,
    /// The day on which someone last compared them.
    pub(crate) checked: String,
    pub(crate) against: Against,
}

impl Line {
    /// The names of the texts that say what they do.
    pub(crate) fn purposes(&self) -> impl Iterator<Item = String> {
        self.says.iter().map(|name| format!("help-says-{name}"))
    }

    /// The name of the text that says where they work.
    pub(crate) fn country_name(&self) -> String {
        country_name(&self.country)
    }

    /// What they speak, by the names that the languages have for themselves.
    pub(crate) fn languages(&self) -> impl Iterator<Item = (&str, &'static str)> {
        let names = &DIRECTORY.languages;
        self.languages
            .iter()
            .filter_map(|tag| Some((tag.as_str(), names.get(tag)?.as_str())))
    }
}

fn country_name(code: &str) -> String {
    format!("help-country-{code}")
}

/// What a line was compared with.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub(crate) enum Against {
    /// A copy of the organisation's own page.
    Page,
    /// What others write.
    Report,
    /// Nothing yet: it is what is commonly known.
    Knowledge,
}

impl Against {
    /// The name of the text that says so.
    pub(crate) const fn text(self) -> &'static str {
        match self {
            Self::Page => "help-checked-page",
            Self::Report => "help-checked-report",
            Self::Knowledge => "help-checked-knowledge",
        }
    }
}

/// What someone may be looking for.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub(crate) enum Topic {
    /// Someone to talk to.
    Talk,
    /// Telling those who act on it.
    Report,
    /// Having pictures taken down.
    TakeDown,
    /// Pictures of adults.
    Adult,
    /// Asking an app or site itself, without the file.
    Post,
    /// Asking a search engine, without the file.
    Search,
}

/// The countries, in the order in which they are offered.
pub(crate) fn countries() -> &'static [Country] {
    &DIRECTORY.country
}

/// What is known of the countries that are not there.
pub(crate) fn elsewhere() -> Option<&'static Country> {
    DIRECTORY.elsewhere.as_ref()
}

/// Everyone who helps with that, in whatever country.
pub(crate) fn lines_everywhere(topic: Topic) -> impl Iterator<Item = &'static Line> {
    let helps = move |line: &&Line| line.topics.contains(&topic);
    DIRECTORY.line.iter().filter(helps)
}

/// Everyone who helps with that in one country, country by country.
pub(crate) fn lines_of_countries(topic: Topic) -> impl Iterator<Item = &'static Line> {
    countries()
        .iter()
        .flat_map(move |country| lines_of(&country.code, topic))
}

/// Everyone who helps with that, wherever someone is.
pub(crate) fn lines_anywhere(topic: Topic) -> impl Iterator<Item = &'static Line> {
    lines_of(ANY, topic)
}

fn lines_of(country: &str, topic: Topic) -> impl Iterator<Item = &'static Line> {
    lines_everywhere(topic).filter(move |line| line.country == country)
}

/// The names of all texts that the directory needs.
#[cfg(test)]
pub(crate) fn names() -> impl Iterator<Item = String> {
    let lines = DIRECTORY
        .line
        .iter()
        .flat_map(|line| line.purposes().chain([line.country_name()]));
    lines.chain(countries().iter().chain(elsewhere()).map(Country::name))
}

#[cfg(test)]
mod tests {
    use std::collections::HashSet;

    use super::*;

    fn directory() -> Directory {
        toml::from_str(include_str!("../help/directory.toml")).unwrap()
    }

    #[test]
    fn every_line_can_be_reached_and_says_when_it_was_checked_and_with_what() {
        let mut ids = HashSet::new();
        for line in directory().line {
            let id = line.id;
            assert!(ids.insert(id.clone()), "{id} stands there twice");
            assert!(
                line.url.is_some() || line.phone.is_some(),
                "{id} cannot be reached"
            );
            assert!(
                !line.topics.is_empty() && !line.says.is_empty(),
                "{id} is offered nowhere"
            );
            for address in line.url.iter().chain([&line.source]) {
                assert!(address.starts_with("https://"), "{id}: {address}");
            }
            assert!(is_day(&line.checked), "{id}: {}", line.checked);
        }
    }

    #[test]
    fn a_day_is_one_of_the_calendar() {
        assert!(is_day("2026-11-26"));
        for no in [
            "2026-99-99",
            "2026-02-30",
            "2026-1-26",
            "26-11-2026",
            "today",
            "2026-11-26-1",
        ] {
            assert!(!is_day(no), "{no}");
        }
    }

    fn is_day(checked: &str) -> bool {
        let [year, month, day] = checked.split('-').collect::<Vec<_>>()[..] else {
            return false;
        };
        let whole = [year, month, day].map(str::len) == [4, 2, 2];
        let (Ok(year), Ok(month), Ok(day)) = (year.parse(), month.parse::<u8>(), day.parse()) else {
            return false;
        };
        let month = time::Month::try_from(month);
        whole && month.is_ok_and(|month| time::Date::from_calendar_date(year, month, day).is_ok())
    }

    /// Who may call, before anything else: "Parents can call too" tells a young person nothing about themselves.
    #[test]
    fn every_line_to_talk_to_says_first_for_whom_it_is() {
        let for_whom = [
            "talk-young",
            "talk-anyone",
            "worried",
            "team-hope",
            "find-helpline",
        ];
        for line in directory().line {
            if line.topics.contains(&Topic::Talk) {
                let first = line.says[0].as_str();
                assert!(for_whom.contains(&first), "{} begins with {first}", line.id);
            }
        }
    }

    #[test]
    fn in_every_country_there_is_someone_to_talk_to_on_the_phone() {
        let lines = directory().line;
        for country in countries() {
            let someone = lines.iter().any(|line| {
                line.country == country.code && line.topics.contains(&Topic::Talk) && line.phone.is_some()
            });
            assert!(someone, "{}", country.code);
        }
    }

    #[test]
    fn every_country_has_an_emergency_number_that_was_compared_with_something() {
        assert!(elsewhere().is_some());
        for country in countries().iter().chain(elsewhere()) {
            let code = &country.code;
            assert!(country.emergency.chars().all(|c| c.is_ascii_digit()), "{code}");
            assert!(country.source.starts_with("https://"), "{code}");
            assert!(is_day(&country.checked), "{code}");
            assert_ne!(country.against, Against::Knowledge, "{code}");
        }
    }

    #[test]
    fn every_country_and_language_of_a_line_is_known() {
        let directory = directory();
        for line in &directory.line {
            assert!(
                line.country == ANY || Country::find(&line.country).is_some(),
                "{}: {}",
                line.id,
                line.country
            );
            assert_eq!(line.languages().count(), line.languages.len(), "{}", line.id);
        }
    }

    #[test]
    fn there_is_someone_to_turn_to_everywhere_and_for_everything() {
        for topic in [
            Topic::Talk,
            Topic::Report,
            Topic::TakeDown,
            Topic::Adult,
            Topic::Post,
            Topic::Search,
        ] {
            assert!(lines_anywhere(topic).count() > 0, "{topic:?}");
        }
    }

    #[test]
    fn those_who_speak_the_language_come_first() {
        let country = Country::find("nl").unwrap();
        for (language, first) in [("en", "helpwanted"), ("nl", "kindertelefoon")] {
            assert_eq!(country.lines(Topic::Talk, language)[0].id, first, "{language}");
        }
    }
}

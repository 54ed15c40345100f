//! The texts of the pages, from `locales/<language>/*.ftl` (Project Fluent). A language is a folder.

use std::{borrow::Cow, collections::HashMap};

use fluent_templates::{LanguageIdentifier, Loader as _, fluent_bundle::FluentValue, static_loader};
use leptos::prelude::use_context;

static_loader! {
    static TEXTS = {
        locales: "./locales",
        fallback_language: "en",
        // Marks around every inserted word would end up in what people copy.
        customise: |bundle| bundle.set_use_isolating(false),
    };
}

/// The texts in one language. What a translation lacks is said in English.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Words(LanguageIdentifier);

impl Words {
    /// Every language that has a folder, by its tag.
    pub(crate) fn every_language() -> Vec<Self> {
        let mut languages: Vec<_> = TEXTS.locales().cloned().map(Self).collect();
        languages.sort_by_key(Self::tag);
        languages
    }

    /// English: what staff read, and what is said where no language is known.
    pub(crate) fn english() -> Self {
        Self(fluent_templates::langid!("en"))
    }

    /// The language's tag, as it stands in addresses and in `<html lang>`.
    pub(crate) fn tag(&self) -> String {
        self.0.to_string()
    }

    /// The text of that name. A name without a text shows itself; a test keeps that from happening.
    pub(crate) fn say(&self, name: &str) -> String {
        TEXTS.try_lookup(&self.0, name).unwrap_or_else(|| name.to_owned())
    }

    /// The text of that name, with something put into it.
    pub(crate) fn say_with(&self, name: &str, values: &[(&'static str, Value)]) -> String {
        let values: HashMap<Cow<'static, str>, FluentValue<'_>> = values
            .iter()
            .map(|(name, value)| (Cow::Borrowed(*name), value.clone().into()))
            .collect();
        TEXTS
            .try_lookup_with_args(&self.0, name, &values)
            .unwrap_or_else(|| name.to_owned())
    }
}

/// What can be put into a text: a number can choose its form, a word only stands there.
#[derive(Clone, Debug)]
pub(crate) enum Value {
    /// Plural forms depend on it.
    Number(u64),
    /// A word, name or date.
    Word(String),
}

impl From<Value> for FluentValue<'_> {
    fn from(value: Value) -> Self {
        match value {
            Value::Number(number) => number.into(),
            Value::Word(word) => word.into(),
        }
    }
}

/// The texts in the language of the page that is being rendered.
pub(crate) fn words() -> Words {
    use_context().unwrap_or_else(Words::english)
}

/// The text of that name in the language of the page that is being rendered.
pub(crate) fn say(name: &str) -> String {
    words().say(name)
}

/// The text of that name in the language of the page that is being rendered, with something put into it.
pub(crate) fn say_with(name: &str, values: &[(&'static str, Value)]) -> String {
    words().say_with(name, values)
}

/// The address of a survivor's page in the language of the page that is being rendered.
pub(crate) fn address(path: &str) -> String {
    format!("/{}{path}", words().tag())
}

#[cfg(test)]
mod tests {
    use std::{
        collections::BTreeSet,
        fs,
        path::{Path, PathBuf},
    };

    use domain::{decision::reasons, entry::Action, feedback::Verdict, proposal};

    use super::*;
    use crate::islands::picker::labels;

    fn files(folder: &Path, ending: &str) -> Vec<PathBuf> {
        let mut found = Vec::new();
        for entry in fs::read_dir(folder).unwrap() {
            let path = entry.unwrap().path();
            if path.is_dir() {
                found.extend(files(&path, ending));
            } else if path.extension().is_some_and(|extension| extension == ending) {
                found.push(path);
            }
        }
        found
    }

    fn here(folder: &str) -> PathBuf {
        Path::new(env!("CARGO_MANIFEST_DIR")).join(folder)
    }

    /// The names of all texts of a language.
    fn names(language: &str) -> BTreeSet<String> {
        let mut names = BTreeSet::new();
        for file in files(&here("locales").join(language), "ftl") {
            for line in fs::read_to_string(&file).unwrap().lines() {
                let Some((name, _)) = line.split_once(" =") else {
                    continue;
                };
                if name.starts_with(|c: char| c.is_ascii_lowercase()) {
                    assert!(names.insert(name.to_owned()), "{name} is written twice");
                }
            }
        }
        names
    }

    /// Every string in the sources, and those of them that are said on the spot.
    fn strings() -> (BTreeSet<String>, BTreeSet<String>) {
        let (mut all, mut said) = (BTreeSet::new(), BTreeSet::new());
        for file in files(&here("src"), "rs") {
            let source = fs::read_to_string(&file).unwrap();
            let source = source.split("#[cfg(test)]").next().unwrap();
            let pieces: Vec<&str> = source.split('"').collect();
            for pair in pieces.windows(2) {
                let call = pair[0].trim_end();
                all.insert(pair[1].to_owned());
                if call.ends_with("say(") || call.ends_with("say_with(") {
                    said.insert(pair[1].to_owned());
                }
            }
        }
        (all, said)
    }

    /// The names that are put together from what the domain and the directory of help call things.
    fn families() -> BTreeSet<String> {
        let reasons = Action::ALL.into_iter().flat_map(reasons);
        // What policies and case holders give as reasons; see `service`.
        let other = [
            "screened-clean",
            "review-first",
            "low-quality",
            "low-information",
            "asked-for",
            "not-reviewed-in-time",
        ];
        let reasons = reasons
            .copied()
            .chain(other)
            .map(|reason| format!("reason-{reason}"));
        let feedback = Verdict::ALL.into_iter().flat_map(Verdict::reasons);
        let feedback = feedback
            .filter(|reason| **reason != "none")
            .map(|reason| format!("feedback-reason-{reason}"));
        let answers = proposal::Verdict::ALL.map(|verdict| format!("proposal-{}", verdict.as_str()));
        reasons
            .chain(feedback)
            .chain(answers)
            .chain(crate::help::names())
            .collect()
    }

    #[test]
    fn every_text_that_is_said_exists() {
        let names = names("en");
        let (all, said) = strings();
        let troubles = all
            .iter()
            .filter(|text| names.contains(&format!("{text}-text")))
            .filter(|text| text.starts_with("trouble-") || text.starts_with("staff-"));
        let said = said.iter().chain(troubles).cloned();
        for name in said
            .chain(families())
            .chain(labels::NAMES.iter().map(|&name| name.to_owned()))
        {
            assert!(names.contains(&name), "{name} is said and not written");
        }
    }

    #[test]
    fn every_text_is_said_somewhere() {
        let (all, _) = strings();
        let families = families();
        for name in names("en") {
            let heading = name.strip_suffix("-text").unwrap_or(&name);
            let used = all.contains(&name) || families.contains(&name) || all.contains(heading);
            assert!(used, "{name} is written and never said");
        }
    }

    #[test]
    fn a_language_has_no_text_that_english_lacks() {
        let english = names("en");
        for words in Words::every_language() {
            let stray: Vec<_> = names(&words.tag()).difference(&english).cloned().collect();
            assert_eq!(stray, Vec::<String>::new(), "{}", words.tag());
        }
    }

    #[test]
    fn plural_forms_follow_the_number() {
        let wait = |seconds| Words::english().say_with("status-wait", &[("seconds", Value::Number(seconds))]);
        assert!(wait(1).ends_with("one second."), "{}", wait(1));
        assert!(wait(20).ends_with("20 seconds."), "{}", wait(20));
    }

    #[test]
    fn no_sentence_is_written_in_the_sources() {
        for file in files(&here("src"), "rs") {
            let source = fs::read_to_string(&file).unwrap();
            let source = source.split("#[cfg(test)]").next().unwrap();
            for line in source.lines().map(str::trim) {
                // A view that speaks has a string with a space between two letters, and is no comment or log line.
                let speaks = line.split('"').skip(1).step_by(2).any(is_a_sentence);
                let other = ["//", "#", "tracing::", "reason =", "default-src", "\"default-src"];
                let other = other.iter().any(|start| line.contains(start)) || line.contains("-src '");
                assert!(!speaks || other, "{}: {line}", file.display());
            }
        }
    }

    fn is_a_sentence(text: &str) -> bool {
        let words: Vec<&str> = text.split(' ').collect();
        let is_word = |word: &&str| word.len() > 1 && word.chars().all(|c| c.is_ascii_alphabetic());
        words.len() > 2
            && words.iter().filter(|word| is_word(word)).count() > 2
            && text.starts_with(|c: char| c.is_ascii_uppercase())
    }
}

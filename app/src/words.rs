//! The texts of the pages, from `locales/<language>/*.ftl` (Project Fluent). A language is a folder: it names
//! itself, says which way it is written and whether a person has checked it (`language-…` in its `site.ftl`).
//!
//! Files that only English has are for staff, platforms and programs ([`ENGLISH_ONLY`]).

mod negotiation;
mod pseudo;
#[cfg(test)]
mod tests;

use std::{borrow::Cow, collections::HashMap};

use fluent_templates::{LanguageIdentifier, Loader as _, fluent_bundle::FluentValue, static_loader};
use leptos::prelude::use_context;
use service::door::Wait;

pub(crate) use self::negotiation::{Languages, Spoken};
use self::pseudo::Pseudo;

static_loader! {
    static TEXTS = {
        locales: "./locales",
        fallback_language: "en",
        // Marks around every inserted word would end up in what people copy.
        customise: |bundle| bundle.set_use_isolating(false),
    };
}

/// Above so many seconds a wait is said in minutes.
pub(crate) const LONG: u64 = 90;

/// The files that no survivor reads: they stay in English.
#[cfg(test)]
pub(crate) const ENGLISH_ONLY: [&str; 5] = [
    "findings.ftl",
    "platform.ftl",
    "programs.ftl",
    "review.ftl",
    "staff.ftl",
];

/// The texts in one language. What a translation lacks is said in English.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Words {
    language: LanguageIdentifier,
    /// Made of English, to test the pages with.
    pseudo: Option<Pseudo>,
}

impl Words {
    /// Every language that has a folder, by its tag.
    pub(crate) fn every_language() -> Vec<Self> {
        let mut languages: Vec<_> = TEXTS.locales().cloned().map(Self::of).collect();
        languages.sort_by_key(Self::tag);
        languages
    }

    /// The languages that nobody speaks.
    pub(crate) fn pseudo_languages() -> Vec<Self> {
        let pseudo = Pseudo::ALL.into_iter();
        pseudo
            .map(|pseudo| Self {
                pseudo: Some(pseudo),
                ..Self::english()
            })
            .collect()
    }

    /// English: what staff read, and what is said where no language is known.
    pub(crate) fn english() -> Self {
        Self::of(fluent_templates::langid!("en"))
    }

    const fn of(language: LanguageIdentifier) -> Self {
        Self {
            language,
            pseudo: None,
        }
    }

    /// The language's tag, as it stands in addresses and in `<html lang>`.
    pub(crate) fn tag(&self) -> String {
        self.pseudo
            .map_or_else(|| self.language.to_string(), |pseudo| pseudo.tag().to_owned())
    }

    /// What the language calls itself.
    pub(crate) fn name(&self) -> String {
        self.say("language-name")
    }

    /// Which way it is written: `ltr` or `rtl`.
    pub(crate) fn direction(&self) -> String {
        match self.pseudo {
            Some(pseudo) => pseudo.direction().to_owned(),
            None => self.say("language-direction"),
        }
    }

    /// Whether a person who speaks it has read all of it.
    pub(crate) fn is_reviewed(&self) -> bool {
        self.pseudo.is_some() || self.say("language-reviewed") == "yes"
    }

    /// The text of that name. A name without a text shows itself; a test keeps that from happening.
    pub(crate) fn say(&self, name: &str) -> String {
        self.finish(
            TEXTS
                .try_lookup(&self.language, name)
                .unwrap_or_else(|| name.to_owned()),
        )
    }

    /// The text of that name, with something put into it.
    pub(crate) fn say_with(&self, name: &str, values: &[(&'static str, Value)]) -> String {
        let put = |value: &Value| match (value, self.pseudo) {
            (Value::Word(word), Some(_)) => Value::Word(pseudo::protect(word)),
            _ => value.clone(),
        };
        let values: HashMap<Cow<'static, str>, FluentValue<'_>> = values
            .iter()
            .map(|(name, value)| (Cow::Borrowed(*name), put(value).into()))
            .collect();
        let text = TEXTS.try_lookup_with_args(&self.language, name, &values);
        self.finish(text.unwrap_or_else(|| name.to_owned()))
    }

    /// Why someone has to wait, as the limit says that turned them away, and for how long.
    pub(crate) fn say_wait(&self, wait: Wait) -> String {
        self.say_how_long(wait.sentence(), wait.seconds)
    }

    /// Why someone has to wait, by the name of a text of whole sentences, and for how long.
    pub(crate) fn say_how_long(&self, why: &str, seconds: u64) -> String {
        let why = ("why", Value::Word(self.say(why)));
        if seconds > LONG {
            let minutes = Value::Number(seconds.div_ceil(60));
            self.say_with("wait-minutes", &[why, ("minutes", minutes)])
        } else {
            self.say_with("wait-seconds", &[why, ("seconds", Value::Number(seconds))])
        }
    }

    fn finish(&self, text: String) -> String {
        match self.pseudo {
            Some(pseudo) => pseudo.disguise(&text),
            None => text,
        }
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

/// Why someone has to wait and for how long, in the language of the page that is being rendered.
pub(crate) fn say_wait(wait: Wait) -> String {
    words().say_wait(wait)
}

/// The address of a survivor's page in the language of the page that is being rendered.
pub(crate) fn address(path: &str) -> String {
    format!("/{}{path}", words().tag())
}

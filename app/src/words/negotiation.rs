//! Which of our languages someone gets.

use std::sync::Arc;

use axum::http::{HeaderMap, header};
use fluent_langneg::{NegotiationStrategy, negotiate_languages, parse_accepted_languages};
use fluent_templates::LanguageIdentifier;

use super::Words;

/// The languages that are served.
#[derive(Clone, Debug)]
pub(crate) struct Languages(Arc<[Words]>);

/// The start of an address, where it looks like the tag of a language.
#[derive(Debug, PartialEq, Eq)]
pub(crate) enum Spoken {
    /// One of ours.
    Ours(Words),
    /// One of ours, written differently: in another case, or for one country.
    Nearly(Words),
    /// A language that we do not have.
    Foreign,
}

impl Languages {
    /// Those that have a folder; for tests of the pages also those that nobody speaks.
    pub(crate) fn served(with_pseudo: bool) -> Self {
        let mut languages = Words::every_language();
        if with_pseudo {
            languages.extend(Words::pseudo_languages());
        }
        Self(languages.into())
    }

    /// All of them, by their tags.
    pub(crate) fn iter(&self) -> impl Iterator<Item = &Words> {
        self.0.iter()
    }

    /// The language that a browser asks for, as far as we have it; otherwise English. The answer is all that is made
    /// of the header: it is not kept.
    pub(crate) fn asked_for(&self, headers: &HeaderMap) -> Words {
        let wished = headers
            .get(header::ACCEPT_LANGUAGE)
            .and_then(|wish| wish.to_str().ok());
        let wished = parse_accepted_languages(wished.unwrap_or_default());
        wished
            .iter()
            .find_map(|language| self.like(language))
            .unwrap_or_else(Words::english)
    }

    /// What the start of an address says; `None` where it cannot be a language.
    pub(crate) fn named(&self, start: &str) -> Option<Spoken> {
        if let Some(words) = self.iter().find(|words| words.tag() == start) {
            return Some(Spoken::Ours(words.clone()));
        }
        // Longer ones would be names of languages that nobody has registered. `api` is one that a few people speak,
        // but whoever asks for it here is a program.
        let primary = start.split(['-', '_']).next().unwrap_or_default();
        let language: LanguageIdentifier = start
            .parse()
            .ok()
            .filter(|_| (2..=3).contains(&primary.len()) && primary != "api")?;
        let like = self.like(&language);
        Some(like.map_or(Spoken::Foreign, Spoken::Nearly))
    }

    fn like(&self, wished: &LanguageIdentifier) -> Option<Words> {
        let ours: Vec<_> = self.real().map(|words| words.language.clone()).collect();
        let found = negotiate_languages(&[wished], &ours, None, NegotiationStrategy::Lookup);
        let found = found.first().copied();
        let same = || ours.iter().find(|ours| ours.language == wished.language);
        let language = found.or_else(same)?;
        self.real().find(|words| words.language == *language).cloned()
    }

    fn real(&self) -> impl Iterator<Item = &Words> {
        self.iter().filter(|words| words.pseudo.is_none())
    }
}

#[cfg(test)]
mod tests {
    use axum::http::HeaderValue;

    use super::*;

    fn asked_for(wish: &'static str) -> String {
        let headers = HeaderMap::from_iter([(header::ACCEPT_LANGUAGE, HeaderValue::from_static(wish))]);
        Languages::served(false).asked_for(&headers).tag()
    }

    #[test]
    fn a_browser_gets_the_first_language_that_we_have() {
        assert_eq!(asked_for("tlh, en-GB;q=0.8"), "en");
        for words in Words::every_language() {
            let tag = words.tag();
            let wish: &'static str = format!("tlh,{tag}-XX,en").leak();
            assert_eq!(asked_for(wish), tag);
        }
    }

    #[test]
    fn without_a_wish_that_we_can_fulfil_it_is_english() {
        for wish in ["", "*", "tlh", "nonsense;;;,,,"] {
            assert_eq!(asked_for(wish), "en", "{wish}");
        }
    }

    #[test]
    fn the_start_of_an_address_is_understood() {
        let languages = Languages::served(true);
        let named = |start: &str| languages.named(start);
        assert_eq!(named("en"), Some(Spoken::Ours(Words::english())));
        for nearly in ["EN", "en-GB", "en_us"] {
            assert_eq!(named(nearly), Some(Spoken::Nearly(Words::english())), "{nearly}");
        }
        assert_eq!(named("tlh"), Some(Spoken::Foreign));
        for other in [
            "",
            "api",
            "staff",
            "assets",
            "submissions",
            "x",
            "favicon.ico",
            "%ff",
        ] {
            assert_eq!(named(other), None, "{other}");
        }
        for pseudo in Words::pseudo_languages() {
            assert_eq!(named(&pseudo.tag()), Some(Spoken::Ours(pseudo)));
        }
    }
}

//! The texts of the picker, handed to it by the server.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

/// Every text of the picker, by its name in `picker.ftl`. Where a number goes, there stands `{n}` or `{m}`.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Labels(BTreeMap<String, String>);

impl Labels {
    /// Asks for every text once.
    pub fn gather(say: impl Fn(&str) -> String) -> Self {
        Self(NAMES.iter().map(|&name| (name.to_owned(), say(name))).collect())
    }

    /// The text of that name.
    pub(super) fn say(&self, name: &str) -> String {
        self.0.get(name).cloned().unwrap_or_default()
    }

    /// The text of that name with numbers in it.
    pub(super) fn say_with(&self, name: &str, n: usize, m: usize) -> String {
        self.say(name)
            .replace("{n}", &n.to_string())
            .replace("{m}", &m.to_string())
    }

    /// The sentence for a code of the worker; one that fits any code where this one is new.
    pub(super) fn say_code(&self, family: &str, code: &str) -> String {
        let name = format!("{family}-{code}");
        self.0
            .get(&name)
            .or_else(|| self.0.get(&format!("{family}-other")))
            .cloned()
            .unwrap_or_default()
    }
}

/// The names of all texts. The codes are those of `hashing` and `hash-worker`.
pub(crate) const NAMES: &[&str] = &[
    "picker-title",
    "picker-lead",
    "picker-close",
    "picker-choose",
    "picker-choose-more",
    "picker-drop",
    "picker-too-many",
    "picker-offline",
    "picker-photo",
    "picker-video",
    "picker-unused",
    "picker-waiting",
    "picker-reading",
    "picker-percent",
    "picker-ready",
    "picker-double",
    "picker-twin",
    "picker-refused-by-server",
    "picker-remove",
    "picker-cancel",
    "picker-again",
    "picker-exact",
    "picker-show",
    "picker-hide",
    "picker-summary-busy",
    "picker-summary-ready",
    "picker-summary-none",
    "picker-note-exact-only-video",
    "picker-note-exact-only-format",
    "picker-note-exact-only-unknown",
    "picker-note-damaged",
    "picker-note-truncated",
    "picker-note-too-many-pixels",
    "picker-note-too-many-bytes",
    "picker-note-too-small",
    "picker-note-decoder-failed",
    "picker-note-altered-pixels",
    "picker-note-first-frame",
    "picker-note-camera-preview",
    "picker-note-exact-chosen",
    "picker-note-low-quality",
    "picker-note-other",
    "picker-refused-empty",
    "picker-refused-not-media",
    "picker-refused-other",
    "picker-failed-unreadable",
    "picker-failed-module",
    "picker-failed-stalled",
    "picker-failed-crashed",
    "picker-failed-other",
    "picker-review-title",
    "picker-review-what",
    "picker-review-agree",
    "picker-review-show",
    "picker-review-show-text",
    "picker-send",
    "picker-sending",
    "picker-send-again",
    "picker-problem-network",
    "picker-problem-full",
    "picker-problem-gone",
    "picker-problem-busy",
    "picker-problem-too-long",
    "picker-problem-item",
    "picker-problem-other",
];

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_code_that_is_new_still_gets_a_sentence() {
        let labels = Labels::gather(str::to_owned);
        assert_eq!(labels.say_code("picker-note", "damaged"), "picker-note-damaged");
        assert_eq!(
            labels.say_code("picker-note", "not-yet-invented"),
            "picker-note-other"
        );
    }

    #[test]
    fn numbers_go_where_their_letters_stand() {
        let labels = Labels(BTreeMap::from([("x".to_owned(), "{n} of {m}".to_owned())]));
        assert_eq!(labels.say_with("x", 2, 5), "2 of 5");
    }
}

//! The texts of the picker, handed to it by the server.

/// Every text of the picker, by its name in `picker.ftl`. Where a number goes, there stands `{n}` or `{m}`.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Labels(Vec<(&'static str, String)>);

impl Labels {
    /// Asks for every text once.
    pub fn gather(say: impl Fn(&str) -> String) -> Self {
        Self(NAMES.iter().map(|&name| (name, say(name))).collect())
    }

    /// The names with their texts.
    pub(crate) fn iter(&self) -> impl Iterator<Item = (&'static str, &str)> {
        self.0.iter().map(|(name, text)| (*name, text.as_str()))
    }

    fn get(&self, name: &str) -> Option<&str> {
        self.iter()
            .find(|(other, _)| *other == name)
            .map(|(_, text)| text)
    }

    /// The text of that name.
    pub(crate) fn say(&self, name: &str) -> String {
        self.get(name).unwrap_or_default().to_owned()
    }

    /// The text of that name with numbers in it.
    pub(super) fn say_with(&self, name: &str, n: usize, m: usize) -> String {
        let parts = self.get(name).unwrap_or_default().split(['{', '}']);
        parts
            .enumerate()
            .map(|(place, part)| match part {
                // Every other part stood in braces.
                "n" if place % 2 == 1 => n.to_string(),
                "m" if place % 2 == 1 => m.to_string(),
                _ => part.to_owned(),
            })
            .collect()
    }

    /// The sentence for a code of the worker; one that fits any code where this one is new.
    pub(super) fn say_code(&self, family: &str, code: &str) -> String {
        self.get(&format!("{family}-{code}"))
            .or_else(|| self.get(&format!("{family}-other")))
            .unwrap_or_default()
            .to_owned()
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
    "picker-watching",
    "picker-watching-percent",
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
    "picker-sharp",
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
    "picker-note-stalled",
    "picker-note-low-quality",
    "picker-note-no-video-decoder",
    "picker-note-no-video-track",
    "picker-note-encrypted-video",
    "picker-note-damaged-video",
    "picker-note-long-video",
    "picker-note-altered-video",
    "picker-note-flat-video",
    "picker-note-partial-video",
    "picker-note-iphone",
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
    "picker-review-what-case",
    "picker-review-agree",
    "picker-review-show",
    "picker-review-show-text",
    "picker-review-pin",
    "picker-send",
    "picker-sending",
    "picker-send-again",
    "picker-problem-network",
    "picker-problem-full",
    "picker-problem-gone",
    "picker-problem-busy",
    "picker-problem-kept",
    "picker-problem-too-long",
    "picker-problem-item",
    "picker-problem-rest",
    "picker-problem-other",
    "picker-left-out",
    "adding-photo",
    "adding-video",
    "adding-twin",
    "added-photo",
    "added-video",
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
        let labels = Labels(vec![("x", "{n} of {m}".to_owned())]);
        assert_eq!(labels.say_with("x", 2, 5), "2 of 5");
    }
}

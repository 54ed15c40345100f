//! Lists that subscribers follow, and the rule by which an entry gets on one.

use serde::{Deserialize, Serialize};

use crate::screening::Treatments;

/// The name of a list: lower-case letters, digits and hyphens, 1 to 40 of them.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct ListName(String);

/// The text is no list's name.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("a list's name is 1 to 40 lower-case letters, digits and hyphens")]
pub struct ParseListNameError;

impl ListName {
    /// The list that pictures from before someone's 18th birthday go to.
    pub fn exploitative() -> Self {
        Self("exploitative".to_owned())
    }

    /// The list for adults, where the operator serves them.
    pub fn adult() -> Self {
        Self("adult".to_owned())
    }

    /// Reads a name.
    ///
    /// # Errors
    /// Where the text cannot be a list's name.
    pub fn parse(text: &str) -> Result<Self, ParseListNameError> {
        let fits = |b: u8| b.is_ascii_lowercase() || b.is_ascii_digit() || b == b'-';
        if (1..=40).contains(&text.len()) && text.bytes().all(fits) {
            Ok(Self(text.to_owned()))
        } else {
            Err(ParseListNameError)
        }
    }

    /// The name.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl std::fmt::Display for ListName {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(&self.0)
    }
}

/// When an entry that screens clean is published.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Publication {
    /// At once and as unverified; reviewed afterwards. Laws give platforms 48 hours, and fear gives less.
    PublishFirst,
    /// Only after staff confirmed it.
    ReviewFirst,
}

/// The rule by which submissions get on a list. Decisions record its name and version.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Policy {
    /// What decisions call it.
    pub name: String,
    /// Counted up with every change of its content.
    pub version: u32,
    /// When clean entries are published.
    pub publication: Publication,
    /// PDQ quality (0 to 100) below which an item is held. 50 is what subscribers themselves discard below.
    pub quality_floor: u8,
    /// Bit changes along a PDQ (0 to 255) below which it says too little to tell pictures apart.
    pub transition_floor: u32,
    /// What is done about each kind of finding.
    pub treatments: Treatments,
}

impl Policy {
    /// The policy that a new list starts with.
    pub fn initial(publication: Publication) -> Self {
        let name = match publication {
            Publication::PublishFirst => "publish-first",
            Publication::ReviewFirst => "review-first",
        };
        Self {
            name: name.to_owned(),
            version: 1,
            publication,
            quality_floor: 50,
            transition_floor: 40,
            treatments: Treatments::default(),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_list_name_is_short_and_plain() {
        assert_eq!(ListName::parse("exploitative"), Ok(ListName::exploitative()));
        for wrong in ["", "Upper", "with space", "../etc", &"a".repeat(41)] {
            assert_eq!(ListName::parse(wrong), Err(ParseListNameError), "{wrong}");
        }
    }
}

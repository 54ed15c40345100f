//! Lists that subscribers follow, and the rule by which an entry gets on one.

use serde::{Deserialize, Serialize};

use crate::{
    Timestamp,
    id::{ProposalId, StaffId},
    screening::{SAYS_LITTLE, Treatments},
};

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

impl Publication {
    /// Every way of publishing.
    pub const ALL: [Self; 2] = [Self::PublishFirst, Self::ReviewFirst];

    /// The name in storage and in forms, and of the policies that have it.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::PublishFirst => "publish-first",
            Self::ReviewFirst => "review-first",
        }
    }

    /// The one of that name.
    pub fn parse(name: &str) -> Option<Self> {
        Self::ALL
            .into_iter()
            .find(|publication| publication.as_str() == name)
    }
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
        Self {
            name: publication.as_str().to_owned(),
            version: 1,
            publication,
            quality_floor: 50,
            transition_floor: SAYS_LITTLE,
            treatments: Treatments::default(),
        }
    }

    /// The same, with staff looking at everything first. Decisions name that, with the version of the list's own policy,
    /// from which all else is taken.
    pub fn reviewed_first(self) -> Self {
        Self {
            name: Publication::ReviewFirst.as_str().to_owned(),
            publication: Publication::ReviewFirst,
            ..self
        }
    }
}

/// One version of a list's policy. Versions are only ever added.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PolicyVersion {
    /// What it says.
    pub policy: Policy,
    /// How it came about; `None` of the one that the list started with.
    pub agreement: Option<Agreement>,
}

/// That two people want another policy for a list.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Agreement {
    /// From when on it holds, unless a newer version does.
    pub effective_at: Timestamp,
    /// The proposal in which they agreed.
    pub proposal: ProposalId,
    /// Who proposed it.
    pub proposed_by: StaffId,
    /// Who seconded it.
    pub seconded_by: StaffId,
}

impl PolicyVersion {
    /// Whether its moment has come.
    pub fn has_begun(&self, now: Timestamp) -> bool {
        self.agreement
            .is_none_or(|agreement| agreement.effective_at <= now)
    }
}

/// The version that holds: of those whose moment has come, the newest.
pub fn in_force(versions: &[PolicyVersion], now: Timestamp) -> Option<&PolicyVersion> {
    versions
        .iter()
        .filter(|version| version.has_begun(now))
        .max_by_key(|version| version.policy.version)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn of_the_versions_whose_moment_has_come_the_newest_holds() {
        let version = |version, effective: Option<i64>| PolicyVersion {
            policy: Policy {
                version,
                ..Policy::initial(Publication::PublishFirst)
            },
            agreement: effective.map(|second| Agreement {
                effective_at: Timestamp::from_seconds(second),
                proposal: ProposalId::from_bytes([1; 16]),
                proposed_by: StaffId::from_bytes([2; 16]),
                seconded_by: StaffId::from_bytes([3; 16]),
            }),
        };
        let versions = [version(3, Some(50)), version(2, Some(100)), version(1, None)];
        let at = |second| {
            let now = Timestamp::from_seconds(second);
            in_force(&versions, now).map(|version| version.policy.version)
        };
        assert_eq!([49, 50, 100].map(at), [Some(1), Some(3), Some(3)]);
        assert_eq!(in_force(&[], Timestamp::from_seconds(0)), None);
    }

    #[test]
    fn a_way_of_publishing_reads_back_from_its_name() {
        for publication in Publication::ALL {
            assert_eq!(Publication::parse(publication.as_str()), Some(publication));
        }
        assert_eq!(Publication::parse("never"), None);
    }

    #[test]
    fn a_list_name_is_short_and_plain() {
        assert_eq!(ListName::parse("exploitative"), Ok(ListName::exploitative()));
        for wrong in ["", "Upper", "with space", "../etc", &"a".repeat(41)] {
            assert_eq!(ListName::parse(wrong), Err(ParseListNameError), "{wrong}");
        }
    }
}

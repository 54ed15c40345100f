//! What a list does about each kind of finding.

use std::{fmt, str::FromStr};

use serde::{Deserialize, Serialize};

use super::FindingKind;

/// What a list does about a finding.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Treatment {
    /// The item waits for staff.
    Hold,
    /// Staff are told; the item goes where it would have gone.
    Mark,
    /// Nothing; it is not even kept.
    Ignore,
}

impl Treatment {
    /// Every treatment.
    pub const ALL: [Self; 3] = [Self::Hold, Self::Mark, Self::Ignore];

    /// The name in storage, in forms and in the message files.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Hold => "hold",
            Self::Mark => "mark",
            Self::Ignore => "ignore",
        }
    }

    /// The treatment of that name.
    pub fn parse(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|treatment| treatment.as_str() == name)
    }

    /// What is done about a finding where nobody decided otherwise. Held is what makes an entry worthless or wrong;
    /// marked is what can also be seen about the picture of someone who needs help today.
    const fn initial(kind: FindingKind) -> Self {
        match kind {
            FindingKind::LowQuality
            | FindingKind::LowInformation
            | FindingKind::KnownPublic
            | FindingKind::Stopped
            | FindingKind::Malformed
            | FindingKind::Misfit
            | FindingKind::Contradiction => Self::Hold,
            FindingKind::Cluster
            | FindingKind::UnusualVolume
            | FindingKind::NearDuplicate
            | FindingKind::ExactOnly => Self::Mark,
        }
    }
}

/// What a list does about every kind of finding. Its text, as `name=treatment` with commas between, names only those
/// that differ from the initial ones, so that the empty text is [`Treatments::default`].
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct Treatments([Treatment; FindingKind::ALL.len()]);

impl Default for Treatments {
    fn default() -> Self {
        Self(FindingKind::ALL.map(Treatment::initial))
    }
}

impl Treatments {
    /// What is done about a kind of finding.
    pub fn of(&self, kind: FindingKind) -> Treatment {
        self.iter()
            .find(|(known, _)| *known == kind)
            .map_or(Treatment::initial(kind), |(_, treatment)| treatment)
    }

    /// The same with another treatment of one kind.
    #[must_use]
    pub fn with(self, kind: FindingKind, treatment: Treatment) -> Self {
        let mut all = self;
        for (known, place) in FindingKind::ALL.into_iter().zip(&mut all.0) {
            if known == kind {
                *place = treatment;
            }
        }
        all
    }

    /// Every kind with its treatment, in the order of [`FindingKind::ALL`].
    pub fn iter(&self) -> impl Iterator<Item = (FindingKind, Treatment)> {
        FindingKind::ALL.into_iter().zip(self.0)
    }
}

impl fmt::Display for Treatments {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let changed = self
            .iter()
            .filter(|&(kind, treatment)| treatment != Treatment::initial(kind));
        for (place, (kind, treatment)) in changed.enumerate() {
            let comma = if place > 0 { "," } else { "" };
            write!(f, "{comma}{}={}", kind.as_str(), treatment.as_str())?;
        }
        Ok(())
    }
}

/// The text names no finding, or no treatment.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("a treatment is written as finding=hold, finding=mark or finding=ignore")]
pub struct ParseTreatmentsError;

impl FromStr for Treatments {
    type Err = ParseTreatmentsError;

    fn from_str(text: &str) -> Result<Self, ParseTreatmentsError> {
        let mut all = Self::default();
        for pair in text.split(',').filter(|pair| !pair.is_empty()) {
            let (kind, treatment) = pair.split_once('=').ok_or(ParseTreatmentsError)?;
            let kind = FindingKind::parse(kind).ok_or(ParseTreatmentsError)?;
            let treatment = Treatment::parse(treatment).ok_or(ParseTreatmentsError)?;
            all = all.with(kind, treatment);
        }
        Ok(all)
    }
}

impl TryFrom<String> for Treatments {
    type Error = ParseTreatmentsError;

    fn try_from(text: String) -> Result<Self, ParseTreatmentsError> {
        text.parse()
    }
}

impl From<Treatments> for String {
    fn from(treatments: Treatments) -> Self {
        treatments.to_string()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_nobody_changed_is_the_empty_text() {
        assert_eq!(Treatments::default().to_string(), "");
        assert_eq!("".parse(), Ok(Treatments::default()));
    }

    #[test]
    fn changes_survive_their_text() {
        let changed = Treatments::default()
            .with(FindingKind::Cluster, Treatment::Hold)
            .with(FindingKind::ExactOnly, Treatment::Ignore);
        assert_eq!(changed.to_string(), "cluster=hold,exact-only=ignore");
        assert_eq!(changed.to_string().parse(), Ok(changed));
        assert_eq!(changed.of(FindingKind::Cluster), Treatment::Hold);
        assert_eq!(changed.of(FindingKind::LowQuality), Treatment::Hold);
    }

    #[test]
    fn a_text_that_names_nothing_known_is_refused() {
        for wrong in ["cluster", "cluster=burn", "gossip=hold"] {
            assert_eq!(wrong.parse::<Treatments>(), Err(ParseTreatmentsError), "{wrong}");
        }
    }
}

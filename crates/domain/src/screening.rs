//! The automatic look at a submission: what can be said about hashes without a picture.
//!
//! Each finding is a named fact with its evidence. Some keep the item off the list until staff have looked.

use crate::{list::Policy, submission::SubmittedItem};

/// Two PDQ values at most this far apart (of 256 bits) are held to be of the same picture.
pub const SAME_PICTURE: u32 = 31;

/// One fact about an item.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Finding {
    /// The picture has so little detail that its PDQ says little.
    LowQuality {
        /// PDQ's quality, 0 to 100.
        quality: u8,
    },
    /// The hash itself has so few bit changes that unrelated pictures come near it.
    LowInformation {
        /// How many neighbouring bits of the hash differ, 0 to 255.
        transitions: u32,
    },
    /// Another item of the same submission is near it.
    NearDuplicate {
        /// How far apart they are, 0 to [`SAME_PICTURE`].
        distance: u32,
    },
    /// Only exact copies can be found: there is no perceptual hash.
    ExactOnly,
}

impl Finding {
    /// The name in storage and in the message files.
    pub const fn name(self) -> &'static str {
        match self {
            Self::LowQuality { .. } => "low-quality",
            Self::LowInformation { .. } => "low-information",
            Self::NearDuplicate { .. } => "near-duplicate",
            Self::ExactOnly => "exact-only",
        }
    }

    /// The number that is the evidence; 0 where there is none.
    pub const fn evidence(self) -> u32 {
        match self {
            Self::LowQuality { quality } => quality as u32,
            Self::LowInformation { transitions } => transitions,
            Self::NearDuplicate { distance } => distance,
            Self::ExactOnly => 0,
        }
    }

    /// The finding of that name with that evidence.
    pub fn from_parts(name: &str, evidence: u32) -> Option<Self> {
        match name {
            "low-quality" => Some(Self::LowQuality {
                quality: u8::try_from(evidence).ok()?,
            }),
            "low-information" => Some(Self::LowInformation {
                transitions: evidence,
            }),
            "near-duplicate" => Some(Self::NearDuplicate { distance: evidence }),
            "exact-only" => Some(Self::ExactOnly),
            _ => None,
        }
    }

    /// Whether the item waits for staff because of it.
    pub const fn holds(self) -> bool {
        matches!(self, Self::LowQuality { .. } | Self::LowInformation { .. })
    }
}

/// What is found about one item of a submission, `others` being the rest of it.
pub fn screen<'a>(
    item: &SubmittedItem,
    others: impl Iterator<Item = &'a SubmittedItem>,
    policy: &Policy,
) -> Vec<Finding> {
    let Some((pdq, quality)) = item.hashes.pdq() else {
        return vec![Finding::ExactOnly];
    };
    let mut findings = Vec::new();
    if quality.get() < policy.quality_floor {
        findings.push(Finding::LowQuality {
            quality: quality.get(),
        });
    }
    let transitions = pdq.transitions();
    if transitions < policy.transition_floor {
        findings.push(Finding::LowInformation { transitions });
    }
    let nearest = others
        .filter_map(|other| other.hashes.pdq())
        .map(|(other, _)| pdq.distance(&other))
        .min();
    if let Some(distance) = nearest.filter(|&distance| distance <= SAME_PICTURE) {
        findings.push(Finding::NearDuplicate { distance });
    }
    findings
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{
        hash::{Hash, HashKind, HashValue, ItemHashes, Medium},
        list::Publication,
    };

    fn item(pdq: Option<([u8; 32], u8)>) -> SubmittedItem {
        let mut hashes = vec![HashValue::Sha256([1; 32]), HashValue::Md5([1; 16])];
        if let Some((value, quality)) = pdq {
            hashes.push(HashValue::from_parts(HashKind::Pdq, &value, Some(quality)).unwrap());
        }
        let hashes = hashes
            .into_iter()
            .map(|value| Hash { value, variant: None })
            .collect();
        SubmittedItem {
            medium: Medium::Image,
            hashes: ItemHashes::new(hashes).unwrap(),
        }
    }

    fn found(item: &SubmittedItem, others: &[SubmittedItem]) -> Vec<Finding> {
        screen(item, others.iter(), &Policy::initial(Publication::PublishFirst))
    }

    #[test]
    fn a_detailed_picture_screens_clean() {
        assert_eq!(found(&item(Some(([0x5a; 32], 100))), &[]), []);
    }

    #[test]
    fn a_picture_with_little_detail_is_held() {
        let findings = found(&item(Some(([0x5a; 32], 49))), &[]);
        assert_eq!(findings, [Finding::LowQuality { quality: 49 }]);
        assert!(findings[0].holds());
    }

    #[test]
    fn a_hash_that_says_little_is_held_whatever_quality_it_claims() {
        let mut half = [0; 32];
        half[16..].fill(0xff);
        let findings = found(&item(Some((half, 100))), &[]);
        assert_eq!(findings, [Finding::LowInformation { transitions: 1 }]);
    }

    #[test]
    fn two_near_pictures_of_one_submission_are_marked_and_not_held() {
        let mut near = [0x5a; 32];
        near[0] ^= 0b111;
        let findings = found(&item(Some(([0x5a; 32], 100))), &[item(Some((near, 100)))]);
        assert_eq!(findings, [Finding::NearDuplicate { distance: 3 }]);
        assert!(!findings[0].holds());
    }

    #[test]
    fn a_finding_reads_back_from_its_name_and_evidence() {
        for finding in [
            Finding::LowQuality { quality: 3 },
            Finding::LowInformation { transitions: 9 },
            Finding::NearDuplicate { distance: 31 },
            Finding::ExactOnly,
        ] {
            assert_eq!(
                Finding::from_parts(finding.name(), finding.evidence()),
                Some(finding)
            );
        }
    }
}

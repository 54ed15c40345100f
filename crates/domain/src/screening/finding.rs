//! What can be found about an item.

use hashing::Edit;

/// The name of a fact, without its evidence.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum FindingKind {
    /// See [`Finding::LowQuality`].
    LowQuality,
    /// See [`Finding::LowInformation`].
    LowInformation,
    /// See [`Finding::KnownPublic`].
    KnownPublic,
    /// See [`Finding::Stopped`].
    Stopped,
    /// See [`Finding::Cluster`].
    Cluster,
    /// See [`Finding::UnusualVolume`].
    UnusualVolume,
    /// See [`Finding::Malformed`].
    Malformed,
    /// See [`Finding::Misfit`].
    Misfit,
    /// See [`Finding::Contradiction`].
    Contradiction,
    /// See [`Finding::NearDuplicate`].
    NearDuplicate,
    /// See [`Finding::ExactOnly`].
    ExactOnly,
}

impl FindingKind {
    /// Every kind, in the order in which people are shown them.
    pub const ALL: [Self; 11] = [
        Self::LowQuality,
        Self::LowInformation,
        Self::KnownPublic,
        Self::Stopped,
        Self::Cluster,
        Self::UnusualVolume,
        Self::Malformed,
        Self::Misfit,
        Self::Contradiction,
        Self::NearDuplicate,
        Self::ExactOnly,
    ];

    /// The name in storage, in forms and in the message files.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::LowQuality => "low-quality",
            Self::LowInformation => "low-information",
            Self::KnownPublic => "known-public",
            Self::Stopped => "stopped",
            Self::Cluster => "cluster",
            Self::UnusualVolume => "unusual-volume",
            Self::Malformed => "malformed",
            Self::Misfit => "misfit",
            Self::Contradiction => "contradiction",
            Self::NearDuplicate => "near-duplicate",
            Self::ExactOnly => "exact-only",
        }
    }

    /// The kind of that name.
    pub fn parse(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|kind| kind.as_str() == name)
    }
}

/// What of a known picture was compared.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Compared {
    /// How many of the 256 bits of its hash say something about it; the others follow noise, and were left out.
    pub bits: u32,
    /// What had been done to the picture before it was hashed.
    pub edit: Edit,
}

impl Compared {
    /// The whole picture, by its whole hash.
    pub const ALL: Self = Self {
        bits: 256,
        edit: Edit::NONE,
    };

    /// No bit of it: the file itself is the same, whatever picture is claimed for it.
    pub const FILE: Self = Self {
        bits: 0,
        edit: Edit::NONE,
    };

    /// Up to so many of these bits may differ in copies of one picture.
    pub const fn most(self) -> u32 {
        match self.edit.match_distance(self.bits) {
            Some(most) => most,
            None => 0,
        }
    }

    /// Bits and edit, with a stroke between.
    fn parse(text: &str) -> Option<Self> {
        let (bits, edit) = text.split_once('/')?;
        Some(Self {
            bits: bits.parse().ok()?,
            edit: Edit::parse(edit)?,
        })
    }
}

/// What there is far more of than on other days.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Counted {
    /// Cases.
    Cases,
    /// Photos and videos, in new cases and added to older ones.
    Items,
}

/// Behind the busiest day before, where not cases are counted. Nothing stands behind it where they are.
const IN_ITEMS: &str = "\titems";

/// One fact about an item, with its evidence.
#[derive(Clone, Debug, PartialEq, Eq)]
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
    /// A picture that anyone may know is the same one.
    KnownPublic {
        /// How far apart they are, 0 to [`Compared::most`].
        distance: u32,
        /// What of that picture was compared.
        compared: Compared,
        /// Where that picture comes from, as whoever added it put it.
        source: String,
    },
    /// The same picture was taken off the list, or was never let onto it: whoever sends it once more does not undo that.
    Stopped {
        /// How many entries with it are suspended, or were rejected.
        entries: u32,
    },
    /// Other cases have the same picture: it may be widely shared, or someone may be trying to get it listed.
    Cluster {
        /// How many other cases.
        cases: u32,
        /// How far away the nearest one is, 0 to [`super::SAME_PICTURE`].
        distance: u32,
    },
    /// Far more came on that day than on any day of the four weeks before.
    UnusualVolume {
        /// Of what.
        counted: Counted,
        /// How many on the day so far.
        day: u32,
        /// How many on the busiest day before.
        busiest: u32,
    },
    /// The hash is none that the algorithm gives for a picture.
    Malformed {
        /// How many of its 256 bits are set.
        ones: u32,
    },
    /// Hashes of a kind that does not go with the medium.
    Misfit {
        /// How many.
        hashes: u32,
    },
    /// Other items claim another picture or video for the same file: one of them is made up.
    Contradiction {
        /// How many others.
        items: u32,
    },
    /// Another item of the same submission is near it.
    NearDuplicate {
        /// How far apart they are, 0 to [`super::SAME_PICTURE`].
        distance: u32,
    },
    /// Only exact copies can be found: there is no perceptual hash.
    ExactOnly,
}

impl Finding {
    /// Its name.
    pub const fn kind(&self) -> FindingKind {
        match self {
            Self::LowQuality { .. } => FindingKind::LowQuality,
            Self::LowInformation { .. } => FindingKind::LowInformation,
            Self::KnownPublic { .. } => FindingKind::KnownPublic,
            Self::Stopped { .. } => FindingKind::Stopped,
            Self::Cluster { .. } => FindingKind::Cluster,
            Self::UnusualVolume { .. } => FindingKind::UnusualVolume,
            Self::Malformed { .. } => FindingKind::Malformed,
            Self::Misfit { .. } => FindingKind::Misfit,
            Self::Contradiction { .. } => FindingKind::Contradiction,
            Self::NearDuplicate { .. } => FindingKind::NearDuplicate,
            Self::ExactOnly => FindingKind::ExactOnly,
        }
    }

    /// The name in storage and in the message files.
    pub const fn name(&self) -> &'static str {
        self.kind().as_str()
    }

    /// The number that is the evidence; 0 where there is none.
    pub const fn evidence(&self) -> u32 {
        match self {
            Self::LowQuality { quality } => *quality as u32,
            Self::LowInformation { transitions } => *transitions,
            Self::KnownPublic { distance, .. } | Self::NearDuplicate { distance } => *distance,
            Self::Cluster { cases, .. } => *cases,
            Self::UnusualVolume { day, .. } => *day,
            Self::Stopped { entries } => *entries,
            Self::Malformed { ones } => *ones,
            Self::Misfit { hashes } => *hashes,
            Self::Contradiction { items } => *items,
            Self::ExactOnly => 0,
        }
    }

    /// What there is beside the number: the source of a public picture, and behind a tab what was compared if that was
    /// not all of it (no bit at all where the file is the same); the nearest distance of a cluster; the busiest day before, and behind a tab
    /// what was counted if that was not cases; empty for the others.
    pub fn detail(&self) -> String {
        match self {
            Self::KnownPublic { compared, source, .. } => {
                if *compared == Compared::ALL && !source.contains('\t') {
                    source.clone()
                } else {
                    format!("{source}\t{}/{}", compared.bits, compared.edit)
                }
            }
            Self::Cluster { distance, .. } => distance.to_string(),
            Self::UnusualVolume { counted, busiest, .. } => match counted {
                Counted::Cases => busiest.to_string(),
                Counted::Items => format!("{busiest}{IN_ITEMS}"),
            },
            _ => String::new(),
        }
    }

    /// The finding of that name with that evidence and detail; `None` where they do not go together.
    pub fn from_parts(name: &str, evidence: u32, detail: &str) -> Option<Self> {
        Some(match FindingKind::parse(name)? {
            FindingKind::LowQuality => Self::LowQuality {
                quality: u8::try_from(evidence).ok()?,
            },
            FindingKind::LowInformation => Self::LowInformation {
                transitions: evidence,
            },
            FindingKind::KnownPublic => {
                let (source, compared) = detail
                    .rsplit_once('\t')
                    .and_then(|(source, compared)| Some((source, Compared::parse(compared)?)))
                    .unwrap_or((detail, Compared::ALL));
                Self::KnownPublic {
                    distance: evidence,
                    compared,
                    source: source.to_owned(),
                }
            }
            FindingKind::Stopped => Self::Stopped { entries: evidence },
            FindingKind::Cluster => Self::Cluster {
                cases: evidence,
                distance: detail.parse().ok()?,
            },
            FindingKind::UnusualVolume => {
                let (counted, busiest) = match detail.strip_suffix(IN_ITEMS) {
                    Some(busiest) => (Counted::Items, busiest),
                    None => (Counted::Cases, detail),
                };
                Self::UnusualVolume {
                    counted,
                    day: evidence,
                    busiest: busiest.parse().ok()?,
                }
            }
            FindingKind::Malformed => Self::Malformed { ones: evidence },
            FindingKind::Misfit => Self::Misfit { hashes: evidence },
            FindingKind::Contradiction => Self::Contradiction { items: evidence },
            FindingKind::NearDuplicate => Self::NearDuplicate { distance: evidence },
            FindingKind::ExactOnly => Self::ExactOnly,
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use hashing::{Edge, Letters, Shade};

    #[test]
    fn a_known_picture_reads_back_with_what_was_compared() {
        for (source, bits, edit) in [
            ("a logo", 0, Edit::NONE),
            ("a logo", 131, Edit::NONE),
            ("a logo", 250, Edit::CutOff(35)),
            ("a logo", 190, Edit::Banner(Edge::Top, Letters::Dark, 9)),
            ("a logo", 120, Edit::Border(Shade::Dark)),
            ("with a\ttab", 256, Edit::NONE),
        ] {
            let finding = Finding::KnownPublic {
                distance: 7,
                compared: Compared { bits, edit },
                source: source.to_owned(),
            };
            let detail = finding.detail();
            assert_eq!(Finding::from_parts("known-public", 7, &detail), Some(finding));
        }
    }

    #[test]
    fn an_unusual_day_reads_back_with_what_was_counted_and_without_it_is_one_of_cases() {
        let name = FindingKind::UnusualVolume.as_str();
        for (counted, detail) in [(Counted::Cases, "50"), (Counted::Items, "50\titems")] {
            let finding = Finding::UnusualVolume {
                counted,
                day: 4_000,
                busiest: 50,
            };
            assert_eq!(finding.detail(), detail);
            assert_eq!(Finding::from_parts(name, 4_000, detail), Some(finding));
        }
        for nothing in ["", "\titems", "50\tcases", "50 items", "50\titems\titems"] {
            assert_eq!(Finding::from_parts(name, 4_000, nothing), None, "{nothing:?}");
        }
    }

    #[test]
    fn a_finding_reads_back_from_its_parts() {
        let findings = [
            Finding::LowQuality { quality: 3 },
            Finding::LowInformation { transitions: 9 },
            Finding::KnownPublic {
                distance: 2,
                compared: Compared::ALL,
                source: "a logo".to_owned(),
            },
            Finding::Stopped { entries: 2 },
            Finding::Cluster {
                cases: 4,
                distance: 6,
            },
            Finding::UnusualVolume {
                counted: Counted::Cases,
                day: 900,
                busiest: 12,
            },
            Finding::Malformed { ones: 0 },
            Finding::Misfit { hashes: 1 },
            Finding::Contradiction { items: 2 },
            Finding::NearDuplicate { distance: 31 },
            Finding::ExactOnly,
        ];
        assert_eq!(
            findings.each_ref().map(Finding::kind),
            FindingKind::ALL,
            "every kind is tried"
        );
        for finding in findings {
            let (name, evidence, detail) = (finding.name(), finding.evidence(), finding.detail());
            assert_eq!(Finding::from_parts(name, evidence, &detail), Some(finding));
        }
    }
}

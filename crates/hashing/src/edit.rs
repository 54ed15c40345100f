//! In which forms a picture is known whose file was there beforehand.

use crate::{Mask, Pdq};
use core::fmt;

/// What may have been done to a copy of a known picture that its hash does not survive.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Edit {
    /// So much is cut off on each side, in thousandths of that side; 0 for the whole picture.
    CutOff(u16),
    /// Width and height are so many percent of what they were.
    Smaller(u8),
    /// It is so many of 255 levels brighter; what was nearly white is white.
    Brighter(u8),
    /// Words are written over an edge, on a ground of one brightness.
    Banner(Edge, Letters, u8),
    /// So many percent of the height are cut off at an edge, as browsers do with words over it on a ground of one colour.
    EdgeOff(Edge, u8),
    /// A border was put around it, which browsers take off again, with what of the picture at its edges is like it.
    Border(Shade),
}

/// What colour a border has.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Shade {
    /// Black.
    Dark,
    /// White.
    Light,
}

/// Where a banner is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Edge {
    /// Above.
    Top,
    /// Below.
    Bottom,
}

/// How a banner's words stand out.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Letters {
    /// White on black.
    Light,
    /// Black on white.
    Dark,
}

/// What people do to a picture before they pass it on.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Change {
    /// Mirrored, or laid on its side.
    Turned,
    /// With fewer pixels.
    Smaller,
    /// Brighter or darker.
    Brighter,
    /// With a border around it.
    Bordered,
    /// With words over an edge.
    Words,
    /// Something cut off on each side.
    Cut,
}

/// The hash of a known picture after an edit.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct KnownForm {
    /// What was done to it.
    pub edit: Edit,
    /// Its hash after that.
    pub pdq: Pdq,
    /// The bits of the hash that say something.
    pub mask: Mask,
}

impl KnownForm {
    /// The largest distance, within the bits that say something, at which a picture counts as a copy; `None` where too few do.
    #[must_use]
    pub fn match_distance(&self) -> Option<u32> {
        self.edit.match_distance(self.mask.bits())
    }
}

impl Edit {
    /// Nothing was done.
    pub const NONE: Self = Self::CutOff(0);

    /// The edits after which public pictures are hashed: a copy with up to a tenth cut off on each side is at most three
    /// quarters of a percent from one of the first cuts, and banners cover so many percent of the height; each form takes those
    /// that cover one percent more or less. What stands between and beside the first ones comes after them, for pictures whose
    /// hash changes more quickly: it is left out where the first ones find it ([`hash_edited`](crate::hash_edited)). In this
    /// order the forms of what the program brings along are kept, so whoever changes it makes them anew (`cargo xtask starter`).
    pub const ALL: [Self; 61] = [
        Self::NONE,
        Self::CutOff(10),
        Self::CutOff(25),
        Self::CutOff(40),
        Self::CutOff(55),
        Self::CutOff(70),
        Self::CutOff(85),
        Self::CutOff(100),
        Self::Smaller(50),
        Self::Smaller(67),
        Self::Brighter(25),
        Self::Brighter(50),
        Self::Banner(Edge::Top, Letters::Light, 9),
        Self::Banner(Edge::Top, Letters::Light, 11),
        Self::Banner(Edge::Top, Letters::Dark, 9),
        Self::Banner(Edge::Top, Letters::Dark, 11),
        Self::Banner(Edge::Bottom, Letters::Light, 9),
        Self::Banner(Edge::Bottom, Letters::Light, 11),
        Self::Banner(Edge::Bottom, Letters::Dark, 9),
        Self::Banner(Edge::Bottom, Letters::Dark, 11),
        Self::EdgeOff(Edge::Top, 5),
        Self::EdgeOff(Edge::Top, 7),
        Self::EdgeOff(Edge::Top, 9),
        Self::EdgeOff(Edge::Top, 11),
        Self::EdgeOff(Edge::Top, 13),
        Self::EdgeOff(Edge::Top, 15),
        Self::EdgeOff(Edge::Bottom, 5),
        Self::EdgeOff(Edge::Bottom, 7),
        Self::EdgeOff(Edge::Bottom, 9),
        Self::EdgeOff(Edge::Bottom, 11),
        Self::EdgeOff(Edge::Bottom, 13),
        Self::EdgeOff(Edge::Bottom, 15),
        Self::Border(Shade::Dark),
        Self::Border(Shade::Light),
        // Between and beside them.
        Self::CutOff(17),
        Self::CutOff(32),
        Self::CutOff(47),
        Self::CutOff(62),
        Self::CutOff(77),
        Self::CutOff(92),
        Self::Smaller(80),
        Self::Brighter(12),
        Self::Brighter(37),
        Self::Banner(Edge::Top, Letters::Light, 7),
        Self::Banner(Edge::Top, Letters::Light, 13),
        Self::Banner(Edge::Top, Letters::Dark, 7),
        Self::Banner(Edge::Top, Letters::Dark, 13),
        Self::Banner(Edge::Bottom, Letters::Light, 7),
        Self::Banner(Edge::Bottom, Letters::Light, 13),
        Self::Banner(Edge::Bottom, Letters::Dark, 7),
        Self::Banner(Edge::Bottom, Letters::Dark, 13),
        Self::EdgeOff(Edge::Top, 6),
        Self::EdgeOff(Edge::Top, 8),
        Self::EdgeOff(Edge::Top, 10),
        Self::EdgeOff(Edge::Top, 12),
        Self::EdgeOff(Edge::Top, 14),
        Self::EdgeOff(Edge::Bottom, 6),
        Self::EdgeOff(Edge::Bottom, 8),
        Self::EdgeOff(Edge::Bottom, 10),
        Self::EdgeOff(Edge::Bottom, 12),
        Self::EdgeOff(Edge::Bottom, 14),
    ];

    /// The largest distance at which a picture counts as a copy with this edit, within so many bits that say something:
    /// [`Mask::match_distance_of`] for the whole picture and for banners, whose bits were tried with others like them. After
    /// other edits none of few bits may differ, and of a picture made smaller two thirds as many: it has little detail, and
    /// other small drawings come near. So it has where an edge is off. What that or a border leaves of a picture counts only if it is
    /// no more regular than most.
    #[must_use]
    pub const fn match_distance(self, bits: u32) -> Option<u32> {
        let most = Mask::most_of(bits);
        let is_few = most <= Mask::OF_FEW;
        match self {
            Self::NONE => Mask::match_distance_of(bits),
            Self::Banner(..) if bits >= Mask::LEAST_BITS_COVERED => Some(most),
            Self::Border(_) if bits >= Mask::ENOUGH_BITS => Some(most),
            Self::EdgeOff(..) if bits >= Mask::LEAST_BITS_EDGE_OFF => Some(most * 2 / 3),
            Self::Banner(..) | Self::Border(_) | Self::EdgeOff(..) => None,
            _ if bits < Mask::LEAST_BITS_EDITED => None,
            _ if is_few => Some(0),
            Self::Smaller(_) => Some(most * 2 / 3),
            Self::CutOff(_) | Self::Brighter(_) => Some(most),
        }
    }

    /// The edit of that name: thousandths for a cut, otherwise such as `smaller-50`, `brighter-25`, `bottom-light-9`,
    /// `bottom-9` and `border-dark`.
    /// [`Display`](fmt::Display) writes it.
    #[must_use]
    pub fn parse(code: &str) -> Option<Self> {
        if let Some(shade) = code.strip_prefix("border-") {
            return Shade::parse(shade).map(Self::Border);
        }
        let Some((kind, number)) = code.rsplit_once('-') else {
            return code.parse().ok().filter(|cut| *cut < 500).map(Self::CutOff);
        };
        let number = number.parse().ok()?;
        Some(match kind {
            "smaller" => Self::Smaller(number),
            "brighter" => Self::Brighter(number),
            "top" | "bottom" => Self::EdgeOff(Edge::parse(kind)?, number),
            _ => {
                let (edge, letters) = kind.split_once('-')?;
                Self::Banner(Edge::parse(edge)?, Letters::parse(letters)?, number)
            }
        })
    }
}

impl fmt::Display for Edit {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::CutOff(cut) => write!(f, "{cut}"),
            Self::Smaller(percent) => write!(f, "smaller-{percent}"),
            Self::Brighter(levels) => write!(f, "brighter-{levels}"),
            Self::Banner(edge, letters, percent) => {
                write!(f, "{}-{}-{percent}", edge.as_str(), letters.as_str())
            }
            Self::EdgeOff(edge, percent) => write!(f, "{}-{percent}", edge.as_str()),
            Self::Border(shade) => write!(f, "border-{}", shade.as_str()),
        }
    }
}

impl Edge {
    const fn as_str(self) -> &'static str {
        match self {
            Self::Top => "top",
            Self::Bottom => "bottom",
        }
    }

    fn parse(name: &str) -> Option<Self> {
        [Self::Top, Self::Bottom]
            .into_iter()
            .find(|edge| edge.as_str() == name)
    }
}

impl Letters {
    const fn as_str(self) -> &'static str {
        match self {
            Self::Light => "light",
            Self::Dark => "dark",
        }
    }

    fn parse(name: &str) -> Option<Self> {
        [Self::Light, Self::Dark]
            .into_iter()
            .find(|letters| letters.as_str() == name)
    }
}

impl Shade {
    const fn as_str(self) -> &'static str {
        match self {
            Self::Dark => "dark",
            Self::Light => "light",
        }
    }

    fn parse(name: &str) -> Option<Self> {
        [Self::Dark, Self::Light]
            .into_iter()
            .find(|shade| shade.as_str() == name)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use alloc::format;

    #[test]
    fn an_edit_reads_back_from_its_name() {
        for edit in Edit::ALL {
            assert_eq!(Edit::parse(&format!("{edit}")), Some(edit));
        }
        for wrong in [
            "",
            "500",
            "-1",
            "brighter-",
            "brighter-256",
            "left-light-9",
            "left-9",
            "top-",
            "top-grey-9",
            "border-",
            "border-9",
        ] {
            assert_eq!(Edit::parse(wrong), None, "{wrong}");
        }
    }
}

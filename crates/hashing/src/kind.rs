//! What is hashed, and in which form.

use crate::pdq::Orientation;

/// Whether a file holds a still picture or a video.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Medium {
    /// A still picture, or an animation in a picture format.
    Image,
    /// A video.
    Video,
}

impl Medium {
    /// `image` or `video`.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Image => "image",
            Self::Video => "video",
        }
    }

    /// The medium of that name.
    #[must_use]
    pub fn parse(name: &str) -> Option<Self> {
        [Self::Image, Self::Video]
            .into_iter()
            .find(|medium| medium.as_str() == name)
    }
}

/// A form in which copies of a picture are met.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
#[non_exhaustive]
pub enum VariantKind {
    /// The pixels as stored, without the turn that EXIF asks for: what software that ignores EXIF sees.
    AsStored,
    /// Turned a quarter clockwise.
    Rot90,
    /// Turned by half.
    Rot180,
    /// Turned a quarter anticlockwise.
    Rot270,
    /// Left and right exchanged.
    Mirror,
    /// Top and bottom exchanged.
    Flip,
    /// Mirrored along the diagonal from the top left.
    Transpose,
    /// Mirrored along the diagonal from the top right.
    Transverse,
    /// Without its border of one colour.
    Trimmed,
    /// Without the words over its upper or lower edge, where those are on a ground of one colour.
    WithoutBanner,
}

impl VariantKind {
    /// Every kind, in the order in which they are listed in `StillHashes::variants`.
    pub const ALL: [Self; 10] = [
        Self::AsStored,
        Self::Rot90,
        Self::Rot180,
        Self::Rot270,
        Self::Mirror,
        Self::Flip,
        Self::Transpose,
        Self::Transverse,
        Self::Trimmed,
        Self::WithoutBanner,
    ];

    /// The kind's name on every wire.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::AsStored => "as-stored",
            Self::Rot90 => "rot90",
            Self::Rot180 => "rot180",
            Self::Rot270 => "rot270",
            Self::Mirror => "mirror",
            Self::Flip => "flip",
            Self::Transpose => "transpose",
            Self::Transverse => "transverse",
            Self::Trimmed => "trimmed",
            Self::WithoutBanner => "without-banner",
        }
    }

    /// The kind of this name.
    #[must_use]
    pub fn parse(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|kind| kind.as_str() == name)
    }

    /// The variant that turning a picture this way gives; `None` for not turning it.
    #[must_use]
    pub const fn of(orientation: Orientation) -> Option<Self> {
        match orientation {
            Orientation::Upright => None,
            Orientation::Rot90 => Some(Self::Rot90),
            Orientation::Rot180 => Some(Self::Rot180),
            Orientation::Rot270 => Some(Self::Rot270),
            Orientation::Mirror => Some(Self::Mirror),
            Orientation::Flip => Some(Self::Flip),
            Orientation::Transpose => Some(Self::Transpose),
            Orientation::Transverse => Some(Self::Transverse),
        }
    }
}

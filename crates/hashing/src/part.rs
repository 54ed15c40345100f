//! The decoders in portions that can be fetched one by one.

use crate::Format;

/// A set of decoders: a feature of this crate, and a module of its own in the browser, where only those are fetched
/// that a person's files need.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Part {
    /// JPEG, and the JPEG inside the files of cameras. In every build with the feature `decode`.
    Base,
    /// PNG, WebP, GIF, BMP, TIFF.
    Stills,
    /// HEIC.
    Heic,
    /// JPEG XL.
    Jxl,
    /// What takes videos apart; the browser decodes them.
    Video,
}

impl Part {
    /// Every part.
    pub const ALL: [Self; 5] = [Self::Base, Self::Stills, Self::Heic, Self::Jxl, Self::Video];

    /// The part that decodes a format or takes it apart; `None` for formats with which this crate does neither.
    #[must_use]
    pub const fn of(format: Format) -> Option<Self> {
        match format {
            Format::Jpeg | Format::Raw => Some(Self::Base),
            Format::Png | Format::WebP | Format::Gif | Format::Bmp | Format::Tiff => Some(Self::Stills),
            Format::Heic => Some(Self::Heic),
            Format::JpegXl => Some(Self::Jxl),
            Format::Mp4 | Format::QuickTime | Format::Matroska => Some(Self::Video),
            _ => None,
        }
    }

    /// Whether this build of the crate has it.
    #[must_use]
    pub const fn is_here(self) -> bool {
        match self {
            Self::Base => cfg!(feature = "decode"),
            Self::Stills => cfg!(feature = "stills"),
            Self::Heic => cfg!(feature = "heic"),
            Self::Jxl => cfg!(feature = "jxl"),
            Self::Video => cfg!(feature = "video"),
        }
    }

    /// The part's name.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Base => "base",
            Self::Stills => "stills",
            Self::Heic => "heic",
            Self::Jxl => "jxl",
            Self::Video => "video",
        }
    }
}

//! A file in portions: exact hashes of all of it, and perceptual ones of its pictures.

use crate::boxes::announced_dimensions;
use crate::format::is_sequence;
#[cfg(feature = "stills")]
use crate::still::animation::hash_animation;
use crate::still::{Limits, StillError, StillHashes, Warning, hash_rgba, hash_still};
use crate::vpdq::{Frame, Sampled, Vpdq};
use crate::{DigestStream, Digests, Format, Medium, SNIFF_BYTES, sniff};
use alloc::vec::Vec;
use core::fmt;

/// Everything that is said about a file.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct FileHashes {
    /// Picture or video.
    pub medium: Medium,
    /// The format, if its first bytes announce a known one.
    pub format: Option<Format>,
    /// The exact hashes of its bytes.
    pub digests: Digests,
    /// The perceptual hashes, if it is a picture that could be decoded.
    pub still: Option<StillHashes>,
    /// The hashes of pictures of a video or an animation, one a second, also those that are of no use for matching.
    pub pictures: Vec<Sampled>,
    /// What its owner should be told, each once.
    pub notes: Vec<Note>,
}

impl FileHashes {
    /// What is kept of [`pictures`](Self::pictures).
    #[must_use]
    pub fn vpdq(&self) -> Option<Vpdq> {
        Vpdq::of(self.pictures.iter().map(Frame::from))
    }

    fn take(&mut self, decoded: Result<StillHashes, StillError>) {
        self.notes = match &decoded {
            Ok(still) => still
                .warnings
                .iter()
                .map(|warning| Note::of_warning(*warning))
                .collect(),
            Err(error) => [Note::of_error(*error)].into(),
        };
        self.still = decoded.ok();
    }
}

/// Something a file's owner should be told about its hashes.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum Note {
    /// A video that could not be looked into: only unchanged copies will be found.
    ExactOnlyVideo,
    /// A picture in a format that is not decoded here: only unchanged copies will be found.
    ExactOnlyFormat,
    /// Said to be a picture or video, in no known format: only unchanged copies will be found.
    ExactOnlyUnknown,
    /// A picture that cannot be decoded: only unchanged copies will be found.
    Damaged,
    /// More pixels than can be decoded safely: only unchanged copies will be found.
    TooManyPixels,
    /// A larger file than can be decoded safely: only unchanged copies will be found.
    TooManyBytes,
    /// A side below 5 pixels: only unchanged copies will be found.
    TooSmall,
    /// The file ends early; what is missing was hashed as grey.
    Truncated,
    /// An animation, of which the first picture was hashed.
    FirstFrame,
    /// A camera's raw file, of which the picture that the camera put inside was hashed.
    CameraPreview,
    /// A picture that only the browser could decode, and the browser alters the pixels that it hands out, as some do
    /// against tracking: only unchanged copies will be found.
    AlteredPixels,
    /// The decoder broke down, for want of memory or by a mistake of ours: only unchanged copies will be found.
    /// [`FileHasher::without_decoding`] says so in advance, and the browser's worker repeats it if decoding ended it.
    DecoderFailed,
    /// Too little detail to tell this picture from others: changed copies may not be found.
    LowQuality,
    /// A video in a file or a codec for which there is no decoder here: only unchanged copies will be found.
    NoVideoDecoder,
    /// A video file without a video, only with sound for example: only unchanged copies will be found.
    NoVideoTrack,
    /// A video whose pictures are encrypted: only unchanged copies will be found.
    EncryptedVideo,
    /// A video that is damaged from its beginning on: only unchanged copies will be found.
    DamagedVideo,
    /// A video with more pictures than can be listed safely: only unchanged copies will be found.
    LongVideo,
    /// A video whose pictures the browser alters: only unchanged copies will be found.
    AlteredVideo,
    /// A video of which no picture has enough detail: only unchanged copies will be found.
    FlatVideo,
    /// Only a part of the video could be decoded, or was before the time was up; that part will be found.
    PartialVideo,
}

impl Note {
    /// Every note.
    pub const ALL: [Self; 21] = [
        Self::ExactOnlyVideo,
        Self::ExactOnlyFormat,
        Self::ExactOnlyUnknown,
        Self::Damaged,
        Self::TooManyPixels,
        Self::TooManyBytes,
        Self::TooSmall,
        Self::DecoderFailed,
        Self::AlteredPixels,
        Self::Truncated,
        Self::FirstFrame,
        Self::CameraPreview,
        Self::LowQuality,
        Self::NoVideoDecoder,
        Self::NoVideoTrack,
        Self::EncryptedVideo,
        Self::DamagedVideo,
        Self::LongVideo,
        Self::AlteredVideo,
        Self::FlatVideo,
        Self::PartialVideo,
    ];

    /// The note's name in the worker's messages and in the command line's output.
    #[must_use]
    pub const fn code(self) -> &'static str {
        match self {
            Self::ExactOnlyVideo => "exact-only-video",
            Self::ExactOnlyFormat => "exact-only-format",
            Self::ExactOnlyUnknown => "exact-only-unknown",
            Self::Damaged => "damaged",
            Self::TooManyPixels => "too-many-pixels",
            Self::TooManyBytes => "too-many-bytes",
            Self::TooSmall => "too-small",
            Self::DecoderFailed => "decoder-failed",
            Self::Truncated => "truncated",
            Self::FirstFrame => "first-frame",
            Self::CameraPreview => "camera-preview",
            Self::AlteredPixels => "altered-pixels",
            Self::LowQuality => "low-quality",
            Self::NoVideoDecoder => "no-video-decoder",
            Self::NoVideoTrack => "no-video-track",
            Self::EncryptedVideo => "encrypted-video",
            Self::DamagedVideo => "damaged-video",
            Self::LongVideo => "long-video",
            Self::AlteredVideo => "altered-video",
            Self::FlatVideo => "flat-video",
            Self::PartialVideo => "partial-video",
        }
    }

    /// The note of that name.
    #[must_use]
    pub fn parse(code: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|note| note.code() == code)
    }

    const fn of_warning(warning: Warning) -> Self {
        match warning {
            Warning::Truncated => Self::Truncated,
            Warning::LowQuality => Self::LowQuality,
            Warning::FirstFrame => Self::FirstFrame,
            Warning::CameraPreview => Self::CameraPreview,
        }
    }

    const fn of_error(error: StillError) -> Self {
        match error {
            StillError::NotAPicture => Self::ExactOnlyUnknown,
            StillError::Unsupported(_) => Self::ExactOnlyFormat,
            StillError::TooManyPixels { .. } | StillError::TooMuchMemory => Self::TooManyPixels,
            StillError::TooManyBytes => Self::TooManyBytes,
            StillError::TooSmall => Self::TooSmall,
            StillError::Damaged => Self::Damaged,
        }
    }
}

/// Whether there is a decoder for such pictures: one of this crate, or another one that gives their pixels to it.
const fn is_for_a_decoder(format: Format) -> bool {
    format.decodable() || matches!(format, Format::Avif)
}

/// Why a file gets no hashes at all.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Refusal {
    /// It has no bytes.
    Empty,
    /// It is neither a picture nor a video, and nobody says it is.
    NotMedia,
}

impl Refusal {
    /// The refusal's name in the worker's messages and in the command line's output.
    #[must_use]
    pub const fn code(self) -> &'static str {
        match self {
            Self::Empty => "empty",
            Self::NotMedia => "not-media",
        }
    }
}

impl fmt::Display for Refusal {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Empty => "the file is empty",
            Self::NotMedia => "neither a picture nor a video",
        })
    }
}

impl core::error::Error for Refusal {}

/// Hashes a file that comes in portions, in one pass.
///
/// Holds the bytes of pictures only, up to [`Limits::file_bytes`]; videos pass through in constant memory.
///
/// ```
/// use hashing::{FileHasher, Medium, Note};
/// let mut hasher = FileHasher::new(None);
/// hasher.update(b"\0\0\0\x18ftypmp42\0\0\0\0isom");
/// hasher.update(b"mp42 and so on");
/// let hashes = hasher.finish()?;
/// assert_eq!(hashes.medium, Medium::Video);
/// assert_eq!(hashes.notes, [Note::ExactOnlyVideo]);
/// # Ok::<(), hashing::Refusal>(())
/// ```
#[derive(Clone, Debug)]
pub struct FileHasher {
    declared: Option<Medium>,
    limits: Limits,
    digests: DigestStream,
    /// The first [`SNIFF_BYTES`] bytes, and all bytes of a picture that may be decoded.
    held: Vec<u8>,
    /// What the first bytes announce, once there are enough of them.
    format: Option<Format>,
    total: u64,
}

impl FileHasher {
    /// A hasher that has seen no byte.
    ///
    /// `declared` is the type that the file is said to have, such as `image/jpeg`. It only matters for files whose
    /// bytes announce no known format: those are hashed exactly if said to be an image or a video, else refused.
    #[must_use]
    pub fn new(declared: Option<&str>) -> Self {
        Self::with_limits(declared, Limits::default())
    }

    /// As [`new`](Self::new), with other limits than the default ones.
    #[must_use]
    pub fn with_limits(declared: Option<&str>, limits: Limits) -> Self {
        let declared = declared.and_then(|declared| match declared.split_once('/')?.0 {
            "image" => Some(Medium::Image),
            "video" => Some(Medium::Video),
            _ => None,
        });
        Self {
            declared,
            limits,
            digests: DigestStream::new(),
            held: Vec::new(),
            format: None,
            total: 0,
        }
    }

    /// Takes the next bytes.
    pub fn update(&mut self, bytes: &[u8]) {
        self.digests.update(bytes);
        self.total = self
            .total
            .saturating_add(u64::try_from(bytes.len()).unwrap_or(u64::MAX));
        let missing = SNIFF_BYTES.saturating_sub(self.held.len());
        if missing > 0 {
            let (first, rest) = bytes.split_at(missing.min(bytes.len()));
            self.held.extend_from_slice(first);
            if self.held.len() == SNIFF_BYTES {
                self.format = sniff(&self.held);
                self.hold(rest);
            }
        } else {
            self.hold(bytes);
        }
    }

    fn hold(&mut self, bytes: &[u8]) {
        if self.total > self.limits.file_bytes {
            // Nothing will be decoded: give the memory back.
            self.held.truncate(SNIFF_BYTES);
            self.held.shrink_to_fit();
        } else if self.format.is_some_and(is_for_a_decoder) {
            self.held.extend_from_slice(bytes);
        }
    }

    /// The hashes of everything taken.
    ///
    /// # Errors
    /// [`Refusal`] if there is nothing that should be submitted.
    pub fn finish(self) -> Result<FileHashes, Refusal> {
        let mut hashes = self.without_decoding()?;
        if hashes.notes == [Note::DecoderFailed] {
            hashes.take(hash_still(&self.held, &self.limits));
            #[cfg(feature = "stills")]
            self.take_animation(&mut hashes);
        }
        Ok(hashes)
    }

    /// Of a picture that moves, more pictures than the first.
    #[cfg(feature = "stills")]
    fn take_animation(&self, hashes: &mut FileHashes) {
        let (Some(format), true) = (hashes.format, hashes.notes.contains(&Note::FirstFrame)) else {
            return;
        };
        let Some(animation) = hash_animation(&self.held, format, &self.limits) else {
            return;
        };
        hashes.pictures = animation.pictures;
        if hashes.pictures.len() > 1 && hashes.vpdq().is_some() {
            hashes.notes.retain(|note| *note != Note::FirstFrame);
            if !animation.whole {
                hashes.notes.push(Note::PartialVideo);
            }
        }
    }

    /// The dimensions that the picture announces, if it is one for another decoder than those of this crate: an AVIF
    /// file, which browsers decode, within the limits. [`finish_with_pixels`](Self::finish_with_pixels) takes what
    /// that decoder gives.
    #[must_use]
    pub fn foreign_dimensions(&self) -> Option<(u32, u32)> {
        if self.format != Some(Format::Avif) || self.total > self.limits.file_bytes {
            return None;
        }
        announced_dimensions(&self.held).filter(|dimensions| self.allows(*dimensions))
    }

    /// Whether a picture for another decoder may have so many pixels, of 4 bytes each.
    fn allows(&self, (width, height): (u32, u32)) -> bool {
        let pixels = u64::from(width) * u64::from(height);
        pixels <= self.limits.pixels && pixels.saturating_mul(4) <= self.limits.decoded_bytes
    }

    /// As [`finish`](Self::finish), with the pixels that another decoder gave, as for [`hash_rgba`].
    ///
    /// # Errors
    /// [`Refusal`] if there is nothing that should be submitted.
    pub fn finish_with_pixels(self, pixels: Vec<u8>, width: u32, height: u32) -> Result<FileHashes, Refusal> {
        let mut hashes = self.without_decoding()?;
        hashes.take(hash_rgba(pixels, width, height));
        if hashes.still.is_some() && is_sequence(&self.held) {
            hashes.notes.push(Note::FirstFrame);
        }
        Ok(hashes)
    }

    /// As [`finish`](Self::finish), where another decoder gives nothing and that note says why.
    ///
    /// # Errors
    /// [`Refusal`] if there is nothing that should be submitted.
    pub fn finish_noting(self, note: Note) -> Result<FileHashes, Refusal> {
        let mut hashes = self.without_decoding()?;
        hashes.notes = [note].into();
        Ok(hashes)
    }

    /// As [`finish`](Self::finish), for a video of which somebody else has decoded these pictures; `whole` if these are
    /// all that there are to be hashed.
    ///
    /// # Errors
    /// [`Refusal`] if there is nothing that should be submitted.
    pub fn finish_with_pictures(self, pictures: Vec<Sampled>, whole: bool) -> Result<FileHashes, Refusal> {
        let mut hashes = self.without_decoding()?;
        hashes.pictures = pictures;
        hashes.notes.clear();
        if hashes.vpdq().is_none() {
            let seen = whole || !hashes.pictures.is_empty();
            hashes
                .notes
                .push(if seen { Note::FlatVideo } else { Note::DamagedVideo });
        } else if !whole {
            hashes.notes.push(Note::PartialVideo);
        }
        Ok(hashes)
    }

    /// What [`finish`](Self::finish) would answer if the decoder failed: for whoever has to expect that decoding ends
    /// the program, as it does in a WebAssembly instance that reaches its ceiling of memory.
    ///
    /// # Errors
    /// [`Refusal`] if there is nothing that should be submitted.
    pub fn without_decoding(&self) -> Result<FileHashes, Refusal> {
        if self.total == 0 {
            return Err(Refusal::Empty);
        }
        let format = self.format.or_else(|| sniff(&self.held));
        let medium = format
            .map(Format::medium)
            .or(self.declared)
            .ok_or(Refusal::NotMedia)?;
        let note = match format {
            None => Note::ExactOnlyUnknown,
            Some(_) if medium == Medium::Video => Note::ExactOnlyVideo,
            Some(format) if !is_for_a_decoder(format) => Note::ExactOnlyFormat,
            Some(_) if self.total > self.limits.file_bytes => Note::TooManyBytes,
            Some(Format::Avif) => match announced_dimensions(&self.held) {
                Some(dimensions) if !self.allows(dimensions) => Note::TooManyPixels,
                _ => Note::ExactOnlyFormat,
            },
            Some(_) => Note::DecoderFailed,
        };
        let digests = self.digests.clone().finish();
        Ok(FileHashes {
            medium,
            format,
            digests,
            still: None,
            pictures: Vec::new(),
            notes: [note].into(),
        })
    }
}

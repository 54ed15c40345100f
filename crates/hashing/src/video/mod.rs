//! The pictures of a video file, compressed as they are: demuxing for somebody else's decoder, and hashing what that
//! gives back.
//!
//! Reads MP4, QuickTime, Matroska and WebM in pieces, wherever their index stands, and never holds more than the index
//! and one picture. The browser's worker hands the compressed pictures to the browser's decoder; see `hash-worker`.

#[cfg(feature = "video")]
mod avc;
#[cfg(feature = "video")]
mod codec;
mod luma;
#[cfg(feature = "video")]
mod matroska;
#[cfg(feature = "video")]
mod mp4;
#[cfg(feature = "video")]
mod window;

pub use luma::Luma;

use crate::file::Note;
use crate::pdq::{Orientation, Pixels, RowsError};
use crate::vpdq::{Sample, Sampled, Sampler};
use crate::{SNIFF_BYTES, sniff};
#[cfg(feature = "video")]
use alloc::boxed::Box;
use alloc::string::String;
use alloc::vec;
use alloc::vec::Vec;
use core::fmt;
use std::io::{Read, Seek, SeekFrom};

/// What a decoder has to know before the first picture, in the words of WebCodecs.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Codec {
    /// Which one, such as `avc1.64001f` (RFC 6381).
    pub name: String,
    /// What the container says about it (`avcC`, `hvcC`, `av1C`), where the codec has that apart from its pictures.
    pub description: Option<Vec<u8>>,
}

/// A compressed picture.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Chunk {
    /// When it is shown, in microseconds; below 0 if it is not shown, and only others are decoded with it.
    pub time_us: i64,
    /// Whether it can be decoded without the ones before.
    pub key: bool,
    /// The compressed bytes.
    pub bytes: Vec<u8>,
}

/// Why there are no pictures to be had from a video file.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum VideoError {
    /// A container that is not taken apart here, or a codec that it has no name for.
    Unsupported,
    /// There are only other things in it, such as sound.
    NoVideoTrack,
    /// The pictures are encrypted.
    Encrypted,
    /// More pictures than can be listed safely.
    TooManyFrames,
    /// The file is not what it announces, or ends before its index.
    Damaged,
}

impl VideoError {
    /// What the file's owner should be told.
    #[must_use]
    pub const fn note(self) -> Note {
        match self {
            Self::Unsupported => Note::NoVideoDecoder,
            Self::NoVideoTrack => Note::NoVideoTrack,
            Self::Encrypted => Note::EncryptedVideo,
            Self::TooManyFrames => Note::LongVideo,
            Self::Damaged => Note::DamagedVideo,
        }
    }
}

impl fmt::Display for VideoError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Unsupported => "no video that can be read here",
            Self::NoVideoTrack => "there is no video in the file",
            Self::Encrypted => "the video is encrypted",
            Self::TooManyFrames => "the video has too many pictures",
            Self::Damaged => "the video is damaged",
        })
    }
}

impl core::error::Error for VideoError {}

/// A video's first track of pictures, taken apart, and the hashes of what was decoded of it.
///
/// Ask for [`next_chunk`](Self::next_chunk) and decode it; tell [`next_picture`](Self::next_picture) of each decoded
/// picture, in the order in which they are shown; and where it says so, give the picture's pixels.
pub struct Video<R: Read + Seek> {
    container: Container<R>,
    track: Track,
    sampler: Sampler,
    /// The picture whose pixels are due.
    due: Option<Sample>,
    pictures: Vec<Sampled>,
}

/// What the container says about a track.
struct Track {
    codec: Codec,
    /// How the pictures have to be laid to stand upright.
    orientation: Orientation,
    /// Pictures a second, on average.
    rate: f64,
    /// How many there are, if the container says so.
    count: Option<u64>,
    /// From this time on, in microseconds, nothing is shown: whoever cut the video left the rest in the file.
    end_us: Option<i64>,
}

enum Container<R: Read + Seek> {
    #[cfg(feature = "video")]
    Mp4(mp4::Mp4<R>),
    #[cfg(feature = "video")]
    Matroska(Box<matroska::Matroska<R>>),
    /// No container is taken apart in this build.
    #[cfg(not(feature = "video"))]
    #[expect(dead_code, reason = "there is none to be made")]
    None(core::convert::Infallible, core::marker::PhantomData<R>),
}

impl<R: Read + Seek> Video<R> {
    /// Looks for the pictures of a video file of this many bytes.
    ///
    /// # Errors
    /// [`VideoError`] where there are none to be had.
    pub fn open(mut source: R, size: u64) -> Result<Self, VideoError> {
        let mut first = vec![0; usize::try_from(size).map_or(SNIFF_BYTES, |size| size.min(SNIFF_BYTES))];
        source
            .read_exact(&mut first)
            .and_then(|()| source.seek(SeekFrom::Start(0)))
            .map_err(|_| VideoError::Damaged)?;
        let (container, track) = open(sniff(&first).ok_or(VideoError::Unsupported)?, source, size)?;
        Ok(Self {
            container,
            sampler: Sampler::new(track.rate),
            track,
            due: None,
            pictures: Vec::new(),
        })
    }

    /// What the decoder has to know.
    #[must_use]
    pub const fn codec(&self) -> &Codec {
        &self.track.codec
    }

    /// How many pictures there are, if the container says so.
    #[must_use]
    pub const fn count(&self) -> Option<u64> {
        self.track.count
    }

    /// The next compressed picture in the order of decoding; `None` after the last.
    ///
    /// # Errors
    /// [`VideoError::Damaged`] if the file ends before it, or is no longer what its index says.
    pub fn next_chunk(&mut self) -> Result<Option<Chunk>, VideoError> {
        match &mut self.container {
            #[cfg(feature = "video")]
            Container::Mp4(mp4) => mp4.next_chunk(),
            #[cfg(feature = "video")]
            Container::Matroska(matroska) => matroska.next_chunk(),
            #[cfg(not(feature = "video"))]
            Container::None(never, _) => match *never {},
        }
    }

    /// How the pictures have to be laid to stand upright, as the container says. Those whose pixels are given here are.
    #[must_use]
    pub const fn orientation(&self) -> Orientation {
        self.track.orientation
    }

    /// Counts a decoded picture of that time if it is shown, and says whether its pixels are wanted.
    pub fn next_picture(&mut self, time_us: i64) -> bool {
        let shown = time_us >= 0 && self.track.end_us.is_none_or(|end| time_us < end);
        self.due = if shown { self.sampler.next_picture() } else { None };
        self.due.is_some()
    }

    /// Takes the brightness of the picture that is due.
    ///
    /// # Errors
    /// [`RowsError`] if there are not as many bytes as that needs.
    pub fn add_luma(&mut self, luma: &Luma<'_>) -> Result<(), RowsError> {
        let grey = luma.to_full_range()?;
        self.add(Pixels::grey(&grey, luma.width, luma.height)?)
    }

    /// Takes the colours of the picture that is due: 4 bytes a pixel (red, green, blue, and one that is ignored).
    ///
    /// # Errors
    /// [`RowsError`] if there are not as many bytes as that needs.
    pub fn add_rgba(&mut self, pixels: &[u8], width: usize, height: usize) -> Result<(), RowsError> {
        let (pixels, rest) = pixels.as_chunks::<4>();
        if !rest.is_empty() {
            return Err(RowsError::Partial);
        }
        let rgb: Vec<u8> = pixels
            .iter()
            .flat_map(|[red, green, blue, _]| [*red, *green, *blue])
            .collect();
        self.add(Pixels::rgb(&rgb, width, height)?)
    }

    fn add(&mut self, pixels: Pixels<'_>) -> Result<(), RowsError> {
        if let Some(sample) = self.due.take() {
            let hashed = pixels.hash(self.track.orientation)?;
            self.pictures.push(Sampled { sample, hashed });
        }
        Ok(())
    }

    /// The hashes of all pictures that were given.
    #[must_use]
    pub fn into_pictures(self) -> Vec<Sampled> {
        self.pictures
    }
}

#[cfg(feature = "video")]
fn open<R: Read + Seek>(
    format: crate::Format,
    source: R,
    size: u64,
) -> Result<(Container<R>, Track), VideoError> {
    use crate::Format;
    match format {
        Format::Mp4 | Format::QuickTime => {
            mp4::Mp4::open(source, size).map(|(mp4, track)| (Container::Mp4(mp4), track))
        }
        Format::Matroska => matroska::Matroska::open(source, size)
            .map(|(matroska, track)| (Container::Matroska(Box::new(matroska)), track)),
        _ => Err(VideoError::Unsupported),
    }
}

#[cfg(not(feature = "video"))]
fn open<R: Read + Seek>(_: crate::Format, _: R, _: u64) -> Result<(Container<R>, Track), VideoError> {
    Err(VideoError::Unsupported)
}

impl<R: Read + Seek> fmt::Debug for Video<R> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Video")
            .field("codec", &self.track.codec.name)
            .field("orientation", &self.track.orientation)
            .field("rate", &self.track.rate)
            .finish_non_exhaustive()
    }
}

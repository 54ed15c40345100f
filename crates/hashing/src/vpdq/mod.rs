//! vPDQ: a video as the PDQ hashes of a picture each second, in no order that matters for matching.
//!
//! Meta's algorithm: of all decoded pictures every n-th is hashed at its full size, n being the whole number of
//! pictures a second; two videos are compared by how many of the one's pictures are near one of the other's. Source:
//! the reference in `facebook/ThreatExchange`, folder `vpdq` (BSD-3-Clause).
//!
//! [`Sampler`] says which pictures to hash, [`Vpdq`] is what is kept of them, [`Vpdq::compare`] matches.

mod matching;
mod sampling;

pub use matching::{Comparison, Share};
pub use sampling::{Sample, Sampled, Sampler};

use crate::{Pdq, Quality};
use alloc::collections::BTreeSet;
use alloc::vec::Vec;
use core::fmt;

/// A hashed picture of a video.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Frame {
    /// Its whole second in the video; the last one that fits for anything beyond 18 hours.
    pub seconds: u16,
    /// How far the hash can be trusted.
    pub quality: Quality,
    /// The hash.
    pub pdq: Pdq,
}

/// The pictures of a video that can be matched by: each of usable quality, each hash once, in the order of their time.
///
/// As bytes, [`FRAME_BYTES`](Self::FRAME_BYTES) a picture: its second (2 bytes, the more significant first), its
/// quality (1), its PDQ (32). That is all that the reference's matching looks at, and half of what its text takes.
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Vpdq(Vec<u8>);

/// Bytes that are no [`Vpdq`].
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum InvalidVpdq {
    /// No picture, half a picture, or more than [`Vpdq::MOST_FRAMES`].
    Length,
    /// A quality that is below [`Quality::USABLE`] or above 100.
    Quality,
    /// A picture before an earlier one.
    Order,
    /// The same hash twice.
    Twice,
}

impl fmt::Display for InvalidVpdq {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Length => "a vpdq is 1 to 600 pictures of 35 bytes each",
            Self::Quality => "the quality of each picture of a vpdq is 50 to 100",
            Self::Order => "the pictures of a vpdq stand in the order of their time",
            Self::Twice => "no picture of a vpdq has the hash of another",
        })
    }
}

impl core::error::Error for InvalidVpdq {}

impl Vpdq {
    /// How many bytes a picture takes.
    pub const FRAME_BYTES: usize = 35;
    /// The most pictures that are kept of a video: ten minutes' worth. Of a longer one as many, spread evenly.
    pub const MOST_FRAMES: usize = 600;

    /// What is kept of these pictures of a video: those of usable quality, of equal ones the first, and if there are
    /// more than [`MOST_FRAMES`](Self::MOST_FRAMES), that many spread evenly. `None` if nothing is left.
    #[must_use]
    pub fn of(frames: impl IntoIterator<Item = Frame>) -> Option<Self> {
        let mut known = BTreeSet::new();
        let mut usable: Vec<Frame> = frames
            .into_iter()
            .filter(|frame| frame.quality >= Quality::USABLE && known.insert(frame.pdq))
            .collect();
        usable.sort_by_key(|frame| frame.seconds);
        let kept = usable.len().min(Self::MOST_FRAMES);
        let spread = (0..kept).map(|place| &usable[place * usable.len() / kept]);
        let bytes: Vec<u8> = spread.flat_map(Frame::bytes).collect();
        (kept > 0).then_some(Self(bytes))
    }

    /// Reads the form of [`as_bytes`](Self::as_bytes).
    ///
    /// # Errors
    /// [`InvalidVpdq`] for anything that [`of`](Self::of) would not make.
    pub fn from_bytes(bytes: Vec<u8>) -> Result<Self, InvalidVpdq> {
        let count = bytes.len() / Self::FRAME_BYTES;
        if !bytes.len().is_multiple_of(Self::FRAME_BYTES) || !(1..=Self::MOST_FRAMES).contains(&count) {
            return Err(InvalidVpdq::Length);
        }
        let good = Quality::USABLE.get()..=100;
        if bytes
            .as_chunks()
            .0
            .iter()
            .any(|[_, _, quality, ..]: &[u8; Self::FRAME_BYTES]| !good.contains(quality))
        {
            return Err(InvalidVpdq::Quality);
        }
        let vpdq = Self(bytes);
        if !vpdq.frames().is_sorted_by_key(|frame| frame.seconds) {
            return Err(InvalidVpdq::Order);
        }
        let mut known = BTreeSet::new();
        if !vpdq.frames().all(|frame| known.insert(frame.pdq)) {
            return Err(InvalidVpdq::Twice);
        }
        Ok(vpdq)
    }

    /// The bytes, as the type describes them.
    #[must_use]
    pub fn as_bytes(&self) -> &[u8] {
        &self.0
    }

    /// The pictures.
    pub fn frames(&self) -> impl ExactSizeIterator<Item = Frame> {
        self.0
            .as_chunks::<{ Self::FRAME_BYTES }>()
            .0
            .iter()
            .map(Frame::read)
    }
}

impl fmt::Display for Vpdq {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.iter().try_for_each(|byte| write!(f, "{byte:02x}"))
    }
}

impl fmt::Debug for Vpdq {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Vpdq({self})")
    }
}

impl Frame {
    fn bytes(&self) -> [u8; Vpdq::FRAME_BYTES] {
        let mut bytes = [0; Vpdq::FRAME_BYTES];
        let [high, low] = self.seconds.to_be_bytes();
        bytes[..3].copy_from_slice(&[high, low, self.quality.get()]);
        bytes[3..].copy_from_slice(self.pdq.as_bytes());
        bytes
    }

    fn read(bytes: &[u8; Vpdq::FRAME_BYTES]) -> Self {
        let [high, low, quality, pdq @ ..] = bytes;
        Self {
            seconds: u16::from_be_bytes([*high, *low]),
            quality: Quality::saturating(u32::from(*quality)),
            pdq: Pdq::from_bytes(*pdq),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn frame(seconds: u16, quality: u8, mark: u8) -> Frame {
        Frame {
            seconds,
            quality: Quality::new(quality).unwrap(),
            pdq: Pdq::from_bytes([mark; 32]),
        }
    }

    fn numbered(number: u16) -> Frame {
        let mut pdq = [0; 32];
        pdq[..2].copy_from_slice(&number.to_be_bytes());
        Frame {
            seconds: number,
            quality: Quality::USABLE,
            pdq: Pdq::from_bytes(pdq),
        }
    }

    #[test]
    fn what_says_nothing_and_what_was_there_is_left_out() {
        let kept = Vpdq::of([
            frame(0, 49, 1),
            frame(1, 50, 2),
            frame(2, 90, 3),
            frame(3, 100, 2),
        ])
        .unwrap();
        assert!(kept.frames().eq([frame(1, 50, 2), frame(2, 90, 3)]));
        assert_eq!(Vpdq::of([frame(0, 49, 1)]), None);
        assert_eq!(Vpdq::of([]), None);
    }

    #[test]
    fn the_bytes_of_a_picture_are_second_quality_and_hash() {
        let kept = Vpdq::of([frame(0x0102, 0x50, 7)]).unwrap();
        assert_eq!(kept.as_bytes()[..4], [1, 2, 0x50, 7]);
        assert_eq!(kept.as_bytes().len(), Vpdq::FRAME_BYTES);
        assert_eq!(Vpdq::from_bytes(kept.as_bytes().to_vec()), Ok(kept));
    }

    #[test]
    fn a_long_video_keeps_as_many_pictures_as_one_of_ten_minutes() {
        let long = Vpdq::of((0..36_000).map(numbered)).unwrap();
        assert_eq!(long.frames().len(), Vpdq::MOST_FRAMES);
        let seconds: Vec<u16> = long.frames().map(|frame| frame.seconds).collect();
        assert!(seconds.windows(2).all(|pair| pair[1] - pair[0] == 60));
        let whole = Vpdq::of((0..600).map(numbered)).unwrap();
        assert!(whole.frames().eq((0..600).map(numbered)));
    }

    #[test]
    fn bytes_that_no_video_gives_are_refused() {
        let bytes = |frames: &[Frame]| frames.iter().flat_map(Frame::bytes).collect::<Vec<u8>>();
        let read = |frames: &[Frame]| Vpdq::from_bytes(bytes(frames));
        assert_eq!(read(&[]), Err(InvalidVpdq::Length));
        assert_eq!(Vpdq::from_bytes([0; 36].to_vec()), Err(InvalidVpdq::Length));
        let many: Vec<Frame> = (0..601).map(numbered).collect();
        assert_eq!(read(&many), Err(InvalidVpdq::Length));
        assert_eq!(read(&[frame(0, 49, 1)]), Err(InvalidVpdq::Quality));
        assert_eq!(read(&[frame(1, 60, 1), frame(0, 60, 2)]), Err(InvalidVpdq::Order));
        assert_eq!(read(&[frame(0, 60, 1), frame(1, 60, 1)]), Err(InvalidVpdq::Twice));
        let mut loud = bytes(&[frame(0, 60, 1)]);
        loud[2] = 101;
        assert_eq!(Vpdq::from_bytes(loud), Err(InvalidVpdq::Quality));
    }
}

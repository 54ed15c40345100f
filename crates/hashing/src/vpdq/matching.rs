//! Whether two videos are of the same pictures.

use super::Vpdq;
use crate::Pdq;
use alloc::vec::Vec;

/// How many of a video's pictures are near one of another's.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Share {
    /// So many are.
    pub matched: usize,
    /// Of so many.
    pub of: usize,
}

impl Share {
    fn new(these: &[Pdq], those: &[Pdq]) -> Self {
        let near = |one: &&Pdq| {
            those
                .iter()
                .any(|other| one.distance(other) <= Pdq::MATCH_DISTANCE)
        };
        Self {
            matched: these.iter().filter(near).count(),
            of: these.len(),
        }
    }

    /// Whether the share is at least this many of a hundred.
    #[must_use]
    pub const fn is_at_least(self, percent: usize) -> bool {
        self.of > 0 && self.matched * 100 >= self.of * percent
    }
}

/// What two videos have in common.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Comparison {
    /// Of the video that was looked for: large where it is part of the other one, or all of it.
    pub query: Share,
    /// Of the video that it was compared with: large where all of that one is in the first.
    pub compared: Share,
}

impl Comparison {
    /// The least share of the query's pictures, of a hundred, at which the reference's clients call it a match.
    pub const QUERY_PERCENT: usize = 80;

    /// Whether the query is a copy of the compared video or of part of it, by the measure of the reference's clients:
    /// [`QUERY_PERCENT`](Self::QUERY_PERCENT) of the query, any share of the compared.
    #[must_use]
    pub const fn is_match(&self) -> bool {
        self.query.is_at_least(Self::QUERY_PERCENT)
    }
}

impl Vpdq {
    /// Counts the pictures of each video that are near one of the other's, at most [`Pdq::MATCH_DISTANCE`] bits away.
    /// Takes as many steps as the products of the two numbers of pictures.
    ///
    /// ```
    /// use hashing::{Pdq, Quality};
    /// use hashing::vpdq::{Frame, Vpdq};
    /// let frame = |seconds, mark| Frame { seconds, quality: Quality::USABLE, pdq: Pdq::from_bytes([mark; 32]) };
    /// let whole = Vpdq::of([frame(0, 0x00), frame(1, 0x0f), frame(2, 0xf0)]).unwrap();
    /// let clip = Vpdq::of([frame(0, 0x0f)]).unwrap();
    /// assert!(clip.compare(&whole).is_match());
    /// assert!(!whole.compare(&clip).is_match());
    /// ```
    #[must_use]
    pub fn compare(&self, compared: &Self) -> Comparison {
        let hashes = |video: &Self| video.frames().map(|frame| frame.pdq).collect::<Vec<_>>();
        let (query, compared) = (hashes(self), hashes(compared));
        Comparison {
            query: Share::new(&query, &compared),
            compared: Share::new(&compared, &query),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::super::Frame;
    use super::*;
    use crate::Quality;

    /// A video of pictures that are far from each other, each `flipped` bits away from the same without.
    fn video(marks: core::ops::Range<u8>, flipped: usize) -> Vpdq {
        let frame = |mark: u8| {
            let mut pdq = [mark.wrapping_mul(0x3b); 32];
            pdq[..16].fill(mark);
            (0..flipped).for_each(|bit| pdq[31 - bit / 8] ^= 1 << (bit % 8));
            Frame {
                seconds: mark.into(),
                quality: Quality::USABLE,
                pdq: Pdq::from_bytes(pdq),
            }
        };
        Vpdq::of(marks.map(frame)).unwrap()
    }

    #[test]
    fn a_copy_matches_up_to_the_distance_of_pdq() {
        let original = video(1..11, 0);
        assert!(video(1..11, 31).compare(&original).is_match());
        assert!(!video(1..11, 32).compare(&original).is_match());
    }

    #[test]
    fn a_clip_matches_what_it_was_cut_from() {
        let comparison = video(4..8, 3).compare(&video(0..20, 0));
        assert_eq!(comparison.query, Share { matched: 4, of: 4 });
        assert_eq!(comparison.compared, Share { matched: 4, of: 20 });
        assert!(comparison.is_match());
    }

    #[test]
    fn four_of_five_pictures_are_enough_and_three_are_not() {
        let listed = video(0..4, 0);
        assert!(video(0..5, 0).compare(&listed).is_match());
        assert!(!video(0..6, 0).compare(&listed).is_match());
    }

    #[test]
    fn other_videos_do_not_match() {
        assert_eq!(video(0..10, 0).compare(&video(10..20, 0)).query.matched, 0);
    }
}

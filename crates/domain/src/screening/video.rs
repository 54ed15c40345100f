//! When two videos are held to be of the same pictures.

use hashing::{
    Pdq, Vpdq,
    vpdq::{Comparison, Share},
};

use super::{SAME_PICTURE, SAYS_LITTLE};

/// So many of a video's pictures are looked for among others, spread over all of it.
pub const PROBES: usize = 30;
/// Fewer of a hundred of a video's pictures than this are hardly any. Of one file our programs take the same pictures; others may
/// take some a moment earlier or later, or decode them a little differently, but most stay near.
pub const HARDLY_ANY_PERCENT: usize = 10;
/// What is a copy of a video in its greater part has at least this many of a hundred of its pictures. A trailer that many
/// videos begin with makes none of them a copy of the other.
pub const GREATER_PART_PERCENT: usize = 40;

/// If the one video is a copy of the other or of a part of it, the distance of the nearest pictures among those that
/// were looked for.
pub(super) fn copied(query: &Vpdq, compared: &Vpdq) -> Option<u32> {
    matched(query, nearest_in(&pictures_of(compared)))
}

/// How far away the nearest of these pictures is.
fn nearest_in(pictures: &[Pdq]) -> impl Fn(&Pdq) -> Option<u32> {
    |pdq| pictures.iter().map(|other| pdq.distance(other)).min()
}

/// Whether two hashes that are said to be of one file are of different videos: hardly any picture of either is near one of the
/// other ([`HARDLY_ANY_PERCENT`]). Where all of one is in the other, as where a program stopped early, they are not.
pub fn is_another_video(one: &Vpdq, other: &Vpdq) -> bool {
    let has_some_of = |query: &[Pdq], compared: &[Pdq]| {
        let (_, share) = probed(query, nearest_in(compared));
        share.is_at_least(HARDLY_ANY_PERCENT)
    };
    let (own, others) = (pictures_of(one), pictures_of(other));
    one != other && !has_some_of(&own, &others) && !has_some_of(&others, &own)
}

/// How far away the nearest picture is, if `nearest` finds one within [`SAME_PICTURE`] of enough of a video's pictures
/// to call it a copy ([`Comparison::QUERY_PERCENT`]). Looks for [`PROBES`] of them, spread evenly: a submission
/// can hold thousands.
pub fn matched(video: &Vpdq, nearest: impl Fn(&Pdq) -> Option<u32>) -> Option<u32> {
    let (distance, share) = probed(&pictures_of(video), nearest);
    distance.filter(|_| share.is_at_least(Comparison::QUERY_PERCENT))
}

/// How far away the nearest picture is that `nearest` finds within [`SAME_PICTURE`] of one of these, and of how many of
/// those that were looked for it finds any.
fn probed(pictures: &[Pdq], nearest: impl Fn(&Pdq) -> Option<u32>) -> (Option<u32>, Share) {
    let near: Vec<u32> = spread(pictures, PROBES)
        .filter_map(|pdq| nearest(&pdq))
        .filter(|distance| *distance <= SAME_PICTURE)
        .collect();
    let share = Share {
        matched: near.len(),
        of: pictures.len().min(PROBES),
    };
    (near.into_iter().min(), share)
}

/// Every picture of a video.
fn pictures_of(video: &Vpdq) -> Vec<Pdq> {
    video.frames().map(|frame| frame.pdq).collect()
}

/// At most so many of these, from all over them.
fn spread(pictures: &[Pdq], most: usize) -> impl Iterator<Item = Pdq> {
    let wanted = pictures.len().min(most);
    (0..wanted).map(move |place| pictures[place * pictures.len() / wanted])
}

/// What tells a video from others: its pictures without those that say little.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Scenes {
    /// Every one of them, in the order of their time.
    pictures: Vec<Pdq>,
    /// Of those within [`SAME_PICTURE`] of one another only the first: what stands still for long says no more for that.
    distinct: Vec<Pdq>,
}

impl Scenes {
    /// So many of a video's pictures are enough to come upon it by.
    pub const KEPT: usize = 8;

    /// The scenes of a video. `None` where most of its pictures say little ([`SAYS_LITTLE`]): black, or a card with a title.
    pub fn of(video: &Vpdq) -> Option<Self> {
        let all = video.frames().len();
        let pictures = video.frames().map(|frame| frame.pdq);
        let pictures: Vec<Pdq> = pictures
            .filter(|pdq| pdq.least_transitions() >= SAYS_LITTLE)
            .collect();
        if pictures.len() * 2 < all {
            return None;
        }
        let mut distinct: Vec<Pdq> = Vec::new();
        for pdq in &pictures {
            if !distinct.iter().any(|other| pdq.distance(other) <= SAME_PICTURE) {
                distinct.push(*pdq);
            }
        }
        Some(Self { pictures, distinct })
    }

    /// At most [`Self::KEPT`] pictures from all over the video, by which others come upon it. Of a video that is cut to its
    /// greater part some are left.
    pub fn kept(&self) -> impl Iterator<Item = Pdq> {
        spread(&self.distinct, Self::KEPT)
    }

    /// At most so many pictures from all over the video, to look for among what is [kept](Self::kept) of others.
    pub fn sought(&self, most: usize) -> impl Iterator<Item = Pdq> {
        spread(&self.distinct, most)
    }

    /// If the one is a copy of the other or of its greater part, whichever is the longer, the distance of the nearest pictures
    /// among those that were looked for: four in five of the one's scenes ([`Comparison::QUERY_PERCENT`]) and at least
    /// [`GREATER_PART_PERCENT`] of the other's are in the other.
    pub fn distance(&self, other: &Self) -> Option<u32> {
        let (there, own) = probed(&self.distinct, nearest_in(&other.pictures));
        let (back, others) = probed(&other.distinct, nearest_in(&self.pictures));
        let is_copy = |one: Share, other: Share| {
            one.is_at_least(Comparison::QUERY_PERCENT) && other.is_at_least(GREATER_PART_PERCENT)
        };
        let nearest = there.into_iter().chain(back).min();
        nearest.filter(|_| is_copy(own, others) || is_copy(others, own))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use hashing::{Quality, vpdq::Frame};

    fn video(pictures: impl IntoIterator<Item = [u8; 32]>) -> Vpdq {
        let frames = (0..).zip(pictures).map(|(seconds, pdq)| Frame {
            seconds,
            quality: Quality::new(90).unwrap(),
            pdq: Pdq::from_bytes(pdq),
        });
        Vpdq::of(frames).unwrap()
    }

    #[test]
    fn two_hashes_of_one_file_are_of_different_videos_where_hardly_any_picture_is_near() {
        let of = |marks: std::ops::Range<u8>| video(marks.map(|mark| [mark; 32]));
        let both_ways = |one: &Vpdq, other: &Vpdq| {
            let another = is_another_video(one, other);
            assert_eq!(is_another_video(other, one), another);
            another
        };
        let whole = of(0..20);
        assert!(!both_ways(&whole, &whole));
        assert!(!both_ways(&whole, &of(18..38)), "two of twenty are near");
        assert!(both_ways(&whole, &of(19..39)), "one of twenty is");
        assert!(!both_ways(&whole, &of(0..1)), "all of the shorter one is near");
    }

    #[test]
    fn of_a_long_video_pictures_from_all_over_it_are_looked_for() {
        let frame = |number: u16| {
            let mut pdq = [0x5a; 32];
            pdq[..2].copy_from_slice(&number.to_be_bytes());
            pdq
        };
        let long = video((0..600).map(frame));
        let second = |pdq: &Pdq| u16::from_be_bytes(*pdq.as_bytes().first_chunk().unwrap());
        let asked = std::cell::RefCell::new(Vec::new());
        let none = matched(&long, |pdq| {
            asked.borrow_mut().push(second(pdq));
            None
        });
        assert_eq!(none, None);
        let expected: Vec<u16> = (0..600).step_by(20).collect();
        assert_eq!(asked.into_inner(), expected);
        let beginning = |end| matched(&long, |pdq| (second(pdq) < end).then_some(7));
        assert_eq!(beginning(480), Some(7), "24 of 30");
        assert_eq!(beginning(460), None, "23 of 30");
        assert_eq!(matched(&long, |_| Some(SAME_PICTURE + 1)), None);
    }

    /// A picture that says something, and is far from that of any other number.
    fn scene(number: u32) -> [u8; 32] {
        let mut state = number + 1;
        let mut pdq = [0; 32];
        for pair in pdq.chunks_exact_mut(2) {
            state = state.wrapping_mul(1_664_525).wrapping_add(1_013_904_223);
            let byte = state.to_be_bytes()[0];
            pair.copy_from_slice(&[byte, !byte]);
        }
        pdq
    }

    /// The same with so many other bits.
    fn moved(mut pdq: [u8; 32], bits: usize) -> [u8; 32] {
        for bit in 0..bits {
            pdq[bit % 32] ^= 1 << (bit / 32);
        }
        pdq
    }

    fn scenes(pictures: impl IntoIterator<Item = [u8; 32]>) -> Scenes {
        Scenes::of(&video(pictures)).unwrap()
    }

    /// The same both ways.
    fn between(one: &Scenes, other: &Scenes) -> Option<u32> {
        let distance = one.distance(other);
        assert_eq!(other.distance(one), distance);
        distance
    }

    #[test]
    fn a_video_is_near_its_copies_and_near_what_was_cut_from_it_if_that_is_much_of_it() {
        let whole = scenes((0..20).map(scene));
        assert_eq!(
            between(&whole, &scenes((0..20).map(|n| moved(scene(n), 31)))),
            Some(31)
        );
        assert_eq!(
            between(&whole, &scenes((0..20).map(|n| moved(scene(n), 32)))),
            None
        );
        assert_eq!(between(&whole, &scenes((6..14).map(scene))), Some(0), "8 of 20");
        assert_eq!(between(&whole, &scenes((6..13).map(scene))), None, "7 of 20");
        assert_eq!(between(&whole, &scenes((4..24).map(scene))), Some(0), "16 of 20");
        assert_eq!(between(&whole, &scenes((5..25).map(scene))), None, "15 of 20");
    }

    #[test]
    fn what_stands_still_in_both_makes_two_videos_no_copies() {
        // Eight seconds of a title with a little noise, and two of something else.
        let titled = |other: u32| {
            let title = (0..8).map(|bits| moved(scene(0), bits));
            scenes(title.chain([scene(other), scene(other + 1)]))
        };
        assert_eq!(between(&titled(1), &titled(3)), None);
        assert_eq!(between(&titled(1), &titled(1)), Some(0));
    }

    #[test]
    fn plain_pictures_tell_no_video() {
        let plain = |place: usize| {
            let mut pdq = [0; 32];
            pdq[16..].fill(0xff);
            pdq[place] = 1;
            pdq
        };
        let mixed = |plains: usize, number: u32| video((0..plains).map(plain).chain([scene(number)]));
        assert_eq!(Scenes::of(&mixed(2, 1)), None, "two of three say little");
        let [one, other] = [1, 2].map(|number| Scenes::of(&mixed(1, number)).unwrap());
        assert!(one.kept().eq([Pdq::from_bytes(scene(1))]));
        assert_eq!(between(&one, &other), None);
    }

    #[test]
    fn of_what_is_kept_of_a_video_some_is_left_in_its_greater_part() {
        for length in 1..100 {
            let whole = scenes((0..length).map(scene));
            assert_eq!(whole.kept().count(), Scenes::KEPT.min(whole.distinct.len()));
            let part = (length * 2 / 5).max(1);
            for start in 0..=length - part {
                let cut = start..start + part;
                let cut: Vec<Pdq> = cut.map(|number| Pdq::from_bytes(scene(number))).collect();
                assert!(whole.kept().any(|pdq| cut.contains(&pdq)), "{start} of {length}");
            }
        }
    }
}

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
/// Of a video at least so many of a hundred scenes are in what is a part of it, and no less: what many videos begin with makes none
/// of them a part of another.
pub const PART_PERCENT: usize = 40;

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

/// How like two videos are.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Likeness {
    /// The distance of the nearest pictures among those that were looked for, 0 to [`SAME_PICTURE`].
    pub distance: u32,
    /// Whether each is in the other. Otherwise one of them is part of the other, which shows something else too.
    pub whole: bool,
}

/// What tells a video from others.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Scenes {
    /// Its pictures in the order of their time, without those that say little.
    pictures: Vec<Pdq>,
    /// Of these the scenes: pictures that are more than [`SAME_PICTURE`] from one another. What stands still for long says no
    /// more for that.
    scenes: Vec<Pdq>,
}

impl Scenes {
    /// So many scenes of each video are kept where others come upon it.
    pub const KEPT: usize = 8;

    /// The scenes of a video. `None` where most of its pictures say little ([`SAYS_LITTLE`]): a black
    /// screen, or a card with a title.
    pub fn of(video: &Vpdq) -> Option<Self> {
        let all = video.frames().len();
        let pictures = video.frames().map(|frame| frame.pdq);
        let pictures: Vec<Pdq> = pictures
            .filter(|pdq| pdq.least_transitions() >= SAYS_LITTLE)
            .collect();
        if pictures.len() * 2 < all {
            return None;
        }
        let mut scenes: Vec<Pdq> = Vec::new();
        for pdq in &pictures {
            if !scenes.iter().any(|other| pdq.distance(other) <= SAME_PICTURE) {
                scenes.push(*pdq);
            }
        }
        Some(Self { pictures, scenes })
    }

    /// How many there are.
    pub const fn count(&self) -> usize {
        self.scenes.len()
    }

    /// At most so many of them, from all over the video.
    pub fn some(&self, most: usize) -> impl Iterator<Item = Pdq> {
        spread(&self.scenes, most)
    }

    /// Those by which others come upon this video: at most [`Self::KEPT`]. In a part of it ([`PART_PERCENT`]) some are left.
    pub fn kept(&self) -> impl Iterator<Item = Pdq> {
        self.some(Self::KEPT)
    }

    /// How like another video is, if one of the two is in the other ([`Comparison::QUERY_PERCENT`] of its scenes are near one
    /// of the other's pictures) and is no less than a part of it ([`PART_PERCENT`]).
    pub fn likeness(&self, other: &Self) -> Option<Likeness> {
        let (there, own) = probed(&self.scenes, nearest_in(&other.pictures));
        let (back, others) = probed(&other.scenes, nearest_in(&self.pictures));
        let is_in = |share: Share| share.is_at_least(Comparison::QUERY_PERCENT);
        let is_part = |share: Share| share.is_at_least(PART_PERCENT);
        if !(is_in(own) && is_part(others) || is_in(others) && is_part(own)) {
            return None;
        }
        Some(Likeness {
            distance: there.into_iter().chain(back).min()?,
            whole: is_in(own) && is_in(others),
        })
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
    fn between(one: &Scenes, other: &Scenes) -> Option<Likeness> {
        let likeness = one.likeness(other);
        assert_eq!(other.likeness(one), likeness);
        likeness
    }

    const fn whole(distance: u32) -> Option<Likeness> {
        Some(Likeness {
            distance,
            whole: true,
        })
    }

    const PART: Option<Likeness> = Some(Likeness {
        distance: 0,
        whole: false,
    });

    #[test]
    fn a_copy_made_anew_is_like_the_whole_video_up_to_the_distance_of_one_picture() {
        let original = scenes((0..20).map(scene));
        let anew = |bits| scenes((0..20).map(move |number| moved(scene(number), bits)));
        assert_eq!(between(&original, &anew(31)), whole(31));
        assert_eq!(between(&original, &anew(32)), None);
        // A few others between them make it no other video.
        assert_eq!(
            between(&original, &scenes((4..24).map(scene))),
            whole(0),
            "16 of 20"
        );
        assert_eq!(between(&original, &scenes((5..25).map(scene))), None, "15 of 20");
    }

    #[test]
    fn what_was_cut_from_a_video_is_part_of_it_if_it_is_two_fifths() {
        let original = scenes((0..20).map(scene));
        assert_eq!(
            between(&original, &scenes((2..18).map(scene))),
            whole(0),
            "16 of 20"
        );
        assert_eq!(between(&original, &scenes((2..17).map(scene))), PART, "15 of 20");
        assert_eq!(between(&original, &scenes((6..14).map(scene))), PART, "8 of 20");
        assert_eq!(between(&original, &scenes((6..13).map(scene))), None, "7 of 20");
    }

    #[test]
    fn what_stands_still_in_both_makes_two_videos_no_copies() {
        // Eight seconds of a title with a little noise, and two of something else.
        let titled = |other: u32| {
            let title = (0..8).map(|bits| moved(scene(0), bits));
            scenes(title.chain([scene(other), scene(other + 1)]))
        };
        assert_eq!(between(&titled(1), &titled(3)), None);
        assert_eq!(between(&titled(1), &titled(1)), whole(0));
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
    fn of_what_is_kept_of_a_video_some_is_left_in_a_part_of_it() {
        for length in 1..100 {
            let whole = scenes((0..length).map(scene));
            assert_eq!(whole.kept().count(), Scenes::KEPT.min(whole.count()));
            let part = (length * 2 / 5).max(1);
            for start in 0..=length - part {
                let cut: Vec<Pdq> = (start..start + part)
                    .map(|number| Pdq::from_bytes(scene(number)))
                    .collect();
                assert!(whole.kept().any(|pdq| cut.contains(&pdq)), "{start} of {length}");
            }
        }
    }

    #[test]
    fn some_scenes_are_from_all_over_a_video() {
        let long = scenes((0..600).map(scene));
        let some = |most| long.some(most).collect::<Vec<Pdq>>();
        assert_eq!(some(1), [0].map(|number| Pdq::from_bytes(scene(number))));
        let expected = [0, 150, 300, 450].map(|number| Pdq::from_bytes(scene(number)));
        assert_eq!(some(4), expected);
        assert_eq!(some(1_000).len(), 600);
        assert_eq!(between(&long, &scenes((101..401).map(scene))), PART);
    }
}

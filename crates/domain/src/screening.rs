//! The automatic look at a submission: what can be said about hashes without a picture.
//!
//! Each [`Finding`] is a named fact with its evidence. What a list does about it, its [`Treatment`], is part of the
//! list's policy: keep the item off the list until staff have looked, only tell staff, or nothing.

mod finding;
mod treatment;
mod video;

pub use finding::{Compared, Counted, Finding, FindingKind};
pub use hashing::{Edge, Edit};
pub use treatment::{ParseTreatmentsError, Treatment, Treatments};
pub use video::{HARDLY_ANY_PERCENT, Likeness, PART_PERCENT, PROBES, Scenes, is_another_video, matched};

use hashing::{Pdq, Quality};

use self::video::copied;
use crate::{
    hash::{HashKind, HashValue, Medium},
    list::Policy,
    submission::SubmittedItem,
};

/// Two PDQ values at most this far apart (of 256 bits) are held to be of the same picture.
pub const SAME_PICTURE: u32 = hashing::Pdq::MATCH_DISTANCE;
/// A hash whose bits change fewer times than this says little: it may be of many pictures. Lists start with it as their floor.
pub const SAYS_LITTLE: u32 = 40;
/// How many bits of a picture's PDQ are set. Exactly half, by construction; where two frequencies tie, one or two less.
pub const BITS_SET: std::ops::RangeInclusive<u32> = 126..=128;
/// How many bits of the PDQ of an altered copy are set. Where the halves of a drawing mirror each other, many frequencies
/// tie in some of its copies though none do in the drawing itself.
pub const BITS_SET_IN_COPY: std::ops::RangeInclusive<u32> = 64..=192;
/// Fewer cases than this in a day are no unusual volume, however quiet the days before were.
pub const QUIET_DAY: u64 = 200;
/// Fewer photos and videos than this in a day are none either. One case holds up to [`MAX_ITEMS`], so two people who send
/// all that they have would make a day of [`QUIET_DAY`]; this many are ten full cases, or 200 of five.
///
/// [`MAX_ITEMS`]: crate::submission::MAX_ITEMS
pub const QUIET_DAY_OF_ITEMS: u64 = 1_000;
/// So many times the busiest of the last four weeks is an unusual day.
pub const UNUSUAL: u64 = 4;

/// What is known beyond the submission itself.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Surroundings {
    /// The nearest known public picture, if it counts as the same.
    pub known: Option<KnownNear>,
    /// How many entries of the list with the same file or picture are suspended, or were rejected.
    pub stopped: u32,
    /// How many other cases have the same file or a picture within [`SAME_PICTURE`], and the nearest one's distance.
    pub cluster: Option<(u32, u32)>,
    /// How many other items have the same SHA-256 and hashes of another picture or video.
    pub contradictions: u32,
    /// How busy this day is.
    pub volume: Volume,
}

/// How much people sent on a day, beside the busiest of the four weeks before it.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Volume {
    /// Cases.
    pub cases: Amount,
    /// Photos and videos, in these and added to older ones: whoever sends few cases with very much in each is seen too.
    pub items: Amount,
}

/// How much of something there is on a day, and was on the busiest of the four weeks before it.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Amount {
    /// On the day, so far.
    pub today: u64,
    /// On the busiest day before.
    pub busiest: u64,
}

impl Volume {
    /// What is said of the day. Where there are too many of both, of the cases: there are as many of the other because of them.
    fn unusual(self) -> Option<Finding> {
        let of_cases = self.cases.unusual(Counted::Cases, QUIET_DAY);
        of_cases.or_else(|| self.items.unusual(Counted::Items, QUIET_DAY_OF_ITEMS))
    }
}

impl Amount {
    fn unusual(self, counted: Counted, quiet: u64) -> Option<Finding> {
        let usual = quiet.max(self.busiest.saturating_mul(UNUSUAL));
        (self.today > usual).then(|| Finding::UnusualVolume {
            counted,
            day: u32::try_from(self.today).unwrap_or(u32::MAX),
            busiest: u32::try_from(self.busiest).unwrap_or(u32::MAX),
        })
    }
}

/// A known public picture that counts as the same as an item's.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct KnownNear {
    /// How far apart they are, 0 to [`Compared::most`].
    pub distance: u32,
    /// What of it was compared.
    pub compared: Compared,
    /// Where it comes from.
    pub source: String,
}

/// A finding, and what the list's policy does about it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Found {
    /// What was found.
    pub finding: Finding,
    /// What follows: [`Treatment::Hold`] or [`Treatment::Mark`]; what is ignored is not kept.
    pub treatment: Treatment,
}

impl Found {
    /// Whether the item waits for staff because of it.
    pub const fn holds(&self) -> bool {
        matches!(self.treatment, Treatment::Hold)
    }
}

/// What is found about one item of a submission, `others` being the rest of it.
pub fn screen<'a>(
    item: &SubmittedItem,
    others: impl Iterator<Item = &'a SubmittedItem>,
    surroundings: &Surroundings,
    policy: &Policy,
) -> Vec<Found> {
    let mut findings = of_hashes(item, policy);
    let nearest = others.filter_map(|other| distance(item, other)).min();
    if let Some(distance) = nearest.filter(|&distance| distance <= SAME_PICTURE) {
        findings.push(Finding::NearDuplicate { distance });
    }
    findings.extend(of_surroundings(surroundings));
    findings
        .into_iter()
        .map(|finding| Found {
            treatment: policy.treatments.of(finding.kind()),
            finding,
        })
        .filter(|found| found.treatment != Treatment::Ignore)
        .collect()
}

/// What the item's own hashes say.
fn of_hashes(item: &SubmittedItem, policy: &Policy) -> Vec<Finding> {
    let mut findings = Vec::new();
    let strange = item
        .hashes
        .iter()
        .filter(|hash| item.medium == Medium::Video && hash.value.kind() == HashKind::Pdq)
        .count();
    if strange > 0 {
        let hashes = u32::try_from(strange).unwrap_or(u32::MAX);
        findings.push(Finding::Misfit { hashes });
    }
    let looks = [of_picture(item), of_frames(item)];
    let looks = || looks.iter().flatten();
    let Some(quality) = looks().map(|look| look.quality).min() else {
        findings.push(Finding::ExactOnly);
        return findings;
    };
    if quality < policy.quality_floor {
        findings.push(Finding::LowQuality { quality });
    }
    let transitions = looks().map(|look| look.transitions).min().unwrap_or_default();
    if transitions < policy.transition_floor {
        findings.push(Finding::LowInformation { transitions });
    }
    let made_up = looks().find_map(|look| look.made_up);
    findings.extend(made_up.map(|ones| Finding::Malformed { ones }));
    findings
}

/// What hashes of pictures say of themselves.
struct Look {
    /// How much detail there was, 0 to 100.
    quality: u8,
    /// How often their bits change, 0 to 128.
    transitions: u32,
    /// How many bits are set, where no picture's hash has so many.
    made_up: Option<u32>,
}

/// Of a picture and its altered copies the worst: platforms match with each of their hashes.
fn of_picture(item: &SubmittedItem) -> Option<Look> {
    let looks = || {
        item.hashes.iter().filter_map(|hash| match hash.value {
            HashValue::Pdq(pdq, quality) => Some(look(pdq, quality, hash.variant.is_some())),
            _ => None,
        })
    };
    Some(Look {
        quality: looks().map(|look| look.quality).min()?,
        transitions: looks().map(|look| look.transitions).min()?,
        made_up: looks().find_map(|look| look.made_up),
    })
}

/// Of one picture, as it is or an altered copy. A copy may be turned, so it is read along its rows and along its columns: it
/// says no less than the picture does.
fn look(pdq: Pdq, quality: Quality, copy: bool) -> Look {
    let (rows, ones) = (pdq.least_transitions(), pdq.popcount());
    let (transitions, possible) = if copy {
        (rows.max(pdq.transposed().least_transitions()), BITS_SET_IN_COPY)
    } else {
        (rows, BITS_SET)
    };
    Look {
        quality: quality.get(),
        transitions,
        made_up: (!possible.contains(&ones)).then_some(ones),
    }
}

/// Of a video or an animation the picture in the middle: some of them are always dark or plain.
fn of_frames(item: &SubmittedItem) -> Option<Look> {
    let vpdq = item.hashes.vpdq()?;
    let pictures = || vpdq.frames().map(|frame| frame.pdq);
    let strange = || {
        let ones = pictures().map(|pdq| pdq.popcount());
        ones.filter(|ones| !BITS_SET.contains(ones))
    };
    let mostly = strange().count() * 2 > vpdq.frames().len();
    Some(Look {
        quality: middle(vpdq.frames().map(|frame| frame.quality.get()))?,
        transitions: middle(pictures().map(|pdq| pdq.least_transitions()))?,
        made_up: middle(strange()).filter(|_| mostly),
    })
}

/// Half of the values are this large or smaller.
fn middle<T: Ord + Copy>(values: impl Iterator<Item = T>) -> Option<T> {
    let mut values: Vec<T> = values.collect();
    values.sort_unstable();
    values.get(values.len().saturating_sub(1) / 2).copied()
}

/// How far apart the pictures of two items are; of two videos, if one is a copy of the other or of a part of it,
/// the distance of their nearest pictures.
fn distance(item: &SubmittedItem, other: &SubmittedItem) -> Option<u32> {
    if let (Some((one, _)), Some((other, _))) = (item.hashes.pdq(), other.hashes.pdq()) {
        return Some(one.distance(&other));
    }
    let (one, other) = (item.hashes.vpdq()?, other.hashes.vpdq()?);
    copied(one, other).into_iter().chain(copied(other, one)).min()
}

/// What other submissions and public pictures say.
fn of_surroundings(surroundings: &Surroundings) -> impl Iterator<Item = Finding> {
    let known = surroundings.known.clone().map(|near| Finding::KnownPublic {
        distance: near.distance,
        compared: near.compared,
        source: near.source,
    });
    let entries = surroundings.stopped;
    let stopped = (entries > 0).then_some(Finding::Stopped { entries });
    let cluster = surroundings
        .cluster
        .map(|(cases, distance)| Finding::Cluster { cases, distance });
    let items = surroundings.contradictions;
    let contradiction = (items > 0).then_some(Finding::Contradiction { items });
    known
        .into_iter()
        .chain(stopped)
        .chain(cluster)
        .chain(contradiction)
        .chain(surroundings.volume.unusual())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{
        hash::{Hash, ItemHashes},
        list::Publication,
    };
    use hashing::{Edit, VariantKind, Vpdq, vpdq::Frame};

    fn item(pdq: Option<([u8; 32], u8)>) -> SubmittedItem {
        let mut hashes = vec![HashValue::Sha256([1; 32]), HashValue::Md5([1; 16])];
        if let Some((value, quality)) = pdq {
            hashes.push(HashValue::from_parts(HashKind::Pdq, &value, Some(quality)).unwrap());
        }
        let hashes = hashes
            .into_iter()
            .map(|value| Hash { value, variant: None })
            .collect();
        SubmittedItem {
            medium: Medium::Image,
            hashes: ItemHashes::new(hashes).unwrap(),
        }
    }

    fn policy() -> Policy {
        Policy::initial(Publication::PublishFirst)
    }

    fn found(item: &SubmittedItem, others: &[SubmittedItem]) -> Vec<Found> {
        screen(item, others.iter(), &Surroundings::default(), &policy())
    }

    fn held(finding: Finding) -> Found {
        Found {
            finding,
            treatment: Treatment::Hold,
        }
    }

    fn marked(finding: Finding) -> Found {
        Found {
            finding,
            treatment: Treatment::Mark,
        }
    }

    fn surrounded(surroundings: &Surroundings) -> Vec<Found> {
        screen(&item(Some(([0x5a; 32], 100))), [].iter(), surroundings, &policy())
    }

    #[test]
    fn a_detailed_picture_screens_clean() {
        assert_eq!(found(&item(Some(([0x5a; 32], 100))), &[]), []);
    }

    #[test]
    fn a_picture_with_little_detail_is_held() {
        let findings = found(&item(Some(([0x5a; 32], 49))), &[]);
        assert_eq!(findings, [held(Finding::LowQuality { quality: 49 })]);
    }

    #[test]
    fn a_hash_that_says_little_is_held_whatever_quality_it_claims() {
        let mut half = [0; 32];
        half[16..].fill(0xff);
        let findings = found(&item(Some((half, 100))), &[]);
        assert_eq!(findings, [held(Finding::LowInformation { transitions: 1 })]);
    }

    #[test]
    fn a_hash_that_no_picture_has_is_held() {
        let mut made_up = [0x5a; 32];
        made_up[0] = 0x7f;
        let findings = found(&item(Some((made_up, 100))), &[]);
        assert_eq!(findings, [held(Finding::Malformed { ones: 131 })]);
    }

    /// A detailed picture with something beside its own hash.
    fn beside(value: HashValue, variant: Option<VariantKind>) -> SubmittedItem {
        let mut item = item(Some(([0x5a; 32], 100)));
        let mut hashes: Vec<Hash> = item.hashes.iter().cloned().collect();
        hashes.push(Hash { value, variant });
        item.hashes = ItemHashes::new(hashes).unwrap();
        item
    }

    #[test]
    fn an_altered_copy_is_judged_as_the_picture_is() {
        let mut half = [0; 32];
        half[16..].fill(0xff);
        let copy = |value: [u8; 32], quality| {
            let value = HashValue::from_parts(HashKind::Pdq, &value, Some(quality)).unwrap();
            found(&beside(value, Some(VariantKind::Mirror)), &[])
        };
        let little = |transitions| held(Finding::LowInformation { transitions });
        assert_eq!(copy([0x33; 32], 100), []);
        let columns = Pdq::from_bytes([0x33; 32]).transposed();
        assert!(columns.transitions() < 40);
        assert_eq!(copy(*columns.as_bytes(), 100), [], "as much as before the turn");
        assert_eq!(copy([0x33; 32], 0), [held(Finding::LowQuality { quality: 0 })]);
        assert_eq!(copy(half, 100), [little(16)]);
        assert_eq!(copy([0x55; 32], 100), [little(0)], "all zeros in a mirror");
        assert_eq!(
            copy([0; 32], 100),
            [little(0), held(Finding::Malformed { ones: 0 })]
        );
    }

    #[test]
    fn pictures_of_an_animation_are_judged_also_where_its_first_has_a_hash_of_its_own() {
        let animation = |frames: &[([u8; 32], u8)]| {
            let vpdq = video(frames).hashes.vpdq().cloned().unwrap();
            beside(HashValue::Vpdq(vpdq), None)
        };
        let (good, another) = (([0x33; 32], 90), ([0x66; 32], 90));
        assert_eq!(found(&animation(&[good, ([0; 32], 90), another]), &[]), []);
        let made_up = animation(&[([0; 32], 90), ([0xff; 32], 90), good]);
        let both = [
            held(Finding::LowInformation { transitions: 0 }),
            held(Finding::Malformed { ones: 0 }),
        ];
        assert_eq!(found(&made_up, &[]), both);
        let strict = Policy {
            quality_floor: 70,
            ..policy()
        };
        let dull = animation(&[good, ([0x3c; 32], 60), ([0x66; 32], 60)]);
        let findings = screen(&dull, [].iter(), &Surroundings::default(), &strict);
        assert_eq!(findings, [held(Finding::LowQuality { quality: 60 })]);
    }

    #[test]
    fn a_hash_of_a_photo_on_a_video_is_held() {
        let video = SubmittedItem {
            medium: Medium::Video,
            ..item(Some(([0x5a; 32], 100)))
        };
        assert_eq!(found(&video, &[]), [held(Finding::Misfit { hashes: 1 })]);
    }

    #[test]
    fn two_near_pictures_of_one_submission_are_marked_and_not_held() {
        let mut near = [0x5a; 32];
        near[0] ^= 0b111;
        let findings = found(&item(Some(([0x5a; 32], 100))), &[item(Some((near, 100)))]);
        assert_eq!(findings, [marked(Finding::NearDuplicate { distance: 3 })]);
    }

    fn video(frames: &[([u8; 32], u8)]) -> SubmittedItem {
        let frames = frames.iter().zip(0..).map(|(&(pdq, quality), seconds)| Frame {
            seconds,
            quality: Quality::new(quality).unwrap(),
            pdq: Pdq::from_bytes(pdq),
        });
        let vpdq = HashValue::Vpdq(Vpdq::of(frames).unwrap());
        let hashes = [HashValue::Sha256([1; 32]), HashValue::Md5([1; 16]), vpdq];
        SubmittedItem {
            medium: Medium::Video,
            hashes: ItemHashes::new(hashes.map(|value| Hash { value, variant: None }).into()).unwrap(),
        }
    }

    #[test]
    fn a_video_is_judged_by_the_middle_of_its_pictures() {
        let half = |first: u8| {
            let mut half = [first; 32];
            half[16..].fill(!first);
            (half, 90)
        };
        let (good, another) = (([0x5a; 32], 90), ([0x33; 32], 90));
        assert_eq!(found(&video(&[half(0), good, another]), &[]), []);
        let findings = found(&video(&[half(0), half(0xff), good]), &[]);
        assert_eq!(findings, [held(Finding::LowInformation { transitions: 1 })]);
        let strict = Policy {
            quality_floor: 70,
            ..policy()
        };
        let dull = video(&[(good.0, 60), another]);
        let findings = screen(&dull, [].iter(), &Surroundings::default(), &strict);
        assert_eq!(findings, [held(Finding::LowQuality { quality: 60 })]);
    }

    #[test]
    fn a_video_most_of_whose_pictures_are_made_up_is_held() {
        let made_up = ([0x5b; 32], 90);
        let good = ([0x5a; 32], 90);
        let findings = found(&video(&[good, made_up, ([0x7a; 32], 90)]), &[]);
        assert_eq!(findings, [held(Finding::Malformed { ones: 160 })]);
        assert_eq!(found(&video(&[good, made_up]), &[]), []);
    }

    #[test]
    fn a_clip_of_another_video_of_the_submission_is_marked() {
        let picture = |byte: u8| ([byte; 32], 90);
        let whole = video(&[picture(0x5a), picture(0x33), picture(0x3c)]);
        let clip = video(&[picture(0x33)]);
        let findings = found(&clip, std::slice::from_ref(&whole));
        assert_eq!(findings, [marked(Finding::NearDuplicate { distance: 0 })]);
        assert_eq!(found(&whole, &[clip]), findings);
        assert_eq!(found(&whole, &[video(&[picture(0x55)])]), []);
    }

    #[test]
    fn a_known_public_picture_and_contradicting_hashes_are_held() {
        let surroundings = Surroundings {
            known: Some(KnownNear {
                distance: 4,
                compared: Compared {
                    bits: 200,
                    edit: Edit::CutOff(15),
                },
                source: "a logo".to_owned(),
            }),
            contradictions: 2,
            ..Surroundings::default()
        };
        let known = Finding::KnownPublic {
            distance: 4,
            compared: Compared {
                bits: 200,
                edit: Edit::CutOff(15),
            },
            source: "a logo".to_owned(),
        };
        assert_eq!(
            surrounded(&surroundings),
            [held(known), held(Finding::Contradiction { items: 2 })]
        );
    }

    #[test]
    fn a_picture_of_several_cases_is_marked_because_it_can_mean_either() {
        let surroundings = Surroundings {
            cluster: Some((5, 0)),
            ..Surroundings::default()
        };
        let cluster = Finding::Cluster {
            cases: 5,
            distance: 0,
        };
        assert_eq!(surrounded(&surroundings), [marked(cluster)]);
    }

    #[test]
    fn a_day_is_unusual_when_it_is_busy_and_busier_than_ever() {
        let on = |today, busiest| {
            of_day(Volume {
                cases: Amount { today, busiest },
                ..Volume::default()
            })
        };
        assert_eq!(on(QUIET_DAY, 0), [], "a quiet day");
        assert_eq!(on(1_000, 250), [], "four times the busiest is not more than it");
        let volume = Finding::UnusualVolume {
            counted: Counted::Cases,
            day: 1_001,
            busiest: 250,
        };
        assert_eq!(on(1_001, 250), [marked(volume)]);
    }

    fn of_day(volume: Volume) -> Vec<Found> {
        surrounded(&Surroundings {
            volume,
            ..Surroundings::default()
        })
    }

    #[test]
    fn a_day_of_few_cases_with_very_much_in_them_is_unusual_too() {
        let on = |today, busiest| Volume {
            cases: Amount {
                today: 12,
                busiest: 12,
            },
            items: Amount { today, busiest },
        };
        let found = |day, busiest| {
            marked(Finding::UnusualVolume {
                counted: Counted::Items,
                day,
                busiest,
            })
        };
        assert_eq!(of_day(on(QUIET_DAY_OF_ITEMS, 40)), [], "ten full cases");
        assert_eq!(of_day(on(1_001, 40)), [found(1_001, 40)]);
        assert_eq!(of_day(on(2_000, 500)), [], "four times the busiest");
        assert_eq!(of_day(on(2_001, 500)), [found(2_001, 500)]);
    }

    #[test]
    fn where_there_are_too_many_cases_and_too_much_in_them_the_cases_are_told() {
        let volume = Volume {
            cases: Amount {
                today: 300,
                busiest: 20,
            },
            items: Amount {
                today: 9_000,
                busiest: 100,
            },
        };
        let cases = Finding::UnusualVolume {
            counted: Counted::Cases,
            day: 300,
            busiest: 20,
        };
        assert_eq!(of_day(volume), [marked(cases)]);
    }

    #[test]
    fn a_list_decides_what_is_done_about_a_finding() {
        let blurred = item(Some(([0x5a; 32], 10)));
        let with = |treatment| {
            let mut policy = policy();
            policy.treatments = policy.treatments.with(FindingKind::LowQuality, treatment);
            screen(&blurred, [].iter(), &Surroundings::default(), &policy)
        };
        let low = Finding::LowQuality { quality: 10 };
        assert_eq!(with(Treatment::Mark), [marked(low)]);
        assert_eq!(with(Treatment::Ignore), []);
    }
}

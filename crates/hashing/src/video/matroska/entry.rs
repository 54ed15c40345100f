//! What a Matroska file says of its first video track and `matroska-demuxer` does not read: how its pictures are to be
//! turned (RFC 9559, 5.1.4.1.28.41 and following), and that they are encrypted (5.1.4.1.31 and following; the names of
//! keys make it refuse the file).

use super::super::window::Window;
use crate::pdq::Orientation;
use alloc::vec::Vec;
use std::io::{Read, Seek};

const SEGMENT: u64 = 0x1853_8067;
const TRACKS: u64 = 0x1654_ae6b;
const CLUSTER: u64 = 0x1f43_b675;
const TRACK: u64 = 0xae;
const TRACK_TYPE: u64 = 0x83;
const VIDEO: u64 = 0xe0;
const PROJECTION: u64 = 0x7670;
const YAW: u64 = 0x7673;
const PITCH: u64 = 0x7674;
const ROLL: u64 = 0x7675;
const ENCODINGS: u64 = 0x6d80;
const ENCODING: u64 = 0x6240;
const ENCRYPTION: u64 = 0x5035;

/// How many elements at the top of the file are looked at before the tracks.
const MOST_ELEMENTS: usize = 1_000;
/// The largest description of tracks that is looked at, in bytes.
const LARGEST_TRACKS: u64 = 1 << 20;

/// What was found.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Entry {
    /// How the pictures have to be laid.
    pub(super) orientation: Orientation,
    /// Nobody without a key sees them.
    pub(super) encrypted: bool,
}

impl Entry {
    /// Of the first video track; pictures as they are where nothing is said or nothing is found.
    pub(super) fn read<R: Read + Seek>(source: &mut Window<R>, size: u64) -> Self {
        let tracks = tracks(source, size).unwrap_or_default();
        let track = video_track(&tracks).unwrap_or_default();
        Self {
            orientation: find(track, VIDEO)
                .and_then(|video| find(video, PROJECTION))
                .map_or(Orientation::Upright, of_projection),
            encrypted: find(track, ENCODINGS).is_some_and(has_encryption),
        }
    }
}

/// What stands in the element with the tracks, if it stands before the pictures.
fn tracks<R: Read + Seek>(source: &mut Window<R>, size: u64) -> Option<Vec<u8>> {
    let mut at = 0_u64;
    for _ in 0..MOST_ELEMENTS {
        let head = source.stretch(at, size.checked_sub(at)?.min(12)).ok()?;
        let head = Head::read(&head)?;
        at = at.checked_add(head.bytes as u64)?;
        match (head.id, head.length) {
            // Its content follows.
            (SEGMENT, _) => {}
            (TRACKS, Some(length)) if length <= LARGEST_TRACKS => return source.stretch(at, length).ok(),
            (TRACKS | CLUSTER, _) | (_, None) => return None,
            (_, Some(length)) => at = at.checked_add(length)?,
        }
    }
    None
}

fn video_track(tracks: &[u8]) -> Option<&[u8]> {
    elements(tracks)
        .filter(|(id, _)| *id == TRACK)
        .map(|(_, track)| track)
        .find(|track| find(track, TRACK_TYPE) == Some(&[1]))
}

fn has_encryption(encodings: &[u8]) -> bool {
    elements(encodings).any(|(id, encoding)| id == ENCODING && find(encoding, ENCRYPTION).is_some())
}

/// Only what lays a flat picture: turned against the clock (`roll`), after it was mirrored (`yaw` of half a turn).
fn of_projection(projection: &[u8]) -> Orientation {
    let degrees = |id| find(projection, id).map_or(Some(0), whole_degrees);
    let (Some(0), Some(yaw), Some(roll)) = (degrees(PITCH), degrees(YAW), degrees(ROLL)) else {
        return Orientation::Upright;
    };
    match (yaw, roll) {
        (0, 90) => Orientation::Rot270,
        (0, 180) => Orientation::Rot180,
        (0, 270) => Orientation::Rot90,
        (180, 0) => Orientation::Mirror,
        (180, 90) => Orientation::Transpose,
        (180, 180) => Orientation::Flip,
        (180, 270) => Orientation::Transverse,
        _ => Orientation::Upright,
    }
}

/// A float of 4 or 8 bytes as degrees from 0 to 359, if it is a whole number of them.
fn whole_degrees(bytes: &[u8]) -> Option<u16> {
    let value = match bytes {
        [] => 0.0,
        [a, b, c, d] => f64::from(f32::from_be_bytes([*a, *b, *c, *d])),
        _ => f64::from_be_bytes(bytes.try_into().ok()?),
    };
    (0..360).find(|degrees| {
        let degrees = f64::from(*degrees);
        [degrees, degrees - 360.0].contains(&value)
    })
}

/// The content of the first element with that id.
fn find(content: &[u8], wanted: u64) -> Option<&[u8]> {
    elements(content)
        .find(|(id, _)| *id == wanted)
        .map(|(_, content)| content)
}

/// The elements in `content`, one after the other, with their ids. Ends at the first that is not whole.
fn elements(content: &[u8]) -> impl Iterator<Item = (u64, &[u8])> {
    let mut rest = content;
    core::iter::from_fn(move || {
        let head = Head::read(rest)?;
        let end = head.bytes.checked_add(usize::try_from(head.length?).ok()?)?;
        let content = rest.get(head.bytes..end)?;
        rest = &rest[end..];
        Some((head.id, content))
    })
}

/// What stands before the content of an element.
struct Head {
    /// With the bits that say how long it is, as the specification writes it.
    id: u64,
    /// Of the content, in bytes; `None` where it goes on to the end.
    length: Option<u64>,
    /// Of the head itself.
    bytes: usize,
}

impl Head {
    fn read(bytes: &[u8]) -> Option<Self> {
        let (id, id_bytes) = number(bytes)?;
        let (length, length_bytes) = number(bytes.get(id_bytes..)?)?;
        // Without the bit that says how many bytes there are; all others set means that nobody knows.
        let unknown = (1 << (7 * length_bytes)) - 1;
        let length = length & unknown;
        Some(Self {
            id,
            length: (length != unknown).then_some(length),
            bytes: id_bytes + length_bytes,
        })
    }
}

/// A number of 1 to 8 bytes, all bits of it, and how many bytes it took (RFC 8794, 4).
fn number(bytes: &[u8]) -> Option<(u64, usize)> {
    let first = bytes.first()?;
    let length = usize::try_from(first.leading_zeros()).ok()? + 1;
    let number = bytes.get(..length.min(9))?;
    (length <= 8).then(|| {
        let value = number.iter().fold(0, |value, byte| value << 8 | u64::from(*byte));
        (value, length)
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::io::Cursor;

    /// An element of at most 126 bytes.
    fn element(id: u64, content: &[u8]) -> Vec<u8> {
        let bytes = id.to_be_bytes();
        let leading = bytes.iter().take_while(|byte| **byte == 0).count();
        let length = 0x80 | u8::try_from(content.len()).unwrap();
        [&bytes[leading..], &[length], content].concat()
    }

    fn file(projection: &[u8]) -> Vec<u8> {
        let sound = element(TRACK, &element(TRACK_TYPE, &[2]));
        let video = element(VIDEO, &element(PROJECTION, projection));
        let video = element(TRACK, &[element(TRACK_TYPE, &[1]), video].concat());
        let tracks = element(TRACKS, &[sound, video].concat());
        let segment = [element(0x1549_a966, &[0; 9]), tracks].concat();
        [element(0x1a45_dfa3, &[0; 5]), element(SEGMENT, &segment)].concat()
    }

    fn entry(file: &[u8]) -> Entry {
        let size = file.len() as u64;
        Entry::read(&mut Window::new(Cursor::new(file), size), size)
    }

    fn read(file: &[u8]) -> Orientation {
        entry(file).orientation
    }

    fn laid(yaw: f32, roll: f64) -> Orientation {
        let yaw = element(YAW, &yaw.to_be_bytes());
        read(&file(&[yaw, element(ROLL, &roll.to_be_bytes())].concat()))
    }

    #[test]
    fn a_roll_turns_against_the_clock_and_half_a_turn_sideways_mirrors() {
        assert_eq!(laid(0.0, 0.0), Orientation::Upright);
        assert_eq!(laid(0.0, 90.0), Orientation::Rot270);
        assert_eq!(laid(0.0, -90.0), Orientation::Rot90);
        assert_eq!(laid(0.0, 180.0), Orientation::Rot180);
        assert_eq!(laid(0.0, -180.0), Orientation::Rot180);
        assert_eq!(laid(180.0, 0.0), Orientation::Mirror);
        assert_eq!(laid(-180.0, 180.0), Orientation::Flip);
    }

    #[test]
    fn what_does_not_lie_flat_or_says_nothing_stays_as_it_is() {
        assert_eq!(laid(90.0, 90.0), Orientation::Upright);
        assert_eq!(laid(0.0, 12.5), Orientation::Upright);
        assert_eq!(laid(0.0, f64::NAN), Orientation::Upright);
        assert_eq!(read(&file(&[])), Orientation::Upright);
        let tilted = [
            element(PITCH, &1_f32.to_be_bytes()),
            element(ROLL, &90_f32.to_be_bytes()),
        ];
        assert_eq!(read(&file(&tilted.concat())), Orientation::Upright);
    }

    #[test]
    fn files_cut_short_anywhere_stay_as_they_are() {
        let whole = file(&element(ROLL, &90_f32.to_be_bytes()));
        assert_eq!(read(&whole), Orientation::Rot270);
        for end in 0..whole.len() {
            assert_eq!(read(&whole[..end]), Orientation::Upright, "{end}");
        }
    }

    #[test]
    fn encrypted_is_only_the_track_that_says_so() {
        let track = |kind: u8, encodings: &[u8]| {
            element(
                TRACK,
                &[element(TRACK_TYPE, &[kind]), encodings.to_vec()].concat(),
            )
        };
        let with = |content: &[u8]| element(ENCODINGS, &element(ENCODING, content));
        let locked = with(&element(ENCRYPTION, &[]));
        let file = |tracks: &[Vec<u8>]| {
            let tracks = element(TRACKS, &tracks.concat());
            [element(0x1a45_dfa3, &[0; 5]), element(SEGMENT, &tracks)].concat()
        };
        assert!(entry(&file(&[track(1, &locked)])).encrypted);
        // Compressed.
        assert!(!entry(&file(&[track(1, &with(&element(0x5034, &[])))])).encrypted);
        // The sound is.
        assert!(!entry(&file(&[track(2, &locked), track(1, &[])])).encrypted);
    }
}

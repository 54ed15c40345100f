//! The two values PDQ gives, a hash of 256 bits and how much it can be trusted, and which of the bits to compare.

use core::fmt;
use core::str::FromStr;

/// A PDQ hash: 256 bits, one for each of 16 × 16 frequencies of the picture.
///
/// Bytes and text have the reference's order: the bit of frequency (row `i`, column `j`) is number `k = 16·i + j`
/// and sits in `byte[31 - k / 8]`, bit `k % 8`; the text is the bytes as 64 lower-case hexadecimal digits.
/// Two pictures count as the same at a [`distance`](Pdq::distance) of at most [`Pdq::MATCH_DISTANCE`].
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Pdq([u8; 32]);

impl Pdq {
    /// The largest distance, in bits, at which the reference calls two pictures the same.
    pub const MATCH_DISTANCE: u32 = 31;

    /// The hash that these 32 bytes are.
    #[must_use]
    pub const fn from_bytes(bytes: [u8; 32]) -> Self {
        Self(bytes)
    }

    /// The 32 bytes, in the order of the text form.
    #[must_use]
    pub const fn as_bytes(&self) -> &[u8; 32] {
        &self.0
    }

    /// Reads the text form: exactly 64 lower-case hexadecimal digits, nothing around them.
    ///
    /// # Errors
    /// [`ParsePdqError`] for another length or any other character, upper-case digits included.
    pub fn parse(text: &str) -> Result<Self, ParsePdqError> {
        let mut bytes = [0; 32];
        let (pairs, rest) = text.as_bytes().as_chunks::<2>();
        if pairs.len() != bytes.len() || !rest.is_empty() {
            return Err(ParsePdqError::Length(text.len()));
        }
        for (index, (byte, pair)) in bytes.iter_mut().zip(pairs).enumerate() {
            let high = nibble(pair[0]).ok_or(ParsePdqError::Digit(2 * index))?;
            let low = nibble(pair[1]).ok_or(ParsePdqError::Digit(2 * index + 1))?;
            *byte = high << 4 | low;
        }
        Ok(Self(bytes))
    }

    /// In how many of the 256 bits the two hashes differ.
    #[must_use]
    pub fn distance(&self, other: &Self) -> u32 {
        let (these, those) = (self.0.as_chunks::<8>().0, other.0.as_chunks::<8>().0);
        these
            .iter()
            .zip(those)
            .map(|(a, b)| (u64::from_ne_bytes(*a) ^ u64::from_ne_bytes(*b)).count_ones())
            .sum()
    }

    /// In how many of the bits of `mask` the two hashes differ.
    #[must_use]
    pub fn distance_within(&self, other: &Self, mask: &Mask) -> u32 {
        self.0
            .iter()
            .zip(&other.0)
            .zip(&mask.0)
            .map(|((a, b), counts)| ((a ^ b) & counts).count_ones())
            .sum()
    }

    /// How many bits are set. A picture's hash has 128 unless frequencies tie, which happens in flat pictures only.
    #[must_use]
    pub fn popcount(&self) -> u32 {
        self.0.iter().map(|byte| byte.count_ones()).sum()
    }

    /// How often a bit differs from the one before it, reading the text from left to right: 0 to 255.
    ///
    /// Pictures give about 128; made-up hashes such as all zeros, or half zeros and half ones, give nearly none.
    #[must_use]
    pub fn transitions(&self) -> u32 {
        let mut changes = 0;
        let mut before = self.0[0] >> 7;
        for byte in self.0 {
            let shifted = byte >> 1 | before << 7;
            changes += (byte ^ shifted).count_ones();
            before = byte & 1;
        }
        changes
    }

    /// The least of the [`transitions`](Self::transitions) of this hash and of those of the picture's mirror images, about:
    /// 0 to 128. What says little says as little in a mirror, where `transitions` alone would not see it.
    ///
    /// Mirrored left to right, a frequency with an odd number of half waves across changes its sign, and with it its
    /// bit, because the median is about nought: every other bit, so that 255 transitions become none. Upside down it
    /// is every other row.
    #[must_use]
    pub fn least_transitions(&self) -> u32 {
        let (mirrored, flipped) = (self.changed(&MIRRORED), self.changed(&FLIPPED));
        let both = mirrored.changed(&FLIPPED);
        [mirrored, flipped, both]
            .iter()
            .fold(self.transitions(), |least, image| least.min(image.transitions()))
    }

    /// The hash of the picture with rows and columns exchanged, about: its bits with theirs exchanged.
    #[must_use]
    pub fn transposed(&self) -> Self {
        let mut bytes = [0; 32];
        for place in 0..256 {
            let exchanged = place % 16 * 16 + place / 16;
            let bit = self.0[31 - place / 8] >> (place % 8) & 1;
            bytes[31 - exchanged / 8] |= bit << (exchanged % 8);
        }
        Self(bytes)
    }

    /// The hash with those bits the other way round.
    fn changed(&self, bits: &[u8; 32]) -> Self {
        Self(core::array::from_fn(|place| self.0[place] ^ bits[place]))
    }
}

/// The bits that change where a picture is mirrored left to right: every other one of each row.
const MIRRORED: [u8; 32] = [0x55; 32];
/// The bits that change where it is mirrored top to bottom: every other row, of two bytes.
const FLIPPED: [u8; 32] = {
    let mut bits = [0; 32];
    let mut place = 2;
    while place < bits.len() {
        bits[place] = 0xff;
        bits[place + 1] = 0xff;
        place += 4;
    }
    bits
};

/// Which bits of a picture's hash say something about the picture, in the order of the hash's own bits.
///
/// A bit says whether a frequency is stronger than the median one. Where the two are nearly the same, it follows the
/// noise of whatever copy was hashed. That is so of few bits of a photograph, and of half of the bits of a drawing whose
/// halves mirror each other: half of its frequencies are nought, and so is the median.
#[derive(Clone, Copy, PartialEq, Eq, Hash)]
pub struct Mask([u8; 32]);

impl Mask {
    /// Every bit counts: nothing is known about the picture.
    pub const ALL: Self = Self([0xff; 32]);
    /// From so many bits on there are enough to be choosy about them.
    pub const ENOUGH_BITS: u32 = 96;
    /// A picture of which fewer bits than this say something is not compared by them, nor are its edits: a drawing that
    /// mirrors itself both ways has about 64, and small icons that do so too have the same ones.
    pub const LEAST_BITS: u32 = 72;
    /// With fewer bits than this what is left of a picture without an edge is not compared: other drawings come near.
    pub(crate) const LEAST_BITS_EDGE_OFF: u32 = 108;
    /// With fewer bits than this an edit of a picture that has enough is not compared.
    pub(crate) const LEAST_BITS_EDITED: u32 = 66;
    /// The same where words cover an edge: which bits of it hold was tried.
    pub(crate) const LEAST_BITS_COVERED: u32 = 56;
    /// So many bits say what regular drawings have in common, and tell none from another.
    const IN_COMMON: u32 = 80;
    /// So many bits may differ where there are hardly more.
    pub(crate) const OF_FEW: u32 = 2;

    /// The mask that these 32 bytes are.
    #[must_use]
    pub const fn from_bytes(bytes: [u8; 32]) -> Self {
        Self(bytes)
    }

    /// The 32 bytes, in the order of [`Pdq::as_bytes`].
    #[must_use]
    pub const fn as_bytes(&self) -> &[u8; 32] {
        &self.0
    }

    /// The bits that are in both.
    #[must_use]
    pub fn and(self, other: Self) -> Self {
        let mut both = self.0;
        for (byte, others) in both.iter_mut().zip(other.0) {
            *byte &= others;
        }
        Self(both)
    }

    /// How many bits count, 0 to 256.
    #[must_use]
    pub fn bits(&self) -> u32 {
        self.0.iter().map(|byte| byte.count_ones()).sum()
    }

    /// The largest [`distance_within`](Pdq::distance_within) at which two pictures count as the same: [`Pdq::MATCH_DISTANCE`]
    /// of 256 bits, and the fewer count the smaller a share of them: the fewer bits say something, the more regular the picture
    /// is, and the more other regular pictures resemble it. At least two; `None` with fewer than
    /// [`LEAST_BITS`](Self::LEAST_BITS).
    ///
    /// Measured in docs/RELIABILITY.md: with the same share of however many bits, twice as many others were taken for known ones.
    #[must_use]
    pub fn match_distance(&self) -> Option<u32> {
        Self::match_distance_of(self.bits())
    }

    /// The same, of a mask with so many bits.
    #[must_use]
    pub const fn match_distance_of(bits: u32) -> Option<u32> {
        if bits < Self::LEAST_BITS {
            return None;
        }
        Some(Self::most_of(bits))
    }

    /// How many of so many bits may differ.
    pub(crate) const fn most_of(bits: u32) -> u32 {
        let telling = bits.saturating_sub(Self::IN_COMMON);
        let most = Pdq::MATCH_DISTANCE * telling / (256 - Self::IN_COMMON);
        if most > Self::OF_FEW { most } else { Self::OF_FEW }
    }
}

impl fmt::Debug for Mask {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Mask({})", Pdq(self.0))
    }
}

fn nibble(digit: u8) -> Option<u8> {
    match digit {
        b'0'..=b'9' => Some(digit - b'0'),
        b'a'..=b'f' => Some(digit - b'a' + 10),
        _ => None,
    }
}

impl fmt::Display for Pdq {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.iter().try_for_each(|byte| write!(f, "{byte:02x}"))
    }
}

impl fmt::Debug for Pdq {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Pdq({self})")
    }
}

impl FromStr for Pdq {
    type Err = ParsePdqError;

    fn from_str(text: &str) -> Result<Self, ParsePdqError> {
        Self::parse(text)
    }
}

/// Why a text is not a PDQ hash.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ParsePdqError {
    /// The text has this many bytes instead of 64.
    Length(usize),
    /// The byte at this place is no lower-case hexadecimal digit.
    Digit(usize),
}

impl fmt::Display for ParsePdqError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Length(found) => write!(f, "a PDQ hash has 64 hexadecimal digits, found {found} bytes"),
            Self::Digit(place) => write!(f, "no lower-case hexadecimal digit at place {place}"),
        }
    }
}

impl core::error::Error for ParsePdqError {}

/// How much detail the picture had for PDQ to see: 0 (flat) to 100.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Quality(u8);

impl Quality {
    pub(crate) const NONE: Self = Self(0);

    /// The least quality at which the reference's clients use a hash for matching.
    pub const USABLE: Self = Self(50);

    /// The quality, if it is within 0 to 100.
    #[must_use]
    pub const fn new(value: u8) -> Option<Self> {
        if value <= 100 { Some(Self(value)) } else { None }
    }

    /// The number, 0 to 100.
    #[must_use]
    pub const fn get(self) -> u8 {
        self.0
    }

    /// A hundredth-scale sum cut off at 100, as the reference cuts it.
    pub(crate) fn saturating(value: u32) -> Self {
        Self(u8::try_from(value.min(100)).unwrap_or(100))
    }
}

impl fmt::Display for Quality {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.fmt(f)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::pdq::{Orientation, Pixels, orientations};
    use alloc::{string::ToString, vec::Vec};

    const EXAMPLE: &str = "f8f8f0cee0f4a84f06370a22038f63f0b36e2ed596621e1d33e6b39c4e9c9b22";

    #[test]
    fn a_hash_survives_the_way_through_text() {
        assert_eq!(Pdq::parse(EXAMPLE).unwrap().to_string(), EXAMPLE);
        assert_eq!(EXAMPLE.parse::<Pdq>().unwrap().as_bytes()[0], 0xf8);
    }

    #[test]
    fn only_64_lower_case_digits_are_a_hash() {
        assert_eq!(Pdq::parse(""), Err(ParsePdqError::Length(0)));
        assert_eq!(Pdq::parse(&EXAMPLE[1..]), Err(ParsePdqError::Length(63)));
        assert_eq!(Pdq::parse(&EXAMPLE.to_uppercase()), Err(ParsePdqError::Digit(0)));
        assert_eq!(
            Pdq::parse(&EXAMPLE.replace("9b22", "9b2 ")),
            Err(ParsePdqError::Digit(63))
        );
        assert_eq!(Pdq::parse(&"é".repeat(32)), Err(ParsePdqError::Digit(0)));
    }

    #[test]
    fn distance_counts_bits_that_differ() {
        let zeros = Pdq::from_bytes([0; 32]);
        let ones = Pdq::from_bytes([0xff; 32]);
        assert_eq!(zeros.distance(&ones), 256);
        assert_eq!(zeros.distance(&zeros), 0);
    }

    #[test]
    fn transitions_tell_stripes_from_blocks() {
        assert_eq!(Pdq::from_bytes([0; 32]).transitions(), 0);
        assert_eq!(Pdq::from_bytes([0xff; 32]).transitions(), 0);
        assert_eq!(Pdq::from_bytes([0xaa; 32]).transitions(), 255);
        let mut half = [0; 32];
        half[16..].fill(0xff);
        assert_eq!(Pdq::from_bytes(half).transitions(), 1);
    }

    /// The hashes of a grey picture: as it is, mirrored left to right, top to bottom, both, and transposed.
    fn of_mirrors(grey: &[u8], side: usize) -> [Pdq; 5] {
        let picture = Pixels::grey(grey, side, side).unwrap();
        let all = orientations(picture).unwrap();
        let of = |wanted: Orientation| {
            let place = Orientation::ALL.iter().position(|one| *one == wanted).unwrap();
            all[place].pdq
        };
        [
            of(Orientation::Upright),
            of(Orientation::Mirror),
            of(Orientation::Flip),
            of(Orientation::Rot180),
            of(Orientation::Transpose),
        ]
    }

    #[test]
    fn mirroring_a_picture_changes_the_bits_of_odd_frequencies() {
        let grey: Vec<u8> = (0..100 * 100_u32)
            .map(|place| ((place * place) >> 7).to_le_bytes()[0])
            .collect();
        let [upright, mirrored, flipped, both, transposed] = of_mirrors(&grey, 100);
        let changed = upright.changed(&MIRRORED);
        assert!(changed.distance(&mirrored) <= Pdq::MATCH_DISTANCE);
        assert!(upright.changed(&FLIPPED).distance(&flipped) <= Pdq::MATCH_DISTANCE);
        assert!(changed.changed(&FLIPPED).distance(&both) <= Pdq::MATCH_DISTANCE);
        assert!(upright.transposed().distance(&transposed) <= Pdq::MATCH_DISTANCE);
        assert_eq!(upright.transposed().transposed(), upright);
    }

    #[test]
    fn what_says_little_says_as_little_in_a_mirror() {
        assert_eq!(Pdq::from_bytes([0x55; 32]).least_transitions(), 0);
        assert_eq!(Pdq::from_bytes([0x33; 32]).least_transitions(), 112);
        // Plain but for one corner.
        let side = 72;
        let grey: Vec<u8> = (0..side * side)
            .map(|place| {
                if place % side < 3 && place / side < 3 {
                    20
                } else {
                    220
                }
            })
            .collect();
        let images = of_mirrors(&grey, side);
        let least = images.map(|image| image.least_transitions());
        let plain = images.map(|image| image.transitions());
        assert!(plain.iter().any(|changes| *changes > 200), "{plain:?}");
        assert!(least.iter().all(|changes| *changes < 40), "{least:?}");
    }

    #[test]
    fn only_bits_of_the_mask_count() {
        let zeros = Pdq::from_bytes([0; 32]);
        let ones = Pdq::from_bytes([0xff; 32]);
        let mut half = [0; 32];
        half[..16].fill(0xff);
        assert_eq!(zeros.distance_within(&ones, &Mask::ALL), 256);
        assert_eq!(zeros.distance_within(&ones, &Mask::from_bytes(half)), 128);
        assert_eq!(ones.distance_within(&ones, &Mask::ALL), 0);
    }

    #[test]
    fn the_fewer_bits_count_the_fewer_may_differ() {
        let of = |bytes: usize| {
            let mut mask = [0; 32];
            mask[..bytes].fill(0xff);
            Mask::from_bytes(mask).match_distance()
        };
        assert_eq!(of(32), Some(Pdq::MATCH_DISTANCE));
        assert_eq!([of(31), of(24), of(16)], [Some(29), Some(19), Some(8)]);
        assert_eq!([of(12), of(11), of(9)], [Some(2), Some(2), Some(2)]);
        assert_eq!(of(8), None, "64 bits are too few");
    }

    #[test]
    fn quality_ends_at_100() {
        assert_eq!(Quality::new(100).map(Quality::get), Some(100));
        assert_eq!(Quality::new(101), None);
    }
}

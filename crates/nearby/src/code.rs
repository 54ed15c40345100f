//! A PDQ hash as four words.

use hashing::Pdq;

/// How many parts a hash is cut into.
pub(crate) const PARTS: usize = 16;

/// 256 bits, where which is which does not matter as long as it is always the same.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Code([u64; 4]);

impl From<Pdq> for Code {
    fn from(pdq: Pdq) -> Self {
        let (words, _) = pdq.as_bytes().as_chunks::<8>();
        Self(std::array::from_fn(|place| u64::from_le_bytes(words[place])))
    }
}

impl Code {
    /// In how many bits the two differ.
    pub(crate) const fn distance(&self, other: &Self) -> u32 {
        let (a, b) = (&self.0, &other.0);
        (a[0] ^ b[0]).count_ones()
            + (a[1] ^ b[1]).count_ones()
            + (a[2] ^ b[2]).count_ones()
            + (a[3] ^ b[3]).count_ones()
    }

    /// In how many of the bits of `mask` the two differ.
    pub(crate) const fn distance_within(&self, other: &Self, mask: &Self) -> u32 {
        let (a, b, m) = (&self.0, &other.0, &mask.0);
        ((a[0] ^ b[0]) & m[0]).count_ones()
            + ((a[1] ^ b[1]) & m[1]).count_ones()
            + ((a[2] ^ b[2]) & m[2]).count_ones()
            + ((a[3] ^ b[3]) & m[3]).count_ones()
    }

    /// One of the [`PARTS`] parts of 16 bits.
    #[expect(
        clippy::cast_possible_truncation,
        reason = "the low 16 bits are what is asked for"
    )]
    pub(crate) const fn part(&self, part: usize) -> u16 {
        (self.0[part / 4] >> (part % 4 * 16)) as u16
    }
}

//! What H.264 says of its colours (ITU-T H.264, 7.3.2.1.1 and annex E.1.1).
//!
//! Pictures of red, green and blue have green where others have brightness. Browsers decode them and do not say so.

use alloc::vec::Vec;

/// High 4:4:4 Predictive, the only profile in which a first plane may be green.
const COLOURED_PROFILE: u8 = 244;

/// Whether the pictures are of red, green and blue, as `avcC` (ISO/IEC 14496-15, 5.3.3.1) has it in its first sequence
/// parameter set. What cannot be read is not.
pub(super) fn is_coloured(record: &[u8]) -> bool {
    if record.get(1) != Some(&COLOURED_PROFILE) {
        return false;
    }
    let set = record.get(6..8).and_then(|length| {
        let length = usize::from(u16::from_be_bytes(length.try_into().ok()?));
        // After the byte that says what kind of unit it is.
        record.get(9..8 + length)
    });
    let Some(set) = set else { return false };
    let bytes = unescaped(set);
    Bits { bytes: &bytes, at: 0 }.matrix() == Some(0)
}

/// Without the bytes that keep three zeros from following each other (7.4.1).
fn unescaped(unit: &[u8]) -> Vec<u8> {
    let mut zeros = 0;
    let kept = unit.iter().filter(|&&byte| {
        let escape = zeros >= 2 && byte == 3;
        zeros = if byte == 0 { zeros + 1 } else { 0 };
        !escape
    });
    kept.copied().collect()
}

/// Bits, the highest of each byte first.
struct Bits<'a> {
    bytes: &'a [u8],
    at: usize,
}

impl Bits<'_> {
    /// The number of at most 32 bits; `None` where they end.
    fn number(&mut self, bits: usize) -> Option<u32> {
        (0..bits).try_fold(0_u32, |number, _| {
            let byte = self.bytes.get(self.at / 8)?;
            let bit = byte >> (7 - self.at % 8) & 1;
            self.at += 1;
            Some(number << 1 | u32::from(bit))
        })
    }

    fn flag(&mut self) -> Option<bool> {
        Some(self.number(1)? == 1)
    }

    /// Exp-Golomb (9.1): as many zeros as bits follow the one after them.
    fn golomb(&mut self) -> Option<u32> {
        let mut zeros = 0;
        while !self.flag()? {
            zeros += 1;
        }
        (zeros < 32).then_some(())?;
        Some((1 << zeros) - 1 + self.number(zeros)?)
    }

    fn skip_golombs(&mut self, count: u32) -> Option<()> {
        (0..count).try_for_each(|_| self.golomb().map(drop))
    }

    /// `matrix_coefficients` of a sequence parameter set of the profile above; `None` where it does not say.
    fn matrix(&mut self) -> Option<u32> {
        // Profile, constraints, level.
        self.number(24)?;
        let _id = self.golomb()?;
        let sampling = self.golomb()?;
        if sampling == 3 {
            let _separate_planes = self.flag()?;
        }
        // Bits of brightness and of colour, and a flag.
        self.skip_golombs(2)?;
        let _bypass = self.flag()?;
        if self.flag()? {
            self.skip_scaling(if sampling == 3 { 12 } else { 8 })?;
        }
        self.skip_order()?;
        let _reference_frames = self.golomb()?;
        let _gaps = self.flag()?;
        // Width and height.
        self.skip_golombs(2)?;
        let frames_only = self.flag()?;
        if !frames_only {
            let _adaptive = self.flag()?;
        }
        let _direct = self.flag()?;
        if self.flag()? {
            // What is cut off at the four sides.
            self.skip_golombs(4)?;
        }
        self.flag()?.then_some(())?;
        self.usability_matrix()
    }

    fn skip_scaling(&mut self, lists: usize) -> Option<()> {
        for list in 0..lists {
            if !self.flag()? {
                continue;
            }
            let (mut last, mut next) = (8_u32, 8_u32);
            for _ in 0..if list < 6 { 16 } else { 64 } {
                if next != 0 {
                    let code = self.golomb()?;
                    // A signed number: odd codes are positive.
                    let change = if code % 2 == 1 {
                        code.div_ceil(2)
                    } else {
                        (code / 2).wrapping_neg()
                    };
                    next = last.wrapping_add(change) % 256;
                }
                last = if next == 0 { last } else { next };
            }
        }
        Some(())
    }

    /// How pictures are numbered.
    fn skip_order(&mut self) -> Option<()> {
        let _numbers = self.golomb()?;
        match self.golomb()? {
            0 => self.skip_golombs(1),
            1 => {
                let _always_zero = self.flag()?;
                self.skip_golombs(2)?;
                let cycle = self.golomb()?;
                self.skip_golombs(cycle)
            }
            _ => Some(()),
        }
    }

    /// In the video usability information.
    fn usability_matrix(&mut self) -> Option<u32> {
        const OWN_RATIO: u32 = 255;
        if self.flag()? && self.number(8)? == OWN_RATIO {
            self.number(32)?;
        }
        if self.flag()? {
            let _overscan = self.flag()?;
        }
        self.flag()?.then_some(())?;
        // Of which standard, and whether the range is full.
        self.number(4)?;
        self.flag()?.then_some(())?;
        // Primaries and transfer.
        self.number(16)?;
        self.number(8)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Of x264: red, green and blue; the same interlaced; 4:4:4.
    const RECORDS: [(&str, bool); 3] = [
        (
            "01f4000affe1001c67f4000a919b2884d80b70202004000003000400000300283c489658",
            true,
        ),
        (
            "01f40015ffe1001c67f40015919b2889b016e040400800000300080000030050f8a14cb0",
            true,
        ),
        (
            "01f4000affe1001767f4000a919b2884d808800000030080000005078912cb",
            false,
        ),
    ];

    fn record(digits: &str) -> Vec<u8> {
        digits
            .as_bytes()
            .chunks(2)
            .map(|pair| u8::from_str_radix(core::str::from_utf8(pair).unwrap(), 16).unwrap())
            .collect()
    }

    #[test]
    fn what_is_red_green_and_blue_is_told_apart() {
        for (digits, coloured) in RECORDS {
            assert_eq!(is_coloured(&record(digits)), coloured, "{digits}");
        }
        let mut high = record(RECORDS[0].0);
        high[1] = 100;
        assert!(!is_coloured(&high), "another profile");
    }

    #[test]
    fn what_is_cut_off_is_not() {
        for (digits, _) in RECORDS {
            let whole = record(digits);
            for length in 0..whole.len() {
                assert!(!is_coloured(&whole[..length]), "{digits} {length}");
            }
            for length in 0..10 {
                let mut short = whole[..8 + usize::from(length)].to_vec();
                short[7] = length;
                assert!(!is_coloured(&short), "{digits} {length}");
            }
        }
    }

    #[test]
    fn numbers_of_any_length_are_read_or_refused() {
        let mut bits = Bits {
            bytes: &[0b1010_0110, 0b0100_0010, 0b1000_0000],
            at: 0,
        };
        let read: Vec<_> = core::iter::from_fn(|| bits.golomb()).collect();
        assert_eq!(read, [0, 1, 2, 3, 4]);
        assert_eq!(
            Bits {
                bytes: &[0; 9],
                at: 0
            }
            .golomb(),
            None
        );
        let long = Bits {
            bytes: &[0, 0, 0, 0, 0xff, 0xff, 0xff, 0xff, 0xff],
            at: 0,
        }
        .golomb();
        assert_eq!(long, None, "more than 32 bits hold");
    }
}

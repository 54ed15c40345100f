//! Hashes of which only some bits count, compared one by one: there are few enough of them.

use hashing::{KnownForm, Pdq};

use crate::code::Code;

/// A hash whose counting bits nearly all agree with those of a hash that was looked for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Likeness<K> {
    /// Whose hash it is.
    pub key: K,
    /// In how many of the counting bits the two differ.
    pub distance: u32,
    /// How many bits count.
    pub bits: u32,
}

/// Hashes under keys of your own, each with the bits of it that count. 80 bytes each with a key of eight.
#[derive(Debug)]
pub struct Masked<K> {
    rows: Vec<Row<K>>,
}

#[derive(Debug)]
struct Row<K> {
    code: Code,
    mask: Code,
    /// The largest distance that is found.
    most: u16,
    bits: u16,
    key: K,
}

impl<K> Default for Masked<K> {
    fn default() -> Self {
        Self { rows: Vec::new() }
    }
}

impl<K: Copy> Masked<K> {
    /// All of these but those with too few bits that count ([`KnownForm::match_distance`]).
    pub fn of(forms: impl IntoIterator<Item = (K, KnownForm)>) -> Self {
        let rows = forms.into_iter().filter_map(|(key, form)| {
            Some(Row {
                code: Code::from(form.pdq),
                mask: Code::from(Pdq::from_bytes(*form.mask.as_bytes())),
                most: u16::try_from(form.match_distance()?).ok()?,
                bits: u16::try_from(form.mask.bits()).ok()?,
                key,
            })
        });
        Self { rows: rows.collect() }
    }

    /// The hash that is nearest to any of `pdqs` for the bits of it that count, if it is near enough
    /// ([`KnownForm::match_distance`]).
    pub fn nearest(&self, pdqs: &[Pdq]) -> Option<Likeness<K>> {
        let codes: Vec<Code> = pdqs.iter().copied().map(Code::from).collect();
        let mut nearest: Option<Likeness<K>> = None;
        // Each row is fetched once for all that is looked for.
        for row in &self.rows {
            for code in &codes {
                let distance = code.distance_within(&row.code, &row.mask);
                if distance > u32::from(row.most) {
                    continue;
                }
                let bits = u32::from(row.bits);
                // As shares of the bits that count.
                if nearest.is_none_or(|best| distance * best.bits < best.distance * bits) {
                    nearest = Some(Likeness {
                        key: row.key,
                        distance,
                        bits,
                    });
                }
            }
        }
        nearest
    }

    /// How many there are.
    pub const fn len(&self) -> usize {
        self.rows.len()
    }

    /// Whether there is none.
    pub const fn is_empty(&self) -> bool {
        self.rows.is_empty()
    }
}

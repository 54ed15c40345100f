//! A little work that whoever sends much has to do before: find a number whose SHA-256 with a text begins with zeros.
//! The browser's worker finds it, the server checks it with one hash.

use sha2::{Digest as _, Sha256};

/// Whether SHA-256 of the text and the number (8 bytes, little-endian) begins with at least `bits` zero bits.
#[must_use]
pub fn is_done(text: &str, bits: u8, number: u64) -> bool {
    let mut digest = Sha256::new();
    digest.update(text);
    digest.update(number.to_le_bytes());
    let digest: [u8; 32] = digest.finalize().into();
    let (head, _) = digest.split_at(8);
    let head = head.iter().fold(0_u64, |head, byte| head << 8 | u64::from(*byte));
    head.leading_zeros() >= u32::from(bits.min(64))
}

/// The smallest such number from `from` on, within the next `tries`; about 2 to the power of `bits` are needed.
#[must_use]
pub fn search(text: &str, bits: u8, from: u64, tries: u64) -> Option<u64> {
    (from..from.saturating_add(tries)).find(|&number| is_done(text, bits, number))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_the_search_finds_is_done_and_what_it_passed_over_is_not() {
        let found = search("a text", 10, 0, 1 << 20).unwrap();
        assert!(is_done("a text", 10, found));
        assert!((0..found).all(|number| !is_done("a text", 10, number)));
        assert!(!is_done("another text", 10, found));
    }

    #[test]
    fn no_work_is_done_by_anything() {
        assert!(is_done("", 0, 0));
    }

    #[test]
    fn a_search_goes_on_where_the_one_before_stopped() {
        let whole = search("x", 8, 0, 1 << 16).unwrap();
        let mut from = 0;
        let in_steps = loop {
            if let Some(found) = search("x", 8, from, 16) {
                break found;
            }
            from += 16;
        };
        assert_eq!(in_steps, whole);
    }
}

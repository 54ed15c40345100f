//! Which passphrases are good enough (ASVS 5.0 V6.2, NIST SP 800-63B-4): long, not known from a breach, not one thing
//! over and over, and not made of the account's own name. Nothing else is asked of them, and nobody has to change one.
//!
//! The list of known ones is shipped, so that no passphrase, and no part of one, is sent anywhere to be looked up.

use sha2::{Digest as _, Sha256};

/// The shortest passphrase, in characters (ASVS 5.0 V6.2.1 recommends it).
pub const MIN: usize = 15;
/// The longest passphrase, in characters: nothing is gained beyond.
pub const MAX: usize = 256;
/// A passphrase has so many different characters.
const DIFFERENT: usize = 6;
/// So much has to be left when what everyone would try is taken away.
const OF_ITS_OWN: usize = 8;

/// How many bytes of a digest are kept.
const LENGTH: usize = 8;
/// Described in SOURCE.md beside it.
const BREACHED: &[u8] = include_bytes!("breached.bin");

/// What is wrong with a passphrase.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum Weakness {
    /// It is too short or too long.
    #[error("a passphrase has {MIN} to {MAX} characters")]
    Length,
    /// It is known from a breach.
    #[error("this passphrase is on the lists that attackers try first")]
    Breached,
    /// It is one thing over and over, or a row of keys or digits.
    #[error("this passphrase repeats itself")]
    Repetitive,
    /// It is little more than the account's or the service's name.
    #[error("this passphrase is little more than a name")]
    Name,
}

/// Looks at a new passphrase; `names` are words that belong to the account, which everyone would try.
///
/// # Errors
/// Where it is not good enough.
pub fn check(passphrase: &str, names: &[&str]) -> Result<(), Weakness> {
    if !(MIN..=MAX).contains(&passphrase.chars().count()) {
        return Err(Weakness::Length);
    }
    if is_breached(passphrase) {
        return Err(Weakness::Breached);
    }
    let folded: Vec<char> = passphrase.to_lowercase().chars().collect();
    if is_repetitive(&folded) {
        return Err(Weakness::Repetitive);
    }
    let mut left: String = folded.into_iter().collect();
    for name in names.iter().copied().chain(["reclaim"]) {
        let name = name.trim().to_lowercase();
        if name.chars().count() >= 3 {
            left = left.replace(&name, "");
        }
    }
    if left.chars().filter(|sign| sign.is_alphanumeric()).count() < OF_ITS_OWN {
        return Err(Weakness::Name);
    }
    Ok(())
}

/// What is kept of a known passphrase: the first 8 bytes of SHA-256 of it in lower case.
pub fn fingerprint(passphrase: &str) -> [u8; LENGTH] {
    let digest: [u8; 32] = Sha256::digest(passphrase.to_lowercase()).into();
    std::array::from_fn(|place| digest[place])
}

fn is_breached(passphrase: &str) -> bool {
    let (known, _) = BREACHED.as_chunks::<LENGTH>();
    known.binary_search(&fingerprint(passphrase)).is_ok()
}

/// Whether it has few different signs, or most of it goes on from the sign before it as in `abc` and `321`.
fn is_repetitive(signs: &[char]) -> bool {
    let mut different = signs.to_vec();
    different.sort_unstable();
    different.dedup();
    let steps = signs
        .windows(2)
        .filter(|pair| u32::from(pair[0]).abs_diff(u32::from(pair[1])) <= 1)
        .count();
    different.len() < DIFFERENT || steps * 2 > signs.len()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_shipped_list_is_sorted_and_whole() {
        let (known, rest) = BREACHED.as_chunks::<LENGTH>();
        assert_eq!((known.len(), rest.len()), (9_728, 0));
        assert!(known.is_sorted());
    }

    #[test]
    fn a_long_passphrase_of_words_is_good() {
        for good in [
            "correct horse battery staple",
            "frog lantern obtains marble",
            "ünder drei Bäumen liegt Käse",
            "hfwz2-kq9mn-4tdcx-ab7rp",
        ] {
            assert_eq!(check(good, &["robin"]), Ok(()), "{good}");
        }
    }

    #[test]
    fn length_is_counted_in_characters() {
        assert_eq!(check("öfrogs lantern", &[]), Err(Weakness::Length));
        assert_eq!(check("öfrogs lanterns", &[]), Ok(()));
        assert_eq!(check(&"frog lantern ".repeat(20), &[]), Err(Weakness::Length));
    }

    #[test]
    fn what_was_seen_in_a_breach_is_refused_however_it_is_written() {
        for known in [
            "momsanaladventure",
            "MomsAnalAdventure",
            "1qaz2wsx3edc4rfv",
            "qazwsxedcrfvtgb",
            "lhbjkjubz2957704",
        ] {
            assert_eq!(check(known, &[]), Err(Weakness::Breached), "{known}");
        }
    }

    #[test]
    fn one_thing_over_and_over_is_refused() {
        for simple in [
            "zzzzzzzzzzzzzzzzzzz",
            "abcabcabcabcabcabcabc",
            "abcdefghijklmnopqrstu",
            "98765432109876543210987",
        ] {
            assert_eq!(check(simple, &[]), Err(Weakness::Repetitive), "{simple}");
        }
    }

    #[test]
    fn a_name_is_no_passphrase() {
        for named in ["robin-reclaim-2026", "Reclaim Robin Reclaim!"] {
            assert_eq!(check(named, &["Robin"]), Err(Weakness::Name), "{named}");
        }
    }
}

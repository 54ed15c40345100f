//! Codes on paper, for whoever has lost the phone: each stands in for one code of the app, once.
//!
//! Nothing here knows whose accounts these are.

use domain::Entropy;
use sha2::{Digest as _, Sha256};

/// So many codes are made at a time.
pub const COUNT: usize = 8;
/// Letters and digits that are not taken for one another.
const SIGNS: &[u8; 32] = b"abcdefghjkmnpqrstuvwxyz023456789";
/// A code has so many of them: 120 bits, so that a plain digest of it can be kept (ASVS 5.0 V6.5.2).
const LENGTH: usize = 24;

/// One code.
#[derive(Clone, PartialEq, Eq)]
pub struct RecoveryCode([u8; LENGTH]);

impl RecoveryCode {
    /// A new set of codes.
    pub(crate) fn draw_set(entropy: &dyn Entropy) -> Vec<Self> {
        (0..COUNT)
            .map(|_| {
                Self(
                    entropy
                        .bytes::<LENGTH>()
                        .map(|byte| SIGNS[usize::from(byte & 31)]),
                )
            })
            .collect()
    }

    /// Reads what was typed; `None` where it can be none of our codes. Dashes, spaces and capitals do not matter.
    pub(crate) fn parse(typed: &str) -> Option<Self> {
        let mut signs = typed
            .bytes()
            .filter(|byte| !byte.is_ascii_whitespace() && *byte != b'-')
            .map(|byte| byte.to_ascii_lowercase());
        let mut code = [0; LENGTH];
        for place in &mut code {
            *place = signs.next().filter(|sign| SIGNS.contains(sign))?;
        }
        signs.next().is_none().then_some(Self(code))
    }

    /// The code in groups, as it is printed.
    pub fn reveal(&self) -> String {
        self.0
            .chunks(6)
            .map(|group| String::from_utf8_lossy(group))
            .collect::<Vec<_>>()
            .join("-")
    }

    /// What is kept of it.
    pub(crate) fn digest(&self) -> [u8; 32] {
        Sha256::digest(self.0).into()
    }
}

/// Says that it is a code and not which one.
impl std::fmt::Debug for RecoveryCode {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("RecoveryCode(..)")
    }
}

#[cfg(test)]
mod tests {
    use domain::entropy::SeededEntropy;

    use super::*;

    #[test]
    fn a_code_reads_back_however_it_is_typed() {
        let codes = RecoveryCode::draw_set(&SeededEntropy::new(1));
        assert_eq!(codes.len(), COUNT);
        for code in &codes {
            let text = code.reveal();
            assert_eq!(text.len(), LENGTH + 3);
            for typed in [text.clone(), text.to_uppercase(), text.replace('-', " ")] {
                assert_eq!(RecoveryCode::parse(&typed).as_ref(), Some(code), "{typed}");
            }
        }
        assert_ne!(codes[0].digest(), codes[1].digest());
    }

    #[test]
    fn nothing_else_is_a_code() {
        let text = RecoveryCode::draw_set(&SeededEntropy::new(1))[0].reveal();
        for wrong in [
            "",
            "123456",
            &text[1..],
            &format!("{text}a"),
            &text.replace('-', "!"),
        ] {
            assert_eq!(RecoveryCode::parse(wrong), None, "{wrong}");
        }
    }
}

//! Random secrets that a browser or a link carries. Only their digests are kept.

use domain::Entropy;
use sha2::{Digest as _, Sha256};

/// 32 random bytes.
#[derive(Clone, PartialEq, Eq)]
pub struct Token([u8; 32]);

impl Token {
    pub(crate) fn draw(entropy: &dyn Entropy) -> Self {
        Self(entropy.bytes())
    }

    /// Reads 64 hex digits; `None` where the text is anything else.
    pub fn parse(text: &str) -> Option<Self> {
        let mut token = [0; 32];
        hex::decode_to_slice(text, &mut token).ok()?;
        Some(Self(token))
    }

    /// 64 hex digits.
    pub fn reveal(&self) -> String {
        hex::encode(self.0)
    }

    pub(crate) fn digest(&self) -> [u8; 32] {
        Sha256::digest(self.0).into()
    }
}

/// Says that it is a token and not which one.
impl std::fmt::Debug for Token {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("Token(..)")
    }
}

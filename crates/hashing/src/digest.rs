//! Exact hashes: SHA-256 (FIPS 180-4), SHA-1 (RFC 3174) and MD5 (RFC 1321) of the same bytes in one pass.

use core::fmt;
use sha2::Digest as _;

/// The exact hashes of a file's bytes.
///
/// They find only unchanged copies. MD5 and SHA-1 can be made to collide on purpose and are here because lists in use
/// are keyed by them; SHA-256 is the one that identifies.
#[derive(Clone, Copy, PartialEq, Eq, Hash)]
pub struct Digests {
    /// SHA-256.
    pub sha256: [u8; 32],
    /// SHA-1.
    pub sha1: [u8; 20],
    /// MD5.
    pub md5: [u8; 16],
}

impl fmt::Debug for Digests {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Digests")
            .field("sha256", &format_args!("{}", Hex(&self.sha256)))
            .field("sha1", &format_args!("{}", Hex(&self.sha1)))
            .field("md5", &format_args!("{}", Hex(&self.md5)))
            .finish()
    }
}

/// Bytes that display as lower-case hexadecimal digits.
///
/// ```
/// assert_eq!(hashing::Hex(&[0, 255]).to_string(), "00ff");
/// ```
#[derive(Clone, Copy, Debug)]
pub struct Hex<'a>(pub &'a [u8]);

impl fmt::Display for Hex<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.iter().try_for_each(|byte| write!(f, "{byte:02x}"))
    }
}

/// Takes the bytes of a file in portions of any size and holds none of them.
///
/// ```
/// let mut stream = hashing::DigestStream::new();
/// stream.update(b"a");
/// stream.update(b"bc");
/// assert_eq!(hashing::Hex(&stream.finish().md5).to_string(), "900150983cd24fb0d6963f7d28e17f72");
/// ```
#[derive(Clone, Debug, Default)]
pub struct DigestStream {
    sha256: sha2::Sha256,
    sha1: sha1::Sha1,
    md5: md5::Md5,
}

impl DigestStream {
    /// A stream that has seen no byte.
    #[must_use]
    pub fn new() -> Self {
        Self::default()
    }

    /// Takes the next bytes.
    pub fn update(&mut self, bytes: &[u8]) {
        // In portions that stay in the first-level cache for all three.
        for portion in bytes.chunks(16 * 1024) {
            self.sha256.update(portion);
            self.sha1.update(portion);
            self.md5.update(portion);
        }
    }

    /// The hashes of everything taken.
    #[must_use]
    pub fn finish(self) -> Digests {
        Digests {
            sha256: self.sha256.finalize().into(),
            sha1: self.sha1.finalize().into(),
            md5: self.md5.finalize().into(),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use alloc::string::ToString;
    use alloc::vec;

    /// The examples of FIPS 180 and RFC 1321.
    #[test]
    fn the_standards_own_examples_come_out() {
        let empty = DigestStream::new().finish();
        assert_eq!(Hex(&empty.md5).to_string(), "d41d8cd98f00b204e9800998ecf8427e");
        assert_eq!(
            Hex(&empty.sha1).to_string(),
            "da39a3ee5e6b4b0d3255bfef95601890afd80709"
        );
        let mut stream = DigestStream::new();
        stream.update(b"abc");
        let digests = stream.finish();
        assert_eq!(
            Hex(&digests.sha1).to_string(),
            "a9993e364706816aba3e25717850c26c9cd0d89d"
        );
        assert_eq!(
            Hex(&digests.sha256).to_string(),
            "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad"
        );
    }

    #[test]
    fn portions_do_not_matter() {
        let bytes = vec![42; 100_000];
        let mut whole = DigestStream::new();
        whole.update(&bytes);
        let mut pieces = DigestStream::new();
        bytes.chunks(333).for_each(|piece| pieces.update(piece));
        assert_eq!(whole.finish(), pieces.finish());
    }
}

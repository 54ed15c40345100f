//! The hashes of one item, as they are stored and handed to subscribers.

use std::fmt;

pub use hashing::{Medium, Vpdq};
use hashing::{Pdq, Quality, VariantKind};
use serde::{Deserialize, Serialize};

/// Which function made a value.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum HashKind {
    /// 16 bytes, RFC 1321.
    Md5,
    /// 32 bytes that stay close when the picture changes little (Meta's PDQ, full-resolution flavour).
    Pdq,
    /// 20 bytes, RFC 3174.
    Sha1,
    /// 32 bytes, FIPS 180-4.
    Sha256,
    /// The PDQ of a video's pictures, one a second: [`Vpdq`].
    Vpdq,
}

impl HashKind {
    /// The name on every wire and in storage.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Md5 => "md5",
            Self::Pdq => "pdq",
            Self::Sha1 => "sha1",
            Self::Sha256 => "sha256",
            Self::Vpdq => "vpdq",
        }
    }

    /// The kind of that name.
    pub fn parse(name: &str) -> Option<Self> {
        [Self::Md5, Self::Pdq, Self::Sha1, Self::Sha256, Self::Vpdq]
            .into_iter()
            .find(|kind| kind.as_str() == name)
    }
}

/// A hash: its kind and value, and for PDQ how much the picture offers to hash.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum HashValue {
    /// MD5 of the file.
    Md5([u8; 16]),
    /// PDQ of the picture, or of the variant of it that [`Hash::variant`] names.
    Pdq(Pdq, Quality),
    /// SHA-1 of the file.
    Sha1([u8; 20]),
    /// SHA-256 of the file.
    Sha256([u8; 32]),
    /// vPDQ of the video or animation.
    Vpdq(Vpdq),
}

impl HashValue {
    /// Builds a value from what a row or a wire holds; `None` where length or quality do not fit the kind.
    pub fn from_parts(kind: HashKind, value: &[u8], quality: Option<u8>) -> Option<Self> {
        match (kind, quality) {
            (HashKind::Md5, None) => Some(Self::Md5(value.try_into().ok()?)),
            (HashKind::Sha1, None) => Some(Self::Sha1(value.try_into().ok()?)),
            (HashKind::Sha256, None) => Some(Self::Sha256(value.try_into().ok()?)),
            (HashKind::Pdq, Some(quality)) => Some(Self::Pdq(
                Pdq::from_bytes(value.try_into().ok()?),
                Quality::new(quality)?,
            )),
            (HashKind::Vpdq, None) => Some(Self::Vpdq(Vpdq::from_bytes(value.to_owned()).ok()?)),
            _ => None,
        }
    }

    /// Which function made it.
    pub const fn kind(&self) -> HashKind {
        match self {
            Self::Md5(_) => HashKind::Md5,
            Self::Pdq(..) => HashKind::Pdq,
            Self::Sha1(_) => HashKind::Sha1,
            Self::Sha256(_) => HashKind::Sha256,
            Self::Vpdq(_) => HashKind::Vpdq,
        }
    }

    /// The bytes of the value; how many, [`HashKind`] says.
    pub fn bytes(&self) -> &[u8] {
        match self {
            Self::Md5(value) => value,
            Self::Pdq(value, _) => value.as_bytes(),
            Self::Sha1(value) => value,
            Self::Sha256(value) => value,
            Self::Vpdq(value) => value.as_bytes(),
        }
    }

    /// PDQ's quality, 0 to 100; `None` for every other kind. Each picture of a vPDQ has its own.
    pub const fn quality(&self) -> Option<u8> {
        match self {
            Self::Pdq(_, quality) => Some(quality.get()),
            _ => None,
        }
    }
}

impl AsRef<[u8]> for HashValue {
    fn as_ref(&self) -> &[u8] {
        self.bytes()
    }
}

/// An exact hash of a file: unchanged copies have it, and no others. The strongest kind comes first.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum FileHash {
    /// SHA-256.
    Sha256([u8; 32]),
    /// SHA-1.
    Sha1([u8; 20]),
    /// MD5.
    Md5([u8; 16]),
}

impl FileHash {
    /// Builds one from what a row or a wire holds; `None` where the length does not fit the kind, or the kind is no exact one.
    pub fn from_parts(kind: HashKind, value: &[u8]) -> Option<Self> {
        match kind {
            HashKind::Sha256 => Some(Self::Sha256(value.try_into().ok()?)),
            HashKind::Sha1 => Some(Self::Sha1(value.try_into().ok()?)),
            HashKind::Md5 => Some(Self::Md5(value.try_into().ok()?)),
            HashKind::Pdq | HashKind::Vpdq => None,
        }
    }

    /// Reads the kind and its hexadecimal digits, as `sha256:…`, `sha1:…` or `md5:…`. Of a SHA-1 and an MD5 the digits are
    /// enough; a SHA-256 has as many as a PDQ.
    pub fn parse(text: &str) -> Option<Self> {
        let (kind, digits) = match (text.split_once(':'), text.len()) {
            (Some((kind, digits)), _) => (HashKind::parse(kind)?, digits),
            (None, 40) => (HashKind::Sha1, text),
            (None, 32) => (HashKind::Md5, text),
            (None, _) => return None,
        };
        if digits.starts_with("0x") {
            return None;
        }
        Self::from_parts(kind, &hex::decode(digits).ok()?)
    }

    /// Which function made it.
    pub const fn kind(&self) -> HashKind {
        match self {
            Self::Sha256(_) => HashKind::Sha256,
            Self::Sha1(_) => HashKind::Sha1,
            Self::Md5(_) => HashKind::Md5,
        }
    }

    /// The bytes of the value; how many, [`HashKind`] says.
    pub fn bytes(&self) -> &[u8] {
        match self {
            Self::Sha256(value) => value,
            Self::Sha1(value) => value,
            Self::Md5(value) => value,
        }
    }
}

/// As [`FileHash::parse`] reads it.
impl fmt::Display for FileHash {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}:{}", self.kind().as_str(), hex::encode(self.bytes()))
    }
}

/// One hash of an item.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Hash {
    /// Kind and value.
    pub value: HashValue,
    /// Which derived picture was hashed; `None` for the picture as it is.
    pub variant: Option<VariantKind>,
}

/// All hashes of one item: at least one, and no kind and variant twice. What a browser sends always has a SHA-256 and an
/// MD5; what an organisation hands in may be one hash alone.
///
/// Always in one order (kind, then variant by name, the unmodified first), so that equal sets are equal values.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ItemHashes(Vec<Hash>);

/// A set of hashes that is no item's.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum InvalidHashes {
    /// No hash at all.
    #[error("an item has at least one hash")]
    Empty,
    /// The same kind and variant twice.
    #[error("an item has one hash of each kind and variant")]
    Twice,
    /// A variant of something that is not PDQ, or of a picture whose own PDQ is missing.
    #[error("only a pdq beside the unmodified one may be a variant")]
    StrayVariant,
}

impl ItemHashes {
    /// Checks and orders a set of hashes.
    ///
    /// # Errors
    /// Where the set breaks one of the rules of this type.
    pub fn new(mut hashes: Vec<Hash>) -> Result<Self, InvalidHashes> {
        hashes.sort_by_key(|hash| (hash.value.kind(), hash.variant.map(VariantKind::as_str)));
        let twice = |pair: &[Hash]| {
            pair[0].value.kind() == pair[1].value.kind() && pair[0].variant == pair[1].variant
        };
        if hashes.windows(2).any(twice) {
            return Err(InvalidHashes::Twice);
        }
        let hashes = Self(hashes);
        if hashes.0.is_empty() {
            return Err(InvalidHashes::Empty);
        }
        let stray = |hash: &Hash| {
            hash.variant.is_some() && (hash.value.kind() != HashKind::Pdq || hashes.pdq().is_none())
        };
        if hashes.iter().any(stray) {
            return Err(InvalidHashes::StrayVariant);
        }
        Ok(hashes)
    }

    /// Every hash, in the order of this type.
    pub fn iter(&self) -> impl Iterator<Item = &Hash> {
        self.0.iter()
    }

    /// The unmodified hash of that kind.
    pub fn find(&self, kind: HashKind) -> Option<&HashValue> {
        self.iter()
            .find(|hash| hash.variant.is_none() && hash.value.kind() == kind)
            .map(|hash| &hash.value)
    }

    /// PDQ and quality of the unmodified picture.
    pub fn pdq(&self) -> Option<(Pdq, Quality)> {
        match self.find(HashKind::Pdq) {
            Some(HashValue::Pdq(pdq, quality)) => Some((*pdq, *quality)),
            _ => None,
        }
    }

    /// The pictures of the video or animation.
    pub fn vpdq(&self) -> Option<&Vpdq> {
        match self.find(HashKind::Vpdq) {
            Some(HashValue::Vpdq(vpdq)) => Some(vpdq),
            _ => None,
        }
    }

    /// The file's SHA-256.
    pub fn sha256(&self) -> Option<[u8; 32]> {
        match self.find(HashKind::Sha256) {
            Some(HashValue::Sha256(value)) => Some(*value),
            _ => None,
        }
    }

    /// The exact hashes of the file.
    pub fn of_file(&self) -> Vec<FileHash> {
        let plain = self.iter().filter(|hash| hash.variant.is_none());
        plain
            .filter_map(|hash| FileHash::from_parts(hash.value.kind(), hash.value.bytes()))
            .collect()
    }
}

impl IntoIterator for ItemHashes {
    type Item = Hash;
    type IntoIter = std::vec::IntoIter<Hash>;

    fn into_iter(self) -> Self::IntoIter {
        self.0.into_iter()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn exact() -> Vec<Hash> {
        [HashValue::Sha256([1; 32]), HashValue::Md5([2; 16])]
            .map(|value| Hash { value, variant: None })
            .into()
    }

    fn pdq(variant: Option<VariantKind>) -> Hash {
        Hash {
            value: HashValue::from_parts(HashKind::Pdq, &[3; 32], Some(90)).unwrap(),
            variant,
        }
    }

    #[test]
    fn a_set_is_the_same_in_whatever_order_it_came() {
        let mut hashes = exact();
        hashes.push(pdq(None));
        let forwards = ItemHashes::new(hashes.clone()).unwrap();
        hashes.reverse();
        assert_eq!(ItemHashes::new(hashes).unwrap(), forwards);
    }

    #[test]
    fn an_empty_set_is_refused_and_one_hash_is_enough() {
        assert_eq!(ItemHashes::new(Vec::new()), Err(InvalidHashes::Empty));
        assert_eq!(ItemHashes::new(vec![pdq(None)]).unwrap().sha256(), None);
    }

    #[test]
    fn the_same_kind_twice_is_refused() {
        let mut hashes = exact();
        hashes.extend(exact());
        assert_eq!(ItemHashes::new(hashes), Err(InvalidHashes::Twice));
    }

    #[test]
    fn a_variant_needs_the_picture_itself() {
        let mut hashes = exact();
        hashes.push(pdq(Some(VariantKind::Mirror)));
        assert_eq!(ItemHashes::new(hashes.clone()), Err(InvalidHashes::StrayVariant));
        hashes.push(pdq(None));
        assert!(ItemHashes::new(hashes).is_ok());
    }

    #[test]
    fn a_value_of_the_wrong_length_or_quality_is_none() {
        assert_eq!(HashValue::from_parts(HashKind::Md5, &[0; 15], None), None);
        assert_eq!(HashValue::from_parts(HashKind::Md5, &[0; 16], Some(1)), None);
        assert_eq!(HashValue::from_parts(HashKind::Pdq, &[0; 32], None), None);
        assert_eq!(HashValue::from_parts(HashKind::Pdq, &[0; 32], Some(101)), None);
        assert_eq!(HashValue::from_parts(HashKind::Vpdq, &[60; 34], None), None);
        assert_eq!(HashValue::from_parts(HashKind::Vpdq, &[60; 35], Some(60)), None);
    }

    #[test]
    fn an_exact_hash_reads_back_from_its_text_and_from_its_digits_where_they_tell_its_kind() {
        let all = [
            FileHash::Sha256([1; 32]),
            FileHash::Sha1([0xab; 20]),
            FileHash::Md5([2; 16]),
        ];
        for hash in all {
            assert_eq!(FileHash::parse(&hash.to_string()), Some(hash));
        }
        assert_eq!(FileHash::parse(&"AB".repeat(20)), Some(all[1]));
        assert_eq!(FileHash::parse(&"02".repeat(16)), Some(all[2]));
        let digits = "02".repeat(32);
        for wrong in [
            digits.clone(),
            digits[2..].to_owned(),
            format!("pdq:{digits}"),
            format!("md5:{digits}"),
            format!("md5:0x{}", &digits[..32]),
            "sha1:".to_owned(),
            "logo.png".to_owned(),
        ] {
            assert_eq!(FileHash::parse(&wrong), None, "{wrong}");
        }
    }

    #[test]
    fn of_a_set_the_exact_hashes_are_those_of_the_file() {
        let mut hashes = exact();
        hashes.push(pdq(None));
        let hashes = ItemHashes::new(hashes).unwrap();
        let expected = [FileHash::Md5([2; 16]), FileHash::Sha256([1; 32])];
        assert_eq!(hashes.of_file(), expected);
    }

    #[test]
    fn a_video_is_kept_with_its_pictures() {
        let mut hashes = exact();
        let value = HashValue::from_parts(HashKind::Vpdq, &[60; 35], None).unwrap();
        hashes.push(Hash { value, variant: None });
        let hashes = ItemHashes::new(hashes).unwrap();
        assert_eq!(hashes.vpdq().unwrap().frames().len(), 1);
        assert_eq!(hashes.pdq(), None);
    }
}

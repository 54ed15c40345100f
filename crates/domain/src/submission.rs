//! What a browser sends: hashes and nothing else.
//!
//! [`Form`] is the wire's shape, written by the picker and read by the server. [`Form::parse`] is the one
//! place where it is checked; a [`Submission`] is right by construction.

use hashing::{Pdq, Quality, VariantKind, Vpdq, vpdq::InvalidVpdq};
use serde::{Deserialize, Serialize};
use sha2::{Digest as _, Sha256};

use crate::{
    hash::{Hash, HashValue, ItemHashes, Medium},
    list::ListName,
};

/// The version of the wire that this program speaks.
pub const VERSION: u32 = 1;
/// The most items in one submission.
pub const MAX_ITEMS: usize = 100;
/// The most derived hashes of one item.
pub const MAX_VARIANTS: usize = 24;
/// The lengths in bytes that a browser pads a submission to, so that its length says little about what is in it.
/// The server takes none that is longer.
///
/// The largest holds a hundred photos with all their variants, or 24 videos of ten minutes; [`Form::thin`] makes more fit.
pub const SIZES: [usize; 4] = [4_096, 32_768, 262_144, 1_048_576];

/// A submission as JSON.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Form {
    /// [`VERSION`].
    pub version: u32,
    /// 64 lower-case hex digits, drawn by the browser for this submission: sending twice makes one case.
    pub key: String,
    /// The list's name.
    pub list: String,
    /// The case that the items are added to; absent for a new one.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub case: Option<CaseForm>,
    /// 1 to [`MAX_ITEMS`] items.
    pub items: Vec<ItemForm>,
    /// Spaces, so that the whole has one of the [`SIZES`].
    #[serde(default)]
    pub padding: String,
}

/// A case that more is added to, as its holder typed it.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct CaseForm {
    /// Its number.
    pub number: String,
    /// Its PIN.
    pub pin: String,
}

/// Says that it is a case and not which one.
impl std::fmt::Debug for CaseForm {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("CaseForm(..)")
    }
}

/// One photo or video.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ItemForm {
    /// `image` or `video`.
    pub medium: String,
    /// 64 lower-case hex digits.
    pub sha256: String,
    /// 32 lower-case hex digits.
    pub md5: String,
    /// 40 lower-case hex digits.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub sha1: Option<String>,
    /// 64 lower-case hex digits; goes together with `quality`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub pdq: Option<String>,
    /// 0 to 100; goes together with `pdq`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub quality: Option<u8>,
    /// A video or animation as [`Vpdq`]: lower-case hex digits, 70 for each of 1 to 600 pictures.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub vpdq: Option<String>,
    /// Hashes of pictures derived from it.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub variants: Vec<VariantForm>,
}

/// A hash of a picture derived from the item, for example mirrored.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct VariantForm {
    /// How it was derived.
    pub kind: String,
    /// 64 lower-case hex digits.
    pub pdq: String,
    /// 0 to 100.
    pub quality: u8,
}

/// The secret that makes a repeated submission the same submission.
#[derive(Clone, PartialEq, Eq)]
pub struct SubmissionKey([u8; 32]);

impl SubmissionKey {
    /// From its 32 bytes.
    pub const fn from_bytes(bytes: [u8; 32]) -> Self {
        Self(bytes)
    }

    /// Its 32 bytes.
    pub const fn as_bytes(&self) -> &[u8; 32] {
        &self.0
    }
}

/// Says that it is a key and not which one: with it the receipt could be asked for again.
impl std::fmt::Debug for SubmissionKey {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("SubmissionKey(..)")
    }
}

/// A checked submission.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Submission {
    /// Makes sending twice one case.
    pub key: SubmissionKey,
    /// The list that its items are for.
    pub list: ListName,
    /// 1 to [`MAX_ITEMS`] items, no two with the same SHA-256.
    pub items: Vec<SubmittedItem>,
    /// The place of the first of them among the items of its case: 0 unless they are added to a case.
    pub first: u32,
}

/// A checked item.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SubmittedItem {
    /// Photo or video.
    pub medium: Medium,
    /// Its hashes.
    pub hashes: ItemHashes,
}

impl Submission {
    /// SHA-256 over list and items in their order: tells a repetition from a reused key.
    pub fn digest(&self) -> [u8; 32] {
        let mut digest = Sha256::new();
        digest.update(self.list.as_str());
        for item in &self.items {
            digest.update(item.medium.as_str());
            for hash in item.hashes.iter() {
                digest.update(hash.value.kind().as_str());
                digest.update(hash.variant.map_or("", VariantKind::as_str));
                digest.update(hash.value.bytes());
                digest.update([hash.value.quality().unwrap_or(u8::MAX)]);
            }
        }
        digest.finalize().into()
    }
}

/// What is wrong with one field of a submission.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("{field}: {problem}")]
pub struct FieldError {
    /// Where, as a path: `items[2].pdq`.
    pub field: String,
    /// What is wrong, in one sentence.
    pub problem: &'static str,
}

fn wrong(field: impl Into<String>, problem: &'static str) -> FieldError {
    FieldError {
        field: field.into(),
        problem,
    }
}

/// Hex digits of one picture of a [`Vpdq`].
const FRAME_DIGITS: usize = 2 * Vpdq::FRAME_BYTES;

impl Form {
    /// Leaves out every second picture of the video that has most, and says how many bytes that saves: none if no video
    /// has more than one. What is left is still spread over all of the video.
    pub fn thin(&mut self) -> usize {
        let longest = self
            .items
            .iter_mut()
            .filter_map(|item| item.vpdq.as_mut())
            .max_by_key(|vpdq| vpdq.len());
        let Some(vpdq) = longest.filter(|vpdq| vpdq.len() > FRAME_DIGITS) else {
            return 0;
        };
        let before = vpdq.len();
        let digits: Vec<char> = vpdq.chars().collect();
        *vpdq = digits.chunks(FRAME_DIGITS).step_by(2).flatten().collect();
        before - vpdq.len()
    }

    /// Checks everything, and names the first field that is wrong.
    ///
    /// # Errors
    /// The field and what is wrong with it.
    pub fn parse(self) -> Result<Submission, FieldError> {
        if self.version != VERSION {
            return Err(wrong("version", "this server speaks version 1"));
        }
        let key = digits(&self.key).ok_or_else(|| wrong("key", "must be 64 lower-case hex digits"))?;
        let list = ListName::parse(&self.list).map_err(|_| wrong("list", "is not the name of a list"))?;
        if self.items.is_empty() {
            return Err(wrong("items", "must hold at least one photo or video"));
        }
        if self.items.len() > MAX_ITEMS {
            return Err(wrong("items", "must hold at most 100 photos and videos"));
        }
        let mut items: Vec<SubmittedItem> = Vec::with_capacity(self.items.len());
        for (position, form) in self.items.into_iter().enumerate() {
            let field = format!("items[{position}]");
            let item = form.parse(&field)?;
            if items
                .iter()
                .any(|other| other.hashes.sha256() == item.hashes.sha256())
            {
                return Err(wrong(
                    format!("{field}.sha256"),
                    "is the same file as an earlier item",
                ));
            }
            items.push(item);
        }
        Ok(Submission {
            key: SubmissionKey(key),
            list,
            items,
            first: 0,
        })
    }
}

impl ItemForm {
    fn parse(self, field: &str) -> Result<SubmittedItem, FieldError> {
        let at = |name: &str| format!("{field}.{name}");
        let medium = Medium::parse(&self.medium)
            .ok_or_else(|| wrong(at("medium"), "must be \"image\" or \"video\""))?;
        let sha256 =
            digits(&self.sha256).ok_or_else(|| wrong(at("sha256"), "must be 64 lower-case hex digits"))?;
        let md5 = digits(&self.md5).ok_or_else(|| wrong(at("md5"), "must be 32 lower-case hex digits"))?;
        let mut hashes = vec![plain(HashValue::Sha256(sha256)), plain(HashValue::Md5(md5))];
        if let Some(sha1) = &self.sha1 {
            let sha1 = digits(sha1).ok_or_else(|| wrong(at("sha1"), "must be 40 lower-case hex digits"))?;
            hashes.push(plain(HashValue::Sha1(sha1)));
        }
        match (&self.pdq, self.quality) {
            (Some(pdq), Some(quality)) => {
                hashes.push(plain(perceptual(pdq, quality, |name| at(name))?));
            }
            (None, None) => {}
            (Some(_), None) => return Err(wrong(at("quality"), "must come with a pdq")),
            (None, Some(_)) => return Err(wrong(at("pdq"), "must come with a quality")),
        }
        if medium == Medium::Video && self.pdq.is_some() {
            return Err(wrong(at("pdq"), "is a hash of photos, not of videos"));
        }
        if let Some(vpdq) = &self.vpdq {
            hashes.push(plain(HashValue::Vpdq(
                pictures(vpdq).map_err(|problem| wrong(at("vpdq"), problem))?,
            )));
        }
        if self.variants.len() > MAX_VARIANTS {
            return Err(wrong(at("variants"), "must hold at most 24 hashes"));
        }
        for (position, variant) in self.variants.iter().enumerate() {
            let at = |name: &str| format!("{field}.variants[{position}].{name}");
            let kind = VariantKind::parse(&variant.kind)
                .ok_or_else(|| wrong(at("kind"), "is not a kind of variant"))?;
            let value = perceptual(&variant.pdq, variant.quality, at)?;
            hashes.push(Hash {
                value,
                variant: Some(kind),
            });
        }
        let hashes = ItemHashes::new(hashes).map_err(|_| {
            wrong(
                at("variants"),
                "must be of different kinds and come with the picture's own pdq",
            )
        })?;
        Ok(SubmittedItem { medium, hashes })
    }
}

const fn plain(value: HashValue) -> Hash {
    Hash { value, variant: None }
}

fn perceptual(pdq: &str, quality: u8, at: impl Fn(&str) -> String) -> Result<HashValue, FieldError> {
    let pdq = Pdq::parse(pdq).map_err(|_| wrong(at("pdq"), "must be 64 lower-case hex digits"))?;
    let quality = Quality::new(quality).ok_or_else(|| wrong(at("quality"), "must be 0 to 100"))?;
    Ok(HashValue::Pdq(pdq, quality))
}

fn pictures(vpdq: &str) -> Result<Vpdq, &'static str> {
    if vpdq.bytes().any(|b| b.is_ascii_uppercase()) {
        return Err("must be lower-case hex digits");
    }
    let bytes = hex::decode(vpdq).map_err(|_| "must be lower-case hex digits")?;
    Vpdq::from_bytes(bytes).map_err(|invalid| match invalid {
        InvalidVpdq::Length => "must be 1 to 600 pictures of 70 hex digits each",
        InvalidVpdq::Quality => "must hold pictures of a quality from 50 to 100 only",
        InvalidVpdq::Order => "must hold its pictures in the order of their time",
        InvalidVpdq::Twice => "must hold each hash once",
    })
}

/// `N` bytes from twice as many lower-case hex digits.
fn digits<const N: usize>(text: &str) -> Option<[u8; N]> {
    if text.bytes().any(|b| b.is_ascii_uppercase()) {
        return None;
    }
    let mut bytes = [0; N];
    hex::decode_to_slice(text, &mut bytes).ok()?;
    Some(bytes)
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    /// A video with a picture in each of these seconds.
    fn frames(seconds: &[u16]) -> String {
        let frame = |second: &u16| format!("{second:04x}5a{second:04x}{}", "0f".repeat(30));
        seconds.iter().map(frame).collect()
    }

    fn form() -> Form {
        Form {
            version: 1,
            key: "0a".repeat(32),
            list: "exploitative".to_owned(),
            case: None,
            items: vec![ItemForm {
                medium: "image".to_owned(),
                sha256: "01".repeat(32),
                md5: "02".repeat(16),
                sha1: Some("03".repeat(20)),
                pdq: Some("0f".repeat(32)),
                quality: Some(99),
                vpdq: Some(frames(&[0, 1, 2])),
                variants: vec![VariantForm {
                    kind: "mirror".to_owned(),
                    pdq: "f0".repeat(32),
                    quality: 98,
                }],
            }],
            padding: String::new(),
        }
    }

    /// The field that is named when `spoil` has been done to a good submission.
    fn blamed(spoil: impl FnOnce(&mut Form)) -> String {
        let mut form = form();
        spoil(&mut form);
        form.parse().unwrap_err().field
    }

    #[test]
    fn a_good_submission_keeps_every_hash() {
        let parsed = form().parse().unwrap();
        assert_eq!(parsed.items.len(), 1);
        assert_eq!(parsed.items[0].hashes.iter().count(), 6);
        assert_eq!(parsed.items[0].hashes.vpdq().unwrap().frames().len(), 3);
    }

    #[test]
    fn the_wrong_field_is_named() {
        assert_eq!(blamed(|f| f.version = 2), "version");
        assert_eq!(blamed(|f| f.key.make_ascii_uppercase()), "key");
        assert_eq!(blamed(|f| f.list = "No List".to_owned()), "list");
        assert_eq!(blamed(|f| f.items.clear()), "items");
        assert_eq!(
            blamed(|f| f.items = vec![f.items[0].clone(); MAX_ITEMS + 1]),
            "items"
        );
        assert_eq!(
            blamed(|f| f.items[0].medium = "text".to_owned()),
            "items[0].medium"
        );
        assert_eq!(blamed(|f| f.items[0].sha256.truncate(62)), "items[0].sha256");
        assert_eq!(blamed(|f| f.items[0].md5.push('0')), "items[0].md5");
        assert_eq!(
            blamed(|f| f.items[0].sha1 = Some("z".repeat(40))),
            "items[0].sha1"
        );
        assert_eq!(blamed(|f| f.items[0].quality = None), "items[0].quality");
        assert_eq!(blamed(|f| f.items[0].pdq = None), "items[0].pdq");
        assert_eq!(blamed(|f| f.items[0].quality = Some(101)), "items[0].quality");
        assert_eq!(blamed(|f| f.items[0].medium = "video".to_owned()), "items[0].pdq");
        assert_eq!(
            blamed(|f| f.items[0].variants[0].kind.clear()),
            "items[0].variants[0].kind"
        );
        assert_eq!(
            blamed(|f| f.items[0].variants[0].pdq.clear()),
            "items[0].variants[0].pdq"
        );
        assert_eq!(blamed(|f| f.items.push(f.items[0].clone())), "items[1].sha256");
    }

    #[test]
    fn pictures_that_no_video_gives_are_named() {
        for wrong in [
            String::new(),
            "0f".repeat(34),
            frames(&[0]).to_uppercase(),
            frames(&[1, 0]),
            frames(&[1, 1]),
            frames(&[0]).replace("00005a", "000031"),
            frames(&(0..601).collect::<Vec<_>>()),
        ] {
            assert_eq!(
                blamed(|f| f.items[0].vpdq = Some(wrong.clone())),
                "items[0].vpdq",
                "{wrong}"
            );
        }
    }

    #[test]
    fn the_longest_video_is_thinned_first_and_each_keeps_a_picture() {
        let mut form = form();
        form.items.push(form.items[0].clone());
        form.items[1].sha256 = "aa".repeat(32);
        form.items[1].vpdq = Some(frames(&[0, 1, 2, 3, 4]));
        assert_eq!(form.thin(), 2 * FRAME_DIGITS);
        assert_eq!(form.items[1].vpdq, Some(frames(&[0, 2, 4])));
        while form.thin() > 0 {}
        for item in &form.items {
            assert_eq!(item.vpdq, Some(frames(&[0])));
        }
        assert!(form.parse().is_ok());
    }

    #[test]
    fn a_field_that_does_not_exist_is_refused() {
        let mut json = serde_json::to_value(form()).unwrap();
        json["items"][0]["filename"] = "x".into();
        assert!(serde_json::from_value::<Form>(json).is_err());
    }

    #[test]
    fn the_digest_tells_two_submissions_apart() {
        let mut other = form();
        other.items[0].variants[0].quality = 97;
        assert_ne!(form().parse().unwrap().digest(), other.parse().unwrap().digest());
    }

    proptest! {
        #[test]
        fn no_text_in_any_field_makes_parsing_panic(text in ".{0,80}") {
            for spoil in 0..7 {
                let mut form = form();
                let field = match spoil {
                    0 => &mut form.key,
                    1 => &mut form.list,
                    2 => &mut form.items[0].sha256,
                    3 => form.items[0].pdq.as_mut().unwrap(),
                    4 => &mut form.items[0].variants[0].kind,
                    5 => form.items[0].vpdq.as_mut().unwrap(),
                    _ => &mut form.items[0].medium,
                };
                field.clone_from(&text);
                form.thin();
                let _ = form.parse();
            }
        }
    }
}

//! Project VIC's data model 1.3 (`Media`), as forensic tools import it.
//!
//! The first field names the model and the second holds everything, because tools read them in this order. Every entry
//! is of category 0: the categories say what a picture shows, and nobody has looked at one. A tool that checks the size of
//! files finds none here, because it is never known. An entry without an MD5, by which such tools know a file, is left out:
//! a platform handed in its perceptual hash alone.

use domain::{
    entry::Standing,
    hash::{HashKind, ItemHashes},
};
use serde::Serialize;

use super::Line;

pub(super) const END: &str = "\n]}\n";

#[derive(Serialize)]
struct Media {
    #[serde(rename = "odata.id")]
    id: String,
    #[serde(rename = "MediaID")]
    media_id: u64,
    #[serde(rename = "Category")]
    category: u8,
    #[serde(rename = "MD5")]
    md5: String,
    #[serde(rename = "SHA1", skip_serializing_if = "String::is_empty")]
    sha1: String,
    #[serde(rename = "Comments")]
    comments: String,
    #[serde(rename = "Tags")]
    tags: String,
    #[serde(rename = "AlternativeHashes")]
    alternative: Vec<Alternative>,
}

#[derive(Serialize)]
struct Alternative {
    #[serde(rename = "HashName")]
    name: &'static str,
    #[serde(rename = "HashValue")]
    value: String,
}

pub(super) fn begin() -> String {
    "{\"odata.metadata\":\"http://github.com/ICMEC/ProjectVic/DataModels/1.3.xml#Media\",\"value\":["
        .to_owned()
}

/// Whether the model can say this entry.
pub(super) fn can_say(hashes: &ItemHashes) -> bool {
    hashes.find(HashKind::Md5).is_some()
}

pub(super) fn entry(line: &Line<'_>, text: &mut String) {
    let change = &line.listing.change;
    let hashes = &line.content.hashes;
    let hex_of = |kind| {
        hashes
            .find(kind)
            .map_or_else(String::new, |value| hex::encode_upper(value.bytes()))
    };
    let mut alternative = Vec::new();
    if let Some(sha256) = hashes.find(HashKind::Sha256) {
        alternative.push(Alternative {
            name: "SHA256",
            value: hex::encode_upper(sha256.bytes()),
        });
    }
    let perceptual = hashes
        .iter()
        .filter(|hash| hash.value.kind() == HashKind::Pdq && (line.variants || hash.variant.is_none()));
    alternative.extend(perceptual.map(|hash| Alternative {
        name: "PDQ",
        value: hex::encode(hash.value.bytes()),
    }));
    let media = Media {
        id: format!("Media({})", line.position),
        media_id: line.position,
        category: 0,
        md5: hex_of(HashKind::Md5),
        sha1: hex_of(HashKind::Sha1),
        comments: change.entry.to_string(),
        tags: format!(
            "reclaim {} {}",
            change.list,
            change.standing.map_or("", Standing::as_str)
        ),
        alternative,
    };
    text.push_str(if line.position == 1 { "\n" } else { ",\n" });
    text.push_str(&serde_json::to_string(&media).unwrap_or_else(|_| unreachable!("plain fields are JSON")));
}

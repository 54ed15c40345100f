//! Comma-separated values. No field needs quotes: all of it is hex digits, dates and words of our own.

use std::fmt::Write as _;

use domain::{
    entry::Standing,
    hash::{HashKind, HashValue},
};
use hashing::VariantKind;
use time::{OffsetDateTime, format_description::well_known::Rfc3339};

use super::Line;

pub(super) fn begin() -> String {
    "entry,medium,standing,number,changed_at,sha256,sha1,md5,pdq,pdq_quality,pdq_variants\r\n".to_owned()
}

pub(super) fn entry(line: &Line<'_>, text: &mut String) {
    let change = &line.listing.change;
    let hashes = &line.content.hashes;
    let hex_of = |kind| {
        hashes
            .find(kind)
            .map_or_else(String::new, |value| hex::encode(value.bytes()))
    };
    let quality = hashes
        .find(HashKind::Pdq)
        .and_then(HashValue::quality)
        .map_or_else(String::new, |quality| quality.to_string());
    let changed_at = OffsetDateTime::from_unix_timestamp(change.changed_at.as_seconds())
        .ok()
        .and_then(|at| at.format(&Rfc3339).ok())
        .unwrap_or_default();
    let _ = write!(
        text,
        "{},{},{},{},{changed_at},{},{},{},{},{quality},{}\r\n",
        change.entry,
        change.medium.as_str(),
        change.standing.map_or("", Standing::as_str),
        change.number,
        hex_of(HashKind::Sha256),
        hex_of(HashKind::Sha1),
        hex_of(HashKind::Md5),
        hex_of(HashKind::Pdq),
        variants(line),
    );
}

/// `mirror=<hex> rotate-90=<hex>`.
fn variants(line: &Line<'_>) -> String {
    if !line.variants {
        return String::new();
    }
    let altered: Vec<_> = line
        .content
        .hashes
        .iter()
        .filter(|hash| hash.value.kind() == HashKind::Pdq)
        .filter_map(|hash| Some((hash.variant?, hash.value.bytes())))
        .map(|(variant, value)| format!("{}={}", VariantKind::as_str(variant), hex::encode(value)))
        .collect();
    altered.join(" ")
}

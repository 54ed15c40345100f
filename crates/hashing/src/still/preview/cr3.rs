//! Canon's CR3: boxes as in a video, with the JPEG as the only sample of a track. A smaller one is in a box of its own.

use super::{Largest, Preview, tiff};
use crate::boxes::{boxes, find as find_box};

/// The box with the metadata, within `moov`.
const METADATA: [u8; 16] = *b"\x85\xc0\xb6\x87\x82\x0f\x11\xe0\x81\x11\xf4\xce\x46\x2b\x6a\x48";
/// The box with the smaller preview, at the top.
const PREVIEW: [u8; 16] = *b"\xea\xf4\x2b\x5e\x1c\x98\x4b\x88\xb9\xfb\xb7\xdc\x40\x6e\x4d\x16";
/// A file has four or five tracks.
const MOST_TRACKS: usize = 16;

pub(super) fn find(bytes: &[u8]) -> Option<Preview<'_>> {
    let mut largest = Largest::default();
    let moov = find_box(bytes, b"moov").unwrap_or_default();
    let tracks = boxes(moov).filter(|found| found.kind == *b"trak");
    for track in tracks.take(MOST_TRACKS) {
        if let Some((start, length)) = only_sample(track.content) {
            largest.consider(bytes, start, length);
        }
    }
    if let Some(content) = uuid(bytes, PREVIEW) {
        // Eight bytes, then a box whose content begins with twelve bytes of dimensions and the JPEG's length.
        let preview = content
            .get(8..)
            .and_then(|content| find_box(content, b"PRVW"))
            .and_then(|content| content.get(16..))
            .unwrap_or_default();
        largest.consider(preview, 0, preview.len());
    }
    let orientation = uuid(moov, METADATA)
        .and_then(|metadata| find_box(metadata, b"CMT1"))
        .and_then(tiff::orientation);
    Some(Preview {
        jpeg: largest.jpeg?,
        orientation,
    })
}

/// What follows the identifier in the `uuid` box that has it.
fn uuid(bytes: &[u8], id: [u8; 16]) -> Option<&[u8]> {
    boxes(bytes)
        .filter(|found| found.kind == *b"uuid")
        .find_map(|found| found.content.strip_prefix(&id))
}

/// Where a track's first sample is, and how long it is (ISO/IEC 14496-12, 8.7).
fn only_sample(track: &[u8]) -> Option<(usize, usize)> {
    let media = find_box(find_box(track, b"mdia")?, b"minf")?;
    let table = find_box(media, b"stbl")?;
    let number = |content: &[u8], at: usize| {
        let number = content.get(at..)?.first_chunk()?;
        usize::try_from(u32::from_be_bytes(*number)).ok()
    };
    let sizes = find_box(table, b"stsz")?;
    let length = match number(sizes, 4)? {
        // They differ: here is the first.
        0 => number(sizes, 12)?,
        same => same,
    };
    let start = match find_box(table, b"co64") {
        Some(offsets) => usize::try_from(u64::from_be_bytes(*offsets.get(8..)?.first_chunk()?)).ok()?,
        None => number(find_box(table, b"stco")?, 8)?,
    };
    Some((start, length))
}

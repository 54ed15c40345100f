//! A look at an MP4 file before its tables are expanded: a few bytes can claim a picture for every bit of them.

use super::super::VideoError;
use super::Window;
use crate::boxes::{boxes, find};
use alloc::vec::Vec;
use std::io::{Read, Seek};

/// The largest index that is read.
const LARGEST_INDEX: u64 = 64 << 20;
/// The most pictures, of a day and a half; in a file of fragments the most samples of all tracks together. Each takes
/// 64 bytes, so all others are hidden where they can be: uncompressed sound has as many in a minute and a half.
const MOST_SAMPLES: u64 = 4_000_000;
/// The most tracks that are hidden.
const MOST_HIDDEN: usize = 10_000;
/// The most boxes that a file has at its top: two for each second of a day.
const MOST_BOXES: u32 = 200_000;

/// Walks through the boxes at the top of the file, and hides what is of no use from whoever reads it next.
pub(super) fn survey<R: Read + Seek>(source: &mut Window<R>, size: u64) -> Result<(), VideoError> {
    let mut found = Found {
        samples: 0,
        video: false,
        encrypted: false,
        others: Vec::new(),
        of_others: Ok(0),
    };
    let (mut at, mut index, mut fragments, mut named) = (0, false, false, false);
    for _ in 0..MOST_BOXES {
        if at + 8 > size {
            break;
        }
        let (kind, header, length) = head(source, at, size)?;
        if matches!(&kind, b"moov" | b"moof") {
            if length > LARGEST_INDEX {
                return Err(VideoError::TooManyFrames);
            }
            let content = source
                .stretch(at + header, length - header)
                .map_err(|_| VideoError::Damaged)?;
            if &kind == b"moov" {
                index = true;
                found.index(&content, at + header)?;
            } else {
                fragments = true;
                found.fragment(&content)?;
            }
        }
        named |= &kind == b"ftyp";
        at = at.checked_add(length).ok_or(VideoError::Damaged)?;
    }
    if at + 8 <= size {
        return Err(VideoError::TooManyFrames);
    }
    source.announce(at);
    if !named {
        source.append_type();
    }
    if fragments {
        // They name their tracks, which therefore have to be there.
        found.of_others.and_then(|samples| found.add(samples))?;
    } else {
        source.hide(core::mem::take(&mut found.others));
    }
    match found {
        _ if !index => Err(VideoError::Damaged),
        Found { video: false, .. } => Err(VideoError::NoVideoTrack),
        Found { encrypted: true, .. } => Err(VideoError::Encrypted),
        _ => Ok(()),
    }
}

/// Kind, length of the header and whole length of the box at that place.
fn head<R: Read + Seek>(
    source: &mut Window<R>,
    at: u64,
    size: u64,
) -> Result<([u8; 4], u64, u64), VideoError> {
    let bytes = source
        .stretch(at, (size - at).min(16))
        .map_err(|_| VideoError::Damaged)?;
    let (Some(length), Some(kind)) = (bytes.first_chunk(), bytes.get(4..).and_then(<[u8]>::first_chunk))
    else {
        return Err(VideoError::Damaged);
    };
    let (header, length) = match u32::from_be_bytes(*length) {
        0 => (8, size - at),
        1 => {
            let length = bytes
                .get(8..)
                .and_then(<[u8]>::first_chunk)
                .ok_or(VideoError::Damaged)?;
            (16, u64::from_be_bytes(*length))
        }
        length => (8, u64::from(length)),
    };
    if length < header {
        return Err(VideoError::Damaged);
    }
    Ok((*kind, header, length))
}

struct Found {
    /// Pictures, and samples in fragments.
    samples: u64,
    video: bool,
    encrypted: bool,
    /// Where in the file the names of the boxes of all other tracks stand.
    others: Vec<u64>,
    /// How many samples those have, outside of fragments.
    of_others: Result<u64, VideoError>,
}

impl Found {
    fn add(&mut self, samples: u64) -> Result<(), VideoError> {
        self.samples = self.samples.saturating_add(samples);
        if self.samples > MOST_SAMPLES {
            return Err(VideoError::TooManyFrames);
        }
        Ok(())
    }

    /// `moov`, whose content begins at that place in the file.
    fn index(&mut self, content: &[u8], at: u64) -> Result<(), VideoError> {
        for track in boxes(content).filter(|found| found.kind == *b"trak") {
            let media = find(track.content, b"mdia").unwrap_or_default();
            let table = find(media, b"minf").and_then(|information| find(information, b"stbl"));
            let is_video = find(media, b"hdlr").and_then(|handler| handler.get(8..12)) == Some(b"vide");
            if !is_video {
                if self.others.len() == MOST_HIDDEN {
                    return Err(VideoError::Damaged);
                }
                self.others.push(at + track.start as u64 + 4);
                let samples = table.map_or(Ok(0), |table| Table(table).samples());
                let sum = |before: u64| samples.map(|samples| before.saturating_add(samples));
                self.of_others = self.of_others.and_then(sum);
            } else if let Some(table) = table {
                self.video = true;
                let entry = find(table, b"stsd").and_then(|description| description.get(12..16));
                self.encrypted |= entry == Some(b"encv");
                self.add(Table(table).samples()?)?;
            }
        }
        Ok(())
    }

    /// `moof`.
    fn fragment(&mut self, content: &[u8]) -> Result<(), VideoError> {
        for track in boxes(content).filter(|found| found.kind == *b"traf") {
            for run in boxes(track.content).filter(|found| found.kind == *b"trun") {
                let samples = number(run.content, 4).ok_or(VideoError::Damaged)?;
                self.add(samples)?;
            }
        }
        Ok(())
    }
}

/// `stbl`: where and when the samples of a track are.
struct Table<'a>(&'a [u8]);

impl Table<'_> {
    /// How many samples there are, if the table says for each of them where and when it is.
    fn samples(&self) -> Result<u64, VideoError> {
        let Some(sizes) = find(self.0, b"stsz") else {
            return Ok(0);
        };
        let samples = number(sizes, 8).ok_or(VideoError::Damaged)?;
        if samples > MOST_SAMPLES {
            return Err(VideoError::TooManyFrames);
        }
        let timed = |kind| {
            self.entries(kind, 8)
                .map(|entries| entries.iter().map(|entry| entry[0]).sum::<u64>())
        };
        let enough = samples == 0
            || self.located() >= samples
                && timed(b"stts").is_some_and(|timed| timed >= samples)
                && (find(self.0, b"ctts").is_none() || timed(b"ctts").is_some_and(|timed| timed >= samples));
        if enough {
            Ok(samples)
        } else {
            Err(VideoError::Damaged)
        }
    }

    /// How many samples the chunks hold (`stsc`, with `stco` or `co64`).
    fn located(&self) -> u64 {
        let chunks = self.entries(b"stco", 4).map(|chunks| chunks.len());
        let chunks = chunks.or_else(|| self.entries(b"co64", 8).map(|chunks| chunks.len()));
        let chunks = chunks.map_or(0, |chunks| chunks as u64);
        let runs = self.entries(b"stsc", 12).unwrap_or_default();
        let ends = runs.iter().skip(1).map(|run| run[0]).chain([chunks + 1]);
        let mut before = 0;
        let mut samples: u64 = 0;
        for (run, end) in runs.iter().zip(ends) {
            // They count from 1 on, each from a later chunk than the one before.
            if run[0] <= before || end <= run[0] || end > chunks + 1 {
                return 0;
            }
            before = run[0];
            samples = samples.saturating_add((end - run[0]).saturating_mul(run[1]));
        }
        if runs.first().is_some_and(|run| run[0] == 1) {
            samples
        } else {
            0
        }
    }

    /// The first two numbers of each entry of a table whose entries have this many bytes.
    fn entries(&self, kind: &[u8; 4], length: usize) -> Option<Vec<[u64; 2]>> {
        let content = find(self.0, kind)?;
        let count = usize::try_from(number(content, 4)?).ok()?;
        let entries = content.get(8..)?.get(..count.checked_mul(length)?)?;
        let read = |entry: &[u8]| [number(entry, 0).unwrap_or(0), number(entry, 4).unwrap_or(0)];
        Some(entries.chunks_exact(length).map(read).collect())
    }
}

/// The number of four bytes at that place.
fn number(bytes: &[u8], at: usize) -> Option<u64> {
    let bytes = bytes.get(at..)?.first_chunk()?;
    Some(u64::from(u32::from_be_bytes(*bytes)))
}

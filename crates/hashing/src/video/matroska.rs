//! Matroska and WebM files, taken apart by `matroska-demuxer`.

mod entry;

use self::entry::Entry;
use super::window::Window;
use super::{Chunk, Track, VideoError, codec};
use alloc::vec::Vec;
use matroska_demuxer::{
    ContentCompAlgo, ContentEncodingValue, DemuxError, Frame, MatroskaFile, TrackEntry, TrackType,
};
use std::io::{Read, Seek, SeekFrom};

/// How long a part of a video is looked at to learn how many pictures there are in a second, if the file does not say
/// so, in nanoseconds.
const LOOKED_AT: u128 = 5_000_000_000;
/// The share of a rate by which what a file says may be off: it rounds durations to nanoseconds.
const ROUNDED: f64 = 0.000_01;
/// The share of a rate by which what is measured may be off.
const MOST_UNCERTAIN: f64 = 0.01;

/// The pictures of a file's first video track.
pub(super) struct Matroska<R: Read + Seek> {
    file: MatroskaFile<Window<R>>,
    track: u64,
    /// Nanoseconds of a unit of time.
    scale: u64,
    /// What each picture begins with and the file leaves out.
    stripped: Vec<u8>,
    /// No picture was handed out or looked at yet.
    first: bool,
    /// The first picture, which was looked at in advance.
    ahead: Option<Chunk>,
}

impl<R: Read + Seek> Matroska<R> {
    pub(super) fn open(source: R, size: u64) -> Result<(Self, Track), VideoError> {
        let mut source = Window::new(source, size);
        let Entry {
            orientation,
            encrypted,
        } = Entry::read(&mut source, size);
        if encrypted {
            return Err(VideoError::Encrypted);
        }
        // Twice, so that what is looked at for the pace does not have to be kept.
        let (mut file, entry) = begin(&mut source)?;
        let rate = match entry.default_duration() {
            Some(duration) => said_rate(duration.get()),
            None => measured_rate(&mut file, entry.track_number().get()),
        };
        let (file, entry) = begin(source)?;
        let mut matroska = Self {
            stripped: stripped(&entry)?,
            track: entry.track_number().get(),
            scale: file.info().timestamp_scale().get(),
            file,
            first: true,
            ahead: None,
        };
        let first = matroska.read_chunk()?.ok_or(VideoError::Damaged)?;
        let track = Track {
            codec: codec::of_matroska(entry.codec_id(), entry.codec_private(), &first.bytes)?,
            orientation,
            rate,
            count: matroska.count(rate),
            end_us: None,
        };
        matroska.ahead = Some(first);
        Ok((matroska, track))
    }

    pub(super) fn next_chunk(&mut self) -> Result<Option<Chunk>, VideoError> {
        match self.ahead.take() {
            Some(chunk) => Ok(Some(chunk)),
            None => self.read_chunk(),
        }
    }

    fn read_chunk(&mut self) -> Result<Option<Chunk>, VideoError> {
        let mut frame = Frame::default();
        while self
            .file
            .next_frame(&mut frame)
            .map_err(|_| VideoError::Damaged)?
        {
            if frame.track != self.track || frame.data.is_empty() {
                continue;
            }
            let first = core::mem::take(&mut self.first);
            let time_us = u128::from(frame.timestamp) * u128::from(self.scale) / 1_000;
            let mut bytes = self.stripped.clone();
            bytes.append(&mut frame.data);
            return Ok(Some(Chunk {
                time_us: i64::try_from(time_us).unwrap_or(i64::MAX),
                // Where a block does not say so, it only matters for the first.
                key: frame.is_keyframe.unwrap_or(false) || first,
                bytes,
            }));
        }
        Ok(None)
    }

    /// About how many pictures there are, if the file says how long they take.
    #[expect(
        clippy::cast_possible_truncation,
        clippy::cast_precision_loss,
        clippy::cast_sign_loss,
        reason = "an estimate, and casts end at the largest number"
    )]
    fn count(&self, rate: f64) -> Option<u64> {
        let duration = self.file.info().duration()?;
        Some((duration * self.scale as f64 / 1e9 * rate) as u64)
    }
}

/// The file from its beginning, and its first video track.
fn begin<S: Read + Seek>(mut source: S) -> Result<(MatroskaFile<S>, TrackEntry), VideoError> {
    source.seek(SeekFrom::Start(0)).map_err(|_| VideoError::Damaged)?;
    let file = MatroskaFile::open(source).map_err(|error| of_opening(&error))?;
    let entry = file
        .tracks()
        .iter()
        .find(|track| track.track_type() == TrackType::Video);
    let entry = entry.ok_or(VideoError::NoVideoTrack)?.clone();
    Ok((file, entry))
}

/// Pictures a second, if each takes so many nanoseconds.
#[expect(
    clippy::cast_precision_loss,
    reason = "a rate does not need the last bits of a time"
)]
fn said_rate(duration: u64) -> f64 {
    meant(1e9 / duration as f64, ROUNDED)
}

/// Pictures a second in the first seconds of a track, or 0 where that cannot be told.
#[expect(
    clippy::cast_precision_loss,
    reason = "a rate does not need the last bits of a time"
)]
fn measured_rate<S: Read + Seek>(file: &mut MatroskaFile<S>, track: u64) -> f64 {
    let unit = u128::from(file.info().timestamp_scale().get());
    let mut frame = Frame::default();
    let mut begin = None;
    let (mut count, mut first, mut last) = (0_u32, u128::MAX, 0);
    // What cannot be read will be missed later.
    while matches!(file.next_frame(&mut frame), Ok(true)) {
        let time = u128::from(frame.timestamp) * unit;
        if time.saturating_sub(*begin.get_or_insert(time)) > LOOKED_AT {
            break;
        }
        if frame.track == track && !frame.data.is_empty() {
            count += 1;
            (first, last) = (first.min(time), last.max(time));
        }
    }
    if last <= first {
        return 0.0;
    }
    // Times are whole units.
    let taken = (last - first) as f64;
    let rate = f64::from(count - 1) * 1e9 / taken;
    meant(rate, (unit as f64 / taken).min(MOST_UNCERTAIN))
}

/// The whole number that a rate may be, as it may be off by that share of itself; else the rate.
fn meant(rate: f64, uncertain: f64) -> f64 {
    let whole = (rate + 0.5).trunc();
    if (rate - whole).abs() <= rate * uncertain {
        whole
    } else {
        rate
    }
}

/// What the file leaves out of each picture.
fn stripped(entry: &TrackEntry) -> Result<Vec<u8>, VideoError> {
    let mut stripped = Vec::new();
    for encoding in entry.content_encodings().unwrap_or_default() {
        match encoding.encoding() {
            ContentEncodingValue::Compression(how) if how.algo() == ContentCompAlgo::Stripping => {
                stripped = how.settings().unwrap_or_default().to_vec();
            }
            _ => return Err(VideoError::Unsupported),
        }
    }
    Ok(stripped)
}

const fn of_opening(error: &DemuxError) -> VideoError {
    match error {
        DemuxError::ElementNotFound(matroska_demuxer::ElementId::Tracks) => VideoError::NoVideoTrack,
        _ => VideoError::Damaged,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use alloc::vec;
    use std::io::Cursor;

    /// An element of less than 16,383 bytes.
    fn element(id: &[u8], content: &[u8]) -> Vec<u8> {
        let length = 0x4000 | u16::try_from(content.len()).unwrap();
        [id, &length.to_be_bytes(), content].concat()
    }

    /// A video whose pictures are shown at these times, in milliseconds, and which says nothing of its pace.
    fn file(times: &[u16]) -> Vec<u8> {
        let header = element(b"\x42\x82", b"webm");
        let header = [header, element(b"\x42\x87", &[2]), element(b"\x42\x85", &[2])].concat();
        let names = [element(b"\x4d\x80", b"a"), element(b"\x57\x41", b"a")].concat();
        let sides = [element(b"\xb0", &[8]), element(b"\xba", &[8])].concat();
        let track = [
            element(b"\xd7", &[1]),
            element(b"\x73\xc5", &[1]),
            element(b"\x83", &[1]),
            element(b"\x86", b"V_VP8"),
            element(b"\xe0", &sides),
        ];
        let block = |time: &u16| {
            let [high, low] = time.to_be_bytes();
            element(b"\xa3", &[0x81, high, low, 0, 1, 2, 3])
        };
        let blocks: Vec<u8> = times.iter().flat_map(block).collect();
        let segment = [
            element(b"\x15\x49\xa9\x66", &names),
            element(b"\x16\x54\xae\x6b", &element(b"\xae", &track.concat())),
            element(b"\x1f\x43\xb6\x75", &[element(b"\xe7", &[0]), blocks].concat()),
        ];
        [
            element(b"\x1a\x45\xdf\xa3", &header),
            element(b"\x18\x53\x80\x67", &segment.concat()),
        ]
        .concat()
    }

    fn opened(times: &[u16]) -> (Matroska<Cursor<Vec<u8>>>, Track) {
        let bytes = file(times);
        let size = bytes.len() as u64;
        Matroska::open(Cursor::new(bytes), size).unwrap()
    }

    /// The same but for the last bits.
    fn near(rate: f64, expected: f64) -> bool {
        (rate - expected).abs() < 1e-9
    }

    #[test]
    fn a_pace_that_the_file_does_not_say_is_that_of_its_first_seconds() {
        // Three seconds of a slow beginning, and what follows is faster.
        let slow = (0..30).map(|number| number * 100);
        let fast = (0..300).map(|number| 3_000 + number * 20);
        let (_, track) = opened(&slow.chain(fast).collect::<Vec<_>>());
        assert!(near(track.rate, 26.0));
        let (_, track) = opened(&[0]);
        assert!(near(track.rate, 0.0));
    }

    #[test]
    fn a_pace_whose_times_were_rounded_is_the_one_that_was_meant() {
        for (thousandths, meant) in [(30_000, 30.0), (60_000, 60.0), (25_000, 25.0), (7_000, 7.0)] {
            let times: Vec<u16> = (0..400_u32)
                .map(|number| u16::try_from(number * 1_000_000 / thousandths).unwrap())
                .take_while(|time| *time < 30_000)
                .collect();
            assert!(near(opened(&times).1.rate, meant));
        }
        // 30 through 1.001.
        let times: Vec<u16> = (0..400_u32)
            .map(|number| u16::try_from(number * 1_001 / 30).unwrap())
            .collect();
        assert!((29.96..29.98).contains(&opened(&times).1.rate));
        for nanoseconds in [33_333_333, 33_333_334] {
            assert!(near(said_rate(nanoseconds), 30.0));
        }
        assert!((29.96..29.98).contains(&said_rate(33_366_667)));
    }

    #[test]
    fn what_was_looked_at_for_the_pace_is_handed_out_all_the_same() {
        let (mut video, _) = opened(&[0, 40, 80, 120]);
        let mut seen = vec![];
        while let Some(chunk) = video.next_chunk().unwrap() {
            seen.push((chunk.time_us, chunk.key));
        }
        assert_eq!(
            seen,
            [(0, true), (40_000, false), (80_000, false), (120_000, false)]
        );
    }
}

//! Matroska and WebM files, taken apart by `matroska-demuxer`.

mod entry;

use self::entry::Entry;
use super::window::Window;
use super::{Chunk, Track, VideoError, codec};
use alloc::collections::VecDeque;
use alloc::vec::Vec;
use matroska_demuxer::{
    ContentCompAlgo, ContentEncodingValue, DemuxError, Frame, MatroskaFile, TrackEntry, TrackType,
};
use std::io::{Read, Seek, SeekFrom};

/// How many pictures are looked at to learn how many there are in a second, if the file does not say so.
const LOOKED_AT: usize = 30;

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
    /// Pictures that were looked at in advance.
    ahead: VecDeque<Chunk>,
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
        source.seek(SeekFrom::Start(0)).map_err(|_| VideoError::Damaged)?;
        let file = MatroskaFile::open(source).map_err(|error| of_opening(&error))?;
        let entry = file
            .tracks()
            .iter()
            .find(|track| track.track_type() == TrackType::Video);
        let entry = entry.ok_or(VideoError::NoVideoTrack)?.clone();
        let mut matroska = Self {
            stripped: stripped(&entry)?,
            track: entry.track_number().get(),
            scale: file.info().timestamp_scale().get(),
            file,
            first: true,
            ahead: VecDeque::new(),
        };
        let wanted = if entry.default_duration().is_some() {
            1
        } else {
            LOOKED_AT
        };
        while matroska.ahead.len() < wanted {
            match matroska.read_chunk() {
                Ok(Some(chunk)) => matroska.ahead.push_back(chunk),
                Err(error) if matroska.ahead.is_empty() => return Err(error),
                Ok(None) | Err(_) => break,
            }
        }
        let first = matroska.ahead.front().ok_or(VideoError::Damaged)?;
        let rate = matroska.rate(&entry);
        let track = Track {
            codec: codec::of_matroska(entry.codec_id(), entry.codec_private(), &first.bytes)?,
            orientation,
            rate,
            count: matroska.count(rate),
            end_us: None,
        };
        Ok((matroska, track))
    }

    pub(super) fn next_chunk(&mut self) -> Result<Option<Chunk>, VideoError> {
        match self.ahead.pop_front() {
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
            let time_us = u128::from(frame.timestamp) * u128::from(self.scale) / 1_000;
            let mut bytes = self.stripped.clone();
            bytes.append(&mut frame.data);
            return Ok(Some(Chunk {
                time_us: i64::try_from(time_us).unwrap_or(i64::MAX),
                // Where a block does not say so, it only matters for the first.
                key: frame.is_keyframe.unwrap_or(false) || core::mem::take(&mut self.first),
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

    /// Pictures a second: as the file says, or as far apart as the first ones are.
    #[expect(
        clippy::cast_precision_loss,
        reason = "a rate does not need the last bits of a time"
    )]
    fn rate(&self, entry: &TrackEntry) -> f64 {
        if let Some(duration) = entry.default_duration() {
            return 1e9 / duration.get() as f64;
        }
        let times = || self.ahead.iter().map(|chunk| chunk.time_us);
        match (times().min(), times().max()) {
            (Some(first), Some(last)) if first < last => {
                (self.ahead.len() - 1) as f64 * 1e6 / (last - first) as f64
            }
            _ => 0.0,
        }
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

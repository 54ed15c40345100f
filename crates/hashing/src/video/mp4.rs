//! MP4 and QuickTime files (ISO/IEC 14496-12). Their tables are read by `re_mp4`, after [`survey`] has found that they
//! are of a bearable size and agree with each other.

mod survey;

use self::survey::survey;
use super::window::Window;
use super::{Chunk, Codec, Track, VideoError, avc::is_coloured, codec};
use crate::pdq::Orientation;
use alloc::vec::Vec;
use re_mp4::{StsdBoxContent, TrackKind};
use std::io::{Read, Seek, SeekFrom};
use std::panic::{AssertUnwindSafe, catch_unwind};

/// No picture of a phone's video takes more bytes, compressed.
const LARGEST_PICTURE: u64 = 64 << 20;

/// The pictures of a file's first video track.
pub(super) struct Mp4<R> {
    source: Window<R>,
    timescale: u64,
    /// What of the track's own time is the video's beginning.
    start: i64,
    samples: Vec<re_mp4::Sample>,
    next: usize,
}

impl<R: Read + Seek> Mp4<R> {
    pub(super) fn open(source: R, size: u64) -> Result<(Self, Track), VideoError> {
        let mut source = Window::new(source, size);
        survey(&mut source, size)?;
        source.seek(SeekFrom::Start(0)).map_err(|_| VideoError::Damaged)?;
        let announced = source.announced();
        // It does not check all that it adds up: what a broken file makes it panic over is damage too. (A WebAssembly
        // instance ends there, and its worker answers with the exact hashes.)
        let read = AssertUnwindSafe(|| re_mp4::Mp4::read(&mut source, announced));
        let read = catch_unwind(read).map_err(|_| VideoError::Damaged)?;
        let file = read.map_err(|_| VideoError::Damaged)?;
        let first = file
            .tracks()
            .values()
            .find(|track| track.kind == Some(TrackKind::Video));
        // The survey has seen one, so it is in no codec that has a name here.
        let first = first.ok_or(VideoError::Unsupported)?;
        let mut track = describe(&file, first).ok_or(VideoError::Unsupported)?;
        let timescale = first.timescale.max(1);
        let is_vp9 = track.codec.name.starts_with("vp09");
        let edit = edit(&file, first);
        track.end_us = edit.end_us;
        // A copy: they cannot be taken out of the file, which ends here.
        let samples = first.samples.clone();
        if samples.is_empty() {
            return Err(VideoError::Damaged);
        }
        if is_vp9 && is_rgb(&mut source, &samples) {
            return Err(VideoError::Unsupported);
        }
        let mp4 = Self {
            source,
            timescale,
            start: edit.start,
            samples,
            next: 0,
        };
        Ok((mp4, track))
    }

    pub(super) fn next_chunk(&mut self) -> Result<Option<Chunk>, VideoError> {
        // An empty picture is none: the one before is shown for longer.
        let left = self.samples.get(self.next..).unwrap_or_default();
        let Some((skipped, sample)) = left.iter().enumerate().find(|(_, sample)| sample.size > 0) else {
            return Ok(None);
        };
        self.next += skipped + 1;
        if sample.size > LARGEST_PICTURE {
            return Err(VideoError::Damaged);
        }
        let bytes = self
            .source
            .stretch(sample.offset, sample.size)
            .map_err(|_| VideoError::Damaged)?;
        let time = i128::from(sample.composition_timestamp) - i128::from(self.start);
        let time_us = (time * 1_000_000).div_euclid(i128::from(self.timescale));
        Ok(Some(Chunk {
            time_us: i64::try_from(time_us).unwrap_or(i64::MAX),
            key: sample.is_sync,
            bytes,
        }))
    }
}

/// Whether the first picture of VP9 has red, green and blue. What cannot be read will be missed later.
fn is_rgb<R: Read + Seek>(source: &mut Window<R>, samples: &[re_mp4::Sample]) -> bool {
    const HEAD: u64 = 16;
    samples
        .iter()
        .find(|sample| sample.size > 0)
        .and_then(|sample| source.stretch(sample.offset, sample.size.min(HEAD)).ok())
        .is_some_and(|head| codec::is_rgb_vp9(&head))
}

fn describe(file: &re_mp4::Mp4, track: &re_mp4::Track) -> Option<Track> {
    let trak = track.trak(file);
    let description = track.raw_codec_config(file);
    let (name, described) = match &trak.mdia.minf.stbl.stsd.contents {
        StsdBoxContent::Avc1(_) if description.as_deref().is_some_and(is_coloured) => return None,
        StsdBoxContent::Hvc1(_) => (codec::hevc("hvc1", description.as_deref()?)?, true),
        StsdBoxContent::Hev1(_) => (codec::hevc("hev1", description.as_deref()?)?, true),
        StsdBoxContent::Vp08(_) | StsdBoxContent::Vp09(_) => (track.codec_string(file)?, false),
        _ => (track.codec_string(file)?, true),
    };
    let matrix = &trak.tkhd.matrix;
    Some(Track {
        codec: Codec {
            name,
            description: description.filter(|_| described),
        },
        orientation: orientation([matrix.a, matrix.b, matrix.c, matrix.d]),
        rate: rate(file, track),
        count: u64::try_from(track.samples.len()).ok(),
        end_us: None,
    })
}

/// The stretch of a track that is shown (`elst`). Phones cut a video by changing nothing else.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
struct Edit {
    /// Its beginning in the track's own time.
    start: i64,
    /// How long it is, in microseconds; everything where that is not said.
    end_us: Option<i64>,
}

/// The only stretch that is shown. Where there are several, or fragments, which no camera makes of a video that was cut,
/// all of the track counts.
fn edit(file: &re_mp4::Mp4, track: &re_mp4::Track) -> Edit {
    let Some(first) = track.samples.first().filter(|_| file.moofs.is_empty()) else {
        return Edit::default();
    };
    let edits = track
        .trak(file)
        .edts
        .as_ref()
        .and_then(|edits| edits.elst.as_ref());
    // A time of -1, in 32 or 64 bits, is a pause before the beginning.
    let pause = |time: u64| time == u64::MAX || time == u64::from(u32::MAX);
    let shown = edits.into_iter().flat_map(|edits| &edits.entries);
    let mut shown = shown.filter(|edit| !pause(edit.media_time));
    let (Some(edit), None) = (shown.next(), shown.next()) else {
        return Edit::default();
    };
    let scale = u128::from(file.moov.mvhd.timescale.max(1));
    let length = u128::from(edit.segment_duration) * 1_000_000 / scale;
    Edit {
        // `re_mp4` has moved all times, so that the first picture is shown at 0 and decoded before that.
        start: i64::try_from(edit.media_time)
            .unwrap_or(0)
            .saturating_add(first.decode_timestamp),
        end_us: i64::try_from(length).ok().filter(|length| *length > 0),
    }
}

/// How a track's matrix lays its pictures, of which a point at (x, y) comes to (a·x + c·y, b·x + d·y). A matrix that
/// does not just turn and mirror leaves them as they are.
fn orientation([a, b, c, d]: [i32; 4]) -> Orientation {
    match [a, b, c, d].map(i32::signum) {
        [0, 1, -1, 0] => Orientation::Rot90,
        [-1, 0, 0, -1] => Orientation::Rot180,
        [0, -1, 1, 0] => Orientation::Rot270,
        [-1, 0, 0, 1] => Orientation::Mirror,
        [1, 0, 0, -1] => Orientation::Flip,
        [0, 1, 1, 0] => Orientation::Transpose,
        [0, -1, -1, 0] => Orientation::Transverse,
        _ => Orientation::Upright,
    }
}

/// Pictures a second on average, as the reference's library counts them: their number through the sum of their durations
/// in the table (`stts`), or in fragments.
#[expect(
    clippy::cast_precision_loss,
    reason = "a rate does not need the last bits of either"
)]
fn rate(file: &re_mp4::Mp4, track: &re_mp4::Track) -> f64 {
    let times = &track.trak(file).mdia.minf.stbl.stts.entries;
    let times = times
        .iter()
        .map(|entry| (entry.sample_count.into(), entry.sample_delta.into()));
    let of_fragments = track.samples.iter().map(|sample| (1, sample.duration));
    let sum = |(all, long): (u128, u128), (count, duration): (u64, u64)| {
        (
            all + u128::from(count),
            long + u128::from(count) * u128::from(duration),
        )
    };
    let (count, duration) = match times.fold((0, 0), sum) {
        (0, _) => of_fragments.fold((0, 0), sum),
        of_table => of_table,
    };
    if duration == 0 {
        return 0.0;
    }
    count as f64 * track.timescale as f64 / duration as f64
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn matrices_of_phones_are_turns() {
        const ONE: i32 = 1 << 16;
        assert_eq!(orientation([ONE, 0, 0, ONE]), Orientation::Upright);
        assert_eq!(orientation([0, ONE, -ONE, 0]), Orientation::Rot90);
        assert_eq!(orientation([-ONE, 0, 0, -ONE]), Orientation::Rot180);
        assert_eq!(orientation([0, -ONE, ONE, 0]), Orientation::Rot270);
        assert_eq!(
            orientation([46_341, 46_341, -46_341, 46_341]),
            Orientation::Upright
        );
        assert_eq!(orientation([0; 4]), Orientation::Upright);
    }
}

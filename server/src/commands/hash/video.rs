//! Pictures of a video, decoded by the system's `ffmpeg`: one a second, turned as the file says.

use std::{
    io::{self, BufRead as _, BufReader, Read},
    path::Path,
    process::{Child, ChildStdout, Command, Stdio},
    thread,
};

use anyhow::{Context as _, bail};
use hashing::{
    Note,
    pdq::{Orientation, Pixels},
    vpdq::{Sampled, Sampler},
};

/// More pixels than this no picture of a video has; the same limit as that of photos.
const MOST_PIXELS: usize = 100_000_000;

/// What became of a video.
pub(super) enum Decoded {
    /// These pictures; whether they are all that there are to be hashed.
    Pictures { pictures: Vec<Sampled>, whole: bool },
    /// None, and that note says why.
    Nothing(Note),
    /// There is no `ffmpeg` on this machine.
    NoProgram,
}

/// Decodes a video and hashes its pictures.
pub(super) fn decode(path: &Path) -> anyhow::Result<Decoded> {
    let Some(probe) = rate(path)? else {
        return Ok(Decoded::NoProgram);
    };
    let Some(rate) = probe else {
        return Ok(Decoded::Nothing(Note::NoVideoTrack));
    };
    let mut sampler = Sampler::new(rate);
    let Some(mut child) = start(path, sampler.step())? else {
        return Ok(Decoded::NoProgram);
    };
    let complaints = complaints(&mut child)?;
    let mut output = BufReader::new(child.stdout.take().context("ffmpeg has no output")?);
    let mut pictures = Vec::new();
    while let Some(picture) = Picture::read(&mut output).context("ffmpeg's output makes no sense")? {
        let hashed = Pixels::grey(&picture.bytes, picture.width, picture.height)
            .and_then(|pixels| pixels.hash(Orientation::Upright))
            .context("ffmpeg's output makes no sense")?;
        let sample = sampler.next_sample();
        pictures.push(Sampled { sample, hashed });
    }
    let status = child.wait().context("ffmpeg cannot be waited for")?;
    let silent = complaints
        .join()
        .is_ok_and(|said| said.is_ok_and(|bytes| bytes == 0));
    Ok(Decoded::Pictures {
        pictures,
        whole: status.success() && silent,
    })
}

/// Pictures a second. Outer `None` without the program, inner without a video in the file.
#[expect(
    clippy::option_option,
    reason = "two different absences, told apart right away"
)]
fn rate(path: &Path) -> anyhow::Result<Option<Option<f64>>> {
    let mut command = Command::new("ffprobe");
    command.args([
        "-v",
        "error",
        "-protocol_whitelist",
        "file",
        "-select_streams",
        "V:0",
    ]);
    command.args(["-show_entries", "stream=avg_frame_rate", "-of", "csv=p=0", "-i"]);
    command
        .arg(address(path))
        .stdin(Stdio::null())
        .stderr(Stdio::null());
    let output = match command.output() {
        Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(None),
        other => other.context("ffprobe cannot be run")?,
    };
    let text = String::from_utf8_lossy(&output.stdout);
    let rate = text.lines().next().and_then(|line| {
        let (pictures, seconds) = line.trim().trim_end_matches(',').split_once('/')?;
        Some(pictures.parse::<f64>().ok()? / seconds.parse::<f64>().ok()?)
    });
    Ok(Some(rate))
}

/// Has every n-th picture written as brightness, each with its size before it.
fn start(path: &Path, step: u64) -> anyhow::Result<Option<Child>> {
    let mut command = Command::new("ffmpeg");
    command.args(["-nostdin", "-v", "error", "-protocol_whitelist", "file", "-i"]);
    command.arg(address(path));
    command.args(["-map", "0:V:0", "-vf", &format!("select=not(mod(n\\,{step}))")]);
    command.args(["-vsync", "passthrough", "-pix_fmt", "gray"]);
    command.args(["-c:v", "pgm", "-f", "image2pipe", "pipe:1"]);
    command
        .stdin(Stdio::null())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped());
    match command.spawn() {
        Err(error) if error.kind() == io::ErrorKind::NotFound => Ok(None),
        other => Ok(Some(other.context("ffmpeg cannot be run")?)),
    }
}

/// A file, and nothing that its name may look like.
fn address(path: &Path) -> std::ffi::OsString {
    let mut address = std::ffi::OsString::from("file:");
    address.push(path);
    address
}

/// Reads away what the program complains about, so that it never waits for that. How many bytes it was, tells whether
/// the video is whole.
fn complaints(child: &mut Child) -> anyhow::Result<thread::JoinHandle<io::Result<u64>>> {
    let mut errors = child.stderr.take().context("ffmpeg has no error output")?;
    Ok(thread::spawn(move || io::copy(&mut errors, &mut io::sink())))
}

/// A picture in the Portable Graymap format.
struct Picture {
    bytes: Vec<u8>,
    width: usize,
    height: usize,
}

impl Picture {
    /// The next one; `None` at the end.
    fn read(output: &mut BufReader<ChildStdout>) -> anyhow::Result<Option<Self>> {
        let mut line = String::new();
        if output.read_line(&mut line)? == 0 {
            return Ok(None);
        }
        while line.split_whitespace().count() < 4 {
            if output.read_line(&mut line)? == 0 {
                bail!("it ends early");
            }
        }
        let words: Vec<_> = line.split_whitespace().collect();
        let ["P5", width, height, "255"] = words[..] else {
            bail!("it is no grey picture");
        };
        let (width, height): (usize, usize) = (width.parse()?, height.parse()?);
        let Some(pixels) = width.checked_mul(height).filter(|pixels| *pixels <= MOST_PIXELS) else {
            bail!("a picture is too large");
        };
        let mut bytes = vec![0; pixels];
        output.read_exact(&mut bytes)?;
        Ok(Some(Self { bytes, width, height }))
    }
}

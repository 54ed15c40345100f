//! Pictures of a video, decoded by the system's `ffmpeg`: one a second, turned as the file says.

use std::{
    fs::File,
    io::{self, BufRead as _, BufReader, Read, Seek as _},
    panic::{self, AssertUnwindSafe},
    path::Path,
    process::{Child, ChildStdout, Command, Stdio},
    thread,
};

use anyhow::{Context as _, bail};
use hashing::{
    Format, Note,
    pdq::{Orientation, Pixels},
    video::{Video, VideoError},
    vpdq::{Sampled, Sampler},
};

/// More pixels than this no picture of a video has; the same limit as that of photos.
const MOST_PIXELS: usize = 100_000_000;

/// What `ffmpeg` and `ffprobe` may take for one file, each. Enforced on Linux.
#[derive(Clone, Copy)]
pub(super) struct Limits {
    /// Processor time, in seconds.
    pub(super) seconds: u64,
    /// Memory that they ask for, in bytes.
    pub(super) memory: u64,
}

impl Limits {
    /// As long as a browser would look at it, and what pictures of 8,192 x 4,320 in 10 bits need several times.
    pub(super) const USUAL: Self = Self {
        seconds: 20 * 60,
        memory: 3 << 30,
    };

    #[cfg(target_os = "linux")]
    fn hold(self, child: &Child) -> io::Result<()> {
        use rustix::process::{Pid, Resource, Rlimit, prlimit};
        let limit = |most| Rlimit {
            current: Some(most),
            maximum: Some(most),
        };
        let child = Pid::from_child(child);
        prlimit(Some(child), Resource::Cpu, limit(self.seconds))?;
        prlimit(Some(child), Resource::Data, limit(self.memory))?;
        Ok(())
    }

    #[cfg(not(target_os = "linux"))]
    #[expect(clippy::unnecessary_wraps, reason = "elsewhere it can fail")]
    const fn hold(self, _: &Child) -> io::Result<()> {
        Ok(())
    }

    /// Starts a program with these limits; `None` if there is no such program.
    fn start(self, command: &mut Command) -> io::Result<Option<Child>> {
        match command.spawn() {
            Err(error) if error.kind() == io::ErrorKind::NotFound => Ok(None),
            Err(error) => Err(error),
            Ok(mut child) => match self.hold(&child) {
                Ok(()) => Ok(Some(child)),
                // It has ended already, which tells nothing bad; anything else must not run without limits.
                Err(_) if child.try_wait()?.is_some() => Ok(Some(child)),
                Err(error) => {
                    child.kill()?;
                    child.wait()?;
                    Err(error)
                }
            },
        }
    }
}

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
pub(super) fn decode(path: &Path, limits: Limits) -> anyhow::Result<Decoded> {
    let container = Container::of(path);
    if container.encrypted {
        return Ok(Decoded::Nothing(Note::EncryptedVideo));
    }
    let Some(probe) = rate(path, limits)? else {
        return Ok(Decoded::NoProgram);
    };
    let rate = match probe {
        Ok(rate) => rate,
        Err(note) => return Ok(Decoded::Nothing(note)),
    };
    let mut sampler = Sampler::new(rate);
    let turned = container.turn.is_none();
    let Some(mut child) = start(path, sampler.step(), turned, limits)? else {
        return Ok(Decoded::NoProgram);
    };
    let complaints = complaints(&mut child)?;
    let mut output = BufReader::new(child.stdout.take().context("ffmpeg has no output")?);
    let mut pictures = Vec::new();
    // What ends within a picture was ended by its limits.
    while let Ok(Some(picture)) = Picture::read(&mut output) {
        let hashed = Pixels::grey(&picture.bytes, picture.width, picture.height)
            .and_then(|pixels| pixels.hash(container.turn.unwrap_or(Orientation::Upright)))
            .context("ffmpeg's output makes no sense")?;
        let sample = sampler.next_sample();
        pictures.push(Sampled { sample, hashed });
    }
    drop(output);
    let status = child.wait().context("ffmpeg cannot be waited for")?;
    let silent = complaints
        .join()
        .is_ok_and(|said| said.is_ok_and(|bytes| bytes == 0));
    Ok(Decoded::Pictures {
        pictures,
        whole: status.success() && silent,
    })
}

/// Pictures a second, or why there are none; `None` without the program.
fn rate(path: &Path, limits: Limits) -> anyhow::Result<Option<Result<f64, Note>>> {
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
        .stdout(Stdio::piped())
        .stderr(Stdio::null());
    let Some(child) = limits.start(&mut command).context("ffprobe cannot be run")? else {
        return Ok(None);
    };
    let output = child.wait_with_output().context("ffprobe cannot be waited for")?;
    if !output.status.success() {
        return Ok(Some(Err(Note::DamagedVideo)));
    }
    let text = String::from_utf8_lossy(&output.stdout);
    let rate = text.lines().next().and_then(|line| {
        let (pictures, seconds) = line.trim().trim_end_matches(',').split_once('/')?;
        Some(pictures.parse::<f64>().ok()? / seconds.parse::<f64>().ok()?)
    });
    Ok(Some(rate.ok_or(Note::NoVideoTrack)))
}

/// What `ffmpeg` does not say of a file, or not in every version.
#[derive(Default)]
struct Container {
    /// It decodes encrypted pictures into nothing, or into noise.
    encrypted: bool,
    /// How the pictures of a Matroska file are to be turned; `None` for others, which it turns itself.
    turn: Option<Orientation>,
}

impl Container {
    /// Nothing is known of what cannot be read here.
    fn of(path: &Path) -> Self {
        Self::read(path).unwrap_or_default()
    }

    fn read(path: &Path) -> Option<Self> {
        let mut file = File::open(path).ok()?;
        let mut first = [0; hashing::SNIFF_BYTES];
        let read = file.read(&mut first).ok()?;
        let format = hashing::sniff(&first[..read]);
        let size = file.metadata().ok()?.len();
        file.rewind().ok()?;
        match quietly(|| Video::open(file, size))? {
            Ok(video) => Some(Self {
                encrypted: false,
                turn: (format == Some(Format::Matroska)).then(|| video.orientation()),
            }),
            Err(error) => Some(Self {
                encrypted: error == VideoError::Encrypted,
                turn: None,
            }),
        }
    }
}

/// What comes of it; `None` if it panics, of which nothing is said: a broken file makes the readers of containers do that.
fn quietly<T>(read: impl FnOnce() -> T) -> Option<T> {
    let before = panic::take_hook();
    panic::set_hook(Box::new(|_| {}));
    let read = panic::catch_unwind(AssertUnwindSafe(read));
    panic::set_hook(before);
    read.ok()
}

/// Has every n-th picture written as brightness, each with its size before it, turned as the file says if `ffmpeg` is
/// to do that.
fn start(path: &Path, step: u64, turned: bool, limits: Limits) -> anyhow::Result<Option<Child>> {
    let mut command = Command::new("ffmpeg");
    command.args(["-nostdin", "-v", "error", "-protocol_whitelist", "file"]);
    command.args(["-threads", "4", "-max_pixels", &MOST_PIXELS.to_string()]);
    if !turned {
        command.arg("-noautorotate");
    }
    command.arg("-i").arg(address(path));
    command.args(["-map", "0:V:0", "-vf", &format!("select=not(mod(n\\,{step}))")]);
    command.args(["-vsync", "passthrough", "-pix_fmt", "gray"]);
    command.args(["-c:v", "pgm", "-f", "image2pipe", "pipe:1"]);
    command
        .stdin(Stdio::null())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped());
    limits.start(&mut command).context("ffmpeg cannot be run")
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

#[cfg(all(test, target_os = "linux"))]
mod tests {
    use super::*;
    use std::os::unix::process::ExitStatusExt as _;

    #[expect(clippy::unwrap_used, reason = "a test that cannot start a shell fails")]
    fn ended_by(limits: Limits, script: &str) -> Option<i32> {
        let mut command = Command::new("sh");
        command.args(["-c", script]).stderr(Stdio::null());
        let mut child = limits.start(&mut command).unwrap().unwrap();
        child.wait().unwrap().signal()
    }

    #[test]
    fn a_program_that_computes_for_too_long_is_ended() {
        let limits = Limits {
            seconds: 1,
            ..Limits::USUAL
        };
        assert!(ended_by(limits, "while :; do :; done").is_some());
        assert_eq!(ended_by(limits, "exit 3"), None);
    }

    #[test]
    fn a_video_that_needs_more_memory_than_there_may_be_has_no_pictures() {
        // The container is read quietly.
        let _alone = crate::logging::PANIC_HOOK.lock().unwrap();
        let clip = Path::new(env!("CARGO_MANIFEST_DIR")).join("../crates/hashing/tests/videos/clip.mp4");
        let pictures = |limits| match decode(&clip, limits).unwrap() {
            Decoded::Pictures { pictures, whole } => Some((pictures.len(), whole)),
            Decoded::Nothing(_) => Some((0, false)),
            Decoded::NoProgram => None,
        };
        let little = Limits {
            memory: 1 << 20,
            ..Limits::USUAL
        };
        if let Some(whole) = pictures(Limits::USUAL) {
            assert_eq!(whole, (3, true));
            assert_eq!(pictures(little), Some((0, false)));
        }
    }
}

//! `reclaim hash`: what a browser would send of these files, made by the same code.

mod video;

use std::{
    ffi::OsStr,
    fs::File,
    io::{self, Read as _, Write},
    path::{Path, PathBuf},
    process::ExitCode,
    sync::atomic::{AtomicBool, Ordering},
};

use anyhow::Context as _;
use clap::Args;
use hashing::{FileHasher, FileHashes, Medium, Note, Refusal, vpdq::Sampled};
use serde::Serialize;

use self::video::{Decoded, Limits};
use super::output::is_read_on;
use crate::config::LogFormat;

/// One line of `--format json`: every field on every line.
#[derive(Serialize)]
struct Line<'a> {
    file: &'a str,
    media: &'static str,
    sha256: String,
    sha1: String,
    md5: String,
    /// Null where there is no perceptual hash; a warning says why.
    pdq: Option<String>,
    pdq_quality: Option<u8>,
    /// Of a video or an animation.
    vpdq: Vec<PictureLine>,
    variants: Vec<VariantLine>,
    warnings: Vec<&'static str>,
}

#[derive(Serialize)]
struct VariantLine {
    kind: &'static str,
    pdq: String,
    quality: u8,
}

/// A picture of a video or an animation.
#[derive(Serialize)]
struct PictureLine {
    frame: u64,
    time_ms: u64,
    pdq: String,
    quality: u8,
}

impl From<&Sampled> for PictureLine {
    fn from(sampled: &Sampled) -> Self {
        Self {
            frame: sampled.sample.number,
            time_ms: sampled.sample.time_ms,
            pdq: sampled.hashed.pdq.to_string(),
            quality: sampled.hashed.quality.get(),
        }
    }
}

/// What to hash.
#[derive(Debug, Args)]
pub(crate) struct Hash {
    /// Photos and videos.
    #[arg(required = true, value_name = "FILE")]
    files: Vec<PathBuf>,

    /// For people, or one JSON object a line.
    #[arg(long, value_enum, default_value_t = LogFormat::Text)]
    format: LogFormat,
}

pub(super) fn run(options: &Hash) -> anyhow::Result<ExitCode> {
    let mut all_right = true;
    for file in &options.files {
        match hash(file) {
            Ok(hashes) => {
                if !is_read_on(write(&mut io::stdout().lock(), file, &hashes, options.format))? {
                    break;
                }
            }
            Err(error) => {
                eprintln!("reclaim: {}: {error:#}", file.display());
                all_right = false;
            }
        }
    }
    Ok(if all_right {
        ExitCode::SUCCESS
    } else {
        ExitCode::FAILURE
    })
}

/// The hashes of a file.
pub(super) fn hash(path: &Path) -> anyhow::Result<FileHashes> {
    let mut file = File::open(path).context("cannot be opened")?;
    let mut hasher = FileHasher::new(declared(path));
    let mut portion = vec![0; 1 << 20];
    loop {
        let read = file.read(&mut portion).context("cannot be read")?;
        if read == 0 {
            break;
        }
        hasher.update(&portion[..read]);
    }
    let refused = |refusal: Refusal| anyhow::anyhow!("{refusal}");
    let undecoded = hasher.without_decoding().map_err(refused)?;
    if undecoded.medium == Medium::Image {
        return hasher.finish().map_err(refused);
    }
    let hashes = match video::decode(path, Limits::USUAL)? {
        Decoded::Pictures { pictures, whole } => hasher.finish_with_pictures(pictures, whole),
        Decoded::Nothing(note) => hasher.finish_noting(note),
        Decoded::NoProgram => {
            say_once_that_there_is_no_decoder();
            hasher.finish_noting(Note::NoVideoDecoder)
        }
    };
    hashes.map_err(refused)
}

fn say_once_that_there_is_no_decoder() {
    static SAID: AtomicBool = AtomicBool::new(false);
    if !SAID.swap(true, Ordering::Relaxed) {
        eprintln!(
            "reclaim: without ffmpeg and ffprobe videos get exact hashes only; install them (Debian: ffmpeg)"
        );
    }
}

/// What a browser says of a file in a format that nobody knows, it takes from the name's ending too.
fn declared(path: &Path) -> Option<&'static str> {
    let ending = path.extension().and_then(OsStr::to_str)?.to_ascii_lowercase();
    match ending.as_str() {
        "arw" | "cr2" | "cr3" | "nef" | "orf" | "raf" | "rw2" => Some("image/x-raw"),
        "3gp" | "flv" | "m2ts" | "mts" | "wmv" => Some("video/x-unknown"),
        _ => None,
    }
}

fn write(output: &mut impl Write, path: &Path, hashes: &FileHashes, format: LogFormat) -> io::Result<()> {
    let file = path.to_string_lossy();
    let still = hashes.still.as_ref();
    let variants = still.map_or(&[][..], |still| &still.variants);
    let line = Line {
        file: &file,
        media: hashes.medium.as_str(),
        sha256: hex::encode(hashes.digests.sha256),
        sha1: hex::encode(hashes.digests.sha1),
        md5: hex::encode(hashes.digests.md5),
        pdq: still.map(|still| still.pdq.to_string()),
        pdq_quality: still.map(|still| still.quality.get()),
        vpdq: hashes.pictures.iter().map(PictureLine::from).collect(),
        variants: variants
            .iter()
            .map(|variant| VariantLine {
                kind: variant.kind.as_str(),
                pdq: variant.pdq.to_string(),
                quality: variant.quality.get(),
            })
            .collect(),
        warnings: hashes.notes.iter().copied().map(Note::code).collect(),
    };
    match format {
        LogFormat::Json => writeln!(output, "{}", serde_json::to_string(&line)?),
        LogFormat::Text => write_text(output, &line),
    }
}

fn write_text(output: &mut impl Write, line: &Line<'_>) -> io::Result<()> {
    writeln!(output, "{} ({})", line.file, line.media)?;
    writeln!(output, "  sha256  {}", line.sha256)?;
    writeln!(output, "  sha1    {}", line.sha1)?;
    writeln!(output, "  md5     {}", line.md5)?;
    if let (Some(pdq), Some(quality)) = (&line.pdq, line.pdq_quality) {
        writeln!(output, "  pdq     {pdq}  quality {quality}")?;
    }
    for picture in &line.vpdq {
        writeln!(
            output,
            "  vpdq    {}  quality {}  at {}.{:03} s",
            picture.pdq,
            picture.quality,
            picture.time_ms / 1_000,
            picture.time_ms % 1_000
        )?;
    }
    for variant in &line.variants {
        writeln!(
            output,
            "  pdq     {}  quality {}  {}",
            variant.pdq, variant.quality, variant.kind
        )?;
    }
    for warning in &line.warnings {
        writeln!(output, "  note    {warning}")?;
    }
    Ok(())
}

//! Compressed twins of what browsers load, so that the server never compresses while somebody waits.

use std::fs;
use std::io::{self, Write};
use std::path::{Path, PathBuf};

use anyhow::{Context, Result};
use flate2::Compression;
use flate2::write::GzEncoder;

use crate::site::put;

/// Kinds of files that become smaller.
const KINDS: [&str; 4] = ["css", "js", "svg", "wasm"];

/// How hard to try.
#[derive(Clone, Copy)]
pub(crate) enum Effort {
    Quick,
    Smallest,
}

/// Writes the twins of a file where they are missing, or the file has changed, or they could be smaller; answers
/// their paths.
pub(crate) fn twins(path: &Path, content: &[u8], effort: Effort, changed: bool) -> Result<Vec<PathBuf>> {
    if !path
        .extension()
        .and_then(|kind| kind.to_str())
        .is_some_and(|kind| KINDS.contains(&kind))
    {
        return Ok(Vec::new());
    }
    let twin = |suffix: &str| {
        let mut name = path.as_os_str().to_owned();
        name.push(suffix);
        PathBuf::from(name)
    };
    let (br, gz) = (twin(".br"), twin(".gz"));
    let there = fs::exists(&br).unwrap_or(false) && fs::exists(&gz).unwrap_or(false);
    if changed || !there || matches!(effort, Effort::Smallest) {
        put(
            &br,
            &brotli(content, effort).with_context(|| format!("cannot compress {}", path.display()))?,
        )?;
        put(
            &gz,
            &gzip(content, effort).with_context(|| format!("cannot compress {}", path.display()))?,
        )?;
    }
    Ok(vec![br, gz])
}

fn brotli(content: &[u8], effort: Effort) -> io::Result<Vec<u8>> {
    let quality = match effort {
        Effort::Quick => 5,
        Effort::Smallest => 11,
    };
    let mut writer = brotli::CompressorWriter::new(Vec::new(), 1 << 16, quality, 22);
    writer.write_all(content)?;
    Ok(writer.into_inner())
}

fn gzip(content: &[u8], effort: Effort) -> io::Result<Vec<u8>> {
    let level = match effort {
        Effort::Quick => Compression::fast(),
        Effort::Smallest => Compression::best(),
    };
    let mut encoder = GzEncoder::new(Vec::new(), level);
    encoder.write_all(content)?;
    encoder.finish()
}

#[cfg(test)]
mod tests {
    use std::io::Read;

    use super::*;

    #[test]
    fn twins_hold_the_same_content() {
        let folder = tempfile::tempdir().unwrap();
        let content = "a { color: red }\n".repeat(500);
        for effort in [Effort::Quick, Effort::Smallest] {
            let twins = twins(&folder.path().join("style.css"), content.as_bytes(), effort, true).unwrap();
            let mut unpacked = String::new();
            brotli::Decompressor::new(fs::File::open(&twins[0]).unwrap(), 4096)
                .read_to_string(&mut unpacked)
                .unwrap();
            assert_eq!(unpacked, content);
            let mut unpacked = String::new();
            flate2::read::GzDecoder::new(fs::File::open(&twins[1]).unwrap())
                .read_to_string(&mut unpacked)
                .unwrap();
            assert_eq!(unpacked, content);
        }
    }

    #[test]
    fn pictures_have_no_twins() {
        assert!(
            twins(Path::new("icon.png"), b"x", Effort::Quick, true)
                .unwrap()
                .is_empty()
        );
    }
}

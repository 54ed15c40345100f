//! A backup's file: what the database wrote, then 128 bytes that say which database, which version of the tables,
//! and the SHA-256 of all that. So a file that broke off or was altered is noticed before anything of
//! it is put back.

use std::{
    fs::{self, File, OpenOptions},
    io::{ErrorKind, Read as _, Seek as _, SeekFrom, Take, Write as _},
    path::{Path, PathBuf},
};

use anyhow::{Context as _, bail};
use sha2::{Digest as _, Sha256};

/// Bytes of the closing lines.
const CLOSING: usize = 128;
/// How they begin.
const FORMAT: &str = "reclaim backup 1";
/// How much is read at a time, in bytes.
const PORTION: usize = 1 << 20;

/// Which database a backup is of.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Engine {
    Sqlite,
    Postgres,
}

impl Engine {
    const ALL: [Self; 2] = [Self::Sqlite, Self::Postgres];

    pub(crate) const fn as_str(self) -> &'static str {
        match self {
            Self::Sqlite => "sqlite",
            Self::Postgres => "postgres",
        }
    }
}

/// A backup that is being written, under another name until it is whole. Dropped before, it is removed.
pub(crate) struct Draft {
    target: PathBuf,
    path: PathBuf,
}

impl Draft {
    /// Makes an empty file beside `target` that only its owner can read.
    pub(crate) fn beside(target: &Path, force: bool) -> anyhow::Result<Self> {
        if target.file_name().is_none() || target.is_dir() {
            bail!("{} is not the name of a file", target.display());
        }
        if !force && target.exists() {
            bail!(
                "{} is there already; choose another name, or --force to replace it",
                target.display()
            );
        }
        let mut path = target.to_path_buf().into_os_string();
        path.push(".part");
        let path = PathBuf::from(path);
        let made = private().write(true).create_new(true).open(&path);
        match made {
            Ok(_) => Ok(Self {
                target: target.to_path_buf(),
                path,
            }),
            Err(error) if error.kind() == ErrorKind::AlreadyExists => bail!(
                "{} is there already: another backup is being written, or one broke off; remove it in that case",
                path.display()
            ),
            Err(error) => Err(error).with_context(|| format!("cannot write {}", path.display())),
        }
    }

    /// Where the database writes to.
    pub(crate) fn path(&self) -> &Path {
        &self.path
    }

    /// Closes what the database wrote, and gives it its name once the disk has all of it. Returns its size in bytes.
    pub(crate) fn finish(self, engine: Engine, version: i64) -> anyhow::Result<u64> {
        let wrote = || format!("cannot write {}", self.path.display());
        let mut file = OpenOptions::new()
            .read(true)
            .append(true)
            .open(&self.path)
            .with_context(wrote)?;
        let digest = digest(&mut file, engine, version).with_context(wrote)?;
        let closing = format!("\n{}{}\n", heading(engine, version), hex::encode(digest));
        let closing = format!("{closing:-<width$}\n", width = CLOSING - 1);
        file.write_all(closing.as_bytes()).with_context(wrote)?;
        file.sync_all().with_context(wrote)?;
        let size = file.metadata().with_context(wrote)?.len();
        fs::rename(&self.path, &self.target).with_context(wrote)?;
        sync_folder(&self.target).with_context(wrote)?;
        Ok(size)
    }
}

impl Drop for Draft {
    fn drop(&mut self) {
        // Once it has its name there is nothing here; otherwise half a backup is of no use to anyone.
        let _ = fs::remove_file(&self.path);
    }
}

/// A backup that is whole.
pub(crate) struct Backup {
    pub(crate) engine: Engine,
    /// The newest migration that its tables have seen.
    pub(crate) version: i64,
    file: File,
    length: u64,
}

impl Backup {
    /// Opens a backup and reads all of it once, to see that it is whole.
    pub(crate) fn open(path: &Path) -> anyhow::Result<Self> {
        let read = || format!("cannot read {}", path.display());
        let mut file = File::open(path).with_context(read)?;
        let size = file.metadata().with_context(read)?.len();
        let Some((length, closing)) = closing(&mut file, size).with_context(read)? else {
            bail!("{} is not a backup of reclaim, or it broke off", path.display());
        };
        file.rewind().with_context(read)?;
        let mut content = file.take(length);
        let digest = digest(&mut content, closing.engine, closing.version).with_context(read)?;
        if hex::encode(digest) != closing.digest {
            bail!(
                "{} was altered since it was written, or its disk is failing: nothing was restored",
                path.display()
            );
        }
        Ok(Self {
            engine: closing.engine,
            version: closing.version,
            file: content.into_inner(),
            length,
        })
    }

    /// What the database wrote.
    pub(crate) fn content(mut self) -> std::io::Result<Take<File>> {
        self.file.rewind()?;
        Ok(self.file.take(self.length))
    }
}

struct Closing {
    engine: Engine,
    version: i64,
    digest: String,
}

fn closing(file: &mut File, size: u64) -> std::io::Result<Option<(u64, Closing)>> {
    let Some(length) = size.checked_sub(CLOSING as u64) else {
        return Ok(None);
    };
    let mut bytes = [0; CLOSING];
    file.seek(SeekFrom::Start(length))?;
    file.read_exact(&mut bytes)?;
    Ok(std::str::from_utf8(&bytes)
        .ok()
        .and_then(parse)
        .map(|closing| (length, closing)))
}

fn parse(text: &str) -> Option<Closing> {
    let mut lines = text.strip_prefix('\n')?.lines();
    if lines.next()? != FORMAT {
        return None;
    }
    let engine = lines.next()?;
    Some(Closing {
        engine: Engine::ALL.into_iter().find(|known| known.as_str() == engine)?,
        version: lines.next()?.parse().ok()?,
        digest: lines.next()?.to_owned(),
    })
}

fn heading(engine: Engine, version: i64) -> String {
    format!("{FORMAT}\n{}\n{version}\n", engine.as_str())
}

fn digest(content: &mut impl std::io::Read, engine: Engine, version: i64) -> std::io::Result<[u8; 32]> {
    let mut digest = Sha256::new();
    let mut portion = vec![0; PORTION];
    loop {
        let length = content.read(&mut portion)?;
        if length == 0 {
            digest.update(heading(engine, version));
            return Ok(digest.finalize().into());
        }
        digest.update(&portion[..length]);
    }
}

/// For files that only their owner may read.
pub(crate) fn private() -> OpenOptions {
    let mut options = OpenOptions::new();
    #[cfg(unix)]
    std::os::unix::fs::OpenOptionsExt::mode(&mut options, 0o600);
    options
}

/// Makes a file's name durable, which its own `sync_all` does not.
pub(crate) fn sync_folder(file: &Path) -> std::io::Result<()> {
    match file.parent() {
        Some(folder) if !folder.as_os_str().is_empty() => File::open(folder)?.sync_all(),
        _ => File::open(".")?.sync_all(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn written(folder: &Path, content: &[u8]) -> PathBuf {
        let path = folder.join("backup");
        let draft = Draft::beside(&path, false).unwrap();
        fs::write(draft.path(), content).unwrap();
        draft.finish(Engine::Sqlite, 3).unwrap();
        path
    }

    #[test]
    fn a_backup_reads_back_and_only_its_owner_reads_it() {
        let folder = tempfile::tempdir().unwrap();
        let path = written(folder.path(), b"all of it");
        let backup = Backup::open(&path).unwrap();
        assert_eq!((backup.engine, backup.version), (Engine::Sqlite, 3));
        let mut content = Vec::new();
        backup.content().unwrap().read_to_end(&mut content).unwrap();
        assert_eq!(content, b"all of it");
        assert_eq!(fs::read_dir(folder.path()).unwrap().count(), 1);
        #[cfg(unix)]
        {
            use std::os::unix::fs::PermissionsExt as _;
            assert_eq!(fs::metadata(&path).unwrap().permissions().mode() & 0o777, 0o600);
        }
    }

    #[test]
    fn every_flipped_byte_and_every_length_that_is_too_short_is_refused() {
        let folder = tempfile::tempdir().unwrap();
        let path = written(folder.path(), b"all of it");
        let whole = fs::read(&path).unwrap();
        // The dashes at the end fill it up and say nothing.
        let said = whole
            .iter()
            .rposition(|&byte| byte != b'-' && byte != b'\n')
            .unwrap()
            + 1;
        for position in 0..said {
            let mut flipped = whole.clone();
            flipped[position] ^= 1;
            fs::write(&path, &flipped).unwrap();
            assert!(Backup::open(&path).is_err(), "byte {position}");
        }
        for length in 0..whole.len() {
            fs::write(&path, &whole[..length]).unwrap();
            assert!(Backup::open(&path).is_err(), "length {length}");
        }
    }

    #[test]
    fn a_backup_is_not_written_over_and_a_draft_leaves_nothing() {
        let folder = tempfile::tempdir().unwrap();
        let path = written(folder.path(), b"first");
        assert!(Draft::beside(&path, false).is_err());
        drop(Draft::beside(&path, true).unwrap());
        assert_eq!(fs::read_dir(folder.path()).unwrap().count(), 1);
        assert!(Backup::open(&path).is_ok());
    }
}

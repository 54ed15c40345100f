//! Time and randomness of the machine, and the servers' clocks, which a run can set wrong.

use std::{
    fs,
    path::{Path, PathBuf},
    time::{SystemTime, UNIX_EPOCH},
};

use anyhow::{Context as _, Result};
use domain::{Clock, Entropy, Timestamp};

/// The machine's clock.
#[derive(Debug)]
pub struct SystemClock;

impl Clock for SystemClock {
    fn now(&self) -> Timestamp {
        let since = SystemTime::now().duration_since(UNIX_EPOCH).unwrap_or_default();
        Timestamp::from_millis(i64::try_from(since.as_millis()).unwrap_or(i64::MAX))
    }
}

/// The operating system's generator.
#[derive(Debug)]
pub struct SystemEntropy;

impl Entropy for SystemEntropy {
    fn fill(&self, bytes: &mut [u8]) {
        #[expect(
            clippy::panic,
            reason = "nothing that this program does makes sense without it"
        )]
        if let Err(error) = getrandom::fill(bytes) {
            panic!("the operating system gives no random bytes: {error}");
        }
    }
}

/// Where Debian puts the library that stands between a program and the clock, one folder per kind of machine.
const LIBRARIES: &str = "/usr/lib";

/// One server's clock: a file that libfaketime reads at each look at the time.
#[derive(Clone, Debug)]
pub struct FalseClock {
    library: PathBuf,
    file: PathBuf,
}

impl FalseClock {
    /// A clock that is right, kept in `file`. `None` where libfaketime is not installed.
    ///
    /// # Errors
    /// Where the file cannot be written.
    pub fn make(file: &Path) -> Result<Option<Self>> {
        let folders = fs::read_dir(LIBRARIES).into_iter().flatten().flatten();
        let library = folders
            .map(|folder| folder.path().join("faketime/libfaketimeMT.so.1"))
            .find(|library| library.is_file());
        let Some(library) = library else { return Ok(None) };
        let clock = Self {
            library,
            file: file.to_path_buf(),
        };
        clock.set(0)?;
        Ok(Some(clock))
    }

    /// Sets the clock `seconds` ahead of the machine's, or behind it.
    ///
    /// # Errors
    /// Where the file cannot be written.
    pub fn set(&self, seconds: i64) -> Result<()> {
        // By rename: a reader never finds half a line.
        let fresh = self.file.with_extension("new");
        fs::write(&fresh, format!("{seconds:+}\n"))
            .and_then(|()| fs::rename(&fresh, &self.file))
            .with_context(|| format!("cannot write {}", self.file.display()))
    }

    /// What a process needs in its environment to live by this clock. Its timers go on as they should.
    pub fn environment(&self) -> [(&'static str, PathBuf); 4] {
        [
            ("LD_PRELOAD", self.library.clone()),
            ("FAKETIME_TIMESTAMP_FILE", self.file.clone()),
            ("FAKETIME_NO_CACHE", "1".into()),
            ("FAKETIME_DONT_FAKE_MONOTONIC", "1".into()),
        ]
    }
}

//! The operator's secret, from a file beside the database or from the environment, and never in the database.
//!
//! The file has one line per generation: its number, 64 hex digits, and `current` behind the one that is in use. A file
//! with nothing but 64 hex digits is one of a single generation. A generation with a higher number than the current
//! one is prepared: every node knows it before anything is made with it.

use std::{
    collections::BTreeMap,
    fs::{self, OpenOptions},
    io::{ErrorKind, Write as _},
    path::{Path, PathBuf},
    time::Duration,
};

use anyhow::{Context as _, bail};
use domain::Entropy;
use service::{
    Service,
    keys::{Keyring, Keys},
};
use tokio_util::sync::CancellationToken;
use zeroize::Zeroizing;

/// The environment variable that stands for the file.
const VARIABLE: &str = "RECLAIM_SECRET";
/// How often a running server looks whether the file was changed.
pub(crate) const WATCHED_EVERY: Duration = Duration::from_secs(1);

/// Where the secret comes from.
#[derive(Clone, Debug)]
pub(crate) enum Source {
    /// A file, which can be watched and rotated.
    File(PathBuf),
    /// [`VARIABLE`], which only whoever starts the program can change.
    Environment,
}

/// Every generation of the secret that is known.
pub(crate) struct Secrets {
    generations: BTreeMap<u32, Zeroizing<[u8; 32]>>,
    current: u32,
}

impl Source {
    /// The environment, where it holds a secret; the file otherwise.
    pub(crate) fn find(file: PathBuf) -> Self {
        match std::env::var_os(VARIABLE) {
            Some(_) => Self::Environment,
            None => Self::File(file),
        }
    }

    /// Reads the secret. Where there is no file and `may_make` says that nothing depends on a lost one, makes it.
    pub(crate) fn read(&self, may_make: bool, entropy: &dyn Entropy) -> anyhow::Result<Secrets> {
        let file = match self {
            Self::Environment => return Secrets::parse(&self.text()?).with_context(|| self.nonsense()),
            Self::File(file) => file,
        };
        if may_make && !file.exists() {
            let secrets = Secrets::first(entropy);
            secrets.write_new(file)?;
            return Ok(secrets);
        }
        Secrets::parse(&self.text()?).with_context(|| self.nonsense())
    }

    #[expect(
        clippy::disallowed_methods,
        reason = "a secret must not be an option, which other users of the machine can read"
    )]
    fn text(&self) -> anyhow::Result<Zeroizing<String>> {
        match self {
            Self::Environment => {
                let text = std::env::var(VARIABLE).with_context(|| format!("{VARIABLE} is no text"))?;
                Ok(Zeroizing::new(text))
            }
            Self::File(file) => match fs::read_to_string(file) {
                Ok(text) => Ok(Zeroizing::new(text)),
                Err(error) if error.kind() == ErrorKind::NotFound => bail!(
                    "{} is missing: without the key that the cases were made with, nobody can open them; \
                     restore it from your backup or name it with --secret-file",
                    file.display()
                ),
                Err(error) => {
                    Err(error).with_context(|| format!("cannot read the secret key {}", file.display()))
                }
            },
        }
    }

    fn nonsense(&self) -> String {
        match self {
            Self::Environment => format!("{VARIABLE} is not a secret key"),
            Self::File(file) => format!("{} is not a secret key", file.display()),
        }
    }

    /// Gives the service another keyring whenever the file is changed, until cancelled. A file that makes no sense
    /// or cannot be read changes nothing.
    pub(crate) async fn watch(self, service: Service, stop: CancellationToken) {
        let Self::File(_) = &self else { return };
        // The file may have been changed since the service was opened with it: what stands there first is taken too.
        let mut known = None;
        let mut readable = true;
        let mut ticks = tokio::time::interval(WATCHED_EVERY);
        while stop.run_until_cancelled(ticks.tick()).await.is_some() {
            let text = match self.text() {
                Ok(text) => text,
                Err(error) => {
                    if readable {
                        tracing::warn!(
                            error = format!("{error:#}"),
                            "the secret key file cannot be read; going on with what it held before"
                        );
                    }
                    readable = false;
                    continue;
                }
            };
            readable = true;
            if known.as_ref() == Some(&text) {
                continue;
            }
            match Secrets::parse(&text).and_then(|secrets| secrets.keyring()) {
                Ok(keyring) => {
                    let generation = keyring.current().generation();
                    if known.is_some() || generation != service.key_generation() {
                        tracing::info!(generation, "the secret key was changed");
                    }
                    service.use_keyring(keyring);
                }
                Err(_) => tracing::warn!("the secret key file makes no sense; going on with the one before"),
            }
            known = Some(text);
        }
    }
}

impl Secrets {
    fn first(entropy: &dyn Entropy) -> Self {
        Self {
            generations: BTreeMap::from([(1, Zeroizing::new(entropy.bytes()))]),
            current: 1,
        }
    }

    /// Reads what [`Self::render`] wrote, or 64 hex digits alone.
    fn parse(text: &str) -> anyhow::Result<Self> {
        let mut generations = BTreeMap::new();
        let mut current = None;
        for line in text.lines().map(str::trim).filter(|line| !line.is_empty()) {
            let (generation, digits, used) = match line.split_whitespace().collect::<Vec<_>>()[..] {
                [digits] => (1, digits, true),
                [generation, digits] => (number(generation)?, digits, false),
                [generation, digits, "current"] => (number(generation)?, digits, true),
                _ => bail!("a line should hold a number, 64 hex digits and perhaps the word current"),
            };
            let mut secret = Zeroizing::new([0; 32]);
            if hex::decode_to_slice(digits, secret.as_mut_slice()).is_err() {
                bail!("it should hold 64 hex digits");
            }
            if generations.insert(generation, secret).is_some() {
                bail!("it holds generation {generation} twice");
            }
            if used && current.replace(generation).is_some() {
                bail!("it names more than one generation as current");
            }
        }
        let current = current.context("it names no generation as current")?;
        Ok(Self { generations, current })
    }

    fn render(&self) -> Zeroizing<String> {
        let line = |(generation, secret): (&u32, &Zeroizing<[u8; 32]>)| {
            let used = if *generation == self.current {
                " current"
            } else {
                ""
            };
            format!("{generation} {}{used}\n", hex::encode(secret.as_slice()))
        };
        Zeroizing::new(self.generations.iter().map(line).collect())
    }

    /// The keys of every generation.
    pub(crate) fn keyring(&self) -> anyhow::Result<Keyring> {
        let keys = self
            .generations
            .iter()
            .map(|(generation, secret)| Keys::of_generation(*generation, secret));
        Ok(Keyring::new(keys, self.current)?)
    }

    pub(crate) const fn current(&self) -> u32 {
        self.current
    }

    pub(crate) fn generations(&self) -> impl Iterator<Item = u32> {
        self.generations.keys().copied()
    }

    /// The generation that is prepared to follow the current one.
    pub(crate) fn prepared(&self) -> Option<u32> {
        self.generations().find(|generation| *generation > self.current)
    }

    /// Draws the secret of the next generation, which is not in use yet.
    pub(crate) fn prepare(&mut self, entropy: &dyn Entropy) -> u32 {
        let next = self.generations().max().unwrap_or(0) + 1;
        self.generations.insert(next, Zeroizing::new(entropy.bytes()));
        next
    }

    /// Takes a generation into use.
    pub(crate) fn promote(&mut self, generation: u32) {
        self.current = generation;
    }

    /// Forgets a generation. Returns whether it was there.
    pub(crate) fn forget(&mut self, generation: u32) -> bool {
        self.generations.remove(&generation).is_some()
    }

    fn write_new(&self, file: &Path) -> anyhow::Result<()> {
        write(file, &self.render())
            .with_context(|| format!("cannot write the secret key to {}", file.display()))
    }

    /// Puts these generations in place of what the file holds; a reader sees the one or the other whole. Whoever could
    /// read the file before can read it afterwards: the server may run as someone else than whoever rotates.
    pub(crate) fn replace(&self, file: &Path) -> anyhow::Result<()> {
        let beside = file.with_extension("new");
        let replaced = write(&beside, &self.render())
            .and_then(|()| keep_readers(file, &beside))
            .and_then(|()| fs::rename(&beside, file));
        if replaced.is_err() {
            let _ = fs::remove_file(&beside);
        }
        replaced.with_context(|| format!("cannot write the secret key to {}", file.display()))
    }
}

fn number(text: &str) -> anyhow::Result<u32> {
    match text.parse() {
        Ok(generation @ 1..) => Ok(generation),
        _ => bail!("a generation is a number from 1 on"),
    }
}

/// Writes a new file that only its owner can read.
fn write(file: &Path, text: &str) -> std::io::Result<()> {
    let mut options = OpenOptions::new();
    options.write(true).create_new(true);
    #[cfg(unix)]
    std::os::unix::fs::OpenOptionsExt::mode(&mut options, 0o600);
    let mut file = options.open(file)?;
    file.write_all(text.as_bytes())?;
    file.sync_all()
}

/// Gives a file the owner, the group and the permissions of another.
#[cfg(unix)]
fn keep_readers(of: &Path, file: &Path) -> std::io::Result<()> {
    use std::os::unix::fs::{MetadataExt as _, chown};
    let (before, now) = (fs::metadata(of)?, fs::metadata(file)?);
    if (before.uid(), before.gid()) != (now.uid(), now.gid()) {
        chown(file, Some(before.uid()), Some(before.gid()))?;
    }
    fs::set_permissions(file, before.permissions())
}

#[cfg(not(unix))]
fn keep_readers(_: &Path, _: &Path) -> std::io::Result<()> {
    Ok(())
}

#[cfg(test)]
mod tests {
    use service::testing::TestService;

    use super::*;
    use crate::machine::SystemEntropy;

    fn in_folder() -> (tempfile::TempDir, PathBuf, Source) {
        let folder = tempfile::tempdir().unwrap();
        let file = folder.path().join("secret.key");
        let source = Source::File(file.clone());
        (folder, file, source)
    }

    #[test]
    fn a_key_is_made_once_and_read_ever_after() {
        let (_folder, file, source) = in_folder();
        source.read(true, &SystemEntropy).unwrap();
        let first = fs::read_to_string(&file).unwrap();
        source.read(true, &SystemEntropy).unwrap();
        assert_eq!(fs::read_to_string(&file).unwrap(), first);
        #[cfg(unix)]
        {
            use std::os::unix::fs::PermissionsExt as _;
            assert_eq!(fs::metadata(&file).unwrap().permissions().mode() & 0o777, 0o600);
        }
    }

    #[test]
    fn a_lost_key_is_not_replaced_where_cases_depend_on_it() {
        let (_folder, _file, source) = in_folder();
        let error = source.read(false, &SystemEntropy).err().unwrap();
        assert!(error.to_string().contains("is missing"), "{error}");
    }

    #[test]
    fn a_file_that_is_no_key_is_refused_and_not_repeated() {
        let key = "ab".repeat(32);
        for (text, what) in [
            ("hello".to_owned(), "64 hex digits"),
            (String::new(), "no generation as current"),
            (format!("1 {key}"), "no generation as current"),
            (format!("1 {key} current\n1 {key}"), "twice"),
            (format!("1 {key} current\n2 {key} current"), "more than one"),
            (format!("0 {key} current"), "a number from 1 on"),
            (format!("1 {key} old"), "perhaps the word current"),
        ] {
            let (_folder, file, source) = in_folder();
            fs::write(&file, text).unwrap();
            let error = source.read(true, &SystemEntropy).err().unwrap();
            let error = format!("{error:#}");
            assert!(error.contains(what) && !error.contains(&key), "{error}");
        }
    }

    #[test]
    fn a_key_of_64_digits_alone_is_the_first_generation() {
        let secrets = Secrets::parse(&format!("{}\n", "ab".repeat(32))).unwrap();
        assert_eq!((secrets.current(), secrets.prepared()), (1, None));
    }

    #[test]
    fn a_generation_is_prepared_promoted_and_forgotten() {
        let (_folder, file, source) = in_folder();
        let mut secrets = source.read(true, &SystemEntropy).unwrap();
        assert_eq!(secrets.prepare(&SystemEntropy), 2);
        secrets.replace(&file).unwrap();
        let mut secrets = source.read(false, &SystemEntropy).unwrap();
        assert_eq!((secrets.current(), secrets.prepared()), (1, Some(2)));
        secrets.promote(2);
        secrets.replace(&file).unwrap();
        let mut secrets = source.read(false, &SystemEntropy).unwrap();
        assert_eq!((secrets.current(), secrets.prepared()), (2, None));
        assert_eq!(secrets.generations().collect::<Vec<_>>(), [1, 2]);
        assert!(secrets.forget(1) && !secrets.forget(1));
        secrets.replace(&file).unwrap();
        assert_eq!(
            source.read(false, &SystemEntropy).unwrap().generations().count(),
            1
        );
        assert!(!file.with_extension("new").exists());
    }

    #[cfg(unix)]
    #[test]
    fn whoever_could_read_the_key_can_read_it_after_it_was_replaced() {
        use std::os::unix::fs::{MetadataExt as _, PermissionsExt as _, chown};
        let (_folder, file, source) = in_folder();
        let mut secrets = source.read(true, &SystemEntropy).unwrap();
        fs::set_permissions(&file, fs::Permissions::from_mode(0o640)).unwrap();
        // Only root can give a file away.
        let given = chown(&file, Some(12_345), Some(12_345)).is_ok();
        secrets.prepare(&SystemEntropy);
        secrets.replace(&file).unwrap();
        let after = fs::metadata(&file).unwrap();
        assert_eq!(after.permissions().mode() & 0o777, 0o640);
        if given {
            assert_eq!((after.uid(), after.gid()), (12_345, 12_345));
        }
    }

    #[tokio::test]
    async fn a_rotation_while_the_server_starts_is_taken_over_and_a_file_that_is_gone_changes_nothing() {
        let (_folder, file, source) = in_folder();
        let mut secrets = source.read(true, &SystemEntropy).unwrap();
        let test = TestService::start().await;
        test.service.use_keyring(secrets.keyring().unwrap());
        let next = secrets.prepare(&SystemEntropy);
        secrets.promote(next);
        secrets.replace(&file).unwrap();

        let stop = CancellationToken::new();
        let watching = tokio::spawn(source.watch(test.service.clone(), stop.clone()));
        let took = async {
            while test.service.key_generation() != next {
                tokio::time::sleep(Duration::from_millis(10)).await;
            }
        };
        tokio::time::timeout(60 * WATCHED_EVERY, took).await.unwrap();
        fs::remove_file(&file).unwrap();
        tokio::time::sleep(2 * WATCHED_EVERY).await;
        assert_eq!(test.service.key_generation(), next);
        stop.cancel();
        watching.await.unwrap();
    }
}

//! The operator's one secret, from a file beside the database and never in it.

use std::{
    fs::{self, OpenOptions},
    io::{ErrorKind, Write as _},
    path::Path,
};

use anyhow::{Context as _, bail};
use domain::Entropy;
use service::keys::Keys;

/// Reads the secret key. Where there is no file and `may_make` says that nothing depends on a lost one, makes it.
pub(crate) fn keys(file: &Path, may_make: bool, entropy: &dyn Entropy) -> anyhow::Result<Keys> {
    match fs::read_to_string(file) {
        Ok(text) => {
            let mut secret = [0; 32];
            if hex::decode_to_slice(text.trim(), &mut secret).is_err() {
                bail!(
                    "{} is not a secret key: it should hold 64 hex digits",
                    file.display()
                );
            }
            Ok(Keys::derive(&secret))
        }
        Err(error) if error.kind() == ErrorKind::NotFound && may_make => {
            let secret: [u8; 32] = entropy.bytes();
            write_new(file, &hex::encode(secret))
                .with_context(|| format!("cannot write the secret key to {}", file.display()))?;
            Ok(Keys::derive(&secret))
        }
        Err(error) if error.kind() == ErrorKind::NotFound => bail!(
            "{} is missing: without the key that the cases were made with, nobody can open them; \
             restore it from your backup or name it with --secret-file",
            file.display()
        ),
        Err(error) => Err(error).with_context(|| format!("cannot read the secret key {}", file.display())),
    }
}

fn write_new(file: &Path, text: &str) -> std::io::Result<()> {
    let mut options = OpenOptions::new();
    options.write(true).create_new(true);
    #[cfg(unix)]
    std::os::unix::fs::OpenOptionsExt::mode(&mut options, 0o600);
    let mut file = options.open(file)?;
    writeln!(file, "{text}")?;
    file.sync_all()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::machine::SystemEntropy;

    #[test]
    fn a_key_is_made_once_and_read_ever_after() {
        let folder = tempfile::tempdir().unwrap();
        let file = folder.path().join("secret.key");
        keys(&file, true, &SystemEntropy).unwrap();
        let first = fs::read_to_string(&file).unwrap();
        keys(&file, true, &SystemEntropy).unwrap();
        assert_eq!(fs::read_to_string(&file).unwrap(), first);
        #[cfg(unix)]
        {
            use std::os::unix::fs::PermissionsExt as _;
            assert_eq!(fs::metadata(&file).unwrap().permissions().mode() & 0o777, 0o600);
        }
    }

    #[test]
    fn a_lost_key_is_not_replaced_where_cases_depend_on_it() {
        let folder = tempfile::tempdir().unwrap();
        let error = keys(&folder.path().join("secret.key"), false, &SystemEntropy).unwrap_err();
        assert!(error.to_string().contains("is missing"), "{error}");
    }

    #[test]
    fn a_file_that_is_no_key_is_refused() {
        let folder = tempfile::tempdir().unwrap();
        let file = folder.path().join("secret.key");
        fs::write(&file, "hello").unwrap();
        assert!(
            keys(&file, true, &SystemEntropy)
                .unwrap_err()
                .to_string()
                .contains("64 hex digits")
        );
    }
}

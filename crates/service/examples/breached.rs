//! Makes `src/passphrase/breached.bin` of a list of passphrases, one a line, on standard input.

use std::{
    collections::BTreeSet,
    fs,
    io::{self, BufRead as _},
};

use service::passphrase::{MIN, fingerprint};

fn main() -> io::Result<()> {
    let mut fingerprints = BTreeSet::new();
    for line in io::stdin().lock().lines() {
        let line = line?;
        if line.chars().count() >= MIN {
            fingerprints.insert(fingerprint(&line));
        }
    }
    let bytes: Vec<u8> = fingerprints.into_iter().flatten().collect();
    let file = concat!(env!("CARGO_MANIFEST_DIR"), "/src/passphrase/breached.bin");
    fs::write(file, bytes)
}

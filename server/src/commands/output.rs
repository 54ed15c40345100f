//! What commands print for a reader who may have seen enough before the end, as `head` does.

use std::io::{self, ErrorKind, Write as _};

use anyhow::Context as _;

/// Prints a text that may be long. Returns whether all of it was taken.
pub(super) fn print(text: &str) -> anyhow::Result<bool> {
    let mut output = io::stdout().lock();
    let written = output.write_all(text.as_bytes());
    is_read_on(written.and_then(|()| output.flush()))
}

/// Whether whoever reads goes on reading. That they went away is no failure: a command has nothing more to do then.
pub(super) fn is_read_on(written: io::Result<()>) -> anyhow::Result<bool> {
    match written {
        Ok(()) => Ok(true),
        Err(error) if error.kind() == ErrorKind::BrokenPipe => Ok(false),
        Err(error) => Err(error).context("standard output cannot be written"),
    }
}

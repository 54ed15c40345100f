//! Hashes the files that are named on the command line, one line of `name value` pairs each.
//!
//! ```text
//! cargo run --release -p hashing --example hash_files -- picture.jpg video.mp4
//! ```

use hashing::{FileHasher, FileHashes, Hex};
use std::fs::File;
use std::io::{self, Read};
use std::process::ExitCode;

fn main() -> ExitCode {
    let mut status = ExitCode::SUCCESS;
    for path in std::env::args_os().skip(1) {
        print!("file {}", path.display());
        match File::open(&path).and_then(hashes) {
            Ok(Ok(hashes)) => print(&hashes),
            Ok(Err(refusal)) => {
                println!(" refused {}", refusal.code());
                status = ExitCode::FAILURE;
            }
            Err(error) => {
                println!(" failed {error}");
                status = ExitCode::FAILURE;
            }
        }
    }
    status
}

fn hashes(mut file: File) -> io::Result<Result<FileHashes, hashing::Refusal>> {
    let mut hasher = FileHasher::new(None);
    let mut portion = vec![0; 1 << 20];
    loop {
        match file.read(&mut portion)? {
            0 => return Ok(hasher.finish()),
            count => hasher.update(&portion[..count]),
        }
    }
}

fn print(hashes: &FileHashes) {
    print!(
        " medium {} sha256 {}",
        hashes.medium.as_str(),
        Hex(&hashes.digests.sha256)
    );
    print!(
        " sha1 {} md5 {}",
        Hex(&hashes.digests.sha1),
        Hex(&hashes.digests.md5)
    );
    if let Some(still) = &hashes.still {
        print!(" pdq {} quality {}", still.pdq, still.quality);
        for variant in &still.variants {
            print!(
                " {} {} quality {}",
                variant.kind.as_str(),
                variant.pdq,
                variant.quality
            );
        }
    }
    for note in &hashes.notes {
        print!(" note {}", note.code());
    }
    println!();
}

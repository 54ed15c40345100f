//! A small disk of its own for a database, which can be filled and emptied again.

use std::{
    fs::{self, File},
    path::{Path, PathBuf},
    process::Command,
};

use anyhow::{Context as _, Result, bail};
use rustix::fs::{FallocateFlags, fallocate, statvfs};

/// The file that takes up all space.
const BALLAST: &str = "ballast";
/// The most that a database of the longest run needs, in bytes. The image has holes where nothing is written.
const SIZE: u64 = 12 << 30;

/// A file system in a file.
#[derive(Debug)]
pub struct Disk {
    root: PathBuf,
}

impl Disk {
    /// Makes and mounts one in `folder`: ext4 in a file, so that what is synchronised is so on a real disk too.
    ///
    /// # Errors
    /// Where this machine does not allow it; the message says what is missing.
    pub fn make(folder: &Path) -> Result<Self> {
        let (image, root) = (folder.join("disk.img"), folder.join("disk"));
        fs::create_dir(&root)?;
        File::create(&image)?.set_len(SIZE)?;
        // No space is kept back for root: a full disk is full for everyone.
        run(Command::new("mkfs.ext4")
            .args(["-q", "-m", "0", "-E", "lazy_itable_init=1,nodiscard"])
            .arg(&image))?;
        run(Command::new("mount").args(["-o", "loop"]).arg(&image).arg(&root))?;
        Ok(Self { root })
    }

    /// Its folder.
    pub fn path(&self) -> &Path {
        &self.root
    }

    /// Takes up all space that is free.
    ///
    /// # Errors
    /// Where that fails.
    pub fn fill(&self) -> Result<()> {
        let ballast = File::create(self.root.join(BALLAST))?;
        // A file system needs some blocks for the allocation itself: what is left over gets smaller each time.
        let mut length = 0;
        for _ in 0..64 {
            let space = statvfs(&self.root)?;
            let free = space.f_bavail.saturating_mul(space.f_frsize);
            if free == 0 {
                break;
            }
            for portion in [free, free / 2, space.f_frsize] {
                if portion > 0 && fallocate(&ballast, FallocateFlags::empty(), length, portion).is_ok() {
                    length += portion;
                    break;
                }
            }
        }
        Ok(())
    }

    /// Gives the space back.
    ///
    /// # Errors
    /// Where that fails.
    pub fn empty(&self) -> Result<()> {
        fs::remove_file(self.root.join(BALLAST)).context("cannot give the disk's space back")
    }
}

impl Drop for Disk {
    fn drop(&mut self) {
        // Lazily: a process that is just ending may still have a file open.
        let _ = run(Command::new("umount").arg("-l").arg(&self.root));
    }
}

fn run(command: &mut Command) -> Result<()> {
    let program = command.get_program().to_string_lossy().into_owned();
    let output = command
        .output()
        .with_context(|| format!("{program} cannot be started"))?;
    if !output.status.success() {
        bail!("{program}: {}", String::from_utf8_lossy(&output.stderr).trim());
    }
    Ok(())
}

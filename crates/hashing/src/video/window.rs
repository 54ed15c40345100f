//! Reading a large file through a window, wherever its reader jumps.

use alloc::vec;
use alloc::vec::Vec;
use std::io::{self, Read, Seek, SeekFrom};

/// How much is read at once.
const WINDOW: u64 = 512 << 10;

/// A source of known size, of which one stretch is held. Beyond the source's end, up to an announced one, there is
/// nothing to read but places to jump to, as containers do that are cut off. Some of it can be shown as something else
/// than it is.
pub(super) struct Window<R> {
    source: R,
    size: u64,
    announced: u64,
    position: u64,
    /// Where [`HIDDEN`] is read in place of what there is, in order.
    hidden: Vec<u64>,
    /// [`TYPE`] is read at the announced end.
    typed: bool,
    held: Vec<u8>,
    held_from: u64,
    /// How many more reads and jumps there may be: a broken file can send its reader round in circles.
    left: u64,
}

/// The kind of a box of the ISO base media format that everybody skips.
const HIDDEN: [u8; 4] = *b"free";
/// A box that says that this is a QuickTime file (ISO/IEC 14496-12, 4.3).
const TYPE: [u8; 16] = *b"\0\0\0\x10ftypqt  \0\0\0\0";

/// Reads and jumps that any file may take; one more for each of its bytes.
const FREE_STEPS: u64 = 100_000;

impl<R: Read + Seek> Window<R> {
    pub(super) const fn new(source: R, size: u64) -> Self {
        Self {
            source,
            size,
            announced: size,
            position: 0,
            hidden: Vec::new(),
            typed: false,
            held: Vec::new(),
            held_from: 0,
            left: size.saturating_add(FREE_STEPS),
        }
    }

    /// The size that the file says it has.
    pub(super) fn announce(&mut self, announced: u64) {
        self.announced = announced.max(self.size);
    }

    /// The announced size, with what was put behind it.
    pub(super) const fn announced(&self) -> u64 {
        self.announced + if self.typed { TYPE.len() as u64 } else { 0 }
    }

    /// Shows boxes as such that are skipped. These are the places of the names of their kinds, in order.
    pub(super) fn hide(&mut self, names: Vec<u64>) {
        self.hidden = names;
    }

    /// Shows a box behind the announced end that says what the file is, as QuickTime files did not in their first years.
    pub(super) const fn append_type(&mut self) {
        self.typed = true;
    }

    /// These bytes, if the source has them.
    pub(super) fn stretch(&mut self, from: u64, length: u64) -> io::Result<Vec<u8>> {
        if from.checked_add(length).is_none_or(|end| end > self.size) {
            return Err(io::ErrorKind::UnexpectedEof.into());
        }
        let mut bytes = vec![0; usize::try_from(length).map_err(|_| io::ErrorKind::OutOfMemory)?];
        self.position = from;
        self.read_exact(&mut bytes)?;
        Ok(bytes)
    }

    /// Puts what is shown in place of what was read from there on.
    fn overlay(&self, from: u64, read: &mut [u8]) {
        let to = from + read.len() as u64;
        let first = self
            .hidden
            .partition_point(|place| place + HIDDEN.len() as u64 <= from);
        for place in self.hidden[first..].iter().take_while(|place| **place < to) {
            for (at, byte) in (*place..).zip(HIDDEN) {
                if let Some(shown) = at
                    .checked_sub(from)
                    .and_then(|at| read.get_mut(usize::try_from(at).ok()?))
                {
                    *shown = byte;
                }
            }
        }
    }

    /// What is read at the position if that is behind the announced end.
    fn appended(&self) -> &'static [u8] {
        let start = self.position.checked_sub(self.announced).filter(|_| self.typed);
        start
            .and_then(|start| TYPE.get(usize::try_from(start).ok()?..))
            .unwrap_or_default()
    }

    fn step(&mut self) -> io::Result<()> {
        self.left = self.left.checked_sub(1).ok_or(io::ErrorKind::InvalidData)?;
        Ok(())
    }

    /// What is held from the position on, read anew if that is nothing.
    fn ahead(&mut self) -> io::Result<&[u8]> {
        let held_to = self.held_from + self.held.len() as u64;
        if !(self.held_from..held_to).contains(&self.position) {
            let length = self.size.saturating_sub(self.position).min(WINDOW);
            self.held.clear();
            self.held_from = self.position;
            self.source.seek(SeekFrom::Start(self.position))?;
            (&mut self.source).take(length).read_to_end(&mut self.held)?;
        }
        let start = usize::try_from(self.position - self.held_from).unwrap_or(usize::MAX);
        Ok(self.held.get(start..).unwrap_or_default())
    }
}

impl<R: Read + Seek> Read for Window<R> {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        self.step()?;
        if buffer.is_empty() {
            return Ok(0);
        }
        let position = self.position;
        let ahead = if position < self.size {
            self.ahead()?
        } else {
            self.appended()
        };
        let count = ahead.len().min(buffer.len());
        buffer[..count].copy_from_slice(&ahead[..count]);
        self.overlay(position, &mut buffer[..count]);
        self.position += count as u64;
        Ok(count)
    }
}

impl<R: Read + Seek> Seek for Window<R> {
    fn seek(&mut self, to: SeekFrom) -> io::Result<u64> {
        self.step()?;
        let place = match to {
            SeekFrom::Start(place) => Some(place),
            SeekFrom::Current(by) => self.position.checked_add_signed(by),
            SeekFrom::End(by) => self.announced().checked_add_signed(by),
        };
        self.position = place.ok_or(io::ErrorKind::InvalidInput)?;
        Ok(self.position)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::io::Cursor;

    #[test]
    fn bytes_come_from_wherever_they_are_asked_for() {
        let content: Vec<u8> = (0..2_000_000_u32)
            .map(|place| place.to_le_bytes()[place as usize % 3])
            .collect();
        let mut window = Window::new(Cursor::new(&content), content.len() as u64);
        for (from, length) in [(0, 10), (1_999_000, 1_000), (524_000, 600_000), (5, 3), (100, 0)] {
            let bytes = window.stretch(from as u64, length as u64).unwrap();
            assert_eq!(bytes, content[from..from + length]);
        }
        assert!(window.stretch(1_999_999, 2).is_err());
        assert!(window.stretch(u64::MAX, 2).is_err());
    }

    #[test]
    fn what_is_hidden_is_read_as_something_else_however_it_is_read() {
        let content: Vec<u8> = (0..40).collect();
        let mut shown = content.clone();
        for place in [3, 20, 36] {
            shown[place..place + 4].copy_from_slice(b"free");
        }
        let mut window = Window::new(Cursor::new(&content), 40);
        window.hide(vec![3, 20, 36]);
        for from in 0..40 {
            for to in from..=40 {
                let bytes = window.stretch(from as u64, (to - from) as u64).unwrap();
                assert_eq!(bytes, shown[from..to]);
            }
        }
    }

    #[test]
    fn a_box_that_says_what_the_file_is_stands_behind_the_announced_end() {
        let mut window = Window::new(Cursor::new([1, 2, 3]), 3);
        window.announce(10);
        window.append_type();
        assert_eq!(window.announced(), 26);
        assert_eq!(window.read(&mut [0; 4]).unwrap(), 3);
        assert_eq!(window.read(&mut [0; 4]).unwrap(), 0);
        window.seek(SeekFrom::Start(10)).unwrap();
        let mut end = Vec::new();
        window.read_to_end(&mut end).unwrap();
        assert_eq!(end, TYPE);
    }

    #[test]
    fn a_jump_may_go_beyond_the_end_and_reading_there_gives_nothing() {
        let mut window = Window::new(Cursor::new([1, 2, 3]), 3);
        window.announce(10);
        assert_eq!(window.seek(SeekFrom::End(0)).unwrap(), 10);
        assert_eq!(window.read(&mut [0; 4]).unwrap(), 0);
        assert!(window.seek(SeekFrom::Current(-11)).is_err());
        assert_eq!(window.seek(SeekFrom::Start(1)).unwrap(), 1);
        let mut rest = Vec::new();
        window.read_to_end(&mut rest).unwrap();
        assert_eq!(rest, [2, 3]);
    }
}

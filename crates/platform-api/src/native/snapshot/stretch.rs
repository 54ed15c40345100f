//! Reads a snapshot page by page as it is taken, and finds the page in which a byte stands.

use std::{
    collections::HashMap,
    io,
    ops::Range,
    sync::{Arc, Mutex, PoisonError},
    time::Duration,
};

use domain::{change::Checkpoint, id::CredentialId, served::Wire, subscriber::Subscriber};
use futures::{Stream, StreamExt as _, TryStreamExt as _, stream};
use service::Service;
use tokio::{sync::Semaphore, time::timeout};

use super::super::{
    changes::ChangeBody,
    copies::Copies,
    lines::{self, EndBody, Line},
};
use crate::{long_answer::Place, problem::Problem};

/// Entries that are in memory at a time, or fewer where they are heavy.
const PAGE: u32 = 2_000;
/// Whoever asks for a part of a snapshot waits so long until it is measured.
const PATIENCE: Duration = Duration::from_secs(20);
/// Snapshots whose lengths are remembered.
const REMEMBERED: usize = 8;

/// A snapshot that is being read.
#[derive(Clone)]
pub(super) struct Read {
    pub(super) service: Service,
    pub(super) subscriber: Subscriber,
    /// The key that it is read with.
    pub(super) key: CredentialId,
    /// How far the list goes in it.
    pub(super) checkpoint: Checkpoint,
    /// Entries up to this number are left out.
    pub(super) after: u64,
    /// Which of their hashes are given.
    pub(super) copies: Copies,
}

/// Some of its lines.
struct Page {
    /// The number after which they begin.
    after: u64,
    /// The numbers of its first and its last entry, and how many it has; the last page goes up to the checkpoint.
    numbers: Option<(u64, u64, u64)>,
    /// The number of each entry, and the byte after its line.
    lines: Vec<(u64, usize)>,
    text: Vec<u8>,
}

impl Page {
    /// As [`Self::numbers`], of the lines that are whole in a part of the page.
    fn numbers_in(&self, part: &Range<usize>) -> Option<(u64, u64, u64)> {
        if *part == (0..self.text.len()) {
            return self.numbers;
        }
        let begins = [0].into_iter().chain(self.lines.iter().map(|(_, end)| *end));
        let mut whole = begins
            .zip(&self.lines)
            .filter(|(begin, (_, end))| part.start <= *begin && *end <= part.end)
            .map(|(_, (number, _))| *number);
        let first = whole.next()?;
        let (mut last, mut count) = (first, 1);
        for number in whole {
            (last, count) = (number, count + 1);
        }
        // The last line of all says how far the list goes.
        let ends = part.end == self.text.len();
        last = self.numbers.filter(|_| ends).map_or(last, |(_, last, _)| last);
        Some((first, last, count))
    }
}

impl Read {
    /// All lines. What is removed while they are read is left out; the changes after the checkpoint say so.
    pub(super) fn lines(self, place: Place) -> impl Stream<Item = io::Result<Vec<u8>>> {
        let reading = self.clone();
        place.hold(self.pages(false)).map_ok(move |page| {
            reading.note(page.numbers);
            page.text
        })
    }

    /// The bytes from `from` to `to`, both included, as long as the list does not change.
    pub(super) fn bytes(
        mut self,
        place: Place,
        lengths: &Measured,
        from: u64,
        to: u64,
    ) -> impl Stream<Item = io::Result<Vec<u8>>> + use<> {
        let before = lengths.pages.iter().rev().find(|(_, begins)| *begins <= from);
        let (after, begins) = before.copied().unwrap_or((self.after, 0));
        self.after = after;
        let (skip, left) = (from - begins, to + 1 - from);
        let reading = self.clone();
        let pages = Box::pin(place.hold(self.pages(true)));
        stream::try_unfold(
            (reading, pages, skip, left),
            |(reading, mut pages, mut skip, mut left)| async move {
                if left == 0 {
                    return Ok(None);
                }
                let Some(mut page) = pages.try_next().await? else {
                    return Ok(None);
                };
                let skipped = usize::try_from(skip).unwrap_or(usize::MAX).min(page.text.len());
                let taken = usize::try_from(left)
                    .unwrap_or(usize::MAX)
                    .min(page.text.len() - skipped);
                reading.note(page.numbers_in(&(skipped..skipped + taken)));
                page.text.truncate(skipped + taken);
                page.text.drain(..skipped);
                skip -= skipped as u64;
                left -= taken as u64;
                Ok(Some((page.text, (reading, pages, skip, left))))
            },
        )
    }

    /// Notes that entries with these numbers are on their way to the platform.
    fn note(&self, numbers: Option<(u64, u64, u64)>) {
        if let Some((first, last, count)) = numbers {
            let list = &self.checkpoint.list;
            self.service
                .note_served(&self.subscriber, Wire::Native, list, first, last, count);
        }
    }

    /// Page after page, the last with the line that ends a snapshot. Where it has to be `the_same` as before, a change of
    /// the list breaks it off: the client is then told by the length.
    fn pages(self, the_same: bool) -> impl Stream<Item = io::Result<Page>> {
        let first = Some(self.after);
        stream::try_unfold((self, first), move |(reading, after)| async move {
            let Some(after) = after else {
                return Ok(None);
            };
            let (page, next) = reading.page(after, the_same).await?;
            Ok(Some((page, (reading, next))))
        })
    }

    async fn page(&self, after: u64, the_same: bool) -> io::Result<(Page, Option<u64>)> {
        let list = &self.checkpoint.list;
        let broken = |error: Problem| io::Error::other(format!("{error:?}"));
        let reader = self.service.still_reads(self.key, list).await;
        if reader.map_err(|error| broken(error.into()))?.is_none() {
            return Err(io::Error::other("the key opens the list no more"));
        }
        let found = self
            .service
            .snapshot(&self.subscriber, list, after, self.checkpoint.size, PAGE)
            .await
            .map_err(|error| broken(error.into()))?;
        if the_same {
            let now = self.service.checkpoint(&self.subscriber, list).await;
            if now.map_err(|error| broken(error.into()))? != self.checkpoint {
                return Err(io::Error::other("the list has changed"));
            }
        }
        let next = found.listings.last().map(|last| last.change.number);
        let first = found.listings.first().map(|first| first.change.number);
        let count = found.listings.len() as u64;
        let numbers = if found.more {
            first.zip(next).map(|(first, last)| (first, last, count))
        } else {
            // Whoever has the end knows of everything up to the checkpoint: what left the list by then is not in it.
            let size = self.checkpoint.size;
            (size > after).then(|| (first.unwrap_or(size), size, count))
        };
        let (mut text, mut entries) = (Vec::new(), Vec::new());
        for listing in found.listings {
            let change = ChangeBody::of_listing(listing, self.copies);
            let number = change.number();
            lines::write(&mut text, &Line::Change(change)).map_err(broken)?;
            entries.push((number, text.len()));
        }
        if !found.more {
            let end = EndBody {
                next: self.checkpoint.size,
                more: false,
                checkpoint: (&self.checkpoint).into(),
            };
            lines::write(&mut text, &Line::End { end }).map_err(broken)?;
        }
        let page = Page {
            after,
            numbers,
            lines: entries,
            text,
        };
        Ok((page, next.filter(|_| found.more)))
    }
}

/// Where each page of a snapshot begins.
#[derive(Debug, Default)]
pub(super) struct Measured {
    /// The number after which a page begins, and its first byte.
    pages: Vec<(u64, u64)>,
    /// How many bytes there are.
    pub(super) total: u64,
}

/// The lengths of the snapshots that ranges were asked of. Cheap to clone.
#[derive(Clone)]
pub(in crate::native) struct Lengths {
    known: Arc<Mutex<HashMap<String, Arc<Measured>>>>,
    /// One snapshot at a time is read to be measured.
    measuring: Arc<Semaphore>,
}

impl Default for Lengths {
    fn default() -> Self {
        Self {
            known: Arc::default(),
            measuring: Arc::new(Semaphore::new(1)),
        }
    }
}

impl Lengths {
    /// The lengths of the snapshot with that tag, by reading it once. Where that takes long it goes on without whoever asked;
    /// they are told to come again.
    ///
    /// # Errors
    /// [`Problem::Unavailable`] where another snapshot is being measured, or this one takes too long.
    pub(super) async fn of(&self, tag: &str, reading: &Read) -> Result<Arc<Measured>, Problem> {
        if let Some(known) = self.remembered().get(tag) {
            return Ok(Arc::clone(known));
        }
        let permit = Arc::clone(&self.measuring)
            .try_acquire_owned()
            .map_err(|_| Problem::Unavailable)?;
        let (lengths, tag, reading) = (self.clone(), tag.to_owned(), reading.clone());
        let measuring = tokio::spawn(async move {
            let measured = lengths.measure(tag, &reading).await;
            drop(permit);
            measured
        });
        match timeout(PATIENCE, measuring).await {
            Ok(Ok(measured)) => measured,
            Ok(Err(_)) => Err(Problem::Internal),
            Err(_) => Err(Problem::Unavailable),
        }
    }

    async fn measure(&self, tag: String, reading: &Read) -> Result<Arc<Measured>, Problem> {
        let mut measured = Measured::default();
        let mut pages = std::pin::pin!(reading.clone().pages(true));
        while let Some(page) = pages.next().await {
            // Whoever asks again finds another list, and learns it from the tag.
            let page = page.map_err(|_| Problem::Unavailable)?;
            measured.pages.push((page.after, measured.total));
            measured.total += page.text.len() as u64;
        }
        let measured = Arc::new(measured);
        let mut remembered = self.remembered();
        if remembered.len() >= REMEMBERED {
            remembered.clear();
        }
        remembered.insert(tag, Arc::clone(&measured));
        Ok(measured)
    }

    fn remembered(&self) -> std::sync::MutexGuard<'_, HashMap<String, Arc<Measured>>> {
        self.known.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Entries 3, 5 and 9 in lines of ten bytes, and the last line of a list of ten changes.
    fn page() -> Page {
        Page {
            after: 0,
            numbers: Some((3, 10, 3)),
            lines: vec![(3, 10), (5, 20), (9, 30)],
            text: vec![b' '; 45],
        }
    }

    #[test]
    fn an_entry_is_in_a_part_where_its_whole_line_is() {
        for (part, numbers) in [
            (0..45, Some((3, 10, 3))),
            (0..30, Some((3, 9, 3))),
            (0..44, Some((3, 9, 3))),
            (0..29, Some((3, 5, 2))),
            (1..45, Some((5, 10, 2))),
            (10..20, Some((5, 5, 1))),
            (10..19, None),
            (11..20, None),
            (44..45, None),
            (30..45, None),
            (0..0, None),
        ] {
            assert_eq!(page().numbers_in(&part), numbers, "{part:?}");
        }
    }
}

//! Reads a snapshot page by page as it is taken, and finds the page in which a byte stands.

use std::{
    collections::HashMap,
    io,
    sync::{Arc, Mutex, PoisonError},
};

use domain::{change::Checkpoint, served::Wire, subscriber::Subscriber};
use futures::{Stream, StreamExt as _, TryStreamExt as _, stream};
use service::Service;

use super::super::lines::{self, EndBody, Line};
use crate::problem::Problem;

/// Entries that are in memory at a time.
const PAGE: u32 = 2_000;
/// Snapshots whose lengths are remembered.
const REMEMBERED: usize = 8;

/// A snapshot that is being read.
#[derive(Clone)]
pub(super) struct Reading {
    pub(super) service: Service,
    pub(super) subscriber: Subscriber,
    /// How far the list goes in it.
    pub(super) checkpoint: Checkpoint,
    /// Entries up to this number are left out.
    pub(super) after: u64,
}

/// Some of its lines.
struct Page {
    /// The number after which they begin.
    after: u64,
    text: Vec<u8>,
}

impl Reading {
    /// All lines. What is removed while they are read is left out; the changes after the checkpoint say so.
    pub(super) fn lines(self) -> impl Stream<Item = io::Result<Vec<u8>>> {
        self.pages(false).map_ok(|page| page.text)
    }

    /// The bytes from `from` to `to`, both included, as long as the list does not change.
    pub(super) fn bytes(
        mut self,
        lengths: &Measured,
        from: u64,
        to: u64,
    ) -> impl Stream<Item = io::Result<Vec<u8>>> + use<> {
        let before = lengths.pages.iter().rev().find(|(_, begins)| *begins <= from);
        let (after, begins) = before.copied().unwrap_or((self.after, 0));
        self.after = after;
        let (mut skip, mut left) = (from - begins, to + 1 - from);
        self.pages(true).map_ok(move |page| {
            let mut text = page.text;
            let skipped = usize::try_from(skip).unwrap_or(usize::MAX).min(text.len());
            text.drain(..skipped);
            skip -= skipped as u64;
            text.truncate(usize::try_from(left).unwrap_or(usize::MAX));
            left -= text.len() as u64;
            text
        })
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
        if let (Some(first), Some(last)) = (found.listings.first(), next) {
            let count = found.listings.len() as u64;
            let first = first.change.number;
            self.service
                .note_served(&self.subscriber, Wire::Export, list, first, last, count);
        }
        let mut text = Vec::new();
        for listing in found.listings {
            lines::write(&mut text, &Line::Change(listing.into())).map_err(broken)?;
        }
        if !found.more {
            let end = EndBody {
                next: self.checkpoint.size,
                more: false,
                checkpoint: (&self.checkpoint).into(),
            };
            lines::write(&mut text, &Line::End { end }).map_err(broken)?;
        }
        Ok((Page { after, text }, next.filter(|_| found.more)))
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
#[derive(Clone, Default)]
pub(in crate::native) struct Lengths(Arc<Mutex<HashMap<String, Arc<Measured>>>>);

impl Lengths {
    /// The lengths of the snapshot with that tag, by reading it once.
    pub(super) async fn of(&self, tag: &str, reading: &Reading) -> Result<Arc<Measured>, Problem> {
        if let Some(known) = self.remembered().get(tag) {
            return Ok(Arc::clone(known));
        }
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
        remembered.insert(tag.to_owned(), Arc::clone(&measured));
        Ok(measured)
    }

    fn remembered(&self) -> std::sync::MutexGuard<'_, HashMap<String, Arc<Measured>>> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

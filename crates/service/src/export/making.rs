//! A file that is being made on one side and taken on the other.

use std::time::Duration;

use domain::{Timestamp, list::ListName, served::Wire, subscriber::Subscriber};
use storage::{StorageError, Transaction, history::ListingCursor};
use tokio::{sync::mpsc, time::timeout};

use super::{ExportError, Format, Line, Recipient};
use crate::{Service, feed::entitled};

/// So many entries are read at a time.
const STRETCH: u32 = 250;
/// About so many bytes make a piece.
const PIECE: usize = 256 << 10;
/// A piece has to be taken in so long.
const PATIENCE: Duration = Duration::from_secs(30);

/// What is handed from who makes a file to who takes it.
pub(super) enum Part {
    Piece(Result<Vec<u8>, ExportError>),
    /// Without it nobody takes what came for the whole.
    End(Vec<Numbers>),
}

/// A stretch of a list in a file: the number of the first change in it, of the last up to which it says how the list stands,
/// and how many entries it has.
#[derive(Clone, Copy)]
pub(super) struct Numbers {
    first: u64,
    last: u64,
    count: u64,
}

/// What a file holds, in stretches between which something was left out: nobody may say of that that it was handed over.
#[derive(Default)]
struct Held {
    stretches: Vec<Numbers>,
    /// How many entries are in all of them.
    count: u64,
    /// Whether the newest entry was left out: the next one begins a stretch.
    broken_off: bool,
}

impl Held {
    fn add(&mut self, number: u64) {
        self.count += 1;
        match self.stretches.last_mut().filter(|_| !self.broken_off) {
            Some(stretch) => {
                stretch.last = number;
                stretch.count += 1;
            }
            None => self.stretches.push(Numbers {
                first: number,
                last: number,
                count: 1,
            }),
        }
        self.broken_off = false;
    }

    const fn leave_out(&mut self) {
        self.broken_off = true;
    }

    /// The stretches of a file that goes up to the list's newest change: what left the list by then is not in it, and whoever
    /// holds all of it knows that.
    fn up_to(mut self, size: u64) -> Vec<Numbers> {
        match self.stretches.last_mut() {
            _ if self.broken_off => {}
            Some(stretch) => stretch.last = size,
            None => self.stretches.push(Numbers {
                first: size,
                last: size,
                count: 0,
            }),
        }
        self.stretches
    }
}

/// A file that is being taken.
pub(super) struct Taking {
    pub(super) service: Service,
    pub(super) list: ListName,
    pub(super) platform: Option<Subscriber>,
    pub(super) receiver: mpsc::Receiver<Part>,
}

impl Taking {
    /// The next piece; `None` after the last. That the file was served is noted then, and not before.
    pub(super) async fn next(&mut self) -> Option<Result<Vec<u8>, ExportError>> {
        match self.receiver.recv().await {
            Some(Part::Piece(piece)) => Some(piece),
            Some(Part::End(stretches)) => {
                for Numbers { first, last, count } in stretches {
                    if let Some(platform) = &self.platform {
                        self.service
                            .note_served(platform, Wire::Export, &self.list, first, last, count);
                    }
                }
                // Until whoever made it has left its place.
                self.receiver.recv().await;
                None
            }
            None => Some(Err(ExportError::TooSlow)),
        }
    }
}

/// A file that is being made.
pub(super) struct Making {
    pub(super) service: Service,
    pub(super) list: ListName,
    pub(super) format: Format,
    pub(super) variants: bool,
    /// The number of the list's newest change.
    pub(super) size: u64,
    pub(super) recipient: Option<Recipient>,
    pub(super) until: Timestamp,
    pub(super) sender: mpsc::Sender<Part>,
}

/// Why a file is not finished.
enum Ended {
    /// Nobody takes the rest.
    Abandoned,
    /// It is told to whoever takes it.
    Because(ExportError),
}

impl From<ExportError> for Ended {
    fn from(error: ExportError) -> Self {
        Self::Because(error)
    }
}

impl From<StorageError> for Ended {
    fn from(error: StorageError) -> Self {
        Self::Because(error.into())
    }
}

impl Making {
    pub(super) async fn run(&self, mut tx: Box<dyn Transaction>) {
        // Whoever reads must not take what came so far for the whole.
        if let Err(Ended::Because(error)) = self.make(tx.as_mut()).await {
            let _ = self.send(Part::Piece(Err(error))).await;
        }
    }

    async fn make(&self, tx: &mut dyn Transaction) -> Result<(), Ended> {
        let mut text = self.format.begin();
        let mut held = Held::default();
        let mut after: Option<ListingCursor> = None;
        loop {
            let (from, to) = (Timestamp::from_millis(0), Timestamp::from_millis(i64::MAX));
            let listings = tx.listings(&self.list, from, to, after, STRETCH).await?;
            for listing in &listings {
                let Some(content) = &listing.content else { continue };
                if !self.format.can_say(&content.hashes) {
                    held.leave_out();
                    continue;
                }
                held.add(listing.change.number);
                let line = Line {
                    position: held.count,
                    listing,
                    content,
                    variants: self.variants,
                };
                self.format.entry(&line, &mut text);
                if text.len() >= PIECE {
                    self.hand_over(&mut text).await?;
                }
            }
            let Some(end) = listings.last().filter(|_| listings.len() == STRETCH as usize) else {
                break;
            };
            after = Some(ListingCursor {
                changed_at: end.change.changed_at,
                number: end.change.number,
            });
        }
        text.push_str(self.format.end());
        self.hand_over(&mut text).await?;
        self.send(Part::End(held.up_to(self.size))).await
    }

    /// Hands over what has been written, where it may still be given.
    async fn hand_over(&self, text: &mut String) -> Result<(), Ended> {
        if let Some(recipient) = &self.recipient {
            if self.service.now() > self.until {
                return Err(ExportError::TooSlow.into());
            }
            if !self.service.may_still_have(recipient, &self.list).await? {
                return Err(ExportError::Revoked.into());
            }
        }
        self.send(Part::Piece(Ok(std::mem::take(text).into_bytes())))
            .await
    }

    async fn send(&self, part: Part) -> Result<(), Ended> {
        match timeout(PATIENCE, self.sender.send(part)).await {
            Ok(Ok(())) => Ok(()),
            Ok(Err(_)) | Err(_) => Err(Ended::Abandoned),
        }
    }
}

impl Service {
    /// Whether a file may go on to whoever began to read it.
    async fn may_still_have(&self, recipient: &Recipient, list: &ListName) -> Result<bool, ExportError> {
        if let Some(key) = recipient.key {
            return Ok(self.still_reads(key, list).await?.is_some());
        }
        let mut tx = self.storage().read().await?;
        let platform = tx.lookup_subscriber(recipient.platform.id).await?;
        Ok(platform.is_some_and(|platform| !platform.suspended && entitled(&platform, list).is_ok()))
    }
}

//! A whole list as a file, for those who cannot poll.
//!
//! A file shows one moment: everything is read in one transaction, and handed over in pieces as fast as it is taken. So
//! memory stays flat however long the list is. Whoever does not take the next piece in time is cut off, and only a few
//! files are made at the same time, because each keeps a connection to the database.

mod csv;
mod vics;

use std::{pin::Pin, sync::Arc, time::Duration};

use domain::{
    Timestamp, change::Checkpoint, hash::ItemHashes, list::ListName, served::Wire, subscriber::Subscriber,
};
use futures::{Stream, StreamExt as _, stream};
use storage::{
    StorageError, Transaction,
    history::{Content, Listing, ListingCursor},
};
use tokio::{
    sync::{OwnedSemaphorePermit, Semaphore, mpsc},
    time::timeout,
};

use crate::{
    Service,
    feed::{FeedError, entitled},
    platform::profile,
};

/// So many files are made at the same time.
const AT_ONCE: usize = 2;
/// So many entries make a piece.
const PIECE: u32 = 1_000;
/// So many pieces wait to be taken.
const WAITING: usize = 2;
/// A piece has to be taken in so long.
const PATIENCE: Duration = Duration::from_secs(30);

/// The form of a file.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Format {
    /// Comma-separated values (RFC 4180), a line an entry.
    Csv,
    /// Project VIC's data model 1.3, JSON.
    Vics,
}

impl Format {
    /// Every format.
    pub const ALL: [Self; 2] = [Self::Csv, Self::Vics];

    /// Its name in addresses and on the command line.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Csv => "csv",
            Self::Vics => "vics",
        }
    }

    /// The format of that name.
    pub fn parse(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|format| format.as_str() == name)
    }

    /// The media type.
    pub const fn media_type(self) -> &'static str {
        match self {
            Self::Csv => "text/csv; charset=utf-8; header=present",
            Self::Vics => "application/json",
        }
    }

    const fn ending(self) -> &'static str {
        match self {
            Self::Csv => "csv",
            Self::Vics => "vics.json",
        }
    }

    fn begin(self) -> String {
        match self {
            Self::Csv => csv::begin(),
            Self::Vics => vics::begin(),
        }
    }

    /// Whether an entry with these hashes can stand in such a file.
    fn can_say(self, hashes: &ItemHashes) -> bool {
        match self {
            Self::Csv => true,
            Self::Vics => vics::can_say(hashes),
        }
    }

    fn entry(self, entry: &Line<'_>, text: &mut String) {
        match self {
            Self::Csv => csv::entry(entry, text),
            Self::Vics => vics::entry(entry, text),
        }
    }

    const fn end(self) -> &'static str {
        match self {
            Self::Csv => "",
            Self::Vics => vics::END,
        }
    }
}

/// One entry as it goes into a file.
struct Line<'a> {
    /// 1 for the first.
    position: u64,
    listing: &'a Listing,
    content: &'a Content,
    /// Whether the hashes of altered copies belong into it.
    variants: bool,
}

/// A file, to be taken piece by piece.
pub struct Export {
    /// What it shows.
    pub checkpoint: Checkpoint,
    /// A name for it, which says list and change number.
    pub file_name: String,
    /// Its pieces. It is whole only where none of them is an error.
    pub pieces: Pieces,
}

/// The pieces of a file, in order.
pub type Pieces = Pin<Box<dyn Stream<Item = Result<Vec<u8>, ExportError>> + Send>>;

/// Why there is no file, or no more of it.
#[derive(Debug, thiserror::Error)]
pub enum ExportError {
    /// There is no such list, or the subscriber may not read it: which one, it does not say.
    #[error("there is no such list")]
    NotFound,
    /// Enough files are being made.
    #[error("enough files are being made at the moment")]
    Busy,
    /// The database failed.
    #[error(transparent)]
    Storage(#[from] StorageError),
}

impl From<FeedError> for ExportError {
    fn from(error: FeedError) -> Self {
        match error {
            FeedError::Storage(error) => Self::Storage(error),
            FeedError::NotFound | FeedError::AfterTheEnd { .. } => Self::NotFound,
        }
    }
}

/// Places for those who make a file.
pub(crate) struct Exports(Arc<Semaphore>);

impl Default for Exports {
    fn default() -> Self {
        Self(Arc::new(Semaphore::new(AT_ONCE)))
    }
}

impl Exports {
    fn begin(&self) -> Result<OwnedSemaphorePermit, ExportError> {
        Arc::clone(&self.0)
            .try_acquire_owned()
            .map_err(|_| ExportError::Busy)
    }
}

impl Service {
    /// A list as a file for a platform; that it was served is noted once all of it was taken.
    ///
    /// # Errors
    /// Where the platform may not read the list, or enough files are being made.
    pub async fn export(
        &self,
        platform: &Subscriber,
        list: &ListName,
        format: Format,
    ) -> Result<Export, ExportError> {
        entitled(platform, list)?;
        let mut tx = self.storage().read().await?;
        let variants = profile(tx.as_mut(), platform).await?.variants;
        drop(tx);
        self.begin_export(list, format, variants, Some(platform.clone()))
            .await
    }

    /// A list as a file for the operator.
    ///
    /// # Errors
    /// Where there is no such list, or enough files are being made.
    pub async fn export_for_operator(&self, list: &ListName, format: Format) -> Result<Export, ExportError> {
        self.begin_export(list, format, true, None).await
    }

    async fn begin_export(
        &self,
        list: &ListName,
        format: Format,
        variants: bool,
        platform: Option<Subscriber>,
    ) -> Result<Export, ExportError> {
        let place = self.0.exports.begin()?;
        let mut tx = self.storage().read().await?;
        let checkpoint = tx.checkpoint(list).await?.ok_or(ExportError::NotFound)?;
        let (sender, receiver) = mpsc::channel(WAITING);
        let making = Making {
            service: self.clone(),
            list: list.clone(),
            format,
            variants,
            platform,
            sender,
        };
        tokio::spawn(async move {
            making.run(tx).await;
            drop(place);
        });
        let pieces = stream::unfold(receiver, async |mut receiver| {
            let piece = receiver.recv().await?;
            Some((piece, receiver))
        });
        // Whoever compresses asks once more after the end.
        let pieces = pieces.fuse();
        Ok(Export {
            file_name: format!("reclaim-{list}-{}.{}", checkpoint.size, format.ending()),
            checkpoint,
            pieces: Box::pin(pieces),
        })
    }
}

/// A file that is being made.
struct Making {
    service: Service,
    list: ListName,
    format: Format,
    variants: bool,
    platform: Option<Subscriber>,
    sender: mpsc::Sender<Result<Vec<u8>, ExportError>>,
}

/// Nobody takes the rest.
struct Abandoned;

impl Making {
    async fn run(&self, mut tx: Box<dyn Transaction>) {
        match self.make(tx.as_mut()).await {
            Ok(Ok(()) | Err(Abandoned)) => {}
            // Whoever reads must not take what came so far for the whole.
            Err(error) => {
                let _ = self.hand_over(Err(error.into())).await;
            }
        }
    }

    async fn make(&self, tx: &mut dyn Transaction) -> Result<Result<(), Abandoned>, StorageError> {
        let mut text = self.format.begin();
        let (mut position, mut first, mut last) = (0, 0, 0);
        let mut after: Option<ListingCursor> = None;
        loop {
            let (from, to) = (Timestamp::from_millis(0), Timestamp::from_millis(i64::MAX));
            let listings = tx.listings(&self.list, from, to, after, PIECE).await?;
            for listing in &listings {
                let Some(content) = &listing.content else { continue };
                if !self.format.can_say(&content.hashes) {
                    continue;
                }
                position += 1;
                let number = listing.change.number;
                (first, last) = (if first == 0 { number } else { first }, number);
                let line = Line {
                    position,
                    listing,
                    content,
                    variants: self.variants,
                };
                self.format.entry(&line, &mut text);
            }
            let Some(end) = listings.last().filter(|_| listings.len() == PIECE as usize) else {
                break;
            };
            after = Some(ListingCursor {
                changed_at: end.change.changed_at,
                number: end.change.number,
            });
            if self
                .hand_over(Ok(std::mem::take(&mut text).into_bytes()))
                .await
                .is_err()
            {
                return Ok(Err(Abandoned));
            }
        }
        text.push_str(self.format.end());
        let taken = self.hand_over(Ok(text.into_bytes())).await;
        if let (Ok(()), Some(platform)) = (&taken, &self.platform) {
            self.service
                .note_served(platform, Wire::Export, &self.list, first, last, position);
        }
        Ok(taken)
    }

    async fn hand_over(&self, piece: Result<Vec<u8>, ExportError>) -> Result<(), Abandoned> {
        match timeout(PATIENCE, self.sender.send(piece)).await {
            Ok(Ok(())) => Ok(()),
            Ok(Err(_)) | Err(_) => Err(Abandoned),
        }
    }
}

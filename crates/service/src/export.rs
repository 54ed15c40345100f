//! A whole list as a file, for those who cannot poll.
//!
//! A file shows one moment: everything is read in one transaction, and handed over in pieces as fast as it is taken. So
//! memory stays flat however long the list is. Whoever does not take the next piece in time is cut off, and so is whoever
//! takes too long for all of it, or may not read the list any more. Only a few files are made at the same time, one for
//! each platform, because each keeps a connection to the database.

mod csv;
mod making;
mod places;
mod vics;

use std::{pin::Pin, time::Duration};

use domain::{
    change::Checkpoint, hash::ItemHashes, id::CredentialId, list::ListName, subscriber::Subscriber,
};
use futures::{Stream, StreamExt as _, stream};
use storage::{
    StorageError,
    history::{Content, Listing},
};
use tokio::sync::mpsc;

use self::making::{Making, Taking};
pub(crate) use self::places::Exports;
use crate::{
    Service,
    feed::{FeedError, entitled},
};

/// So many pieces wait to be taken.
const WAITING: usize = 2;
/// And all of a file in so long: what leaves the list meanwhile is still in it, and the database keeps what it has
/// replaced for as long.
pub const DEADLINE: Duration = Duration::from_secs(30 * 60);

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
    /// The platform is being given a file already.
    #[error("this platform is being given a file already")]
    OneAtATime,
    /// It was not taken within [`DEADLINE`].
    #[error("the file was not taken in time")]
    TooSlow,
    /// Whoever was given it may not read the list any more.
    #[error("the list may not be read any more")]
    Revoked,
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

/// Who is given a file.
#[derive(Clone, Debug)]
pub struct Recipient {
    /// The platform.
    pub platform: Subscriber,
    /// The key that it asks with; `None` from its own pages.
    pub key: Option<CredentialId>,
}

impl Service {
    /// A list as a file for a platform; that it was served is noted once all of it was taken.
    ///
    /// # Errors
    /// Where the platform may not read the list, has a file already, or enough files are being made.
    pub async fn export(
        &self,
        recipient: Recipient,
        list: &ListName,
        format: Format,
    ) -> Result<Export, ExportError> {
        entitled(&recipient.platform, list)?;
        let variants = self.wants_variants(&recipient.platform).await?;
        self.begin_export(list, format, variants, Some(recipient)).await
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
        recipient: Option<Recipient>,
    ) -> Result<Export, ExportError> {
        let whose = recipient.as_ref().map(|recipient| recipient.platform.id);
        let place = self.0.exports.begin(whose)?;
        let mut tx = self.storage().read().await?;
        let checkpoint = tx.checkpoint(list).await?.ok_or(ExportError::NotFound)?;
        let (sender, receiver) = mpsc::channel(WAITING);
        let taking = Taking {
            service: self.clone(),
            list: list.clone(),
            platform: recipient.as_ref().map(|recipient| recipient.platform.clone()),
            receiver,
        };
        let making = Making {
            service: self.clone(),
            list: list.clone(),
            format,
            variants,
            size: checkpoint.size,
            recipient,
            until: self.now().plus(DEADLINE),
            sender,
        };
        tokio::spawn(async move {
            making.run(tx).await;
            drop(place);
        });
        let pieces = stream::unfold(Some(taking), async |taking: Option<Taking>| {
            let mut taking = taking?;
            match taking.next().await? {
                Ok(piece) => Some((Ok(piece), Some(taking))),
                Err(error) => Some((Err(error), None)),
            }
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

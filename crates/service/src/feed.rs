//! A subscriber reads what changed on the lists that it follows.

use domain::{
    Timestamp, change::Checkpoint, feedback::Feedback, id::EntryId, list::ListName, subscriber::Subscriber,
};
use storage::{
    StorageError,
    history::{Content, Listing, ListingCursor, PublishedChange},
};

use crate::Service;

/// How much of hashes is read into memory for one answer of a wire that pages by time, in bytes: a page of photos is far
/// below. The hashes of a video take up to 21,000.
const MOST_BYTES: usize = 16 << 20;
/// The same for the native feed: of a page of changes a reader who is slow keeps all, as text, and of a snapshot two pages.
const NATIVE_BYTES: usize = 4 << 20;
/// How many rows are read at a time, so that not even one time is much more than that.
const STRETCH: u32 = 500;
/// The same for the native feed, as long as rows are heavy or may be.
const SHORT_STRETCH: u32 = 250;
/// Rows of more bytes are heavy: those of videos.
const HEAVY: usize = 2_000;

/// Some changes of a list, in order.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ChangesPage {
    /// The changes.
    pub changes: Vec<PublishedChange>,
    /// What to ask for next: changes after this number.
    pub next: u64,
    /// Whether there are more already.
    pub more: bool,
    /// The list's newest checkpoint, from the same moment.
    pub checkpoint: Checkpoint,
}

/// Some entries of a list as they are now, in the order of their last change.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ListingsPage {
    /// The entries.
    pub listings: Vec<Listing>,
    /// Where the next page starts; `None` on the last one.
    pub next: Option<ListingCursor>,
}

/// Why there is nothing to read.
#[derive(Debug, thiserror::Error)]
pub enum FeedError {
    /// There is no such list, or the subscriber may not read it: which one, it does not say.
    #[error("there is no such list")]
    NotFound,
    /// The history does not go that far.
    #[error("the list has {size} changes so far")]
    AfterTheEnd {
        /// The number of the last change.
        size: u64,
    },
    /// The database failed.
    #[error(transparent)]
    Storage(#[from] StorageError),
}

impl Service {
    /// The newest checkpoint of a list.
    ///
    /// # Errors
    /// Where the subscriber cannot read it.
    pub async fn checkpoint(
        &self,
        subscriber: &Subscriber,
        list: &ListName,
    ) -> Result<Checkpoint, FeedError> {
        entitled(subscriber, list)?;
        self.storage()
            .read()
            .await?
            .checkpoint(list)
            .await?
            .ok_or(FeedError::NotFound)
    }

    /// The changes of a list after the number `after`, at most `limit`.
    ///
    /// # Errors
    /// Where the subscriber cannot read them, or there are none to come after that number.
    pub async fn changes(
        &self,
        subscriber: &Subscriber,
        list: &ListName,
        after: u64,
        limit: u32,
    ) -> Result<ChangesPage, FeedError> {
        entitled(subscriber, list)?;
        let mut tx = self.storage().read().await?;
        let checkpoint = tx.checkpoint(list).await?.ok_or(FeedError::NotFound)?;
        if after > checkpoint.size {
            return Err(FeedError::AfterTheEnd {
                size: checkpoint.size,
            });
        }
        let mut changes = Vec::new();
        let (mut last, mut left, mut bytes) = (after, limit, 0);
        while left > 0 && bytes < NATIVE_BYTES {
            let light = !changes.is_empty() && bytes <= changes.len() * HEAVY;
            let wanted = left.min(if light { STRETCH } else { SHORT_STRETCH });
            let more = tx.changes(list, last, wanted).await?;
            let found = u32::try_from(more.len()).unwrap_or(u32::MAX);
            bytes += more
                .iter()
                .filter_map(|change| change.content.as_ref())
                .map(weight)
                .sum::<usize>();
            last = more.last().map_or(last, |change| change.change.number);
            changes.extend(more);
            if found < wanted {
                break;
            }
            left -= wanted;
        }
        let next = changes.last().map_or(after, |last| last.change.number);
        self.metrics().served(subscriber.member, list, next);
        Ok(ChangesPage {
            changes,
            next,
            more: next < checkpoint.size,
            checkpoint,
        })
    }

    /// The second up to which a list is closed: everything of it and of earlier ones is there, and nothing will be added.
    ///
    /// # Errors
    /// Where the subscriber cannot read the list.
    pub async fn closed(&self, subscriber: &Subscriber, list: &ListName) -> Result<Timestamp, FeedError> {
        entitled(subscriber, list)?;
        let closed = self.storage().read().await?.closed_at(list).await?;
        closed.ok_or(FeedError::NotFound)
    }

    /// The entries of a list whose last change was from `from` to `to`, both included, at most `limit` after
    /// `after`; never those of seconds that are not closed ([`Self::closed`]).
    ///
    /// # Errors
    /// Where the subscriber cannot read them.
    pub async fn listings(
        &self,
        subscriber: &Subscriber,
        list: &ListName,
        from: Timestamp,
        to: Timestamp,
        after: Option<ListingCursor>,
        limit: u32,
    ) -> Result<ListingsPage, FeedError> {
        entitled(subscriber, list)?;
        let mut tx = self.storage().read().await?;
        let to = to.min(tx.closed_at(list).await?.ok_or(FeedError::NotFound)?);
        // One more than the page has shows whether there is another page.
        let (mut listings, mut last) = (Vec::new(), after);
        let (mut left, mut bytes) = (limit.saturating_add(1), 0);
        let more = loop {
            if left == 0 || bytes >= MOST_BYTES {
                break true;
            }
            let wanted = left.min(STRETCH);
            let found = tx.listings(list, from, to, last, wanted).await?;
            bytes += found
                .iter()
                .filter_map(|listing| listing.content.as_ref())
                .map(weight)
                .sum::<usize>();
            left -= wanted;
            let ended = found.len() < usize::try_from(wanted).unwrap_or(usize::MAX);
            listings.extend(found);
            last = listings.last().map(cursor).or(last);
            if ended {
                break false;
            }
        };
        if more && listings.len() > 1 {
            listings.pop();
        }
        if let Some(last) = listings.last() {
            self.metrics()
                .served_at_least(subscriber.member, list, last.change.number);
        }
        let next = listings.last().filter(|_| more).map(cursor);
        Ok(ListingsPage { listings, next })
    }
}

/// The entries that are on a list, some of them.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SnapshotPage {
    /// The entries, by the number of their newest change.
    pub listings: Vec<Listing>,
    /// Whether there may be more.
    pub more: bool,
}

/// One entry, and what the reader last said of it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct EntryView {
    /// Its newest change.
    pub listing: Listing,
    /// The reader's own feedback.
    pub feedback: Option<Feedback>,
}

impl Service {
    /// The entries that are on a list and whose newest change has a number above `after` and at most `until`, at most
    /// `limit` of them and fewer where they are heavy.
    ///
    /// # Errors
    /// Where the subscriber cannot read them.
    pub async fn snapshot(
        &self,
        subscriber: &Subscriber,
        list: &ListName,
        after: u64,
        until: u64,
        limit: u32,
    ) -> Result<SnapshotPage, FeedError> {
        entitled(subscriber, list)?;
        let mut tx = self.storage().read().await?;
        let (mut listings, mut last, mut bytes) = (Vec::new(), after, 0);
        let mut left = limit;
        let more = loop {
            if left == 0 || bytes >= NATIVE_BYTES {
                break true;
            }
            let wanted = left.min(SHORT_STRETCH);
            let found = tx.listed(list, last, until, wanted).await?;
            bytes += found
                .iter()
                .filter_map(|listing| listing.content.as_ref())
                .map(weight)
                .sum::<usize>();
            left -= wanted;
            let ended = found.len() < usize::try_from(wanted).unwrap_or(usize::MAX);
            listings.extend(found);
            last = listings.last().map_or(after, |last| last.change.number);
            if ended {
                break false;
            }
        };
        let reached = if more {
            listings.last().map_or(after, |last| last.change.number)
        } else {
            until
        };
        self.metrics().served_at_least(subscriber.member, list, reached);
        Ok(SnapshotPage { listings, more })
    }

    /// One entry as it is now; `None` where it was never on the list.
    ///
    /// # Errors
    /// Where the subscriber cannot read the list.
    pub async fn entry_on(
        &self,
        subscriber: &Subscriber,
        list: &ListName,
        entry: EntryId,
    ) -> Result<Option<EntryView>, FeedError> {
        entitled(subscriber, list)?;
        let mut tx = self.storage().read().await?;
        let Some(listing) = tx.listing(list, entry).await? else {
            return Ok(None);
        };
        let feedback = tx.feedback_of(subscriber.id, list, &[entry]).await?.pop();
        Ok(Some(EntryView { listing, feedback }))
    }

    /// What a subscriber said of entries of a list, by entry.
    ///
    /// # Errors
    /// Where the subscriber cannot read the list.
    pub async fn own_feedback(
        &self,
        subscriber: &Subscriber,
        list: &ListName,
        entries: &[EntryId],
    ) -> Result<Vec<Feedback>, FeedError> {
        entitled(subscriber, list)?;
        let mut tx = self.storage().read().await?;
        let mut said = tx.feedback_of(subscriber.id, list, entries).await?;
        said.sort_unstable_by_key(|said| said.entry);
        Ok(said)
    }
}

const fn cursor(listing: &Listing) -> ListingCursor {
    ListingCursor {
        changed_at: listing.change.changed_at,
        number: listing.change.number,
    }
}

/// About how many bytes these hashes take.
fn weight(content: &Content) -> usize {
    content.hashes.iter().map(|hash| hash.value.bytes().len()).sum()
}

pub(crate) fn entitled(subscriber: &Subscriber, list: &ListName) -> Result<(), FeedError> {
    if subscriber.lists.contains(list) {
        Ok(())
    } else {
        Err(FeedError::NotFound)
    }
}

//! A list as wires read it that know hashes and no entries: one record for each hash, with the cases behind it.

use std::collections::{BTreeMap, BTreeSet, HashMap, HashSet};

use domain::{
    Timestamp,
    feedback::{Feedback, Verdict},
    hash::{HashKind, ItemHashes, Medium},
    id::EntryId,
    list::ListName,
    subscriber::Subscriber,
};
use sha2::{Digest as _, Sha256};
use storage::{
    StorageError, Transaction,
    fingerprint::{Fingerprint, Fingerprinted},
    history::{Listing, ListingCursor},
};

use crate::{
    Service,
    feed::{FeedError, entitled},
    feedback::{FeedbackError, Opinion},
};

/// So many entries behind one hash are named at most, those on the list first: whoever sends one picture a million times
/// must not make every answer of a million lines.
pub(crate) const MOST_CASES: u32 = 1_000;
/// So many entries are looked at, at most, for one that can be shown.
const LOOKED_AHEAD: u32 = 5_000;
/// So many of them at a time: mostly the first can be.
const LOOKED_AT_ONCE: u32 = 50;
/// A PDQ of less quality says too little about a picture to match by it.
const USABLE_QUALITY: u8 = 50;

/// One hash as it stands now.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct HashRecord {
    /// When it last changed, to the second.
    pub changed_at: Timestamp,
    /// The hash; `None` once it has been erased, or where the reader never held it.
    pub fingerprint: Option<Fingerprint>,
    /// Every entry that has the hash, the one that changed first.
    pub cases: Vec<HashCase>,
    /// Whether the entry that changed is confirmed.
    pub confirmed: bool,
    /// What the reader said of any of these entries last.
    pub feedback: Option<Feedback>,
}

/// One entry behind a hash.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct HashCase {
    /// A pseudonym of the entry, 32 hex digits: the same for this subscriber for ever, another one for every other.
    pub pseudonym: String,
    /// Whether it is on the list.
    pub listed: bool,
}

impl HashRecord {
    /// Whether anything that has the hash is on the list.
    pub fn is_listed(&self) -> bool {
        self.cases.iter().any(|case| case.listed)
    }
}

/// Some hashes in the order of their last change.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct RecordsPage {
    /// The records.
    pub records: Vec<HashRecord>,
    /// The second of the last change that was looked at; `None` where there was none.
    pub through: Option<Timestamp>,
    /// What the records show, in stretches of the list between which nothing was left out: the numbers of the first and the
    /// last change, and how many were shown. What has no hash that can be shown is in none.
    pub shown: Vec<(u64, u64, u64)>,
    /// Where the next page starts; `None` on the last one.
    pub next: Option<ListingCursor>,
}

/// What a subscriber says of a hash.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct HashOpinion {
    /// The hash.
    pub fingerprint: Fingerprint,
    /// What it says.
    pub verdict: Verdict,
}

impl Service {
    /// The hashes of a list that changed from `from` to `to`, at most `limit` changes after `after`. A hash that is off
    /// the list is named to those who say that they held it before and whom we served the list then, for as long as it is
    /// not erased. What several entries of one page share comes once, where the last of them stands.
    ///
    /// # Errors
    /// Where the subscriber cannot read them.
    pub async fn hash_records(
        &self,
        subscriber: &Subscriber,
        list: &ListName,
        window: (Timestamp, Timestamp),
        after: Option<ListingCursor>,
        limit: u32,
        held_before: bool,
    ) -> Result<RecordsPage, FeedError> {
        let page = self
            .listings(subscriber, list, window.0, window.1, after, limit)
            .await?;
        let followed_since = if held_before && page.listings.iter().any(|one| one.content.is_none()) {
            self.write_served().await?;
            let mut tx = self.storage().read().await?;
            tx.followed_since(subscriber.id, list).await?
        } else {
            None
        };
        let mut tx = self.storage().read().await?;
        let removed = match followed_since {
            Some(since) => removed(&page.listings, since),
            None => Vec::new(),
        };
        let known = tx.fingerprints_of(list, &removed).await?;
        let known: BTreeMap<EntryId, Fingerprint> = known
            .into_iter()
            .filter(|found| found.quality.is_none_or(|quality| quality >= USABLE_QUALITY))
            .map(|found| (found.entry, found.fingerprint))
            .collect();
        let mut shown: Vec<(&Listing, Option<Fingerprint>)> = page
            .listings
            .iter()
            .filter_map(|listing| match &listing.content {
                Some(_) => Some((listing, Some(listed_fingerprint(listing)?))),
                None => Some((listing, known.get(&listing.change.entry).cloned())),
            })
            .collect();
        let asked: HashSet<Fingerprint> = shown.iter().filter_map(|(_, print)| print.clone()).collect();
        let asked: Vec<Fingerprint> = asked.into_iter().collect();
        let mut sharing = HashMap::<Fingerprint, Vec<Fingerprinted>>::new();
        for found in tx.with_fingerprints(list, &asked, MOST_CASES).await? {
            sharing.entry(found.fingerprint.clone()).or_default().push(found);
        }
        for alike in sharing.values_mut() {
            alike.sort_by_key(|found| !found.listed);
        }
        let entries: BTreeSet<EntryId> = sharing.values().flatten().map(|found| found.entry).collect();
        let entries: Vec<EntryId> = entries.into_iter().collect();
        let said = tx.feedback_of(subscriber.id, list, &entries).await?;
        let said = said.into_iter().enumerate();
        let said: HashMap<EntryId, (usize, Feedback)> =
            said.map(|(place, said)| (said.entry, (place, said))).collect();
        let stretches = stretches(&page.listings);
        let mut seen = HashSet::new();
        shown.reverse();
        shown.retain(|(_, print)| print.as_ref().is_none_or(|print| seen.insert(print.clone())));
        shown.reverse();
        let records = shown
            .into_iter()
            .map(|(listing, print)| {
                let alike = print.as_ref().and_then(|print| sharing.get(print));
                record(
                    subscriber,
                    listing,
                    print.clone(),
                    alike.map_or(&[], Vec::as_slice),
                    &said,
                )
            })
            .collect();
        Ok(RecordsPage {
            records,
            through: page.listings.last().map(|listing| listing.change.changed_at),
            shown: stretches,
            next: page.next,
        })
    }

    /// Keeps what a subscriber says of hashes, of the entries that have one, up to a thousand of each, those on the list
    /// first: all of it or nothing. Saying the same again changes nothing. Returns of how many entries it says anything new.
    ///
    /// # Errors
    /// [`FeedbackError::UnknownEntry`] with the position of a hash that nothing on the list has or had;
    /// [`FeedbackError::TooMany`] where the hashes stand for too many entries.
    pub async fn give_feedback_on_hashes(
        &self,
        subscriber: &Subscriber,
        list: &ListName,
        said: &[HashOpinion],
    ) -> Result<usize, FeedbackError> {
        entitled(subscriber, list).map_err(|_| FeedbackError::UnknownList)?;
        let prints: Vec<Fingerprint> = said.iter().map(|one| one.fingerprint.clone()).collect();
        let found = self
            .storage()
            .read()
            .await?
            .with_fingerprints(list, &prints, MOST_CASES)
            .await?;
        let entries = by_fingerprint(found);
        let mut opinions = Vec::new();
        for (position, one) in said.iter().enumerate() {
            let entries = entries.get(&one.fingerprint);
            let entries = entries.ok_or(FeedbackError::UnknownEntry { position })?;
            opinions.extend(entries.iter().map(|entry| Opinion {
                entry: *entry,
                verdict: one.verdict,
                reason: one.verdict.reasons()[0].to_owned(),
                matches: 1,
            }));
        }
        self.give_feedback(subscriber, list, &opinions).await
    }
}

/// The entries that have each fingerprint.
pub(crate) fn by_fingerprint(found: Vec<Fingerprinted>) -> HashMap<Fingerprint, Vec<EntryId>> {
    let mut entries = HashMap::<_, Vec<_>>::new();
    for one in found {
        entries.entry(one.fingerprint).or_default().push(one.entry);
    }
    entries
}

/// The hash of what is on the list; `None` for what is off it, and for what has none that this way of reading can show.
fn listed_fingerprint(listing: &Listing) -> Option<Fingerprint> {
    let content = listing.content.as_ref()?;
    fingerprint(listing.change.medium, &content.hashes)
}

/// Whether this way of reading shows it at all.
fn is_shown(listing: &Listing) -> bool {
    listing.content.is_none() || listed_fingerprint(listing).is_some()
}

/// How far whoever reads this way has got that was shown everything up to the number `after`: past what follows and has no
/// hash that can be shown, because nobody is behind with that. Of the entries that follow it looks at [`LOOKED_AHEAD`].
pub(crate) async fn got_to(
    tx: &mut dyn Transaction,
    list: &ListName,
    after: u64,
) -> Result<u64, StorageError> {
    let (from, to) = (Timestamp::from_millis(0), Timestamp::from_millis(i64::MAX));
    let mut reached = after;
    for _ in 0..LOOKED_AHEAD / LOOKED_AT_ONCE {
        let after = ListingCursor {
            changed_at: from,
            number: reached,
        };
        let following = tx.listings(list, from, to, Some(after), LOOKED_AT_ONCE).await?;
        for listing in &following {
            if is_shown(listing) {
                return Ok(reached);
            }
            reached = listing.change.number;
        }
        if following.is_empty() {
            break;
        }
    }
    Ok(reached)
}

/// The stretches of what is shown, each ended by an entry that is on the list and cannot be shown: nobody may say of it that
/// it was handed over.
fn stretches(listings: &[Listing]) -> Vec<(u64, u64, u64)> {
    listings
        .split(|listing| !is_shown(listing))
        .filter_map(|shown| {
            let (first, last) = shown.first().zip(shown.last())?;
            Some((first.change.number, last.change.number, shown.len() as u64))
        })
        .collect()
}

/// What left the list after the reader had begun to follow it, which may therefore have it.
fn removed(listings: &[Listing], since: Timestamp) -> Vec<EntryId> {
    listings
        .iter()
        .filter(|listing| listing.content.is_none() && listing.change.changed_at >= since)
        .map(|listing| listing.change.entry)
        .collect()
}

fn record(
    subscriber: &Subscriber,
    listing: &Listing,
    fingerprint: Option<Fingerprint>,
    alike: &[Fingerprinted],
    said: &HashMap<EntryId, (usize, Feedback)>,
) -> HashRecord {
    let own = listing.change.entry;
    let others = alike.iter().filter(|found| found.entry != own);
    let case = |entry: EntryId, listed| HashCase {
        pseudonym: pseudonym(subscriber, entry),
        listed,
    };
    let mut entries = vec![own];
    let mut cases = vec![case(own, listing.content.is_some())];
    for other in others {
        entries.push(other.entry);
        cases.push(case(other.entry, other.listed));
    }
    let feedback = entries
        .iter()
        .filter_map(|entry| said.get(entry))
        .max_by_key(|(place, _)| *place)
        .map(|(_, said)| said.clone());
    HashRecord {
        changed_at: listing.change.changed_at,
        fingerprint,
        cases,
        confirmed: listing.change.standing == Some(domain::entry::Standing::Confirmed),
        feedback,
    }
}

/// What an item is known by; `None` for a picture that offers too little to match by.
pub fn fingerprint(medium: Medium, hashes: &ItemHashes) -> Option<Fingerprint> {
    let kind = match medium {
        Medium::Image => HashKind::Pdq,
        Medium::Video => HashKind::Md5,
    };
    let value = hashes.find(kind)?;
    let usable = value.quality().is_none_or(|quality| quality >= USABLE_QUALITY);
    usable.then(|| Fingerprint {
        medium,
        value: value.bytes().to_vec(),
    })
}

/// Follows from the subscriber's id, which nobody else is told, and the entry's.
fn pseudonym(subscriber: &Subscriber, entry: EntryId) -> String {
    let mut digest = Sha256::new();
    digest.update(b"reclaim case\n");
    digest.update(subscriber.id.as_bytes());
    digest.update(entry.as_bytes());
    hex::encode(&digest.finalize()[..16])
}

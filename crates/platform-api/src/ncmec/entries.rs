//! `GET /ncmec/{list}/v2/entries`: the entries of a list whose last change lies in a window of time.

mod request;

use std::io;

use axum::{
    extract::State,
    http::{Method, Uri},
};
use domain::{
    Timestamp,
    feedback::{Feedback, Verdict},
    hash::{HashKind, HashValue, ItemHashes, Medium},
    id::{CredentialId, EntryId},
    list::ListName,
    subscriber::Subscriber,
};
use hashing::Quality;
use storage::history::Listing;

use self::request::Request;
use super::{
    Member, SURVIVORS, Wire,
    fault::Fault,
    reasons,
    xml::{self, Document, Element},
};
use crate::{
    credential::{Key, Reader},
    cursor::{Cursor, Cursors},
    instant,
    list_path::ListPath,
    long_answer::Kind,
    problem::{Problem, Scheme},
};

/// The hashes that this wire has an element for; it has none for SHA-256.
const FINGERPRINTS: [HashKind; 3] = [HashKind::Md5, HashKind::Pdq, HashKind::Sha1];

pub(super) async fn entries(
    State(wire): State<Wire>,
    Reader(mut subscriber): Reader,
    Key(key): Key,
    ListPath(list): ListPath,
    method: Method,
    uri: Uri,
) -> Result<Document, Fault> {
    let cursors = Cursors::of(&wire.service, domain::served::Wire::Ncmec, &list, &subscriber);
    let closed = wire.service.closed(&subscriber, &list).await?;
    let Request { from, to, after } = Request::read(&uri, &cursors, wire.service.now().max(closed))?;
    let to = match to {
        Some(to) if to.start_of_second() > closed => {
            subscriber = wire.wait_until_over(subscriber, key, &list, to).await?;
            to
        }
        Some(to) => to,
        None => closed,
    };
    let page = wire
        .service
        .listings(&subscriber, &list, from, to, after, wire.limits.ncmec_page)
        .await?;
    let entries: Vec<EntryId> = page.listings.iter().map(|listing| listing.change.entry).collect();
    let said = wire.service.own_feedback(&subscriber, &list, &entries).await?;
    let votes = Votes {
        by: Member {
            id: subscriber.member,
            name: &subscriber.name,
        },
        said: &said,
    };
    let next = page.next.map(|after| cursors.write(&Cursor { from, to, after }));
    let document = xml::document("queryResult", xml::NAMESPACE, |result| {
        section(result, "images", Medium::Image, &page.listings, &votes)?;
        section(result, "videos", Medium::Video, &page.listings, &votes)?;
        match next {
            Some(cursor) => result.parent("paging", &[], |paging| {
                paging.text("next", &format!("/v2/entries?cursor={cursor}"))
            }),
            None => Ok(()),
        }
    })?;
    if let (Some(first), Some(last)) = (page.listings.first(), page.listings.last())
        && method != Method::HEAD
    {
        wire.service.note_served(
            &subscriber,
            domain::served::Wire::Ncmec,
            &list,
            first.change.number,
            last.change.number,
            page.listings.len() as u64,
        );
    }
    Ok(document)
}

impl Wire {
    /// Waits until a window that ends so is over, and looks at the key again: it may have been revoked meanwhile. A window
    /// that is not over is never answered: clients take its end for how far they have got.
    async fn wait_until_over(
        &self,
        reader: Subscriber,
        key: CredentialId,
        list: &ListName,
        to: Timestamp,
    ) -> Result<Subscriber, Problem> {
        let _place = self.places.take(reader.id, Kind::Wait)?;
        let (service, patience) = (&self.service, self.limits.closing);
        let is_over = service
            .wait_until_closed(&reader, list, to.start_of_second(), patience)
            .await?;
        if !is_over {
            return Err(Problem::Unavailable);
        }
        let reader = service.still_reads(key, list).await?;
        reader.ok_or(Problem::Unauthenticated(Scheme::Basic))
    }
}

/// What the reader said of entries; others' votes are nobody else's business.
struct Votes<'a> {
    by: Member<'a>,
    /// In the order of the entries' ids.
    said: &'a [Feedback],
}

fn section(
    result: &mut Element<'_>,
    name: &str,
    medium: Medium,
    listings: &[Listing],
    votes: &Votes<'_>,
) -> io::Result<()> {
    let of_medium = || listings.iter().filter(|listing| listing.change.medium == medium);
    let count = of_medium().count().to_string();
    let Some(newest) = of_medium().map(|listing| listing.change.changed_at).max() else {
        return result.empty(name, &[("count", &count)]);
    };
    let newest = instant::format(newest);
    result.parent(name, &[("count", &count), ("maxTimestamp", &newest)], |section| {
        of_medium().try_for_each(|listing| entry(section, listing, votes))
    })
}

fn entry(section: &mut Element<'_>, listing: &Listing, votes: &Votes<'_>) -> io::Result<()> {
    let change = &listing.change;
    let id = change.entry.to_string();
    let Some(content) = &listing.content else {
        return section.parent(tombstone(change.medium), &[], |entry| {
            identity(entry, &id, change.changed_at)
        });
    };
    section.parent(live(change.medium), &[], |entry| {
        identity(entry, &id, change.changed_at)?;
        if let Some(standing) = change.standing {
            entry.text("classification", standing.as_str())?;
        }
        entry.parent("fingerprints", &[], |element| {
            fingerprints(element, &content.hashes)
        })?;
        let given = votes.said.binary_search_by_key(&change.entry, |said| said.entry);
        match given.ok().and_then(|place| votes.said.get(place)) {
            Some(given) => vote(entry, votes.by, given),
            None => Ok(()),
        }
    })
}

/// The reader's own vote. It is on the entry; the wire wants a kind of fingerprint, so it says the one that all have.
fn vote(entry: &mut Element<'_>, by: Member<'_>, given: &Feedback) -> io::Result<()> {
    const KIND: &str = "Md5";
    let at = instant::format(given.given_at);
    let head = [("type", KIND), ("lastUpdateTimestamp", at.as_str())];
    let members = |element: &mut Element<'_>| {
        element.parent("members", &[("timestamp", &at)], |members| members.member(by))
    };
    let against = reasons::of(given.verdict, &given.reason);
    if against.is_none() && given.verdict != Verdict::Removed {
        return Ok(());
    }
    entry.parent(
        "feedback",
        &[("lastUpdateTimestamp", &at)],
        |feedback| match against {
            Some(reason) => feedback.parent("negativeFeedback", &head, |negative| {
                negative.parent("reasons", &[], |element| {
                    reasons::write(element, reason, KIND)?;
                    members(element)
                })
            }),
            None => feedback.parent("affirmativeFeedback", &head, members),
        },
    )
}

fn identity(entry: &mut Element<'_>, id: &str, changed_at: Timestamp) -> io::Result<()> {
    entry.member(SURVIVORS)?;
    entry.text("timestamp", &instant::format(changed_at))?;
    entry.text("id", id)
}

fn fingerprints(element: &mut Element<'_>, hashes: &ItemHashes) -> io::Result<()> {
    FINGERPRINTS
        .into_iter()
        .filter_map(|kind| hashes.find(kind))
        .filter(|value| is_usable(value))
        .try_for_each(|value| element.text(value.kind().as_str(), &hex::encode(value.bytes())))
}

/// Clients discard a PDQ of less quality before they match; on this wire they cannot see it.
fn is_usable(value: &HashValue) -> bool {
    value
        .quality()
        .is_none_or(|quality| quality >= Quality::USABLE.get())
}

const fn live(medium: Medium) -> &'static str {
    match medium {
        Medium::Image => "image",
        Medium::Video => "video",
    }
}

const fn tombstone(medium: Medium) -> &'static str {
    match medium {
        Medium::Image => "deletedImage",
        Medium::Video => "deletedVideo",
    }
}

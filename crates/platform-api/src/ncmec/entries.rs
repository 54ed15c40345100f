//! `GET /ncmec/{list}/v2/entries`: the entries of a list whose last change lies in a window of time.

mod request;

use std::io;

use axum::{extract::State, http::Uri};
use domain::{
    Timestamp,
    hash::{HashKind, HashValue, ItemHashes, Medium},
};
use hashing::Quality;
use storage::history::Listing;

use self::request::Request;
use super::{
    SURVIVORS, Wire,
    cursor::Cursor,
    fault::Fault,
    xml::{self, Document, Element},
};
use crate::{credential::Basic, instant, list_path::ListPath};

/// The hashes that this wire has an element for; it has none for SHA-256.
const FINGERPRINTS: [HashKind; 3] = [HashKind::Md5, HashKind::Pdq, HashKind::Sha1];

pub(super) async fn entries(
    State(wire): State<Wire>,
    Basic { subscriber, .. }: Basic,
    ListPath(list): ListPath,
    uri: Uri,
) -> Result<Document, Fault> {
    let Request { from, to, after } = Request::read(&uri, &list, wire.service.now())?;
    let page = wire
        .service
        .listings(&subscriber, &list, from, to, after, wire.limits.ncmec_page)
        .await?;
    if let (Some(first), Some(last)) = (page.listings.first(), page.listings.last()) {
        wire.service.note_served(
            &subscriber,
            domain::served::Wire::Ncmec,
            &list,
            first.change.number,
            last.change.number,
            page.listings.len() as u64,
        );
    }
    let next = page.next.map(|after| Cursor { from, to, after }.encode(&list));
    let document = xml::document("queryResult", xml::NAMESPACE, |result| {
        section(result, "images", Medium::Image, &page.listings)?;
        section(result, "videos", Medium::Video, &page.listings)?;
        match next {
            Some(cursor) => result.parent("paging", &[], |paging| {
                paging.text("next", &format!("/v2/entries?cursor={cursor}"))
            }),
            None => Ok(()),
        }
    })?;
    Ok(document)
}

fn section(result: &mut Element<'_>, name: &str, medium: Medium, listings: &[Listing]) -> io::Result<()> {
    let of_medium = || listings.iter().filter(|listing| listing.change.medium == medium);
    let count = of_medium().count().to_string();
    let Some(newest) = of_medium().map(|listing| listing.change.changed_at).max() else {
        return result.empty(name, &[("count", &count)]);
    };
    let newest = instant::format(newest);
    result.parent(name, &[("count", &count), ("maxTimestamp", &newest)], |section| {
        of_medium().try_for_each(|listing| entry(section, listing))
    })
}

fn entry(section: &mut Element<'_>, listing: &Listing) -> io::Result<()> {
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
        })
    })
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

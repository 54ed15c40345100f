//! `GET /stopncii/{list}/v1/FetchHashes`: the hashes of a list that changed since a second.

use std::collections::BTreeMap;

use axum::{
    Json,
    extract::State,
    http::{Method, Uri},
};
use domain::{Timestamp, served::Wire, subscriber::Subscriber};
use serde::Serialize;
use service::{
    Service,
    by_hash::{HashCase, HashRecord},
};
use storage::history::ListingCursor;

use super::names::{Opinion, SignalType, Status};
use crate::{
    credential::Reader,
    cursor::{Cursor, Cursors},
    list_path::ListPath,
    problem::{FieldError, Problem},
    query::Parameters,
};

/// Where a client that holds nothing starts; the public one asks for the tenth second of 1970.
const FROM_NOTHING: u64 = 10;
/// What the public client asks for.
const USUAL_PAGE: u64 = 800;
/// Changes that are looked at for one page, at most.
const LARGEST_PAGE: u64 = 10_000;
/// So many seconds a start may lie in the future: clocks differ a little.
const AHEAD: i64 = 60;
/// The last second of the year 9999.
const END_OF_TIME: u64 = 253_402_300_799;

#[derive(Debug, PartialEq, Eq)]
struct Request {
    start: u64,
    page: u32,
    /// `None` for all that is over.
    to: Option<Timestamp>,
    after: Option<ListingCursor>,
}

impl Request {
    fn read(uri: &Uri, cursors: &Cursors) -> Result<Self, Problem> {
        let mut parameters = Parameters::read(uri, &["startTimestamp", "pageSize", "nextPageToken"]);
        let start = parameters.number("startTimestamp", &(0..=END_OF_TIME));
        let page = parameters.number("pageSize", &(1..=LARGEST_PAGE));
        let start = start.unwrap_or(FROM_NOTHING);
        let token = parameters.text("nextPageToken").filter(|token| !token.is_empty());
        let cursor = token.map(|token| cursors.read(token).filter(|cursor| cursor.from == seconds(start)));
        if cursor == Some(None) {
            parameters.refuse(
                "nextPageToken",
                "is not one that this server gave out to you for this list and startTimestamp",
            );
        }
        parameters.finish()?;
        let cursor = cursor.flatten();
        Ok(Self {
            start,
            page: u32::try_from(page.unwrap_or(USUAL_PAGE)).unwrap_or(u32::MAX),
            to: cursor.map(|cursor| cursor.to),
            after: cursor.map(|cursor| cursor.after),
        })
    }

    /// Refuses a start that no answer gave: from the future nothing ever comes, and nobody would notice. What the last answer
    /// said is never later than the closed second.
    fn check_start(&self, now: Timestamp, closed: Timestamp) -> Result<(), Problem> {
        let latest = now.as_seconds().saturating_add(AHEAD).max(closed.as_seconds());
        if seconds(self.start).as_seconds() <= latest {
            return Ok(());
        }
        Err(Problem::InvalidQuery(vec![FieldError {
            field: "startTimestamp".to_owned(),
            detail: "lies in the future: it counts seconds since 1970 in UTC; send the nextSetTimestamp of the last \
                     answer, and set your clock"
                .to_owned(),
        }]))
    }
}

fn seconds(seconds: u64) -> Timestamp {
    Timestamp::from_seconds(i64::try_from(seconds).unwrap_or(0))
}

/// One page.
#[derive(Debug, Serialize)]
#[serde(rename_all = "camelCase")]
pub(super) struct PageBody {
    count: usize,
    next_set_timestamp: i64,
    next_page_token: Option<String>,
    has_more_records: bool,
    hash_records: Vec<RecordBody>,
}

#[derive(Debug, Serialize)]
#[serde(rename_all = "camelCase")]
struct RecordBody {
    #[serde(rename = "lastModtimestamp")]
    last_mod_timestamp: i64,
    hash_value: String,
    hash_status: Status,
    case_numbers: BTreeMap<String, Status>,
    signal_type: SignalType,
    #[serde(rename = "CSPFeedbacks", skip_serializing_if = "Vec::is_empty")]
    feedback: Vec<Opinion>,
}

pub(super) async fn fetch_hashes(
    State(service): State<Service>,
    Reader(subscriber): Reader,
    ListPath(list): ListPath,
    method: Method,
    uri: Uri,
) -> Result<Json<PageBody>, Problem> {
    let cursors = Cursors::of(&service, Wire::StopNcii, &list, &subscriber);
    let request = Request::read(&uri, &cursors)?;
    let closed = service.closed(&subscriber, &list).await?;
    request.check_start(service.now(), closed)?;
    let to = request.to.unwrap_or(closed);
    let from = seconds(request.start);
    let held_before = request.start > FROM_NOTHING;
    let page = service
        .hash_records(
            &subscriber,
            &list,
            (from, to),
            request.after,
            request.page,
            held_before,
        )
        .await?;
    if method != Method::HEAD {
        // What was looked at and has no hash that this wire can carry was not sent.
        for (first, last, count) in &page.shown {
            service.note_served(&subscriber, Wire::StopNcii, &list, *first, *last, *count);
        }
    }
    // Never before what the pages until here have told already, also where nothing is left to follow them.
    let reached = request.after.map_or(from, |after| after.changed_at);
    let cursor = page.next.map(|after| Cursor { from, to, after });
    let records: Vec<_> = page
        .records
        .into_iter()
        .map(|record| body(&subscriber, record))
        .collect();
    Ok(Json(PageBody {
        count: records.len(),
        next_set_timestamp: page.through.unwrap_or(reached).max(reached).as_seconds(),
        next_page_token: cursor.map(|cursor| cursors.write(&cursor)),
        has_more_records: cursor.is_some(),
        hash_records: records,
    }))
}

fn body(subscriber: &Subscriber, record: HashRecord) -> RecordBody {
    let gone = if record.fingerprint.is_some() {
        Status::Withdrawn
    } else {
        Status::Deleted
    };
    let status = |listed| if listed { Status::Active } else { gone };
    let mut feedback = Vec::new();
    if record.confirmed {
        feedback.push(Opinion::of_staff());
    }
    feedback.extend(
        record
            .feedback
            .as_ref()
            .map(|given| Opinion::of_reader(&subscriber.name, given)),
    );
    RecordBody {
        last_mod_timestamp: record.changed_at.as_seconds(),
        hash_status: status(record.is_listed()),
        case_numbers: record
            .cases
            .iter()
            .map(|case| (case_number(case), status(case.listed)))
            .collect(),
        signal_type: record
            .fingerprint
            .as_ref()
            .map_or(SignalType::Unknown, |print| SignalType::of(print.medium)),
        hash_value: record
            .fingerprint
            .map_or_else(String::new, |print| hex::encode(print.value)),
        feedback,
    }
}

/// The pseudonym in the form of a UUID, as this wire writes case numbers.
fn case_number(case: &HashCase) -> String {
    let digits = &case.pseudonym;
    let groups = [0..8, 8..12, 12..16, 16..20, 20..32];
    groups
        .map(|group| digits.get(group).unwrap_or_default())
        .join("-")
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::cursor::tests::cursors;

    fn read(query: &str) -> Result<Request, Vec<String>> {
        let uri: Uri = format!("/FetchHashes?{query}").parse().unwrap();
        Request::read(&uri, &cursors(Wire::StopNcii)).map_err(|problem| match problem {
            Problem::InvalidQuery(errors) => errors.into_iter().map(|error| error.field).collect(),
            other => panic!("{other:?}"),
        })
    }

    #[test]
    fn the_first_request_of_the_public_client_is_read() {
        let request = read("startTimestamp=10&pageSize=800").unwrap();
        assert_eq!((request.start, request.page, request.after), (10, 800, None));
        assert_eq!(request.to, None, "all that is over");
        assert_eq!(
            read("startTimestamp=10&pageSize=800&nextPageToken=").unwrap(),
            request
        );
    }

    #[test]
    fn a_token_belongs_to_its_wire_and_start() {
        let cursor = Cursor {
            from: seconds(10),
            to: seconds(50),
            after: ListingCursor {
                changed_at: seconds(20),
                number: 4,
            },
        };
        let token = cursors(Wire::StopNcii).write(&cursor);
        let request = read(&format!("startTimestamp=10&nextPageToken={token}")).unwrap();
        assert_eq!((request.after, request.to), (Some(cursor.after), Some(cursor.to)));
        let elsewhere = cursors(Wire::Ncmec).write(&cursor);
        for wrong in [
            format!("startTimestamp=11&nextPageToken={token}"),
            format!("startTimestamp=10&nextPageToken={elsewhere}"),
            "startTimestamp=10&nextPageToken=AAAA".to_owned(),
        ] {
            assert_eq!(read(&wrong), Err(vec!["nextPageToken".to_owned()]), "{wrong}");
        }
    }

    #[test]
    fn a_start_in_the_future_is_refused_and_what_the_last_answer_said_is_not() {
        let (now, closed) = (seconds(1_000), seconds(2_000));
        let ask = |start: u64| read(&format!("startTimestamp={start}")).unwrap();
        assert_eq!(ask(1_060).check_start(now, seconds(999)), Ok(()));
        assert!(ask(1_061).check_start(now, seconds(999)).is_err());
        // The clock of this node was put back.
        assert_eq!(ask(2_000).check_start(now, closed), Ok(()));
        let Err(Problem::InvalidQuery(errors)) = ask(2_001).check_start(now, closed) else {
            panic!("was taken");
        };
        assert_eq!(errors[0].field, "startTimestamp");
    }

    #[test]
    fn the_wrong_parameter_is_named() {
        for (query, field) in [
            ("startTimestamp=-1", "startTimestamp"),
            ("startTimestamp=1e9", "startTimestamp"),
            ("pageSize=0", "pageSize"),
            ("pageSize=10001", "pageSize"),
            ("since=1", "since"),
        ] {
            assert_eq!(read(query), Err(vec![field.to_owned()]), "{query}");
        }
    }

    #[test]
    fn a_case_number_looks_like_a_uuid() {
        let case = HashCase {
            pseudonym: "0123456789abcdef0123456789abcdef".to_owned(),
            listed: true,
        };
        assert_eq!(case_number(&case), "01234567-89ab-cdef-0123-456789abcdef");
    }
}

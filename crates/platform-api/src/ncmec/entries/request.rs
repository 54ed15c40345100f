//! Which entries a client asks for: a window of time, or a cursor that stands for the rest of one.

use std::time::Duration;

use axum::http::Uri;
use domain::Timestamp;
use storage::history::ListingCursor;

use crate::{
    cursor::{Cursor, Cursors},
    instant,
    problem::Problem,
    query::Parameters,
};

/// How far a client's clock may be ahead before its `from` is taken for a mistake.
const TOLERANCE: Duration = Duration::from_secs(60);
/// How far ahead the end of a window may lie: until it is over, the answer waits.
const SOON: Duration = Duration::from_secs(10);

/// What is wrong with most times that lie in the future.
const IN_UTC: &str = "times are in UTC, and a client that writes its local time with a Z asks for the wrong entries \
                      (run it with TZ=UTC)";

/// What is asked for; both ends of the window are included.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Request {
    pub(super) from: Timestamp,
    /// `None` for all that is over.
    pub(super) to: Option<Timestamp>,
    pub(super) after: Option<ListingCursor>,
}

impl Request {
    /// Reads the query. Without `from` the window starts in 1970.
    pub(super) fn read(uri: &Uri, cursors: &Cursors, now: Timestamp) -> Result<Self, Problem> {
        let mut parameters = Parameters::read(uri, &["from", "to", "cursor"]);
        let request = match parameters.text("cursor").map(|text| cursors.read(text)) {
            Some(Some(Cursor { from, to, after })) => Self {
                from,
                to: Some(to),
                after: Some(after),
            },
            Some(None) => {
                parameters.refuse(
                    "cursor",
                    "is not one that this server gave out to you for this list",
                );
                Self {
                    from: now,
                    to: None,
                    after: None,
                }
            }
            None => {
                let from = moment(&mut parameters, "from").unwrap_or(Timestamp::from_seconds(0));
                let to = moment(&mut parameters, "to");
                check(&mut parameters, from, to, now);
                Self {
                    from,
                    to,
                    after: None,
                }
            }
        };
        if request.after.is_some() && (parameters.text("from").is_some() || parameters.text("to").is_some()) {
            parameters.refuse("cursor", "stands for from and to, and comes without them");
        }
        parameters.finish().map(|()| request)
    }
}

fn moment(parameters: &mut Parameters, name: &str) -> Option<Timestamp> {
    let text = parameters.text(name)?;
    let at = instant::parse(text);
    if at.is_none() {
        parameters.refuse(name, "must be a time in UTC such as 2026-01-31T23:59:59Z");
    }
    at
}

fn check(parameters: &mut Parameters, from: Timestamp, to: Option<Timestamp>, now: Timestamp) {
    if from > now.plus(TOLERANCE) {
        parameters.refuse("from", format!("lies in the future: {IN_UTC}"));
    } else if to.is_some_and(|to| from > to) {
        parameters.refuse("from", "must not be later than to");
    } else if let Some(to) = to.filter(|to| *to > now.plus(SOON)) {
        let seconds = to.since(now).as_secs();
        parameters.refuse(
            "to",
            format!("lies {seconds} seconds in the future: set your clock; {IN_UTC}"),
        );
    }
}

#[cfg(test)]
mod tests {
    use domain::served::Wire;

    use super::*;
    use crate::cursor::tests::cursors;

    const NOW: Timestamp = Timestamp::from_seconds(1_767_268_800);

    fn read(query: &str) -> Result<Request, Vec<String>> {
        let uri: Uri = format!("/v2/entries?{query}").parse().unwrap();
        Request::read(&uri, &cursors(Wire::Ncmec), NOW).map_err(|problem| match problem {
            Problem::InvalidQuery(errors) => errors.into_iter().map(|error| error.field).collect(),
            other => panic!("{other:?}"),
        })
    }

    #[test]
    fn a_window_is_read_as_the_client_writes_it() {
        let wanted = Request {
            from: Timestamp::from_seconds(0),
            to: Some(Timestamp::from_seconds(1_700_000_000)),
            after: None,
        };
        assert_eq!(
            read("to=2023-11-14T22%3A13%3A20Z&from=1970-01-01T00%3A00%3A00Z"),
            Ok(wanted)
        );
    }

    #[test]
    fn without_a_window_everything_that_is_over_is_meant() {
        assert_eq!(
            read(""),
            Ok(Request {
                from: Timestamp::from_seconds(0),
                to: None,
                after: None
            })
        );
    }

    #[test]
    fn a_clock_that_is_a_little_ahead_is_forgiven_and_a_time_zone_is_not() {
        let at = |ahead: u64| instant::format(NOW.plus(Duration::from_secs(ahead)));
        assert!(read(&format!("from={}", at(60))).is_ok());
        assert!(read(&format!("to={}", at(10))).is_ok());
        assert_eq!(read(&format!("to={}", at(11))), Err(vec!["to".to_owned()]));
        assert_eq!(read(&format!("from={}", at(61))), Err(vec!["from".to_owned()]));
        assert_eq!(
            read(&format!("from={}&to={}", at(61), at(90))),
            Err(vec!["from".to_owned()])
        );
    }

    #[test]
    fn the_wrong_parameter_is_named() {
        assert_eq!(read("from=yesterday"), Err(vec!["from".to_owned()]));
        assert_eq!(read("to=1700000000"), Err(vec!["to".to_owned()]));
        assert_eq!(
            read("from=2023-01-02T00:00:00Z&to=2023-01-01T00:00:00Z"),
            Err(vec!["from".to_owned()])
        );
        assert_eq!(read("cursor=AAAA"), Err(vec!["cursor".to_owned()]));
        assert_eq!(read("since=1"), Err(vec!["since".to_owned()]));
    }

    #[test]
    fn a_cursor_comes_alone() {
        let after = ListingCursor {
            changed_at: Timestamp::from_seconds(5),
            number: 1,
        };
        let cursor = Cursor {
            from: Timestamp::from_seconds(0),
            to: NOW,
            after,
        };
        let text = cursors(Wire::Ncmec).write(&cursor);
        assert_eq!(
            read(&format!("cursor={text}")).map(|request| request.after),
            Ok(Some(after))
        );
        assert_eq!(
            read(&format!("cursor={text}&to=2023-01-01T00:00:00Z")),
            Err(vec!["cursor".to_owned()])
        );
    }
}

//! What a browser sends with a form of staff or of a platform. It is read in one place, before any page.

use axum::{
    body::Body,
    extract::{Request, State},
    http::{Method, header},
    middleware::Next,
    response::Response,
};
use futures::StreamExt as _;

use crate::site::Site;

/// No form of staff or of platforms is longer: a note has 2,000 characters, and one of them takes up to twelve bytes on its
/// way.
const LONGEST: usize = 32 * 1024;

/// Fields that people write in words of their own.
const WRITTEN: [&str; 10] = [
    "address",
    "body",
    "contact",
    "label",
    "name",
    "note",
    "organisation",
    "products",
    "reason",
    "why",
];

/// What was sent with a form.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct Posted {
    /// Its fields, in order.
    fields: Vec<(String, String)>,
}

impl Posted {
    /// Browsers send two signs for the end of a line and count one, as `maxlength` says. One is what is counted and kept.
    fn parse(body: &[u8]) -> Self {
        let fields = form_urlencoded::parse(body);
        let fields = fields.map(|(name, value)| (name.into_owned(), value.replace("\r\n", "\n")));
        Self {
            fields: fields.collect(),
        }
    }

    /// What people wrote themselves, to be copied.
    pub(crate) fn written(&self) -> String {
        let fields = self.fields.iter();
        let written = fields.filter(|(name, _)| WRITTEN.contains(&name.as_str()));
        let written: Vec<_> = written.map(|(_, value)| value.as_str()).collect();
        written.join("\n\n")
    }
}

/// Whose forms are read, and what is said where one is too long.
#[derive(Clone)]
pub(crate) struct Reading {
    pub(crate) site: Site,
    /// Says so, and shows what was written as far as it was read.
    pub(crate) too_long: fn(&Site, &Posted) -> Response,
}

/// Reads what was sent with a form, for whatever answers it.
pub(crate) async fn read(State(reading): State<Reading>, request: Request, next: Next) -> Response {
    if request.method() != Method::POST {
        return next.run(request).await;
    }
    let (mut parts, body) = request.into_parts();
    let (body, whole) = collect(body).await;
    let posted = Posted::parse(&body);
    if !whole {
        return (reading.too_long)(&reading.site, &posted);
    }
    parts.headers.remove(header::CONTENT_LENGTH);
    let body = form_urlencoded::Serializer::new(String::new())
        .extend_pairs(&posted.fields)
        .finish();
    next.run(Request::from_parts(parts, Body::from(body))).await
}

/// The beginning of a body, and whether that is all of it. It is read to its end all the same: most browsers show no answer
/// that comes before they have sent everything.
async fn collect(body: Body) -> (Vec<u8>, bool) {
    let (mut read, mut whole) = (Vec::new(), true);
    let mut parts = body.into_data_stream();
    while let Some(part) = parts.next().await {
        // Where it breaks off, nobody is there to read what is said of it.
        let Ok(part) = part else { return (read, false) };
        let room = LONGEST - read.len();
        read.extend_from_slice(&part[..part.len().min(room)]);
        whole &= part.len() <= room;
    }
    (read, whole)
}

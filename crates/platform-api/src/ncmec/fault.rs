//! Problems in the XML form of RFC 9457, appendix B.

use std::io;

use axum::{
    http::header::CONTENT_TYPE,
    response::{IntoResponse, Response},
};
use hyper::ext::ReasonPhrase;

use super::xml::{self, Element};
use crate::problem::Problem;

/// The namespace of the XML form; it kept the number of the older document.
const NAMESPACE: &str = "urn:ietf:rfc:7807";

/// No status line has a longer sentence.
const LONGEST_REASON: usize = 240;

/// A problem on this wire.
#[derive(Debug)]
pub(crate) struct Fault(pub(crate) Problem);

impl<P: Into<Problem>> From<P> for Fault {
    fn from(problem: P) -> Self {
        Self(problem.into())
    }
}

impl IntoResponse for Fault {
    fn into_response(self) -> Response {
        let document = xml::document("problem", NAMESPACE, |problem| write(&self.0, problem));
        let xml = [(CONTENT_TYPE, "application/problem+xml; charset=utf-8")];
        let mut response = (
            self.0.status(),
            self.0.headers(),
            xml,
            document.unwrap_or_default(),
        )
            .into_response();
        if let Ok(reason) = ReasonPhrase::try_from(reason(&self.0.body().detail)) {
            response.extensions_mut().insert(reason);
        }
        response
    }
}

/// What to do, as it stands beside the status in HTTP/1: the clients of this wire show their operator the status line and
/// nothing of the body.
fn reason(detail: &str) -> String {
    let printable = |c: char| if c.is_ascii_graphic() { c } else { ' ' };
    let line: String = detail.chars().take(LONGEST_REASON).map(printable).collect();
    line.trim().trim_end_matches('.').to_owned()
}

fn write(problem: &Problem, element: &mut Element<'_>) -> io::Result<()> {
    let body = problem.body();
    element.text("type", body.kind)?;
    element.text("title", body.title)?;
    element.text("detail", &body.detail)?;
    element.text("status", &body.status.to_string())?;
    if body.errors.is_empty() {
        return Ok(());
    }
    // An element with nothing but `i` in it is a list.
    element.parent("errors", &[], |errors| {
        for error in &body.errors {
            errors.parent("i", &[], |one| {
                one.text("field", &error.field)?;
                one.text("detail", &error.detail)
            })?;
        }
        Ok(())
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_sentence_in_the_status_line_is_one_short_line_of_plain_letters() {
        assert_eq!(reason("from is wrong."), "from is wrong");
        assert_eq!(reason("a\r\nset-cookie: b\u{7f}\0\u{e9}"), "a  set-cookie: b");
        assert_eq!(reason(&"a".repeat(1_000)).len(), LONGEST_REASON);
        let fault = Fault(Problem::UnknownList).into_response();
        let said = fault.extensions().get::<ReasonPhrase>().unwrap();
        assert_eq!(
            said.as_bytes(),
            b"Only lists that you are subscribed to can be read"
        );
    }
}

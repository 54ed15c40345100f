//! Problems in the XML form of RFC 9457, appendix B.

use std::io;

use axum::{
    http::header::CONTENT_TYPE,
    response::{IntoResponse, Response},
};

use super::xml::{self, Element};
use crate::problem::Problem;

/// The namespace of the XML form; it kept the number of the older document.
const NAMESPACE: &str = "urn:ietf:rfc:7807";

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
        (
            self.0.status(),
            self.0.headers(),
            xml,
            document.unwrap_or_default(),
        )
            .into_response()
    }
}

fn write(problem: &Problem, element: &mut Element<'_>) -> io::Result<()> {
    let body = problem.body();
    element.text("type", body.kind)?;
    element.text("title", body.title)?;
    element.text("detail", &body.detail)?;
    element.text("status", &body.status.to_string())
}

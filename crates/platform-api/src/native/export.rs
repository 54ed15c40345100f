//! `GET /api/v1/lists/{list}/export`

use axum::{
    body::Body,
    extract::State,
    http::{HeaderValue, Uri, header},
    response::{IntoResponse as _, Response},
};
use service::{
    Service,
    export::{Export, ExportError, Format, Recipient},
};
use utoipa::{IntoParams, ToSchema};

use super::openapi::Problems;
use crate::{
    credential::Reading,
    problem::{Problem, ProblemBody, Scheme, storage_failed},
    query::Parameters,
};

/// In which form.
#[derive(IntoParams)]
#[into_params(parameter_in = Query)]
#[expect(dead_code, reason = "only its derived description is used")]
struct Wish {
    /// `csv`, a line an entry, or `vics`, Project VIC's data model 1.3; without it `csv`.
    #[param(required = false, inline)]
    format: FormatName,
}

#[derive(ToSchema)]
#[schema(rename_all = "lowercase")]
#[expect(dead_code, reason = "only its derived description is used")]
enum FormatName {
    Csv,
    Vics,
}

/// A whole list as a file
///
/// For those who cannot poll: every entry as it is at one moment, in pieces. A connection that breaks, or an answer that ends
/// without the end of its chunks, is no whole file. You are given one at a time, within half an hour, and only a few are made
/// at the same time; otherwise ask again.
#[utoipa::path(
    get,
    path = "/api/v1/lists/{list}/export",
    params(("list" = String, Path, description = "The name of a list"), Wish),
    responses(
        (
            status = OK, content((String = "text/csv"), (Object = "application/json")),
            description = "The file; `application/json` for `vics`",
            headers(("Reclaim-Change-Number" = u64, description = "The number of the list's newest change in it")),
        ),
        (
            status = NOT_FOUND, body = ProblemBody, content_type = "application/problem+json",
            description = "No such list, or not one of yours",
        ),
        Problems,
    ),
)]
pub(super) async fn export(
    State(service): State<Service>,
    reading: Reading,
    uri: Uri,
) -> Result<Response, Problem> {
    let mut parameters = Parameters::read(&uri, &["format"]);
    let format = parameters.text("format").map_or(Some(Format::Csv), Format::parse);
    if format.is_none() {
        parameters.refuse("format", "must be csv or vics");
    }
    parameters.finish()?;
    let format = format.unwrap_or(Format::Csv);
    let recipient = Recipient {
        platform: reading.subscriber,
        key: Some(reading.key),
    };
    let export = service.export(recipient, &reading.list, format).await?;
    Ok(answer(export, format))
}

fn answer(export: Export, format: Format) -> Response {
    let mut response = Body::from_stream(export.pieces).into_response();
    let headers = response.headers_mut();
    let disposition = format!("attachment; filename=\"{}\"", export.file_name);
    headers.insert(
        header::CONTENT_TYPE,
        HeaderValue::from_static(format.media_type()),
    );
    if let Ok(disposition) = HeaderValue::try_from(disposition) {
        headers.insert(header::CONTENT_DISPOSITION, disposition);
    }
    headers.insert("reclaim-change-number", HeaderValue::from(export.checkpoint.size));
    response
}

impl From<ExportError> for Problem {
    fn from(error: ExportError) -> Self {
        match error {
            ExportError::NotFound => Self::UnknownList,
            ExportError::Busy => Self::Unavailable,
            ExportError::OneAtATime => Self::TooManyAtOnce { most: 1 },
            ExportError::TooSlow => Self::TooSlow,
            ExportError::Revoked => Self::Unauthenticated(Scheme::Bearer),
            ExportError::Storage(error) => storage_failed(&error),
        }
    }
}
